"""Entities by name, whatever case, accents, word order or language the name is written in.

Invariant: only what the published run shows is found; the same text always gives the same order.
"""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Min, Q, Value, When

from dentelle.atlas.models import EntityRow, NameRow
from dentelle.folding import fold
from dentelle.search.asking import entities
from dentelle.search.looking import look
from dentelle.search.reasons import well_matched

WORDS = 8  # of a query that are looked at
WIDER = 5  # times the limit: so many entities are ranked by how well known they are


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity and the name of it that ``find`` matched."""

    row: EntityRow
    name: str


def hits(text: str, limit: int = 20) -> tuple[Hit, ...]:
    """At most ``limit`` entities with a name that is ``text``, then that begin with it, then that hold it, best known first.

    A name holds a text that stands in it, and one whose every word begins a word of the name. Where there is an index, those
    follow whose names are spelled almost so, or say so in another language.
    """
    found = _written_so(text, limit)
    return found if len(found) >= limit else (*found, *_meant(text, limit - len(found), {hit.row.identity_id for hit in found}))


def _written_so(text: str, limit: int) -> tuple[Hit, ...]:
    wanted = fold(text)
    words = wanted.replace("-", " ").replace("'", " ").split()[:WORDS]
    if not words:
        return ()
    holds = Q()
    for word in words:
        holds &= Q(folded__startswith=word) | Q(folded__contains=f" {word}") | Q(folded__contains=f"-{word}") | _after_quote(word)
    place = Case(
        When(folded=wanted, then=Value(0)),
        When(folded__startswith=wanted, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    names = NameRow.objects.visible().filter(Q(folded__contains=wanted) | holds)
    best = names.values_list("identity_id").annotate(place=Min(place), text=Min("text")).order_by("place", "identity_id")
    found = {identity: (rank, name) for identity, rank, name in best[: limit * WIDER]}
    rows = EntityRow.objects.visible().filter(identity_id__in=found)
    ordered = sorted(rows, key=lambda row: (found[row.identity_id][0], -row.sources, row.sort, row.identity_id))
    return tuple(Hit(row, found[row.identity_id][1]) for row in ordered[:limit])


def _meant(text: str, limit: int, but: set[str]) -> tuple[Hit, ...]:
    looking = look()
    if looking is None or not text.strip():
        return ()
    asked = looking.parse(text, typing=True)
    ids = [one.owner[2:] for one in entities(asked, looking.searcher, limit * WIDER).found]
    rows = {row.identity_id: row for row in EntityRow.objects.visible().filter(identity_id__in=set(ids) - but)}
    named = ((rows[one], *well_matched(_names(rows[one]), asked)) for one in ids if one in rows)
    return tuple(Hit(row, name) for row, name, found in named if len(found) == len(asked.words))[:limit]


def _names(row: EntityRow) -> list[str]:
    return [row.label, *(name["text"] for name in row.names)]


def find(text: str, limit: int = 20) -> tuple[EntityRow, ...]:
    """The entities of ``hits``."""
    return tuple(hit.row for hit in hits(text, limit))


def _after_quote(word: str) -> Q:
    return Q(folded__contains=f"'{word}")
