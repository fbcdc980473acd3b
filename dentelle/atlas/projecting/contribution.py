"""What one source says, in the form in which the atlas keeps it between weaves.

Invariants: a contribution is a pure function of one reading (or of the rows of one list), so it can be thrown away and
made again; ``heads`` hold what linking and the digests of units need and are decoded at once, claims and lists only for
the units that moved. Claims stand in the order of their keys, each key once.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from dentelle.checking import Entry, RowChange
from dentelle.folding import fold
from dentelle.model import THE_DOCUMENT, Claim, ItemList, Leaf, Pair, Reading, Skipped, ValueType, claim_key, leaf_id

REGISTER = "register"  # the format of a source that is a register
LONGEST_NAME = 400  # characters; the longest official names of bodies have some 250


class Head(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The handles of one claim. ``subject`` and ``value`` are leaf ids, "" for the document itself and for no entity.

    ``dated``: it dates something, or says who began it.
    """

    key: str
    subject: str
    value: str
    digest: str
    dated: bool = False


class Registered(msgspec.Struct, frozen=True, array_like=True):
    """What a register says of the actors of all files, so that a decision can be shown without opening it.

    ``proposals``: a leaf of a file (left) and a row (right), match or review; ``entries`` by the key of the claim that gives an
    identifier; ``changes`` by the leaf, of a row or a file, whose actor they are about; ``asked`` stands for all that was asked.
    """

    name: str
    proposals: tuple[Pair, ...] = ()
    entries: tuple[tuple[str, Entry], ...] = ()
    changes: tuple[tuple[str, RowChange], ...] = ()
    asked: str = ""


class Contribution(msgspec.Struct, frozen=True, array_like=True):
    """``language`` is the document's own; ``mentions`` counts names, ``records`` rows of a list; ``skipped`` were left out.

    ``register`` is None but for a register: then each leaf is one of its rows.
    """

    source: str
    language: str
    leaves: tuple[Leaf, ...]
    heads: tuple[Head, ...]
    raw_claims: msgspec.Raw
    raw_lists: msgspec.Raw
    leaves_digest: str = ""
    skipped: tuple[Skipped, ...] = ()
    documents: int = 0
    records: int = 0
    mentions: int = 0
    register: Registered | None = None

    def claims(self) -> tuple[Claim, ...]:
        """The claims, parallel to ``heads``."""
        return _claims.decode(self.raw_claims)

    @property
    def counted(self) -> bool:
        """Whether there are lists that go with a stated count, against which all claims are held."""
        return bytes(self.raw_lists) != _NONE

    def lists(self) -> tuple[ItemList, ...]:
        """The lists that go with a stated count."""
        return _lists.decode(self.raw_lists)


_encoder = msgspec.msgpack.Encoder()
_NONE = _encoder.encode(())
_claims = msgspec.msgpack.Decoder(tuple[Claim, ...])
_lists = msgspec.msgpack.Decoder(tuple[ItemList, ...])
_contribution = msgspec.msgpack.Decoder(Contribution)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A claim and the leaf of its subject, "" for the document itself."""

    subject: str
    claim: Claim


def subject_leaf(source: str, claim: Claim) -> str:
    """The leaf id of the claim's subject; "" for the document itself."""
    return "" if claim.subject == THE_DOCUMENT else leaf_id(source, claim.subject_kind, claim.subject)


def value_leaf(source: str, claim: Claim) -> str:
    """The leaf id of the claim's value; "" when it is no entity."""
    return leaf_id(source, claim.value.kind, claim.value.text) if claim.value.type is ValueType.ENTITY else ""


def is_name(leaf: Leaf) -> bool:
    """Whether the names of ``leaf`` are as long as names are: what is longer is a text, and too much for a database's index."""
    texts = (leaf.id, leaf.name, *leaf.names)
    return all(len(text) <= LONGEST_NAME and len(fold(text).encode()) <= 4 * LONGEST_NAME for text in texts)


def from_reading(source: str, reading: Reading, leaves: Iterable[Leaf]) -> Contribution:
    """The contribution of a document: its claims, also the denied ones, and its ``leaves``."""
    spoken = [Spoken(subject_leaf(source, claim), claim) for claim in (*reading.claims, *reading.denied)]
    return _contribute(source, reading.language, leaves, spoken, lists=reading.lists, documents=1, mentions=len(reading.mentions))


def from_rows(
    source: str, language: str, leaves: Iterable[Leaf], spoken: Iterable[Spoken], skipped: Iterable[Skipped], records: int
) -> Contribution:
    """The contribution of a list of ``records`` rows, ``skipped`` of which were left out."""
    return _contribute(source, language, leaves, spoken, skipped=tuple(skipped), records=records)


def from_register(source: str, rows: Iterable[Leaf], spoken: Iterable[Spoken], register: Registered) -> Contribution:
    """The contribution of a register: the ``rows`` that actors may be, and what they say."""
    return msgspec.structs.replace(_contribute(source, "", rows, spoken), register=register)


def again(
    said: Contribution,
    leaves: Iterable[Leaf],
    spoken: Iterable[Spoken],
    lists: Iterable[ItemList],
    skipped: Iterable[Skipped],
    register: Registered | None,
) -> Contribution:
    """``said`` with other leaves, claims and lists."""
    made = _contribute(
        said.source,
        said.language,
        leaves,
        spoken,
        lists,
        tuple(skipped),
        said.documents,
        said.records,
        said.mentions,
    )
    return msgspec.structs.replace(made, register=register)


def _contribute(
    source: str,
    language: str,
    leaves: Iterable[Leaf],
    spoken: Iterable[Spoken],
    lists: Iterable[ItemList] = (),
    skipped: tuple[Skipped, ...] = (),
    documents: int = 0,
    records: int = 0,
    mentions: int = 0,
) -> Contribution:
    every = tuple(leaves)
    leaves = [leaf for leaf in every if is_name(leaf)]
    there = {"", *(leaf.id for leaf in leaves)}
    texts = {leaf.id for leaf in every} - there
    chosen: dict[str, Spoken] = {}
    for one in spoken:  # of equal claims the surest, then the first of the text, is quoted
        if one.subject not in there or value_leaf(source, one.claim) in texts:
            continue
        key = claim_key(source, one.subject, one.claim)
        if key not in chosen or _preference(one.claim) < _preference(chosen[key].claim):
            chosen[key] = one
    keys = sorted(chosen)
    ordered = tuple(sorted(leaves, key=lambda leaf: leaf.id))
    heads = tuple(
        Head(
            key,
            chosen[key].subject,
            value_leaf(source, chosen[key].claim),
            _digest(chosen[key].claim),
            _is_dated(chosen[key].claim),
        )
        for key in keys
    )
    return Contribution(
        source=source,
        language=language,
        leaves=ordered,
        heads=heads,
        raw_claims=msgspec.Raw(_encoder.encode(tuple(chosen[key].claim for key in keys))),
        raw_lists=msgspec.Raw(_encoder.encode(tuple(lists))),
        leaves_digest=hashlib.blake2b(_encoder.encode(ordered), digest_size=8).hexdigest(),
        skipped=skipped,
        documents=documents,
        records=records,
        mentions=mentions,
    )


def _preference(claim: Claim) -> tuple[float, int, int, str]:
    return (-claim.confidence, claim.passage.start, claim.passage.end, claim.pattern)


def _is_dated(claim: Claim) -> bool:
    when = {name for name, _ in claim.qualifiers} & {"as_of", "from"}
    return claim.value.type is ValueType.DATE or bool(when) or claim.property == "created_by"


def _digest(claim: Claim) -> str:
    return hashlib.blake2b(_encoder.encode(claim), digest_size=8).hexdigest()


def encode(contribution: Contribution) -> bytes:
    """``contribution`` as MessagePack."""
    return _encoder.encode(contribution)


def decode(content: bytes) -> Contribution:
    """The contribution that ``encode`` wrote. Raises msgspec.DecodeError for anything else."""
    return _contribution.decode(content)
