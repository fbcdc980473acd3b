"""The plain frozen dataclasses that flow between the rooms.

Invariants: every position is a character offset in ``Document.text`` (the extracted text), never in a repaired
copy; nothing here knows a file format, a database or a web page; a value equals another when their keys are equal.
Whatever crosses a room's door is one of these.
"""

from dataclasses import dataclass
from enum import StrEnum

from dentelle.folding import digest, fold

LANGUAGES = ("fr", "en", "de", "nl")

SKIP_REASONS = (
    "unreadable",
    "encrypted",
    "truncated",
    "empty",
    "oversized",
    "image-only",
    "mislabelled",
    "unsupported",
    "unclear",  # a cell or a declared column of a list; the rest of it is taken in
    "unused",  # columns of a list from which nothing is taken in: told in the report, no finding
    "kept",  # could be read before and may not be read now: what it said stands
    "limit",  # the worker breached its memory, CPU or time limit
    "crashed",
)

PASSAGE_LIMIT = 400  # characters; the longest passage a claim may quote

THE_DOCUMENT = "the document"  # subject of claims about the document itself (author, published_on, published_by)


class Modality(StrEnum):
    """How a source states a claim. Only ``ASSERTED`` claims can become accepted facts."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"


class ValueType(StrEnum):
    """What a value is; values are equal across languages only as entity, concept, number or date."""

    ENTITY = "entity"
    CONCEPT = "concept"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


# ---- sources ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """Where a stretch of the extracted text stood: ``start``..``end`` in characters, its part in the page, page number from 1.

    The page number is 0 where there are no pages.
    ``role``: heading, paragraph, item, cell, caption, furniture (menus, cookie notes, page numbers: kept, not read).
    """

    start: int
    end: int
    role: str
    page: int = 0
    level: int = 0  # of a heading: 1 to 6; else 0


@dataclass(frozen=True, slots=True)
class Document:
    """A text that can be read, and what its file says about itself.

    ``source`` is the stored id of the source, or the path where there is no territory. ``date`` is the document's own
    date as EDTF, from metadata or byline; ``extractor`` names module and version, because offsets depend on it.
    """

    source: str
    path: str
    format: str  # text, html, pdf, docx
    extractor: str
    text: str
    blocks: tuple[Block, ...] = ()
    title: str = ""
    author: str = ""
    date: str = ""
    publisher: str = ""
    language: str = ""  # as declared by the file or territory.toml; "" when unknown


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a list or register. ``key`` identifies it inside its source and survives re-ordering; ``row`` its line from 1.

    ``fields``: (column as written, value as text) in the order of the file, blank cells left out.
    """

    source: str
    key: str
    row: int
    fields: tuple[tuple[str, str], ...]
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was not taken in, and why: a file (``row`` 0) or a row of a list. ``reason`` is one of ``SKIP_REASONS``."""

    path: str
    reason: str
    detail: str
    row: int = 0


# ---- reading ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Value:
    """What a claim or fact says, in one of five types.

    ``text`` is always the words of the source (for an entity its fullest form in the document). An entity has ``kind``;
    a concept ``concept`` (its id in the vocabulary); a number ``number`` and ``unit`` (a noun or SI symbol, in the
    text's language) and ``bound``: "" exactly, ">" more than, "<" less than, "~" about; a date ``edtf``. A text or number has
    ``language``.
    """

    type: ValueType
    text: str
    kind: str = ""
    concept: str = ""
    number: float | None = None
    unit: str = ""
    edtf: str = ""
    language: str = ""
    bound: str = ""

    @property
    def key(self) -> str:
        """The normalised form by which two values are equal (an entity: by kind and folded name; linking may join more)."""
        match self.type:
            case ValueType.ENTITY:
                return f"entity:{self.kind}:{fold(self.text)}"
            case ValueType.CONCEPT:
                return f"concept:{self.concept}"
            case ValueType.NUMBER:
                return f"number:{self.number:g}:{fold(self.unit)}"
            case ValueType.DATE:
                return f"date:{self.edtf}"
            case ValueType.TEXT:
                return f"text:{self.language}:{fold(self.text)}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at one place of a document; ``name`` is the fullest form that the document gives it.

    ``kind`` is a coarse kind, ``type`` a finer one or "".
    ``rule`` names what found it. ``strong`` names may enter the lexicon of the second pass and be promoted to entities.
    A mention of a description ("the incubator") has ``described`` true: it stands for ``name`` but is no name itself.
    """

    kind: str
    name: str
    text: str
    start: int
    end: int
    rule: str
    type: str = ""
    strong: bool = False
    described: bool = False


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at one place of a document; ``edtf`` as the vocabulary of dates writes it (see ``dentelle.edtf``)."""

    edtf: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit and what it counts. ``bound``: "" exactly, ">" more than, "<" less than, "~" about."""

    number: float
    unit: str
    noun: str
    text: str
    start: int
    end: int
    bound: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words that state a claim: ``quote == document.text[start:end]``, at most ``PASSAGE_LIMIT`` characters.

    A claim from a list has its lead-in ("The eight domains are:") in ``lead``. Only ``reading.passage.passage`` makes one.
    """

    start: int
    end: int
    quote: str
    lead: "Passage | None" = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says, in one passage.

    ``subject`` is the fullest form of a name, with its coarse ``subject_kind`` ("document" for ``THE_DOCUMENT``).
    ``qualifiers``: sorted (name, text) pairs such as ("from", EDTF), ("what", words), ("as_of", EDTF), ("role", words).
    ``pattern`` names what made it; ``confidence`` is a calibrated probability.
    """

    subject: str
    subject_kind: str
    property: str
    value: Value
    passage: Passage
    modality: Modality = Modality.ASSERTED
    confidence: float = 0.8
    pattern: str = ""
    language: str = ""
    qualifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a reader found in one document, in the order of the text. ``denied`` claims are kept apart."""

    source: str
    path: str
    language: str
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    figures: tuple[Figure, ...] = ()
    claims: tuple[Claim, ...] = ()
    denied: tuple[Claim, ...] = ()
    lists: tuple["ItemList", ...] = ()


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list that goes with a stated count, so that a checker can compare them.

    ``stated`` is the number in the text, ``items`` the listed things, ``open`` true when the list ends in "…" or "among
    others" (an open list proves nothing). ``subject`` and ``noun`` as in the count claim; ``passage`` holds the count.
    """

    subject: str
    subject_kind: str
    noun: str
    stated: float
    items: tuple[str, ...]
    open: bool
    passage: Passage


# ---- linking ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Leaf:
    """The smallest thing that can be identified: a name in a source, or a row of a list.

    ``id`` is "source|row:KEY" or "source|KIND|folded full name" (see ``leaf_id``). ``names`` holds every form the source
    gives; ``identifiers`` (scheme, value) pairs such as ("siret", "…"); ``place`` a town or code where the row has one.
    """

    id: str
    source: str
    kind: str
    name: str
    names: tuple[str, ...] = ()
    type: str = ""
    language: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    place: str = ""
    strong: bool = False


def leaf_id(source: str, kind: str, name: str) -> str:
    """The id of the leaf that ``name`` makes in ``source``; ``kind`` is coarse."""
    return f"{source}|{kind}|{fold(name)}"


def record_leaf_id(source: str, key: str) -> str:
    """The id of the leaf that the row ``key`` makes in ``source``."""
    return f"{source}|row:{key}"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two clusters of leaves compared: ``decision`` match, review or none, its probability and the sentence that explains it.

    ``left`` and ``right`` are leaf ids, ``left < right``. ``reason`` is English for logs; ``reason_code`` with
    ``reason_data`` lets a page say it in its reader's language.
    """

    left: str
    right: str
    decision: str
    probability: float
    reason: str
    reason_code: str = ""
    reason_data: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PairDecision:
    """A person's judgement on two leaves: ``verdict`` same, different or unsure."""

    left: str
    right: str
    verdict: str


# ---- fusing and checking ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LinkedClaim:
    """A claim whose subject and value have been linked: what ``fusing`` and ``checking`` work on.

    ``key`` is the claim key of the architecture. ``entity`` is the subject's entity id, "" for a claim about the document;
    ``value_entity`` the value's entity id or "". ``trust`` is the source's, 0 to 1; ``page`` names the page of a version.
    ``verdict`` is a person's: "", accept, reject, correct or hide; ``corrected`` the value a person put instead.
    """

    key: str
    source: str
    entity: str
    claim: Claim
    value_entity: str = ""
    promoted: bool = True
    trust: float = 0.8
    page: str = ""
    date: str = ""
    verdict: str = ""
    corrected: Value | None = None


def claim_key(source: str, subject_leaf: str, claim: Claim) -> str:
    """The claim key: a hash of source, subject leaf, property, normalised value and qualifiers, never of an offset."""
    qualifiers = "|".join(f"{name}={fold(text)}" for name, text in sorted(claim.qualifiers))
    return digest(source, subject_leaf, claim.property, claim.value.key, claim.modality, qualifiers, length=20)


@dataclass(frozen=True, slots=True)
class Fact:
    """What the atlas holds about an entity: a property, one normalised value, and the claims that support it.

    ``status``: accepted, proposed, planned, hypothetical, denied, rejected. ``rank`` 0 is the preferred of rival values;
    rivals share a non-empty ``conflict`` (a group key). ``earliest`` and ``latest`` are ISO days of a date value.
    """

    key: str
    entity: str
    property: str
    value: Value
    value_entity: str
    qualifiers: tuple[tuple[str, str], ...]
    status: str
    rank: int
    confidence: float
    claims: tuple[str, ...]
    conflict: str = ""
    earliest: str = ""
    latest: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check wants a person to look at, or has looked at and found right (``severity`` "right").

    ``check`` names the module in ``checking``; ``data`` fills the sentence that ``check`` has in each language.
    ``severity``: error, warning, notice, right. ``claims`` are claim keys, ``entities`` entity ids, ``sources`` source ids.
    """

    key: str
    check: str
    severity: str
    message: str
    data: tuple[tuple[str, str], ...] = ()
    claims: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
