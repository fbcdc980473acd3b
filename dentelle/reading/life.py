"""Whether a document tells somebody's life, and whose.

Invariant: the person portrayed is named near the top, with a birth, dates or a title, and spoken of more than anything else.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from dentelle.model import Mention
from dentelle.reading.patterns_loader import word

if TYPE_CHECKING:
    from dentelle.reading.scene import Line, Scene

__all__ = ["QUOTE", "TITLED", "portrayed"]

QUOTE = re.compile(r"[«»“”„]|(?<!\w)\"|\"(?!\w)")
LIFE_OPENS = 6  # lines at the top of which one names the person whose life is told
TITLED = re.compile(r"<P\d+>(?:\s?[(,–-]\s?(?:<D\d+>|[^<>]{0,30})\)?)?")  # the title of a page about a person
LIFE_SIGN = re.compile(r"^[*] ?<[DL]|†|\b(?:born|geboren|geb\.|née?|overleden|gestorben|starb|died|mort)\b", re.IGNORECASE)
LIFE_TOLD = 4  # lines that speak of that person
LIFE = re.compile(  # what stands behind the name of somebody whose life begins to be told
    r"(?:[^<>.;]|<[DLO]\d+>){0,110}?(?:\bborn\b|\bgeb(?:oren\b|\.)|\bn[ée]e?\b|[*†])|[^<>.;]{0,8}<D\d+>",
    re.IGNORECASE,
)


def portrayed(made: Scene, rival: int) -> Mention | None:
    """The person whose life the text tells: a birth or dates beside the name near the top, and more lines that speak of that
    person (by name or "she") than the ``rival`` count of any other name."""
    lines = [line for line in made.read_lines() if not QUOTE.search(line.text)]
    spoken: Counter[str] = Counter()
    lives: dict[str, Mention] = {}
    pronouns = 0
    for number, line in enumerate(lines):
        people = line.slots.within(0, len(line.text), "P")
        spoken.update({slot.name for slot in people})
        pronouns += _says_she(made, line)
        for slot in people if number < LIFE_OPENS else ():
            if isinstance(slot.item, Mention) and LIFE.match(line.text, line.text.index(">", slot.at) + 1):
                lives.setdefault(slot.name, slot.item)
    name = max(lives, key=lambda name: spoken[name], default="")
    told = spoken[name] + pronouns
    title = TITLED.fullmatch(made.lines[0].text) if made.lines and made.lines[0].role == "heading" else None
    headed = (
        made.lines[0].slots.within(0, len(made.lines[0].text), "P") if title is not None and 2 * rival <= 3 * told + 3 else []
    )
    titled = next((slot.item for slot in headed if isinstance(slot.item, Mention)), None)
    if titled is not None and (titled.name in lives or any(LIFE_SIGN.search(line.text) for line in lines[1:LIFE_OPENS])):
        return titled
    return lives[name] if name and told >= LIFE_TOLD and told > rival and 2 * told > spoken.total() else None


def _says_she(made: Scene, line: Line) -> bool:
    """Whether a personal pronoun of the third person stands in the line."""
    personal = _personal(line.language)
    return any(personal.fullmatch(made.prepared.text, slot.start, slot.end) for slot in line.slots.slots if slot.letter == "T")


@cache
def _personal(language: str) -> re.Pattern[str]:
    return re.compile(word(language, "personal"), re.IGNORECASE)
