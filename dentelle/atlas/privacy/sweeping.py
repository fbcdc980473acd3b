"""Every place of the database and of ``var/`` where a name may stand, and how it goes from there.

Invariants: ``write=False`` finds exactly what ``write=True`` changes, and changes nothing; a place swept once holds nothing for a
second sweep; the caller holds the transaction and the lock of the publication. Which tables there are is asked of Django, so that
a new one is swept from its first day on.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from django.apps import apps
from django.db import models
from django.utils import timezone

from dentelle.atlas.models import (
    AuditOpening,
    ClaimJudgement,
    ContributionRow,
    DocumentRow,
    FindingRow,
    HandFact,
    Identity,
    IdentityLeaf,
    Invitation,
    Lease,
    PairJudgement,
    Publication,
    ReadingCache,
    Sealed,
    Source,
    Tombstone,
    UnitRow,
    User,
)
from dentelle.atlas.privacy import withheld
from dentelle.atlas.projecting import contribution
from dentelle.atlas.projecting.projection import TEXT
from dentelle.atlas.safekeeping.kept_tables import kept
from dentelle.folding import digest
from dentelle.model import Document
from dentelle.tombstones import Nearby, Seeker, Stone, Stones

__all__ = ["Swept", "fields_of", "sweep_kept", "sweep_made", "swept_tables", "table_named", "words_of"]

APART = (User, Invitation, Identity, IdentityLeaf, Source, Publication, Tombstone, Sealed, Lease)  # see each below, or no names
FREE = ("text", "answer", "note", "said")  # words about an entity: of one who is left out they go as a whole
LEAST = 30  # characters of a column that a name may stand in
CHUNK = 500
MOST_PLACES = 20  # of one file that are told
LEAF = re.compile(r"[0-9a-z]{12}(?=\|)")  # a leaf id begins with its source


@dataclass
class Swept:
    """What was found. ``places`` source → how often; ``leaves`` (leaf → its new id, "" for none) and ``keys`` (claim key →
    new key or "") that were touched; ``rows`` table → how many lines; ``nearby`` by source.
    """

    places: Counter[str] = field(default_factory=Counter)
    leaves: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    rows: Counter[str] = field(default_factory=Counter)
    nearby: dict[str, Nearby] = field(default_factory=dict)
    where: dict[str, list[str]] = field(default_factory=dict)  # source → its first places: p2 a page, l7 a line
    files: list[Path] = field(default_factory=list)  # of the state
    cached: set[str] = field(default_factory=set)  # sources of which something is kept for the next weave

    @property
    def sources(self) -> set[str]:
        """Every source that names the person."""
        return {*self.places, *self.cached}


def sweep_made(stones: Stones, stone: Stone, swept: Swept, *, write: bool, seeker: Seeker | None = None) -> None:
    """What sources say, their texts, and what is kept of them for the next weave, which reads those that were touched again.

    ``seeker``: only what it says may name the person is looked at.
    """
    for pk, source, key, content in ContributionRow.objects.values_list("id", "source_id", "key", "content").iterator(CHUNK):
        if seeker is not None and not seeker.may_name(source, bytes(content)):
            continue
        text = DocumentRow.objects.filter(source_id=source).order_by("-since").values_list("text", flat=True).first()
        left = withheld.without(contribution.decode(bytes(content)), stones, text or "")
        swept.nearby[source] = left.nearby
        if left.touched:
            swept.leaves |= dict.fromkeys(left.leaves, "") | dict(left.moved)
            swept.keys.update(left.keys)
            swept.places[source] += 0
            if write:
                fresh = digest(key, stone.id, length=40)  # who holds the former in memory sees that it has gone
                ContributionRow.objects.filter(pk=pk).update(key=fresh, content=contribution.encode(left.said))
    _sweep_documents(stones, swept, seeker, write=write)
    _sweep_cache(stones, swept, seeker, write=write)
    _sweep_sources(stones, swept, write=write)
    if write:
        units = [f"{TEXT}{source}" for source in swept.sources]
        UnitRow.objects.filter(unit__in=units).update(digest="")
        _sweep_notes(stones, swept)


def _sweep_documents(stones: Stones, swept: Swept, seeker: Seeker | None, *, write: bool) -> None:
    columns = ("id", "source_id", "blocks", "text", "title", "author", "publisher")
    for pk, source, blocks, *texts in DocumentRow.objects.values_list(*columns).iterator(50):
        if seeker is not None and not seeker.may_name(source, "\n".join(texts)):
            continue
        nearby = swept.nearby.get(source, Nearby())
        places = [start for start, _, _ in stones.spans(texts[0], source, nearby)]
        fresh = [stones.masked(text, source, nearby) for text in texts]
        if fresh != texts:
            swept.places[source] += len(places)
            swept.where[source] = [_place(texts[0], blocks, start) for start in places[:MOST_PLACES]]
            if write:
                DocumentRow.objects.filter(pk=pk).update(**dict(zip(columns[3:], fresh, strict=True)))


def _place(text: str, blocks: list[dict[str, Any]], start: int) -> str:
    """Where in its file a person finds what stands at ``start``: the page where there are pages, else the line."""
    page = next((block.get("page", 0) for block in blocks if block["start"] <= start < block["end"]), 0)
    return f"p{page}" if page else f"l{text.count(chr(10), 0, start) + 1}"


def _sweep_cache(stones: Stones, swept: Swept, seeker: Seeker | None, *, write: bool) -> None:
    rows = ReadingCache.objects.filter(stage__in=("t", "s", "x")).values_list("source", "stage", "content")
    for source, stage, content in rows.iterator(chunk_size=100):
        if source in swept.sources:
            continue
        said = zlib.decompress(content)
        sought = said.decode("utf-8", "replace") if stage == "x" else said
        if (seeker is None or seeker.may_name(source, sought)) and _names_somebody(stage, source, said, stones):
            swept.cached.add(source)
    if write:
        ReadingCache.objects.filter(source__in=swept.sources).delete()
        ReadingCache.objects.filter(stage__in=("k", "y", "r")).delete()  # likenesses and answers of registers hold names


def _names_somebody(stage: str, source: str, content: bytes, stones: Stones) -> bool:
    if stage == "t":
        read = msgspec.msgpack.decode(content, type=Document)
        return any(stones.found(text, source) for text in (read.text, read.title, read.author, read.publisher))
    if stage == "s":
        return withheld.without(contribution.decode(content), stones).touched
    return stones.found(content.decode("utf-8", "replace"), source)


def _sweep_sources(stones: Stones, swept: Swept, *, write: bool) -> None:
    for source in Source.objects.all():
        before = (source.title, source.publisher, source.masked_path)
        source.title, source.publisher = stones.masked(source.title, source.id), stones.masked(source.publisher, source.id)
        shown = stones.masked(source.path, source.id)
        source.masked_path = shown if shown != source.path else source.masked_path
        if before != (source.title, source.publisher, source.masked_path):
            swept.places[source.id] += 1
            if write:
                source.save(update_fields=["title", "publisher", "masked_path"])


def _sweep_notes(stones: Stones, swept: Swept) -> None:
    """What the last weave noted of files: only the next can note it again."""
    for row in FindingRow.objects.filter(unit__startswith="f:"):
        message, data = stones.said(row.message), stones.said_within(row.data)
        if (message, data) != (row.message, row.data):
            FindingRow.objects.filter(pk=row.pk).update(message=message, data=data)


# ---- what people decided and wrote


def swept_tables() -> Iterator[type[models.Model]]:
    """Every kept table of ours in which a name may stand."""
    for model in kept():
        if model not in APART and model.__module__.startswith("dentelle.") and fields_of(model):
            yield model


@cache
def fields_of(model: type[models.Model]) -> tuple[str, ...]:
    """The fields of ``model`` that hold words."""
    return tuple(
        one.name
        for one in model._meta.concrete_fields
        if not one.primary_key
        and not one.is_relation
        and (
            isinstance(one, models.TextField | models.JSONField)
            or (isinstance(one, models.CharField) and (one.max_length or LEAST) >= LEAST)
        )
    )


def sweep_kept(stones: Stones, stone: Stone, swept: Swept, *, write: bool, seal: Tombstone | None = None) -> None:
    """Judgements, the audit, reports, calls and whatever else people wrote; ``seal`` keeps what stood there."""
    if write:
        _undo(stones, swept, stone, seal)
    opening = AuditOpening.objects.create() if write else None
    for model in swept_tables():
        for pk, before, after in _changed(model, stones, stone, swept):
            swept.rows[model._meta.label] += 1
            if write:
                models.QuerySet(model).filter(pk=pk).update(**after)  # not its manager: the audit's refuses
            if write and seal is not None:
                Sealed.objects.bulk_create(
                    Sealed(tombstone=seal, table=model._meta.label, row=str(pk), field=name, value=before[name]) for name in after
                )
    if opening is not None:
        opening.delete()
        _forget_leaves(swept, stone, seal)


def _changed(
    model: type[models.Model], stones: Stones, stone: Stone, swept: Swept
) -> list[tuple[Any, Mapping[str, Any], dict[str, Any]]]:
    """(primary key, the fields as they are, what they become) of each row that names the person."""
    names = fields_of(model)
    about = [one.attname for one in model._meta.concrete_fields if one.related_model is Identity]
    about += ["claim_key"] if model is ClaimJudgement else []
    found = []
    for row in models.QuerySet(model).order_by("pk").values("pk", *names, *about).iterator(chunk_size=CHUNK):
        hers = any(row[name] in stone.identities for name in about)
        after = {name: _said(row[name], name in FREE and hers, stones, stone, swept) for name in names if row[name]}
        if model is ClaimJudgement and swept.keys.get(row["claim_key"]):
            after["claim_key"] = swept.keys[row["claim_key"]]
        after = {name: value for name, value in after.items() if value != row[name]}
        if after:
            found.append((row["pk"], row, after))
    return found


def _said(value: Any, whole: bool, stones: Stones, stone: Stone, swept: Swept) -> Any:
    if whole:
        return stone.mark
    if isinstance(value, str) and value in swept.leaves:
        return swept.leaves[value] or _leaf(value, stone)
    if isinstance(value, list):
        return [_said(one, False, stones, stone, swept) for one in value]
    if isinstance(value, dict):
        source = value.get("source")
        source = source if isinstance(source, str) else ""
        nearby = swept.nearby.get(source, Nearby())
        leaves = {name: one for name, one in value.items() if isinstance(one, str) and one in swept.leaves}
        held = value | {name: swept.leaves[one] or _leaf(one, stone) for name, one in leaves.items()}
        return stones.said_within(held, source, nearby, stone.mark)
    return words_of(value, stones, mark=stone.mark)


def words_of(value: Any, stones: Stones, mark: str = "") -> Any:
    """``value`` (a text or JSON) with marks in the place of names; a leaf id is taken as its source means it."""
    if isinstance(value, str):
        leaf = LEAF.match(value)
        return stones.said(value, leaf.group() if leaf else "", mark=mark)
    if isinstance(value, list):
        return [words_of(one, stones, mark) for one in value]
    if isinstance(value, dict):
        source = value.get("source")
        return stones.said_within(value, source if isinstance(source, str) else "", mark=mark)
    return value


def _leaf(leaf: str, stone: Stone) -> str:
    source, _, rest = leaf.partition("|")
    return f"{source}|{rest.partition('|')[0].partition(':')[0]}|{stone.mark}"


def _undo(stones: Stones, swept: Swept, stone: Stone, seal: Tombstone | None) -> None:
    """Takes back what was judged of the person: it speaks of nothing that is there."""
    gone = sorted(key for key, now in swept.keys.items() if not now)
    rows: list[models.Model] = []
    for start in range(0, len(gone), CHUNK):
        rows += ClaimJudgement.objects.filter(undone_at=None, claim_key__in=gone[start : start + CHUNK])
    gone_leaves = {leaf for leaf, now in swept.leaves.items() if not now}
    for pair in PairJudgement.objects.filter(undone_at=None):
        if not {pair.left, pair.right, *pair.left_leaves, *pair.right_leaves}.isdisjoint(gone_leaves):
            rows.append(pair)
    for fact in HandFact.objects.filter(undone_at=None):
        text = fact.value.get("text", "")
        if {fact.subject, fact.value_leaf} & gone_leaves or (text and stones.said(text) == stone.mark):
            rows.append(fact)
    for row in rows:
        type(row)._default_manager.filter(pk=row.pk).update(undone_at=timezone.now(), undone_by=stone.mark)
        if seal is not None:
            Sealed.objects.create(tombstone=seal, table=row._meta.label, row=str(row.pk), field="undone_at", value=None)
            Sealed.objects.create(tombstone=seal, table=row._meta.label, row=str(row.pk), field="undone_by", value="")


def _forget_leaves(swept: Swept, stone: Stone, seal: Tombstone | None) -> None:
    """Kept leaves, and the leaf that an id was minted from, name the person."""
    leaves = sorted(swept.leaves)
    for start in range(0, len(leaves), CHUNK):
        part = leaves[start : start + CHUNK]
        IdentityLeaf.objects.filter(leaf__in=[leaf for leaf in part if not swept.leaves[leaf]]).delete()
        for row in IdentityLeaf.objects.filter(leaf__in=part):
            IdentityLeaf.objects.filter(pk=row.pk).update(leaf=swept.leaves[row.leaf])
        for row in Identity.objects.filter(minted_from__in=part):
            Identity.objects.filter(pk=row.pk).update(minted_from=swept.leaves[row.minted_from] or _leaf(row.minted_from, stone))
            if seal is not None:
                label = Identity._meta.label
                Sealed.objects.create(tombstone=seal, table=label, row=row.pk, field="minted_from", value=row.minted_from)


def table_named(label: str) -> type[models.Model]:
    """The table that a sealed row came from."""
    return apps.get_model(label)
