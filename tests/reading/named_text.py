"""What the tests of names share: the names that the rules find in a few lines of text, before the tagger revises them."""

from functools import lru_cache

from dentelle.model import Document, Mention
from dentelle.reading import Lexicon, build_lexicon, default_entries
from dentelle.reading.coreference import resolve
from dentelle.reading.names.finding import ruled_names
from dentelle.reading.prepared import prepare


@lru_cache
def lexicon() -> Lexicon:
    return build_lexicon(default_entries())


def mentions(text: str, language: str = "") -> tuple[Mention, ...]:
    prepared = prepare(Document("s", "a.txt", "text", "", text, language=language))
    return resolve(prepared, *ruled_names(prepared, lexicon()))


def names(text: str, language: str = "") -> set[tuple[str, str]]:
    """(text, coarse kind) of every name in ``text``."""
    return {(m.text, m.kind) for m in mentions(text, language) if not m.described}
