"""Facts that people state by hand: added, put in the place of what sources say, taken back.

Invariants: append-only, as judgements are; a statement, the judgements on the claims in whose place it stands, the audit line
and what it changes for readers are one transaction, projected by the code that weaves use: a weave afterwards changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dentelle.atlas.browsing.queries import follow
from dentelle.atlas.deciding.hand_values import Chosen, Written, date, wording
from dentelle.atlas.deciding.judgements import as_it_stands, verdict_on
from dentelle.atlas.deciding.recording import audit, begin, show_stated
from dentelle.atlas.models import (
    ClaimJudgement,
    ClaimRow,
    ContributionRow,
    EntityRow,
    FactRow,
    HandFact,
    Identity,
    IdentityLeaf,
    Publication,
    Source,
)
from dentelle.atlas.privacy.obeying import in_force
from dentelle.atlas.projecting import contribution, rules
from dentelle.atlas.projecting.published import RESTORE, stated_in_force
from dentelle.atlas.projecting.rows import value_json
from dentelle.atlas.projecting.stated import BY_HAND, statement_key
from dentelle.errors import JudgementError
from dentelle.model import Value

LONGEST_REASON = 400  # characters: it is shown as the words behind the fact


@dataclass(frozen=True, slots=True)
class Relied:
    """What a person relies on: title, address (http or https) and date (EDTF) of a source that is not in the atlas."""

    title: str = ""
    url: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact to be stated about ``entity``, in the place of the fact ``instead`` of it ("" adds one)."""

    entity: str
    written: Written
    why: str
    relied: Relied = Relied()
    instead: str = ""
    proposed_by: str = ""


def state(draft: Draft, *, who: str) -> HandFact:
    """States ``draft`` and shows it at once. Raises JudgementError for what cannot be said, or is stated already."""
    with transaction.atomic():
        run = begin()
        row = described(draft.entity)
        value, qualifiers, value_entity = checked(draft, row)
        before = stated_in_force()
        subject = leaf_at(row.identity_id, run)
        value_leaf = leaf_at(value_entity, run) if value_entity else ""
        made = HandFact(
            key=statement_key(subject, draft.written.property, value, value_leaf, qualifiers),
            subject=subject,
            subject_name=row.label,
            subject_kind=row.kind,
            property=draft.written.property,
            value=value_json(value),
            value_leaf=value_leaf,
            qualifiers=[list(pair) for pair in qualifiers],
            source_title=draft.relied.title.strip(),
            source_url=draft.relied.url.strip(),
            source_date=draft.relied.date.strip(),
            proposed_by=draft.proposed_by,
            who=who,
            why=" ".join(draft.why.split()),
            made_at=timezone.now(),
        )
        replaced = _replaced(row.identity_id, draft.instead)
        if any(one.key == made.key and one.key not in {claim.key for claim in replaced} for one in before):
            raise JudgementError("This is stated by hand already.")
        judged, was = _reject(replaced, made)
        source_of_statements()
        made.save()
        said = sentence(made)
        words = f"correct: {said} (instead of {made.instead[0]['said']})" if made.instead else f"state: {said}"
        audit(who, "correct" if made.instead else "state", row.identity_id, f"{who}: {words}", made.why)
        show_stated(subject, judged, was, before)
    return made


def take_back(row: HandFact, *, who: str, why: str = "", former: bool = False) -> None:
    """Takes the statement ``row`` back, and the judgements on the claims in whose place it stands.

    ``former``: what it was a correction of, if that was stated by hand, is in force again. Raises JudgementError when it has been
    taken back already.
    """
    with transaction.atomic():
        run = begin()
        if not HandFact.objects.filter(pk=row.pk, undone_at=None).exists():
            raise JudgementError("This has been taken back already.")
        before = stated_in_force()
        entity = follow(IdentityLeaf.objects.at(run).filter(leaf=row.subject).values_list("identity_id", flat=True).first() or "")
        bound = bound_to(row)
        keys = sorted({one.claim_key for one in bound})
        was = {key: verdict_on(key) for key in keys}
        moment = timezone.now()
        HandFact.objects.filter(pk=row.pk).update(undone_at=moment, undone_by=who)
        ClaimJudgement.objects.filter(pk__in=[one.pk for one in bound]).update(undone_at=moment, undone_by=who)
        audit(who, "undo", entity or row.subject, f"{who}: undo state: {sentence(row)}", why)
        if former:
            _bring_back(row, who, entity or row.subject)
        judged = list(ClaimRow.objects.visible().filter(key__in=keys).select_related("source"))
        show_stated(row.subject, judged, was, before)


def bound_to(row: HandFact, undone_at: datetime | None = None) -> list[ClaimJudgement]:
    """The judgements that were made with the statement ``row``, on the claims in whose place it stands.

    Those in force, or those that were taken back at the moment ``undone_at``.
    """
    keys = [one["key"] for one in row.instead]
    return list(ClaimJudgement.objects.filter(claim_key__in=keys, made_at=row.made_at, who=row.who, undone_at=undone_at))


def described(entity: str) -> EntityRow:
    """The published entity to which the id ``entity`` leads. Raises JudgementError when there is none."""
    row = EntityRow.objects.visible().filter(identity_id=follow(entity)).first() if entity else None
    if row is None:
        raise JudgementError("There is no such entity any more.")
    return row


def checked(draft: Draft, row: EntityRow) -> tuple[Value, tuple[tuple[str, str], ...], str]:
    """Value, qualifiers and the id of the entity that is the value, of ``draft`` about the entity ``row``.

    Raises JudgementError for what the vocabulary does not allow, and without a reason.
    """
    if not draft.why.strip():
        raise JudgementError("Say why: the next person will ask.")
    if len(draft.why) > LONGEST_REASON:
        raise JudgementError("Give the reason in at most %(most)s characters.", most=LONGEST_REASON)
    if draft.relied.url.strip() and not draft.relied.url.strip().startswith(("https://", "http://")):
        raise JudgementError("The address of the source begins with https:// or http://.")
    if draft.relied.date.strip():
        date(draft.relied.date)
    value_row = described(draft.written.entity) if draft.written.entity and draft.written.type == "entity" else None
    chosen = Chosen(value_row.label, value_row.kind, value_row.type) if value_row else None
    if value_row is not None and value_row.identity_id == row.identity_id:
        raise JudgementError("Nothing can be said of an entity by pointing at itself. Choose another one.")
    territory = rules.from_json(Publication.objects.get(pk=1).territory)
    value, qualifiers = wording(draft.written, row.type or row.kind, territory, chosen)
    stones = in_force()
    if any(stones.said(text) != text for text in (value.text, *(text for _, text in qualifiers))):
        raise JudgementError("This names somebody who is left out of the atlas.")
    return value, qualifiers, value_row.identity_id if value_row else ""


def leaf_at(identity: str, run: int) -> str:
    """The leaf on which a statement about ``identity`` hangs: the one it was minted from, else the smallest that is there.

    Raises JudgementError when none is.
    """
    minted = Identity.objects.get(pk=identity).minted_from
    leaves = sorted(IdentityLeaf.objects.at(run).filter(identity_id=identity).values_list("leaf", flat=True))
    for leaf in [leaf for leaf in (minted, *leaves) if leaf in leaves]:
        if _present(leaf, run):
            return leaf
    raise JudgementError("There is no such entity any more.")


def sentence(row: HandFact) -> str:
    """The statement as one readable line."""
    value = row.value.get("edtf") or row.value["text"]
    told = "".join(f", {name} {text}" for name, text in row.qualifiers)
    return f"{row.subject_name} · {row.property} · {value}{told}"


def source_of_statements() -> None:
    """The source of all statements. It is no file: ``present`` is false, and weaves leave it alone."""
    fixed = {"format": BY_HAND, "title": "Stated by hand", "present": False, "publish": "full", "trust": 1.0, "seen_in": 1}
    Source.objects.get_or_create(id=BY_HAND, defaults=fixed)


# ---- steps


def _present(leaf: str, run: int) -> bool:
    if ClaimRow.objects.at(run).filter(subject_leaf=leaf, source_id=leaf.partition("|")[0]).exists():
        return True
    row = ContributionRow.objects.at(run).filter(source_id=leaf.partition("|")[0]).first()
    return row is not None and any(one.id == leaf for one in contribution.decode(bytes(row.content)).leaves)


def _replaced(entity: str, fact: str) -> list[ClaimRow]:
    """The claims behind the fact ``fact`` of ``entity``. Raises JudgementError when there is no such fact any more."""
    if not fact:
        return []
    if not FactRow.objects.visible().filter(identity_id=entity, key=fact).exclude(status="rejected").exists():
        raise JudgementError("This fact is no more as you saw it. Look at the page again.")
    claims = ClaimRow.objects.visible().filter(subject_id=entity, fact_key=fact).exclude(verdict="hide")
    return list(claims.select_related("source").order_by("key"))


def _reject(replaced: Sequence[ClaimRow], made: HandFact) -> tuple[list[ClaimRow], dict[str, str]]:
    """Takes back the statements and rejects the claims ``replaced``; those claims, and the verdicts on them before."""
    claims = [row for row in replaced if row.source_id != BY_HAND]
    own = list(HandFact.objects.filter(key__in=[row.key for row in replaced if row.source_id == BY_HAND], undone_at=None))
    inherited = [one for row in own for one in row.instead]
    for row in own:
        HandFact.objects.filter(pk=row.pk).update(undone_at=made.made_at, undone_by=made.who)
    held = [pk for row in own for pk in (one.pk for one in bound_to(row))]
    made.instead = _once([*inherited, *({"key": row.key, **as_it_stands(row)} for row in claims)])
    was = {one["key"]: verdict_on(one["key"]) for one in made.instead}
    ClaimJudgement.objects.filter(pk__in=held).update(undone_at=made.made_at, undone_by=made.who)
    _judge(made, made.made_at)
    return list(ClaimRow.objects.visible().filter(key__in=was).select_related("source")), was


def _bring_back(row: HandFact, who: str, entity: str) -> None:
    """Puts the statements in force again that ended when ``row`` took their place."""
    for older in HandFact.objects.filter(undone_at=row.made_at, undone_by=row.who).exclude(pk=row.pk):
        bound = bound_to(older, row.made_at)
        HandFact.objects.filter(pk=older.pk).update(undone_at=None, undone_by="")
        ClaimJudgement.objects.filter(pk__in=[one.pk for one in bound]).update(undone_at=None, undone_by="")
        audit(who, RESTORE, entity, f"{who}: restore: {sentence(older)}", "")


def _judge(made: HandFact, moment: datetime) -> None:
    for one in made.instead:
        ClaimJudgement.objects.create(
            claim_key=one["key"],
            verdict="reject",
            claim={name: said for name, said in one.items() if name != "key"},
            who=made.who,
            why=made.why,
            made_at=moment,
        )


def _once(claims: Iterable[dict]) -> list[dict]:
    return list({one["key"]: one for one in claims}.values())
