"""Language versions of one page that disagree.

Invariant: values are compared only as entity, concept, number or date, never as words of two languages; what one version
leaves out is worth a notice only where the rest is told alike, for a version may be shorter than another.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from dentelle.checking.finding import SETTLED, made_from
from dentelle.model import Finding, LinkedClaim, Modality, ValueType
from dentelle.vocabulary import disagree, prop

__all__ = ["versions"]

_COMPARED = frozenset({"covers", "holds_label", "signed", "part_of", "located_in", "received"})
_MOST_SHOWN = 6  # values that a sentence shows
_FEWEST = 3  # values that both versions must give before a missing one is worth a word


def versions(page: str, claims: Mapping[str, Iterable[LinkedClaim]]) -> tuple[Finding, ...]:
    """Language versions of one page that disagree on a date or figure, or of which one alone gives a value.

    ``claims`` by source, each source a version of ``page``. Sorted by key.
    """
    said = {source: [one for one in group if _counts(one)] for source, group in sorted(claims.items())}
    found: dict[str, Finding] = {}
    for (left, ours), (right, theirs) in combinations(said.items(), 2):
        for finding in (*_values(page, ours, theirs), *_drift(page, left, right, ours, theirs)):
            found[finding.key] = finding
    settled = frozenset(key for finding in found.values() for key in finding.claims)
    for finding in _alone(page, said, settled):
        found[finding.key] = finding
    return tuple(found[key] for key in sorted(found))


def _counts(one: LinkedClaim) -> bool:
    return one.claim.modality is not Modality.DENIED and one.verdict not in SETTLED


def _by_matter(claims: Sequence[LinkedClaim]) -> dict[tuple[str, str], list[LinkedClaim]]:
    groups: dict[tuple[str, str], list[LinkedClaim]] = {}
    for one in claims:
        groups.setdefault((one.entity, one.claim.property), []).append(one)
    return groups


def _values(page: str, ours: Sequence[LinkedClaim], theirs: Sequence[LinkedClaim]) -> Iterable[Finding]:
    """Dates and figures of one matter that cannot both be true, where neither version also gives the other's value.

    Of a property that may have many values (what happened) only where each version gives one: the translation of the other.
    """
    other = _by_matter(theirs)
    for matter, mine in sorted(_by_matter(ours).items()):
        alone = len(mine) == len(other.get(matter, ())) == 1
        if not matter[0] or not (alone or prop(matter[1]).contested):
            continue
        for one in mine:
            rivals = [two for two in other.get(matter, []) if _against(one, two)]
            agreeing = [
                two for two in other.get(matter, []) if one.claim.value.type is two.claim.value.type and two not in rivals
            ]
            shared = any(_same(one, two) for two in agreeing) or any(_same(three, rivals[0]) for three in mine if rivals)
            if len(rivals) == 1 and not shared:
                yield _disagreement(page, one, rivals[0])


def _against(one: LinkedClaim, two: LinkedClaim) -> bool:
    if one.claim.value.type not in {ValueType.DATE, ValueType.NUMBER}:
        return False
    return disagree(one.claim.value, two.claim.value) and one.claim.modality is two.claim.modality


def _same(one: LinkedClaim, two: LinkedClaim) -> bool:
    return one.claim.value.type is two.claim.value.type and (
        one.claim.value.number == two.claim.value.number
        if one.claim.value.type is ValueType.NUMBER
        else not disagree(one.claim.value, two.claim.value)
    )


def _make(page: str, outcome: str, said: str, claims: Sequence[LinkedClaim], severity: str, **data: str) -> Finding:
    data = {"outcome": outcome, "page": page, "entity": claims[0].claim.subject, **data}
    key = (outcome, page, *sorted(one.key for one in claims))
    return made_from(claims, "versions", severity, said, data, key=key, entities=(one.entity for one in claims))


def _disagreement(page: str, one: LinkedClaim, two: LinkedClaim) -> Finding:
    words = {"property": one.claim.property, "left": one.claim.value.text, "right": two.claim.value.text}
    languages = {"left_language": one.claim.language, "right_language": two.claim.language}
    said = "{entity}: versions of “{page}” disagree on “{property}”: {left} ({left_language}), {right} ({right_language})"
    return _make(page, "disagree", said, (one, two), "warning", **words, **languages)


def _drift(page: str, left: str, right: str, ours: Sequence[LinkedClaim], theirs: Sequence[LinkedClaim]) -> Iterable[Finding]:
    """A list of things in both versions of which one version lacks some."""
    other = _by_matter(theirs)
    for (entity, name), mine in sorted(_by_matter(ours).items()):
        yours = other.get((entity, name), [])
        if not entity or name not in _COMPARED or not all(_thing(one) for one in (*mine, *yours)):
            continue  # what one version says in words that nobody knows may be what the other seems to say alone
        first, second = ({_thing(one): one for one in side if _thing(one)} for side in (mine, yours))
        if min(len(first), len(second)) < _FEWEST or first.keys() == second.keys():
            continue
        odd = [
            *(first[key] for key in sorted(first.keys() - second.keys())),
            *(second[key] for key in sorted(second.keys() - first.keys())),
        ]
        if len(odd) * 3 <= len(first) + len(second):
            values = ", ".join(one.claim.value.text for one in odd)
            said = "{entity}: only one version of “{page}” gives for “{property}”: {values}"
            yield _make(page, "drift", said, odd, "notice", property=name, values=values)


def _alone(page: str, said: Mapping[str, Sequence[LinkedClaim]], settled: frozenset[str]) -> Iterable[Finding]:
    """The days and figures that only one version gives, where most of what it gives the others give too."""
    given = {source: _given(claims) for source, claims in said.items()}
    for source, mine in given.items():
        others = {value for other, values in given.items() if other != source for value in values}
        odd = sorted(value for value in mine if not any(_told_too(value, other) for other in others))
        shared = len(mine) - len(odd)
        claims = [mine[value] for value in odd if mine[value].key not in settled]
        if claims and shared >= _FEWEST and len(odd) <= shared:
            texts = list(dict.fromkeys(one.claim.value.text for one in claims))
            values = ", ".join(texts[:_MOST_SHOWN]) + (", …" if len(texts) > _MOST_SHOWN else "")
            data = {"language": claims[0].claim.language}
            said_so = "only the {language} version of “{page}” gives: {values}"
            yield _make(page, "alone", said_so, claims, "notice", values=values, **data)


def _given(claims: Sequence[LinkedClaim]) -> dict[tuple[str, str], LinkedClaim]:
    """The days and figures among the values of ``claims``, each with the first claim that gives it."""
    found: dict[tuple[str, str], LinkedClaim] = {}
    for one in sorted(claims, key=lambda one: one.key):
        value = one.claim.value
        if value.type is ValueType.DATE:
            found.setdefault(("date", value.edtf), one)
        elif value.type is ValueType.NUMBER and value.number is not None:
            found.setdefault(("number", f"{value.number:g}"), one)
    return found


def _told_too(value: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether the version that gives ``other`` gives ``value``, perhaps less or more exactly: 2018 and June 2018."""
    return value == other or (value[0] == other[0] == "date" and (value[1][:4] == other[1][:4]))


def _thing(one: LinkedClaim) -> str:
    return one.value_entity or one.claim.value.concept
