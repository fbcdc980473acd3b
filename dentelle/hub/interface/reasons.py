"""Why an offer stands where it stands: plain sentences in the language of the need.

Invariant: every word comes from ``data/reasons.toml``, the lexicon or the gazetteer; a test holds the four languages together.
"""

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dentelle.gazetteer import by_ref
from dentelle.hub.interface.eligibility import Check, Circumstances
from dentelle.hub.interface.features import Features, of_offer
from dentelle.hub.interface.heard import SIZES, sizes
from dentelle.hub.interface.perimeter import ref_of, within
from dentelle.hub.interface.terms import Condition, Fact, Need, Offer, Scalar, Window
from dentelle.hub.interface.verdict import Verdict
from dentelle.lexicon import lexicon
from dentelle.model import LANGUAGES

__all__ = ["Told", "fact_label", "project_labels", "reasons"]

_TOPICS = 3  # named of those in common
_WORTH = 0.2  # of a topic in common, to be named
_CODES = 4  # places or values named of a longer list
_DAYS = {"fr": "%d/%m/%Y", "en": "%d/%m/%Y", "de": "%d.%m.%Y", "nl": "%d-%m-%Y"}
_GROUPS = {"fr": "\u202f", "en": ",", "de": ".", "nl": "."}
_COMPARED = {"<": "below", "<=": "at_most", ">": "above", ">=": "at_least", "not_in": "not_one_of", "=": "one_of", "in": "one_of"}


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one answer: the need with its features ``asked``, the offer, and its checks that failed or stay open."""

    need: Need
    offer: Offer
    known: Circumstances
    asked: Features
    failed: tuple[Check, ...]
    missing: tuple[Check, ...]


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "reasons.toml").read_text(encoding="utf-8"))


def reasons(told: Told) -> tuple[str, ...]:
    """What speaks against the offer, with the nearest change that would turn it; what it is about; what is still to be known."""
    language = told.need.language if told.need.language in LANGUAGES else "en"
    against = [_refusal(check, told, language) for check in told.failed]
    return (*against, *_merits(told, language), *(_question(check, language) for check in told.missing))


def _said(language: str, key: str, **said: str) -> str:
    template: str = _words()[language][key]
    return template.format(**said)


def _merits(told: Told, language: str) -> list[str]:
    topics = _topics(told, language)
    found = [_said(language, "about", topics=", ".join(topics))] if topics else []
    if told.offer.family == told.need.wanted_family:
        found.append(_said(language, "wanted", family=_words()["families"][told.offer.family][language]))
    if told.offer.family == "premises":
        found += _sizes(told, language)
    if told.failed:
        return found
    holds = [code for code in told.offer.perimeter if within(told.known.place, code) == Verdict.YES]
    if holds and told.offer.family != "premises":
        found.append(_said(language, "place", place=_places(tuple(holds), language)))
    if told.offer.window and told.offer.window.closes:
        found.append(_said(language, "open", day=_day(told.offer.window.closes, language)))
    return found if found else [_said(language, "none")]


def _sizes(told: Told, language: str) -> list[str]:
    """The surface and the desks of premises beside those asked for."""
    asked = {**sizes(told.need.text, told.need.language), **told.known.facts}
    return [
        _said(
            language,
            "size",
            field=fact_label(name, language),
            value=_value(told.offer.attributes[name], language, name),
            fact=_value(asked[name], language, name),
        )
        for name in SIZES
        if name in asked and name in told.offer.attributes
    ]


def _topics(told: Told, language: str) -> list[str]:
    """The concepts in common, the weightiest first, each as the language of the need calls it."""
    offered = of_offer(told.offer)
    shared = {name[1:]: weight * offered[name] for name, weight in told.asked.items() if name[0] == "@" and name in offered}
    best = sorted(
        (concept for concept, weight in shared.items() if weight >= _WORTH), key=lambda concept: (-shared[concept], concept)
    )
    labels = (lexicon()[concept].forms[language] for concept in best if lexicon()[concept].kind not in ("plain", "form"))
    return [forms[0] for forms in labels if forms][:_TOPICS]


def _refusal(check: Check, told: Told, language: str) -> str:
    """The condition that failed, what is known, and what would have been right."""
    if isinstance(check, Condition):
        fact = told.known.facts.get(check.fact, "")
        return _said(
            language,
            _COMPARED[check.op],
            field=fact_label(check.fact, language),
            fact=_value(fact, language, check.fact),
            value=_value(check.value, language, check.fact),
        )
    if isinstance(check, Window):
        early = check.opens is not None and told.known.day < check.opens
        day: date | None = check.opens if early else check.closes
        return _said(language, "early" if early else "late", day=_day(day, language) if day else "")
    return _said(language, "outside" if check.premises else "elsewhere", place=_places(check.codes, language))


def _question(check: Check, language: str) -> str:
    if isinstance(check, Condition):
        return _said(
            language,
            f"ask_{_COMPARED[check.op]}",
            field=fact_label(check.fact, language),
            value=_value(check.value, language, check.fact),
        )
    if isinstance(check, Window):
        return ""
    return _said(language, "ask_area" if check.premises else "ask_place", place=_places(check.codes, language))


def fact_label(name: str, language: str) -> str:
    """What people call the fact ``name``."""
    labels = _words()["fields"].get(name, {})
    return str(labels.get(language, name))


def project_labels(language: str) -> dict[str, str]:
    """What people call each type of project."""
    return {name: str(labels[language]) for name, labels in _words()["projects"].items()}


def _day(day: date, language: str) -> str:
    """``day`` in figures, as the readers of ``language`` write it."""
    return day.strftime(_DAYS[language])


def _places(codes: tuple[str, ...], language: str) -> str:
    places = [(by_ref(ref_of(code)), code) for code in codes[:_CODES]]
    return _joined([place.name_in(language) if place else code for place, code in places], len(codes), language)


def _value(value: Fact, language: str, fact: str) -> str:
    told = value if isinstance(value, tuple) else (value,)
    names = _words()["projects"] if fact == "project_type" else {}
    shown = [names[one][language] if one in names else _scalar(one, language, fact) for one in told[:_CODES]]
    return _joined(shown, len(told), language)


def _joined(parts: list[str], whole: int, language: str) -> str:
    if whole > len(parts):
        return f"{', '.join(parts)}…"
    return _words()[language]["or"].join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""


def _scalar(value: Scalar, language: str, fact: str) -> str:
    if isinstance(value, bool):
        return str(_words()[language]["yes" if value else "no"])
    if isinstance(value, (int, float)):
        return (
            f"{value:,}".removesuffix(".0")
            .replace(",", "\0")
            .replace(".", "," if language != "en" else ".")
            .replace("\0", _GROUPS[language])
        )
    if fact == "available_from":
        with suppress(ValueError):  # a condition may hold any word; then it is said as it stands
            return _day(date.fromisoformat(value), language)
    return value
