"""What a dated claim tells: the clause of its date, the kinds of happening it speaks of, and the words it shares with others.

Invariant: two tellings are of one happening only if they name the same kind of deed and something besides the thing itself –
another name, or a word for what was done; the words of dates and words of every sentence count for nothing.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any

from dentelle.folding import fold
from dentelle.model import LinkedClaim

__all__ = ["Deed", "clause", "deeds", "figures", "telling_words"]

_SHORTEST = 4  # letters of a word that can tell what happened
_STEM = 5  # letters by which cognates and inflected forms of one word are the same
_ENTRY = re.compile(r"\W*[–—:-]\s")  # between the date and the text of a chronicle's entry
_CUT = re.compile(r"[;!?•|]|\n\s*\n|\.(?=\s|$)(?<!\d\.)|,\s|\s[–—]\s")
_AND = re.compile(r"\s*(?:et|and|und|en|puis|then|later|dann|später|daarna|toen)\s")  # begins a clause of its own
_DATE = re.compile(
    r"\b\d{1,2}(?:er|st|nd|rd|th|\.)?(?:\s*(?:-|et|au|to|bis|tot)\s*\d{1,2}\.?)?\s+[^\W\d]{3,}\.?\s+[12]\d{3}\b|\b[12]\d{3}\b"
)
_YEAR = re.compile(r"\b[12]\d{3}\b")


@dataclass(frozen=True, slots=True)
class Deed:
    """A kind of happening: its ``name`` in ``deeds.toml``; ``once``: a thing does it one time only; ``alone``: a person, and
    nothing else need be told."""

    name: str
    once: bool
    words: re.Pattern[str]
    alone: bool = False


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(resources.files("dentelle.checking").joinpath("deeds.toml").read_text(encoding="utf-8"))


@cache
def _data() -> tuple[tuple[Deed, ...], frozenset[str]]:
    data = _file()
    kinds = (
        Deed(name, one.get("once", False), re.compile(rf"\b(?:{one['words']})"), one.get("alone", False))
        for name, one in data["deed"].items()
    )
    return tuple(kinds), frozenset(data["stop"]["words"].split())


def clause(one: LinkedClaim) -> str:
    """The words of the claim's passage that its date belongs to: its own clause, and those beside it that have no other year."""
    quote, date = one.claim.passage.quote, one.claim.value.text
    at = quote.find(date)
    if at < 0:
        return dict(one.claim.qualifiers).get("what", "")
    end = at + len(date)
    if entry := _ENTRY.match(quote, end):
        end = entry.end()  # "31 March 1989 – The pit winds its last tub"
    cuts = [0, *(match.end() for match in _CUT.finditer(quote) if not at <= match.start() < end), len(quote)]
    parts = [quote[start:stop] for start, stop in pairwise(cuts)]
    own = next((n for n, stop in enumerate(cuts[1:]) if stop >= end), len(parts) - 1)
    first, last = own, own
    while first > 0 and _joined(parts[first - 1]) and not _AND.match(parts[first]):
        first -= 1
    while (
        last + 1 < len(parts) and _joined(parts[last]) and not _YEAR.search(parts[last + 1]) and not _AND.match(parts[last + 1])
    ):
        last += 1
    return " ".join("".join(parts[first : last + 1]).split())


def _joined(part: str) -> bool:
    """Whether the clause goes on behind ``part``: a comma, and no other year."""
    return part.rstrip().endswith(",") and len(_YEAR.findall(part)) <= 1


@lru_cache(maxsize=4096)
def deeds(text: str) -> frozenset[Deed]:
    """The kinds of happening that ``text`` tells."""
    folded = fold(text)
    return frozenset(deed for deed in _data()[0] if deed.words.search(folded))


def telling_words(text: str, names: Iterable[str]) -> dict[str, str]:
    """The words of ``text`` that say what was done, by their stem: none of ``names``, of a deed, a date or every sentence."""
    kinds, stop = _data()
    own = {word for name in names for word in re.findall(r"[^\W\d_]+", fold(name))}
    found: dict[str, str] = {}
    for written in re.findall(r"[^\W\d_]+", text):
        word = fold(written)
        if len(word) < _SHORTEST or word in stop or word in own or any(deed.words.match(word) for deed in kinds):
            continue
        found.setdefault(word[:_STEM], written)
    return found


@cache
def _numbers() -> dict[str, int]:
    """The folded words for small numbers in four languages."""
    return {word: number for number, words in enumerate(_file()["numbers"]["words"], 3) for word in words.split()}


def figures(text: str) -> frozenset[int]:
    """The numbers of up to three digits in ``text``, in digits or (from three on) in words; none that is a date's."""
    bare = _DATE.sub(" ", fold(text))
    return frozenset(
        _numbers().get(word, 0) or int(word)
        for word in re.findall(r"\w+", bare)
        if word in _numbers() or re.fullmatch(r"\d{1,3}", word)
    )
