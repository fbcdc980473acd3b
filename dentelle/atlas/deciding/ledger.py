"""All judgements as JSON lines: out of one database, into another.

Invariants: a line says on its own what was decided, by claims and leaves with the paths of their sources, so that it means
the same where those sources have other ids; reading lines a second time changes nothing; what cannot stand here is listed
with its line and the reason, and what has no claim or leaf here yet is kept and waits for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from django.db import transaction

from dentelle.atlas.deciding import chains
from dentelle.atlas.deciding.hand_facts import sentence, source_of_statements
from dentelle.atlas.deciding.recording import audit, begin, show
from dentelle.atlas.models import ClaimJudgement, HandFact, PairJudgement, Source
from dentelle.atlas.projecting.edges import Edge
from dentelle.atlas.projecting.projection import Changes
from dentelle.atlas.projecting.published import edge_of, published_state
from dentelle.atlas.projecting.rows import value_of
from dentelle.atlas.projecting.state import State
from dentelle.atlas.projecting.stated import statement_key
from dentelle.errors import JudgementError, VocabularyError
from dentelle.model import Claim, Modality, Passage, claim_key
from dentelle.vocabulary import prop

Row = ClaimJudgement | PairJudgement | HandFact

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
Name = Annotated[str, msgspec.Meta(min_length=1)]
LeafId = Annotated[str, msgspec.Meta(pattern=r"^s[0-9a-f]+\|.")]
STATED = (
    "subject", "property", "value", "who", "why", "made_at", "subject_name", "subject_kind", "value_leaf", "qualifiers",
    "instead", "source_title", "source_url", "source_date", "proposed_by", "undone_at", "undone_by",
)  # fmt: skip
COMMON = ("verdict", "who", "why", "made_at", "undone_at", "undone_by")


class ClaimLine(msgspec.Struct, frozen=True, tag_field="is", tag="claim", forbid_unknown_fields=True):
    """A judgement on a claim. ``claim`` is the claim as it stood, ``sources`` maps source ids to paths."""

    key: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{20}$")]
    verdict: Literal["accept", "reject", "correct", "hide"]
    who: Name
    made_at: Moment
    claim: dict[str, Any]
    sources: dict[str, str]
    corrected: dict[str, Any] | None = None
    why: str = ""
    undone_at: Moment | None = None
    undone_by: str = ""


class PairLine(msgspec.Struct, frozen=True, tag_field="is", tag="pair", forbid_unknown_fields=True):
    """A judgement on two leaves; ``left_leaves`` and ``right_leaves`` are what they stood for."""

    left: LeafId
    right: LeafId
    verdict: Literal["same", "different", "unsure", "split"]
    who: Name
    made_at: Moment
    sources: dict[str, str]
    left_leaves: tuple[LeafId, ...] = ()
    right_leaves: tuple[LeafId, ...] = ()
    left_name: str = ""
    right_name: str = ""
    why: str = ""
    undone_at: Moment | None = None
    undone_by: str = ""


class HandLine(msgspec.Struct, frozen=True, tag_field="is", tag="stated", forbid_unknown_fields=True):
    """A fact stated by hand. ``instead`` are the claims, with their keys, in whose place it stands."""

    subject: LeafId
    property: Name
    value: dict[str, Any]
    who: Name
    why: Name
    made_at: Moment
    sources: dict[str, str]
    subject_name: str = ""
    subject_kind: str = ""
    value_leaf: str = ""
    qualifiers: tuple[tuple[str, str], ...] = ()
    instead: tuple[dict[str, Any], ...] = ()
    source_title: str = ""
    source_url: str = ""
    source_date: str = ""
    proposed_by: str = ""
    undone_at: Moment | None = None
    undone_by: str = ""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A line, from 1, that could not be recorded, or that waits; ``said`` is its judgement in words, "" if it cannot be read."""

    line: int
    said: str
    reason: str


@dataclass
class Imported:
    """``recorded`` lines are new here, ``known`` were here already; ``waiting`` are recorded but find no claim or leaf yet."""

    recorded: int = 0
    known: int = 0
    waiting: list[Unfit] = field(default_factory=list)
    refused: list[Unfit] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)


def lines() -> list[str]:
    """Every judgement as a JSON line, also those taken back, oldest first: claims, then pairs, then facts stated by hand."""
    with transaction.atomic():
        paths = dict(Source.objects.values_list("id", "path"))
        ends = _stand_ins()
        claims = [_claim_line(row, paths) for row in ClaimJudgement.objects.order_by("made_at", "id")]
        pairs = [_pair_line(row, ends.get(row.id, ("", "")), paths) for row in PairJudgement.objects.order_by("made_at", "id")]
        return claims + pairs + [_hand_line(row, paths) for row in HandFact.objects.order_by("made_at", "id")]


def read(content: Iterable[str], *, who: str) -> Imported:
    """Records the judgements of the lines ``content`` (as ``lines`` writes them) and shows them, in one transaction.

    Raises JudgementError before the first weave.
    """
    result = Imported()
    with transaction.atomic():
        begin()
        known = published_state()
        fresh = _record(content, result)
        state = _without_refused(known, fresh, result)
        _tell_waiting(state, fresh, result)
        if fresh:
            audit(who, "import", "", f"{who}: import: {len(fresh)} judgements", "")
            result.changes = show()
        result.recorded += len(fresh)
    return result


# ---- out


def _claim_line(row: ClaimJudgement, paths: Mapping[str, str]) -> str:
    sources = _sources([row.claim.get(name, "") for name in ("source", "subject")], paths)
    line = {"is": "claim", "key": row.claim_key, "claim": row.claim, "corrected": row.corrected}
    return _line(row, line, sources)


def _pair_line(row: PairJudgement, ends: tuple[str, str], paths: Mapping[str, str]) -> str:
    left, right = _with([row.left, *row.left_leaves], ends[0]), _with([row.right, *row.right_leaves], ends[1])
    line = {"is": "pair", "left": row.left, "right": row.right, "left_name": row.left_name, "right_name": row.right_name}
    sources = _sources([row.left, row.right, *left, *right], paths)
    return _line(row, line | {"left_leaves": left, "right_leaves": right}, sources)


def _hand_line(row: HandFact, paths: Mapping[str, str]) -> str:
    ends = [row.subject, row.value_leaf, *(one[name] for one in row.instead for name in ("source", "subject"))]
    line = {"is": "stated"} | {name: getattr(row, name) for name in STATED}
    return msgspec.json.encode(line | {"sources": _sources([end for end in ends if end], paths)}).decode()


def _line(row: ClaimJudgement | PairJudgement, line: dict[str, Any], sources: Mapping[str, str]) -> str:
    common = {name: getattr(row, name) for name in COMMON}
    return msgspec.json.encode(line | common | {"sources": sources}).decode()


def _sources(ids: Iterable[str], paths: Mapping[str, str]) -> dict[str, str]:
    named = {id_.partition("|")[0] for id_ in ids}
    return {id_: paths[id_] for id_ in sorted(named) if id_ in paths}


def _with(leaves: list[str], stand_in: str) -> list[str]:
    """All but the first of ``leaves``, and the one that stands in for them."""
    return leaves[1:] if not stand_in or stand_in in leaves else [*leaves[1:], stand_in]


def _stand_ins() -> Mapping[int, tuple[str, str]]:
    """The leaves of today by judgement: another store does not remember which stands in for one that has gone."""
    if not PairJudgement.objects.filter(undone_at=None).exists():
        return {}
    return published_state().decided.ends


# ---- in


def _record(content: Iterable[str], result: Imported) -> dict[tuple[str, int], tuple[int, str]]:
    """Writes the lines that are new; returns (table, row id) → (line, its judgement in words)."""
    sources = {row[0]: row for row in Source.objects.values_list("id", "path", "present")}
    decoder = msgspec.json.Decoder(ClaimLine | PairLine | HandLine)
    here = {_token(row): row for model in (ClaimJudgement, PairJudgement, HandFact) for row in model.objects.all()}
    strange = {token: row for token, row in here.items() if isinstance(row, PairJudgement) and not row.undone_at}
    fresh: dict[tuple[str, int], tuple[int, str]] = {}
    for number, text in enumerate(content, 1):
        if not text.strip():
            continue
        try:
            line = decoder.decode(text)
            row = _row(line, sources)
        except (msgspec.DecodeError, JudgementError, VocabularyError, TypeError, ValueError, KeyError) as error:
            result.refused.append(Unfit(number, "", f"This is no judgement as “dentelle judge export” writes it: {error}."))
            continue
        strange.pop(_token(row), None)
        there = here.setdefault(_token(row), row)
        rival = _rival(row, strange.values())
        if there is row and rival:
            reason = f"here {_words(rival)} ({rival.made_at:%Y-%m-%d}{f', “{rival.why}”' if rival.why else ''})"
            result.refused.append(Unfit(number, _words(row), reason))
        elif there is row:
            if isinstance(row, HandFact):
                source_of_statements()
            row.save()
            fresh[type(row).__name__, row.id] = (number, _words(row))
        elif row.undone_at and not there.undone_at:
            there.undone_at, there.undone_by = row.undone_at, row.undone_by
            there.save(update_fields=["undone_at", "undone_by"])
            fresh[type(there).__name__, there.id] = (number, _words(there))
        else:
            result.known += 1
    return fresh


def _row(line: ClaimLine | PairLine | HandLine, sources: Mapping[str, tuple[str, str, bool]]) -> Row:
    if isinstance(line, HandLine):
        return _hand_row(line, sources)
    return _claim_row(line, sources) if isinstance(line, ClaimLine) else _pair_row(line, sources)


def _rival(row: Row, strange: Iterable[PairJudgement]) -> PairJudgement | None:
    """What somebody decided otherwise here, of which the file knows nothing."""
    if not isinstance(row, PairJudgement) or row.undone_at:
        return None
    on = (row.left, row.right)
    return next((one for one in strange if (one.left, one.right) == on and one.verdict != row.verdict), None)


def _token(row: Row) -> tuple[object, ...]:
    """What makes a judgement the same one in two databases."""
    if isinstance(row, HandFact):
        return ("stated", row.key, row.who, row.made_at)
    on = (row.claim_key,) if isinstance(row, ClaimJudgement) else (row.left, row.right)
    return (*on, row.verdict, row.who, row.made_at)


def _words(row: Row) -> str:
    if isinstance(row, HandFact):
        return f"{row.who}: state: {sentence(row)}"
    on = row.claim.get("said", row.claim_key) if isinstance(row, ClaimJudgement) else " / ".join(edge_of(row).ends)
    return f"{row.who}: {row.verdict}: {on}"


def _claim_row(line: ClaimLine, sources: Mapping[str, tuple[str, str, bool]]) -> ClaimJudgement:
    if (line.corrected is not None) != (line.verdict == "correct"):
        raise JudgementError("a value goes with “correct”, and only with it")
    if line.corrected is not None:
        value_of(line.corrected)  # raises for what is no value
    key, claim = _claim_here(line.key, line.claim, line.sources, sources)
    common = {name: getattr(line, name) for name in COMMON}
    return ClaimJudgement(claim_key=key, claim=claim, corrected=line.corrected, **common)


def _claim_here(
    key: str, said: Mapping[str, Any], paths: Mapping[str, str], sources: Mapping[str, tuple[str, str, bool]]
) -> tuple[str, dict[str, Any]]:
    """The key that a claim has here, and the claim as it is kept here."""
    claim = dict(said)
    source = claim.get("source", "")
    here = _here(source, paths, sources)
    if here == source:
        return key, claim
    if "subject" not in claim:
        raise JudgementError(f"its source {paths.get(source, source)} has another id here, and the line is too old to follow")
    claim |= {"source": here, "subject": _moved(claim["subject"], paths, sources)}
    passage = Passage(0, 0, claim.get("quote", ""))
    made = Claim(
        "", "", claim["property"], value_of(claim["value"]), passage, Modality(claim["modality"]),
        qualifiers=tuple((name, text) for name, text in claim["qualifiers"]),
    )  # fmt: skip
    return claim_key(here, claim["subject"], made), claim


def _hand_row(line: HandLine, sources: Mapping[str, tuple[str, str, bool]]) -> HandFact:
    value = value_of(line.value)  # raises for what is no value
    prop(line.property)  # raises for one that the vocabulary does not know
    instead = []
    for one in line.instead:
        key, claim = _claim_here(one["key"], {name: said for name, said in one.items() if name != "key"}, line.sources, sources)
        instead.append({"key": key, **claim})
    subject = _moved(line.subject, line.sources, sources)
    value_leaf = _moved(line.value_leaf, line.sources, sources) if line.value_leaf else ""
    told = {name: getattr(line, name) for name in STATED}
    moved = {
        "subject": subject,
        "value_leaf": value_leaf,
        "instead": instead,
        "qualifiers": [list(one) for one in line.qualifiers],
    }
    return HandFact(key=statement_key(subject, line.property, value, value_leaf, line.qualifiers), **told | moved)


def _pair_row(line: PairLine, sources: Mapping[str, tuple[str, str, bool]]) -> PairJudgement:
    sides = [
        (_moved(leaf, line.sources, sources), name, sorted(_moved(one, line.sources, sources) for one in leaves))
        for leaf, name, leaves in (
            (line.left, line.left_name, line.left_leaves),
            (line.right, line.right_name, line.right_leaves),
        )
    ]
    (left, left_name, left_leaves), (right, right_name, right_leaves) = sorted(sides)
    if left == right:
        raise JudgementError("both ends are one leaf")
    common = {name: getattr(line, name) for name in COMMON}
    return PairJudgement(
        left=left, right=right, left_name=left_name, right_name=right_name,
        left_leaves=left_leaves, right_leaves=right_leaves, **common,
    )  # fmt: skip


def _moved(leaf: str, paths: Mapping[str, str], sources: Mapping[str, tuple[str, str, bool]]) -> str:
    """``leaf`` with the id that its source has here."""
    source, bar, rest = leaf.partition("|")
    return _here(source, paths, sources) + bar + rest


def _here(source: str, paths: Mapping[str, str], sources: Mapping[str, tuple[str, str, bool]]) -> str:
    """The id here of the source that has the id ``source`` there: that of its path, else its own."""
    path = paths.get(source)
    known = sources.get(source)
    if path is None or (known and known[1] == path):
        return source
    return next((id_ for id_, at, present in sources.values() if present and at == path), source)


def _without_refused(known: State, fresh: dict[tuple[str, int], tuple[int, str]], result: Imported) -> State:
    """The state with the new judgements; those that earlier ones, here or in the file, forbid are taken out and listed."""
    before = {edge.row for edge in known.unobeyed}
    while True:
        state = published_state()
        broken = [edge for edge in state.unobeyed if edge.row not in before]
        if not broken:
            return state
        for row, chain in _blamed(state, broken, fresh):
            number, said = fresh.pop((PairJudgement.__name__, row))
            PairJudgement.objects.filter(pk=row).delete()
            result.refused.append(Unfit(number, said, "; ".join(["other decisions forbid it", *map(str, chain)])))


def _blamed(
    state: State, broken: list[Edge], fresh: Mapping[tuple[str, int], object]
) -> list[tuple[int, tuple[chains.Link, ...]]]:
    """The new judgements, by row, that cannot stand beside the others: a new “same”, else what newly forbids an older one."""
    table = PairJudgement.__name__
    new = [edge for edge in broken if (table, edge.row) in fresh]
    if new:
        return [(edge.row, chains.between(state, edge.left, edge.right, apart=True)) for edge in new]
    chain = chains.between(state, broken[0].left, broken[0].right, apart=True)
    rows = [link.judgement for link in chain if link.verdict != "same" and (table, link.judgement) in fresh]
    rows = rows or [max(edge.row for edge in state.judgements.edges if (table, edge.row) in fresh)]
    return [(row, chain) for row in rows]


def _tell_waiting(state: State, fresh: Mapping[tuple[str, int], tuple[int, str]], result: Imported) -> None:
    keys = {head.key for one in state.contributions.values() for head in one.heads}
    claims = dict(ClaimJudgement.objects.filter(undone_at=None).values_list("id", "claim_key"))
    lost = {edge.row for edge in state.decided.lost}
    unplaced = {one.key for one in state.stated.lost}
    stated = dict(HandFact.objects.filter(undone_at=None).values_list("id", "key"))
    for (table, row), (number, said) in fresh.items():
        if table == ClaimJudgement.__name__ and row in claims and claims[row] not in keys:
            result.waiting.append(Unfit(number, said, "no source makes this claim here"))
        elif table == PairJudgement.__name__ and row in lost:
            result.waiting.append(Unfit(number, said, "no source here speaks of one of the two"))
        elif table == HandFact.__name__ and stated.get(row) in unplaced:
            result.waiting.append(Unfit(number, said, "no source here names what it is about"))
