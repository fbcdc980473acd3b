"""Given names and surnames of the countries around, with the languages in which each is usual."""

from collections.abc import Mapping
from functools import lru_cache

from dentelle.gazetteer.place import cells, listed


@lru_cache
def given_names() -> Mapping[str, tuple[str, ...]]:
    """Given names as written, each with its languages."""
    return {name: listed(languages) for name, languages in cells("given_names.tsv.gz", ("name", "languages"))}


@lru_cache
def surnames() -> Mapping[str, tuple[str, ...]]:
    """Common surnames as written, each with its languages. No list is complete: absence says nothing."""
    return {name: listed(languages) for name, languages in cells("surnames.tsv.gz", ("name", "languages"))}
