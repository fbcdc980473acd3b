"""A list linked to a register, row by row.

Invariant: how a row is weighed depends on the row, the register and the settings alone; only ``link_together`` lets the rows of
a list speak of one another, and only once all are weighed.
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
from dentelle.linking.lists.rows import Candidate, Decided, ListRow, Weighed
from dentelle.linking.lists.settings import Settings, usual_settings
from dentelle.linking.lists.together import settled, together, within
from dentelle.linking.lists.workers import usual_workers, weighed_by_workers
from dentelle.registers.index import Index

__all__ = ["Indexed", "Linker", "link", "link_together", "opened"]

FEW = 500  # rows that one process links sooner than others start
_KEPT = 50_000  # prepared register rows
_OFFER = 0.5  # the probability of what they do not
_Shared = tuple[float, float, tuple[float, float], Compared, Prepared]  # score, share of the probability, bounds of the score


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
        """The candidates of ``row`` with their scores, best first."""
        return [(score, each, known) for score, _, _, each, known in self._shares(row)[0]]

    def weigh(self, row: ListRow) -> Weighed:
        """The likeliest candidates of ``row``, and how likely it is that none is meant."""
        shares, none = self._shares(row)
        if not shares:
            return Weighed(row.row, skipped="" if prepare(row, self.rarity.count).names else "no name")
        shown = shares[: self.settings.shown]
        candidates = tuple([Candidate(known.id, share, reason(each)) for _, share, _, each, known in shown])
        return Weighed(row.row, candidates, tuple([bounds for _, _, bounds, _, _ in shown]), none)

    def _shares(self, row: ListRow) -> tuple[list[_Shared], float]:
        """The candidates of ``row`` with their scores, the highest first, and the share of none."""
        asked = prepare(row, self.rarity.count)
        if not asked.names:
            return [], 1.0
        known = [self._known(rank) for rank in self.candidates.find(asked)]
        weights = self.settings.weights
        compared = [(compare(Scales(asked, each, self.rarity, weights)), each) for each in known]
        against = self.rarity.price + weights.none + (weights.none_placed if asked.area else 0.0)
        odds = [weights.temper * (each.total - against) for each, _ in compared]
        top = max([0.0, *odds])
        chances = [exp(score - top) for score in odds]
        whole = exp(-top) + sum(chances)
        shares = []
        for chance, (each, other) in zip(chances, compared, strict=True):
            share, bounds = chance / whole, _bounds(each)
            shares.append((within(share, bounds), share, bounds, each, other))
        shares.sort(key=lambda one: (-one[0], one[4].id))
        return shares, exp(-top) / whole


def _bounds(compared: Compared) -> tuple[float, float]:
    """The least and the most of a score, held below a match where the names say too little: an address may offer, never match.

    Nor does an identifier that neither name nor place bears out; a person is always asked about it.
    """
    if compared.named >= ENOUGH or compared.borne_out:
        return 0.0, 1.0
    return (_OFFER, _OFFER) if compared.identified else (0.0, _OFFER)


def link(
    rows: Iterable[ListRow],
    register: Indexed,
    settings: Settings | None = None,
    workers: int | None = None,
    spent: Counter[str] | None = None,
) -> Iterator[Decided]:
    """Each of ``rows`` decided by itself against ``register``, in their order; ``settings`` are the usual ones by default.

    ``workers``: how many processes share a list of more than a few hundred rows; by default one for each processor, at most four.
    An opened index is kept, so a single row is decided in milliseconds. ``spent``, when it is given, counts the register rows
    that each way to candidates touched. Raises RegisterError when a process dies.
    """
    settings = settings or usual_settings()
    weighed = _weighed(rows, register, settings, workers, Counter() if spent is None else spent)
    return (settled(one, settings) for one in weighed)


def link_together(
    rows: Iterable[ListRow],
    register: Indexed,
    settings: Settings | None = None,
    workers: int | None = None,
    spent: Counter[str] | None = None,
) -> Iterator[Decided]:
    """As ``link``, for ``rows`` of one list: what they say about one another counts, too."""
    settings = settings or usual_settings()
    return together(_weighed(rows, register, settings, workers, Counter() if spent is None else spent), settings)


def _weighed(
    rows: Iterable[ListRow], register: Indexed, settings: Settings, workers: int | None, spent: Counter[str]
) -> Iterator[Weighed]:
    linker = opened(register.folder, settings)
    few, rest = _parted(iter(rows))
    workers = usual_workers() if workers is None else workers
    if rest is None or workers < 2:
        return _weighed_here(linker, chain(few, rest or ()), spent)
    return weighed_by_workers(chain(few, rest), register.folder, settings, workers, spent)


def _weighed_here(linker: Linker, rows: Iterable[ListRow], spent: Counter[str]) -> Iterator[Weighed]:
    for row in rows:
        before = linker.candidates.spent.copy()
        weighed = linker.weigh(row)
        spent.update(linker.candidates.spent - before)
        yield weighed


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
