"""What each line of a document is about: the topic that the lines before it leave, and the last person named.

Invariant: a topic is a name that the text has mentioned before or in the line, and only ever one of the document's mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from dentelle.model import Mention
from dentelle.reading.boxes import BOX_LINE
from dentelle.reading.labels import is_label
from dentelle.reading.life import QUOTE, TITLED
from dentelle.reading.names.announced import ANNOUNCED
from dentelle.reading.patterns_loader import word
from dentelle.reading.slots import in_quotes

if TYPE_CHECKING:
    from dentelle.reading.scene import Line, Scene
    from dentelle.reading.slots import Slot

__all__ = [
    "ACTORS",
    "PEOPLE_ONLY",
    "announced_event",
    "elliptic",
    "give_speakers",
    "give_topics",
    "is_house",
    "is_row",
    "page_head",
]

ACTORS = "OEGW"
BRACKET = re.compile(r"[(\[«„)\]»]")
LABEL = re.compile(r":\s<")  # "field: name" is no heading of a section
CHRONICLE = re.compile(r"^<D\d+>(?:\s{3,}|\s?[:|–—]\s)")
WAR = re.compile(r"guerre|révolution|war\b|revolution|krieg|oorlog|revolutie", re.IGNORECASE)
ERA = re.compile(r"[^<>\s]{4,}\s(?:und|and|et|en)\s<[OE]\d+>$")  # "Industry and the Gilded Age" is no section on the age
PAGE_HEAD = 600  # characters within which a page says what it announces
MASTHEAD = re.compile(  # of a page of a wiki, which tells of something else
    r"(?:un article (?:de|du)|article (?:de|du)|from|aus|uit|van)\s(?:la\s|le\s|l'|the\s|der\s|de\s)?<[OW]\d+>,\s[^<>]{3,60}\.?$",
    re.IGNORECASE,
)
HEAD = 16  # characters within which a governed name is still what a line speaks of
PEOPLE_ONLY = ("en",)  # where "she" is never a thing: the person spoken of before stays
HOUSES = ("building", "site")  # types of places that a page may tell of as it tells of an institution
ROW = re.compile(r"<[OEGWLP]\d+>[^<>]{0,8}(?:\t|\s{2,}|\s\|\s)\S.*(?:\t|\s{2,}|\s\|\s)\S")
ARTICLE = 4  # characters of an article that opens a line
VERB_BEHIND = re.compile(r"(?: \(<[A-Z]\d+>\))?(?:, [^<>]{2,60}(?:<[A-Z]\d+>)?[^<>]{0,40},)? [^\W\d_A-ZÀ-Þ]")
OPENING = 70  # characters of a line in which its subject stands


def is_row(text: str) -> bool:
    """Whether a slotted line is a row of a table in columns (a name, a gap, another cell) or of the box beside an article."""
    return ROW.match(text) is not None or BOX_LINE.match(text) is not None


def is_house(slot: Slot) -> bool:
    """Whether the slot is a building or site, which a text may be about."""
    return slot.letter == "L" and isinstance(slot.item, Mention) and slot.item.type in HOUSES


def announced_event(mentions: Sequence[Mention]) -> Mention | None:
    """The event that the page's head announces, if it does."""
    first = mentions[0].start + PAGE_HEAD if mentions else 0
    early = takewhile(lambda mention: mention.start < first, mentions)
    return next((mention for mention in early if mention.rule == ANNOUNCED), None)


def page_head(made: Scene) -> Iterator[Line]:
    """The lines before the page's first sentence."""
    return takewhile(lambda line: line.role != "sentence" or not line.text.endswith("."), made.read_lines())


def give_topics(made: Scene) -> None:
    """Gives every line the topic that holds when it begins."""
    topic, person, heading, section = made.main, _hero(made), -1, made.main
    listed: Mention | None = None
    hero = person
    head = set() if announced_event(made.mentions) is None else {line.number for line in page_head(made)}
    for line in made.lines:
        if line.role in ("furniture", "byline") or line.number in head:
            line.topic, line.heading = topic, heading
            continue
        if BOX_LINE.match(line.text) or _below_a_label(made, line):
            line.topic, line.person, line.heading = topic, person, heading
            continue
        titled = _is_title(made, line)
        if titled or (line.role == "heading" and not LABEL.search(line.text)):
            heading, named = line.number, None if ERA.match(line.text) else _first(line, ACTORS + ("L" if titled else ""))
            section = named or (made.main if not line.slots.within(0, len(line.text), "LP") else section)
            hero = _hero(made)
            if TITLED.fullmatch(line.text):
                section = hero = _first(line, "P")  # the name above a life
            line.topic, line.heading = section, heading
            topic, person = section, hero
            continue
        line.topic, line.person, line.heading = topic, person, heading
        if is_row(line.text):
            continue
        if line.role in ("item", "heading"):
            if line.slots.slots and line.slots.slots[0].letter == "T" and line.slots.slots[0].at == 0 and listed is not None:
                line.topic = listed  # "It was opened there": the second sentence of an item goes on with what the first names
            listed = _subject_of(made, line) if line.text.endswith(".") else None
            continue
        listed = None
        if MASTHEAD.match(line.text) or CHRONICLE.match(line.text):
            continue  # an entry of a chronicle tells of what the chronicle is about
        spoken = bool(QUOTE.search(line.text))
        about = _employer(line) if spoken else _subject_of(made, line)
        if (
            about is not None
            and about.kind == "event"
            and about.name != (made.main.name if made.main else "")
            and WAR.search(about.name)
        ):
            continue  # what a war did is told of something else
        made_there = None if spoken else _made_there(made, line)
        if about is not None and about.kind == "person":
            person, topic = about, made_there or topic
        elif made_there is not None:
            topic = made_there
        elif about is not None:
            topic = about
            person = person if line.language in PEOPLE_ONLY else hero
        elif not spoken:
            person = _first(line, "P") or person


def _below_a_label(made: Scene, line: Line) -> bool:
    """Whether the line is the value of a field whose label stands alone in the line above."""
    if not line.number or line.role == "sentence":
        return False
    return is_label(made.lines[line.number - 1].text) and not is_label(line.text)


def give_speakers(made: Scene) -> None:
    """Gives every line the person named last before it outside quotation marks: whoever speaks on without a name."""
    speaker: Mention | None = None
    for line in made.read_lines():
        line.speaker = speaker
        people = [slot for slot in line.slots.within(0, len(line.text), "P") if not in_quotes(line.text, slot.at)]
        if people and isinstance(people[-1].item, Mention):
            speaker = people[-1].item


def _made_there(made: Scene, line: Line) -> Mention | None:
    """What the line tells the founding of ("The county founded X"): the lines behind it go on to speak of that."""
    match = _creates(line.language).search(line.text)
    if match is None:
        return None
    slot = line.slots.within(match.end() - 4, match.end(), "OEG")
    return made.mention_of(slot[0], line) if slot else None


@cache
def _creates(language: str) -> re.Pattern[str]:
    article = word(language, "article")
    return re.compile(rf"<[OPT]\d+>\s(?:[\w'-]+\s){{0,2}}{word(language, 'creates')}\s(?:{article}\s?)?<[OEG]\d+>", re.IGNORECASE)


def _hero(made: Scene) -> Mention | None:
    """The person whom the whole document is about, to whom "she" returns."""
    return made.main if made.main is not None and made.main.kind == "person" else None


def _employer(line: Line) -> Mention | None:
    """The organisation that a quoted speaker belongs to: what the text goes on to speak of."""
    people = line.slots.within(0, len(line.text), "P")
    behind = line.slots.within(people[0].at, len(line.text), "OE") if people else []
    return behind[-1].item if behind and isinstance(behind[-1].item, Mention) else None


def _first(line: Line, letters: str) -> Mention | None:
    return next((slot.item for slot in line.slots.slots if slot.letter in letters and isinstance(slot.item, Mention)), None)


def _subject_of(made: Scene, line: Line) -> Mention | None:
    """What the line is about, if it is a name: its first actor that no preposition governs, else its opening person, else
    its only actor where that stands at its head ("From the school of X came …")."""
    if not line.slots.slots:
        return None
    text = line.text
    actors = [slot for slot in line.slots.slots if slot.letter in ACTORS and not _held(slot) and not _depth(text, slot.at)]
    if _participle(line.language).match(line.text) or elliptic(line.language).match(line.text):
        return None  # "Based at the X", "Left the network in 2014": a piece of what is told of the topic
    first = line.slots.slots[0]
    if (
        is_house(first)
        and first.at <= ARTICLE
        and not line.governed(first)
        and VERB_BEHIND.match(text, text.index(">", first.at) + 1)
    ):
        return first.item if isinstance(first.item, Mention) else None
    for slot in line.slots.slots:
        if slot.at > OPENING or ";" in line.text[: slot.at]:
            break
        if slot.letter == "T":
            return made.mention_of(slot, line)
        if slot in actors and not line.governed(slot):
            return slot.item if isinstance(slot.item, Mention) else None
        if slot.letter == "P" and not _depth(text, slot.at) and not line.governed(slot) and isinstance(slot.item, Mention):
            return slot.item
    head = [slot.item for slot in actors if slot.at <= HEAD and slot.letter == "O"]
    return (
        head[0]
        if head and len({slot.name for slot in actors if slot.letter == "O"}) == 1 and isinstance(head[0], Mention)
        else None
    )


def _held(slot: Slot) -> bool:
    """Whether the slot is a label behind the head of its line: "X is a World Heritage Site" tells of X."""
    return slot.at > HEAD and isinstance(slot.item, Mention) and slot.item.type == "label"


def _depth(text: str, at: int) -> int:
    """How many brackets and quotation marks are open at the character ``at``, which is none of them."""
    depth = 0
    for mark in BRACKET.findall(text, 0, at):
        if mark in "([«„":
            depth += 1
        elif depth:
            depth -= 1
    return depth


@cache
def _participle(language: str) -> re.Pattern[str]:
    begun = rf"(?:{word(language, 'found')}|{word(language, 'located')})"
    return re.compile(rf"{begun}\s[^,]{{3,60}}(?:,\s<L\d+>){{0,3}}\.?$", re.IGNORECASE)


@cache
def elliptic(language: str) -> re.Pattern[str]:
    """Verbs that open a sentence without a subject: what they tell is told of the topic ("Joined 2021.")."""
    return re.compile(rf"{word(language, 'bare_verb')}(?!\w)")


def _is_title(made: Scene, line: Line) -> bool:
    """Whether an item is a title rather than a listed thing: one name alone, with prose behind it ("1. The incubator")."""
    if (
        line.role != "item"
        or re.fullmatch(r"(?:[Ll]a |[Ll]e |[Tt]he |[Dd]ie |[Dd]as |[Dd]er |[Dd]e |[Hh]et )?<[OLEGW]\d+>", line.text) is None
    ):
        return False
    following = made.lines[line.number + 1 : line.number + 2]
    return bool(following) and following[0].role not in ("item", "furniture")
