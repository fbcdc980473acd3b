"""Refusals in the reader's language: why something that was asked for was not done."""

from django.utils.translation import gettext

from dentelle.errors import DentelleError, Phrase, TerritoryError
from dentelle.terminal import inert

__all__ = ["refusal"]


def refusal(error: DentelleError | OSError) -> str:
    """What ``error`` says in the language of the page; a sentence that has no translation stays in English."""
    if isinstance(error, TerritoryError):
        wrong = ((one.line, _told(one.wrong), _told(one.right)) for one in error.problems)
        return "\n".join(inert(f"{error.path}:{f'{line}:' if line else ''} {told}. {right}") for line, told, right in wrong)
    if isinstance(error, DentelleError):
        said = gettext(error.template) if error.template else ""
        return said % error.said if error.said else said
    return gettext("The file cannot be used: %(why)s") % {"why": error.strerror or str(error)}


def _told(words: object) -> object:
    """``words``, and what is said in them, in the language of the page, where they are a phrase."""
    if not isinstance(words, Phrase):
        return words
    told = gettext(words.template)
    return told % {name: _told(value) for name, value in words.said.items()} if words.said else told
