"""From weighed rows to decisions, and what the rows of one list say about one another.

A list of schools names each school once, a list of what universities are called names each one often. So a register row that
another row of the list surely means is a rival of little weight in the first, and a likely one in the second. Which sort of list
it is, the list itself tells: how often rows that are surely matched share their register row, beside how often the candidates
that those same rows surely do not mean are meant by another row.

Invariant: deterministic; without surely matched rows nothing changes, and rows further apart than a window know nothing of one
another, so a list of any length fits into memory.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from math import exp, log
from typing import NamedTuple

from dentelle.linking.lists.rows import Candidate, Decided, Weighed
from dentelle.linking.lists.settings import Settings

__all__ = ["settled", "together", "within"]

WINDOW = 20_000  # rows that are held and weighed together
_FIRM = 0.9  # the score from which on a row surely means its best candidate …
_NOT_MEANT = 0.05  # … and the share below which it does not mean another
_RIVALS = 3  # candidates of a row, beside the best, that are counted so
_DOUBT = 5.0  # rows of which we pretend that the list makes no difference
_AGAINST, _FOR = 2.5, 1.0  # most log odds that another row's surely meaning a candidate counts
_FREE = 0.3  # … and that no other row does
_TOLD = "another row of the list surely means it"


class _Habit(NamedTuple):
    """What it counts, in log odds, that another row surely means a candidate (``taken``), and that none does (``free``)."""

    taken: float
    free: float


def within(share: float, bounds: tuple[float, float]) -> float:
    """The score that the ``share`` of probability makes within its ``bounds``."""
    return min(max(share, bounds[0]), bounds[1])


def settled(weighed: Weighed, settings: Settings) -> Decided:
    """The decision on a row by itself."""
    if not weighed.candidates:
        return Decided(weighed.row, "none", skipped=weighed.skipped)
    shown = tuple(sorted(_scored(weighed), key=_by_score))
    top = shown[0].score
    asked = top >= settings.review or sum(one.score for one in shown[:2]) >= settings.either
    decision = "match" if top >= settings.least_match else "review" if asked else "none"
    runner_up = f"{shown[1].id} ({shown[1].score:.2f})" if len(shown) > 1 else ""
    return Decided(weighed.row, decision, shown if decision != "none" else shown[:1], runner_up)


def together(rows: Iterable[Weighed], settings: Settings) -> Iterator[Decided]:
    """The decisions on the rows of one list, in their order."""
    waiting = iter(rows)
    while window := list(islice(waiting, WINDOW)):
        meant = [_surely_meant(one) for one in window]
        how_often = Counter(filter(None, meant))
        habit = _habit(window, meant, how_often)
        for one, own in zip(window, meant, strict=True):
            yield settled(_beside(one, own, how_often, habit), settings)


def _by_score(one: Candidate) -> tuple[float, str]:
    id, score, _ = one
    return -score, id


def _scored(weighed: Weighed) -> Iterator[Candidate]:
    for each, (least, most) in zip(weighed.candidates, weighed.bounds, strict=True):
        id, share, reason = each
        yield each if least <= share <= most else Candidate(id, within(share, (least, most)), reason)


def _surely_meant(one: Weighed) -> str:
    """The id that the row surely means, "" when it is not sure."""
    scores = [within(each.score, bounds) for each, bounds in zip(one.candidates, one.bounds, strict=True)]
    best = max(scores, default=0.0)
    return one.candidates[scores.index(best)].id if best >= _FIRM else ""


def _habit(window: Sequence[Weighed], meant: Sequence[str], how_often: Counter[str]) -> _Habit:
    """How much the list's rows share what they mean, beside how often what they do not mean is meant by others."""
    sure = how_often.total()
    shared = sum(count for count in how_often.values() if count > 1)
    others = [
        each.id in how_often
        for one, own in zip(window, meant, strict=True)
        if own
        for each in [each for each in one.candidates if each.id != own][:_RIVALS]
        if each.score < _NOT_MEANT
    ]
    if not sure or not others:
        return _Habit(0.0, 0.0)
    usual = (shared + sum(others)) / (sure + len(others))
    mine = (shared + _DOUBT * usual + 0.5) / (sure + _DOUBT + 1.0)
    theirs = (sum(others) + _DOUBT * usual + 0.5) / (len(others) + _DOUBT + 1.0)
    taken, free = log(mine / theirs), log((1.0 - mine) / (1.0 - theirs))
    return _Habit(max(-_AGAINST, min(_FOR, taken)), max(-_FREE, min(_FREE, free)))


def _beside(one: Weighed, own: str, how_often: Counter[str], habit: _Habit) -> Weighed:
    """``one`` with the weight that the other rows give to each of its candidates; ``own``, which it surely means, is no rival."""
    if not any(habit) or not one.candidates:
        return one
    taken = [how_often.get(each.id, 0) > (each.id == own) for each in one.candidates]
    more, less = exp(habit.taken), exp(habit.free)
    shares = [each.score * (more if known else less) for each, known in zip(one.candidates, taken, strict=True)]
    unseen = max(0.0, 1.0 - one.none - sum(each.score for each in one.candidates))
    whole = one.none + unseen + sum(shares)
    candidates = [
        Candidate(id, share / whole, f"{reason}; {_TOLD}" if known else reason)
        for (id, _, reason), share, known in zip(one.candidates, shares, taken, strict=True)
    ]
    return Weighed(one.row, tuple(candidates), one.bounds, one.none / whole, one.skipped)
