"""Refusals in the reader's language: why something that was asked for was not done."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from dentelle.errors import DentelleError, ExchangeError, Phrase, Problem, TerritoryError, phrase
from dentelle.terminal import inert

__all__ = ["kept", "refusal", "told_again"]

TERRITORY, EXCHANGE = "territory.toml", "exchange format"  # stand for the template where what was kept is a list of problems


def refusal(error: DentelleError | OSError) -> str:
    """What ``error`` says in the language of the page; a sentence that has no translation stays in English."""
    if isinstance(error, TerritoryError):
        wrong = ((one.line, _told(one.wrong), _told(one.right)) for one in error.problems)
        return "\n".join(inert(f"{error.path}:{f'{line}:' if line else ''} {told}. {right}") for line, told, right in wrong)
    if isinstance(error, ExchangeError):
        return "\n".join(str(_told(problem)) for problem in error.problems)
    if isinstance(error, DentelleError):
        said = gettext(error.template) if error.template else ""
        return said % {name: _told(value) for name, value in error.said.items()} if error.said else said
    return gettext("The file cannot be used: %(why)s") % {"why": error.strerror or str(error)}


def _told(words: object) -> object:
    """``words``, and what is said in them, in the language of the page, where they are a phrase or an error."""
    if isinstance(words, DentelleError):
        return refusal(words)
    if not isinstance(words, Phrase):
        return words
    told = gettext(words.template)
    return told % {name: _told(value) for name, value in words.said.items()} if words.said else told


def kept(error: DentelleError) -> tuple[str, dict[str, Any]]:
    """``error`` as a template and what is said in it, to be stored as JSON and told by ``told_again``."""
    if isinstance(error, TerritoryError):
        problems = [[one.line, _kept(one.wrong), _kept(one.right)] for one in error.problems]
        return TERRITORY, {"path": error.path, "problems": problems}
    if isinstance(error, ExchangeError):
        return EXCHANGE, {"problems": [_kept(problem) for problem in error.problems]}
    return error.template, {name: _kept(value) for name, value in error.said.items()}


def told_again(template: str, said: Mapping[str, Any]) -> str:
    """What was ``kept`` of an error, in the language of the page."""
    if template == TERRITORY:
        problems = tuple(Problem(line, str(_again(wrong)), str(_again(right))) for line, wrong, right in said["problems"])
        return refusal(TerritoryError(said["path"], problems))
    if template == EXCHANGE:
        return "\n".join(str(_again(problem)) for problem in said["problems"])
    return refusal(DentelleError(template, **{name: _again(value) for name, value in said.items()}))


def _kept(words: object) -> object:
    if isinstance(words, DentelleError):
        template, said = kept(words)
        return {"error": template, "said": said}
    if isinstance(words, Phrase):
        return {"template": words.template, "said": {name: _kept(value) for name, value in words.said.items()}}
    return str(words)


def _again(words: Any) -> object:
    if isinstance(words, dict) and "error" in words:
        return told_again(words["error"], words["said"])
    if isinstance(words, dict):
        template, said = words["template"], {name: _again(value) for name, value in words["said"].items()}
        return _told(phrase(template, **said))
    return words
