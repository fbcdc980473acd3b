"""Claims about one entity to facts: one normalised value each, with the claims that support it.

Invariants: pure, and independent of the order of claims. Every claim that nobody hid supports exactly one fact. Only asserted
claims can make an accepted fact; what is planned, hypothetical or denied stands in facts of its own. Two facts conflict only
if what they speak of, their unit and their time overlap. A fact's key comes from entity, property, value, qualifiers and
status class, so that it stays when a source is read again.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from dentelle.folding import digest
from dentelle.fusing.rivals import Origin, mark_rivals
from dentelle.fusing.values import TEMPORAL, about, contains, value_key, value_of
from dentelle.given import Acceptance
from dentelle.model import Fact, LinkedClaim, Modality, ValueType
from dentelle.vocabulary import days, prop

__all__ = ["fuse"]

CONFIDENCE_CAP = 0.99  # only a person is sure


def fuse(entity: str, claims: Iterable[LinkedClaim], rules: Acceptance) -> tuple[Fact, ...]:
    """The facts that ``claims`` make about ``entity`` (an entity id, or a source id for claims about a document).

    Sorted by property, rank and key. Claims that a person hid leave no trace; rejected ones make facts of status "rejected".
    """
    shown = sorted((one for one in claims if one.verdict != "hide"), key=lambda one: one.key)
    groups = _grouped(shown)
    facts = [_fact(entity, group, rules) for group in groups]
    origins = {one.key: Origin(one.source, one.date, one.claim.confidence) for one in shown}
    ranked = mark_rivals(facts, {fact.key: tuple(origins[key] for key in fact.claims) for fact in facts})
    return tuple(sorted(ranked, key=lambda fact: (fact.property, fact.rank, fact.key)))


def _grouped(claims: list[LinkedClaim]) -> list[list[LinkedClaim]]:
    """The claims that say one thing, together."""
    by_value: dict[tuple[str, ...], list[LinkedClaim]] = {}
    for one in claims:
        by_value.setdefault((one.claim.property, _standing(one), _about(one), value_key(one)), []).append(one)
    groups = [part for _, group in sorted(by_value.items()) for part in _by_time(group)]
    return _precise(groups)


def _standing(one: LinkedClaim) -> str:
    """The class of status in which a claim can stand: rejected by a person, or its modality."""
    if one.verdict == "reject":
        return "rejected"
    return Modality.ASSERTED if one.verdict == "correct" else one.claim.modality


def _about(one: LinkedClaim) -> str:
    return "|".join(f"{name}={text}" for name, text in about(one.claim.qualifiers))


def _when(one: LinkedClaim) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, text) for name, text in one.claim.qualifiers if name in TEMPORAL))


def _by_time(group: list[LinkedClaim]) -> Iterator[list[LinkedClaim]]:
    """One group for each time that is stated; claims that state none join the only one there is."""
    whens = sorted({_when(one) for one in group} - {()})
    if len(whens) <= 1:
        yield group
        return
    for _, part in groupby(sorted(group, key=lambda one: (_when(one), one.key)), key=_when):
        yield list(part)


def _precise(groups: list[list[LinkedClaim]]) -> list[list[LinkedClaim]]:
    """A date joins the one more precise date of the same thing that it contains ("1988" and "1988-03"); never one of several."""
    kept: dict[int, list[LinkedClaim]] = {at: list(group) for at, group in enumerate(groups)}
    target: dict[int, int] = {}
    dated = [at for at, group in enumerate(groups) if _dates_one_thing(group[0])]
    for at in dated:
        inside = [other for other in dated if other != at and _finer(groups[at][0], groups[other][0])]
        finest = [one for one in inside if not any(_finer(groups[one][0], groups[two][0]) for two in inside)]
        if len(finest) == 1 and len(inside) == 1 + sum(_finer(groups[one][0], groups[finest[0]][0]) for one in inside):
            target[at] = finest[0]
    for at, finest_at in sorted(target.items()):
        kept[finest_at].extend(kept.pop(at))
    return [sorted(group, key=lambda one: one.key) for _, group in sorted(kept.items())]


def _dates_one_thing(one: LinkedClaim) -> bool:
    return value_of(one).type is ValueType.DATE and prop(one.claim.property).single


def _finer(wide: LinkedClaim, narrow: LinkedClaim) -> bool:
    return (
        wide.claim.property == narrow.claim.property
        and (_standing(wide), _about(wide)) == (_standing(narrow), _about(narrow))
        and contains(value_of(wide), value_of(narrow))
    )


def _fact(entity: str, group: list[LinkedClaim], rules: Acceptance) -> Fact:
    chosen = _representative(group)
    value, standing = value_of(chosen), _standing(chosen)
    earliest, latest = days(value)
    qualifiers = _qualifiers(chosen, group)
    confidence = _confidence(group)
    return Fact(
        key=digest("fact", entity, chosen.claim.property, value_key(chosen), _about(chosen), _moment(group), standing, length=20),
        entity=entity,
        property=chosen.claim.property,
        value=value,
        value_entity=chosen.value_entity if value is chosen.claim.value else "",
        qualifiers=qualifiers,
        status=_status(group, standing, rules),
        rank=0,
        confidence=confidence,
        claims=tuple(one.key for one in group),
        earliest=earliest,
        latest=latest,
    )


def _moment(group: list[LinkedClaim]) -> str:
    return "|".join(f"{name}={text}" for name, text in max(_when(one) for one in group))


def _representative(group: list[LinkedClaim]) -> LinkedClaim:
    """The claim whose words stand for all: a person's, the most precise date, then the surest."""
    return min(group, key=_preference)


def _preference(one: LinkedClaim) -> tuple[bool, str, float, int, str]:
    first, last = days(value_of(one))
    width = f"{_span(first, last):09d}"
    return one.verdict not in {"accept", "correct"}, width, -one.trust * one.claim.confidence, -len(one.claim.value.text), one.key


def _span(first: str, last: str) -> int:
    """About how many days a date spans, to tell the more precise from the less; 0 for no date."""
    if not (first and last):
        return 0
    (y1, m1, d1), (y2, m2, d2) = (tuple(int(part) for part in day.lstrip("-").split("-")) for day in (first, last))
    return max(0, (y2 - y1) * 372 + (m2 - m1) * 31 + (d2 - d1))


def _qualifiers(chosen: LinkedClaim, group: list[LinkedClaim]) -> tuple[tuple[str, str], ...]:
    timed = dict(max(_when(one) for one in group))
    return tuple(sorted({**timed, **dict(chosen.claim.qualifiers)}.items()))


def _confidence(group: list[LinkedClaim]) -> float:
    """1 − ∏(1 − trust × confidence) over the sources; a source that says it twice says it once. 1 where a person accepted it."""
    if any(one.verdict in {"accept", "correct"} for one in group):
        return 1.0
    best: dict[str, float] = {}
    for one in group:
        best[one.source] = max(best.get(one.source, 0.0), one.trust * one.claim.confidence)
    doubt = 1.0
    for _, sure in sorted(best.items()):
        doubt *= 1.0 - sure
    return round(min(CONFIDENCE_CAP, 1.0 - doubt), 4)


def _status(group: list[LinkedClaim], standing: str, rules: Acceptance) -> str:
    if standing == "rejected" or standing != Modality.ASSERTED:
        return str(standing)
    if any(one.verdict in {"accept", "correct"} for one in group):
        return "accepted"
    needed = rules.threshold_for(group[0].claim.property)
    sure = any(one.promoted and round(one.trust * one.claim.confidence, 6) >= needed for one in group)
    return "accepted" if sure else "proposed"
