"""How a jury's scores become an order.

The rule: a juror's mark for an application is the mean of the scores, each counted with the weight of its criterion; only who has
scored every criterion counts. An application's result is the mean of its jurors' marks, its spread their standard deviation (how
far they are from agreeing). A juror with a conflict of interest is asked for nothing and counted nowhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

__all__ = ["Ballot", "Placed", "Result", "mark", "ranked", "result"]


@dataclass(frozen=True, slots=True)
class Ballot:
    """What ``juror`` gave to ``application``: score by criterion. ``conflict``: may neither see nor score it."""

    juror: int
    application: int
    scores: Mapping[int, int]
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """``mean`` and ``spread`` on the scale of the call (None: nobody has scored all); who is ``missing``, by juror id."""

    application: int
    mean: float | None
    spread: float | None
    marks: tuple[tuple[int, float], ...]
    missing: tuple[int, ...]
    conflicts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A result with its ``rank`` from 1 on; equal means share one. None: not scored by anybody yet."""

    rank: int | None
    result: Result


def mark(ballot: Ballot, weights: Mapping[int, int]) -> float | None:
    """The weighted mean of the scores of ``ballot``; None until every criterion of ``weights`` has its score."""
    if not weights or any(criterion not in ballot.scores for criterion in weights):
        return None
    weighed = sum(weight * ballot.scores[criterion] for criterion, weight in weights.items())
    return weighed / sum(weights.values())


def result(application: int, ballots: Iterable[Ballot], jurors: Sequence[int], weights: Mapping[int, int]) -> Result:
    """What ``jurors`` make of ``application``."""
    mine = {ballot.juror: ballot for ballot in ballots if ballot.application == application and ballot.juror in jurors}
    conflicts = tuple(juror for juror in jurors if juror in mine and mine[juror].conflict)
    given = {juror: mark(mine[juror], weights) for juror in jurors if juror in mine and juror not in conflicts}
    marks = tuple((juror, value) for juror, value in given.items() if value is not None)
    there = {juror for juror, _ in marks}
    missing = tuple(juror for juror in jurors if juror not in conflicts and juror not in there)
    if not marks:
        return Result(application, None, None, (), missing, conflicts)
    mean = sum(value for _, value in marks) / len(marks)
    spread = sqrt(sum((value - mean) ** 2 for _, value in marks) / len(marks))
    return Result(application, mean, spread, marks, missing, conflicts)


def ranked(results: Iterable[Result]) -> tuple[Placed, ...]:
    """The best first; those whom nobody has scored last, in the order in which they came."""
    known = list(results)
    scored = sorted((one for one in known if one.mean is not None), key=lambda one: (-_rounded(one), one.application))
    placed: list[Placed] = []
    for number, one in enumerate(scored, 1):
        last = placed[-1] if placed else None
        same = last is not None and _rounded(last.result) == _rounded(one)
        placed.append(Placed(last.rank if last is not None and same else number, one))
    return (*placed, *(Placed(None, one) for one in known if one.mean is None))


def _rounded(one: Result) -> float:
    """The mean without what arithmetic adds far behind the point."""
    return round(one.mean or 0.0, 9)
