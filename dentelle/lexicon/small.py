"""Words that say nothing by themselves, by language."""

from functools import lru_cache
from pathlib import Path

from dentelle.lexicon.stems import words

__all__ = ["small_words"]

FILE = Path(__file__).parent / "data" / "small_words.txt"


@lru_cache
def small_words(language: str) -> frozenset[str]:
    """Folded words of ``language`` that say nothing by themselves."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(
        word for line in lines if line.startswith(f"{language} ") for each in line.split()[1:] for word in words(each)
    )
