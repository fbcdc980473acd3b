"""Claims from the layout of results: who won what, told by a prize above or before its winner, or by a list of laureates.

Invariants: the value is a name that the text calls a prize; who only stands on a shortlist has won nothing; a list ends with
the first heading or sentence that is none of its entries.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from dentelle.model import Mention
from dentelle.reading.columns import tables
from dentelle.reading.drafts import Draft, name_value
from dentelle.reading.enumerations import mentions_word
from dentelle.reading.patterns_loader import word
from dentelle.reading.scene import Line, Scene
from dentelle.reading.slots import Slot

__all__ = ["honour_drafts"]

PRIZE = re.compile(  # what the name of a prize is made of, in any language
    r"prix|prize|award|troph|m[ée]dai|medal|preis|prijs|prijzen|palm[ea]|oscar|césar|stipendi|concours|contest|challenge|jury|public"
    r"|honou?r|order of|orde[nr]?\b|ordre|verdienst|of the year|des jahres|van het jaar|de l['’]année|best|meilleur|beste[rs]?\b",
    re.IGNORECASE,
)
QUOTE = r"(?:[«“„\"‘'»”’]\s?)"
SMALL = r"(?:[^\W\d_]{1,14}[\s'’]\s?)"
NAMES = rf"{QUOTE}?{SMALL}{{0,3}}<[OPWL]\d+>(?:\s(?:et|and|und|en|&|sowie)\s{SMALL}{{0,2}}<[OPWL]\d+>){{0,3}}{QUOTE}?"
CLOSES = (  # what may stand behind the names of winners
    r"(?=\s?(?:$|[,.;:(–—|/-])|\s(?:pour|for|für|voor|von|van|de|du|des|by|with|mit|met|avec|aus|from|of|at|uit|dans|in|en|im|au|à|chez"
    r"|réalisée?|directed|met zijn|<D)|\sd['’])"
)
AHEAD = r"(?:[^\W\d_-]{1,20}[\s'’]\s?){0,2}"
ONLY_PRIZE = re.compile(rf"{QUOTE}?{AHEAD}(?P<prize><G\d+>){QUOTE}?(?:\s?<D\d+>|\s\d{{4}})?(?:\s?\([^()]{{0,40}}\))?\s?:?")
PRIZE_FIRST = re.compile(
    rf"{QUOTE}?{AHEAD}(?P<prize><G\d+>){QUOTE}?(?:\s?<D\d+>)?(?:\s?\([^()<>]{{0,40}}\))?(?:\s?[:–—|]|\s-|,)\s(?P<names>{NAMES}){CLOSES}"
)
PRIZE_BEHIND = re.compile(
    rf"(?P<names>{NAMES})(?:\s?\([^()]{{0,60}}\))?(?:\s?[:–—|,]|\s-)\s{QUOTE}?"
    rf"{SMALL}{{0,2}}(?P<prize><G\d+>)"
)
ENTRY = re.compile(
    rf"(?:\d{{1,3}}[.)]?\s?[ºe]?\s?)?(?:<D\d+>\s?[:–—|,-]?\s?)?(?:(?P<label>[^<>:.;!?]{{2,50}})\s?[:–—|]\s|[-–—|]\s)?(?P<names>{NAMES}){CLOSES}"
)
LONGEST_LEAD = 110  # characters of a line that opens a list of winners
LONGEST_ENTRY = 260
SAID = 90  # characters of a sentence in which words for winners and their verb stand
BACK = 6  # lines in which the label that a list of holders goes with may stand before it
ARE = re.compile(  # what parts words for winners from their names
    r"(?:\s(?:are|were|is|was|include[ds]?|sont|étaient|furent|est|fut|sind|waren|ist|war|zijn|werden|werd|wurden)(?=\s)|\s?:)\s"
)
YEAR = re.compile(r"(?:[^\W\d_]{2,10}\s)?<D\d+>\s?:?")


_Prizes = list[tuple[int, Mention]]  # the prizes that lines name, with the numbers of these


@dataclass(slots=True)
class _List:
    """An open list: what its entries have, the name of that, the line that says so, and whether it has entries yet."""

    property: str
    value: Mention
    lead: Line
    begun: bool = False


def honour_drafts(scene: Scene) -> Iterator[Draft]:
    """What winners received by the lines that name them, and who holds a label by a list of its holders."""
    slots = [(line.number, slot.item) for line in scene.read_lines() for slot in line.slots.slots if slot.letter == "G"]
    named = [(number, item) for number, item in slots if isinstance(item, Mention) and _is_prize(item)]
    current: _List | None = None
    above: tuple[Mention, Line] | None = None  # the prize that stands alone in the line before
    for line in scene.lines:
        if line.role == "furniture":
            current = above = None
            continue
        if "<" not in line.text and above is None and current is None and not _opens(line):
            continue
        pairs = list(_own_pairs(scene, line))
        pairs += _told(named, scene, line) if not pairs else []
        yield from pairs
        winners = _entry(line) if not pairs else None
        if above is not None and winners is not None and winners["label"] is None:
            yield from _received(scene, line, winners, "received", *above, "honour-below")
        elif current is not None and not pairs:
            if winners is not None and _fits(line, winners, current):
                current.begun = True
                yield from _received(scene, line, winners, current.property, current.value, current.lead, "honour-list")
            elif _ends(line, current):
                current = None
        above = _alone(scene, line)
        current = _opened(named, scene, line) or current
    yield from _columns(named, scene)


def _columns(prizes: _Prizes, scene: Scene) -> Iterator[Draft]:
    """The names in the columns of tables over which a prize, or a word for its winners, stands."""
    named = {mention.name.casefold(): mention for mention in scene.mentions if _is_prize(mention)}
    for table in tables(scene.prepared.text, scene.lines):
        head = table.rows[0].line
        for number, column in enumerate(table.columns):
            won = named.get(column.label.casefold())
            if won is None and _title(head.language).fullmatch(column.label) is not None:
                won = _of_page(prizes, scene, head)
            for row in table.rows if won is not None else ():
                first, last = row.cells.get(number, (0, 0))
                for slot in row.line.slots.slots:
                    mention = scene.mention_of(slot, row.line) if first <= slot.start and slot.end <= last else None
                    if won is not None and mention is not None and slot.letter in "OPW":
                        yield _draft(scene, row.line, slot, mention, "received", won, "honour-column")


def _draft(
    scene: Scene, line: Line, slot: Slot, mention: Mention, prop: str, value: Mention, pattern: str, lead: Line | None = None
) -> Draft:
    span = (lead.sentence.start, lead.sentence.end) if lead is not None and lead.number != line.number else None
    needed, trigger = [(slot.start, slot.end)], (slot.at, slot.at + 4)
    return Draft(mention, prop, *name_value(scene, value), line, needed, trigger, pattern, 0.75, span)


def _is_prize(mention: Mention | None) -> bool:
    """Whether a name is one of a prize."""
    return mention is not None and mention.kind == "programme" and (mention.type == "award" or bool(PRIZE.search(mention.name)))


def _prize(scene: Scene, slot: Slot, line: Line) -> Mention | None:
    """The name in ``slot``, if it is one of a prize."""
    mention = scene.mention_of(slot, line)
    return mention if _is_prize(mention) else None


def _alone(scene: Scene, line: Line) -> tuple[Mention, Line] | None:
    """The prize of which a line tells nothing else: its winner stands in the next."""
    match = ONLY_PRIZE.fullmatch(line.text)
    if match is None or not (line.role in ("heading", "item") or line.text.endswith(":")):
        return None
    slot = line.slots.within(*match.span("prize"))[0]
    mention = _prize(scene, slot, line) if isinstance(slot.item, Mention) else None
    return (mention, line) if mention is not None else None


def _own_pairs(scene: Scene, line: Line) -> Iterator[Draft]:
    """ "Prix du public : X", "X, prix du public": a prize and its winner in one line."""
    if "<G" not in line.text or len(line.text) > LONGEST_ENTRY:
        return
    match = PRIZE_FIRST.match(line.text) or PRIZE_BEHIND.match(line.text)
    if match is None or _shortlisted(line.text, line.language):
        return
    slot = line.slots.within(*match.span("prize"))[0]
    mention = _prize(scene, slot, line)
    if mention is not None and isinstance(slot.item, Mention):
        yield from _received(scene, line, match, "received", mention, line, "honour-pair")


@cache
def _behind_preposition(language: str) -> re.Pattern[str]:
    """What ends with a preposition right before a name, which then only says where a winner is from."""
    return re.compile(rf"(?<!\w)(?:{word(language, 'governing')})\s?(?:{word(language, 'article')}\s?)?$", re.IGNORECASE)


def _told(prizes: _Prizes, scene: Scene, line: Line) -> list[Draft]:
    """ "Previous winners were A in 2004 and B in 2007", "De laureaten zijn A, B en C": those who won the prize of the page."""
    text = line.text
    said = scene.prepared.text[line.sentence.start : line.sentence.start + SAID]
    if "<" not in text or not mentions_word(said, line.language, "laureates") or _shortlisted(said, line.language):
        return []
    verb = ARE.search(text, 0, SAID)
    if verb is None or line.slots.within(0, verb.start(), "OPWE"):
        return []
    inside = [m for slot in line.slots.within(0, verb.start(), "G") if (m := _prize(scene, slot, line)) is not None]
    value = inside[-1] if inside else _of_page(prizes, scene, line)
    behind = _behind_preposition(line.language)
    winners = [
        slot
        for slot in line.slots.within(verb.end(), len(text), "OPWL")
        if not behind.search(text, max(slot.at - 30, 0), slot.at)
    ]
    if value is None or not winners or not (text[verb.end() : winners[0].at].count(" ") <= 4):
        return []
    kinds = "OWL" if winners[0].letter in "OWL" else "P"
    drafts: list[Draft] = []
    for slot in winners:
        mention = scene.mention_of(slot, line)
        if mention is None or slot.letter not in kinds or (slot.letter == "L" and not _has_house(mention)):
            continue
        drafts.append(_draft(scene, line, slot, mention, "received", value, "honour-told"))
    return drafts


def _received(
    scene: Scene, line: Line, match: re.Match[str], prop: str, value: Mention, lead: Line, pattern: str
) -> Iterator[Draft]:
    for slot in line.slots.within(*match.span("names"), "OPWL"):
        mention = scene.mention_of(slot, line)
        if mention is None or mention.name == value.name or (slot.letter == "L" and not _has_house(mention)):
            continue
        yield _draft(scene, line, slot, mention, prop, value, pattern, lead)


def _has_house(mention: Mention) -> bool:
    """Whether a place is one that juries look at: a house or a site, not the town where winners come from."""
    return mention.type in ("building", "site", "museum", "venue", "park")


def _entry(line: Line) -> re.Match[str] | None:
    if len(line.text) > LONGEST_ENTRY or _shortlisted(line.text[:60], line.language):
        return None
    return ENTRY.match(line.text)


def _fits(line: Line, entry: re.Match[str], of: _List) -> bool:
    """Whether the line is like an entry: an item, a dated line, a labelled one, or nothing but the names."""
    short = entry.end("names") >= len(line.text) - 2
    marked = line.role == "item" or entry.start("names") > 0
    return (marked or short) and (of.property == "received" or line.role == "item")


def _ends(line: Line, current: _List) -> bool:
    """Whether the line is none of the list's: a heading that is no year, or prose behind its entries."""
    if line.role == "heading":
        return YEAR.fullmatch(line.text) is None and any(c.isalpha() for c in line.text)
    return line.role == "sentence" and (current.begun or len(line.text) > LONGEST_LEAD)


def _opens(line: Line) -> bool:
    return mentions_word(line.text, line.language, "laureates")


@cache
def _title(language: str) -> re.Pattern[str]:
    """A lead of nothing but words for winners: "Les lauréats", "Previous winners:", "Preisträger 1996–2008"."""
    return re.compile(
        rf"(?:[^\W\d_]{{1,16}}['\s]\s?){{0,3}}(?:{word(language, 'laureates')})"
        r"(?:\s[^<>.!?:]{1,40}|\s?\(?<D\d+>\)?|\s[\d–-]+){0,2}\s?:?",
        re.IGNORECASE,
    )


def _opened(prizes: _Prizes, scene: Scene, line: Line) -> _List | None:
    """The list that ``line`` opens; None where it opens none."""
    text = line.text
    if len(text) > LONGEST_LEAD or _shortlisted(text, line.language):
        return None
    if line.role != "heading" and not text.endswith(":") and _title(line.language).fullmatch(text) is None:
        return None
    if _opens(line):
        inside = [mention for slot in line.slots.slots if (mention := _prize(scene, slot, line)) is not None]
        value = inside[-1] if inside else _of_page(prizes, scene, line)
        return _List("received", value, line) if value is not None else None
    if not text.endswith(":"):
        return None
    said = [line, *reversed(scene.lines[max(0, line.number - BACK) : line.number])]
    for other in said:
        labels = [slot.item for slot in other.slots.slots if isinstance(slot.item, Mention) and slot.item.type == "label"]
        if labels and (mentions_word(other.text, line.language, "labelled") or other is line):
            return _List("holds_label", labels[-1], other)
    return None


def _of_page(prizes: _Prizes, scene: Scene, line: Line) -> Mention | None:
    """The prize that the page, or the section, is about: the topic, or the last one named before."""
    told = next((mention for mention in (line.topic, scene.main) if _is_prize(mention)), None)
    before = bisect_left(prizes, line.number, key=itemgetter(0))
    return told or (prizes[before - 1][1] if before else None)


def _shortlisted(text: str, language: str) -> bool:
    """Whether the words speak of those who may win yet, or sit on the jury."""
    return mentions_word(text, language, "shortlisted")
