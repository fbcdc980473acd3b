"""Which German nouns are ordinary words: German writes every noun with a capital, so that only a list tells them from names.

Input: ``nouns.csv`` of the package ``german-nouns`` (every form of the nouns of the German Wiktionary, with what the noun is).
Left out are names of people and places, English words (of which brands are made), forms that another form of the list ends (the
reader takes compounds apart), and rare long ones.
"""

import csv
import sys
from pathlib import Path

from dentelle import gazetteer
from dentelle.reading.lexicon import flat
from dentelle.reading.names.wordlists import word_bundle

HEADER = """\
# Ordinary German nouns in flat form, one a line: what is none of them may be a name. Nouns of the German Wiktionary,
# via german-nouns 1.2.5 (Gregor Weichbrodt), CC BY-SA 4.0, without names, and without forms that a shorter one ends.
"""
NAMES = (
    "Toponym",
    "Vorname",
    "Nachname",
    "Eigenname",
    "Straßenname",
    "Abkürzung",
    "Symbol",
    "Affix",
    "Gebundenes",
    "Redewendung",
)
SHORTEST, LONGEST = 3, 13  # letters of a form
LAST_PART = 5  # letters that the last part of a compound has at least


def inhabitant(form: str, places: set[str]) -> bool:
    """Whether ``form`` is made of a place's name ("aachener", "dresdnern"): names of streets and clubs begin with such a word."""
    stem = next((form.removesuffix(end) for end in ("erinnen", "erin", "ern", "ers", "er") if form.endswith(end)), "")
    return len(stem) > 2 and any(
        stem[:-1] + end in places for end in (stem[-1], stem[-1] + "e", stem[-1] + "en", "en", "er", "e")
    )


def ordinary(path: Path) -> list[str]:
    """The flat forms of every ordinary noun of ``path``, sorted."""
    names: set[str] = {flat(name).strip() for name in (*gazetteer.given_names(), *gazetteer.surnames())}
    names |= word_bundle("en").ordinary | word_bundle("en").common
    forms: set[str] = set()
    places: set[str] = set()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            written = {value for column, value in row.items() if value and (column == "lemma" or " " in column)}
            into = names if any(kind in row["pos"] for kind in NAMES) else forms
            spelled = {flat(form).strip() for form in written if form.isalpha() and form[0].isupper() and form[1:].islower()}
            into.update(spelled)
            if "Toponym" in row["pos"]:
                places |= spelled
    forms = {form for form in forms - names if SHORTEST <= len(form) <= LONGEST and form.isascii()}
    forms = {form for form in forms if not inhabitant(form, places)}
    return sorted(form for form in forms if not any(form[cut:] in forms for cut in range(3, len(form) - LAST_PART + 1)))


if __name__ == "__main__":
    target = Path(__file__).parents[2] / "dentelle" / "reading" / "data" / "nouns_de.txt"
    target.write_text(HEADER + "\n".join(ordinary(Path(sys.argv[1]))) + "\n", encoding="utf-8")
