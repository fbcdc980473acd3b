"""What each check says, in the four languages of the pages.

Invariant: every check has a sentence for each of its outcomes in every language; a placeholder is a name in the finding's
``data``. ``property`` placeholders hold ids of the vocabulary and are shown by their label.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from dentelle.vocabulary import label

__all__ = ["MESSAGES", "sentence"]

_LABELLED = frozenset({"property", "before", "after"})


@cache
def _messages() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("dentelle.checking").joinpath("messages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


MESSAGES: Mapping[str, Mapping[str, str]] = _messages()


def sentence(check: str, data: Iterable[tuple[str, str]] | Mapping[str, str], language: str) -> str:
    """What a finding of ``check`` with ``data`` says in ``language`` (fr, en, de or nl). Raises KeyError for an unknown check."""
    known = dict(data)
    message_id = f"{check}.{known['outcome']}" if "outcome" in known else check
    shown = {name: label(text, language) if name in _LABELLED else text for name, text in known.items()}
    said = MESSAGES[message_id][language].format_map(_Blank(shown))
    if check == "pairs" and (reason := MESSAGES.get(f"reason.{known.get('reason', '')}")):
        words = {name.removeprefix("reason_"): text for name, text in known.items() if name.startswith("reason_")}
        said = f"{said} {reason[language].format_map(_Blank(words))}"
    return " ".join(said.split())


class _Blank(dict[str, str]):
    """A finding of an older version may lack a placeholder: it is shown as a gap, never as an error page."""

    def __missing__(self, key: str) -> str:
        return "…"
