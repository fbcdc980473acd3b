"""Which kinds of bodies exclude each other: a collège is no lycée, a commune not the community named after it.

Invariant: symmetric; what the table ``data/kinds.tsv`` does not name together says nothing.
"""

from functools import cache
from itertools import combinations

from dentelle.linking.tables import lines

__all__ = ["akin", "disagreement", "kind_phrases"]


@cache
def _table() -> tuple[tuple[str, tuple[frozenset[str], ...]], ...]:
    rows = (line.split("\t") for _, line in lines("kinds.tsv")[1:])
    return tuple((how, tuple(frozenset(map(_form, group.split())) for group in groups.split("|"))) for how, groups in rows)


def _form(word: str) -> str:
    return word if word[0] in "@§" else f"@{word}"


@cache
def kind_phrases() -> dict[str, tuple[str, ...]]:
    """The phrases of the table that are no concept of the institutions, as plain words, by their form."""
    words = {word for _, line in lines("kinds.tsv")[1:] for word in line.split("\t")[1].replace("|", " ").split()}
    return {f"@{word}": tuple(word.split("_")) for word in sorted(words) if word[0] not in "@§"}


@cache
def _pairs() -> dict[frozenset[str], str]:
    found: dict[frozenset[str], str] = {}
    for how, groups in _table():
        for one, other in combinations(groups, 2):
            for left in one - other:
                for right in other - one:
                    if found.get(frozenset((left, right))) != "strict":
                        found[frozenset((left, right))] = how
    return found


@cache
def disagreement(left: frozenset[str], right: frozenset[str]) -> tuple[str, str, str]:
    """How two bodies of kinds ``left`` and ``right`` disagree ("strict", "mild" or "") and a pair of kinds that does."""
    if not left or not right or left & right:
        return "", "", ""
    pairs = _pairs()
    found = [(pairs.get(frozenset((one, other)), ""), one, other) for one in sorted(left) for other in sorted(right)]
    told = [one for one in found if one[0]]
    mild = [one for one in told if one[0] == "mild"]
    return (mild or told or [("", "", "")])[0]


@cache
def _families() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for _, groups in _table():
        for group in groups:
            for kind in group:
                table[kind] = table.get(kind, frozenset()) | group
    return table


def akin(left: str, right: str) -> bool:
    """Whether the kinds ``left`` and ``right`` go together: "hôtel de ville" and "commune"."""
    return right in _families().get(left, ())
