"""The words of our trade in four languages: concepts, what they belong to, and the forms that say them; and what people say when
they tell a trouble instead of what would help.

Invariant: each concept's wider and kindred concepts exist, and the wider ones lead to no circle; each saying leads to concepts
that exist. A form is one word or several, the first one a label; a word that ends in ``*`` stands for all that begin so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dentelle.model import LANGUAGES
from dentelle.tables import Row, read_table

__all__ = ["KINDS", "Concept", "Saying", "lexicon", "sayings", "wider"]

DATA = Path(__file__).parent / "data"
SAID = ("means", *LANGUAGES)
COLUMNS = ("id", "kind", "in", "near", *LANGUAGES, "naf")

# What a concept is about, and how much it says about what somebody needs.
KINDS: Mapping[str, float] = {
    "task": 1.0,  # what is to be done: hire, insulate, export
    "thing": 0.75,  # what it is done with: a robot, a patent
    "trade": 0.8,  # who does it: bakery, rail
    "people": 0.9,  # whom it is for: women, trainees
    "form": 0.5,  # how it is helped: a loan, a course
    "plain": 0.05,  # what all texts say: firm, project, help
}


@dataclass(frozen=True, slots=True)
class Concept:
    """``forms`` by language, as written in the table; ``wider`` it belongs to; ``near`` it goes with; ``naf``: code prefixes."""

    id: str
    kind: str
    wider: tuple[str, ...]
    near: tuple[str, ...]
    forms: Mapping[str, tuple[str, ...]]
    naf: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """Words that tell a trouble ("nobody finds us on the web"): ``means`` are the concepts that help, the nearest first.
    A form of one word only belongs to the scene ("plaster" to first aid): it hints."""

    means: tuple[str, ...]
    forms: Mapping[str, tuple[str, ...]]


@lru_cache
def sayings() -> tuple[Saying, ...]:
    """Every saying. Raises VocabularyError with file and line for one that means a concept that does not exist."""
    found = []
    for row in read_table(DATA / "sayings.tsv", SAID):
        forms = {language: row.many(language) for language in LANGUAGES}
        if unknown := [name for name in row.many("means") if name not in lexicon()]:
            raise row.fault(f"there is no concept {', '.join(unknown)}")
        found.append(Saying(row.many("means"), forms))
    return tuple(found)


@lru_cache
def lexicon() -> Mapping[str, Concept]:
    """Every concept by id. Raises VocabularyError with file and line for a concept that refers to nothing or to itself."""
    rows = [row for path in sorted(DATA.glob("lexicon*.tsv")) for row in read_table(path, COLUMNS)]
    found: dict[str, Concept] = {}
    for row in rows:
        if row.required("id") in found:
            raise row.fault(f"the concept {row['id']!r} stands twice")
        if row["kind"] not in KINDS:
            raise row.fault(f"{row['kind']!r} is no kind; use {', '.join(KINDS)}")
        forms = {language: row.many(language) for language in LANGUAGES}
        found[row["id"]] = Concept(row["id"], row["kind"], row.many("in"), row.many("near"), forms, row.many("naf"))
    for row in rows:
        _check(row, found)
    return found


def _check(row: Row, found: Mapping[str, Concept]) -> None:
    missing = [other for other in (*row.many("in"), *row.many("near")) if other not in found]
    if missing:
        raise row.fault(f"there is no concept {', '.join(missing)}")
    above = list(row.many("in"))
    seen: set[str] = set()
    while above:
        other = above.pop()
        if other == row["id"]:
            raise row.fault(f"the concept {other!r} is wider than itself")
        if other not in seen:
            seen.add(other)
            above += found[other].wider


@lru_cache(maxsize=4096)
def wider(concept: str) -> tuple[tuple[str, int], ...]:
    """All that ``concept`` belongs to, each with the least number of steps to it."""
    steps: dict[str, int] = {}
    level = list(lexicon()[concept].wider)
    distance = 1
    while level:
        for one in level:
            steps.setdefault(one, distance)
        level = [above for one in level for above in lexicon()[one].wider if above not in steps]
        distance += 1
    return tuple(steps.items())
