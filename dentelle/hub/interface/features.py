"""What is compared of a need and an offer: weighted features, each a concept (``@…``), a word (``=…``) or a cognate key (``~…``).

Invariant: a function of one need or one offer alone; rarity comes in where offers are indexed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from dentelle.gazetteer import nace
from dentelle.hub.interface.heard import without_circumstances
from dentelle.hub.interface.meaning import Meaning, meaning
from dentelle.hub.interface.terms import Condition, Fact, Need, Offer
from dentelle.lexicon import KINDS, lexicon, wider

__all__ = ["Features", "of_need", "of_offer"]

Features = Mapping[str, float]

_TITLE = 1.5  # beside a word of the text
_DOMAIN = 1.2
_CONDITION = 0.8  # what only a condition says: energy projects, firms of metal working
_PROJECT = 0.9  # what only the type of the project says
_ACTIVITY = 0.8  # what only the code of the activity says
_LABEL = 0.3  # a word of its label
_STEP = 0.6  # of a concept, for what it belongs to
_NEAR = 0.45  # of a concept, for what it goes with
_MOST = 2.5  # however often it is named
_COGNATE = 0.7  # of a word that is the same
_FORM = 1.0  # what only the family of the offer says: that it is a course, or money
_FORMS = {"funding": "subsidy", "training": "training_form", "premises": "premises_form", "adviser": "adviser_form"}


def of_offer(offer: Offer) -> Features:
    """The features of an offer: of its title, text, domains, family, and of the conditions that tell what it is for."""
    parts = [(meaning(offer.title, offer.language), _TITLE), (meaning(offer.text, offer.language), 1.0)]
    parts += [(meaning(domain.replace("_", " "), offer.language), _DOMAIN) for domain in offer.domains]
    beside = [one for asked in offer.conditions for one in _of_condition(asked)]
    if form := _FORMS.get(offer.family):
        beside.append((form, _FORM))
    return _joined(parts, beside)


def of_need(need: Need) -> Features:
    """The features of a need: of its text, the type of its project and the firm's activity."""
    parts = [(meaning(without_circumstances(need.text, need.language), need.language), 1.0)]
    beside = [(concept, _PROJECT) for concept in _projects(need.facts.get("project_type"))]
    if isinstance(code := need.facts.get("naf"), str):
        beside += [(concept, _ACTIVITY) for concept in activity(code)]
        label = nace().get(_dotted(code)[:5], {}).get("en", "")
        parts.append((meaning(label, "en"), _LABEL))
    return _joined(parts, beside)


def _of_condition(asked: Condition) -> Iterable[tuple[str, float]]:
    if asked.op not in ("=", "in"):
        return
    if asked.field == "project_type":
        yield from ((concept, _CONDITION) for concept in _projects(asked.value))
    elif asked.field in ("naf", "naf_prefix"):
        codes = asked.value if isinstance(asked.value, tuple) else (asked.value,)
        found = {concept for code in codes for concept in activity(str(code))}
        yield from ((concept, _CONDITION / len(codes)) for concept in sorted(found))


def _projects(fact: Fact | None) -> tuple[str, ...]:
    told = fact if isinstance(fact, tuple) else (fact,) if fact else ()
    return tuple(concept for one in told for concept in meaning(str(one).replace("_", " "), "en").concepts)


@lru_cache(maxsize=4096)
def activity(code: str) -> tuple[str, ...]:
    """The concepts of a code of NAF or NACE: those of the longest prefix that the lexicon knows."""
    plain = code.replace(".", "")
    for length in range(len(plain), 1, -1):
        if found := _activities().get(plain[:length]):
            return found
    return ()


@lru_cache
def _activities() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for concept in lexicon().values():
        for prefix in concept.naf:
            found[prefix.replace(".", "")].append(concept.id)
    return {prefix: tuple(concepts) for prefix, concepts in found.items()}


def _dotted(code: str) -> str:
    plain = code.replace(".", "")
    return f"{plain[:2]}.{plain[2:]}" if len(plain) > 2 else plain


def _joined(parts: Iterable[tuple[Meaning, float]], beside: Iterable[tuple[str, float]]) -> Features:
    named: dict[str, float] = defaultdict(float)
    features: dict[str, float] = defaultdict(float)
    for found, weight in parts:
        for concept, times in found.concepts.items():
            named[concept] += weight * times
        for word, times in found.words.items():
            features[word] = min(_MOST, features[word] + weight * times * (_COGNATE if word[0] == "~" else 1.0))
    for concept, weight in beside:
        named[concept] = max(named[concept], weight)
    for feature, weight in _spread(named).items():
        features[f"@{feature}"] = weight
    return dict(features)


def _spread(named: Mapping[str, float]) -> dict[str, float]:
    """The concepts named, with what they belong to and what they go with; each counts once, at its strongest."""
    spread: dict[str, float] = {}
    for concept, times in named.items():
        weight = min(_MOST, 1.0 + 0.4 * (times - 1.0) if times > 1.0 else times)
        own = weight * KINDS[lexicon()[concept].kind]
        spread[concept] = max(spread.get(concept, 0.0), own)
        for above, steps in wider(concept):
            spread[above] = max(spread.get(above, 0.0), own * _STEP**steps)
        for other in lexicon()[concept].near:
            spread[other] = max(spread.get(other, 0.0), own * _NEAR)
    return spread
