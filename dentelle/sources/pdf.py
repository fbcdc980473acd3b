"""PDF: the text of each page in the order in which the page draws it, with its page on every block.

Invariants: lines are separated by newlines and blocks tell paragraphs; a hyphen at a line's end stays in the text, for
reading to repair; lines that recur at the top or bottom of pages are furniture; a paragraph that goes on over a page break
stays whole, the furniture between its halves follows it; no page is rendered and no link followed.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from dentelle.errors import SourceError
from dentelle.given import Limits
from dentelle.model import Document
from dentelle.sources.byline import byline
from dentelle.sources.composing import Composer

BULLET = re.compile(r"\s*(?:[•▪◦‣●■*\uf0b7\uf0a7✓➢►]|[-–—](?=\s))\s*|\s*(?:\d{1,2}[.)]|[a-z]\))\s+\S")
PAGE_NUMBER = re.compile(
    r"\W*(?:page|seite|pagina|p\.?|s\.?|blz\.?)?\s*\d{1,4}\s*(?:(?:/|sur|of|von|van|de)\s*\d{1,4})?\W*", re.I
)
# At a hyphen that pdfium takes for soft it writes one of these and no line break: it is printed, so it is text.
HYPHEN = re.compile("[\x02\ufffe\u00ad]")
PRINTED = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?")
DIGITS = re.compile(r"\d+")
BOLD = re.compile(rb"bold|black|heavy|semib|demi", re.I)
EDGE_LINES = 3  # at the top and at the bottom of a page, where running titles stand
RUNNING_PAGES = 3  # pages on which a line must recur to be a running title
RUNNING_LIMIT = 150  # characters of a running title
RUNNING_SHARE = 0.3  # of all pages
HEADING_FACTOR = 1.15  # of the usual size of letters, from which a line is a heading
GAP_FACTOR = 1.35  # of the usual distance of lines, from which a paragraph begins
UNMAPPED_SHARE = 0.3  # of characters without meaning, from which the fonts hold no text
FEWEST_LETTERS = 20  # of a document; with fewer, its pages are pictures with page numbers
HEADING_LIMIT = 200  # characters


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its text, the size of its letters, its base line and its ends, in points from the bottom left."""

    text: str
    page: int
    size: float = 0.0
    base: float = 0.0
    left: float = 0.0
    right: float = 0.0
    bold: bool = False
    furniture: bool = False


def preload() -> None:
    """Loads the parser."""
    import pypdfium2  # noqa: F401 - loaded for the processes forked later


def pdf_document(data: bytes, name: str, source: str, limits: Limits) -> Document:
    """The document in a PDF file. Raises ``SourceError``."""
    import pypdfium2

    pdf = _open(data, name)
    try:
        count = len(pdf)
        if count > limits.pages:
            what = f"{name} has {count:,} pages; the limit is {limits.pages:,}"
            raise SourceError("oversized", f"{what}. Split the file, or raise pages in territory.toml.")
        lines = [line for page in _lines(pdf, name, limits) for line in page]
        if sum(c.isalpha() for line in lines for c in line.text) < FEWEST_LETTERS:
            raise _without_text(pdf, name)
        metadata = pdf.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise SourceError(
            "unreadable", f"{name} has a page that does not open: {_said(error)}. Save or print it to PDF again."
        ) from error
    finally:
        pdf.close()
    lines = _with_furniture(lines, count)
    composer = Composer()
    for text, role, page, level in _blocks(lines):
        composer.add(text, role, page=page, level=level)
    _refuse_unmapped(composer.text(), name)
    signed = byline([line.text for line in lines if not line.furniture])
    return Document(
        source=source,
        path=name,
        format="pdf",
        extractor="",
        text=composer.text(),
        blocks=composer.blocks(),
        title=_title(metadata.get("Title", ""), composer),
        author=signed.author or _person(metadata.get("Author", "")),
        date=signed.date or _pdf_date(metadata.get("CreationDate", "")),
    )


def _said(error: Exception) -> str:
    """What pdfium says of a file, without its own full stop."""
    return str(error).rstrip(". ")


def _open(data: bytes, name: str) -> Any:
    import pypdfium2

    if b"%%EOF" not in data[-2048:].rstrip(b"\0") and b"startxref" not in data[-2048:]:
        raise SourceError("truncated", f"{name} is a PDF whose end is missing. Fetch it again.")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise SourceError("encrypted", f"{name} is protected by a password. Save it without one.") from error
        raise SourceError("unreadable", f"{name} is a damaged PDF: {_said(error)}. Save or print it to PDF again.") from error


def _without_text(pdf: Any, name: str) -> SourceError:
    import pypdfium2.raw as raw

    for index in range(len(pdf)):
        page = pdf[index]
        found = any(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3))
        page.close()
        if found:
            return SourceError("image-only", f"{name} is a scan without text. Run it through text recognition (OCR) first.")
    return SourceError("empty", f"{name} has {len(pdf)} pages without text. Check the file in the program that made it.")


def _refuse_unmapped(text: str, name: str) -> None:
    unmapped = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or c < "\t" for c in text)
    if unmapped > UNMAPPED_SHARE * max(1, len(text)):
        what = f"{name} prints letters that its fonts do not translate into text"
        raise SourceError("unreadable", f"{what}. Run it through text recognition (OCR) first.")


# ---- pages to lines ------------------------------------------------------------------------------------------------


def _lines(pdf: Any, name: str, limits: Limits) -> Iterator[list[Line]]:
    total = 0
    for index in range(len(pdf)):
        page = pdf[index]
        textpage = page.get_textpage()
        try:
            found = list(_page_lines(textpage, index + 1))
        finally:
            textpage.close()
            page.close()
        total += sum(len(line.text) for line in found)
        if total > limits.text_characters:
            what = f"{name} holds more than {limits.text_characters:,} characters"
            raise SourceError("oversized", f"{what}. Split the file, or raise text_characters in territory.toml.")
        yield found


def _page_lines(textpage: Any, number: int) -> Iterator[Line]:
    import pypdfium2.raw as raw

    text: str = textpage.get_text_range()
    wide = 0  # characters that pdfium counts twice, because it counts in UTF-16
    seen = 0
    for match in PRINTED.finditer(text):
        line = HYPHEN.sub("-", match[0])
        stripped = line.strip()
        if not stripped:
            continue
        position = match.start() + len(line) - len(line.lstrip())
        wide += sum(c > "\uffff" for c in text[seen:position])
        first = raw.FPDFText_GetCharIndexFromTextIndex(textpage, position + wide)
        wide += sum(c > "\uffff" for c in text[position : position + len(stripped) - 1])
        seen = position + len(stripped) - 1
        last = raw.FPDFText_GetCharIndexFromTextIndex(textpage, seen + wide)
        left, base = _origin(textpage, first)
        bold = _is_bold(textpage, first) and _is_bold(textpage, last)
        yield Line(
            stripped, number, raw.FPDFText_GetFontSize(textpage, first), base, left, max(left, _origin(textpage, last)[0]), bold
        )


def _origin(textpage: Any, index: int) -> tuple[float, float]:
    """Where the character stands on its base line, in points from the bottom left; zeros where pdfium does not know."""
    import pypdfium2.raw as raw

    x, y = ctypes.c_double(), ctypes.c_double()
    if index < 0 or not raw.FPDFText_GetCharOrigin(textpage, index, ctypes.byref(x), ctypes.byref(y)):
        return (0.0, 0.0)
    return (x.value, y.value)


def _is_bold(textpage: Any, index: int) -> bool:
    """Whether the character's font calls itself bold."""
    import pypdfium2.raw as raw

    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(textpage, index, name, len(name), ctypes.byref(flags))
    return length > 0 and BOLD.search(name.value) is not None


# ---- lines to blocks -----------------------------------------------------------------------------------------------


def _with_furniture(lines: list[Line], pages: int) -> list[Line]:
    """``lines`` with running titles and page numbers marked: at the edge of a page, and again on several pages."""
    by_page: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(index)
    edges = {i for found in by_page.values() for i in (*found[:EDGE_LINES], *found[-EDGE_LINES:])}
    alike = Counter(shape for found in by_page.values() for shape in {s for i in found if i in edges for s in _shapes(lines[i])})
    needed = max(RUNNING_PAGES, RUNNING_SHARE * pages)

    def marked(index: int, line: Line) -> bool:
        recurs = index in edges and any(alike[shape] >= needed for shape in _shapes(line))
        return recurs or (index in edges and PAGE_NUMBER.fullmatch(line.text) is not None)

    return [replace(line, furniture=marked(index, line)) for index, line in enumerate(lines)]


def _shapes(line: Line) -> set[str]:
    """What must recur for ``line`` to be a running title: its words, or its words around a number that goes with the page's."""
    text = " ".join(line.text.casefold().split())
    if len(text) > RUNNING_LIMIT:
        return set()
    return {text} | {
        f"{text[: n.start()]}#{int(n[0]) - line.page}#{text[n.end() :]}" for n in DIGITS.finditer(text) if len(n[0]) < 5
    }


def _blocks(lines: list[Line]) -> Iterator[tuple[str, str, int, int]]:
    """(text, role, page, level) of each paragraph, item, heading and piece of furniture, in the order of the text."""
    usual = _usual_size(lines)
    gap = _usual_gap(lines)
    sizes = sorted({round(line.size, 1) for line in lines if line.size >= HEADING_FACTOR * usual}, reverse=True)
    gathered: list[Line] = []
    passed: list[Line] = []  # furniture between two lines that may belong to one sentence
    for line in lines:
        if line.furniture:
            passed.append(line)
            continue
        if gathered and _begins(gathered[-1], line, gap, usual):
            yield _block(gathered, usual, sizes)
            gathered = []
        if not gathered:
            yield from (_block([between], usual, sizes) for between in passed)
            passed = []
        gathered.append(line)
    if gathered:
        yield _block(gathered, usual, sizes)
    yield from (_block([between], usual, sizes) for between in passed)


def _begins(above: Line, line: Line, gap: float, usual: float) -> bool:
    """Whether ``line`` begins a block of its own below ``above``."""
    if line.text[0].islower() and above.text[-1] not in ".!?:;" and abs(above.size - line.size) < 0.2 * line.size:
        return False  # the sentence goes on, if need be in the next column or on the next page
    if above.page != line.page:
        return True
    if abs(above.size - line.size) > 0.08 * max(above.size, line.size) or above.bold != line.bold or BULLET.match(line.text):
        return True
    distance = above.base - line.base
    if distance < -gap or distance > GAP_FACTOR * max(gap, line.size):
        return True  # a new column, or a gap
    if line.left > above.left + 0.8 * usual and above.text[-1] in ".!?:" and not BULLET.match(above.text):
        return True  # an indented first line
    return above.text[-1] in ".!?:" and above.right < line.right - 6 * usual and line.text[:1].isupper()


def _block(lines: list[Line], usual: float, sizes: list[float]) -> tuple[str, str, int, int]:
    first = lines[0]
    text = "\n".join(line.text for line in lines)
    if first.furniture:
        return text, "furniture", first.page, 0
    short = len(text) <= HEADING_LIMIT and any(c.isalpha() for c in text) and text[-1] not in ".,;"
    if short and first.size >= HEADING_FACTOR * usual:
        return text, "heading", first.page, min(6, sizes.index(round(first.size, 1)) + 1)
    if short and first.bold and len(lines) <= 2 and text[-1] != ":":
        return text, "heading", first.page, min(6, len(sizes) + 1)
    if BULLET.match(first.text) and len(first.text) > 2:
        return text, "item", first.page, 0
    return text, "paragraph", first.page, 0


def _usual_size(lines: Iterable[Line]) -> float:
    """The size in which most characters are set, 1 where none is known."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(1.0, sizes.most_common(1)[0][0])


def _usual_gap(lines: list[Line]) -> float:
    """The usual distance from one base line to the next, in points."""
    gaps = [a.base - b.base for a, b in pairwise(lines) if a.page == b.page and 0 < a.base - b.base < 60]
    return median(gaps) if gaps else 0.0


# ---- metadata ------------------------------------------------------------------------------------------------------


def _title(declared: str, composer: Composer) -> str:
    """The declared title unless a program made it up from a file name; else the heading set largest."""
    declared = " ".join(declared.split())
    if declared and not re.search(
        r"\.(?:docx?|odt|indd|xlsx?|pptx?|pdf|qxd|rtf)$|^Microsoft Word|^untitled|^sans titre|^unbenannt", declared, re.I
    ):
        return declared
    text = composer.text()
    headings = [block for block in composer.blocks() if block.role == "heading"]
    largest = min(headings, key=lambda block: (block.level, block.start), default=None)
    return " ".join(text[largest.start : largest.end].split()) if largest else ""


def _person(author: str) -> str:
    """The declared author when it looks like a name and not like a login."""
    author = " ".join(author.split())
    return author if " " in author and len(author) <= 100 else ""


def _pdf_date(text: str) -> str:
    """The ISO day of a PDF date (``D:20190403…``), "" for none."""
    match = re.match(r"(?:D:)?((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", text)
    return f"{match[1]}-{match[2]}-{match[3]}" if match else ""
