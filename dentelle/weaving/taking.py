"""Sources enter and leave the territory by the hand of a person: file and declaration, and one line in the audit.

Invariants: a file is in the inbox, whole, before ``territory.toml`` names it, and is named no more before it is moved away;
whatever is interrupted can be done again and leaves nothing twice; no file of the territory is ever overwritten. What is done
shows with the next weave, and a weave of the folder alone comes to the same.
"""

import os
import shutil
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from django.db import transaction

from dentelle.atlas.deciding.recording import audit
from dentelle.atlas.models import Source
from dentelle.errors import SourceError, TerritoryError
from dentelle.territory import declaring
from dentelle.territory import load as load_territory
from dentelle.tombstones import Stones
from dentelle.weaving import drafts
from dentelle.weaving.beforehand import judge
from dentelle.weaving.difference import Result
from dentelle.weaving.drafts import Draft
from dentelle.weaving.intake import predicted
from dentelle.weaving.passes import sha256

RETIRED = ".retired"  # hidden, so that no pattern means it

Words = Mapping[str, str | float]


class Retired(msgspec.Struct, frozen=True):
    """A source that was taken out: its path when it was there, what declared it, who took it out when (seconds since 1970)."""

    source: str
    path: str
    title: str
    block: str
    who: str
    at: float
    why: str = ""


def twin(folder: Path, draft: Draft) -> str:
    """The path or name of what has exactly the bytes of ``draft`` and is there already, or is about to be; else ""."""
    there = (
        Source.objects.filter(digest=draft.digest, present=True).exclude(path=draft.path).values_list("path", flat=True).first()
    )
    if there:
        return there
    others = (one for one in drafts.every(folder) if one.digest == draft.digest and one.token != draft.token)
    return next((one.name for one in others if one.state != "taken" or (folder / one.path).exists()), "")


def result(folder: Path, token: str) -> Result | None:
    """What came out of reading the draft; None as long as nothing has."""
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.msgpack.decode((drafts.place(folder, token) / "result").read_bytes(), type=Result)
    return None


def take(folder: Path, token: str, *, who: str, may_decide: bool) -> Draft:
    """Stores the draft in the inbox, declares it and records what was decided on its claims; done again, it goes on.

    Raises SourceError for one that cannot be read, and TerritoryError when ``territory.toml`` cannot be written.
    """
    with drafts.changing(folder, token) as draft:
        if draft.state == "taken":
            return draft
        found = result(folder, token)
        if draft.state not in ("read", "taking") or found is None:
            raise SourceError("unreadable", "%(name)s cannot be taken in: it has not been read.", name=draft.name)
        source = put_in(folder, draft)
        with transaction.atomic():
            audit(who, "add_source", source, f"{who} added the source {draft.path}", "")
            if may_decide:
                judge(found, source, draft, who)
        draft.state = "taken"
        drafts.content(folder, draft).unlink(missing_ok=True)
        return draft


def put_in(folder: Path, draft: Draft) -> str:
    """Stores the file of ``draft`` in the inbox and declares it, as far as that is not done; its id as a source.

    The caller holds the draft. Raises TerritoryError.
    """
    with declaring.locked(folder):
        if not _is_stored(folder, draft):
            draft.path = drafts.free_path(folder, draft.name)
        draft.state = "taking"
        drafts.save(folder, draft)  # should we be killed now, the same path is found again
        _store(folder, draft)
        if draft.path not in {path for rule in load_territory(folder).sources for path in rule.paths}:
            declaring.declare(folder, draft.path, draft.words, draft.columns)
    return predicted(folder, draft, draft.path)


def _is_stored(folder: Path, draft: Draft) -> bool:
    path = folder / draft.path
    return bool(draft.path) and (not path.exists() or sha256(path) == draft.digest)


def _store(folder: Path, draft: Draft) -> None:
    """The bytes at their path, whole or not at all."""
    path, content = folder / draft.path, drafts.content(folder, draft)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{draft.token}")
    try:
        shutil.copyfile(content, fresh)
        os.link(fresh, path)  # never over another file
    finally:
        fresh.unlink(missing_ok=True)


def describe(folder: Path, source: Source, words: Words, *, who: str) -> None:
    """Declares ``words`` of ``source``. Raises TerritoryError."""
    with declaring.locked(folder):
        declaring.change(folder, source.path, words)
    audit(who, "describe_source", source.id, f"{who} changed what is declared of the source {source.path}", "")


def retire(folder: Path, source: Source, *, who: str, why: str = "", line: str = "") -> None:
    """Moves the file of ``source`` out of sight of weaves and no longer declares it; ``bring_back`` undoes it.

    ``line`` is what the audit says of it, if not that a source was retired.

    Raises SourceError when the file is not there, and TerritoryError.
    """
    if not (folder / source.path).is_file():
        raise SourceError("unreadable", "There is no file %(path)s.", path=source.path)
    goal = folder / RETIRED / source.id
    goal.mkdir(parents=True, exist_ok=True)
    with declaring.locked(folder):
        block = declaring.withdraw(folder, source.path)
        former = _former(goal)
        note = Retired(source.id, source.path, source.title, block or (former.block if former else ""), who, time.time(), why)
        drafts.write(goal / "note.json", msgspec.json.encode(note))
        (folder / source.path).replace(goal / "file")
    audit(who, "retire_source", source.id, line or f"{who} retired the source {source.path}", why)


def bring_back(folder: Path, source: str, *, who: str) -> str:
    """Puts a retired source back, declared as it was; its path. Raises SourceError when it cannot be."""
    note = next((one for one in retired(folder) if one.source == source), None)
    if note is None:
        raise SourceError("unreadable", "This source is not among the retired ones.")
    goal = folder / RETIRED / note.source
    with declaring.locked(folder):
        path = folder / note.path
        if (goal / "file").exists():
            if path.exists():
                raise SourceError("unreadable", "There is another file %(path)s by now. Rename it first.", path=note.path)
            path.parent.mkdir(parents=True, exist_ok=True)
            (goal / "file").replace(path)
        with suppress(TerritoryError):
            if note.path in {path for rule in load_territory(folder).sources for path in rule.paths}:
                note = msgspec.structs.replace(note, block="")  # we were killed after declaring it
        declaring.restore(folder, note.block)
        shutil.rmtree(goal)
    audit(who, "restore_source", note.source, f"{who} brought back the source {note.path}", "")
    return note.path


def retired(folder: Path) -> list[Retired]:
    """The sources that were taken out, newest first."""
    found = []
    with suppress(OSError):
        for place in (folder / RETIRED).iterdir():
            if (place / "file").exists() and (note := _former(place)):
                found.append(note)
    return sorted(found, key=lambda note: (-note.at, note.source))


def shown(notes: Iterable[Retired], stones: Stones) -> list[Retired]:
    """``notes`` as they may be shown: without the names of those whom ``stones`` leave out."""
    return [
        msgspec.structs.replace(note, path=stones.masked(note.path), title=stones.masked(note.title), why=stones.said(note.why))
        for note in notes
    ]


def _former(place: Path) -> Retired | None:
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode((place / "note.json").read_bytes(), type=Retired)
    return None
