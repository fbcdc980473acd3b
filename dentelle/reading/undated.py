"""Dates that state no fact: of a law, of the page itself, of a count, of what a noun is only described by.

Invariant: the answer looks at the words around the date alone, whoever the line is about.
"""

import re
from functools import cache

from dentelle.reading.drafts import Draft
from dentelle.reading.labels import is_label
from dentelle.reading.patterns_loader import word
from dentelle.reading.scene import Line
from dentelle.reading.slots import NAMES, Slot

__all__ = ["ENTRY", "dates_nothing", "states_nothing", "times_count"]

BEFORE = 60  # characters before a date in which the words stand that say what it is of
AS_OF = 12  # characters from a clause's head within which a date says when its count was made
OF_COUNT = re.compile(
    r"[^<>.;:]{0,12}\s(?:en|in|im|au|fin|début|Ende|Anfang|eind|op|by|per)\s", re.IGNORECASE
)  # "50 jobs in 1900"
AS_OF_BEFORE = re.compile(
    r"(?:\bstand|\bas (?:of|at)|\bau|état au|\bper|toestand op|situation au)\s?:?\s?(?:le\s)?$", re.IGNORECASE
)
BARE_NUMBER = re.compile(
    r"(?<![\w.,-])\d+(?:[.,  ]\d{3})*\s(?:[^\W\d_]{2,3}\s){0,2}$"
)  # "against 35 in 2020", "40 by the end of"
BEHIND = 24  # characters from a date's slot on in which its verb may end the clause: "1990 gegründet"
LONGEST = 90  # characters of a line that tells of the page
HEAD = 3  # lines at the top that are titles
ENTRY = re.compile(r"^[^<>]{0,10}<D\d+>(?:, <N\d+>)?(?:[^<>]{0,12}?\s?(?:[:|]|[–—-](?=\s))\s|\s{3,}(?=\S))")
ROW = re.compile(r"(?:<[DN]\d+>[\s|;,/-]*){2,}")  # the head or a row of a table of years
REFERENCE = re.compile(r"^(?:↑|\^|\[\d|(?:kategorie|catégorie|categor|bron|quelle|source|stand\b))", re.IGNORECASE)


def states_nothing(line: Line, date: Slot, clause: tuple[int, int]) -> bool:
    """Whether the words beside ``date`` say that it is the date of a law, of the page, of a founding or of a mere description;
    ``clause`` is the date's own."""
    if len(line.slots.within(*clause, "D")) == 1 and _founded(line.language).search(line.text, *_beside(date, clause)):
        return True  # told as a founding, or of nobody who has a name
    before = line.text[max(0, date.at - BEFORE) : date.at]
    if AS_OF_BEFORE.search(before) or BARE_NUMBER.search(before) or _undated(line.language).search(before):
        return True
    if len(line.text) > LONGEST or line.slots.within(0, len(line.text), NAMES):
        return False
    return _of_the_page(line.language).search(line.text, 0, date.at) is not None


def dates_nothing(line: Line) -> bool:
    """Whether the dates of the line are none of facts: a byline, a head of columns, a reference, a title."""
    return line.role == "byline" or bool(ROW.fullmatch(line.text) or REFERENCE.match(line.text)) or _titled(line)


def _titled(line: Line) -> bool:
    """Whether the line is the title of a report or page ("Annual report 2019"): its year is none of a fact."""
    if is_label(line.text):
        return True  # "Turnover (2021)"
    return line.role == "heading" and line.number < HEAD and ENTRY.match(line.text) is None


def times_count(line: Line, date: Slot, count: Draft, clause: tuple[int, int]) -> bool:
    """Whether the date only says when something was counted: it stands right behind the count, or in its clause, without a fact
    of its own; ``clause`` is the date's."""
    start, end = clause
    if count.pattern == "profile-count" or OF_COUNT.fullmatch(line.text, count.trigger[1], date.at):
        return True
    if date.at - start > AS_OF and line.text[date.at :].count(" ") > 1:
        return False
    return start <= count.trigger[0] < end and len(line.slots.within(start, end, "DOPGEW")) <= 2


def _beside(date: Slot, clause: tuple[int, int]) -> tuple[int, int]:
    """The part of its clause in which a date's own verb stands."""
    return max(clause[0], date.at - BEFORE), min(clause[1], date.at + BEHIND)


@cache
def _undated(language: str) -> re.Pattern[str]:
    """What a date follows that it only describes: a law, a founding told of elsewhere, "a house of", which is no "summer of"."""
    article, of = word(language, "article"), word(language, "of_date")
    law = rf"(?:{word(language, 'law')})(?:\s(?:{of}))?"
    begun = rf"(?:{word(language, 'since')})\s?(?:{article}\s?)?(?:{word(language, 'beginning')})\s(?:{of}|[eiI][mn])"
    described = rf"(?:{article})\s?(?:(?!{word(language, 'of_time')}(?!\w))[^\W\d_][\w-]{{2,30}}\s){{1,3}}(?:{of})"
    return re.compile(rf"(?<!\w)(?:{law}|{begun}|{described})\s?$", re.IGNORECASE)


@cache
def _founded(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{word(language, 'founded_then')})(?!\w)", re.IGNORECASE)


@cache
def _of_the_page(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{word(language, 'page_date')})(?!\w)", re.IGNORECASE)
