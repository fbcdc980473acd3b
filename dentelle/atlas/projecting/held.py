"""What all sources of the published run say, with what is looked up in it, kept in the memory of the process.

Invariant: nothing here depends on what people decide, or on who is who, so that no decision of any process makes it stale; what
a source says is held by the key of the reading that it comes from, the likeness of names by the names and the code. One atlas
is held at a time.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from dentelle.atlas.models import ContributionRow, Publication, Run
from dentelle.atlas.projecting import contribution
from dentelle.atlas.projecting.contribution import Contribution, Registered
from dentelle.atlas.projecting.once import cached_property
from dentelle.checking import Entry, RowChange
from dentelle.linking import Likeness, united
from dentelle.model import Leaf, Pair

ASKED = 500  # rows whose content is asked for at a time
Position = tuple[str, int]  # a source, and the position of a claim among its heads


class Held:
    """What ``contributions`` say by leaf."""

    def __init__(self, contributions: Mapping[str, Contribution]) -> None:
        self.contributions = contributions

    @cached_property
    def leaves(self) -> Mapping[str, Leaf]:
        """Every leaf by id, those of one id united."""
        return united(leaf for one in self.contributions.values() for leaf in one.leaves)

    @cached_property
    def files(self) -> Mapping[str, Leaf]:
        """The leaves of files."""
        return {id: leaf for id, leaf in self.leaves.items() if id not in self.rows} if self.rows else self.leaves

    @cached_property
    def rows(self) -> Mapping[str, Leaf]:
        """The rows of registers that an actor is or may be."""
        return {leaf.id: leaf for one in self.contributions.values() if one.register for leaf in one.leaves}

    @cached_property
    def registers(self) -> tuple[Registered, ...]:
        """What each register says of the actors."""
        return tuple(one.register for _, one in sorted(self.contributions.items()) if one.register is not None)

    @cached_property
    def proposals(self) -> tuple[Pair, ...]:
        """What registers propose, between leaves that are there."""
        return tuple(pair for one in self.registers for pair in one.proposals if pair.left in self.leaves)

    @cached_property
    def proposed(self) -> Mapping[str, list[Pair]]:
        """What registers propose, by either end."""
        found: dict[str, list[Pair]] = {}
        for pair in self.proposals:
            found.setdefault(pair.left, []).append(pair)
            found.setdefault(pair.right, []).append(pair)
        return found

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """What registers say of identifiers, by the key of the claim that gives one."""
        return {key: entry for one in self.registers for key, entry in one.entries}

    @cached_property
    def changes(self) -> Mapping[str, tuple[RowChange, ...]]:
        """What newer vintages of registers changed, by leaf."""
        found: dict[str, tuple[RowChange, ...]] = {}
        for one in self.registers:
            for leaf, change in one.changes:
                found[leaf] = (*found.get(leaf, ()), change)
        return found

    @cached_property
    def dated(self) -> Mapping[str, tuple[int, ...]]:
        """Document → the positions of its claims that date something; none of lists."""
        documents = ((source, one.heads) for source, one in self.contributions.items() if one.documents)
        found = (
            (source, tuple(at for at, head in enumerate(heads) if head.dated and head.subject)) for source, heads in documents
        )
        return {source: positions for source, positions in found if positions}

    @cached_property
    def own(self) -> Mapping[str, tuple[int, ...]]:
        """Source → the positions of its claims about itself."""
        found = (
            (source, tuple(at for at, head in enumerate(one.heads) if not head.subject))
            for source, one in self.contributions.items()
        )
        return {source: positions for source, positions in found if positions}

    @cached_property
    def by_subject(self) -> Mapping[str, list[Position]]:
        """Leaf → the claims about it."""
        return self._by_end("subject")

    @cached_property
    def by_value(self) -> Mapping[str, list[Position]]:
        """Leaf → the claims whose value it is."""
        return self._by_end("value")

    def _by_end(self, end: str) -> dict[str, list[Position]]:
        found: dict[str, list[Position]] = {}
        for source, one in self.contributions.items():
            for position, head in enumerate(one.heads):
                if leaf := getattr(head, end):
                    found.setdefault(leaf, []).append((source, position))
        return found


class Related:
    """Who is related to whom in ``likeness``."""

    def __init__(self, likeness: Likeness) -> None:
        self.likeness = likeness

    @cached_property
    def group_of(self) -> Mapping[str, int]:
        """Leaf → the position of its group."""
        return {leaf: at for at, group in enumerate(self.likeness.groups) for leaf in group.leaves}

    @cached_property
    def rows_of(self) -> Mapping[int, list[int]]:
        """Position of a group → those of the pairs in which it stands."""
        found: dict[int, list[int]] = {}
        for row, (left, right, _) in enumerate(self.likeness.decided):
            found.setdefault(left, []).append(row)
            found.setdefault(right, []).append(row)
        return found


@dataclass(frozen=True, slots=True)
class _Said:
    """Which reading of each source is held, by what was published then: the run, when it began, what went into it."""

    keys: tuple[tuple[str, str], ...] = ()
    published: tuple[int, datetime | None, str] = (0, None, "")


class _Memory:
    """The atlas that this process last looked at."""

    def __init__(self) -> None:
        self.said: tuple[_Said, Held] = (_Said(), Held({}))  # replaced at one stroke: threads share it
        self.related: tuple[str, Related] = ("", Related(Likeness((), ())))


_memory = _Memory()
_turn = threading.Lock()


def hold(run: int) -> Held:
    """What the sources say at ``run``; only what this process has not read before is read."""
    mark, held = _memory.said
    published = _published(run)
    if all(published) and mark.published == published:
        return held  # what sources say changes with the run, or takes the mark of what went into it away
    with _turn:  # it only reads: whoever waits here for another waits for no lock of the database
        return _held_anew(run, published)


def _held_anew(run: int, published: tuple[int, datetime | None, str]) -> Held:
    mark, held = _memory.said
    rows = ContributionRow.objects.at(run).order_by("source_id").values_list("id", "source_id", "key")
    there = {(source, key): pk for pk, source, key in rows}
    now = _Said(tuple(there), published)
    if mark.keys != now.keys:
        known = {key: held.contributions[key[0]] for key in mark.keys}
        missing = [pk for key, pk in there.items() if key not in known]
        for start in range(0, len(missing), ASKED):
            found = ContributionRow.objects.filter(id__in=missing[start : start + ASKED])
            for source, key, content in found.values_list("source_id", "key", "content"):
                known[source, key] = contribution.decode(bytes(content))
        held = Held({key[0]: known[key] for key in there})
        for _ in (held.leaves, held.by_subject, held.by_value):
            pass  # what every decision asks: once, not by each that waits
    _memory.said = (now, held)
    return held


def _published(run: int) -> tuple[int, datetime | None, str]:
    of_run = Publication.objects.filter(pk=1, run=OuterRef("id")).values("fingerprint")
    found = Run.objects.filter(pk=run).values_list("started_at", Subquery(of_run)).first()
    started, fingerprint = found or (None, "")
    return run, started, (fingerprint or "").partition(":")[0]


def related(key: str) -> Related | None:
    """What is held of the likeness ``key``."""
    there, found = _memory.related
    return found if there == key else None


def relate(key: str, likeness: Likeness) -> Related:
    """Holds ``likeness`` under ``key``, in the place of any other."""
    found = Related(likeness)
    _memory.related = (key, found)
    return found


def forget() -> None:
    """Holds nothing any more."""
    _memory.said, _memory.related = (_Said(), Held({})), ("", Related(Likeness((), ())))
