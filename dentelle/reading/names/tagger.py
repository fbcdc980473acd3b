"""A second opinion on the names that the rules found: a small network that has learnt which rules to believe.

Invariants: a tag is a function of its clause, of what the rules said and of ``data/name_tags.npz``, which
``tools/train_name_tagger.py`` trains; known actors and names of rules that are as good as sure are never overruled. The tagger
adds up rows of features for each token, looks at its neighbours in layers of a convolutional network and ends in a conditional
random field (Collobert and others 2011), decoded by Viterbi's algorithm.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from threading import local

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.tag_decoding import Tagged, decode
from dentelle.reading.names.tag_evidence import KINDS, surroundings
from dentelle.reading.names.tag_weights import LABELS, Sums
from dentelle.reading.names.tagged_german import cut_german
from dentelle.reading.names.tokens import Token

__all__ = ["revised", "rule_tags"]

NAMED = {letter: kind for kind, letter in KINDS.items()}
OUTSIDE = "O"
TOGETHER = 300  # sentences that are looked at together: more are no faster and need more memory
KEPT = 200_000  # sums of weights, of about 300 bytes each: fewer would be forgotten before they recur in a long document
LONG = 20_000  # sentences of a document after which the sums are forgotten
CERTAIN = 80  # the weight from which a strong rule is not overruled
DOUBTED = frozenset(  # rules that are, for all their weight: where they and the tagger disagreed on pages new to both, they lost
    (
        "head noun in the run",
        "head noun",
        "head noun before",
        "small head noun and proper complement",
        "initials and surname",
        "ruler",
        "activity list",
    )
)
RULE_WEIGHT = 55  # of a name that only the tagger saw: what a clear single word has


def revised(clauses: Clauses, found: list[Candidate]) -> list[Candidate]:
    """``found`` as the tagger sees it: bounds and kinds corrected, false names dropped, missed ones added; in order.

    One spelling has the kind that most of its places have.
    """
    about = surroundings(clauses, found)
    kept: list[Candidate] = []
    position = 0
    for begin in range(0, len(clauses), TOGETHER):
        told: list[tuple[list[Candidate], Tagged]] = []
        for number in range(begin, min(begin + TOGETHER, len(clauses))):
            sentence, first = clauses.sentences[number], position
            while position < len(found) and found[position].start < sentence.end:
                position += 1
            told.append((found[first:position], _tagged(clauses[number], found[first:position])))
        decode([tagged for _, tagged in told], about, _sums())
        for inside, tagged in told:
            kept += _named(tagged.clause, tagged.labels, inside) if tagged.open else inside
    if len(clauses) > LONG:
        _kept.sums = None  # what a long document needs, few others do, and its claims need the memory
    return _agreed(clauses.text, kept)


def _sums() -> Sums:
    """The sums that this thread keeps."""
    sums: Sums | None = getattr(_kept, "sums", None)
    if sums is None or len(sums) > KEPT:
        _kept.sums = sums = Sums()
    return sums


_kept = local()


def _agreed(text: str, found: list[Candidate]) -> list[Candidate]:
    """``found`` with one kind for each spelling, that of most of its places (of two, what a head noun says), and the type that
    a rule knows for it.

    Names of the lexicon keep theirs.
    """
    forms = [text[candidate.start : candidate.end] for candidate in found]
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    sure: Counter[tuple[str, str]] = Counter()
    types: dict[tuple[str, str], str] = {}
    for form, candidate in zip(forms, found, strict=True):
        kinds[form][candidate.kind] += 1
        sure[form, candidate.kind] += "head noun" in candidate.rule
        if candidate.type:
            types.setdefault((form, candidate.kind), candidate.type)
    agreed = []
    for form, candidate in zip(forms, found, strict=True):
        counted = kinds[form]
        kind = candidate.kind if len(counted) == 1 else max(counted, key=lambda one: (counted[one], sure[form, one]))
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


def _tagged(clause: Clause, inside: list[Candidate]) -> Tagged:
    """The sentence with what the rules said, and whether the tagger has a say in it."""
    if clause.role == "furniture" or not clause.tokens or clause.shouting():
        return Tagged(clause, [], [], False)
    tags, rules = rule_tags(clause.tokens, inside)
    return Tagged(clause, tags, rules, _is_open(clause, tags, inside))


def _is_open(clause: Clause, tags: Sequence[str], inside: list[Candidate]) -> bool:
    """Whether anything but names that are sure may be one: a word with a capital, or what the rules took."""
    sure = [(candidate.start, candidate.end) for candidate in inside if _certain(candidate)]
    for token, tag in zip(clause.tokens, tags, strict=True):
        form = token.form
        if tag == OUTSIDE and not ((form.capital or form.odd) and (form.upper or not form.function)):
            continue
        if not any(start <= token.start < end for start, end in sure):
            return True
    return False


def _named(clause: Clause, labels: list[int], inside: list[Candidate]) -> list[Candidate]:
    """The candidates that the labels say; those of the rules with the same bounds and kind as they were."""
    ruled = {(candidate.start, candidate.end): candidate for candidate in inside}
    fixed = [candidate for candidate in inside if _certain(candidate)]
    made: list[Candidate] = []
    tokens = clause.tokens
    for first, last, letter in _spans(labels):
        start, end, kind = tokens[first].start, tokens[last - 1].end, NAMED[letter]
        same = ruled.get((start, end))
        if same is None and last - first == 1 and clause.forms[first].never:
            continue  # a trade's abbreviation, a demonym
        if same is None and last - first > 1 and _torn(clause, first, last):
            made += [candidate for candidate in inside if start <= candidate.start and candidate.end <= end]
            continue
        if same is None and clause.language == "de":
            left = cut_german(clause, first, last, letter, inside)
            if left is None:
                continue
            start, end, kind = tokens[left[0]].start, tokens[left[1] - 1].end, NAMED[left[2]]
            same = ruled.get((start, end))
        if same is not None and same.kind == kind:
            made.append(same)
        elif not any(candidate.start < end and start < candidate.end for candidate in fixed):
            made.append(Candidate(start, end, kind, _type(kind, start, end, inside), "tagger", RULE_WEIGHT))
    missing = [candidate for candidate in fixed if candidate not in made]
    return sorted([*made, *missing], key=lambda candidate: candidate.start) if missing else made


PAIRS = (("«", "»"), ("„", "“"), ("“", "”"))


def _torn(clause: Clause, first: int, last: int) -> bool:
    """Whether the tokens stand in two columns, hold one mark of a pair without the other, or a small word behind a quotation, as
    no name does ("Center.X“ des Landes Y")."""
    tokens = clause.tokens
    if any(tokens[i + 1].start - tokens[i].end > 1 for i in range(first, last - 1)):
        return True
    if clause.marks.isdisjoint("«»„“”"):
        return False
    marks = [form.text for form in clause.forms[first:last] if not form.word]
    if any(clause.forms[i].text in "“”»" and clause.forms[i + 1].function for i in range(first, last - 1)):
        return True
    whole = {mark for pair in PAIRS if (count := marks.count(pair[0])) and count == marks.count(pair[1]) for mark in pair}
    return any(mark in "«»„“”" and mark not in whole for mark in marks)


def _certain(candidate: Candidate) -> bool:
    """Whether the tagger has no say: known actors, and what a rule is as good as sure of."""
    if candidate.rule == "lexicon" and candidate.kind != "place":
        return True
    doubted = candidate.rule in DOUBTED and candidate.kind != "programme"  # of prizes and projects they know as much as it does
    return candidate.strong and candidate.weight >= CERTAIN and not doubted


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
