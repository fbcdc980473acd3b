"""What is matched: a need, an offer, its conditions and its window.

Invariant: plain frozen values; a fact that is not among a need's facts is unknown, never false.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

__all__ = ["FAMILIES", "OPERATORS", "Condition", "Fact", "Facts", "Need", "Offer", "Scalar", "Window"]

FAMILIES = ("service", "premises", "funding", "training", "adviser")
OPERATORS = ("=", "<", "<=", ">", ">=", "in", "not_in")

Scalar = bool | int | float | str
Fact = Scalar | tuple[Scalar, ...]
Facts = Mapping[str, Fact]
NOTHING: Mapping[str, Fact] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Condition:
    """``field`` (a fact's name, or ``naf_prefix``) compared by ``op`` with ``value``, a tuple for ``in`` and ``not_in``."""

    field: str
    op: str
    value: Fact

    @property
    def fact(self) -> str:
        """The fact that is read: ``naf`` for ``naf_prefix``."""
        return "naf" if self.field == "naf_prefix" else self.field


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which an offer can be had, both included; None: no bound on that side."""

    opens: date | None = None
    closes: date | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be had: of one of ``FAMILIES``, told in ``language``, by ``provider`` ("" when not told).

    ``perimeter`` holds codes of places, none meaning everywhere; of ``conditions`` all are required; ``attributes`` describe.
    """

    id: str
    family: str
    language: str
    title: str
    text: str = ""
    perimeter: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    window: Window | None = None
    attributes: Facts = field(default_factory=lambda: NOTHING)
    provider: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody wants, told in ``language``, with the ``facts`` that are known; ``wanted_family`` is a hint, "" for none."""

    id: str
    language: str
    text: str
    facts: Facts = field(default_factory=lambda: NOTHING)
    wanted_family: str = ""
