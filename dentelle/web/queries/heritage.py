"""What the past of the territory holds, and one thing of it told in sentences.

Which things: the rules of ``vocabulary/data/heritage.tsv``. Which words: the clauses of the vocabulary, names, dates and numbers,
and for what happened the words of the source; nothing else is said.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Min, Q, QuerySet

from dentelle import vocabulary
from dentelle.atlas.models import EntityRow, Publication
from dentelle.atlas.projecting.rows import value_of
from dentelle.edtf import sort_key
from dentelle.vocabulary.telling import SECTIONS, clause, heritage_kinds
from dentelle.web.dates_in_sentences import at_time
from dentelle.web.queries.entity import EntityPage
from dentelle.web.queries.facts import ShownFact
from dentelle.web.queries.names import Name, names_of
from dentelle.web.queries.quotes import Quote
from dentelle.web.queries.worked_out import once

SHOWN = 60  # things of one section on the page of all
PAGE = 200  # on its own page
TOLD = 300  # facts of one thing


@dataclass(frozen=True, slots=True)
class Thing:
    """``first``: the earliest year in which something about it is dated, 0 for none.

    The latest is not told: of what happened to a name long after a death, two years would make a life.
    """

    name: Name
    first: int


@dataclass(frozen=True, slots=True)
class Section:
    """``more``: whether there are more than those shown."""

    id: str
    things: tuple[Thing, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence from a fact: ``parts`` are words, "{subject}", "{value}" or "{when}"; ``what``: a source's own words instead.

    ``notes``: the numbers of the passages that say so.
    """

    fact: ShownFact
    parts: tuple[str, ...]
    when: str
    what: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """``dated`` in the order of time, ``undated`` in that of the vocabulary. ``notes``: the passages, numbered from 1."""

    dated: tuple[Clause, ...]
    undated: tuple[Clause, ...]
    notes: tuple[Quote, ...]


def sections(year: int, language: str) -> tuple[Section, ...]:
    """The sections that hold something, the oldest things first."""
    found = {section: rows[: SHOWN + 1] for section, rows in _ids(year).items()}
    names = names_of((identity for rows in found.values() for identity, _ in rows), language)
    made = (Section(id, _things(rows[:SHOWN], names), len(rows) > SHOWN) for id, rows in found.items())
    return tuple(section for section in made if section.things)


def section_page(section: str, year: int, page: str, language: str) -> tuple[Page, tuple[Thing, ...]]:
    """One page of everything in ``section``."""
    chosen = Paginator(_ids(year)[section], PAGE).get_page(page)
    rows = list(chosen.object_list)
    return chosen, _things(rows, names_of((identity for identity, _ in rows), language))


def _ids(year: int) -> dict[str, list[tuple[str, int]]]:
    """Identity and first year (0 for none) of the things of each section, the oldest first."""
    return once(lambda _: {name: [(one, first or 0) for one, first in _asked(name, year)] for name in SECTIONS}, "heritage", year)


def _asked(section: str, year: int) -> QuerySet:
    wanted = Q(pk__in=[])
    for years, kinds in heritage_kinds(section):
        old = Q(first__lte=year - years) if years else Q()
        wanted |= old & (Q(type__in=kinds) | Q(type="", kind__in=kinds))
    ids = [kind for _, kinds in heritage_kinds(section) for kind in kinds]
    of_kind = EntityRow.objects.visible().filter(Q(type__in=ids) | Q(type="", kind__in=ids))
    span = Q(identity__spans__since__lte=_run(), identity__spans__until__gt=_run())
    dated = of_kind.values("identity", "type", "kind", "sort").annotate(first=Min("identity__spans__year", filter=span))
    return dated.filter(wanted).order_by("first", "sort", "identity").values_list("identity", "first")


def _run() -> QuerySet:
    """The published run, for the condition of a join."""
    return Publication.objects.filter(pk=1).values("run")


def _things(rows: Iterable[tuple[str, int]], names: dict[str, Name]) -> tuple[Thing, ...]:
    return tuple(Thing(names[identity], first) for identity, first in rows if identity in names)


def story(page: EntityPage, language: str, *, without: tuple[str, ...] = ()) -> Story:
    """What is said of the entity of ``page`` and links to it, as sentences. Nothing is asked of the database.

    Facts of the properties ``without`` that link to it are left out: a table tells them.
    """
    own = [fact for theme in page.themes for said in theme.said for each in said.statements for fact in each.facts]
    linked = [fact for said in page.incoming for each in said.statements for fact in each.facts]
    linked = [fact for fact in linked if not fact.announced and fact.property not in without]
    notes: dict[str, int] = {}
    quotes: list[Quote] = []
    dated: list[tuple[tuple[str, str, str], Clause]] = []
    undated: list[Clause] = []
    for fact in [*own, *linked][:TOLD]:
        date = vocabulary.when(fact.property, value_of(fact.value), fact.qualifiers)
        made = _clause(fact, date, language, _numbers(fact, notes, quotes))
        if made is None:
            continue
        if date:
            dated.append((sort_key(date), made))
        else:
            undated.append(made)
    in_time = tuple(made for _, made in sorted(dated, key=lambda pair: (pair[0], pair[1].fact.key)))
    return Story(in_time, tuple(undated), tuple(quotes))


def _clause(fact: ShownFact, date: str, language: str, numbers: tuple[int, ...]) -> Clause | None:
    when = at_time(date, language)
    if fact.property == "happened":
        what = dict(fact.qualifiers).get("what", "")
        return Clause(fact, (), when, what, numbers) if what else None
    parts = _parts(clause(fact.property, language), when)
    return Clause(fact, parts, when, "", numbers) if parts and fact.about else None


def _parts(parts: tuple[str, ...], when: str) -> tuple[str, ...]:
    """``parts`` without the place of a date where there is none, and without the spaces around it."""
    if when or "{when}" not in parts:
        return parts
    at = parts.index("{when}")
    before = (*parts[: at - 1], parts[at - 1].rstrip()) if at else ()
    return tuple(part for part in (*before, *parts[at + 1 :]) if part)


def _numbers(fact: ShownFact, notes: dict[str, int], quotes: list[Quote]) -> tuple[int, ...]:
    """The numbers of the passages of ``fact``; one passage that states several facts has one number."""
    found = []
    for quote in fact.quotes:
        place = f"{quote.origin.id} {quote.anchor} {quote.text}" if quote.hand is None else quote.key
        if place not in notes:
            quotes.append(quote)
            notes[place] = len(quotes)
        found.append(notes[place])
    return tuple(dict.fromkeys(found))
