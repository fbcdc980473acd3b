"""One sentence under the grammars: its tokens, its language's words, and what is known beforehand in it.

Invariant: everything asked here is answered from this one sentence and the word lists.
"""

from dataclasses import dataclass, field
from operator import attrgetter

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.forms import NOTHING, STREET_ENDINGS, Form, Forms, forms_of
from dentelle.reading.names.tokens import Token
from dentelle.reading.names.wordlists import Head, Words

__all__ = ["Clause", "HeadAt", "headed_candidate"]

TELLING = {  # the word behind a head noun that tells its language
    "fr": frozenset({"de", "du", "des", "d"}),
    "en": frozenset({"of", "for"}),
    "de": frozenset({"fur", "der", "des", "von"}),
    "nl": frozenset({"van", "voor"}),
}
LOCATING = {
    "fr": frozenset({"dans"}),
    "en": frozenset({"in", "near", "to", "across", "around"}),
    "de": frozenset({"in", "an", "auf", "aus", "nach"}),
    "nl": frozenset({"in", "aan", "uit", "naar", "op", "nabij"}),
}
PADDING = 8  # forms behind the last: an index up to so many before or behind the sentence finds ``NOTHING``
OUTSIDE = (NOTHING,) * PADDING


@dataclass(slots=True)
class HeadAt:
    """A head noun found at tokens ``first``..``last`` (exclusive)."""

    head: Head
    first: int
    last: int
    compound: bool = False


@dataclass(slots=True)
class Clause:
    """The tokens of one sentence in ``language``; ``role`` as of the sentence, ``known`` the starts and ends of known places,
    ``words`` the word lists of the language, ``marks`` all marks in it. ``forms`` are those of the tokens, then ``PADDING``
    times ``NOTHING``."""

    tokens: list[Token]
    language: str
    role: str
    known: dict[int, int] = field(default_factory=dict)
    titled: bool = False  # a heading in which most words are capitalised
    words: Words = field(init=False)
    forms: list[Form] = field(init=False)
    marks: set[str] = field(init=False)
    company: bool = field(init=False)  # a legal form stands somewhere
    _table: Forms = field(init=False)
    _heads: dict[int, HeadAt | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._table = forms_of(self.language)
        self.words = self._table.words
        self.forms = [token.form for token in self.tokens]
        self.marks = {form.text for form in self.forms if not form.word}
        self.company = any(map(attrgetter("legal"), self.forms))
        self.forms += OUTSIDE

    def shouting(self) -> bool:
        """Whether the sentence is written in capitals, so that they give no name away."""
        count = sum([form.upper for form in self.forms])
        if not count or (count < 3 and self.role != "heading"):
            return False
        words = sum([form.word for form in self.forms])
        return (count > 2 or count == words) and count >= 0.6 * (words - sum([form.digits for form in self.forms]))

    def is_known(self, first: int, last: int) -> bool:
        """Whether tokens ``first``..``last`` (exclusive) are a known place as a whole."""
        return self.known.get(self.tokens[first].start) == self.tokens[last - 1].end

    def begins_longer(self, first: int, last: int) -> bool:
        """Whether tokens ``first``..``last`` (exclusive) are only the beginning of a known place ("Grand" of "Grand Est")."""
        return self.known.get(self.tokens[first].start, 0) > self.tokens[last - 1].end

    def known_within(self, start: int, end: int) -> bool:
        """Whether a known place is all that stands between two positions of the text."""
        return self.known.get(start) == end

    def starts_known(self, index: int) -> bool:
        """Whether a known place begins at token ``index``."""
        return index < len(self.tokens) and self.tokens[index].start in self.known

    def common(self, token: Token) -> bool:
        """Whether ``token``, written small, would be an ordinary word of the sentence's language."""
        told = token.form.common
        return self._table.is_common(token.form) if told is None else told

    def ordinary(self, token: Token) -> bool:
        """Like ``common``, by longer lists: for single words that begin a sentence."""
        told = token.form.ordinary
        return self._table.is_ordinary(token.form) if told is None else told

    def never(self, token: Token) -> bool:
        """Whether ``token`` is no name however it is written: a demonym, a month, a generic acronym."""
        return token.form.never

    def namelike(self, index: int) -> bool:
        """Whether the token could be part of a name: a capital or a brand's shape, and no function word."""
        form = self.forms[index]
        return form.nameable and not (form.latin and self._binomial(index))

    def _binomial(self, index: int) -> bool:
        """Whether a word in "us" opens a bracket of two words: (Cichorium intybus)."""
        bracketed = self.forms[index - 1].text == "(" and self.forms[index + 2].text == ")"
        return bracketed and self.forms[index + 1].text.islower()

    def head_at(self, index: int) -> HeadAt | None:
        """The longest head noun that begins at token ``index``: of the sentence's language, or capitalised of another."""
        if not self.forms[index].headlike:
            return None
        if index not in self._heads:
            self._heads[index] = self._find_head(index, self.forms[index])
        return self._heads[index]

    def _find_head(self, index: int, form: Form) -> HeadAt | None:
        best: Head | None = None
        best_last, best_fits = 0, (0, 0)
        for head in form.heads:
            foreign = head.language != self.language
            if foreign and not form.capital and not self.forms[index - 1].text.isdigit():
                continue  # a street behind its number: "12 rue …"
            last = self._covers(index, head.words)
            if not last:
                continue
            fits = len(head.words), 2 * (self.forms[last].bare in TELLING[head.language]) + (not foreign)
            if best is None or fits > best_fits:
                best, best_last, best_fits = head, last, fits
        return HeadAt(best, index, best_last) if best else self._compound(index, form)

    def _covers(self, index: int, wanted: tuple[str, ...]) -> int:
        """The token behind the head noun's words if they stand from ``index`` on, where the first of them does; else 0."""
        if len(wanted) == 1:
            return index + 1
        words = self.forms[index].low.split()
        while len(words) < len(wanted):
            index += 1
            form = self.forms[index]
            if form.word:
                words += form.low.split()
            elif form.text != "-":
                return 0
        return index + 1 if tuple(words) == wanted else 0

    def _compound(self, index: int, form: Form) -> HeadAt | None:
        for ending, head in form.compound:
            if head.type != "street" or self._street(index, ending):
                return HeadAt(head, index, index + 1, compound=True)
        return None

    def _street(self, index: int, ending: str) -> bool:
        """Whether a word that ends like a street's name is one: an unmistakable ending, or a house number behind."""
        long = len(self.forms[index].low) > len(ending) + 3
        return (ending in STREET_ENDINGS and long) or self.forms[index + 1].text[:1].isdigit()

    def given(self, index: int) -> bool:
        """Whether the token is a given name by the gazetteer."""
        return self.forms[index].given

    def located(self, index: int) -> bool:
        """Whether a preposition of place and an article stand before token ``index`` ("aan de …", "aus dem …", "dans le …")."""
        pair = (self.word(index - 2), self.word(index - 1).strip())
        return pair[1] in self.words.articles and pair[0] in LOCATING.get(self.language, ())

    def surname(self, index: int) -> bool:
        """Whether the token is a common surname by the gazetteer."""
        return self.forms[index].surname

    def legal(self, index: int) -> bool:
        """Whether the token is a legal form as companies write it."""
        return self.forms[index].legal

    def lows(self, first: int, last: int) -> list[str]:
        """The flat forms of the tokens ``first``..``last`` (exclusive, ``first`` not negative)."""
        return [form.low for form in self.forms[first:last]]

    def generic(self, first: int, last: int) -> bool:
        """Whether the tokens ``first``..``last`` (exclusive) are words for any of a kind ("Chambre de commerce")."""
        if self.forms[first].bare.partition(" ")[0] not in self._table.generic_openings:
            return False
        return " ".join([form.bare for form in self.forms[first:last]]) in self.words.generic

    def word(self, index: int) -> str:
        """The flat form of token ``index``; "" outside the sentence."""
        return self.forms[index].low

    def bare(self, index: int) -> str:
        """The flat form of token ``index`` without the space that an elision ends with; "" outside the sentence."""
        return self.forms[index].bare

    def capital(self, index: int) -> bool:
        """Whether token ``index`` is there and begins with a capital."""
        return self.forms[index].capital

    def closed(self, index: int) -> bool:
        """Whether a mark stands before token ``index``, or the sentence ends there."""
        return not self.forms[index].word or self.tokens[index].closed

    def text(self, index: int) -> str:
        """The text of token ``index``; "" outside the sentence."""
        return self.forms[index].text


def headed_candidate(
    clause: Clause, first: int, last: int, found: HeadAt, weight: int, rule: str, strong: bool = True
) -> Candidate:
    """Tokens ``first``..``last`` (exclusive) as a name of the kind and type of the head noun ``found``."""
    start, end = clause.tokens[first].start, clause.tokens[last - 1].end
    return Candidate(start, end, found.head.kind, found.head.type, rule, weight, strong)
