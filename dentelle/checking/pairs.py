"""Two names that may mean one thing: asked of a person, never decided.

Invariant: one finding for each pair in review; a pair that a person judged is not among ``pairs`` any more.
"""

from collections.abc import Iterable, Mapping

from dentelle.folding import digest
from dentelle.model import Finding, Pair

__all__ = ["pairs"]

_NOTHING: Mapping[str, str] = {}


def pairs(
    found: Iterable[Pair], entities: Mapping[str, str] = _NOTHING, names: Mapping[str, str] = _NOTHING
) -> tuple[Finding, ...]:
    """Two names that may mean one thing: a question to a person, with what speaks for it.

    ``entities`` and ``names`` give a leaf's entity id and the name to show, where known.
    """
    return tuple(sorted((_finding(one, entities, names) for one in found if one.decision == "review"), key=lambda one: one.key))


def _finding(pair: Pair, entities: Mapping[str, str], names: Mapping[str, str]) -> Finding:
    left, right = (names.get(leaf) or leaf.rsplit("|", 1)[-1] for leaf in (pair.left, pair.right))
    data = {
        "left": left,
        "right": right,
        "left_leaf": pair.left,
        "right_leaf": pair.right,
        "probability": f"{pair.probability:.0%}",
        "reason": pair.reason_code,
        **{f"reason_{name}": text for name, text in pair.reason_data},
    }
    return Finding(
        key=digest("pairs", pair.left, pair.right, length=20),
        check="pairs",
        severity="notice",
        message=f"Are “{left}” and “{right}” the same? {pair.reason}",
        data=tuple(sorted(data.items())),
        entities=tuple(sorted({entities[leaf] for leaf in (pair.left, pair.right) if leaf in entities})),
        sources=tuple(sorted({leaf.split("|", 1)[0] for leaf in (pair.left, pair.right)})),
    )
