"""Why something was not done, or a file not read, in the reader's language."""

from django.utils.translation import get_language

from dentelle import checking
from dentelle.atlas.people.refusals import refusal

__all__ = ["left_out", "refusal"]


def left_out(reason: str, path: str) -> str:
    """Why the file ``path`` was not read: ``reason`` is one of ``model.SKIP_REASONS``."""
    return checking.sentence("skipped", {"outcome": reason, "path": path}, get_language() or "fr")
