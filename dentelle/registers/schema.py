"""What a row of a register holds.

Invariant: every register has these columns in this order, none of them is null, and row ``number`` n stands at place n of the
register, which is sorted by ``id``. An empty text means "unknown".
"""

from dataclasses import dataclass

# The columns of rows-*.parquet, in their order, with their type in DuckDB.
COLUMNS = {
    "number": "BIGINT",
    "id": "VARCHAR",
    "name": "VARCHAR",
    "other_names": "VARCHAR",
    "address": "VARCHAR",
    "postcode": "VARCHAR",
    "city": "VARCHAR",
    "insee": "VARCHAR",
    "activity": "VARCHAR",
    "nomenclature": "VARCHAR",
    "legal_form": "VARCHAR",
    "parent": "VARCHAR",
    "opened": "VARCHAR",
    "closed": "VARCHAR",
    "masked": "BOOLEAN",
}
FIELDS = tuple(column for column in COLUMNS if column not in ("number", "masked"))  # what a file may give, as text
SEPARATOR = "|"  # between other names


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row of a register.

    ``number`` is its place from 0; ``id`` is unique in the register. ``other_names`` are separated by "|" (see ``names``).
    ``insee`` is the code of today's commune. ``activity`` is a code of ``nomenclature`` (NAFRev2, NAF2025 or ""). ``parent`` is
    the legal unit of an establishment. ``opened`` and ``closed`` are ISO dates or ""; a row without ``closed`` is open.
    ``masked``: its holder keeps part of it from the public, and what is kept back is empty here.
    """

    number: int
    id: str
    name: str
    other_names: str
    address: str
    postcode: str
    city: str
    insee: str
    activity: str
    nomenclature: str
    legal_form: str
    parent: str
    opened: str
    closed: str
    masked: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the other names, without blanks."""
        return tuple(name for name in (self.name, *self.other_names.split(SEPARATOR)) if name)
