"""Puts a text together from blocks, so that every block knows where it stands.

Invariants: blocks do not overlap and come in the order of the text; none is empty or begins or ends with space; what
lies between two blocks is line breaks. A newline inside a block wraps a line, it ends no sentence.
"""

import re
from dataclasses import dataclass, field

from dentelle.model import Block

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0\ufffe\uffff\ud800-\udfff]")
TIGHT = frozenset({"item", "cell"})  # roles whose blocks follow one another on the next line


@dataclass(slots=True)
class Composer:
    """Collects the blocks of one document; ``text()`` and ``blocks()`` agree at any time."""

    _parts: list[str] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _length: int = 0

    def add(self, text: str, role: str, *, page: int = 0, level: int = 0) -> None:
        """Appends ``text`` as one block; text without a visible character adds nothing."""
        text = CONTROL.sub("", text).strip()
        if not text:
            return
        if self._blocks:
            last = self._blocks[-1]
            gap = "\n" if role in TIGHT and last.role == role and last.page == page else "\n\n"
            self._parts.append(gap)
            self._length += len(gap)
        self._parts.append(text)
        self._blocks.append(Block(self._length, self._length + len(text), role, page, level))
        self._length += len(text)

    def text(self) -> str:
        """The whole text so far."""
        return "".join(self._parts)

    def blocks(self) -> tuple[Block, ...]:
        """The blocks so far, in the order of the text."""
        return tuple(self._blocks)
