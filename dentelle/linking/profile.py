"""What linking knows of one group of equal leaves, worked out once.

Invariant: leaves in one group have the same kind, forms, identifiers, place and type, and would be decided on alike; a name
too weak to stand across sources (generic, short, a bare surname) is grouped by source.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dentelle.folding import squash
from dentelle.linking.normalise import Name, normalise
from dentelle.linking.persons import PersonName, person
from dentelle.linking.places import place_key
from dentelle.model import Leaf

__all__ = ["Profile", "profiles", "signature"]


@dataclass(frozen=True, slots=True)
class Profile:
    """Equal leaves, by their smallest id. ``source`` is set only where the name holds within one source."""

    id: str
    leaves: tuple[str, ...]
    kind: str
    type: str
    name: Name
    aliases: tuple[Name, ...]
    person: PersonName | None
    identifiers: tuple[tuple[str, str], ...]
    place: str
    source: str
    row: bool

    @property
    def key(self) -> str:
        """The key of its name: a person's given names and surname, else the glued letters."""
        return self.person.key if self.person else self.name.key

    @property
    def weak(self) -> bool:
        """Whether the name alone cannot say that two sources mean the same."""
        return self.person.bare if self.person else self.kind != "place" and (self.name.generic or self.name.short)


def profiles(leaves: Iterable[Leaf]) -> tuple[Profile, ...]:
    """The groups of ``leaves`` (each leaf id once), sorted by id."""
    groups: dict[tuple[object, ...], list[Leaf]] = {}
    for leaf in leaves:
        groups.setdefault(signature(leaf), []).append(leaf)
    return tuple(sorted(map(_profile, groups.values()), key=lambda one: one.id))


def signature(leaf: Leaf) -> tuple[object, ...]:
    """What the leaves of one group have in common, and no others."""
    row = "|row:" in leaf.id
    name = normalise(leaf.name, leaf.kind)
    if leaf.kind == "person":
        who = person(leaf.name)
        key, weak = "/".join((who.key, who.she_or_he, who.generation)), who.bare
    else:
        key, weak = name.key, leaf.kind != "place" and (name.generic or name.short)
    forms = tuple(sorted({squash(form) for form in leaf.names}))
    alone = leaf.source if weak or row else ""
    return (leaf.kind, key, leaf.type, forms, leaf.identifiers, leaf.place, alone, leaf.id if row else "", name.legal)


def _profile(group: list[Leaf]) -> Profile:
    first = min(group, key=lambda leaf: leaf.id)
    forms = {form for leaf in group for form in leaf.names}
    names = {normalise(form, first.kind) for form in forms if form}
    own = normalise(first.name, first.kind)
    sources = {leaf.source for leaf in group}
    who = person(first.name) if first.kind == "person" else None
    weak = who.bare if who else own.generic or own.short
    return Profile(
        id=first.id,
        leaves=tuple(sorted(leaf.id for leaf in group)),
        kind=first.kind,
        type=first.type,
        name=own,
        aliases=tuple(
            sorted((name for name in names if name.key and name.key != own.key), key=lambda name: (name.key, name.text))
        ),
        person=who,
        identifiers=first.identifiers,
        place=place_key(first.place) if first.place else "",
        source=first.source if len(sources) == 1 and (weak or "|row:" in first.id) else "",
        row="|row:" in first.id,
    )
