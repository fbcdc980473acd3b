"""Loads kept tables and published rows into a ``State``: what a decision starts from, and a weave for what did not change."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

import msgspec
from django.db import transaction
from django.db.models import Count, Max

from dentelle.atlas.models import (
    AuditLine,
    ClaimJudgement,
    HandFact,
    Identity,
    IdentityLeaf,
    PairJudgement,
    Publication,
    ReadingCache,
    Source,
)
from dentelle.atlas.projecting import held, rules
from dentelle.atlas.projecting.edges import Edge
from dentelle.atlas.projecting.held import Related
from dentelle.atlas.projecting.identity import Known
from dentelle.atlas.projecting.projection import chunks
from dentelle.atlas.projecting.rows import value_of
from dentelle.atlas.projecting.state import Judgements, Kept, Memory, SourceFacts, State, Verdict
from dentelle.atlas.projecting.stated import Stated
from dentelle.folding import digest
from dentelle.linking import Compared, Keyed, Likeness, compared, grown
from dentelle.model import Leaf

ASKED = 500  # values in one question to the database
RESTORE = "restore"  # the verb of the audit when a decision that was taken back is in force again
LINKING, KEYED = "k", "y"  # the parts of a cache entry that hold a likeness, and by which keys its groups are found


def judgements() -> Judgements:
    """The judgements in force: of each claim and each pair the newest that nobody took back."""
    mark = judgement_mark()
    return Judgements(tuple(edges_in_force()), verdicts(), mark, stated_in_force())


def standing_judgements() -> Judgements:
    """``judgements`` without verdicts on claims: whoever needs some of those asks for them."""
    return Judgements(tuple(edges_in_force()), stated=stated_in_force())


def stated_in_force(subjects: Iterable[str] | None = None) -> tuple[Stated, ...]:
    """What people state by hand and did not take back, oldest first; only on the leaves ``subjects``, where they are given."""
    there = HandFact.objects.filter(undone_at=None).order_by("made_at", "id")
    asked = None if subjects is None else sorted(set(subjects))
    parts = [there] if asked is None else [there.filter(subject__in=part) for part in chunks(asked, ASKED)]
    return tuple(stated_of(row) for part in parts for row in part)


def stated_of(row: HandFact) -> Stated:
    """``row`` as a projection knows it."""
    return Stated(
        row.key,
        row.subject,
        row.property,
        value_of(row.value),
        row.value_leaf,
        tuple((name, text) for name, text in row.qualifiers),
        row.why,
        row.made_at.date().isoformat(),
        row.subject_name,
        row.subject_kind,
    )


def verdicts(keys: Iterable[str] | None = None) -> dict[str, Verdict]:
    """The verdicts in force by claim key; of the claims ``keys`` only, where they are given."""
    there = ClaimJudgement.objects.order_by("made_at", "id")
    parts = [there] if keys is None else [there.filter(claim_key__in=part) for part in chunks(sorted(set(keys)), ASKED)]
    result = {}
    for row in chain.from_iterable(parts):
        if row.undone_at is not None:
            continue  # not left to the database, which would go through all judgements in force instead of those on the keys
        corrected = value_of(row.corrected) if row.corrected else None
        result[row.claim_key] = Verdict(row.verdict, corrected, row.claim.get("said", ""))
    return result


def edges_in_force() -> Iterator[Edge]:
    """What persons decided on pairs and did not take back, oldest first."""
    for row in PairJudgement.objects.filter(undone_at=None).order_by("made_at", "id"):
        yield edge_of(row)


def edge_of(row: PairJudgement) -> Edge:
    """``row`` as linking knows it."""
    return Edge(
        row.left,
        row.right,
        row.verdict,
        tuple(row.left_leaves),
        tuple(row.right_leaves),
        row.who,
        row.why,
        row.made_at.isoformat(timespec="microseconds"),
        row.id,
        (row.left_name, row.right_name),
    )


def judgement_mark() -> tuple[int, ...]:
    """Numbers that change whenever anybody decides or takes a decision back."""
    mark: list[int] = []
    for model in (ClaimJudgement, PairJudgement, HandFact):
        found = model.objects.aggregate(last=Max("id"), undone=Count("undone_at"))
        mark += [found["last"] or 0, found["undone"]]
    restored = AuditLine.objects.filter(verb=RESTORE).count()  # one decision undone and another brought back: as many as before
    return (*mark, restored)


def stamped(inputs: str, mark: tuple[int, ...]) -> str:
    """The fingerprint of a run whose rows stand for the files and code behind ``inputs`` and the judgements of ``mark``.

    A decision projects what it changes at once and then renews the mark, so that a weave after it has nothing to do.
    """
    return f"{inputs.partition(':')[0]}:{digest(*map(str, mark), length=16)}"


def kept(run: int) -> Kept:
    """Identities and the leaves last assigned to them, as run ``run`` has them."""
    rows = Identity.objects.filter(since__lte=run).values_list("id", "minted_from", "redirect_id")
    identities = {identity: Known(leaf, redirect or "") for identity, leaf, redirect in rows}
    return Kept(identities, dict(IdentityLeaf.objects.at(run).values_list("leaf", "identity_id")))


def source_facts(ids: Iterable[str] | None = None) -> Mapping[str, SourceFacts]:
    """What a projection needs of each source that is there; of those in ``ids`` only, where they are given."""
    there = Source.objects.filter(present=True)
    parts = [there] if ids is None else [there.filter(id__in=part) for part in chunks(sorted(ids), ASKED)]
    rows = chain.from_iterable(part.values_list("id", "path", "trust", "date", "page", "masked_path") for part in parts)
    return {id: SourceFacts(id, masked or path, *said) for id, path, *said, masked in rows}


def remember(key: str, leaves: Mapping[str, Leaf]) -> Related:
    """The likeness kept under ``key``, else that of ``leaves``, kept from now on in the place of any other."""
    found = held.related(key)
    if found is not None:
        return found
    there = _content(key, LINKING)
    if there is not None:
        return held.relate(key, _likeness(there))
    return held.relate(key, _keep(key, compared(leaves)).likeness)


def growing(now: State) -> Memory:
    """Makes the likeness of leaves that are nearly those of ``now``, from the one kept of these; nothing is kept of it."""

    def grow(_: str, leaves: Mapping[str, Leaf]) -> Related:
        before = kept_likeness(now)
        if before is None:
            return Related(compared(leaves).likeness)
        return Related(grown(before, now.said.files, leaves).likeness)

    return grow


def kept_likeness(state: State) -> Compared | None:
    """What comparing the leaves of ``state`` gave, as a weave kept it; None where it has not."""
    likeness, keyed = (_content(state.likeness_key, part) for part in (LINKING, KEYED))
    if likeness is None or keyed is None:
        return None
    return Compared(_likeness(likeness), msgspec.msgpack.decode(keyed, type=Keyed))


def regrow(before: Compared, was: Mapping[str, Leaf]) -> None:
    """Keeps the likeness of what is published now, made from that of the leaves ``was``."""
    now = published_state()
    made = grown(before, was, now.said.files)
    held.relate(now.likeness_key, _keep(now.likeness_key, made).likeness)


def _keep(key: str, made: Compared) -> Compared:
    """``made``, kept in the place of any other."""
    likeness = zlib.compress(msgspec.msgpack.encode(made.likeness), 1)
    keyed = msgspec.msgpack.encode(made.keyed)  # hashes: there is nothing to compress
    with transaction.atomic():
        ReadingCache.objects.filter(stage__in=(LINKING, KEYED)).delete()
        rows = [
            ReadingCache(key=f"{key}-{part}", source="", stage=part, content=content)
            for part, content in ((LINKING, likeness), (KEYED, keyed))
        ]
        ReadingCache.objects.bulk_create(rows, ignore_conflicts=True)  # a weave and a decision may come to the same at once
    return made


def _content(key: str, part: str) -> bytes | None:
    content = ReadingCache.objects.filter(key=f"{key}-{part}").values_list("content", flat=True).first()
    return None if content is None else bytes(content)


def _likeness(content: bytes) -> Likeness:
    return msgspec.msgpack.decode(zlib.decompress(content), type=Likeness)


def published_state() -> State:
    """The state that the published run was projected from, with the judgements in force now."""
    publication = Publication.objects.get(pk=1)
    said = held.hold(publication.run)
    return State(
        rules=rules.from_json(publication.territory),
        sources=source_facts(),
        contributions=said.contributions,
        kept=kept(publication.run),
        judgements=judgements(),
        memory=remember,
        held=said,
    )


def decided_since(before: State) -> State:
    """``before`` with the judgements in force now; nothing else is read again."""
    return replace(before, judgements=judgements())
