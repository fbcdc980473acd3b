"""The words behind a fact, as far as their source lets them be shown.

Invariant: the text of a ``none`` source leaves this module nowhere, and of a ``quote`` source nothing but the quote with
at most one sentence either side.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Greatest, Substr
from django.utils.translation import gettext

from dentelle.atlas.models import ClaimRow, DocumentRow, Source
from dentelle.atlas.privacy.visibility import FULL, NONE, publish, quoted
from dentelle.atlas.projecting.stated import BY_HAND
from dentelle.web.queries.by_hand import ByHand, by_hand

PAGE = 16_000  # characters of a document on one page: with some claims to each sentence no more than 150 kB are sent
ROWS = 100  # rows of a list on one page
REACH = 400  # characters looked at either side of a quote for the end of a sentence
SENTENCE_END = re.compile(r"(?<=[.!?…])[»”\"')\]]*[ \u00a0]+(?=\S)|\n+")
CLOSED = re.compile(r"[.!?…][»”\"')\]\s\u00a0]*$(?<!\n)")  # ends with a sentence, not with a line of its own
WRAPPED = re.compile(
    r"(?<=[^\s.!?…:])\n(?=[^\W\d_A-ZÀ-Þ])"
)  # a line break before a small letter is one of the page, not of the text


@dataclass(frozen=True, slots=True)
class Origin:
    """A source as a chip names it. ``url`` is the original's address, only ever http or https."""

    id: str
    title: str
    publisher: str
    date: str
    url: str
    publish: str
    licence: str
    language: str

    @property
    def name(self) -> str:
        """Who speaks: the publisher, else the title."""
        return self.publisher or self.title

    @property
    def readable(self) -> bool:
        """Whether the public may read its words at all."""
        return self.publish != NONE


@dataclass(frozen=True, slots=True)
class Quote:
    """One claim's words: ``before`` and ``after`` hold at most one sentence each; all are "" when the source may not be quoted.

    ``anchor`` is the id of the passage or row in the page of its source, ``place`` what its address is followed by to open that
    page there; ``row`` the line in a list, 0 for a document. ``subject`` is who the claim is about, in the words of its source.
    """

    key: str
    subject: str
    origin: Origin
    text: str
    before: str
    after: str
    lead: str
    language: str
    modality: str
    value: dict
    anchor: str
    place: str
    row: int
    hand: ByHand | None = None  # what a person stated, where no source says it


def origin_of(source: Source) -> Origin:
    """``source`` as a chip shows it: its file's name where it has no title; no address that is neither http nor https."""
    if source.format == BY_HAND:
        return Origin(source.id, gettext("Stated by the hub's staff"), "", "", "", FULL, "", "")
    url = source.url if source.url.startswith(("https://", "http://")) else ""
    title = source.title or source.shown_path.rpartition("/")[2]
    return Origin(source.id, title, source.publisher, source.date, url, publish(source), source.licence, source.language)


def passage_anchor(start: int, end: int) -> str:
    """The id of a passage in its document's page (characters of its text)."""
    return f"p{start}-{end}"


def row_anchor(row: int) -> str:
    """The id of a row in its list's page."""
    return f"r{row}"


def place_of(start: int, anchor: str) -> str:
    """Query and fragment that lead to the passage or row ``anchor``, which begins at ``start``.

    The query names the place, not the page: which page and which portion of what it says have it, its source's page knows.
    """
    return f"?at={start}#{anchor}" if start else f"#{anchor}"


def with_surroundings(claims: QuerySet[ClaimRow]) -> QuerySet[ClaimRow]:
    """``claims`` with ``text_before`` and ``text_after``, up to ``REACH`` characters each, cut out by the database.

    A page so never loads whole documents to show one sentence of each.
    """
    document = DocumentRow.objects.visible().filter(source=OuterRef("source"))
    first = Greatest(OuterRef("start") - REACH, Value(0), output_field=IntegerField())
    before = document.annotate(cut=Substr("text", first + 1, OuterRef("start") - first)).values("cut")[:1]
    after = document.annotate(cut=Substr("text", OuterRef("end") + 1, REACH)).values("cut")[:1]
    return claims.select_related("source").annotate(text_before=Subquery(before), text_after=Subquery(after))


def sentence_before(text: str) -> str:
    """The last sentence of ``text``, "" where a line or the reach ends before one is whole, or none ends there."""
    text = WRAPPED.sub(" ", text)
    if not CLOSED.search(text):
        return ""
    start = max((found.end() for found in SENTENCE_END.finditer(text.rstrip(" "))), default=-1)
    if start < 0:
        return "" if len(text) >= REACH else text.strip()
    return text[start:].strip()


def sentence_after(text: str) -> str:
    """The first sentence of ``text`` if it ends within it, else ""."""
    text = WRAPPED.sub(" ", text).lstrip(" ")
    found = SENTENCE_END.search(text)
    sentence = text[: found.start()] if found else text
    return sentence.strip() if CLOSED.search(sentence) else ""


def anchor_of(claim: ClaimRow) -> str:
    """Where ``claim`` (from ``with_surroundings``) stands in the page of its source."""
    return row_anchor(claim.start) if claim.text_before is None else passage_anchor(claim.start, claim.end)


def quote_of(claim: ClaimRow, hand: ByHand | None = None) -> Quote:
    """What may be shown of ``claim``, which has to come from ``with_surroundings``; ``hand`` where a person states it."""
    origin = origin_of(claim.source)
    shown = origin.readable
    quote, lead = quoted(claim)
    has_document = claim.text_before is not None
    return Quote(
        key=claim.key,
        subject=claim.subject_text,
        origin=origin,
        text=quote,
        before=sentence_before(claim.text_before) if shown and has_document else "",
        after=sentence_after(claim.text_after or "") if shown and has_document else "",
        lead=lead,
        language=claim.language or claim.source.language,
        modality=claim.modality,
        value=claim.value,
        anchor=anchor_of(claim) if shown else "",
        place=place_of(claim.start, anchor_of(claim)) if shown else "",
        row=0 if has_document else claim.start,
        hand=hand,
    )


def shown_claims() -> QuerySet[ClaimRow]:
    """The claims of the published run but those that a person hid."""
    return ClaimRow.objects.visible().exclude(verdict="hide")


def quotes_by_fact(keys: Iterable[str]) -> dict[str, tuple[Quote, ...]]:
    """The quotes of the facts ``keys``, most trusted source first (one query, three where some are stated by hand)."""
    wanted = set(keys)
    if not wanted:
        return {}
    claims = shown_claims().filter(fact_key__in=wanted)
    rows = list(with_surroundings(claims).order_by("fact_key", F("source__trust").desc(), "source_id", "start", "key"))
    hands = _hands(rows)
    found: dict[str, list[Quote]] = {}
    for row in rows:
        found.setdefault(row.fact_key, []).append(quote_of(row, hands.get(row.key)))
    return {key: tuple(quotes) for key, quotes in found.items()}


def quotes_by_claim(keys: Iterable[str]) -> dict[str, Quote]:
    """The quotes of the claims ``keys`` that are there and not hidden (one query, three where some are stated by hand)."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = list(with_surroundings(shown_claims().filter(key__in=wanted)).order_by("key", "start"))
    hands = _hands(rows)
    return {row.key: quote_of(row, hands.get(row.key)) for row in rows}


def _hands(rows: Iterable[ClaimRow]) -> dict[str, ByHand]:
    return by_hand(row.key for row in rows if row.source_id == BY_HAND)
