"""When facts hold or happened, as rows that a timeline can count and cut without reading the facts.

Invariant: a span is a function of its fact and of the kind of its entity.
"""

from collections.abc import Iterable

from dentelle import vocabulary
from dentelle.atlas.projecting.rows import Row
from dentelle.edtf import bounds
from dentelle.errors import VocabularyError
from dentelle.model import Fact

NEVER = "9999-12-31"  # the last day of what has no known end
UNTOLD = ("rejected", "denied")  # facts that stand on no timeline


def span_rows(facts: Iterable[Fact], kind: str) -> list[Row]:
    """The spans of the dated ones of ``facts``, all about one entity of the coarse kind ``kind``."""
    return [row for fact in facts for row in _span(fact, kind)]


def _span(fact: Fact, kind: str) -> list[Row]:
    date = "" if fact.status in UNTOLD else vocabulary.when(fact.property, fact.value, fact.qualifiers)
    first, last = bounds(date) if date else ("", "")
    if not first and not last:
        return []  # undated, or a day without its year
    return [
        {
            "identity_id": fact.entity,
            "fact_key": fact.key,
            "theme": theme(fact.property),
            "kind": kind,
            "date": date,
            "first": first,
            "last": last or NEVER,
            "year": int((first or last)[:4]),
        }
    ]


def theme(name: str) -> str:
    """The theme of the property ``name``, "identity" for one that the vocabulary does not know."""
    try:
        return vocabulary.prop(name).theme
    except VocabularyError:
        return "identity"
