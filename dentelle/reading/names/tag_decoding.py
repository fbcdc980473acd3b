"""The best labels of stretches of tokens, those of many sentences side by side.

Invariants: the labels of a stretch are those that Viterbi's algorithm finds for it alone; one that goes on further than
was thought takes its tokens from the next.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from dentelle.reading.names.forms import NOTHING
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.tag_evidence import Surroundings, contexts
from dentelle.reading.names.tag_weights import LABELS, Numbers, Places, Sums, model

__all__ = ["Lane", "Tagged", "decode", "scored", "side_by_side"]

NEVER = -1_000_000  # a name that goes on where none began
STEP = 3  # further tokens that are looked at while a name goes on
LONGEST = 60  # tokens of a stretch that is still looked at further


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
    """A sentence while it is decoded, stretch by stretch: which label each label comes from, token by token."""

    __slots__ = ("at", "back", "begin", "following", "last", "of", "place", "scored", "shapes", "tags")

    def __init__(self, of: Tagged, place: int, shapes: Sequence[str]) -> None:
        self.of, self.following = of, iter(of.stretches)
        self.begin, self.last = next(self.following)  # of the stretch that is being decoded
        self.at = self.begin  # the token that is looked at
        self.back: list[list[int]] = []  # for each token behind the first, the label that each label comes from
        self.scored: dict[int, int] = {}  # in which row the scores of a token are
        self.place = place  # where the words of the sentence begin among those of all
        self.tags, self.shapes = ["", "", *of.tags, "", ""], shapes  # with two of nothing on both sides

    def goes_on(self, label: int) -> bool:
        """Goes to the next token; False behind the last. ``label`` is the likeliest of the token that was looked at."""
        self.at = end = self.at + 1
        if end < self.last:
            return True
        count = len(self.of.tags)
        if label and end < count and end - self.begin < LONGEST:
            self.last = min(end + STEP, count)  # the name may go on in small letters
            return True
        self._trace(label)
        for first, last in self.following:
            if last > end:
                self.at = self.begin = max(first, end)
                self.last = last
                return True
        return False

    def _trace(self, label: int) -> None:
        """Writes the labels of the stretch, of which the last is ``label``."""
        path = [label]
        for origin in reversed(self.back):
            label = origin[label]
            path.append(label)
        path.reverse()
        self.of.labels[self.begin : self.at] = path
        self.back = []


def decode(sentences: Iterable[Tagged], about: Surroundings, sums: Sums) -> None:
    """Gives their labels to all tokens of ``sentences``, token by token of all sentences at once."""
    lanes, words = side_by_side(sentences, sums)
    best: Numbers = np.zeros((len(lanes), len(LABELS)), np.int32)
    scores = best[:0]
    waiting = [(lane, at) for lane in lanes for first, last in lane.of.stretches for at in range(first, last)]
    while lanes:
        if waiting:
            scores = np.concatenate([scores, scored(waiting, len(scores), words, about, sums)])
        best = _advanced(lanes, best) + scores[[lane.scored[lane.at] for lane in lanes]]
        likeliest = best.argmax(axis=1).tolist()
        kept = [number for number, lane in enumerate(lanes) if lane.goes_on(likeliest[number])]
        if len(kept) < len(lanes):
            best = best[kept]
            lanes = [lanes[number] for number in kept]
        further = [lane for lane in lanes if lane.at not in lane.scored]  # all up to their last tokens will be looked at
        waiting = [(lane, at) for lane in further for at in range(lane.at, lane.last) if at not in lane.scored]


def side_by_side(sentences: Iterable[Tagged], sums: Sums) -> tuple[list[Lane], Places]:
    """A lane for each of ``sentences`` in which a name can begin, and the rows in ``sums`` of the words of all of them."""
    lanes: list[Lane] = []
    words: list[int] = []  # of all sentences, each with two of nothing on both sides
    for tagged in sentences:
        if tagged.stretches:
            forms = (NOTHING, NOTHING, *tagged.clause.forms[: len(tagged.tags)], NOTHING, NOTHING)
            found = [sums.word(form, tagged.clause.language) for form in forms]
            lanes.append(Lane(tagged, len(words), [shape for _, shape in found]))
            words += [word for word, _ in found]
    return lanes, np.array(words, np.intp)


def _advanced(lanes: list[Lane], best: Numbers) -> Numbers:
    """The best score of each label at the token that each lane looks at, without what speaks for the label there; ``best`` are
    those at the tokens before."""
    reached = best[:, None, :] + _steps()
    made: Numbers = reached.max(axis=2)
    begun = []
    for number, (lane, origin) in enumerate(zip(lanes, reached.argmax(axis=2).tolist(), strict=True)):
        if lane.at > lane.begin:
            lane.back.append(origin)
        else:
            begun.append(number)
    if begun:
        made[begun] = _opening()[[int(lanes[number].at > 0) for number in begun]]
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


def scored(waiting: Sequence[tuple[Lane, int]], row: int, words: Places, about: Surroundings, sums: Sums) -> Numbers:
    """How much speaks for each label at each token of ``waiting``; the first is in row ``row``."""
    parts: list[int] = []
    part, known = sums.part, sums.known_part
    for lane, at in waiting:
        lane.scored[at] = row
        row += 1
        tagged = lane.of
        for said in contexts(tagged.clause, lane.tags, lane.shapes, tagged.rules[at], at, about):
            number = known(said)
            parts.append(part(said) if number is None else number)
    return sums.of(words, [lane.place + at for lane, at in waiting], parts)
