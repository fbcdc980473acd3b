"""NAF rév. 2 labels in French, NACE rev. 2 labels in four languages, NACE rev. 2.1 labels in English, French legal categories.

    python activities.py NOMENCLATURES

NOMENCLATURES holds codes-NAF.json, sections-codes-NAF.json and natures-juridiques.json (annuaire-entreprises, MIT), nace_fr,
nace_en, nace_de, nace_nl.properties (mdewilde/nace, MIT) and nace-2.1-en.csv (nacecodes.csv of the package naceconverter, MIT).
Divisions 1 to 9 have no leading zero in the properties and get one.
"""

import csv
import json
import re
import sys
from pathlib import Path

from writing import write_table

LANGUAGES = ("fr", "en", "de", "nl")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)")


def clean(text: str) -> str:
    """``text`` with typewriter apostrophes and single spaces."""
    return " ".join(text.replace("’", "'").split())


def properties(path: Path) -> dict[str, str]:
    """The entries of a Java properties file."""
    found = {}
    for line in path.read_text(encoding="latin-1").splitlines():
        code, equals, text = line.partition("=")
        if equals and not line.startswith(("#", "!")):
            unescaped = _ESCAPE.sub(lambda hit: chr(int(hit[1], 16)) if hit[1] else hit[2], text)
            found[code.strip().zfill(2) if code.strip().isdigit() else code.strip()] = clean(unescaped)
    return found


def lowered(text: str, language: str, written: dict[str, str]) -> str:
    """A section's label, in capitals at the source, written as its words are in the other labels (``written``, by lower case)."""
    unknown = str.capitalize if language == "de" else str.lower
    words = [re.sub(r"[^\W\d_]+", lambda hit: written.get(hit[0].lower(), unknown(hit[0])), word) for word in text.split()]
    label = " ".join(words)
    return label[0].upper() + label[1:]


def spelling(labels: dict[str, str]) -> dict[str, str]:
    """How the words of all but the sections are written inside a label, by lower case."""
    inside = [word for code, text in labels.items() if code[0].isdigit() for word in re.findall(r"[^\W\d_]+", text)[1:]]
    first = [re.findall(r"[^\W\d_]+", text)[0] for code, text in labels.items() if code[0].isdigit()]
    return {word.lower(): word for word in first} | {word.lower(): word for word in inside}


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    codes = json.loads((folder / "codes-NAF.json").read_text(encoding="utf-8"))
    codes |= json.loads((folder / "sections-codes-NAF.json").read_text(encoding="utf-8"))
    write_table("naf.tsv.gz", ("code", "fr"), [(code, clean(codes[code])) for code in sorted(codes)])
    labels = {language: properties(folder / f"nace_{language}.properties") for language in LANGUAGES}
    for language, known in labels.items():
        written = spelling(known) if language == "de" else {}
        known.update({code: lowered(text, language, written) for code, text in known.items() if code.isalpha()})
    every = sorted(set().union(*labels.values()))
    write_table("nace.tsv.gz", ("code", *LANGUAGES), [(c, *(labels[lang].get(c, "") for lang in LANGUAGES)) for c in every])
    with (folder / "nace-2.1-en.csv").open(encoding="utf-8", newline="") as opened:
        revised = [(row["code"], clean(row["name"])) for row in csv.DictReader(opened, delimiter=";") if int(row["level"]) < 5]
    write_table("nace_2_1.tsv.gz", ("code", "en"), sorted(revised))
    categories = json.loads((folder / "natures-juridiques.json").read_text(encoding="utf-8"))
    write_table("legal_categories.tsv", ("code", "fr"), [(code, clean(categories[code])) for code in sorted(categories)])
