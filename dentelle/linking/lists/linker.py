"""A list linked to a register, row by row.

Invariant: a row's decision depends on the row, the register and the settings alone, never on the other rows of the list.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice
from math import exp
from pathlib import Path
from typing import Protocol

from dentelle.errors import RegisterError
from dentelle.linking.lists.candidates import Candidates
from dentelle.linking.lists.compare import Compared, compare
from dentelle.linking.lists.evidence import Scales
from dentelle.linking.lists.names import ENOUGH
from dentelle.linking.lists.prepared import Prepared, prepare, prepare_row
from dentelle.linking.lists.rarity import Rarity
from dentelle.linking.lists.reasons import reason
from dentelle.linking.lists.rows import Candidate, Decided, ListRow
from dentelle.linking.lists.settings import Settings, usual_settings
from dentelle.linking.lists.workers import decided_by_workers, usual_workers
from dentelle.registers.index import Index

__all__ = ["Indexed", "Linker", "link", "opened"]

FEW = 500  # rows that one process links sooner than others start
_KEPT = 50_000  # prepared register rows
_OFFER = 0.5  # the probability of what they do not


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
        asked = prepare(row, self.rarity.count)
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
            return Decided(row.row, "none", skipped="" if prepare(row, self.rarity.count).names else "no name")
        settings = self.settings
        shown = tuple(Candidate(known.id, share, reason(each)) for share, each, known in compared[: settings.shown])
        top = shown[0].score
        decision = "match" if top >= settings.least_match else "review" if top >= settings.review else "none"
        runner_up = f"{shown[1].id} ({shown[1].score:.2f})" if len(shown) > 1 else ""
        return Decided(row.row, decision, shown if decision != "none" else shown[:1], runner_up)


def _held(share: float, compared: Compared) -> float:
    """``share``, held below a match where the names say too little: an address alone may offer, never match.

    Nor does an identifier that neither name nor place bears out; a person is always asked about it.
    """
    if compared.identified and compared.named < ENOUGH and not compared.borne_out:
        return _OFFER
    return share if compared.named >= ENOUGH or compared.borne_out else min(share, _OFFER)


def link(
    rows: Iterable[ListRow],
    register: Indexed,
    settings: Settings | None = None,
    workers: int | None = None,
    spent: Counter[str] | None = None,
) -> Iterator[Decided]:
    """Each of ``rows`` decided against ``register``, in their order; ``settings`` are the usual ones by default.

    ``workers``: how many processes share a list of more than a few hundred rows; by default one for each processor, at most four.
    An opened index is kept, so a single row is decided in milliseconds. ``spent``, when it is given, counts the register rows
    that each way to candidates touched. Raises RegisterError when a process dies.
    """
    settings = settings or usual_settings()
    linker = opened(register.folder, settings)
    spent = Counter() if spent is None else spent
    few, rest = _parted(iter(rows))
    workers = usual_workers() if workers is None else workers
    if rest is None or workers < 2:
        return _decided(linker, chain(few, rest or ()), spent)
    return decided_by_workers(chain(few, rest), register.folder, settings, workers, spent)


def _decided(linker: Linker, rows: Iterable[ListRow], spent: Counter[str]) -> Iterator[Decided]:
    for row in rows:
        before = linker.candidates.spent.copy()
        decided = linker.decide(row)
        spent.update(linker.candidates.spent - before)
        yield decided


def opened(folder: Path, settings: Settings) -> Linker:
    """The linker to the register in ``folder``, kept as long as the index that stands there. Raises RegisterError without one."""
    try:
        there = (folder / "index" / "index.json").stat()
    except OSError as problem:
        raise RegisterError(
            "%(folder)s has no index to link with (%(why)s). Import the register again.", folder=folder, why=problem.strerror
        ) from problem
    return _opened(folder, settings, (there.st_ino, there.st_mtime_ns))


@lru_cache(maxsize=4)
def _opened(folder: Path, settings: Settings, stamp: tuple[int, int]) -> Linker:
    return Linker(folder, settings)


def _parted(rows: Iterator[ListRow]) -> tuple[list[ListRow], Iterator[ListRow] | None]:
    """The first ``FEW`` of ``rows``, and the others if there are any."""
    few = list(islice(rows, FEW))
    after = list(islice(rows, 1))
    return few, chain(after, rows) if after else None
