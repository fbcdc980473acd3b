"""Search by name: case, accents and word order do not count."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Min, Q, Value, When

from dentelle.atlas.models import EntityRow, NameRow
from dentelle.model import fold
from dentelle.web.queries.names import Name, name_of

MOST = 60  # entities in one answer
WORDS = 8  # of a query that are looked at


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity found. ``matched`` is the name that matched, "" when it is the one shown; ``sources`` speak of it."""

    name: Name
    matched: str
    sources: int


def search(asked: str, language: str) -> tuple[Hit, ...]:
    """Entities with a name equal to ``asked``, then beginning with it, then holding each of its words at a word's start."""
    folded = fold(asked)
    words = folded.replace("-", " ").replace("'", " ").split()[:WORDS]
    if not words:
        return ()
    holds = Q()
    for word in words:
        holds &= (
            Q(folded__startswith=word)
            | Q(folded__contains=f" {word}")
            | Q(folded__contains=f"-{word}")
            | Q(folded__contains=f"'{word}")
        )
    order = Case(
        When(folded=folded, then=Value(0)),
        When(folded__startswith=folded, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    names = NameRow.objects.visible().filter(Q(folded__startswith=folded) | holds)
    best = names.values_list("identity_id").annotate(place=Min(order), text=Min("text")).order_by("place", "text")[:MOST]
    found = {identity: (place, text) for identity, place, text in best}
    rows = EntityRow.objects.visible().filter(identity__in=found)
    ordered = sorted(rows, key=lambda row: (found[row.identity_id][0], -row.sources, row.sort, row.identity_id))
    return tuple(_hit(row, found[row.identity_id][1], language) for row in ordered)


def _hit(row: EntityRow, matched: str, language: str) -> Hit:
    name = name_of(row, language)
    return Hit(name, "" if fold(matched) == fold(name.text) else matched, row.sources)
