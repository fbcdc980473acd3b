"""After touching one of many documents, how much of the first weave's work is done again?

    python benchmarks/incremental.py [--documents 1000] [--most 0.05] [--keep DIR]

Makes a territory of synthetic documents in a temporary folder, weaves it, weaves it again untouched, touches one document and
weaves once more, then adds a new name to one (which makes all names be linked again; shown, not judged). Each weave is a
process of its own. Times are the work after start-up: the interpreter, the imports and the
loading of the workers' lexicon are left out of all of them (they are the same for one document and for a million).

Ends with status 1 when the touched weave reads more than that document and those that share a changed name, or takes more
than ``--most`` of the first, or when the untouched one takes more than two seconds in all.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEED = 7
TOWNS = ("Valenciennes", "Lille", "Maubeuge", "Cambrai", "Douai", "Arras", "Lens", "Mons", "Tournai", "Gent")
TRADES = ("logistique", "image numérique", "ferroviaire", "robotique", "cybersécurité", "textile", "santé", "formation")
HEADS = ("Institut", "Laboratoire", "Agence", "Association", "Centre", "Pôle", "Fondation", "École")
THEMES = ("des Mobilités", "du Design", "des Arts", "de la Forge", "du Canal", "des Données", "du Verre", "de la Dentelle")
SYLLABLES = ("ba", "ce", "di", "fo", "ga", "ki", "lo", "mi", "nu", "pa", "ra", "so", "ti", "va", "zo", "ler", "mon", "rin")
GIVEN = ("Anne", "Bruno", "Claire", "Denis", "Élise", "François", "Hélène", "Jean", "Marie", "Paul", "Sophie", "Thomas")

RUN = """
import json, os, sys
from pathlib import Path
folder = Path(sys.argv[1])
from dentelle.atlas.opening import open_atlas
open_atlas(folder)
from dentelle.territory import load
from dentelle.weaving.run import weave
import dentelle.linking, dentelle.fusing, dentelle.checking, dentelle.reading, dentelle.sources
report = weave(load(folder))
print(json.dumps(report.to_json()))
"""


def word(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 3))).capitalize()


def organisation(chance: random.Random) -> str:
    return f"{chance.choice(HEADS)} {word(chance)} {chance.choice(THEMES)}"


def document(chance: random.Random, shared: list[str], people: list[str]) -> str:
    own, other = organisation(chance), organisation(chance)
    first, second, third = chance.sample(shared, 3)
    who, whom = chance.sample(people, 2)
    town, second_town = chance.sample(TOWNS, 2)
    year = chance.randint(1950, 2020)
    lines = [
        f"{own} à {town}",
        f"{own} a été fondé en {year} par {who}. Il est situé à {town} et travaille dans le domaine de la "
        f"{chance.choice(TRADES)}.",
        f"{first} et {second} sont partenaires de {own} depuis {year + 2}. {whom} dirige {first}, à {second_town}.",
        f"En {year + 5}, {other} a rejoint {third}. L'équipe compte {chance.randint(5, 400)} salariés et "
        f"{chance.randint(2, 30)} chercheurs répartis sur {chance.randint(2, 9)} sites.",
        f"Le {chance.randint(1, 28)} mars {year + 7}, {own} a signé la charte numérique avec {second}. "
        "Les habitants du quartier ont été invités à une visite des ateliers, puis à une discussion sur les projets à venir.",
        f"{third} accueille chaque année des étudiants de {town} et de {second_town}. Les travaux portent sur la "
        f"{chance.choice(TRADES)}, sur la {chance.choice(TRADES)} et sur les métiers de demain, en lien avec {who}.",
        "Cette page est mise à jour au fil des rencontres. Elle ne remplace pas les documents officiels, qui peuvent être "
        "consultés sur place aux heures d'ouverture ou demandés par courrier auprès de l'accueil.",
    ]
    return "\n\n".join(lines) + "\n"


def make(folder: Path, count: int) -> None:
    """A territory of ``count`` synthetic documents in ``folder``."""
    chance = random.Random(SEED)
    shared = [organisation(chance) for _ in range(max(3, count // 4))]
    people = [f"{chance.choice(GIVEN)} {word(chance)}" for _ in range(max(2, count // 2))]
    (folder / "texts").mkdir(parents=True)
    (folder / "territory.toml").write_text(
        'name = "Synthetic"\n\n[[sources]]\nglob = "texts/*.txt"\npublisher = "Nobody"\nlicence = "CC0-1.0"\n', encoding="utf-8"
    )
    for number in range(count):
        (folder / "texts" / f"{number:05}.txt").write_text(document(chance, shared, people), encoding="utf-8")


def weave(folder: Path) -> dict:
    """The report of one weave in a process of its own, with ``wall``: the seconds of the whole process."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    started = time.monotonic()
    ended = subprocess.run([sys.executable, "-c", RUN, str(folder)], check=True, capture_output=True, text=True, env=environment)
    return json.loads(ended.stdout) | {"wall": time.monotonic() - started}


def measure(folder: Path, documents: int) -> tuple[dict, dict, dict, dict]:
    """The reports of the first weave, of an untouched one, of a touched one, and of one that finds a new name."""
    make(folder, documents)
    first, untouched = weave(folder), weave(folder)
    touched = folder / "texts" / f"{documents // 2:05}.txt"
    add(touched, "La prochaine visite est ouverte à tous.")
    again = weave(folder)
    add(touched, "L'Institut Folamoni des Lumières est situé à Lille.")
    return first, untouched, again, weave(folder)


def add(path: Path, line: str) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")


def work(report: dict) -> float:
    """Seconds of the weave without the loading of the workers."""
    return report["seconds"] - report["starting"]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--documents", type=int, default=1000)
    options.add_argument("--most", type=float, default=0.05, help="of the first weave's work")
    options.add_argument("--keep", type=Path, help="make the territory here and leave it")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        first, untouched, again, named = measure(chosen.keep or Path(temporary), chosen.documents)
    ratio = work(again) / work(first)
    print(f"documents           {chosen.documents}")
    print(f"first weave         {work(first):7.2f} s   read {first['read']}, again for names of others {first['reread']}")
    print(f"untouched           {untouched['wall']:7.2f} s   with start-up; nothing to do: {untouched['nothing']}")
    print(f"one touched         {work(again):7.2f} s   read {again['read']}, again for names of others {again['reread']}")
    print(f"one new name        {work(named):7.2f} s   read {named['read']}, again for names of others {named['reread']}")
    print(f"ratio               {ratio:7.1%}     at most {chosen.most:.0%}")
    print(f"stages, first       {first['stages']}")
    print(f"stages, one touched {again['stages']}")
    kept = untouched["nothing"] and untouched["wall"] <= 2 and again["read"] == 1 and again["reread"] <= 1
    return 0 if kept and ratio <= chosen.most else 1


if __name__ == "__main__":
    sys.exit(main())
