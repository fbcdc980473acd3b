"""Towns that a text names without a slot of their own: by their adjective ("der Dürener Rat"), or not at all ("the mayor").

Invariant: the answer is always a place that the document names.
"""

import re
from collections.abc import Iterator

from dentelle.folding import fold
from dentelle.model import Mention
from dentelle.reading.scene import Line, Scene

__all__ = ["TOWN_TYPES", "demonym", "town_near"]

TOWN_TYPES = ("commune", "town", "city", "village")
WIDE = ("street", "building", "river", "country", "continent")  # of which nobody is mayor
NO_TOWN = ("street", "building", "river", "site")
FRENCH = re.compile(r"(?P<stem>[^\W\d_]{4,20}?)(?:e?oise?|aise?|ienne?|éenne?|éen|aine?|arde?|ine?)s?")
LONGEST_END = 3  # letters of a French name that its adjective drops: Marseille, marseillais
DUTCH = re.compile(r"(?P<stem>[^\W\d_]{2,20}(?P<last>[^\W\d_aeiou]))(?P=last)en?")  # Brugge, Zwolle: Brugse, Zwolse
LONG_VOWEL = re.compile(r"(?P<head>[^\W\d_]{1,20})(?P<vowel>[aeou])(?P<last>[bcdfghjklmnprstvwz])en?")  # Almere: Almeerse
SHORTEST = 4  # letters of a name whose adjective is known


def demonym(scene: Scene, word: str) -> Mention | None:
    """The place of the document whose adjective ``word`` is: Dürener → Düren, Bremer → Bremen, lilloise → Lille."""
    if scene.towns is None:
        places = [mention for mention in reversed(scene.mentions) if mention.kind == "place"]
        scene.towns = {adjective: mention for mention in places for adjective in _adjectives(mention.name)}
    known = scene.towns.get(word.removesuffix("in").casefold())
    return known or _of_stem(scene, word.casefold())


def _of_stem(scene: Scene, word: str) -> Mention | None:
    """The town, region or land whose French adjective ``word`` is: its name begins like it (nantaise → Nantes)."""
    match = FRENCH.fullmatch(word)
    if match is None:
        return None
    stem = fold(match["stem"])
    stems = {stem, stem[:-1]} if stem[-1:] == stem[-2:-1] else {stem}
    for mention in scene.mentions:
        name = fold(mention.name) if mention.kind == "place" and mention.type not in NO_TOWN else ""
        if any(name.startswith(stem) and len(name) - len(stem) <= LONGEST_END for stem in stems):
            return mention
    return None


def _adjectives(name: str) -> list[str]:
    """The adjectives that a town's name may have, lower case."""
    first = re.split(r"[\s(]", name.casefold(), maxsplit=1)[0]
    if len(first) < SHORTEST or first.endswith("er"):
        return []
    found = [first + "er", *_dutch(first)]
    if first.endswith("e"):
        found.append(first + "r")
    if first.endswith("en"):
        found.append(first[:-2] + "er")
    return found


def _dutch(name: str) -> Iterator[str]:
    """Dutch adjectives of a town's name: Gentse, Brugse (Brugge), Zwolse (Zwolle), Nijmeegse (Nijmegen), Almeerse (Almere)."""
    stems = {name, name + "e"}
    if match := DUTCH.fullmatch(name):
        stems |= {match["stem"]}
    if match := LONG_VOWEL.fullmatch(name):
        stems |= {f"{match['head']}{match['vowel']}{match['vowel']}{match['last']}"}
    yield from (stem + ending for stem in sorted(stems) for ending in ("s", "se"))


def town_near(scene: Scene, line: Line) -> Mention | None:
    """The town that an office without a body belongs to: the page's own, the last one named so far, else the first behind."""
    if scene.main is not None and scene.main.kind == "place" and scene.main.type not in WIDE:
        return scene.main
    towns = [mention for mention in scene.mentions if mention.kind == "place" and mention.type in TOWN_TYPES]
    before = [mention for mention in towns if mention.start < line.sentence.end]
    return before[-1] if before else towns[0] if towns else None
