"""The name of a list row compared with a name of a register row.

Invariant: words are taken out of both names as they are explained – the same, the place, the kind, a slip, a cut, initials –,
and what is
left over costs. Words of the candidate's own town count once, here or as a place.
"""

from functools import cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from dentelle.gazetteer import countries
from dentelle.linking.lists.evidence import Evidence, Scales
from dentelle.linking.lists.kinds import akin
from dentelle.linking.lists.likeness import likeness, spelled, unread
from dentelle.linking.lists.prepared import Prepared
from dentelle.linking.lists.rarity import Rarity
from dentelle.linking.lists.settings import Weights
from dentelle.linking.lists.wording import Told, Word
from dentelle.registers.words import plain

__all__ = ["ENOUGH", "Named", "name_evidence"]

ENOUGH = 1.5  # log odds that the names have to bring to a match
_HARDLY = 1.1  # … and below which what they share is no more than how bodies are called

_PLAIN = frozenset(("word", "plain", "legal"))  # roles of words that say little about which body it is
_SLIPS = frozenset(("slip", "scanned"))
_CHEAP = _PLAIN | {"head", "open"}


class Named(NamedTuple):
    """What two names say: the ``evidence``, its sum, how much of it is the candidate's own town (``town``) and how much is a name
    in common (``own``), and whether the names are the ``same``."""

    evidence: tuple[Evidence, ...]
    total: float
    town: float
    own: float
    same: bool


class _Left:
    """The words of two names that nothing has explained yet: of the list (``mine``) and of the register (``theirs``)."""

    __slots__ = ("mine", "one", "other", "same", "shared", "theirs")

    def __init__(self, one: Told, other: Told) -> None:
        self.one, self.other = one, other
        forms, across = one.forms, other.forms
        shared = [word for word in one.words if word[0] in across]  # word[0] is its form
        self.shared = list(dict.fromkeys(shared)) if len(shared) > 1 else shared
        self.mine = [word for word in one.words if word[0] not in across]
        self.theirs = [word for word in other.words if word[0] not in forms] if shared else list(other.words)
        self.same = one.glued == other.glued or not (self.mine or self.theirs)
        if self.same:
            self.mine, self.theirs = [], []


def name_evidence(one: Told, other: Told, scales: Scales) -> Named:
    """What the name ``one`` of the list and the name ``other`` of the register say about each other."""
    left = _Left(one, other)
    only_town = _is_its_town(other, scales.known)
    shared, town = _shared(left, scales, only_town)
    found = [shared] if shared else []
    if not left.same:
        found += _explained(left, scales)
    same = not (left.mine or left.theirs) and bool(left.shared)
    if same:
        whole = scales.weights.whole if len(left.one.glued) > 3 else scales.weights.whole_short
        found.append(("whole", whole - scales.weights.reworded * (left.one.glued != left.other.glued), ()))
    if left.mine or left.theirs:
        found += _initials(left, scales, most=0.13)
        found += _alike(left, scales.rarity)
        if not (left.mine or left.theirs) and any(code in _SLIPS for code, _, _ in found):
            found.append(("whole", scales.weights.whole_slipped, ()))
        found += _initials(left, scales, most=0.45)
    gained = sum([weight for _, weight, _ in found])
    place = sum([weight for code, weight, _ in found if code == "town_in_name"])
    excess = gained - (scales.rarity.price + scales.weights.enough)
    if excess > 0:
        found.append(("enough", -excess * scales.weights.damped, ()))
    found += _missing(left, scales, only_town)
    own = gained - place - (0.0 if only_town else town)
    if town and _town_alone(left, scales, only_town, gained - place - town):
        own -= town
        found.append(("town_alone", -scales.weights.town_alone, (scales.known.town,)))
    if not (same or left.mine) and _is_its_town(one, scales.known) and _kind_agrees(left, scales, found):
        own = max(own, ENOUGH)
        found.append(("bare", scales.weights.bare, ()))
    return Named(tuple(found), sum([weight for _, weight, _ in found]), town, own, same)


def _town_alone(left: _Left, scales: Scales, only_town: bool, beyond: float) -> bool:
    """Whether the two names share their town and nothing else, and the list's says more: the cinema of a town is not its library.

    ``beyond``: what else they share is worth. A commune may be meant by whatever it runs.
    """
    more = any(word.role != "legal" for word in left.mine)
    return only_town and more and beyond < _HARDLY and "@town" not in scales.known.heads


def _kind_agrees(left: _Left, scales: Scales, found: list[Evidence]) -> bool:
    kinds = left.other.heads | scales.known.kinds
    return not left.one.heads.isdisjoint(kinds) or any(code == "akin" for code, _, _ in found)


def _said(word: Word) -> str:
    return word.said[0] if len(word.said) == 1 else " ".join(word.said)


def _is_its_town(name: Told, row: Prepared) -> bool:
    """Whether ``name`` says no more than its town: a commune, "Mairie de X"."""
    city = row.city
    for _, role, said in name.words:  # noqa: SIM110 - asked of every pair, and a generator takes twice the time
        if role not in _CHEAP and (said[0] not in city or not city.issuperset(said)):
            return False
    return True


def _lies_in(said: tuple[str, ...], city: frozenset[str]) -> bool:
    """Whether all that a word has ``said`` is in the name of the ``city``."""
    return said[0] in city and (len(said) == 1 or city.issuperset(said))


def _shared(left: _Left, scales: Scales, only_town: bool) -> tuple[Evidence | None, float]:
    """What the words in common are worth, and how much of it is the name of the candidate's own town.

    ``only_town``: the candidate's name says nothing else.
    """
    rarity, weights, known = scales.rarity, scales.weights, scales.known
    own = town = 0.0
    for form, role, said in left.shared:
        worth = rarity.word(form) * (weights.ordinary if role in _PLAIN else 1.0)
        if _lies_in(said, known.city):
            town += worth
        else:
            own += worth
    if not only_town:
        town = min(town, weights.town_cap)
    if left.same:
        return ("same_name", max(own + town, rarity.glued(left.other.glued)), ()), town
    if not left.shared:
        return None, 0.0
    own, town = weights.shared * own, weights.shared * town
    return ("words", own + town, tuple(map(_said, left.shared))), town


def _explained(left: _Left, scales: Scales) -> list[Evidence]:
    """Takes out words that the other side's place, kind, trade or other names say."""
    asked, known, rarity, weights = scales
    found: list[Evidence] = []
    elsewhere = [name.forms for name in known.names if name is not left.other] if len(known.names) > 1 else []
    mine, left.mine = left.mine, []
    for word in mine:
        form = word.form
        if _says_place(word, known):
            if not asked.town and word.role != "number" and not any(code == "town_in_name" for code, _, _ in found):
                found.append(("town_in_name", min(weights.town_cap, rarity.town(known.town, known.area)), (known.town,)))
            else:
                found.append(("place_in_name", 0.0, (_said(word),)))
        elif form in known.kinds or form in known.trade:
            found.append(("kind", min(weights.kind_said, 0.6 * rarity.word(form)), (_said(word),)))
        elif elsewhere and any(form in forms for forms in elsewhere):
            found.append(("other_name", weights.elsewhere * rarity.word(form), (_said(word),)))
        else:
            left.mine.append(word)
    theirs, left.theirs = left.theirs, []
    for word in theirs:
        if _says_place(word, asked):
            found.append(("place_in_name", 0.0, (_said(word),)))
        elif word.form in asked.kinds:
            found.append(("kind", weights.kind_said, (_said(word),)))
        else:
            left.theirs.append(word)
    return found


def _says_place(word: Word, row: Prepared) -> bool:
    form, role, said = word
    if role == "number":
        return form == row.area.lstrip("0")
    city = row.city
    if said[0] in city and city.issuperset(said):
        return True
    size = len(form)
    if size > 4:
        first, last = form[0], form[-1]
        for each in city:
            near = len(each) > 4 and (each[0] == first or each[-1] == last) and -3 < len(each) - size < 3
            if near and likeness(form, each).how in _SLIPS:
                return True
    return False


def _alike(left: _Left, rarity: Rarity) -> list[Evidence]:
    """Takes out the words that are alike, the best pairs first; two words glued on one side are one word on the other."""
    if not left.mine or not left.theirs:
        return []
    pairs = []
    known = [(across, _plainly(across)) for across in left.theirs]
    for word in left.mine:
        mine = _plainly(word)
        first, size, concept = mine[0], len(mine), word.form[0] == "@"
        for across, theirs in known:
            if concept and akin(word.form, across.form):
                pairs.append((0.5, word, across, "akin"))
            elif across.said[0] == word.form and len(across.said) > 1:
                pairs.append((0.4 * rarity.word(across.form), word, across, "cut"))
            elif theirs[0] == first or -4 < len(theirs) - size < 4:  # else they cannot be alike
                like = likeness(mine, theirs)
                if not like.how:
                    continue
                weight = rarity.word(across.form) * like.share - like.toll
                if like.how == "slip" and rarity.count(word.form):
                    weight -= 2.0  # the word as the list writes it is another word of the register
                if across.form[0] == "@":
                    weight = max(weight, 0.1)  # a kind misspelt costs nothing
                pairs.append((weight, word, across, like.how))
    found: list[Evidence] = []
    for weight, word, across, how in sorted(pairs, key=lambda pair: (-pair[0], pair[1].form, pair[2].form)):
        if weight > 0 and word in left.mine and across in left.theirs:
            left.mine.remove(word)
            left.theirs.remove(across)
            found.append((how, weight, (_said(word), _said(across))))
    return found + _glued(left.mine, left.theirs, rarity) + _glued(left.theirs, left.mine, rarity)


def _plainly(word: Word) -> str:
    return word.said[0] if len(word.said) == 1 else word.form


def _glued(parted: list[Word], whole: list[Word], rarity: Rarity) -> list[Evidence]:
    found: list[Evidence] = []
    if len(parted) < 2:
        return found
    for word in list(whole):
        for first, second in pairwise(parted):
            if len(word.form) > 4 and OSA.distance("".join((*first.said, *second.said)), word.form, score_cutoff=1) <= 1:
                parted.remove(first)
                parted.remove(second)
                whole.remove(word)
                found.append(("glued", rarity.word(word.form), (_said(first), _said(second), word.form)))
                break
    return found


def _initials(left: _Left, scales: Scales, most: float) -> list[Evidence]:
    """Takes out acronyms on one side that are the initials of the other, with the words that they stand for.

    ``most``: how much may be amiss, for each letter.
    """
    found: list[Evidence] = []
    for words, own, across, target in (
        (left.mine, left.one, left.theirs, left.other),
        (left.theirs, left.other, left.mine, left.one),
    ):
        beginnings, firsts = target.letters, own.firsts
        for word in list(words):
            said = word.said
            letters = said[0]
            if len(said) > 1 or not 2 <= len(letters) <= 9:
                continue
            begun = letters[0] in beginnings
            beside = len(letters) > 2 and firsts.count(letters[0]) > 1 and not letters.strip(firsts)  # none is unread
            if not beside and (not begun or _too_much(letters, target.firsts, most * len(letters))):
                continue
            if not begun and letters[0] not in own.letters:
                continue
            if len(letters) > 5 and scales.rarity.count(word.form) > 3:
                continue  # an ordinary word of the register
            if beside:
                rest = tuple([said for each in own.words if each is not word for said in each.said])
                if spelled(letters, rest) < 1.0:
                    words.remove(word)  # an acronym beside its own full name
                    continue
            meant = _spelled_by(letters, across, target, scales, most)
            if meant is not None:
                weight, stood_for = meant
                words.remove(word)
                across[:] = [each for each in across if each not in stood_for]
                found.append(("initials", weight, (letters, " ".join(map(_said, stood_for)))))
    return found


def _too_much(letters: str, firsts: str, most: float) -> bool:
    """Whether ``most`` or more of ``letters`` are none of ``firsts``."""
    return bool(letters.strip(firsts)) and (most <= 1.0 or unread(letters, firsts) >= most)


def _spelled_by(letters: str, across: list[Word], target: Told, scales: Scales, most: float) -> tuple[float, list[Word]] | None:
    """What it is worth that ``letters`` are read from the words ``across`` or all of ``target``, and the words they stand for."""
    if letters[0] not in target.letters:
        return None
    best = None
    whole = [word for word in target.words if word.role != "legal"]
    for words in (across, whole) if len(across) < len(whole) else (whole,):
        said = tuple(said for word in words for said in word.said)
        amiss = spelled(letters, said) if len(said) > 1 else 99.0
        if amiss < most * len(letters):
            weight = scales.rarity.acronym(letters) - scales.weights.initials - scales.weights.amiss * amiss
            if weight > 0 and (best is None or weight > best[0]):
                best = weight, list(words)
    return best


def _missing(left: _Left, scales: Scales, only_town: bool) -> list[Evidence]:
    """What words cost that only one side has: the list's telling words most, nothing much where the list tells only kind and
    town; ``only_town`` as in ``_shared``."""
    _, known, rarity, weights = scales
    found: list[Evidence] = []
    service = weights.service if left.mine and only_town and "@town" in known.heads and left.one.service else 1.0
    again = 1.0  # an unknown word seldom comes alone: "Via Domitia" is one addition
    lost = added = ""  # the first telling word of each side
    for word in left.mine:
        form, role, _ = word
        unknown = not rarity.count(form)
        share = service * (weights.lacks_country if form in _countries() else _share(role, weights, weights.lacks_ordinary))
        if not role:
            lost = lost or _said(word)
            if unknown:
                share *= again
                again *= weights.lacks_again
        cost = min(weights.lacks_unknown if unknown else weights.lacks, rarity.word(form) * weights.lacks_share) * share
        found.append(("lacks", -cost, (_said(word),)))
    bare = 0.5 if left.theirs and _is_its_town(left.one, known) else 1.0
    most, most_share = weights.adds, weights.adds_share
    for word in left.theirs:
        form, role, said = word
        cost = rarity.word(form) * most_share
        if cost > most:
            cost = most
        if role:
            cost *= _share(role, weights, weights.adds_ordinary)
        else:
            added = added or _said(word)
        found.append(("adds", -cost * bare, said if len(said) == 1 else (_said(word),)))
    if lost and added:
        found.append(("sister", -weights.sister, (lost, added)))
    if len(known.names) > 1 and left.other is known.names[0] and not _is_acronym_of(known):
        found.append(("named_too", -weights.named_too, (" ".join(map(_said, known.names[1].words)),)))
    return found


def _share(role: str, weights: Weights, ordinary: float) -> float:
    """The share of its cost that a word costs for its ``role``: ``ordinary`` where lists add it and leave it out as they like."""
    return ordinary if role in _PLAIN else weights.ordinary if role in _CHEAP else 1.0


@cache
def _countries() -> frozenset[str]:
    """The forms of the names of countries: "Monceau Fleurs Belgique" is a list's way to say which part of a firm it knows."""
    names = {name for country in countries() for forms in ((country.name,), *country.forms.values()) for name in forms}
    glued = {"".join(plain(name)) for name in names}
    return frozenset(glued | {f"={name}" for name in glued})


def _is_acronym_of(row: Prepared) -> bool:
    """Whether the second name of ``row`` is only an acronym."""
    return len(row.names[1].words) == 1 and len(row.names[1].glued) <= 8
