"""Deciding what waits in the review queue: one item, one person, one decision.

Invariant: whether the item still waits is asked under the lock that orders decisions, so that of two decisions on one item the
second is told of the first.
"""

from dataclasses import dataclass

from django.db import transaction

from dentelle.atlas.deciding import leases
from dentelle.atlas.deciding.judgements import judge_claim, judge_pair, undo_claim, undo_pair
from dentelle.atlas.models import ClaimJudgement, FindingRow, PairJudgement, ReviewRow
from dentelle.atlas.projecting import projection
from dentelle.atlas.projecting.waiting import CLAIM, PAIR
from dentelle.errors import DecidedError, JudgementError
from dentelle.folding import digest

DECISIONS = {CLAIM: ("accept", "reject", "correct"), PAIR: ("same", "different", "unsure")}
ACTION = {CLAIM: "decide_claims", PAIR: "decide_identity"}  # what a person must be allowed to do, by sort of item


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision that was taken, or taken back: on the item ``key``, in words of the judgement."""

    key: str
    verdict: str
    said: str


def decide(key: str, verdict: str, *, who: str, why: str = "", value: str = "") -> Taken:
    """Takes the decision ``verdict`` on the waiting item ``key``.

    Raises DecidedError when it does not wait any more or is in other hands, else what ``judge_claim`` and ``judge_pair`` raise.
    """
    with transaction.atomic():
        projection.lock()
        item = ReviewRow.objects.visible().filter(key=key).first()
        if item is None:
            raise _gone(key)
        other = leases.held_by_others(who).filter(key=key).first()
        if other is not None:
            raise DecidedError(f"{other.who} has this item.", other.who, held=True)
        if verdict not in DECISIONS[item.sort]:
            raise JudgementError("There is no decision “%(decision)s” on this item.", decision=verdict)
        if item.sort == PAIR:
            data = FindingRow.objects.visible().filter(key=key).values_list("data", flat=True)[0]
            judge_pair(data["left_leaf"], data["right_leaf"], verdict, who=who, why=why)
            said = f"{data['left']} / {data['right']}"
        else:
            judge_claim(key, verdict, who=who, why=why, value=value)
            said = ClaimJudgement.objects.filter(claim_key=key, who=who).latest("id").claim["said"]
        leases.give_back(key, who)
    return Taken(key, verdict, said)


def undo_last(who: str) -> Taken:
    """Takes back the newest decision of ``who`` that is in force.

    Raises JudgementError when there is none, and DecidedError when somebody else has decided on the same since.
    """
    with transaction.atomic():
        projection.lock()
        mine = {"who": who, "undone_at": None}
        claim = ClaimJudgement.objects.filter(**mine, verdict__in=DECISIONS[CLAIM]).order_by("made_at", "id").last()
        pair = PairJudgement.objects.filter(**mine, verdict__in=DECISIONS[PAIR]).order_by("made_at", "id").last()
        if claim is None and pair is None:
            raise JudgementError("You have taken no decision that could be taken back.")
        if pair is None or (claim is not None and claim.made_at > pair.made_at):
            newest = ClaimJudgement.objects.filter(claim_key=claim.claim_key, undone_at=None)
            _still_mine(newest.order_by("made_at", "id").last(), who)
            undo_claim(claim.claim_key, who=who)
            return Taken(claim.claim_key, claim.verdict, claim.claim.get("said", ""))
        newest = PairJudgement.objects.filter(left=pair.left, right=pair.right, undone_at=None)
        _still_mine(newest.order_by("made_at", "id").last(), who)
        undo_pair(pair.left, pair.right, who=who)
        key = digest("pairs", pair.left, pair.right, length=20)  # as checking.pairs makes it
        return Taken(key, pair.verdict, f"{pair.left_name} / {pair.right_name}")


def _still_mine(newest: ClaimJudgement | PairJudgement, who: str) -> None:
    if newest.who != who:
        raise DecidedError(f"{newest.who} has decided on it since.", newest.who)


def _gone(key: str) -> DecidedError:
    """Who decided the item ``key``, as far as that can be told."""
    row = ClaimJudgement.objects.filter(claim_key=key, undone_at=None).order_by("made_at", "id").last()
    who = row.who if row else _who_paired(key)
    return DecidedError(f"{who} has decided this meanwhile." if who else "This item does not wait any more.", who)


def _who_paired(key: str) -> str:
    recent = PairJudgement.objects.filter(undone_at=None).order_by("-made_at", "-id")[:500]
    return next((row.who for row in recent if digest("pairs", row.left, row.right, length=20) == key), "")
