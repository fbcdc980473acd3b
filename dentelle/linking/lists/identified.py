"""Rows of a list that carry an identifier: is it the register's, and do name and town agree with it?

Invariant: an identifier never links by itself. With its row's name or town it is a match; against both it is a finding, which
goes to review with what the names say.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz.fuzz import token_sort_ratio

from dentelle.linking.lists.rows import Candidate, Decided, ListRow
from dentelle.registers.schema import RegisterRow
from dentelle.registers.words import SMALL, initials, plain, town

__all__ = ["Asking", "Holding", "Identified", "alike", "identified", "merged", "same_town"]

SURE = 0.999  # of a valid identifier with which name or town agree
CONTRADICTED = 0.5  # of one with which neither agrees: as good as none
ALIKE = 80  # of 100: two names that are one but for slips
WORDS_SHARED = 0.5  # of the words of the shorter name
SHORTEST = 4  # letters; a shorter name stands in many a longer one by chance


class Holding(Protocol):
    """A register in which rows are looked up."""

    def by_ids(self, ids: Iterable[str]) -> dict[str, RegisterRow]: ...

    def of_parents(self, parents: Iterable[str]) -> dict[str, tuple[RegisterRow, ...]]: ...


class Asking(Protocol):
    """A row with the ids of the register that it gives, beside the identifiers of the row itself."""

    @property
    def row(self) -> ListRow: ...

    @property
    def register_ids(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Identified:
    """What the identifiers of a list row say: ``decided`` when they settle it, ``against`` the row they contradict.

    ``several`` are the establishments of a legal unit, of which the identifier alone does not tell which is meant.
    """

    decided: Decided | None = None
    against: Candidate | None = None
    several: tuple[Candidate, ...] = ()


def identified(batch: Sequence[Asking], register: Holding) -> Iterator[Identified]:
    """What the identifiers of each of ``batch`` say, in its order; the register is asked once for all."""
    asked = [tuple(_asked(one)) for one in batch]
    by_id = register.by_ids({value for keys in asked for _, value in keys})
    parents = {value for keys in asked for _, value in keys if len(value) == 9 and value not in by_id}
    of_parent = register.of_parents(parents) if parents else {}
    for one, keys in zip(batch, asked, strict=True):
        yield _says(one.row, keys, by_id, of_parent)


def _asked(one: Asking) -> Iterator[tuple[str, str]]:
    """(scheme, id) under which the register may hold the row: what is written, and the legal unit of an establishment."""
    yield from (("id", value) for value in one.register_ids)
    for scheme, value in one.row.identifiers:
        yield scheme, value
        if scheme == "siret":
            yield "siren", value[:9]
        if scheme == "vat" and value.startswith("FR"):
            yield "siren", value[-9:]


def _says(
    row: ListRow,
    keys: Sequence[tuple[str, str]],
    by_id: dict[str, RegisterRow],
    of_parent: dict[str, tuple[RegisterRow, ...]],
) -> Identified:
    against: Candidate | None = None
    several: tuple[Candidate, ...] = ()
    for scheme, value in keys:
        if held := by_id.get(value):
            agreeing = _agreement(row, held)
            if agreeing:
                return Identified(_match(row, held, f"same {_called(scheme)} {value}; {agreeing}"))
            against = against or Candidate(held.id, CONTRADICTED, _contradiction(row, held, scheme, value))
        elif held_by := of_parent.get(value):
            found = [(each, agreeing) for each in held_by if (agreeing := _agreement(row, each))]
            here = [(each, agreeing) for each, agreeing in found if same_town(row, each)] or found
            still = [(each, agreeing) for each, agreeing in here if not each.closed] or here
            if len(still) == 1:
                each, agreeing = still[0]
                return Identified(_match(row, each, f"an establishment of {_called(scheme)} {value}; {agreeing}"))
            if still and not several:
                several = tuple(Candidate(each.id, CONTRADICTED, f"an establishment of {value}; {why}") for each, why in still)
            if not found and against is None:
                against = Candidate(held_by[0].id, CONTRADICTED, _contradiction(row, held_by[0], scheme, value))
    return Identified(against=against if not several else None, several=several)


def merged(found: Identified, decided: Decided, shown: int) -> Decided:
    """The decision on a row whose names were compared (``decided``) and whose identifier did not settle it."""
    if found.several:
        of_unit = {one.id: one for one in found.several}
        known = [one for one in decided.candidates if one.id in of_unit]
        if known and decided.decision == "match" and decided.candidates[0].id == known[0].id:
            return decided
        rest = tuple(one for one in found.several if one.id not in {each.id for each in known})
        return _review(decided, (*known, *rest)[:shown])
    agreed = decided.decision == "match" and found.against and decided.candidates[0].id == found.against.id
    if found.against and not agreed:
        named = () if decided.decision == "none" else decided.candidates
        others = tuple(one for one in named if one.id != found.against.id)
        both = sorted((*others[:1], found.against), key=lambda one: -one.score)
        return _review(decided, (*both, *others[1:])[:shown])
    return decided


def _review(decided: Decided, candidates: Sequence[Candidate]) -> Decided:
    second = candidates[1] if len(candidates) > 1 else None
    runner_up = f"{second.id} ({second.score:.2f})" if second else ""
    return Decided(decided.row, "review", tuple(candidates), runner_up)


def _match(row: ListRow, held: RegisterRow, reason: str) -> Decided:
    closed = f"; closed since {held.closed}" if held.closed else ""
    return Decided(row.row, "match", (Candidate(held.id, SURE, f"{reason}{closed}"),))


def _agreement(row: ListRow, held: RegisterRow) -> str:
    """The words that say in what ``row`` and ``held`` agree, "" when neither name nor town do."""
    if not held.names and not held.city:
        return "the register keeps name and town back" if held.masked else ""
    named = [f"name “{name}”" for name in held.names if any(alike(mine, name) for mine in (row.name, *row.other_names))]
    placed = [f"town {held.city or held.postcode}"] if same_town(row, held) else []
    return " and ".join(["same " + " and ".join((*named[:1], *placed))] if named or placed else [])


def _contradiction(row: ListRow, held: RegisterRow, scheme: str, value: str) -> str:
    name = held.name or "a name that is kept back"
    return (
        f"{_called(scheme)} {value} is that of “{name}”{f' in {held.city}' if held.city else ''}: "
        f"neither the name nor the town of the list agrees"
    )


def _called(scheme: str) -> str:
    return scheme if scheme in ("id", "ror", "wikidata") else scheme.upper()


def alike(mine: str, theirs: str) -> bool:
    """Whether two names may be of one body, given that an identifier says so: half the words, a slip, or initials."""
    left, right = plain(mine), plain(theirs)
    if not left or not right:
        return False
    ours, others = set(left) - SMALL, set(right) - SMALL
    shorter = min(len(ours), len(others))
    if shorter and len({w for w in ours & others if len(w) > 2}) >= WORDS_SHARED * shorter:
        return True
    glued = ("".join(left), "".join(right))
    if any(len(one) > 1 and one == initials(words) for one, words in zip(glued, (right, left), strict=True)):
        return True
    short, long = sorted(glued, key=len)
    return (len(short) > SHORTEST and short in long) or token_sort_ratio(" ".join(left), " ".join(right)) >= ALIKE


def same_town(row: ListRow, held: RegisterRow) -> bool:
    """Whether both say the same town or the same whole postal code."""
    if row.city and held.city and town(row.city) == town(held.city):
        return True
    code = row.postcode if len(row.postcode) == 5 else ""
    return bool(code) and code == held.postcode
