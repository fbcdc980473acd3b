"""Claims of who does what where: titles with the body they belong to, beside the people who bear them, and rows of people with
the body of each.

Invariants: an office is a title, its body and its people in one line; people stand right before it (a comma, a dash or a bracket
between), right behind it, or before the office to which "and" joins it. Whoever founded a body also made it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dentelle.reading.drafts import Draft, slot_value
from dentelle.reading.patterns_loader import word
from dentelle.reading.scene import Line, Scene
from dentelle.reading.slots import Slot
from dentelle.reading.subjects import coordinated

__all__ = ["office_drafts"]

SURE, FOUNDER = 0.75, 0.8  # how sure a claim is
ROW = 2  # people, each with a body, that make a row of them
QUALIFIED = r"(?:[^\W\d_][\w'-]{0,24}\s)"
BEHIND = re.compile(r"[“»\"]?\s?(?:\([^()]{0,30}\)\s?)?,?\s?(?:(?:[A-Z][a-z]{0,4}\.?-?(?:[A-Z][a-z]*\.)?\s){0,3})(?=<P)")


@dataclass(frozen=True, slots=True)
class _Grammar:
    """What an office looks like in one language: ``office`` with its title and body, what joins it to people ``before`` it, what
    joins it to another office (``joint``), and which titles are those of founders."""

    title: re.Pattern[str]
    office: re.Pattern[str]
    before: re.Pattern[str]
    joint: re.Pattern[str]
    founder: re.Pattern[str]
    many: re.Pattern[str]


@cache
def _grammar(language: str) -> _Grammar:
    founder = word(language, "founding_title")
    title = rf"(?<![\w-])(?:{founder}|(?:{word(language, 'title')}|{word(language, 'titles_many')})s?)(?!\w)"
    both, of, article = word(language, "and"), word(language, "of_body"), word(language, "article")
    opening = rf"(?:(?!(?:{word(language, 'governing')}|{both})\s)(?-i:[a-zà-ÿ])[a-zà-ÿ'-]{{0,15}}[\s'])"
    second = rf"(?:\s(?:{both})\s{QUALIFIED}{{0,2}}?(?P<second>{title}))?"
    body = rf"(?:\s|,\s)(?:(?:{of})\s?(?:{article}\s?)?{QUALIFIED}{{0,3}}?)?[„“«\"]?\s?(?P<body><[OEGT]\d+>)"
    return _Grammar(
        re.compile(title, re.IGNORECASE),
        re.compile(rf"(?P<title>{title}){second}(?:\s(?-i:[\w&'/-]+)){{0,6}}?(?:\s\([^()]{{1,30}}\))?{body}", re.IGNORECASE),
        re.compile(rf"<P\d+>(?:\s?\([^()]{{0,40}}\))?\s?(?:,|\(|[–—-]\s|:)\s?{opening}{{0,4}}$", re.IGNORECASE),
        re.compile(rf"[“»\"]?\s?(?:\([^()]{{0,30}}\))?\s?(?:,\s?)?(?:(?:{both}|as well as)\s)?{opening}{{0,3}}", re.IGNORECASE),
        re.compile(founder, re.IGNORECASE),
        re.compile(rf"{word(language, 'titles_many')}|.*(?<!de)(?<!es)s$|.*innen$|.*[ou]ren$", re.IGNORECASE),
    )


def office_drafts(scene: Scene) -> Iterator[Draft]:
    """The roles of all lines, and who made what they founded."""
    for line in scene.read_lines():
        if "<P" in line.text and any(f"<{letter}" in line.text for letter in "OEGT"):
            yield from _of_line(scene, line)
            yield from _row(scene, line)


def _row(scene: Scene, line: Line) -> Iterator[Draft]:
    """The roles of a row of people, each with a body in brackets or behind a comma: "A (the firm X), B (Y) and C (Z)"."""
    for row in (_rows(line.language, "\\(", "\\)"), _rows(line.language, ",\\s", "")):
        for match in row.finditer(line.text):
            slots = line.slots.within(*match.span())
            for slot, body in zip(slots[::2], slots[1::2], strict=True):
                person, whole = scene.mention_of(slot, line), slot_value(scene, line, body)
                if person is not None and whole is not None:
                    needed = [(slot.start, slot.end), (body.start, body.end)]
                    yield Draft(person, "role", *whole, line, needed, (slot.at, body.at + 4), "people-with-bodies", SURE)


@cache
def _rows(language: str, opened: str, closed: str) -> re.Pattern[str]:
    article = rf"(?:{word(language, 'article')}(?:\s|(?<=')))?"
    pair = rf"<P\d+>\s?{opened}{article}<O\d+>{closed}"
    joint = rf"\s?(?:,\s(?:{word(language, 'and')}\s)?|;\s|\s(?:{word(language, 'and')})\s)"
    return re.compile(rf"(?<![^\s(]){pair}(?:{joint}{pair}){{{ROW - 1},20}}", re.IGNORECASE)


def _of_line(scene: Scene, line: Line) -> Iterator[Draft]:
    grammar, text = _grammar(line.language), line.text
    people: list[Slot] = []
    position, behind = 0, 0
    while (found := grammar.title.search(text, position)) is not None:
        office = grammar.office.match(text, found.start())
        if office is None:
            position = found.end()
            continue
        joined = bool(people) and grammar.joint.fullmatch(text, behind, office.start()) is not None
        people = _people(line, grammar, office) or (people if joined else [])
        yield from _drafts(scene, line, grammar, office, people)
        position = behind = office.end()


def _people(line: Line, grammar: _Grammar, office: re.Match[str]) -> list[Slot]:
    """Those who bear the office: all whom "and" joins where its title is a plural."""
    before = grammar.before.search(line.text, max(0, office.start() - 120), office.start())
    behind = BEHIND.match(line.text, office.end())
    at = before.start() if before is not None else behind.end() if behind is not None else -1
    slot = next((slot for slot in line.slots.slots if slot.at == at), None)
    if slot is None:
        return []
    return coordinated(line, slot) if grammar.many.fullmatch(office["title"]) else [slot]


def _drafts(scene: Scene, line: Line, grammar: _Grammar, office: re.Match[str], people: list[Slot]) -> Iterator[Draft]:
    body = next(slot for slot in line.slots.slots if slot.at == office.start("body"))
    named, whole = scene.mention_of(body, line), slot_value(scene, line, body)
    if named is not None and named.kind == "person":
        return
    founded = grammar.founder.fullmatch(office["title"]) or grammar.founder.fullmatch(office["second"] or "")
    for slot in people:
        person, whose = scene.mention_of(slot, line), slot_value(scene, line, slot)
        if person is None or whose is None or named is None or whole is None:
            continue
        needed = [(slot.start, slot.end), (body.start, body.end)]
        said = {"role": office["title"]}
        yield Draft(person, "role", *whole, line, needed, office.span(), "office", SURE, qualifiers=said)
        if founded:
            yield Draft(named, "created_by", *whose, line, needed, office.span(), "office-founder", FOUNDER)
