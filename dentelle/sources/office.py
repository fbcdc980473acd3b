"""Word documents (docx): paragraphs, headings, list items and tables in the order of the body.

Invariants: headers, footers and text boxes that float are not in the text; a table row is one block; deleted text of
tracked changes is left out and inserted text is in.
"""

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from dentelle.errors import SourceError
from dentelle.given import Limits
from dentelle.model import Document
from dentelle.sources.byline import byline
from dentelle.sources.composing import Composer
from dentelle.sources.package import BROKEN, open_package, refuse_out_of_memory

if TYPE_CHECKING:
    from docx.document import Document as Docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
HEADING = re.compile(r"(?:heading|titre|überschrift|kop|kopje)\s*(\d)", re.I)
TITLE = re.compile(r"(?:title|titre|titel|subtitle|sous-titre|untertitel|ondertitel)$", re.I)
LIST = re.compile(r"list|liste|lijst|puce|aufzählung|opsomming", re.I)
CAPTION = re.compile(r"caption|légende|beschriftung|bijschrift", re.I)
LAYOUT_CELL = 300  # characters; a longer table cell is set as paragraphs of its own
TEMPLATE_DAYS = (date(2013, 12, 23), date(1970, 1, 1))  # what python-docx and an empty property leave
PLACEHOLDERS = frozenset({"python-docx", "un-named", "microsoft office user", "user", "admin", "author", "utilisateur"})


def preload() -> None:
    """Loads the parser."""
    import defusedxml.ElementTree  # noqa: F401
    import docx  # noqa: F401 - loaded for the processes forked later


def docx_document(data: bytes, name: str, source: str, limits: Limits) -> Document:
    """The document in a DOCX file. Raises ``SourceError``."""
    package = open_package(data, name, limits)
    package.close()
    composer = Composer()
    opened = _open(data, name)
    for text, role, level in _blocks(opened):
        composer.add(text, role, level=level)
    blocks, text = composer.blocks(), composer.text()
    if not blocks and any(relation.reltype.endswith("/image") for relation in opened.part.rels.values()):
        raise SourceError("image-only", f"{name} holds pictures but no text. Run it through text recognition (OCR) first.")
    signed = byline([line for block in blocks for line in text[block.start : block.end].split("\n")])
    properties = opened.core_properties
    author = " ".join((properties.author or "").split())
    headings = [text[b.start : b.end] for b in blocks if b.role == "heading"]
    return Document(
        source=source,
        path=name,
        format="docx",
        extractor="",
        text=text,
        blocks=blocks,
        title=" ".join((properties.title or "").split()) or next(iter(headings), ""),
        author=signed.author or ("" if author.lower() in PLACEHOLDERS else author),
        date=signed.date or _created(properties),
        language=_language(properties.language or ""),
    )


def _open(data: bytes, name: str) -> "Docx":
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        return docx.Document(io.BytesIO(data))
    except (*BROKEN, OpcError, LxmlError, AttributeError, TypeError) as error:
        refuse_out_of_memory(error)
        raise SourceError("unreadable", f"{name} is no Word document that opens: {error}. Save it again in Word.") from error


def _blocks(document: "Docx") -> Iterator[tuple[str, str, int]]:
    """(text, role, level) of the body's blocks; content controls are looked into."""
    styles = {style.style_id: style.name or "" for style in document.styles}
    stack = [iter(document.element.body)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag == f"{W}p":
            yield from _paragraph(element, styles)
        elif element.tag == f"{W}tbl":
            yield from _table(element, styles)
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag", f"{W}customXml"):
            stack.append(iter(element))


def _paragraph(element: Any, styles: dict[str, str]) -> Iterator[tuple[str, str, int]]:
    text = _text(element)
    style = element.find(f"{W}pPr/{W}pStyle")
    name = styles.get(style.get(f"{W}val"), style.get(f"{W}val") or "") if style is not None else ""
    heading = HEADING.match(name)
    if heading or TITLE.match(name):
        yield text, "heading", min(6, max(1, int(heading[1]))) if heading else 1
    elif element.find(f"{W}pPr/{W}numPr") is not None or LIST.search(name):
        yield text, "item", 0
    elif CAPTION.search(name):
        yield text, "caption", 0
    else:
        # A line break made by hand separates lines such as those of an address: each is a block of its own.
        for line in text.split("\n"):
            yield line, "paragraph", 0


def _table(table: Any, styles: dict[str, str]) -> Iterator[tuple[str, str, int]]:
    for row in table.iterchildren(f"{W}tr"):
        cells = [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tc"), None) is None]
        texts = [" ".join(filter(None, (_text(p) for p in cell.iter(f"{W}p")))).replace("\n", " ") for cell in cells]
        if any(len(text) > LAYOUT_CELL for text in texts):
            for cell in cells:
                for paragraph in cell.iter(f"{W}p"):
                    yield from _paragraph(paragraph, styles)
        else:
            yield " | ".join(filter(None, texts)), "cell", 0


def _text(paragraph: Any) -> str:
    """The words of a paragraph as printed: no deleted text, no field codes, no second copy of a drawing's text."""
    parts: list[str] = []
    skipped = (
        f"{W}del",
        f"{W}instrText",
        f"{MC}Fallback",
        f"{W}pPr",
        f"{W}rPr",
        f"{W}drawing",
        f"{W}pict",
        f"{MC}AlternateContent",
    )
    stack = [paragraph]
    while stack:
        element = stack.pop()
        if element.tag in skipped:
            continue
        if element.tag == f"{W}t":
            parts.append(element.text or "")
        elif element.tag in (f"{W}tab", f"{W}ptab"):
            parts.append("\t")
        elif element.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif element.tag == f"{W}noBreakHyphen":
            parts.append("-")
        else:
            stack.extend(reversed(element))
    return "".join(parts).strip()


def _created(properties: Any) -> str:
    """The day on which the document was last changed, as its program wrote it; "" where it did not."""
    when = properties.modified or properties.created
    return when.date().isoformat() if when is not None and when.date() not in TEMPLATE_DAYS else ""


def _language(tag: str) -> str:
    return tag.split("-")[0].lower() if re.fullmatch(r"[A-Za-z]{2,3}(-\w+)*", tag) else ""
