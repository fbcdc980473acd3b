"""Names that stand alone as a heading or a list line: a page's title that its sentences repeat, a project that they describe.

Invariants: a heading is a name only because of what the document says elsewhere; none is looked for in German, whose headings
are full of capitals. Weights: a repeated title 83, a heading that the next sentence calls a project 82.
"""

from collections.abc import Iterator

import ahocorasick

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import closed_set
from dentelle.reading.prepared import Prepared, Sentence

__all__ = ["headlines"]

LONGEST = 80  # characters of a heading that may be a name
MOST_WORDS = 8
THIS = closed_set("all", "this")
DESCRIBED = frozenset({"initiative", "festival", "exhibition", "competition", "award", "film", "book"})


def headlines(prepared: Prepared, clauses: Clauses) -> Iterator[Candidate]:
    """Headings and list lines that are names, as they stand there; ``document`` finds the same names elsewhere."""
    short = (number for number, sentence in enumerate(clauses.sentences) if _short(sentence))
    told = [(number, clause, words) for number in short if (words := _title(clause := clauses[number]))]
    titles = [_titled(prepared.text, clause, words) for _, clause, words in told]
    repeated = _repeated(prepared, {title for title, _ in titles if title})
    for (number, clause, words), (title, candidate) in zip(told, titles, strict=True):
        following = clauses[number + 1] if number + 1 < len(clauses) else None
        found = candidate if title in repeated else following and _described(clause, words, following)
        if found:
            yield found


def _short(sentence: Sentence) -> bool:
    """Whether ``sentence`` is a heading or list line no longer than a name."""
    return sentence.role in ("heading", "item") and sentence.end - sentence.start <= LONGEST and sentence.language != "de"


def _title(clause: Clause) -> list[int]:
    """The words of a heading or list line that may be a name; none where it is a phrase."""
    words = [index for index, token in enumerate(clause.tokens) if token.form.word]
    if not 1 < len(words) <= MOST_WORDS or not clause.forms[words[0]].capital or clause.marks & {":", ".", "?", "!"}:
        return []
    phrase = clause.forms[words[0]].function or all(clause.forms[i].capital for i in words)  # other rules read runs of capitals
    return [] if phrase else words


def _titled(text: str, clause: Clause, words: list[int]) -> tuple[str, Candidate | None]:
    """The heading's text and the name that it is, by the kind of the head noun in it, if a sentence repeats it; "" else."""
    heads = [found for index in words if (found := clause.head_at(index)) is not None]
    if sum(clause.forms[index].capital for index in words) < 2 or not heads or heads[0].head.kind == "place":
        return "", None
    start, end = clause.tokens[words[0]].start, clause.tokens[words[-1]].end
    return text[start:end], Candidate(start, end, heads[0].head.kind, heads[0].head.type, "repeated title", 83, True)


def _repeated(prepared: Prepared, titles: set[str]) -> set[str]:
    """Those of ``titles`` that a sentence repeats with their capitals; all are looked for in one pass."""
    found: set[str] = set()
    if not titles:
        return found
    automaton = ahocorasick.Automaton()
    for title in titles:
        automaton.add_word(title, title)
    automaton.make_automaton()
    for sentence in prepared.sentences:
        if sentence.role == "sentence":
            said = prepared.text[sentence.start : sentence.end]
            length = len(said)
            found.update(title for _, title in automaton.iter(said) if length > len(title) + 10)
    return found


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
