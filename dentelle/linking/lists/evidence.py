"""One thing that speaks for or against one identity, and what it is weighed with."""

from typing import NamedTuple

from dentelle.linking.lists.prepared import Prepared
from dentelle.linking.lists.rarity import Rarity
from dentelle.linking.lists.settings import Weights

__all__ = ["Evidence", "Scales"]


class Evidence(NamedTuple):
    """``weight`` above 0 speaks for; ``code`` names the sentence of ``data/lists_reasons.toml`` and ``about`` fills it."""

    code: str
    weight: float
    about: tuple[str, ...] = ()


class Scales(NamedTuple):
    """The two rows compared, with the register's counts and the weights."""

    asked: Prepared
    known: Prepared
    rarity: Rarity
    weights: Weights
