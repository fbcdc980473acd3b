"""Findings about judgements that have lost what they were made on, or that others forbid to obey: none vanishes unsaid."""

from dentelle.atlas.projecting.edges import Edge
from dentelle.atlas.projecting.state import Verdict
from dentelle.atlas.projecting.stated import Stated
from dentelle.folding import digest
from dentelle.model import Finding


def lost_claim(key: str, verdict: Verdict) -> Finding:
    """That no source makes the claim ``key`` any more, on which a person decided."""
    return Finding(
        key=digest("vanished_claim", key, length=20),
        check="vanished_claim",
        severity="warning",
        message=f"No source makes the claim any more on which a person decided {verdict.verdict}: {verdict.said or key}.",
        data=(("outcome", verdict.verdict), ("said", verdict.said or key)),
        claims=(key,),
    )


def lost_pair(edge: Edge) -> Finding:
    """That no source speaks any more of one of the two that a person compared."""
    left, right = edge.ends
    return Finding(
        key=digest("vanished_pair", edge.left, edge.right, length=20),
        check="vanished_pair",
        severity="warning",
        message=f"No source speaks any more of one of the two on which a person decided {edge.verdict}: {left} / {right}.",
        data=(("outcome", edge.verdict), ("left", left), ("right", right), ("left_leaf", edge.left), ("right_leaf", edge.right)),
    )


def forbidden_pair(edge: Edge) -> Finding:
    """That two are not joined although a person said that they are the same, because other decisions keep them apart."""
    left, right = edge.ends
    return Finding(
        key=digest("forbidden_pair", edge.left, edge.right, length=20),
        check="forbidden_pair",
        severity="warning",
        message=f"{edge.who} decided that {left} and {right} are the same, but other decisions keep them apart.",
        data=(("left", left), ("right", right), ("who", edge.who), ("left_leaf", edge.left), ("right_leaf", edge.right)),
    )


def lost_statement(one: Stated) -> Finding:
    """That no source names any more what a person states a fact about."""
    value = one.value.edtf or one.value.text
    said = f"{one.subject_name} · {one.property} · {value}"
    return Finding(
        key=digest("vanished_statement", one.key, length=20),
        check="vanished_statement",
        severity="warning",
        message=f"No source names any more what a person stated a fact about: {said}.",
        data=(("said", said),),
        claims=(one.key,),
    )
