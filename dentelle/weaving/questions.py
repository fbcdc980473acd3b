"""What a register is asked about the actors of a territory.

Invariants: questions follow from what sources say, never from how their names were linked or judged, so that a decision changes
no answer; a name is asked about with what its own source says of its place and its identifiers, and nothing else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dentelle.atlas.projecting.contribution import Contribution
from dentelle.errors import IdentifierError
from dentelle.folding import fold
from dentelle.linking.lists import ListRow
from dentelle.linking.lists.lookup import Question
from dentelle.model import Claim, Leaf, Modality
from dentelle.registers import SCHEMES, validate

__all__ = ["Asked", "questions"]

ACTOR = "organisation"
TOWN = "commune"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a leaf; ``claims`` are those that give its identifiers: (key, scheme, value as registers write it)."""

    leaf: str
    question: Question
    claims: tuple[tuple[str, str, str], ...]


@dataclass
class _Said:
    """What one source says of one leaf, as far as a register can use it."""

    identifiers: list[tuple[str, str, str]] = field(default_factory=list)  # claim key, scheme, value
    towns: set[str] = field(default_factory=set)
    postcodes: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)


def questions(contributions: Mapping[str, Contribution], schemes: tuple[str, ...]) -> Iterator[Asked]:
    """A question for each name that may be an actor's, sorted by leaf; ``schemes``: those of identifiers the register knows.

    A name may be an actor's when a strong rule or a list gives it, when two sources do, or when it has an identifier.
    """
    files = {source: one for source, one in sorted(contributions.items()) if one.register is None}
    often = _often(leaf for one in files.values() for leaf in one.leaves)
    for one in files.values():
        said = _said(one, schemes)
        for leaf in one.leaves:
            told = said.get(leaf.id)
            if leaf.kind == ACTOR and (leaf.strong or fold(leaf.name) in often or (told and told.identifiers)):
                yield _asked(leaf, told or _Said(), schemes)


def _often(leaves: Iterable[Leaf]) -> frozenset[str]:
    """The folded names of bodies that two sources give."""
    first: dict[str, str] = {}
    found = set()
    for leaf in leaves:
        if leaf.kind == ACTOR and first.setdefault(fold(leaf.name), leaf.source) != leaf.source:
            found.add(fold(leaf.name))
    return frozenset(found)


def _said(contribution: Contribution, schemes: tuple[str, ...]) -> dict[str, _Said]:
    found: dict[str, _Said] = {}
    towns = {leaf.id for leaf in contribution.leaves if leaf.type == TOWN}
    for head, claim in zip(contribution.heads, contribution.claims(), strict=True):
        if head.subject and claim.subject_kind == ACTOR and claim.modality is Modality.ASSERTED:
            said = found.setdefault(head.subject, _Said())
            if claim.property == "located_in" and head.value in towns:
                said.towns.add(claim.value.text)
            _note(said, head.key, claim, schemes)
    return found


def _note(said: _Said, key: str, claim: Claim, schemes: tuple[str, ...]) -> None:
    if claim.property == "identifier":
        scheme = dict(claim.qualifiers).get("scheme", "").lower()
        if scheme in schemes and (value := _written(scheme, claim.value.text)):
            said.identifiers.append((key, scheme, value))
    elif claim.property == "postal_code":
        said.postcodes.add(claim.value.text)
    elif claim.property == "address":
        said.addresses.add(claim.value.text)


def _written(scheme: str, text: str) -> str:
    """An identifier as registers write it, "" for one that cannot be."""
    if scheme not in SCHEMES:
        return text.strip()
    try:
        return validate(scheme, re.sub(r"\.0+$", "", text)).value
    except IdentifierError:
        return ""


def _asked(leaf: Leaf, said: _Said, schemes: tuple[str, ...]) -> Asked:
    coded = re.fullmatch(r"\d{4,5}", leaf.place)
    towns = {leaf.place} if leaf.place and not coded else said.towns
    row = ListRow(
        row="",
        name=leaf.name,
        other_names=tuple(name for name in leaf.names if name != leaf.name) if "|row:" in leaf.id else (),
        address=_only(said.addresses),
        postcode=_only(said.postcodes) or (leaf.place if coded else ""),
        city=_only(towns),
        identifiers=tuple(sorted({(scheme, value) for _, scheme, value in said.identifiers if scheme in SCHEMES})),
    )
    ids = tuple(sorted({value for _, scheme, value in said.identifiers if scheme not in SCHEMES}))
    return Asked(leaf.id, Question(row, ids), tuple(sorted(said.identifiers)))


def _only(texts: set[str]) -> str:
    """The one text that there is; of several none is surer than the others."""
    return next(iter(texts)) if len(texts) == 1 else ""
