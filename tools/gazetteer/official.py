"""French communes, EPCI, arrondissements, départements and régions, from the official geographic code.

    python official.py OFFICIAL WORDS

OFFICIAL holds communes.json, epci.json, arrondissements.json, departements.json, regions.json of the npm package
``@etalab/decoupage-administratif`` and La Poste's laposte_hexasmal.csv (Licence Ouverte); WORDS Debian's word lists.
"""

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from common_words import CommonWords, folded
from personal_names import given_names, surnames
from writing import DATA, write_table

EPCI_TYPES = {
    "CC": "Communauté de communes",
    "CA": "Communauté d'agglomération",
    "CU": "Communauté urbaine",
    "METRO": "Métropole",
    "MET69": "Métropole",
}
_INSTITUTION = re.compile(
    r"métropole|agglo|communauté|commune|\bgrande?s?\b|\bportes?\b|\bc(?:oe|œ)ur\b|\bterres?\b|\bentre\b|[/,\-–]| et ",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r" \(([A-Z0-9]{4,})\)$")
_LINK = re.compile(r"^(?:de la |de l'|des |du |de |d')(?=[\w«])", re.IGNORECASE)


def load(folder: Path, name: str) -> list[dict[str, Any]]:
    """The list in ``name``.json."""
    content: list[dict[str, Any]] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return content


def centroids(folder: Path, inside: dict[str, str]) -> dict[str, tuple[float, float]]:
    """Mean position of each commune; ``inside`` maps municipal arrondissements and merged communes to theirs."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with (folder / "laposte_hexasmal.csv").open(encoding="utf-8") as opened:
        for row in csv.DictReader(opened, delimiter=";"):
            code = row["Code_commune_INSEE"]
            if row["coordonnees_gps"]:
                lat, lon = row["coordonnees_gps"].split(",")
                points[inside.get(code, code)].append((float(lat), float(lon)))
    return {
        code: (sum(p[0] for p in found) / len(found), sum(p[1] for p in found) / len(found)) for code, found in points.items()
    }


def communes(folder: Path, words: CommonWords) -> set[str]:
    """Write the communes; returns their folded names."""
    every = load(folder, "communes")
    current = [item for item in every if item["type"] == "commune-actuelle"]
    inside = {item["code"]: item["commune"] for item in every if "commune" in item}
    inside |= {item["code"]: item["chefLieu"] for item in every if "chefLieu" in item}
    inside |= {former: item["code"] for item in current for former in item.get("anciensCodes", [])}
    where = centroids(folder, inside)
    member = {each["code"]: epci["code"] for epci in load(folder, "epci") for each in epci["membres"]}
    rows = []
    for item in current:
        lat, lon = where.get(item["code"], (None, None))
        population = item.get("population", 0)
        rows.append(
            (
                item["code"],
                item["nom"],
                item["departement"],
                item["region"],
                item.get("arrondissement", ""),
                member.get(item["code"], ""),
                ",".join(item.get("codesPostaux", [])),
                str(population),
                "" if lat is None else f"{lat:.4f}",
                "" if lon is None else f"{lon:.4f}",
                words.languages(item["nom"], population),
            )
        )
    columns = ("code", "name", "departement", "region", "arrondissement", "epci", "postal", "population", "lat", "lon", "common")
    write_table("communes.tsv.gz", columns, rows)
    return {folded(item["nom"]) for item in current}


def former_communes(folder: Path) -> None:
    """Write codes and names that are no commune's today: merged communes (their name where known), municipal arrondissements."""
    every = load(folder, "communes")
    current = {item["code"]: item["nom"] for item in every if item["type"] == "commune-actuelle"}
    found = {former: ("", item["code"]) for item in every for former in item.get("anciensCodes", [])}
    found |= {item["code"]: (item["nom"], item["chefLieu"]) for item in every if "chefLieu" in item}
    found |= {item["code"]: (item["nom"], item["commune"]) for item in every if "commune" in item}
    rows = [(code, name, today) for code, (name, today) in sorted(found.items()) if current.get(code) != name]
    write_table("former_communes.tsv.gz", ("code", "name", "commune"), rows)


def epci(folder: Path, taken: set[str]) -> None:
    """Write the EPCI: the name without its legal type where nothing else bears it, and the other forms.

    An adjective ("Giennoises") is no name by itself. A short name that could as well be the landscape's ("Val d'Amboise") is
    marked like a name that is an ordinary word.
    """
    rows = []
    items = load(folder, "epci")
    short_names = Counter(folded(short(item)) for item in items)
    for item in items:
        name, kind = short(item), EPCI_TYPES[item["type"]]
        bare = re.sub(r"^(?:CC|CA|CU) ", "", item["nom"])
        full = item["nom"] if bare == item["nom"] else f"{kind} {bare}"
        telling = " " in name or bool(_INSTITUTION.search(name))
        clear = telling and folded(name) not in taken and short_names[folded(name)] == 1
        article = [f"La {name}"] if " de la " in item["nom"][:9] else []
        written = [name, *article, full, item["nom"]] if clear else [full, item["nom"]]
        acronym = _ACRONYM.search(item["nom"])
        forms = list(dict.fromkeys([_ACRONYM.sub("", form) for form in written] + ([acronym[1]] if acronym else [])))
        common = "*" if clear and name != full and not _INSTITUTION.search(name) else ""
        rows.append((item["code"], forms[0], "|".join(forms[1:]), item["type"], str(item.get("populationMunicipale", 0)), common))
    write_table("epci.tsv.gz", ("code", "name", "forms", "type", "population", "common"), rows)


def landscapes() -> set[str]:
    """Folded names of historic areas, rivers and regions, which no EPCI is to take."""
    lines = (DATA / "areas_abroad.tsv").read_text(encoding="utf-8").splitlines()
    cells = (cell for line in lines if not line.startswith("#") for cell in line.split("\t")[3:5])
    return {folded(form.strip().removesuffix("*")) for cell in cells for form in cell.split(";") if form}


def short(item: dict[str, Any]) -> str:
    """The name of an EPCI without its type and the preposition after it."""
    bare = re.sub(r"^(?:CC|CA|CU) ", "", item["nom"])
    if bare == item["nom"]:
        return bare
    without = _LINK.sub("", bare)
    return without[0].upper() + without[1:]


def areas(folder: Path, words: CommonWords) -> None:
    """Write arrondissements, départements and régions."""
    population = Counter[str]()
    for item in load(folder, "communes"):
        if item["type"] == "commune-actuelle":
            for key in ("arrondissement", "departement", "region"):
                population[f"{key}:{item.get(key, '')}"] += item.get("population", 0)
    rows = []
    for kind, file in (("region", "regions"), ("departement", "departements"), ("arrondissement", "arrondissements")):
        for item in load(folder, file):
            count = population[f"{kind}:{item['code']}"]
            common = words.languages(item["nom"], 0) if kind != "arrondissement" else ""
            name = f"Arrondissement de {item['nom']}" if kind == "arrondissement" else item["nom"]
            name = re.sub(r"\bde (?=[AEÉIOUHÎ])", "d'", name) if kind == "arrondissement" else name
            name = name.replace(" de Le ", " du ").replace(" de Les ", " des ")
            parent = {"region": "country:FR", "departement": f"region:{item.get('region')}"}.get(
                kind, f"departement:{item.get('departement')}"
            )
            rows.append((kind, item["code"], name, parent, item["chefLieu"], str(count), common))
    write_table("areas.tsv", ("kind", "code", "name", "parent", "seat", "population", "common"), rows)


if __name__ == "__main__":
    official, lists = Path(sys.argv[1]), Path(sys.argv[2])
    common = CommonWords(lists, set(given_names()), set(surnames()))
    names = communes(official, common) | landscapes()
    names |= {folded(item["nom"]) for kind in ("departements", "regions") for item in load(official, kind)}
    epci(official, names)
    areas(official, common)
    former_communes(official)
