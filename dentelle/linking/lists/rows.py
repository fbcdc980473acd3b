"""What goes into the linking of a list and what comes out: plain frozen dataclasses.

Invariant: every row that goes in comes out once, decided, in the order it came.
"""

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Candidate", "Decided", "ListRow", "Weighed"]


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of a list, its columns understood. ``row`` identifies it in the list; "" is unknown everywhere.

    ``postcode`` may be a CEDEX code, lack its zero, be wrong, or hold a department only. ``identifiers``: (scheme, value) pairs
    that are valid; ``kind``: words on what kind of body it is, or its activity.
    """

    row: str
    name: str
    other_names: tuple[str, ...] = ()
    address: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    kind: str = ""


class Candidate(NamedTuple):
    """A register row that may be meant: its ``id``, the probability ``score`` (0 to 1) and the sentence that says why."""

    id: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about the list row ``row``: ``decision`` is match, review or none.

    ``candidates``, best first: of a match the one linked and its rivals, of a review those to be shown, of a none the best one
    rejected if any. ``runner_up`` says who came second and how likely, "" when nobody did. ``skipped`` says why a row was not
    compared at all ("no name"), else "".
    """

    row: str
    decision: str
    candidates: tuple[Candidate, ...] = ()
    runner_up: str = ""
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A row compared and not yet decided: its ``candidates``, best first, and the probability ``none`` that no row is meant.

    ``bounds``: for each candidate the least and the most that its score may be, whatever its share is.
    """

    row: str
    candidates: tuple[Candidate, ...] = ()
    bounds: tuple[tuple[float, float], ...] = ()
    none: float = 1.0
    skipped: str = ""
