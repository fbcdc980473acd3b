"""What speaks for and against a name at each word: the features that the tagger weighs.

Invariants: a feature is a function of the word, its four neighbours, what the rules said of them and what the document says
elsewhere of the same word; training and reading take them from here, so that they cannot differ. They come in parts that
recur, each a function with its arguments, so that the scores of a part are added up once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.forms import NOTHING, Form, forms_of
from dentelle.reading.names.sentence import Clause
from dentelle.reading.prepared import Sentence

__all__ = ["KINDS", "Part", "Surroundings", "evidence", "parts", "surroundings"]

KINDS = {"organisation": "O", "person": "P", "place": "L", "programme": "G", "event": "E", "work": "W"}
TRAITS = ("function", "never", "speaks", "role", "cue", "article", "given", "surname", "initials", "roman", "legal", "adjective")
ENCLOSED = 8  # tokens in which the mark before a quoted or bracketed name is looked for
NOUN_BEFORE = 4  # tokens in which the noun that says what follows is looked for
OPENED = frozenset('([«“„‘"')
CLOSED = frozenset(")]»”")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the whole document says of its words: those it also writes small, and the kind that most names with a word have."""

    small: frozenset[str]
    kinds: dict[str, str]


def surroundings(text: str, clauses: Iterable[tuple[Sentence, Clause]], found: Iterable[Candidate]) -> Surroundings:
    """What the document whose ``found`` names the rules gave says of its words."""
    small = frozenset(form.low for _, clause in clauses for form in clause.forms if form.word and not form.capital)
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for candidate in found:
        for word in text[candidate.start : candidate.end].split():
            counted[word][KINDS[candidate.kind]] += 1
    return Surroundings(small, {word: max(kinds, key=lambda kind: kinds[kind]) for word, kinds in counted.items()})


def evidence(clause: Clause, tags: Sequence[str], rules: Sequence[str], index: int, about: Surroundings) -> list[str]:
    """All features of one token: for training."""
    return [feature for part in parts(clause, tags, rules, index, about) for feature in part[0](*part[1:])]


Part = tuple[Any, ...]  # a function that yields features, and its arguments


def parts(clause: Clause, tags: Sequence[str], rules: Sequence[str], index: int, about: Surroundings) -> tuple[Part, ...]:
    """The features of one token in parts that recur, so that the scores of each are added up once."""
    forms, language, role, last = clause.forms, clause.language, clause.role, len(tags)
    token = clause.tokens[index]
    form, before, after = token.form, _at(forms, index - 1, last), _at(forms, index + 1, last)
    shape = _shape(form)
    around = tuple([tags[at] if 0 <= at < last else "" for at in range(index - 2, index + 3)])
    return (
        (_own, language, form),
        (_beside, language, -2, _at(forms, index - 2, last)),
        (_beside, language, -1, before),
        (_beside, language, 1, after),
        (_beside, language, 2, _at(forms, index + 2, last)),
        (_ruled, tags[index], rules[index], shape, role),
        (_around, around),
        (_shapes, _shape(before), shape, _shape(after)),
        (_standing, token.opens, token.closed, form.capital and form.low in about.small, shape, role),
        (_within, tags[index], about.kinds.get(form.text, ""), _enclosed(forms, index), shape),
        (_introduced, _noun_before(forms, index), tags[index]),
    )


def _at(forms: Sequence[Form], index: int, last: int) -> Form:
    return forms[index] if 0 <= index < last else NOTHING


@lru_cache(maxsize=20_000)
def _shape(form: Form) -> str:
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
    found = [trait for trait in TRAITS if getattr(form, trait)]
    if form.word and form.capital:
        forms = forms_of(language)
        found.append("common" if forms.is_common(form) else "ordinary" if forms.is_ordinary(form) else "unknown")
    if form.heads:
        head = form.heads[0]
        found.append(f"head {head.kind} {head.type}")
    return found


def _own(language: str, form: Form) -> Iterator[str]:
    low, shape = form.low, _shape(form)
    yield f"w={language} {low}"
    yield f"s={shape}"
    yield f"s={shape}{language}"
    if form.word:
        yield f"e2={low[-2:]}"
        yield f"e3={low[-3:]}"
        yield f"e4={language}{low[-4:]}"
        yield f"b3={low[:3]}"
    for trait in _traits(language, form):
        yield f"t={trait}"


def _beside(language: str, offset: int, form: Form) -> Iterator[str]:
    if form is NOTHING:
        yield f"{offset}end"
        return
    yield f"{offset}w={language} {form.low}"
    yield f"{offset}s={_shape(form)}"
    if abs(offset) == 1:
        yield f"{offset}e3={form.low[-3:]}"
        for trait in _traits(language, form):
            yield f"{offset}t={trait}"


def _ruled(tag: str, rule: str, shape: str, role: str) -> Iterator[str]:
    yield f"r={tag}"
    yield f"r={tag} {shape[:2]}"
    yield f"r={tag} by {rule}"
    yield f"r={tag} in {role}"


def _around(tags: tuple[str, str, str, str, str]) -> Iterator[str]:
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
