"""A list linked to a register, row by row.

Invariant: a row's decision depends on the row, the register and the settings alone, never on the other rows of the list.
"""

from collections.abc import Iterable, Iterator
from math import exp, log
from pathlib import Path
from typing import Protocol

from rapidfuzz.fuzz import token_sort_ratio

from dentelle.linking.lists.candidates import Candidates
from dentelle.linking.lists.rows import Candidate, Decided, ListRow
from dentelle.linking.lists.settings import Settings, usual_settings
from dentelle.registers.index import Index, Row
from dentelle.registers.words import area, plain, town

__all__ = ["Indexed", "link"]


class Indexed(Protocol):
    """An opened register: what is needed of it is its folder."""

    @property
    def folder(self) -> Path: ...


def link(rows: Iterable[ListRow], register: Indexed, settings: Settings | None = None) -> Iterator[Decided]:
    """Each of ``rows`` decided against ``register``, in their order; ``settings`` are the usual ones by default."""
    settings = settings or usual_settings()
    candidates = Candidates(Index(register.folder))
    for row in rows:
        yield _decide(row, candidates, settings)


def _decide(row: ListRow, candidates: Candidates, settings: Settings) -> Decided:
    if not plain(row.name):
        return Decided(row.row, "none", skipped="no name")
    ranks = candidates.find(row.name, row.address, row.postcode, row.city)
    scored = [(_evidence(row, found), found) for found in map(candidates.index.row, ranks)]
    whole = exp(log(candidates.index.size + 1) * 0.5) + sum(exp(score) for score, _ in scored)
    best = sorted(((exp(score) / whole, found) for score, found in scored), key=lambda one: (-one[0], one[1].id))
    shown = tuple(Candidate(found.id, score, "names alike") for score, found in best[: settings.shown])
    top = shown[0].score if shown else 0.0
    decision = "match" if top >= settings.least_match else "review" if top >= settings.review else "none"
    runner_up = f"{shown[1].id} ({shown[1].score:.2f})" if len(shown) > 1 else ""
    return Decided(row.row, decision, shown if decision != "none" else shown[:1], runner_up)


def _evidence(row: ListRow, found: Row) -> float:
    name = " ".join(plain(row.name))
    likeness = max(token_sort_ratio(name, " ".join(words)) for words in found.names) / 100
    place = 2.0 * (area(row.postcode) == found.area != "") + 2.0 * (town(row.city) == found.town != "")
    return 14 * likeness - 6 + place
