"""The door of the room: a file on disk becomes one ``Document`` or many ``Record``.

Invariants: a file is read by what it holds, not by what it is called; what cannot be used raises ``SourceError`` with
a reason and never half a result; nothing is fetched and nothing is written; the result depends on the file's bytes,
its name, and ``EXTRACTOR_VERSION`` alone.
"""

from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from dentelle.errors import SourceError
from dentelle.folding import digest
from dentelle.given import Limits
from dentelle.model import Document, Record, Skipped
from dentelle.sources.detect import KINDS, TEXTUAL, detect, expected_format

LIBRARIES = ("lxml", "trafilatura", "pypdfium2", "python-docx", "openpyxl")  # their output is ours: offsets depend on it
EXTRACTOR_VERSION = "1-" + digest("1", *(f"{name} {version(name)}" for name in LIBRARIES), length=8)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one file gave. ``skipped`` lists rows left out and, with row 0, notes about the file (read in spite of its suffix)."""

    documents: tuple[Document, ...] = ()
    records: tuple[Record, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def extract(path: Path, *, name: str, source: str, limits: Limits, language: str = "") -> Extraction:
    """The document or the records in the file at ``path``.

    ``name`` is the path to show and to take the suffix from, ``source`` the stored id of the source, ``language`` the
    declared language ("" to believe the file). Raises ``SourceError`` with one of ``model.SKIP_REASONS``.
    """
    data = read_bytes(path, name, limits)
    found = detect(data, name)
    extraction = _parse(found, data, name, source, limits)
    if not extraction.documents and not extraction.records:
        raise SourceError("empty", f"{name} holds no text that could be read. Check the file in the program that made it.")
    documents = tuple(_finished(document, language, limits) for document in extraction.documents)
    return Extraction(documents, extraction.records, _notes(name, found) + extraction.skipped)


def preload() -> None:
    """Loads every parser and what it needs, so that a process forked afterwards has them."""
    from dentelle.sources import html, office, pdf, text, workbook

    for module in (html, office, pdf, text, workbook):
        module.preload()


def read_bytes(path: Path, name: str, limits: Limits) -> bytes:
    """The bytes of the file at ``path``, called ``name`` in messages. Raises ``SourceError``."""
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            what = f"{name} has {size / 1e6:.0f} MB; the limit is {limits.file_bytes / 1e6:.0f} MB"
            raise SourceError("oversized", f"{what}. Split the file, or raise file_bytes in territory.toml.")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(
            "unreadable", f"{name} cannot be opened: {error.strerror}. Check that it exists and may be read."
        ) from error


def _parse(found: str, data: bytes, name: str, source: str, limits: Limits) -> Extraction:
    match found:
        case "text":
            from dentelle.sources.text import text_document

            return Extraction(documents=(text_document(data, name, source),))
        case "html":
            from dentelle.sources.html import html_document

            return Extraction(documents=(html_document(data, name, source),))
        case "pdf":
            from dentelle.sources.pdf import pdf_document

            return Extraction(documents=(pdf_document(data, name, source, limits),))
        case "docx":
            from dentelle.sources.office import docx_document

            return Extraction(documents=(docx_document(data, name, source, limits),))
        case "csv" | "tsv":
            from dentelle.sources.delimited import delimited_records

            records, skipped = delimited_records(data, name, source, limits)
        case _:
            from dentelle.sources.workbook import workbook_records

            records, skipped = workbook_records(data, found, name, source, limits)
    return Extraction(records=tuple(records), skipped=tuple(skipped))


def _finished(document: Document, language: str, limits: Limits) -> Document:
    if not document.text.strip():
        raise SourceError("empty", f"{document.path} holds no text. Check the file in the program that made it.")
    if len(document.text) > limits.text_characters:
        what = f"{document.path} holds {len(document.text):,} characters; the limit is {limits.text_characters:,}"
        raise SourceError("oversized", f"{what}. Split the file, or raise text_characters in territory.toml.")
    extractor = f"{document.format} {EXTRACTOR_VERSION}"
    return replace(document, extractor=extractor, language=language or document.language)


def _notes(name: str, found: str) -> tuple[Skipped, ...]:
    """A note where the suffix promised another format than was found (the text family shares content, so only HTML shows)."""
    expected = expected_format(name)
    if not expected or expected == found or (expected in TEXTUAL and found in TEXTUAL and found != "html"):
        return ()
    detail = f"{name} is named like {KINDS[expected]} but holds {KINDS[found]}; it was read as that. Give it its right suffix."
    return (Skipped(name, "mislabelled", detail),)
