"""A partner's list as it comes: 500 rows, of which hardly half are what they should be. Everything in it is made up."""

import csv
import io
import random
from dataclasses import dataclass

HEADS = ("Atelier", "Fonderie", "Imprimerie", "Verrerie", "Scierie", "Brasserie", "Filature", "Menuiserie")
TOWNS = ("Valenciennes", "Denain", "Anzin", "Douai", "Cambrai", "Maubeuge", "Lille", "Roubaix")
SYLLABLES = ("ba", "cro", "du", "fli", "gor", "ka", "lem", "mi", "nor", "pru", "ri", "sto", "tal", "vi", "zo")
HEADER = ("Raison sociale", "N° SIRET", "CP", "Commune", "Secteur", "Courriel", "Créée le", "Suivi par", "Remarques")
ROWS = 500
FORMULA = '=HYPERLINK("http://example.org";"clic")'


@dataclass(frozen=True)
class Dirty:
    """The file's bytes, and how many rows of each sort were put in."""

    data: bytes
    planted: dict[str, int]


def siret(number: int) -> str:
    """A SIRET whose check digits are right."""
    siren = _checked(f"{80000000 + number:08d}")
    return _checked(f"{siren}0001")


def _checked(digits: str) -> str:
    total = 0
    for place, sign in enumerate(reversed(digits)):
        value = int(sign) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


def dirty_list(held: str = "Institut Zolamon des Mobilités", near: str = "Institut Zolamon", rows: int = ROWS) -> Dirty:
    """``held`` is an actor that the atlas knows, ``near`` a name that may be its."""
    chance = random.Random(7)
    planted = dict.fromkeys(("above", "header", "blank", "repeated", "note", "total", "nameless", "record"), 0)
    lines: list[tuple[str, list[str]]] = [
        ("above", ["Partenaires de la Ruche – mars 2026"]),
        ("blank", []),
        ("header", list(HEADER)),
        ("record", [held, "", "59300", "Valenciennes", "mobilité", "contact@zolamon.example", "1994", "Z.", ""]),
        ("record", [near, "", "59300", "Valenciennes", "", "", "", "", ""]),
    ]
    names: list[list[str]] = []
    number = 0
    while len(lines) < rows - 3:
        number += 1
        if number % 37 == 0:
            lines.append(("blank", ["", " ", ""] if number % 2 else []))
        elif number % 41 == 0:
            lines.append(("nameless", ["", siret(number), "59000", "Lille", "", "", "", "perdu", ""]))
        elif number % 101 == 0:
            lines.append(("repeated", list(HEADER)))
        elif number % 29 == 0:
            lines.append(("record", [*chance.choice(names)]))  # a double, cell by cell
        elif number % 31 == 0:
            twice = [*chance.choice([one for one in names if one[1].isdigit()])]
            lines.append(("record", [twice[0].upper(), *twice[1:7], "autre main", "doublon ?"]))
        else:
            names.append(_row(number, chance))
            lines.append(("record", names[-1]))
    lines += [("total", ["TOTAL", "497"]), ("blank", []), ("note", ["Source : fichier du club, ne pas diffuser"])]
    for what, _ in lines:
        planted[what] += 1
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(cells for _, cells in lines)
    data = text.getvalue().encode("cp1252")
    return Dirty(data.replace("Créé à part".encode("cp1252"), "Créé à part".encode()), planted)


def _row(number: int, chance: random.Random) -> list[str]:
    made = "".join(chance.sample(SYLLABLES, 3)).capitalize() + SYLLABLES[number % 15]
    own = siret(number)
    written = {0: own[:-1], 1: f"{own[:3]} {own[3:6]} {own[6:9]} {own[9:]}", 2: f"{own}.0", 3: f"'{own}", 4: "en cours"}
    town = TOWNS[number % len(TOWNS)]
    founded = {0: "l'an dernier", 1: f"0{1 + number % 9}/2015", 2: f"{1960 + number % 60}"}.get(number % 7, "")
    remark = {3: FORMULA, 5: "Créé à part", 8: "<script>alert(1)</script>"}.get(number % 23, "")
    return [
        f"{HEADS[number % len(HEADS)]} {made}",
        written.get(number % 13, own),
        f"59{number % 1000:03d}",
        town.upper() if number % 3 else f"{town} CEDEX",
        "textile" if number % 2 else "numérique; design",
        f"contact@{made.lower()}.example",
        founded,
        "A. Vasson",
        remark,
    ]
