"""A second opinion on claims: what pages that people annotated say of each pair of a name and a value, beside the rules.

Invariants: what the rules made stays; a claim that this module makes is of a pair of its line (see ``claim_pairs``) and of a
property that the weights know, and no rule bars it. The weights weigh the features of ``claim_evidence``, what the rules said
among them.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from dentelle.model import DateMention, Mention, ValueType
from dentelle.reading.claim_evidence import Evidence, Said
from dentelle.reading.claim_pairs import Pair, pairs
from dentelle.reading.claim_weights import NOTHING, packaged, probabilities
from dentelle.reading.claims_counts import is_no_count
from dentelle.reading.claims_happened import dated_fact, is_no_fact
from dentelle.reading.drafts import Draft, slot_value
from dentelle.reading.scene import Scene
from dentelle.reading.undated import dates_nothing

__all__ = ["PATTERN", "said_of", "second_opinion"]

PATTERN = "weighed"  # the pattern of a claim that no rule made
ADDED = 0.25  # the probability from which a pair is claimed that no rule took
SURER = 0.5  # the same of VAGUE properties
VAGUE = frozenset(("part_of", "offers", "member_of", "founded", "closed"))  # of which few words tell, or rules know most
SURE = 0.6  # the probability from which a value has a second subject
DATED = frozenset(("happened", "founded", "closed", "takes_place", "published_on"))
WHEN = "when"  # stands for them: what a date says of one name
SINGLE = frozenset((WHEN, "count", "capacity"))  # of what a value is told of one name only
Weighed = tuple[Pair, dict[str, float]]
TOGETHER = 100  # pairs that are weighed at once: bounds the memory


def second_opinion(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """``drafts``, those of the rules, and what the weights claim besides."""
    rules = sorted((draft for draft in drafts if draft.subject is not None), key=_number)
    made = {(draft.subject.name, draft.property, draft.value_key) for draft in drafts if draft.subject is not None}
    added: list[Draft] = []
    for weighed in _weighed(scene, rules):
        together: dict[tuple[int, int], list[Weighed]] = defaultdict(list)
        for pair, chances in weighed:
            together[pair.line.number, pair.value.at].append((pair, chances))
        for told in together.values():
            for pair, prop, chance in _chosen(told, _of_line(rules, told[0][0].line.number)):
                new = _draft(scene, pair, prop, chance)
                if new is not None and (key := (pair.subject.name, new.property, new.value_key)) not in made:
                    made.add(key)
                    added.append(new)
    return drafts + added


def _chosen(told: list[Weighed], rules: list[Draft]) -> Iterator[tuple[Pair, str, float]]:
    """What is claimed of the pairs of one slot that no rule made.

    A value has one subject for each property, a figure and a date one at all, that of a rule if there is one; where it may be
    told of several, a second has to be as good as sure.
    """
    taken = {_group(draft.property) for draft in rules if _has_value(draft, told[0][0])}
    likely = [(chance, prop, number) for number, (_, chances) in enumerate(told) for prop, chance in chances.items()]
    for chance, prop, number in sorted(likely, reverse=True):
        pair, group = told[number][0], _group(prop)
        if chance < (SURER if prop in VAGUE else ADDED) or _is_barred(pair):
            continue
        if group in taken and (group in SINGLE or chance < SURE):
            continue
        if chance < SURE and any(_is_of(draft, pair) for draft in rules):
            continue
        taken.add(group)
        yield pair, prop, chance


def _is_barred(pair: Pair) -> bool:
    """Whether the rules know of the pair's value that it tells of nothing: a date of a law, a figure of a time of day."""
    value = pair.value
    if isinstance(value.item, DateMention):
        return dates_nothing(pair.line) or is_no_fact(pair.line, value, value.item)
    return is_no_count(pair.line, value)


def _group(prop: str) -> str:
    return WHEN if prop in DATED else prop


def _number(draft: Draft) -> int:
    return draft.line.number


def _of_line(rules: list[Draft], number: int) -> list[Draft]:
    """Those of ``rules``, in the order of their lines, that are of one line: a list for each line would take more room."""
    return rules[bisect_left(rules, number, key=_number) : bisect_right(rules, number, key=_number)]


def _weighed(scene: Scene, rules: list[Draft]) -> Iterator[list[tuple[Pair, dict[str, float]]]]:
    """The pairs of the document, some lines at a time, with the probability of each property."""
    waiting: list[Pair] = []
    features: list[list[int]] = []
    for line, found in pairs(scene):
        evidence, here = Evidence(line, scene), _of_line(rules, line.number)
        for pair in found:
            waiting.append(pair)
            features.append(evidence.sums(pair, said_of(pair, here)))
        if len(waiting) >= TOGETHER:
            yield _chances(waiting, features)
            waiting, features = [], []
    yield _chances(waiting, features)


def _chances(waiting: list[Pair], features: list[list[int]]) -> list[tuple[Pair, dict[str, float]]]:
    using = packaged()
    return [
        (pair, {label: one for label, one in zip(using.labels, row, strict=True) if label != NOTHING and one >= ADDED})
        for pair, row in zip(waiting, probabilities(features, using).tolist(), strict=True)
    ]


def said_of(pair: Pair, rules: Sequence[Draft]) -> Said:
    """What ``rules``, the drafts of the pair's line, say of it."""
    here = [(draft.property, draft.pattern) for draft in rules if _is_of(draft, pair)]
    of_value = {draft.property for draft in rules if _has_value(draft, pair) and not _is_of(draft, pair)}
    of_subject = {
        draft.property
        for draft in rules
        if draft.subject is not None and draft.subject.name == pair.subject.name and not _has_value(draft, pair)
    }
    return Said(here, sorted(of_value), sorted(of_subject))


def _is_of(draft: Draft, pair: Pair) -> bool:
    return draft.subject is not None and draft.subject.name == pair.subject.name and _has_value(draft, pair)


def _has_value(draft: Draft, pair: Pair) -> bool:
    """Whether the draft's value is that of the pair."""
    value = pair.value
    if isinstance(value.item, Mention):
        return draft.value.type is ValueType.ENTITY and draft.value.text == value.name
    if isinstance(value.item, DateMention):
        return draft.value.edtf == value.item.edtf
    return (value.start, value.end) in draft.needed


def _draft(scene: Scene, pair: Pair, prop: str, chance: float) -> Draft | None:
    """The draft that a pair has ``prop``."""
    line, value, at = pair.line, pair.value, pair.at
    if isinstance(value.item, DateMention) and prop == "happened":
        draft = dated_fact(scene, line, value, value.item, pair.subject, at)
        draft.pattern, draft.confidence = PATTERN, chance
        return draft
    said = slot_value(scene, line, value)
    if said is None:
        return None
    needed = [(value.start, value.end), (at.start, at.end)]
    first, last = min(value.at, at.at), max(value.at, at.at)
    return Draft(pair.subject, prop, *said, line, needed, (first, line.text.index(">", last) + 1), PATTERN, chance)
