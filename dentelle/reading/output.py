"""A reading as one JSON object, for programs that take what Dentelle reads.

Invariant: every ``start``..``end`` quotes the document; a description ("the incubator") is never listed as a name.
"""

from typing import Any

from dentelle.model import THE_DOCUMENT, Claim, Document, Mention, Modality, Passage, Reading, Value, ValueType
from dentelle.reading.repair import repair

__all__ = ["to_json"]


def to_json(document: Document, reading: Reading) -> dict[str, Any]:
    """What ``dentelle read --format jsonl`` prints for one document: path, language, names (each form of each kind once;
    ``quote`` as the document breaks its lines), dates, claims and denied claims; offsets in characters of ``document.text``."""
    names: dict[tuple[str, str], Mention] = {}
    for mention in reading.mentions:
        if not mention.described:
            names.setdefault((_written(mention.text), mention.kind), mention)
    dates = {date.edtf: date for date in reversed(reading.dates)}
    return {
        "path": reading.path,
        "language": reading.language,
        "names": [
            {"text": text, "kind": kind, "name": m.name, "type": m.type, "start": m.start, "end": m.end, "quote": m.text}
            for (text, kind), m in names.items()
        ],
        "dates": [
            {"edtf": d.edtf, "text": d.text, "start": d.start, "end": d.end}
            for d in sorted(dates.values(), key=lambda d: d.start)
        ],
        "claims": [_claim(claim) for claim in reading.claims if claim.modality != Modality.DENIED],
        "denied": [_claim(claim) for claim in reading.denied],
    }


def _written(text: str) -> str:
    """A name as one writes it: without the line breaks and hyphens that a page's lines put into it."""
    return " ".join(repair(text).text.split())


def _claim(claim: Claim) -> dict[str, Any]:
    passage = claim.passage
    said: dict[str, Any] = {
        "subject": "the document" if claim.subject == THE_DOCUMENT else claim.subject,
        "property": claim.property,
        "value": _value(claim.value),
        "modality": str(claim.modality),
        "confidence": round(claim.confidence, 3),
        **_passage(passage),
    }
    if passage.lead is not None:
        said["lead"] = _passage(passage.lead)
    if claim.qualifiers:
        said["qualifiers"] = dict(claim.qualifiers)
    return said


def _passage(passage: Passage) -> dict[str, Any]:
    return {"start": passage.start, "end": passage.end, "quote": passage.quote}


def _value(value: Value) -> str:
    return value.edtf if value.type == ValueType.DATE else value.text
