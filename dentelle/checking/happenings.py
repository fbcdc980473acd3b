"""One happening that two sources tell of different names, and date differently: the first mill of a town, a charter's signing.

Invariants: two tellings of different sources are one happening only if their passages name the same things – a body, person,
work or programme, not only places – and do the same kind of deed; no source of the two also gives the other's date. What is
found between two sources depends on these two alone, and on what their names stand for.
What both sources tell of one and the same entity is left to ``datings``.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from dentelle.checking.datings import days_apart
from dentelle.checking.finding import SETTLED, made_from
from dentelle.checking.telling import Deed, clause, deeds, figures, telling_words
from dentelle.folding import fold
from dentelle.model import Finding, LinkedClaim, Modality, ValueType
from dentelle.vocabulary import is_a

__all__ = ["Named", "Telling", "happenings", "tellings"]

MOST = 60  # sources that may name one thing; of what is named more often a name proves nothing
_EVER, _NEAR_YEARS, _NEAR_DAYS = 4000 * 366, 2 * 366, 3  # days between two dates of one happening
_COGNATE = 0.7  # likeness of two long words of two languages: Zichorienfabrik, cichoreifabriek
_LONG = 7  # letters of such words
_SHOWN = 90  # characters of a passage that a sentence shows
_DAY = len("2017-11-23")
_BEGUN = frozenset({"founded", "created_by"})  # claims by which a passage dates the beginning of their subject
_YEAR = re.compile(r"\b[12]\d{3}\b")


@dataclass(frozen=True, slots=True)
class Named:
    """What a name of a source stands for: an id that other sources share, its kind, and its type or "".

    ``common``: more than ``MOST`` sources name it.
    """

    id: str
    kind: str
    type: str = ""
    common: bool = False

    @property
    def broad(self) -> bool:
        """Whether it is a country or region, which half of all passages name."""
        return self.kind == "place" and bool(self.type) and (is_a(self.type, "territory") and self.type != "commune")


@dataclass(frozen=True, slots=True)
class Telling:
    """What ``claim`` dates to ``edtf``, in the words ``text`` of its passage.

    ``names``: the ids of what is named there, each with the form; ``bodies`` those that are no places; ``begun`` those whose
    beginning the passage tells; ``common`` those that so many sources name that it proves nothing.
    """

    claim: LinkedClaim
    edtf: str
    text: str
    names: tuple[tuple[str, str], ...]
    bodies: frozenset[str] = frozenset()
    begun: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()

    @property
    def told(self) -> frozenset[str]:
        """The ids of what is named."""
        return frozenset(one for one, _ in self.names)

    @property
    def telling(self) -> frozenset[str]:
        """The ids by which another source's telling may be found to be the same."""
        return (self.told | self.begun) - self.common


def tellings(claims: Iterable[LinkedClaim], names: Mapping[str, Named]) -> tuple[Telling, ...]:
    """What the ``claims`` of one source date, each date of a passage once; ``names`` are the source's own, by folded form."""
    told = sorted((one for one in claims if one.verdict not in SETTLED), key=lambda one: one.key)
    common = frozenset(name.id for name in names.values() if name.common)
    begun: dict[str, set[str]] = {}
    for one in told:
        if one.claim.property in _BEGUN and one.entity:
            begun.setdefault(one.claim.passage.quote, set()).add(one.entity)
    found: dict[tuple[str, str], Telling] = {}
    for one in told:
        edtf, text = _dated(one)
        if not edtf or one.claim.modality is not Modality.ASSERTED or one.claim.subject_kind == "event":
            continue
        met = list(_met(fold(text), names))
        listed = {(name.id, form) for form, name in met if not name.broad}
        bodies = {name.id for _, name in met if name.kind != "place"}
        if one.entity:
            listed.add((one.entity, fold(one.claim.subject)))
            bodies |= {one.entity} if one.claim.subject_kind != "place" else set()
        of = frozenset(begun.get(one.claim.passage.quote, ()))
        telling = Telling(one, edtf, text, tuple(sorted(listed)), frozenset(bodies), of, common)
        found.setdefault((edtf, text), telling)
    return tuple(found[key] for key in sorted(found))


def _dated(one: LinkedClaim) -> tuple[str, str]:
    """The date that the claim gives something, and the words that tell it; "" where it gives none, or the passage several."""
    if one.claim.value.type is ValueType.DATE:
        return one.claim.value.edtf, clause(one)
    said = dict(one.claim.qualifiers)
    quote = one.claim.passage.quote
    if len(_YEAR.findall(quote)) != 1:
        return "", ""
    return said.get("as_of") or said.get("from", ""), " ".join(quote.split())


def _met(folded: str, names: Mapping[str, Named]) -> Iterator[tuple[str, Named]]:
    """The names that stand in ``folded`` as whole words, each with its form; of two that overlap the longer."""
    met = [form for form in names if len(form) > 2 and form in folded]
    for form in met:
        longer = [other for other in met if len(other) > len(form) and form in other]
        rest = folded
        for other in longer:
            rest = rest.replace(other, " ")
        if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", rest):
            yield form, names[form]


def happenings(told: Iterable[Telling], between: Collection[tuple[str, str]] | None = None) -> tuple[Finding, ...]:
    """One happening that two sources tell of different names and date differently.

    ``between``: pairs of sources, sorted; only what they say is compared. None: all.
    """
    every = tuple(told)
    index: dict[str, list[int]] = {}
    for at, one in enumerate(every):
        for name in one.telling:
            index.setdefault(name, []).append(at)
    pairs = {pair for group in index.values() for pair in combinations(group, 2)}
    if between is not None:
        source = [one.claim.source for one in every]
        pairs = {(i, j) for i, j in pairs if (min(source[i], source[j]), max(source[i], source[j])) in between}
    subjects = {(one.claim.source, one.claim.entity, one.edtf) for one in every}
    by_source: dict[str, list[Telling]] = {}
    for one in every:
        by_source.setdefault(one.claim.source, []).append(one)
    found: dict[tuple[str, ...], Finding] = {}
    for left, right in ((every[i], every[j]) for i, j in sorted(pairs)):
        if left.claim.source == right.claim.source or _of_one_subject(left, right, subjects):
            continue
        if not 0 < days_apart(left.edtf, right.edtf) <= _limit(left, right):
            continue
        if not any(_agrees(one, right, left) for one in by_source[left.claim.source]) and not any(
            _agrees(one, left, right) for one in by_source[right.claim.source]
        ):
            key = (*sorted((left.claim.source, right.claim.source)), *sorted((left.edtf, right.edtf)))
            found.setdefault(key, _finding(left, right))
    return tuple(sorted(found.values(), key=lambda one: one.key))


def _of_one_subject(left: Telling, right: Telling, subjects: set[tuple[str, str, str]]) -> bool:
    """Whether both sources tell these dates of one entity: ``datings`` compares them."""
    shared = (left.told | {left.claim.entity}) & (right.told | {right.claim.entity})
    return any(
        (left.claim.source, name, left.edtf) in subjects and (right.claim.source, name, right.edtf) in subjects for name in shared
    )


def _agrees(one: Telling, other: Telling, beside: Telling) -> bool:
    """Whether ``one`` of the same source as ``beside`` gives the date of ``other`` for the same sort of happening."""
    if one is beside or days_apart(one.edtf, other.edtf) or not _kinds(one.text) & _kinds(other.text):
        return False
    return bool(one.told & other.told)


def _limit(left: Telling, right: Telling) -> int:
    """The days that may lie between the two dates if both tell one happening; -1 where nothing says that they do."""
    shared, bodies = left.told & right.told, left.bodies & right.bodies
    both = _kinds(left.text) & _kinds(right.text)
    if left.begun & right.begun and any(deed.name == "founded" for deed in both):
        return _EVER
    if not shared or (left.claim.claim.property == right.claim.claim.property != "happened"):
        return -1  # two firms of one town are founded in two years
    words = _shared_words(left, right)
    if bodies and both and (len(shared) > 1 or words):
        return _EVER if any(deed.once for deed in both) else _NEAR_YEARS
    if both and words and any(deed.name == "first" for deed in both):
        return _EVER
    whole_days = min(len(left.edtf), len(right.edtf)) == _DAY == max(len(left.edtf), len(right.edtf))
    alike = both or words or figures(left.text) & figures(right.text)
    return _NEAR_DAYS if bodies and whole_days and alike else -1


@lru_cache(maxsize=20_000)
def _kinds(text: str) -> frozenset[Deed]:
    return deeds(text)


@lru_cache(maxsize=20_000)
def _words(text: str, names: tuple[str, ...]) -> dict[str, str]:
    return telling_words(text, names)


def _shared_words(left: Telling, right: Telling) -> list[str]:
    """The words of ``left`` that ``right`` has too, or a cognate of them, in the other's language."""
    from rapidfuzz.distance import OSA

    both = left.told & right.told
    names = tuple(sorted({form for name, form in (*left.names, *right.names) if name in both}))
    ours, theirs = _words(left.text, names), _words(right.text, names)
    shared = [ours[stem] for stem in ours if stem in theirs]
    if left.claim.claim.language != right.claim.claim.language:
        long = [fold(word) for word in theirs.values() if len(word) >= _LONG]
        shared += [
            word
            for stem, word in ours.items()
            if stem not in theirs
            and len(word) >= _LONG
            and any(OSA.normalized_similarity(fold(word), other) >= _COGNATE for other in long)
        ]
    return shared


def _finding(left: Telling, right: Telling) -> Finding:
    one, other = sorted((left, right), key=lambda telling: (telling.edtf, telling.claim.key))
    quotes = [_short(telling.text) for telling in (one, other)]
    data = {"left": one.edtf, "right": other.edtf, "left_quote": quotes[0], "right_quote": quotes[1]}
    said = "One happening is dated {left} (“{left_quote}”) and {right} (“{right_quote}”)"
    key = sorted((one.claim.key, other.claim.key))
    entities = {one.claim.entity, other.claim.entity, *(one.bodies & other.bodies)}
    return made_from((one.claim, other.claim), "happenings", "notice", said, data, key=key, entities=entities)


def _short(text: str) -> str:
    """The beginning of ``text``, whole words."""
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"
