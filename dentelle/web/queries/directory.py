"""The directory: entities by kind, by letter, by page, with counts."""

import string
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.db.models.functions import Substr

from dentelle import vocabulary
from dentelle.atlas.models import EntityRow
from dentelle.web.queries.names import Name, name_of

PAGE = 60  # entities on one page
OTHER = "0"  # the letter under which names stand that begin with none of a to z


@dataclass(frozen=True, slots=True)
class KindCount:
    """A kind with the number of entities of it and of all kinds below; ``depth`` in the tree from 0."""

    id: str
    count: int
    depth: int
    children: tuple["KindCount", ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """An entity in a list. ``sources`` is how many sources speak of it."""

    name: Name
    sources: int


@dataclass(frozen=True, slots=True)
class Letter:
    letter: str
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    entities: tuple[Listed, ...]
    page: Page
    letters: tuple[Letter, ...]
    total: int


def kind_tree() -> tuple[KindCount, ...]:
    """The kinds that have entities, as a tree in the vocabulary's order (one query)."""
    rows = EntityRow.objects.visible().values_list("kind", "type").annotate(number=Count("id")).order_by()
    own: dict[str, int] = {}
    for kind, finer, number in rows:
        own[finer or kind] = own.get(finer or kind, 0) + number
    kinds = list(vocabulary.kinds())
    known = {kind.id for kind in kinds}
    children: dict[str, list[str]] = {}
    for kind in kinds:
        children.setdefault(kind.parent if kind.parent in known else "", []).append(kind.id)
    return tuple(_counted(children.get("", ()), children, own, 0))


def _counted(ids: Iterable[str], children: dict[str, list[str]], own: dict[str, int], depth: int) -> list[KindCount]:
    found = []
    for kind in ids:
        below = _counted(children.get(kind, ()), children, own, depth + 1)
        count = own.get(kind, 0) + sum(child.count for child in below)
        if count:
            found.append(KindCount(kind, count, depth, tuple(below)))
    return found


def of_kind(kind: str) -> Q:
    """The rows whose finest kind is ``kind`` or below it."""
    below = [other.id for other in vocabulary.kinds() if vocabulary.is_a(other.id, kind)]
    return Q(type__in=below) | Q(type="", kind__in=below)


def listing(kind: str, letter: str, page: str, language: str) -> Listing:
    """One page of the entities of ``kind`` ("" for all) whose folded name begins with ``letter`` ("" for all)."""
    rows = EntityRow.objects.visible()
    if kind:
        rows = rows.filter(of_kind(kind))
    counts: dict[str, int] = {}
    for first, number in rows.annotate(first=Substr("sort", 1, 1)).values_list("first").annotate(number=Count("id")).order_by():
        place = first if first in string.ascii_lowercase and first else OTHER
        counts[place] = counts.get(place, 0) + number
    letters = tuple(Letter(place, counts[place]) for place in sorted(counts))
    if letter == OTHER:
        rows = rows.exclude(sort__regex=r"^[a-z]")
    elif letter:
        rows = rows.filter(sort__startswith=letter)
    paginator = Paginator(rows.order_by("sort", "identity_id"), PAGE)
    paginator.count = counts.get(letter, 0) if letter else sum(counts.values())
    chosen = paginator.get_page(page)
    entities = tuple(Listed(name_of(row, language), row.sources) for row in chosen.object_list)
    return Listing(entities, chosen, letters, sum(counts.values()))
