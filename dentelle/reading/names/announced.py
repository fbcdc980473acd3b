"""Names that the next line gives away: the title of what a page announces, and the entries of a directory of addresses.

Invariants: a title stands near the page's head with nothing but a range of days (and perhaps a venue) behind it; an entry is a
line of its own with nothing but an address behind it. Weights: an announced title 84, an entry 82.
"""

import re
from collections.abc import Iterator
from functools import cache

from dentelle.reading.dates_grammar import words
from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.sentence import Clause
from dentelle.reading.prepared import Prepared, Sentence

__all__ = ["ANNOUNCED", "announced"]

ANNOUNCED = "title above its days"  # the rule that found an event that the page announces

LISTED = "title in a list of events"
DIGITS = re.compile(r"\d{1,2}(?:[.:]\d\d|\s?[-–]\s?\d)")  # of hours
HEAD = 8  # lines of a page among which its title stands
LONGEST = 100  # characters of a title
ENTRY_WORDS = 6
ADDRESS = re.compile(  # a postal code and its town, British, Dutch or of four or five figures
    r"(?:^|[\s,–-])(?:[A-Z]{1,2}\d[\dA-Z]?\s\d[A-Z]{2}(?![\w])|(?:[A-Z]{1,2}-)?\d{4,5}(?:\s[A-Z]{2})?\s[A-ZÀ-ÖØ-Þ'’][^\W\d_])"
)
LONGEST_ADDRESS = 110


def announced(prepared: Prepared, clauses: Clauses) -> Iterator[Candidate]:
    """The event that the page's head announces with its days, and the organisations of a directory's entries."""
    sentences = clauses.sentences
    first = list(_event(prepared.text, sentences[:HEAD]))
    yield from first
    yield from _listed(prepared.text, clauses, first[0].end if first else 0)
    for number in range(len(sentences) - 1):
        line, following = sentences[number], sentences[number + 1]
        if _entry_line(prepared.text, line) and _address(prepared.text, following):
            found = _entry(clauses[number])
            if found is not None:
                yield found


def _event(text: str, head: list[Sentence]) -> Iterator[Candidate]:
    """The title above a range of days: the line, or the sentences of one line, before it or before the venue."""
    days = next((n for n, line in enumerate(head) if _days(line.language).fullmatch(text, line.start, line.end)), 0)
    lines = _lines(text, [line for line in head[:days] if line.role not in ("furniture", "byline")])
    if not days or not 1 <= len(lines) <= 3:
        return
    start, end = lines[-2] if len(lines) > 1 else lines[-1]
    title = text[start:end]
    if (
        len(title.split()) > 1
        and end - start <= LONGEST
        and title[0].isupper()
        and not (title[-1] in ".!?:," or DIGITS.search(title))
    ):
        yield Candidate(start, end, "event", "", ANNOUNCED, 84, True)


def _listed(text: str, clauses: Clauses, after: int) -> Iterator[Candidate]:
    """The titles of a list of events: each a heading right above its days, or above the house in which it is."""
    sentences = clauses.sentences
    for number in range(1, len(sentences)):
        line = sentences[number]
        if line.role == "furniture" or not _days(line.language).fullmatch(text, line.start, line.end):
            continue
        above = number - 1
        if above and _house(clauses[above]) and _is_title(text, sentences[above - 1]):
            above -= 1
        title = sentences[above]
        if title.start >= after and _is_title(text, title) and not _house(clauses[above]) and not clauses[above].given(0):
            yield Candidate(title.start, title.end, "event", "", LISTED, 82, True)


def _is_title(text: str, line: Sentence) -> bool:
    """Whether the line may be what an event is called: a short heading of some words."""
    written = text[line.start : line.end]
    return (
        line.role == "heading"
        and len(written) <= LONGEST
        and len(written.split()) > 1
        and written[0].isupper()
        and written[-1] not in ".:,"
        and not DIGITS.search(written)
    )


def _house(clause: Clause) -> bool:
    """Whether the line names a museum or another house, or a place."""
    if clause.known:
        return True
    heads = (clause.head_at(index) for index in range(len(clause.tokens)))
    return any(found is not None and found.head.kind in ("organisation", "place") for found in heads)


def _lines(text: str, sentences: list[Sentence]) -> list[tuple[int, int]]:
    """The sentences as lines: what stands in one line together is one title."""
    lines: list[tuple[int, int]] = []
    for sentence in sentences:
        if lines and "\n" not in text[lines[-1][1] : sentence.start]:
            lines[-1] = lines[-1][0], sentence.end
        else:
            lines.append((sentence.start, sentence.end))
    return lines


@cache
def _days(language: str) -> re.Pattern[str]:
    """A line that is nothing but a range of days, perhaps with its town: "6 October 2019 to 12 January 2020", "Du 14 au 17 mars
    2019", "May 3–June 9, 2019", "Leeds | 03.05.2019–09.06.2019"."""
    said = words(language)
    day = rf"{said.weekday}{said.day}\s?{said.link}\s?(?:{said.month})?(?:,?\s\d{{4}})?"
    first = rf"{said.month}\s{said.day}(?:,?\s\d{{4}})?{said.joins}(?:{said.month}\s)?{said.day},?\s\d{{4}}"
    figures = r"\d{1,2}[./]\d{1,2}[./](?:\d{4})?" + said.joins + r"\d{1,2}[./]\d{1,2}[./]\d{4}"
    town = r"(?:[^\W\d_][\w-]{2,20}\s?[|,]\s?)?"
    days = rf"{day}{said.joins}{day}|{first}|{figures}"
    return re.compile(rf"\s*{town}{said.opens}\s?(?:\w{{2,5}}\s)?(?:{days})\.?\s*", re.IGNORECASE)


def _entry_line(text: str, line: Sentence) -> bool:
    """Whether the line may be an entry's name: short, on its own, no sentence."""
    return line.role in ("item", "heading") and line.end - line.start <= LONGEST and text[line.end - 1] not in ".!?:,"


def _address(text: str, line: Sentence) -> bool:
    return line.end - line.start <= LONGEST_ADDRESS and ADDRESS.search(text, line.start, line.end) is not None


def _entry(clause: Clause) -> Candidate | None:
    """The entry's name, unless its words are all ordinary ("Contact", "Our address") or it is a person."""
    told = [index for index, token in enumerate(clause.tokens) if token.form.word and not token.form.digits]
    while told and clause.forms[told[0]].article:
        del told[0]
    if not told or len(told) > ENTRY_WORDS or not clause.forms[told[0]].capital:
        return None
    if all(clause.ordinary(clause.tokens[i]) or clause.forms[i].function or clause.never(clause.tokens[i]) for i in told):
        return None
    if clause.given(told[0]) or clause.forms[told[0]].cue or clause.marks & {":", "|", "@"}:
        return None
    start, end = clause.tokens[told[0]].start, clause.tokens[told[-1]].end
    return Candidate(start, end, "organisation", "", "heading above its address", 82, True)
