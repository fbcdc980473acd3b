"""A row of a register as a leaf and claims: what enters the atlas of an actor that is linked to it.

Invariant: a row that its holder keeps from the public gives its official name and nothing else.
"""

from collections.abc import Iterator

from dentelle.model import PASSAGE_LIMIT, Claim, Leaf, Passage, Value, ValueType, claim_key, record_leaf_id
from dentelle.registers.schema import RegisterRow
from dentelle.registers.store import Description

__all__ = ["row_claims", "row_leaf"]

SURE = 0.95  # that a register says what stands in it


def row_leaf(source: str, row: RegisterRow, register: Description) -> Leaf:
    """The leaf of ``row``, which has a name; ``source`` is the register's."""
    identifiers = () if row.masked else tuple(_identifiers(row, register))
    place = "" if row.masked else row.city
    return Leaf(record_leaf_id(source, row.id), source, "organisation", row.names[0], (), "", "", identifiers, place)


def _identifiers(row: RegisterRow, register: Description) -> Iterator[tuple[str, str]]:
    yield register.scheme or register.name, row.id
    if register.scheme == "siret" and row.parent:
        yield "siren", row.parent


def row_claims(leaf: Leaf, row: RegisterRow, place: int) -> Iterator[tuple[Claim, str]]:
    """The claims of ``row``, each with its key; ``place`` is that of the row among those taken, from 1."""
    for name, column, text, qualifiers in _said(leaf, row):
        said = f"{column}: {text}"[:PASSAGE_LIMIT]
        head = f"name: {leaf.name}"
        quote = f"{head}; {said}" if len(head) + len(said) + 2 <= PASSAGE_LIMIT else said
        claim = Claim(
            subject=leaf.name,
            subject_kind=leaf.kind,
            property=name,
            value=Value(ValueType.TEXT, text),
            passage=Passage(place, place, quote),
            confidence=SURE,
            pattern=f"register.{column}",
            qualifiers=qualifiers,
        )
        yield claim, claim_key(leaf.source, leaf.id, claim)


def _said(leaf: Leaf, row: RegisterRow) -> Iterator[tuple[str, str, str, tuple[tuple[str, str], ...]]]:
    if row.masked:
        return
    for scheme, value in leaf.identifiers:
        yield "identifier", scheme, value, (("scheme", scheme),)
    town = f"{row.postcode} {row.city}".strip()
    if row.address:
        yield "address", "address", ", ".join(part for part in (row.address, town) if part), ()
    if row.postcode:
        yield "postal_code", "postcode", row.postcode, ()
