"""What speaks for and against a claim: the features of a pair of a name and a value.

Invariants: a feature is a function of the pair, its line and what the rules said there; training and reading take them from
here, so that they cannot differ.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from dentelle.model import DateMention, Figure, Mention
from dentelle.reading.claim_pairs import Pair
from dentelle.reading.claim_weights import feature_sums, sums_with
from dentelle.reading.feature_rows import written
from dentelle.reading.names.forms import forms_of
from dentelle.reading.names.word_groups import word_groups
from dentelle.reading.patterns_loader import word as word_of
from dentelle.reading.scene import Line, Scene
from dentelle.reading.slots import NAMES, Slot

__all__ = ["Evidence", "Said"]

TOKEN = re.compile(r"<[A-Z]\d+>|[^\W\d_]+'?|\d+|[^\w\s]")
NEAR = 4  # words of a stretch between two slots that are taken as a whole
DIGIT = re.compile("[0-9]")
SLOT = re.compile(r"<([A-Z])\d+>")
WORDS = re.compile(r"[^,;:()|/–—OPLGEWDNT-]+|[OPLGEWDNT][\w'-]+")  # all but names, dates, figures and marks
ABOVE = 12  # words of a heading, or of the line before an item
PATH = 8  # words of a stretch that is taken as a path
REACH = 10  # words around a value that tell what its clause is about


@dataclass(frozen=True, slots=True)
class _Words:
    """A line word by word: ``low`` in small letters, a slot as its letter; ``groups`` what words are used alike; ``starts``."""

    low: list[str]
    groups: list[tuple[str, ...]]
    starts: list[int]

    def place(self, slot: Slot) -> int:
        """The number of the word that ``slot`` is."""
        return bisect_left(self.starts, slot.at)


@dataclass(frozen=True, slots=True)
class Said:
    """What the rules say of a pair: ``here`` of both, ``value`` of the value with another name, ``subject`` of the name with
    another value of the line; properties, those of ``here`` with the pattern."""

    here: Sequence[tuple[str, str]] = ()
    value: Sequence[str] = ()
    subject: Sequence[str] = ()


def _words_of(line: Line) -> _Words:
    """The words of a line."""
    low: list[str] = []
    groups: list[tuple[str, ...]] = []
    starts: list[int] = []
    for match in TOKEN.finditer(line.text):
        word = match.group()
        starts.append(match.start())
        if word[0] == "<" and len(word) > 1:
            low.append(word[:2])
            groups.append(())
        else:
            low.append(word.lower())
            groups.append(_alike(line.language, word) if word[0].isalpha() else ())
    return _Words(low, groups, starts)


CLASSES = (
    *("agreement", "at", "author_line", "award", "chair", "close", "closing", "count_nouns", "count_verbs", "cover", "creates"),
    *("dignitary", "edition", "found", "founding_title", "governing", "hold", "host", "label_word", "labelled", "located"),
    *("made_by", "made_for", "make", "maker_noun", "making", "member", "members", "of_body", "offer", "opened", "opening"),
    *("part", "place_noun", "profession", "published", "room", "seat_nouns", "seat_verbs", "services", "sign", "signers"),
    *(
        "since",
        "spinoff",
        "tenant_nouns",
        "tenants",
        "title",
        "win",
        "laureates",
        "audience_nouns",
        "domain_nouns",
        "and",
        "article",
    ),
)  # of the lists of words that patterns use


@lru_cache(maxsize=5_000)
def _alike(language: str, word: str) -> tuple[str, ...]:
    """What ``word`` is like: its groups, the lists of words that have it, what it is to names."""
    groups = [group for group in word_groups(language, word) if group[0] in "cf"]
    low = word.lower()
    lists = [f"={name}" for name in CLASSES if _list(language, name).fullmatch(low)]
    form = forms_of(language)[word]
    traits = [f"={name}" for name, has in (("role", form.role), ("speaks", form.speaks), ("small", form.function)) if has]
    return (*groups, *lists, *traits)


@cache
def _list(language: str, name: str) -> re.Pattern[str]:
    return re.compile(word_of(language, name), re.IGNORECASE)


Key = tuple[str | int, ...]
Part = tuple[Key | None, Callable[..., Iterable[str]], tuple[object, ...]]  # a key if it recurs, what yields it


class Evidence:
    """What speaks for and against the pairs of one line."""

    def __init__(self, line: Line, scene: Scene) -> None:
        self._words = _words_of(line)
        self._above = _above(line, scene)
        self._written: dict[Key, list[bytes]] = {}  # the features of parts that recur
        self._known: dict[tuple[str, Key], list[int]] = {}  # their sums, by the kinds of a pair

    def features(self, pair: Pair, said: Said) -> list[str]:
        """All features of a pair of which the rules have ``said`` something."""
        return [feature for _, function, arguments in self._parts(pair, said) for feature in function(*arguments)]

    def sums(self, pair: Pair, said: Said) -> list[int]:
        """The features as ``feature_sums`` gives them; those that several pairs share are made once."""
        found: list[int] = []
        kinds = pair.kinds
        for key, function, arguments in self._parts(pair, said):
            if key is None:
                found += feature_sums(function(*arguments), kinds)
                continue
            sums = self._known.get((kinds, key))
            if sums is None:
                features = self._written.get(key)
                if features is None:
                    self._written[key] = features = written(function(*arguments))
                self._known[kinds, key] = sums = sums_with(features, kinds)
            found += sums
        return found

    def _parts(self, pair: Pair, said: Said) -> list[Part]:
        words = self._words
        return [
            (None, _itself, (pair,)),
            (None, _ruled, (said,)),
            (("above",), iter, (self._above,)),
            (("beside", pair.value.at), _beside, (pair.value, words)),
            (None, _between, (pair.at, pair.value, words)),
            (None, _ranked, (pair,)),
        ]


def _above(line: Line, scene: Scene) -> list[str]:
    """What the heading says under which a line stands and, of an item, the line before it: words that tell what a list is of."""
    found: list[str] = []
    for name, number in (("h", line.heading), ("b", line.number - 1 if line.role == "item" else -1)):
        if number >= 0:
            words = _words_of(scene.lines[number])
            for word, alike in zip(words.low[:ABOVE], words.groups[:ABOVE], strict=True):
                found += [f"{name}^{word}" for _ in word[2:3]] + [f"{name}^{group}" for group in alike if group[0] != "c"]
    return found


def _ranked(pair: Pair) -> Iterator[str]:
    """Which of its kind the one is, seen from the other, and the names and marks between them."""
    subject, value, line = pair.at, pair.value, pair.line
    slots = line.slots.slots
    first, last = min(subject.at, value.at), max(subject.at, value.at)
    for name, one, other in (("s", subject, value), ("v", value, subject)):
        nearer = sum(
            slot.letter == one.letter and slot is not one and abs(slot.at - other.at) < abs(one.at - other.at) for slot in slots
        )
        same_side = sum(slot.letter == one.letter and first < slot.at < last for slot in slots)
        yield f"{name}rank={min(nearer, 3)}"
        yield f"{name}side={min(same_side, 3)}"
    order = ">" if subject.at < value.at else "<"
    between = SLOT.sub(r"\1", line.text[line.text.index(">", first) + 1 : last])
    yield f"marks{order}{WORDS.sub('', between)[:16]}"


def _itself(pair: Pair) -> Iterator[str]:
    """Who and what the two are."""
    line, value, subject, kinds = pair.line, pair.value, pair.subject, pair.kinds
    yield from (f"K{kinds}", f"S{kinds[0]}", f"V{kinds[1]}", f"lang={line.language}", f"role={line.role}")
    yield from (f"stype={subject.type}", f"at={pair.at.letter == 'T'}{pair.known_as}", f"at={pair.at.letter == 'T'}")
    yield from (f"known={letter}" for letter in pair.known_as)
    if isinstance(value.item, Mention):
        yield from (f"vtype={value.item.type}", f"types={subject.type}>{value.item.type}")
    elif isinstance(value.item, DateMention):
        yield f"date={DIGIT.sub('9', value.item.edtf)}"
    elif isinstance(value.item, Figure):
        yield from _counted(value.item, line.language)
    first = line.slots.slots[0]
    ruled = line.governed(value) if value.letter in NAMES else None
    yield from (f"vgov={ruled}{first is value}", f"sgov={line.governed(pair.at)}{first is pair.at}")
    yield f"gov={line.governed(pair.at)}{ruled}"


def _counted(figure: Figure, language: str) -> Iterator[str]:
    """What a figure counts."""
    yield f"unit={figure.unit}"
    nouns = figure.noun.split()[:3]
    yield "noun" if nouns else "no noun"
    for word in nouns:
        yield f"noun={word.lower()}"
        yield from (f"noun={group}" for group in word_groups(language, word))


def _ruled(said: Said) -> Iterator[str]:
    """What the rules said."""
    for prop, pattern in said.here:
        yield from (f"rule={prop}", f"rule={prop} {pattern}")
    if not said.here:
        yield "no rule"
        yield from (f"vrule={prop}" for prop in said.value)
        yield from (f"srule={prop}" for prop in said.subject)
        if not said.value:
            yield "no rule of the value"


def _beside(value: Slot, words: _Words) -> Iterator[str]:
    """What stands around the value."""
    at, low = words.place(value), words.low
    before, second = low[at - 1] if at else "^", low[at - 2] if at > 1 else "^"
    after, next_ = low[at + 1] if at + 1 < len(low) else "$", low[at + 2] if at + 2 < len(low) else "$"
    yield from (f"v-1={before}", f"v-2={second}", f"v-12={second} {before}")
    yield from (f"v+1={after}", f"v+2={next_}", f"v+12={after} {next_}", f"v-+={before} {after}")
    for offset in (-2, -1, 1, 2):
        if 0 <= at + offset < len(low):
            yield from (f"vg{offset}={group}" for group in words.groups[at + offset])
    first, last = max(at - REACH, 0), at + REACH
    for word, groups in zip(low[first:last], words.groups[first:last], strict=True):
        if len(word) > 2:
            yield f"vc={word}"
        yield from (f"vcg={group}" for group in groups if group[0] != "c")


def _between(subject: Slot, value: Slot, words: _Words) -> Iterator[str]:
    """What stands between subject and value, and around the subject."""
    one, two = words.place(subject), words.place(value)
    order, first, last = ">" if one < two else "<", min(one, two), max(one, two)
    low = words.low
    inside = low[first + 1 : last]
    slots = sum(word[0] == "<" and len(word) > 1 for word in inside)
    yield f"far{order}{min(len(inside), 5) if len(inside) < 8 else 8 if len(inside) < 14 else 14}"
    yield f"slots{order}{min(slots, 4)}"
    if len(inside) <= NEAR:
        yield f"all{order}{' '.join(inside)}"
    if len(inside) <= PATH:
        yield f"path{order}{' '.join(map(_step, inside, words.groups[first + 1 : last]))}"
    if inside:
        yield from (f"first{order}{inside[0]}", f"last{order}{inside[-1]}", f"two{order}{' '.join(inside[:2])}")
    for number in range(first + 1, min(last, first + 14)):
        yield f"b{order}{low[number]}"
        yield from (f"b{order}{group}" for group in words.groups[number])
    before, after = low[one - 1] if one else "^", low[one + 1] if one + 1 < len(low) else "$"
    yield from (f"s-1={before}", f"s-12={low[one - 2] if one > 1 else '^'} {before}", f"s+1={after}")
    for offset in (-2, -1, 1, 2):
        if 0 <= one + offset < len(low) and one + offset != two:
            yield from (f"sg{offset}={group}" for group in words.groups[one + offset])
    yield f"outer={low[first - 1] if first else '^'} {low[last + 1] if last + 1 < len(low) else '$'}"


def _step(word: str, groups: tuple[str, ...]) -> str:
    """A word of a path: small words and marks themselves, others by what they are like."""
    if not groups or "=small" in groups:
        return word
    return next((group for group in groups if group[0] == "="), groups[0])
