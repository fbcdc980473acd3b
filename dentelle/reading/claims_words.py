"""Lists of words: the domains of a charter behind their count, services under their heading.

Invariant: a list of words is a claim only behind words that say what it lists; its items are cut so that they are as many as
stated where one way of cutting gives that.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from dentelle.model import Figure, Mention
from dentelle.reading.drafts import Draft, figure_value, text_value
from dentelle.reading.enumerations import mentions_word
from dentelle.reading.pattern_values import split_list
from dentelle.reading.patterns_loader import word
from dentelle.reading.scene import Line, Scene
from dentelle.reading.slots import LETTERS, Slot

__all__ = ["Listed", "listed_words", "service_drafts"]

NEAR = 4  # lines in which a list's owner may stand before it
LONGEST_FIELDS = 40  # characters of a heading that announces fields of work
LONGEST_ITEM = 110  # characters of an item that is a term and no sentence
NAMELY = re.compile(r"[^:.;<>]{0,90}?(?::|,? (?:nämlich|namely|à savoir|soit|namelijk|te weten))\s")
STOP = re.compile(r"[.;!?](?=\s|$)|\s[–—]\s")


class Listed:
    """An enumeration of words ("eight domains: a, b, c"): its figure, its spans and whom it is about."""

    __slots__ = ("figure", "items", "line", "open", "subject")

    def __init__(
        self, line: Line, figure: Figure, items: list[tuple[Line, tuple[int, int]]], subject: Mention, opened: bool
    ) -> None:
        self.line, self.figure, self.items, self.subject, self.open = line, figure, items, subject, opened

    def drafts(self, scene: Scene) -> Iterator[Draft]:
        """``covers`` for each item, and the count."""
        at = next((slot.at for slot in self.line.slots.slots if slot.start == self.figure.start), self.line.text.find("<N"))
        counted = figure_value(self.figure, self.line.language)
        yield Draft(
            self.subject, "count", *counted, self.line, [(self.figure.start, self.figure.end)], (at, at + 4), "list-count", 0.85
        )
        for line, span in self.items:
            value = text_value(self.written(scene, line, span), line.language)
            if value is None:
                continue
            first, last = line.slots.span(*span)
            own = line is self.line
            needed = [(self.figure.start, self.figure.end), (first, last)] if own else [(first, last)]
            lead = None if own else (self.line.sentence.start, self.line.sentence.end)
            trigger = (at, span[0]) if own else span
            yield Draft(self.subject, "covers", *value, line, needed, trigger, "list-covers", 0.85, lead)

    @staticmethod
    def written(scene: Scene, line: Line, span: tuple[int, int]) -> str:
        """The words of one item."""
        first, last = line.slots.span(*span)
        return scene.prepared.text[first:last].strip(" ,;.")


def listed_words(scene: Scene) -> Iterator[Listed]:
    """Enumerations behind a count of domains: "huit domaines, … : a, b et c"; or the items that follow its line."""
    for line in scene.read_lines():
        for slot in line.slots.within(0, len(line.text), "N"):
            figure = slot.item
            if isinstance(figure, Figure) and figure.number <= 60 and mentions_word(figure.noun, line.language, "domain_nouns"):
                subject = _charter(scene, line, slot.at)
                found = _inline(line, slot, figure) or _following(scene, line, figure)
                if subject is not None and len(found[0]) > 1:
                    yield Listed(line, figure, found[0], subject, found[1])


Cut = tuple[list[tuple[Line, tuple[int, int]]], bool]  # items with their lines and spans; whether the list is open


def _inline(line: Line, slot: Slot, figure: Figure) -> Cut | None:
    """The items behind the colon of the figure's own line."""
    colon = NAMELY.match(line.text, line.text.index(">", slot.at) + 1)
    if colon is None:
        return None
    stop = next((m.start() for m in STOP.finditer(line.text, colon.end())), len(line.text))
    if stop - colon.end() < 6:
        return None
    opened = line.text[stop : stop + 3].startswith(("…", "...")) or "etc" in line.text[colon.end() : stop + 4]
    return [(line, span) for span in _counted(line, colon.end(), stop, int(figure.number))], opened


def _following(scene: Scene, line: Line, figure: Figure) -> Cut:
    """The items right behind the figure's line, if they are terms and about as many as stated."""
    items: list[tuple[Line, tuple[int, int]]] = []
    for other in scene.lines[line.number + 1 : line.number + 2 + int(figure.number) + 2]:
        if other.role != "item":
            break
        end = next((at for at in (other.text.find(mark) for mark in (" : ", ": ", " – ", " — ")) if at > 3), len(other.text))
        if end <= LONGEST_ITEM:
            items.append((other, (0, end)))
    return (items, False) if abs(len(items) - figure.number) <= 2 else ([], False)


def _announced(lead: Line) -> str:
    """The property of a list's items by its lead-in: what is offered, or the fields that a short heading announces; else ""."""
    if mentions_word(lead.text, lead.language, "services"):
        return "offers"
    short = len(lead.text) <= LONGEST_FIELDS and not lead.slots.slots
    return "works_in" if short and mentions_word(lead.text, lead.language, "label_field") else ""


def service_drafts(scene: Scene) -> Iterator[Draft]:
    """``offers`` or ``works_in`` for the items under a heading or lead-in that announces services or fields."""
    for line in scene.read_lines():
        if line.role != "item" or line.sentence.lead is None or len(line.text) > LONGEST_ITEM:
            continue
        lead = scene.line_at(line.sentence.lead[0])
        owner = lead.topic if lead else None
        said = _announced(lead) if lead is not None else ""
        owner = line.topic if said == "works_in" and line.topic is not None else owner
        if owner is None or not said:
            continue
        end = next((at for at in (line.text.find(mark) for mark in (" : ", ": ", " (", " – ")) if at > 3), len(line.text))
        figures = line.slots.within(6, end, "DN")
        if figures:
            end = max(line.text.rfind(" ", 0, figures[0].at - 1), 0) or end  # "a studio of 60 m²" offers a studio
        first, last = line.slots.span(0, end)
        value = text_value(scene.prepared.text[first:last], line.language)
        if value is not None and not line.slots.within(0, end, "DPN"):
            yield Draft(owner, said, *value, line, [(first, last)], (0, end), f"list-{said}", 0.65, line.sentence.lead)


@cache
def _last_words(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The joints "and, finally," and "and"."""
    both = word(language, "and")
    ending = re.compile(rf"\s(?:{both})\s?,\s(?:enfin|finally|schließlich|ten slotte)\s?,\s", re.IGNORECASE)
    return ending, re.compile(rf"\s(?:{both}|sowie)\s(?!,)", re.IGNORECASE)


def _charter(scene: Scene, line: Line, at: int) -> Mention | None:
    """What the domains belong to: a programme of the line, of the lines before, else the topic."""
    here = [slot for slot in line.slots.slots if slot.letter in "GET" and slot.at < at]
    for slot in reversed(here):
        mention = scene.mention_of(slot, line)
        if mention is not None and mention.kind == "programme":
            return mention
    lines = scene.read_lines()
    at = bisect_left(lines, line.number, key=lambda other: other.number)
    for other in reversed(lines[max(at - NEAR, 0) : at]):
        named = [slot.item for slot in other.slots.slots if slot.letter == "G" and isinstance(slot.item, Mention)]
        named = [item for item in named if item.type != "award"]  # a prize covers nothing
        if named:
            return named[-1]
    return line.topic if line.topic is not None and LETTERS.get(line.topic.kind, "") in "OEGW" else None


def _counted(line: Line, start: int, end: int, stated: int) -> list[tuple[int, int]]:
    """The items of the list, cut so that they are as many as stated if one way of cutting gives that."""
    text = line.text
    finally_, both = _last_words(line.language)
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
