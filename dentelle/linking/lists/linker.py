"""A list linked to a register, row by row.

Invariant: a row's decision depends on the row, the register and the settings alone, never on the other rows of the list.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import Protocol

from dentelle.linking.lists.candidates import Candidates
from dentelle.linking.lists.compare import Compared, compare
from dentelle.linking.lists.evidence import Scales
from dentelle.linking.lists.prepared import Prepared, prepare, prepare_row
from dentelle.linking.lists.rarity import Rarity
from dentelle.linking.lists.reasons import reason
from dentelle.linking.lists.rows import Candidate, Decided, ListRow
from dentelle.linking.lists.settings import Settings, usual_settings
from dentelle.registers.index import Index

__all__ = ["Indexed", "Linker", "link"]

_KEPT = 50_000  # prepared register rows


class Indexed(Protocol):
    """An opened register: what is needed of it is its folder."""

    @property
    def folder(self) -> Path: ...


class Linker:
    """Links rows to the register in ``folder``; ``candidates.spent`` says what the search for candidates cost."""

    def __init__(self, folder: Path, settings: Settings | None = None) -> None:
        self.settings = settings or usual_settings()
        self.index = Index(folder)
        self.rarity = Rarity(self.index)
        self.candidates = Candidates(self.index, self.rarity)
        self._known = lru_cache(maxsize=_KEPT)(lambda rank: prepare_row(self.index.row(rank)))

    def compared(self, row: ListRow) -> list[tuple[float, Compared, Prepared]]:
        """The candidates of ``row`` with their probabilities, best first; what is left to 1 is that none is meant."""
        asked = prepare(row)
        if not asked.names:
            return []
        known = [self._known(rank) for rank in self.candidates.find(asked)]
        weights = self.settings.weights
        compared = [(compare(Scales(asked, each, self.rarity, weights)), each) for each in known]
        odds = [(weights.temper * (each.total - self.rarity.price - weights.none), each, row) for each, row in compared]
        top = max([0.0, *(score for score, _, _ in odds)])
        whole = exp(-top) + sum(exp(score - top) for score, _, _ in odds)
        shares = [(_held(exp(score - top) / whole, each), each, row) for score, each, row in odds]
        return sorted(shares, key=lambda one: (-one[0], one[2].id))

    def decide(self, row: ListRow) -> Decided:
        """The decision on ``row``."""
        compared = self.compared(row)
        if not compared:
            return Decided(row.row, "none", skipped="" if prepare(row).names else "no name")
        settings = self.settings
        shown = tuple(Candidate(known.id, share, reason(each)) for share, each, known in compared[: settings.shown])
        top = shown[0].score
        decision = "match" if top >= settings.least_match else "review" if top >= settings.review else "none"
        runner_up = f"{shown[1].id} ({shown[1].score:.2f})" if len(shown) > 1 else ""
        return Decided(row.row, decision, shown if decision != "none" else shown[:1], runner_up)


def _held(share: float, compared: Compared) -> float:
    """``share``, held below a match where the names say too little: an address alone may offer, never match."""
    return share if compared.named >= 1.5 else min(share, 0.5)


def link(rows: Iterable[ListRow], register: Indexed, settings: Settings | None = None) -> Iterator[Decided]:
    """Each of ``rows`` decided against ``register``, in their order; ``settings`` are the usual ones by default."""
    linker = Linker(register.folder, settings)
    return map(linker.decide, rows)
