"""What a source says without what tombstones keep out of it.

Invariants: a pure function of what the source says and of the stones, whether it is applied to what has just been read or to what
is published; whoever is left out is neither subject nor value of a claim, and has no leaf; where a name stood in words that stay
a mask of the same length stands, so that every offset holds. A source that names nobody who is left out is handed back as it is.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from dentelle.atlas.projecting import contribution
from dentelle.atlas.projecting.contribution import Contribution, Registered, Spoken
from dentelle.given import LexiconEntry
from dentelle.linking.person_forms import is_full, own_forms, short_forms
from dentelle.model import Claim, Document, ItemList, Leaf, Passage, Skipped, Value, claim_key, leaf_id, record_leaf_id
from dentelle.tombstones import Nearby, Stones, glued

__all__ = ["Withheld", "document", "names", "told", "without"]

PERSON = "person"
ROW = "|row:"


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is left of a source: ``said``; ``nearby`` to mask its texts with; the ids of leaves that are left out."""

    said: Contribution
    nearby: Nearby
    leaves: frozenset[str]
    touched: bool
    moved: tuple[tuple[str, str], ...] = ()  # leaf → its new id: others whose names hold one that is left out
    keys: tuple[tuple[str, str], ...] = ()  # claim key → the key of what is left of it, "" for nothing


def without(said: Contribution, stones: Stones, text: str = "") -> Withheld:
    """``said`` without those whom ``stones`` leave out; ``text`` is the document's, as far as it is at hand."""
    source = said.source
    hers = {leaf.id: leaf for leaf in said.leaves if _is_left_out(leaf, stones)}
    nearby = _nearby(said, hers.values(), stones, text)
    mask = _Mask(stones, source, nearby, frozenset(hers))
    leaves, moved = _leaves(said, mask)
    spared = {leaf.id for leaf in said.leaves if stones.is_spared(leaf.id)}
    every = list(_spoken(said, mask, moved, spared))
    spoken = [one for one in every if one is not None]
    lists = [one for one in (mask.list(item) for item in said.lists()) if one is not None]
    skipped = [replace(one, detail=mask.text(one.detail)) for one in said.skipped]
    if not (hers or mask.touched):
        return Withheld(said, nearby, frozenset(), touched=False)
    register = mask.register(said.register, {head.key for head in said.heads if head.subject in hers})
    now = ("" if one is None else claim_key(source, one.subject, one.claim) for one in every)
    keys = tuple((head.key, key) for head, key in zip(said.heads, now, strict=True) if head.key != key)
    fresh = contribution.again(said, leaves, spoken, lists, skipped, register)
    return Withheld(fresh, nearby, frozenset(hers), touched=True, moved=tuple(moved.items()), keys=keys)


def document(read: Document, stones: Stones, nearby: Nearby) -> Document:
    """``read`` with masks; ``nearby`` as ``without`` gave it for what the document says."""
    mask = _Mask(stones, read.source, nearby, frozenset())
    path, text, title, author, publisher = map(mask.text, (read.path, read.text, read.title, read.author, read.publisher))
    return replace(read, path=path, text=text, title=title, author=author, publisher=publisher) if mask.touched else read


def names(entries: Iterable[LexiconEntry], source: str, stones: Stones, nearby: Nearby) -> tuple[LexiconEntry, ...]:
    """``entries`` without the names of those who are left out, and without names that hold one."""
    mask = _Mask(stones, source, nearby, frozenset())
    return tuple(one for one in entries if mask.text(one.name) == one.name)


def _is_left_out(leaf: Leaf, stones: Stones) -> bool:
    if stones.is_spared(leaf.id):
        return False
    texts = (leaf.name, *leaf.names)
    if leaf.kind == PERSON:
        forms = {form for text in texts if is_full(text) or text == leaf.name for form in own_forms(text)}
    else:
        forms = {glued(leaf.name)}
    return any(stones.stone_of(form, leaf.source) for form in forms)


def _nearby(said: Contribution, hers: Iterable[Leaf], stones: Stones, text: str) -> Nearby:
    """Short forms of those left out, as the source and their names give them; names of more than one word of everybody else."""
    left_out = list(hers)
    out = {leaf.id for leaf in left_out}
    texts = {name for leaf in left_out if leaf.kind == PERSON for name in (leaf.name, *leaf.names)}
    short = {form for name in texts for form in (glued(name), *short_forms(name))}
    for start, end, _ in stones.spans(text, said.source):
        short |= short_forms(text[start:end])
    others = {
        glued(name)
        for leaf in said.leaves
        if leaf.id not in out
        for name in (leaf.name, *leaf.names)
        if len(name.split()) > 1 and _is_another(leaf, name, short, stones)
    }
    return Nearby(frozenset(short - {""}), frozenset(others - short - {""}))


def _is_another(leaf: Leaf, name: str, short: Collection[str], stones: Stones) -> bool:
    """Whether ``name`` is somebody else's: a person's that says who is meant, a body's that does not hold the one left out."""
    if leaf.kind == PERSON:
        return is_full(name)
    return glued(name) not in short and not stones.found(name, leaf.source)


def _leaves(said: Contribution, mask: "_Mask") -> tuple[list[Leaf], dict[str, str]]:
    """The leaves that stay, with masks, and the new id of each whose name holds one."""
    kept, moved = [], {}
    for leaf in said.leaves:
        if leaf.id in mask.out:
            continue
        if mask.stones.is_spared(leaf.id) or (leaf.kind == PERSON and glued(leaf.name) in mask.nearby.others):
            kept.append(leaf)
            continue
        name = mask.text(leaf.name)
        fresh = replace(leaf, name=name, names=tuple(sorted({mask.text(text) for text in leaf.names})))
        if ROW in leaf.id:
            fresh = replace(fresh, id=record_leaf_id(leaf.source, mask.text(leaf.id.partition(ROW)[2])))
        elif name != leaf.name:
            fresh = replace(fresh, id=leaf_id(leaf.source, leaf.kind, name))
        if fresh.id != leaf.id:
            moved[leaf.id] = fresh.id
        kept.append(fresh)
    return kept, moved


def _spoken(said: Contribution, mask: "_Mask", moved: dict[str, str], spared: set[str]) -> Iterable[Spoken | None]:
    for head, claim in zip(said.heads, said.claims(), strict=True):
        if head.subject in mask.out or head.value in mask.out:
            mask.touched = True
            yield None
        elif head.subject in spared:
            yield Spoken(head.subject, claim)
        else:
            fresh = mask.claim(claim)
            yield Spoken(moved.get(head.subject, head.subject), fresh) if fresh is not None else None


@dataclass
class _Mask:
    """Masks what one source says, and notes whether there was anything to mask."""

    stones: Stones
    source: str
    nearby: Nearby
    out: frozenset[str]
    touched: bool = False

    def text(self, text: str) -> str:
        fresh = self.stones.masked(text, self.source, self.nearby) if text else text
        self.touched = self.touched or fresh != text
        return fresh

    def claim(self, claim: Claim) -> Claim | None:
        """``claim`` with masks; None where nothing but a mask would be left of what it says."""
        value = self.value(claim.value)
        if value.text != claim.value.text and not glued(value.text):
            return None
        qualifiers = tuple((name, self.text(text)) for name, text in claim.qualifiers)
        passage = self.passage(claim.passage)
        return replace(claim, subject=self.text(claim.subject), value=value, qualifiers=qualifiers, passage=passage)

    def value(self, value: Value) -> Value:
        return replace(value, text=self.text(value.text))

    def passage(self, passage: Passage) -> Passage:
        lead = self.passage(passage.lead) if passage.lead else None
        return replace(passage, quote=self.text(passage.quote), lead=lead)

    def list(self, item: ItemList) -> ItemList | None:
        if any(leaf_id(self.source, item.subject_kind, item.subject) == leaf for leaf in self.out):
            return None
        items = tuple(self.text(text) for text in item.items)
        return replace(item, subject=self.text(item.subject), items=items, passage=self.passage(item.passage))

    def register(self, said: Registered | None, keys: set[str]) -> Registered | None:
        """``said`` without what it says of rows that are left out; ``keys`` are those of their claims."""
        if said is None:
            return None
        proposals = tuple(one for one in said.proposals if not {one.left, one.right} & self.out and not self._held(one))
        entries = tuple((key, one) for key, one in said.entries if key not in keys and not self._held(one))
        changes = tuple((leaf, one) for leaf, one in said.changes if leaf not in self.out and not self._held(one))
        return msgspec.structs.replace(said, proposals=proposals, entries=entries, changes=changes)

    def _held(self, said: Any) -> bool:
        """Whether a name stands anywhere in ``said``."""
        return self.stones.found(msgspec.json.encode(said).decode(), self.source, self.nearby)


def told(skipped: Skipped, stones: Stones) -> Skipped:
    """``skipped`` as it may be told."""
    return replace(skipped, path=stones.masked(skipped.path), detail=stones.masked(skipped.detail)) if stones else skipped
