"""One document: its text cut at the passages that claims quote, and the claims beside it.

A long text comes in pages, and the claims of a page in portions, so that no page grows with what was read: a page shows the
passages of all its claims in its text, and beside it what ``SAID`` of them say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.db.models import Max, QuerySet

from dentelle.atlas.models import ClaimRow, DocumentRow, Source
from dentelle.atlas.privacy.visibility import FULL
from dentelle.web.queries.facts import property_order
from dentelle.web.queries.names import Name, names_of
from dentelle.web.queries.quotes import (
    PAGE,
    ROWS,
    Origin,
    Quote,
    anchor_of,
    origin_of,
    quote_of,
    shown_claims,
    with_surroundings,
)
from dentelle.web.queries.stretches import Lead, Part, Span, parts

SAID = 100  # claims beside a page of a document: a portion
CLAIMS = 20_000  # claims of one page that portions lead to
MARKED = 2_000  # passages marked in the text of one page, besides those of the portion shown


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
    """``parts`` is empty unless the source is published in full; ``passages`` is empty when it may not be quoted at all.

    ``page`` is that of the text, ``said`` the portion of the claims of this page whose passages are ``passages``.
    """

    origin: Origin
    title: str
    author: str
    date: str
    language: str
    page: Page
    said: Page
    parts: tuple[Part, ...]
    passages: tuple[Numbered, ...]
    versions: tuple[Version, ...]


def document(source_id: str, language: str, page: str = "1", said: str = "1") -> DocumentPage | None:
    """One page of a source, None when the published run has nothing of it. Eight queries at most."""
    source = Source.objects.filter(pk=source_id).first()
    if source is None:
        return None
    row = DocumentRow.objects.visible().filter(source=source).first()
    if row is None and not source.present:
        return None
    origin = origin_of(source)
    chosen = Paginator(range(_length(source, row) // _step(row) + 1), 1).get_page(page)
    claims = _claims(source, row, chosen.number) if origin.readable else shown_claims().none()
    places = list(claims.values_list("start", "end", "pk")[:CLAIMS])
    numbers = _numbers(places, listed=row is None)
    portion = Paginator(places, SAID).get_page(said)
    passages = _numbered(_loaded(portion.object_list), numbers, language)
    shown = row is not None and origin.publish == FULL
    first, last = (chosen.number - 1) * PAGE, chosen.number * PAGE
    return DocumentPage(
        origin=origin,
        title=(row.title if row else "") or origin.title,
        author=row.author if row else "",
        date=(row.date if row else "") or source.date,
        language=(row.language if row else "") or source.language,
        page=chosen,
        said=portion,
        parts=tuple(parts(row.text, row.blocks, _spans(places, numbers, portion, chosen.number), first, last)) if shown else (),
        passages=passages,
        versions=_versions(source),
    )


def portion_of(source_id: str, at: int) -> tuple[int, int]:
    """The page, and the portion of what it says, with the claims whose passage begins at ``at``. Two queries."""
    row = DocumentRow.objects.visible().filter(source=source_id).only("pk").first()
    page = at // _step(row) + 1
    before = _claims(source_id, row, page).filter(start__lt=at).count()
    return page, before // SAID + 1


def _length(source: Source, row: DocumentRow | None) -> int:
    """The last offset: characters of a document, rows of a list."""
    if row is not None:
        return max(0, len(row.text) - 1)
    return shown_claims().filter(source=source).aggregate(last=Max("start"))["last"] or 0


def _step(row: DocumentRow | None) -> int:
    return ROWS if row is None else PAGE


def _claims(source: Source | str, row: DocumentRow | None, page: int) -> QuerySet[ClaimRow]:
    """The claims whose passages begin on ``page``, in the order of the text."""
    step = _step(row)
    claims = shown_claims().filter(source=source, start__gte=(page - 1) * step, start__lt=page * step)
    return claims.exclude(fact_key="").order_by("start", "end", "key")


def _loaded(places: Iterable[tuple[int, int, int]]) -> list[ClaimRow]:
    """The claims of ``places`` (start, end, row) with the words around them."""
    wanted = [pk for _, _, pk in places]
    if not wanted:
        return []
    return list(with_surroundings(shown_claims().filter(pk__in=wanted)).order_by("start", "end", "key"))


def _versions(source: Source) -> tuple[Version, ...]:
    if not source.page:
        return ()
    others = Source.objects.filter(page=source.page, present=True).exclude(pk=source.pk).order_by("language", "id")
    return tuple(Version(other.id, other.title or other.shown_path.rpartition("/")[2], other.language) for other in others)


def _numbers(places: Iterable[tuple[int, int, int]], *, listed: bool) -> dict[tuple[int, int], int]:
    """(start, end) of each passage of the page → its number; of a list's row its start alone counts."""
    passages = dict.fromkeys((start, start if listed else end) for start, end, _ in places)
    return {passage: number for number, passage in enumerate(passages, start=1)}


def _numbered(claims: Sequence[ClaimRow], numbers: dict[tuple[int, int], int], language: str) -> tuple[Numbered, ...]:
    names = names_of([identity for claim in claims for identity in (claim.subject_id, claim.value_entity_id)], language)
    groups: dict[str, list[ClaimRow]] = {}
    for claim in claims:
        groups.setdefault(anchor_of(claim), []).append(claim)
    return tuple(
        Numbered(_number(group[0], numbers), anchor, _quote(group), tuple(_shown(one, names) for one in sorted(group, key=_said)))
        for anchor, group in groups.items()
    )


def _number(claim: ClaimRow, numbers: dict[tuple[int, int], int]) -> int:
    return numbers[claim.start, claim.start if claim.text_before is None else claim.end]


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


def _spans(places: Sequence[tuple[int, int, int]], numbers: dict[tuple[int, int], int], portion: Page, page: int) -> list[Span]:
    """The passages to mark: those of ``portion`` with their numbers, the others with what leads to them."""
    beside = {(start, end) for start, end, _ in portion.object_list}
    leads: dict[tuple[int, int], Lead] = {}
    for other in set(portion.paginator.page_range) - {portion.number}:
        start, end, _ = places[(other - 1) * SAID]
        if (start, end) not in beside:
            query = f"?page={page}&said={other}" if page > 1 else f"?said={other}"
            leads.setdefault((start, end), Lead(numbers[start, end], query))
    marked = [passage for passage in numbers if passage in beside or passage in leads or numbers[passage] <= MARKED]
    return [Span(*passage, numbers[passage] if passage in beside else 0, leads.get(passage)) for passage in sorted(marked)]
