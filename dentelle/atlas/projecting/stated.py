"""Facts that people state by hand, as a projection takes them: claims of a source of their own.

Invariants: pure; a statement hangs on a leaf of its entity, so that it goes where that leaf goes when entities are merged or
split. It outlives the leaf: while that is gone, another of the entity it was last of stands in. One for which none is left is
told, never dropped.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from dentelle.atlas.projecting.edges import StandIns
from dentelle.folding import digest
from dentelle.model import PASSAGE_LIMIT, Claim, LinkedClaim, Passage, Value

BY_HAND = "by-hand"  # the id of the source that stands for the people who state facts, and its format


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement in force. ``subject`` and ``value_leaf`` are leaves, the latter "" where the value is no entity.

    ``made`` is the ISO day on which it was made.
    """

    key: str
    subject: str
    property: str
    value: Value
    value_leaf: str = ""
    qualifiers: tuple[tuple[str, str], ...] = ()
    why: str = ""
    made: str = ""
    subject_name: str = ""
    subject_kind: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement, and the leaves of today of its subject and of its value ("" for none)."""

    stated: Stated
    subject: str
    value: str

    def linked(self, entity: str, value_entity: str) -> LinkedClaim:
        """As fusing and checks take it: a claim of which a person is sure."""
        one = self.stated
        claim = Claim(
            subject=one.subject_name,
            subject_kind=one.subject_kind,
            property=one.property,
            value=one.value,
            passage=Passage(0, 0, one.why[:PASSAGE_LIMIT]),
            confidence=1.0,
            pattern=BY_HAND,
            qualifiers=one.qualifiers,
        )
        return LinkedClaim(one.key, BY_HAND, entity, claim, value_entity, trust=1.0, date=one.made, verdict="accept")


@dataclass(frozen=True, slots=True)
class Standing:
    """The statements by key: those that have a subject, and those whose subject no source names any more."""

    placed: tuple[Placed, ...] = ()
    lost: tuple[Stated, ...] = ()
    ends: frozenset[str] = field(default_factory=frozenset)  # all leaves of today


def stand(
    statements: Iterable[Stated], present: Container[str], entity_of: Mapping[str, str], redirects: Mapping[str, str]
) -> Standing:
    """``statements`` (in force, oldest first) on leaves that are ``present``; the other arguments as in ``edges.resolve``."""
    newest = {one.key: one for one in statements}
    if not newest:
        return Standing()
    stand_ins = StandIns(present, entity_of, redirects)
    placed, lost = [], []
    for key in sorted(newest):
        one = newest[key]
        subject = stand_ins.of(one.subject)
        if subject:
            placed.append(Placed(one, subject, stand_ins.of(one.value_leaf) if one.value_leaf else ""))
        else:
            lost.append(one)
    return Standing(tuple(placed), tuple(lost), frozenset(leaf for one in placed for leaf in (one.subject, one.value) if leaf))


def statement_key(subject: str, property: str, value: Value, value_leaf: str, qualifiers: tuple[tuple[str, str], ...]) -> str:
    """The key of a statement, made as that of a claim is: of whom it speaks and what it says, never of who says it."""
    told = "|".join(f"{name}={text}" for name, text in sorted(qualifiers))
    return digest(BY_HAND, subject, property, value.key, value_leaf, told, length=20)
