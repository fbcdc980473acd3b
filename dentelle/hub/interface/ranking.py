"""The order of answers: how much an offer answers the need × whether it can be had × how near × how soon.

Neutrality: no offer has a place by itself. Offers whose scores are equal come in an order that changes from need to need and is
the same for the same need, so that none of them is always first.
"""

from datetime import date

import numpy as np
import numpy.typing as npt

from dentelle.hub.interface.heard import sizes
from dentelle.hub.interface.index import Numbers, Offers, key_of
from dentelle.hub.interface.terms import FAMILIES, Need
from dentelle.hub.interface.verdict import Verdict

__all__ = ["order", "scores"]

_UNSURE = 0.94  # of the score, while a fact is missing
_WANTED = 1.5  # of the family that was asked for …
_OTHER = 0.92  # … and of the others
_ROOMS = 1.4  # of premises, where facts on rooms are told
_SMALL = 0.7  # of premises smaller than what is needed …
_LARGE, _TWICE = 0.9, 2.0  # … and of those so many times as large
_SOON = 14  # days to the end of its window, in which an offer is a little harder to have
_HURRY = 0.99
_DIGITS = 3  # scores that differ by less are equal
_OF_ROOMS = ("wanted_area", "surface_m2", "desks", "fibre_mbps", "available_from", "rent_eur_m2_year")
_ODD = np.uint64(0x9E3779B97F4A7C15)


def scores(need: Need, offers: Offers, likeness: Numbers, verdicts: npt.NDArray[np.int8], day: date) -> Numbers:
    """The score of each offer, 0 to 1; 0 for those that cannot be had."""
    found = likeness * _hint(need, offers) * _fit(need, offers) * offers.nearness
    found = found * np.where(verdicts == Verdict.YES, 1.0, _UNSURE)
    found = found * np.where(offers.closes - day.toordinal() < _SOON, _HURRY, 1.0)
    rounded: Numbers = np.where(verdicts == Verdict.NO, 0.0, np.minimum(1.0, found)).round(_DIGITS).astype(np.float32)
    return rounded


def order(need: Need, offers: Offers, score: Numbers, likeness: Numbers, verdicts: npt.NDArray[np.int8]) -> npt.NDArray[np.int64]:
    """The numbers of the offers, best first: every *no* behind all others; equal ones in an order of this need's own."""
    with np.errstate(over="ignore"):
        turn = (offers.keys ^ np.uint64(key_of(need.id))) * _ODD
    no = verdicts == Verdict.NO
    return np.lexsort((turn, -np.where(no, likeness.round(_DIGITS), score), no))


def _hint(need: Need, offers: Offers) -> Numbers:
    """The family that was asked for; facts on rooms ask for premises, whether somebody said so or not."""
    found = np.ones(len(offers), dtype=np.float32)
    if need.wanted_family in FAMILIES:
        found *= np.where(offers.families == FAMILIES.index(need.wanted_family), _WANTED, _OTHER)
    if not need.facts.keys().isdisjoint(_OF_ROOMS):
        found *= np.where(offers.families == FAMILIES.index("premises"), _ROOMS, 1.0)
    return found


def _fit(need: Need, offers: Offers) -> Numbers:
    """How well premises fit the surface and the desks that are asked for, by a fact or in the need's words."""
    found = np.ones(len(offers), dtype=np.float32)
    asked = {**sizes(need.text, need.language), **need.facts}
    for name, offered in offers.sizes.items():
        wanted = asked.get(name)
        if isinstance(wanted, int | float) and wanted > 0:
            found *= np.select([offered < wanted, offered > _TWICE * wanted], [_SMALL, _LARGE], 1.0)
    return found
