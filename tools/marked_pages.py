"""Texts whose names are marked, as training reads them: pages behind lines that begin with "===", names as "[O:…]"."""

import re
from pathlib import Path

__all__ = ["Spans", "pages", "unmarked"]

MARK = re.compile(r"\[([OPLGEW]):([^\[\]]+)\]")
Spans = list[tuple[int, int, str]]


def pages(path: Path) -> list[str]:
    """The marked text of each page of a file."""
    return re.split(r"^===.*\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]


def unmarked(marked: str) -> tuple[str, Spans]:
    """The text without its marks, and its names as start, end and kind letter."""
    pieces: list[str] = []
    spans: Spans = []
    position = size = 0
    for match in MARK.finditer(marked):
        between = marked[position : match.start()]
        start = size + len(between)
        size = start + len(match[2])
        pieces += [between, match[2]]
        spans.append((start, size, match[1]))
        position = match.end()
    return "".join([*pieces, marked[position:]]), spans
