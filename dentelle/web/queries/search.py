"""What a search finds, read again from the database: entities with the reason why, and passages in their documents.

Invariant: a hit of the index that the published rows do not hold, or whose words may not be read, is not shown.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator

from dentelle import search as index
from dentelle import vocabulary
from dentelle.atlas.models import EntityRow
from dentelle.folding import fold
from dentelle.model import LANGUAGES
from dentelle.search import Asked, Found, Looking, Match, Piece
from dentelle.web.queries.names import Name, name_of, names_of
from dentelle.web.queries.quotes import Quote, quotes_by_claim
from dentelle.web.queries.territory import published, scheme_of

MOST = 60  # answers that are put in order for the first page, and that the database alone gives
FIRST = 10  # entities on the first page, where passages stand beside …
PASSAGES = 6  # … and so many of them
PAGE = 20  # of one sort on a page of its own
ENTITIES, TEXTS = "entities", "passages"
FACETS = ("kind", "domain")  # of the entity that is found, or of whom a passage is about
MOST_VALUES = 12  # of one facet that are offered
ABOVE = "actor"  # the kind of all that acts: it narrows nothing


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that says what was asked: cut at its hits; ``entity`` is whom it is about, ``how`` as in ``Hit``."""

    quote: Quote
    pieces: tuple[Piece, ...]
    entity: Name | None = None
    how: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity found. ``shown`` its name, cut at hits; ``matched`` another name that matched, none when it is the one shown;
    ``how`` the words that are not simply the same; ``kind`` where its kind says so; ``passage`` where its names do not.
    """

    name: Name
    sources: int
    shown: tuple[Piece, ...]
    matched: tuple[Piece, ...] = ()
    how: tuple[Match, ...] = ()
    kind: bool = False
    passage: Said | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet by which the answers can be narrowed, with how many there are; ``chosen`` where they are."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What was found: a page of entities, of passages or the first of both, and how many there are; ``facets`` by name."""

    entities: tuple[Hit, ...] = ()
    passages: tuple[Said, ...] = ()
    entities_total: int = 0
    passages_total: int = 0
    page: Page | None = None
    facets: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    whole: bool = True  # false while there is no index: only names are looked at


def search(asked: str, language: str, only: str = "", page: str = "1", chosen: Mapping[str, str] | None = None) -> Result:
    """What ``asked`` finds, told in ``language``; ``only`` "entities" or "passages" gives page ``page`` of them alone.

    ``chosen``: values of ``kind``, ``domain`` and ``language`` (of a passage) to which the answers are narrowed.
    """
    looking = index.look()
    if looking is None:
        return _by_names(asked, language)
    narrowed = {name: value for name, value in (chosen or {}).items() if value}
    facets = [f"{name}={narrowed[name]}" for name in FACETS if name in narrowed]
    said = looking.parse(asked, facets=facets, languages=[narrowed["language"]] if "language" in narrowed else ())
    entities = index.entities(said, looking.searcher, index.WIDER if only == ENTITIES else MOST)
    passages = index.passages(said, looking.searcher, index.WIDER if only == TEXTS else MOST)
    if only not in (ENTITIES, TEXTS):
        chosen, texts, paged = entities.found[:FIRST], passages.found[:PASSAGES], None
    else:
        paged = Paginator(entities.found if only == ENTITIES else passages.found, PAGE).get_page(page)
        chosen, texts = (paged.object_list, ()) if only == ENTITIES else ((), paged.object_list)
    hits, best = _entities(chosen, said, looking, language)
    quotes = quotes_by_claim(one.claim for one in (*best.values(), *texts))
    return Result(
        entities=tuple(_explained(hit, best.get(f"e:{hit.name.id}"), quotes, said) for hit in hits),
        passages=_passages(texts, quotes, said, language),
        entities_total=entities.total,
        passages_total=passages.total,
        page=paged,
        facets=_facets(said, (entities.least, passages.least), only, narrowed, looking, language),
    )


def _facets(
    asked: Asked, least: tuple[int, int], only: str, chosen: Mapping[str, str], looking: Looking, language: str
) -> dict[str, tuple[Value, ...]]:
    """The values by which the answers shown can be narrowed, most frequent first; those chosen always."""
    counts: Counter[str] = Counter()
    if only != TEXTS:
        counts.update(index.facet_counts(asked, index.ENTITY, least[0], looking.searcher))
    if only != ENTITIES:
        told = index.facet_counts(asked, index.PASSAGE, least[1], looking.searcher)
        counts.update(told if only == TEXTS else {key: number for key, number in told.items() if key.startswith("language=")})
    scheme = scheme_of(published(language).scheme)
    found = {}
    for name in (*FACETS, "language"):
        values = {key.partition("=")[2]: number for key, number in counts.items() if key.startswith(f"{name}=")}
        values.setdefault(chosen.get(name, ""), 0)
        ranked = sorted(values.items(), key=lambda one: (one[0] != chosen.get(name), -one[1], one[0]))
        found[name] = tuple(
            Value(value, label, number, value == chosen.get(name))
            for value, number in ranked[: MOST_VALUES + 1]
            if value and value != ABOVE and (label := _label(name, value, scheme, language))
        )
    return {name: values for name, values in found.items() if len(values) > 1 or any(value.chosen for value in values)}


def _label(name: str, value: str, scheme: vocabulary.Scheme, language: str) -> str:
    if name == "kind":
        return vocabulary.plural(value, language) if value in {one.id for one in vocabulary.kinds()} else ""
    if name == "language":
        return value if value in LANGUAGES else ""  # the page knows its name
    concept = scheme.concept(value)
    return concept.label(language) if concept else ""


def _by_names(asked: str, language: str) -> Result:
    found = tuple(_named(hit, language) for hit in index.hits(asked, MOST))
    return Result(entities=found, entities_total=len(found), whole=False)


def _named(hit: index.Hit, language: str) -> Hit:
    name = name_of(hit.row, language)
    other = () if fold(hit.name) == fold(name.text) else (Piece(hit.name, False),)
    return Hit(name, hit.row.sources, (Piece(name.short, False),), other)


def _entities(found: Sequence[Found], asked: Asked, looking: Looking, language: str) -> tuple[list[Hit], Mapping[str, Found]]:
    """The entities, and for those of which neither name nor kind says all that was asked the passage that does best."""
    ids = [one.owner[2:] for one in found]
    rows = {row.identity_id: row for row in EntityRow.objects.visible().filter(identity__in=ids)}
    hits = [_hit(rows[one], asked, language) for one in ids if one in rows]
    lacking = [f"e:{hit.name.id}" for hit in hits if not hit.kind and _unsaid(hit, asked)]
    return hits, index.about(asked, lacking, looking.searcher)


def _hit(row: EntityRow, asked: Asked, language: str) -> Hit:
    name = name_of(row, language)
    others = [one["text"] for one in row.names if fold(one["text"]) != fold(name.text)]
    best, how = index.well_matched([name.text, *others], asked)
    labels = " ".join(f"{vocabulary.label(name.type, one)} {vocabulary.plural(name.type, one)}" for one in LANGUAGES)
    lacking = {word.text for word in asked.words} - {one.asked for one in how}
    return Hit(
        name=name,
        sources=row.sources,
        shown=index.pieces(name.short, asked),
        matched=index.pieces(best[:300], asked) if best not in ("", name.text) and how else (),
        how=_strange(how),
        kind=bool(lacking & {one.asked for one in index.matches(labels, asked)}),
    )


def _unsaid(hit: Hit, asked: Asked) -> bool:
    """Whether the names of ``hit`` do not say all that was asked."""
    text = "".join(piece.text for piece in (*hit.shown, Piece(" ", False), *hit.matched))
    return len(index.matches(text, asked)) < len(asked.words)


def _explained(hit: Hit, best: Found | None, quotes: dict[str, Quote], asked: Asked) -> Hit:
    quote = quotes.get(best.claim) if best else None
    if quote is None or not quote.text:
        return hit
    said = _said(quote, asked)
    return Hit(hit.name, hit.sources, hit.shown, hit.matched, hit.how, hit.kind, said)


def _said(quote: Quote, asked: Asked, entity: Name | None = None) -> Said:
    return Said(quote, index.pieces(quote.text, asked), entity, _strange(index.matches(quote.text, asked)))


def _strange(found: Iterable[Match]) -> tuple[Match, ...]:
    """Those of which a reader may ask why: other words than were asked."""
    return tuple(one for one in found if one.sort in (index.NEAR, index.ABROAD))


def _passages(wanted: Sequence[Found], quotes: Mapping[str, Quote], asked: Asked, language: str) -> tuple[Said, ...]:
    names = names_of([one.owner[2:] for one in wanted if one.owner.startswith("e:")], language)
    shown = [(one, quotes[one.claim]) for one in wanted if one.claim in quotes and quotes[one.claim].text]
    return tuple(_said(quote, asked, names.get(one.owner[2:])) for one, quote in shown)
