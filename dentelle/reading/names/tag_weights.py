"""The network of the tagger, and the sums of its rows for words and for the parts of their surroundings, each made once.

Invariants: the sum of a part is a function of its features and of ``data/name_tags.npz``, so that it may be forgotten at any
time. Of each feature the file has a sum of four bytes (CRC-32) and a byte for each hidden unit, but no letters.
"""

import io
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dentelle.reading.feature_rows import rows_of, written
from dentelle.reading.names.forms import Form
from dentelle.reading.names.tag_evidence import KINDS, Part, traits, word_shape

__all__ = ["LABELS", "PARTS", "Floats", "Network", "Numbers", "Sums", "feature_sums", "network", "packed"]

LABELS = ("O", *("B" + letter for letter in KINDS.values()), *("I" + letter for letter in KINDS.values()))
PARTS = 7  # of what speaks for a token: the word itself and what ``contexts`` tells
Numbers = NDArray[np.int64]
Floats = NDArray[np.float32]


class Network(NamedTuple):
    """``rows`` has what the features say, by ``sums``, which rise, in steps of ``step``: the first columns for the hidden units,
    to whose sum ``hidden`` is added, the others for the labels themselves. Each of ``near`` and ``near_bias`` is a layer that
    looks at the units of a token and of those beside it (three times the units in rows). ``out`` and ``bias`` lead from units to
    labels (columns), ``steps`` has the score of each label behind each label."""

    sums: NDArray[np.uint32]
    rows: NDArray[np.int8]
    step: Floats
    hidden: Floats
    near: Floats
    near_bias: Floats
    out: Floats
    bias: Floats
    steps: Floats


@cache
def network() -> Network:
    """What ``tools/train_name_tagger.py`` has learnt."""
    packed = (resources.files("dentelle.reading") / "data" / "name_tags.npz").read_bytes()
    with np.load(io.BytesIO(packed), allow_pickle=False) as parts:
        return Network(**{name: parts[name] for name in Network._fields})


def packed(learnt: Network) -> bytes:
    """The file of a network."""
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **learnt._asdict())
    return file.getvalue()


def feature_sums(features: Iterable[str]) -> list[int]:
    """The sums by which features are known, each once."""
    return [crc32(feature) for feature in written(features)]


class Sums:
    """The summed rows of words and of the parts of their surroundings, made when first asked for."""

    def __init__(self) -> None:
        self._network = network()
        self._words: dict[Form, tuple[int, str]] = {}
        self._parts: dict[Part, int] = {}
        self.known_part = self._parts.get  # the number of a part, None for one that was not asked for yet
        self._rows = np.zeros((1024, self._network.rows.shape[1]), np.int16)
        self._count = 0  # of rows that are summed up
        self._features: list[int] = []  # the sums of those of the others, one behind the other
        self._starts: list[int] = []  # where those of each begin

    def __len__(self) -> int:
        return len(self._words) + len(self._parts)

    def word(self, form: Form, language: str) -> tuple[int, str]:
        """The number of ``form``, a word of ``language``, and how it is written."""
        found = self._words.get(form)
        if found is None:
            shape = word_shape(form)
            self._words[form] = found = self._add(traits(language, form, shape)), shape
        return found

    def part(self, part: Part) -> int:
        """The number of ``part``, a function that yields features and its arguments."""
        number = self._parts.get(part)
        if number is None:
            function, *arguments = part
            self._parts[part] = number = self._add(function(*arguments))
        return number

    def _add(self, features: Iterable[str]) -> int:
        self._starts.append(len(self._features))
        self._features += feature_sums(features) or [0]
        return self._count + len(self._starts) - 1

    def of(self, numbers: Sequence[int]) -> Floats:
        """What is said of some tokens in all, as the columns of the network's rows; of each, ``numbers`` has ``PARTS``."""
        if self._starts:
            self._sum_up()
        chosen = self._rows[np.array(numbers, np.intp).reshape(-1, PARTS)]
        summed: Floats = np.add.reduce(chosen, axis=1, dtype=np.int32) * self._network.step
        return summed

    def _sum_up(self) -> None:
        """Sums up the rows that are waiting."""
        rows = rows_of(np.array(self._features, np.uint32), self._network.sums, self._network.rows)
        summed: NDArray[Any] = np.add.reduceat(rows, np.array(self._starts, np.intp), axis=0, dtype=np.int16)
        count = self._count + len(summed)
        if count > len(self._rows):
            grown = np.zeros((max(2 * len(self._rows), count), self._rows.shape[1]), np.int16)
            grown[: self._count] = self._rows[: self._count]
            self._rows = grown
        self._rows[self._count : count] = summed
        self._count = count
        self._features.clear()
        self._starts.clear()
