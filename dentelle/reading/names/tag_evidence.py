"""What speaks for and against a name at each word: the features that the tagger weighs.

Invariants: a feature is a function of the word, what the rules said of it and its four neighbours and what the document says
elsewhere of the same word; training and reading take them from here, so that they cannot differ. They come in parts that
recur, each a function with its arguments, so that a part is added up once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import compress
from operator import attrgetter
from typing import Any

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.forms import Form, forms_of
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.word_groups import word_groups

__all__ = [
    "KINDS",
    "Part",
    "Surroundings",
    "contexts",
    "evidence",
    "surroundings",
    "traits",
    "word_shape",
]

KINDS = {"organisation": "O", "person": "P", "place": "L", "programme": "G", "event": "E", "work": "W"}
TRAITS = ("function", "never", "speaks", "role", "cue", "article", "given", "surname", "initials", "roman", "legal", "adjective")
_TRAITS = attrgetter(*TRAITS)
ENCLOSED = 8  # tokens in which the mark before a quoted or bracketed name is looked for
NOUN_BEFORE = 4  # tokens in which the noun that says what follows is looked for
OPENED = frozenset('([«“„‘"')
CLOSED = frozenset(")]»”")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the whole document says of its words: those it also writes small, and the kind that most names with a word have."""

    small: Set[str]
    kinds: dict[str, str]


def surroundings(clauses: Clauses, found: Iterable[Candidate]) -> Surroundings:
    """What the document whose ``found`` names the rules gave says of its words."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for candidate in found:
        for word in clauses.text[candidate.start : candidate.end].split():
            counted[word][KINDS[candidate.kind]] += 1
    return Surroundings(clauses.small, {word: max(kinds, key=lambda kind: kinds[kind]) for word, kinds in counted.items()})


def evidence(clause: Clause, tags: Sequence[str], rules: Sequence[str], index: int, about: Surroundings) -> list[str]:
    """All features of one token: for training."""
    shapes = ["m", "m", *map(word_shape, clause.forms[: len(tags)]), "m", "m"]
    found = traits(clause.language, clause.forms[index], shapes[index + 2])
    for part in contexts(clause, ["", "", *tags, "", ""], shapes, rules[index], index, about):
        found += part[0](*part[1:])
    return found


Part = tuple[Any, ...]  # a function that yields features, and its arguments


def traits(language: str, form: Form, shape: str) -> list[str]:
    """What ``form``, written as ``shape``, says of itself."""
    low = form.low
    found = [f"s={shape}", f"s={shape}{language}", f"w={language} {low}", f"e3={low[-3:]}"]
    found += [f"t={trait}" for trait in _traits(language, form)]
    if form.word:
        found += [f"g={group}" for group in word_groups(language, form.text)]
        found += [f"e2={low[-2:]}", f"e4={language}{low[-4:]}"]
        if low:
            found.append(f"b3={low[:3]}")
    return found


def contexts(
    clause: Clause, tags: Sequence[str], shapes: Sequence[str], rule: str, index: int, about: Surroundings
) -> tuple[Part, ...]:
    """What surrounds the token ``index`` speaks for, in parts that recur. ``tags`` are the labels that rules gave the tokens,
    ``shapes`` how these are written, both with two of nothing on both sides; ``rule`` is the one that took the token."""
    forms, role = clause.forms, clause.role
    token, form = clause.tokens[index], forms[index]
    around = tuple(tags[index : index + 5])
    tag, (before, shape, after) = around[2], shapes[index + 1 : index + 4]
    marked = not clause.marks.isdisjoint(OPENED)
    return (
        (_ruled, tag, rule, shape, role),
        (_around, around),
        (_shapes, before, shape, after),
        (_standing, token.opens, token.closed, form.capital and form.low in about.small, shape, role),
        (_within, tag, about.kinds.get(form.text, ""), _enclosed(forms, index) if marked else "", shape),
        (_introduced, _noun_before(forms, index), tag),
    )


def word_shape(form: Form) -> str:
    """How a word is written: its capitals, digits and hyphens; of a mark the mark itself."""
    text = form.text
    if not form.word:
        return "m" + text[:2]
    if form.digits:
        return f"d{min(4, len(text))}"
    shape = "U" if form.upper else "C" if form.capital else "x"
    odd = ("o" if form.odd else "") + ("-" if "-" in text else "") + ("9" if any(map(str.isdigit, text)) else "")
    return shape + odd + ("s" if len(text) <= 2 else "")


def _traits(language: str, form: Form) -> list[str]:
    """What the word lists know of a word, the same names for all languages."""
    found = [*compress(TRAITS, _TRAITS(form))]
    if form.word and form.capital:
        forms = forms_of(language)
        found.append("common" if forms.is_common(form) else "ordinary" if forms.is_ordinary(form) else "unknown")
    if form.heads:
        head = form.heads[0]
        found.append(f"head {head.kind} {head.type}")
    return found


def _ruled(tag: str, rule: str, shape: str, role: str) -> Iterator[str]:
    yield f"r={tag}"
    yield f"r={tag} {shape[:2]}"
    yield f"r={tag} by {rule}"
    yield f"r={tag} in {role}"


def _around(tags: tuple[str, ...]) -> Iterator[str]:
    for offset in (-2, -1, 1, 2):
        yield f"{offset}r={tags[offset + 2]}"
    yield f"-1r={tags[1]}|{tags[2]}"
    yield f"1r={tags[3]}|{tags[2]}"


def _shapes(before: str, shape: str, after: str) -> Iterator[str]:
    yield f"-1s={before}|{shape}"
    yield f"1s={after}|{shape}"
    yield f"-1s1={before}|{after}"


def _standing(opens: bool, closed: bool, small: bool, shape: str, role: str) -> Iterator[str]:
    if opens:
        yield "opens"
        yield f"opens {shape}"
    if closed:
        yield "closed"
    if small:
        yield "also small"
    yield f"{role} {shape[:1]}"


def _within(tag: str, kind: str, mark: str, shape: str) -> Iterator[str]:
    yield f"d={kind}"
    yield f"d={kind}|{tag}"
    if mark:
        yield f"in {mark}"
        yield f"in {mark} {shape}"


def _introduced(noun: str, tag: str) -> Iterator[str]:
    if noun:
        yield f"n={noun}"
        yield f"n={noun}|{tag}"


def _enclosed(forms: Sequence[Form], index: int) -> str:
    """The mark, among the last ``ENCLOSED`` tokens, that encloses the token: a bracket or an opening quotation mark."""
    for at in range(index - 1, max(index - ENCLOSED, 0) - 1, -1):
        text = forms[at].text
        if text in OPENED:
            return text
        if text in CLOSED:
            return ""
    return ""


def _noun_before(forms: Sequence[Form], index: int) -> str:
    """The kind of the last head noun among the ``NOUN_BEFORE`` tokens before."""
    for at in range(index - 1, max(index - NOUN_BEFORE, 0) - 1, -1):
        if forms[at].heads:
            return f"{forms[at].heads[0].kind} {forms[at].heads[0].type}"
        if not forms[at].word and forms[at].text not in OPENED:
            return ""
    return ""
