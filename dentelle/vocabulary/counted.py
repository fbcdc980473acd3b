"""What a figure counts, the same in four languages: "14 entreprises hébergées" and "19 hosted companies" count one thing.

Invariant: two figures may be compared when their ``Counted`` are equal; words that no table knows stay as they are, so that an
unknown noun is only ever equal to itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dentelle.folding import fold
from dentelle.model import LANGUAGES
from dentelle.tables import read_table
from dentelle.vocabulary.tree import DATA

__all__ = ["Counted", "counted"]

_UNITS = {"m2": "m²", "m²": "m²", "sqm": "m²", "eur": "EUR", "€": "EUR", "euro": "EUR", "euros": "EUR"}


@dataclass(frozen=True, slots=True)
class Counted:
    """``noun``: the id of what is counted or its own folded word; ``parts``: which of them ("hosted"); ``other``: the rest."""

    noun: str
    parts: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def key(self) -> str:
        """The form by which two units are equal in any language."""
        return "+".join((self.noun, *self.parts, *self.other))


@lru_cache
def _forms() -> dict[str, tuple[str, str]]:
    forms: dict[str, tuple[str, str]] = {}
    for row in read_table(DATA / "counted.tsv", ("id", "role", *LANGUAGES)):
        for language in LANGUAGES:
            for form in row[language].split("|"):
                if form.strip():
                    forms.setdefault(fold(form), (row["role"], row["id"]))
    return forms


def _words(folded: str, forms: dict[str, tuple[str, str]]) -> Iterator[str]:
    """The words, two that are one noun together ("courts métrages"), compounds parted before a noun ("animatie" + "films")."""
    words = re.findall(r"[^\W_]+(?:-[^\W_]+)*", folded)
    at = 0
    while at < len(words):
        pair = " ".join(words[at : at + 2])
        if forms.get(pair, ("", ""))[0] == "noun":
            yield pair
            at += 2
            continue
        word, at = words[at], at + 1
        ending = next((form for form, (role, _) in forms.items() if role == "noun" and _compounds(word, form)), "")
        if word in forms or not ending:
            yield word
        else:
            yield from (word.removesuffix(ending), ending)


def _compounds(word: str, ending: str) -> bool:
    return len(ending) >= 4 and len(word) >= len(ending) + 4 and word.endswith(ending)


@lru_cache(maxsize=4096)
def counted(words: str) -> Counted:
    """What ``words``, the unit or noun of a figure, count.

    >>> counted("entreprises hébergées").key == counted("hosted companies").key
    True
    """
    folded = fold(words)
    if folded in _UNITS:
        return Counted(_UNITS[folded], (), ())
    forms = _forms()
    if folded in forms and forms[folded][0] == "noun":
        return Counted(forms[folded][1], (), ())
    nouns: list[str] = []
    parts: set[str] = set()
    other: list[str] = []
    for word in _words(folded, forms):
        role, found = forms.get(word, ("", ""))
        if role == "noun" and not nouns:
            nouns.append(found)
        elif role == "part":
            parts.add(found)
        elif role != "small":
            other.append(word)
    if not nouns and other:
        nouns.append(other.pop(0))
    return Counted(nouns[0] if nouns else "", tuple(sorted(parts - {"now"})), tuple(sorted(other)))
