"""Cuts a repaired text into sentences, list items, headings, bylines and page furniture.

Invariants: sentences are in the order of the text, do not overlap, hold no leading or trailing space, and are at most
``LONGEST`` characters long (so that whatever works on one sentence stays linear in the text). Work is linear.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dentelle.model import LANGUAGES
from dentelle.reading.furniture import is_even, is_furniture, is_said
from dentelle.reading.labels import is_label
from dentelle.reading.language import paragraph_language
from dentelle.reading.names.wordlists import is_given_name, plain
from dentelle.reading.tables import table, words

__all__ = ["Sentence", "cut"]

LONGEST = 2_000  # characters of one sentence; a longer stretch without a full stop is cut at a space

LINE = re.compile(r"[^\n\r\x0b\x0c\u2028\u2029\x85]+")
BULLET = re.compile(r"(?:[•‣*·■-◿☀-➿🌀-🫿]\ufe0f?|[-–—](?=\s))\s*|(?:\d{1,2}[.)]|\(?[a-z]\))\s+(?=[^\d\s])|\[\d{1,3}\]\s+")
MONTH_AFTER = re.compile(r"\d{1,2}\.\s+(\w+)")
COLUMNS = re.compile(r"\S\s{3,}\S")
SENTENCE_END = re.compile(r"[.!?…]+[\"”»«“'’)\]]*(?:\[\d{1,3}\])*(?=\s|[“«„]|\Z)")
LAST_WORD = re.compile(r"[\w.]*\w$")
NAMED_LETTER = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W\d_]{2,}\s[A-Z]$")  # "Hangar K", which may close a sentence as no initial does
BEGINS = re.compile(  # a sentence: "The", "Il", "Das" and a small word
    r"(?:The|This|It|A|Le|La|Les|Il|Elle|Un|Une|Cette?|Der|Die|Das|Ein|Eine|Es|Sie|De|Het|Een|Dit|Deze|Ze)\s[a-zà-ÿ]{3}"
)
NAME_LINE = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'.-]+(?:\s+(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*|de|van|von|du|der|den|la|le|ten|ter|zu|El)){1,4}")
DATED_BYLINE = re.compile(rf"{NAME_LINE.pattern}\s*[|·•]\s[^|]{{0,24}}\b(?:19|20)\d\d\b")  # "Jane Hart | 4 May 2020 | 2 minutes"
SENTENCE_INSIDE = re.compile(r"[.!?]\s+\S")
LEADING_ON = re.compile(  # an article or preposition with which no line of its own ends
    r"\b(?:du|de|des|le|la|les|au|aux|à|et|entre|the|of|from|and|between|der|das|dem|den|vom|zum|zur|und|zwischen|het|van|een|tussen)$"
)
LEFT_OPEN = re.compile(  # the same in German, whose lines go on with a capital as often as not
    r"(?<=\s)(?:[Dd](?:e[rmns]|as|ie)|eine[rmns]?|vom|von|zum|zur|im|in|am|beim|für|durch|und|oder|sowie|zwischen|ins|ihre[rmns]?"
    r"|seine[rmns]?)$"
)
HEAD = 8  # paragraphs among which a line that looks like a name may be the page's title: each looks through the whole text
TOP, TITLE = 4, 100  # paragraphs among which a page's title stands; characters of a title that a full stop may part
EDITED = 160  # characters of a heading with the mark behind it
PROSE = 30  # characters of a line that may be one of a paragraph
FIELD = re.compile(r"[^\W\d_][\w()'’/ -]{1,30}?\s?:\s+\S")  # a line "label: value"
SHORT_LINE = 40  # characters of a heading that may stand right above fields
BROKEN = re.compile(r"[.!?;]\s")
LONG_NUMBER = re.compile(r"\d{4,}")
DOTTED = re.compile(r"(?:\w\.)+\w")
ASSOCIATION = re.compile(  # behind the "V" of a German association, a word that begins a sentence
    r"(?<=e\. V)(?<!\we\. V)\.\s+(?:D(?:er|ie|as|en|em|ort|abei)|Er|Sie|Es|Im|In|Am|An|Auf|Mit|Seit|Für|Zu[mr]?|Bei|Nach"
    r"|Hier|Vo[nm]|Eine?|Wir|Unsere?|Als|Durch|Aus|Neben|Unter|Auch|Heute|Gegründet|Ziel)\b"
)
EDIT = re.compile(
    r"\s*\[(?:modifier|edit|bearbeiten|bewerken)(?:(?:\s?\||\s)[^\[\]\n]{1,40})?\]\s*", re.IGNORECASE
)  # a wiki's, at a heading


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the repaired text: ``start``..``end`` in its characters.

    ``role``: sentence, item (of a list or table), heading, byline or furniture. ``lead`` is the span of the words that
    introduce the list of an item (its lead-in sentence, else the heading right above), None elsewhere. ``paragraph``
    numbers the lines or blocks from 0: sentences of one paragraph share it.
    """

    start: int
    end: int
    role: str
    language: str
    lead: tuple[int, int] | None = None
    paragraph: int = 0


@dataclass(slots=True)
class Unit:
    """A paragraph, item or heading before it is cut: a stretch of the text and what is known about it."""

    start: int
    end: int
    role: str = ""
    alone: bool = True  # a blank line (or another block) follows


def cut(text: str, language: str, blocks: Sequence[tuple[int, int, str]] = ()) -> tuple[Sentence, ...]:
    """The sentences of ``text``, whose main language is ``language``; ``blocks`` are (start, end, role) of the extractor."""
    units = _units(text, blocks, language)
    sentences: list[Sentence] = []
    lead: tuple[int, int] | None = None
    for number, unit in enumerate(units):
        body = text[unit.start : unit.end]
        role = unit.role or _role(body, unit, number, len(units))
        if role == "byline" and number < HEAD and _is_title(text, body):
            role = "heading"
        even = role in ("sentence", "item") and is_even(body)
        spoken = paragraph_language(body, language) if len(body) > 60 else language
        start = unit.start
        if role == "item":
            bullet = BULLET.match(body)
            start += bullet.end() if bullet and bullet.end() < len(body) else 0
        one = role == "heading" and unit.end - start <= TITLE
        for first, last in [(start, unit.end)] if one else _sentences(text, start, unit.end, spoken):
            kind = role
            if role in ("sentence", "item") and last - first <= 250:
                said = text[first:last]
                if is_said(said, spoken, language) if even else is_furniture(said, spoken, language):
                    kind = "furniture"
            sentences.append(Sentence(first, last, kind, spoken, lead if kind == "item" else None, number))
        if role != "item" and sentences:
            last_one = sentences[-1]
            opens = role == "heading" or text[unit.end - 1] == ":"
            lead = (last_one.start, last_one.end) if opens and last_one.paragraph == number else None
    return tuple(sentences)


# ---- lines to units -------------------------------------------------------------------------------------------------


def _units(text: str, blocks: Sequence[tuple[int, int, str]], language: str) -> list[Unit]:
    if not blocks:
        return _paragraphs(text, 0, len(text), language)
    units: list[Unit] = []
    position = 0
    for start, end, role in blocks:
        start = max(start, position)
        if start >= end:
            continue
        units.extend(_paragraphs(text, position, start, language))
        if span := _stripped(text, start, end):
            # A newline inside a block only wraps a line: the extractor, who saw the page, says where a paragraph ends.
            unit = Unit(*span, {"paragraph": "", "cell": "item", "caption": "sentence"}.get(role, role))
            if role == "paragraph" and BULLET.match(text, unit.start) and not _is_date_line(text, unit.start, language):
                unit.role = "item"
            units.append(unit)
        position = end
    units.extend(_paragraphs(text, position, len(text), language))
    return units


def _paragraphs(text: str, start: int, end: int, language: str) -> list[Unit]:
    """The lines of ``text[start:end]``, wrapped ones joined, without surrounding space."""
    lines = [unit for m in LINE.finditer(text, start, end) if (unit := _unit(text, m.start(), m.end())) is not None]
    for this, following in pairwise(lines):
        this.alone = text.count("\n", this.end, following.start) > 1
    width = _wrap_width(text, lines)
    units: list[Unit] = []
    previous: Unit | None = None
    for line in lines:
        if BULLET.match(text, line.start) and not _is_date_line(text, line.start, language):
            line.role = "item"
        if previous is not None and not previous.alone and not line.role and _runs_on(text, previous, line, width):
            units[-1].end, units[-1].alone = line.end, line.alone
        else:
            units.append(Unit(line.start, line.end, line.role, line.alone))
        previous = line
    return units


def _unit(text: str, start: int, end: int) -> Unit | None:
    """The line ``start``..``end`` without space and without a wiki's mark to edit the section, which tells a heading."""
    if (span := _stripped(text, start, end)) is None:
        return None
    start, end = span
    bracket = text.rfind("[", start, end) if text[end - 1] == "]" or text[start] == "[" else -1
    if bracket < 0 or (mark := EDIT.match(text, bracket, end)) is None:
        return Unit(start, end)
    if mark.end() == end:
        title = _stripped(text, start, bracket)
        return Unit(*title, "heading") if title and end - start <= EDITED else Unit(start, end)
    return Unit(mark.end(), end) if bracket == start else Unit(start, end)


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _wrap_width(text: str, lines: list[Unit]) -> int:
    """The width at which the text was wrapped, 0 where its lines are whole paragraphs."""
    inner = sorted(line.end - line.start for line in lines if not line.alone)
    if len(inner) < 6:
        return 0
    widest = inner[-max(1, len(inner) // 20)]
    if 50 <= widest <= 130 and sum(length >= 0.75 * widest for length in inner) >= 0.4 * len(inner):
        return widest
    going_on = sum(text[following.start].islower() for line, following in pairwise(lines) if not line.alone)
    if going_on < 0.4 * len(inner):
        return 0
    for width in reversed(inner):  # words that were parted at the end of a line have joined two or three of them
        fitting, longer = sum(0.75 * width <= length <= width for length in inner), sum(length > width for length in inner)
        if 50 <= width <= 130 and fitting >= 0.4 * len(inner) and longer <= len(inner) / 4:
            return width
    return 0


def _runs_on(text: str, line: Unit, following: Unit, width: int) -> bool:
    """Whether the sentence of ``line`` goes on in ``following``."""
    if text[line.end - 1] in "-,;(&" and text[following.start].islower():
        return True
    columns = COLUMNS.search(text, line.start, line.end) or COLUMNS.search(text, following.start, following.end)
    width = 0 if columns else width
    if text[line.end - 1] in ".!?:…":
        return bool(width) and line.end - line.start >= 0.7 * width and text[line.end - 1] != ":"
    if text[following.start].islower():
        return not _is_field(text, line, following)
    if text[following.start].isdigit() and LEADING_ON.search(text, line.start, line.end):
        return True  # "will take place from the / 5 to 7 June"
    if not columns and line.end - line.start >= PROSE and LEFT_OPEN.search(text, line.start, line.end):
        return True
    return bool(width) and line.end - line.start >= 0.7 * width


def _is_field(text: str, line: Unit, following: Unit) -> bool:
    """Whether ``following`` is a field of a profile below another or below its heading, or the value below its label."""
    if FIELD.match(text, following.start, following.end) is not None:
        return line.end - line.start <= SHORT_LINE or FIELD.match(text, line.start, line.end) is not None
    return line.end - line.start <= SHORT_LINE and is_label(text[line.start : line.end])


def _is_date_line(text: str, start: int, language: str) -> bool:
    """Whether a line that opens with a number and a full stop opens with a day and a month ("24. Oktober")."""
    match = MONTH_AFTER.match(text, start)
    return bool(match) and match.group(1).casefold() in words("sentences", language, "months")  # type: ignore[union-attr]


# ---- roles ----------------------------------------------------------------------------------------------------------


@cache
def _byline() -> "re.Pattern[str]":
    """What opens a byline, in any language."""
    listed = [opening for language in LANGUAGES for opening in table("sentences").get(language, {}).get("bylines", [])]
    openings = sorted(set(listed), key=lambda opening: (-len(opening), opening))
    return re.compile(rf"(?i:{'|'.join(re.escape(opening) for opening in openings)})\s*:?\s+(?=[A-ZÀ-ÖØ-Þ])")


def _role(body: str, unit: Unit, number: int, count: int) -> str:
    """What a unit is, from its words alone."""
    length = len(body)
    if length > 250:
        return "sentence"
    if length <= 100 and DATED_BYLINE.match(body):
        return "byline"
    if is_furniture(body, *LANGUAGES) and not SENTENCE_INSIDE.search(body):
        return "furniture"
    if length > 120:
        return "sentence"
    if length <= 90 and body[-1] not in ".!?:" and _byline().match(body):
        return "byline"
    if (
        length <= 40
        and (number < 8 or number >= count - 3)
        and NAME_LINE.fullmatch(body)
        and not body.isupper()
        and not _pointing(body)
    ):
        return "byline" if number else "heading"
    letters = [*filter(str.isalpha, body)]
    if len(letters) > 3 and sum(map(str.isupper, letters)) > 0.8 * len(letters):
        return "heading"
    parted = BROKEN.search(body) is not None and not (unit.alone and number < min(TOP, count - 1) and length <= TITLE)
    whole = length <= 110 and body[-1] not in '.!;,…:»”"' and body.count(",") < 2 and not parted
    titled = whole and (unit.alone or length <= 60) and (number < 3 or not LONG_NUMBER.search(body))
    return "heading" if titled else "sentence"


@cache
def _pointers() -> frozenset[str]:
    """Words before which "offers" or "team" is no surname."""
    return words("names", "de", "function") - {"der", "den", "von", "zu"}


def _pointing(body: str) -> bool:
    """Whether a line of capitalised words opens with a German pronoun ("Unsere Angebote"), which no name does."""
    return body.split(maxsplit=1)[0].casefold() in _pointers()


def _is_title(text: str, body: str) -> bool:
    """Whether a line that looks like a person's name is what the page is about: its prose says it again, and it is no given name
    that opens it ("Koninklijke Sphinx", below which "Koninklijke Sphinx was …")."""
    if not NAME_LINE.fullmatch(body) or is_given_name(plain(body.split()[0])):
        return False
    return re.search(rf"{re.escape(body)} [a-zà-ÿ(]", text) is not None


# ---- sentences ------------------------------------------------------------------------------------------------------


@cache
def _abbreviations(language: str) -> frozenset[str]:
    return words("sentences", "all", "abbreviations") | words("sentences", language, "abbreviations")


def _sentences(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """The spans of the sentences in ``text[start:end]``."""
    first = start
    for match in SENTENCE_END.finditer(text, start, end):
        stop = match.end()
        if stop >= end or not _ends(text, match, end, language):
            continue
        yield from _short_enough(text, first, stop)
        first = stop
    yield from _short_enough(text, first, end)


def _ends(text: str, match: re.Match[str], end: int, language: str) -> bool:
    """Whether the mark that ``match`` found ends a sentence."""
    following = match.end()
    while following < end and text[following].isspace():
        following += 1
    if following >= end:
        return False
    after = text[following]
    if after in "»”" and following + 1 < end and text[following + 1].isalnum():
        return True  # »German quotation marks«
    if after.islower() or after in ",;:)–—»”…":
        return False
    if match.group()[0] != "." or len(match.group().rstrip("\"”»«“'’)]")) > 1:
        return True
    before = LAST_WORD.search(text, max(match.start() - 30, 0), match.start())
    if before is None:
        return True
    word = before.group()
    slashed = before.start() > 1 and text[before.start() - 1] == "/"  # "TU/e", which is no initial
    if len(word) == 1 and not slashed and word.isalpha() and (word.isupper() or language in ("de", "nl")):
        closed = match.group() != "." or ASSOCIATION.match(text, match.start()) is not None  # no initial where a quotation closes
        return closed or (BEGINS.match(text, following) is not None and _named_letter(text, match.start()))
    if word.isdigit() and len(word) <= 2:
        return language != "de" and not (after.isdigit() and language == "nl")
    return word.casefold() not in _abbreviations(language) and not DOTTED.fullmatch(word)


def _named_letter(text: str, end: int) -> bool:
    return NAMED_LETTER.search(text, max(end - 30, 0), end) is not None


def _short_enough(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """``start``..``end`` without surrounding space, in pieces of at most ``LONGEST`` characters, cut at spaces if it can be."""
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        middle = space if space > 0 else start + LONGEST
        if span := _stripped(text, start, middle):
            yield span
        start = middle
    if span := _stripped(text, start, end):
        yield span
