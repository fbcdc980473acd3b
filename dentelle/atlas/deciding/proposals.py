"""What somebody who may not change the atlas asks to be changed: the keeper of a record, or a contributor.

Invariants: a proposal changes nothing until an editor accepts it; it is answered once, and stays with its answer for good.
"""

from dataclasses import replace

import msgspec
from django.db import transaction
from django.utils import timezone

from dentelle.atlas.deciding.hand_facts import Draft, checked, described, state
from dentelle.atlas.deciding.recording import audit, begin
from dentelle.atlas.models import Proposal
from dentelle.atlas.models.hand import ACCEPTED, OPEN, REFUSED, WITHDRAWN
from dentelle.errors import JudgementError

LONGEST_ANSWER = 2_000  # characters
MOST_OPEN = 200  # proposals of one account that wait at a time


def propose(draft: Draft, *, who: str) -> Proposal:
    """Keeps ``draft`` until an editor answers. Raises JudgementError for what cannot be said, or when too much waits."""
    with transaction.atomic():
        begin()
        row = described(draft.entity)
        value, qualifiers, _ = checked(draft, row)
        waiting = Proposal.objects.filter(who=who, state=OPEN)
        asked = msgspec.to_builtins(draft)
        if any(one.asked == asked for one in waiting.filter(identity_id=row.identity_id)):
            raise JudgementError("You have proposed this already. It waits for an answer.")
        if waiting.count() >= MOST_OPEN:
            raise JudgementError(
                "%(most)s of your proposals wait for an answer. Come back when some are answered.", most=MOST_OPEN
            )
        told = "".join(f", {name} {text}" for name, text in qualifiers)
        said = f"{row.label} · {draft.written.property} · {value.edtf or value.text}{told}"
        made = Proposal.objects.create(identity_id=row.identity_id, asked=asked, said=said, who=who, why=draft.why.strip())
        audit(who, "propose", row.identity_id, f"{who}: propose: {said}", made.why)
    return made


def accept(number: int, *, who: str, answer: str = "") -> Proposal:
    """States what was proposed and tells its author. Raises JudgementError when it was answered, or cannot be stated any more."""
    with transaction.atomic():
        begin()
        row = _open(number)
        state(replace(draft_of(row), proposed_by=row.who), who=who)
        _answer(row, ACCEPTED, who, answer)
    return row


def refuse(number: int, *, who: str, answer: str) -> Proposal:
    """Answers that it will not be done. Raises JudgementError without an answer, or when it was answered."""
    if not answer.strip():
        raise JudgementError("Write why not: its author reads the answer.")
    with transaction.atomic():
        row = _open(number)
        _answer(row, REFUSED, who, answer)
    return row


def withdraw(number: int, *, who: str) -> Proposal:
    """Ends a proposal of ``who``. Raises JudgementError when it is another's, or was answered."""
    with transaction.atomic():
        row = _open(number)
        if row.who != who:
            raise JudgementError("Only whoever made a proposal takes it back.")
        _answer(row, WITHDRAWN, who, "")
    return row


def draft_of(row: Proposal) -> Draft:
    """What is proposed."""
    return msgspec.convert(row.asked, Draft)


def _open(number: int) -> Proposal:
    row = Proposal.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise JudgementError("There is no such proposal.")
    if row.state != OPEN:
        raise JudgementError("This proposal has been answered already.")
    return row


def _answer(row: Proposal, state_: str, who: str, answer: str) -> None:
    if len(answer) > LONGEST_ANSWER:
        raise JudgementError("Write an answer of at most %(most)s characters.", most=LONGEST_ANSWER)
    row.state, row.answer, row.answered_by, row.answered_at = state_, answer.strip(), who, timezone.now()
    row.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    verb = {ACCEPTED: "accept_proposal", REFUSED: "refuse_proposal", WITHDRAWN: "withdraw_proposal"}[state_]
    audit(who, verb, row.identity_id, f"{who}: {verb.replace('_', ' ')}: {row.said}", row.answer)
