"""The likeness of leaves of which a few came, went or changed, from that of the others.

Invariant: what comes out is what comparing all of them gives. A pair is compared again if one of its groups is another, if a key
that proposes it is had by others than before, or if what the whole says of its names (whom else an alias means, how many people
fit a surname, which words are places) has changed; all else stands as it was.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dentelle.linking.candidates import Key, context, context_keys, keys, proposed
from dentelle.linking.compare import compare
from dentelle.linking.decide import Decision, decide
from dentelle.linking.evidence import Context
from dentelle.linking.keyed import same
from dentelle.linking.likeness import Compared, Likeness, group_of, tells
from dentelle.linking.profile import Profile, profiles
from dentelle.model import Leaf

__all__ = ["grown"]

Pairs = set[tuple[int, int]]


def grown(before: Compared, was: Mapping[str, Leaf], now: Mapping[str, Leaf]) -> Compared:
    """What comparing the leaves ``now``, by id, gives, from what comparing the leaves ``was`` gave (``before``).

    What it spent is not told: it is not what the whole would spend.
    """
    gone = {id for id, leaf in was.items() if (other := now.get(id)) is not leaf and other != leaf}
    came = [leaf for id, leaf in now.items() if id in gone or id not in was]
    return _Grown(before, was, came, gone).compared() if came or gone else before


@dataclass
class _Grown:
    """A group is its position in the likeness before, or, if it is new or another, a number behind all of these."""

    before: Compared
    was: Mapping[str, Leaf]
    came: list[Leaf]
    gone: set[str]
    replaced: set[int] = field(default_factory=set)
    fresh: dict[int, Profile] = field(default_factory=dict)
    known: dict[int, Profile] = field(default_factory=dict)
    having: dict[Key, list[int]] = field(default_factory=dict)  # key → fresh groups that have it
    found: dict[Key, Pairs] = field(default_factory=dict)

    def compared(self) -> Compared:
        self._regroup()
        touched = {*self.having, *(key for at in self.replaced for key in _all_keys(self.profile(at)))}
        again = self._asked_otherwise([key for key in touched if key[0] in ("alias", "fits", "place")])
        doubtful = self._proposed_otherwise([key for key in touched if key[0] not in ("alias", "fits", "place", "same")])
        again -= self.replaced
        pairs = {pair for pair in doubtful if self._is_proposed(*pair)}
        for group in (*self.fresh, *again):
            pairs |= {pair for key in keys(self.profile(group)) for pair in self._pairs(key) if group in pair}
        context = self._context({group for pair in pairs for group in pair} | self.fresh.keys() | again)
        stays = self.before.likeness.decided
        loose = self.replaced | again
        decided: dict[tuple[int, int], Decision] = {
            (one, other): decision
            for one, other, decision in stays
            if one not in loose and other not in loose and (one, other) not in doubtful
        }
        for one, other in pairs:
            decision = decide(compare(self.profile(one), self.profile(other), context))
            if tells(decision):
                decided[one, other] = decision
        return self._ordered(decided, again, context)

    def profile(self, group: int) -> Profile:
        """The profile of ``group``, of one that was replaced as it was."""
        if group in self.fresh:
            return self.fresh[group]
        if group not in self.known:
            leaves = self.before.likeness.groups[group].leaves
            (self.known[group],) = profiles(self.was[leaf] for leaf in leaves)
        return self.known[group]

    def members(self, key: Key) -> list[int]:
        """The groups that have ``key`` now, sorted by id."""
        stay = [at for at in self.before.keyed.having(key) if at not in self.replaced]
        return sorted((*stay, *self.having.get(key, ())), key=self._id)

    def _id(self, group: int) -> str:
        return self.fresh[group].id if group in self.fresh else self.before.likeness.groups[group].id

    # ---- what has changed

    def _regroup(self) -> None:
        """Finds the groups that are others now, and makes those that stand in their places."""
        leaves: dict[Key, dict[str, Leaf]] = {
            same(leaf): {} for leaf in (*self.came, *(self.was[id] for id in sorted(self.gone)))
        }
        for leaf in self.came:
            leaves[same(leaf)][leaf.id] = leaf
        groups = self.before.likeness.groups
        for key, members in leaves.items():
            for at in self.before.keyed.having(key):
                self.replaced.add(at)
                members.update((leaf, self.was[leaf]) for leaf in groups[at].leaves if leaf not in self.gone)
        by_id = {id: leaf for members in leaves.values() for id, leaf in members.items()}
        made = profiles(by_id.values())
        self.fresh = dict(enumerate(made, start=len(groups)))
        for group, profile in self.fresh.items():
            for key in {*_all_keys(profile), same(by_id[profile.id])}:
                self.having.setdefault(key, []).append(group)

    def _asked_otherwise(self, touched: Iterable[Key]) -> set[int]:
        """The groups about whose names the whole says something else now."""
        touched = list(touched)
        then = self._told({at for key in touched for at in self.before.keyed.having(key)})
        now = self._told({group for key in touched for group in self.members(key)})
        found: set[int] = set()
        for key in touched:
            sort, kind, name = key
            if sort == "alias" and _several(then, kind, name) != _several(now, kind, name):
                found.update(self.before.keyed.having(key))
            if sort == "fits" and _fitting(then, name) != _fitting(now, name):
                found.update(self.before.keyed.having(key))
            if sort == "place" and (name in then.areas) != (name in now.areas):
                found.update(self.before.keyed.having(key))
            if sort == "place" and (name in then.places) != (name in now.places):
                found.update(self._made_of_places(name))
        return found

    def _made_of_places(self, name: str) -> set[int]:
        """The groups whose telling words are places, the place ``name`` among them."""
        kinds = {group.kind for group in self.before.likeness.groups}
        found = {at for kind in kinds for word in (name, f"={name}") for at in self.before.keyed.having(("word", kind, word))}
        return {at for at in found if all(self._is_place(word.lstrip("=")) for word in self.profile(at).name.telling)}

    def _is_place(self, word: str) -> bool:
        """Whether ``word`` is a place now, or was."""
        key = ("place", "", word)
        return key in self.having or bool(self.before.keyed.having(key))

    def _proposed_otherwise(self, touched: Iterable[Key]) -> Pairs:
        """The pairs of groups that stay of which a key says otherwise than before whether they are to be compared."""
        found: Pairs = set()
        for key in touched:
            then = set(proposed(key[0], self.before.keyed.having(key), self.profile))
            found |= {pair for pair in then ^ self._pairs(key) if not self._is_other(pair)}
        return found

    def _is_other(self, pair: tuple[int, int]) -> bool:
        return any(group in self.replaced or group in self.fresh for group in pair)

    # ---- what is compared

    def _pairs(self, key: Key) -> Pairs:
        """The pairs that ``key`` proposes now."""
        if key not in self.found:
            self.found[key] = set(proposed(key[0], self.members(key), self.profile))
        return self.found[key]

    def _is_proposed(self, one: int, other: int) -> bool:
        shared = keys(self.profile(one)) & keys(self.profile(other))
        return any((one, other) in self._pairs(key) for key in shared)

    def _context(self, groups: Iterable[int]) -> Context:
        """What the whole says of the names of ``groups``, and of nothing else for certain."""
        asked = {key for group in groups for key in _asked(self.profile(group))}
        return self._told({member for key in asked for member in self.members(key)})

    def _told(self, groups: Iterable[int]) -> Context:
        return context(self.profile(group) for group in sorted(groups, key=self._id))

    # ---- what comes out

    def _ordered(self, decided: Mapping[tuple[int, int], Decision], again: set[int], context: Context) -> Compared:
        groups = self.before.likeness.groups
        order = sorted((*(at for at in range(len(groups)) if at not in self.replaced), *self.fresh), key=self._id)
        position = {group: at for at, group in enumerate(order)}
        made = (
            group_of(self.profile(group), context) if group in self.fresh or group in again else groups[group] for group in order
        )
        rows = ((position[one], position[other], decision) for (one, other), decision in decided.items())
        likeness = Likeness(tuple(made), tuple(sorted(rows, key=lambda row: row[:2])))
        places = [position.get(group, -1) for group in range(len(groups))]
        more = {key: [position[group] for group in having] for key, having in self.having.items()}
        return Compared(likeness, self.before.keyed.moved(places, more))


def _all_keys(profile: Profile) -> set[Key]:
    return {*keys(profile), *context_keys(profile)}


def _asked(profile: Profile) -> set[Key]:
    """The keys of what is asked of the context when ``profile`` is compared."""
    words = {profile.name.key, *(word.lstrip("=") for word in profile.name.telling)} if not profile.person else ()
    return {*context_keys(profile), *(("place", "", word) for word in words)}


def _several(known: Context, kind: str, alias: str) -> bool:
    return len(known.bodies.get((kind, alias), ())) > 1


def _fitting(known: Context, surname: str) -> dict[tuple[str, ...], int]:
    return {key: count for key, count in known.fits.items() if key[0] == surname}
