"""Claims about the document itself: who wrote it, when and where it came out.

Invariant: only bylines, datelines, mastheads and imprints speak of the document; a date inside its prose never does.
"""

import re
from collections.abc import Iterator
from functools import cache

from dentelle.model import DateMention, Mention
from dentelle.reading.boxes import BOX_KEY, BOX_LINE
from dentelle.reading.claims_happened import DONE_AT
from dentelle.reading.drafts import Draft, date_value, name_value
from dentelle.reading.enumerations import mentions_word
from dentelle.reading.labels import is_label
from dentelle.reading.patterns_loader import word
from dentelle.reading.scene import Line, Scene
from dentelle.reading.slots import Slot

__all__ = ["document_drafts"]

HEAD, TAIL = 12, 4  # lines at the top and the bottom where bylines, datelines and imprints stand
DATED = re.compile(r"^\W{0,3}date <D\d+>", re.IGNORECASE)  # what a crawler notes before a page's text
WEEKDAY = re.compile(
    r"\W{0,3}(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
LABEL = re.compile(r"\w(?:\s?:|\s\|)\s?$")
EDITED = re.compile(
    r"dernière modification|dernière mise à jour de cette page|last (?:edited|modified)|zuletzt (?:bearbeitet|geändert)"
    r"|laatst (?:bewerkt|gewijzigd|aangepast)",
    re.IGNORECASE,
)
LEGAL = re.compile(
    r"mentions légales|cookies|confidentialité|contact|impressum|datenschutz|agb|privacy|disclaimer|legal notice|copyright|©"
    r"|tous droits|all rights|alle rechte|conditions|abonn|colofon|terms",
    re.IGNORECASE,
)


@cache
def _byline(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{word(language, 'author_line')})\s?:?\s?(?P<names><P\d+>(?:(?:,| et| and| und| en|\s&) ?<P\d+>){{0,4}})",
        re.IGNORECASE,
    )


ALONE = re.compile(r"(?:<D\d+>[^<>]{0,14}[|–—-]\s?)?(?P<names><P\d+>)(?:\s?[,|–—-]\s?(?:<D\d+>|[^<>]{0,40}))?")
NEWS_PLACE = re.compile(
    r"(?:[^<>]{0,40}[–—-]\s)?<[LO]\d+>\s?(?:\([^()]{0,20}\)\s?)?,?\s?(?:le|den|the|de)?\s?(?P<date><D\d+>)\s?(?:[.:–—-]|$)"
)


def document_drafts(scene: Scene) -> Iterator[Draft]:
    """The drafts whose subject is the document."""
    prose = scene.read_lines()
    top = [line for line in prose if line.role != "item"][:HEAD]
    authors = list(_authors(scene, top, prose[-TAIL:]))
    yield from authors
    dates = list(_dates(top, scene))
    yield from dates
    yield from _publishers(scene, top, bool(authors), any(draft.property == "published_on" for draft in dates))


def _draft(line: Line, prop: str, slot: Slot, scene: Scene, pattern: str, confidence: float) -> Iterator[Draft]:
    mention = scene.mention_of(slot, line)
    found = date_value(slot.item) if isinstance(slot.item, DateMention) else name_value(scene, mention) if mention else None
    if found is not None:
        yield Draft(None, prop, *found, line, [(slot.start, slot.end)], (slot.at, slot.at + 4), pattern, confidence)


def _authors(scene: Scene, top: list[Line], bottom: list[Line]) -> Iterator[Draft]:
    for line in [*top, *(line for line in bottom if line not in top)]:
        match = _byline(line.language).match(line.text)
        pattern = "byline"
        if match is None and (line.role == "byline" or len(line.text) < 16):
            match, pattern = ALONE.fullmatch(line.text), "name-alone"
        if match is None:
            continue
        if pattern == "name-alone" and (line.number == 0 or _in_a_field(scene, line) or _portrayed(scene, line)):
            continue  # a page's title, or the name above a life, is what it tells of
        for slot in line.slots.within(*match.span("names"), "P"):
            yield from _draft(line, "author", slot, scene, pattern, 0.85)


def _in_a_field(scene: Scene, line: Line) -> bool:
    """Whether the line is a field of a profile or box ("Opened: 3 May 1987"), or the value of the label above it."""
    above = scene.lines[line.number - 1].text if line.number else ""
    return BOX_LINE.match(line.text) is not None or BOX_KEY.fullmatch(above) is not None or is_label(above)


def _portrayed(scene: Scene, line: Line) -> bool:
    """Whether a name alone in its line heads a life: of whom the page is about, or with dates or the name again right behind."""
    name = line.slots.slots[0].name
    if scene.main is not None and scene.main.name == name:
        return True
    behind = [other for other in scene.lines[line.number + 1 : line.number + 2] if other.role == "sentence"]
    return any(other.text.startswith("(") or name in {slot.name for slot in other.slots.slots} for other in behind)


def _dates(top: list[Line], scene: Scene) -> Iterator[Draft]:
    """The first dateline; a note of the last change is something that happened to the document."""
    for line in top:
        slot = line.slots.slots[0] if DATED.match(line.text) else None if _in_a_field(scene, line) else _dateline(line)
        if slot is not None:
            yield from _draft(line, "published_on", slot, scene, "dateline", 0.85)
            break
    for line in scene.lines:
        dates = line.slots.within(0, len(line.text), "D")
        if dates and EDITED.search(line.text):
            for slot in dates:
                yield from _draft(line, "happened", slot, scene, "edited", 0.7)


def _dateline(line: Line) -> Slot | None:
    dates = [s for s in line.slots.within(0, len(line.text), "D") if isinstance(s.item, DateMention) and "/" not in s.item.edtf]
    if not dates:
        return None
    first = dates[0]
    if DONE_AT.match(line.text) or "(" in line.text[: first.at]:
        return None  # "Facts and figures (as of 31 December)" dates its figures
    day = isinstance(first.item, DateMention) and first.item.edtf.count("-") == 2 and not first.item.edtf.startswith("X")
    before, after = line.text[: first.at], line.text[line.text.index(">", first.at) + 1 :]
    if LABEL.search(before) and not mentions_word(before[-40:], line.language, "published"):
        return None  # "Deadline: 30 November 2018"
    if WEEKDAY.match(before) and line.slots.within(first.at + 1, len(line.text), "LO"):
        return None  # "Thursday 21 March – the Mill, Row Street": a day of a programme
    letters = len(re.sub(r"<[^>]*>|[\W\d_]", "", before + after))
    if mentions_word(before[-40:], line.language, "published") and letters < 45 and (day or ":" in before):
        return first
    if day and letters <= 12 and not line.slots.within(0, first.at, "EG") and not line.text.endswith("."):
        return first
    news = NEWS_PLACE.match(line.text)
    if day and news is not None and news.start("date") == first.at:
        return first
    if (
        day
        and line.slots.within(0, len(line.text), "P")
        and (_byline(line.language).match(line.text) or (letters <= 20 and not line.text.endswith(".")))
    ):
        return first
    masthead = line.number <= 1 and line.slots.within(0, first.at, "O") and letters == 0
    return first if masthead else None


WRITES_FOR = re.compile(r"<P\d+> [^<>]{3,60} (?:for|pour|für|voor) <O\d+>")


def _publishers(scene: Scene, top: list[Line], press: bool, dated: bool) -> Iterator[Draft]:
    """The masthead or the imprint of a page that has an author; the medium an author writes for."""
    first = scene.lines[:1] + top[:1]
    for line in first:
        slots = line.slots.within(0, len(line.text), "OG")
        if (
            (press or dated)
            and slots
            and re.fullmatch(r"(?:<D\d+>\s)?<[OG]\d+>(?:\s?\d{0,3}/?<D\d+>)?(?:\s[›»>|·–-].{0,80})?", line.text)
        ):
            yield from _draft(line, "published_by", slots[0], scene, "masthead", 0.7)
            return
    for line in reversed(scene.lines[-TAIL - 2 :]):
        slots = line.slots.within(0, len(line.text), "O")
        text = line.text
        imprint = slots and slots[0].at <= 4 and (LEGAL.search(text) or re.search(r"\d{4,5} <L", text))
        if (press or dated) and imprint and _seldom(scene, slots[0]):
            yield from _draft(line, "published_by", slots[0], scene, "imprint", 0.65)
            return
    authors = {
        slot.name for line in top for slot in line.slots.within(0, len(line.text), "P") if _byline(line.language).match(line.text)
    }
    for line in scene.read_lines()[-8:]:
        match = WRITES_FOR.match(line.text)
        slots = line.slots.within(0, len(line.text), "PO")
        if match and len(slots) >= 2 and slots[0].name in authors:
            yield from _draft(line, "published_by", slots[1], scene, "writes-for", 0.7)


def _seldom(scene: Scene, slot: Slot) -> bool:
    """Whether the page hardly speaks of the name itself: a medium signs its pages and is not their subject."""
    name = slot.item.name if isinstance(slot.item, Mention) else ""
    return sum(mention.name == name for mention in scene.mentions) <= 2
