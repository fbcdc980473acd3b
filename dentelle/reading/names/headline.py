"""Names that stand alone as a heading or a list line: a page's title that its sentences repeat, a project that they describe.

Invariants: a heading is a name only because of what the document says elsewhere; none is looked for in German, whose headings
are full of capitals. Weights: a repeated title 83, a heading that the next sentence calls a project 82.
"""

from collections.abc import Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import closed_set
from dentelle.reading.prepared import Prepared, Sentence

__all__ = ["headlines"]

LONGEST = 80  # characters of a heading that may be a name
MOST_WORDS = 8
THIS = closed_set("all", "this")
DESCRIBED = frozenset({"initiative", "festival", "exhibition", "competition", "award", "film", "book"})


def headlines(prepared: Prepared, clauses: list[tuple[Sentence, Clause]]) -> Iterator[Candidate]:
    """Headings and list lines that are names, as they stand there; ``document`` finds the same names elsewhere."""
    for number, (sentence, clause) in enumerate(clauses):
        if sentence.role not in ("heading", "item") or sentence.end - sentence.start > LONGEST or clause.language == "de":
            continue
        words = [index for index, token in enumerate(clause.tokens) if token.form.word]
        if not 1 < len(words) <= MOST_WORDS or not clause.forms[words[0]].capital or clause.marks & {":", ".", "?", "!"}:
            continue
        if clause.forms[words[0]].function or all(clause.forms[i].capital for i in words):
            continue  # a phrase; or a run of capitals, which other rules read
        following = clauses[number + 1][1] if number + 1 < len(clauses) else None
        found = _repeated(prepared.text, clauses, clause, words) or (following and _described(clause, words, following))
        if found:
            yield found


def _repeated(text: str, clauses: list[tuple[Sentence, Clause]], clause: Clause, words: list[int]) -> Candidate | None:
    """The heading that a sentence of the document repeats with its capitals, by the kind of the head noun in it."""
    heads = [found for index in words if (found := clause.head_at(index)) is not None]
    if sum(clause.forms[index].capital for index in words) < 2 or not heads or heads[0].head.kind == "place":
        return None
    start, end = clause.tokens[words[0]].start, clause.tokens[words[-1]].end
    body = text[start:end]
    within = (other for other, _ in clauses if other.role == "sentence" and other.end - other.start > len(body) + 10)
    if text.count(body) < 2 or not any(body in text[other.start : other.end] for other in within):
        return None
    return Candidate(start, end, heads[0].head.kind, heads[0].head.type, "repeated title", 83, True)


def _described(clause: Clause, words: list[int], following: Clause) -> Candidate | None:
    """The heading that the next sentence calls "this project", "this festival"."""
    first = next((index for index, token in enumerate(following.tokens) if token.form.word), 0)
    if following.forms[first].low not in THIS:
        return None
    said = following.head_at(first + 1)
    if said is None or said.head.type not in DESCRIBED or following.role == "heading":
        return None
    if any(clause.forms[index].function for index in words[-1:]):
        return None
    start, end = clause.tokens[words[0]].start, clause.tokens[words[-1]].end
    return Candidate(start, end, said.head.kind, said.head.type, "heading of what is described", 82, True)
