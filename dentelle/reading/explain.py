"""What the reader made of a document, line by line: the slots, the patterns that fired, and those that nearly did.

Invariants: a claim stands under the line that its passage quotes; nothing is said of a pattern that the reader does not do: the
matches, subjects, values and passages are those of the reader's own functions.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dentelle.model import THE_DOCUMENT, Claim, DateMention, Document, Figure, Mention, Value
from dentelle.reading.claims import draft_passage
from dentelle.reading.claims_patterns import SPOKEN_OF, drafts_of, subjects_of
from dentelle.reading.engines import BUILTIN, Engine
from dentelle.reading.lexicon import Lexicon
from dentelle.reading.pattern_values import values_of
from dentelle.reading.patterns_loader import SLOT, Pattern, applicable, compiled, patterns
from dentelle.reading.reader import gathered
from dentelle.reading.scene import Line, Scene, scene
from dentelle.reading.slots import LETTERS, Slot, in_quotes, token

__all__ = ["explain"]

KINDS = {letter: kind for kind, letter in LETTERS.items()} | {"D": "date", "N": "figure", "T": "word for something named"}
ANY = "".join(KINDS)
UNREAD = r"(?P<{}>(?-i:[A-ZÀ-Þ][\w’'-]{{1,30}}(?:\s[A-ZÀ-Þ][\w’'-]{{1,30}}){{0,3}}))"  # capitalised words that are no slot
WIDTH = 8  # of the words at the head of a line


@dataclass(frozen=True, slots=True)
class Near:
    """A pattern with one slot that takes every kind or words that are none: ``group`` is S or V, ``wanted`` its letters."""

    pattern: Pattern
    expression: re.Pattern[str]
    group: str
    wanted: str


def explain(document: Document, lexicon: Lexicon, engine: str | Engine = BUILTIN) -> Iterator[str]:
    """Lines of text for people, one block for each line of ``document`` that is no page furniture. Raises EngineError.

    A block has the words, the line with its slots, what each slot stands for, the topic, the claims that were made of it with
    pattern, confidence and modality, and the patterns that nearly made one, with the reason why not.
    """
    items, found = gathered(document, lexicon, engine)
    made = scene(items.prepared, items.mentions, items.dates, items.figures, document)
    told: dict[int, list[Claim]] = defaultdict(list)
    for claim in (*found.claims, *found.denied):
        line = made.line_at(claim.passage.start)
        told[line.number if line else -1].append(claim)
    everywhere = {(claim.subject, claim.property, claim.value.key) for claim in (*found.claims, *found.denied)}
    yield f"{document.path} ({items.prepared.language or '?'}, {len(document.text)} characters, {len(made.lines)} lines)"
    for line in made.lines:
        yield ""
        words = " ".join(items.prepared.text[line.sentence.start : line.sentence.end].split())
        yield f"{line.number + 1:>5} {line.role} ({line.language}): {words}"
        if line.role != "furniture" or told[line.number]:
            yield from _line(made, line, told[line.number], everywhere)


def _line(made: Scene, line: Line, told: list[Claim], everywhere: set[tuple[str, str, str]]) -> Iterator[str]:
    yield _row("slots", line.text)
    for slot in line.slots.slots:
        yield _row("", f"{token(slot, line.slots)} {_stands_for(made, line, slot)}")
    if line.topic is not None:
        yield _row("topic", f"{line.topic.name} ({line.topic.kind})")
    for claim in told:
        subject = "the document" if claim.subject == THE_DOCUMENT else claim.subject
        also = "".join(f", {name} {text}" for name, text in claim.qualifiers)
        said = f"{subject} · {claim.property} · {_value(claim.value)}{also}"
        yield _row("fired", f"{claim.pattern}: {said} ({claim.modality}, confidence {claim.confidence:.2f})")
    seen: set[str] = set()
    for pattern, why in [*_dropped(made, line, everywhere), *_wrong_slot(line)]:
        row = _row("nearly", f"{pattern.name} ({pattern.property}): {why}")
        if row not in seen:
            seen.add(row)
            yield row


def _row(head: str, text: str) -> str:
    return f"      {head:<{WIDTH}}{text}"


def _stands_for(made: Scene, line: Line, slot: Slot) -> str:
    """What a slot stands for, and what found it."""
    if isinstance(slot.item, DateMention):
        return f"date {slot.item.edtf} “{_plain(slot.item.text)}”"
    if isinstance(slot.item, Figure):
        bound = f"{slot.item.bound} " if slot.item.bound else ""
        return f"figure {bound}{slot.item.number:.15g} {' '.join(filter(None, (slot.item.unit, slot.item.noun)))}".rstrip()
    mention = made.mention_of(slot, line)
    said = _plain(made.prepared.text[slot.start : slot.end])
    if mention is None:
        return f"“{said}”: stands for nothing known"
    fuller = "" if said == mention.name else f" “{said}”"
    rule = f" ({slot.item.rule})" if isinstance(slot.item, Mention) else ""
    return f"{mention.kind} {mention.name}{fuller}{rule}"


def _plain(text: str) -> str:
    return " ".join(text.split())


def _value(value: Value) -> str:
    return value.edtf or value.text


def _dropped(made: Scene, line: Line, everywhere: set[tuple[str, str, str]]) -> Iterator[tuple[Pattern, str]]:
    """The patterns that match the line and made no claim of it, each with the reason."""
    if line.role == "furniture":
        return
    for pattern in applicable(line.language, line.text):
        for match in pattern.expression.finditer(line.text):
            words = f"“{match[0].strip()}” matches"
            if pattern.property in SPOKEN_OF and in_quotes(line.text, match.start()):
                yield pattern, f"{words}, but in quotation marks, where nobody is believed about this"
                continue
            subjects = subjects_of(made, line, pattern, match)
            if not subjects:
                yield pattern, f"{words}, but there is no subject among {_kinds(pattern.subject)}"
                continue
            values = list(values_of(made, line, pattern, match))
            if not values:
                yield pattern, f"{words}, but no value that it takes"
            elif all(value.text in {mention.name for mention, _ in subjects} for value, _, _ in values):
                yield pattern, f"{words}, but subject and value are both {values[0][0].text}"
            for draft in drafts_of(made, line, pattern, match):
                subject = draft.subject.name if draft.subject else THE_DOCUMENT
                if (subject, draft.property, draft.value.key) in everywhere:
                    continue
                said = f"{subject} · {draft.property} · {_value(draft.value)}"
                if draft_passage(made, draft) is None:
                    yield pattern, f"{said} was dropped by the gate: no passage holds both subject and value"
                else:
                    yield pattern, f"{said} gave way to another claim of the line"


def _wrong_slot(line: Line) -> Iterator[tuple[Pattern, str]]:
    """The patterns that would match the line if one slot were of another kind."""
    if line.role == "furniture" or not line.slots.slots:
        return
    by_token = {token(slot, line.slots): slot for slot in line.slots.slots}
    matched = {pattern.name for pattern in applicable(line.language, line.text) if pattern.expression.search(line.text)}
    for near in _near(line.language):
        match = near.expression.search(line.text) if near.pattern.name not in matched else None
        if match is None:
            continue
        said, what = match[near.group], "value" if near.group == "V" else "subject"
        mark = re.search(r"<[A-Z]\d+>", said)
        if mark is None:
            yield near.pattern, f"“{match[0].strip()}” would match, if its {what} {said} were read as {_kinds(near.wanted)}"
        elif mark[0] in by_token and by_token[mark[0]].letter not in near.wanted:
            is_now = KINDS[by_token[mark[0]].letter]
            yield (
                near.pattern,
                f"“{match[0].strip()}” would match, but its {what} {mark[0]} is a {is_now}, not {_kinds(near.wanted)}",
            )


def _kinds(letters: str) -> str:
    return " or ".join(KINDS[letter] for letter in letters if letter in KINDS)


@cache
def _near(language: str) -> tuple[Near, ...]:
    """The patterns of ``language``, twice for each of their slots: it takes every kind, or words."""
    found: list[Near] = []
    for pattern in patterns(language):
        for slot in SLOT.finditer(pattern.written):
            letters = (slot[2] or "").strip("*?")
            if slot[1] in ("S", "V") and letters.isupper():
                for loose in (slot[0].replace(f":{letters}", f":{ANY}"), UNREAD.format(slot[1])):
                    written = pattern.written[: slot.start()] + loose + pattern.written[slot.end() :]
                    found.append(Near(pattern, compiled(language, written), slot[1], letters))
    return tuple(found)
