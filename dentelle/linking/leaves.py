"""A reading's names as leaves: the smallest things that can be identified.

Invariant: one leaf for each coarse kind and fullest name of a source; subjects and entity values of claims have theirs, too,
so that every claim's ends can be found again by ``leaf_id``.
"""

from collections import Counter

from dentelle.model import THE_DOCUMENT, Leaf, Reading, ValueType, leaf_id

__all__ = ["leaves"]


def leaves(reading: Reading, source: str) -> tuple[Leaf, ...]:
    """The leaves of ``reading`` in the source with id ``source``, sorted by id; descriptions ("the incubator") are no names."""
    forms: dict[str, set[str]] = {}
    full: dict[str, Counter[str]] = {}
    kinds: dict[str, str] = {}
    types: dict[str, Counter[str]] = {}
    strong: set[str] = set()

    def meet(kind: str, name: str) -> str:
        leaf = leaf_id(source, kind, name)
        kinds[leaf] = kind
        full.setdefault(leaf, Counter())[name] += 1
        forms.setdefault(leaf, set()).add(name)
        return leaf

    for mention in reading.mentions:
        leaf = meet(mention.kind, mention.name)
        if not mention.described:
            forms[leaf].add(" ".join(mention.text.split()))
        if mention.type:
            types.setdefault(leaf, Counter())[mention.type] += 1
        if mention.strong:
            strong.add(leaf)
    for claim in (*reading.claims, *reading.denied):
        if claim.subject != THE_DOCUMENT:
            meet(claim.subject_kind, claim.subject)
        if claim.value.type is ValueType.ENTITY:
            meet(claim.value.kind, claim.value.text)
    return tuple(
        Leaf(
            id=leaf,
            source=source,
            kind=kinds[leaf],
            name=_most(full[leaf]),
            names=tuple(sorted(forms[leaf])),
            type=_most(types[leaf]) if leaf in types else "",
            language=reading.language,
            strong=leaf in strong,
        )
        for leaf in sorted(kinds)
    )


def _most(counted: Counter[str]) -> str:
    return min(counted, key=lambda text: (-counted[text], text))
