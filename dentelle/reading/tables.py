"""The reader's own data files (``data/*.toml``), read once.

Invariant: a table is never changed after it is read; whoever needs another shape of it builds and keeps its own.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The content of ``data/NAME.toml``; raises FileNotFoundError where there is no such file."""
    return tomllib.loads((resources.files("dentelle.reading") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def words(name: str, language: str, section: str) -> frozenset[str]:
    """The words that ``data/NAME.toml`` lists under ``[LANGUAGE]`` as ``section`` (one text of words), folded to lower case."""
    listed = table(name).get(language, {}).get(section, "")
    parts = listed.split() if isinstance(listed, str) else listed
    return frozenset(part.casefold() for part in parts)
