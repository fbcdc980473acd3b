"""A file of offers, read: the exchange format's JSON, or a table as people keep it, each row in the exchange format.

Invariant: nothing here knows the database. A cell that means nothing stays as it is written, so that whoever reads its refusal
finds it again.
"""

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from dentelle.errors import InterfaceError
from dentelle.folding import digest, fold
from dentelle.hub.interface.facts import FACTS

__all__ = ["COLUMNS", "column_names", "condition_of", "offers_in"]

NEEDED = ("family", "title")
LISTED = ("perimeter", "domains")
TEXTS = {"project_type": "text", "wanted_area": "text", **{name: kind for name, kind in FACTS.items() if kind != "list"}}
OPERATORS = ("<=", ">=", "=", "<", ">")  # the longer ones first
BETWEEN = re.compile(r"[|;\n]")  # the parts of a list
CODES = re.compile(r"[|;,\s]+")
DAY = re.compile(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})")
WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how xlsx and ods, and xls, begin


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "columns.toml").read_text(encoding="utf-8"))


COLUMNS = tuple(_words()["columns"])


def column_names(language: str) -> tuple[str, ...]:
    """What the columns of a table of offers are called in ``language``."""
    return tuple(next(iter(named.get(language, ())), name) for name, named in _words()["columns"].items())


def offers_in(data: bytes, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each offer of the file ``name`` with its row. Raises InterfaceError when it is neither JSON nor a table of offers."""
    if data.startswith(WORKBOOK):
        raise InterfaceError("%(file)s is a workbook. In your program, save the sheet as CSV, and give that.", file=name)
    return _json(data, name) if data.lstrip()[:1] in (b"[", b"{") else _table(data, name)


def _json(data: bytes, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise InterfaceError("%(file)s is no JSON that can be read: %(why)s", file=name, why=str(error)) from error
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise InterfaceError("%(file)s must hold a list of offers in square brackets.", file=name)
    yield from enumerate(told, 1)


def _table(data: bytes, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    separator = max(",;\t|", key=first.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    rows.fieldnames = columns = [_column(head) for head in rows.fieldnames or ()]
    if missing := [column for column in NEEDED if column not in columns]:
        raise InterfaceError(
            "%(file)s lacks the columns %(missing)s. It may have: %(columns)s.",
            file=name,
            missing=", ".join(missing),
            columns=", ".join(COLUMNS),
        )
    for row in rows:
        cells = {column: (row.get(column) or "").strip() for column in COLUMNS if column in columns}
        if any(cells.values()):
            yield rows.line_num, _of_cells(cells)


def _column(head: str) -> str:
    """The column that ``head`` means, itself where it is none of ours."""
    wanted = fold(head or "").strip()
    for name, named in _words()["columns"].items():
        if wanted in (name, *(fold(other) for others in named.values() for other in others)):
            return str(name)
    return head or ""


def _of_cells(cells: Mapping[str, str]) -> dict[str, Any]:
    """A row in the exchange format: lists with "|" or ";" between, conditions such as ``headcount<=50|naf_prefix=13``.

    A table without ids is known again by provider and title.
    """
    told: dict[str, Any] = {
        name: value for name, value in cells.items() if name not in (*LISTED, "conditions", "opens", "closes")
    }
    told["family"] = _family(cells.get("family", ""))
    told["language"] = cells.get("language", "").lower()
    if "id" not in cells and cells.get("title"):
        told["id"] = f"t-{digest(fold(cells.get('provider', '')), fold(cells['title']))}"
    for name in LISTED:
        if cells.get(name):
            parts = (CODES if name == "perimeter" else BETWEEN).split(cells[name])
            told[name] = [one.strip() for one in parts if one.strip()]
    if cells.get("conditions"):
        told["conditions"] = [condition_of(one) for one in BETWEEN.split(cells["conditions"]) if one.strip()]
    if cells.get("opens") or cells.get("closes"):
        told["window"] = {name: _day(cells[name]) for name in ("opens", "closes") if cells.get(name)}
    return told


def _family(said: str) -> str:
    """The family that a cell means in a word of four languages, the cell where it means none."""
    words = _words()["families"]
    return next((name for name, forms in words.items() if fold(said) in (name, *map(fold, forms))), said)


def _day(said: str) -> str:
    """A day in ISO: 31/12/2026 and 31.12.2026 are 2026-12-31."""
    turned = DAY.fullmatch(said)
    return f"{turned[3]}-{turned[2]:0>2}-{turned[1]:0>2}" if turned else said


def condition_of(text: str) -> dict[str, Any]:
    """A condition as people write it, ``headcount<=50`` or ``naf_prefix=13,14``, in the exchange format."""
    op = next((sign for sign in OPERATORS if sign in text), "=")
    name, _, value = (part.strip() for part in text.partition(op))
    values = [one.strip() if TEXTS.get(name, "text") == "text" else _scalar(one.strip()) for one in value.split(",")]
    if op == "=" and len(values) > 1:
        return {"field": name, "op": "in", "value": values}
    return {"field": name, "op": op, "value": values[0]}


def _scalar(text: str) -> Any:
    if text in ("true", "false"):
        return text == "true"
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text
