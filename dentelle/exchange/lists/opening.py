"""The sheet of a workbook that looks like a list of organisations.

Invariant: which sheet is read is always said, with those that were not.
"""

from dataclasses import dataclass
from pathlib import Path

from dentelle.exchange.lists.mapping import ColumnMapping, MappingFile, guessed, understood
from dentelle.given import Limits
from dentelle.sources.listing import Listing, listings

__all__ = ["OpenList", "open_list"]


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list to be linked; ``others`` are the sheets that are not read."""

    listing: Listing
    mapping: ColumnMapping
    others: tuple[Listing, ...] = ()


def open_list(path: Path, told: MappingFile | None = None, sheet: str = "", limits: Limits | None = None) -> OpenList:
    """The list in the file at ``path``: of a workbook the sheet called ``sheet``, else the one that looks most like a list.

    Raises SourceError when the file, the sheet or the mapping ``told`` cannot be used.
    """
    wanted = sheet or (told.sheet if told else "")
    tables = listings(path, limits or Limits(), header=told.header_row if told else None, sheet=wanted)
    chosen = max(enumerate(tables), key=lambda one: (*_likeness(one[1]), -one[0]))[1] if len(tables) > 1 else tables[0]
    return OpenList(chosen, understood(chosen, told), tuple(table for table in tables if table is not chosen))


def _likeness(listing: Listing) -> tuple[bool, bool, int, int]:
    """How much a sheet looks like a list of organisations: shown, named, columns understood, rows."""
    fields = {field for _, field in guessed(listing).fields if field}
    named = bool(listing.header) and "name" in fields
    return (not listing.hidden, named and len(listing.columns) > 1, min(len(fields), 4), listing.count)
