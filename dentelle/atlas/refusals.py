"""Refusals in the reader's language: why something that was asked for was not done."""

from django.utils.translation import gettext

from dentelle.errors import DentelleError

__all__ = ["refusal"]


def refusal(error: DentelleError | OSError) -> str:
    """What ``error`` says in the language of the page; a sentence that has no translation stays in English."""
    if isinstance(error, DentelleError):
        said = gettext(error.template) if error.template else ""
        return said % error.said if error.said else said
    return gettext("The file cannot be used: %(why)s") % {"why": error.strerror or str(error)}
