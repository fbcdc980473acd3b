"""Evidence on a pair of names: its weight and its sentence.

Invariant: a feature's weight is a log odds, read from ``data/weights.toml`` by its code, so that weights add up; no number
leaves this module without the sentence that explains it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from dentelle.linking.normalise import Name

__all__ = ["Context", "Feature", "feature", "weights"]


@dataclass(frozen=True, slots=True)
class Feature:
    """One piece of evidence: ``code`` names it in the weights and in the messages, ``data`` fills its sentence."""

    code: str
    weight: float
    sentence: str
    data: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole set of leaves says about a name: how many bodies or people could be meant by it."""

    bodies: Mapping[tuple[str, str], tuple[Name, ...]] = field(default_factory=dict)  # (kind, alias key) → bodies it is said of
    fits: Mapping[tuple[str, ...], int] = field(default_factory=dict)  # (surname, initials…) → distinct full given names
    places: frozenset[str] = frozenset()  # keys of the places that are spoken of
    areas: frozenset[str] = frozenset()  # … of those known to be towns, regions, countries: no site of anybody


@cache
def weights() -> dict[str, float]:
    """The weight of each feature, as log odds, and the two thresholds (``data/weights.toml``)."""
    text = resources.files("dentelle.linking").joinpath("data", "weights.toml").read_text(encoding="utf-8")
    return {name: float(value) for table in tomllib.loads(text).values() for name, value in table.items()}


def feature(code: str, sentence: str, **data: str) -> Feature:
    """The evidence ``code`` with its weight; ``data`` fills ``sentence``."""
    return Feature(code, weights()[code], sentence.format(**data), tuple(sorted(data.items())))
