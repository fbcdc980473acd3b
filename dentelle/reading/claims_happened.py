"""Dated facts that no other property covers: what a date says of the name nearest to it in sense.

Invariants: a date that is already the value of a founding, closing, holding or publishing claim is not told again for the
same name; the subject is a name of the line, or its topic; the qualifier ``what`` holds the clause's own words.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache

from dentelle.model import DateMention, Mention
from dentelle.reading.drafts import Draft, date_value, name_value
from dentelle.reading.patterns_loader import word
from dentelle.reading.scene import Line, Scene
from dentelle.reading.slots import Slot, in_quotes
from dentelle.reading.subjects import coordinated, that_of
from dentelle.reading.topics import elliptic
from dentelle.reading.undated import ENTRY, dates_nothing, states_nothing, times_count

__all__ = ["COVERED", "DONE_AT", "clause", "dated_fact", "happened_drafts", "is_no_fact"]

GRANTS = ("received", "holds_label", "signed")
COVERED = ("founded", "closed", "takes_place", "published_on")
CLAUSE_END = re.compile(r"[;:]|\s[–—]\s|,\s(?=(?:bevor|before|avant|voordat|in|und|and|et|en)\s)")
DONE_AT = re.compile(r"(?:Fait|Signé|Done|Signed|Geschehen|Unterzeichnet|Gedaan|Opgemaakt)\s(?:à|at|in|zu|te)\s<L\d+>")
WHAT_LENGTH = 120  # characters of the clause kept as ``what``
OPENING = 24  # characters within which a date that opens its line is told of the topic, if the line names nobody else
FAR = 60  # characters behind an opening date beyond which a name is not what the date is told of
THE_TOWN = re.compile(
    r"(?:the (?:town|city|village)|la (?:ville|commune)|le village|die (?:stadt|gemeinde)|de (?:stad|gemeente))\b", re.IGNORECASE
)
THE_LAND = re.compile(  # German puts the subject behind the verb: "1920 kam das Gebiet an Belgien", "1250 erhielt es Stadtrecht"
    r"(?<!\w)(?:(?:das|dieses) (?:gebiet|land|dorf)|die (?:stadt|gemeinde|siedlung|region|ortschaft)|der (?:ort|landkreis))"
    r"(?!\w)(?! (?:<|von|der|des))"
    r"|(?<!\w)(?:gehörte|fiel|wurde|erhielt|blieb|bekam|verlor|war|besaß|zählte|hatte|trat) es(?!\w)",
    re.IGNORECASE,
)
GENITIVE_AGE = re.compile(
    r"(?<!hälfte )(?<!anfang )(?<!beginn )(?<!mitte )(?<!ende )(?<!drittel )(?<!laufe )(?<!viertel )(?<!\w)des $", re.IGNORECASE
)
ACTING = ("organisation", "work", "event", "programme")  # kinds that things happen to, beside which a place only says where
TERRITORIES = ("intercommunality", "public_body")  # bodies within which places have a story of their own
OPENS = 8  # characters from a clause's head within which a place is what it tells of ("In X, coal was found in 1721")
TOWNS = ("commune", "town", "city", "village")
WIDE = ("continent", "country", "region")
OURS = re.compile(r"(?<!\w)(?:[Ww]e|[Oo]ur)(?!\w)")
AMONG = re.compile(r"(?:including|such as|among them|amongst them)\s")
SHORT_STEP = re.compile(r"\s(?:[^\W\d_]{1,5}\s){1,2}")
NAMED_DATE = re.compile(rf"<[PO]\d+>{SHORT_STEP.pattern}<D\d+>")
WHOSE = re.compile(  # "The signing of the charter X is planned for 2022": it is told of the charter
    r"(?:[^<>,;.:]{0,12}<D\d+>,?\s)?(?:(?:wurden?|werden|werd(?:en)?)\s)?(?:the|la|le|les|l'|die|der|das|de|het)\s?(?:[^<>,;.:()\s]+\s){1,3}?"
    r"(?:(?:of|de|du|des|der|von|van)\s|d')(?:(?:the|la|le|les|der|dem|de|het)\s|l')?(?=<[GW])",
    re.IGNORECASE,
)
AGENT = re.compile(r"(?<!\w)(?:by|par|door|durch)\s")  # "was laid in 1962 by the mayor, X": nothing is told of X


def happened_drafts(scene: Scene, others: list[Draft]) -> Iterator[Draft]:
    """A draft for each date of each line that ``others`` leave untold, about the clause's own subject."""
    told = {(draft.line.number, draft.value.edtf) for draft in others if draft.property in COVERED and draft.value.edtf}
    granted: dict[int, list[Draft]] = {}
    for draft in others:
        if draft.property in (*GRANTS, "author", "published_by", "created_by"):
            granted.setdefault(draft.line.number, []).append(draft)
    counted: dict[int, list[Draft]] = {}
    for draft in others:
        if draft.property in ("count", "capacity"):
            counted.setdefault(draft.line.number, []).append(draft)
    for line in scene.read_lines():
        if dates_nothing(line):
            continue
        for slot in line.slots.within(0, len(line.text), "D"):
            date = slot.item
            if not isinstance(date, DateMention) or (line.number, date.edtf) in told or is_no_fact(line, slot, date):
                continue
            if any(times_count(line, slot, count, clause(line.text, slot.at)) for count in counted.get(line.number, ())):
                continue
            subjects = _granted(line, slot, granted.get(line.number, [])) or _subjects(scene, line, slot)
            for subject, at in subjects:
                if subject.type == "street" and line.language == "de":
                    continue  # what happens there is told of somebody else
                yield dated_fact(scene, line, slot, date, subject, at)
                if subject.kind == "event" and (place := _held_at(line, slot)) is not None:
                    yield _held(scene, line, slot, subject, place)


def is_no_fact(line: Line, slot: Slot, date: DateMention) -> bool:
    """Whether nothing is said to have happened at the date: in quoted speech, without a year, of a law or a page."""
    if in_quotes(line.text, slot.at) or date.edtf.startswith("XXXX") or states_nothing(line, slot, clause(line.text, slot.at)):
        return True
    aged = "X" in date.edtf and line.language == "de"
    return aged and GENITIVE_AGE.search(line.text[: slot.at]) is not None  # "a painter of the 20th century"


def _granted(line: Line, date: Slot, drafts: list[Draft]) -> list[tuple[Mention, Slot | None]]:
    """Who got the award or label, or signed, in the date's clause; what was signed where several signed it."""
    start, end = clause(line.text, date.at)
    if ENTRY.match(line.text) and date.at <= 14:
        end = max(end, len(line.text))  # "2012 – the agency grants X the label"
    here = [draft for draft in drafts if draft.subject is not None and start <= draft.trigger[0] < end]
    here = [draft for draft in here if draft.property in GRANTS or (draft.subject and draft.subject.kind == "work")]
    if not here or any(_in_bracket(line.text, date.at) != _in_bracket(line.text, draft.trigger[0]) for draft in here[:1]):
        return []
    nearest = min(here, key=lambda draft: min(abs(draft.trigger[0] - date.at), abs(draft.trigger[1] - date.at)))
    signers = {draft.subject.name for draft in here if draft.property == "signed" and draft.subject}
    if len(signers) > 1:
        value = next((slot for slot in line.slots.slots if slot.name == nearest.value.text), None)
        return [(value.item, value)] if value is not None and isinstance(value.item, Mention) else []
    return [(nearest.subject, None)] if nearest.subject is not None else []


def dated_fact(scene: Scene, line: Line, slot: Slot, date: DateMention, subject: Mention, at: Slot | None) -> Draft:
    """What ``date`` says of ``subject``, which stands at ``at`` in the line, if there: that it took place then, or that something
    happened."""
    needed = [(slot.start, slot.end), *([(at.start, at.end)] if at else [])]
    entry = ENTRY.match(line.text)
    start, end = clause(line.text, entry.end() if entry and slot.at < entry.end() < len(line.text) else slot.at)
    first, last = line.slots.span(start, end)
    on_days = "-" in date.edtf or (entry is not None and line.language == "de")
    prop = "takes_place" if subject.kind == "event" and on_days else "happened"
    draft = Draft(subject, prop, *date_value(date), line, needed, (start, end), "dated-fact", 0.55)
    what = " ".join(scene.prepared.text[first:last].split()).strip(" ,;.–—")
    if len(what) > WHAT_LENGTH:
        what = what[: what.rfind(" ", 0, WHAT_LENGTH)] + " …"
    if what:
        draft.qualifiers["what"] = what
    return draft


def _held_at(line: Line, date: Slot) -> Slot | None:
    """The place named right beside the day or month on which an event is held: "is planned for 19 May in X"."""
    dated = isinstance(date.item, DateMention) and "-" in date.item.edtf
    return _beside(line, date, clause(line.text, date.at)[0], len(line.text)) if dated else None


def _held(scene: Scene, line: Line, date: Slot, event: Mention, place: Slot) -> Draft:
    assert isinstance(place.item, Mention)
    needed, trigger = [(place.start, place.end), (date.start, date.end)], (min(date.at, place.at), max(date.at, place.at))
    return Draft(event, "takes_place", *name_value(scene, place.item), line, needed, trigger, "dated-place", 0.55)


def clause(text: str, at: int) -> tuple[int, int]:
    """The clause that holds position ``at``."""
    cuts = _cuts(text)
    following = bisect_right(cuts, at)
    return cuts[following - 1], min(cuts[following], len(text))


@lru_cache(maxsize=2048)  # every date and claim of a line asks for them
def _cuts(text: str) -> tuple[int, ...]:
    """Where the clauses of ``text`` begin, and a position behind its end."""
    return (0, *(match.end() for match in CLAUSE_END.finditer(text)), len(text) + 1)


@cache
def _edition(language: str) -> re.Pattern[str]:
    """What stands for the event that a page is about: "the fifth edition"."""
    return re.compile(rf"(?<!\w)(?:{word(language, 'edition')})(?!\w)", re.IGNORECASE)


@cache
def _place_before(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{word(language, 'at')})\s?(?:{word(language, 'article')}\s?)?$", re.IGNORECASE)


def _in_bracket(text: str, at: int) -> int:
    """Where the bracket opens that holds ``at``; -1 where none does."""
    bracket = text.rfind("(", 0, at)
    return bracket if bracket >= 0 and ")" not in text[bracket:at] else -1


def _subjects(scene: Scene, line: Line, date: Slot) -> list[tuple[Mention, Slot | None]]:
    """Whom the date is about: the owner of its bracket, the name of its chronicle entry, the clause's subject, or the topic."""
    text = line.text
    if elliptic(line.language).match(text) and line.topic is not None:
        return [(line.topic, None)]
    if DONE_AT.match(text):
        charter = scene.main if scene.main is not None and scene.main.kind == "programme" else _last_programme(scene, line)
        return [(charter, None)] if charter is not None else []
    bracket = _in_bracket(text, date.at)
    if bracket >= 0:
        owners = [s for s in line.slots.within(0, bracket, "OPEGWLT") if bracket - s.at < 12]
        alone = isinstance(date.item, DateMention) and date.item.edtf.endswith("~")
        if owners and alone and line.governed(owners[-1]) and text[bracket:].startswith("(<D"):
            owners = []  # "in the days of X (about 870)" dates the clause
        if owners and owners[-1].letter in "OL" and line.governed(owners[-1]) and (who := _alumnus(line, owners[-1])) is not None:
            owners = [who]  # "X studied at Y in Prague (1951-57)"
        if owners and (mention := scene.mention_of(owners[-1], line)) is not None:
            return [(mention, owners[-1])]
    start, end = clause(text, date.at)
    if line.language == "en" and scene.main is not None and scene.main.kind == "organisation" and OURS.search(text, start, end):
        return [(scene.main, None)]
    event = scene.main if scene.main is not None and scene.main.kind == "event" else None
    if event is not None and not line.slots.within(start, end, "E") and _edition(line.language).search(text, start, end):
        return [(event, None)]
    if ENTRY.match(text) and date.at <= 14:
        chosen = _entry(line, date)
    else:
        start, end = (start, end) if bracket < 0 else (0, bracket)
        one = _clause_subject(line, date, start, end)
        chosen = coordinated(line, one) if one is not None and one.letter in "LOP" else [one] if one is not None else []
    found: list[tuple[Mention, Slot | None]] = []
    for slot in chosen:
        if (mention := scene.mention_of(slot, line)) is not None:
            found.append((mention, slot))
    if line.language == "de" and bracket < 0 and (land := _the_land(scene, line, date, found)) is not None:
        return [(land, None)]
    if not found and THE_TOWN.match(text) and (town := _last_town(scene, line)) is not None:
        return [(town, None)]
    if not found and line.topic is not None:
        return [(line.topic, None)]
    return found


def _alumnus(line: Line, house: Slot) -> Slot | None:
    """The person who is the subject of the line where ``house`` is where they studied or worked."""
    first = next((slot for slot in line.slots.slots if slot.letter in "OPEGWT"), None)
    told = first is not None and first.letter == "P" and not line.governed(first) and first.at < house.at
    return first if told else None


def _the_land(scene: Scene, line: Line, date: Slot, found: list[tuple[Mention, Slot | None]]) -> Mention | None:
    """The place that the page is about, where the date's clause speaks of "das Gebiet" or "es" and no actor is its subject."""
    if any(slot is not None and (slot.letter != "L" or not line.governed(slot)) for _, slot in found):
        return None
    start, end = clause(line.text, date.at)
    if THE_LAND.search(line.text, start, end) is None:
        return None
    main = scene.main
    return main if main is not None and main.kind == "place" else _last_town(scene, line) if not found else None


def _last_town(scene: Scene, line: Line) -> Mention | None:
    """The town or commune named last before ``line``: an agglomeration that bears its name is no town."""
    before = [m for m in scene.mentions if m.kind == "place" and m.type in TOWNS and m.start < line.sentence.start]
    return before[-1] if before else None


def _last_programme(scene: Scene, line: Line) -> Mention | None:
    """The programme named last before ``line``."""
    before = [m for m in scene.mentions if m.kind == "programme" and m.start < line.sentence.start]
    return before[-1] if before else None


def _entry(line: Line, date: Slot) -> list[Slot]:
    """The names that an entry of a chronicle ("1884: X visits Y") is about: its first name, and where it happened."""
    names = [slot for slot in line.slots.within(date.at + 1, len(line.text), "OPEGWT") if not in_quotes(line.text, slot.at)]
    if line.language == "de":
        names = [slot for slot in names if PREPOSED.search(line.text[: slot.at]) is None]
    places = [slot for slot in line.slots.within(date.at, len(line.text), "L") if not _in_bracket(line.text, slot.at) >= 0]
    at = [slot for slot in places if _place_before(line.language).search(line.text[: slot.at])]
    if line.language == "de" and places and (not names or places[0].at < names[0].at) and _opens_entry(line, date, places[0]):
        return places[:1]
    places = [slot for slot in places if not line.governed(slot)]
    head = names[:1]
    if names and names[0].letter == "G":
        return []  # an award or label: it is the topic's
    people = [slot for slot in names[:2] if slot.letter == "P"]
    if people and line.topic is not None and line.topic.kind == "person":
        return people[:1]  # a line of a life
    return (people[:1] + at[:1]) if people else (head or places[:1])


PREPOSED = re.compile(  # "1937 Lehre bei der Firma X" tells of the apprentice
    r"(?<!\w)(?:bei|mit|an|am|im|in|nach|aus|auf|für|unter|durch)\s(?:d(?:er|em|en|as|ie)\s|ein(?:er|em)\s|Prof\.\s)?(?:Firma\s)?$",
    re.IGNORECASE,
)
GOVERNING_PLACE = re.compile(  # before a place that is no subject; a list goes on behind a comma or "und"
    r"(?:(?<!\w)(?:in|im|aus|nach|bei|von|vom|zu|zum|zur|an|am|auf|bis|über|um|für|gegen|durch|ab|mit|und|der|des|dem|den)\s|[,(/–-]\s?|>\s)$",
    re.IGNORECASE,
)
OPENS_ENTRY = re.compile(
    r"[^<>]{0,6}(?:(?:der|die|das|dem|den|im|in|das gebiet von|die stadt|die gemeinde|der ort|erwähnung von)\s)?", re.IGNORECASE
)


def _opens_entry(line: Line, date: Slot, place: Slot) -> bool:
    """Whether the text of an entry begins with the place, so that it is what the entry tells of."""
    return OPENS_ENTRY.fullmatch(line.text[line.text.index(">", date.at) + 1 : place.at]) is not None


def _clause_subject(line: Line, date: Slot, start: int, end: int) -> Slot | None:
    """The grammatical subject of the date's clause, or a place right beside the date where no actor is named before it."""
    text = line.text
    opened = line.told_of()
    if opened is not None and start <= opened.at < end:
        return opened
    if (one := that_of(line, "OLEGW", date.at)) is not None:
        return one
    names = [slot for slot in line.slots.within(start, end, "OPEGWT") if not _bracketed(text, slot.at, date.at)]
    free = [slot for slot in names if not line.governed(slot)]
    nearest = next((slot for slot in reversed(names) if slot.at < date.at), None)
    if nearest is not None and _in_series(line, nearest, date):
        return nearest
    whose = WHOSE.match(text, start)
    owner = next((slot for slot in names if whose is not None and slot.at == whose.end()), None)
    if owner is not None and not any(slot.at < owner.at for slot in free):
        return owner
    before = [slot for slot in free if slot.at < date.at]
    opening = [slot for slot in line.slots.within(start, date.at, "L") if slot.at - start <= 6 and not line.governed(slot)]
    if opening and (not before or opening[0].at < before[0].at):
        return opening[0]
    if before:
        brought = [s for s in line.slots.within(start, date.at, "WE") if s.at > before[0].at and _brought(line, before[0], s)]
        return brought[0] if brought else _nearest_subject(line, before, date)
    linked = [slot for slot in line.slots.within(start, end, "L") if _between(line.language).search(text[: slot.at])]
    if linked and linked[0].at < date.at:
        return linked[0]  # "the twinning of X and Y dates from 1961"
    if (touching := _touching(line, date, start)) is not None:
        return touching
    beside = _beside(line, date, start, end)
    told = ("organisation", "work", "event", "person") if line.language == "de" else ("organisation", "work", "event")
    if beside is not None and not (free or (line.topic is not None and line.topic.kind in told)):
        return beside
    if free and line.language == "en" and AMONG.search(text, date.at, free[0].at) and date.at <= OPENING:
        return None  # "By 2017, 200 firms were there, including X"
    free = [slot for slot in free if AGENT.search(text, date.at, slot.at) is None]
    if free and not (_opens_with(line, date) and free[0].at - date.at > FAR and line.topic is not None):
        return free[0]
    if line.language == "de" and line.topic is not None and line.topic.kind == "person":
        return None  # a line of a life: "1882 Studienreise nach Genf"
    acting = line.topic is not None and line.topic.kind in ACTING and line.topic.type not in TERRITORIES
    if beside is not None and not (acting and beside.at - start > OPENS):
        return beside
    places = [
        slot for slot in line.slots.within(start, end, "L") if not line.governed(slot) and not _bracketed(text, slot.at, date.at)
    ]
    sentence = [slot for slot in line.slots.within(0, start, "OPEGWT") if not line.governed(slot)]
    alone = not acting and not line.slots.within(0, len(line.text), "OPEGW")
    genitive = line.slots.within(start, end, "L") if alone else []
    return next(iter(places or linked or sentence or genitive), None)


@cache
def _between(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:entre|between|zwischen|tussen)\s(?:{word(language, 'article')}\s?)?$", re.IGNORECASE)


def _nearest_subject(line: Line, before: list[Slot], date: Slot) -> Slot:
    """The last name before the date if a comma follows it (the date stands in its apposition), else the first: the subject."""
    last = before[-1]
    between = line.text[line.text.index(">", last.at) + 1 : date.at]
    return last if re.match(r"\s?,\s", between) else before[0]


def _brought(line: Line, who: Slot, what: Slot) -> bool:
    """Whether ``who`` brings out ``what``: then the date is told of the work ("X unveiled a game called Y in 2018")."""
    between = line.text[line.text.index(">", who.at) + 1 : what.at]
    return _bringing(line.language).search(between) is not None


@cache
def _bringing(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){word(language, 'brings_out')}(?!\w)(?:[^<>,;:.]{{0,40}})$", re.IGNORECASE)


def _opens_with(line: Line, date: Slot) -> bool:
    """Whether the line begins with a participle and the date ("Authorised in 1793, the line ran …")."""
    return re.fullmatch(r"[A-Z][a-z]{3,20}(?:ed|ilt|un|nt)\s(?:\w+\s){0,4}", line.text[: date.at]) is not None


def _in_series(line: Line, name: Slot, date: Slot) -> bool:
    """Whether each date of an enumeration stands beside its own name: "X in the 14th century, Y in the 18th"."""
    between = line.text[line.text.index(">", name.at) + 1 : date.at]
    return SHORT_STEP.fullmatch(between) is not None and len(NAMED_DATE.findall(line.text)) > 1


def _beside(line: Line, date: Slot, start: int, end: int) -> Slot | None:
    """A place that stands right before or behind the date with a preposition: "at Onnaing in 1778"."""
    close = [slot for slot in line.slots.within(start, end, "L") if _place_before(line.language).search(line.text[: slot.at])]
    near = [slot for slot in close if 0 <= slot.at - date.at < 18 or 0 <= date.at - slot.at < 18]
    return min(near, key=lambda slot: (_wide(slot), abs(slot.at - date.at)), default=None)


def _touching(line: Line, date: Slot, start: int) -> Slot | None:
    """A place right before the date without a preposition, which German has as a subject: "als Eupen 1920 an Belgien fiel"."""
    before = line.slots.within(start, date.at, "L") if line.language == "de" else []
    if not before or line.text[line.text.index(">", before[-1].at) + 1 : date.at].strip():
        return None
    return before[-1] if GOVERNING_PLACE.search(line.text[: before[-1].at]) is None else None


def _wide(slot: Slot) -> bool:
    """Whether the place is a land: "in France in 1721 at Fresnes" happened at Fresnes."""
    return isinstance(slot.item, Mention) and slot.item.type in WIDE


def _bracketed(text: str, at: int, date: int) -> bool:
    """Whether ``at`` stands in brackets that ``date`` stands outside of."""
    opened = text.rfind("(", 0, at)
    return opened >= 0 and ")" not in text[opened:at] and not (opened < date and ")" not in text[opened:date])
