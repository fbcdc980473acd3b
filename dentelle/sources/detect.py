"""What a file is, told by its content; its suffix only decides between formats that look alike.

Invariant: nothing here unpacks or parses more than a directory or the first kilobytes.
"""

import io
import re
import zipfile
from pathlib import PurePosixPath

from dentelle.errors import SourceError
from dentelle.sources.decoding import encoding_of
from dentelle.sources.package import BROKEN

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    "": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".ods": "ods",
}
TEXTUAL = frozenset({"text", "html", "csv", "tsv"})
KINDS = {  # how a message calls a format
    "text": "plain text",
    "html": "HTML",
    "pdf": "PDF",
    "docx": "a Word document",
    "csv": "a CSV table",
    "tsv": "a TSV table",
    "xlsx": "an Excel workbook",
    "ods": "an OpenDocument spreadsheet",
}
MAGIC = (  # beginnings of files that hold no text for us, and what they are
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"RIFF", "a WebP image, a sound or a film"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet table"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x00\x00\x00\x18ftyp", "a film"),
    (b"\x00\x00\x00\x20ftyp", "a film"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEMBERS = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", ""), ("ppt/presentation.xml", ""))
HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:\s|<!--(?:(?!-->).){0,2000}-->|<\?xml[^>]{0,200}\?>)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
CONVERT = "Save it as txt, html, pdf, docx, csv, xlsx or ods."


def detect(data: bytes, name: str) -> str:
    """The format of the file ``name`` with content ``data``: one of the values of ``SUFFIXES``.

    Raises ``SourceError`` with reason "empty", "encrypted", "truncated", "unsupported", "mislabelled" or "unreadable".
    """
    if not data.strip(b"\0 \t\r\n\f\v\xef\xbb\xbf"):
        raise SourceError("empty", f"{name} is empty ({len(data)} bytes). Fetch or save it again.")
    expected = expected_format(name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _package(data, name)
    if data.startswith(OLE):
        raise _compound(data, name)
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise _foreign(name, what, expected)
    return _textual(data, name, expected)


def expected_format(name: str) -> str:
    """The format that the suffix of ``name`` promises; "" for a suffix that is none of ours."""
    return SUFFIXES.get(PurePosixPath(name).suffix.lower(), "")


def _textual(data: bytes, name: str, expected: str) -> str:
    if not encoding_of(data):
        if expected in TEXTUAL or not expected:
            raise SourceError("unreadable", f"{name} holds binary data of no known kind. Fetch or save it again.")
        what = KINDS[expected]
        raise SourceError("unreadable", f"{name} should be {what}, but its beginning is damaged or foreign. Fetch it again.")
    if HTML.match(data[:8192]):
        return "html"
    if expected == "pdf" and b"endobj" in data:
        raise SourceError("unreadable", f"{name} has the parts of a PDF without its beginning. Fetch or save it again.")
    if expected in TEXTUAL:
        return expected
    if not expected:
        suffix = PurePosixPath(name).suffix
        raise SourceError("unsupported", f"{name}: files that end in {suffix} are not read. {CONVERT}")
    return "text"


def _package(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = set(package.namelist())
            mimetype = package.read("mimetype")[:100] if "mimetype" in members else b""
    except BROKEN as error:
        reason = "unreadable" if b"PK\x05\x06" in data[-70_000:] else "truncated"
        raise SourceError(
            reason, f"{name} is a package (docx, xlsx, ods) that does not open: {error}. Fetch or save it again."
        ) from error
    for member, found in MEMBERS:
        if member in members:
            if found:
                return found
            raise SourceError("unsupported", f"{name} is a presentation or a binary workbook, which is not read. {CONVERT}")
    if mimetype == b"application/vnd.oasis.opendocument.spreadsheet":
        return "ods"
    raise _foreign(name, "a zip archive", expected_format(name))


def _compound(data: bytes, name: str) -> SourceError:
    """Old Office files, and new ones behind a password, share one container; stream names in it are UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return SourceError("encrypted", f"{name} is protected by a password. Save it without one.")
    return SourceError(
        "unsupported", f"{name} is an Office file of before 2007 (doc, xls, ppt, msg), which is not read. {CONVERT}"
    )


def _foreign(name: str, what: str, expected: str) -> SourceError:
    if expected:
        return SourceError(
            "mislabelled", f"{name} is named like {KINDS[expected]} but is {what}. Give it its right suffix, or fetch it again."
        )
    return SourceError("unsupported", f"{name} is {what}, which is not read. {CONVERT}")
