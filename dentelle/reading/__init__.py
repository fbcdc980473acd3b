"""Reading: a Document in, its mentions, dates, figures and claims out, each with where the document says it."""

from dentelle.reading.lexicon import Lexicon, build_lexicon, default_entries
from dentelle.reading.output import to_json
from dentelle.reading.reader import READER_VERSION, read

__all__ = ["READER_VERSION", "Lexicon", "build_lexicon", "default_entries", "read", "to_json"]
