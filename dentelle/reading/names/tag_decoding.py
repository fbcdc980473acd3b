"""The best labels of stretches of tokens, those of many sentences side by side.

Invariants: the labels of a stretch are those that Viterbi's algorithm finds for it alone; one that goes on further than
was thought takes its tokens from the next, which is then decoded once more without them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.tag_evidence import OFFSETS, Surroundings, contexts
from dentelle.reading.names.tag_weights import LABELS, Numbers, Sums, model

__all__ = ["Spoken", "Tagged", "decode", "scored"]

NEVER = -1_000_000  # a name that goes on where none began
STEP = 3  # further tokens that are looked at while a name goes on
LONGEST = 60  # tokens of a stretch that is still looked at further
AROUND = len(OFFSETS)  # words that speak for the labels of a token
UNKNOWN = -1  # the row of a word that was not asked for yet


@dataclass(slots=True, eq=False)
class Tagged:
    """A sentence with the label and the rule that rules gave to each token, and the ``stretches`` of tokens, first and last
    (exclusive), in which names can begin; once decoded, the ``labels`` of all tokens."""

    clause: Clause
    tags: list[str]
    rules: list[str]
    stretches: list[tuple[int, int]]
    labels: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.labels = [0] * len(self.tags)


class Lane:
    """A stretch while it is decoded, from the token ``begin`` on: which label each label comes from, token by token."""

    __slots__ = ("at", "back", "begin", "labels", "last", "of", "until")

    def __init__(self, of: "Spoken", begin: int, last: int) -> None:
        self.of, self.begin = of, begin
        self.last = self.until = last  # the token behind it; it may go on further than ``until``, which was thought at first
        self.at = begin  # the token that is looked at; in the end the one behind it
        self.back: list[list[int]] = []  # for each token behind the first, the label that each label comes from
        self.labels: list[int] = []

    def goes_on(self, label: int) -> bool:
        """Goes to the next token; False behind the last. ``label`` is the likeliest of the token that was looked at."""
        self.at = end = self.at + 1
        if end < self.last:
            return True
        count = len(self.of.rules)
        if label and end < count and end - self.begin < LONGEST:
            self.last = min(end + STEP, count)  # the name may go on in small letters
            return True
        self.labels = [label]
        for origin in reversed(self.back):
            label = origin[label]
            self.labels.append(label)
        self.labels.reverse()
        self.back = []
        return False


class Spoken:
    """A sentence while its stretches are decoded. ``tags`` and ``shapes`` have two of nothing on both sides, ``rows`` says in
    which row the scores of a token are."""

    __slots__ = ("_lanes", "_words", "clause", "of", "rows", "rules", "shapes", "tags")

    def __init__(self, of: Tagged) -> None:
        self.of, self.clause, self.rules = of, of.clause, of.rules
        self.tags = ["", "", *of.tags, "", ""]
        self.shapes = [""] * len(self.tags)
        self.rows: dict[int, int] = {}
        self._words = [UNKNOWN] * len(self.tags)  # their rows in ``Sums``, asked for only near names
        self._lanes = [Lane(self, first, last) for first, last in of.stretches]

    def words(self, at: int, sums: Sums) -> list[int]:
        """The rows of the words around the token ``at``; knows their shapes afterwards."""
        around = self._words[at : at + AROUND]
        if UNKNOWN in around:
            for place in range(at, at + AROUND):
                if self._words[place] == UNKNOWN:
                    form = self.clause.forms[place - 2]  # both before the first and behind the last stands nothing
                    self._words[place], self.shapes[place] = sums.word(form, self.clause.language)
            around = self._words[at : at + AROUND]
        return around

    def lanes(self) -> list[Lane]:
        """All of its lanes, to be decoded."""
        return self._lanes

    def write(self) -> Iterable[Lane]:
        """Writes the labels of its lanes in order, up to one of which another took tokens; tells that one without them."""
        end = 0
        for number, lane in enumerate(self._lanes):
            if lane.until <= end:
                continue
            if lane.begin < end:
                self._lanes[number] = rest = Lane(self, end, lane.until)
                return (rest,)
            self.of.labels[lane.begin : lane.at] = lane.labels
            end = lane.at
        self._lanes = []  # they refer to the sentence, and nothing collects such rings while a document is read
        return ()


def decode(sentences: Iterable[Tagged], about: Surroundings, sums: Sums) -> None:
    """Gives their labels to all tokens of ``sentences``, token by token of all stretches at once."""
    spoken = [Spoken(tagged) for tagged in sentences if tagged.stretches]
    lanes = [lane for one in spoken for lane in one.lanes()]
    scores: Numbers = np.zeros((0, len(LABELS)), np.int32)
    while lanes:
        scores = _decoded(lanes, scores, about, sums)
        lanes = [lane for one in spoken for lane in one.write()]


def _decoded(lanes: list[Lane], scores: Numbers, about: Surroundings, sums: Sums) -> Numbers:
    """``scores`` with those of further tokens; decodes ``lanes``, which begin together."""
    best: Numbers | None = None
    further = lanes
    while lanes:
        waiting = [(lane.of, at) for lane in further for at in range(lane.at, lane.last) if at not in lane.of.rows]
        if waiting:
            scores = np.concatenate([scores, scored(waiting, len(scores), about, sums)])
        here = scores[[lane.of.rows[lane.at] for lane in lanes]]
        best = here + (_opening()[[int(lane.at > 0) for lane in lanes]] if best is None else _advanced(lanes, best))
        likeliest = best.argmax(axis=1).tolist()
        kept = [number for number, lane in enumerate(lanes) if lane.goes_on(likeliest[number])]
        if len(kept) < len(lanes):
            best = best[kept]
            lanes = [lanes[number] for number in kept]
        further = [lane for lane in lanes if lane.at not in lane.of.rows]  # all up to their last tokens will be looked at
    return scores


def _advanced(lanes: list[Lane], best: Numbers) -> Numbers:
    """The best score of each label at the token that each lane looks at, without what speaks for the label there; ``best`` are
    those at the tokens before."""
    reached = best[:, None, :] + _steps()
    for lane, origin in zip(lanes, reached.argmax(axis=2).tolist(), strict=True):
        lane.back.append(origin)
    made: Numbers = reached.max(axis=2)
    return made


@cache
def _opening() -> Numbers:
    """The score of each label at the first token of a sentence, and at another behind a token without a name."""
    opening = np.array([[0] * len(LABELS), model().steps[0]], np.int32)
    opening[:, [label for label, name in enumerate(LABELS) if name[0] == "I"]] = NEVER
    return opening


@cache
def _steps() -> Numbers:
    """The score of each label (row) behind each label (column); of a name that goes on where none of its kind began, NEVER."""
    allowed = np.ones((len(LABELS), len(LABELS)), bool)
    for label, name in enumerate(LABELS):
        if name[0] == "I":
            allowed[label] = [before[1:] == name[1:] for before in LABELS]
    return np.where(allowed, model().steps.T, NEVER).astype(np.int32)


def scored(waiting: Sequence[tuple[Spoken, int]], row: int, about: Surroundings, sums: Sums) -> Numbers:
    """How much speaks for each label at each token of ``waiting``; the first is in row ``row``."""
    words: list[int] = []
    parts: list[int] = []
    part, known = sums.part, sums.known_part
    for spoken, at in waiting:
        spoken.rows[at] = row
        row += 1
        words += spoken.words(at, sums)
        for said in contexts(spoken.clause, spoken.tags, spoken.shapes, spoken.rules[at], at, about):
            number = known(said)
            parts.append(part(said) if number is None else number)
    return sums.of(words, parts)
