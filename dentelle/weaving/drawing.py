"""Where the network's entities are drawn: worked out while a run is staged, from where the published one has them.

Invariant: the rows staged are a function of the graph of the run and of the published rows (which are kept), whatever was
interrupted; an entity that has left the network keeps its row, so that it comes back to where it stood.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
from django.db import transaction

from dentelle.atlas.browsing.network import ACCEPTED
from dentelle.atlas.models import EntityRow, FactRow, NetworkNode
from dentelle.atlas.projecting import projection
from dentelle.atlas.projecting.projection import ROWS, chunks
from dentelle.network import Graph, graph, lay_out, seed, severed

__all__ = ["draw"]

Row = tuple[int, int, float, float, str, int]  # id, since, x, y, ties, severed


def draw(run: int) -> int:
    """Stages the rows of the network at ``run``, in short transactions; returns how many changed."""
    ids, there = _graph(run)
    columns = ("identity_id", "id", "since", "x", "y", "ties", "severed")
    before: dict[str, Row] = {entity: tuple(rest) for entity, *rest in NetworkNode.objects.at(run).values_list(*columns)}
    ties = _ties(ids, there)
    known = [before.get(entity) for entity in ids]
    settled = np.array([row is not None and row[4] == now for row, now in zip(known, ties, strict=True)], dtype=bool)
    positions = np.array([row[2:4] if row else (np.nan, np.nan) for row in known], dtype=float).reshape(-1, 2)
    found = lay_out(there, positions, settled, np.array([seed(entity) for entity in ids]).reshape(-1, 2)).positions
    made = zip(found[:, 0].tolist(), found[:, 1].tolist(), ties, severed(there).tolist(), strict=True)
    changed = [(entity, row, now) for entity, row, now in zip(ids, known, made, strict=True) if row is None or row[2:] != now]
    for part in chunks(changed, ROWS):
        _write(part, run)
    return len(changed)


def _graph(run: int) -> tuple[list[str], Graph]:
    """The entities with a page that a relation ties to another, by id, and their graph."""
    pages = set(EntityRow.objects.at(run).order_by().values_list("identity_id", flat=True))
    facts = FactRow.objects.at(run).filter(identity__isnull=False, value_entity__isnull=False, status=ACCEPTED)
    ends = facts.order_by().values_list("identity_id", "value_entity_id").iterator(chunk_size=10_000)
    pairs = [(one, other) for one, other in ends if one != other and one in pages and other in pages]
    ids = sorted({end for pair in pairs for end in pair})
    number = {entity: at for at, entity in enumerate(ids)}
    tied = np.array([(number[one], number[other]) for one, other in pairs], dtype=np.int64).reshape(-1, 2)
    return ids, graph(len(ids), tied[:, 0], tied[:, 1])


def _ties(ids: Sequence[str], there: Graph) -> list[str]:
    """For each entity a digest of its neighbours."""
    first, neighbours = there.first.tolist(), [ids[other] for other in there.neighbours.tolist()]
    return [
        hashlib.sha256("|".join(neighbours[first[at] : first[at + 1]]).encode()).hexdigest()[:16] for at in range(there.count)
    ]


def _write(part: Sequence[tuple[str, Row | None, tuple[float, float, str, int]]], run: int) -> None:
    with transaction.atomic():
        projection.lock()
        projection.close(NetworkNode, [row[:2] for _, row, _ in part if row], run)
        NetworkNode.objects.bulk_create(
            NetworkNode(identity_id=entity, since=run, x=x, y=y, ties=ties, severed=cut) for entity, _, (x, y, ties, cut) in part
        )
