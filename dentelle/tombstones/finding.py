"""Finds the names of tombstones in texts, and puts a mask in their place.

Invariants: a text masked stays as long as it was, so that every offset holds; masking it again changes nothing; whatever case,
accents, hyphens or line breaks a name is written with, it is found; no name is found inside a longer one that a hyphen makes.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from dentelle.folding import fold
from dentelle.tombstones.stone import START, Stone, beginning, keyed

__all__ = ["MASK", "Nearby", "Stones", "glued"]

MASK = "█"
TOKEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad])*")
MOST_WORDS = 9  # of one name
FARTHEST = 4  # characters between two words of one name
HYPHENS = "-‐‑"
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "\u00ad": None})
LONGEST_KEPT = 20_000  # characters of a text whose masking is remembered


@dataclass(frozen=True, slots=True)
class Nearby:
    """What a source says besides: ``short`` glued forms that stand for the person there, ``others`` for somebody else."""

    short: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    longest: int = field(init=False)  # letters of any
    starts: frozenset[str] = field(init=False)  # their first letters

    def __post_init__(self) -> None:
        object.__setattr__(self, "longest", max(map(len, (*self.short, *self.others)), default=0))
        object.__setattr__(self, "starts", frozenset(one[:START] for one in (*self.short, *self.others)))


NOTHING = Nearby()


@lru_cache(maxsize=100_000)
def _glue(token: str) -> str:
    return fold(token.casefold().translate(LETTERS)).translate(LETTERS)


def glued(text: str) -> str:
    """The letters and digits of ``text``, folded: the form in which names are sought."""
    return "".join(_glue(found.group()) for found in TOKEN.finditer(text))


class Stones:
    """Stones that are obeyed. False when there are none."""

    def __init__(self, stones: Iterable[Stone] = ()) -> None:
        self.stones = tuple(stone for stone in stones if not stone.withdrawn)
        self.mark = " ".join(sorted(stone.id for stone in self.stones))
        self._longest = max((stone.longest for stone in self.stones), default=0)
        self._forms: dict[str, dict[str, list[tuple[Stone, str]]]] = {}
        self._spared: dict[str, set[str]] = {}
        self._starts: dict[str, set[int]] = {}
        self._seen: dict[str, bool] = {}
        for stone in self.stones:
            forms = self._forms.setdefault(stone.key, {})
            for form in stone.forms:
                forms.setdefault(form.hash, []).append((stone, form.source))
            self._spared.setdefault(stone.key, set()).update(form.hash for form in stone.spared)
            self._starts.setdefault(stone.key, set()).update(form.start for form in (*stone.forms, *stone.spared))

    def __bool__(self) -> bool:
        return bool(self.stones)

    def __reduce__(self) -> tuple[type["Stones"], tuple[tuple[Stone, ...]]]:
        return Stones, (self.stones,)

    def stone_of(self, form: str, source: str = "") -> Stone | None:
        """The stone of the glued ``form`` as the source ``source`` means it; None where it is nobody's, or a namesake's there."""
        for key, forms in self._forms.items():
            for stone, where in forms.get(keyed(key, form), ()):
                if where in ("", source) and (not source or source not in stone.spared_sources):
                    return stone
        return None

    def is_spared(self, leaf: str) -> bool:
        """Whether ``leaf`` was said to be a namesake."""
        return any(keyed(stone.key, leaf) in stone.spared_leaves for stone in self.stones)

    def spans(self, text: str, source: str = "", nearby: Nearby = NOTHING) -> Iterator[tuple[int, int, Stone | None]]:
        """Where names stand in ``text``, in order: (start, end, stone); no stone for a short form of ``nearby``."""
        if not self.stones:
            return
        tokens = [(found.start(), found.end(), _glue(found.group())) for found in TOKEN.finditer(text)]
        longest, starts = max(self._longest, nearby.longest), nearby.starts
        at = 0
        while at < len(tokens):
            words = list(_run(text, tokens, at, longest))
            if not words or not self._may_begin(words, starts, nearby):
                at += 1
                continue
            found = self._longest_at(text, tokens, at, words, source, nearby)
            if found is None:
                at += 1
                continue
            last, stone, masked = found
            if masked:
                yield tokens[at][0], tokens[last][1], stone
            at = last + 1

    def found(self, text: str, source: str = "", nearby: Nearby = NOTHING) -> bool:
        """Whether a name stands in ``text``."""
        return next(self.spans(text, source, nearby), None) is not None

    def masked(self, text: str, source: str = "", nearby: Nearby = NOTHING) -> str:
        """``text``, of the same length, with a mask in the place of names; titles and what else stands before them stay."""
        return self._replaced(text, source, nearby, None)

    def said(self, text: str, source: str = "", nearby: Nearby = NOTHING, mark: str = "") -> str:
        """``text`` with the mark of the stone in the place of names (``mark`` where a short form says no stone)."""
        return self._replaced(text, source, nearby, mark or (self.stones[0].mark if self.stones else ""))

    def said_within(self, value: Any, source: str = "", nearby: Nearby = NOTHING, mark: str = "") -> Any:
        """``value`` as JSON has it, with every text in it as ``said`` gives it."""
        if isinstance(value, str):
            return self.said(value, source, nearby, mark)
        if isinstance(value, list | tuple):
            return [self.said_within(one, source, nearby, mark) for one in value]
        if isinstance(value, dict):
            return {
                self.said(name, source, nearby, mark): self.said_within(one, source, nearby, mark) for name, one in value.items()
            }
        return value

    # ---- steps

    def _replaced(self, text: str, source: str, nearby: Nearby, mark: str | None) -> str:
        parts, done = [], 0
        for start, end, stone in self.spans(text, source, nearby):
            parts.append(text[done:start])
            parts.append(MASK * (end - start) if mark is None else stone.mark if stone else mark)
            done = end
        return "".join((*parts, text[done:])) if parts else text

    def _may_begin(self, words: list[str], starts: Collection[str], nearby: Nearby) -> bool:
        start = words[-1][:START]
        return start in starts or self._is_start(start) or words[0] in nearby.short

    def _is_start(self, start: str) -> bool:
        known = self._seen.get(start)
        if known is None:
            known = any(beginning(key, start) in there for key, there in self._starts.items())
            self._seen[start] = known
        return known

    def _longest_at(
        self, text: str, tokens: list[tuple[int, int, str]], at: int, words: list[str], source: str, nearby: Nearby
    ) -> tuple[int, Stone | None, bool] | None:
        """(last token, stone, whether it is masked) of the longest name that begins at ``at``."""
        for length in range(len(words), 0, -1):
            form, last = words[length - 1], at + length - 1
            if any(keyed(key, form) in spared for key, spared in self._spared.items() if spared):
                return last, None, False
            stone = self.stone_of(form, source)
            if stone is not None and not _within_a_longer(text, tokens, at, last):
                return last, stone, True
            if form in nearby.others:
                return last, None, False
            capital = text[tokens[at][0]].isupper() or length > 1
            if form in nearby.short and capital and not _within_a_longer(text, tokens, at, last):
                return last, None, True
        return None


def _run(text: str, tokens: list[tuple[int, int, str]], at: int, longest: int) -> Iterator[str]:
    """The words from ``at`` on, glued: one, two, three…, as long as they may be one name."""
    form, before = "", -1
    for start, end, word in tokens[at : at + MOST_WORDS]:
        if before >= 0 and (start - before > FARTHEST or "\n\n" in text[before:start]):
            return
        form += word
        if len(form) > longest:
            return
        yield form
        before = end


def _within_a_longer(text: str, tokens: list[tuple[int, int, str]], at: int, last: int) -> bool:
    """Whether a hyphen makes the words a part of another name: Jean-Marie Martin, Marie Martin-Duval."""
    start, end = tokens[at][0], tokens[last][1]
    if not text[start].isupper():
        return False
    if at and text[start - 1] in HYPHENS and tokens[at - 1][1] == start - 1 and text[tokens[at - 1][0]].isupper():
        return True
    following = tokens[last + 1][0] if last + 1 < len(tokens) else -1
    return following == end + 1 and text[end] in HYPHENS and text[following].isupper()
