"""One file with all that makes a territory: a compressed tar whose last member lists the others with their SHA-256.

Invariants: an archive appears under its name only when it is whole and was read again; ``unpacked`` gives files only after
every one of them was found to be what the list says, and nothing that would lie outside the folder given.
"""

import gzip
import hashlib
import io
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from dentelle.errors import BackupError

LIST = "manifest.json"
FORMAT = 1
PIECE = 1 << 20  # bytes


def write(path: Path, files: Iterator[tuple[str, Path]], about: dict[str, Any]) -> int:
    """Writes ``files`` (name in the archive, file) and ``about`` to ``path``; how many files. Raises BackupError."""
    partial = path.with_name(f"{path.name}.partial")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            with tarfile.open(fileobj=out, mode="w:gz", compresslevel=3) as tar:
                digests = {name: _add(tar, name, file) for name, file in files}
                _add_list(tar, {**about, "format": FORMAT, "files": digests})
            out.flush()
            os.fsync(out.fileno())
        _checked(partial, None)
        partial.rename(path)
    except OSError as error:
        raise BackupError(f"The backup could not be written to {path}: {error}. What was there before is still there.") from error
    finally:
        partial.unlink(missing_ok=True)
    return len(digests)


@contextmanager
def unpacked(path: Path, folder: Path) -> Iterator[dict[str, Any]]:
    """What the archive says about itself, with its files below ``folder``, which goes if the caller raises.

    Raises BackupError for an archive that is damaged, is none, or was made by a newer Dentelle.
    """
    try:
        folder.mkdir(parents=True)
        yield _checked(path, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str:
    with path.open("rb") as file:
        member = tar.gettarinfo(arcname=name, fileobj=file)
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        digesting = _Digesting(file)
        tar.addfile(member, digesting)
    return digesting.digest.hexdigest()


def _add_list(tar: tarfile.TarFile, said: dict[str, Any]) -> None:
    content = json.dumps(said, ensure_ascii=False, indent=1).encode()
    member = tarfile.TarInfo(LIST)
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))


class _Digesting:
    """A file that is digested as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        piece = self._file.read(size)
        self.digest.update(piece)
        return piece


def _checked(path: Path, folder: Path | None) -> dict[str, Any]:
    """The list of the archive, once each file is as it says; the files are put below ``folder``, if there is one."""
    found: dict[str, str] = {}
    said: dict[str, Any] | None = None
    try:
        with gzip.open(path) as whole, tarfile.open(fileobj=whole, mode="r|") as tar:
            for member in tar:
                file = tar.extractfile(member) if member.isreg() else None
                if file is None or said is not None or member.name in found:
                    raise BackupError(f"{path} is no backup: {member.name!r} does not belong into one.")
                if member.name == LIST:
                    said = json.loads(file.read())
                else:
                    found[member.name] = _copied(file, _inside(folder, member.name, path))
            _copied(whole, None)  # to the very end, where the sum of all bytes stands
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {path}.") from error
    except (tarfile.TarError, EOFError, zlib.error, OSError, ValueError) as error:
        raise BackupError(f"{path} is damaged or no backup ({error}). Nothing was changed.") from error
    if said is None or said.get("files") != found:
        raise BackupError(f"{path} is damaged: its files are not those that it lists. Nothing was changed.")
    if said.get("format") != FORMAT:
        raise BackupError(f"{path} was made by another Dentelle ({said.get('version')}). Install that version.")
    return said


def _inside(folder: Path | None, name: str, path: Path) -> Path | None:
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts or "\0" in name:
        raise BackupError(f"{path} is no backup: {name!r} would lie outside the territory.")
    return folder / pure if folder else None


def _copied(file: IO[bytes], target: Path | None) -> str:
    """The digest of ``file``, which is written to ``target`` if there is one."""
    digest = hashlib.sha256()
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") if target is not None else open(os.devnull, "wb") as out:  # noqa: PTH123 - no path of ours
        while piece := file.read(PIECE):
            digest.update(piece)
            out.write(piece)
    return digest.hexdigest()
