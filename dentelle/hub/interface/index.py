"""Offers made ready to be matched many times: their checks, each judged once a need, and their features as posting lists.

Invariant: a function of the offers and of their order; memory grows with the number of distinct checks and of features.
"""

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from dentelle.hub.interface.eligibility import Check, checks_of
from dentelle.hub.interface.features import Features, of_offer
from dentelle.hub.interface.heard import SIZES
from dentelle.hub.interface.perimeter import ref_of
from dentelle.hub.interface.terms import FAMILIES, Offer

__all__ = ["Offers"]

Numbers = npt.NDArray[np.float32]
_WORDS = 0.3  # of a word, beside a concept
_NEAR = {"insee": 1.0, "siren": 1.0, "departement": 0.99, "region": 0.98, "iso3166": 0.97}
_NEVER = 10_000_000  # an ordinal beyond every day
_LENGTH = 1.0  # how much an offer that says much is held back: 0 not, 1 by all


@dataclass(frozen=True)
class Offers:
    """``offers`` and what is made of them: see ``Offers.index``.

    ``checks`` are the distinct ones, ``rows`` the numbers of those of each offer, one offer behind the other, from ``starts`` on.
    ``postings``: the offers that have a feature and its weight in them; ``rarity``: what the feature is worth. ``nearness`` is a
    factor of the score: an offer for one town is nearer than one for a country; ``closes``: the ordinal of each one's last day;
    ``sizes``: the surface and the desks of premises, NaN where none are told.
    """

    offers: tuple[Offer, ...]
    checks: tuple[Check, ...]
    rows: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    postings: Mapping[str, tuple[npt.NDArray[np.int32], Numbers]]
    rarity: Mapping[str, float]
    families: npt.NDArray[np.int8]
    keys: npt.NDArray[np.uint64]
    nearness: Numbers
    closes: npt.NDArray[np.int32]
    sizes: Mapping[str, Numbers]

    @classmethod
    def index(cls, offers: Iterable[Offer]) -> "Offers":
        """Index ``offers`` once for many needs."""
        listed = tuple(offers)
        numbers: dict[Check, int] = {}
        rows, starts = array("q"), array("q")
        places: dict[str, array[int]] = defaultdict(lambda: array("i"))
        weights: dict[str, array[float]] = defaultdict(lambda: array("f"))
        for number, offer in enumerate(listed):
            starts.append(len(rows))
            rows.append(0)  # the check that always holds: no row is empty
            rows.extend(numbers.setdefault(check, len(numbers) + 1) for check in checks_of(offer))
            for feature, weight in of_offer(offer).items():
                places[feature].append(number)
                weights[feature].append(weight)
        rarity = {
            feature: _rarity(len(listed), len(where)) * (1.0 if feature[0] == "@" else _WORDS)
            for feature, where in places.items()
        }
        postings = _postings(places, weights, rarity, len(listed))
        families = np.array([FAMILIES.index(offer.family) for offer in listed], dtype=np.int8)
        keys = np.array([key_of(offer.id) for offer in listed], dtype=np.uint64)
        nearness = np.array([_nearness(offer.perimeter) for offer in listed], dtype=np.float32)
        closes = np.array([_last_day(offer) for offer in listed], dtype=np.int32)
        sizes = {name: np.array([_size(offer, name) for offer in listed], dtype=np.float32) for name in SIZES}
        return cls(
            listed, tuple(numbers), np.array(rows), np.array(starts), postings, rarity, families, keys, nearness, closes, sizes
        )

    def __len__(self) -> int:
        return len(self.offers)

    def likeness(self, features: Features) -> Numbers:
        """How much of what ``features`` ask each offer says, 0 to 1."""
        found = np.zeros(len(self.offers), dtype=np.float32)
        whole = 0.0
        for feature, weight in features.items():
            worth = self.rarity.get(feature)
            if worth is None:
                continue
            where, weights = self.postings[feature]
            asked = weight * math.sqrt(worth)
            whole += asked * asked
            found[where] += asked * weights
        likeness: Numbers = np.minimum(1.0, found / max(1e-6, math.sqrt(whole)), dtype=np.float32)
        return likeness


def key_of(name: str) -> int:
    """64 bits that stand for ``name``, the same in every process."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big")


def _nearness(perimeter: tuple[str, ...]) -> float:
    return max((_NEAR[ref_of(code).partition(":")[0]] for code in perimeter), default=_NEAR["iso3166"])


def _size(offer: Offer, name: str) -> float:
    told = offer.attributes.get(name)
    return float(told) if offer.family == "premises" and isinstance(told, int | float) else math.nan


def _last_day(offer: Offer) -> int:
    return offer.window.closes.toordinal() if offer.window and offer.window.closes else _NEVER


def _rarity(offers: int, holding: int) -> float:
    """What a feature is worth that ``holding`` of ``offers`` have: 1 for one that hardly any has, next to 0 for what all have."""
    return math.log(1.0 + (offers - holding + 0.5) / (holding + 0.5)) / math.log(2.0 + offers)


def _postings(
    places: Mapping[str, "array[int]"], weights: Mapping[str, "array[float]"], rarity: Mapping[str, float], offers: int
) -> dict[str, tuple[npt.NDArray[np.int32], Numbers]]:
    """Posting lists whose weights hold the rarity and the length of the offer."""
    lengths = np.zeros(offers, dtype=np.float32)
    made = {}
    for feature, where in places.items():
        at = np.frombuffer(where, dtype=np.int32)
        scaled = np.frombuffer(weights[feature], dtype=np.float32) * math.sqrt(rarity[feature])
        lengths[at] += scaled * scaled
        made[feature] = (at, scaled)
    roots = np.sqrt(lengths)
    usual = float(roots.mean()) if offers else 1.0
    held = np.maximum(1e-6, usual * (1 - _LENGTH) + roots * _LENGTH)
    return {feature: (at, (scaled / held[at]).astype(np.float32)) for feature, (at, scaled) in made.items()}
