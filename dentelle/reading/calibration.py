"""From how sure a rule says it is to how often claims like that are right.

Invariant: for claims of one property and pattern the probability never falls where the rule's own confidence rises.
``data/calibration.toml`` is written by ``tools/calibrate_claims.py`` from annotated documents; nobody edits it by hand.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dentelle.model import Claim
from dentelle.reading.tables import table

__all__ = ["Calibration", "calibrated", "packaged"]


@dataclass(frozen=True, slots=True)
class Calibration:
    """``said`` are confidences of rules in rising order, ``right`` the share of claims that are right there (both 0 to 1).

    ``properties`` and ``patterns`` shift the log odds of claims of that property or pattern.
    """

    said: Sequence[float] = ()
    right: Sequence[float] = ()
    properties: Mapping[str, float] | None = None
    patterns: Mapping[str, float] | None = None

    def probability(self, confidence: float, prop: str, pattern: str) -> float:
        """The probability, 0.01 to 0.99, that a claim is right which its rule makes with ``confidence``."""
        share = self._share(confidence)
        shift = (self.properties or {}).get(prop, 0.0) + (self.patterns or {}).get(pattern, 0.0)
        if shift:
            share = min(max(share, 0.001), 0.999)
            share = 1 / (1 + math.exp(-math.log(share / (1 - share)) - shift))
        return round(min(max(share, 0.01), 0.99), 3)

    def _share(self, confidence: float) -> float:
        """The curve at ``confidence``: straight between its points, level beyond them; ``confidence`` itself without points."""
        if not self.said:
            return confidence
        after = bisect_right(self.said, confidence)
        if after in (0, len(self.said)):
            return self.right[min(after, len(self.said) - 1)]
        left, right = self.said[after - 1], self.said[after]
        return self.right[after - 1] + (self.right[after] - self.right[after - 1]) * (confidence - left) / (right - left)


@cache
def packaged() -> Calibration:
    """The calibration that the reader uses."""
    data = table("calibration")
    curve = data["curve"]
    return Calibration(tuple(curve["said"]), tuple(curve["right"]), data["properties"], data["patterns"])


def calibrated(claims: Iterable[Claim], using: Calibration) -> tuple[Claim, ...]:
    """``claims`` with the probability that they are right as their confidence."""
    return tuple(_with_confidence(claim, using) for claim in claims)


def _with_confidence(claim: Claim, using: Calibration) -> Claim:
    probability = using.probability(claim.confidence, claim.property, claim.pattern)
    c = claim  # written out: ``replace`` takes four times as long
    return Claim(
        c.subject, c.subject_kind, c.property, c.value, c.passage, c.modality, probability, c.pattern, c.language, c.qualifiers
    )
