"""A document made ready for reading: repaired, its language known, cut into sentences.

Invariant: every position in a ``Prepared`` is in its own repaired text; ``span`` is the only way back to ``Document.text``.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from dentelle.model import Document
from dentelle.reading.language import detect
from dentelle.reading.repair import Repaired, repair
from dentelle.reading.sentences import Sentence, cut

__all__ = ["Prepared", "Sentence", "prepare"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """``text`` is the repaired text; ``offsets[i]``..``ends[i]`` is where its character ``i`` stood in ``Document.text``.

    ``sentences`` are in the order of the text and do not overlap; ``language`` is the document's main one.
    """

    text: str
    offsets: Sequence[int]
    ends: Sequence[int]
    sentences: tuple[Sentence, ...]
    language: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the repaired characters ``start``..``end`` (at least one) stand in ``Document.text``."""
        return self.offsets[start], self.ends[end - 1]


def prepare(document: Document) -> Prepared:
    """``document`` ready for reading."""
    repaired = repair(document.text)
    language = detect(repaired.text, document.language)
    sentences = cut(repaired.text, language, _repaired_blocks(document, repaired))
    return Prepared(repaired.text, repaired.starts, repaired.ends, sentences, language)


def _repaired_blocks(document: Document, repaired: Repaired) -> tuple[tuple[int, int, str], ...]:
    """The document's blocks as (start, end, role) in the repaired text, in order; what lies between blocks belongs to none."""
    blocks: list[tuple[int, int, str]] = []
    position = 0
    for block in sorted(document.blocks, key=lambda b: (b.start, b.end)):
        start = bisect_left(repaired.starts, block.start, position)
        position = bisect_left(repaired.starts, block.end, start)
        if position > start:
            blocks.append((start, position, block.role))
    return tuple(blocks)
