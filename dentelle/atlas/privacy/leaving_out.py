"""Hides or erases a person: what it would touch, the one action, and taking a hiding back.

Invariants: the action does what the preview found, and no audit line of it names anybody; the file of tombstones is on the disk
before the transaction ends, so that a crash leaves too much hidden and never too little; somebody else of the same name stays.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import models, transaction

from dentelle import tombstones
from dentelle.atlas.models import (
    EntityRow,
    FactRow,
    Identity,
    IdentityLeaf,
    Publication,
    Sealed,
    Source,
    Tombstone,
)
from dentelle.atlas.people.audit import note
from dentelle.atlas.privacy.obeying import in_force, stone_in, sweep, unseal
from dentelle.atlas.privacy.sweeping import Swept, sweep_kept, sweep_made
from dentelle.atlas.privacy.sweeping_files import sweep_files
from dentelle.atlas.projecting import held, projection
from dentelle.errors import TombstoneError
from dentelle.linking.person_forms import is_full, own_forms, short_forms, written_forms
from dentelle.model import Leaf
from dentelle.territory import STATE_FOLDER
from dentelle.tombstones import ERASED, HIDDEN, Seeker, Stone, Stones, glued

__all__ = ["REASONS", "Namesake", "Preview", "Unclear", "Wish", "harden", "leave_out", "names_of", "preview", "withdraw"]

REASONS = ("objection", "no_role", "protection", "error", "court")
PERSON = "person"
MOST_NAMES = 40
LEAST_LETTERS = 4
MOST_UNCLEAR = 50


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom to leave out: one or more ``names``, the ``identity`` of who has a page. ``spare``: ids of entities whose name
    stays, ``also`` (source, name as it stands there) where a short name means the person.
    """

    names: tuple[str, ...]
    level: str = HIDDEN
    identity: str = ""
    spare: frozenset[str] = frozenset()
    also: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Namesake:
    """Another entity in whose name the person's stands. ``same``: it is called so, ``spared``: it stays as it is."""

    id: str
    label: str
    kind: str
    type: str
    same: bool
    spared: bool
    shared: tuple[Source, ...] = ()  # sources that speak of both, where nobody can tell a bare name


@dataclass(frozen=True, slots=True)
class Unclear:
    """A short name that may mean the person or not, in a source that does not say the whole."""

    source: Source
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What leaving out would touch; ``places`` (source, how often, where first), ``rows`` (table, lines)."""

    pages: tuple[EntityRow, ...]
    facts: int
    claims: int
    places: tuple[tuple[Source, int, list[str]], ...]
    rows: tuple[tuple[str, int], ...]
    namesakes: tuple[Namesake, ...]
    unclear: tuple[Unclear, ...]
    files: tuple[str, ...]
    stone: Stone


@dataclass
class _Known:
    """What the atlas knows: the leaves of the published run, those of the person, and which entity each is."""

    leaves: dict[str, Leaf] = field(default_factory=dict)
    hers: set[str] = field(default_factory=set)
    entity_of: dict[str, str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)


def names_of(identity: str) -> tuple[str, ...]:
    """The names of ``identity`` that say who is meant, most used first: what a form proposes to leave out."""
    row = EntityRow.objects.visible().filter(identity_id=identity).first()
    found = [row.label, *(name["text"] for name in row.names)] if row else []
    return tuple(dict.fromkeys(name for name in found if is_full(name))) or tuple(found[:1])


def preview(wish: Wish) -> Preview:
    """What ``leave_out`` would do with ``wish``; nothing is changed. Raises TombstoneError for names that are none."""
    known = _known(wish)
    stone, namesakes, unclear, seeker = _stone(wish, known)
    swept = _looked_for(stone, seeker)
    ids = sorted(known.ids)
    facts = FactRow.objects.visible().filter(models.Q(identity_id__in=ids) | models.Q(value_entity_id__in=ids)) if ids else None
    sources = {source.id: source for source in Source.objects.filter(id__in=swept.sources)}
    places = [
        (sources[source], swept.places[source], swept.where.get(source, []))
        for source in sorted(swept.sources)
        if source in sources
    ]
    return Preview(
        pages=tuple(EntityRow.objects.visible().filter(identity_id__in=ids)),
        facts=facts.count() if facts is not None else 0,
        claims=sum(not key for key in swept.keys.values()),
        places=tuple(sorted(places, key=lambda one: (-one[1], one[0].path))),
        rows=tuple(sorted(swept.rows.items())),
        namesakes=namesakes,
        unclear=unclear,
        files=tuple(path.relative_to(settings.TERRITORY).as_posix() for path in swept.files),
        stone=stone,
    )


def leave_out(wish: Wish, *, who: str, why: str) -> Tombstone:
    """Hides or erases the person of ``wish``, at once and in all later weaves; the tombstone.

    ``why``: one of REASONS. Raises TombstoneError for a reason, level or names that are none.
    """
    if why not in REASONS or wish.level not in (HIDDEN, ERASED):
        raise TombstoneError("Say why the person is left out, and whether hidden or erased.")
    with transaction.atomic():
        projection.lock()
        known = _known(wish)
        stone, _, _, seeker = _stone(wish, known)
        sealed = _sealed(wish, known) if wish.level == HIDDEN else []
        (swept,) = sweep([stone], who=who, why=why, seeker=seeker)
        row = Tombstone.objects.get(pk=stone.id)
        Sealed.objects.bulk_create(Sealed(tombstone=row, field=name, value=value) for name, value in sealed)
        told = f"{sum(swept.places.values())} places of {len(swept.sources)} sources, {sum(swept.rows.values())} lines"
        verb = "hide" if wish.level == HIDDEN else "erase"
        note(who, verb, stone.id, f"{who}: {verb}: a person {stone.mark}, for {why}: {told}")
        tombstones.add(settings.TERRITORY / STATE_FOLDER, [stone])
    return row


def harden(stone_id: str, *, who: str) -> Tombstone:
    """Erases who was hidden: what was sealed goes. Raises TombstoneError when there is nobody hidden of that id."""
    with transaction.atomic():
        projection.lock()
        row = _hidden(stone_id)
        Sealed.objects.filter(tombstone=row).delete()
        row.level = ERASED
        row.save(update_fields=["level"])
        stone = stone_in(row)
        note(who, "erase", row.id, f"{who}: erase: {stone.mark}, hidden until now")
        tombstones.add(settings.TERRITORY / STATE_FOLDER, [stone])
    return row


def withdraw(stone_id: str, *, who: str) -> Tombstone:
    """Takes a hiding back: what people wrote stands there again at once, what sources say with the next weave.

    Raises TombstoneError when there is nobody hidden of that id: who is erased stays so.
    """
    with transaction.atomic():
        projection.lock()
        row = _hidden(stone_id)
        unseal(row)
        note(who, "unhide", row.id, f"{who}: no longer hidden: {stone_in(row).mark}")
        tombstones.add(settings.TERRITORY / STATE_FOLDER, [stone_in(row)])
    return row


# ---- steps


def _hidden(stone_id: str) -> Tombstone:
    row = Tombstone.objects.filter(pk=stone_id, level=HIDDEN, withdrawn_at=None).first()
    if row is None:
        raise TombstoneError("Nobody is hidden under this number. Who is erased stays so.")
    return row


def _known(wish: Wish) -> _Known:
    run = Publication.objects.filter(pk=1).values_list("run", flat=True).first() or 0
    known = _Known(leaves=dict(held.hold(run).leaves) if run else {})
    known.entity_of = dict(IdentityLeaf.objects.at(run).values_list("leaf", "identity_id"))
    if wish.identity:
        known.ids = {wish.identity, *Identity.objects.filter(redirect_id=wish.identity).values_list("id", flat=True)}
        known.hers = {leaf for leaf, entity in known.entity_of.items() if entity in known.ids and leaf in known.leaves}
    return known


def _stone(wish: Wish, known: _Known) -> tuple[Stone, tuple[Namesake, ...], tuple[Unclear, ...], Seeker]:
    names = tuple(dict.fromkeys(" ".join(name.split()) for name in wish.names if name.strip()))
    if not names or len(names) > MOST_NAMES or any(len(glued(name)) < LEAST_LETTERS for name in names):
        raise TombstoneError("Give the names to leave out, one a line, each with four letters at least.")
    forms = {(form, "") for name in names for form in written_forms(name)}
    hers = [known.leaves[leaf] for leaf in known.hers]
    forms |= {(form, leaf.source) for leaf in hers for form in _own(leaf)}
    forms |= {(glued(name), source) for source, name in wish.also if glued(name)}
    wide = {form for form, source in forms if not source}
    namesakes = tuple(_namesakes(wish, known, wide))
    unclear = tuple(_unclear(wish, known, names, wide))
    spared = [one for one in namesakes if one.spared]
    theirs = {leaf for leaf, entity in known.entity_of.items() if entity in {one.id for one in spared}} & known.leaves.keys()
    names_of_theirs = {glued(name) for leaf in theirs for name in (known.leaves[leaf].name, *known.leaves[leaf].names)}
    own = {leaf.source for leaf in hers}
    stone = tombstones.make(
        wish.level,
        forms,
        key=next((stone.key for stone in in_force().stones), ""),
        spared={form for form in names_of_theirs if form not in wide and any(sought in form for sought in wide)},
        spared_sources={known.leaves[leaf].source for leaf in theirs if _own(known.leaves[leaf]) & wide} - own,
        spared_leaves={leaf for leaf in theirs if known.leaves[leaf].source in own},
        identities=known.ids,
    )
    every = {form for form, _ in forms}
    people = (leaf for leaf in known.leaves.values() if leaf.kind == PERSON)
    named = {leaf.source for leaf in people if any(not every.isdisjoint(own_forms(name)) for name in (leaf.name, *leaf.names))}
    return stone, namesakes, unclear, Seeker(every, named)  # a name with a former surname is written otherwise than it is sought


def _own(leaf: Leaf) -> frozenset[str]:
    return own_forms(leaf.name) if leaf.kind == PERSON else frozenset((glued(leaf.name),))


def _namesakes(wish: Wish, known: _Known, wide: set[str]) -> Iterable[Namesake]:
    """Entities other than the person whose name is, or holds, one that is sought."""
    probe, seeker = Stones([tombstones.make(HIDDEN, ((form, "") for form in wide))]), Seeker(wide)
    own = {known.leaves[leaf].source for leaf in known.hers}
    sources = {source.id: source for source in Source.objects.filter(id__in=own)}
    for row in EntityRow.objects.visible().order_by("sort", "identity_id").iterator():
        texts = [row.label, *(name["text"] for name in row.names)]
        if row.identity_id in known.ids or not seeker.may_name("", "\n\n".join(texts)):
            continue
        if not any(probe.found(text) for text in texts):
            continue
        own_names = {form for text in texts for form in (own_forms(text) if row.kind == PERSON else {glued(text)})}
        same = bool(own_names & wide)
        if not wish.identity and same and row.kind == PERSON:
            spared = row.identity_id in wish.spare
        else:
            spared = row.identity_id in wish.spare or (row.kind == PERSON and not same)
        of = {leaf.partition("|")[0] for leaf, entity in known.entity_of.items() if entity == row.identity_id}
        shared = tuple(sources[source] for source in sorted(of & own)) if same else ()
        yield Namesake(row.identity_id, row.label, row.kind, row.type or row.kind, same, spared, shared)


def _unclear(wish: Wish, known: _Known, names: tuple[str, ...], wide: set[str]) -> Iterable[Unclear]:
    short = {form for name in names for form in short_forms(name)}
    own = {known.leaves[leaf].source for leaf in known.hers}
    found = sorted(
        (leaf.source, leaf.name)
        for id, leaf in known.leaves.items()
        if leaf.kind == PERSON and id not in known.hers and leaf.source not in own
        if not is_full(leaf.name) and (own_forms(leaf.name) & short) and not own_forms(leaf.name) & wide
    )[:MOST_UNCLEAR]
    sources = {source.id: source for source in Source.objects.filter(id__in={source for source, _ in found})}
    for source, name in found:
        if source in sources:
            yield Unclear(sources[source], name, (source, name) in wish.also)


def _looked_for(stone: Stone, seeker: Seeker) -> Swept:
    every = Stones([*in_force().stones, stone])
    swept = Swept(places=Counter())
    sweep_made(every, stone, swept, write=False, seeker=seeker)
    sweep_kept(every, stone, swept, write=False)
    swept.files = sweep_files(settings.TERRITORY / STATE_FOLDER, every, write=False)
    return swept


def _sealed(wish: Wish, known: _Known) -> list[tuple[str, object]]:
    """What who may protect people can still read of somebody hidden: the names, and what the atlas said."""
    from dentelle.atlas.browsing.queries import shown

    rows = EntityRow.objects.visible().filter(identity_id__in=known.ids)
    said = [
        f"{fact.property}: {fact.value.get('edtf') or fact.value['text']} [{fact.status}]"
        for row in rows
        for fact, _ in shown(row).facts
    ]
    return [("names", list(wish.names)), ("facts", said)]
