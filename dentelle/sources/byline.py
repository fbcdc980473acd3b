"""Who wrote a text and when, from its first and last lines – only where a line says it and nothing else.

Invariant: a line inside running prose is never taken; when two lines disagree, nothing is.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from dentelle.folding import fold
from dentelle.gazetteer import given_names
from dentelle.tables import read_table

HEAD_LINES, TAIL_LINES = 12, 4  # lines with text looked at from either end
LINE_LIMIT = 90  # characters; a longer line is prose

PARTICLE = r"(?:de|du|des|d['’]|van|von|der|den|het|ten|ter|zu|zur|la|le|el|al|y)"
WORD = r"[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:[-'’.][^\W\d_]*)*"
NAME = rf"{WORD}(?:\s+{PARTICLE}){{0,2}}(?:\s+{WORD}(?:\s+{PARTICLE}){{0,2}}){{0,2}}\s*{WORD}"
MARKER = (
    r"(?:Propos recueillis par|Écrit par|Par|Written by|By|Von|Geschreven door|Door"
    r"|Text|Texte|Tekst|Autor|Autorin|Auteur|Autrice|Author)"
)
SIGNED = re.compile(rf"(?:{MARKER}\s*:?\s+)(?P<name>{NAME})(?:\s*[,–—|/(-].*)?", re.S)
LONE_NAME = re.compile(NAME)

DAY = r"(?P<day>\d{1,2})(?:er|re|st|nd|rd|th|\.)?"
WRITTEN = re.compile(rf"{DAY}\s+(?:of\s+)?(?P<month>[^\W\d_]{{3,10}})\.?,?\s+(?P<year>[12]\d{{3}})\b")
AMERICAN = re.compile(rf"(?P<month>[A-Z][a-z]{{2,8}})\.?\s+{DAY},?\s+(?P<year>[12]\d{{3}})\b")
NUMERIC = re.compile(r"\b(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>[12]\d{3})\b")
ISO = re.compile(r"\b(?P<year>[12]\d{3})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
BEFORE_DATE = re.compile(
    r"\W*(?:(?:publié(?:e)?|mis(?:e)? en ligne|posted|published|updated|veröffentlicht|erschienen|stand|gepubliceerd|geplaatst"
    r"|date|datum|le|on|am|op|vom|den)\b\W*)*+",
    re.I,
)
AFTER_DATE = re.compile(r"\W*(?:(?:à|at|um|om)?\s*\d{1,2}\s*[:.hH]\s*\d{0,2}\s*(?:uur|Uhr|h|am|pm)?)?\W*", re.I)
# "Denain, le", "Düren," or a press release's "Communiqué de presse – Valenciennes, le": a title before a date is an event's.
PLACE_BEFORE = re.compile(
    r"(?:(?:communiqué|press release|pressemitteilung|persbericht|medienmitteilung)[^\d]{0,60}[,–—|-]\s*)?"
    r"(?:(?:[^\W\d]+-)*[^\W\d]+,\s*)?(?:le|den|on|am|op)?\s*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """``author`` as written and ``date`` as an ISO day (which is EDTF); "" where no line is clear."""

    author: str = ""
    date: str = ""


def byline(lines: list[str]) -> Byline:
    """The byline among ``lines`` of a text, in their order."""
    filled = [line.strip() for line in lines]
    filled = [line for line in filled if line]
    head, tail = filled[:HEAD_LINES], filled[HEAD_LINES:][-TAIL_LINES:]
    dates = {found for line in head if (found := _date_of(line))}
    authors = {found for line in head + tail if (found := _author_of(line))}
    if not authors:
        authors = _beside_date(head) or _last_line(filled)
    return Byline(authors.pop() if len(authors) == 1 else "", dates.pop() if len(dates) == 1 else "")


def find_date(text: str) -> str:
    """The ISO day that ``text`` holds, day before month unless it is written out; "" for none."""
    found = _find(text[:LINE_LIMIT])
    return found[0] if found else ""


def _find(text: str) -> tuple[str, int, int] | None:
    for pattern in (ISO, WRITTEN, AMERICAN, NUMERIC):
        for match in pattern.finditer(text):
            month = match["month"]
            number = int(month) if month.isdigit() else months().get(fold(month), 0)
            day = int(match["day"])
            if 1 <= number <= 12 and 1 <= day <= 31:
                return f"{match['year']}-{number:02}-{day:02}", match.start(), match.end()
    return None


@cache
def months() -> dict[str, int]:
    """Month number by folded name."""
    rows = read_table(Path(__file__).with_name("months.tsv"), ("month", "names"))
    return {name: int(row["month"]) for row in rows for name in row["names"].split()}


def _date_of(line: str) -> str:
    """The date of a line that is nothing but a date, or a place, title or name and a date."""
    if len(line) > LINE_LIMIT:
        return ""
    found = _find(line)
    if found is None:
        return ""
    day, start, end = found
    before, after = line[:start], line[end:]
    lone = BEFORE_DATE.fullmatch(before) or PLACE_BEFORE.fullmatch(before) or _names_before(before)
    return day if lone and AFTER_DATE.fullmatch(after) else ""


def _names_before(before: str) -> bool:
    """Whether what stands before a date is an author and a dash: "Von Jens Plaschke – ", "Tom Degraeve | publié le "."""
    parts = re.split(r"\s*[–—|-]\s+", before)
    signer = " – ".join(parts[:-1])
    return BEFORE_DATE.fullmatch(parts[-1]) is not None and bool(SIGNED.fullmatch(signer) or _is_person(signer))


def _author_of(line: str) -> str:
    """The author of a line that is nothing but a signature, with or without a date behind it."""
    if len(line) > LINE_LIMIT:
        return ""
    if signed := SIGNED.fullmatch(line):
        return _tidy(signed["name"])
    name, dash, rest = _parted(line)
    return _tidy(name) if dash and _is_person(name) and _alone(rest) else ""


def _parted(line: str) -> tuple[str, str, str]:
    """``line`` before, at and behind its first dash, bar or comma with a space behind."""
    found = re.search(r"\s*[–—|,-]\s+", line)
    return (line[: found.start()], found[0], line[found.end() :]) if found else (line, "", "")


def _is_person(text: str) -> bool:
    """Whether ``text`` is a whole name that begins with a given name: without a "by" before it, a title could look like one."""
    if not LONE_NAME.fullmatch(text) or len(text) > 40 or not 2 <= len(text.split()) <= 5:
        return False
    first = text.split()[0]
    return bool({first, first.split("-")[0]} & given_names().keys())


def _beside_date(head: list[str]) -> set[str]:
    """A lone name on the line above or below a lone date."""
    found: set[str] = set()
    for above, below in pairwise(head):
        for date, name in ((above, below), (below, above)):
            if _alone(date) and _is_person(name):
                found.add(_tidy(name))
    return found


def _alone(line: str) -> bool:
    found = _find(line)
    return bool(found and BEFORE_DATE.fullmatch(line[: found[1]]) and AFTER_DATE.fullmatch(line[found[2] :]))


def _last_line(filled: list[str]) -> set[str]:
    """A lone name that signs the text on its last line."""
    return {_tidy(filled[-1])} if len(filled) >= 4 and _is_person(filled[-1]) else set()


def _tidy(name: str) -> str:
    return " ".join(name.split())
