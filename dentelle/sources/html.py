"""HTML: the page's visible text, block by block, its furniture marked and kept.

Invariants: every visible word of the page is in the text once, in the order of the page; furniture (menus, cookie
notices, share buttons) is a block of its own role, never dropped; hidden words, scripts and styles are not text.
"""

import logging
import re
from dataclasses import dataclass, replace

import lxml.etree
import lxml.html

from dentelle.errors import SourceError
from dentelle.model import Document
from dentelle.sources.byline import byline
from dentelle.sources.composing import Composer
from dentelle.sources.decoding import declared_encoding, decode
from dentelle.sources.package import refuse_out_of_memory
from dentelle.sources.page_metadata import page_metadata
from dentelle.sources.page_walk import Piece, walk

SUSPECTED_SHARE = 0.5  # of a page's words in suspected blocks, from which the suspicion itself is suspect
JUDGED_LIMIT = 1_000_000  # characters; on a longer page every suspected block is furniture unless it is prose
WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page and the decoded text it came from."""

    tree: lxml.html.HtmlElement
    text: str


def preload() -> None:
    """Loads what judging the main content needs."""
    import trafilatura  # noqa: F401 - loaded for the processes forked later


def html_document(data: bytes, name: str, source: str) -> Document:
    """The document in an HTML file. Raises ``SourceError`` "unreadable" or "empty"."""
    page = parse(data, name)
    pieces = judged(walk(page.tree), page.text)
    composer = Composer()
    for piece in pieces:
        composer.add(piece.text, piece.role, level=piece.level)
    metadata = page_metadata(page.tree)
    signed = byline([line for piece in pieces if piece.role != "furniture" for line in piece.text.split("\n")])
    return Document(
        source=source,
        path=name,
        format="html",
        extractor="",
        text=composer.text(),
        blocks=composer.blocks(),
        title=metadata.title or next((piece.text for piece in pieces if piece.role == "heading"), ""),
        author=metadata.author or signed.author,
        date=metadata.date or signed.date,
        publisher=metadata.publisher,
        language=metadata.language,
    )


def parse(data: bytes, name: str) -> Page:
    """The tree of an HTML file. Raises ``SourceError`` "unreadable"."""
    text = decode(data, name, declared_encoding(data)).replace("\0", "")
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        refuse_out_of_memory(error)
        raise SourceError("unreadable", f"{name} is no HTML that can be parsed: {error}. Save the page again.") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise SourceError("unreadable", f"{name} nests its elements too deeply to be a page for people. Save the page again.")
    return Page(tree, text)


def judged(pieces: list[Piece], page: str) -> list[Piece]:
    """``pieces`` with each suspected block decided: it is text if trafilatura finds it in the main content, else furniture."""
    suspected = [piece for piece in pieces if piece.suspected]
    if not suspected:
        return pieces
    main = main_words(page)
    certain = sum(len(piece.text) for piece in pieces if not piece.suspected and piece.role != "furniture")
    lone = certain < SUSPECTED_SHARE * sum(len(piece.text) for piece in pieces)

    def role(piece: Piece) -> str:
        if not piece.suspected:
            return piece.role
        words = " ".join(WORDS.findall(piece.text.casefold()))
        in_main = bool(words) and f" {words} " in main
        return piece.role if in_main or (lone and piece.prose) else "furniture"

    return [replace(piece, role=role(piece), suspected=False) for piece in pieces]


def main_words(page: str) -> str:
    """The words of what trafilatura takes for the main content, folded, one space before, between and behind them."""
    if len(page) > JUDGED_LIMIT:
        return ""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        main = trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False) or ""
    except (ValueError, TypeError, AttributeError, RecursionError, lxml.etree.LxmlError):
        main = ""  # a page it cannot judge stays as its own marks say
    return f" {' '.join(WORDS.findall(main.casefold()))} "
