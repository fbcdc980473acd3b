"""What the index holds of an entity and of a passage.

Invariant: whatever changes what is written into the index changes ``version()``: an index of another version is made anew.
"""

from functools import lru_cache
from pathlib import Path

import tantivy

from dentelle.folding import digest
from dentelle.lexicon import stems
from dentelle.search import words

__all__ = ["ENTITY", "PASSAGE", "PLACE", "SPACED", "analyzer", "schema", "version"]

ENTITY, PASSAGE, PLACE = "entity", "passage", "place"  # values of ``what``; a place is how far the index has read
SPACED = "spaced"
RAW = (
    "owner",  # the unit that it belongs to
    "full",  # folded names as a whole
)
COUNTED = ("what", "facet", "language", "source")  # facet: kind=museum, area=59606 …


@lru_cache
def schema() -> tantivy.Schema:
    """The fields. ``name``: words of names; ``stem``: stems of names and of values, or of a passage; ``label``: stems of what
    the vocabulary calls it, in four languages.
    """
    made = tantivy.SchemaBuilder()
    for field in RAW:
        made.add_text_field(field, stored=field == "owner", tokenizer_name="raw", index_option="basic")
    for field in COUNTED:
        made.add_text_field(field, fast=True, tokenizer_name="raw", index_option="basic")
    for field in ("name", "stem", "label"):
        made.add_text_field(field, tokenizer_name=SPACED, index_option="position")
    made.add_integer_field("sources", fast=True)
    made.add_text_field("claim", stored=True, tokenizer_name="raw", index_option="basic")  # the first that the passage states
    made.add_text_field("at", stored=True, fast=True, tokenizer_name="raw", index_option="basic")  # the passage: source:start
    made.add_text_field("state", stored=True, tokenizer_name="raw", index_option="basic")
    return made.build()


@lru_cache
def analyzer() -> tantivy.TextAnalyzer:
    """What parts a text at its spaces: words are made by ``search.words``."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()


@lru_cache
def version() -> str:
    """The digest of all code that decides what stands in the index."""
    here = Path(__file__).parent
    files = (Path(__file__), Path(words.__file__), here / "documents.py", Path(stems.__file__))
    return digest(tantivy.__version__, *(path.read_text(encoding="utf-8") for path in files))
