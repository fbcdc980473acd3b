"""Writes what people declare of single files into ``territory.toml``, and leaves every other word of it as it stands.

Invariants: comments, order and spacing of what is not changed stay; the file is replaced as a whole or not at all; nothing is
written that would not be read back as exactly what was meant; ``locked`` lets one writer in at a time, whichever process it is.
"""

import copy
import fcntl
import json
import os
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from dentelle.errors import Problem, TerritoryError, phrase
from dentelle.territory.declaration import parse, read_text
from dentelle.territory.folder import FILE_NAME, STATE_FOLDER
from dentelle.territory.source_rules import SourceRule
from dentelle.territory.toml_text import ParsedToml, parse_toml

__all__ = ["change", "declare", "locked", "restore", "withdraw"]

WORDS = (
    "title",
    "publisher",
    "licence",
    "date",
    "trust",
    "publish",
    "page",
    "language",
    "url",
)  # what is said of a file, in order
Words = Mapping[str, str | float]
Columns = Iterable[tuple[str, str]]


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Lets nobody else change what the territory declares. Raises OSError where its state cannot be written."""
    state = folder / STATE_FOLDER
    state.mkdir(parents=True, exist_ok=True)
    with (state / "territory.lock").open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def declare(folder: Path, path: str, words: Words, columns: Columns = ()) -> None:
    """Adds one ``[[sources]]`` for the file at ``path`` (below the folder); it must be there. Raises TerritoryError.

    ``columns`` are (column, field) of a list.
    """
    text = _Text(folder)
    text.append(_block(path, words) + _columns(columns))
    text.write()


def change(folder: Path, path: str, words: Words) -> None:
    """Makes ``words`` what is declared of ``path``; an empty word is taken away, one that is not among them stays.

    A file that shares its declaration with others, by a list or a pattern, gets one of its own. Raises TerritoryError.
    """
    text = _Text(folder)
    number = text.naming(path)
    if number is not None and text.alone(number):
        text.reword(number, words)
    else:
        shared = _said(text.rule(path))
        if number is not None:
            text.unlist(number, path)
        text.append(_block(path, {**shared, **words}))
    text.write()


def withdraw(folder: Path, path: str) -> str:
    """Takes the declaration of ``path`` out and returns what ``restore`` puts back; "" where only a pattern speaks of it."""
    text = _Text(folder)
    number = text.naming(path)
    if number is None:
        return ""
    if text.alone(number):
        block = text.cut(number)
    else:
        block = _block(path, _said(text.rule(path)))
        text.unlist(number, path)
    text.write()
    return block


def restore(folder: Path, block: str) -> None:
    """Declares again what ``withdraw`` returned. Raises TerritoryError."""
    if block:
        text = _Text(folder)
        text.append(block)
        text.write()


class _Text:
    """``territory.toml`` as lines, and what it has to mean when it is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / FILE_NAME
        self.rows = read_text(self.path).replace("\r\n", "\n").split("\n")
        self.parsed = self._parse()
        self.meant = copy.deepcopy(self.parsed.values)

    def _parse(self) -> ParsedToml:
        parsed = parse_toml("\n".join(self.rows))
        if parsed.problems:
            raise TerritoryError(str(self.path), parsed.problems)
        return parsed

    def rule(self, path: str) -> SourceRule:
        """What is declared of ``path`` as things stand."""
        return parse(self.folder, "\n".join(self.rows)).rule_for(path)

    def naming(self, path: str) -> int | None:
        """The number of the table that names ``path`` itself."""
        for number, table in enumerate(self.meant.get("sources", [])):
            if path in _paths(table):
                return number
        return None

    def alone(self, number: int) -> bool:
        """Whether the table ``number`` speaks of one file only."""
        table = self.meant["sources"][number]
        return len(_paths(table)) == 1 and not table.get("glob")

    def append(self, block: str) -> None:
        """Adds a table at the end."""
        while self.rows and not self.rows[-1].strip():
            self.rows.pop()
        self.rows += ["", *block.rstrip("\n").split("\n"), ""]
        added = tomllib.loads(block)["sources"]
        self.meant.setdefault("sources", []).extend(added)

    def reword(self, number: int, words: Words) -> None:
        """Writes ``words`` into the table ``number``."""
        table = self.meant["sources"][number]
        for key, value in words.items():
            if key in table:
                first, after = self._extent(number, key)
                comment = _comment(self.rows[first]) if after == first + 1 else ""
                self.rows[first:after] = [f"{_pair(key, value)}{comment}"] if value != "" else []
            elif value != "":
                after = self._extent(number, "path")[1]
                self.rows.insert(after, _pair(key, value))
            table.pop(key, None)
            if value != "":
                table[key] = value
            self.parsed = self._parse()

    def unlist(self, number: int, path: str) -> None:
        """Takes ``path`` out of the list of the table ``number``."""
        table = self.meant["sources"][number]
        table["path"] = [one for one in _paths(table) if one != path]
        first, after = self._extent(number, "path")
        self.rows[first:after] = [f"path = {json.dumps(table['path'], ensure_ascii=False)}"] if table["path"] else []
        if not table["path"]:
            del table["path"]
        self.parsed = self._parse()

    def cut(self, number: int) -> str:
        """Takes the table ``number`` out and returns its lines."""
        own = ("sources", number)
        first = self.parsed.line(*own) - 1
        after = min((line - 1 for line in self._headers(own) if line - 1 > first), default=len(self.rows))
        while after > first + 1 and (not self.rows[after - 1].strip() or self.rows[after - 1].lstrip().startswith("#")):
            after -= 1  # a comment above the next table belongs to that one
        lines = self.rows[first:after]
        self.rows[first:after] = []
        del self.meant["sources"][number]
        if not self.meant["sources"]:
            del self.meant["sources"]
        return "\n".join(lines)

    def write(self) -> None:
        """Replaces the file, once the text says what is meant and holds no mistake."""
        text = "\n".join(self.rows)
        if self._parse().values != self.meant:
            right = phrase("Change this source with a text editor")
            raise TerritoryError(str(self.path), (Problem(0, phrase("its sources are written in an unusual way"), right),))
        parse(self.folder, text)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=f".{FILE_NAME}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(self.path.stat().st_mode & 0o777)
            Path(name).replace(self.path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise

    def _headers(self, own: tuple[str | int, ...]) -> Iterator[int]:
        """The lines on which tables begin that are neither ``own`` nor within it."""
        for key, line in self.parsed.lines.items():
            if key[: len(own)] != own and self.rows[line - 1].lstrip().startswith("[") and isinstance(self._at(key), dict | list):
                yield line

    def _at(self, key: tuple[str | int, ...]) -> Any:
        found: Any = self.parsed.values
        for part in key:
            found = found[part]
        return found

    def _extent(self, number: int, key: str) -> tuple[int, int]:
        """First line of ``key`` in the table ``number`` and the line after its last, counted from 0."""
        first = self.parsed.line("sources", number, key) - 1
        for after in range(first + 1, len(self.rows) + 1):
            with suppress(tomllib.TOMLDecodeError):
                tomllib.loads("\n".join(self.rows[first:after]))
                return first, after
        return first, first + 1


def _paths(table: Mapping[str, Any]) -> list[str]:
    path = table.get("path", [])
    return [path] if isinstance(path, str) else list(path)


def _said(rule: SourceRule) -> dict[str, str | float]:
    """What ``rule`` says that is no default. Columns of a shared rule are of its lists: they are not copied."""
    default = SourceRule()
    return {key: value for key in WORDS if (value := getattr(rule, key)) != getattr(default, key)}


def _block(path: str, words: Words) -> str:
    lines = ["[[sources]]", _pair("path", path)]
    lines += [_pair(key, words[key]) for key in WORDS if words.get(key, "") != ""]
    return "\n".join(lines)


def _columns(columns: Columns) -> str:
    """The table of the columns of a list, "" for none."""
    fed: dict[str, list[str]] = {}
    for column, field in columns:
        fed.setdefault(field, []).append(column)
    rows = [f"{field} = {json.dumps(names, ensure_ascii=False)}" for field, names in fed.items()]
    return "\n".join(["", "[sources.columns]", *rows]) if rows else ""


def _pair(key: str, value: str | float) -> str:
    return f"{key} = {json.dumps(value, ensure_ascii=False) if isinstance(value, str) else format(value, 'g')}"


def _comment(row: str) -> str:
    """The comment at the end of a line that holds one pair, with the blanks before it."""
    for place, char in enumerate(row):
        if char == "#":
            with suppress(tomllib.TOMLDecodeError):
                tomllib.loads(row[:place])
                return row[len(row[:place].rstrip()) :]
    return ""
