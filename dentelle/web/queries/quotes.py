"""The words behind a fact, as far as their source lets them be shown.

Invariant: the text of a ``none`` source leaves this module nowhere, and of a ``quote`` source nothing but the quote with
at most one sentence either side.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Greatest, Substr

from dentelle.atlas.models import ClaimRow, DocumentRow, Source

REACH = 400  # characters looked at either side of a quote for the end of a sentence
SENTENCE_END = re.compile(r"(?<=[.!?…])[»”\"')\]]*\s+|\n+")


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
        """Who speaks: the publisher, else the title, else the file's id."""
        return self.publisher or self.title or self.id

    @property
    def readable(self) -> bool:
        """Whether the public may read its words at all."""
        return self.publish in ("full", "quote")


@dataclass(frozen=True, slots=True)
class Quote:
    """One claim's words: ``before`` and ``after`` hold at most one sentence each; all are "" when the source may not be quoted.

    ``anchor`` is the id of the passage in the document's page, "" for a row of a list; ``row`` its line, 0 for a document.
    """

    key: str
    origin: Origin
    text: str
    before: str
    after: str
    lead: str
    language: str
    modality: str
    value: dict
    anchor: str
    row: int


def origin_of(source: Source) -> Origin:
    """``source`` as a chip shows it; an address that is neither http nor https is left out."""
    url = source.url if source.url.startswith(("https://", "http://")) else ""
    publish = source.publish if source.publish in ("full", "quote") else "none"
    return Origin(source.id, source.title, source.publisher, source.date, url, publish, source.licence, source.language)


def passage_anchor(start: int, end: int) -> str:
    """The id of a passage in its document's page."""
    return f"p{start}-{end}"


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
    """The last sentence of ``text``, "" where a line or the reach ends before one is whole."""
    parts = [part.strip() for part in SENTENCE_END.split(text)]
    if not parts or text.endswith("\n"):
        return ""
    whole = parts[1:] if len(text) >= REACH else parts
    return whole[-1] if whole and whole[-1] else (whole[-2] if len(whole) > 1 and not text.rstrip(" ").endswith("\n") else "")


def sentence_after(text: str) -> str:
    """The first sentence of ``text`` if it ends within it, else ""."""
    if text.lstrip(" ").startswith("\n"):
        return ""
    found = SENTENCE_END.search(text.lstrip())
    sentence = text.lstrip()[: found.start()] if found else text.strip()
    return "" if not found and len(text) >= REACH else sentence


def quote_of(claim: ClaimRow) -> Quote:
    """What may be shown of ``claim``, which has to come from ``with_surroundings``."""
    origin = origin_of(claim.source)
    shown = origin.readable
    has_document = claim.text_before is not None
    return Quote(
        key=claim.key,
        origin=origin,
        text=claim.quote if shown else "",
        before=sentence_before(claim.text_before) if shown and has_document else "",
        after=sentence_after(claim.text_after or "") if shown and has_document else "",
        lead=claim.lead_quote if shown else "",
        language=claim.language or claim.source.language,
        modality=claim.modality,
        value=claim.value,
        anchor=passage_anchor(claim.start, claim.end) if has_document and shown else "",
        row=0 if has_document else claim.start,
    )


def shown_claims() -> QuerySet[ClaimRow]:
    """The claims of the published run but those that a person hid."""
    return ClaimRow.objects.visible().exclude(verdict="hide")


def quotes_by_fact(keys: Iterable[str]) -> dict[str, tuple[Quote, ...]]:
    """The quotes of the facts ``keys``, most trusted source first (one query; none when there are no keys)."""
    wanted = set(keys)
    if not wanted:
        return {}
    claims = shown_claims().filter(fact_key__in=wanted)
    rows = with_surroundings(claims).order_by("fact_key", F("source__trust").desc(), "source_id", "start", "key")
    found: dict[str, list[Quote]] = {}
    for row in rows:
        found.setdefault(row.fact_key, []).append(quote_of(row))
    return {key: tuple(quotes) for key, quotes in found.items()}
