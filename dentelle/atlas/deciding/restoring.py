"""What people decided about one entity: all of it, any one taken back, or the whole brought back to a moment.

Invariants: nothing is deleted; what is brought back is in force as it was, in its old place among the others, so that the entity
is what it was at that moment as far as people decided; one transaction with its audit line and what it changes for readers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dentelle.atlas.deciding import hand_facts
from dentelle.atlas.deciding.judgements import refusal, take_back_claim, take_back_pair
from dentelle.atlas.deciding.recording import audit, begin, show
from dentelle.atlas.models import ClaimJudgement, ClaimRow, HandFact, Identity, IdentityLeaf, PairJudgement
from dentelle.atlas.projecting.projection import Changes
from dentelle.atlas.projecting.published import RESTORE, edge_of, published_state
from dentelle.atlas.projecting.state import State
from dentelle.errors import JudgementError

TOMBSTONE = "[†"  # the beginning of a tombstone's mark, which stands for who took back what was decided on its person
Decision = ClaimJudgement | PairJudgement | HandFact
SORTS: dict[str, type[Decision]] = {"claim": ClaimJudgement, "pair": PairJudgement, "stated": HandFact}


@dataclass(frozen=True, slots=True)
class Decided:
    """Every decision on one entity, also those taken back. ``bound`` are the claim judgements that belong to statements."""

    claims: tuple[ClaimJudgement, ...]
    pairs: tuple[PairJudgement, ...]
    stated: tuple[HandFact, ...]
    bound: frozenset[int]

    def every(self) -> tuple[Decision, ...]:
        """All of them."""
        return (*self.claims, *self.pairs, *self.stated)


def decided_on(identity: str) -> Decided:
    """What was ever decided on the claims, names and facts of ``identity`` and of what was merged into it."""
    leaves = leaves_ever(identity)
    keys = list(ClaimRow.objects.visible().filter(subject_id=identity).values_list("key", flat=True))
    stated = _found(HandFact, "subject", leaves)
    pairs = _found(PairJudgement, "pk", _pairs_of(frozenset(leaves)))
    claims = {
        row.pk: row for row in (*_found(ClaimJudgement, "claim_key", keys), *_found(ClaimJudgement, "claim__subject", leaves))
    }
    belonging = {(one["key"], row.who, row.made_at) for row in stated for one in row.instead}
    bound = frozenset(row.pk for row in claims.values() if (row.claim_key, row.who, row.made_at) in belonging)
    return Decided(_ordered(claims.values()), _ordered(pairs), _ordered(stated), bound)


def leaves_ever(identity: str) -> list[str]:
    """The leaves that ``identity`` has or last had, and those of what was merged into it."""
    ids, waiting = {identity}, [identity]
    while waiting:
        waiting = list(Identity.objects.filter(redirect_id__in=waiting).exclude(pk__in=ids).values_list("pk", flat=True))
        ids.update(waiting)
    minted = Identity.objects.filter(pk__in=ids).values_list("minted_from", flat=True)
    return sorted({*minted, *IdentityLeaf.objects.visible().filter(identity_id__in=ids).values_list("leaf", flat=True)})


def take_back(identity: str, sort: str, number: int, *, who: str, why: str = "") -> None:
    """Takes one decision on ``identity`` back; a correction of an older statement brings that one back.

    Raises JudgementError when it is none of this entity, or has been taken back already.
    """
    row = next((one for one in decided_on(identity).every() if isinstance(one, SORTS.get(sort, ())) and one.pk == number), None)
    if row is None:
        raise JudgementError("There is no such decision on this entity.")
    if row.undone_at is not None:
        raise JudgementError("This has been taken back already.")
    if isinstance(row, HandFact):
        hand_facts.take_back(row, who=who, why=why, former=True)
    elif isinstance(row, PairJudgement):
        take_back_pair(row, who=who, why=why)
    else:
        take_back_claim(row, who=who, why=why)


def restore(identity: str, moment: datetime, *, who: str, why: str) -> Changes:
    """Makes what people decided on ``identity`` what was in force at ``moment``, and shows it.

    Raises JudgementError without a reason or where nothing would change, and RefusedError where later decisions on other
    entities forbid it.
    """
    if not why.strip():
        raise JudgementError("Say why: the next person will ask.")
    with transaction.atomic():
        begin()
        before = published_state()
        undone, again = differing(decided_on(identity), moment)
        if not undone and not again:
            raise JudgementError("Nothing was decided on this entity since then.")
        now = timezone.now()
        for model in SORTS.values():
            model.objects.filter(pk__in=[row.pk for row in undone if isinstance(row, model)]).update(undone_at=now, undone_by=who)
            model.objects.filter(pk__in=[row.pk for row in again if isinstance(row, model)]).update(undone_at=None, undone_by="")
        line = f"{who}: restore: decisions as of {moment:%Y-%m-%d %H:%M}: {len(undone)} taken back, {len(again)} in force again"
        audit(who, RESTORE, identity, line, why.strip())

        def allowed(then: State, after: State) -> None:
            known = {edge.row for edge in then.unobeyed}
            broken = [edge for edge in after.unobeyed if edge.row not in known]
            if broken:
                raise refusal(after, broken[0].left, broken[0].right, "same")

        return show(before, allowed)


def differing(found: Decided, moment: datetime) -> tuple[tuple[Decision, ...], tuple[Decision, ...]]:
    """Which of ``found`` are in force now and were not at ``moment``, and which were and are not.

    What the tombstone of a person took back is never in force again.
    """
    undone, again = [], []
    for row in found.every():
        then = row.made_at <= moment and (row.undone_at is None or row.undone_at > moment)
        if then and row.undone_at is not None:
            again += [] if row.undone_by.startswith(TOMBSTONE) else [row]
        elif not then and row.undone_at is None:
            undone.append(row)
    return tuple(undone), tuple(again)


def words(row: Decision) -> str:
    """What was decided on, in words."""
    if isinstance(row, HandFact):
        return hand_facts.sentence(row)
    return str(row.claim.get("said", row.claim_key)) if isinstance(row, ClaimJudgement) else " / ".join(edge_of(row).ends)


def _pairs_of(leaves: frozenset[str]) -> list[int]:
    """The judgements on pairs of which an end stood for one of ``leaves`` when they were made."""
    ends = PairJudgement.objects.values_list("pk", "left", "right", "left_leaves", "right_leaves").order_by()
    return [pk for pk, left, right, lefts, rights in ends.iterator() if not leaves.isdisjoint((left, right, *lefts, *rights))]


def _found(model: type[Decision], name: str, values: Sequence[str | int]) -> list:
    return [
        row
        for start in range(0, len(values), 500)
        for row in model.objects.filter(Q(**{f"{name}__in": values[start : start + 500]}))
    ]


def _ordered(rows: Iterable) -> tuple:
    return tuple(sorted(rows, key=lambda row: (row.made_at, row.pk)))
