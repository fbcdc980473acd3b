"""Judgements on claims of a document that the next weave will read: recorded under the keys that the claims will have."""

from dentelle.atlas.deciding.judgements import corrected_value
from dentelle.atlas.deciding.recording import audit
from dentelle.atlas.models import ClaimJudgement
from dentelle.atlas.projecting.rows import value_json, value_of
from dentelle.errors import JudgementError
from dentelle.model import Claim, Modality, Passage, claim_key
from dentelle.weaving.difference import Change, Result
from dentelle.weaving.drafts import Decision, Draft


def judge(found: Result, source: str, draft: Draft, who: str) -> None:
    """Records the decisions of ``draft``, which becomes ``source``; one that is recorded already is not recorded twice.

    Raises JudgementError for a value that does not fit.
    """
    for change in found.changes:
        decision = draft.decisions.get(change.key)
        if decision is not None:
            _record(change, decision, key_at(change, found.source, source), source, draft.path, who)


def check(change: Change, value: str) -> None:
    """Raises JudgementError unless ``value`` can stand in the place of the value of ``change``."""
    if not value:
        raise JudgementError("Write what is right instead of “%(text)s”.", text=change.value["text"])
    corrected_value(change.value, value)


def key_at(change: Change, former: str, source: str) -> str:
    """The key of the claim when its document is the source ``source`` and not ``former``, as was thought when it was read."""
    if former == source:
        return change.key
    said = change.said
    qualifiers = tuple((name, text) for name, text in said["qualifiers"])
    passage = Passage(0, 0, said["quote"])
    claim = Claim(
        change.subject, "", said["property"], value_of(said["value"]), passage, Modality(said["modality"]), qualifiers=qualifiers
    )
    return claim_key(source, _at(said["subject"], former, source), claim)


def _at(leaf: str, former: str, source: str) -> str:
    return leaf.replace(f"{former}|", f"{source}|", 1) if leaf else ""


def _record(change: Change, decision: Decision, key: str, source: str, path: str, who: str) -> None:
    if ClaimJudgement.objects.filter(claim_key=key, verdict=decision.verdict, who=who, undone_at=None).exists():
        return
    value = change.value.get("edtf") or change.value["text"]
    sentence = f"{change.subject} · {change.property} · {value} ({path})"
    said = {
        **change.said,
        "source": source,
        "subject": _at(change.said["subject"], change.said["source"], source),
        "said": sentence,
    }
    corrected = value_json(corrected_value(change.value, decision.value)) if decision.verdict == "correct" else None
    ClaimJudgement.objects.create(claim_key=key, verdict=decision.verdict, corrected=corrected, claim=said, who=who)
    words = f" to “{decision.value}”" if corrected else ""
    audit(who, decision.verdict, key, f"{who}: {decision.verdict}{words}: {sentence}", "")
