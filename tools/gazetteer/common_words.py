"""Which place names are also common words, and in which of the four languages.

Word lists: Debian's wfrench, wbritish, wngerman, wdutch (one word a line, proper names capitalised). Only the answer is
packaged, no list. German writes every noun with a capital: there a capitalised entry counts unless another list knows it as a
proper name. Of places from 20,000 inhabitants ``mistakable.tsv`` lists those that a reader can mistake, as the lists cannot tell.
"""

import re
import unicodedata
from pathlib import Path

LISTS = {"fr": "french", "en": "british-english", "de": "ngerman", "nl": "dutch"}
_ARTICLE = re.compile(r"^(?:l[ae]s?|l'|un|une|the|der|die|das|de|het)(?: |(?<='))", re.IGNORECASE)
_LARGE = 20_000  # inhabitants


def folded(text: str) -> str:
    """``text`` without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


class CommonWords:
    """The word lists of a folder (usually /usr/share/dict) and the personal names that are places as well."""

    def __init__(self, folder: Path, given: set[str], surnames: set[str]) -> None:
        lists = {language: (folder / name).read_text(encoding="utf-8").split() for language, name in LISTS.items()}
        self.common = {language: {folded(word) for word in words if word[0].islower()} for language, words in lists.items()}
        proper = {folded(word) for word in lists["en"] if word[0].isupper()} | {folded(w) for w in lists["fr"] if w[0].isupper()}
        self.german_nouns = {folded(word) for word in lists["de"] if word[0].isupper()} - proper
        self.mistakable = _mistakable()
        self.given = {folded(name) for name in given}
        self.surnames = {folded(name) for name in surnames}

    def languages(self, name: str, population: int) -> str:
        """The languages, comma-separated, in which ``name`` is a common word; ``*`` when it is too short or a personal name."""
        if population >= _LARGE:
            return self.mistakable.get(name, "")
        word = folded(_ARTICLE.sub("", name))
        found = {language for language in LISTS if word in self.common[language]}
        if word in self.german_nouns:
            found.add("de")
        if len(word) <= 2 or (len(word) == 3 and population < 10_000) or word in self.given:
            found.add("*")
        if word in self.surnames and population < 5_000:
            found.add("*")
        return ",".join(sorted(found))


def _mistakable() -> dict[str, str]:
    lines = (Path(__file__).parent / "mistakable.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if not line.startswith("#"))
    return {name: languages.strip() for name, _, languages in rows}
