"""How likely each property is for a pair of a name and a value, by its features: a small neural network.

Invariants: a probability is a function of the features and of ``data/claim_weights.bin.gz``, which
``tools/train_claim_weights.py`` makes. Of each feature the file has a sum of four bytes (CRC-32) and a byte for each hidden
unit, but no letters: it is read at once and takes no more memory than it is long. The network adds up the rows of a pair's
features, keeps what is positive (one hidden layer of rectified linear units) and has the softmax of a linear layer over it.
"""

import gzip
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dentelle.reading.feature_rows import rows_of, written

__all__ = ["NOTHING", "Network", "feature_sums", "packaged", "packed", "probabilities", "sums_with", "unpacked"]

NOTHING = "no"  # the label of a pair of which nothing is claimed
Floats = NDArray[np.float32]


class Network(NamedTuple):
    """``labels`` are the properties, the first NOTHING. ``rows`` has the hidden units (columns) of the features by ``sums``,
    which rise, in steps of ``step``; ``hidden`` is added to their sum. ``out`` has a row for each hidden unit and a column for
    each label, ``bias`` a number for each label."""

    labels: tuple[str, ...]
    sums: NDArray[np.uint32]
    rows: NDArray[np.int8]
    step: float
    hidden: Floats
    out: Floats
    bias: Floats


def feature_sums(features: Iterable[str], kinds: str) -> list[int]:
    """The sums by which features are known, each once: by themselves, and together with ``kinds``, the kinds of a pair."""
    return sums_with(written(features), kinds)


def sums_with(features: Sequence[bytes], kinds: str) -> list[int]:
    """The sums of features as ``written`` gives them."""
    start = crc32(kinds.encode("ascii"))
    return [*map(crc32, features), *[crc32(feature, start) for feature in features]]


@cache
def packaged() -> Network:
    """The network that the reader uses."""
    return unpacked((resources.files("dentelle.reading") / "data" / "claim_weights.bin.gz").read_bytes())


def packed(network: Network) -> bytes:
    """The file of a network."""
    labels, sums, rows, step, hidden, out, bias = network
    head = f"{' '.join(labels)}\t{len(sums)}\t{rows.shape[1]}\t{step!r}\n".encode("ascii")
    body = (sums.astype("<u4"), rows.astype(np.int8), *(part.astype("<f4") for part in (hidden, out, bias)))
    return gzip.compress(head + b"".join(part.tobytes() for part in body), mtime=0)


def unpacked(data: bytes) -> Network:
    """The network that a file holds."""
    head, _, body = gzip.decompress(data).partition(b"\n")
    names, count, width, step = head.decode("ascii").split("\t")
    labels, features, units = tuple(names.split(" ")), int(count), int(width)
    place = 0

    def part(kind: str, *shape: int) -> NDArray[np.generic]:
        nonlocal place
        size = int(np.prod(shape))
        found = np.frombuffer(body, kind, size, place).reshape(shape)
        place += found.nbytes
        return found

    sums, rows = part("<u4", features), part("i1", features, units)
    hidden, out, bias = part("<f4", units), part("<f4", units, len(labels)), part("<f4", len(labels))
    return Network(labels, sums, rows, float(step), hidden, out, bias)  # type: ignore[arg-type]


def probabilities(pairs: Iterable[Sequence[int]], network: Network) -> Floats:
    """A row for each of ``pairs``, which are sums of features, at least one each: the probability of each label."""
    sums: list[int] = []
    starts: list[int] = []
    for features in pairs:
        starts.append(len(sums))
        sums += features
    if not starts:
        return np.zeros((0, len(network.labels)), np.float32)
    rows = rows_of(np.array(sums, np.uint32), network.sums, network.rows)
    summed = np.add.reduceat(rows, np.array(starts, np.intp), axis=0, dtype=np.int32)
    active = np.maximum(summed * np.float32(network.step) + network.hidden, 0)
    scores = active @ network.out + network.bias
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely: Floats = raised / raised.sum(axis=1, keepdims=True)
    return likely
