"""Between the dataclasses of the core rooms and the columns of the made tables: the only module that knows both.

Invariant: a row is a function of its arguments alone, so that two rows are equal when what they say is.
"""

from typing import Any

import msgspec

from dentelle.edtf import bounds, is_valid
from dentelle.folding import digest, fold
from dentelle.model import Fact, Finding, LinkedClaim, Value, ValueType

Row = dict[str, Any]


def value_json(value: Value) -> Row:
    """``value`` as the JSON columns hold it."""
    return msgspec.to_builtins(value)


def value_of(data: Row) -> Value:
    """The value that ``value_json`` wrote."""
    return Value(**(data | {"type": ValueType(data["type"])}))


def claim_row(linked: LinkedClaim, subject_leaf: str, value_leaf: str, fact_key: str) -> Row:
    """The columns of a claim. ``linked.claim`` is as the source states it, before any matching to a scheme."""
    claim, lead = linked.claim, linked.claim.passage.lead
    return {
        "key": linked.key,
        "source_id": linked.source,
        "subject_id": linked.entity or None,
        "subject_leaf": subject_leaf,
        "subject_text": claim.subject,
        "property": claim.property,
        "value": value_json(claim.value),
        "value_entity_id": linked.value_entity or None,
        "value_leaf": value_leaf,
        "qualifiers": [list(pair) for pair in claim.qualifiers],
        "modality": str(claim.modality),
        "confidence": claim.confidence,
        "pattern": claim.pattern,
        "language": claim.language,
        "start": claim.passage.start,
        "end": claim.passage.end,
        "quote": claim.passage.quote,
        "lead_start": lead.start if lead else None,
        "lead_end": lead.end if lead else None,
        "lead_quote": lead.quote if lead else "",
        "fact_key": fact_key,
        "verdict": linked.verdict,
    }


def entity_row(identity: str, cluster: Any, sources: int) -> Row:
    """The columns of a promoted entity; ``cluster`` is a linking.Cluster, ``sources`` how many files speak of it."""
    return {
        "identity_id": identity,
        "kind": cluster.kind,
        "type": cluster.type,
        "label": cluster.label,
        "sort": fold(cluster.label),
        "names": [{"text": text, "language": language, "sources": count} for text, language, count in cluster.names],
        "identifiers": [list(pair) for pair in cluster.identifiers],
        "sources": sources,
    }


def name_rows(identity: str, cluster: Any) -> list[Row]:
    """One row for each folded form of the cluster's names."""
    forms: dict[str, str] = {}
    for text in (cluster.label, *(text for text, _, _ in cluster.names)):
        forms.setdefault(fold(text), text)
    return [{"identity_id": identity, "folded": folded, "text": text} for folded, text in sorted(forms.items())]


def fact_row(fact: Fact, source: str = "") -> Row:
    """The columns of a fact about its entity or, where ``source`` is given, about that document."""
    return {
        "key": fact.key,
        "identity_id": None if source else fact.entity,
        "source_id": source or None,
        "property": fact.property,
        "value": value_json(fact.value),
        "value_entity_id": fact.value_entity or None,
        "qualifiers": [list(pair) for pair in fact.qualifiers],
        "status": fact.status,
        "rank": fact.rank,
        "confidence": fact.confidence,
        "conflict": fact.conflict,
        "earliest": fact.earliest,
        "latest": fact.latest,
        "as_of": _vouched(fact),
    }


def _vouched(fact: Fact) -> str:
    """The last day of the fact's "as of"; "" where there is none, or a span of years, which tells of the past."""
    text = dict(fact.qualifiers).get("as_of", "")
    return bounds(text)[1] if "/" not in text and is_valid(text) else ""


def finding_row(finding: Finding, unit: str) -> Row:
    """The columns of a finding."""
    return {
        "key": finding.key,
        "unit": unit,
        "check_name": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "data": dict(finding.data),
        "claims": list(finding.claims),
        "sources": list(finding.sources),
        "evidence": digest(finding.check, repr(finding.data), *finding.claims, "", *finding.sources, length=32),
    }
