"""One module a format: a file's bytes become a ``Document`` (text and where each passage stood) or ``Record`` rows.

Invariant: nothing is fetched, nothing is written, and a file that cannot be used says why in a ``SourceError``.
"""

from dentelle.sources.extraction import EXTRACTOR_VERSION, Extraction, extract, preload

__all__ = ["EXTRACTOR_VERSION", "Extraction", "extract", "preload"]
