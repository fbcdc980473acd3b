"""Evidence to decision: match, review or none, with the probability and the sentence that explains it.

Invariant: the decision is a function of the evidence alone; weights add up as log odds and the two thresholds are data.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from dentelle.linking.evidence import Feature, weights

__all__ = ["Decision", "decide"]

_APART = frozenset(
    {
        "other_identifier",
        "other_establishment",
        "other_place",
        "other_extent",
        "other_legal_form",
        "other_person",
        "other_community",
    }
)


@dataclass(frozen=True, slots=True)
class Decision:
    """``verdict`` match, review or none; ``apart`` when something speaks so strongly against that no chain may join the two."""

    verdict: str
    probability: float
    reason: str
    code: str
    data: tuple[tuple[str, str], ...]
    apart: bool


def decide(features: Iterable[Feature]) -> Decision:
    """The decision that ``features`` make together; none where there are none."""
    found = tuple(features)
    if not found:
        return Decision("none", 0.0, "nothing relates the two names", "unrelated", (), False)
    odds = sum(one.weight for one in found)
    probability = round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 4)
    verdict = "match" if probability >= weights()["match"] else "review" if probability >= weights()["review"] else "none"
    against = any(one.code in _APART for one in found)
    reason = "; ".join(one.sentence for one in found)
    main = found[0] if not against or len(found) == 1 else max(found, key=lambda one: abs(one.weight))
    return Decision(
        verdict, probability, reason[:1].upper() + reason[1:] + ".", main.code, main.data, against and verdict != "match"
    )
