"""One sentence under the grammars: its tokens, its language's words, and what is known beforehand in it.

Invariant: everything asked here is answered from this one sentence and the word lists.
"""

import re
from dataclasses import dataclass, field

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.tokens import Token
from dentelle.reading.names.wordlists import (
    Head,
    Words,
    compound_heads,
    endings,
    heads_at,
    is_given_name,
    is_surname,
    legal_forms,
    word_bundle,
)

__all__ = ["Clause", "HeadAt", "headed_candidate"]

CENTURY = re.compile(r"[IVX]{1,6}(?:e|er|re|ème|ième|th|de|ste)?")
LATIN = ("us", "um", "is", "ia", "ea", "ra", "la", "na", "ix", "ex")
SMALL_FORMS = ("vzw", "asbl", "cie", "ltd", "plc", "limited", "llc", "zoon", "zonen", "fils", "sohne", "inc")
POSTCODE = re.compile(r"[A-Z]{1,2}\d{1,2}[A-Z]?|\d[A-Z]{2}|[A-Z]{1,2}-?\d{4,}")
STREET_ENDINGS = endings("all", "street_endings")
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
COMMON_GERMAN_ENDINGS = endings("de", "common_endings")


@dataclass(frozen=True, slots=True)
class HeadAt:
    """A head noun found at tokens ``first``..``last`` (exclusive)."""

    head: Head
    first: int
    last: int
    compound: bool = False


@dataclass(slots=True)
class Clause:
    """The tokens of one sentence in ``language``; ``role`` as of the sentence, ``known`` the starts and ends of known places,
    ``words`` the word lists of the language."""

    tokens: list[Token]
    language: str
    role: str
    known: dict[int, int] = field(default_factory=dict)
    titled: bool = False  # a heading in which most words are capitalised
    words: Words = field(init=False)
    _heads: dict[int, HeadAt | None] = field(default_factory=dict)
    _namelike: dict[int, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = word_bundle(self.language)

    def is_known(self, first: int, last: int) -> bool:
        """Whether tokens ``first``..``last`` (exclusive) are a known place as a whole."""
        return self.known.get(self.tokens[first].start) == self.tokens[last - 1].end

    def known_within(self, start: int, end: int) -> bool:
        """Whether a known place is all that stands between two positions of the text."""
        return self.known.get(start) == end

    def starts_known(self, index: int) -> bool:
        """Whether a known place begins at token ``index``."""
        return index < len(self.tokens) and self.tokens[index].start in self.known

    def common(self, token: Token) -> bool:
        """Whether ``token``, written small, would be an ordinary word of the sentence's language."""
        low, words = token.low, self.words
        if low in words.common:
            return True
        if self.language == "de":
            last = low.rsplit(" ", 1)[-1]
            return last.endswith(COMMON_GERMAN_ENDINGS) or last in words.common or self._compound_of_common(last)
        if self.language == "en":
            return low.endswith("s") and low[:-1] in words.common
        return low.endswith("s") and low[:-1] in words.common

    def ordinary(self, token: Token) -> bool:
        """Like ``common``, by longer lists: for single words that begin a sentence."""
        low, longer = token.low, self.words.ordinary
        return low in longer or (low.endswith("s") and low[:-1] in longer) or self.common(token)

    def _compound_of_common(self, low: str) -> bool:
        common = self.words.common
        return any(low[cut:] in common for cut in range(3, len(low) - 4))

    def never(self, token: Token) -> bool:
        """Whether ``token`` is no name however it is written: a demonym, a month, a generic acronym."""
        return (
            token.low in self.words.never
            or (token.low[-1:] == "s" and token.low[:-1] in self.words.never)
            or (token.low in self.words.function and not token.odd)
        )

    def namelike(self, index: int) -> bool:
        """Whether the token could be part of a name: a capital or a brand's shape, and no function word."""
        if not 0 <= index < len(self.tokens):
            return False
        token = self.tokens[index]
        if not (token.capital or token.odd):
            return False
        told = self._namelike.get(index)
        if told is None:
            told = self._namelike[index] = self._is_namelike(index, token)
        return told

    def _is_namelike(self, index: int, token: Token) -> bool:
        if not token.word or (token.text[0].isdigit() and not token.odd):
            return False
        bracketed = self.text(index - 1) == "(" and self.text(index + 2) == ")"
        if bracketed and self.text(index + 1).islower() and token.low[-2:] in LATIN:
            return False  # (Cichorium intybus)
        if len(token.text) < 2 or token.text[-1:] in "'’" or CENTURY.fullmatch(token.text) or POSTCODE.fullmatch(token.text):
            return False
        return token.low not in self.words.function or (token.upper and len(token.text) > 2)

    def head_at(self, index: int) -> HeadAt | None:
        """The longest head noun that begins at token ``index``: of the sentence's language, or capitalised of another."""
        if not 0 <= index < len(self.tokens):
            return None
        if index not in self._heads:
            self._heads[index] = self._find_head(index)
        return self._heads[index]

    def _find_head(self, index: int) -> HeadAt | None:
        token = self.tokens[index]
        if not token.word or not token.low:
            return None
        best: tuple[int, int, HeadAt] | None = None
        for head in heads_at().get(token.low.split(" ", 1)[0], ()):
            if (
                head.language != self.language
                and not token.capital
                and not (head.type == "street" and self.text(index - 1).isdigit())
            ):
                continue
            last = self._covers(index, head)
            if not last:
                continue
            fits = 2 * (self.word(last).strip() in TELLING[head.language]) + (head.language == self.language)
            if best is None or (len(head.words), fits) > best[:2]:
                best = len(head.words), fits, HeadAt(head, index, last)
        return best[2] if best else self._compound(index) if token.capital else None

    def _covers(self, index: int, head: Head) -> int:
        """The token behind the head noun's words if they stand at ``index``, else 0. An accent that it lacks is a difference."""
        words: list[str] = []
        first = index
        if len(head.words) > 1 and index + 1 < len(self.tokens) and " " not in self.tokens[index].low:
            following = self.tokens[index + 1]
            if following.word and following.low.split(" ", 1)[0] != head.words[1]:
                return 0
        while len(words) < len(head.words) and index < len(self.tokens):
            token = self.tokens[index]
            if token.word:
                words += token.low.split()
            elif token.text != "-":
                return 0
            index += 1
        if tuple(words) != head.words:
            return 0
        if (
            not self.tokens[first].text.isascii()
            and not head.written.startswith(self.tokens[first].text.lower().replace("'", "’"))
            and not self.tokens[first].upper
        ):
            return 0
        return index

    def _compound(self, index: int) -> HeadAt | None:
        token = self.tokens[index]
        if not token.capital or token.upper or len(token.low) < 7:
            return None
        if self.language not in ("de", "nl"):
            if token.low.endswith(STREET_ENDINGS) and self.text(index + 1)[:1].isdigit():
                return HeadAt(Head((token.low,), self.language, "place", "street"), index, index + 1, compound=True)
            return None
        for ending, head in compound_heads(self.language).get(token.low[-2:], ()):
            if not token.low.endswith(ending) or (head.type == "street" and not self._street(index, ending)):
                continue
            if len(token.low) > len(ending) + 2:
                return HeadAt(head, index, index + 1, compound=True)
        return None

    def _street(self, index: int, ending: str) -> bool:
        """Whether a word that ends like a street's name is one: an unmistakable ending, or a house number behind."""
        long = len(self.tokens[index].low) > len(ending) + 3
        return (ending in STREET_ENDINGS and long) or self.text(index + 1)[:1].isdigit()

    def given(self, index: int) -> bool:
        """Whether the token is a given name by the gazetteer."""
        if not 0 <= index < len(self.tokens):
            return False
        token = self.tokens[index]
        if token.low in self.words.particles:
            return False
        return token.capital and not token.upper and len(token.low) > 1 and is_given_name(token.low)

    def located(self, index: int) -> bool:
        """Whether a preposition of place and an article stand before token ``index`` ("aan de …", "aus dem …", "dans le …")."""
        pair = (self.word(index - 2), self.word(index - 1).strip())
        return pair[1] in self.words.articles and pair[0] in LOCATING.get(self.language, ())

    def surname(self, index: int) -> bool:
        """Whether the token is a common surname by the gazetteer."""
        return 0 <= index < len(self.tokens) and self.tokens[index].capital and is_surname(self.tokens[index].low)

    def legal(self, index: int) -> bool:
        """Whether the token is a legal form as companies write it."""
        if not 0 <= index < len(self.tokens):
            return False
        token = self.tokens[index]
        return token.word and token.low in legal_forms() and (token.odd or token.upper or token.low in SMALL_FORMS)

    def word(self, index: int) -> str:
        """The flat form of token ``index``; "" outside the sentence."""
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""

    def capital(self, index: int) -> bool:
        """Whether token ``index`` is there and begins with a capital."""
        return 0 <= index < len(self.tokens) and self.tokens[index].capital

    def closed(self, index: int) -> bool:
        """Whether a mark stands before token ``index``, or the sentence ends there."""
        return not 0 <= index < len(self.tokens) or self.tokens[index].closed or not self.tokens[index].word

    def text(self, index: int) -> str:
        """The text of token ``index``; "" outside the sentence."""
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""


def headed_candidate(
    clause: Clause, first: int, last: int, found: HeadAt, weight: int, rule: str, strong: bool = True
) -> Candidate:
    """Tokens ``first``..``last`` (exclusive) as a name of the kind and type of the head noun ``found``."""
    start, end = clause.tokens[first].start, clause.tokens[last - 1].end
    return Candidate(start, end, found.head.kind, found.head.type, rule, weight, strong)
