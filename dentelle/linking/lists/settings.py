"""The few numbers that a list is linked with; ``data/lists.toml`` holds the usual ones, with what each means."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["Settings", "Weights", "usual_settings"]


@dataclass(frozen=True, slots=True)
class Weights:
    """What evidence weighs, in log odds; each is explained in ``data/lists.toml``."""

    none: float
    none_placed: float
    temper: float
    whole: float
    whole_short: float
    reworded: float
    whole_slipped: float
    whole_placed: float
    bare: float
    town_alone: float
    elsewhere: float
    shared: float
    ordinary: float
    enough: float
    damped: float
    lacks: float
    lacks_unknown: float
    lacks_share: float
    lacks_again: float
    lacks_ordinary: float
    lacks_country: float
    sister: float
    adds: float
    adds_share: float
    adds_ordinary: float
    service: float
    named_too: float
    further_name: float
    initials: float
    amiss: float
    kind_said: float
    other_kind: float
    mild_kind: float
    town_cap: float
    area_cap: float
    astray: float
    same_code: float
    other_town: float
    other_place: float
    other_area: float
    door_cap: float
    door: float
    same_street: float
    street: float
    other_street: float
    closed: float
    identifier: float
    unit: float


@dataclass(frozen=True, slots=True)
class Settings:
    """Probabilities from which on a row is a ``match`` (``strict``: the higher one) or for ``review``.

    ``either``: that one of the two likeliest candidates is meant, from which on a row is for review, too.

    ``asked``: that one of the candidates is meant, from which on a weave asks about an actor.

    ``shown``: candidates a row; ``strict_only`` decides by ``strict`` instead of ``match``.
    """

    weights: Weights
    match: float
    strict: float
    review: float
    either: float
    asked: float = 0.5
    shown: int = 5
    strict_only: bool = False

    @property
    def least_match(self) -> float:
        """The least probability of a match."""
        return self.strict if self.strict_only else self.match


@cache
def usual_settings() -> Settings:
    """The settings of ``linking/data/lists.toml``."""
    text = resources.files("dentelle.linking").joinpath("data", "lists.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return Settings(Weights(**table["weights"]), **table["thresholds"])
