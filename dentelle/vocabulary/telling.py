"""How facts are told as sentences, and which things the heritage pages tell of.

Invariants: a clause holds every placeholder at most once and in all languages alike; every kind, property and section is known.
Changed only by editing ``data/clauses.tsv`` and ``data/heritage.tsv``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dentelle.model import LANGUAGES
from dentelle.tables import Row, read_table
from dentelle.vocabulary.properties import properties
from dentelle.vocabulary.tree import DATA, is_a, kinds

SECTIONS = ("people", "works", "trades", "places", "awards")  # of the heritage pages, in this order
PLACEHOLDER = re.compile(r"\{(subject|value|when)\}")


@dataclass(frozen=True, slots=True)
class Heritage:
    """Things of ``kind`` stand under ``section`` when something about them is dated at least ``years`` years ago."""

    kind: str
    section: str
    years: int


def clause(prop: str, language: str) -> tuple[str, ...]:
    """The parts of the sentence for a fact of ``prop``: words and the placeholders; () for a property that is not told."""
    told = _clauses().get(prop, {})
    text = told.get(language) or told.get("en", "")
    return tuple(part for part in re.split(r"(\{\w+\})", text) if part)


def heritage() -> tuple[Heritage, ...]:
    """The rules, in their order."""
    return _heritage()


def heritage_kinds(section: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """(years, kinds) of ``section``: each kind, and those below it, under the first rule that fits it."""
    found: dict[int, list[str]] = {}
    for known in kinds():
        rule = next((rule for rule in heritage() if is_a(known.id, rule.kind) and not _nearer(known.id, rule)), None)
        if rule is not None and rule.section == section:
            found.setdefault(rule.years, []).append(known.id)
    return tuple((years, tuple(ids)) for years, ids in sorted(found.items()))


def _nearer(kind: str, rule: Heritage) -> bool:
    """Whether another rule is about a kind between ``kind`` and that of ``rule``."""
    return any(is_a(kind, one.kind) and is_a(one.kind, rule.kind) and one.kind != rule.kind for one in heritage())


def read_clauses(path: Path) -> dict[str, Mapping[str, str]]:
    """The clauses of the table ``path`` by property. Raises VocabularyError with the line of a fault."""
    known = {prop.id for prop in properties()}
    found: dict[str, Mapping[str, str]] = {}
    for row in read_table(path, ("id", *LANGUAGES)):
        prop = row.required("id")
        if prop not in known or prop in found:
            raise row.fault(f"{prop!r} is no property, or stands twice")
        found[prop] = {language: row.required(language) for language in LANGUAGES}
        holes = {tuple(sorted(PLACEHOLDER.findall(text))) for text in found[prop].values()}
        if len(holes) > 1 or len(set(next(iter(holes)))) < len(next(iter(holes))) or "subject" not in next(iter(holes)):
            raise row.fault("each language needs {subject}, and the same placeholders once")
    return found


def read_heritage(path: Path) -> tuple[Heritage, ...]:
    """The rules of the table ``path``. Raises VocabularyError with the line of a fault."""
    known = {kind.id for kind in kinds()}
    return tuple(_rule(row, known) for row in read_table(path, ("kind", "section", "years")))


def _rule(row: Row, known: set[str]) -> Heritage:
    kind, section, years = row.required("kind"), row.required("section"), row.required("years")
    if kind not in known or section not in SECTIONS or not years.isdecimal():
        raise row.fault(f"a rule needs a known kind, one of {', '.join(SECTIONS)}, and a number of years")
    return Heritage(kind, section, int(years))


@lru_cache
def _clauses() -> dict[str, Mapping[str, str]]:
    return read_clauses(DATA / "clauses.tsv")


@lru_cache
def _heritage() -> tuple[Heritage, ...]:
    return read_heritage(DATA / "heritage.tsv")
