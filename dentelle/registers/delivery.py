"""A file as an office delivers it: CSV of any encoding and separator, Parquet or XLSX, as it is, in a ZIP archive or gzipped.

Invariant: a delivery is read as a stream in chunks of bounded size, and a chunk holds whole rows. Row numbers are those that a
spreadsheet shows: the header is row 1.
"""

import codecs
import csv
import gzip
import io
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from dentelle.errors import RegisterError

CHUNK = 32_000_000  # bytes of text taken at a time
HEADER_LIMIT = 1_000_000  # bytes in which the header must end
SEPARATORS = (",", ";", "\t", "|")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
TABLES = (".csv", ".tsv", ".txt", ".parquet", ".xlsx")
PARQUET = b"PAR1"
CUTS = 10_000  # line ends tried, from the back, for one that stands outside quotation marks


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a file of delimited text, its separator, and how many bytes of it the header takes."""

    columns: tuple[str, ...]
    separator: str
    length: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole rows of delimited text in UTF-8; ``end`` is where they end in the text, in bytes; ``share`` of the file read, 0–1."""

    data: bytes
    end: int
    share: float


@contextmanager
def opened(path: Path, work: Path) -> Iterator[IO[bytes] | Path]:
    """The text of ``path`` as a stream of bytes, or the path of a Parquet file; ``work`` is a folder for what must be unpacked.

    Raises RegisterError for a file that cannot be opened, an archive without one table, and an unknown format.
    """
    try:
        with _opened(path, work) as table:
            yield table
    except (OSError, EOFError, zipfile.BadZipFile) as problem:
        raise RegisterError(f"{path} cannot be read ({problem}). Check that it was fetched whole.") from problem


@contextmanager
def _opened(path: Path, work: Path) -> Iterator[IO[bytes] | Path]:
    with path.open("rb") as file:
        magic = file.read(4)
    if magic == PARQUET:
        yield path
    elif path.suffix.lower() == ".xlsx":
        yield from _sheet(path, work)
    elif magic[:2] == b"\x1f\x8b":
        with gzip.open(path) as stream:
            yield from _unpacked(cast(IO[bytes], stream), path.name.removesuffix(".gz"), work)
    elif magic == b"PK\x03\x04":
        with zipfile.ZipFile(path) as archive, archive.open(_member(archive, path)) as stream:
            yield from _unpacked(stream, stream.name, work)
    else:
        with path.open("rb") as stream:
            yield from _unpacked(stream, path.name, work)


def _member(archive: zipfile.ZipFile, path: Path) -> str:
    tables = [info.filename for info in archive.infolist() if Path(info.filename).suffix.lower() in TABLES]
    if len(tables) != 1:
        held = ", ".join(tables[:5]) or "none"
        raise RegisterError(f"{path} must hold one CSV, Parquet or XLSX file; it holds {held}. Unpack it and name the file.")
    return tables[0]


def _unpacked(stream: IO[bytes], name: str, work: Path) -> Iterator[IO[bytes] | Path]:
    """The stream where it is text that can be read as it comes; formats that are read in any order are unpacked first."""
    suffix = Path(name).suffix.lower()
    start = stream.read(4)
    stream.seek(0)
    if start == PARQUET or suffix == ".xlsx":
        copy = work / f"unpacked{suffix}"
        with copy.open("wb") as out:
            shutil.copyfileobj(stream, out, 1 << 20)
        if suffix == ".xlsx":
            yield from _sheet(copy, work)
        else:
            yield copy
    elif start[:2] in UTF_16:
        copy = work / "recoded.csv"
        with copy.open("wb") as out:
            shutil.copyfileobj(codecs.EncodedFile(stream, "utf-8", "utf-16", errors="replace"), out, 1 << 20)
        with copy.open("rb") as recoded:
            yield recoded
    else:
        yield stream


def _sheet(path: Path, work: Path) -> Iterator[IO[bytes] | Path]:
    """The first sheet of a workbook, as delimited text."""
    from openpyxl import load_workbook

    copy = work / "sheet.csv"
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (KeyError, ValueError, zipfile.BadZipFile) as problem:
        raise RegisterError(f"{path} is no workbook that can be read ({problem}). Save it as CSV.") from problem
    with copy.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        for row in book.worksheets[0].iter_rows(values_only=True):
            writer.writerow([_cell(value) for value in row])
    book.close()
    with copy.open("rb") as stream:
        yield stream


def _cell(value: Any) -> str:
    """What a spreadsheet shows of a plain value: numbers without ".0", days without an hour."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).removesuffix(" 00:00:00")


def header(stream: IO[bytes], path: Path) -> Header:
    """The header of a stream that stands at its start. Raises RegisterError when there is none."""
    data = stream.read(HEADER_LIMIT)
    length = _row_end(data)
    line = utf_8(data[:length]).decode("utf-8").lstrip("\ufeff").strip("\r\n")
    splits = {separator: next(csv.reader([line], delimiter=separator), []) for separator in SEPARATORS}
    separator = max(SEPARATORS, key=lambda candidate: len(splits[candidate]))
    columns = tuple(" ".join(column.split()) for column in splits[separator])
    if not any(columns):
        raise RegisterError(f"{path} has no header. Its first row must name the columns.")
    return Header(columns, separator, length)


def _row_end(data: bytes) -> int:
    """Where the first row ends: a line end with an even number of quotation marks before it."""
    end = data.find(b"\n")
    while end >= 0 and data.count(b'"', 0, end) % 2:
        end = data.find(b"\n", end + 1)
    return end + 1 if end >= 0 else len(data)


def chunks(stream: IO[bytes], path: Path, start: int) -> Iterator[Chunk]:
    """The text of ``stream`` from byte ``start`` on. Raises RegisterError for a line without an end."""
    stream.seek(start)
    size = path.stat().st_size
    rest = b""
    while block := stream.read(max(CHUNK - len(rest), CHUNK // 4)):
        data = rest + block
        cut = _last_row_end(data)
        if not cut and len(data) > 4 * CHUNK:
            raise RegisterError(f"{path} has a line of more than {len(data)} bytes. Check that it is a table as text.")
        rest = data[cut:]
        if cut:
            start += cut
            yield Chunk(utf_8(data[:cut]), start, _share(stream, size))
    if rest.strip():
        yield Chunk(utf_8(rest), start + len(rest), 1.0)


def _share(stream: Any, size: int) -> float:
    """How much of the file is read, as far as the file below the stream tells."""
    below = getattr(stream, "_fileobj", None) or getattr(stream, "fileobj", None) or stream
    return min(1.0, below.tell() / size) if size else 1.0


def _last_row_end(data: bytes) -> int:
    """Where the last whole row of ``data`` ends, 0 when none does."""
    end = last = data.rfind(b"\n")
    marks = data.count(b'"', 0, end + 1)
    for _ in range(CUTS):
        if end < 0 or marks % 2 == 0:
            break
        before = data.rfind(b"\n", 0, end)
        marks -= data.count(b'"', before + 1, end + 1)
        end = before
    return (end if end >= 0 and marks % 2 == 0 else last) + 1  # a stray quotation mark: any line end is as good


def utf_8(data: bytes) -> bytes:
    """``data`` in UTF-8: lines that are not are taken for Windows-1252."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return b"\n".join(_recoded(line) for line in data.split(b"\n"))
    return data


def _recoded(line: bytes) -> bytes:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace").encode()
    return line


def careful_rows(data: bytes, separator: str) -> Iterator[Sequence[str]]:
    """The rows of delimited text, cell by cell, however badly it is quoted."""
    csv.field_size_limit(max(csv.field_size_limit(), 4 * CHUNK))
    text = io.StringIO(data.decode("utf-8").replace("\0", ""), newline="")
    yield from csv.reader(text, delimiter=separator)
