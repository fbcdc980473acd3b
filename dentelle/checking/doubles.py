"""What would disagree if two names that a person is asked about are one.

Invariants: only names that differ in their spelling or order, not short forms; only what stands on claims of both sides. The
disagreement may be a fault of a source, or what shows that the two are not one: both help whoever decides on the pair.
"""

from collections.abc import Iterable
from dataclasses import replace

from dentelle.checking.datings import datings
from dentelle.checking.rivals import rivals
from dentelle.folding import digest
from dentelle.model import Fact, Finding, LinkedClaim, Pair

__all__ = ["DOUBTS", "doubles"]

DOUBTS = frozenset({"spelling", "turned_round", "other_surname", "single_initial", "same_short", "same_site_word"})


def doubles(
    pair: Pair, names: tuple[str, str], facts: Iterable[Fact], claims: Iterable[LinkedClaim], left: frozenset[str]
) -> tuple[Finding, ...]:
    """What sources would contradict if the two sides of ``pair`` were one thing.

    ``facts`` and ``claims`` are those of both sides together, under one entity id; ``left`` the keys of the claims of one side.
    ``names`` are to be shown.
    """
    if pair.decision != "review" or pair.reason_code not in DOUBTS:
        return ()
    told = {one.key: one for one in claims}
    found = [*rivals("", facts, told.values()), *datings("", told.values())]
    across = [one for one in found if left & set(one.claims) and set(one.claims) - left]
    return tuple(sorted((_finding(pair, names, one) for one in across), key=lambda one: one.key))


def _finding(pair: Pair, names: tuple[str, str], one: Finding) -> Finding:
    said = dict(one.data)
    values = said.get("values") or f"{said['left']} / {said['right']}"
    data = {"left": names[0], "right": names[1], "property": said["property"], "values": values, "value": said.get("value", "")}
    return replace(
        one,
        key=digest("doubles", one.key, pair.left, pair.right, length=20),
        check="doubles",
        severity="notice",
        message="If “{left}” and “{right}” are the same, sources disagree on “{property}” {value}: {values}".format(
            **data
        ).replace(" :", ":"),
        data=tuple(sorted(data.items())),
    )
