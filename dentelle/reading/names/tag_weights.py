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
from dentelle.reading.names.tag_evidence import KINDS, OFFSETS, Part, traits, word_shape

__all__ = ["LABELS", "Model", "Numbers", "Sums", "model"]

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


@cache
def _of_words() -> tuple[dict[str, int], Small]:
    """The features of words without their offsets, with which row is whose; a row has the weights at each of ``OFFSETS``, the
    first nothing."""
    learnt = model()
    places = {str(offset or ""): place for place, offset in enumerate(OFFSETS)}
    rows: dict[str, int] = {}
    weights = np.zeros((len(learnt.weights), len(OFFSETS), len(LABELS)), np.int16)
    for name, number in learnt.rows.items():
        feature = name.lstrip("-12")
        row = rows.setdefault(feature, len(rows) + 1)
        weights[row, places[name[: len(name) - len(feature)]]] = learnt.weights[number]
    return rows, weights[: len(rows) + 1].reshape(len(rows) + 1, -1).copy()


class Sums:
    """The summed weights of words and of the parts of their surroundings, made when first asked for."""

    def __init__(self) -> None:
        self._said, self._weights = _of_words()
        self._words: dict[Form, tuple[int, str]] = {}
        self._of_words = _Rows(len(OFFSETS) * len(LABELS))
        self._features: list[int] = []  # of the words that are not summed up yet, one behind the other
        self._starts: list[int] = []  # where those of each word begin
        self._parts = _Parts()
        self.part = self._parts.number  # gives the row of a part of a word's surroundings
        self.known_part = self._parts.known  # the same, None for one that was not asked for yet

    def __len__(self) -> int:
        return len(self._words) + len(self._parts)

    def word(self, form: Form, language: str) -> tuple[int, str]:
        """The first row of ``form``, a word of ``language`` that has one for each of ``OFFSETS``, and how it is written."""
        found = self._words.get(form)
        if found is None:
            shape = word_shape(form)
            self._starts.append(len(self._features))
            self._features.append(0)
            said = self._said
            self._features += [
                said[feature] for features in traits(language, form, shape) for feature in features if feature in said
            ]
            self._words[form] = found = len(OFFSETS) * len(self._words), shape
        return found

    def of(self, words: Sequence[int], parts: Sequence[int]) -> Numbers:
        """How much speaks for each label at some tokens: ``words`` are the first rows of the two words before each, of its own
        and of the two behind it, ``parts`` the rows of as many parts for each."""
        if self._starts:
            self._of_words.add(_added(self._weights, self._features, self._starts))
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
    """The summed weights of parts of words' surroundings, each in one row; number 0 is no part."""

    def __init__(self) -> None:
        self._model = model()
        self._numbers: dict[Part, int] = {(): 0}
        self.known = self._numbers.get
        self._rows = _Rows(len(LABELS))
        self._features = [0]  # of the parts that are not summed up yet, one behind the other
        self._starts = [0]  # where those of each part begin

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, part: Part) -> int:
        """The number of ``part``, a function that yields features and its arguments."""
        number = self._numbers.get(part)
        if number is None:
            function, *arguments = part
            self._starts.append(len(self._features))
            self._features.append(0)
            self._features += [row for feature in function(*arguments) if (row := self._model.rows.get(feature))]
            self._numbers[part] = number = len(self._numbers)
        return number

    def made(self) -> Small:
        """The rows of all parts so far, by number."""
        if self._starts:
            self._rows.add(_added(self._model.weights, self._features, self._starts))
        return self._rows.made


def _added(weights: Small, features: list[int], starts: list[int]) -> Small:
    """The sums of the rows ``features`` of ``weights`` from each of ``starts`` to the next; empties both lists."""
    summed: Small = np.add.reduceat(weights[np.array(features, np.intp)], np.array(starts, np.intp), axis=0)
    features.clear()
    starts.clear()
    return summed
