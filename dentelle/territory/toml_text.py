"""TOML with line numbers: the values ``tomllib`` gives, and the line on which each key stands.

Invariants: nothing but ``(values, problems, lines)`` ever leaves this module, whatever the text; a syntax mistake does not hide
the others, because the line it stands on is left out and the rest is parsed again; ``lines`` is only used to say where a mistake
is, never to decide whether there is one.
"""

import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from dentelle.errors import Problem, phrase

__all__ = ["ParsedToml", "parse_toml"]

MOST_SYNTAX_MISTAKES = 20  # after so many the text is hardly TOML: the rest would be noise

Key = tuple[str | int, ...]

BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)+")
STRING = re.compile(
    r'"""(?:\\[\s\S]|[^\\])*?"""(?:"{0,2})'  # up to two quotes may stand before the closing three
    r"|'''[\s\S]*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
)
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
SCALAR = re.compile(r"[^,\]}#\n]+")
LONG_NUMBER = re.compile(r"[0-9_]{4000}")
PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class ParsedToml:
    """``values`` as ``tomllib`` gives them, syntax ``problems``, and ``lines``: the line (from 1) of each table, key and item."""

    values: dict[str, Any]
    problems: tuple[Problem, ...]
    lines: dict[Key, int]

    def line(self, *key: str | int) -> int:
        """The line of ``key`` or of the nearest table around it; 0 when the file as a whole is meant."""
        while key:
            if key in self.lines:
                return self.lines[key]
            key = key[:-1]
        return 0


def parse_toml(text: str) -> ParsedToml:
    """Parse ``text``; every syntax mistake becomes a problem and the rest is parsed without its line. Never raises."""
    problems: list[Problem] = []
    rows = text.replace("\r\n", "\n").split("\n")
    while len(problems) < MOST_SYNTAX_MISTAKES:
        try:
            values = tomllib.loads("\n".join(rows))
        except RecursionError:
            problems.append(
                Problem(0, phrase("lists or tables are nested too deeply"), phrase("Nest them three levels deep at most"))
            )
            break
        except ValueError as error:  # TOMLDecodeError, and integers too long to convert
            problem = _syntax_problem(error, rows)
            problems.append(problem)
            if not problem.line or rows[problem.line - 1].lstrip().startswith("["):
                break  # without its table header what follows would be read into the wrong table
            rows[problem.line - 1] = ""
            continue
        return ParsedToml(values, tuple(problems), _Scanner("\n".join(rows)).scan())
    return ParsedToml({}, tuple(problems), {})


def _syntax_problem(error: ValueError, rows: list[str]) -> Problem:
    """What ``tomllib`` said, with the line it means (0 where it gives none)."""
    message = str(error)
    place = PLACE.search(message)
    wrong = PLACE.sub("", message)
    line = 0
    if place and place.group(1):
        line = int(place.group(1))
        if wrong.startswith("Cannot") and not rows[line - 1].strip() and line > 1:
            line -= 1
    elif place:
        line = max((number for number, row in enumerate(rows, 1) if row.strip()), default=0)
    else:  # an integer of thousands of digits
        line = next((number for number, row in enumerate(rows, 1) if LONG_NUMBER.search(row)), 0)
        wrong = "a number has too many digits"
    if line > len(rows):
        line = 0
    if wrong.startswith(("Cannot overwrite", "Cannot mutate")) or "twice" in wrong:
        return Problem(line, phrase("this is declared a second time"), phrase("Keep one of the two declarations"))
    return Problem(
        line,
        phrase("this is not TOML: %(wrong)s", wrong=wrong),
        phrase('Write key = value, with text between quotes: name = "Hainaut"'),
    )


class _Scanner:
    """Walks a text that ``tomllib`` has accepted and notes where each key stands; what it does not understand it leaves out."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Key, int] = {}
        self.counts: dict[Key, int] = {}  # tables in each array of tables
        self.newlines = [place for place, char in enumerate(text) if char == "\n"]

    def scan(self) -> dict[Key, int]:
        table: Key = ()
        try:
            while self._skip_blank():
                table = self._header() if self.text[self.at] == "[" else self._pair(table, table)
        except (LookupError, RecursionError, ValueError):
            return self.lines
        return self.lines

    def _skip_blank(self) -> bool:
        blank = BLANK.match(self.text, self.at)
        self.at = blank.end() if blank else self.at
        return self.at < len(self.text)

    def _note(self, key: Key, place: int) -> None:
        self.lines.setdefault(key, bisect_left(self.newlines, place) + 1)

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError(self.at)
        self.at = found.end()
        return found.group()

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._skip_blank()
            if self.text[self.at] in "\"'":
                parts.append(tomllib.loads(f"k = {self._match(STRING)}")["k"])
            else:
                parts.append(self._match(BARE_KEY))
            self._skip_blank()
            if self.text[self.at] != ".":
                return parts
            self.at += 1

    def _header(self) -> Key:
        start = self.at
        many = self.text.startswith("[[", start)
        self.at += 2 if many else 1
        parts = self._key()
        self.at += 2 if many else 1
        table: Key = ()
        for depth, part in enumerate(parts, 1):
            table = (*table, part)
            if many and depth == len(parts):
                self._note(table, start)
                self.counts[table] = self.counts.get(table, -1) + 1
            if table in self.counts:
                table = (*table, self.counts[table])
        self._note(table, start)
        return table

    def _pair(self, table: Key, then: Key) -> Key:
        """Read ``key = value`` into ``table``; returns ``then``, the table that goes on."""
        start = self.at
        key: Key = table
        for part in self._key():
            key = (*key, part)
            self._note(key, start)
        self.at += 1  # the equals sign
        self._value(key)
        return then

    def _value(self, key: Key) -> None:
        self._skip_blank()
        char = self.text[self.at]
        if char in "\"'":
            self._match(STRING)
        elif char in "[{":
            self._inside(key, "]" if char == "[" else "}")
        else:
            self._match(SCALAR)

    def _inside(self, key: Key, closing: str) -> None:
        """Read the items of a list or the pairs of an inline table, up to ``closing``."""
        self.at += 1
        number = 0
        while self._skip_blank():
            char = self.text[self.at]
            if char == closing:
                self.at += 1
                return
            if char == ",":
                self.at += 1
            elif closing == "]":
                self._note((*key, number), self.at)
                self._value((*key, number))
                number += 1
            else:
                self._pair(key, key)
