"""A territory of synthetic lists and documents in which many decisions wait."""

import random
from collections.abc import Iterable
from pathlib import Path

from incremental import HEADS, SEED, SYLLABLES, THEMES, TOWNS, document, organisation

ROWS = 100  # a list, but for one that is as long as a register's extract
LONG = 10  # one body in so many stands in that
TWICE = 10  # one body in so many stands in a second list
TEXTS = 100  # for so many bodies there is one document
PAIRS = 0.4  # of the open items: two names of which one lacks a letter; the others are claims of a source of little trust
PLACED = 5  # one row in so many of that source gives a town, too
HEADER = "id;nom;commune;date de création"
DECLARED = """name = "Synthetic"
{registers}
[[sources]]
glob = "lists/*.csv"
publisher = "Nobody"
licence = "CC0-1.0"

[[sources]]
glob = "texts/*.txt"
publisher = "Nobody"
licence = "CC0-1.0"

[[sources]]
glob = "doubted/*.csv"
publisher = "Somebody"
licence = "CC0-1.0"
trust = 0.5
"""


def make(folder: Path, entities: int, items: int, register: str = "") -> list[tuple[str, str]]:
    """A territory of about ``entities`` bodies and ``items`` things to decide in ``folder``, that names ``register``.

    Returns some bodies that the register may know, as name and town.
    """
    chance = random.Random(SEED)
    folder.mkdir(parents=True, exist_ok=True)
    named = f'registers = ["{register}"]\n' if register else ""
    (folder / "territory.toml").write_text(DECLARED.format(registers=named), encoding="utf-8")
    pairs = round(items * PAIRS)
    doubted = round((items - pairs) / (1 + 1 / PLACED))
    bodies: list[tuple[str, str]] = []
    rows: list[str] = []
    while len(bodies) < entities - doubted:
        name, town = _name(chance), chance.choice(TOWNS)
        bodies.append((name, town))
        rows.append(_row(chance, len(rows), name, town))
        if len(bodies) <= 2 * pairs:
            at = name.index(" ", name.index(" ") + 1) + 3  # within the second of its own two words
            bodies.append((name[:at] + name[at + 1 :], ""))
            rows.append(_row(chance, len(rows), *bodies[-1]))
        if not len(bodies) % TWICE:
            again, town = chance.choice(bodies)
            rows.append(_row(chance, len(rows), again.upper(), town))
    long = len(rows) // LONG
    _lists(folder / "lists", rows[long:])
    _write(folder / "lists" / "long.csv", rows[:long])
    placed = (chance.choice(TOWNS) if not number % PLACED else "" for number in range(doubted))
    _lists(folder / "doubted", [_row(chance, number, _name(chance), town) for number, town in enumerate(placed)])
    _texts(folder / "texts", chance, entities // TEXTS)
    return chance.sample([body for body in bodies if body[1]], min(len(bodies) // 2, 2_000))


def _name(chance: random.Random) -> str:
    words = ("".join(chance.choice(SYLLABLES) for _ in range(chance.randint(3, 4))).capitalize() for _ in range(2))
    return f"{chance.choice(HEADS)} {' '.join(words)} {chance.choice(THEMES)}"


def _row(chance: random.Random, number: int, name: str, town: str) -> str:
    return f"r{number};{name};{town};{chance.randint(1900, 2024)}"


def _lists(folder: Path, rows: list[str]) -> None:
    folder.mkdir()
    for number, start in enumerate(range(0, len(rows), ROWS)):
        _write(folder / f"{number:05}.csv", rows[start : start + ROWS])


def _write(path: Path, rows: Iterable[str]) -> None:
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")


def _texts(folder: Path, chance: random.Random, count: int) -> None:
    """Documents that date what they tell, of bodies that several of them name."""
    folder.mkdir()
    shared = [organisation(chance) for _ in range(max(3, count))]
    people = [f"Anne {_name(chance).split()[1]}" for _ in range(max(2, count // 2))]
    for number in range(count):
        text = document(chance, shared, people)
        text = text.replace(
            "L'équipe compte", f"{text.partition(' à ')[0]} compte"
        )  # else "the team" would be one body of all texts
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
