"""Claims from enumerations: fields of work, tenants, signatories, members, laureates, holders of a label, domains of a charter.

Invariant: what a list means is decided by the words that lead it in; a list without such words says nothing but its labels.
"""

import re
from collections.abc import Iterator

from dentelle.model import Figure, Mention
from dentelle.reading.claims_patterns import split_list
from dentelle.reading.drafts import Draft, figure_value, name_value, text_value
from dentelle.reading.enumerations import OPEN, Enumeration, Item, mentions_word
from dentelle.reading.patterns_loader import word
from dentelle.reading.scene import Line, Scene
from dentelle.reading.slots import LETTERS

__all__ = ["Listed", "list_drafts", "listed_words"]

NEAR = 4  # lines in which the words that give a list its meaning may stand before it
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
        for item in enumeration.items:
            if item.label:
                yield from _field(scene, item)
        host = _host(scene, enumeration)
        if host is not None:
            for item in enumeration.items:
                yield from _member(scene, enumeration, item, host, "hosts", 0.8)
            continue
        relation = _relation(scene, enumeration)
        if relation is not None:
            name, value, lead = relation
            for item in enumeration.items:
                yield from _holder(scene, item, name, value, lead)


def _field(scene: Scene, item: Item) -> Iterator[Draft]:
    """works_in: the label before the name."""
    mention = scene.mention_of(item.slot, item.line)
    label = re.sub(rf"^(?:{word(item.line.language, 'and')})\s", "", item.label)
    value = text_value(label, item.line.language)
    if mention is None or value is None or len(value[0].text.split()) > 8:
        return
    needed = [(item.slot.start, item.slot.end), item.label_span]
    yield Draft(mention, "works_in", *value, item.line, needed, (item.slot.at, item.slot.at + 4), "list-field", 0.85)


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
    yield Draft(mention, name, *name_value(scene, value), item.line, needed, trigger, f"list-{name}", 0.8, span)


def _host(scene: Scene, of: Enumeration) -> Mention | None:
    """Who houses what the list names, if its lead-in, or the lines right before it, speak of tenants."""
    if not of.items or of.items[0].slot.letter not in "OW" or (of.form == "row" and ":" not in of.lead):
        return None
    language = of.line.language
    words_before = [of.lead, *(line.text for line in _before(scene, of.line) if of.form != "row")]
    names = ("host", "tenants") if of.form == "labelled" else ("tenant_nouns", "host")
    heard = any(mentions_word(text, language, name) for text in words_before[: 1 + NEAR] for name in names)
    if not heard or (of.form != "brackets" and any(mentions_word(of.lead, language, name) for name in SAYS_WHAT)):
        return None
    own = of.lead_line is None or of.lead_line is of.line
    inside = [slot for slot in of.line.slots.slots if slot.letter == "O" and slot.at < len(of.lead)] if own else []
    owner = scene.mention_of(inside[0], of.line) if inside else of.line.topic
    return owner if owner is not None and owner.kind in ("organisation", "place") else None


def _before(scene: Scene, line: Line) -> list[Line]:
    """The lines before ``line``, nearest first, without furniture."""
    return [other for other in reversed(scene.lines[max(0, line.number - NEAR) : line.number]) if other.role != "furniture"]


def _relation(scene: Scene, of: Enumeration) -> tuple[str, Mention, Line] | None:
    """What the list says of its items: a property, the name it goes with, and the line that says so."""
    lines = [line for line in (of.lead_line, of.line) if line is not None]
    people = of.items[0].slot.letter == "P" and len(of.items) >= 3
    for line in [*lines, *(_before(scene, of.line) if people else [])]:
        text = of.lead if line is of.line else line.text
        slots = [slot for slot in line.slots.slots if slot.letter == "G" and (line is not of.line or slot.at < len(of.lead))]
        value = scene.mention_of(slots[-1], line) if slots else None
        if value is None and mentions_word(text, line.language, "signers"):
            earlier = (slot.item for other in _before(scene, line) for slot in other.slots.slots if slot.letter == "G")
            value = next((item for item in earlier if isinstance(item, Mention)), None)
        for name, prop in SAYS_WHAT.items():
            if value is not None and mentions_word(text, line.language, name):
                return prop, value, line
    return None


class Listed:
    """An enumeration of words ("eight domains: a, b, c"): its figure, its spans and whom it is about."""

    __slots__ = ("figure", "line", "open", "spans", "subject")

    def __init__(self, line: Line, figure: Figure, spans: list[tuple[int, int]], subject: Mention, opened: bool) -> None:
        self.line, self.figure, self.spans, self.subject, self.open = line, figure, spans, subject, opened

    def drafts(self, scene: Scene) -> Iterator[Draft]:
        """``covers`` for each item, and the count."""
        at = self.line.text.find("<N")
        counted = figure_value(self.figure, self.line.language)
        yield Draft(
            self.subject, "count", *counted, self.line, [(self.figure.start, self.figure.end)], (at, at + 4), "list-count", 0.85
        )
        for start, end in self.spans:
            first, last = self.line.slots.span(start, end)
            value = text_value(scene.prepared.text[first:last], self.line.language)
            if value is None:
                continue
            trigger = (self.line.text.find("<N"), self.spans[0][0])
            needed = [(self.figure.start, self.figure.end), (first, last)]
            yield Draft(self.subject, "covers", *value, self.line, needed, trigger, "list-covers", 0.85)


def listed_words(scene: Scene) -> Iterator[Listed]:
    """Enumerations behind a count of domains: "huit domaines, … : a, b et c"; also as the items that follow the line."""
    for line in scene.read_lines():
        for slot in line.slots.within(0, len(line.text), "N"):
            figure = slot.item
            if not isinstance(figure, Figure) or not mentions_word(figure.noun, line.language, "domain_nouns"):
                continue
            after = line.text.index(">", slot.at) + 1
            colon = re.compile(r"[^:.;<>]{0,90}?(?::|,? (?:nämlich|namely|à savoir|soit|namelijk|te weten))\s").match(
                line.text, after
            )
            if colon is None or figure.number > 60:
                continue
            stop = next(
                (m.start() for m in re.compile(r"[.;!?](?=\s|$)|\s[–—]\s").finditer(line.text, colon.end())), len(line.text)
            )
            subject = _charter(scene, line, slot.at)
            spans = _counted(line, colon.end(), stop, int(figure.number))
            if subject is not None and len(spans) > 1:
                opened = line.text[stop : stop + 3].startswith(("…", "...")) or "etc" in line.text[colon.end() : stop + 4]
                yield Listed(line, figure, spans, subject, opened)


def _charter(scene: Scene, line: Line, at: int) -> Mention | None:
    """What the domains belong to: a programme of the line, of the lines before, else the topic."""
    here = [slot for slot in line.slots.slots if slot.letter in "GET" and slot.at < at]
    for slot in reversed(here):
        mention = scene.mention_of(slot, line)
        if mention is not None and mention.kind == "programme":
            return mention
    for other in _before(scene, line):
        named = [slot.item for slot in other.slots.slots if slot.letter == "G" and isinstance(slot.item, Mention)]
        if named:
            return named[-1]
    return line.topic if line.topic is not None and LETTERS.get(line.topic.kind, "") in "OEGW" else None


def _counted(line: Line, start: int, end: int, stated: int) -> list[tuple[int, int]]:
    """The items of the list, cut so that they are as many as stated if one way of cutting gives that."""
    text = line.text
    finally_ = re.compile(
        rf"\s(?:{word(line.language, 'and')})\s?,\s(?:enfin|finally|schließlich|ten slotte)\s?,\s", re.IGNORECASE
    )
    both = re.compile(rf"\s(?:{word(line.language, 'and')}|sowie)\s(?!,)", re.IGNORECASE)
    protected = [match.span() for match in finally_.finditer(text, start, end)]
    commas = [m.span() for m in re.compile(r"\s?[,;]\s").finditer(text, start, end)]
    commas = [span for span in commas if not any(a <= span[0] < b for a, b in protected)]
    ands = [m.span() for m in both.finditer(text, start, end) if not any(a <= m.start() < b for a, b in protected)]
    last = [span for span in ands if not commas or span[0] > commas[-1][0]]
    choices = [
        commas + last[-1:],
        commas,
        commas + last[-1:] + protected,
        commas + protected,
        commas + ands,
        commas + ands + protected,
    ]
    cuts = [_between(start, end, sorted(choice)) for choice in choices]
    exact = [spans for spans in cuts if len(spans) == stated]
    return exact[0] if exact else split_list(text, start, end, line.language)


def _between(start: int, end: int, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of ``start``..``end`` between ``cuts``."""
    spans: list[tuple[int, int]] = []
    for first, last in cuts:
        if first > start:
            spans.append((start, first))
        start = last
    return [*spans, (start, end)] if end > start else spans
