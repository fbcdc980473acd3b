"""What a need's own words say of its facts: surfaces, desks, rents, head counts, days and places, by the reader of documents.

Invariant: what is heard is a proposal. It fills a form, with the words it was heard in, and decides nothing before a person
confirms it. Where the words may mean two things (a name that two towns share), nothing is heard.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dentelle.edtf import bounds
from dentelle.folding import fold
from dentelle.gazetteer import Place, by_ref, places
from dentelle.hub.interface.terms import Fact
from dentelle.model import LANGUAGES, Figure
from dentelle.reading.dates import dates_in
from dentelle.reading.figures import figures_in

__all__ = ["SIZES", "Heard", "heard", "place_code", "place_name", "sizes", "without_circumstances"]

AROUND = 40  # characters beside a figure in which its subject is told
BEFORE = 24  # characters before a day
NEAR = 3  # words before a day
MOST_TEXT = 20_000  # characters of a need that are heard
LARGER = 10  # times as many people as the next town of the name: the one that is meant
AREAS, SPEEDS = {"m²": 1.0}, {"Mbit/s": 1.0, "Gbit/s": 1000.0}
WORD = re.compile(r"[^\W\d_][\w'’.-]*")
ABROAD = "geonames"
SIZES = ("surface_m2", "desks")
CIRCUMSTANCES = ("headcount", "age_years", "turnover_eur")


@dataclass(frozen=True, slots=True)
class Heard:
    """A fact's ``value``, and the ``words`` of the need that say it."""

    value: Fact
    words: str


def heard(text: str, language: str) -> dict[str, Heard]:
    """The facts that ``text``, in ``language``, tells: by name (``facts.FACTS``), the first telling of each."""
    text = text[:MOST_TEXT]
    found: dict[str, Heard] = {}
    for name, told in (*_figures(text, language), *_days(text, language), *_company(text, language), *_places(text, language)):
        found.setdefault(name, told)
    if "commune" in found and not {"surface_m2", "desks"}.isdisjoint(found) and "wanted_area" not in found:
        found["wanted_area"] = Heard((str(found["commune"].value),), found["commune"].words)
    return found


def sizes(text: str, language: str) -> dict[str, float]:
    """The surface (m²) and the desks that ``text`` asks for, as far as it tells them."""
    if language not in LANGUAGES:
        return {}
    told = reversed(list(_figures(text[:MOST_TEXT], language)))  # of several the first
    return {name: float(one.value) for name, one in told if name in SIZES and isinstance(one.value, int | float)}


def without_circumstances(text: str, language: str) -> str:
    """``text`` without the words that say how large or old somebody is: twelve employees ask for no help with employees."""
    if language not in LANGUAGES:
        return text
    words = _words()[language]
    for figure in reversed(list(figures_in(text[:MOST_TEXT], language))):
        if _meant(figure, text, words)[0] in CIRCUMSTANCES:
            text = f"{text[: figure.start]}, {text[figure.end :]}"
    return text


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "heard.toml").read_text(encoding="utf-8"))


def _figures(text: str, language: str) -> Iterator[tuple[str, Heard]]:
    words = _words()[language]
    for figure in figures_in(text, language):
        name, factor = _meant(figure, text, words)
        if name:
            number = figure.number * factor
            yield name, Heard(int(number) if number == int(number) else number, figure.text.strip())


def _meant(figure: Figure, text: str, words: Mapping[str, list[str]]) -> tuple[str, float]:
    """The fact that a figure tells, and what it is multiplied with; "" for none."""
    after = fold(text[figure.end : figure.end + AROUND])
    if figure.unit in AREAS:
        return "surface_m2", AREAS[figure.unit]
    if figure.unit in SPEEDS:
        return "fibre_mbps", SPEEDS[figure.unit]
    if figure.unit == "EUR":
        if any(after.lstrip().startswith(way) for way in words["per_area"]):
            return "rent_eur_m2_year", 1.0
        before = fold(text[max(0, figure.start - AROUND) : figure.start])
        return ("turnover_eur", 1.0) if any(word in before or word in after for word in words["turnover"]) else ("", 1.0)
    if figure.unit == "a":
        before = fold(text[max(0, figure.start - BEFORE) : figure.start])
        return ("age_years", 1.0) if any(word in before for word in words["age"]) else ("", 1.0)
    noun = fold(figure.noun)
    for name in ("headcount", "desks"):
        if not figure.unit and any(noun.startswith(stem) for stem in words[name]):
            return name, 1.0
    return "", 1.0


def _days(text: str, language: str) -> Iterator[tuple[str, Heard]]:
    """The last day on which to move in: a day that the text says something is wanted by."""
    ways = [way.replace("'", " ").split() for way in _words()[language]["before"]]
    for date in dates_in(text, language):
        before = fold(text[max(0, date.start - BEFORE) : date.start]).replace("'", " ").split()[-NEAR:]
        starts = (at for at in range(len(before)) if any(before[at:][: len(way)] == way for way in ways))
        said = next(starts, None)
        if said is not None and (day := bounds(date.edtf)[0]):
            yield "available_from", Heard(day, f"{' '.join(before[said:])} {date.text}")


def _company(text: str, language: str) -> Iterator[tuple[str, Heard]]:
    folded = " ".join(fold(text).split())
    for value, key in ((False, "no_company"), (True, "company")):
        said = next((way for way in _words()[language][key] if way in folded), "")
        if said:
            yield "has_company", Heard(value, said)
            return


@cache
def _towns() -> Mapping[str, Place | None]:
    """Communes and towns by folded name, None where a name is shared by towns of like size or is an ordinary word."""
    shared: dict[str, list[Place]] = {}
    for place in places():
        if place.scheme in ("insee", ABROAD):
            names = {place.name, *(form for forms in place.forms.values() for form in forms)}
            for name in {fold(name) for name in names if not place.is_common(name)}:
                shared.setdefault(name, []).append(place)
    return {name: _largest(meant) for name, meant in shared.items()}


def place_code(said: str) -> str:
    """The code of the commune written as "Denain", "Denain (59172)" or by its code; what is no commune stays as it is."""
    said = said.strip()
    inside = re.search(r"\((\d[\dAB]\d{3})\)$", said)
    place = _towns().get(fold(said))
    return inside[1] if inside else place.code if place and place.scheme == "insee" else said


def place_name(code: object) -> str:
    """``code`` with the name of its commune, as ``place_code`` takes it back; another code as it is."""
    place = by_ref(f"insee:{code}")
    return f"{place.name} ({code})" if place else str(code)


def _largest(meant: list[Place]) -> Place | None:
    ranked = sorted(meant, key=lambda place: -place.population)
    alone = len(ranked) == 1 or ranked[0].population > LARGER * ranked[1].population
    return ranked[0] if alone else None


def _places(text: str, language: str) -> Iterator[tuple[str, Heard]]:
    words = list(WORD.finditer(text))
    for at, word in enumerate(words):
        if not word[0][:1].isupper():
            continue
        for end in range(min(at + 3, len(words) - 1), at - 1, -1):
            said = text[word.start() : words[end].end()].rstrip(".'’-")
            place = _towns().get(fold(said))
            if place is not None:
                yield from _told(place, said)
                return


def _told(place: Place, said: str) -> Iterator[tuple[str, Heard]]:
    if place.scheme == ABROAD:
        yield "country", Heard(place.country, said)
    else:
        yield "commune", Heard(place.code, said)
