"""Which words stand in a document, compactly: enough to know which names of other documents may stand in it.

Invariants: ``may_hold`` never misses a name that the lexicon would find; it may name one that is not there (two texts with
the same hash), which costs a reading and changes nothing. The names given to a document for its second reading are a
function of all first readings, not of their order.
"""

import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from dentelle.given import LexiconEntry
from dentelle.model import Skipped

SKETCH_SIZE = 64  # hashes kept of a vanished file, to know it again after it was renamed and edited
TWO_LETTERS = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae", "Œ": "Oe", "Æ": "Ae"})


class Index(msgspec.Struct, frozen=True, array_like=True):
    """What the rest of a weave needs of a first reading.

    ``names`` were found by a strong rule (or stand in a list), ``folded`` are their folded forms in the same order; ``grams``
    hashes of words and pairs of words as 32-bit numbers; then what the file says about itself; ``notes`` go into the report.
    """

    names: tuple[LexiconEntry, ...]
    folded: tuple[str, ...]
    grams: bytes
    format: str = ""
    title: str = ""
    author: str = ""
    publisher: str = ""
    date: str = ""
    notes: tuple[Skipped, ...] = ()
    masked: bool = False  # somebody named in it is left out: it is read again from its file, never from what was kept


_decoder = msgspec.msgpack.Decoder(Index)


def encode(index: Index) -> bytes:
    """``index`` as MessagePack."""
    return msgspec.msgpack.encode(index)


def decode(content: bytes) -> Index:
    """The index that ``encode`` wrote."""
    return _decoder.decode(content)


def grams(text: str) -> bytes:
    """The sorted hashes of the words and pairs of neighbouring words of ``text``."""
    hashes: set[int] = set()
    for words in _spellings(text):
        hashes.update(_hashes(words))
    return array("I", sorted(hashes)).tobytes()


def sketch(content: bytes) -> bytes:
    """The smallest of the hashes ``content``: two sketches share about as large a part as the texts do."""
    return content[: SKETCH_SIZE * array("I").itemsize]


def likeness(left: bytes, right: bytes) -> float:
    """The share of hashes, 0 to 1, that the texts behind two sketches have in common, estimated."""
    one, other = set(array("I", left)), set(array("I", right))
    smallest = sorted(one | other)[:SKETCH_SIZE]
    return sum(h in one and h in other for h in smallest) / len(smallest) if smallest else 0.0


def common_names(indexes: Iterable[Index]) -> dict[str, LexiconEntry]:
    """Folded name → one entry for it: the kind, type and spelling that most documents give, the smallest of equals."""
    votes: dict[str, Counter[tuple[str, str, str]]] = {}
    for index in indexes:
        for entry, folded in zip(index.names, index.folded, strict=True):
            votes.setdefault(folded, Counter())[entry.kind, entry.type, entry.name] += 1
    result = {}
    for folded, counter in votes.items():
        kind, type_, name = min(counter, key=lambda key: (-counter[key], key))
        result[folded] = LexiconEntry(kind, name, type=type_)
    return result


@dataclass(frozen=True, slots=True)
class _Sought:
    folded: str
    entry: LexiconEntry
    hashes: tuple[int, ...]


class Seeker:
    """Finds which of many names may stand in a document, by its hashes."""

    def __init__(self, names: Mapping[str, LexiconEntry]) -> None:
        self._by_first: dict[int, list[_Sought]] = {}
        for folded in sorted(names):
            for words in _spellings(names[folded].name):
                hashes = tuple(_hashes(words)) if len(words) == 1 else tuple(_pairs(words))
                if hashes:
                    self._by_first.setdefault(hashes[0], []).append(_Sought(folded, names[folded], hashes))

    def further(self, index: Index) -> tuple[LexiconEntry, ...]:
        """The names that may stand in the document of ``index`` and that its first reading did not find, in order."""
        there = set(array("I", index.grams))
        known = set(index.folded)
        found: dict[str, LexiconEntry] = {}
        for first in there & self._by_first.keys():
            for sought in self._by_first[first]:
                if sought.folded not in known and all(h in there for h in sought.hashes):
                    found[sought.folded] = sought.entry
        return tuple(found[folded] for folded in sorted(found))


def _spellings(text: str) -> Iterator[list[str]]:
    """The words of ``text`` as the lexicon compares them, also with ß, œ and æ as two letters."""
    from dentelle.reading.lexicon import flat

    yield flat(text).split()
    other = text.translate(TWO_LETTERS)
    if other != text:
        yield flat(other).split()


def _hashes(words: list[str]) -> Iterator[int]:
    for word in words:
        yield zlib.crc32(word.encode())
    yield from _pairs(words)


def _pairs(words: list[str]) -> Iterator[int]:
    for first, second in pairwise(words):
        yield zlib.crc32(f"{first} {second}".encode())
