"""A list enters the atlas, and leaves it again: its file and declaration, what was decided on its rows, a line in the audit.

Invariants: as in ``weaving.taking``; whatever ends a taking-in leaves a draft with which it is gone on, and an import is known by
the token of its draft, so that it is there once. Undoing retires the source; what people decided since stays.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from django.db import transaction

from dentelle.atlas.deciding.recording import audit
from dentelle.atlas.models import ListImport, PairJudgement, Source
from dentelle.errors import JudgementError, SourceError
from dentelle.territory import Territory
from dentelle.weaving import drafts, taking
from dentelle.weaving.drafts import Decision, Draft
from dentelle.weaving.imports.fates import DOUBLE, MATCH, NEW, PERHAPS, SAME, Fate, Fates, Question, flat
from dentelle.weaving.imports.prepare import compared, forget, read_file, sheets
from dentelle.weaving.imports.rows import BLANK, HEADER, RECORD, ReadSheet
from dentelle.weaving.passes import Declared, sha256

VERDICTS = ("same", "different", "unsure")


class KeptRow(msgspec.Struct, frozen=True, array_like=True):
    """What became of a row: ``what`` is one of ``FATES`` or a code of what is no record; ``leaf`` of a record; ``double`` the
    number of the row that it repeats. ``sheet`` is its position.
    """

    sheet: int
    number: int
    what: str
    leaf: str = ""
    double: int = 0


class KeptRows(msgspec.Struct, frozen=True):
    """All rows of an import; ``sheets`` by name, with the numbers of headers and the runs of blank rows."""

    sheets: tuple[str, ...]
    headers: tuple[tuple[int, ...], ...]
    blank: tuple[tuple[tuple[int, int], ...], ...]
    rows: tuple[KeptRow, ...]


def fate_of(fate: Fate, decisions: Mapping[str, Decision]) -> str:
    """What becomes of the row, as far as it is decided: a doubt that somebody settled is none any more."""
    said = [decisions[one.key].verdict if one.key in decisions else "" for one in fate.questions]
    if fate.fate in (SAME, DOUBLE):
        return NEW if said and all(verdict in ("different", "unsure") for verdict in said) else fate.fate
    if fate.fate != PERHAPS:
        return fate.fate
    if "same" in said:
        return DOUBLE if fate.questions[said.index("same")].row >= 0 else SAME
    return NEW if all(verdict in ("different", "unsure") for verdict in said) else PERHAPS


def counted(found: Fates, read: Iterable[ReadSheet], decisions: Mapping[str, Decision]) -> dict[str, int]:
    """How many rows became what: the fates of records, the codes of the others, header and blank; they add up to all rows."""
    counts = Counter(row.what for row in flat(read) if row.what != RECORD)
    counts.update(fate_of(fate, decisions) for fate in found.rows)
    counts[HEADER] = sum(len(sheet.header) for sheet in read)
    counts[BLANK] = sum(sheet.blanks for sheet in read)
    return {what: number for what, number in sorted(counts.items()) if number}


def check(found: Fates, decisions: Mapping[str, Decision], names: Mapping[str, str]) -> None:
    """Raises JudgementError where one row is decided to be the same as two actors; ``names`` of rows by leaf."""
    for fate in found.rows:
        same = [one for one in fate.questions if one.key in decisions and decisions[one.key].verdict == "same"]
        if len(same) > 1 and any(one.sort != MATCH for one in same):
            said = {"row": names.get(fate.leaf, ""), "left": same[0].label, "right": same[1].label}
            raise JudgementError(
                "“%(row)s” cannot be the same as “%(left)s” and “%(right)s”. Decide for one, or make those two one first.", **said
            )


def take(folder: Path, token: str, *, who: str) -> Draft:
    """Takes the list ``token`` in, with what was decided on its rows; done again, it goes on.

    Raises SourceError for one that nobody has compared yet, JudgementError and TerritoryError.
    """
    with drafts.changing(folder, token) as draft:
        if draft.state == "taken" or ListImport.objects.filter(pk=token).exists():
            draft.state = "taken"  # it may be that only this was not noted any more
            forget(folder, draft)
            return draft
        found, read = compared(folder, token), sheets(folder, token)
        if draft.state not in ("read", "taking") or found is None or read is None:
            raise SourceError("unreadable", "%(name)s cannot be taken in: it has not been read.", name=draft.name)
        rows = flat(read)
        names = {fate.leaf: rows[fate.at].name for fate in found.rows}
        check(found, draft.decisions, names)
        source = taking.put_in(folder, draft)
        with transaction.atomic():
            _record(draft, source, found, read, who)
            for fate in found.rows:
                for question in fate.questions:
                    if question.key in draft.decisions:
                        _judge(draft, question, (found.source, source), names[fate.leaf], who)
        draft.state = "taken"
        forget(folder, draft)
        return draft


def _record(draft: Draft, source: str, found: Fates, read: tuple[ReadSheet, ...], who: str) -> None:
    counts = counted(found, read, draft.decisions)
    ListImport.objects.create(
        token=draft.token,
        source=source,
        path=draft.path,
        name=draft.name,
        digest=draft.digest,
        publisher=str(draft.words.get("publisher", "")),
        columns=[list(pair) for pair in draft.columns],
        counts=counts,
        rows=zlib.compress(msgspec.msgpack.encode(_kept(draft, source, found, read))),
        who=who,
    )
    total, records = sum(counts.values()), len(found.rows)
    audit(who, "import_list", source, f"{who} imported the list {draft.path}: {records} of {total} rows are records", "")


def _kept(draft: Draft, source: str, found: Fates, read: tuple[ReadSheet, ...]) -> KeptRows:
    fates = {fate.at: fate for fate in found.rows}
    places = [(at, row.number) for at, sheet in enumerate(read) for row in sheet.rows]
    rows = []
    for at, row in enumerate(flat(read)):
        sheet, number = places[at]
        if fate := fates.get(at):
            what = fate_of(fate, draft.decisions)
            double = _double(fate, draft.decisions) if what == DOUBLE else -1
            rows.append(
                KeptRow(sheet, number, what, moved(fate.leaf, found.source, source), places[double][1] if double >= 0 else 0)
            )
        else:
            rows.append(KeptRow(sheet, number, row.what))
    headers = tuple(sheet.header for sheet in read)
    return KeptRows(tuple(sheet.name for sheet in read), headers, tuple(sheet.blank for sheet in read), tuple(rows))


def _double(fate: Fate, decisions: Mapping[str, Decision]) -> int:
    """The place of the row that this one repeats."""
    if fate.fate == DOUBLE:
        return fate.double
    return next(one.row for one in fate.questions if one.key in decisions and decisions[one.key].verdict == "same")


def _judge(draft: Draft, question: Question, sources: tuple[str, str], name: str, who: str) -> None:
    """Records what was decided; one that only confirms what the machine found anyway is recorded, too."""
    mine, other = (moved(leaf, *sources) for leaf in (question.mine, question.other))
    sides = {
        mine: (name, [mine]),
        other: (question.label, [moved(leaf, *sources) for leaf in question.leaves]),
    }
    left, right = sorted(sides)
    verdict = draft.decisions[question.key].verdict
    why = ""
    if question.before is not None and question.before.verdict == verdict:
        why = f"as {question.before.who} decided on {question.before.when}"
    PairJudgement.objects.create(
        left=left,
        right=right,
        left_name=sides[left][0],
        right_name=sides[right][0],
        left_leaves=sides[left][1],
        right_leaves=sides[right][1],
        verdict=verdict,
        who=who,
        why=why,
    )
    audit(who, verdict, f"{left} {right}", f"{who}: {verdict}: {sides[left][0]} / {sides[right][0]} ({draft.path})", why)


def moved(leaf: str, former: str, source: str) -> str:
    """``leaf`` as it is called when the list is the source ``source`` and not ``former``, as was thought when it was compared."""
    return f"{source}{leaf.removeprefix(former)}" if leaf.startswith(f"{former}|") else leaf


def kept_rows(row: ListImport) -> KeptRows:
    """What became of the rows of an import."""
    return msgspec.msgpack.decode(zlib.decompress(bytes(row.rows)), type=KeptRows)


def reread(territory: Territory, row: ListImport) -> tuple[ReadSheet, ...]:
    """The rows of an import with their cells, read again from its file, which nobody keeps twice.

    Raises SourceError where that is not there any more as it was.
    """
    folder = territory.folder
    path = next((one for one in (folder / _path(row), folder / taking.RETIRED / row.source / "file") if one.is_file()), None)
    if path is None or sha256(path) != row.digest:
        raise SourceError("unreadable", "%(path)s is not there any more as it was imported.", path=row.path)
    columns = tuple((column, field) for column, field in row.columns)
    return read_file(territory, path, row.name, row.source, Declared(named=True, columns=columns))


def _path(row: ListImport) -> str:
    """Where its file is: ``row`` says no name of anybody who is left out, in a path either."""
    return Source.objects.filter(pk=row.source).values_list("path", flat=True).first() or row.path


def undo(folder: Path, row: ListImport, *, who: str, why: str = "") -> None:
    """Takes the whole import back: its file is moved aside and declared no more. ``taking.bring_back`` undoes that.

    Raises SourceError when the file is not there, and TerritoryError.
    """
    there = Source.objects.filter(pk=row.source, present=True).first()
    source = there or Source(id=row.source, path=_path(row), title=row.name)  # the weave that makes it may not have ended yet
    taking.retire(folder, source, who=who, why=why, line=f"{who} undid the import of the list {source.path}")


def undone(folder: Path, row: ListImport) -> taking.Retired | None:
    """Who took the import back, and when; None as long as nobody did."""
    return next((note for note in taking.retired(folder) if note.source == row.source), None)
