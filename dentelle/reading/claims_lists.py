"""Claims from enumerations: fields of work, tenants, signatories, members, laureates, holders of a label, domains of a charter.

Invariant: what a list means is decided by the words that lead it in; a list without such words says nothing, unless it is
announced, or names in brackets who works in the fields it lists.
"""

import re
from collections.abc import Iterator

from dentelle.model import Figure, Mention
from dentelle.reading.drafts import Draft, name_value, text_value
from dentelle.reading.enumerations import OPEN, Enumeration, Item, mentions_word
from dentelle.reading.patterns_loader import word
from dentelle.reading.scene import Line, Scene

__all__ = ["list_drafts"]

SAID_OF_THEM = 90  # characters before a row in which a verb tells of its names
NEAR = 4  # lines in which the words that give a list its meaning may stand before it
FOUNDERS = re.compile(
    r"membres? fondat|founding members?|founder members?|gründungsmitglied|stichtende leden|oprichters", re.IGNORECASE
)
CLUB = re.compile(r"(?P<said>[^<>]{4,60})(?P<club><[OG]\d+>)\s?(?:\(|:|,)\s?$")
SAYS_WHAT = {
    "labelled": "holds_label",
    "label_word": "holds_label",
    "signers": "signed",
    "laureates": "received",
    "member": "member_of",
}


def list_drafts(scene: Scene, found: list[Enumeration]) -> Iterator[Draft]:
    """The drafts that the enumerations of names give."""
    for enumeration in found:
        host = _host(scene, enumeration)
        announced = enumeration.form == "brackets" or enumeration.lead.rstrip().endswith(":")
        if announced or host is not None:  # other labels are those of forms and tables
            for item in enumeration.items:
                if item.label:
                    yield from _field(scene, item)
        if host is not None:
            for item in enumeration.items:
                yield from _member(scene, enumeration, item, host, "hosts", 0.85)
            continue
        relation = _relation(scene, enumeration)
        if relation is not None:
            name, value, lead = relation
            for item in enumeration.items:
                yield from _holder(scene, item, name, value, lead)


def _field(scene: Scene, item: Item) -> Iterator[Draft]:
    """works_in: the label before the name."""
    mention = scene.mention_of(item.slot, item.line)
    label = re.sub(rf"^(?:(?:{word(item.line.language, 'and')}|{OPEN.pattern})\s)+", "", item.label, flags=re.IGNORECASE)
    value = text_value(label, item.line.language)
    if (
        mention is None
        or value is None
        or len(value[0].text.split()) > 8
        or mentions_word(label[:40], item.line.language, "no_field")
    ):
        return
    needed = [(item.slot.start, item.slot.end), item.label_span]
    yield Draft(mention, "works_in", *value, item.line, needed, (item.slot.at, item.slot.at + 4), "list-field", 0.9)


def _member(scene: Scene, of: Enumeration, item: Item, owner: Mention, name: str, confidence: float) -> Iterator[Draft]:
    """``owner`` ``name`` the item."""
    mention = scene.mention_of(item.slot, item.line)
    if mention is None or mention.name == owner.name:
        return
    lead = of.lead_line.sentence if of.lead_line else None
    span = (lead.start, lead.end) if lead and lead.start != item.line.sentence.start else None
    needed = [(item.slot.start, item.slot.end)]
    trigger = (item.slot.at, item.slot.at + 4)
    yield Draft(owner, name, *name_value(scene, mention), item.line, needed, trigger, f"list-{name}", confidence, span)


def _holder(scene: Scene, item: Item, name: str, value: Mention, lead: Line) -> Iterator[Draft]:
    """The item ``name`` the value that the lead-in gives."""
    mention = scene.mention_of(item.slot, item.line)
    if mention is None or mention.name == value.name:
        return
    span = (lead.sentence.start, lead.sentence.end) if lead.number != item.line.number else None
    needed = [(item.slot.start, item.slot.end)]
    trigger = (item.slot.at, item.slot.at + 4)
    yield Draft(mention, name, *name_value(scene, value), item.line, needed, trigger, f"list-{name}", 0.85, span)


def _host(scene: Scene, of: Enumeration) -> Mention | None:
    """Who houses what the list names, if its lead-in, or the lines right before it, speak of tenants."""
    if not of.items or of.items[0].slot.letter not in "OW":
        return None
    if of.form == "row" and ":" not in of.lead and not OPEN.search(of.lead[-40:]):
        return None
    language = of.line.language
    announced = of.form == "row" or (of.lead_line is not None and of.lead.rstrip().endswith(":"))
    words_before = [_told(of), *(line.text for line in _before(scene, of.line) if not announced)]
    names = ("host", "tenants") if of.form == "labelled" else ("tenant_nouns", "host")
    said = of.line.text if of.form == "row" else ""
    if said and (mentions_word(said, language, "sign") or mentions_word(of.lead[-SAID_OF_THEM:], language, "found")):
        return None  # "twelve firms, among them X, signed", "founded were the firms X, Y and Z"
    heard = any(mentions_word(text, language, name) for text in words_before[: 1 + NEAR] for name in names)
    if not heard or (of.form != "brackets" and any(mentions_word(of.lead, language, name) for name in SAYS_WHAT)):
        return None
    own = of.lead_line is None or of.lead_line is of.line
    inside = [slot for slot in of.line.slots.slots if slot.letter == "O" and slot.at < len(of.lead)] if own else []
    owner = scene.mention_of(inside[0], of.line) if inside else of.line.topic
    return owner if owner is not None and owner.kind in ("organisation", "place") else None


def _told(of: Enumeration) -> str:
    """The words of the lead-in, with what its figures count: "<N0>, among them" is "nineteen hosted companies, among them"."""
    line = of.lead_line or of.line
    inside = [slot.item for slot in line.slots.slots if line is not of.line or slot.at < len(of.lead)]
    return of.lead + "".join(f" {item.noun}" for item in inside if isinstance(item, Figure))


def _before(scene: Scene, line: Line) -> list[Line]:
    """The lines before ``line``, nearest first, without furniture."""
    return [other for other in reversed(scene.lines[max(0, line.number - NEAR) : line.number]) if other.role != "furniture"]


def _club(scene: Scene, line: Line, lead: str) -> Mention | None:
    """Whose members a list gives whose ``lead`` ends "members of X (", "members of X:"."""
    opened = lead.rfind("(")
    match = CLUB.search(lead if ")" in lead[opened:] else lead[: opened + 1] or lead)
    if match is None or not mentions_word(match["said"], line.language, "member"):
        return None
    slot = line.slots.within(match.start("club"), match.end("club"))[0]
    return scene.mention_of(slot, line)


def _relation(scene: Scene, of: Enumeration) -> tuple[str, Mention, Line] | None:
    """What the list says of its items: a property, the name it goes with, and the line that says so."""
    lines = [line for line in (of.lead_line, of.line) if line is not None]
    people = of.items[0].slot.letter == "P" and len(of.items) >= 3
    for line in [*lines, *(_before(scene, of.line) if people else [])]:
        text = of.lead if line is of.line else line.text
        text += "".join(
            f" {slot.item.noun}" for slot in line.slots.slots if isinstance(slot.item, Figure) and slot.at < len(text)
        )
        slots = [slot for slot in line.slots.slots if slot.letter == "G" and (line is not of.line or slot.at < len(of.lead))]
        value = scene.mention_of(slots[-1], line) if slots else None
        if value is None and mentions_word(text, line.language, "signers"):
            earlier = (slot.item for other in _before(scene, line) for slot in other.slots.slots if slot.letter == "G")
            value = next((item for item in earlier if isinstance(item, Mention)), None)
        if FOUNDERS.search(text):
            continue  # "with four founding members: A, B": who made it, not who is in it
        if (club := _club(scene, line, text)) is not None:
            return "member_of", club, line
        where = of.items[0].slot.letter == "L" and mentions_word(text[-SAID_OF_THEM:], line.language, "located")
        if where:
            continue  # "300 members, settled in four departments: A, B, C and D"
        members = value is None and not people and mentions_word(text, line.language, "members")
        if members and line.topic is not None:  # of people, it says of which board more often than of which club
            return "member_of", line.topic, line
        if people and value is not None and line is of.line and mentions_word(text, line.language, "award"):
            return "received", value, line  # "48 X prizes, among them 21 first prizes (A, B, C)"
        for name, prop in SAYS_WHAT.items():
            if value is not None and mentions_word(text, line.language, name):
                return prop, value, line
    return None
