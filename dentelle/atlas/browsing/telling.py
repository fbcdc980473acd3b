"""The atlas in plain lines, for the command line."""

import os
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from dentelle.atlas.browsing.queries import Shown
from dentelle.atlas.deciding import chains, ledger
from dentelle.atlas.deciding.judgements import (
    PAIR_VERDICTS,
    SPLIT,
    judge_claim,
    judge_pair,
    leaves_named,
    split,
    undo_claim,
    undo_pair,
)
from dentelle.atlas.models import EntityRow, FindingRow
from dentelle.atlas.privacy.visibility import quoted
from dentelle.atlas.projecting.projection import Changes
from dentelle.atlas.projecting.published import published_state
from dentelle.errors import JudgementError
from dentelle.terminal import inert
from dentelle.vocabulary import without_wording


def entity_lines(shown: Shown) -> Iterator[str]:
    """An entity, its names, its facts, and under each fact the claims that support it with their keys."""
    row = shown.entity
    yield f"{inert(row.label)}  ({row.type or row.kind}, {row.identity_id}, {row.sources} sources)"
    others = sorted({name["text"] for name in row.names} - {row.label})
    if others:
        yield f"  also: {inert('; '.join(others))}"
    for scheme, value in row.identifiers:
        yield inert(f"  {scheme}: {value}")
    for fact, claims in shown.facts:
        value = fact.value["edtf"] or fact.value["text"]
        quotes = [quoted(claim)[0] for claim in claims]
        told = fact.qualifiers if any(quotes) else without_wording(fact.property, fact.qualifiers)
        said = "".join(f", {name} {text}" for name, text in told)
        rival = ", disputed" if fact.conflict else ""
        yield inert(f"  {fact.property}: {value}{said}  [{fact.status}{rival}]")
        for claim, quote in zip(claims, quotes, strict=True):
            verdict = f" {claim.verdict} by a person;" if claim.verdict else ""
            yield inert(f"    {claim.key}{verdict} {claim.source.shown_path}: “{' '.join(quote.split())}”")


def finding_lines(row: FindingRow) -> Iterator[str]:
    """A finding as severity, check and sentence, parted by tabs; under a pair the command that decides it, or takes it back."""
    yield f"{row.severity}\t{row.check_name}\t{inert(row.message)}"
    if "left_leaf" in row.data and "right_leaf" in row.data:
        ends = shlex.join([row.data["left_leaf"], row.data["right_leaf"]])
        verb = "undo" if row.check_name in ("vanished_pair", "forbidden_pair") else "same"
        yield f"\t\tdentelle judge {verb} {inert(ends)}"


def judge(verdict: str, what: Sequence[str], *, who: str, why: str) -> Iterator[str]:
    """Takes the decision that ``dentelle judge VERDICT WHAT…`` words, and says what it changed."""
    if verdict in PAIR_VERDICTS:
        if len(what) != 2:
            raise JudgementError(f"“{verdict}” is about two entities. Write: dentelle judge {verdict} A B")
        yield _told(judge_pair(what[0], what[1], verdict, who=who, why=why))
    elif verdict == SPLIT:
        if len(what) < 2:
            raise JudgementError("Write: dentelle judge split ENTITY LEAF… (a leaf, a name, or the path of a source)")
        yield _told(split(what[0], leaves_named(what[0], what[1:]), who=who, why=why))
    elif not what:
        raise JudgementError(f"Say what to {verdict}. “dentelle show ENTITY” prints the keys of claims.")
    elif verdict == "correct":
        if len(what) != 2:
            raise JudgementError("Write: dentelle judge correct CLAIM VALUE")
        yield _told(judge_claim(what[0], verdict, who=who, why=why, value=what[1]))
    elif verdict == "undo" and len(what) == 2:
        yield _told(undo_pair(what[0], what[1], who=who, why=why))
    elif verdict == "undo":
        for key in what:
            yield _told(undo_claim(key, who=who, why=why))
    else:
        for key in what:
            yield _told(judge_claim(key, verdict, who=who, why=why))


def leaf_lines(row: EntityRow) -> Iterator[str]:
    """What an entity was joined from: leaf, name and path, parted by tabs."""
    state = published_state()
    yield f"{inert(row.label)}  ({row.identity_id})"
    for leaf in state.clusters[row.identity_id].leaves:
        yield "\t".join(("", *map(inert, (leaf, chains.name(state, leaf), chains.path(state, leaf)))))


def export_judgements(out: str) -> Iterator[str]:
    """The judgements as JSON lines; none when they went to the file ``out``. Raises JudgementError when it cannot be written."""
    lines = ledger.lines()
    if not out:
        yield from lines
        return
    path = Path(out)
    try:
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        fresh.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise JudgementError(f"{out} cannot be written: {error.strerror}.") from error


def import_judgements(files: Sequence[str], *, who: str) -> Iterator[str]:
    """Records the judgements of the one of ``files`` that ``dentelle judge export`` wrote; says what became of those left over.

    Raises JudgementError in the end when a line was refused; what could be recorded is.
    """
    if len(files) != 1:
        raise JudgementError("Name one file. Write: dentelle judge import judgements.jsonl")
    try:
        content = Path(files[0]).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise JudgementError(f"{files[0]} cannot be read: {getattr(error, 'strerror', '') or error}.") from error
    result = ledger.read(content.split("\n"), who=who)
    new, changed, vanished = result.changes.counts()
    yield f"{result.recorded} recorded, {result.known} known already. Facts: {new} new, {changed} changed, {vanished} vanished."
    for one in result.waiting:
        yield f"line {one.line} waits, {one.reason}: {one.said}"
    for one in result.refused:
        yield f"line {one.line} refused{f': {one.said}' if one.said else ''}. {one.reason}"
    if result.refused:
        raise JudgementError(f"Lines refused: {len(result.refused)}. Correct them, or undo what forbids them, and import again.")


def _told(changes: Changes) -> str:
    new, changed, vanished = changes.counts()
    return f"Recorded. Facts: {new} new, {changed} changed, {vanished} vanished."
