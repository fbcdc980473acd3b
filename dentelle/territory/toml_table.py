"""One table of a TOML file being read: typed access that notes every mistake instead of stopping at the first.

Invariants: no method raises; a wrong value is noted with its line and what would be right, and the default is returned, so that
reading goes on; a key that nobody asked for is noted by ``close``.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Any

from dentelle.errors import Problem
from dentelle.territory.toml_text import ParsedToml

__all__ = ["Mistakes", "Table", "suggestion"]


def suggestion(word: str, known: Collection[str]) -> str:
    """What to write instead of ``word``: the nearest of ``known``, else all of them. A whole sentence."""
    near = get_close_matches(word, known, n=1, cutoff=0.6) or get_close_matches(word.casefold(), known, n=1, cutoff=0.5)
    if near:
        return f'Did you mean "{near[0]}"?'
    return f"Write one of: {', '.join(known)}"


def written(value: object) -> str:
    """``value`` as a person wrote it, cut to a readable length, with the name of its type."""
    names = {bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list", dict: "a table"}
    name = names.get(type(value), "a date" if isinstance(value, date) else "a time")
    shown = str(value)
    return f"{shown if len(shown) <= 40 else shown[:40] + '…'} ({name})"


@dataclass(slots=True)
class Mistakes:
    """What was found wrong so far (``problems``) and what is only odd (``warnings``)."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    homes: Mapping[str, str] = field(default_factory=dict)  # key -> where it belongs, for keys that stand in the wrong table


class Table:
    """The table at ``key`` of ``parsed``; ``name`` is how messages call it, such as "[limits]"."""

    def __init__(
        self, parsed: ParsedToml, mistakes: Mistakes, values: dict[str, Any], key: tuple[str | int, ...], name: str
    ) -> None:
        self.parsed = parsed
        self.mistakes = mistakes
        self.values = values
        self.key = key
        self.name = name
        self.asked: list[str] = []

    def line(self, *key: str | int) -> int:
        """The line of ``key`` in this table, or of the table."""
        return self.parsed.line(*self.key, *key)

    def wrong(self, key: str, wrong: str, right: str, item: int | None = None) -> None:
        """Note a mistake at ``key`` (at its list item number ``item``)."""
        line = self.line(key) if item is None else self.line(key, item)
        self.mistakes.problems.append(Problem(line, wrong, right))

    def odd(self, key: str, wrong: str, right: str, item: int | None = None) -> None:
        """Note something that may be meant, but is worth a look."""
        line = self.line(key) if item is None else self.line(key, item)
        self.mistakes.warnings.append(Problem(line, wrong, right))

    def get(self, key: str) -> Any:
        """The raw value of ``key`` or None; the key counts as asked for."""
        self.asked.append(key)
        return self.values.get(key)

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.values:
            if key not in self.asked:
                home = self.mistakes.homes.get(key)
                right = f"It belongs {home}" if home else suggestion(key, self.asked)
                self.wrong(key, f'"{key}" is not a key of {self.name}', right)

    def text(self, key: str, default: str = "", *, right: str = "") -> str:
        """The text at ``key`` without surrounding spaces. ``right`` tells what to write instead of a value of another type."""
        value = self.get(key)
        if value is None:
            return default
        if not isinstance(value, str):
            self.wrong(key, f"{key} is {written(value)}", right or f'Write a text between quotes: {key} = "…"')
            return default
        if any(ord(char) < 32 for char in value.strip()):
            self.wrong(key, f"{key} holds a line break or a control character", "Write it on one line")
            return default
        return value.strip()

    def texts(self, key: str, *, single: bool = False) -> list[tuple[int | None, str]]:
        """The texts of the list at ``key``, each with its item number; with ``single`` one text may stand without a list."""
        value = self.get(key)
        if value is None:
            return []
        if single and isinstance(value, str):
            return [(None, value)]
        if not isinstance(value, list):
            form = f'{key} = "…" or {key} = ["…", "…"]' if single else f'{key} = ["…", "…"]'
            self.wrong(key, f"{key} is {written(value)}", f"Write {form}")
            return []
        found: list[tuple[int | None, str]] = []
        for number, item in enumerate(value):
            if isinstance(item, str):
                found.append((number, item))
            else:
                self.wrong(key, f"{key} holds {written(item)}", "Put every item between quotes", number)
        return found

    def choice(self, key: str, known: Collection[str], default: str = "") -> str:
        """The text at ``key``, which must be one of ``known``."""
        value = self.text(key)
        if value and value not in known:
            self.wrong(key, f'{key} is "{value}"', suggestion(value, known))
            return default
        return value or default

    def number(self, key: str, default: float, low: float, high: float) -> float:
        """The number at ``key``, from ``low`` to ``high``."""
        value = self.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.wrong(key, f"{key} is {written(value)}", f"Write a number from {low:g} to {high:g}, without quotes")
            return default
        if not low <= value <= high:
            self.wrong(key, f"{key} is {written(value)}", f"Write a number from {low:g} to {high:g}")
            return default
        return float(value)

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        """The whole number at ``key``, from ``low`` to ``high``."""
        value = self.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.wrong(key, f"{key} is {written(value)}", f"Write a whole number from {low} to {high}, without quotes")
            return default
        return value

    def date(self, key: str) -> str:
        """The date at ``key`` as EDTF; a bare TOML day counts too."""
        from dentelle.edtf import is_valid

        right = 'Write a date as EDTF: "2019", "2019-05", "2019-05-03", "2019-05~" (about), "2004/2006"'
        value = self.get(key)
        if value is None:
            return ""
        if isinstance(value, date) and not isinstance(value, datetime | time):
            return value.isoformat()
        if not isinstance(value, str) or (value.strip() and not is_valid(value.strip())):
            self.wrong(key, f"{key} is {written(value)}", right)
            return ""
        return value.strip()

    def table(self, key: str, name: str) -> "Table":
        """The table at ``key``; an empty one where there is none."""
        value = self.get(key)
        if value is not None and not isinstance(value, dict):
            self.wrong(key, f"{key} is {written(value)}", f"Write a table: {name}")
            value = None
        return Table(self.parsed, self.mistakes, value or {}, (*self.key, key), name)

    def tables(self, key: str, name: str) -> list["Table"]:
        """The tables of the array ``key``, in their order."""
        value = self.get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.wrong(key, f"{key} is not a list of tables", f"Begin each one with {name} on a line of its own")
            return []
        return [Table(self.parsed, self.mistakes, item, (*self.key, key, number), name) for number, item in enumerate(value)]
