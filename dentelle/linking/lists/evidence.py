"""One thing that speaks for or against one identity, and what it is weighed with."""

from typing import NamedTuple

from dentelle.linking.lists.prepared import Prepared
from dentelle.linking.lists.rarity import Rarity
from dentelle.linking.lists.settings import Weights

__all__ = ["Evidence", "Scales"]


Evidence = tuple[str, float, tuple[str, ...]]
"""Code, weight and about: a weight above 0 speaks for, the code names a sentence of ``data/lists_reasons.toml``, about fills it.

A plain tuple, because hundreds are made for each row of a list.
"""


class Scales(NamedTuple):
    """The two rows compared, with the register's counts and the weights."""

    asked: Prepared
    known: Prepared
    rarity: Rarity
    weights: Weights
