"""What the people who keep lists do to the names and addresses of organisations: one function for each kind of error.

Invariants: an error is drawn from the ``random.Random`` it is given and from nothing else; a spoilt entry keeps the longest word
of its name and its town or its postcode, so that a person who knows the register could still tell which row is meant.
"""

import re
import tomllib
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from synthetic_names import TABLES, Row, capitals, folded, initials

NEAR = {
    "a": "qz",
    "e": "zr",
    "i": "uo",
    "o": "ip",
    "n": "b",
    "r": "et",
    "s": "dq",
    "t": "ry",
    "l": "km",
    "u": "yi",
    "m": "lp",
    "d": "sf",
    "c": "xv",
}
SCANNED = (("rn", "m"), ("l", "1"), ("o", "0"), ("cl", "d"), ("e", "c"), ("i", "l"))
WAYS = {
    "rue": "r",
    "avenue": "av",
    "boulevard": "bd",
    "place": "pl",
    "chemin": "ch",
    "route": "rte",
    "impasse": "imp",
    "straße": "str.",
}
FORMS = ("SARL", "SAS", "SA", "EURL", "Sté", "Ets", "GmbH", "BV", "asbl")
SHORT: dict[str, str] = tomllib.loads(TABLES.read_text(encoding="utf-8"))["abbreviations"]
LENGTH = 35  # at which accounting systems cut a name


class Entry(NamedTuple):
    """What a list says of an organisation, and what was done to it."""

    name: str
    address: str
    postcode: str
    city: str
    errors: tuple[str, ...] = ()


def spoilt(row: Row, random: Random) -> Entry:
    """An entry of a list for ``row``."""
    name = row.full if random.random() < 0.7 else row.name
    done: list[str] = []
    for error, share, change in NAME_ERRORS:
        if random.random() < share and (changed := change(name, row, random)) and changed != name and folded(changed):
            name = changed
            done.append(error)
    address, postcode, city = _address(row, random, done), _postcode(row, random, done), row.city
    if random.random() < 0.06 and postcode == row.postcode:
        city = ""
        done.append("city absent")
    elif random.random() < 0.04 and len(city) > 5:
        city = typing_slip(city, random)
        done.append("city misspelt")
    if row.kind != "chain" and random.random() < 0.3:
        city = capitals(city)
    return Entry(name, address, postcode, city, tuple(done))


# ---- names: each takes the name so far, the row and the dice; "" when it does not apply ------------------------------------


def _other_name(name: str, row: Row, random: Random) -> str:
    return row.other_names if len(row.other_names) > 2 else ""


def _turned(name: str, row: Row, random: Random) -> str:
    words = name.split()
    return " ".join(reversed(words)) if row.kind == "sole" and len(words) == 2 else ""


def _form_dropped(name: str, row: Row, random: Random) -> str:
    return re.sub(rf"^{re.escape(row.legal_form)} | {re.escape(row.legal_form)}$", "", name) if row.legal_form else ""


def _form_changed(name: str, row: Row, random: Random) -> str:
    if not row.legal_form:
        return ""
    other = random.choice(FORMS)
    return f"{other} {name}" if row.legal_form not in name else name.replace(row.legal_form, other)


def _shortened(name: str, row: Row, random: Random) -> str:
    return " ".join(SHORT.get(word.lower(), word) for word in name.split())


def _word_lost(name: str, row: Row, random: Random) -> str:
    words = name.split()
    if len(words) < 3:
        return ""
    telling = max(range(len(words)), key=lambda at: len(words[at]))
    lost = random.choice([at for at in range(len(words)) if at != telling])
    return " ".join(words[:lost] + words[lost + 1 :])


def _acronym(name: str, row: Row, random: Random) -> str:
    short = initials(row.full)
    return f"{short} {name}" if 3 <= len(short) <= 6 else ""


def _town_added(name: str, row: Row, random: Random) -> str:
    return f"{name} {row.city}" if random.random() < 0.6 else f"{name} ({row.city})"


def typing_slip(text: str, random: Random) -> str:
    """``text`` with one letter doubled, lost, swapped with the next, or replaced by its neighbour on the keyboard."""
    inner = [at for at in range(1, len(text) - 1) if text[at].isalpha()]
    if not inner:
        return text
    at, slip = random.choice(inner), random.random()
    if slip < 0.25:
        return text[:at] + text[at] + text[at:]
    if slip < 0.5:
        return text[:at] + text[at + 1 :]
    if slip < 0.75:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + random.choice(NEAR.get(text[at].lower(), "e")) + text[at + 1 :]


def _slip(name: str, row: Row, random: Random) -> str:
    return typing_slip(name, random)


def _scanned(name: str, row: Row, random: Random) -> str:
    seen, read = random.choice(SCANNED)
    return name.replace(seen, read, 1)


def _joined(name: str, row: Row, random: Random) -> str:
    return name.replace(" ", "-", 1) if "-" not in name else name.replace("-", " ")


def _in_capitals(name: str, row: Row, random: Random) -> str:
    return capitals(name)


def _cut(name: str, row: Row, random: Random) -> str:
    return name[:LENGTH].strip()


NAME_ERRORS: tuple[tuple[str, float, Callable[[str, Row, Random], str]], ...] = (
    ("other name", 0.06, _other_name),
    ("turned round", 0.35, _turned),
    ("legal form dropped", 0.45, _form_dropped),
    ("legal form changed", 0.12, _form_changed),
    ("abbreviated", 0.15, _shortened),
    ("word lost", 0.10, _word_lost),
    ("acronym in front", 0.03, _acronym),
    ("town added", 0.08, _town_added),
    ("typing slip", 0.16, _slip),
    ("scanner", 0.04, _scanned),
    ("hyphen", 0.05, _joined),
    ("capitals", 0.30, _in_capitals),
    ("cut", 0.10, _cut),
)


# ---- place ------------------------------------------------------------------------------------------------------------


def _address(row: Row, random: Random, done: list[str]) -> str:
    kind = random.random()
    if not row.address or kind < 0.42:
        done.append("address absent")
        return ""
    if kind < 0.62:
        done.append("address abbreviated")
        return " ".join(WAYS.get(word.lower(), word) for word in row.address.split())
    if kind < 0.66:
        done.append("address moved")
        return re.sub(r"\d+", str(random.randrange(1, 180)), row.address, count=1)
    return capitals(row.address) if kind < 0.75 else row.address


def _postcode(row: Row, random: Random, done: list[str]) -> str:
    kind, code = random.random(), row.postcode
    if kind < 0.12:
        done.append("postcode absent")
        return ""
    if kind < 0.15:
        done.append("postcode wrong")
        return code[:2] + f"{random.randrange(1000):03d}" if row.insee else code[:-1] + str(random.randrange(10))
    if kind < 0.18 and row.insee:
        done.append("department only")
        return code[:2]
    if kind < 0.20 and row.insee:
        done.append("postcode CEDEX")
        return code[:3] + f"{random.randrange(1, 99):02d}"
    if code.startswith("0"):
        done.append("zero lost")
        return code[1:]
    return code
