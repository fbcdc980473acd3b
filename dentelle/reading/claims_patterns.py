"""Claims from the declarative patterns: every match of every pattern of the line's language becomes drafts.

Invariant: what a draft says is in its line, or its subject is the topic; the patterns decide everything else.
"""

import re
from collections.abc import Iterator
from functools import cache

from dentelle.model import Mention
from dentelle.reading.drafts import Draft
from dentelle.reading.pattern_values import values_of
from dentelle.reading.patterns_loader import Pattern, applicable, word
from dentelle.reading.scene import Line, Scene
from dentelle.reading.slots import NAMES, Slot, in_quotes
from dentelle.reading.subjects import coordinated, subject_of

__all__ = ["SPOKEN_OF", "drafts_of", "pattern_drafts", "subjects_of"]

SPOKEN_OF = frozenset(("offers", "works_in", "hosts", "covers", "located_in", "founded"))  # not believed inside quoted speech
VERBAL = frozenset(("offers", "hosts", "received", "holds_label", "signed", "covers", "member_of"))  # stated by finite verbs
OF_SOME_KINDS = frozenset(
    ("role", "founded", "closed", "created_by", "part_of", "hosts")
)  # the first of persons only, the others never
HELD = frozenset(("event", "programme", "work"))  # kinds of what takes place
JOINT = {
    "signed": "OPL",
    "received": "OPL",
    "located_in": "OP",
    "hosts": "OPL",
    "member_of": "O",
}  # told of all the names that "and" joins
MIXED = {"signed": "OLP"}  # towns and people sign together with bodies
BEGINNINGS = frozenset(("founded", "closed", "created_by", "located_in"))
DATE_FIRST = re.compile(
    r"(?:(?:in|en|im|am|op|on|le|bis|seit|since|depuis|sinds)\s)?(?:<D|<L)|(?:in|en|im|à|te)\s<L", re.IGNORECASE
)
HEAD = 12  # characters within which a participle opens its line
TOLD_THERE = frozenset(("offers", "works_in"))  # of the topic of other lines they are wrong nine times in ten
FROM_TOPIC = 0.1  # how much less sure a claim is whose subject stands in an earlier line
TITLE = re.compile(r"(?:[^\W\d_]{1,3}['\s]\s?)?<[OLEGW]\d+>")  # a heading that is one name
BARE_NOUN = re.compile(r"(?P<noun>[A-ZÀ-Þ][a-zà-ÿ-]{3,24})(?=[\s,])[^<>.;:]{0,80}")
NOMINAL = re.compile(r"(?:an?|une?|eine?|een)\s[^<>,;.]{2,40}?\s(?:(?:that|which|qui|die|der|das|dat)\s)?", re.IGNORECASE)


def pattern_drafts(scene: Scene) -> Iterator[Draft]:
    """The drafts of all patterns over all lines of ``scene`` but furniture."""
    for line in scene.read_lines():
        for pattern in applicable(line.language, line.text):
            for match in pattern.expression.finditer(line.text):
                if pattern.property in SPOKEN_OF and in_quotes(line.text, match.start()):
                    continue
                yield from drafts_of(scene, line, pattern, match)


def drafts_of(scene: Scene, line: Line, pattern: Pattern, match: re.Match[str]) -> Iterator[Draft]:
    """The drafts of one match."""
    subjects = subjects_of(scene, line, pattern, match)
    if not subjects:
        return
    if pattern.property == "created_by" and _only_opened(line, match):
        return
    for value, forms, span in values_of(scene, line, pattern, match):
        for subject, slot in subjects:
            stands = slot is not None and slot.letter == "T" and pattern.property in OF_SOME_KINDS
            leads = pattern.property == "role" and value.kind == "programme"  # "it coordinates the project"
            if stands and not leads and (subject.kind == "person") != (pattern.property == "role"):
                continue  # "it" stands for something else: the property never tells of such a thing
            if slot is not None and slot.letter == "T" and pattern.property == "takes_place" and subject.kind not in HELD:
                continue  # "it opens in May": a house does not take place
            if subject.name in (value.text, *forms) and value.kind:
                continue
            if not value.kind and any(subject.name == name.name for name in line.slots.slots if span[0] <= name.start < span[1]):
                continue  # "there holds the society X its fair": the words would give X to itself
            needed = [span, *([(slot.start, slot.end)] if slot is not None else [])]
            yield Draft(
                subject,
                "member_of" if pattern.property == "role" and _party(line.language).fullmatch(value.text) else pattern.property,
                value,
                forms,
                line,
                needed,
                match.span(),
                pattern.name,
                pattern.confidence - (FROM_TOPIC if slot is None and pattern.prefer != "topic" else 0.0),
                qualifiers=_qualifiers(line, match) | dict(pattern.fixed),
            )


def _only_opened(line: Line, match: re.Match[str]) -> bool:
    """Whether the match says who held the opening: a mayor who opens a house has not made it."""
    held, opened, dignitary = (
        _said(line.language, name).search(match.group()) for name in ("inaugurated", "opened", "dignitary")
    )
    return bool(held or (opened and dignitary))


@cache
def _said(language: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{word(language, name)})(?!\w)", re.IGNORECASE)


@cache
def _party(language: str) -> re.Pattern[str]:
    """The parties of the language's countries, of which a person in brackets before it is a member."""
    return re.compile(word(language, "party"), re.IGNORECASE)


def subjects_of(scene: Scene, line: Line, pattern: Pattern, match: re.Match[str]) -> list[tuple[Mention, Slot | None]]:
    """The subjects that the match names, with those joined to them; else the one that the reader finds."""
    groups = match.re.groupindex
    if "S" in groups and match["S"]:
        slots = line.slots.within(match.start("S"), match.end("S"), NAMES + "T")
        if pattern.value_type == "label":
            slots = [
                slot for slot in slots if not line.governed(slot)
            ]  # "the mill on the canal is a …" says nothing of the canal
        found = [(mention, slot) for slot in slots if (mention := scene.mention_of(slot, line)) is not None]
        return list(found)
    value_at = match.start("V") if "V" in groups else 0
    prefer = pattern.prefer or ("verb" if pattern.property in VERBAL else "")
    subject = subject_of(scene, line, match.start(), match.end(), pattern.subject, prefer, value_at)
    if subject is None:
        return []
    mention, slot = subject
    told_there = pattern.property in TOLD_THERE and pattern.prefer != "topic"
    if told_there and slot is None and all(other.name != mention.name for other in line.slots.slots):
        return []
    if pattern.property in BEGINNINGS and mention.kind == "person" and "P" not in pattern.subject:
        return []  # "in 1805 she founded a mill": it was not she who was founded
    opens = (match.start() <= HEAD and DATE_FIRST.match(line.text) is None) or _told_of_title(scene, line, match.start())
    if slot is None and pattern.property in BEGINNINGS and pattern.prefer != "topic" and not opens:
        return []  # "in X opened the first factory" says nothing of the topic; "Founded in 1986." does
    if slot is not None and pattern.property in JOINT and slot.letter in JOINT[pattern.property]:
        together = MIXED.get(pattern.property, "")
        joined = coordinated(line, slot, together if slot.letter in together else "")
        return [(m, s) for s in joined if (m := scene.mention_of(s, line)) is not None]
    return [(mention, slot)]


def _told_of_title(scene: Scene, line: Line, start: int) -> bool:
    """Whether the words before ``start`` go on about the name that heads the section: "A charity founded in …"."""
    if line.heading < 0 or line.topic is None:
        return False
    heading = scene.lines[line.heading]
    if TITLE.fullmatch(heading.text) and NOMINAL.fullmatch(line.text, 0, start) is not None:
        return True
    noun = BARE_NOUN.match(line.text, 0, start)  # "Brass foundry" as a heading, "Foundry for bells, founded in …" below
    titled = scene.prepared.text[heading.sentence.start : heading.sentence.end].casefold()
    return noun is not None and noun.end() <= start and noun["noun"].casefold() in titled.split()


def _qualifiers(line: Line, match: re.Match[str]) -> dict[str, str]:
    """The match's named groups but subject and value, as qualifiers with the words of the text."""
    return {
        name: re.sub(r"<[^>]*>", "", text).strip(" ,;")
        for name, text in match.groupdict().items()
        if name in ("role", "what") and text and text.strip()
    }
