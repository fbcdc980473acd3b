"""Claims from profiles and directories: lines "Founded: 1998", and entries "X – what it does. Town. 48 staff."

Invariants: a label says what its value is only where the whole label is one of the language's label words; an entry of a
directory is one of at least two that are built alike; whoever a profile line belongs to is the name of its section.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from dentelle.model import DateMention, Figure, Mention, Value, ValueType
from dentelle.reading.drafts import Draft, date_value, figure_value, name_value, text_value
from dentelle.reading.enumerations import mentions_word
from dentelle.reading.figures import plain_number
from dentelle.reading.labels import NAMED, is_label
from dentelle.reading.patterns_loader import word
from dentelle.reading.scene import Line, Scene
from dentelle.reading.slots import Slot
from dentelle.reading.towns import TOWN_TYPES

__all__ = ["profile_drafts"]

LINE = re.compile(r"^(?P<label>[^:|<>]{3,40}?)(?:\s?:\s|\s?\|\s|\s{3,})(?P<value>\S.*)$")
DATED = {"label_founded": "founded", "label_closed": "closed"}
YEAR_LIKE = re.compile(r"(?:[^\W\d_]{2,8}\.?\s){0,2}(?P<number><D\d+>)\.?")
NUMBER = re.compile(r"(?:[^\W\d_]{2,8}\.?\s){0,2}(?P<number>\d[\d.,\s'’]*\d|\d)(?!\s?[/:])")
IN_BRACKETS = re.compile(r"(?P<inner><L\d+>)\s?\((?P<outer><L\d+>)\)")
PERSON = re.compile(
    r"^(?:(?:Dr|Prof|Professor|Cllr|Councillor|Sir|Dame|Mr|Mrs|Ms|Rev|Mme|M|Frau|Herr|Mevr|Dhr)\.?\s)?<P\d+>(?:\s?[–—-]\s|\s?:\s|\s?\(|\s{2,})(?P<title>[^<>;:.()]{3,70}?)"
    r"(?:[).]|\s\(|$)"
)
PAIR = re.compile(r"<L\d+>,\s<L\d+>\.?")
ENTRY = re.compile(
    r"^<O\d+>(?:\s?\(<[LO]\d+>(?:,\s<L\d+>)?\))?(?:(?P<dash>\s[–—-]\s|\s?:\s)|,\s)"
    r"(?P<field>(?:[^<>.;:()!?–—]|(?<=,)\s){3,80}?)(?=\s?(?:[.;()<]|\s[–—]\s|$|,\s(?:<|\d)))"
)
TOWNS = re.compile(r"(?:<L\d+>)(?:,\s<L\d+>){0,2}\.?")
ENTRY_REACH = 8  # lines within which another entry must stand
FIELD_WORDS = 9
HALF = re.compile(r"(?:^|(?<=\s))[a-zäöüß]{3,}$")  # a German term that goes on: its noun is still to come
TITLE_LINES = 6  # lines at the top in which an event's day and place stand
WHEN_AND_WHERE = re.compile(  # "Friday 4 May | The Mill, Leeds"
    r"(?:[^\W\d_]{2,12}\s)?<D\d+>(?:\s?[|,·•–—-]\s?(?:[^\W\d_]{1,4}\s)?<[LOD]\d+>){0,4}(?:\s?[|,·•–—-]\s?\d{1,2}[.:u]\s?\d{0,2}\s?[^\W\d_]{0,5})?"
)
BRACKET = re.compile(r"\s?\([^()]*\)(?=\s?:?$)")
LONGEST_VALUE = 160  # characters of a value below its label
ASIDE = re.compile(r"\s\([^()]*\)$")  # "crystal (until 1925)"
LONGEST = 70  # characters of a term behind a label
FINITE = re.compile(
    r"(?<!\w)(?:is|are|was|were|has|have|will|est|sont|a été|ont|sera|ist|sind|war|hat|haben|wird|werden|zijn|heeft|werd)(?!\w)",
    re.IGNORECASE,
)


def profile_drafts(scene: Scene) -> Iterator[Draft]:
    """The drafts of labelled lines and of the entries of directories."""
    lines = scene.read_lines()
    for line in lines:
        match = LINE.match(line.text)
        owner = line.topic if line.topic is not None and line.topic.kind not in ("person", "programme") else scene.main
        if match is not None and owner is not None:
            yield from _labelled(scene, line, match["label"], match.start("value"), owner)
        elif owner is not None and (label := _label_above(scene, line)):
            yield from _labelled(scene, line, label, 0, owner)
        yield from _person(scene, line)
        yield from _held(scene, line)
    yield from _directory(scene, lines)


def _held(scene: Scene, line: Line) -> Iterator[Draft]:
    """When and where the event takes place that the lines above name: a line of nothing but a date and places."""
    event = next((m for m in (line.topic, scene.main) if m is not None and m.kind == "event"), None)
    if event is None or WHEN_AND_WHERE.fullmatch(line.text) is None:
        return
    if event.start > line.sentence.start or line.number > TITLE_LINES:
        return
    for slot in line.slots.slots:
        if slot.letter in "DLO":
            yield from _draft(scene, line, event, "takes_place", slot, "title-takes_place", 0.75)


def _label_above(scene: Scene, line: Line) -> str:
    """The label that stands alone in the line above ``line``, which gives its value; "" where none does."""
    above = scene.lines[line.number - 1] if line.number else None
    if above is None or len(line.text) > LONGEST_VALUE or not is_label(above.text) or is_label(line.text):
        return ""
    if (
        line.text[-1:] in ".!?"
        or line.text.startswith("(")
        or FINITE.search(line.text)
        or mentions_word(line.text, line.language, "win")
    ):
        return ""  # a sentence under a heading that is a label's word as well
    return BRACKET.sub("", above.text).rstrip(" :")


def _person(scene: Scene, line: Line) -> Iterator[Draft]:
    """ "Jane Hart – chief executive", "Jane Hart (director)": who does what at the page's own organisation."""
    match = PERSON.match(line.text)
    owner = line.topic if line.topic is not None and line.topic.kind in ("organisation", "event") else scene.main
    if match is None or owner is None or owner.kind not in ("organisation", "event") or FINITE.search(match["title"]):
        return
    if mentions_word(match["title"], line.language, "title"):
        yield _role(scene, line, line.slots.slots[0], owner, match["title"])


@cache
def _label(language: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{word(language, 'article')}\s)?{word(language, name)}", re.IGNORECASE)


def _is(label: str, language: str, name: str) -> bool:
    return _label(language, name).fullmatch(label.strip()) is not None


def _event(scene: Scene, line: Line, label: str, start: int, event: Mention) -> Iterator[Draft]:
    """When and where the event of a section takes place, and who holds it: "When: 3 July", "Venue: X", "Organiser: Y"."""
    for name, letters in (("label_when", "D"), ("label_seat", "OL")):
        if _is(label, line.language, name):
            for slot in line.slots.within(start, len(line.text), letters):
                yield from _draft(scene, line, event, "takes_place", slot, "profile-takes_place", 0.8)
    if _is(label, line.language, "label_organiser"):
        for slot in line.slots.within(start, len(line.text), "O"):
            if isinstance(slot.item, Mention):
                needed, trigger = [(slot.start, slot.end)], (slot.at, slot.at + 4)
                yield Draft(slot.item, "offers", *name_value(scene, event), line, needed, trigger, "profile-offers", 0.75)


def _labelled(scene: Scene, line: Line, label: str, start: int, owner: Mention) -> Iterator[Draft]:
    """What ``line`` from ``start`` on says behind or below ``label``."""
    language = line.language
    if owner.kind == "event":
        yield from _event(scene, line, label, start, owner)
    for name, prop in DATED.items():
        dates = line.slots.within(start, len(line.text), "D") if _is(label, language, name) else []
        if dates and dates[0].at - start < 30:
            yield from _draft(scene, line, owner, prop, dates[0], f"profile-{prop}", 0.85)
    for name, (prop, letters) in NAMED.items():
        if _is(label, language, name) and not (name == "label_seat" and owner.kind == "event"):
            outer = [line.slots.within(*m.span("outer"))[0] for m in IN_BRACKETS.finditer(line.text)]
            outer += [line.slots.slots[1]] if PAIR.fullmatch(line.text, start) else []
            for slot in line.slots.within(start, len(line.text), letters):
                if slot not in outer:
                    yield from _draft(scene, line, owner, prop, slot, f"profile-{prop}", 0.8)
            yield from _nested(scene, line)
    if _is(label, language, "label_field") or _is(label, language, "label_offers"):
        prop = "works_in" if _is(label, language, "label_field") else "offers"
        for first, last in _items(line, start, len(line.text)):
            yield from _words(scene, line, owner, prop, (first, last), f"profile-{prop}", 0.8)
    if _is(label, language, "label_staff"):
        project = line.topic if line.topic is not None and line.topic.kind == "programme" else None
        yield from _staff(line, label, start, project or owner)
    if _is(label, language, "label_people"):
        for slot in line.slots.within(start, len(line.text), "P") if owner.kind != "place" else ():
            yield _role(scene, line, slot, owner, label)
    elif _of_office(label, language) and not _is(label, language, "label_founder"):
        people = line.slots.within(start, start + 24, "P")
        employer = line.slots.within(people[0].at, people[0].at + 24, "O") if people else []
        held = employer[0].item if employer and isinstance(employer[0].item, Mention) else owner
        if people and isinstance(people[0].item, Mention) and held.kind != "place":
            yield _role(scene, line, people[0], held, label)


def _of_office(label: str, language: str) -> bool:
    """Whether a label says what somebody is: a title, "chair", whom the press may ask."""
    said = "|".join(word(language, name) for name in ("label_contact", "label_office"))
    title = rf"(?:[\w-]{{2,20}}\s){{0,2}}(?:{word(language, 'title')})(?:[\s/][^:<>]{{2,30}})?"
    return re.fullmatch(rf"{title}|{said}", label, re.IGNORECASE) is not None


def _items(line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the terms of a label's value: here every comma, and the last "and", parts two of them."""
    joint = re.compile(rf"\s?[,;/·]\s|\s(?:{word(line.language, 'and')})\s", re.IGNORECASE)
    position = start
    for match in [*joint.finditer(line.text, start, end), None]:
        stop = match.start() if match else end
        if match and (line.text[stop - 1] == "-" or (line.language == "de" and HALF.search(line.text, position, stop))):
            continue  # "ideelle und finanzielle Förderung", "glas- en kristalproducten"
        bracket = ASIDE.search(line.text, position, stop)
        last = bracket.start() if bracket else stop
        if line.text[position:last].strip(" .") and last - position <= LONGEST:
            yield position, last
        position = match.end() if match else end


def _role(scene: Scene, line: Line, person: Slot, held: Mention, label: str) -> Draft:
    assert isinstance(person.item, Mention)
    needed, trigger = [(person.start, person.end)], (person.at, person.at + 4)
    said = name_value(scene, held)
    return Draft(person.item, "role", *said, line, needed, trigger, "profile-role", 0.75, qualifiers={"role": label.strip()})


def _draft(scene: Scene, line: Line, owner: Mention, prop: str, slot: Slot, pattern: str, sure: float) -> Iterator[Draft]:
    if isinstance(slot.item, DateMention):
        found = date_value(slot.item)
    elif (mention := scene.mention_of(slot, line)) is not None and mention.name != owner.name:
        found = name_value(scene, mention)
    else:
        return
    yield Draft(owner, prop, *found, line, [(slot.start, slot.end)], (slot.at, slot.at + 4), pattern, sure)


def _words(
    scene: Scene, line: Line, owner: Mention, prop: str, span: tuple[int, int], pattern: str, sure: float
) -> Iterator[Draft]:
    first, last = line.slots.span(*span)
    value = text_value(scene.prepared.text[first:last], line.language)
    bare = value is None or re.fullmatch(word(line.language, "article"), value[0].text, re.IGNORECASE)
    if value is not None and not bare and not line.slots.within(*span, "OPDN"):
        yield Draft(owner, prop, *value, line, [(first, last)], span, pattern, sure)


def _staff(line: Line, label: str, begin: int, owner: Mention) -> Iterator[Draft]:
    """ "Employees: 214": the number with the label as its noun, or the figure where the line names its own."""
    figures = [slot for slot in line.slots.within(begin, len(line.text), "N") if isinstance(slot.item, Figure)]
    year = YEAR_LIKE.fullmatch(line.text, begin)
    slot = next(iter(line.slots.within(*year.span("number"), "D")), None) if year else None
    if slot is not None and isinstance(slot.item, DateMention) and slot.item.edtf.isdigit():
        yield _number(line, label, owner, slot)  # "Employees: up to 1984"
        return
    number = NUMBER.match(line.text, begin)
    if number is not None and not (figures and figures[0].at < number.end()):
        amount = plain_number(number["number"], line.language)
        start, end = line.slots.span(number.start("number"), number.end("number"))
        if amount is not None:
            noun = re.sub(r"\b(?:zahl|aantal)\b|(?<=\w)zahl$", "", label, flags=re.IGNORECASE).strip()
            value = Value(ValueType.NUMBER, f"{number['number']} {noun}", number=amount, unit=noun, language=line.language)
            span = (begin, number.end())
            yield Draft(owner, "count", value, (number["number"],), line, [(start, end)], span, "profile-count", 0.8)
    for slot in figures:
        if isinstance(slot.item, Figure):
            value_of = figure_value(slot.item, line.language)
            yield Draft(owner, "count", *value_of, line, [(slot.start, slot.end)], (slot.at, slot.at + 4), "profile-count", 0.75)


def _number(line: Line, label: str, owner: Mention, slot: Slot) -> Draft:
    """The count of a label's value that reads like a year."""
    assert isinstance(slot.item, DateMention)
    value = Value(ValueType.NUMBER, f"{slot.item.text} {label}", number=float(slot.item.edtf), unit=label, language=line.language)
    span = (slot.at, slot.at + 4)
    return Draft(owner, "count", value, (slot.item.text,), line, [(slot.start, slot.end)], span, "profile-count", 0.8)


def _nested(scene: Scene, line: Line) -> Iterator[Draft]:
    """ "Forbach (France)", "Chesterfield, Derbyshire": the second place holds the first."""
    for match in [*IN_BRACKETS.finditer(line.text), *re.finditer(r"(?P<inner><L\d+>),\s(?P<outer><L\d+>)$", line.text)]:
        inner, outer = (line.slots.within(*match.span(name))[0] for name in ("inner", "outer"))
        if isinstance(inner.item, Mention):
            yield from _draft(scene, line, inner.item, "located_in", outer, "place-in-place", 0.7)


def _directory(scene: Scene, lines: list[Line]) -> Iterator[Draft]:
    """Entries "X – fibre sensors for furnaces", with the towns that stand alone behind them, and their membership."""
    entries = [(line, match) for line in lines if (match := _entry(line)) is not None]
    numbers = [line.number for line, _ in entries]
    for line, match in entries:
        if not any(0 < abs(number - line.number) <= ENTRY_REACH for number in numbers):
            continue
        slot = line.slots.slots[0]
        if not isinstance(slot.item, Mention):
            continue
        yield from _words(scene, line, slot.item, "works_in", _field(line, match), "entry-field", 0.75)
        club = scene.main
        if club is not None and club.kind == "organisation" and club.name != slot.item.name and _of_members(scene, line):
            yield from _draft_of(scene, line, slot, club)
        for other in scene.lines[line.number + 1 : line.number + 4]:
            if other.number in numbers:
                break
            if TOWNS.fullmatch(other.text):
                places = other.slots.slots
                yield from _draft(scene, other, slot.item, "located_in", places[0], "entry-town", 0.75)
                if len(places) > 1 and isinstance(places[0].item, Mention) and places[0].item.type not in TOWN_TYPES:
                    yield from _draft(scene, other, slot.item, "located_in", places[1], "entry-town", 0.6)  # a part of a town
                for inner, outer in pairwise(places):
                    if isinstance(inner.item, Mention):
                        yield from _draft(scene, other, inner.item, "located_in", outer, "place-in-place", 0.6)


def _entry(line: Line) -> re.Match[str] | None:
    match = ENTRY.match(line.text)
    if match is None or line.role == "heading" or not (match["dash"] or line.role == "item"):
        return None
    field = match["field"]
    if len(field.split()) > FIELD_WORDS or FINITE.search(field) or mentions_word(field, line.language, "title"):
        return None
    return match


def _field(line: Line, match: re.Match[str]) -> tuple[int, int]:
    """The span of the entry's words, without a preposition that opened a name behind them ("load cells, since <D1>")."""
    start, end = match.span("field")
    if line.text[end:].lstrip().startswith("<"):
        dangling = re.compile(rf"(?:,?\s(?:{word(line.language, 'governing')}|{word(line.language, 'since')}))+$", re.IGNORECASE)
        end = start + len(dangling.sub("", match["field"].rstrip()))
    return start, end


def _draft_of(scene: Scene, line: Line, slot: Slot, club: Mention) -> Iterator[Draft]:
    if isinstance(slot.item, Mention):
        needed, trigger = [(slot.start, slot.end)], (slot.at, slot.at + 4)
        yield Draft(slot.item, "member_of", *name_value(scene, club), line, needed, trigger, "entry-member", 0.65)


def _of_members(scene: Scene, line: Line) -> bool:
    """Whether the entry's heading, or the head of the page, speaks of members."""
    heads = [scene.lines[line.heading]] if line.heading >= 0 else []
    heads += [other for other in scene.lines[:3] if len(other.text) < 80]
    return any(mentions_word(other.text, other.language, "members") for other in heads)
