"""Reads one draft beside the published atlas and notes what it would change: ``python -m dentelle.weaving.intake TOKEN``.

Invariants: it writes nothing but the draft's own folder; the stranger's file is parsed in the pool of workers, with the limits of
every weave; the whole ends by itself after ``MOST_SECONDS``, however large the atlas is.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from dentelle.errors import DentelleError, SourceError
from dentelle.given import LexiconEntry
from dentelle.model import Skipped
from dentelle.territory import STATE_FOLDER, Territory
from dentelle.tombstones import active
from dentelle.weaving import drafts, index
from dentelle.weaving.drafts import Draft
from dentelle.weaving.passes import Declared, FirstPass, Original, first_pass, preload, second_pass
from dentelle.weaving.workers import Pool

MOST_SECONDS = 600
MOST_TRIES = 3  # readings that were killed before a person has to look


def start(territory: Path, token: str) -> None:
    """Begins to read the draft in a process of its own."""
    with drafts.changing(territory, token) as draft:
        draft.state, draft.reason, draft.detail = "reading", "", ""
        log = (drafts.place(territory, token) / "log").open("wb")
        with log:
            child = subprocess.Popen(  # noqa: S603 - our own interpreter, a token that we made
                [sys.executable, "-m", "dentelle.weaving.intake", token],
                env={**os.environ, "DENTELLE_TERRITORY": str(territory), "DJANGO_SETTINGS_MODULE": "dentelle.settings"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        draft.pid = child.pid
        draft.tries += 1
    _children.append(child)
    _children[:] = [one for one in _children if one.poll() is None]


_children: list["subprocess.Popen[bytes]"] = []  # polled now and then, so that none stays as a zombie


def give_up(territory: Path, token: str) -> None:
    """Notes that the draft could not be read: its process ended again and again without an answer."""
    detail = "Reading it took too long or failed. Look at the log beside it, or add it again."
    end(territory, drafts.load(territory, token), "unread", "crashed", detail)


def is_being_read(draft: Draft) -> bool:
    """Whether a process is at ``draft`` right now; one that was killed is not."""
    _children[:] = [one for one in _children if one.poll() is None]
    if draft.state != "reading" or not draft.pid:
        return False
    with suppress(OSError):
        os.kill(draft.pid, 0)
        return True
    return False


def read(territory: Territory, token: str) -> None:
    """Reads the draft, compares it with the published atlas and keeps what came out beside it."""
    from dentelle.weaving.difference import difference
    from dentelle.weaving.imports.prepare import prepare

    draft = drafts.load(territory.folder, token)
    if draft.kind == "list":
        prepare(territory, token)
        return
    source = predicted(territory.folder, draft)
    try:
        found = _read(territory, draft, source)
        result = difference(found[0], found[1], source, draft)
    except DentelleError as error:
        reason = error.reason if isinstance(error, SourceError) else "unreadable"
        end(territory.folder, draft, "unread", reason, error.detail)
        return
    drafts.write(drafts.place(territory.folder, token) / "result", msgspec.msgpack.encode(result))
    end(territory.folder, draft, "read")


def predicted(folder: Path, draft: Draft, path: str = "") -> str:
    """The id that a weave will give to the source that ``draft`` becomes (at ``path``, else at the first free one)."""
    from dentelle.weaving.files import File, recognise
    from dentelle.weaving.registration import registered

    known = list(registered())
    path = path or drafts.free_path(folder, draft.name)
    files = [File(one.path, one.digest, one.size) for one in known if one.present and one.path != path]
    return recognise([*files, File(path, draft.digest, draft.size)], known)[path]


def _read(territory: Territory, draft: Draft, source: str) -> tuple[FirstPass, bytes]:
    """The first reading, and what the second says; the same passes as in a weave. Raises SourceError."""
    said = {key: str(draft.words.get(key, "")) for key in ("language", "title", "publisher", "date")}
    declared = Declared(**said, named=True)
    with named(territory.folder, draft) as path, Pool(territory.limits, preload=preload) as pool:
        stones = active(territory.folder / STATE_FOLDER)
        arguments = (str(path), draft.name, source, declared, territory.limits, draft.digest, stones)
        first = _only(pool, first_pass, source, arguments, draft.name)
        if not isinstance(first, FirstPass):
            raise SourceError("unreadable", f"{draft.name} changed while it was read. Add it again.")
        names = further(first) if first.document else ()
        original = Original(str(path), draft.name, declared, territory.limits, draft.digest)
        again = (first.document, names, original if index.decode(first.index).masked else None, stones)
        return first, _only(pool, second_pass, source, again, draft.name) if names else first.said


@contextmanager
def named(folder: Path, draft: Draft) -> Iterator[Path]:
    """The bytes of ``draft`` under a name with its suffix: parsers tell some formats by that."""
    path = drafts.content(folder, draft)
    linked = path.with_name(f"content-{os.getpid()}{Path(draft.name).suffix}")
    linked.unlink(missing_ok=True)
    os.link(path, linked)
    try:
        yield linked
    finally:
        linked.unlink(missing_ok=True)


def _only(pool: Pool, function: object, source: str, arguments: tuple[object, ...], name: str) -> object:
    """The result of one task. Raises SourceError for one that was skipped."""
    for _, result in pool.run(function, [(source, arguments)]):
        if isinstance(result, Skipped):
            raise SourceError(result.reason, result.detail.replace(source, name))
        return result
    raise SourceError("crashed", f"{name} could not be read.")


def further(first: FirstPass) -> tuple[LexiconEntry, ...]:
    """The names of other documents that may stand in this one, as the weave would look for them."""
    from dentelle.atlas.models import ReadingCache
    from dentelle.weaving.cache import INDEX, Cache

    keys = [key[:-2] for key in ReadingCache.objects.filter(stage=INDEX).values_list("key", flat=True)]
    others = [index.decode(content) for _, content in Cache().get(keys, INDEX)]
    own = index.decode(first.index)
    return index.Seeker(index.common_names([*others, own])).further(own)


def end(folder: Path, draft: Draft, state: str, reason: str = "", detail: str = "") -> None:
    """Notes how the reading of ``draft`` ended."""
    with suppress(SourceError), drafts.changing(folder, draft.token) as now:  # it may have been thrown away meanwhile
        now.state, now.reason, now.detail, now.pid = state, reason, detail, 0


def main(token: str) -> None:
    """What the process does: opens the atlas to read, reads the draft, ends."""
    from dentelle.atlas.opening import open_atlas
    from dentelle.territory import load

    signal.alarm(MOST_SECONDS)  # it kills us
    folder = Path(os.environ["DENTELLE_TERRITORY"])
    open_atlas(folder, to_write=False)
    read(load(folder), token)


if __name__ == "__main__":
    main(sys.argv[1])
