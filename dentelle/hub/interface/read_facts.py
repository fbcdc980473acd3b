"""Facts that the text of a need tells: read by our own reader, to be confirmed by a person.

Invariant: what is read here decides nothing; it fills a form. Every fact says where in the text it stands.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dentelle.folding import fold
from dentelle.gazetteer import communes
from dentelle.hub.interface.terms import Fact
from dentelle.model import LANGUAGES, Figure
from dentelle.reading.figures import figures_in

__all__ = ["ReadFact", "read_facts"]

_BEFORE, _BEHIND = 40, 30  # letters that are looked at beside a figure
_TOWN = 2_000  # inhabitants of a commune that is found by its bare name
_NAME = re.compile(r"[A-ZÀ-Ý][\w’'-]+(?:[ -](?:(?:en|sur|sous|lès|les|le|la|de|du|des|d’|l’)[ -])?[A-ZÀ-Ý][\w’'-]+)*")


@dataclass(frozen=True, slots=True)
class ReadFact:
    """The fact ``name`` with its ``value``, told by ``text[start:end]`` (``quote``); to be confirmed."""

    name: str
    value: Fact
    quote: str
    start: int
    end: int


def read_facts(text: str, language: str) -> tuple[ReadFact, ...]:
    """The facts that ``text`` tells in ``language``, in its order; of several for one name the first.

    >>> [(fact.name, fact.value) for fact in read_facts("Nous cherchons 300 m² pour 12 salariés à Valenciennes.", "fr")]
    [('surface_m2', 300), ('headcount', 12), ('commune', '59606')]
    """
    spoken = language if language in LANGUAGES else "en"
    found = sorted((*_figures(text, spoken), *_places(text)), key=lambda fact: fact.start)
    first: dict[str, ReadFact] = {}
    for fact in found:
        first.setdefault(fact.name, fact)
    return tuple(first.values())


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "read_facts.toml").read_text(encoding="utf-8"))


def _figures(text: str, language: str) -> Iterator[ReadFact]:
    for figure in figures_in(text, language):
        name = _name(figure, text, language)
        if name:
            amount = figure.number * (1000 if figure.unit == "Gbit/s" else 1)
            value = int(amount) if amount == int(amount) else amount
            yield ReadFact(name, value, text[figure.start : figure.end], figure.start, figure.end)


def _name(figure: Figure, text: str, language: str) -> str:
    """The fact that ``figure`` tells, "" when it tells none."""
    before = fold(text[max(0, figure.start - _BEFORE) : figure.start])
    behind = fold(text[figure.end : figure.end + _BEHIND])
    if figure.unit == "m²":
        return "surface_m2"
    if figure.unit in ("Mbit/s", "Gbit/s"):
        return "fibre_mbps"
    if figure.unit == "EUR":
        money = ("rent_eur_m2_year", "turnover_eur")
        after = next((name for name in money if re.match(rf"\W*(?:\w+ )?(?:{_words()['behind'][name][language]})", behind)), "")
        return after or ("turnover_eur" if re.search(_words()["before"]["turnover_eur"][language], before) else "")
    if figure.unit == "a":
        return "age_years" if re.search(rf"(?:{_words()['before']['age_years'][language]})\W*$", before) else ""
    counted = _words()["counted"]
    noun = fold(figure.noun)
    return next((name for name in counted if noun and re.match(rf"(?:{counted[name][language]})\b", noun)), "")


def _places(text: str) -> Iterator[ReadFact]:
    for match in _NAME.finditer(text):
        if code := _towns().get(fold(match[0])):
            yield ReadFact("commune", code, match[0], match.start(), match.end())


@cache
def _towns() -> dict[str, str]:
    """The INSEE code of each commune that has its name alone, by its folded name; ordinary words and hamlets are left out."""
    named: dict[str, list[str]] = {}
    for place in communes():
        named.setdefault(fold(place.name), []).append("" if place.ambiguous or place.population < _TOWN else place.code)
    return {name: codes[0] for name, codes in named.items() if len(codes) == 1 and codes[0]}
