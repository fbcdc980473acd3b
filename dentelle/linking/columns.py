"""Which column of a list holds what.

Invariant: what ``territory.toml`` says of a column holds; only the columns it leaves open are guessed, from header and cells,
and each field has at most one column. The guess depends on the set of rows, not on their order.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dentelle.folding import fold
from dentelle.model import Record

__all__ = ["FIELDS", "IGNORED", "Guessed", "cells_of", "guess", "guessed", "mapping"]

IGNORED = "ignore"  # declared of a column from which nothing shall be taken in

_SAMPLE = 200  # rows whose cells are looked at
_MOSTLY = 0.7  # share of cells that must look like the field
_NAMED = 3.0  # score of a column that is called as the field is
_TOLD = frozenset({"founded", "staff_size"})  # fields of which ``records`` says what it cannot read, cell by cell
_MANY = frozenset({"works_in"})  # fields that several columns may hold
_SHOWN = frozenset({"siret", "website", "email", "vat", "uai", "rna"})  # fields whose cells alone show what they are
_SURNAMES = frozenset({"nom", "name", "naam"})  # beside a column of given names
_EMPTY = 10.0  # what puts a column without cells behind those that have some
_KNOWN = 60  # cells looked up in the gazetteer


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    headers: tuple[str, ...]
    pattern: re.Pattern[str] | None
    exact: bool


@cache
def _fields() -> tuple[_Field, ...]:
    text = resources.files("dentelle.linking").joinpath("data", "columns.toml").read_text(encoding="utf-8")
    return tuple(
        _Field(
            name,
            tuple(fold(header) for header in table["headers"]),
            re.compile(table["pattern"]) if "pattern" in table else None,
            bool(table.get("exact")),
        )
        for name, table in tomllib.loads(text).items()
    )


FIELDS: tuple[str, ...] = tuple(field.name for field in _fields())


def mapping(records: Sequence[Record], given: Iterable[tuple[str, str]] = ()) -> tuple[tuple[str, str], ...]:
    """(column, field) for each column of ``records`` that is understood, in the order of the columns; ``given`` wins."""
    return guess(cells_of(records), given)


@dataclass(frozen=True, slots=True)
class Guessed:
    """A column and the field it was taken for. ``sure``: declared; sure, the header is a known one; likely, header or cells point
    that way; guess, for want of anything better.
    """

    column: str
    field: str
    sure: str


def guess(
    cells: Mapping[str, list[str]], given: Iterable[tuple[str, str]] = (), many: frozenset[str] = _MANY
) -> tuple[tuple[str, str], ...]:
    """(column, field) for each column of ``cells`` that is understood, in their order; ``given`` (column, field) wins.

    ``cells`` are some filled cells of each column; ``many`` are the fields that several columns may hold.
    """
    return tuple((one.column, one.field) for one in guessed(cells, given, many))


def guessed(
    cells: Mapping[str, list[str]], given: Iterable[tuple[str, str]] = (), many: frozenset[str] = _MANY
) -> tuple[Guessed, ...]:
    """What ``guess`` gives, with how sure it is."""
    exactly = dict(given)
    folded = {fold(column): field for column, field in exactly.items()}
    chosen: dict[str, tuple[str, str]] = {}
    for column in cells:
        if field := exactly.get(column) or folded.get(fold(column)):
            chosen[column] = (field, "declared")
    taken = {field for field, _ in chosen.values()}
    offers = sorted(
        (-score if cells[column] else _EMPTY - score, at, column, field)
        for at, column in enumerate(cells)
        if column not in chosen
        for field, score in _scores(column, cells[column])
    )
    for rank, _, column, field in _without_people(offers):
        if column not in chosen and (field not in taken or field in many):
            chosen[column] = (field, "sure" if abs(rank if rank < 0 else _EMPTY - rank) >= _NAMED else "likely")
            taken.add(field)
    wordy = _wordy(cells, chosen)
    if "town" not in taken and ("name" in taken or len(wordy) > 1) and (fallback := _known(cells, chosen, _is_town)):
        chosen[fallback] = ("town", "likely")
    if "name" not in taken and (fallback := next((column for column in wordy if column not in chosen), "")):
        chosen[fallback] = ("name", "guess")
    if "postcode" not in taken and (fallback := _known(cells, chosen, _is_postcode)):
        chosen[fallback] = ("postcode", "likely")
    return tuple(Guessed(column, *chosen[column]) for column in cells if column in chosen)


_Offer = tuple[float, int, str, str]


def _without_people(offers: list[_Offer]) -> list[_Offer]:
    """``offers`` without a column "Nom" beside a column "Prénom" as the name of a body, if another column has that."""
    given = any(field == "given_name" for _, _, _, field in offers)
    surnames = {column for _, _, column, field in offers if field == "name" and _plain(column).rpartition(" / ")[2] in _SURNAMES}
    others = any(field == "name" and column not in surnames for _, _, column, field in offers)
    return [offer for offer in offers if not (given and others and offer[3] == "name" and offer[2] in surnames)]


def cells_of(records: Sequence[Record]) -> Mapping[str, list[str]]:
    """Some cells of each column, in the order in which columns first stand."""
    table: dict[str, list[str]] = {}
    for record in sorted(records, key=lambda record: record.row)[:_SAMPLE]:
        for column, text in record.fields:
            table.setdefault(column, []).append(text.strip())
    return table


def _plain(column: str) -> str:
    """The header ``column`` as headers are compared: folded, camelCase and underscores parted, no punctuation but the slash
    between the two rows of a header.
    """
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    parts = (re.sub(r"[^\w' -]+|_", " ", fold(part)).replace("°", "") for part in parted.split(" / "))
    return " / ".join(" ".join(part.split()) for part in parts)


def _scores(column: str, cells: list[str]) -> Iterable[tuple[str, float]]:
    """(field, score) of what ``column`` may hold; of a header of two rows the lower one counts, or else the upper one."""
    group, _, header = _plain(column).rpartition(" / ")
    if group and any(field == "contact" for field, _ in _called(group, cells)):
        return (("contact", _NAMED),)
    return tuple(_called(header, cells)) or (tuple(_called(group, cells)) if group else ())


def _called(header: str, cells: list[str]) -> Iterable[tuple[str, float]]:
    for field in _fields():
        score = _NAMED if header in field.headers else 0.0
        if not score and not field.exact:
            score = max(_within(known, header) for known in field.headers)
        if field.pattern is not None:
            fits = sum(bool(field.pattern.match(cell)) for cell in cells) / max(1, len(cells))
            if score and cells and fits < _MOSTLY / 2 and not (score == _NAMED and field.name in _TOLD and _numbered(cells)):
                continue
            score = score + fits if score else (1.0 if field.name in _SHOWN and fits >= _MOSTLY else 0.0)
        if score:
            yield field.name, score


def _numbered(cells: list[str]) -> bool:
    """Whether most cells hold a digit: dates and figures, if badly written ones."""
    return sum(any(sign.isdigit() for sign in cell) for cell in cells) >= _MOSTLY * len(cells)


def _within(known: str, header: str) -> float:
    """How well the entry ``known`` stands in ``header`` as whole words: between 0 and 2."""
    if len(known) < 3 or not re.search(rf"(?<!\w){re.escape(known)}(?!\w)", header):
        return 0.0
    return 1.0 + len(known) / len(header)


def _wordy(cells: Mapping[str, list[str]], chosen: Mapping[str, object]) -> list[str]:
    """The columns that are not understood and whose cells are mostly words of their own, of which the first may be the name."""
    found = []
    for column, texts in cells.items():
        words = [text for text in texts if re.search(r"[^\W\d_]{2}", text) and len(text) <= 120]
        if column not in chosen and words and len(words) >= _MOSTLY * len(texts) and len(set(words)) >= _MOSTLY * len(words):
            found.append(column)
    return found


def _known(cells: Mapping[str, list[str]], chosen: Mapping[str, object], is_known: Callable[[str], bool]) -> str:
    """The column that is not understood and most of whose cells the gazetteer knows, if any."""
    shares = []
    for at, (column, texts) in enumerate(cells.items()):
        some = [text for text in texts if len(text) <= 50][:_KNOWN]
        if column not in chosen and len(some) > 1 and len(set(some)) > 1:
            share = sum(map(is_known, some)) / len(texts[:_KNOWN])
            shares += [(-share, at, column)] if share >= _MOSTLY else []
    return min(shares)[2] if shares else ""


def _is_town(text: str) -> bool:
    from dentelle.registers import lookup_place

    return any(sign.isalpha() for sign in text) and any(place.kind == "commune" for place in lookup_place(text))


def _is_postcode(text: str) -> bool:
    return bool(re.fullmatch(r"\d{5}", text)) and text in _postcodes()


@cache
def _postcodes() -> frozenset[str]:
    from dentelle.gazetteer import places

    return frozenset(code for place in places() for code in place.postal_codes)
