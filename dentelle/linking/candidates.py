"""Which profiles are compared at all: keys, each with a budget of pairs.

Invariant: the pairs depend on the set of profiles only, never on their order; what each sort of key cost, and how many of its
keys were too common to follow, is counted and handed on, because candidates decide what linking costs. What a key proposes
depends on the profiles that have it and on nothing else, and so does what the context says of one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dentelle.folding import squash
from dentelle.linking.acronyms import acronyms, near
from dentelle.linking.compare import SITES, one_body_in_two_languages
from dentelle.linking.evidence import Context
from dentelle.linking.normalise import Name, normalise
from dentelle.linking.places import TERRITORIAL
from dentelle.linking.profile import Profile

__all__ = ["Key", "Spent", "candidates", "context", "context_keys", "indexed", "keys", "proposed"]

Key = tuple[str, str, str]  # sort, kind of the profile ("" where any may go with any), letters

_BUDGET = {  # the most profiles that may share a key of this sort; a larger group is not followed, or only along its order
    "name": 60,
    "bag": 60,
    "id": 60,
    "acronym": 12,
    "word": 14,
    "head": 12,
    "spelling": 20,
    "surname": 40,
    "site": 12,
    "territory": 12,
}
_CHAINED = frozenset({"name", "bag", "id"})  # equality holds along a chain, so a large group needs no square of pairs


@dataclass(frozen=True, slots=True)
class Spent:
    """What one sort of key cost: ``keys`` shared by two profiles or more, ``pairs`` compared, ``skipped`` keys over budget."""

    sort: str
    keys: int
    pairs: int
    skipped: int


def keys(profile: Profile) -> frozenset[Key]:
    """The keys of ``profile``: it is compared with those that share one."""
    return frozenset((sort, "" if sort == "site" else profile.kind, key) for sort, key in _keys(profile))


def indexed(profiles: Iterable[Profile]) -> dict[Key, list[int]]:
    """The positions of ``profiles`` by the keys that they have."""
    index: dict[Key, list[int]] = {}
    for at, profile in enumerate(profiles):
        for key in keys(profile):
            index.setdefault(key, []).append(at)
    return index


def candidates(
    profiles: Sequence[Profile], index: Mapping[Key, Sequence[int]]
) -> tuple[tuple[tuple[int, int], ...], tuple[Spent, ...]]:
    """The pairs worth comparing, sorted, as positions in ``profiles`` (sorted by id), and what each sort of key spent."""
    pairs: set[tuple[int, int]] = set()
    shared: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    compared: Counter[str] = Counter()
    for (sort, _, _), group in sorted(index.items()):
        if len(group) < 2:
            continue
        shared[sort] += 1
        if not _is_followed(sort, len(group)):
            skipped[sort] += 1
            continue
        before = len(pairs)
        pairs.update(proposed(sort, group, profiles.__getitem__))
        compared[sort] += len(pairs) - before
    spent = tuple(Spent(sort, shared[sort], compared[sort], skipped[sort]) for sort in sorted(_BUDGET))
    return tuple(sorted(pairs)), spent


def _is_followed(sort: str, count: int) -> bool:
    return count <= _BUDGET[sort] or sort in _CHAINED


def proposed(sort: str, group: Sequence[int], profile: Callable[[int], Profile]) -> Iterator[tuple[int, int]]:
    """The pairs that a key of this ``sort`` proposes among the ``group`` of those that have it, sorted by id.

    ``profile`` gives the profile of one of them, and is only asked where that matters.
    """
    if not _is_followed(sort, len(group)):
        return
    if len(group) <= _BUDGET[sort]:
        first, profiles = group[0] if group else -1, {each: profile(each) for each in group}
        for one, other in combinations(group, 2):
            left, right = profiles[one], profiles[other]
            if not (left.weak and right.weak) or one == first or left.source == right.source:
                yield one, other  # of many that are called "CCI" each is asked about once
        return
    for at, one in enumerate(group):  # each with the three that follow it, and with the first
        yield from ((one, other) for other in group[at + 1 : at + 4])
        if at > 3:
            yield group[0], one


def _keys(profile: Profile) -> Iterator[tuple[str, str]]:
    for scheme, value in profile.identifiers:
        yield "id", f"{scheme}:{value}"
        if scheme == "siret":
            yield "id", f"siren:{value[:9]}"
    if profile.person:
        yield from _person_keys(profile)
        return
    name = profile.name
    yield "name", name.key
    for alias in profile.aliases:
        yield "name", alias.key
    if name.proper:
        yield "name", name.proper
    yield "bag", " ".join(name.bag)
    if profile.kind == "place":
        yield "bag", " ".join(sorted(name.telling))
        yield "site", normalise(name.text).key
        return
    if profile.kind == "organisation":
        yield "site", name.key
    if name.heads & TERRITORIAL or profile.type == "intercommunality":
        yield "territory", " ".join(sorted(name.telling))
    if name.acronym:
        yield "acronym", squash(name.text)
    else:
        for made in acronyms(name.text):
            yield "acronym", made
            yield from (("acronym", nearly) for nearly in near(made))
    for word in name.telling:
        yield "word", word
    if not name.telling:
        yield from (("head", head) for head in name.heads)
    elif len(name.heads) == 1:
        yield "head", next(iter(name.heads))
    if len(name.key) >= 8:
        yield "spelling", name.key[:5]
        yield "spelling", name.key[:1] + name.key[-5:]


def _person_keys(profile: Profile) -> Iterator[tuple[str, str]]:
    who = profile.person
    assert who is not None
    if who.ruler:
        yield "name", who.ruler
        yield "name", who.numbered or who.ruler
        return
    yield "name", who.key
    if who.given:
        yield "bag", who.bag
    for part in {who.surname, *who.core, who.other_surname} - {""}:
        yield "surname", part
    if who.given and len(who.surname) >= 4:
        yield "spelling", f"{''.join(who.given)}/{who.stem}"


def context_keys(profile: Profile) -> Iterator[Key]:
    """What ``context`` says of one of these depends on the profiles that have it, and on no others."""
    for alias in profile.aliases:
        yield "alias", profile.kind, alias.key
    if profile.person:
        yield "fits", "", profile.person.surname
    if profile.kind == "place":
        yield "place", "", profile.name.key


def context(profiles: Iterable[Profile]) -> Context:
    """Which bodies each alias is said of, and how many people fit each surname and initial, over all ``profiles``."""
    profiles = tuple(profiles)
    holders: dict[tuple[str, str], dict[str, Name]] = {}
    fits: dict[tuple[str, str], set[str]] = {}
    for profile in profiles:
        for alias in profile.aliases:
            holders.setdefault((profile.kind, alias.key), {})[profile.name.key] = profile.name
        who = profile.person
        if who and who.given:
            known = fits.setdefault((who.surname, who.given[0][0]), set())
            if not who.abbreviated:
                known.add("".join(who.given) + who.generation)
    return Context(
        bodies={key: _bodies(names) for key, names in holders.items()},
        fits=_counted(fits),
        places=frozenset(one.name.key for one in profiles if one.kind == "place"),
        areas=frozenset(one.name.key for one in profiles if one.kind == "place" and one.type and one.type not in SITES),
    )


def _counted(fits: dict[tuple[str, str], set[str]]) -> dict[tuple[str, ...], int]:
    """How many people fit each surname and initial, and each surname: an initial alone is one person."""
    counted: Counter[tuple[str, ...]] = Counter()
    for (surname, initial), names in fits.items():
        counted[surname, initial] = max(1, len(names))
        counted[surname,] += max(1, len(names))
    return dict(counted)


def _bodies(names: dict[str, Name]) -> tuple[Name, ...]:
    """One name for each body among ``names`` (by key): a translation is no other body."""
    bodies: list[Name] = []
    for _, name in sorted(names.items()):
        if not any(one_body_in_two_languages(name, other) or name.bag == other.bag for other in bodies):
            bodies.append(name)
    return tuple(bodies)
