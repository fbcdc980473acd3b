"""How the public page of an entity is laid out: what holds now, what is past, when it was, and which documents say so.

Invariant: nothing is asked of the database here; everything comes from the facts that the page has loaded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dentelle import vocabulary
from dentelle.atlas.projecting.rows import value_of
from dentelle.edtf import bounds, is_valid
from dentelle.web.queries.compare import own_facts, spoken
from dentelle.web.queries.entity import EntityPage, Said, Theme
from dentelle.web.queries.facts import ShownFact
from dentelle.web.queries.quotes import Origin, Quote
from dentelle.web.queries.timeline import Dated, told
from dentelle.web.timelines.picture import Picture, of_facts
from dentelle.web.timelines.scale import Scale

ENDS = ("closed", "died")  # properties that say that the thing is no more
WIDTH = 860.0  # pixels of the small timeline
MOMENTS = 60  # dated facts in it
DOCUMENTS = 12  # documents that are named
SENTENCES = 3  # of each document


@dataclass(frozen=True, slots=True)
class Spoken:
    """A document that speaks of the entity: some of its sentences, and how many facts it states."""

    origin: Origin
    sentences: tuple[Quote, ...]
    facts: int


@dataclass(frozen=True, slots=True)
class Layout:
    """``ended``: the fact that says that it is no more. ``picture`` is None where fewer than two facts are dated.

    ``languages``: those of the documents that speak of it.
    """

    themes: tuple[Theme, ...]
    past: tuple[Said, ...]
    ended: ShownFact | None
    moments: tuple[Dated, ...]
    picture: Picture | None
    documents: tuple[Spoken, ...]
    more_documents: int
    languages: tuple[str, ...]


def laid_out(page: EntityPage, today: str, language: str) -> Layout:
    """The layout of ``page`` on the ISO day ``today``."""
    own = own_facts(page)
    linked = [fact for said in page.incoming for fact in _facts(said)]
    moments = tuple(sorted(_dated([*own, *linked]), key=lambda one: (one.day, one.fact.key)))[:MOMENTS]
    documents = _documents(own)
    return Layout(
        themes=tuple(_themes(page, today, past=False)),
        past=tuple(said for theme in _themes(page, today, past=True) for said in theme.said),
        ended=next((fact for fact in own if fact.property in ENDS and _is_over(fact.latest, today) and not fact.announced), None),
        moments=moments,
        picture=_picture(moments, today, page.name.id, language),
        documents=documents[:DOCUMENTS],
        more_documents=max(len(documents) - DOCUMENTS, 0),
        languages=spoken(own),
    )


def _facts(said: Said) -> Iterator[ShownFact]:
    for statement in said.statements:
        yield from statement.facts


def _themes(page: EntityPage, today: str, *, past: bool) -> Iterator[Theme]:
    for theme in page.themes:
        kept = [
            replace(said, statements=statements, total=sum(len(one.facts) for one in statements))
            for said in theme.said
            if (statements := tuple(one for one in said.statements if all(_is_past(fact, today) for fact in one.facts) is past))
        ]
        if kept:
            yield Theme(theme.id, tuple(kept))


def _is_past(fact: ShownFact, today: str) -> bool:
    """Whether it held for a time that is over."""
    end = dict(fact.qualifiers).get("to", "")
    return is_valid(end) and _is_over(bounds(end)[1], today)


def _is_over(day: str, today: str) -> bool:
    return "" < day < today


def _dated(facts: Iterable[ShownFact]) -> Iterator[Dated]:
    for fact in facts:
        date = "" if fact.status == "denied" else vocabulary.when(fact.property, value_of(fact.value), fact.qualifiers)
        first, last = bounds(date) if date else ("", "")
        if first or last:
            yield Dated(fact, date, first or last, "")


def _picture(moments: tuple[Dated, ...], today: str, identity: str, language: str) -> Picture | None:
    if len(moments) < 2:
        return None
    year = int(today[:4])
    ends = [bounds(one.date) for one in moments]
    years = [int(day[:4]) for pair in ends for day in pair if day]
    first, last = min(years), max([*years, *(year for _, end in ends if not end)])
    room = max((last - first) // 12, 1)
    shown = [told(one, language, identity) for one in moments]
    return of_facts(shown, ("",), Scale(max(first - room, 1), min(last + 1 + room, 9998), WIDTH))


def _documents(facts: Iterable[ShownFact]) -> list[Spoken]:
    """The documents behind ``facts``, those that say most first."""
    quotes: dict[str, dict[str, Quote]] = {}
    counts: dict[str, int] = {}
    for fact in facts:
        for quote in fact.quotes:
            if quote.hand is None:
                quotes.setdefault(quote.origin.id, {}).setdefault(quote.text, quote)
                counts[quote.origin.id] = counts.get(quote.origin.id, 0) + 1
    spoken = [
        Spoken(next(iter(said.values())).origin, tuple(quote for text, quote in said.items() if text)[:SENTENCES], counts[id])
        for id, said in quotes.items()
    ]
    return sorted(spoken, key=lambda one: (-one.facts, one.origin.id))
