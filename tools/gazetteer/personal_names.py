"""Given names and surnames of the countries around, from the name providers of the ``faker`` package (MIT).

python personal_names.py
"""

import importlib
from collections import defaultdict
from collections.abc import Iterable

from writing import write_table

LOCALES = {
    "fr": ("fr_FR", "fr_BE", "fr_CH"),
    "en": ("en_GB", "en_US", "en_IE"),
    "de": ("de_DE", "de_AT", "de_CH"),
    "nl": ("nl_NL", "nl_BE"),
}


def collected(attribute: str) -> dict[str, set[str]]:
    """Names of the providers' ``attribute`` with the languages that have them."""
    found: dict[str, set[str]] = defaultdict(set)
    for language, locales in LOCALES.items():
        for locale in locales:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
            values: Iterable[str] = getattr(provider, attribute, ())
            for name in values:
                if len(name) > 1 and name[0].isupper() and not any(c.isdigit() or c == "." for c in name):
                    found[name.strip()].add(language)
    return found


def given_names() -> dict[str, set[str]]:
    """Given names with their languages."""
    merged: dict[str, set[str]] = defaultdict(set)
    for attribute in ("first_names", "first_names_male", "first_names_female"):
        for name, languages in collected(attribute).items():
            merged[name] |= languages
    return merged


def surnames() -> dict[str, set[str]]:
    """Surnames with their languages."""
    return collected("last_names")


if __name__ == "__main__":
    for file, names in (("given_names.tsv.gz", given_names()), ("surnames.tsv.gz", surnames())):
        write_table(file, ("name", "languages"), ((name, ",".join(sorted(names[name]))) for name in sorted(names)))
