"""Given names and surnames of the countries around, from the name providers of the ``faker`` package (MIT).

python personal_names.py
"""

import importlib
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from writing import write_table

LOCALES = {
    "fr": ("fr_FR", "fr_BE", "fr_CH"),
    "en": ("en_GB", "en_US", "en_IE"),
    "de": ("de_DE", "de_AT", "de_CH"),
    "nl": ("nl_NL", "nl_BE"),
}
FROM_AFAR = {
    "ar": ("fr_DZ",),
    "es": ("es_ES",),
    "it": ("it_IT",),
    "pl": ("pl_PL",),
    "pt": ("pt_PT",),
    "ro": ("ro_RO",),
    "tr": ("tr_TR",),
}


def collected(attribute: str, where: dict[str, tuple[str, ...]]) -> dict[str, set[str]]:
    """Names of the providers' ``attribute`` with the languages that have them."""
    found: dict[str, set[str]] = defaultdict(set)
    for language, locales in where.items():
        for locale in locales:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
            values: Iterable[str] = getattr(provider, attribute, ())
            for name in values:
                if len(name) > 1 and name[0].isupper() and not any(c.isdigit() or c == "." for c in name):
                    found[name.strip()].add(language)
    return found


def given_names(where: dict[str, tuple[str, ...]] = LOCALES) -> dict[str, set[str]]:
    """Given names with their languages."""
    merged: dict[str, set[str]] = defaultdict(set)
    for attribute in ("first_names", "first_names_male", "first_names_female"):
        for name, languages in collected(attribute, where).items():
            merged[name] |= languages
    return merged


def surnames(where: dict[str, tuple[str, ...]] = LOCALES) -> dict[str, set[str]]:
    """Surnames with their languages."""
    return collected("last_names", where)


def write(words: Path) -> None:
    """Write both tables."""
    from common_words import CommonWords, folded

    known = CommonWords(words, set(), set())
    ordinary = set().union(*known.common.values(), known.german_nouns)
    for file, listed in (("given_names.tsv.gz", given_names), ("surnames.tsv.gz", surnames)):
        names = dict(listed())
        for name, languages in listed(FROM_AFAR).items():
            if name in names:
                names[name] |= languages
            elif folded(name) not in ordinary and len(name) > 2:
                names[name] = languages
        write_table(file, ("name", "languages"), ((name, ",".join(sorted(names[name]))) for name in sorted(names)))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
