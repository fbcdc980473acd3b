"""The weights of the tagger: what each feature says for each label, summed up once for each part that recurs.

Invariants: the sums of a part are a function of its features and of ``data/name_tags.tsv.gz``, so that they may be forgotten at
any time.
"""

import gzip
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dentelle.reading.names.forms import Form
from dentelle.reading.names.tag_evidence import KINDS, OFFSETS, Part, own_parts, shared_parts, word_shape

__all__ = ["LABELS", "Model", "Numbers", "Sums", "model"]

MOST_PARTS = 7  # of a word
LABELS = ("O", *("B" + letter for letter in KINDS.values()), *("I" + letter for letter in KINDS.values()))
Numbers = NDArray[np.int32]
Small = NDArray[np.int16]  # weights and their sums, all far below its bounds, and half the memory
WINDOW = np.arange(len(OFFSETS))


class Model(NamedTuple):
    """``steps`` has the score of each label (column) behind each label (row), ``weights`` a row for each feature, the first of
    zeros; all in hundredths. ``rows`` says which row is whose."""

    steps: Numbers
    rows: dict[str, int]
    weights: Small


@cache
def model() -> Model:
    """What ``tools/train_name_tagger.py`` has learnt."""
    packed = (resources.files("dentelle.reading") / "data" / "name_tags.tsv.gz").read_bytes()
    lines = [line.split("\t") for line in gzip.decompress(packed).decode("utf-8").splitlines()]
    count = len(LABELS)
    features = lines[count:]
    rows = {line[0]: number for number, line in enumerate(features, 1)}
    return Model(_unpacked(lines[:count], np.int32), rows, _unpacked([[], *features], np.int16))


def _unpacked(lines: Sequence[Sequence[str]], size: Any) -> Any:
    """A row for each line; its cell "3:-120" is a score of -120 for the label number 3, a number of ``size``."""
    scores = np.zeros((len(lines), len(LABELS)), size)
    for number, line in enumerate(lines):
        for cell in line[1:]:
            label, _, score = cell.partition(":")
            scores[number, int(label)] = int(score)
    return scores


class Sums:
    """The summed weights of words and of the parts of their surroundings, made when first asked for."""

    def __init__(self) -> None:
        self._said = {name.lstrip("-12") for name in model().rows}  # features, wherever the word stands
        self._words: dict[Form, tuple[int, str]] = {}
        self._of_words = _Rows(len(OFFSETS) * len(LABELS))
        self._composed: list[list[int]] = []  # of the words that are not summed up yet, which parts they have
        self._word_parts = _Parts(len(OFFSETS))
        self._parts = _Parts(1)
        self.part = self._parts.number  # gives the row of a part of a word's surroundings
        self.known_part = self._parts.known  # the same, None for one that was not asked for yet

    def __len__(self) -> int:
        return len(self._words) + len(self._word_parts) + len(self._parts)

    def word(self, form: Form, language: str) -> tuple[int, str]:
        """The first row of ``form``, a word of ``language`` that has one for each of ``OFFSETS``, and how it is written."""
        found = self._words.get(form)
        if found is None:
            shape = word_shape(form)
            number = self._word_parts.number
            numbers = [number(part, OFFSETS) for part in shared_parts(language, form, shape)]
            numbers += [number(part, OFFSETS) for part in own_parts(language, form) if part[1] in self._said]
            self._composed.append(numbers + [0] * (MOST_PARTS - len(numbers)))
            self._words[form] = found = len(OFFSETS) * len(self._words), shape
        return found

    def of(self, words: Sequence[int], parts: Sequence[int]) -> Numbers:
        """How much speaks for each label at some tokens: ``words`` are the first rows of the two words before each, of its own
        and of the two behind it, ``parts`` the rows of as many parts for each."""
        if self._composed:
            made = self._word_parts.made()
            self._of_words.add(np.add.reduce(made[np.array(self._composed, np.intp)], axis=1, dtype=np.int32))
            self._composed.clear()
        near = np.array(words, np.intp).reshape(-1, len(OFFSETS)) + WINDOW
        of_words = self._of_words.made.reshape(-1, len(LABELS))[near]
        of_parts = self._parts.made()[np.array(parts, np.intp).reshape(len(near), -1)]
        summed: Numbers = np.add.reduce(of_words, axis=1, dtype=np.int32) + np.add.reduce(of_parts, axis=1, dtype=np.int32)
        return summed


class _Rows:
    """Rows of ``width`` numbers, to which more can be added."""

    def __init__(self, width: int) -> None:
        self._all = np.zeros((1024, width), np.int16)
        self._count = 0

    @property
    def made(self) -> Small:
        return self._all[: self._count]

    def add(self, rows: Numbers | Small) -> None:
        count = self._count + len(rows)
        while count > len(self._all):
            self._all = np.concatenate([self._all, np.zeros_like(self._all)])
        self._all[self._count : count] = rows
        self._count = count


class _Parts:
    """The summed weights of parts, each in one row of as many sums as it speaks at ``places``; number 0 is no part."""

    def __init__(self, places: int) -> None:
        self._model = model()
        self._places = places
        self._numbers: dict[Part, int] = {(): 0}
        self.known = self._numbers.get
        self._rows = _Rows(places * len(LABELS))
        self._features = [0] * places  # of the parts that are not summed up yet, one behind the other
        self._starts = [*range(places)]  # where those of each sum begin

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, part: Part, offsets: Sequence[int] = ()) -> int:
        """The number of ``part``, a function that yields features, at each of ``offsets`` if there are any, and its arguments."""
        number = self._numbers.get(part)
        if number is None:
            function, *arguments = part
            for features in [function(offset, *arguments) for offset in offsets] or [function(*arguments)]:
                self._starts.append(len(self._features))
                self._features.append(0)
                self._features += [row for feature in features if (row := self._model.rows.get(feature))]
            self._numbers[part] = number = len(self._numbers)
        return number

    def made(self) -> Small:
        """The rows of all parts so far, by number."""
        if self._starts:
            weights = self._model.weights[np.array(self._features, np.intp)]
            summed = np.add.reduceat(weights, np.array(self._starts, np.intp), axis=0)
            self._rows.add(summed.reshape(-1, self._places * len(LABELS)))
            self._features.clear()
            self._starts.clear()
        return self._rows.made
