"""Which names of a document could have which of its values: the pairs that are weighed.

Invariants: both stand in the line, the name as itself or as a word that stands for it; each name comes once for each value.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from dentelle.model import Mention
from dentelle.reading.scene import Line, Scene
from dentelle.reading.slots import LETTERS, Slot

__all__ = ["Pair", "pairs"]

NEAREST = 8  # names of a line that may have a value of it
HOPELESS = frozenset(("PP", "LP", "GP", "LW", "LE", "WW", "GE"))  # kinds of which hardly any pair is claimed
MOST = 60  # slots of a line that are looked at: longer lines are tables and lists of names


class Pair(NamedTuple):
    """A value and a name that it may be told of; ``at`` is where the name, or a word that stands for it, is in the line.

    ``known_as`` says what the name is besides: t the line's topic, m the page's own, h its heading's, l the last line's, p the
    person spoken of, f the page's first, o the body that the page names most.
    """

    line: Line
    subject: Mention
    at: Slot
    value: Slot
    known_as: str

    @property
    def kinds(self) -> str:
        """The letters of subject and value."""
        return LETTERS[self.subject.kind] + self.value.letter


Around = dict[str, str]  # by name, as what it is known
Told = list[tuple[Slot, Mention]]


def pairs(scene: Scene) -> Iterator[tuple[Line, list[Pair]]]:
    """The pairs of each line that is no furniture."""
    last: Mention | None = None
    page = _of_page(scene)
    for line in scene.read_lines():
        slots = line.slots.slots[:MOST]
        told = [
            (slot, mention)
            for slot in slots
            if slot.letter not in "DN" and (mention := scene.mention_of(slot, line)) is not None and mention.kind in LETTERS
        ]
        around = _around(scene, line, last, page)
        found = [pair for value in slots if value.letter != "T" for pair in _of_value(line, value, told, around)]
        found = [pair for pair in found if pair.kinds not in HOPELESS]
        if found:
            yield line, found
        last = next((mention for slot, mention in told if not line.governed(slot)), last)
        line.forget()


def _of_page(scene: Scene) -> dict[str, Mention | None]:
    """What the page is about: its own name, its first name and the body that it names most."""
    named = [mention for mention in scene.mentions if mention.kind in LETTERS]
    bodies = Counter(mention.name for mention in named if mention.kind == "organisation")
    most = bodies.most_common(1)[0][0] if bodies else ""
    body = next((mention for mention in named if mention.name == most), None)
    return {"m": scene.main, "f": named[0] if named else None, "o": body}


def _around(scene: Scene, line: Line, last: Mention | None, page: dict[str, Mention | None]) -> Around:
    """What a line is about by the lines before it."""
    heading = scene.lines[line.heading] if line.heading >= 0 else None
    named = [slot.item for slot in heading.slots.slots if isinstance(slot.item, Mention)] if heading is not None else []
    known = {"t": line.topic, **page, "h": named[0] if named else None, "l": last, "p": line.person}
    found: Around = {}
    for letter, mention in known.items():
        if mention is not None:
            found[mention.name] = found.get(mention.name, "") + letter
    return found


def _of_value(line: Line, value: Slot, told: Told, around: Around) -> Iterator[Pair]:
    """The pairs of a value of the line."""
    nearest: dict[str, tuple[int, Slot, Mention]] = {}
    for slot, mention in told:
        far = abs(slot.at - value.at)
        if mention.name != value.name and (mention.name not in nearest or far < nearest[mention.name][0]):
            nearest[mention.name] = far, slot, mention
    for _, slot, mention in sorted(nearest.values(), key=lambda entry: entry[0])[:NEAREST]:
        yield Pair(line, mention, slot, value, around.get(mention.name, ""))
