"""What claims date: by a qualifier of their own, or by a date that the same clause gives to a claim beside them.

Invariant: ``matter`` is equal for two claims only if they speak of one thing: the linked entity, else the folded words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dentelle.checking.telling import clause
from dentelle.folding import fold
from dentelle.model import LinkedClaim, ValueType

__all__ = ["Dated", "dated"]

_SHORTEST = 4  # letters of a value that is looked for in a clause


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that ``claim`` dates to ``edtf``: ``matter`` is what, in a form to compare; ``words`` say it to a reader.

    ``property`` is that of the thing dated: "received", where the date itself is a claim of what happened.
    """

    claim: LinkedClaim
    property: str
    matter: str
    edtf: str
    words: str
    entity: str = ""  # the value's, where there is one


def dated(claims: Sequence[LinkedClaim]) -> Iterator[Dated]:
    """What ``claims`` of one entity date; "won the prize in 2014" is two claims, told together."""
    for one in claims:
        said = dict(one.claim.qualifiers)
        if one.claim.property != "happened" and (said.get("as_of") or said.get("from")):
            yield Dated(
                one, one.claim.property, _matter(one), said.get("as_of") or said["from"], one.claim.value.text, one.value_entity
            )
    for one in claims:
        if one.claim.property == "happened" and one.claim.value.type is ValueType.DATE:
            words = fold(clause(one))
            for other in claims:
                if other.source == one.source and _names(other, words):
                    said_so, thing = other.claim.value.text, other.value_entity
                    yield Dated(one, other.claim.property, _matter(other), one.claim.value.edtf, said_so, thing)


def _names(one: LinkedClaim, words: str) -> bool:
    """Whether the folded ``words`` hold the claim's value, which is no date itself."""
    value = fold(one.claim.value.text)
    return one.claim.value.type is not ValueType.DATE and len(value) >= _SHORTEST and value in words


def _matter(one: LinkedClaim) -> str:
    return one.value_entity or fold(one.claim.value.text)
