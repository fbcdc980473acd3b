"""What waits for a person, and what should be looked at first: the pages that show it times the doubt about it.

Invariant: a row is a function of its arguments alone. A proposed fact waits once, under its surest claim that nobody judged;
once that is rejected, the next claim stands in its place. Doubt is greatest where the machine would as soon say yes as no.
"""

from collections.abc import Iterable, Mapping

from dentelle.atlas.projecting.rows import Row
from dentelle.linking import Cluster
from dentelle.model import Fact, Finding, LinkedClaim

CLAIM, PAIR = "claim", "pair"
LISTS = {  # properties that pages of their own gather from all entities, and how many such pages
    "holds_label": 1,  # labels
    "signed": 1,  # charter
    "covers": 1,
    "works_in": 2,  # charter, domains on the home page
    "takes_place": 2,  # agenda, home page
    "happened": 1,  # timeline
}


def doubt(probability: float) -> float:
    """From 0, where the machine is sure either way, to 1, where it knows nothing."""
    return round(1 - abs(2 * probability - 1), 4)


def fact_rows(unit: str, facts: Iterable[Fact], claims: Mapping[str, LinkedClaim], cluster: Cluster | None = None) -> list[Row]:
    """The proposed ones of ``facts``; ``claims`` by key, ``cluster`` the subject's (None: they are about a document)."""
    found = []
    for fact in facts:
        open_ = [claims[key] for key in fact.claims if not claims[key].verdict] if fact.status == "proposed" else []
        if not open_:
            continue
        best = min(open_, key=lambda one: (-one.trust * one.claim.confidence, one.key))
        documents = len({claims[key].source for key in fact.claims})
        own = 1 if cluster and cluster.promoted else 0
        shown = documents + own + bool(fact.value_entity) + bool(fact.conflict) + (LISTS.get(fact.property, 0) if own else 0)
        about = {"property": fact.property, "entity": fact.entity if cluster else ""}
        kind = cluster.kind if cluster else "document"
        found.append(_row(best.key, unit, CLAIM, best.source, kind, shown, doubt(fact.confidence), **about))
    return found


def pair_rows(unit: str, findings: Iterable[Finding], clusters: Mapping[str, Cluster]) -> list[Row]:
    """The doubtful pairs among ``findings``; ``clusters`` by leaf."""
    found = []
    for finding in findings:
        data = dict(finding.data)
        if finding.check != "pairs" or "left_leaf" not in data:
            continue
        left, right = (clusters[data[side]] for side in ("left_leaf", "right_leaf"))
        shown = shown_on(left) + shown_on(right)
        entity = finding.entities[0] if finding.entities else ""
        source = data["left_leaf"].partition("|")[0]
        uncertain = doubt(float(data["probability"].rstrip("%")) / 100)
        found.append(_row(finding.key, unit, PAIR, source, left.kind, shown, uncertain, entity=entity))
    return found


def shown_on(cluster: Cluster) -> int:
    """How many pages name what ``cluster`` is: its own, where it has one, and those of its sources."""
    return int(cluster.promoted) + len({leaf.partition("|")[0] for leaf in cluster.leaves})


def _row(
    key: str, unit: str, sort: str, source: str, kind: str, pages: int, doubtful: float, *, property: str = "", entity: str = ""
) -> Row:
    return {
        "key": key,
        "unit": unit,
        "sort": sort,
        "property": property,
        "source": source,
        "entity": entity,
        "entity_kind": kind,
        "pages": pages,
        "doubt": doubtful,
        "priority": round(pages * doubtful, 4),
    }
