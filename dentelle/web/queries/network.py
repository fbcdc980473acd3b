"""The network page: a selection of relations, who is tied most in it, whom it alone connects, and the facts behind.

Invariant: whatever is shown here is read from the network of the published run as decisions left it; names, facts and quotes
come from the database, which decides what may be seen.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import numpy as np
from django.core.paginator import Page, Paginator

from dentelle import vocabulary
from dentelle.atlas.browsing.names import Name, names_of
from dentelle.atlas.browsing.network import NEVER, Network, network
from dentelle.atlas.models import FactRow
from dentelle.atlas.projecting.facets import kind_and_parents
from dentelle.network import Graph, graph
from dentelle.web.queries.facts import ShownFact, property_order, shown_facts
from dentelle.web.queries.graph_picture import GraphPicture, picture, shape

__all__ = ["TOP", "NetworkPage", "Selected", "Selection", "data", "network_page", "selected"]

TOP = 1_500  # entities that the moving picture shows, the best connected first
STILL = 110  # entities of the still picture
STILL_TIES = 400
PAGE = 25  # rows of a table
WIDTH, HEIGHT = 960, 620
ORDERS = ("degree", "severed")


@dataclass(frozen=True, slots=True)
class Selection:
    """What a reader asked for, as it stands in the address. ``first`` and ``last``: years, 0 for none; ``node``: an id."""

    relations: tuple[str, ...] = ()
    domain: str = ""
    kind: str = ""
    first: int = NEVER
    last: int = NEVER
    node: str = ""
    order: str = "degree"

    @classmethod
    def of(cls, asked: Any) -> "Selection":
        """The selection that a query (a QueryDict) states; what it states wrongly is left out."""
        known = {one.id for one in vocabulary.properties()}
        kinds = {one.id for one in vocabulary.kinds()}
        order = asked.get("order", "")
        return cls(
            tuple(sorted({name for name in asked.getlist("relation") if name in known})),
            asked.get("domain", "")[:64],
            asked.get("kind", "") if asked.get("kind", "") in kinds else "",
            _year(asked.get("since", "")),
            _year(asked.get("until", "")),
            asked.get("node", "")[:16],
            order if order in ORDERS else ORDERS[0],
        )

    def query(self, **other: str) -> str:
        """As it stands in an address, with ``other`` in the place of what it has."""
        pairs = [("relation", name) for name in self.relations]
        single = {"domain": self.domain, "kind": self.kind, "since": str(self.first or ""), "until": str(self.last or "")}
        single |= {"node": self.node, "order": self.order if self.order != ORDERS[0] else ""} | other
        return urlencode(pairs + [(name, value) for name, value in single.items() if value])

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return not (self.relations or self.domain or self.kind or self.first or self.last)


@dataclass(frozen=True)
class Selected:
    """The relations of ``network`` that ``selection`` asks for, by number; ``undated``: how many a period left out."""

    network: Network
    selection: Selection
    rows: np.ndarray
    undated: int

    @cached_property
    def graph(self) -> Graph:
        """Who is tied to whom by them."""
        there = self.network
        if self.rows.size == there.alive.sum():
            return there.graph
        return graph(len(there.ids), there.left[self.rows], there.right[self.rows])

    @cached_property
    def order(self) -> np.ndarray:
        """The numbers of all who are tied, those with most neighbours first, then by id."""
        degrees = self.graph.degrees
        tied = np.flatnonzero(degrees)
        return tied[np.lexsort((self.network.order[tied], -degrees[tied]))]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to select: its id and how many relations it has."""

    id: str
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of entities."""

    name: Name
    degree: int
    severed: int


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """``shown`` of ``total`` entities stand in the still picture; ``node`` is the one whose relations ``facts`` are."""

    selection: Selection
    picture: GraphPicture | None
    shown: int
    total: int
    relations: int
    undated: int
    rows: tuple[Row, ...]
    page: Page
    node: Name | None
    facts: tuple[ShownFact, ...]
    facts_page: Page
    choices: tuple[Choice, ...]
    domains: tuple[Choice, ...]
    kinds: tuple[Choice, ...]


def selected(selection: Selection, there: Network | None = None) -> Selected:
    """The relations that ``selection`` asks for, of ``there`` or of what may be seen now."""
    there = there or network()
    mask = there.alive.copy()
    if selection.relations:
        mask &= np.isin(there.property, [at for at, name in enumerate(there.names) if name in selection.relations])
    if selection.domain:
        inside = np.array([selection.domain in domains for domains in there.domains], dtype=bool)
        mask &= inside[there.left] | inside[there.right]
    if selection.kind:
        inside = there.of_kinds({one.id for one in vocabulary.kinds() if vocabulary.is_a(one.id, selection.kind)})
        mask &= inside[there.left] | inside[there.right]
    undated = 0
    if selection.first or selection.last:
        dated = (there.first != NEVER) | (there.last != NEVER)
        undated = int((mask & ~dated).sum())
        begins = np.where(there.first == NEVER, there.last, there.first)
        ends = np.where(there.last == NEVER, there.first, there.last)
        mask &= dated
        mask &= (begins <= selection.last) if selection.last else True
        mask &= (ends >= selection.first) if selection.first else True
    return Selected(there, selection, np.flatnonzero(mask), undated)


def network_page(selection: Selection, page: str, facts_page: str, language: str) -> NetworkPage:
    """What the page of ``selection`` shows, in ``language``."""
    found = selected(selection)
    there = found.network
    order = found.order
    if selection.order == "severed":
        order = order[np.argsort(-there.severed[order], kind="stable")]
    chosen = Paginator(order, PAGE).get_page(page)
    still = found.order[:STILL].tolist()
    node = there.number.get(selection.node, -1)
    asked = there.rows_of(node)[np.isin(there.rows_of(node), found.rows)] if node >= 0 else found.rows
    facts = Paginator(_by_degree(found, asked), PAGE).get_page(facts_page)
    keys = [there.key(row) for row in facts.object_list]
    names = names_of({there.ids[at] for at in [*still, *list(chosen.object_list), *([node] if node >= 0 else [])]}, language)
    rows = [Row(names[there.ids[at]], int(found.graph.degrees[at]), int(there.severed[at])) for at in chosen.object_list
            if there.ids[at] in names]  # fmt: skip
    still = [at for at in still if there.ids[at] in names]
    return NetworkPage(
        selection=selection,
        picture=_still(found, still, names) if still else None,
        shown=len(still),
        total=int(found.order.size),
        relations=int(found.rows.size),
        undated=found.undated,
        rows=tuple(rows),
        page=chosen,
        node=names.get(selection.node),
        facts=tuple(_facts(keys, language)),
        facts_page=facts,
        choices=_choices(there),
        domains=_domains(there),
        kinds=_kinds(there),
    )


def data(selection: Selection, language: str) -> dict[str, Any]:
    """What the moving picture is drawn from: at most ``TOP`` entities of ``selection``, and the relations among them.

    ``entities``: id, name, shape, kind, degree, severed, x, y each; ``relations``: the places of both ends in that list and of
    the property in ``properties``.
    """
    found = selected(selection)
    there = found.network
    top = found.order[:TOP].tolist()
    names = names_of([there.ids[at] for at in top], language)
    top = [at for at in top if there.ids[at] in names]
    place = np.full(len(there.ids), -1, dtype=np.int64)
    place[top] = np.arange(len(top))
    rows = found.rows[(place[there.left[found.rows]] >= 0) & (place[there.right[found.rows]] >= 0)]
    seen = {(int(place[there.left[row]]), int(place[there.right[row]]), int(there.property[row])) for row in rows.tolist()}
    return {
        "entities": [
            [
                there.ids[at], names[there.ids[at]].short, shape(there.kinds[at]), there.kinds[at], int(found.graph.degrees[at]),
                int(there.severed[at]), *(round(float(one), 1) for one in there.positions[at]),
            ]
            for at in top
        ],
        "relations": sorted(map(list, seen)),
        "properties": list(there.names),
        "total": int(found.order.size),
    }  # fmt: skip


# ---- steps


def _year(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else NEVER


def _by_degree(found: Selected, rows: np.ndarray) -> list[int]:
    """Relations between the best connected first, then by key."""
    there, degrees = found.network, found.graph.degrees
    both = np.minimum(degrees[there.left[rows]], degrees[there.right[rows]])
    return rows[np.lexsort((there.key_order[rows], -both))].tolist()


def _facts(keys: list[str], language: str) -> Iterable[ShownFact]:
    found = {row.key: row for row in FactRow.objects.visible().filter(key__in=keys)}
    return shown_facts([found[key] for key in keys if key in found], language)


def _still(found: Selected, drawn: list[int], names: Mapping[str, Name]) -> GraphPicture:
    there = found.network
    place = {at: i for i, at in enumerate(drawn)}
    left, right = found.graph.ends
    inside = np.isin(left, drawn) & np.isin(right, drawn)
    ties = [(place[one], place[other]) for one, other in zip(left[inside].tolist(), right[inside].tolist(), strict=True)]
    ties.sort(key=lambda tie: (max(tie), min(tie)))
    degrees = found.graph.degrees[drawn].astype(float)
    sizes = 4 + 10 * np.sqrt(degrees / degrees.max())
    main = place.get(there.number.get(found.selection.node, -1), -1)
    at = there.positions[drawn]
    return picture(
        [names[there.ids[one]] for one in drawn], at.tolist(), sizes.tolist(), ties[:STILL_TIES], WIDTH, HEIGHT, main=main
    )


def _choices(there: Network) -> tuple[Choice, ...]:
    found = [Choice(name, count) for name, count in there.counts[0].items() if count]
    return tuple(sorted(found, key=lambda one: (property_order(one.id), one.id)))


def _kinds(there: Network) -> tuple[Choice, ...]:
    counts: Counter[str] = Counter()
    for kind, number in there.counts[1].items():
        counts.update(dict.fromkeys(kind_and_parents(kind), number))
    return tuple(Choice(kind.id, counts[kind.id]) for kind in vocabulary.kinds() if counts[kind.id])


def _domains(there: Network) -> tuple[Choice, ...]:
    return tuple(Choice(domain, number) for domain, number in sorted(there.counts[2].items()))
