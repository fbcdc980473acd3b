"""Zip packages (docx, xlsx, ods), opened only after a look at what they would unpack to.

Invariants: no more is unpacked than the package's directory declares (``zipfile`` stops there) and no more than
``UNPACKED_FACTOR`` times the file limit; no XML part is parsed that declares a document type, so entities can neither
swell nor reach a file or a host.
"""

import io
import zipfile
import zlib
from contextlib import suppress
from xml.etree.ElementTree import ParseError

from dentelle.errors import SourceError
from dentelle.given import Limits

UNPACKED_FACTOR = 8  # XML packs about 10 to 1, so even a file at the size limit opens unless it was made to swell
MEMBER_COUNT = 10_000  # parts; a real document has tens
XML_PARTS = (".xml", ".rels", ".vml")
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, LookupError, NotImplementedError, ValueError)


def open_package(data: bytes, name: str, limits: Limits) -> zipfile.ZipFile:
    """The package in ``data``. Raises ``SourceError`` "oversized", "encrypted", "truncated" or "unreadable"."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        members = package.infolist()
    except BROKEN as error:
        raise SourceError("truncated", f"{name} is a package that does not open: {error}. Fetch or save it again.") from error
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED_FACTOR * limits.file_bytes or len(members) > MEMBER_COUNT:
        what = f"{name} would unpack to {unpacked / 1e6:,.0f} MB in {len(members):,} parts"
        raise SourceError("oversized", f"{what}, which no document needs. Save it again from the program that made it.")
    if any(member.flag_bits & 1 for member in members) or _is_encrypted_opendocument(package):
        raise SourceError("encrypted", f"{name} is protected by a password. Save it without one.")
    for member in members:
        if member.filename.endswith(XML_PARTS):
            _refuse_document_type(package, member, name)
    return package


def refuse_out_of_memory(error: BaseException) -> None:
    """Raises ``MemoryError`` where ``error`` is how lxml says it: a parser that could not go on and found nothing wrong."""
    if str(error).startswith("unknown error"):
        raise MemoryError from error


def _is_encrypted_opendocument(package: zipfile.ZipFile) -> bool:
    """OpenDocument encrypts its parts itself and says so in its manifest."""
    if "META-INF/manifest.xml" not in package.NameToInfo:
        return False
    try:
        with package.open("META-INF/manifest.xml") as part:
            return b"encryption-data" in part.read(1_000_000)
    except BROKEN:
        return False  # a damaged part is told below


def _refuse_document_type(package: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    """Office formats forbid document types in their parts; one that has it was made by hand, and not for reading."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    try:
        with package.open(member) as part, suppress(ParseError, StopIteration):  # what does not parse is told by its reader
            next(iter(iterparse(part, events=("start",), forbid_dtd=True)))
    except DefusedXmlException as error:
        what = f"{name} declares a document type in its part {member.filename}"
        raise SourceError("unreadable", f"{what}, as attacks do. Save it again from an office program.") from error
    except BROKEN as error:
        what = f"{name}: its part {member.filename} is damaged ({error})"
        raise SourceError("unreadable", f"{what}. Fetch or save it again.") from error
