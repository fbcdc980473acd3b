"""How a linking of a list to a register is scored, and the format of a task.

A task is a folder of UTF-8 tables (comma, column names first):

    register.csv   id,name,other_names,address,postcode,city,insee,activity,legal_form    (other_names separated by "|")
    list.csv       row,name,address,postcode,city
    truth.csv      row,id      empty: not in the register; several ids separated by "|": any of them is right

Every list row is decided once: *match* with one id, *review* with one to five ids, the best first, or *none*.

    precision   of the rows decided match, the share linked to a right id; a row that is in no register counts as wrong
    recall      of the rows that are in the register, the share decided match with a right id
    F1          their harmonic mean
    offered     of the rows in the register, the share whose right id was given, as match or for review
    review      the share of all rows that a person is asked about
    none kept   of the rows that are not in the register, the share decided none

Invariant: what is counted of several tasks adds up (``Counts`` are summed, shares are taken of the sums).
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

MATCH, REVIEW, NONE = "match", "review", "none"
MOST_REVIEWED = 5

Decision = tuple[str, Sequence[str]]
"""(match, review or none; the ids given, the best first)."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted over the rows of a list; adds up over lists."""

    rows: int = 0
    present: int = 0  # rows that are in the register
    matched: int = 0
    right: int = 0  # matched to a right id
    offered: int = 0  # a right id was given
    reviewed: int = 0
    absent_kept: int = 0  # rows in no register that were decided none

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))

    @property
    def precision(self) -> float:
        return share(self.right, self.matched)

    @property
    def recall(self) -> float:
        return share(self.right, self.present)

    @property
    def f1(self) -> float:
        return share(2 * self.right, self.matched + self.present)

    def figures(self) -> dict[str, float]:
        """The shares to keep, rounded to a thousandth."""
        shares = {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "offered": share(self.offered, self.present),
            "review": share(self.reviewed, self.rows),
            "none_kept": share(self.absent_kept, self.rows - self.present),
        }
        return {name: round(figure, 3) for name, figure in shares.items()}


def share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def read_truth(folder: Path) -> dict[str, frozenset[str]]:
    """The right ids of each list row; none where it is not in the register."""
    return {row["row"]: frozenset(filter(None, row["id"].split("|"))) for row in read(folder / "truth.csv")}


def read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as opened:
        yield from csv.DictReader(opened)


def read_decisions(path: Path) -> dict[str, Decision]:
    """Decisions from a table with the columns row, id, score and decision; the ids of a row by falling score."""
    found: dict[str, tuple[str, list[tuple[float, str]]]] = {}
    for line in read(path):
        decision, given = found.setdefault(line["row"], (line["decision"], []))
        if decision != line["decision"] or (given and decision != REVIEW):
            raise ValueError(f"{path}: row {line['row']} is decided twice; only a review has several lines")
        if line["id"] and decision != NONE:
            given.append((float(line["score"] or 0), line["id"]))
    ordered = {row: (decision, sorted(given, key=lambda one: -one[0])) for row, (decision, given) in found.items()}
    return {row: (decision, [ident for _, ident in given[:MOST_REVIEWED]]) for row, (decision, given) in ordered.items()}


def score(truth: Mapping[str, frozenset[str]], decisions: Mapping[str, Decision]) -> Counts:
    """The counts of ``decisions`` against ``truth``. Raises ValueError for a row that nobody decided."""
    undecided = [row for row in truth if row not in decisions]
    if undecided:
        raise ValueError(f"{len(undecided)} rows of the list are not decided, the first is {undecided[0]!r}; write none for them")
    return total(_counted(right, *decisions[row]) for row, right in truth.items())


def total(counts: Iterable[Counts]) -> Counts:
    return sum(counts, start=Counts())


def _counted(right: frozenset[str], decision: str, given: Sequence[str]) -> Counts:
    hit = decision != NONE and not right.isdisjoint(given)
    return Counts(
        rows=1,
        present=bool(right),
        matched=decision == MATCH,
        right=hit and decision == MATCH,
        offered=hit,
        reviewed=decision == REVIEW,
        absent_kept=not right and decision == NONE,
    )
