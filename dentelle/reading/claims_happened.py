"""Dated facts that no other property covers: what a date says of the name nearest to it in sense.

Invariants: a date that is already the value of a founding, closing, holding or publishing claim is not told again for the
same name; the subject is a name of the line, or its topic; the qualifier ``what`` holds the clause's own words.
"""

import re
from collections.abc import Iterator
from functools import cache

from dentelle.model import DateMention, Mention
from dentelle.reading.drafts import Draft, date_value
from dentelle.reading.patterns_loader import word
from dentelle.reading.scene import Line, Scene, governed
from dentelle.reading.slots import Slot, in_quotes
from dentelle.reading.subjects import coordinated

__all__ = ["happened_drafts"]

COVERED = ("founded", "closed", "takes_place", "published_on")
CLAUSE_END = re.compile(r"[;:]|\s[–—]\s|,\s(?=(?:bevor|before|avant|voordat|in|und|and|et|en)\s)")
WHAT_LENGTH = 120  # characters of the clause kept as ``what``
LIFE = re.compile(r"<P\d+>\s?\((?:[^()<>]{0,20})<D\d+>\)")


def happened_drafts(scene: Scene, others: list[Draft]) -> Iterator[Draft]:
    """A draft for each date of each line that ``others`` leave untold, about the clause's own subject."""
    told = {(draft.line.number, draft.value.edtf) for draft in others if draft.property in COVERED and draft.value.edtf}
    for line in scene.read_lines():
        if line.role == "byline":
            continue
        for slot in line.slots.within(0, len(line.text), "D"):
            date = slot.item
            if isinstance(date, DateMention) and (line.number, date.edtf) not in told and not in_quotes(line.text, slot.at):
                for subject, at in _subjects(scene, line, slot):
                    yield _draft(line, slot, date, subject, at)


def _draft(line: Line, slot: Slot, date: DateMention, subject: Mention, at: Slot | None) -> Draft:
    needed = [(slot.start, slot.end), *([(at.start, at.end)] if at else [])]
    start, end = _clause(line.text, slot.at)
    first, last = line.slots.span(start, end)
    what = " ".join(line.text[start:end].split())
    del first, last
    draft = Draft(subject, "happened", *date_value(date), line, needed, (start, end), "dated-fact", 0.6)
    what = re.sub(r"<[^>]*>", "…", what).strip(" ,.…")
    if what:
        draft.qualifiers["what"] = what[:WHAT_LENGTH]
    return draft


def _clause(text: str, at: int) -> tuple[int, int]:
    """The clause that holds position ``at``."""
    cuts = [0, *(match.end() for match in CLAUSE_END.finditer(text)), len(text) + 1]
    start = max(cut for cut in cuts if cut <= at)
    end = min(cut for cut in cuts if cut > at)
    return start, min(end, len(text))


@cache
def _place_before(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{word(language, 'at')})\s?(?:{word(language, 'article')}\s?)?$", re.IGNORECASE)


def _subjects(scene: Scene, line: Line, date: Slot) -> list[tuple[Mention, Slot | None]]:
    """Whom the date is about: who stands before its bracket; the clause's first actor; a place right beside it; the topic."""
    text = line.text
    bracket = text.rfind("(", 0, date.at)
    if bracket >= 0 and ")" not in text[bracket : date.at]:
        owners = [s for s in line.slots.within(0, bracket, "OPEGWLT") if bracket - s.at < 12]
        if owners and (mention := scene.mention_of(owners[-1], line)) is not None:
            return [(mention, owners[-1])]
    start, end = _clause(text, date.at)
    names = line.slots.within(start, end, "OPEGWT")
    actors = [slot for slot in names if not governed(line, slot) and not _bracketed(text, slot.at, date.at)]
    beside = _beside(line, date, start, end)
    before = [slot for slot in actors if slot.at < date.at]
    if beside is not None and not before:
        chosen = beside
    elif before or actors:
        chosen = (before or actors)[0]
    else:
        places = [slot for slot in line.slots.within(start, end, "L") if not _bracketed(text, slot.at, date.at)]
        free = [slot for slot in places if not governed(line, slot)]
        if not free and line.topic is not None:
            return [(line.topic, None)]
        if not (free or places):
            return []
        chosen = (free or places)[0]
    group = coordinated(line, chosen) if chosen.letter in "LO" else [chosen]
    found = [(mention, slot) for slot in group if (mention := scene.mention_of(slot, line)) is not None]
    return list(found)


def _beside(line: Line, date: Slot, start: int, end: int) -> Slot | None:
    """A place that stands right before or behind the date with a preposition: "at Onnaing in 1778"."""
    close = [slot for slot in line.slots.within(start, end, "L") if _place_before(line.language).search(line.text[: slot.at])]
    near = [slot for slot in close if 0 <= slot.at - date.at < 18 or 0 <= date.at - slot.at < 18]
    return near[0] if near else None


def _bracketed(text: str, at: int, date: int) -> bool:
    """Whether ``at`` stands in brackets that ``date`` stands outside of."""
    opened = text.rfind("(", 0, at)
    return opened >= 0 and ")" not in text[opened:at] and not (opened < date and ")" not in text[opened:date])
