"""Small good files of every format, made in memory: what the tests of sources and the broken files are made from."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence

LINES = (
    "La pépinière du Denaisis",
    "Ouverte en septembre 2009, elle accueille quatorze entreprises de l'image.",
    "Elle a été créée par la communauté d'agglomération.",
)


def pdf(pages: Sequence[Sequence[str]], *, title: str = "", trailer: str = "", size: int = 11) -> bytes:
    """A PDF with ``pages`` of lines in Helvetica; ``trailer`` is put into its trailer dictionary. One font serves all pages."""
    first = 4
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        resources = "/Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 595 842]"
        objects.append(f"<< /Type /Page /Parent 2 0 R {resources} /Contents {first + 2 * number + 1} 0 R >>".encode())
        content = b"BT /F1 %d Tf 14 TL 60 780 Td " % size + b" ".join(_shown(line) for line in lines) + b" ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    if title:
        objects.append(b"<< /Title (" + title.encode("latin-1") + b") >>")
        trailer += f" /Info {len(objects)} 0 R"
    return _assembled(objects, trailer)


def _shown(line: str) -> bytes:
    escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return b"(" + escaped.encode("cp1252") + b") Tj T*"


def _assembled(objects: list[bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer.encode(), start)
    return bytes(out)


def encrypted_pdf() -> bytes:
    """A PDF that no empty password opens."""
    words = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'5a' * 32}> /U <{'a5' * 32}> >> /ID [<{'01' * 16}> <{'01' * 16}>]"
    )
    return pdf([LINES], trailer=words)


def image_pdf() -> bytes:
    """A PDF whose one page is a picture."""
    image = b"<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 4 >>"
    content = b"q 500 0 0 700 40 40 cm /I Do Q"
    return _assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            image + b"\nstream\n\x00\x80\x80\xff\nendstream",
        ],
        "",
    )


def docx(
    paragraphs: Sequence[tuple[str, str]], *, rows: Sequence[Sequence[str]] = (), title: str = "", author: str = ""
) -> bytes:
    """A Word document of (style, text); ``rows`` make a table at its end."""
    import docx as library

    document = library.Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    if rows:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for line, values in zip(table.rows, rows, strict=True):
            for cell, value in zip(line.cells, values, strict=True):
                cell.text = value
    document.core_properties.title = title
    document.core_properties.author = author
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx(sheets: dict[str, Sequence[Sequence[object]]], *, merged: Sequence[str] = (), hidden: Sequence[str] = ()) -> bytes:
    """A workbook; ``merged`` are ranges of its first sheet, ``hidden`` names of sheets."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(rows: Sequence[Sequence[object]]) -> bytes:
    """An OpenDocument spreadsheet with one sheet; numbers are stored as floats, the rest as strings."""
    cells = "".join("<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>" for row in rows)
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    content = f'<office:document-content {names}><table:table table:name="Liste">{cells}</table:table></office:document-content>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return out.getvalue()


def _ods_cell(value: object) -> str:
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'


def html(body: str, head: str = "", lang: str = "fr") -> bytes:
    """A page in UTF-8."""
    return f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()


def rewritten(package: bytes, member: str, content: bytes) -> bytes:
    """``package`` with one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == member else old.read(name))
        if member not in old.namelist():
            new.writestr(member, content)
    return out.getvalue()


def billion_laughs(package: bytes, member: str) -> bytes:
    """``package`` with a part whose entities swell to 10⁹ words."""
    levels = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    return rewritten(package, member, f'<!DOCTYPE x [<!ENTITY a0 "haha">{levels}]><x>&a9;</x>'.encode())


def bomb(members: Sequence[str], gigabytes: int, *, honest: bool = True) -> bytes:
    """A zip package whose ``members`` inflate to ``gigabytes`` in all; a dishonest one declares a thousandth of it.

    Written by hand: one megabyte of spaces is deflated once and repeated, so no gigabyte is ever made here.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    count = gigabytes * 1000 // len(members)
    data = piece * count + packer.flush()
    size = count * 1_000_000 if honest else count * 1_000
    local, central = bytearray(), bytearray()
    for member in members:
        name = member.encode()
        fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(data), size, len(name), 0)
        central += b"PK\x01\x02\x14\x00" + fields + struct.pack("<HHHII", 0, 0, 0, 0, len(local)) + name
        local += b"PK\x03\x04" + fields + name + data
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(members), len(members), len(central), len(local), 0)
    return bytes(local + central + end)
