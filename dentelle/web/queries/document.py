"""One document: its text cut at the passages that claims quote, and the claims beside it.

Invariant: the stretches of a block, put together, are exactly the block's text, and no text between blocks is lost;
every passage that stands in the text opens once, however passages nest or overlap.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from django.core.paginator import Page, Paginator
from django.db.models import Max

from dentelle.atlas.models import ClaimRow, DocumentRow, Source
from dentelle.atlas.visibility import FULL
from dentelle.web.queries.facts import property_order
from dentelle.web.queries.names import Name, names_of
from dentelle.web.queries.quotes import (
    PAGE,
    ROWS,
    Origin,
    Quote,
    anchor_of,
    origin_of,
    passage_anchor,
    quote_of,
    shown_claims,
    with_surroundings,
)

CLAIMS = 2_000  # claims beside one page of a document


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of text under the same passages: ``depth`` of them, 0 for none.

    ``opens`` are the anchors that begin here, ``closes`` the numbers of those that end here.
    """

    text: str
    depth: int
    opens: tuple[str, ...]
    closes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the page: ``role`` heading, paragraph, item, cell, caption or furniture; ``level`` of a heading from 2."""

    role: str
    level: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A passage with its number on the page and the claims it states."""

    number: int
    anchor: str
    quote: Quote
    claims: tuple["ShownClaim", ...]


@dataclass(frozen=True, slots=True)
class ShownClaim:
    key: str
    subject: Name | None
    subject_text: str
    property: str
    value: dict
    entity: Name | None
    qualifiers: tuple[tuple[str, str], ...]
    modality: str


@dataclass(frozen=True, slots=True)
class Version:
    """Another language version of the same page."""

    id: str
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """``parts`` is empty unless the source is published in full; ``passages`` is empty when it may not be quoted at all."""

    origin: Origin
    title: str
    author: str
    date: str
    language: str
    page: Page
    parts: tuple[Part, ...]
    passages: tuple[Numbered, ...]
    versions: tuple[Version, ...]


def document(source_id: str, language: str, page: str = "1") -> DocumentPage | None:
    """One page of a source, None when the published run has nothing of it. Seven queries at most."""
    source = Source.objects.filter(pk=source_id).first()
    if source is None:
        return None
    row = DocumentRow.objects.visible().filter(source=source).first()
    if row is None and not source.present:
        return None
    origin = origin_of(source)
    chosen, start, end = _window(source, row, page)
    claims = list(_claims(source, start, end)) if origin.readable else []
    passages = _numbered(claims, language)
    shown = row is not None and origin.publish == FULL
    return DocumentPage(
        origin=origin,
        title=(row.title if row else "") or origin.title,
        author=row.author if row else "",
        date=(row.date if row else "") or source.date,
        language=(row.language if row else "") or source.language,
        page=chosen,
        parts=tuple(parts(row.text, row.blocks, _spans(claims, passages), start, end)) if shown else (),
        passages=passages,
        versions=_versions(source),
    )


def _window(source: Source, row: DocumentRow | None, page: str) -> tuple[Page, int, int]:
    """The page asked for with its first and last offset: characters of a document, rows of a list."""
    if row is not None:
        step, last = PAGE, max(0, len(row.text) - 1)
    else:
        step, last = ROWS, shown_claims().filter(source=source).aggregate(last=Max("start"))["last"] or 0
    chosen = Paginator(range(last // step + 1), 1).get_page(page)
    return chosen, (chosen.number - 1) * step, chosen.number * step


def _claims(source: Source, start: int, end: int) -> Iterable[ClaimRow]:
    """The claims whose passages begin at ``start`` or later and before ``end``."""
    claims = shown_claims().filter(source=source, start__gte=start, start__lt=end).exclude(fact_key="")
    return with_surroundings(claims).order_by("start", "end", "key")[:CLAIMS]


def _versions(source: Source) -> tuple[Version, ...]:
    if not source.page:
        return ()
    others = Source.objects.filter(page=source.page, present=True).exclude(pk=source.pk).order_by("language", "id")
    return tuple(Version(other.id, other.title or other.shown_path.rpartition("/")[2], other.language) for other in others)


def _numbered(claims: Sequence[ClaimRow], language: str) -> tuple[Numbered, ...]:
    names = names_of([identity for claim in claims for identity in (claim.subject_id, claim.value_entity_id)], language)
    groups: dict[str, list[ClaimRow]] = {}
    for claim in claims:
        groups.setdefault(anchor_of(claim), []).append(claim)
    return tuple(
        Numbered(number, anchor, _quote(group), tuple(_shown(claim, names) for claim in sorted(group, key=_said)))
        for number, (anchor, group) in enumerate(groups.items(), start=1)
    )


def _quote(group: Sequence[ClaimRow]) -> Quote:
    """The quote of claims with one passage; for a row of a list all the cells that its claims name, each once."""
    first = quote_of(group[0])
    if not first.row:
        return first
    cells = dict.fromkeys(cell for claim in group for cell in claim.quote.split("; "))
    return replace(first, text="; ".join(cells))


def _said(claim: ClaimRow) -> tuple[str, int, str]:
    """The order of the claims of one passage: by subject, property and value."""
    return claim.subject_text, property_order(claim.property), claim.value.get("text", "")


def _shown(claim: ClaimRow, names: dict[str, Name]) -> ShownClaim:
    return ShownClaim(
        key=claim.key,
        subject=names.get(claim.subject_id or ""),
        subject_text=claim.subject_text,
        property=claim.property,
        value=claim.value,
        entity=names.get(claim.value_entity_id or ""),
        qualifiers=tuple((name, text) for name, text in claim.qualifiers),
        modality=claim.modality,
    )


def _spans(claims: Sequence[ClaimRow], passages: Sequence[Numbered]) -> list[tuple[int, int, int]]:
    numbers = {passage.anchor: passage.number for passage in passages}
    return sorted({(claim.start, claim.end, numbers[anchor_of(claim)]) for claim in claims})


def parts(
    text: str, blocks: Sequence[dict], spans: Sequence[tuple[int, int, int]], first: int = 0, last: int | None = None
) -> Iterable[Part]:
    """``text`` from ``first`` to ``last``, block by block, cut at the sorted ``spans`` (start, end, number)."""
    opened: set[int] = set()
    closed: set[int] = set()
    starts = [span[0] for span in spans]
    longest = max((end - start for start, end, _ in spans), default=0)
    for begin, finish, role, level in _whole(text, blocks):
        start, end = max(begin, first), min(finish, len(text) if last is None else last)
        if text[start:end].strip():
            near = spans[bisect_left(starts, start - longest) : bisect_left(starts, end)]
            yield Part(role, min(level + 1, 6) if level else 2, tuple(cut(text, start, end, near, opened, closed)))


def _whole(text: str, blocks: Sequence[dict]) -> Iterable[tuple[int, int, str, int]]:
    """The blocks in order with what lies between them as paragraphs, so that no character is lost or shown twice."""
    position = 0
    for block in sorted(blocks, key=lambda block: (block["start"], block["end"])):
        start, end = max(block["start"], position), min(block["end"], len(text))
        if end <= start:
            continue
        if text[position:start].strip():
            yield from _lines(text, position, start)
        yield start, end, block.get("role", "paragraph"), block.get("level", 0) or 0
        position = end
    yield from _lines(text, position, len(text))


def _lines(text: str, start: int, end: int) -> Iterable[tuple[int, int, str, int]]:
    position = start
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            yield position, position + len(line.rstrip()), "paragraph", 0
        position += len(line)


def cut(
    text: str, start: int, end: int, spans: Sequence[tuple[int, int, int]], opened: set[int], closed: set[int]
) -> Iterable[Stretch]:
    """``text[start:end]`` in stretches; ``opened`` and ``closed`` hold the numbers of those begun and ended so far."""
    inside = [span for span in spans if span[0] < end and span[1] > start]
    borders = sorted({start, end, *(edge for first, last, _ in inside for edge in (first, last) if start < edge < end)})
    for left, right in pairwise(borders):
        covering = [span for span in inside if span[0] <= left and span[1] >= right]
        new = [span for span in covering if span[2] not in opened]
        over = [span for span in covering if not text[right : span[1]].strip() and span[2] not in closed]
        opened.update(span[2] for span in new)
        closed.update(span[2] for span in over)
        yield Stretch(
            text=text[left:right],
            depth=len(covering),
            opens=tuple(passage_anchor(first, last) for first, last, _ in new),
            closes=tuple(number for _, _, number in over),
        )
