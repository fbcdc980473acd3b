"""What kind of file somebody sent, told by its content and never by its name."""

import io
import zipfile

__all__ = ["KINDS", "kind_of"]

KINDS = ("pdf", "docx", "odt", "png", "jpg")
MOST_MEMBERS = 5_000  # of a packed document


def kind_of(content: bytes) -> str:
    """One of KINDS, or "" for anything else. Nothing is unpacked."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    return _packed(content) if content.startswith(b"PK\x03\x04") else ""


def _packed(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [member.filename for member in archive.infolist()[:MOST_MEMBERS]]
    except (zipfile.BadZipFile, ValueError, OSError):
        return ""
    if "word/document.xml" in names and "word/vbaProject.bin" not in names:
        return "docx"
    odt = b"mimetypeapplication/vnd.oasis.opendocument.text"
    return "odt" if odt in content[:120] and not any(name.startswith("Basic/") for name in names) else ""
