"""Plain text: the decoded bytes, untouched.

Invariant: ``Document.text`` is the file decoded as ``decoding.decode`` says and nothing else, so offsets hold in any
editor. Plain text marks no structure, so there are no blocks: reading cuts it into lines, items and furniture.
"""

import re

from dentelle.gazetteer import given_names
from dentelle.model import Document
from dentelle.sources.byline import byline, months
from dentelle.sources.decoding import decode

TITLE_LINES = 12  # lines in which the title is looked for
TITLE_LIMIT = 120  # characters
# Four words and more that end like prose, not like the abbreviation of a name (S.A., Ltd.).
SENTENCE = re.compile(r"^(?:\S+ +){3,}(?:\S+[;:,…]|(?!(?:Inc|Ltd|Cie|Co)\.$)\S*[^\W_]{2}\.)$")
MENU = re.compile(
    r"\s[|·>›»]\s|\s{4,}|(?:\S+ [–-] ){3}"
    r"|^(?:passer au|aller au|aller à|skip to|jump to|zum inhalt|zur navigation|direkt zum|ga naar|naar de)\b",
    re.I,
)


def preload() -> None:
    """Loads the names that bylines are known by."""
    given_names()
    months()


def text_document(data: bytes, name: str, source: str) -> Document:
    """The document in a text file. Raises ``SourceError`` "unreadable" for binary data."""
    text = decode(data, name)
    lines = text.splitlines()
    signed = byline(lines)
    return Document(
        source=source,
        path=name,
        format="text",
        extractor="",
        text=text,
        title=_title(lines),
        author=signed.author,
        date=signed.date,
    )


def _title(lines: list[str]) -> str:
    """The first short line that stands alone and is no menu; "" where prose comes first."""
    head = lines[:TITLE_LINES]
    for line, following in zip(head, [*head[1:], ""], strict=True):
        stripped = line.strip()
        if not stripped or MENU.search(stripped[: 2 * TITLE_LIMIT]):
            continue
        if len(stripped) > TITLE_LIMIT or (stripped[-1] in ".,;:" and following.strip()) or SENTENCE.search(stripped):
            return ""
        if not following.strip():
            return stripped
    return ""
