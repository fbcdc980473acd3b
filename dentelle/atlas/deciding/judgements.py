"""What a person decides, on claims and on pairs of leaves.

Invariants: judgements are append-only, and taking one back only marks it; a decision, its audit line and what it changes for
readers are one transaction, projected by the code that weaves use, so that a weave afterwards changes nothing; two leaves
that a person keeps apart are never joined by a later decision without that one being taken back first.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from dentelle.atlas.browsing.queries import entity, follow
from dentelle.atlas.deciding import chains
from dentelle.atlas.deciding.near import FarError
from dentelle.atlas.deciding.recording import audit, begin, show, show_claim
from dentelle.atlas.deciding.vicinity import published, standing
from dentelle.atlas.models import ClaimJudgement, ClaimRow, Identity, IdentityLeaf, PairJudgement
from dentelle.atlas.projecting.projection import Changes
from dentelle.atlas.projecting.published import edge_of, published_state
from dentelle.atlas.projecting.rows import value_json
from dentelle.atlas.projecting.state import State
from dentelle.atlas.projecting.stated import BY_HAND
from dentelle.edtf import parse as parse_date
from dentelle.errors import DentelleError, JudgementError, RefusedError
from dentelle.model import Value, ValueType

CLAIM_VERDICTS = ("accept", "reject", "correct", "hide")
PAIR_VERDICTS = ("same", "different", "unsure")
SPLIT = "split"


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
        begin()
        row = ClaimRow.objects.visible().select_related("source").filter(key=key).first()
        if row is None:
            raise JudgementError("There is no claim %(key)s. “dentelle show ENTITY” prints the keys of claims.", key=key)
        if row.source_id == BY_HAND:
            raise JudgementError(
                "This was stated by hand. Whoever thinks otherwise corrects it or takes it back on the entity's page."
            )
        before = verdict_on(key)
        ClaimJudgement.objects.create(
            claim_key=key,
            verdict=verdict,
            corrected=value_json(corrected_value(row.value, value)) if value else None,
            claim=as_it_stands(row),
            who=who,
            why=why,
        )
        words = f" to “{value}”" if value else ""
        audit(who, verdict, key, f"{who}: {verdict}{words}: {sentence(row)}", why)
        return show_claim(row, before)


def judge_pair(left: str, right: str, verdict: str, *, who: str, why: str = "") -> Changes:
    """Record that ``left`` and ``right`` (entity ids, names or leaf ids) are same, different, or that nobody can tell (unsure).

    Raises JudgementError for unknown ends, and RefusedError for a decision that earlier ones forbid, with the chain that does.
    """
    if verdict not in PAIR_VERDICTS:
        raise JudgementError(f"There is no verdict {verdict!r} on a pair. Use one of {', '.join(PAIR_VERDICTS)}.")
    with transaction.atomic():
        begin()
        before = _around(left, right)
        ends = sorted((leaf_of(before, left), leaf_of(before, right)))
        if ends[0] == ends[1]:
            raise JudgementError(
                "%(left)s and %(right)s are one name in one source: there is nothing to decide.", left=left, right=right
            )
        if verdict == "same" and _apart(before, ends[0], ends[1]):
            raise refusal(before, ends[0], ends[1], verdict)
        row = _pair(before, ends[0], ends[1], verdict, who, why)
        if verdict == "same":
            row.left_leaves, row.right_leaves = (list(before.cluster_of[leaf].leaves) for leaf in ends)
        row.save()
        audit(who, verdict, " ".join(ends), f"{who}: {verdict}: {row.left_name} / {row.right_name}", why)

        def allowed(before: State, after: State) -> None:
            known = {edge.row for edge in before.unobeyed}
            if any(edge.row not in known for edge in after.unobeyed):
                raise refusal(before, ends[0], ends[1], verdict)
            if verdict != "same":  # who stands in for a side that was one with the other is known only now
                row.left_leaves, row.right_leaves = (list(after.cluster_of[leaf].leaves) for leaf in ends)
                row.save(update_fields=["left_leaves", "right_leaves"])

        return show(before, allowed)


def split(whole: str, leaves: Sequence[str], *, who: str, why: str = "") -> Changes:
    """Take the entity ``whole`` (id, name or leaf id) apart: its ``leaves`` go to an entity of their own, with their claims.

    The old id stays with the part that holds the leaf it was minted from. Ends what joined the two parts before, until it is
    taken back itself. Raises JudgementError when ``leaves`` are not some but not all of the entity's, and RefusedError when
    a later decision than that which joined them forbids it.
    """
    with transaction.atomic():
        begin()
        before = _around(whole)
        of = _leaves_of(before, whole)
        together = before.cluster_of[of[0]].leaves
        chosen = sorted(set(leaves))
        strange = [leaf for leaf in chosen if leaf not in together]
        if strange:
            raise JudgementError(f"{strange[0]} is no leaf of {whole}. “dentelle show ENTITY --leaves” prints those it has.")
        rest = [leaf for leaf in together if leaf not in chosen]
        if not chosen or not rest:
            raise JudgementError(f"To take {whole} apart, name some of its {len(together)} leaves, but not all.")
        parts = sorted((chosen, rest))
        row = _pair(before, parts[0][0], parts[1][0], SPLIT, who, why)
        row.left_leaves, row.right_leaves = parts
        row.save()
        line = f"{who}: split: {row.left_name}: {len(chosen)} of {len(together)} leaves go to an entity of their own"
        audit(who, SPLIT, " ".join((row.left, row.right)), line, why)

        def allowed(before: State, after: State) -> None:
            known = {edge.row for edge in before.unobeyed}
            if any(edge.row not in known for edge in after.unobeyed):
                raise refusal(before, row.left, row.right, SPLIT)

        return show(before, allowed)


def undo_claim(key: str, *, who: str, why: str = "") -> Changes:
    """Take back the newest judgement in force on the claim ``key``. Raises JudgementError when there is none."""
    with transaction.atomic():
        begin()
        row = ClaimJudgement.objects.filter(claim_key=key, undone_at=None).order_by("made_at", "id").last()
        if row is None:
            raise JudgementError("Nobody has judged the claim %(key)s: there is nothing to take back.", key=key)
        return take_back_claim(row, who=who, why=why)


def take_back_claim(row: ClaimJudgement, *, who: str, why: str = "") -> Changes:
    """Takes the judgement ``row``, which is in force, back; older ones on the claim count again."""
    with transaction.atomic():
        begin()
        key, was = row.claim_key, verdict_on(row.claim_key)
        _take_back(row, who)
        audit(who, "undo", key, f"{who}: undo {row.verdict}: {row.claim.get('said', key)}", why)
        claim = ClaimRow.objects.visible().filter(key=key).first()
        return show_claim(claim, was) if claim else show()


def undo_pair(left: str, right: str, *, who: str, why: str = "") -> Changes:
    """Take back the newest judgement in force between ``left`` and ``right`` (ids also of parts of one entity, names, leaves).

    What it had put an end to, such as an older judgement on the two, is in force again. Raises JudgementError when there is none.
    """
    with transaction.atomic():
        begin()
        before = _around(left, right)
        row = _newest_between(before, left, right)
        if row is None:
            raise JudgementError(
                "Nobody has judged %(left)s and %(right)s: there is nothing to take back.", left=left, right=right
            )
        return _part_again(row, before, who, why)


def take_back_pair(row: PairJudgement, *, who: str, why: str = "") -> Changes:
    """Takes the judgement ``row``, which is in force, back; what it had put an end to is in force again."""
    with transaction.atomic():
        begin()
        return _part_again(row, _around(row.left, row.right), who, why)


def corrected_value(value: dict[str, Any], text: str) -> Value:
    """What ``text`` puts in the place of a claim's ``value`` (as JSON). Raises JudgementError when it does not fit."""
    type_ = ValueType(value["type"])
    if type_ is ValueType.DATE:
        try:
            return Value(type_, text, edtf=str(parse_date(text)))
        except (ValueError, DentelleError) as error:
            raise JudgementError("“%(text)s” is no date as EDTF writes it, such as 2019-05 or 0870~.", text=text) from error
    if type_ is ValueType.NUMBER:
        try:
            return Value(type_, text, number=float(text.replace(",", ".")), unit=value["unit"], language=value["language"])
        except ValueError as error:
            raise JudgementError("“%(text)s” is no number.", text=text) from error
    if type_ is ValueType.ENTITY:
        return Value(type_, text, kind=value["kind"])
    return Value(ValueType.TEXT, text, language=value["language"])


def sentence(row: ClaimRow) -> str:
    """The claim as one readable line."""
    value = row.value.get("edtf") or row.value["text"]
    return f"{row.subject_text} · {row.property} · {value} ({row.source.shown_path})"


def as_it_stands(row: ClaimRow) -> dict[str, object]:
    """What a judgement keeps of the claim: what a finding shows when it has gone, and what its key is made of."""
    return {
        "said": sentence(row),
        "source": row.source_id,
        "subject": row.subject_leaf,
        "property": row.property,
        "value": row.value,
        "modality": row.modality,
        "qualifiers": row.qualifiers,
        "quote": row.quote,
    }


def leaf_of(state: State, end: str) -> str:
    """The leaf that stands for ``end`` (an entity id, leaf id or name): the one its entity was minted from, if it is there."""
    leaves = _leaves_of(state, end)
    if end in leaves:
        return end
    minted = Identity.objects.get(pk=state.entity_of[leaves[0]]).minted_from  # found by entity, so there is one
    return minted if minted in leaves else leaves[0]


def leaves_named(whole: str, words: Sequence[str]) -> list[str]:
    """The leaves of the entity ``whole`` that ``words`` mean: leaf ids, names as a source has them, or paths of sources.

    Raises JudgementError for a word that means none.
    """
    state = _around(whole)
    leaves = state.cluster_of[_leaves_of(state, whole)[0]].leaves
    found: list[str] = []
    for word in words:
        meant = [leaf for leaf in leaves if word in (leaf, chains.name(state, leaf), chains.path(state, leaf))]
        if not meant:
            raise JudgementError(f"Nothing of {whole} is {word!r}. “dentelle show ENTITY --leaves” prints what it has.")
        found += meant
    return found


def refusal(state: State, left: str, right: str, verdict: str) -> RefusedError:
    """That earlier decisions forbid ``verdict``, with the chain of them in ``state``."""
    chain = chains.between(state, left, right, apart=verdict == "same")
    names = f"{chains.name(state, left)} and {chains.name(state, right)}"
    asked = "be split" if verdict == SPLIT else f"be {verdict}"
    lines = [f"{names} cannot {asked}: earlier decisions say otherwise."]
    lines += [f"  {link}" for link in chain]
    lines.append("Take back the one that is wrong first: dentelle judge undo A B.")
    return RefusedError("\n".join(lines), chain)


# ---- steps


def _around(*ends: str) -> State:
    """The state around the entities or leaves ``ends``; the whole where that is not enough."""
    there = published()
    leaves = there.said.leaves
    seeds: set[str] = set()
    for end in ends:
        if end in leaves:
            seeds.add(end)
            continue
        try:
            identity = follow(end) or _by_name(end)
        except JudgementError:
            continue  # whoever asks for it says so
        of = IdentityLeaf.objects.at(there.run).filter(identity_id=identity).values_list("leaf", flat=True)
        seeds.update(leaf for leaf in of if leaf in leaves)
    try:
        return standing(there, seeds)
    except FarError:
        return published_state()


def _pair(state: State, left: str, right: str, verdict: str, who: str, why: str) -> PairJudgement:
    names = {"left_name": chains.name(state, left), "right_name": chains.name(state, right)}
    return PairJudgement(left=left, right=right, verdict=verdict, who=who, why=why, **names)


def _leaves_of(state: State, end: str) -> tuple[str, ...]:
    """The leaf ``end`` alone, or all leaves of the entity that ``end`` names."""
    if end in state.cluster_of:
        return (end,)
    identity = follow(end) or _by_name(end)
    if identity in state.clusters:
        return state.clusters[identity].leaves
    raise JudgementError(f"There is no entity {end!r}. “dentelle show NAME” finds ids.")


def _newest_between(state: State, left: str, right: str) -> PairJudgement | None:
    """On exactly the leaves that two ids stood for, else between any leaves of the two."""
    rows = PairJudgement.objects.filter(undone_at=None).order_by("-made_at", "-id")
    minted = dict(Identity.objects.filter(pk__in=(left, right)).values_list("id", "minted_from"))
    first, second = sorted((minted.get(left, left), minted.get(right, right)))
    found = rows.filter(left=first, right=second).first()
    if found is not None:
        return found
    one, other = set(_leaves_of(state, left)), set(_leaves_of(state, right))
    around = {*state.decided.ends, *(edge.row for edge in state.decided.lost)}
    rows = sorted(PairJudgement.objects.in_bulk(around).values(), key=lambda row: (row.made_at, row.id), reverse=True)
    for row in rows:
        parts = row.verdict == SPLIT
        ends = state.decided.ends.get(row.id, (row.left, row.right))
        lefts, rights = {ends[0], *(row.left_leaves if parts else ())}, {ends[1], *(row.right_leaves if parts else ())}
        if (lefts & one and rights & other) or (lefts & other and rights & one):
            return row
    return None


def _by_name(name: str) -> str:
    try:
        return entity(name).identity_id
    except DentelleError as error:
        raise JudgementError(error.detail) from error


def _apart(state: State, left: str, right: str) -> bool:
    """Whether a person keeps any leaf of one side apart from any of the other."""
    one, other = set(state.cluster_of[left].leaves), set(state.cluster_of[right].leaves)
    return any(
        verdict != "same" and ((a in one and b in other) or (a in other and b in one))
        for (a, b), (verdict, _) in state.decided.judged.items()
    )


def verdict_on(key: str) -> str:
    """The verdict in force on the claim ``key``, or ""."""
    found = ClaimJudgement.objects.filter(claim_key=key, undone_at=None).order_by("made_at", "id")
    return found.values_list("verdict", flat=True).last() or ""


def _part_again(row: PairJudgement, before: State, who: str, why: str) -> Changes:
    _take_back(row, who)
    audit(who, "undo", f"{row.left} {row.right}", f"{who}: undo {row.verdict}: {' / '.join(edge_of(row).ends)}", why)
    return show(before)


def _take_back(row: ClaimJudgement | PairJudgement, who: str) -> None:
    row.undone_at, row.undone_by = timezone.now(), who
    row.save(update_fields=["undone_at", "undone_by"])
