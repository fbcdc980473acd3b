"""Bytes to text: which encoding a file is written in.

Invariant: what is decoded is every byte after the byte order mark, newlines untouched; for UTF-8 the result equals
``data.decode("utf-8-sig")``, so that offsets mean the same to everyone.
"""

import codecs
import re
from pathlib import Path

from dentelle.errors import SourceError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# One byte a character, in the order of how often western European files use them.
SINGLE_BYTE = ("cp1252", "cp850", "mac_roman")
USUAL = frozenset("àâäáãåæçéèêëíìîïñóòôöõøœúùûüÿßÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜ’‘“”„«»–—…€°§²³½№·•\u00a0\n\r\t")
DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{2,40})""", re.I
)
SAMPLE = 200_000  # bytes looked at when the encoding is guessed
PIECE = 4_000_000  # bytes of a file read at a time
CONTINUING = bytes(range(0x80, 0xC0))  # inside a character of UTF-8


def decode(data: bytes, name: str, declared: str = "") -> str:
    """The text of ``data``. ``declared`` is an encoding its own words claim, believed only where the bytes allow.

    Raises ``SourceError`` "unreadable" for binary data. ``name`` is the file in messages.
    """
    encoding = encoding_of(data, declared)
    if not encoding:
        raise SourceError("unreadable", f"{name} holds binary data, not text. Check that the file has the right suffix.")
    # A character cut or broken by damage must not cost the document: it is shown as U+FFFD and read around.
    text = data.decode(encoding, "replace")
    if "\0" in text or _control_share(text) > 0.05:
        raise SourceError("unreadable", f"{name} holds binary data, not text. Check that the file has the right suffix.")
    return text


def encoding_of(data: bytes, declared: str = "") -> str:
    """The Python codec for ``data``, or "" when it is not text in any encoding known here."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        around = data[max(0, error.start - SAMPLE // 2) : error.start + SAMPLE // 2]
        return _utf16(data) or _mostly_utf8(around.lstrip(CONTINUING)) or _known(declared) or _single_byte(data, around)
    return _utf16(data) or "utf-8"


def encoding_of_file(path: Path) -> str:
    """``encoding_of`` the bytes of the file at ``path``, of which two pieces are held at a time. Raises ``OSError``."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    last = b""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            if not last and ((encoding := encoding_of(piece[:SAMPLE])) == "" or encoding.startswith("utf-16")):
                return encoding
            if not last and piece.startswith(tuple(mark for mark, _ in MARKS)):
                return encoding_of(piece)
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                return encoding_of((last + piece).lstrip(CONTINUING))
            last = piece
    return "utf-8"


def declared_encoding(data: bytes) -> str:
    """What the beginning of an HTML or XML file says about its encoding; "" when it says nothing."""
    found = DECLARED.search(data[:4096])
    return (found[1] or found[2]).decode("ascii") if found else ""


def _utf16(data: bytes) -> str:
    """UTF-16 without a mark shows as a NUL beside every western letter; "" where there are none."""
    sample = data[:2000]
    if b"\0" not in sample:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 20 > max(even, odd) or max(even, odd) * 4 < len(sample):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _mostly_utf8(data: bytes) -> str:
    """UTF-8 with a few damaged characters is still UTF-8: read as one byte a character, every accent would be lost.

    Only accents as our languages use them count as sound: two bytes of cp1252 that make a character by chance make a strange one.
    """
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    sound = sum(1 for c in text if c > "\x7f" and c in USUAL)
    return "utf-8" if sound and sound >= damaged else ""


def _known(declared: str) -> str:
    """The codec that ``declared`` names if it is one byte a character; "latin-1" means cp1252, as in every browser."""
    try:
        codec = codecs.lookup(declared).name
    except LookupError:
        return ""
    if codec in ("utf-8", "ascii", "iso8859-1"):
        return "" if codec == "utf-8" else "cp1252"
    return codec if codec.startswith(("iso8859", "cp125", "cp85", "mac")) else ""


def _single_byte(data: bytes, around: bytes) -> str:
    """The encoding of ``SINGLE_BYTE`` in which most high bytes of ``around`` are characters that our four languages use."""
    high = bytes(byte for byte in around if byte > 0x7F)
    if b"\0" in data[:SAMPLE]:
        return ""

    def usual(encoding: str) -> int:
        return sum(c in USUAL for c in high.decode(encoding, "replace"))

    return max(SINGLE_BYTE, key=usual)  # the first of equals


def _control_share(text: str) -> float:
    sample = text[:SAMPLE]
    return sum(c < " " and c not in "\t\n\r\f\x0b\x1a\x1b" for c in sample) / max(1, len(sample))
