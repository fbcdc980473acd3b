"""The neighbourhood of an entity: whom accepted facts tie it to, and whom these are tied to, as a picture and a table."""

import math
from dataclasses import dataclass

import numpy as np

from dentelle.atlas.browsing.names import Name, names_of
from dentelle.atlas.browsing.network import Network, network
from dentelle.web.queries.graph_picture import GraphPicture, picture

__all__ = ["Neighbour", "Neighbourhood", "Tie", "neighbourhood"]

NEAR = 12  # neighbours that are shown, the best connected first
FAR = 16  # neighbours of neighbours that are shown
WIDTH, HEIGHT = 640, 400
BESIDE = 150  # room for names on both sides of the ring


@dataclass(frozen=True, slots=True)
class Tie:
    """How a neighbour is tied; ``inverse``: by a fact about the neighbour, whose value the other is."""

    property: str
    inverse: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """``through`` is whom it is tied to, None for the entity itself; ``degree`` how many it is tied to in all."""

    name: Name
    ties: tuple[Tie, ...]
    through: Name | None
    degree: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """``total`` neighbours there are, of which ``neighbours`` are shown; ``further`` those one step on.

    One tie alone is no ``picture``: the table says as much.
    """

    name: Name
    picture: GraphPicture | None
    neighbours: tuple[Neighbour, ...]
    further: tuple[Neighbour, ...]
    total: int
    steps: int


def neighbourhood(identity: str, language: str, steps: int = 1) -> Neighbourhood | None:
    """What surrounds ``identity`` within ``steps`` (1 or 2); None where nothing does."""
    there = network()
    at = there.number.get(identity, -1)
    if at < 0 or not there.graph.degrees[at]:
        return None
    beside = there.graph.of(at)
    near = _best(there, beside, NEAR)
    ways = [(one, other) for one in near for other in there.graph.of(one).tolist() if other != at] if steps > 1 else []
    direct, through = set(beside.tolist()), dict[int, int]()
    for one, other in ways:
        if other not in direct:
            through.setdefault(other, one)
    far = _best(there, np.array(sorted(through), dtype=np.int64), FAR)
    names = names_of([there.ids[one] for one in (at, *near, *far)], language)
    own = names.get(identity)
    near = [one for one in near if there.ids[one] in names]
    far = [one for one in far if there.ids[one] in names and through[one] in near]
    if own is None or not near:
        return None
    ties = [(at, one) for one in near]
    ties += [(one, other) for i, one in enumerate(near) for other in near[i + 1 :] if other in there.graph.of(one)]
    ties += [(through[one], one) for one in far]
    drawn = [at, *near, *far]
    place = {one: i for i, one in enumerate(drawn)}
    sizes = [11.0, *([7.0] * len(near)), *([4.5] * len(far))]
    return Neighbourhood(
        own,
        picture(
            [names[there.ids[one]] for one in drawn],
            _rings(there, at, near, far),
            sizes,
            [(place[one], place[other]) for one, other in ties],
            WIDTH,
            HEIGHT,
            main=0,
            margin=BESIDE if len(drawn) <= NEAR + 1 else BESIDE // 2,
            outward=True,
        )
        if len(drawn) > 2
        else None,
        tuple(_told(there, one, at, names, None) for one in near),
        tuple(_told(there, one, through[one], names, names[there.ids[through[one]]]) for one in far),
        int(beside.size),
        steps,
    )


def _best(there: Network, nodes: np.ndarray, most: int) -> list[int]:
    """The best connected of ``nodes``, then by id."""
    degrees = there.graph.degrees[nodes]
    if nodes.size > most:  # thousands may be tied to a town: most of them need no order
        nodes = nodes[degrees >= np.partition(degrees, -most)[-most]]
    return sorted(nodes.tolist(), key=lambda one: (-int(there.graph.degrees[one]), there.ids[one]))[:most]


def _rings(there: Network, middle: int, near: list[int], far: list[int]) -> list[tuple[float, float]]:
    """The places of a picture in rings, in the order in which the whole network has them around the middle."""
    found = {middle: (0.0, 0.0)}
    for nodes, radius, turn in ((near, 1.0, 0.0), (far, 1.6, 0.5)):
        towards = there.positions[nodes] - there.positions[middle]
        order = sorted(range(len(nodes)), key=lambda i: (math.atan2(towards[i][1], towards[i][0]), there.ids[nodes[i]]))
        for rank, i in enumerate(order):
            angle = 2 * math.pi * (rank + turn) / max(len(nodes), 1) - math.pi
            found[nodes[i]] = (radius * math.cos(angle), radius * math.sin(angle))
    return [found[one] for one in (middle, *near, *far)]


def _told(there: Network, one: int, of: int, names: dict[str, Name], through: Name | None) -> Neighbour:
    ties = {Tie(there.names[there.property[row]], bool(there.left[row] == one)) for row in there.rows_between(one, of).tolist()}
    ordered = tuple(sorted(ties, key=lambda tie: (tie.property, tie.inverse)))
    return Neighbour(names[there.ids[one]], ordered, through, int(there.graph.degrees[one]))
