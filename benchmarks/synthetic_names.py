"""Names, addresses and numbers of organisations that never existed, as a register of several countries holds them.

Words, names of persons and coined brands follow Zipf's law, towns their population: a few names stand a thousand times, most
stand once. Everything comes from one ``random.Random``, so a seed gives the same register on every machine.
"""

import re
import tomllib
from bisect import bisect
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from unicodedata import combining, normalize

from dentelle import gazetteer

TABLES = Path(__file__).with_name("synthetic_names.toml")
COUNTRIES = (("FR", 0.80), ("BE", 0.08), ("DE", 0.07), ("NL", 0.05))
KINDS = (("sole", 0.28), ("company", 0.29), ("chain", 0.12), ("property", 0.08), ("association", 0.14), ("public", 0.09))
SURNAMES, BRANDS, CHAINS = 200_000, 3_000_000, 150_000  # how many there are to draw from
LARGEST_CHAIN = 9_000  # establishments: four digits number them
SLOT = re.compile(r"\{(\w+)\}")
VOWEL = re.compile(r" ([Dd])[eu] (?=[AEIOUÉÈÊÎÔ])")
FORM_IN_NAME = 0.35
UPPER = 0.6  # share of the rows of France that are written in capitals without accents


class Row(NamedTuple):
    """One establishment; ``core`` is its name without legal form, folded, ``full`` the name as its own people write it."""

    id: str
    name: str
    other_names: str
    address: str
    postcode: str
    city: str
    insee: str
    activity: str
    legal_form: str
    kind: str
    full: str
    core: str
    parent: str


class Words:
    """What names of one language are made of."""

    def __init__(self, language: str, table: dict[str, Any]) -> None:
        self.table = table
        self.surnames = _shuffled(gazetteer.surnames(), language)
        self.given = _shuffled(gazetteer.given_names(), language)
        self.ranks = {name: list(accumulate(1 / (rank + 2) for rank in range(len(of)))) for name, of in table.items()}
        self.given_ranks = list(accumulate(1 / (rank + 10) for rank in range(len(self.given))))
        self.trades = [tuple(entry.split("=")) for entry in table["trades"]]
        self.templates = {
            kind: [(_parts(name), code) for name, _, code in (entry.partition("=") for entry in table[kind])]
            for kind in ("company", "property", "association", "public")
        }

    def draw(self, name: str, random: Random) -> str:
        return self.table[name][self.rank(name, random)]

    def rank(self, name: str, random: Random) -> int:
        ranks = self.ranks[name]
        return bisect(ranks, random.random() * ranks[-1])

    def surname(self, random: Random) -> str:
        rank = _zipf(random, SURNAMES, 40)
        if rank < len(self.surnames):
            return self.surnames[rank]
        return coined(rank, self.table["syllables"], self.table["surname_endings"])

    def given_name(self, random: Random) -> str:
        return self.given[bisect(self.given_ranks, random.random() * self.given_ranks[-1])]

    def brand(self, random: Random) -> str:
        if random.random() < 0.2:
            return f"{self.draw('words', random)} {self.draw('words', random)}"
        return coined(_zipf(random, BRANDS, 60), self.table["syllables"], self.table["endings"])


class Maker:
    """Makes one row after another: ``row()``. Remembers only the towns, the words and how many branches a chain has."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        tables = tomllib.loads(TABLES.read_text(encoding="utf-8"))
        self.words = {language: Words(language, table) for language, table in tables.items() if "company" in table}
        self.towns = {country: _towns(country) for country, _ in COUNTRIES}
        self.branches: dict[int, int] = {}
        self.made = 0

    def row(self) -> Row:
        random = self.random
        country = _weighed(COUNTRIES, random)
        town, postcode = self.place(country)
        words = self.words[self.language(country)]
        kind = _weighed(KINDS, random)
        name, activity, others = getattr(self, f"_{kind}")(words, town)
        parent, ident = self.numbers(country)
        if kind == "chain":
            name, activity, parent, ident = self.branch(name, country, town)
        form = words.draw("legal_forms", random) if kind in ("company", "chain") else ""
        full = name
        if form and random.random() < FORM_IN_NAME:
            full = f"{form} {name}" if random.random() < 0.4 else f"{name} {form}"
        written = capitals(full) if country == "FR" and random.random() < UPPER else full
        insee = town.code if town.scheme == "insee" else ""
        self.made += 1
        return Row(
            ident,
            written,
            others,
            self.address(country),
            postcode,
            town.name,
            insee,
            activity,
            form,
            kind,
            full,
            folded(name),
            parent,
        )

    def language(self, country: str) -> str:
        if country == "BE":
            return "fr" if self.random.random() < 0.45 else "nl"
        return {"FR": "fr", "DE": "de", "NL": "nl"}[country]

    def place(self, country: str) -> tuple[gazetteer.Place, str]:
        places, weights = self.towns[country]
        town = places[bisect(weights, self.random.random() * weights[-1])]
        if town.postal_codes:
            return town, town.postal_codes[int(len(town.postal_codes) * self.random.random() ** 2)]
        number = int(town.code) % 8000
        return town, {"BE": f"{1000 + number}", "DE": f"{10000 + number * 11}", "NL": f"{1000 + number} {'ABCDEK'[number % 6]}X"}[
            country
        ]

    def address(self, country: str) -> str:
        random = self.random
        if random.random() < 0.04:
            return ""
        number = int(1.5 ** (random.random() * 14)) + 1
        words = self.words[self.language(country)]
        way = words.table["ways"][int(random.random() * len(words.table["ways"]))]
        street = words.draw("streets", random) if random.random() < 0.7 else words.surname(random)
        return f"{number} {way} {street}" if words is self.words["fr"] else f"{street}{way} {number}"

    def numbers(self, country: str) -> tuple[str, str]:
        """(number of the legal unit, number of the establishment), both with their check digits in France."""
        mixed = self.made * 48_271 % 79_999_987
        if country != "FR":
            return "", f"{country}{mixed:08d}"
        return siret(10_000_000 + mixed, 1)

    # ---- kinds: (name, activity, other names) -------------------------------------------------------------------------

    def _sole(self, words: Words, town: gazetteer.Place) -> tuple[str, str, str]:
        surname, given = words.surname(self.random), words.given_name(self.random)
        trade, code = words.trades[words.rank("trades", self.random)]
        others = f"{trade} {surname}" if self.random.random() < 0.25 else ""
        return (f"{surname} {given}" if self.random.random() < 0.6 else f"{given} {surname}"), code, others

    def _company(self, words: Words, town: gazetteer.Place) -> tuple[str, str, str]:
        trade, code = words.trades[words.rank("trades", self.random)]
        name = self.filled(words, "company", town, trade)[0]
        return name, code, words.brand(self.random) if self.random.random() < 0.08 else ""

    def _property(self, words: Words, town: gazetteer.Place) -> tuple[str, str, str]:
        return self.filled(words, "property", town)[0], "68.20B", ""

    def _association(self, words: Words, town: gazetteer.Place) -> tuple[str, str, str]:
        name, code = self.filled(words, "association", town)
        return name, code, initials(name) if self.random.random() < 0.3 else ""

    def _public(self, words: Words, town: gazetteer.Place) -> tuple[str, str, str]:
        name, code = self.filled(words, "public", town)
        return name, code, initials(name) if self.random.random() < 0.15 else ""

    def _chain(self, words: Words, town: gazetteer.Place) -> tuple[str, str, str]:
        return "", "", ""

    def branch(self, _: str, country: str, town: gazetteer.Place) -> tuple[str, str, str, str]:
        """One more establishment of a chain: its name, activity, legal unit and number; some carry the town in their name."""
        words = self.words["fr"]
        chain = _zipf(self.random, CHAINS, 400)
        count = self.branches.get(chain, 0) + 1
        while count > LARGEST_CHAIN:
            chain += CHAINS
            count = self.branches.get(chain, 0) + 1
        self.branches[chain] = count
        trade, code = words.trades[chain % len(words.trades)]
        brand = coined(chain * 15_485_863 % BRANDS, words.table["syllables"], words.table["endings"])
        name = (brand, f"{brand} {trade}", f"{trade} {brand}", f"{brand} {town.name}")[chain % 4]
        parent, ident = siret(90_000_000 + chain, count)
        return name, code, parent, ident if country == "FR" else f"{country}{parent}{count:04d}"

    def filled(self, words: Words, kind: str, town: gazetteer.Place, trade: str = "") -> tuple[str, str]:
        """A template of ``kind`` with its slots filled, and its activity."""
        templates = words.templates[kind]
        parts, code = templates[words.rank(kind, self.random)]
        random = self.random
        fill: dict[str, Callable[[], str]] = {
            "town": lambda: town.name,
            "trade": lambda: trade,
            "person": lambda: words.surname(random),
            "brand": lambda: words.brand(random),
            "word": lambda: words.draw("words", random),
            "patron": lambda: words.draw("saints", random),
            "street": lambda: words.draw("streets", random),
            "initials": lambda: "".join("ABCDEFGIJLMNOPRSTV"[int(random.random() * 18)] for _ in range(3)),
        }
        return elided("".join(fill[part]() if slot else part for slot, part in parts)), code


def elided(name: str) -> str:
    """``name`` with the article drawn together as French does: *du Bouscat*, *d'Arras*."""
    if " de " not in name and " du " not in name:
        return name
    name = name.replace(" de Le ", " du ").replace(" de Les ", " des ").replace(" du les ", " des ")
    return VOWEL.sub(r" \1'", name)


def siret(unit: int, branch: int) -> tuple[str, str]:
    """The SIREN made of the eight digits ``unit`` and the SIRET of its establishment ``branch``, with check digits."""
    siren = f"{unit:08d}"
    siren += _luhn(siren)
    number = f"{siren}{branch:04d}"
    return siren, number + _luhn(number)


def _luhn(digits: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def coined(rank: int, syllables: Sequence[str], endings: Sequence[str]) -> str:
    """The word of ``rank`` among all that ``syllables`` and ``endings`` make: the commoner, the shorter."""
    rank, ending = divmod(rank, len(endings))
    made = []
    while True:
        rank, syllable = divmod(rank, len(syllables))
        made.append(syllables[syllable])
        if not rank and len(made) > 1:
            return ("".join(made) + endings[ending]).capitalize()


def initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", name) if len(word) > 2 or word.isupper()).upper()


def capitals(text: str) -> str:
    return _plain(text).upper()


def folded(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", _plain(text).lower()).strip()


def _plain(text: str) -> str:
    if text.isascii():
        return text
    return "".join(c for c in normalize("NFKD", text.replace("œ", "oe").replace("ß", "ss")) if not combining(c))


def _zipf(random: Random, count: int, head: int) -> int:
    """A rank below ``count`` with a share of about 1 / (rank + ``head``)."""
    return int(head * ((count + head) / head) ** random.random()) - head


def _weighed(choices: Sequence[tuple[str, float]], random: Random) -> str:
    at = random.random()
    for choice, share in choices:
        at -= share
        if at < 0:
            return choice
    return choices[0][0]


def _shuffled(names: Any, language: str) -> list[str]:
    found = sorted(name for name, languages in names.items() if language in languages)
    Random(language).shuffle(found)
    return found


def _towns(country: str) -> tuple[list[gazetteer.Place], list[float]]:
    known = gazetteer.communes() if country == "FR" else [town for town in gazetteer.towns() if town.country == country]
    places = [place for place in known if country != "FR" or place.postal_codes]
    return places, list(accumulate(place.population + 50 for place in places))


def _parts(template: str) -> list[tuple[bool, str]]:
    """``template`` as (is a slot, text or name of the slot)."""
    return [(bool(at % 2), part) for at, part in enumerate(SLOT.split(template)) if part]
