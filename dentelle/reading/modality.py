"""How a sentence states a claim: as a fact, a plan, a possibility or a denial, by cue words of its clause.

Invariant: a cue counts only in the clause of the claim's own words; a denial outweighs a plan, a plan a possibility.
"""

import re
from functools import cache, lru_cache

from dentelle.edtf import EdtfError, bounds
from dentelle.model import Modality, Value
from dentelle.reading.patterns_loader import word
from dentelle.reading.scene import Line

__all__ = ["announced", "in_the_present", "modality_of"]

CLAUSE = re.compile(r"[;:]|\s[–—]\s|[“”«»\"]")
CLOSE = 12  # characters before the words of a role in which a cue governs them
BEFORE = 90  # characters before the claim's words in which a cue still governs them


@cache
def _cues(language: str) -> tuple[tuple[Modality, re.Pattern[str]], ...]:
    kinds = ((Modality.DENIED, "denied"), (Modality.PLANNED, "planned"), (Modality.HYPOTHETICAL, "hypothetical"))
    return tuple((kind, re.compile(rf"(?<!\w){word(language, name)}(?!\w)", re.IGNORECASE)) for kind, name in kinds)


def modality_of(line: Line, start: int, end: int, prop: str = "") -> Modality:
    """The modality of a claim of ``prop`` whose words stand at ``start``..``end`` of the slotted line.

    Somebody's role is denied or planned by words inside the claim's own or right before them only: what a speaker denies is none
    of the title that the sentence gives the speaker.
    """
    if prop == "role":
        return _stated(line.language, line.text[max(0, start - CLOSE) : end])
    bracket = line.text.rfind("(", 0, start)
    inside = bracket if bracket >= 0 and ")" not in line.text[bracket:start] else 0
    left = max([inside, start - BEFORE, *(match.end() for match in CLAUSE.finditer(line.text, 0, start))])
    right = next((match.start() for match in CLAUSE.finditer(line.text, end)), len(line.text))
    comma = line.text.find(",", end, right)
    stretch = line.text[left : comma if comma >= 0 else right]
    return _stated(line.language, stretch)


@lru_cache(maxsize=2048)  # the claims of one clause ask for it one after the other
def _stated(language: str, stretch: str) -> Modality:
    return next((kind for kind, cue in _cues(language) if cue.search(stretch)), Modality.ASSERTED)


def announced(value: Value, written: str) -> bool:
    """Whether the date ``value`` had not come when its document was written; ``written`` is EDTF or ""."""
    try:
        return bool(written and value.edtf) and bounds(value.edtf)[0] > (bounds(written)[1] or value.edtf)
    except EdtfError:
        return False


def in_the_present(line: Line, start: int, end: int) -> bool:
    """Whether the words at ``start``..``end`` of the slotted line can tell what is to come: "opens next spring", not "opened"."""
    return re.search(rf"(?<!\w){word(line.language, 'to_come')}(?!\w)", line.text[start:end], re.IGNORECASE) is not None
