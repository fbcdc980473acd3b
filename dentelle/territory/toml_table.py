"""One table of a TOML file being read: typed access that notes every mistake instead of stopping at the first.

Invariants: no method raises; a wrong value is noted with its line and what would be right, and the default is returned, so that
reading goes on; a key that nobody asked for is noted by ``close``.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Any

from dentelle.errors import Problem, phrase
from dentelle.territory.toml_text import ParsedToml

__all__ = ["Mistakes", "Table", "suggestion"]


WRITTEN: dict[type, str] = {  # what a value is called, by type
    bool: phrase("true or false"),
    int: phrase("a number"),
    float: phrase("a number"),
    str: phrase("a text"),
    list: phrase("a list"),
    dict: phrase("a table"),
}


def suggestion(word: str, known: Collection[str]) -> str:
    """What to write instead of ``word``: the nearest of ``known``, else all of them. A whole sentence."""
    near = get_close_matches(word, known, n=1, cutoff=0.6) or get_close_matches(word.casefold(), known, n=1, cutoff=0.5)
    if near:
        return phrase('Did you mean "%(near)s"?', near=near[0])
    return phrase("Write one of: %(known)s", known=", ".join(known))


def written(value: object) -> str:
    """``value`` as a person wrote it, cut to a readable length, with the name of its type."""
    shown = str(value)
    shown = shown if len(shown) <= 40 else shown[:40] + "…"
    moment = phrase("a date") if isinstance(value, date) else phrase("a time")
    return phrase("%(shown)s (%(sort)s)", shown=shown, sort=WRITTEN.get(type(value), moment))


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
                right = home if home else suggestion(key, self.asked)
                self.wrong(key, phrase('"%(key)s" is not a key of %(name)s', key=key, name=self.name), right)

    def text(self, key: str, default: str = "", *, right: str = "") -> str:
        """The text at ``key`` without surrounding spaces. ``right`` tells what to write instead of a value of another type."""
        value = self.get(key)
        if value is None:
            return default
        if not isinstance(value, str):
            self.wrong(
                key,
                phrase("%(key)s is %(value)s", key=key, value=written(value)),
                right or phrase('Write a text between quotes: %(key)s = "…"', key=key),
            )
            return default
        if any(ord(char) < 32 for char in value.strip()):
            self.wrong(key, phrase("%(key)s holds a line break or a control character", key=key), phrase("Write it on one line"))
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
            self.wrong(key, phrase("%(key)s is %(value)s", key=key, value=written(value)), phrase("Write %(form)s", form=form))
            return []
        found: list[tuple[int | None, str]] = []
        for number, item in enumerate(value):
            if isinstance(item, str):
                found.append((number, item))
            else:
                self.wrong(
                    key,
                    phrase("%(key)s holds %(value)s", key=key, value=written(item)),
                    phrase("Put every item between quotes"),
                    number,
                )
        return found

    def choice(self, key: str, known: Collection[str], default: str = "") -> str:
        """The text at ``key``, which must be one of ``known``."""
        value = self.text(key)
        if value and value not in known:
            self.wrong(key, phrase('%(key)s is "%(value)s"', key=key, value=value), suggestion(value, known))
            return default
        return value or default

    def number(self, key: str, default: float, low: float, high: float) -> float:
        """The number at ``key``, from ``low`` to ``high``."""
        value = self.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.wrong(
                key,
                phrase("%(key)s is %(value)s", key=key, value=written(value)),
                phrase("Write a number from %(low)s to %(high)s, without quotes", low=format(low, "g"), high=format(high, "g")),
            )
            return default
        if not low <= value <= high:
            self.wrong(
                key,
                phrase("%(key)s is %(value)s", key=key, value=written(value)),
                phrase("Write a number from %(low)s to %(high)s", low=format(low, "g"), high=format(high, "g")),
            )
            return default
        return float(value)

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        """The whole number at ``key``, from ``low`` to ``high``."""
        value = self.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.wrong(
                key,
                phrase("%(key)s is %(value)s", key=key, value=written(value)),
                phrase("Write a whole number from %(low)s to %(high)s, without quotes", low=low, high=high),
            )
            return default
        return value

    def date(self, key: str) -> str:
        """The date at ``key`` as EDTF; a bare TOML day counts too."""
        from dentelle.edtf import is_valid

        right = phrase('Write a date as EDTF: "2019", "2019-05", "2019-05-03", "2019-05~" (about), "2004/2006"')
        value = self.get(key)
        if value is None:
            return ""
        if isinstance(value, date) and not isinstance(value, datetime | time):
            return value.isoformat()
        if not isinstance(value, str) or (value.strip() and not is_valid(value.strip())):
            self.wrong(key, phrase("%(key)s is %(value)s", key=key, value=written(value)), right)
            return ""
        return value.strip()

    def table(self, key: str, name: str) -> "Table":
        """The table at ``key``; an empty one where there is none."""
        value = self.get(key)
        if value is not None and not isinstance(value, dict):
            self.wrong(
                key, phrase("%(key)s is %(value)s", key=key, value=written(value)), phrase("Write a table: %(name)s", name=name)
            )
            value = None
        return Table(self.parsed, self.mistakes, value or {}, (*self.key, key), name)

    def tables(self, key: str, name: str) -> list["Table"]:
        """The tables of the array ``key``, in their order."""
        value = self.get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.wrong(
                key,
                phrase("%(key)s is not a list of tables", key=key),
                phrase("Begin each one with %(name)s on a line of its own", name=name),
            )
            return []
        return [Table(self.parsed, self.mistakes, item, (*self.key, key, number), name) for number, item in enumerate(value)]
