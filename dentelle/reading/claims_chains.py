"""Claims from chains of places: what stands "on the Orne in Denham, Kent" stands in every place of the chain.

Invariant: only a claim that another rule made is carried on, and only along words that put one place in the next.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from dentelle.reading.claims_places import width
from dentelle.reading.drafts import Draft, name_value
from dentelle.reading.patterns_loader import word
from dentelle.reading.scene import Line, Scene
from dentelle.reading.slots import Slot

__all__ = ["chain_drafts"]

LESS_SURE = 0.05  # for each link of the chain
PART = re.compile(r"part|teil|deel", re.IGNORECASE)  # words for what a place is of a body
ASIDE = r"(?:\s?,[^<>,;]{3,45}(?=,\s[^<>]))?(?:\s(?:in|en|im)\s<D\d+>)?"  # ", also called the harbour house,", "in 1990"
HEAD = 8  # characters within which a place opens its line
WIDE = 3  # the width of a county: what is wider holds towns


def chain_drafts(scene: Scene, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """For each place that a draft of ``drafts`` puts something in, the drafts of the places that the text says this one is in."""
    for draft in drafts:
        if draft.property != "located_in" or draft.subject is None or draft.line.role == "furniture":
            continue
        if draft.subject.kind == "person":
            continue  # a life is told of towns, not of their counties
        slot, subject = (_standing(draft, number) for number in (0, 1))
        if slot is None or slot.letter not in "LO" or (subject is not None and draft.line.governed(subject)):
            continue
        for link, outer in enumerate(_outwards(draft.line, slot), 1):
            mention = scene.mention_of(outer, draft.line)
            if mention is None or mention.name in (draft.subject.name, draft.value.text):
                break
            value, forms = name_value(scene, mention)
            yield replace(
                draft,
                value=value,
                forms=forms,
                needed=[(outer.start, outer.end), *draft.needed[1:]],
                pattern="place-chain",
                confidence=draft.confidence - LESS_SURE * link,
                qualifiers={},
            )


def _standing(draft: Draft, number: int) -> Slot | None:
    """The slot of the draft's line that its value (0) or its subject (1) is."""
    spans = draft.needed[number : number + 1]
    return next((slot for slot in draft.line.slots.slots if (slot.start, slot.end) in spans), None)


def _outwards(line: Line, slot: Slot) -> Iterator[Slot]:
    """The places behind ``slot``, each of which holds the one before it."""
    slots = [other for other in line.slots.slots if other.letter != "D"]
    at = slots.index(slot)
    for inner, outer in zip(slots[at:], slots[at + 1 :], strict=False):
        link = _link(line.language).fullmatch(line.text, line.text.index(">", inner.at) + 1, outer.at)
        if link is None or outer.letter not in "LO":
            return
        if outer.letter == "O":
            if not PART.search(link["says"] or ""):
                return
            continue  # "in A, part of the district B, in C"
        if not link["says"] and not _wider(line, slot, inner, outer):
            return  # "Lyon, Paris and Lille" are three places
        yield outer


def _wider(line: Line, first: Slot, inner: Slot, outer: Slot) -> bool:
    """Whether a mere comma puts ``inner`` in ``outer``; in a land only where a sentence tells of it: in an address,
    "Mons, Belgium" says where the town is."""
    told = line.role == "sentence" and line.text.rstrip().endswith(".") and first.at > HEAD
    listed = _joined(line.language).match(line.text, line.text.index(">", outer.at) + 1) is not None
    return width(inner) < width(outer) and not listed and (told or width(outer) < WIDE)


@cache
def _joined(language: str) -> re.Pattern[str]:
    """An "and" with another place behind a place: it is one of several."""
    return re.compile(rf"\s?,?\s(?:{word(language, 'and')})\s[^<>]{{0,6}}<L", re.IGNORECASE)


@cache
def _link(language: str) -> re.Pattern[str]:
    """What stands between a place and the one that it is in; ``says`` are words that say so, where it is no mere comma."""
    article = word(language, "article")
    return re.compile(
        rf"\s?\)?{ASIDE}\s?(?:[,–—]\s?)?(?P<says>(?:{word(language, 'inside')})(?:\s|(?<=')))?(?:{article}(?:\s|(?<=')))?"
        rf"(?:(?:{word(language, 'place_noun')})\s(?:(?:of|de|du|d'|von|van)\s?)?)?",
        re.IGNORECASE,
    )
