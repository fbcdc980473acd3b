"""The clauses of a document, kept in little room until the document as a whole is looked at.

Invariants: clauses are in the order of the text; one that is asked for has the tokens that it came with, made anew from the nine
bytes that each is kept in, but nothing is known beforehand in it. So a long document costs its length and not its words.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from dentelle.reading.names.descriptions import Description, descriptions
from dentelle.reading.names.forms import Form, forms_of
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.tokens import Token
from dentelle.reading.prepared import Sentence

__all__ = ["Clauses"]

OPENS, CLOSED = 1, 2


class Clauses:
    """The ``sentences`` of ``text``, each with its clause. ``small`` are the words, in flat form, that they write small,
    ``described`` the definite descriptions in them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sentences: list[Sentence] = []
        self.small: set[str] = set()
        self.described: list[Description] = []
        self._starts, self._ends, self._said = array("I"), array("I"), bytearray()
        self._first = array("I", [0])  # which is the first token of each sentence; behind the last, how many there are

    def add(self, sentence: Sentence, clause: Clause) -> None:
        """Keeps ``clause``, which is the one of ``sentence``."""
        tokens = clause.tokens
        self.sentences.append(sentence)
        self.small.update([form.low for form in clause.forms if form.word and not form.capital])
        self.described += descriptions(clause)
        self._starts.extend([token.start for token in tokens])
        self._ends.extend([token.end for token in tokens])
        self._said.extend([token.opens * OPENS + token.closed * CLOSED for token in tokens])
        self._first.append(len(self._starts))

    def __len__(self) -> int:
        return len(self.sentences)

    def __getitem__(self, number: int) -> Clause:
        """The clause of the sentence ``number``, made anew."""
        sentence = self.sentences[number]
        first, last = self._first[number], self._first[number + 1]
        text, forms = self.text, forms_of(sentence.language)
        places = zip(self._starts[first:last], self._ends[first:last], self._said[first:last], strict=True)
        tokens = [Token(forms[text[start:end]], start, end, said & OPENS > 0, said & CLOSED > 0) for start, end, said in places]
        return Clause(tokens, sentence.language, sentence.role)

    def __iter__(self) -> Iterator[tuple[Sentence, Clause]]:
        return ((sentence, self[number]) for number, sentence in enumerate(self.sentences))

    def token_at(self, start: int) -> tuple[int, int] | None:
        """The sentence, by its number, and the place in it of the token that begins at ``start``; None where none does."""
        token = bisect_left(self._starts, start)
        if token == len(self._starts) or self._starts[token] != start:
            return None
        number = bisect_right(self._first, token) - 1
        return number, token - self._first[number]

    def form(self, number: int, index: int) -> Form:
        """The form of the token ``index`` of the sentence ``number``."""
        token = self._first[number] + index
        return forms_of(self.sentences[number].language)[self.text[self._starts[token] : self._ends[token]]]

    def opens(self, number: int, index: int) -> bool:
        """Whether the token ``index`` of the sentence ``number`` begins a sentence, a quotation or a line."""
        return bool(self._said[self._first[number] + index] & OPENS)
