"""The few numbers that a list is linked with; ``data/lists.toml`` holds the usual ones, with what each means."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["Settings", "usual_settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Probabilities from which on a row is a ``match`` (``strict``: the higher one) or for ``review``.

    ``shown``: candidates a row; ``strict_only`` decides by ``strict`` instead of ``match``.
    """

    match: float
    strict: float
    review: float
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
    thresholds = tomllib.loads(text)["thresholds"]
    return Settings(**thresholds)
