"""What was decided while a weave was at work, shown in what it wove from the judgements before.

Invariant: after ``catch_up`` the rows of the run are what they would be, had it begun with the judgements of now. A decision
writes the rows of the run that is published when it is taken; these would be seen in the next one, too, beside what that made
of the same units, so that all units which late decisions touched are made again.
"""

from dataclasses import dataclass, replace

from dentelle.atlas.deciding.edge_book import View, view
from dentelle.atlas.deciding.near import FarError
from dentelle.atlas.deciding.vicinity import nowhere, show_between
from dentelle.atlas.models import ClaimRow, UnitRow
from dentelle.atlas.projecting.projection import Changes, chunks
from dentelle.atlas.projecting.published import ASKED
from dentelle.atlas.projecting.state import Judgements, State

MOST_LATE = 40  # decisions: where there are more, projecting the whole again is no dearer, and blocks nobody


@dataclass(frozen=True, slots=True)
class Mark:
    """The units of the ``published`` run as they stood at one moment: the last row, and the rows that were closed by then."""

    published: int
    last: int
    closed: frozenset[int]

    def touched(self) -> set[str]:
        """The units that decisions made again since."""
        made = UnitRow.objects.filter(id__gt=self.last, since=self.published).values_list("unit", flat=True)
        closed = UnitRow.objects.filter(until=self.published).values_list("id", "unit")
        return {*made, *(unit for row, unit in closed if row not in self.closed)}


def mark(published: int) -> Mark:
    """The units of the run ``published`` as they stand."""
    last = UnitRow.objects.order_by("-id").values_list("id", flat=True).first() or 0
    return Mark(published, last, frozenset(UnitRow.objects.filter(until=published).values_list("id", flat=True)))


def many(state: State, latest: Judgements) -> bool:
    """Whether ``latest`` decides so much that ``state`` does not that ``catch_up`` would keep others waiting."""
    before = state.judgements
    verdicts = sum(
        before.verdicts.get(key) != latest.verdicts.get(key) for key in before.verdicts.keys() | latest.verdicts.keys()
    )
    pairs = {edge.row for edge in before.edges} ^ {edge.row for edge in latest.edges}
    return verdicts + len(pairs) + len(set(before.stated) ^ set(latest.stated)) > MOST_LATE


def catch_up(state: State, latest: Judgements, run: int, since: Mark) -> Changes:
    """Projects what ``latest``, the judgements in force, change at ``run``, which was woven from ``state``; ``since``: before.

    The caller holds the lock; ``run`` is published, at least for this transaction. Raises FarError where the whole is needed.
    """
    before = state.judgements
    both = (before.verdicts, latest.verdicts)
    keys = sorted({key for key in both[0].keys() | both[1].keys() if both[0].get(key) != both[1].get(key)})
    stated = {one.subject for one in set(before.stated) ^ set(latest.stated)}
    now = view(state.said.leaves, run)
    then = _then(now, before)
    fresh = then.changed(now)
    if not (keys or stated or fresh):
        return Changes()
    rows = [row for part in chunks(keys, ASKED) for row in ClaimRow.objects.at(run).filter(key__in=part)]
    if {row.key for row in rows if _said(state, row)} != set(keys):
        raise FarError  # a claim that is no more: that it was judged is to be told
    base = nowhere(run, state.said, state.rules, now)
    old = replace(base, edges=then, was={key: both[0][key].verdict if key in both[0] else "" for key in keys})
    old = replace(old, judgements=replace(base.judgements, stated=before.stated))
    seeds = stated | {row.subject_leaf for row in rows if row.subject_leaf}
    return show_between(old, base, seeds, {row.source_id for row in rows}, since.touched())


def _said(state: State, row: ClaimRow) -> bool:
    """Whether a source still says what the claim ``row`` says; the row may be that of a late decision."""
    places = state.said.by_subject.get(row.subject_leaf, ()) if row.subject_leaf else ()
    own = ((row.source_id, at) for at in state.said.own.get(row.source_id, ()))
    return any(state.contributions[source].heads[at].key == row.key for source, at in (*places, *own))


def _then(now: View, before: Judgements) -> View:
    """``now`` as it was when the decisions on pairs were those of ``before``."""
    known = {edge.row: edge for edge in before.edges}
    there = {edge.row for edge in now.every()}
    return replace(
        now,
        new={row: edge for row, edge in known.items() if row not in there},
        gone=frozenset(there - known.keys()),
        _parts={},
    )
