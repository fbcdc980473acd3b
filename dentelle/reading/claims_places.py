"""Claims from the layout of places and days: addresses, programmes of events, agendas.

Invariant: an address belongs to the name in its own line, or to the name of its section; nothing else is inferred from it.
"""

import re
from collections.abc import Iterator
from functools import cache

from dentelle.model import DateMention, Mention
from dentelle.reading.drafts import Draft, date_value, name_value
from dentelle.reading.names.announced import ANNOUNCED
from dentelle.reading.patterns_loader import word
from dentelle.reading.scene import Line, Scene
from dentelle.reading.slots import Slot, in_quotes
from dentelle.reading.topics import announced_event, page_head

__all__ = ["place_drafts", "width"]

NUMBER = r"(?:\d{1,4}(?:\s?(?:bis|ter|[a-zA-Z]))?\s?,?\s?)?"
ADDRESS = re.compile(
    rf"(?:{NUMBER}(?P<street><L\d+>)\s?,?\s?{NUMBER}[,–|-]?\s?)?(?:(?:[A-Z]{{1,2}}-)?\d{{4,5}}(?:\s[A-Z]{{2}})?)\s(?P<town><L\d+>)"
    r"(?:(?:\s(?:Cedex)\s?\d{0,2})?,\s(?P<country><L\d+>))?"
)
BRITISH = re.compile(
    rf"(?:{NUMBER}(?P<street><L\d+>)\s?,\s)?(?P<town><L\d+>)(?:,\s(?P<country><L\d+>))?,?\s[A-Z]{{1,2}}\d[\dA-Z]?\s\d[A-Z]{{2}}(?!\w)"
)
BRITISH_CODE = re.compile(r"<L\d+>,?\s[A-Z]{1,2}\d[\dA-Z]?\s\d[A-Z]{2}(?!\w)")
POSTCODE = re.compile(r"\d\d(?:\s[A-Z]{2})?\s<L")  # without which there is no address
PLACE_IN_PLACE = re.compile(r"(?P<inner><[LO]\d+>)\s?,\s(?P<outer><L\d+>)(?=\s?(?:[:;.)]|$))")
HEADED = re.compile(r"^(?:<[LO]\d+>[,\s–—|·-]{1,4}){1,2}<D\d+>\s?$|^<D\d+>(?:[,\s–—|·-]{1,4}<[LO]\d+>){1,2}\s?$")
HEAD_ALONE = re.compile(r"(?:[^<>]{0,6}<D\d+>|(?:[^\W\d_]{1,5}\s){0,2}<[OL]\d+>(?:\s?[,–—|-]\s<L\d+>)*)\.?")
ENDS_BEFORE = re.compile(r"\s?(?:\(<[A-Z]\d+>\)\s?)?[,;:|–—-]?\s{0,3}")  # between a name and its address
LONE_NAME = re.compile(r"(?:[^\W\d_]{1,12}\s)?<[OL]\d+>")
HEAD_LINES = 8  # lines at the top in which a day and a place are those of the event that the page is about
AGENDA = re.compile(r"^[^<>]{0,12}<D\d+>(?:,?\s?(?:[^<>:–—|,]{0,16}|<N\d+>)){0,2}?\s?(?:[:|]|[–—](?=\s))\s")
TITLED_DAY = re.compile(r"^(?:[^<>:]|<[EWNOG]\d+>){3,60}\s?:\s(?:[^\W\d_]{2,10}\s)?<D\d+>")  # "Short films: Friday 25 January"
VENUE = re.compile(r"[^.;:()]{0,60}?")  # from the day of a programme's line to where it is
IN_A_LIST = re.compile(r"<[LO]\d+>\)?, $")
CHAIN = re.compile(r"<[LO]\d+>(?:\s?,\s<L\d+>){1,3}")
SIZES = {  # how wide a place is; what has no type is a town
    "street": 0,
    "building": 0,
    "site": 0,
    "district": 1,
    "province": 4,
    "departement": 3,
    "region": 4,
    "historic_area": 4,
    "country": 5,
    "continent": 6,
}
COUNTY = re.compile(r"(?:^(?:Co\.?|County|Kreis|Landkreis)\s|\sCounty$|shire$)")
TOWN_COUNTRY = re.compile(r"^(?P<inner><L\d+>), (?P<outer><L\d+>)$")


def place_drafts(scene: Scene) -> Iterator[Draft]:
    """The drafts of addresses and agendas."""
    for line in scene.read_lines():
        if not line.slots.slots:
            continue
        for match in _addresses(line):
            yield from _address(scene, line, match)
        if line.role != "furniture":
            yield from _agenda(scene, line)
            yield from _one_event(scene, line)
            yield from _headed(scene, line)
            yield from _nested(scene, line)
            yield from _chained(scene, line)
        if match_town := TOWN_COUNTRY.match(line.text):
            owner = line.topic
            if owner is not None and owner.kind == "organisation" and line.heading >= 0:
                yield from _located(scene, line, owner, None, line.slots.within(*match_town.span("inner"))[0], "town-line")
                inner, outer = line.slots.slots[:2]
                if isinstance(inner.item, Mention):
                    yield from _located(scene, line, inner.item, inner, outer, "town-line")
    for line in scene.lines:
        if line.role == "furniture":
            for match in _addresses(line):
                if line.slots.within(0, match.start(), "O"):
                    yield from _address(scene, line, match)


def _addresses(line: Line) -> Iterator[re.Match[str]]:
    if line.language == "en" and BRITISH_CODE.search(line.text):
        return BRITISH.finditer(line.text)
    return ADDRESS.finditer(line.text) if POSTCODE.search(line.text) else iter(())


def _located(scene: Scene, line: Line, subject: Mention, at: Slot | None, place: Slot, pattern: str) -> Iterator[Draft]:
    mention = scene.mention_of(place, line)
    if mention is None or mention.name == subject.name:
        return
    needed = [(place.start, place.end), *([(at.start, at.end)] if at else [])]
    yield Draft(subject, "located_in", *name_value(scene, mention), line, needed, (place.at, place.at + 4), pattern, 0.8)


def _address(scene: Scene, line: Line, match: re.Match[str]) -> Iterator[Draft]:
    owner_slot, owner = _addressee(scene, line, match.start())
    if owner is None or owner.kind not in ("organisation", "place", "event"):
        return
    for name in ("street", "town"):
        if match[name]:
            slot = line.slots.within(*match.span(name))[0]
            yield from _located(scene, line, owner, owner_slot, slot, "address")
    if match["country"]:
        town, country = (line.slots.within(*match.span(name))[0] for name in ("town", "country"))
        if isinstance(town.item, Mention):
            yield from _located(scene, line, town.item, town, country, "address-country")


def _addressee(scene: Scene, line: Line, at: int) -> tuple[Slot | None, Mention | None]:
    """Whose address begins at ``at``: the name right before it, else the first of the line, the one alone in the line above, the
    venue of the page's event, the topic; nobody's that the line only gives for a day."""
    before = line.slots.within(0, at, "OL")
    if before:
        last = before[-1]
        near = last.letter == "O" and ENDS_BEFORE.fullmatch(line.text, line.text.index(">", last.at) + 1, at) is not None
        slot = last if near else before[0]
        return slot, slot.item if isinstance(slot.item, Mention) else None
    if any(isinstance(slot.item, DateMention) for slot in line.slots.within(0, at, "D")):
        return None, _venue(scene)
    above = scene.lines[line.number - 1] if line.number else None
    if above is not None and LONE_NAME.fullmatch(above.text) and isinstance(alone := above.slots.slots[0].item, Mention):
        return None, alone
    return None, _venue(scene) or line.topic


def _venue(scene: Scene) -> Mention | None:
    """The house under the title of the event that the page announces: an address on the page is the house's."""
    if announced_event(scene.mentions) is None:
        return None
    head = (line.slots.slots[0].item for line in page_head(scene) if HEAD_ALONE.fullmatch(line.text))
    return next((item for item in head if isinstance(item, Mention)), None)


def _nested(scene: Scene, line: Line) -> Iterator[Draft]:
    """ "Imagix, Tournai": in items and agenda lines the second place holds the first."""
    if line.role not in ("item", "heading") and not AGENDA.match(line.text):
        return
    for match in PLACE_IN_PLACE.finditer(line.text):
        inner = line.slots.within(*match.span("inner"))[0]
        outer = line.slots.within(*match.span("outer"))[0]
        if isinstance(inner.item, Mention) and inner.item.type != "party":
            yield from _located(scene, line, inner.item, inner, outer, "place-in-place")


def _chained(scene: Scene, line: Line) -> Iterator[Draft]:
    """ "at Mill House, Harbour Row, Denham, Kent": in running text too, where each place is wider than the one before it."""
    for match in CHAIN.finditer(line.text):
        slots = line.slots.within(*match.span(), "LO")
        widths = [width(slot) for slot in slots]
        if line.text.endswith(", ", 0, match.start()) and IN_A_LIST.search(line.text, 0, match.start()):
            continue  # the rest of an enumeration of organisations
        for inner, outer, narrow, wide in zip(slots, slots[1:], widths, widths[1:], strict=False):
            last = outer is slots[-1]
            joined = last and _joined(line.language).match(line.text, match.end())
            if not isinstance(inner.item, Mention) or narrow >= wide or (inner.letter == "O" and joined):
                continue
            yield from _located(scene, line, inner.item, inner, outer, "place-in-place")


@cache
def _joined(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s?,?\s(?:{word(language, 'and')})\s", re.IGNORECASE)


def width(slot: Slot) -> int:
    """How wide a place is, in steps of ``SIZES``; -1 for what is none."""
    if slot.letter == "O" or not isinstance(slot.item, Mention):
        return -1
    return 3 if COUNTY.search(slot.name) else SIZES.get(slot.item.type, 2)


def _one_event(scene: Scene, line: Line) -> Iterator[Draft]:
    """A sentence with one event and one day or month, or one span of days: the event takes place then."""
    events = {slot.name: slot for slot in line.slots.within(0, len(line.text), "E")}
    dates = [slot for slot in line.slots.within(0, len(line.text), "D") if isinstance(slot.item, DateMention)]
    if len(events) != 1 or len(dates) != 1 or in_quotes(line.text, dates[0].at):
        return
    (event,), (date,) = events.values(), dates
    if isinstance(event.item, Mention) and isinstance(date.item, DateMention) and date.item.edtf.count("-") >= 1:
        needed = [(date.start, date.end), (event.start, event.end)]
        trigger = (min(event.at, date.at), max(event.at, date.at))
        yield Draft(event.item, "takes_place", *date_value(date.item), line, needed, trigger, "one-event", 0.55)


def _headed(scene: Scene, line: Line) -> Iterator[Draft]:
    """ "Denham, 21–23 March 2019" near the head of an event's page: when and where it takes place."""
    event = scene.main
    if event is None or event.kind != "event" or line.number > HEAD_LINES:
        return
    alone = event.rule == ANNOUNCED and HEAD_ALONE.fullmatch(line.text) and any(other is line for other in page_head(scene))
    if not alone and not HEADED.match(line.text):
        return
    for slot in line.slots.slots[: 1 if alone else None]:
        mention = scene.mention_of(slot, line)
        found = date_value(slot.item) if isinstance(slot.item, DateMention) else name_value(scene, mention) if mention else None
        if found is not None:
            trigger = (slot.at, slot.at + 4)
            yield Draft(event, "takes_place", *found, line, [(slot.start, slot.end)], trigger, "event-head", 0.75)


def _agenda(scene: Scene, line: Line) -> Iterator[Draft]:
    """A line that opens with a day: the event it names, or the event the page is about, takes place then and there."""
    dates = line.slots.within(0, 60, "D")
    if dates and TITLED_DAY.match(line.text, 0, dates[0].at + 4):
        yield from _programme(scene, line, dates[0])
    if not dates or dates[0].at >= 40 or not (AGENDA.match(line.text) or re.fullmatch(r"<D\d+>[^<>]{0,12}", line.text)):
        return
    date = dates[0]
    if not isinstance(date.item, DateMention) or date.item.edtf.count("-") < 2:
        return
    events = line.slots.within(date.at, len(line.text), "E")
    around = line.topic if line.topic and line.topic.kind == "event" else scene.main
    event = events[0].item if events else around
    if not isinstance(event, Mention) or event.kind != "event" or (not events and line.role == "byline"):
        return
    if not events and event.rule == ANNOUNCED and line.slots.within(date.at, len(line.text), "PO"):
        return  # a day of its programme, on which somebody else is at work
    if not events and line.role == "sentence" and not re.fullmatch(r"<D\d+>[^<>]{0,12}", line.text):
        return
    at = [(events[0].start, events[0].end)] if events else []
    trigger = (date.at, date.at + 4)
    yield Draft(event, "takes_place", *date_value(date.item), line, [(date.start, date.end), *at], trigger, "agenda", 0.85)
    colon = line.text.find(":", date.at)
    end = len(line.text) if events or colon < 0 else colon
    places = [s for s in line.slots.within(date.at, end, "LO") if not (events and s.letter == "O")][: 1 if not events else 2]
    for place in places:
        mention = scene.mention_of(place, line)
        if mention is not None and mention.name != event.name:
            needed = [(place.start, place.end), *at]
            yield Draft(event, "takes_place", *name_value(scene, mention), line, needed, trigger, "agenda-place", 0.8)


def _programme(scene: Scene, line: Line, date: Slot) -> Iterator[Draft]:
    """A line of an event's programme, a title before its day: the event takes place then, and where the line goes on to say."""
    event = scene.main
    day = isinstance(date.item, DateMention) and date.item.edtf.count("-") >= 2
    if event is None or event.kind != "event" or not day or line.role == "byline":
        return
    held = next((slot.item for slot in line.slots.within(0, date.at, "E") if isinstance(slot.item, Mention)), event)
    trigger, needed = (date.at, date.at + 4), [(date.start, date.end)]
    if isinstance(date.item, DateMention):
        yield Draft(held, "takes_place", *date_value(date.item), line, needed, trigger, "programme", 0.75)
    behind = line.text.index(">", date.at) + 1
    for place in line.slots.within(behind, len(line.text), "LO")[:2]:
        mention = scene.mention_of(place, line)
        if mention is not None and mention.name != held.name and VENUE.fullmatch(line.text, behind, place.at):
            yield Draft(held, "takes_place", *name_value(scene, mention), line, needed, trigger, "programme-place", 0.7)
