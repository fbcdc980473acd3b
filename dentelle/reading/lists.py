"""Lists that go with a stated count, for whoever compares the two.

Invariant: ``stated`` is a figure of the text that stands before its list, at most a few lines away, and counts what is listed.
"""

import re
from collections.abc import Iterator

from dentelle.errors import PassageError
from dentelle.model import Figure, ItemList, Mention
from dentelle.reading.claims_words import Listed
from dentelle.reading.enumerations import Enumeration, mentions_word
from dentelle.reading.figures import DURATIONS, MONEY
from dentelle.reading.passage import cut_to_fit, passage, prepared_length
from dentelle.reading.scene import Line, Scene
from dentelle.reading.subjects import subject_of

__all__ = ["item_lists"]

LINES_BEFORE = 4


def item_lists(scene: Scene, found: list[Enumeration], listed: list[Listed]) -> Iterator[ItemList]:
    """The lists of ``scene`` that have a stated count, in the order of the text."""
    for words in listed:
        items = [words.written(scene, line, span) for line, span in words.items]
        if made := _list(scene, words.line, words.figure, words.subject, items, opened=words.open):
            yield made
    own = {words.figure.start for words in listed}  # figures that have found their list
    for enumeration in found:
        stated = _stated(scene, enumeration, own)
        if stated is None:
            continue
        line, figure = stated
        subject = subject_of(scene, line, line.text.index("<N"), len(line.text), "OGEWL") or _topic(line)
        if subject is not None:
            names = _all_items(scene, enumeration) or [item.slot.name for item in enumeration.items]
            if made := _list(scene, line, figure, subject[0], names, opened=enumeration.open):
                yield made


def _all_items(scene: Scene, of: Enumeration) -> list[str]:
    """The items of the whole list where the enumeration is a part of one: some of its items hold no name."""
    if of.form != "items":
        return []
    first, last = of.items[0].line.number, of.items[-1].line.number
    while first > 0 and scene.lines[first - 1].role == "item":
        first -= 1
    while last + 1 < len(scene.lines) and scene.lines[last + 1].role == "item":
        last += 1
    if last - first + 1 == len(of.items):
        return []
    text = scene.prepared.text
    return [text[line.sentence.start : line.sentence.end].strip(" ;,.•–-") for line in scene.lines[first : last + 1]]


def _topic(line: Line) -> tuple[Mention, None] | None:
    return (line.topic, None) if line.topic is not None else None


def _list(scene: Scene, line: Line, figure: Figure, subject: Mention, items: list[str], *, opened: bool) -> ItemList | None:
    sentence = line.sentence
    length = prepared_length(scene.prepared)
    span = cut_to_fit(scene.prepared.text, sentence.start, sentence.end, [(figure.start, figure.end)], length)
    if span is None:
        return None
    try:
        quote = passage(scene.prepared.text, *span, value=(figure.text,), subject_forms=())
    except PassageError:
        return None
    return ItemList(subject.name, subject.kind, figure.noun, figure.number, tuple(items), opened, quote)


def _stated(scene: Scene, of: Enumeration, taken: set[int]) -> tuple[Line, Figure] | None:
    """The figure that counts the items of the enumeration: the nearest before it whose noun counts actors or prizes.

    ``taken`` figures (by their start) count another list.
    """
    lines = [of.line, *reversed(scene.lines[max(0, of.line.number - LINES_BEFORE) : of.line.number])]
    limit = of.items[0].slot.start
    for line in lines:
        if line.role == "furniture":
            continue
        for slot in reversed(line.slots.within(0, len(line.text), "N")):
            figure = slot.item
            if not isinstance(figure, Figure) or figure.start > limit or figure.unit in MONEY | DURATIONS or not figure.noun:
                continue
            if figure.start in taken:
                continue
            if _counts(figure, line.language, of):
                return line, figure
    return None


def _counts(figure: Figure, language: str, of: Enumeration) -> bool:
    """Whether the figure's noun can count what is listed."""
    parts = re.findall(r"\w+", figure.noun)
    if of.items[0].slot.letter == "P":
        return any(mentions_word(part, language, "award") or mentions_word(part, language, "laureates") for part in parts)
    if any(mentions_word(part, language, "domain_nouns") for part in parts):
        return False  # domains are told in words, not in names of actors
    return any(mentions_word(part, language, "count_nouns") for part in parts)
