"""What is asked for and cannot be had: unmet needs by theme, place, language and the condition that failed.

A need is unmet when no offer that answers it can be had, or when it was closed without help. A function of plain values.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ["Asked", "Gaps", "gaps"]

FEWEST = 3  # needs in a line: fewer would tell who asked


@dataclass(frozen=True, slots=True)
class Asked:
    """One need as the gap map sees it: no words, no name. ``failed``: conditions of the offers that else would answer it."""

    unmet: bool
    themes: tuple[str, ...]
    place: str
    language: str
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Lines of (what, needs, unmet needs), most unmet first; ``hidden``: lines left out, too few to stay unnamed."""

    needs: int
    unmet: int
    by: dict[str, tuple[tuple[str, int, int], ...]] = field(default_factory=dict)
    hidden: int = 0


def gaps(needs: Iterable[Asked]) -> Gaps:
    """The gap map of ``needs``: by theme, place, language and failed condition."""
    asked, unmet = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    whole = lacking = 0
    for need in needs:
        whole += 1
        lacking += need.unmet
        lines = {("theme", theme) for theme in need.themes} | {("language", need.language)}
        lines |= {("place", need.place)} if need.place else set()
        lines |= {("condition", name) for name in need.failed} if need.unmet else set()
        asked.update(lines)
        unmet.update(lines if need.unmet else ())
    by: dict[str, tuple[tuple[str, int, int], ...]] = {}
    hidden = 0
    for sort in ("theme", "place", "language", "condition"):
        rows = [(what, asked[sort, what], unmet[sort, what]) for kind, what in asked if kind == sort]
        told = [row for row in rows if row[1] >= FEWEST]
        hidden += len(rows) - len(told)
        by[sort] = tuple(sorted(told, key=lambda row: (-row[2], -row[1], row[0])))
    return Gaps(whole, lacking, by, hidden)
