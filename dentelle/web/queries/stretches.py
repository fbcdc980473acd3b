"""A document's text in blocks, each cut at the edges of the passages that claims quote.

Invariant: the stretches of a block, put together, are exactly the block's text, and no text between blocks is lost;
every passage that stands in the text opens once, however passages nest or overlap. However many there are, the cutting takes
a time that grows with their number, not with its square.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from dentelle.web.queries.quotes import passage_anchor


@dataclass(frozen=True, slots=True)
class Lead:
    """A link to claims that stand in another portion: the number of the first of its passages, the query that asks for it."""

    number: int
    query: str


class Span(NamedTuple):
    """A passage: its characters, its number where its claims stand beside the text (else 0), what leads to them where a
    portion begins with it.
    """

    start: int
    end: int
    number: int
    lead: Lead | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of text under the same passages: ``depth`` of them, 0 for none.

    ``opens`` are the anchors that begin here, ``closes`` the numbers of those that end here and have their claims beside the
    text, ``leads`` what leads to the claims of others that begin here.
    """

    text: str
    depth: int
    opens: tuple[str, ...]
    closes: tuple[int, ...]
    leads: tuple[Lead, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the page: ``role`` heading, paragraph, item, cell, caption or furniture; ``level`` of a heading from 2."""

    role: str
    level: int
    stretches: tuple[Stretch, ...]


def parts(text: str, blocks: Sequence[dict], spans: Sequence[Span], first: int = 0, last: int | None = None) -> Iterable[Part]:
    """``text`` from ``first`` to ``last``, block by block, cut at the sorted ``spans``."""
    opened: set[Span] = set()
    closed: set[Span] = set()
    starts = [span.start for span in spans]
    longest = max((span.end - span.start for span in spans), default=0)
    for begin, finish, role, level in _whole(text, blocks):
        start, end = max(begin, first), min(finish, len(text) if last is None else last)
        if text[start:end].strip():
            near = spans[bisect_left(starts, start - longest) : bisect_left(starts, end)]
            yield Part(role, min(level + 1, 6) if level else 2, tuple(cut(text, start, end, near, opened, closed)))


def _whole(text: str, blocks: Sequence[dict]) -> Iterable[tuple[int, int, str, int]]:
    """The blocks in order with what lies between them as paragraphs, so that no character is lost or shown twice."""
    position = 0
    for block in sorted(blocks, key=lambda block: (block["start"], block["end"])):
        start, end = max(block["start"], position), min(block["end"], len(text))
        if end <= start:
            continue
        if text[position:start].strip():
            yield from _lines(text, position, start)
        yield start, end, block.get("role", "paragraph"), block.get("level", 0) or 0
        position = end
    yield from _lines(text, position, len(text))


def _lines(text: str, start: int, end: int) -> Iterable[tuple[int, int, str, int]]:
    position = start
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            yield position, position + len(line.rstrip()), "paragraph", 0
        position += len(line)


def cut(text: str, start: int, end: int, spans: Sequence[Span], opened: set[Span], closed: set[Span]) -> Iterator[Stretch]:
    """``text[start:end]`` in stretches; ``opened`` and ``closed`` hold those begun and ended so far."""
    inside = [span for span in spans if span.start < end and span.end > start]
    borders, depths = _borders(start, end, inside)
    opens: dict[int, list[Span]] = {}
    closes: dict[int, list[int]] = {}
    for span in inside:
        if span not in opened:
            opened.add(span)
            opens.setdefault(max(span.start, start), []).append(span)
        if span.number and span not in closed:
            over = borders[_after(borders, max(span.start, start), _solid(text, span))]
            if over <= span.end and not text[over : span.end].strip():
                closed.add(span)
                closes.setdefault(over, []).append(span.number)
    for left, right in pairwise(borders):
        new = opens.get(left, ())
        yield Stretch(
            text=text[left:right],
            depth=depths[left],
            opens=tuple(passage_anchor(span.start, span.end) for span in new),
            closes=tuple(closes.get(right, ())),
            leads=tuple(span.lead for span in new if span.lead),
        )


def _borders(start: int, end: int, inside: Sequence[Span]) -> tuple[list[int], dict[int, int]]:
    """Where stretches meet, and under how many passages each lies from there on.

    A passage whose claims stand elsewhere has no number at its end: there is no border unless the mark changes its shade.
    """
    steps: dict[int, int] = {start: 0, end: 0}
    kept = {start, end}
    for span in inside:
        left, right = max(span.start, start), min(span.end, end)
        steps[left] = steps.get(left, 0) + 1
        steps[right] = steps.get(right, 0) - 1
        kept.add(left)
        if span.number:
            kept.add(right)
    depth, depths = 0, {}
    for place in sorted(steps):
        before, depth = depth, depth + steps[place]
        if place in kept or min(before, 2) != min(depth, 2):
            depths[place] = depth
    return list(depths), depths


def _solid(text: str, span: Span) -> int:
    """The end of ``span`` without the white space that it ends with."""
    return span.start + len(text[span.start : span.end].rstrip())


def _after(borders: Sequence[int], begin: int, solid: int) -> int:
    """The index of the first border behind ``begin`` and not before ``solid``, the last where there is none."""
    return min(bisect_left(borders, max(begin + 1, solid)), len(borders) - 1)
