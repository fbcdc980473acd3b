"""What a worker does with one file: extract it, read it, index its words; and read it once more with further names.

Invariants: nothing here knows the database, and each result depends on its arguments and the code alone, so that it may
be cached under a key of them; results cross the process border as bytes.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dentelle.atlas.privacy import withheld
from dentelle.atlas.projecting import contribution
from dentelle.atlas.projecting.contribution import Contribution, Spoken
from dentelle.errors import SourceError
from dentelle.folding import fold
from dentelle.given import LexiconEntry, Limits
from dentelle.model import Document, Leaf, Mention, Record, Skipped
from dentelle.tombstones import Stones
from dentelle.weaving import index
from dentelle.weaving.index import Index

SAMPLES = {  # a sentence is enough for a reader to load all that it has for a language
    "fr": "La ville de Paris a été fondée en 870 par Charles le Chauve.",
    "en": "The town of Paris was founded in 870 by Charles the Bald.",
    "de": "Die Stadt Paris wurde im Jahr 870 von Karl dem Kahlen gegründet.",
    "nl": "De stad Paris werd in 870 gesticht door Karel de Kale.",
}
NONE = Stones()  # nobody is left out
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


@dataclass(frozen=True, slots=True)
class Original:
    """Where a file is, what is known of it, and the SHA-256 of its bytes."""

    path: str
    name: str
    declared: Declared
    limits: Limits
    expected: str


def first_pass(
    path: str, name: str, source: str, declared: Declared, limits: Limits, expected: str, stones: Stones = NONE
) -> FirstPass | None:
    """Extract and read the file at ``path``, without whom ``stones`` leave out.

    None when its bytes no longer have the SHA-256 ``expected``. Raises SourceError.
    """
    from dentelle.sources import extract

    extraction = extract(Path(path), name=name, source=source, limits=limits, language=declared.language)
    if sha256(Path(path)) != expected:
        return None
    if extraction.documents:
        return _document(complete(extraction.documents[0], declared), extraction.skipped, stones)
    return _list(source, storable_records(extraction.records), declared, extraction.skipped, stones)


def second_pass(
    document: bytes, names: tuple[LexiconEntry, ...], original: Original | None = None, stones: Stones = NONE
) -> bytes:
    """The contribution of ``document`` read with ``names`` besides the lexicon, without whom ``stones`` leave out.

    ``original``: the file of a document that holds masks. It is opened again: behind a mask "she" would be somebody else.
    """
    decoded = decode_document(document)
    read = _again(decoded, original) if original else decoded
    said, _ = _read(read, names)
    return contribution.encode(withheld.without(said, stones, read.text).said)


def _again(document: Document, original: Original) -> Document:
    """``document`` from its file; as it is where that cannot be opened or has changed."""
    from dentelle.sources import extract

    path = Path(original.path)
    try:
        found = extract(
            path, name=original.name, source=document.source, limits=original.limits, language=original.declared.language
        )
        same = bool(found.documents) and sha256(path) == original.expected
    except (SourceError, OSError):
        return document
    return complete(found.documents[0], original.declared) if same else document


def sha256(path: Path) -> str:
    """The SHA-256 of the file's bytes in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def storable(text: str) -> str:
    """``text`` with each sign that no database takes (NUL, halves of surrogate pairs) replaced by one that stands for no sign."""
    return UNSTORABLE.sub("\ufffd", text)


def storable_records(records: Iterable[Record]) -> tuple[Record, ...]:
    """``records`` with columns and cells that every database takes."""
    return tuple(
        replace(record, fields=tuple((storable(column), storable(text)) for column, text in record.fields)) for record in records
    )


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


def _document(document: Document, notes: tuple[Skipped, ...], stones: Stones) -> FirstPass:
    from dentelle.reading.repair import repair

    whole, mentions = _read(document)
    left = withheld.without(whole, stones, document.text)
    masked = withheld.document(document, stones, left.nearby)
    strong = {(m.kind, m.name, m.type): m for m in mentions if m.strong and not m.described}
    entries = tuple(LexiconEntry(kind, name, type=type_) for kind, name, type_ in sorted(strong))
    entries = withheld.names(entries, document.source, stones, left.nearby)
    touched = left.touched or masked is not document
    document = masked
    found = Index(
        names=entries,
        folded=tuple(fold(entry.name) for entry in entries),
        grams=index.grams(repair(document.text).text),
        format=document.format,
        title=document.title,
        author=document.author,
        publisher=document.publisher,
        date=document.date,
        notes=tuple(withheld.told(note, stones) for note in notes),
        masked=touched,
    )
    return FirstPass(encode_document(document), index.encode(found), contribution.encode(left.said))


def _list(source: str, records: tuple[Record, ...], declared: Declared, notes: tuple[Skipped, ...], stones: Stones) -> FirstPass:
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
    whole = contribution.from_rows(source, declared.language, [*leaves, *values.values()], spoken, skipped, len(records))
    left = withheld.without(whole, stones)
    said = left.said
    names = sorted({(leaf.kind, leaf.name, leaf.type) for leaf in leaves if leaf.strong and leaf.id not in left.leaves})
    names = [one for one in names if not stones.found(one[1], source)]
    words = "\n".join(text for record in records for _, text in record.fields)
    found = Index(
        names=tuple(LexiconEntry(kind, name, type=type_) for kind, name, type_ in names),
        folded=tuple(fold(name) for _, name, _ in names),
        grams=index.grams(words),
        format="list",
        title=stones.masked(declared.title, source),
        publisher=declared.publisher,
        date=declared.date,
        notes=tuple(withheld.told(note, stones) for note in notes),
        masked=left.touched,
    )
    return FirstPass(b"", index.encode(found), contribution.encode(said))


def _read(document: Document, names: tuple[LexiconEntry, ...] = ()) -> tuple[Contribution, tuple[Mention, ...]]:
    from dentelle.linking import leaves
    from dentelle.reading import read

    reading = read(document, _lexicon().extended(names))
    said = contribution.from_reading(document.source, reading, leaves(reading, document.source))
    return said, reading.mentions


@lru_cache(maxsize=1)
def _lexicon() -> "Lexicon":
    from dentelle.reading import build_lexicon, default_entries

    return build_lexicon(default_entries())
