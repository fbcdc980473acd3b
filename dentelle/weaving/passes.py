"""What a worker does with one file: extract it, read it, index its words; and read it once more with further names.

Invariants: nothing here knows the database, and each result depends on its arguments and the code alone, so that it may
be cached under a key of them; results cross the process border as bytes.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dentelle.atlas import contribution
from dentelle.atlas.contribution import Spoken
from dentelle.model import Document, Leaf, LexiconEntry, Limits, Mention, Record, Skipped, fold
from dentelle.weaving import index
from dentelle.weaving.index import Index

SAMPLES = {  # a sentence is enough for a reader to load all that it has for a language
    "fr": "La ville de Paris a été fondée en 870 par Charles le Chauve.",
    "en": "The town of Paris was founded in 870 by Charles the Bald.",
    "de": "Die Stadt Paris wurde im Jahr 870 von Karl dem Kahlen gegründet.",
    "nl": "De stad Paris werd in 870 gesticht door Karel de Kale.",
}
LANGUAGE_CODE = 8  # characters; what is longer is no code
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

if TYPE_CHECKING:
    from dentelle.reading import Lexicon


@dataclass(frozen=True, slots=True)
class Declared:
    """What ``territory.toml`` says of a file, as far as reading it depends on it.

    ``named`` is true when the rule names the file itself: then its words outweigh the file's own.
    """

    language: str = ""
    title: str = ""
    publisher: str = ""
    date: str = ""
    named: bool = False
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FirstPass:
    """``document`` is b"" for a list; ``index`` and ``said`` as ``Index`` and ``Contribution`` encode them."""

    document: bytes
    index: bytes
    said: bytes


def preload() -> None:
    """What every worker needs: the parsers, the lexicon, the grammars of each language."""
    from dentelle import sources

    sources.preload()
    for language, text in SAMPLES.items():
        _read(Document("", "", "text", "", text, language=language))


def ready() -> None:
    """Nothing: that it answers says that a worker is there."""


def first_pass(path: str, name: str, source: str, declared: Declared, limits: Limits, expected: str) -> FirstPass | None:
    """Extract and read the file at ``path``; None when its bytes no longer have the SHA-256 ``expected``. Raises SourceError."""
    from dentelle.sources import extract

    extraction = extract(Path(path), name=name, source=source, limits=limits, language=declared.language)
    if sha256(Path(path)) != expected:
        return None
    if extraction.documents:
        return _document(complete(extraction.documents[0], declared), extraction.skipped)
    records = tuple(
        replace(record, fields=tuple((storable(column), storable(text)) for column, text in record.fields))
        for record in extraction.records
    )
    return _list(source, records, declared, extraction.skipped)


def second_pass(document: bytes, names: tuple[LexiconEntry, ...]) -> bytes:
    """The contribution of ``document`` read with ``names`` besides the lexicon."""
    decoded = decode_document(document)
    said, _ = _read(decoded, names)
    return said


def sha256(path: Path) -> str:
    """The SHA-256 of the file's bytes in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def storable(text: str) -> str:
    """``text`` with each sign that no database takes (NUL, halves of surrogate pairs) replaced by one that stands for no sign."""
    return UNSTORABLE.sub("\ufffd", text)


def complete(document: Document, declared: Declared) -> Document:
    """``document`` with what was declared of it: over its own words when the rule names it, else where it says nothing."""
    document = replace(document, text=storable(document.text), title=storable(document.title), author=storable(document.author))
    if len(document.language) > LANGUAGE_CODE:
        document = replace(document, language="")
    own = (document.title, document.publisher, document.date)
    said = (declared.title, declared.publisher, declared.date)
    first, second = (said, own) if declared.named else (own, said)
    title, publisher, date = (a or b for a, b in zip(first, second, strict=True))
    return replace(document, title=title, publisher=publisher, date=date)


def encode_document(document: Document) -> bytes:
    """``document`` as MessagePack."""
    return msgspec.msgpack.encode(document)


def decode_document(content: bytes) -> Document:
    """The document that ``encode_document`` wrote."""
    return msgspec.msgpack.decode(content, type=Document)


def _document(document: Document, notes: tuple[Skipped, ...]) -> FirstPass:
    from dentelle.reading.repair import repair

    said, mentions = _read(document)
    strong = {(m.kind, m.name, m.type): m for m in mentions if m.strong and not m.described}
    entries = tuple(LexiconEntry(kind, name, type=type_) for kind, name, type_ in sorted(strong))
    found = Index(
        names=entries,
        folded=tuple(fold(entry.name) for entry in entries),
        grams=index.grams(repair(document.text).text),
        format=document.format,
        title=document.title,
        author=document.author,
        publisher=document.publisher,
        date=document.date,
        notes=notes,
    )
    return FirstPass(encode_document(document), index.encode(found), said)


def _list(source: str, records: tuple[Record, ...], declared: Declared, notes: tuple[Skipped, ...]) -> FirstPass:
    from dentelle.linking import record_leaves

    leaves: list[Leaf] = []
    values: dict[str, Leaf] = {}
    spoken: list[Spoken] = []
    skipped = list(notes)
    for reading in record_leaves(records, declared.columns, language=declared.language):
        if reading.leaf is not None and not contribution.is_name(reading.leaf):
            row = next(record.row for record in records if record.key == reading.key)
            skipped.append(Skipped(source, "unsupported", "what stands as its name is too long for one", row))
        elif reading.leaf is not None:
            leaves.append(reading.leaf)
            values.update({leaf.id: leaf for leaf in reading.values})
            spoken += [Spoken(reading.leaf.id, claim) for claim in reading.claims]
        skipped += reading.skipped
    said = contribution.from_rows(source, declared.language, [*leaves, *values.values()], spoken, skipped, len(records))
    names = sorted({(leaf.kind, leaf.name, leaf.type) for leaf in leaves if leaf.strong})
    words = "\n".join(text for record in records for _, text in record.fields)
    found = Index(
        names=tuple(LexiconEntry(kind, name, type=type_) for kind, name, type_ in names),
        folded=tuple(fold(name) for _, name, _ in names),
        grams=index.grams(words),
        format="list",
        title=declared.title,
        publisher=declared.publisher,
        date=declared.date,
        notes=notes,
    )
    return FirstPass(b"", index.encode(found), contribution.encode(said))


def _read(document: Document, names: tuple[LexiconEntry, ...] = ()) -> tuple[bytes, tuple[Mention, ...]]:
    from dentelle.linking import leaves
    from dentelle.reading import read

    reading = read(document, _lexicon().extended(names))
    said = contribution.from_reading(document.source, reading, leaves(reading, document.source))
    return contribution.encode(said), reading.mentions


@lru_cache(maxsize=1)
def _lexicon() -> "Lexicon":
    from dentelle.reading import build_lexicon, default_entries

    return build_lexicon(default_entries())
