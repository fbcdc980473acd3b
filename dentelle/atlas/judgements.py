"""What a person decides, on claims and on pairs of leaves.

Invariants: judgements are append-only, and taking one back only marks it; a decision, its audit line and what it changes for
readers are one transaction, projected by the code that weaves use, so that a weave afterwards changes nothing; two leaves
that a person keeps apart are never joined by a later decision without that one being taken back first.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from dentelle.atlas import projection
from dentelle.atlas.models import AuditLine, ClaimJudgement, ClaimRow, Identity, PairJudgement
from dentelle.atlas.projection import NOTE, TEXT, Changes
from dentelle.atlas.published import published_state, stamped
from dentelle.atlas.queries import entity, follow
from dentelle.atlas.rows import value_json
from dentelle.atlas.state import State
from dentelle.atlas.units import Units
from dentelle.edtf import parse as parse_date
from dentelle.errors import DentelleError, JudgementError
from dentelle.model import PairDecision, Value, ValueType

CLAIM_VERDICTS = ("accept", "reject", "correct", "hide")
PAIR_VERDICTS = ("same", "different", "unsure")


def judge_claim(key: str, verdict: str, *, who: str, why: str = "", value: str = "") -> Changes:
    """Record ``verdict`` (one of ``CLAIM_VERDICTS``) on the claim ``key`` and show it at once.

    ``value`` is what is right, for "correct": a number, an EDTF date or words, as the claim's own value is. Raises
    JudgementError for an unknown claim or a value that does not fit.
    """
    if verdict not in CLAIM_VERDICTS:
        raise JudgementError(f"There is no verdict {verdict!r} on a claim. Use one of {', '.join(CLAIM_VERDICTS)}.")
    if bool(value) != (verdict == "correct"):
        raise JudgementError("A value goes with “correct”, and only with it.")
    with transaction.atomic():
        _published()
        row = ClaimRow.objects.visible().filter(key=key).first()
        if row is None:
            raise JudgementError(f"There is no claim {key}. “dentelle show ENTITY” prints the keys of claims.")
        said = sentence(row)
        ClaimJudgement.objects.create(
            claim_key=key,
            verdict=verdict,
            corrected=value_json(_corrected(row, value)) if value else None,
            claim={"said": said, "source": row.source_id, "property": row.property, "value": row.value, "quote": row.quote},
            who=who,
            why=why,
        )
        words = f" to “{value}”" if value else ""
        _audit(who, verdict, key, f"{who}: {verdict}{words}: {said}", why)
        return _project()


def judge_pair(left: str, right: str, verdict: str, *, who: str, why: str = "") -> Changes:
    """Record that ``left`` and ``right`` (entity ids, names or leaf ids) are same, different, or that nobody can tell (unsure).

    Raises JudgementError for unknown ends, and for a decision that earlier ones forbid, with the chain that does.
    """
    if verdict not in PAIR_VERDICTS:
        raise JudgementError(f"There is no verdict {verdict!r} on a pair. Use one of {', '.join(PAIR_VERDICTS)}.")
    with transaction.atomic():
        _published()
        before = published_state()
        ends = sorted((leaf_of(before, left), leaf_of(before, right)))
        if ends[0] == ends[1]:
            raise JudgementError(f"{left} and {right} are one name in one source: there is nothing to decide.")
        if verdict == "same" and _apart(before, ends[0], ends[1]):
            raise JudgementError(_chain(before, ends[0], ends[1], verdict))
        PairJudgement.objects.create(left=ends[0], right=ends[1], verdict=verdict, who=who, why=why)
        _audit(who, verdict, " ".join(ends), f"{who}: {verdict}: {_name(before, ends[0])} / {_name(before, ends[1])}", why)

        def allowed(after: State) -> None:
            broken = [one for one in after.judgements.pairs if one.verdict == "same" and not _together(after, one)]
            if any((one.left, one.right) == tuple(ends) or _together(before, one) for one in broken):
                raise JudgementError(_chain(before, ends[0], ends[1], verdict))

        return _project(allowed)


def undo_claim(key: str, *, who: str, why: str = "") -> Changes:
    """Take back the newest judgement in force on the claim ``key``. Raises JudgementError when there is none."""
    with transaction.atomic():
        _published()
        row = ClaimJudgement.objects.filter(claim_key=key, undone_at=None).order_by("id").last()
        if row is None:
            raise JudgementError(f"Nobody has judged the claim {key}: there is nothing to take back.")
        _take_back(row, who)
        _audit(who, "undo", key, f"{who}: undo {row.verdict}: {row.claim.get('said', key)}", why)
        return _project()


def undo_pair(left: str, right: str, *, who: str, why: str = "") -> Changes:
    """Take back the judgements in force between ``left`` and ``right``; where they are one entity by now, the newest within it.

    Raises JudgementError when there is none.
    """
    with transaction.atomic():
        _published()
        state = published_state()
        rows = _between(state, left, right)
        if not rows:
            raise JudgementError(f"Nobody has judged {left} and {right}: there is nothing to take back.")
        for row in rows:
            _take_back(row, who)
            names = f"{_name(state, row.left)} / {_name(state, row.right)}"
            _audit(who, "undo", f"{row.left} {row.right}", f"{who}: undo {row.verdict}: {names}", why)
        return _project()


def sentence(row: ClaimRow) -> str:
    """The claim as one readable line."""
    value = row.value.get("edtf") or row.value["text"]
    return f"{row.subject_text} · {row.property} · {value} ({row.source.path})"


def leaf_of(state: State, end: str) -> str:
    """The leaf that stands for ``end`` (an entity id, leaf id or name): the one its entity was minted from, if it is there."""
    leaves = _leaves_of(state, end)
    if end in leaves:
        return end
    minted = Identity.objects.get(pk=state.entity_of[leaves[0]]).minted_from  # found by entity, so there is one
    return minted if minted in leaves else leaves[0]


# ---- steps


def _published() -> None:
    if not projection.lock().run:
        raise JudgementError("There is nothing to judge yet. Run: dentelle weave")


def _project(allowed: Callable[[State], None] | None = None) -> Changes:
    """Makes the published rows what they are with the judgements now in force, within the caller's transaction."""
    state = published_state()
    if allowed is not None:
        allowed(state)
    run = projection.lock().run
    units = Units(state)
    changes = Changes()
    projection.identify(state, run)
    for _ in projection.project(units, projection.moved(units, run, foreign=(TEXT, NOTE)), run, changes):
        pass
    projection.redirect(state)
    publication = projection.lock()
    if publication.fingerprint:
        publication.fingerprint = stamped(publication.fingerprint, state.judgements.mark)
        publication.save(update_fields=["fingerprint"])
    return changes


def _leaves_of(state: State, end: str) -> tuple[str, ...]:
    """The leaf ``end`` alone, or all leaves of the entity that ``end`` names."""
    if end in state.cluster_of:
        return (end,)
    identity = follow(end) or _by_name(end)
    if identity in state.clusters:
        return state.clusters[identity].leaves
    raise JudgementError(f"There is no entity {end!r}. “dentelle show NAME” finds ids.")


def _between(state: State, left: str, right: str) -> list[PairJudgement]:
    """The judgements in force on exactly the leaves that two ids stood for, else between all leaves of the two."""
    rows = list(PairJudgement.objects.filter(undone_at=None).order_by("id"))
    minted = dict(Identity.objects.filter(pk__in=(left, right)).values_list("id", "minted_from"))
    exact = {minted.get(left, left), minted.get(right, right)}
    found = [row for row in rows if {row.left, row.right} == exact]
    if found:
        return found
    one, other = _leaves_of(state, left), _leaves_of(state, right)
    found = [row for row in rows if (row.left in one and row.right in other) or (row.left in other and row.right in one)]
    return found[-1:] if one == other else found


def _by_name(name: str) -> str:
    try:
        return entity(name).identity_id
    except DentelleError as error:
        raise JudgementError(error.detail) from error


def _name(state: State, leaf: str) -> str:
    return state.cluster_of[leaf].label if leaf in state.cluster_of else leaf.rsplit("|", 1)[-1]


def _together(state: State, pair: PairDecision) -> bool:
    one, other = state.cluster_of.get(pair.left), state.cluster_of.get(pair.right)
    return one is None or other is None or one is other


def _apart(state: State, left: str, right: str) -> bool:
    """Whether a person keeps any leaf of one side apart from any of the other."""
    one, other = set(state.cluster_of[left].leaves), set(state.cluster_of[right].leaves)
    return any(
        pair.verdict != "same" and ((pair.left in one and pair.right in other) or (pair.left in other and pair.right in one))
        for pair in state.judgements.pairs
    )


def _chain(before: State, left: str, right: str, verdict: str) -> str:
    """Why a decision cannot stand: the earlier ones between what each end already is, newest last."""
    sides = [before.cluster_of[leaf].leaves for leaf in (left, right)]
    judged = {(pair.left, pair.right, pair.verdict) for pair in before.judgements.pairs}
    names = f"{_name(before, left)} and {_name(before, right)}"
    lines = [f"{names} cannot be {verdict}: earlier decisions say otherwise."]
    for row in PairJudgement.objects.filter(undone_at=None).order_by("id"):
        inside = any(row.left in side and row.right in side for side in sides) and row.verdict == "same"
        across = any(row.left in one and row.right in other for one, other in (sides, sides[::-1]))
        if (inside or across) and (row.left, row.right, row.verdict) in judged:
            made = f"{row.who}, {row.made_at:%Y-%m-%d}" + (f", “{row.why}”" if row.why else "")
            ends = [f"{_name(before, leaf)} [{leaf}]" for leaf in (row.left, row.right)]
            lines.append(f"  {ends[0]}  {row.verdict}  {ends[1]}  ({made})")
    lines.append("Take back the one that is wrong first: dentelle judge undo A B.")
    return "\n".join(lines)


def _corrected(row: ClaimRow, text: str) -> Value:
    type_ = ValueType(row.value["type"])
    if type_ is ValueType.DATE:
        try:
            return Value(type_, text, edtf=str(parse_date(text)))
        except (ValueError, DentelleError) as error:
            raise JudgementError(f"{text!r} is no date as EDTF writes it, such as 2019-05 or 0870~.") from error
    if type_ is ValueType.NUMBER:
        try:
            return Value(
                type_, text, number=float(text.replace(",", ".")), unit=row.value["unit"], language=row.value["language"]
            )
        except ValueError as error:
            raise JudgementError(f"{text!r} is no number.") from error
    if type_ is ValueType.ENTITY:
        return Value(type_, text, kind=row.value["kind"])
    return Value(ValueType.TEXT, text, language=row.value["language"])


def _take_back(row: ClaimJudgement | PairJudgement, who: str) -> None:
    row.undone_at, row.undone_by = timezone.now(), who
    row.save(update_fields=["undone_at", "undone_by"])


def _audit(who: str, verb: str, what: str, line: str, why: str) -> None:
    AuditLine.objects.create(who=who, verb=verb, object=what, sentence=f"{line} – {why}" if why else line)
