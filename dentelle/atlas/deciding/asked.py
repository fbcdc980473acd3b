"""What the published rows say of the little around a decision: each thing is asked for once, many at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from django.db.models import QuerySet

from dentelle.atlas.models import EntityRow, Identity, IdentityLeaf
from dentelle.atlas.projecting.held import Held
from dentelle.atlas.projecting.identity import Known
from dentelle.atlas.projecting.projection import chunks
from dentelle.atlas.projecting.published import ASKED, source_facts, verdicts
from dentelle.atlas.projecting.state import SourceFacts, Verdict
from dentelle.checking import MOST, Named

__all__ = ["Asked", "went"]

Found = TypeVar("Found")


class Asked:
    """What is published at ``run``, where sources say ``said``; nothing of it may change as long as this is asked."""

    def __init__(self, run: int, said: Held) -> None:
        self.run = run
        self._said = said
        self._places: dict[str, str | None] = {}
        self._known: dict[str, Known | None] = {}
        self._minted: dict[str, tuple[str, Known] | None] = {}
        self._verdicts: dict[str, Verdict | None] = {}
        self._facts: dict[str, SourceFacts | None] = {}
        self._shown: dict[str, Named | None] = {}
        self._went: dict[frozenset[str], tuple[Mapping[str, str], Mapping[str, str]]] = {}

    def places(self, leaves: Iterable[str]) -> dict[str, str]:
        """Leaf → identity."""
        return _once(self._places, leaves, self._ask_places)

    def _ask_places(self, leaves: Sequence[str]) -> Mapping[str, str]:
        return dict(IdentityLeaf.objects.at(self.run).filter(leaf__in=leaves).values_list("leaf", "identity_id"))

    def identities(self, leaves: frozenset[str], places: Mapping[str, str]) -> dict[str, Known]:
        """The identities that clusters of ``leaves`` may own: minted from one of them, or left to one by a leaf that has gone."""
        found = dict(_once(self._minted, leaves, self._ask_minted).values())
        others = {places[leaf] for leaf in leaves if leaf in places} - found.keys()
        for identity, known in _once(self._known, others, self._ask_known).items():
            gone = known.minted_from not in self._said.leaves and not known.redirect
            if known.minted_from in leaves or (gone and self._heir(identity) in leaves):
                found[identity] = known
        return found

    def _ask_minted(self, leaves: Sequence[str]) -> Mapping[str, tuple[str, Known]]:
        rows = Identity.objects.filter(since__lte=self.run, minted_from__in=leaves)
        return {leaf: (pk, Known(leaf, to or "")) for pk, leaf, to in rows.values_list("id", "minted_from", "redirect_id")}

    def _ask_known(self, identities: Sequence[str]) -> Mapping[str, Known]:
        rows = Identity.objects.filter(since__lte=self.run, pk__in=identities)
        return {pk: Known(leaf, to or "") for pk, leaf, to in rows.values_list("id", "minted_from", "redirect_id")}

    def _heir(self, entity: str) -> str:
        """The smallest leaf of ``entity`` that is still there."""
        leaves = IdentityLeaf.objects.at(self.run).filter(identity_id=entity).values_list("leaf", flat=True)
        return min((leaf for leaf in leaves if leaf in self._said.leaves), default="")

    def verdicts(self, keys: Iterable[str]) -> dict[str, Verdict]:
        """The verdicts in force by claim key."""
        return _once(self._verdicts, keys, verdicts)

    def facts(self, sources: Iterable[str]) -> dict[str, SourceFacts]:
        """What is declared of sources."""
        return _once(self._facts, sources, source_facts)

    def went(self, leaves: Iterable[str]) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Where ``leaves`` went that are gone, as ``went`` says it."""
        gone = frozenset(leaves)
        if gone not in self._went:
            self._went[gone] = went(self.run, gone) if gone else ({}, {})
        return self._went[gone]

    def page(self, entity: str, beside: Iterable[str]) -> Named | None:
        """What ``entity`` is shown as, None where it has no page; whoever asks for it will ask for those ``beside`` it, too."""
        if entity and entity not in self._shown:
            _once(self._shown, {entity, *beside}, self._ask_shown)
        return self._shown.get(entity)

    def _ask_shown(self, entities: Sequence[str]) -> Mapping[str, Named]:
        rows = EntityRow.objects.at(self.run).filter(identity_id__in=entities)
        return {row[0]: Named(*row[:3], row[3] > MOST) for row in rows.values_list("identity_id", "kind", "type", "sources")}


def went(run: int, leaves: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Where ``leaves`` went that are gone: the identities, at ``run``, of them and of all leaves of the same entities, and where
    identities lead.
    """
    places = dict(_rows(IdentityLeaf.objects.at(run), "leaf", leaves, "leaf", "identity_id"))
    known = Identity.objects.filter(since__lte=run).exclude(redirect=None)
    redirects: dict[str, str] = {}
    seen: set[str] = set()
    waiting = set(places.values())
    while waiting:
        seen |= waiting
        found = dict(_rows(known, "id", waiting, "id", "redirect_id"))
        found |= dict(_rows(known, "redirect_id", waiting, "id", "redirect_id"))
        redirects |= found
        waiting = {*found, *found.values()} - seen
    places |= dict(_rows(IdentityLeaf.objects.at(run), "identity_id", seen, "leaf", "identity_id"))
    return places, redirects


def _rows(rows: QuerySet, column: str, values: Iterable[str], *wanted: str) -> Iterator[tuple[str, str]]:
    for part in chunks(sorted(set(values)), ASKED):
        yield from rows.filter(**{f"{column}__in": part}).values_list(*wanted)


def _once(
    known: dict[str, Found | None], keys: Iterable[str], ask: Callable[[Sequence[str]], Mapping[str, Found]]
) -> dict[str, Found]:
    """What there is of ``keys``; only those of which nothing is ``known`` are asked for."""
    wanted = set(keys)
    for part in chunks(sorted(wanted - known.keys()), ASKED):
        known.update(dict.fromkeys(part))
        known.update(ask(part))
    return {key: found for key in wanted if (found := known[key]) is not None}
