"""Reading: a Document in, its mentions, dates, figures and claims out, each with where the document says it."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dentelle.reading.lexicon import Lexicon, build_lexicon, default_entries
    from dentelle.reading.output import to_json
    from dentelle.reading.reader import read

__all__ = ["READER_VERSION", "Lexicon", "build_lexicon", "default_entries", "read", "to_json"]

READER_VERSION = "2"  # part of what a reading is kept under, beside a digest of all files of this room

# Loaded when first asked for: who only needs the dates of a question (every request, every command) need not wait for
# the expressions of every property to be compiled.
_HOMES = {
    "Lexicon": "lexicon",
    "build_lexicon": "lexicon",
    "default_entries": "lexicon",
    "read": "reader",
    "to_json": "output",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
