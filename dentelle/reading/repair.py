"""Repairs a text for reading and keeps the way back.

Invariants: every character of the repaired text stands for a stretch of the given text (``starts[i]``..``ends[i]``), in
order; nothing is invented: a letter that was lost stays lost, and only the colon put behind a key of a box, between it and
its value, stands for nothing. Work is linear in the length of the text.
"""

import heapq
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from dentelle.reading.boxes import KEYS, box_pieces

__all__ = ["Repaired", "repair"]

LOWER = "a-zß-öø-ÿœ"
UPPER = "A-ZÀ-ÖØ-ÞŒ"

# What UTF-8 bytes look like when they were read as Windows-1252 or Latin-1: a lead byte and its one to three followers.
FOLLOWER = (
    "[\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
    "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
)
LEAD = (  # what a piece begins with; one set of characters, so that the search runs over clean text at full speed
    "[\u00b4`\u00c2-\u00df\u00e0-\u00ef\u00f0?\u2010\u00ad-"
    "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00a0\u2000-\u200a\u202f\u205f\u3000"
    "\ufb00-\ufb06\u0300-\u0315\u0323-\u0328]"
)
LONGEST_KEY = 80  # characters of a key and the beginning of its value
GLUED_KEY = re.compile(  # "Chief engineerJane Example", "Opened1897": a key of a box beside an article, glued to its value
    rf"\n(?:[{UPPER}][{LOWER}]{{1,15}}(?: [{LOWER}]{{2,15}}){{1,3}}|{KEYS})"
    rf"(?=[{UPPER}][{LOWER}]|[{UPPER}]{{2,5}}\b|(?:1\d|20)\d\d(?!\d))"
)
PIECES = re.compile(
    LEAD
    + "(?:"
    + "|".join(
        (
            f"(?P<mojibake>(?<=[\u00c2-\u00df]){FOLLOWER}|(?<=[\u00e0-\u00ef]){FOLLOWER}{{2}}|(?<=\u00f0){FOLLOWER}{{3}})",
            r"(?P<dash>(?<=\?)”(?=[ ]?[^\W\d_]))",  # an em dash of which one byte was lost
            rf"(?P<hyphen>(?:(?<=[{LOWER}][-\u2010\u00ad])[ \t]*\r?\n[ \t]*(?=[{LOWER}{UPPER}])"
            rf"|(?<=[{UPPER}]{{3}}[-\u2010\u00ad])[ \t]*\r?\n[ \t]*(?=[{UPPER}]{{2}})))",  # the last of an acronym cut in two
            "(?P<dropped>(?<=[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]))",
            "(?P<space>(?<=[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00a0\u2000-\u200a\u202f\u205f\u3000]))",
            "(?P<ligature>(?<=[\ufb00-\ufb06]))",
            "(?P<combined>(?<=[A-Za-z][\u0300-\u0315\u0323-\u0328])[\u0300-\u0315\u0323-\u0328]{0,3})",
            "(?P<apostrophe>(?<=[A-Za-z][\u00b4`])(?=[^\\W\\d_]))",
        )
    )
    + ")"
)
# Words that a lost line end or space has run together: "burgemeesterAnna", "boeken.Wanneer", "2010EERSTE". A space is put back
# only in a text that has several, one in ``GLUED_EVERY`` characters or more: elsewhere such a word is a brand.
GLUED = re.compile(
    rf"\b(?:[{LOWER}]{{4,}}+\.?(?=[{UPPER}][{LOWER}]{{2}})|[{UPPER}][{LOWER}]{{2,}}+\.(?=[{UPPER}][{LOWER}])"
    rf"|(?:19|20)\d\d(?=[{UPPER}]{{2}}))"
)
# a full stop that has lost the space behind it, which one text needs no others to prove: "gebaut.Anna Beispiel leitet"
STOPPED = re.compile(rf"\.(?<=[{LOWER}]{{4}}\.)(?=[{UPPER}][{LOWER}]{{2,}}[ ,])")
NO_WORD = re.compile(r"[@/._\d]|www|-$")
GLUED_LEAST = 4
GLUED_EVERY = 2_000
PLAUSIBLE = re.compile(
    "[\u00a0-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u2010-\u203a\u20ac\u2122\u2190-\u21ff\u2500-\u27bf]|[\U0001f300-\U0001faff]"
)
KEPT_HYPHEN = re.compile(r"(?:(?:sur|en|de|du|des|la|le|les|lès|lez|sous|aux?|et|près|ci|là|d|l)[-’'])")  # Fresnes-/sur-Escaut
SHARED_HYPHEN = re.compile(r"(?:und|oder|bzw|sowie|en|of|et|ou)\b")  # Industrie-/und Handelskammer


class Places(Sequence[int]):
    """Where each character of a repaired text stood: a number for each, kept as a few stretches.

    ``cuts[k]`` is where stretch ``k`` begins in the repaired text, ``origins[k]`` where its first character stood; odd
    stretches were repaired, and all their characters stand for one place.
    """

    def __init__(self, cuts: list[int], origins: list[int], length: int) -> None:
        self._cuts, self._origins, self._length = cuts, origins, length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._length))]
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError(index)
        stretch = bisect_right(self._cuts, index) - 1
        return self._origins[stretch] + (0 if stretch % 2 else index - self._cuts[stretch])


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired text; ``starts[i]``..``ends[i]`` is where its character ``i`` stood in the given text."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the repaired characters ``start``..``end`` (not empty) stood in the given text."""
        return self.starts[start], self.ends[end - 1]


def repair(text: str) -> Repaired:
    """``text`` with mojibake undone where its bytes allow, hyphenated line ends joined, odd spaces and ligatures made plain."""
    pieces: list[str] = []
    cuts, starts, ends = [0], [0], [1]
    position = size = 0
    for start, end, kind in _found(text):
        found = _replacement(kind, start, end, text)
        if found is None or start < position:
            continue
        pieces += (text[position:start], found)
        size += start - position
        cuts += (size, size + len(found))
        starts += (start, end)
        ends += (end, end + 1)
        size += len(found)
        position = end
    if not pieces:
        return Repaired(text, range(len(text)), range(1, len(text) + 1))
    pieces.append(text[position:])
    size += len(text) - position
    return Repaired("".join(pieces), Places(cuts, starts, size), Places(cuts, ends, size))


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind of every piece that may need repair, in order."""
    pieces = (  # of a combined letter the one before its accent belongs to it
        (match.start() - (match.lastgroup == "combined"), match.end(), match.lastgroup or "") for match in PIECES.finditer(text)
    )
    keys = ((match.end() - 1, match.end(), "key") for match in GLUED_KEY.finditer(text))
    first = GLUED_KEY.match("\n" + text[:LONGEST_KEY])
    opening = [(first.end() - 2, first.end() - 1, "key")] if first else []
    return heapq.merge(opening, keys, pieces, _glued(text), box_pieces(text))


def _glued(text: str) -> list[tuple[int, int, str]]:
    """The characters behind which a text that lost several spaces lost one."""
    found = sorted({match.end() for match in GLUED.finditer(text)})
    many = len(found) >= GLUED_LEAST and len(found) * GLUED_EVERY >= len(text)
    if not many:
        found = [match.end() for match in STOPPED.finditer(text) if _ends_a_word(text, match.start())]
    return [(at - 1, at, "glued") for at in found]


def _ends_a_word(text: str, end: int) -> bool:
    """Whether a plain word stands before ``end``, no part of an address."""
    begin = max(text.rfind(mark, max(end - LONGEST_KEY, 0), end) for mark in " \n\t")
    return begin >= 0 and NO_WORD.search(text, begin + 1, end) is None


def _replacement(kind: str, start: int, end: int, text: str) -> str | None:
    """What stands for the piece ``start``..``end`` in the repaired text; None leaves it as it is."""
    piece = text[start:end]
    match kind:
        case "mojibake":
            return _decoded(piece)
        case "dash":
            return "–" if _is_lost_dash(text, start, end) else None
        case "hyphen":
            following = text[end : end + 8]
            if following[:2].isupper() and text[start - 2 : start - 1].isupper():
                return ""
            if KEPT_HYPHEN.match(following) or following[:1].isupper():
                return "-"
            return "- " if SHARED_HYPHEN.match(following) else ""
        case "glued":
            return piece + " "
        case "key":
            return f"{piece}: "
        case "label":
            return f"{piece}:"
        case "gap":
            return ": "
        case "dropped" | "bars":
            return ""
        case "apostrophe":
            return "’"
        case "space":
            return " "
        case "ligature":
            return unicodedata.normalize("NFKC", piece)
    composed = unicodedata.normalize("NFC", piece)
    return composed if composed != piece else None


def _decoded(piece: str) -> str | None:
    """The character whose UTF-8 bytes ``piece`` shows, if these bytes make one that our languages use."""
    try:
        raw = b"".join(c.encode("cp1252") if ord(c) > 0xFF else c.encode("latin-1") for c in piece)
        decoded = raw.decode("utf-8")
    except UnicodeError:
        return None
    return decoded if PLAUSIBLE.fullmatch(decoded) else None


def _is_lost_dash(text: str, start: int, end: int) -> bool:
    """Whether the ``?”`` at ``start`` is what is left of a dash, and no question that ends a quotation.

    A question's closing mark is followed by a capital after a space, or by a verb of saying after an open quotation mark;
    a lost dash goes on in lower case, or is glued to what follows.
    """
    following = text[end : end + 2]
    if following[:1] != " ":
        return True
    if not following[1:].islower():
        return False
    line_start = max(text.rfind("\n", 0, start), start - 2000) + 1
    line_end = text.find("\n", end, end + 2000)
    paragraph = text[line_start : line_end if line_end >= 0 else end + 2000]
    return paragraph.count("?”") > 1 or paragraph.count("”") > paragraph.count("“")
