"""A second opinion on the names that the rules found: a small linear-chain tagger that has learnt which rules to believe.

Invariants: a tag is a function of its clause, of what the rules said and of ``data/name_tags.tsv.gz``, which
``tools/train_name_tagger.py`` trains; known actors and names of rules that are as good as sure are never overruled. The tagger
is a conditional random field (Lafferty, McCallum and Pereira 2001), decoded by Viterbi's algorithm where a name can stand.
"""

import gzip
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.tag_evidence import KINDS, Surroundings, parts, surroundings
from dentelle.reading.names.tokens import Token
from dentelle.reading.prepared import Sentence

__all__ = ["LABELS", "revised", "rule_tags"]

NAMED = {letter: kind for kind, letter in KINDS.items()}
LABELS = ("O", *("B" + letter for letter in NAMED), *("I" + letter for letter in NAMED))
OUTSIDE = "O"
Scores = tuple[int, ...]
ZERO: Scores = (0,) * len(LABELS)
NEVER = -1_000_000  # a name that goes on where none began
STEP = 3  # further tokens that are looked at while a name goes on
CERTAIN = 80  # the weight from which a strong rule is not overruled
LONGEST = 60  # tokens of a stretch that is still looked at further
RULE_WEIGHT = 55  # of a name that only the tagger saw: what a clear single word has


def revised(text: str, clauses: Sequence[tuple[Sentence, Clause]], found: list[Candidate]) -> list[Candidate]:
    """``found`` as the tagger sees it: bounds and kinds corrected, false names dropped, missed ones added; in order.

    One spelling has the kind that most of its places have.
    """
    about = surroundings(text, clauses, found)
    kept: list[Candidate] = []
    position = 0
    for sentence, clause in clauses:
        first = position
        while position < len(found) and found[position].start < sentence.end:
            position += 1
        inside = found[first:position]
        if sentence.role == "furniture" or not clause.tokens:
            kept += inside
            continue
        kept += _in_clause(clause, inside, about)
    return _agreed(text, kept)


def _agreed(text: str, found: list[Candidate]) -> list[Candidate]:
    """``found`` with one kind for each spelling, that of most of its places, and the type that a rule knows for it.

    Names of the lexicon keep theirs.
    """
    forms = [text[candidate.start : candidate.end] for candidate in found]
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    types: dict[tuple[str, str], str] = {}
    for form, candidate in zip(forms, found, strict=True):
        kinds[form][candidate.kind] += 1
        if candidate.type:
            types.setdefault((form, candidate.kind), candidate.type)
    agreed = []
    for form, candidate in zip(forms, found, strict=True):
        counted = kinds[form]
        kind = candidate.kind if len(counted) == 1 else max(counted, key=lambda one: counted[one])
        known = types.get((form, kind), "person" if kind == "person" else "")
        if candidate.rule != "lexicon" and (kind != candidate.kind or (not candidate.type and known)):
            candidate = replace(candidate, kind=kind, type=known, strong=candidate.strong and kind == candidate.kind)
        agreed.append(candidate)
    return agreed


def rule_tags(tokens: Sequence[Token], found: Iterable[Candidate]) -> tuple[list[str], list[str]]:
    """For each token the label that the rules give it, and the name of the rule."""
    tags, rules = [OUTSIDE] * len(tokens), [""] * len(tokens)
    index = 0
    for candidate in found:
        letter = KINDS[candidate.kind]
        while index < len(tokens) and tokens[index].start < candidate.start:
            index += 1
        begun = False
        while index < len(tokens) and tokens[index].end <= candidate.end:
            tags[index], rules[index] = ("I" if begun else "B") + letter, candidate.rule
            begun = True
            index += 1
    return tags, rules


def _in_clause(clause: Clause, inside: list[Candidate], about: Surroundings) -> list[Candidate]:
    tags, rules = rule_tags(clause.tokens, inside)
    labels = [0] * len(tags)
    done = 0
    sure = {candidate.start for candidate in inside if _certain(candidate)}
    for first, last in _live(clause, tags):
        if last <= done or _settled(clause, tags, first, last, sure):
            continue
        first = max(first, done)
        best = _begun(_emission(clause, tags, rules, first, about), first > 0)
        back: list[list[int]] = []
        end = first + 1
        while end < last or (last < len(tags) and last - first < LONGEST and best.index(max(best))):
            if end == last:
                last = min(end + STEP, len(tags))  # the name may go on in small letters
            best = _advanced(best, _emission(clause, tags, rules, end, about), back)
            end += 1
        labels[first:last] = _traced(best, back)
        done = last
    return _named(clause, labels, inside) if done else inside


def _settled(clause: Clause, tags: list[str], first: int, last: int, sure: set[int]) -> bool:
    """Whether all names in a stretch of tokens are sure and leave nothing over."""
    tokens = clause.tokens
    return all(tags[index][0] == "I" or (tags[index][0] == "B" and tokens[index].start in sure) for index in range(first, last))


def _live(clause: Clause, tags: list[str]) -> list[tuple[int, int]]:
    """The stretches in which a name can begin: capitals, what the rules took, and a small head noun in front of them."""
    stretches: list[tuple[int, int]] = []
    first = last = -1
    forms = clause.forms
    for index, tag in enumerate(tags):
        form = forms[index]
        if tag != OUTSIDE or ((form.capital or form.odd) and (form.upper or not form.function)):
            if index > last:
                if last > 0:
                    stretches.append((first, last))
                first = index - 1 if index and forms[index - 1].heads else index
            last = index + 1
    if last > 0:
        stretches.append((first, last))
    return stretches


def _named(clause: Clause, labels: list[int], inside: list[Candidate]) -> list[Candidate]:
    """The candidates that the labels say; those of the rules with the same bounds and kind as they were."""
    ruled = {(candidate.start, candidate.end): candidate for candidate in inside}
    fixed = [candidate for candidate in inside if _certain(candidate)]
    made: list[Candidate] = []
    tokens = clause.tokens
    for first, last, letter in _spans(labels):
        start, end, kind = tokens[first].start, tokens[last - 1].end, NAMED[letter]
        same = ruled.get((start, end))
        if same is not None and same.kind == kind:
            made.append(same)
        elif not any(candidate.start < end and start < candidate.end for candidate in fixed):
            made.append(Candidate(start, end, kind, _type(kind, start, end, inside), "tagger", RULE_WEIGHT))
    missing = [candidate for candidate in fixed if candidate not in made]
    return sorted([*made, *missing], key=lambda candidate: candidate.start) if missing else made


def _certain(candidate: Candidate) -> bool:
    """Whether the tagger has no say: known actors, and what a rule is as good as sure of."""
    if candidate.rule == "lexicon":
        return candidate.kind != "place"
    return candidate.strong and candidate.weight >= CERTAIN


def _type(kind: str, start: int, end: int, inside: list[Candidate]) -> str:
    """The type of the name ``start``..``end``: what a rule's name of its kind has that is part of it."""
    if kind == "person":
        return "person"
    parts_of_it = (c.type for c in inside if c.kind == kind and c.type and start <= c.start and c.end <= end)
    return next(parts_of_it, "")


def _spans(labels: list[int]) -> Iterator[tuple[int, int, str]]:
    """First token, last token (exclusive) and kind letter of each name that ``labels`` write."""
    first, letter = -1, ""
    for index, label in enumerate([*labels, 0]):
        name = LABELS[label]
        if first >= 0 and name[0] != "I":
            yield first, index, letter
            first = -1
        if name[0] == "B":
            first, letter = index, name[1]


def _begun(scores: Scores, inside: bool) -> list[int]:
    """The best score of each label at the first token; ``inside``: a token without a name stands before it."""
    best = list(scores) if not inside else [a + b for a, b in zip(_model()[0][0], scores, strict=True)]
    best[KIND_COUNT + 1 :] = [NEVER] * KIND_COUNT
    return best


def _advanced(best: list[int], scores: Scores, back: list[list[int]]) -> list[int]:
    """The best score of each label one token further; from which label each comes is added to ``back``."""
    steps = _model()[0]
    beyond, ending = steps[0], _endings()
    ended = [score + step for score, step in zip(best, ending, strict=True)]
    left = max(ended)
    origin, made = [ended.index(left)], [left + scores[0]]
    named = max(best[1:])  # the best of what stands inside a name, from where every beginning is as near
    last, outside = best.index(named, 1), best[0]
    for label in OPENING:
        apart = outside + beyond[label]
        origin.append(0 if apart >= named else last)
        made.append(max(apart, named) + scores[label])
    for opened, going in GOING:
        one, two = best[opened] + steps[opened][going], best[going] + steps[going][going]
        origin.append(opened if one >= two else going)
        made.append(max(one, two) + scores[going])
    back.append(origin)
    return made


def _traced(best: list[int], back: list[list[int]]) -> list[int]:
    """The best labels of all tokens."""
    label = best.index(max(best))
    path = [label]
    for origin in reversed(back):
        label = origin[label]
        path.append(label)
    path.reverse()
    return path


KIND_COUNT = len(NAMED)
OPENING = range(1, KIND_COUNT + 1)  # the labels that begin a name, which may follow any label
GOING = tuple((1 + kind, 1 + KIND_COUNT + kind) for kind in range(KIND_COUNT))  # begins, goes on


def _emission(clause: Clause, tags: Sequence[str], rules: Sequence[str], index: int, about: Surroundings) -> Scores:
    """How much speaks for each label at one token, in hundredths."""
    added = [_scores(*part) for part in parts(clause, tags, rules, index, about)]
    return tuple(map(sum, zip(*added, strict=True)))


@lru_cache(maxsize=150_000)  # of about 200 bytes each: fewer would be forgotten before they recur in a long document
def _scores(part: Callable[..., Iterable[str]], *arguments: Any) -> "array[int]":
    """The summed weights of the features that ``part`` yields."""
    weights = _model()[1]
    found = [weights[feature] for feature in part(*arguments) if feature in weights]
    return array("h", map(sum, zip(ZERO, *found, strict=True)))


@cache
def _model() -> tuple[tuple[Scores, ...], dict[str, Scores]]:
    """The scores of each label behind each label, and those of each feature for each label, in hundredths."""
    packed = (resources.files("dentelle.reading") / "data" / "name_tags.tsv.gz").read_bytes()
    rows = [line.split("\t") for line in gzip.decompress(packed).decode("utf-8").splitlines()]
    steps = tuple(_unpacked(row[1:]) for row in rows[: len(LABELS)])
    return steps, {row[0]: _unpacked(row[1:]) for row in rows[len(LABELS) :]}


@cache
def _endings() -> Scores:
    """The score of no name behind each label."""
    return tuple(row[0] for row in _model()[0])


def _unpacked(cells: Iterable[str]) -> Scores:
    """The scores of all labels; a cell "3:-120" is one of -120 for the label number 3."""
    scores = [0] * len(LABELS)
    for cell in cells:
        label, _, score = cell.partition(":")
        scores[int(label)] = int(score)
    return tuple(scores)
