"""Claims from figures: how many of what somebody has (count), and how many fit in (capacity).

Invariant: a figure becomes a claim only where its noun is one that actors are counted by, or a verb of having stands before
it; durations, prices, figures in quoted speech and figures of a heading never do.
"""

import re
from collections.abc import Iterator
from functools import cache

from dentelle.model import Figure, Mention
from dentelle.reading.drafts import Draft, figure_value
from dentelle.reading.enumerations import mentions_word
from dentelle.reading.figures import DURATIONS, MONEY
from dentelle.reading.names.wordlists import plain, word_bundle
from dentelle.reading.patterns_loader import word
from dentelle.reading.scene import Line, Scene
from dentelle.reading.slots import Slot, in_quotes
from dentelle.reading.subjects import subject_of

__all__ = ["count_drafts", "is_no_count"]

NEAR_SHARE = 30  # characters between a percentage and the word for what it is a share of
NEAR_PRIZE = 40  # characters between a prize and its sum
VERB_BEFORE = 70  # characters before a figure in which its verb is looked for
CLOCK = re.compile(r"h\s?\d{0,2}|uhr|uur|heures?|[ap]\.?m\.?", re.IGNORECASE)
SEATS_BEFORE = 40  # characters before a figure in which "can hold", "room for" make it a capacity
FEW = 5
BEHIND_VERB = 20  # characters from a verb of having to its figure: "has only two", "besteht aus insgesamt drei"
DIGIT = re.compile(r"\d")
SAID_OF = re.compile(  # "when eleven toolmakers decided": they are who does it
    r"(?<!\w)(?:when|whenever|that|because|lorsque|quand|que|qu'|parce que|als|dass|weil|toen|omdat|dat)\s?$", re.IGNORECASE
)
OPENS = 16  # characters within which the place of a count opens its line
OPENING = re.compile(r"(?:[^\W\d_]{1,9}\s)?(?:<D\d+>\s?,?\s)?(?:[^\W\d_]{2,5}\s)?")  # "On <D0>, ", "Am <D0> haben "
INSIDE = r"(?:in|at|im|am|aan|bij|te|à|au|aux|dans|en|chez|auf|op|sur)\s?(?:the|l'|le|la|les|der|dem|den|de|het)?\s?"
BESIDE = re.compile(r"(?:[^<>,;:.()]{0,24}?\s)?(?:<N\d+>[^<>;:.()]{1,24})*")  # from a place to its figure
VERB_BEHIND = re.compile(r"[^<>.;:()]{0,50}")  # where German and Dutch put the verb
OPEN_HOUSES = ("museum", "library", "venue")  # types of those who have visitors of their own
PAST = ("war", "treaty")  # types of events that nobody visits
FAIR_WITH = re.compile(r",\s(?:[^\W\d_][\w'-]*\s){2,7}")
EARLIER = 4  # lines in which the event is looked for that visitors came to
SHARE = {"%"}
AREAS = ("m²", "sq ft", "ha", "km", "km²")
LENGTHS = ("m", "km", "ft", "yd", "mi")
AWAY = re.compile(  # what stands behind a length that says how far away something is
    r"\s?(?:(?:to the )?(?:north|south|east|west)|from|away|above|below|off|outside"
    r"|(?:nord|süd|ost|west)\w*lich|von|entfernt|über|unter"
    r"|au[- ](?:nord|sud|dessus)|à l'(?:est|ouest)|d[eu' ]"
    r"|ten (?:noorden|zuiden|oosten|westen)|van|boven|onder)",
    re.IGNORECASE,
)
SOME_OTHERS = re.compile(  # "for firms with fewer than 50 employees" counts what nobody named has
    r"(?<!\w)(?:firms|companies|businesses|organi[sz]ations|employers|groups|teams|schools|those|anyone|start-ups|households"
    r"|(?:entreprises|sociétés|associations|structures|communes|organismes|employeurs|celles|ceux)"
    r"|(?:Unternehmen|Firmen|Betrieben?|Vereinen?|Gruppen|Organisationen)|(?:bedrijven|organisaties|verenigingen|groepen|ondernemingen))"
    r"\s(?:with|of|employing|having|de|d'|comptant|employant|ayant|avec|mit|ab|von|met|van)\s(?:[a-zà-ÿ]+\s){0,3}$"
)
UNCOUNTED = re.compile(  # spans of time, and an ordinal cut off its number ("seinen 10ten Geburtstag")
    r"(?:Jahrhunderte?n?|Jahrzehnte?n?|Semestern?|Generationen|Saisons?|centur(?:y|ies)|decades?|semesters?|generations?"
    r"|siècles?|décennies?|générations?|semestres?|eeuwen|decennia|generaties|ten|te|ter|tes)\b"
)
ORIGINS = re.compile(
    r"(?:Ländern?|Nationen|Staaten|Orten|Gemeinden|Städten|Regionen|Betrieben|Unternehmen|Firmen|Kontinenten"
    r"|(?:\w+ )?(?:countries|cities|towns|villages|continents|pays|villes|landen|steden|dorpen|werelddelen))\b"
)
FROM_SOME = re.compile(
    r"(?<!\w)(?:aus|in|from|across|throughout|dans|uit|over|to|nach|naar|vers|between|zwischen|tussen|entre)\s(?:<[A-Z]\d+>\s)?$"
)
BY_SOME = re.compile(  # "founded by two brothers", "by <O1>, <O2> and two firms" count nothing that is had
    r"(?<!\w)(?:by|par|door)\s(?:(?:the|les|de)\s)?(?:(?:the\s|la\s|le\s|l'|de\s|het\s)?<[OPL]\d+>(?:,\s|\s(?:and|et|en)\s(?:par\s)?)){0,6}$",
    re.IGNORECASE,
)
SIGNED = re.compile(r"sign|teken", re.IGNORECASE)  # a charter has those who signed it
CONVERTED = re.compile(r"<N\d+> ?\((?:[^\W\d_]+ )?$")  # "100 million dollars (87 million euros)"


@cache
def _verb(language: str, *, money: bool = False) -> re.Pattern[str]:
    named = "money_verbs" if money and word(language, "money_verbs") != "(?!)" else "count_verbs"
    return re.compile(rf"(?<!\w){word(language, named)}(?!\w)", re.IGNORECASE)


@cache
def _one_of(language: str) -> re.Pattern[str]:
    """What says that others are as many: "one of the six winners", "among the 40 members"."""
    return re.compile(rf"(?<!\w)(?:{word(language, 'one_of')})\s?$", re.IGNORECASE)


@cache
def _price(language: str) -> re.Pattern[str]:
    """What a sum is asked for: "a ticket costs 5 euros" counts nothing that somebody has."""
    return re.compile(rf"(?<!\w)(?:{word(language, 'priced')})(?!\w)[^<>.;]{{0,40}}$", re.IGNORECASE)


@cache
def _led(language: str) -> re.Pattern[str]:
    """A title right before a figure: "the director of the two sites" counts nothing of the director's."""
    return re.compile(
        rf"(?<!\w){word(language, 'title')}(?: [^\W\d_]{{3,}}){{0,2}} (?:des?|d'|of|of the|der|von|van|van de)\s?$", re.IGNORECASE
    )


def count_drafts(scene: Scene, told: set[int]) -> Iterator[Draft]:
    """The count and capacity drafts of all sentences and items; figures that start at one of ``told`` have been counted."""
    for line in scene.read_lines():
        if line.role in ("heading", "byline"):
            continue
        for slot in line.slots.within(0, len(line.text), "N"):
            if isinstance(slot.item, Figure) and slot.start not in told:
                yield from _count(scene, line, slot, slot.item)


def _count(scene: Scene, line: Line, slot: Slot, figure: Figure) -> Iterator[Draft]:
    before = line.text[max(0, slot.at - VERB_BEFORE) : slot.at]
    end = line.text.index(">", slot.at) + 1
    if _counts_nothing(line, slot, figure, before):
        return
    verb = _verb_of(line, figure, before, end)
    words = figure.noun.split()
    listed = any(mentions_word(part, line.language, "count_nouns") for part in words)
    said = verb is not None and len(before) - verb.end() <= BEHIND_VERB
    if _is_few(figure) and not (said or (listed and figure.number > 2)):
        return  # "two ovens survive": so few are no count of what somebody has, unless a verb says that they are had
    if figure.unit in MONEY and (not verb or CONVERTED.search(line.text[: slot.at]) or _price(line.language).search(before)):
        return
    seats = _seats(line, slot, figure, before)
    wide = bool(figure.noun) and line.role == "sentence" and figure.unit not in MONEY
    told = bool(listed or seats or verb or figure.unit in SHARE)
    if not (told or wide):
        return
    found = _owner(scene, line, slot, figure, "OELG" if seats else "OGEWLP" if verb else "OGEWL")
    spoken_of = found is not None and scene.main is not None and found[0].name == scene.main.name
    spoken_of = spoken_of and OPENING.fullmatch(line.text, 0, slot.at) is None  # "Nine bodies signed it": it is they who act
    if found is None or (found[1] is None and not (told or spoken_of)):
        return
    subject, other = found
    if subject.kind == "person" and other is not None and other.letter == "T" and line.topic is not None and listed:
        subject = line.topic if line.topic.kind != "person" or scene.main is None else scene.main  # "elle compte 50 ouvriers"
    if subject.kind == "person" and other is not None and _tells_of(line, other, slot):
        return
    needed = [(slot.start, slot.end), *([(other.start, other.end)] if other else [])]
    prop = "capacity" if seats else "count"
    confidence = 0.7 if listed else 0.55 if verb else 0.5
    if seats:
        confidence = 0.6 if other is not None else 0.5  # what has the room is often a part that bears no name
    yield Draft(subject, prop, *figure_value(figure, line.language), line, needed, (slot.at, end), f"figure-{prop}", confidence)


def _is_few(figure: Figure) -> bool:
    """Whether the figure is a small one in words: a number of things that are told of one by one, rather than counted."""
    return figure.number <= FEW and not figure.unit and not DIGIT.search(figure.text)


def is_no_count(line: Line, slot: Slot) -> bool:
    """Whether the figure at ``slot`` is none that somebody has, or so few that only a verb of having makes a count of it."""
    figure = slot.item
    before = line.text[max(0, slot.at - VERB_BEFORE) : slot.at]
    return isinstance(figure, Figure) and (_is_few(figure) or _counts_nothing(line, slot, figure, before))


def _counts_nothing(line: Line, slot: Slot, figure: Figure, before: str) -> bool:
    """Whether the figure is none that somebody has, by its own noun and unit and what stands right before it."""
    if UNCOUNTED.match(figure.noun) or (ORIGINS.match(figure.noun) and FROM_SOME.search(line.text[: slot.at])):
        return True  # "27 researchers from nine countries", "active in eleven countries"
    if CLOCK.fullmatch(figure.noun) or figure.unit in DURATIONS or in_quotes(line.text, slot.at):
        return True
    if figure.unit in SHARE and not _said_share(line, slot):
        return True
    if figure.unit in LENGTHS and not figure.noun and AWAY.match(line.text, line.text.index(">", slot.at) + 1):
        return True
    if _led(line.language).search(before) or SAID_OF.search(before) or SOME_OTHERS.search(before):
        return True
    by_some = BY_SOME.search(before) is not None and SIGNED.search(before) is None
    return by_some or _one_of(line.language).search(before) is not None


def _verb_of(line: Line, figure: Figure, before: str, end: int) -> re.Match[str] | None:
    """The verb of having before the figure, of which ``before`` is the text; of a German or Dutch sum also the one behind it."""
    money = figure.unit in MONEY
    verb = _verb(line.language, money=money).search(before.rsplit(";", 1)[-1])
    if verb is None and money and line.language in ("de", "nl"):
        behind = VERB_BEHIND.match(line.text, end)
        return _verb(line.language, money=True).search(behind.group()) if behind else None
    return verb


def _seats(line: Line, slot: Slot, figure: Figure, before: str) -> bool:
    """Whether the figure says for how many there is room, or how large it is."""
    seats = any(mentions_word(part, line.language, "seat_nouns") for part in figure.noun.split()) or figure.unit in AREAS
    seats = seats or mentions_word(before[-SEATS_BEFORE:], line.language, "seat_verbs") or _roomy(line, slot)
    around = line.text[max(0, slot.at - VERB_BEFORE) :][:200]
    return seats and not (figure.noun and _jobs(line.language).search(around))


def _owner(scene: Scene, line: Line, slot: Slot, figure: Figure, letters: str) -> tuple[Mention, Slot | None] | None:
    """Whose count the figure is, and where it is named; ``letters`` are the kinds of names that may have one."""
    end = line.text.index(">", slot.at) + 1
    money = figure.unit in MONEY
    behind = money and _endowed(line, end) and not line.text.endswith(",", 0, slot.at)
    found = subject_of(scene, line, slot.at, end, letters, "after" if behind else "before")
    prizes = [other for other in line.slots.within(0, slot.at, "G") if slot.at - other.at <= NEAR_PRIZE]
    prizes = [other for other in prizes if not (line.language == "de" and line.governed(other))]  # "vom Fonds X mit 2 Mio. Euro"
    if money and prizes and isinstance(prizes[-1].item, Mention):
        found = (prizes[-1].item, prizes[-1])  # "the prize, worth 3,000 euros"
    if found is None and line.topic is not None and line.topic.kind == "place":
        found = (line.topic, None)
    if found is None or found[1] is None:
        found = _where(scene, line, slot) or found
    if mentions_word(figure.noun, line.language, "audience_nouns"):
        found = _fair_with(line, slot) or (_gathering(scene, line, slot) if _may_yield(found) else None) or found
    if slot.at < OPENS and (whose := _whose(line, end)) is not None and isinstance(whose.item, Mention):
        found = (whose.item, whose)  # "More than 30 apprentices and staff from X joined the march"
    return found


def _may_yield(found: tuple[Mention, Slot | None] | None) -> bool:
    """Whether visitors are rather an event's: nobody in the line has them but a place, and nobody who keeps a house."""
    if found is None:
        return True
    subject, slot = found
    return subject.kind == "place" or (slot is None and subject.kind != "event" and subject.type not in OPEN_HOUSES)


def _fair_with(line: Line, figure: Slot) -> tuple[Mention, Slot] | None:
    """The event in whose apposition the figure stands: "X, a fair with 110 exhibitors"."""
    for slot in line.slots.within(0, figure.at, "E")[-1:]:
        if FAIR_WITH.fullmatch(line.text, line.text.index(">", slot.at) + 1, figure.at) and isinstance(slot.item, Mention):
            return slot.item, slot
    return None


def _gathering(scene: Scene, line: Line, figure: Slot) -> tuple[Mention, Slot | None] | None:
    """The event that those came to whom the figure counts: the last one named before it in its line, else what the page is about,
    else the last one named a few lines ago."""
    main = scene.main if scene.main is not None and scene.main.kind == "event" else None
    for other in reversed(scene.lines[max(line.number - EARLIER, 0) : line.number + 1]):
        events = other.slots.within(0, figure.at if other is line else len(other.text), "E")
        if events and isinstance(events[-1].item, Mention) and events[-1].item.type not in PAST:
            return (events[-1].item, events[-1]) if other is line else (main or events[-1].item, None)
    return None


def _tells_of(line: Line, person: Slot, figure: Slot) -> bool:
    """Whether the person only says what the figure counts: "X said the move would create 40 jobs"."""
    said = {plain(word) for word in re.findall(r"[^\W\d_]+", line.text[person.at : figure.at])}
    return not said.isdisjoint(word_bundle(line.language).says)


def _said_share(line: Line, slot: Slot) -> bool:
    """Whether the words beside a percentage say what it is a share of: "an occupancy of 94 per cent", "65 % export ratio"."""
    said = re.compile(rf"(?<!\w){word(line.language, 'share_nouns')}(?!\w)", re.IGNORECASE)
    end = line.text.index(">", slot.at) + 1
    return bool(
        said.search(line.text, max(0, slot.at - NEAR_SHARE), slot.at) or said.match(line.text[end : end + NEAR_SHARE].lstrip())
    )


@cache
def _rooms(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{word(language, 'seat_rooms')})", re.IGNORECASE)


def _roomy(line: Line, figure: Slot) -> bool:
    """Whether a room, or a meeting, stands before the figure as what is for so many: "a hall for 120 people"."""
    return any(
        match.end() + 1 == figure.at
        for match in _rooms(line.language).finditer(line.text, max(0, figure.at - SEATS_BEFORE), figure.at + 4)
    )


def _where(scene: Scene, line: Line, figure: Slot) -> tuple[Mention, Slot] | None:
    """The place or house in which the figure is, behind a preposition: at the head of the line ("In the X stand 27 presses"), or
    right before the figure or its row, where nothing else is told of ("In 1808 there were in X 8 mills, 12 shops, 3 yards")."""
    houses = line.slots.within(0, figure.at, "OLE")
    for slot in houses[:1]:
        if slot.at < OPENS and re.fullmatch(INSIDE, line.text[: slot.at], re.IGNORECASE) and isinstance(slot.item, Mention):
            return slot.item, slot
    for slot in houses[-1:] if all(line.governed(house) for house in houses) else ():
        inside = re.search(rf"(?:^|\s){INSIDE}$", line.text[: slot.at], re.IGNORECASE)
        beside = BESIDE.fullmatch(line.text, line.text.index(">", slot.at) + 1, figure.at)
        if inside and beside and isinstance(slot.item, Mention):
            return slot.item, slot
    return None


def _whose(line: Line, end: int) -> Slot | None:
    """The body whose people a figure that ends at ``end`` counts: "30 apprentices and staff from X"."""
    match = _of_whom(line.language).match(line.text, end)
    return next((slot for slot in line.slots.slots if match is not None and slot.at == match.end()), None)


@cache
def _of_whom(language: str) -> re.Pattern[str]:
    both, of, article = (word(language, name) for name in ("and", "of_body", "article"))
    return re.compile(
        rf"(?:\s(?:{both})\s[^\W\d_]{{3,24}})?\s(?:{of})(?:\s|(?<='))(?:{article}(?:\s|(?<=')))?(?=<O)", re.IGNORECASE
    )


@cache
def _jobs(language: str) -> re.Pattern[str]:
    """Places of work that are made or lost, which seat nobody."""
    return re.compile(rf"(?<!\w)(?:{word(language, 'jobs_made')})(?!\w)", re.IGNORECASE)


def _endowed(line: Line, end: int) -> bool:
    """Whether a participle stands between the sum and the prize it endows ("mit 10.000 Euro dotierte")."""
    return line.text[end:].lstrip().startswith("dotiert")
