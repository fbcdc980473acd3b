"""Where registers live, and how their rows are read.

Invariant: the folder of a register is whole or not there. An import writes beside it and puts its work in place by renaming; a
kill between the two renames is made good by whoever looks next (``settle``). A register that is open while a newer one takes its
place answers with an error rather than with rows of both: the files of each are named after what is in them.
"""

import json
import os
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType

import duckdb

from dentelle.errors import RegisterError, phrase
from dentelle.registers.schema import COLUMNS, RegisterRow

DESCRIPTION = "register.json"
PREVIOUS = "previous"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
SCAN = 20_000  # rows fetched at a time when all are read


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file of a register: its name, the number of its first row, how many rows it holds."""

    file: str
    first: int
    rows: int


@dataclass(frozen=True, slots=True)
class Description:
    """What a register is: ``scheme`` of its ids (siret, siren, uai… or ""), ``vintage`` (ISO date), where it came from.

    ``closed`` and ``masked`` count such rows, ``skipped`` the rows of the files that are not in it (listed in skipped.csv).
    ``work`` stands for the files and options of the import. ``restored`` counts ids that got back the zeros a spreadsheet had
    dropped; ``partial`` says in words what was left out on purpose, so that an id that is missing proves nothing.
    """

    name: str
    kind: str
    scheme: str
    vintage: str
    rows: int
    closed: int
    masked: int
    skipped: int
    sources: tuple[str, ...]
    work: str
    parts: tuple[Part, ...]
    restored: int = 0
    partial: str = ""

    def write(self, folder: Path) -> None:
        """Writes it into ``folder``."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (folder / DESCRIPTION).write_text(f"{text}\n", encoding="utf-8")


def registers_folder() -> Path:
    """``$DENTELLE_REGISTERS``, else ``var/registers`` in the current folder; it need not exist."""
    return Path(os.environ.get("DENTELLE_REGISTERS") or Path("var") / "registers").resolve()


def checked_name(name: str) -> str:
    """``name`` when a register may have it, else raises RegisterError."""
    if not NAME.fullmatch(name):
        raise RegisterError(
            "%(name)r cannot be the name of a register: use up to 64 small letters, digits, hyphens and underscores", name=name
        )
    return name


def register_names(root: Path | None = None) -> tuple[str, ...]:
    """The names of the registers in ``root`` (default: ``registers_folder()``), sorted."""
    root = root or registers_folder()
    if not root.is_dir():
        return ()
    for waiting in root.glob(f".*.import/{DESCRIPTION}"):
        settle(root, waiting.parent.name[1:].removesuffix(".import"))
    return tuple(sorted(path.parent.name for path in root.glob(f"*/{DESCRIPTION}") if NAME.fullmatch(path.parent.name)))


def staging_folder(root: Path, name: str) -> Path:
    """Where an import of ``name`` does its work."""
    return root / f".{name}.import"


def settle(root: Path, name: str) -> None:
    """Puts a finished import in its place when nothing stands there: its process was killed between two renames."""
    if not (root / name).exists() and (staging_folder(root, name) / DESCRIPTION).is_file():
        with suppress(OSError):  # another process did the same in this instant
            staging_folder(root, name).rename(root / name)


def describe(folder: Path) -> Description:
    """The description of the register in ``folder``. Raises RegisterError when it cannot be read."""
    path = folder / DESCRIPTION
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        parts = tuple(Part(**part) for part in held.pop("parts"))
        return Description(**(held | {"sources": tuple(held["sources"]), "parts": parts}))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as problem:
        raise RegisterError("%(path)s cannot be read (%(why)s). Import the register again.", path=path, why=problem) from problem


def open_register(name: str, root: Path | None = None) -> "Register":
    """The register ``name`` in ``root`` (default: ``registers_folder()``). Raises RegisterError naming those there are."""
    return Register(register_folder(name, root))


def register_folder(name: str, root: Path | None = None) -> Path:
    """The folder of the register ``name`` in ``root``. Raises RegisterError naming those there are."""
    root = root or registers_folder()
    settle(root, name)
    if not NAME.fullmatch(name) or not (root / name / DESCRIPTION).is_file():
        known = register_names(root)
        none = phrase("There is none yet; see dentelle register import --help.")
        there = phrase("There are: %(names)s.", names=", ".join(known)) if known else none
        raise RegisterError("There is no register %(name)r in %(folder)s. %(there)s", name=name, folder=root, there=there)
    return root / name


class Register:
    """A register that is open for reading; ``close`` it, or use it in a ``with`` statement. Threads may share one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.description = describe(folder)
        self.name = self.description.name
        self._files = [str(folder / part.file) for part in self.description.parts]
        self._database = duckdb.connect(config={"autoinstall_known_extensions": False})
        self._database.execute("LOAD parquet; SET parquet_metadata_cache = true")

    def __len__(self) -> int:
        return self.description.rows

    def __enter__(self) -> "Register":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the files."""
        self._database.close()

    def __iter__(self) -> Iterator[RegisterRow]:
        """Every row, by number."""
        for part in self._files:
            with self._faults():
                cursor = self._asked([part], "")
                while rows := cursor.fetchmany(SCAN):
                    yield from (RegisterRow(*row) for row in rows)

    def rows(self, numbers: Iterable[int]) -> dict[int, RegisterRow]:
        """The rows with these numbers, by number; numbers that no row has are left out. Ask for many at once."""
        wanted = sorted(set(numbers))
        return {row.number: row for row in self._found(self._holding(wanted), "number IN (SELECT unnest(?))", wanted)}

    def by_ids(self, ids: Iterable[str]) -> dict[str, RegisterRow]:
        """The rows with these ids, by id; ids that no row has are left out. Ask for many at once."""
        return {row.id: row for row in self._found(self._files, "id IN (SELECT unnest(?))", sorted(set(ids)))}

    def of_parents(self, parents: Iterable[str]) -> dict[str, tuple[RegisterRow, ...]]:
        """The establishments of these legal units, by unit and number; units without any are left out."""
        found: dict[str, list[RegisterRow]] = {}
        for row in self._found(self._files, "parent IN (SELECT unnest(?)) ORDER BY number", sorted(set(parents))):
            found.setdefault(row.parent, []).append(row)
        return {parent: tuple(rows) for parent, rows in found.items()}

    def previous(self) -> "Register | None":
        """The vintage that this one took the place of, if it is kept."""
        folder = self.folder / PREVIOUS
        return Register(folder) if (folder / DESCRIPTION).is_file() else None

    def _holding(self, numbers: Sequence[int]) -> list[str]:
        """The files that hold rows with these ``numbers``, which are sorted."""
        parts = zip(self._files, self.description.parts, strict=True)
        return [file for file, part in parts if bisect_left(numbers, part.first) < bisect_left(numbers, part.first + part.rows)]

    def _found(self, files: Sequence[str], condition: str, wanted: Sequence[object]) -> list[RegisterRow]:
        if not wanted or not files:
            return []
        with self._faults():
            return [RegisterRow(*row) for row in self._asked(files, f"WHERE {condition}", wanted).fetchall()]

    def _asked(self, files: Sequence[str], condition: str, *values: object) -> duckdb.DuckDBPyConnection:
        columns = ", ".join(COLUMNS)
        question = f"SELECT {columns} FROM read_parquet(?) {condition}"
        return self._database.cursor().execute(question, [files, *values])

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except duckdb.Error as problem:
            raise RegisterError(
                "The register %(name)s in %(folder)s cannot be read: it was replaced while in use, or a file of it is gone or "
                "damaged (%(why)s). Start again, or import it again.",
                name=self.name,
                folder=self.folder,
                why=str(problem).splitlines()[0],
            ) from problem
