"""What an HTML page says about itself in its head: meta elements, JSON-LD, ``time`` and ``lang``.

Invariant: only what the page declares is taken, the most specific declaration first; a value that is no date is no date.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import lxml.html

from dentelle.edtf import is_valid
from dentelle.sources.byline import find_date

TITLES = ("og:title", "dc.title", "dcterms.title", "citation_title", "twitter:title")
AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author")
DATES = (
    "article:published_time",
    "datepublished",
    "dc.date",
    "dcterms.date",
    "dcterms.issued",
    "dcterms.created",
    "citation_publication_date",
    "citation_date",
    "date",
    "pubdate",
    "publish-date",
)
PUBLISHERS = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name", "citation_publisher")
ARTICLES = frozenset({"Article", "NewsArticle", "BlogPosting", "Report", "WebPage", "ScholarlyArticle", "Event", "PressRelease"})
EDTF_PREFIX = re.compile(r"\s*(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:$|[T\s])")
LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_].*)?\s*$")
PUBLISHED = re.compile(r"publi|posted|byline|entry-date|meta|dateline", re.I)
JSON_LIMIT = 500_000  # characters of one JSON-LD script; a larger one describes no single page


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """``date`` is EDTF, ``language`` an ISO 639 code; all "" where the page does not say."""

    title: str
    author: str
    date: str
    publisher: str
    language: str


def page_metadata(tree: lxml.html.HtmlElement) -> PageMetadata:
    """What the page with root ``tree`` declares."""
    declared = _meta(tree)
    linked = _json_ld(tree)
    title = _first(declared, TITLES) or _text(linked.get("headline")) or _title(tree)
    author = _text(linked.get("author")) or _first(declared, AUTHORS)
    date = _date(_text(linked.get("datePublished"))) or next(filter(None, (_date(declared.get(n, "")) for n in DATES)), "")
    return PageMetadata(
        title=title,
        author="" if author.startswith(("http:", "https:")) else author,
        date=date or _published_time(tree),
        publisher=_text(linked.get("publisher")) or _first(declared, PUBLISHERS),
        language=_language(tree, declared),
    )


def _meta(tree: lxml.html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv") or ""
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _first(declared: dict[str, str], names: tuple[str, ...]) -> str:
    return next((declared[name] for name in names if name in declared), "")


def _title(tree: lxml.html.HtmlElement) -> str:
    for tag in ("h1", "title"):
        texts = [" ".join(element.text_content().split()) for element in tree.iter(tag)]
        if len(texts) == 1 and texts[0]:
            return texts[0]
    return next((" ".join(element.text_content().split()) for element in tree.iter("title")), "")


def _json_ld(tree: lxml.html.HtmlElement) -> dict[str, Any]:
    """The first JSON-LD object that describes an article or page, {} for none."""
    for script in tree.iter("script"):
        text = script.text or ""
        if (script.get("type") or "").lower() != "application/ld+json" or len(text) > JSON_LIMIT:
            continue
        try:
            parsed = json.loads(text)
        except (ValueError, RecursionError):
            continue  # a page whose JSON-LD is broken has its other declarations
        for thing in _objects(parsed):
            types = thing.get("@type")
            if ARTICLES & set(types if isinstance(types, list) else [types] if isinstance(types, str) else []):
                return thing
    return {}


def _objects(parsed: Any) -> Iterator[dict[str, Any]]:
    things = parsed if isinstance(parsed, list) else [parsed]
    for thing in things:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            if isinstance(graph, list):
                yield from (inner for inner in graph if isinstance(inner, dict))


def _text(value: Any) -> str:
    """The words of a JSON-LD value: a string, the name of an object, the values of a list with commas."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        name = value.get("name")
        return " ".join(name.split()) if isinstance(name, str) else ""
    if isinstance(value, list):
        return ", ".join(filter(None, (_text(inner) for inner in value if not isinstance(inner, list))))
    return ""


def _published_time(tree: lxml.html.HtmlElement) -> str:
    """The date of the ``time`` elements that are marked as the publication's; other times may be an event's."""
    dates: set[str] = set()
    for element in tree.iter("time"):
        parent = element.getparent()
        names = f"{element.get('class', '')} {parent.get('class', '') if parent is not None else ''}"
        if "pubdate" in element.attrib or element.get("itemprop") == "datePublished" or PUBLISHED.search(names):
            dates.add(_date(element.get("datetime") or "") or find_date(element.text_content()))
    dates.discard("")
    return dates.pop() if len(dates) == 1 else ""


def _date(text: str) -> str:
    """``text`` as EDTF: an ISO date (its time left out) or a written one; "" for neither."""
    match = EDTF_PREFIX.match(text)
    if match and is_valid(match[1]):
        return match[1]
    return find_date(text)


def _language(tree: lxml.html.HtmlElement, declared: dict[str, str]) -> str:
    for said in (tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"), declared.get("content-language")):
        match = LANGUAGE.match(said or "")
        if match:
            return match[1].lower()
    return ""
