"""What a sheet of a list says as a whole: the fields of its columns, of what kind its rows are, what of it is not taken in.

Invariant: it depends on the set of rows, not on their order; no column and no word for a kind is passed over without a note.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from dentelle.folding import fold
from dentelle.linking.columns import IGNORED, mapping
from dentelle.linking.tables import lines
from dentelle.model import Record, Skipped

__all__ = ["READ", "Sheet", "kind_called", "sheet_of"]

ORGANISATION = ("organisation", "")
PLACE = ("place", "")
_TOWNS = 0.5  # share of the names of a sheet that are towns, from which on a name that is a town is the town
_LISTED = 12  # columns or words named in a note
_MUNICIPAL = "21"  # the SIREN of a French commune begins with it (Insee)
_COARSE = frozenset({"organisation", "person", "place", "programme", "event", "work"})
READ = frozenset(  # fields of which records makes something
    (
        *("key", "name", "short_name", "other_names", "kind", "legal_form", "siret", "siren", "uai", "town", "postcode", "insee"),
        *("address", "website", "email", "phone", "works_in", "activity_code", "founded", "holds_label", "received", "part_of"),
        *("located_in", "member_of", "staff_size", "language"),
    )
)
_BODIES = frozenset({"legal_form", "staff_size", "address", "activity_code", "siret", "uai", "part_of"})  # what no place has


@dataclass(frozen=True, slots=True)
class Sheet:
    """``fields`` by column; ``towns``: most of its names are towns; ``notes`` on what of it is not taken in."""

    fields: dict[str, str]
    towns: bool = False
    notes: tuple[Skipped, ...] = ()

    def kind(self, cells: Mapping[str, Sequence[tuple[str, str]]]) -> tuple[str, str]:
        """(coarse kind, finer kind) of a row with these (column, text) by field.

        Without a word for it a row is an organisation, unless it is called like a town and town, SIREN or other names say so.
        """
        if "kind" in cells:
            return kind_called(cells["kind"][0][1]) or ORGANISATION
        name = cells["name"][0][1]
        if "kind" in self.fields.values() or _BODIES & set(cells) or not _town_called(name):
            return ORGANISATION
        town = _town_called(cells["town"][0][1]) if "town" in cells else ""
        municipal = "siren" in cells and cells["siren"][0][1].startswith(_MUNICIPAL)
        return PLACE if municipal or town == _town_called(name) or (self.towns and not town) else ORGANISATION


def sheet_of(records: Sequence[Record], given: Sequence[tuple[str, str]]) -> Sheet:
    """The sheet of ``records``; ``given`` (column, field) as declared, the rest is guessed."""
    fields = dict(mapping(records, given))
    by_field: dict[str, Counter[str]] = {"name": Counter(), "kind": Counter()}
    filled: dict[str, None] = {}
    for record in records:
        for column, text in record.fields:
            if text.strip():
                filled.setdefault(column)
                if (field := fields.get(column, "")) in by_field:
                    by_field[field][" ".join(text.split())] += 1
    names = by_field["name"]
    towns = len(names) > 1 and sum(bool(_town_called(name)) for name in names) >= _TOWNS * len(names)
    notes = (*_columns(records[0], fields, sorted(filled)), *_kinds_unknown(records[0], fields, by_field["kind"]))
    return Sheet(fields, towns, notes)


def _columns(first: Record, fields: Mapping[str, str], filled: Sequence[str]) -> tuple[Skipped, ...]:
    unread = [column for column in filled if fields.get(column) not in READ and fields.get(column) != IGNORED]
    if not unread or "name" not in fields.values():
        return ()
    listed = ", ".join(f"“{column}”" for column in unread[:_LISTED]) + (", …" if len(unread) > _LISTED else "")
    what = f"nothing is taken in from {len(unread)} of {len(filled)} columns{_sheet(first)}: {listed}"
    return (Skipped(first.source, "unused", f"{what}; what they hold can be said in [sources.columns]"),)


def _kinds_unknown(first: Record, fields: Mapping[str, str], words: Counter[str]) -> tuple[Skipped, ...]:
    unknown = [(word, count) for word, count in words.items() if kind_called(word) is None]
    if not unknown:
        return ()
    ranked = sorted(unknown, key=lambda one: (-one[1], one[0]))
    listed = ", ".join(f"“{word[:60]}” ({count})" for word, count in ranked[:_LISTED]) + (", …" if len(ranked) > _LISTED else "")
    column = next(column for column, field in fields.items() if field == "kind")
    rows = sum(count for _, count in unknown)
    what = (
        f"{rows} rows are taken for organisations, because the words in the column “{column}”{_sheet(first)} are no known kinds"
    )
    return (Skipped(first.source, "unclear", f"{what}: {listed}"),)


def _sheet(record: Record) -> str:
    return f" of the sheet “{record.sheet}”" if record.sheet else ""


def kind_called(text: str) -> tuple[str, str] | None:
    """(coarse kind, finer kind) of the words in a column of kinds, None where they say nothing known."""
    return _kinds().get(fold(text))


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    from dentelle.vocabulary import coarse, kinds

    words: list[tuple[str, str]] = []
    for kind in kinds():
        words += [(word, kind.id) for word in (kind.id.replace("_", " "), *kind.labels.values(), *kind.plurals.values())]
    for _, line in lines("list_kinds.tsv")[1:]:
        id, said = line.split("\t")
        words += [(word.strip(), id) for word in said.split("|")]
    table: dict[str, tuple[str, str]] = {}
    for word, id in words:
        if (sort := coarse(id)) in _COARSE:
            table.setdefault(fold(word), (sort, "" if id == sort else id))
    return table


@lru_cache(maxsize=20_000)
def _town_called(text: str) -> str:
    """The code of the commune that ``text`` is the name of, "" when it is none's."""
    from dentelle.registers import lookup_place

    found = [place.ref for place in lookup_place(text) if place.kind == "commune"]
    return found[0] if found else ""
