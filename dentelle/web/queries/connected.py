"""How two entities are connected: the shortest ways from one to the other, each step with the facts and passages that say so."""

import itertools
from dataclasses import dataclass

from dentelle import vocabulary
from dentelle.atlas.browsing.names import Name, name_of, names_of
from dentelle.atlas.browsing.network import Network, network
from dentelle.atlas.models import EntityRow, FactRow, NameRow
from dentelle.folding import fold
from dentelle.network import shortest_paths
from dentelle.search import hits
from dentelle.web.queries.facts import ShownFact, shown_facts

__all__ = ["Connected", "End", "Step", "Way", "connected"]

MOST = 3  # ways
MOST_FACTS = 3  # facts that are shown of a step
OTHERS = 5  # entities that somebody may have meant


@dataclass(frozen=True, slots=True)
class End:
    """One of the two: what was ``asked``, who that is (None where nobody is called so), who else it may be."""

    asked: str
    name: Name | None
    others: tuple[Name, ...] = ()

    @property
    def shown(self) -> str:
        """What the form shows of it: who is meant where an id was asked."""
        return self.name.text if self.name is not None and self.name.id == self.asked else self.asked


@dataclass(frozen=True, slots=True)
class Step:
    """From one to ``to``: ``facts`` that tie them, of ``total``."""

    start: Name
    to: Name
    facts: tuple[ShownFact, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Way:
    """One shortest way."""

    steps: tuple[Step, ...]

    @property
    def stations(self) -> tuple[Name, ...]:
        """All entities on the way, in order."""
        return (self.steps[0].start, *(step.to for step in self.steps))


@dataclass(frozen=True, slots=True)
class Connected:
    """``ways`` are empty where none was found. ``places``: whether a way may lead through a place; ``through_places``: only such
    a way is there.
    """

    start: End
    end: End
    places: bool
    ways: tuple[Way, ...]
    through_places: bool = False

    @property
    def same(self) -> bool:
        """Whether both names mean one entity."""
        return self.start.name is not None and self.end.name is not None and self.start.name.id == self.end.name.id


def connected(start: str, end: str, places: bool, language: str) -> Connected:
    """How ``start`` and ``end`` (names, or ids of entities) are connected, in at most ``network.LONGEST`` steps."""
    one, other = (end_of(text, language) for text in (start, end))
    found = Connected(one, other, places, ())
    if one.name is None or other.name is None or found.same:
        return found
    there = network()
    numbers = [there.number.get(name.id, -1) for name in (one.name, other.name)]
    if -1 in numbers:
        return found
    grounds = {one.id for one in vocabulary.kinds() if one.coarse == "place"}
    free = None if places else ~there.of_kinds(grounds)
    paths = shortest_paths(there.graph, *numbers, MOST, allowed=free)
    if not paths and not places and shortest_paths(there.graph, *numbers, 1):
        return Connected(one, other, places, (), True)
    return Connected(one, other, places, tuple(_told(paths, there, language)))


def end_of(text: str, language: str) -> End:
    """Whom ``text`` means: the entity of that id, else the best known of that name, else the best that a search finds."""
    text = text.strip()[:200]
    if not text:
        return End("", None)
    rows = list(EntityRow.objects.visible().filter(identity_id=text)) if text.isalnum() else []
    if not rows:
        called = NameRow.objects.visible().filter(folded=fold(text)).values("identity_id")
        rows = list(EntityRow.objects.visible().filter(identity_id__in=called).order_by("-sources", "identity_id")[: OTHERS + 1])
    if not rows:
        rows = [hit.row for hit in hits(text, OTHERS + 1)]
    names = [name_of(row, language) for row in rows]
    return End(text, names[0] if names else None, tuple(names[1:]))


def _told(paths: list[tuple[int, ...]], there: Network, language: str) -> list[Way]:
    pairs = {pair for path in paths for pair in itertools.pairwise(path)}
    keys = {pair: sorted(map(there.key, there.rows_between(*pair).tolist())) for pair in pairs}
    wanted = {key for found in keys.values() for key in found[:MOST_FACTS]}
    rows = FactRow.objects.visible().filter(key__in=wanted).order_by("key")
    facts = {fact.key: fact for fact in shown_facts(rows, language)}
    names = names_of({there.ids[at] for path in paths for at in path}, language)
    ways = []
    for path in paths:
        steps = [
            Step(
                names[there.ids[at]],
                names[there.ids[to]],
                tuple(facts[key] for key in keys[at, to][:MOST_FACTS] if key in facts),
                len(keys[at, to]),
            )
            for at, to in itertools.pairwise(path)
            if there.ids[at] in names and there.ids[to] in names
        ]
        if len(steps) == len(path) - 1 and all(step.facts for step in steps):
            ways.append(Way(tuple(steps)))
    return ways
