"""Walks an HTML tree and cuts it into pieces of text, each with its part in the page.

Invariant: the walk is a loop, not a recursion: nesting of any depth costs memory, never the stack.
"""

import re
from dataclasses import dataclass, field

import lxml.html

HIDDEN = frozenset(
    re.findall(
        r"\w+",
        """script style noscript template svg math head title meta link object embed iframe canvas audio video map area input
        textarea datalist select option img picture source track applet""",
    )
)
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer
        form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary
        table tbody td tfoot th thead tr ul""",
    )
)
FURNITURE = frozenset({"nav", "footer", "dialog", "button", "menu", "search"})
FURNITURE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar", "complementary"}
)
# Class and id words that name furniture; a block so named is furniture unless the main content holds it.
NAMED = re.compile(
    r"(?:^|[-_ ])(?:cookies?|consent|gdpr|rgpd|newsletter|share|sharing|social|breadcrumbs?|menu|nav|navbar|navigation|sidebar"
    r"|footer|related|comments?|skip|skip-link|pagination|pager|toolbar|banner|popup|modal|advert|ads?|promo|subscribe|widget"
    r"|topbar|copyright|partage|partager|fil-ariane|teilen|delen|fusszeile|voettekst)(?:$|[-_ ])",
    re.I,
)
HEADING = re.compile(r"h[1-6]")
SPACE = re.compile(r"[ \t\n\r\f\u00a0]+")
LINK_SHARE = 0.7  # of a block's characters inside links, from which it may be a menu
LAYOUT_CELL = 300  # characters; a longer table cell lays out the page rather than holding a value


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a page: its text, its role as in ``model.Block`` and whether it may be furniture (``suspected``)."""

    text: str
    role: str
    level: int = 0
    suspected: bool = False
    prose: bool = False  # long enough and with a full stop


@dataclass(slots=True)
class Frame:
    """What holds for everything inside one element."""

    role: str = "paragraph"
    level: int = 0
    furniture: bool = False
    suspected: bool = False
    linked: bool = False
    main: bool = False  # inside <main> or <article>
    verbatim: bool = False  # <pre>
    row: bool = False  # inside a table row that is one block


@dataclass(slots=True)
class Walk:
    """The pieces so far and the inline text that is being gathered."""

    pieces: list[Piece] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    linked: int = 0

    def say(self, text: str | None, frame: Frame) -> None:
        """Takes a run of inline text."""
        if text:
            text = text if frame.verbatim else SPACE.sub(" ", text)
            self.words.append(text)
            self.linked += len(text.strip()) if frame.linked else 0

    def close(self, frame: Frame) -> None:
        """Ends the block that is being gathered."""
        text = "".join(self.words).strip()
        dense = self.linked > LINK_SHARE * len(text) and frame.role != "heading" and not frame.main
        role = "furniture" if frame.furniture else frame.role
        suspected = role != "furniture" and (frame.suspected or dense)
        for part in broken(text):
            prose = len(part) > 80 and part.rstrip('»"”’)')[-1:] in (".", "!", "?", "…")
            self.pieces.append(Piece(part, role, frame.level if role == "heading" else 0, suspected, prose))
        self.words.clear()
        self.linked = 0


def broken(text: str) -> list[str]:
    """``text`` cut at its line breaks; a line that goes on in lower case or ends in a comma is no end, its newline stays."""
    parts: list[str] = []
    for line in filter(None, (SPACE.sub(" ", line).strip() for line in text.split("\n"))):
        if parts and (line[0].islower() or parts[-1][-1] in ",-"):
            parts[-1] += "\n" + line
        else:
            parts.append(line)
    return parts


def walk(tree: lxml.html.HtmlElement) -> list[Piece]:
    """The pieces of the page in its order."""
    state = Walk()
    stack: list[tuple[lxml.html.HtmlElement, Frame, bool]] = [(tree, Frame(), False)]
    while stack:
        element, frame, leaving = stack.pop()
        if leaving:
            _leave(element, frame, state)
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in HIDDEN or _invisible(element):
            continue
        inner = _enter(element, tag, frame, state)
        stack.append((element, inner, True))
        for child in reversed(element):
            # The text behind a child belongs to this element: it is said when the child has been left.
            stack.append((_Tail(child.tail), inner, True))
            stack.append((child, inner, False))
    state.close(Frame())
    return state.pieces


@dataclass(frozen=True, slots=True)
class _Tail:
    tail: str | None
    tag: str = "#tail"


def _enter(element: lxml.html.HtmlElement, tag: str, frame: Frame, state: Walk) -> Frame:
    inner = _frame(element, tag, frame)
    if tag == "br":
        state.words.append(" " if inner.row else "\n")
    elif inner.row and tag in ("td", "th"):
        if "".join(state.words).strip():
            state.words.append(" | ")
    elif tag in BLOCKS and not (inner.row and tag != "tr"):
        state.close(frame)
    elif tag in BLOCKS:
        state.words.append(" ")
    state.say(element.text, inner)
    return inner


def _leave(element: lxml.html.HtmlElement, frame: Frame, state: Walk) -> None:
    tag = element.tag
    if tag == "#tail":
        state.say(element.tail, frame)
    elif tag in BLOCKS and (not frame.row or tag == "tr"):
        state.close(frame)
    elif tag in BLOCKS:
        state.words.append(" ")


def _frame(element: lxml.html.HtmlElement, tag: str, frame: Frame) -> Frame:
    """What holds inside ``element``, which stands in ``frame``."""
    inner = Frame(frame.role, frame.level, frame.furniture, frame.suspected, frame.linked, frame.main, frame.verbatim, frame.row)
    if HEADING.fullmatch(tag):
        inner.role, inner.level = "heading", int(tag[1])
    elif tag in ("li", "dt", "dd"):
        inner.role = "item"
    elif tag in ("figcaption", "caption"):
        inner.role = "caption"
    elif tag == "tr" and not _lays_out(element):
        inner.role, inner.row = "cell", True
    elif tag in ("p", "blockquote") and frame.role != "item" and not frame.row:
        inner.role = "paragraph"
    inner.linked = inner.linked or tag == "a"
    inner.verbatim = inner.verbatim or tag == "pre"
    inner.main = inner.main or tag in ("main", "article") or element.get("role") == "main"
    inner.furniture = inner.furniture or tag in FURNITURE or (element.get("role") or "") in FURNITURE_ROLES
    if tag in ("aside", "header") or NAMED.search(element.get("class", "")) or NAMED.search(element.get("id", "")):
        inner.suspected = inner.suspected or tag not in ("html", "body", "main", "article", "h1")
    if tag == "h1" and not frame.furniture:
        inner.suspected = False  # a page's title often stands in its header
    return inner


def _lays_out(row: lxml.html.HtmlElement) -> bool:
    """Whether the cells of ``row`` hold parts of the page rather than values."""
    for cell in row.iterchildren("td", "th"):
        for count, inside in enumerate(cell.iter("table", "ul", "ol", "h1", "h2", "h3", "p", "div")):
            if inside.tag in ("table", "h1", "h2", "h3") or count > 2:
                return True
        if sum(len(text) for text in cell.itertext()) > LAYOUT_CELL:
            return True
    return False


def _invisible(element: lxml.html.HtmlElement) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return "hidden" in element.attrib or "display:none" in style or "visibility:hidden" in style
