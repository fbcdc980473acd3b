"""What changes in a selection, as an Atom feed (RFC 4287). Ids are the same for ever, whatever address serves the feed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

__all__ = ["Change", "Entry", "Feed", "feed", "stable_id"]

_UNHELD = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Change:
    """A line of an entry: ``verb`` says new, changed or gone in the reader's language, ``text`` what it is about."""

    verb: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What one run changed about one entity. ``about``: what its id is made from; ``updated`` in ISO 8601."""

    about: str
    title: str
    updated: str
    page: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """``about``: what its id is made from; ``itself`` its own address, ``page`` that of the selection."""

    about: str
    title: str
    language: str
    author: str
    updated: str
    itself: str
    page: str
    rights: str


def stable_id(about: str) -> str:
    """An id that is a function of ``about`` alone."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'dentelle:{about}')}"


def feed(head: Feed, entries: Sequence[Entry]) -> Iterator[bytes]:
    """The document, part by part."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(head.language)}>',
        f"<id>{stable_id(head.about)}</id>",
        f"<title>{_text(head.title)}</title>",
        f"<updated>{_text(head.updated)}</updated>",
        f"<author><name>{_text(head.author)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={_attribute(head.itself)}/>',
        f'<link rel="alternate" type="text/html" hreflang={quoteattr(head.language)} href={_attribute(head.page)}/>',
        f"<rights>{_text(head.rights)}</rights>",
        "<generator>Dentelle</generator>",
    ]
    yield "\n".join(lines).encode()
    for entry in entries:
        yield _entry(entry).encode()
    yield b"\n</feed>\n"


def _entry(entry: Entry) -> str:
    items = "".join(f"<li>{escape(_plain(one.verb))}: {escape(_plain(one.text))}</li>" for one in entry.changes)
    return f"""
<entry>
<id>{stable_id(entry.about)}</id>
<title>{_text(entry.title)}</title>
<updated>{_text(entry.updated)}</updated>
<link rel="alternate" type="text/html" href={_attribute(entry.page)}/>
<content type="html">{escape(f"<ul>{items}</ul>")}</content>
</entry>"""


def _text(text: str) -> str:
    return escape(_plain(text))


def _attribute(text: str) -> str:
    return quoteattr(_plain(text))


def _plain(text: str) -> str:
    """``text`` without what XML 1.0 cannot hold."""
    return _UNHELD.sub("", text)
