"""Whom a match speaks of, where its pattern does not say.

Invariant: the answer is a name of the line, or the topic that the lines before left; nothing is guessed beyond them.
"""

import re
from functools import cache

from dentelle.model import Mention
from dentelle.reading.patterns_loader import word
from dentelle.reading.scene import Line, Scene, governed
from dentelle.reading.slots import LETTERS, Slot

__all__ = ["coordinated", "subject_of"]

CLOSING = re.compile(r"[()]")
RELATIVE = re.compile(r"(?:,|\()\s?(?:qui|which|that|die|der|das|dat)\s")
APPOSED = re.compile(
    r"\s?(?:(?:of|in|de|du|d'|à|von|aus|in|van|uit|te)\s?<L\d+>\s?)?(?:\(<[A-Z]\d+>\)\s?)?(?:,|\(|[–—]\s)\s?"
    r"(?:(?:qui|which|that|die|der|das|dat|est|is|a été|was)\s)?(?:[^<>,;()–—\s]+\s){0,7}"
)


def subject_of(
    scene: Scene, line: Line, start: int, end: int, letters: str, prefer: str = "", value_at: int = 0
) -> tuple[Mention, Slot | None] | None:
    """The subject of the match ``start``..``end`` (in the slotted line) among names of ``letters`` in this order of preference.

    First the name that the match stands behind in apposition, then the grammatical subject of its clause, then a name right
    behind the match ("Founded in 2009, X …"), then the topic. ``prefer``: "topic" skips the line, "after" looks behind first, "before" never does, "near" takes a place as gladly.
    """
    if prefer == "topic":
        return _topic(line, letters)
    candidates = [slot for slot in line.slots.slots if slot.letter in letters + "T" and not start <= slot.at < end]
    before = [s for s in candidates if s.at < start and not governed(line, s) and _reaches(line.text, s.at, start)]
    after = [s for s in candidates if s.at >= end and not governed(line, s)]
    before = [s for s in before if s.letter != "L" or prefer == "near" or _close(line.text, s.at, start)]
    behind = after if _opens(line.text, start) and prefer != "before" else []
    if after and line.text[:start].rstrip().endswith((":", ";")) and prefer == "":
        prefer = "after"  # "…: created by X, the Y …"
    inner = [s for s in line.slots.slots if s.letter in letters.replace("L", "") + "T" and start <= s.at < value_at and not governed(line, s)]
    if inner and (inner[0].letter == "T" or not before) and prefer != "after" and line.language in ("de", "nl"):
        nearest: Slot | None = inner[0]  # the verb stands second, its subject behind it
    elif (own := _apposed(line, candidates, start, prefer == "verb")) is not None and prefer not in ("after", "before"):
        nearest = own
    elif prefer == "near" and before:
        nearest = before[-1]
    else:
        behind = after if prefer == "after" or (_opens(line.text, start) and prefer != "before") else []
        first = _grammatical(line, before, start)
        nearest = (behind or [first])[0] if prefer == "after" else first or next(iter(behind), None)
    mention = scene.mention_of(nearest, line) if nearest else None
    return (mention, nearest) if mention is not None else _topic(line, letters.replace("L", ""))


def _apposed(line: Line, candidates: list[Slot], start: int, verb: bool) -> Slot | None:
    """The name that what begins at ``start`` is said of by standing right behind it: in brackets, behind a comma or a dash.

    A finite ``verb`` does so only behind a relative pronoun ("X, which hosts").
    """
    for slot in reversed([slot for slot in candidates if slot.at < start]):
        between = line.text[line.text.index(">", slot.at) + 1 : start]
        if APPOSED.fullmatch(between) and (not verb or RELATIVE.search(between)):
            return slot
    return None


def _grammatical(line: Line, before: list[Slot], start: int) -> Slot | None:
    """The subject of a verb at ``start``: the name right before it, else the first of its clause, else of the sentence."""
    if not before:
        return None
    last = before[-1]
    between = line.text[line.text.index(">", last.at) + 1 : start]
    if len(between) <= 14 and not re.search(rf"(?:,|(?<!\w){word(line.language, 'and')}(?!\w))", between, re.IGNORECASE):
        return last
    cut = max(line.text.rfind(mark, 0, start) for mark in (";", ":"))
    inside = [slot for slot in before if slot.at > cut]
    strong = [slot for slot in inside if slot.letter != "L"] or inside
    return strong[0] if strong else None


def _topic(line: Line, letters: str) -> tuple[Mention, None] | None:
    if line.topic is not None and LETTERS.get(line.topic.kind, "") in letters:
        return line.topic, None
    return None


def _close(text: str, at: int, start: int) -> bool:
    """Whether a place at ``at`` can be the subject of what begins at ``start``: right before it, and no genitive."""
    end = text.index(">", at) + 1
    return start - end <= 30 and not text[end:].startswith("'s")


def _reaches(text: str, at: int, start: int) -> bool:
    """Whether no bracket that opened before ``at`` closes between ``at`` and ``start``: names in brackets stay there."""
    depth = 0
    for mark in CLOSING.finditer(text, at, start):
        depth += 1 if mark.group() == "(" else -1
        if depth < 0:
            return False
    return True


def _opens(text: str, start: int) -> bool:
    """Whether the match stands at the head of its sentence, so that its subject may follow."""
    return len(re.sub(r"<[^>]*>", "", text[:start]).split()) <= 6


@cache
def _joint(language: str) -> re.Pattern[str]:
    """What stands between two names of an enumeration."""
    both, article = word(language, "and"), word(language, "article")
    return re.compile(rf"\s?(?:\([^()]{{0,40}}\)\s?)?(?:,|{both}|, {both})\s?(?:{article}\s?)?", re.IGNORECASE)


def coordinated(line: Line, slot: Slot) -> list[Slot]:
    """``slot`` and the names of its kind joined to it by "and" or commas, in order."""
    joint = _joint(line.language)
    same = [other for other in line.slots.slots if other.letter == slot.letter]
    index = same.index(slot)
    found = [slot]
    for first, second in zip(same[index:], same[index + 1 :], strict=False):
        if not joint.fullmatch(line.text[line.text.index(">", first.at) + 1 : second.at]):
            break
        found.append(second)
    for first, second in zip(reversed(same[:index]), reversed(same[1 : index + 1]), strict=False):
        if not joint.fullmatch(line.text[line.text.index(">", first.at) + 1 : second.at]):
            break
        found.insert(0, first)
    return found
