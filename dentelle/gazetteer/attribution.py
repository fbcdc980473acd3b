"""Whose data are packaged here, as the legal page must say."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dentelle.gazetteer.place import cells
from dentelle.model import LANGUAGES

_COLUMNS = ("files", *(f"what_{language}" for language in LANGUAGES), "source", "licence", "date")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source of packaged data: what it is (by language), who made it, under which licence, of which date, in which files."""

    what: Mapping[str, str]
    source: str
    licence: str
    date: str
    files: tuple[str, ...]


@lru_cache
def attributions() -> tuple[Attribution, ...]:
    """Every source of the packaged data."""
    return tuple(
        Attribution(dict(zip(LANGUAGES, what, strict=True)), source, licence, date, tuple(files.split(", ")))
        for files, *what, source, licence, date in cells("attributions.tsv", _COLUMNS)
    )
