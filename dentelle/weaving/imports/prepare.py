"""Reads a list that somebody brought: first what its columns hold, then, once that is said, what would become of its rows.

Invariants: it writes nothing but the draft's own folder; the file is parsed in the pool of workers, within the limits of a weave.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from dentelle import tombstones
from dentelle.atlas.projecting import contribution
from dentelle.atlas.projecting.contribution import Contribution
from dentelle.errors import CancelledError, DentelleError, SourceError
from dentelle.model import Skipped, record_leaf_id
from dentelle.territory import STATE_FOLDER, Territory
from dentelle.weaving import drafts
from dentelle.weaving.difference import state_with
from dentelle.weaving.drafts import Decision, Draft
from dentelle.weaving.imports.fates import Fates, fates
from dentelle.weaving.imports.rows import RECORD, ReadRow, ReadSheet, preload, read_rows
from dentelle.weaving.imports.survey import Survey, survey
from dentelle.weaving.intake import end, named, predicted
from dentelle.weaving.passes import Declared, first_pass
from dentelle.weaving.workers import Pool

SURVEY, ROWS, FATES, PROGRESS = "survey", "rows", "fates", "progress"  # files beside the draft
STAGES = ("reading", "comparing", "writing")

Progress = Callable[[str, int, int], None]  # stage, how many are done, of how many
T = TypeVar("T")


def prepare(territory: Territory, token: str, progress: Progress | None = None) -> None:
    """Takes the list ``token`` one step further and notes what came out beside it."""
    draft = drafts.load(territory.folder, token)
    told = progress or note_progress(territory.folder, token)
    try:
        if draft.columns:
            _compare(territory, draft, told)
            state = "read"
        else:
            _survey(territory, draft, told)
            state = "surveyed"
    except CancelledError as error:
        end(territory.folder, draft, "unread", "unreadable", error.detail)
        raise
    except DentelleError as error:
        reason = error.reason if isinstance(error, SourceError) else "unreadable"
        end(territory.folder, draft, "unread", reason, error.detail)
        return
    end(territory.folder, draft, state)


def surveyed(folder: Path, token: str) -> Survey | None:
    """What the list ``token`` looks like; None as long as nobody knows."""
    return _load(folder, token, SURVEY, Survey)


def sheets(folder: Path, token: str) -> tuple[ReadSheet, ...] | None:
    """The rows of the list ``token``, as it was read last."""
    return _load(folder, token, ROWS, tuple[ReadSheet, ...])


def compared(folder: Path, token: str) -> Fates | None:
    """What would become of the rows of the list ``token``; None as long as nothing is compared."""
    return _load(folder, token, FATES, Fates)


def forget(folder: Path, draft: Draft) -> None:
    """Throws away what was read of the list: it is a source now, and its import says what became of its rows."""
    for name in (SURVEY, ROWS, FATES, PROGRESS):
        (drafts.place(folder, draft.token) / name).unlink(missing_ok=True)
    drafts.content(folder, draft).unlink(missing_ok=True)


def progress_of(folder: Path, token: str) -> tuple[str, int, int] | None:
    """Stage, how many steps are done, of how many; None before the first."""
    return _load(folder, token, PROGRESS, tuple[str, int, int])


def read_file(territory: Territory, path: Path, name: str, source: str, declared: Declared) -> tuple[ReadSheet, ...]:
    """The rows of the list at ``path``, called ``name``, read in a worker. Raises SourceError."""
    with Pool(territory.limits, preload=preload) as pool:
        read = _only(pool, read_rows, name, (str(path), name, source, declared, territory.limits))
    return masked(territory.folder, msgspec.msgpack.encode(read), tuple[ReadSheet, ...])


def declared_of(draft: Draft) -> Declared:
    """What is declared of the list, as far as reading it depends on it."""
    said = {key: str(draft.words.get(key, "")) for key in ("language", "title", "publisher", "date")}
    return Declared(**said, named=True, columns=tuple(sorted(draft.columns)))


def _survey(territory: Territory, draft: Draft, told: Progress) -> None:
    told(STAGES[0], 0, 1)
    with named(territory.folder, draft) as path, Pool(territory.limits, preload=preload) as pool:
        found = _only(pool, survey, draft.name, (str(path), draft.name, territory.limits))
    _write(territory.folder, draft, SURVEY, found)
    told(STAGES[0], 1, 1)


def _compare(territory: Territory, draft: Draft, told: Progress) -> None:
    folder = territory.folder
    source = predicted(folder, draft)
    told(STAGES[0], 0, len(STAGES))
    with named(folder, draft) as path, Pool(territory.limits, preload=preload) as pool:
        arguments = (str(path), draft.name, source, declared_of(draft), territory.limits)
        read = _only(pool, read_rows, draft.name, arguments)
        first = _only(pool, first_pass, draft.name, (*arguments, draft.digest, tombstones.active(folder / STATE_FOLDER)))
    if first is None:
        raise SourceError("unreadable", "%(name)s changed while it was read. Add it again.", name=draft.name)
    own = contribution.decode(first.said)
    read = _without(read, own)
    told(STAGES[1], 1, len(STAGES))
    found = fates(state_with(own, source, draft), own, read)
    told(STAGES[2], 2, len(STAGES))
    _write(folder, draft, ROWS, read)
    _write(folder, draft, FATES, found)
    _remember(folder, draft, found)
    told(STAGES[2], len(STAGES), len(STAGES))


def _without(read: tuple[ReadSheet, ...], own: Contribution) -> tuple[ReadSheet, ...]:
    """``read``, where a record of which nothing may be said is none."""
    there = {leaf.id for leaf in own.leaves}

    def told(row: ReadRow) -> ReadRow:
        if row.what != RECORD or record_leaf_id(own.source, row.key) in there:
            return row
        return msgspec.structs.replace(row, what="withheld", name="", remarks=())

    return tuple(msgspec.structs.replace(sheet, rows=tuple(map(told, sheet.rows))) for sheet in read)


def _remember(folder: Path, draft: Draft, found: Fates) -> None:
    """What was decided on the same rows before is decided again, unless a person says otherwise."""
    before = {one.key: one.before for fate in found.rows for one in fate.questions if one.before}
    with drafts.changing(folder, draft.token) as now:
        now.decisions = {key: Decision(said.verdict) for key, said in before.items()}


def _only(pool: Pool, function: Callable[..., T], name: str, arguments: tuple[Any, ...]) -> T:
    """The result of one task. Raises SourceError for one that was skipped."""
    for _, result in pool.run(function, [(name, arguments)]):
        if isinstance(result, Skipped):
            raise SourceError(result.reason, result.detail)
        found: T = result
        return found
    raise SourceError("crashed", "%(name)s could not be read.", name=name)


def note_progress(folder: Path, token: str) -> Progress:
    """Writes down how far the list is, for its page."""

    def told(stage: str, done: int, of: int) -> None:
        drafts.write(drafts.place(folder, token) / PROGRESS, msgspec.msgpack.encode((stage, done, of)))

    return told


def _write(folder: Path, draft: Draft, what: str, found: object) -> None:
    drafts.write(drafts.place(folder, draft.token) / what, msgspec.msgpack.encode(found))


def _load(folder: Path, token: str, what: str, type_: type[T]) -> T | None:
    try:
        return masked(folder, (drafts.place(folder, token) / what).read_bytes(), type_)
    except (OSError, msgspec.MsgspecError):
        return None


def masked(folder: Path, content: bytes, type_: type[T]) -> T:
    """What ``content`` (MessagePack) holds, without the names of people who are left out, since whenever that may be."""
    stones = tombstones.active(folder / STATE_FOLDER)
    if not stones:
        return msgspec.msgpack.decode(content, type=type_)
    return msgspec.convert(stones.said_within(msgspec.msgpack.decode(content)), type_)
