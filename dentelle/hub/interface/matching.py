"""The door of matching: a need and indexed offers in, answers out, best first, each with its reasons.

    offers = Offers.index(read_offers(path))
    answers = match(need, offers, date.today())
    answers.next_question, [answer.reasons for answer in answers[:5]]

Invariant: a function of the need, the offers and the day; no *no* stands above an *unknown* or a *yes*.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import overload

import numpy as np
import numpy.typing as npt

from dentelle.hub.interface.eligibility import Check, Circumstances, judge, name_of
from dentelle.hub.interface.facts import known_facts
from dentelle.hub.interface.features import Features, of_need
from dentelle.hub.interface.index import Numbers, Offers
from dentelle.hub.interface.questions import next_question
from dentelle.hub.interface.ranking import order, scores
from dentelle.hub.interface.reasons import Told, reasons
from dentelle.hub.interface.terms import Condition, Need, Offer, Window
from dentelle.hub.interface.verdict import Verdict
from dentelle.lexicon import KINDS, lexicon

__all__ = ["Answer", "Answers", "Condition", "Need", "Offer", "Offers", "Verdict", "Window", "match"]

_ANSWERING = 0.5  # of the best likeness: what an offer must reach to be told as an answer
_TELLING = 0.5  # of a kind of concept: up to it, it says nothing of what is needed
_LEAST = 0.12  # of likeness: below it nothing answers a need
_ROOMS = frozenset(("surface_m2", "desks"))
_FIRST = 6  # offers, with those that score as high as the last of them, that the next question is about …
_ASKED = 0.3  # … if they reach as much of the best score …
_WORTH = 0.1  # … and this score


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one offer: ``verdict`` no, unknown or yes; ``score`` 0 to 1; ``reasons`` in the need's language, one
    sentence each; ``failed`` and ``missing``: fields of conditions, ``perimeter``, ``window``."""

    offer: Offer
    verdict: str
    score: float
    reasons: tuple[str, ...]
    failed: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Answers(Sequence[Answer]):
    """All offers as answers to ``need``, best first; each is put into words when it is asked for."""

    need: Need
    known: Circumstances
    offers: Offers
    features: Features
    likeness: Numbers
    checked: npt.NDArray[np.int8]
    verdicts: npt.NDArray[np.int8]
    scores: Numbers
    order: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.order)

    @overload
    def __getitem__(self, at: int) -> Answer: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Answer, ...]: ...
    def __getitem__(self, at: int | slice) -> Answer | tuple[Answer, ...]:
        if isinstance(at, slice):
            return tuple(self._answer(int(number)) for number in self.order[at])
        return self._answer(int(self.order[at]))

    def __iter__(self) -> Iterator[Answer]:
        return (self._answer(int(number)) for number in self.order)

    @cached_property
    def next_question(self) -> str | None:
        """The fact whose answer decides most among the offers that answer the need; None where nothing is open."""
        ranked = np.sort(self.scores)[::-1]
        best = float(ranked[0]) if len(ranked) else 0.0
        least = max(_WORTH, best * _ASKED, float(ranked[:_FIRST].min(initial=1.0)))
        wanted = np.flatnonzero((self.verdicts == Verdict.UNKNOWN) & (self.scores >= least))
        return next_question(
            ((float(self.scores[number]) ** 2, self._missing(int(number))) for number in wanted), self.known.facts
        )

    def told(self, most: int, refused: int) -> tuple[Answer, ...]:
        """What a page shows: the best that can perhaps be had, at most ``most``, and the ``refused`` that else would answer best.

        What has nothing to do with the need is left out of both.
        """
        near = self._near()
        possible = [number for number in self.order if self.verdicts[number] != Verdict.NO and near[number]]
        lost = [number for number in self.order if self.verdicts[number] == Verdict.NO and near[number]]
        return tuple(self._answer(int(number)) for number in (*possible[:most], *lost[:refused]))

    def _near(self) -> npt.NDArray[np.bool_]:
        """Which offers really answer the need, whether they can be had or not.

        A need that tells where it wants a surface or desks asks for premises, whatever else it is about: those there that may do
        answer it, however little their words are like its own.
        """
        best = float(self.likeness.max(initial=0.0))
        near = np.greater_equal(self.likeness, max(_LEAST, best * _ANSWERING))
        if "wanted_area" in self.need.facts and not _ROOMS.isdisjoint(self.need.facts):
            premises = np.fromiter((offer.family == "premises" for offer in self.offers.offers), dtype=bool, count=len(near))
            near |= premises & (self.verdicts != Verdict.NO)
        return near

    @cached_property
    def answered(self) -> bool:
        """Whether an offer that really answers the need can be had, as far as is known."""
        return bool((self._near() & (self.verdicts != Verdict.NO)).any())

    @cached_property
    def in_the_way(self) -> tuple[str, ...]:
        """What failed of the offers that else would really answer the need, the most frequent first."""
        near = np.flatnonzero(self._near() & (self.verdicts == Verdict.NO))
        failed = Counter(name for number in near for name in {name for name, _ in self._names(int(number), Verdict.NO)})
        return tuple(name for name, _ in sorted(failed.items(), key=lambda one: (-one[1], one[0])))

    def themes(self, most: int) -> tuple[str, ...]:
        """The concepts that the need is most about, at most so many."""
        concepts = [(weight, name[1:]) for name, weight in self.features.items() if name[0] == "@"]
        told = [(weight, name) for weight, name in concepts if KINDS[lexicon()[name].kind] > _TELLING]
        return tuple(name for _, name in sorted(told, key=lambda one: (-one[0], one[1]))[:most])

    def _names(self, number: int, verdict: Verdict) -> tuple[tuple[str, Check], ...]:
        """The checks of an offer that came out as ``verdict``, with their names."""
        found = ((check, judged) for check, judged in self._judged(number) if judged == verdict)
        return tuple((name_of(check), check) for check, _ in found)

    def _missing(self, number: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name, _ in self._names(number, Verdict.UNKNOWN)))

    def _judged(self, number: int) -> Iterator[tuple[Check, Verdict]]:
        starts = self.offers.starts
        end = starts[number + 1] if number + 1 < len(starts) else len(self.offers.rows)
        for at in self.offers.rows[starts[number] + 1 : end]:
            yield self.offers.checks[at - 1], Verdict(int(self.checked[at]))

    def _answer(self, number: int) -> Answer:
        offer = self.offers.offers[number]
        failed, missing = self._names(number, Verdict.NO), self._names(number, Verdict.UNKNOWN)
        told = Told(
            need=self.need,
            offer=offer,
            known=self.known,
            asked=self.features,
            failed=tuple(check for _, check in failed),
            missing=tuple(check for _, check in missing),
        )
        return Answer(
            offer,
            Verdict(int(self.verdicts[number])).word,
            round(float(self.scores[number]), 3),
            reasons(told),
            tuple(dict.fromkeys(name for name, _ in failed)),
            tuple(dict.fromkeys(name for name, _ in missing)),
        )


def match(need: Need, indexed: Offers, as_of: date) -> Answers:
    """Every offer of ``indexed`` as an answer to ``need`` on the day ``as_of``."""
    known = Circumstances.of(known_facts(need.facts), as_of)
    checked = np.fromiter(
        (Verdict.YES, *(judge(check, known) for check in indexed.checks)), dtype=np.int8, count=len(indexed.checks) + 1
    )
    verdicts = np.minimum.reduceat(checked[indexed.rows], indexed.starts) if len(indexed) else np.zeros(0, dtype=np.int8)
    features = of_need(need)
    likeness = indexed.likeness(features)
    score = scores(need, indexed, likeness, verdicts, as_of)
    return Answers(
        need, known, indexed, features, likeness, checked, verdicts, score, order(need, indexed, score, likeness, verdicts)
    )
