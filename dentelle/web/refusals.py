"""Refusals in the reader's language: why something that was asked for was not done."""

from django.utils.translation import get_language, gettext

from dentelle import checking
from dentelle.errors import DentelleError


def refusal(error: DentelleError | OSError) -> str:
    """What ``error`` says in the language of the page; a sentence that has no translation stays in English."""
    if isinstance(error, DentelleError):
        said = gettext(error.template) if error.template else ""
        return said % error.said if error.said else said
    return gettext("The file cannot be used: %(why)s") % {"why": error.strerror or str(error)}


def left_out(reason: str, path: str) -> str:
    """Why the file ``path`` was not read: ``reason`` is one of ``model.SKIP_REASONS``."""
    return checking.sentence("skipped", {"outcome": reason, "path": path}, get_language() or "fr")
