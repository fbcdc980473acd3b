"""A stretch of text with its names, dates and figures replaced by typed slots, so that patterns see "<O1> was founded in <D2>".

Invariants: slots do not overlap, but one date may stand inside a name ("Mons 2015") and then follows it; ``origin`` maps every
position of the slotted text back to the prepared text, monotonically. Letters: O organisation, P person, L place,
G programme, E event, W work, D date, N figure, T a pronoun that stands for the topic.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from dentelle.model import DateMention, Figure, Mention
from dentelle.reading.coreference import is_apposed

__all__ = ["LETTERS", "NAMES", "Slot", "Slotted", "in_quotes", "plain", "slotted"]

LETTERS = {"organisation": "O", "person": "P", "place": "L", "programme": "G", "event": "E", "work": "W"}
NAMES = "OPLGEW"
QUOTE = re.compile('[«“„»”"]')
ARTICLE = re.compile(r"\s(?:(?-i:De|Het|The|Le|La|Les|Der|Die|Das)\s|L['’])[„“«\"]?")  # "the mill The Crown" is the Crown
PLAIN = {"<": "‹", ">": "›", "’": "'", "‘": "'", "\n": " ", "\t": " ", "\r": " ", "\u00a0": " ", "\u202f": " "}


class Slot(NamedTuple):
    """One slot: ``start``..``end`` in the prepared text, ``at`` its place in the slotted text, and what it stands for."""

    letter: str
    start: int
    end: int
    at: int
    item: Mention | DateMention | Figure | None

    @property
    def name(self) -> str:
        """The fullest form of a name; "" for anything else."""
        return self.item.name if isinstance(self.item, Mention) else ""


@dataclass(frozen=True, slots=True)
class Slotted:
    """``text`` with ``slots`` in order; the stretch it was made of is ``start``..``end`` of the prepared text."""

    text: str
    start: int
    end: int
    slots: tuple[Slot, ...]

    def origin(self, position: int) -> int:
        """Where ``position`` of the slotted text stands in the prepared text; inside a slot, the slot's start."""
        number = bisect_right(self.slots, position, key=attrgetter("at")) - 1
        if number < 0:
            return self.start + position
        slot = self.slots[number]
        behind = slot.at + len(f"<{slot.letter}{number}>")
        if position < behind:
            return slot.start
        reached = max(slot.end, self.slots[number - 1].end) if number else slot.end  # a date may stand inside the name before it
        return reached + position - behind

    def span(self, start: int, end: int) -> tuple[int, int]:
        """``start``..``end`` of the slotted text as a span of the prepared text; slots that it touches are taken whole."""
        touched = [slot for slot in self.slots if start < slot.at + len(token(slot, self)) and slot.at < end]
        first = min([self.origin(start), *(slot.start for slot in touched)])
        last = max([self.origin(end), *(slot.end for slot in touched)])
        return first, last

    def within(self, start: int, end: int, letters: str = NAMES) -> list[Slot]:
        """The slots of ``letters`` that begin in ``start``..``end`` of the slotted text."""
        return [slot for slot in self.slots if start <= slot.at < end and slot.letter in letters]


def token(slot: Slot, of: Slotted) -> str:
    """The characters that stand for ``slot`` in the slotted text."""
    return of.text[slot.at : of.text.index(">", slot.at) + 1]


def plain(text: str) -> str:
    """``text`` as slotted texts write it, character for character: straight apostrophes, plain spaces, no brackets of slots."""
    for sign, written in PLAIN.items():
        text = text.replace(sign, written)
    return text


def slotted(
    text: str,
    start: int,
    end: int,
    items: Iterable[Mention | DateMention | Figure],
    pronouns: Iterable[tuple[int, int]] = (),
) -> Slotted:
    """``text[start:end]``, which is ``plain``, with those of ``items`` that lie inside it as slots, and ``pronouns``: the spans,
    in the text, of words that stand for the topic."""
    pieces: list[str] = []
    slots: list[Slot] = []
    position, size = start, 0
    for letter, first, last, item in _ordered(text, start, end, items, pronouns):
        written = text[position:first]
        mark = f"<{letter}{len(slots)}>"
        pieces += [written, mark]
        slots.append(Slot(letter, first, last, size + len(written), item))
        size += len(written) + len(mark)
        position = max(last, position)
    pieces.append(text[position:end])
    return Slotted("".join(pieces), start, end, tuple(slots))


def _ordered(
    text: str, start: int, end: int, items: Iterable[Mention | DateMention | Figure], pronouns: Iterable[tuple[int, int]]
) -> Sequence[tuple[str, int, int, Mention | DateMention | Figure | None]]:
    """The items of the stretch in order, without overlaps but dates inside names; names win over figures."""
    rank = {"D": 1, "N": 2, "T": 3}
    found: list[tuple[str, int, int, Mention | DateMention | Figure | None]] = [
        (_letter(item), item.start, item.end, item)
        for item in items
        if start <= item.start < item.end <= end and (not isinstance(item, Mention) or item.kind in LETTERS)
    ]
    begins = [entry[1] for entry in found if entry[0] in NAMES]
    for first, last in pronouns:
        if not any(first <= begin < last + 4 or _leads_to(text, last, begin) for begin in begins):  # "the firm X" is X
            found.append(("T", first, last, None))
    found.sort(key=lambda entry: (entry[1], rank.get(entry[0], 0), -entry[2]))
    kept: list[tuple[str, int, int, Mention | DateMention | Figure | None]] = []
    position = start
    for entry in found:
        letter, first, last, _ = entry
        inside = letter == "D" and bool(kept) and kept[-1][0] in NAMES and last <= position
        if first >= position or inside:
            kept.append(entry)
            position = max(position, last)
    return kept


def _leads_to(text: str, end: int, begin: int) -> bool:
    """Whether what ends at ``end`` only says of what kind the name at ``begin`` is: "la société lilloise X"."""
    between = text[end:begin]
    return end <= begin and (ARTICLE.fullmatch(between) is not None or is_apposed(text, end, begin))


def _letter(item: Mention | DateMention | Figure) -> str:
    if isinstance(item, Mention):
        return LETTERS[item.kind]
    return "D" if isinstance(item, DateMention) else "N"


def in_quotes(text: str, at: int) -> bool:
    """Whether position ``at`` of a line stands inside quotation marks."""
    opened = 0
    for character in QUOTE.findall(text, 0, at):
        if character in "«“„":
            opened += 1
        elif character in "»”" and opened:
            opened -= 1
        elif character == '"':
            opened = 0 if opened else 1
    return opened > 0
