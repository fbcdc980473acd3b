"""The files of a territory folder: which there are, which a pattern means, and whether a declared path stays inside.

Invariant: nothing outside the folder is ever named; hidden files, Dentelle's own state and ``territory.toml`` are no sources.
"""

import os
import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path, PurePosixPath

from dentelle.errors import phrase

__all__ = ["FILE_NAME", "STATE_FOLDER", "Seen", "Walked", "fits", "glob_fault", "is_file", "path_fault", "walk"]

FILE_NAME = "territory.toml"
STATE_FOLDER = "var"  # what Dentelle keeps in the territory folder

Fault = tuple[str, str]  # what is wrong, what would be right

CHARACTERS_OF_A_GLOB = re.compile(r"[*?\[\]]")


@dataclass(frozen=True, slots=True)
class Walked:
    """What lies in a folder, sorted: ``files`` that may be sources, ``closed`` folders and files into which nobody lets us look
    (all paths below the folder, with /; "." for the folder itself), ``faults`` of all that was left out.
    """

    files: tuple[str, ...]
    closed: tuple[str, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A territory's folder at one moment: ``files`` that a rule covers, ``uncovered`` ones, ``closed`` as in ``Walked``."""

    files: tuple[str, ...]
    uncovered: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()

    def hides(self, path: str) -> bool:
        """Whether ``path`` may lie where we may not look."""
        return any(place == "." or path == place or path.startswith(f"{place}/") for place in self.closed)


def walk(folder: Path) -> Walked:
    """What lies in ``folder`` now."""
    root = folder.resolve()
    found: list[str] = []
    closed: list[str] = []
    faults: list[Fault] = []

    def unopened(error: OSError) -> None:
        relative = Path(error.filename).relative_to(root).as_posix()
        closed.append(relative)
        fault = phrase('the folder "%(name)s" cannot be opened: %(strerror)s', name=_shown(relative), strerror=error.strerror)
        faults.append((fault, phrase("Give yourself the right to read it")))

    for place, folders, names in os.walk(root, onerror=unopened):
        here = Path(place)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not (here == root and name == STATE_FOLDER))
        for name in (*names, *(name for name in folders if (here / name).is_symlink())):
            path = here / name
            if name.startswith(".") or (here == root and name == FILE_NAME):
                continue
            relative = path.relative_to(root).as_posix()
            try:
                fault = _entry_fault(root, path, relative)
                if fault is None and path.is_file():
                    found.append(relative)
            except PermissionError as error:  # a folder that may be listed, no more
                closed.append(relative)
                fault = (
                    phrase('"%(name)s" cannot be looked at: %(strerror)s', name=_shown(relative), strerror=error.strerror),
                    phrase("Give yourself the right to open its folder"),
                )
            if fault:
                faults.append(fault)
    return Walked(tuple(sorted(found)), tuple(sorted(closed)), tuple(sorted(faults)))


def is_file(path: Path) -> bool:
    """Whether there is a file at ``path`` as far as we may look."""
    try:
        return path.is_file()
    except OSError:
        return False


def _entry_fault(root: Path, path: Path, relative: str) -> Fault | None:
    """Why what lies at ``path`` cannot be a source; None for a file, and for a link to a folder that is walked anyway."""
    if not _is_utf8(relative):
        return phrase('the name of "%(name)s" is not UTF-8', name=_shown(relative)), phrase("Rename the file")
    if path.is_symlink() and not _inside(root, path):
        return phrase('"%(relative)s" is a link that leads out of the folder', relative=relative), phrase(
            "Copy what it leads to into the folder"
        )
    if not path.exists():
        return phrase('"%(relative)s" is a link that leads nowhere', relative=relative), phrase(
            "Copy the file into the folder, or take the link away"
        )
    if not path.is_file() and not path.is_dir():
        return phrase('"%(relative)s" is no file but a pipe, socket or device', relative=relative), phrase("Take it away")
    return None


def _shown(name: str) -> str:
    """A name as the disk has it, with the bytes that are no UTF-8 written as \\xe9."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def fits(glob: str, path: str) -> bool:
    """Whether ``glob`` means ``path``: ``*`` and ``?`` stay inside one folder, ``**`` crosses folders, ``[a-z]`` is one sign."""
    return _pattern(glob).fullmatch(path) is not None


def path_fault(folder: Path, path: str, files: Collection[str]) -> Fault | None:
    """What is wrong with the declared ``path`` of one file, None when it is right. ``files`` are those that ``walk`` found."""
    shape = _shape_fault(path)
    if shape is not None:
        return shape
    try:
        if not _inside(folder.resolve(), folder / path):
            return phrase('"%(path)s" leads out of the territory folder', path=path), phrase("Copy the file into the folder")
        if (folder / path).is_file():
            return None
        if (folder / path).is_dir():
            return phrase('"%(path)s" is a folder', path=path), phrase(
                'Write glob = "%(folder)s/**" for all its files', folder=path.rstrip("/")
            )
    except PermissionError:  # it may well be there; whoever looks for it says that it cannot be looked at
        return None
    except (OSError, ValueError):
        return phrase('"%(begins)s" cannot be the path of a file', begins=path[:40]), phrase(
            "Write the path of a file below the folder"
        )
    if CHARACTERS_OF_A_GLOB.search(path):
        return phrase('there is no file "%(path)s"', path=path), phrase('For a pattern write glob = "%(path)s"', path=path)
    near = get_close_matches(path, files, n=1, cutoff=0.6)
    return phrase('there is no file "%(path)s"', path=path), phrase('Did you mean "%(near)s"?', near=near[0]) if near else phrase(
        "Add the file, or take this line away"
    )


def glob_fault(glob: str) -> Fault | None:
    """What is wrong with the pattern ``glob``, None when it is right (a pattern that means no file is right)."""
    return _shape_fault(glob)


def _shape_fault(path: str) -> Fault | None:
    if not path.strip():
        return phrase("a path is empty"), phrase('Write a path below the folder, such as "inbox/list.csv"')
    if any(ord(char) < 32 for char in path):
        return phrase("a path holds a control character"), phrase("Write the path as the file is called")
    if "\\" in path:
        return phrase('"%(path)s" has a backslash', path=path), phrase("Part folders with /")
    pure = PurePosixPath(path)
    if pure.is_absolute() or re.match(r"[A-Za-z]:", path):
        return phrase('"%(path)s" is not below the territory folder', path=path), phrase(
            "Copy the file into the folder and write its path from there"
        )
    if ".." in pure.parts:
        return phrase('"%(path)s" leads out of the territory folder', path=path), phrase(
            "Write a path below the folder, without .."
        )
    if any(part.startswith(".") for part in pure.parts) or path.startswith("./"):
        return (
            phrase('"%(path)s" begins with a dot or is a hidden file', path=path),
            phrase("Write the path from the folder, without ./; hidden files are no sources"),
        )
    if path != pure.as_posix():
        return phrase('"%(path)s" is not written plainly', path=path), phrase('Write "%(plain)s"', plain=pure.as_posix())
    if pure.parts[0] == STATE_FOLDER or path == FILE_NAME:
        return phrase('"%(path)s" is Dentelle\'s own', path=path), phrase("Choose a file of yours")
    return None


def _inside(root: Path, path: Path) -> bool:
    """Whether ``path``, with links followed, stays below ``root``; a link in a circle does not."""
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _is_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=512)
def _pattern(glob: str) -> re.Pattern[str]:
    parts: list[str] = []
    rest = glob
    while rest:
        if rest.startswith("**/"):
            parts.append("(?:[^/]+/)*")
            rest = rest[3:]
        elif rest.startswith("**"):
            parts.append(".*")
            rest = rest[2:]
        elif rest[0] == "*":
            parts.append("[^/]*")
            rest = rest[1:]
        elif rest[0] == "?":
            parts.append("[^/]")
            rest = rest[1:]
        elif rest[0] == "[" and (end := rest.find("]", 2)) > 0:
            inside = (
                rest[1:end].replace("\\", "\\\\").replace("[", "\\[").replace("^", "\\^").replace("&", "\\&").replace("~", "\\~")
            )
            parts.append(f"[^/{inside[1:]}]" if inside.startswith("!") else f"[{inside}]")
            rest = rest[end + 1 :]
        else:
            parts.append(re.escape(rest[0]))
            rest = rest[1:]
    try:
        return re.compile("".join(parts), re.DOTALL)
    except re.error:  # such as [z-a]: the characters are meant as they stand
        return re.compile(re.escape(glob))
