"""Which names are alike, before anybody is asked: all that comparing costs, so that it is done once for a set of leaves.

Invariant: a pure function of the set of leaves, whatever persons decided; a decision on a pair therefore compares nothing again,
it only clusters from what stands here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dentelle.linking.candidates import Spent, candidates, context, indexed
from dentelle.linking.compare import compare
from dentelle.linking.decide import Decision, decide
from dentelle.linking.evidence import Context
from dentelle.linking.keyed import Keyed, keyed
from dentelle.linking.profile import Profile, profiles
from dentelle.model import Leaf

__all__ = ["Alike", "Compared", "Group", "Likeness", "compared", "group_of", "parted", "tells", "united"]


@dataclass(frozen=True, slots=True)
class Group:
    """Equal leaves, by their smallest id, with what clustering asks of their name. ``equal``: the decision on any two of them."""

    id: str
    leaves: tuple[str, ...]
    kind: str
    bag: tuple[str, ...]
    generic: bool
    equal: Decision | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """``groups`` by id; ``decided``: the pairs, as positions in ``groups``, that something relates or keeps apart; ``spent`` what
    each sort of candidate key cost.
    """

    groups: tuple[Group, ...]
    decided: tuple[tuple[int, int, Decision], ...]
    spent: tuple[Spent, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing gave: the ``likeness``, and by which keys its groups were found, so that it can grow."""

    likeness: Likeness
    keyed: Keyed


Alike = tuple[Group, Group, Decision]


def compared(leaves: Mapping[str, Leaf]) -> Compared:
    """The likeness of ``leaves``, by id."""
    found = profiles(leaves.values())
    index = indexed(found)
    proposed, spent = candidates(found, index)
    made = keyed(index, found, leaves)
    del index  # it is as large as all that follows
    known = context(found)
    rows = ((one, other, decide(compare(found[one], found[other], known))) for one, other in proposed)
    telling = tuple(row for row in rows if tells(row[2]))
    return Compared(Likeness(tuple(group_of(profile, known) for profile in found), telling, spent), made)


def parted(likeness: Likeness, judged: frozenset[str]) -> tuple[tuple[Group, ...], list[Alike]]:
    """The groups and what relates them, once each leaf in ``judged`` stands alone: it is as like others as its group was."""
    parts: dict[str, tuple[Group, ...]] = {}
    for group in likeness.groups:
        if len(group.leaves) > 1 and not judged.isdisjoint(group.leaves):
            alone = [(leaf,) for leaf in group.leaves if leaf in judged]
            rest = tuple(leaf for leaf in group.leaves if leaf not in judged)
            parts[group.id] = tuple(replace(group, id=min(part), leaves=part) for part in [*alone, rest] if part)
    related: list[Alike] = []
    for left, right, decision in likeness.decided:
        one, other = likeness.groups[left], likeness.groups[right]
        if one.id not in parts and other.id not in parts:
            related.append((one, other, decision))
            continue
        for a in parts.get(one.id, (one,)):
            related += [_ordered(a, b, decision) for b in parts.get(other.id, (other,))]
    for group in likeness.groups:
        if group.id in parts and group.equal is not None:
            pieces = sorted(parts[group.id], key=lambda piece: piece.id)
            related += [(one, other, group.equal) for at, one in enumerate(pieces) for other in pieces[at + 1 :]]
    groups = [piece for group in likeness.groups for piece in parts.get(group.id, (group,))]
    return tuple(sorted(groups, key=lambda group: group.id)), related


def united(leaves: Iterable[Leaf]) -> dict[str, Leaf]:
    """The leaves by id; several of one id become one, by rules that do not ask which came first."""
    groups: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        groups.setdefault(leaf.id, []).append(leaf)
    return {leaf_id: same[0] if len(same) == 1 else _one_leaf(same) for leaf_id, same in sorted(groups.items())}


def _one_leaf(same: list[Leaf]) -> Leaf:
    first = min(same, key=lambda leaf: (leaf.name, leaf.type, leaf.language, leaf.place))
    return Leaf(
        id=first.id,
        source=first.source,
        kind=first.kind,
        name=first.name,
        names=tuple(sorted({name for leaf in same for name in leaf.names})),
        type=max(leaf.type for leaf in same),
        language=max(leaf.language for leaf in same),
        identifiers=tuple(sorted({pair for leaf in same for pair in leaf.identifiers})),
        place=max(leaf.place for leaf in same),
        strong=any(leaf.strong for leaf in same),
    )


def group_of(profile: Profile, known: Context) -> Group:
    """The group of ``profile``, as far as clustering asks of it."""
    equal = decide(compare(profile, profile, known)) if len(profile.leaves) > 1 else None
    telling = equal if equal is not None and tells(equal) else None
    return Group(profile.id, profile.leaves, profile.kind, tuple(profile.name.bag), profile.name.generic, telling)


def tells(decision: Decision) -> bool:
    """Whether ``decision`` relates two groups or keeps them apart."""
    return decision.verdict != "none" or decision.apart


def _ordered(one: Group, other: Group, decision: Decision) -> Alike:
    return (one, other, decision) if one.id < other.id else (other, one, decision)
