"""The best labels of the tokens of many sentences side by side.

Invariant: the labels of a sentence are those that Viterbi's algorithm finds for it alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.tag_evidence import Surroundings, contexts
from dentelle.reading.names.tag_weights import LABELS, Floats, Numbers, Sums, network

__all__ = ["Tagged", "decode", "numbers", "paths", "scored"]

NEVER = -1e6  # a name that goes on where none began
ROWS = 16  # of a product that is made at once


@dataclass(slots=True, eq=False)
class Tagged:
    """A sentence with the label and the rule that rules gave to each token, and whether the tagger has a say in it; once
    decoded, the ``labels`` of all tokens."""

    clause: Clause
    tags: list[str]
    rules: list[str]
    open: bool
    labels: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.labels = [0] * len(self.tags)


def decode(sentences: Sequence[Tagged], about: Surroundings, sums: Sums) -> None:
    """Gives their labels to the tokens of those ``sentences`` in which the tagger has a say."""
    spoken = [tagged for tagged in sentences if tagged.open]
    if not spoken:
        return
    counts = np.array([len(tagged.tags) for tagged in spoken])
    labels = paths(scored(spoken, counts, about, sums), counts).tolist()
    first = 0
    for tagged in spoken:
        tagged.labels = labels[first : first + len(tagged.tags)]
        first += len(tagged.tags)


def scored(spoken: Sequence[Tagged], counts: Numbers, about: Surroundings, sums: Sums) -> Floats:
    """How much speaks for each label at each token of all sentences, one behind the other."""
    learnt = network()
    said = sums.of([number for tagged in spoken for number in numbers(tagged, about, sums)])
    count, units = len(said), len(learnt.hidden)
    hidden, direct = np.maximum(said[:, :units] + learnt.hidden, 0), said[:, units:]
    places = np.arange(count) + np.repeat(np.arange(1, len(counts) + 1), counts)  # between two sentences stands nothing
    padded = np.zeros((count + len(counts) + 1, units), np.float32)
    for weights, bias in zip(learnt.near, learnt.near_bias, strict=True):
        padded[places] = hidden
        around = np.concatenate([padded[places - 1], hidden, padded[places + 1]], axis=1)
        hidden = hidden + np.maximum(_product(around, weights) + bias, 0)
    scores: Floats = _product(hidden, learnt.out) + learnt.bias + direct
    return scores


def _product(values: Floats, weights: Floats) -> Floats:
    """``values @ weights``, a few rows at a time: for a large product the library of numpy starts threads, which wait for one
    another where several processes read."""
    count, wide = values.shape
    padded = np.zeros((-(-count // ROWS) * ROWS, wide), np.float32)
    padded[:count] = values
    made: Floats = (padded.reshape(-1, ROWS, wide) @ weights).reshape(len(padded), -1)[:count]
    return made


def numbers(tagged: Tagged, about: Surroundings, sums: Sums) -> list[int]:
    """The numbers in ``sums`` of what speaks for each token, ``PARTS`` for each."""
    clause = tagged.clause
    words = [sums.word(form, clause.language) for form in clause.forms[: len(tagged.tags)]]
    shapes = ["m", "m", *[shape for _, shape in words], "m", "m"]
    tags = ["", "", *tagged.tags, "", ""]
    part, known = sums.part, sums.known_part
    found: list[int] = []
    for at, (number, _) in enumerate(words):
        found.append(number)
        for said in contexts(clause, tags, shapes, tagged.rules[at], at, about):
            one = known(said)
            found.append(part(said) if one is None else one)
    return found


def paths(scores: Floats, counts: Numbers) -> Numbers:
    """The best allowed labels of the tokens with these ``scores``, of sentences of ``counts`` tokens, one behind the other."""
    order = np.argsort(-counts, kind="stable")
    begins, lengths = (np.cumsum(counts) - counts)[order], counts[order]
    longest = int(lengths[0])
    active = np.searchsorted(-lengths, -np.arange(longest), side="left").tolist()  # how many have a token at each place
    best = scores[begins] + _opening()
    back = np.zeros(scores.shape, np.int8)
    steps = _steps()
    for place in range(1, longest):
        here = begins[: active[place]] + place
        reached = best[: active[place], :, None] + steps
        back[here] = reached.argmax(axis=1)
        best[: active[place]] = reached.max(axis=1) + scores[here]
    labels = np.zeros(len(scores), np.int64)
    labels[begins + lengths - 1] = best.argmax(axis=1)
    for place in range(longest - 1, 0, -1):
        here = begins[: active[place]] + place
        labels[here - 1] = back[here, labels[here]]
    return labels


@cache
def _opening() -> Floats:
    """What is added at the first token of a sentence: no name goes on there."""
    return np.array([NEVER if name[0] == "I" else 0 for name in LABELS], np.float32)


@cache
def _steps() -> Floats:
    """The score of each label (column) behind each label (row); of a name that goes on where none of its kind began, NEVER."""
    allowed = [[label[0] != "I" or before[1:] == label[1:] for label in LABELS] for before in LABELS]
    return np.where(np.array(allowed), network().steps, np.float32(NEVER))
