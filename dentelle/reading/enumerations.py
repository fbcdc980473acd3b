"""Enumerations: names or words that the text lists under one heading, in a sentence, in brackets or as items.

Invariants: the items of an enumeration are in the order of the text; ``open`` is true as soon as the text says that the list
is not complete; a label ("éditeur (X)") belongs to every name it stands before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from dentelle.model import Figure
from dentelle.reading.patterns_loader import word
from dentelle.reading.scene import Line, Scene
from dentelle.reading.slots import Slot

__all__ = ["Enumeration", "Item", "enumerations", "mentions_word"]

SHORTEST_ROW = 3  # names
OPEN = re.compile(
    r"…|\.\.\.|\betc\b|notamment|entre autres|parmi (?:eux|elles|lesquel)|par exemple"
    r"|among (?:them|others)|including|such as|for example|unter anderem|u\. ?a\.|darunter|beispielsweise"
    r"|onder (?:meer|andere)|waaronder|bijvoorbeeld",
    re.IGNORECASE,
)
NAMES_IN_BRACKETS = re.compile(
    r"(?:^|[:;,.(–—-]|\b(?:et|and|und|en|sowie|among them|waaronder|darunter|dont)\b)\s*"
    r"(?P<label>[^<>():;,–—]{2,70}?)\s?\((?P<names><[OW]\d+>(?:(?:\s?,\s?|\s(?:et|and|und|en|&)\s)<[OW]\d+>){0,9})(?P<rest>[^()]{0,120})\)"
)
LABELLED_LINE = re.compile(
    r"(?:[^<>:–—]{2,40}\s[–—-]\s)?(?P<label>[^<>:–—]{2,70}?)\s?:\s(?P<names><[OW]\d+>(?:(?:\s?,\s?|\s(?:et|and|und|en|&)\s)<[OW]\d+>){0,9})\s?[.;…]?"
)
LONE_NAME = re.compile(
    r"(?:[\w'’-]{1,20}[\s']){0,3}<[OPGLEW]\d+>(?:\s?\(<[OPGLEW]\d+>\))?(?:[^<>:]|<[NLPDO]\d+>){0,140}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Item:
    """One listed name with its line, and the words that stand before it as its label ("" where there are none)."""

    slot: Slot
    line: Line
    label: str = ""
    label_span: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class Enumeration:
    """``items`` listed under ``lead`` (the words before them, slotted); ``form`` is brackets, labelled, items or row."""

    form: str
    line: Line  # where the list begins
    lead: str
    items: list[Item] = field(default_factory=list)
    open: bool = False
    lead_line: Line | None = None


@cache
def _word(language: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){word(language, name)}(?!\w)", re.IGNORECASE)


def mentions_word(text: str, language: str, name: str) -> bool:
    """Whether ``text`` holds a word of the class ``name``."""
    return bool(_word(language, name).search(text))


def enumerations(scene: Scene) -> Iterator[Enumeration]:
    """Every enumeration of names in ``scene``."""
    for line in scene.read_lines():
        if found := _bracketed(line):
            yield found
        elif row := _row(line):
            yield row
    yield from _labelled_lines(scene)
    yield from _item_lists(scene)


def _bracketed(line: Line) -> Enumeration | None:
    """ "effects (X, Y), software (Z)": at least two such groups, or one behind words that announce a list."""
    groups = list(NAMES_IN_BRACKETS.finditer(line.text)) if "(<" in line.text else []
    if not groups:
        return None
    lead = line.text[: groups[0].start("label")]
    counted = " ".join(slot.item.noun for slot in line.slots.within(0, len(lead), "N") if isinstance(slot.item, Figure))
    said = f"{line.text[: groups[0].end('label')]} {counted}"
    announced = any(mentions_word(said, line.language, name) for name in ("tenant_nouns", "host"))
    if len(groups) < 2 and not (announced and (":" in lead or OPEN.search(lead))):
        return None
    found = Enumeration("brackets", line, lead, open=bool(OPEN.search(line.text[: groups[-1].end() + 4])))
    for group in groups:
        label = group["label"].strip()
        for slot in line.slots.within(*group.span("names")):
            found.items.append(Item(slot, line, label, line.slots.span(*group.span("label"))))
    return found


@cache
def _joint(language: str) -> re.Pattern[str]:
    """What stands between two names of a row."""
    both = word(language, "and")
    return re.compile(rf"\s?(?:\(<[A-Z]\d+>\)\s?)?(?:,|;|,?\s{both})\s(?:[\w'-]{{1,24}}[\s']){{0,5}}", re.IGNORECASE)


def _row(line: Line) -> Enumeration | None:
    """At least three names of one kind joined by commas: "(A, B, C and D)"."""
    text = line.text
    slots = [slot for slot in line.slots.slots if slot.letter in "OPGLEW"]
    if len(slots) < SHORTEST_ROW:
        return None
    joint = _joint(line.language)
    best: list[Slot] = []
    run: list[Slot] = []
    for slot in slots:
        if run and slot.letter == run[-1].letter and joint.fullmatch(text[text.index(">", run[-1].at) + 1 : slot.at]):
            run.append(slot)
        elif run and text[: slot.at].endswith("(") and text[text.index(">", slot.at) + 1 :].startswith(")"):
            continue
        else:
            run = [slot]
        best = max(best, run, key=len)
    if len(best) < SHORTEST_ROW:
        return None
    end = text.index(">", best[-1].at) + 1
    opened = bool(OPEN.search(text[: best[0].at][-60:]) or OPEN.match(text[end:].lstrip(" ,;")))
    return Enumeration("row", line, text[: best[0].at], [Item(slot, line) for slot in best], opened)


def _labelled_lines(scene: Scene) -> Iterator[Enumeration]:
    """Neighbouring lines "field: X, Y"."""
    current: Enumeration | None = None
    for line in scene.read_lines():
        match = LABELLED_LINE.fullmatch(line.text)
        if match is None:
            if current is not None and len(current.items) > 1:
                yield current
            current = None
            continue
        if current is None:
            lead = _lead_of(scene, line)
            current = Enumeration("labelled", line, lead.text if lead else "", lead_line=lead)
            current.open = bool(OPEN.search(current.lead))
        for slot in line.slots.within(*match.span("names")):
            current.items.append(Item(slot, line, match["label"].strip(), line.slots.span(*match.span("label"))))
    if current is not None and len(current.items) > 1:
        yield current


def _item_lists(scene: Scene) -> Iterator[Enumeration]:
    """Neighbouring items that are hardly more than one name each."""
    current: Enumeration | None = None
    for line in [*scene.read_lines(), None]:
        if line is not None and line.role == "item" and LONE_NAME.fullmatch(line.text):
            if current is None:
                lead = _lead_of(scene, line)
                current = Enumeration("items", line, lead.text if lead else "", lead_line=lead)
                current.open = bool(OPEN.search(current.lead))
            current.items.append(Item(line.slots.slots[0], line))
            continue
        if current is not None and len(current.items) > 1:
            yield current
        current = None


def _lead_of(scene: Scene, line: Line) -> Line | None:
    """The line that introduces the list which begins with ``line``."""
    if line.sentence.lead is not None:
        return scene.line_at(line.sentence.lead[0])
    before = [other for other in scene.lines[max(0, line.number - 3) : line.number] if other.role != "furniture"]
    if before and (before[-1].role == "heading" or before[-1].text.rstrip().endswith(":")):
        return before[-1]
    return None
