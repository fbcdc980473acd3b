"""Write the example's PDF, DOCX, XLSX and CP1252 files from the plain texts in ``making/``.

Run it after changing one of them: ``.venv/bin/python examples/valenciennes/make.py``. The same texts give the same bytes
(with the same versions of python-docx, openpyxl and zlib): no clock and no machine name go in. A PDF is written by hand below,
because none of Dentelle's dependencies writes PDF and a text in one font needs no library.
"""

import re
import sys
import textwrap
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from openpyxl import Workbook

HERE = Path(__file__).resolve().parent
LINE = 84  # characters of a line of 11 pt Helvetica on A4 with margins of 25 mm
LINES_A_PAGE = 44
SOURCES = "sources of the text"  # stands for them until `still`: python-docx takes 255 characters of comments at most


@dataclass(frozen=True)
class Text:
    """One text of ``making/``: the lines ``key: value`` at its head, and the rest."""

    head: dict[str, str]
    body: str

    @property
    def day(self) -> datetime:
        return datetime.fromisoformat(self.head["date"]).replace(tzinfo=UTC)


def read(path: Path) -> Text:
    head, body = path.read_text(encoding="utf-8").split("\n\n", 1)
    return Text(dict(line.split(": ", 1) for line in head.splitlines()), body)


def paragraphs(body: str) -> list[str]:
    """The paragraphs, headings, list items and table rows, each on one line."""
    found: list[str] = []
    for block in body.strip().split("\n\n"):
        kept = re.split(r"\n(?=[-|#\[])", block)
        found += [" ".join(part.split()) for part in kept]
    return found


# ---- PDF ----------------------------------------------------------------------------------------------------------------


def pdf(text: Text) -> bytes:
    """A PDF 1.4 of one column in Helvetica, with page numbers; Latin-1 and CP1252 letters only."""
    pages = [page_stream(lines, number) for number, lines in enumerate(pages_of(text), 1)]
    first = 5  # objects 1 to 4: catalogue, pages, two fonts
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang " + pdf_text(text.head["language"]) + b" >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{first + 2 * n} 0 R' for n in range(len(pages)))}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(pages):
        resources = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>"
        content = first + 2 * number + 1
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} /Contents {content} 0 R >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    day = text.day.strftime("D:%Y%m%d090000Z").encode()
    named = {b"Title": "title", b"Author": "author", b"Subject": "sources"}
    info = b" ".join(b"/" + name + b" " + pdf_text(text.head[key]) for name, key in named.items())
    objects.append(b"<< " + info + b" /Producer (examples/valenciennes/make.py) /CreationDate (" + day + b") >>")
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    """The objects with their cross-reference table; the first is the catalogue, the last the information."""
    data = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, count - 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + trailer


def pages_of(text: Text) -> list[list[tuple[str, str]]]:
    """Pages of (line, role); role is h1, h2, item, text or ""."""
    pages: list[list[tuple[str, str]]] = [[]]
    for paragraph in paragraphs(text.body):
        if paragraph == "[page]" or len(pages[-1]) > LINES_A_PAGE:
            pages.append([])
        if paragraph == "[page]":
            continue
        marks, words = re.fullmatch(r"(##?|-)? ?(.*)", paragraph).groups()  # type: ignore[union-attr]
        role = {"#": "h1", "##": "h2", "-": "item"}.get(marks or "", "text")
        words = "•  " + words if role == "item" else words
        pages[-1] += [(line, role) for line in textwrap.wrap(words, LINE if role != "h1" else 50, break_long_words=False)]
        pages[-1].append(("", ""))
    return pages


def page_stream(lines: list[tuple[str, str]], number: int) -> bytes:
    sizes = {"h1": (b"F2", 18, 24), "h2": (b"F2", 13, 18), "": (b"F1", 11, 8)}
    parts: list[bytes] = []
    height = 770
    for line, role in lines:
        font, size, leading = sizes.get(role, (b"F1", 11, 15))
        if line:
            parts.append(b"BT /%s %d Tf 71 %d Td %s Tj ET" % (font, size, height, pdf_bytes(line.encode("cp1252"))))
        height -= leading
    parts.append(b"BT /F1 9 Tf 290 40 Td (%d) Tj ET" % number)
    return b"\n".join(parts)


def pdf_bytes(data: bytes) -> bytes:
    return b"(" + re.sub(rb"([\\()])", rb"\\\1", data) + b")"


def pdf_text(text: str) -> bytes:
    """A text string of the information dictionary: UTF-16 with its mark, in hexadecimal."""
    return b"<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode() + b">"


# ---- Office files and lists -----------------------------------------------------------------------------------------------


def docx(text: Text, path: Path) -> None:
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = text.head["title"], text.head["author"], text.head["language"]
    properties.comments = SOURCES
    properties.created = properties.modified = text.day.replace(tzinfo=None)
    properties.last_modified_by = text.head["author"]
    rows: list[list[str]] = []
    for paragraph in [*paragraphs(text.body), ""]:
        if paragraph.startswith("|"):
            rows.append([cell.strip() for cell in paragraph.strip("|").split("|")])
            continue
        if rows:
            table = document.add_table(rows=0, cols=len(rows[0]))
            for row in rows:
                for cell, words in zip(table.add_row().cells, row, strict=True):
                    cell.text = words
            rows = []
        if paragraph.startswith("#"):
            document.add_heading(paragraph.lstrip("# "), level=paragraph.count("#", 0, 2))
        elif paragraph.startswith("- "):
            document.add_paragraph(paragraph[2:], style="List Bullet")
        elif paragraph:
            document.add_paragraph(paragraph)
    document.save(str(path))
    still(path, text)


def xlsx(text: Text, path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for part in text.body.strip().split("== ")[1:]:
        name, *lines = part.strip("\n").split("\n")
        sheet = book.create_sheet(name)
        for line in lines:
            if line.strip():
                sheet.append([int(cell) if re.fullmatch(r"\d{4}", cell) else cell or None for cell in line.split("\t")])
    book.properties.title, book.properties.creator = text.head["title"], text.head["author"]
    book.properties.description = SOURCES
    book.properties.created = text.day.replace(tzinfo=None)
    book.save(path)
    still(path, text)


def still(path: Path, text: Text) -> None:
    """Take the clock out of an office file (one day for every part, and as the day of the last change) and name the sources."""
    day = text.day
    sources = escape(f"Sources : {text.head['sources']}").encode()
    with zipfile.ZipFile(path) as source:
        parts = [(name, source.read(name)) for name in sorted(source.namelist())]
    modified = rb"(<dcterms:modified[^>]*>)[^<]*"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts:
            if name == "docProps/core.xml":
                data = re.sub(modified, rb"\g<1>" + day.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), data)
                data = data.replace(SOURCES.encode(), sources)
            info = zipfile.ZipInfo(name, day.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, data)


def main(target: Path) -> None:
    """Write every file below ``target``."""
    for folder in ("rapports", "listes"):
        (target / folder).mkdir(parents=True, exist_ok=True)
    for path in sorted((HERE / "making").glob("*.txt")):
        text = read(path)
        name = path.name.removesuffix(".txt")
        if name.endswith(".pdf"):
            (target / "rapports" / name).write_bytes(pdf(text))
        elif name.endswith(".docx"):
            docx(text, target / "rapports" / name)
        elif name.endswith(".xlsx"):
            xlsx(text, target / "listes" / name)
        else:
            (target / "listes" / name).write_bytes(text.body.encode(text.head["encoding"]))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
