"""Claims from tables in columns: what the label above a cell says of the name that opens its row.

Invariants: only tables with a label that the language knows are read; a row whose first cell names nothing says nothing.
"""

import re
from collections.abc import Iterator
from functools import cache

from dentelle.model import DateMention, Mention, Value, ValueType
from dentelle.reading.columns import Row, Table, tables
from dentelle.reading.drafts import Draft, date_value, name_value, text_value
from dentelle.reading.figures import plain_number
from dentelle.reading.labels import NAMED
from dentelle.reading.patterns_loader import word
from dentelle.reading.scene import Line, Scene
from dentelle.reading.slots import Slot

__all__ = ["column_drafts"]

TOLD = {**NAMED, "label_founded": ("founded", "D"), "label_closed": ("closed", "D")}
HELD = {"label_when": "D", "label_seat": "OL"}  # of an event: when and where it takes place
NUMBER = re.compile(r"(?:[^\W\d_]{2,8}\.?\s|[~±]\s?)?(?P<number>\d[\d.,\s'’]*\d|\d)")
CONFIDENCE = 0.75


def column_drafts(scene: Scene) -> Iterator[Draft]:
    """The drafts of all tables."""
    for table in tables(scene.prepared.text, scene.lines):
        language = table.rows[0].line.language
        classes = [_class(column.label, language) for column in table.columns]
        if any(classes[1:]):
            for row in table.rows:
                yield from _row(scene, table, row, classes)


@cache
def _class(label: str, language: str) -> str:
    """The class of label words that ``label`` belongs to; "" for none."""
    names = ("label_founded", "label_closed", "label_seat", "label_staff", "label_field", "label_offers", *TOLD, "label_when")
    for name in dict.fromkeys(names):
        if re.fullmatch(word(language, name), label, re.IGNORECASE):
            return name
    return "title" if re.fullmatch(word(language, "title"), label, re.IGNORECASE) else ""


def _row(scene: Scene, table: Table, row: Row, classes: list[str]) -> Iterator[Draft]:
    """What one row tells."""
    owner = next((m for slot in _slots(row.line, row.cells.get(0)) if (m := _mention(slot)) is not None), None)
    if owner is None:
        return
    for number, cell in row.cells.items():
        name = classes[number] if number else ""
        if not name:
            continue
        prop, letters = TOLD.get(name, ("", ""))
        if owner.kind == "event" and name in HELD:
            prop, letters = "takes_place", HELD[name]
        if letters and owner.kind != "person":
            for slot in _slots(row.line, cell):
                if slot.letter in letters:
                    yield from _of_slot(scene, row.line, owner, prop, slot)
        elif name in ("label_field", "label_offers"):
            yield from _words(scene, row.line, owner, "works_in" if name == "label_field" else "offers", cell)
        elif name == "label_staff":
            yield from _count(scene, row.line, owner, table.columns[number].label, cell)
        elif name == "title" and owner.kind == "organisation":
            yield from _held_by(scene, row.line, owner, table.columns[number].label, cell)


def _slots(line: Line, span: tuple[int, int] | None) -> list[Slot]:
    return [slot for slot in line.slots.slots if span is not None and span[0] <= slot.start and slot.end <= span[1]]


def _mention(slot: Slot) -> Mention | None:
    return slot.item if isinstance(slot.item, Mention) else None


def _of_slot(scene: Scene, line: Line, owner: Mention, prop: str, slot: Slot) -> Iterator[Draft]:
    if isinstance(slot.item, DateMention):
        found = date_value(slot.item)
    elif isinstance(slot.item, Mention) and slot.item.name != owner.name:
        found = name_value(scene, slot.item)
    else:
        return
    yield _draft(owner, prop, found, line, (slot.start, slot.end), (slot.at, slot.at + 4))


def _words(scene: Scene, line: Line, owner: Mention, prop: str, cell: tuple[int, int]) -> Iterator[Draft]:
    """The words of a cell, parted at commas."""
    position = cell[0]
    for part in scene.prepared.text[slice(*cell)].split(", "):
        value = text_value(part, line.language)
        span = position, position + len(part)
        position = span[1] + 2
        if value is not None:
            yield _draft(owner, prop, value, line, span, (0, 1))


def _count(scene: Scene, line: Line, owner: Mention, label: str, cell: tuple[int, int]) -> Iterator[Draft]:
    match = NUMBER.match(scene.prepared.text, *cell)
    amount = plain_number(match["number"], line.language) if match else None
    if match is not None and amount is not None:
        noun = (
            re.sub(r"\b(?:zahl|aantal|number of|nombre de)\s?\b|(?<=\w)zahl$", "", label, flags=re.IGNORECASE).strip().casefold()
        )
        value = Value(ValueType.NUMBER, f"{match['number']} {noun}", number=amount, unit=noun, language=line.language)
        yield _draft(owner, "count", (value, (match["number"],)), line, match.span("number"), (0, 1))


def _held_by(scene: Scene, line: Line, owner: Mention, label: str, cell: tuple[int, int]) -> Iterator[Draft]:
    for slot in _slots(line, cell):
        if slot.letter == "P" and isinstance(slot.item, Mention):
            draft = _draft(slot.item, "role", name_value(scene, owner), line, (slot.start, slot.end), (slot.at, slot.at + 4))
            draft.qualifiers["role"] = label
            yield draft


def _draft(
    owner: Mention,
    prop: str,
    found: tuple[Value, tuple[str, ...]],
    line: Line,
    needed: tuple[int, int],
    trigger: tuple[int, int],
) -> Draft:
    return Draft(owner, prop, *found, line, [needed], trigger, f"column-{prop}", CONFIDENCE)
