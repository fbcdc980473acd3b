"""Marks with their words in lanes: each mark in the first row of its lane where nothing else stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from dentelle.web.timelines.marks import Mark

ROW = 22  # pixels from row to row
HEAD = 30  # pixels of a lane above its rows: its name
FOOT = 10  # pixels below
LETTER = 6.6  # pixels of a letter of 12 px, on the safe side
MOST_ROWS = 18  # rows of one lane with words; further marks stand without, in rows below where none is free
GAP = 8  # pixels between a mark and its words, and between neighbours


@dataclass(frozen=True, slots=True)
class Placed:
    """The mark ``number`` of its lane: ``top`` is the middle of its row; words at ``at``, to the "start" or "end" of it."""

    number: int
    mark: Mark
    top: float
    words: str
    at: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Rows:
    """The marks of one lane and how high they are together, in pixels."""

    placed: tuple[Placed, ...]
    height: int


def rows(marks: Iterable[tuple[Mark, str]], width: float) -> Rows:
    """Places (mark, words) in their order in a lane ``width`` pixels wide."""
    taken: list[list[tuple[float, float]]] = []
    placed = []
    for number, (mark, words) in enumerate(marks):
        row, told = _room(taken, mark, words, width)
        at, anchor = _beside(mark, told, width)
        placed.append(Placed(number, mark, HEAD + row * ROW + ROW / 2, told, at, anchor))
    return Rows(tuple(placed), HEAD + max(len(taken), 1) * ROW + FOOT)


def _room(taken: list[list[tuple[float, float]]], mark: Mark, words: str, width: float) -> tuple[int, str]:
    """(row, words) for a mark; without its words where the lane is full or they fit nowhere. ``taken`` is filled in."""
    for told in (words, "") if _beside(mark, words, width)[1] else ("",):
        reach = _reach(mark, told, width)
        for number in range(MOST_ROWS if told else 4 * MOST_ROWS):
            if number == len(taken):
                taken.append([])
            if all(reach[1] <= left or right <= reach[0] for left, right in taken[number]):
                taken[number].append(reach)
                return number, told
    return 0, ""


def _beside(mark: Mark, words: str, width: float) -> tuple[float, str]:
    """Where words stand: behind the mark, before it where the edge of the picture is in the way; "" where neither fits."""
    room = len(words) * LETTER
    behind, before = mark.right + GAP, mark.left - GAP
    if behind + room <= width:
        return behind, "start"
    return (before, "end") if before - room >= 0 else (before, "")


def _reach(mark: Mark, words: str, width: float) -> tuple[float, float]:
    at, anchor = _beside(mark, words, width)
    room = len(words) * LETTER
    left, right = {"start": (at, at + room), "end": (at - room, at)}.get(anchor, (mark.left, mark.right))
    return min(left, mark.left) - GAP / 2, max(right, mark.right) + GAP / 2
