"""Documents that somebody brought and nobody has taken in yet: each a folder of ``var/intake``.

Invariants: nothing here is part of the territory, and nothing of a draft enters the atlas before it is taken in; a draft survives
a restart; the name of a file that a stranger chose never decides where anything is written.
"""

import fcntl
import hashlib
import os
import re
import secrets
import shutil
import time
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from dentelle.errors import SourceError, TerritoryError
from dentelle.territory import STATE_FOLDER

FOLDER = "intake"
TOKEN = re.compile(r"[A-Za-z0-9_-]{10,40}")
LONGEST_NAME = 100  # characters of a file's name
UNSAFE = re.compile(r"[^\w.-]+")
KNOWN_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
DAY = 24 * 3600  # seconds


class Decision(msgspec.Struct, frozen=True):
    """What somebody decided on one claim of a draft: accept, reject, or correct to ``value``.

    Of a list on a pair: same, different or unsure.
    """

    verdict: str
    value: str = ""


class Draft(msgspec.Struct):
    """``name`` is safe to write; ``words`` are what will be declared of it.

    ``state``: reading, read, unread (``reason`` and ``detail`` say why), taking, taken; of a list also surveyed, while nobody has
    said what its columns hold. ``pid`` reads it; ``path`` is where it goes in the territory, "" until it is taken in;
    ``decisions`` are by claim key, of a list by question. ``columns`` of a list: (column, field).
    """

    token: str
    name: str
    who: str
    made_at: float  # seconds since 1970
    digest: str
    size: int
    words: dict[str, str | float]
    state: str = "reading"
    pid: int = 0
    tries: int = 0  # how often its reading began
    reason: str = ""
    detail: str = ""
    path: str = ""
    decisions: dict[str, Decision] = msgspec.field(default_factory=dict)
    kind: str = "document"  # or list
    columns: tuple[tuple[str, str], ...] = ()
    job: int = 0  # that reads it, 0 for a process of its own


def room(territory: Path) -> Path:
    """The folder of all drafts."""
    return territory / STATE_FOLDER / FOLDER


def place(territory: Path, token: str) -> Path:
    """The folder of one draft. Raises SourceError for what is no token."""
    if not TOKEN.fullmatch(token):
        raise SourceError("unreadable", "There is no such document to look at.")
    return room(territory) / token


def safe_name(given: str) -> str:
    """``given`` as a file name that is safe everywhere: no folder, no control sign, no leading dot, 100 characters at most."""
    bare = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    bare = re.sub("-{2,}", "-", UNSAFE.sub("-", bare)).strip("-._")
    stem, dot, suffix = bare.rpartition(".")
    if not dot or not KNOWN_SUFFIX.fullmatch(f".{suffix.lower()}"):
        stem, suffix = bare, ""
    suffix = f".{suffix.lower()}" if suffix else ""
    return f"{stem[: LONGEST_NAME - len(suffix)].strip('-._') or 'document'}{suffix}"


def make(
    territory: Path, name: str, chunks: Iterable[bytes], words: dict[str, str | float], who: str, kind: str = "document"
) -> Draft:
    """A new draft of the bytes in ``chunks``; nothing has read them yet. Raises SourceError for an empty file."""
    token = secrets.token_urlsafe(16)
    folder = place(territory, token)
    folder.mkdir(parents=True)
    hashed, size = hashlib.sha256(), 0
    with (folder / "content").open("wb") as file:
        for chunk in chunks:
            hashed.update(chunk)
            size += len(chunk)
            file.write(chunk)
    if not size:
        shutil.rmtree(folder)
        raise SourceError("empty", "%(name)s is empty.", name=safe_name(name))
    draft = Draft(token, safe_name(name), who, time.time(), hashed.hexdigest(), size, words, kind=kind)
    save(territory, draft)
    return draft


def content(territory: Path, draft: Draft) -> Path:
    """Where the bytes of ``draft`` lie until it is taken in."""
    return place(territory, draft.token) / "content"


def load(territory: Path, token: str) -> Draft:
    """The draft ``token``. Raises SourceError where there is none."""
    try:
        return msgspec.json.decode((place(territory, token) / "draft.json").read_bytes(), type=Draft)
    except (OSError, msgspec.MsgspecError) as error:
        raise SourceError("unreadable", "This document is not here any more. Add it again.") from error


def save(territory: Path, draft: Draft) -> None:
    """Writes ``draft`` as a whole or not at all."""
    write(place(territory, draft.token) / "draft.json", msgspec.json.encode(draft))


def write(path: Path, data: bytes) -> None:
    """Replaces the file at ``path`` by ``data``."""
    fresh = path.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
    fresh.write_bytes(data)
    fresh.replace(path)


@contextmanager
def changing(territory: Path, token: str) -> Iterator[Draft]:
    """The draft to be changed, which nobody else changes meanwhile; saved at the end. Raises SourceError where there is none."""
    folder = place(territory, token)
    load(territory, token)
    with (folder / "lock").open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        draft = load(territory, token)
        yield draft
        save(territory, draft)


def every(territory: Path) -> list[Draft]:
    """The drafts that are there, newest first."""
    found = []
    with suppress(OSError):
        for folder in room(territory).iterdir():
            with suppress(SourceError):
                found.append(load(territory, folder.name))
    return sorted(found, key=lambda draft: (-draft.made_at, draft.token))


def discard(territory: Path, token: str) -> None:
    """Throws the draft away; nothing happens where there is none."""
    shutil.rmtree(place(territory, token), ignore_errors=True)


def sweep(territory: Path, days: int) -> None:
    """Throws away the drafts that are older than ``days``."""
    for draft in every(territory):
        if draft.made_at < time.time() - days * DAY:
            discard(territory, draft.token)


def free_path(territory: Path, name: str) -> str:
    """A path of the inbox, below the territory, at which there is no file: ``name``, else with a number."""
    stem, dot, suffix = name.rpartition(".")
    stem, suffix = (stem, f".{suffix}") if dot else (name, "")
    for number in range(1, 10_000):
        path = f"inbox/{stem}{f'-{number}' if number > 1 else ''}{suffix}"
        if not (territory / path).exists():
            return path
    raise TerritoryError(str(territory), ())
