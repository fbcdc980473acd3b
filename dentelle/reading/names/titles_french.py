"""Titles of works and names of prizes that go on in small letters in French: "le film La Saison des brumes".

Weights: a title behind the head noun of a work 84, one that a capital article opens and a year in brackets closes 72, a prize 79.
Invariant: a title goes no further than a mark, a relative word or its author.
"""

import re
from collections.abc import Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import closed_set, endings

__all__ = ["french_titles"]

WORKS = closed_set("fr", "title_heads")
LINKS = closed_set("fr", "title_links")
ARTICLES = frozenset({"le", "la", "les", "l", "un", "une"})
AUTHOR = frozenset({"de", "d", "du", "par"})
JURIES = closed_set("fr", "juries")
BEST = frozenset({"meilleur", "meilleure", "meilleurs", "meilleures"})
BEST_OF = closed_set("fr", "best_of")
ADJECTIVES = endings("fr", "adjectives")
YEAR_BEHIND = re.compile(r"\s?\((?:[^()\d]{0,30}[ ,])?1\d{3}|\s?\(20\d\d")
LONGEST = 9  # words of a title


def french_titles(clause: Clause, text: str) -> Iterator[Candidate]:
    """Every title of a work and every prize in ``clause`` that French writes mostly in small letters."""
    if clause.language != "fr":
        return
    for index, token in enumerate(clause.tokens):
        if not token.form.word:
            continue
        if token.form.low == "prix":
            yield from _prize(clause, index)
        elif token.form.low in WORKS and not token.form.capital:
            yield from _behind_head(clause, index)
        elif token.form.capital and token.form.low.strip() in ARTICLES and not token.opens:
            yield from _dated(clause, index, text)


def _behind_head(clause: Clause, index: int) -> Iterator[Candidate]:
    first = index + 1
    while first < len(clause.tokens) and first < index + 3 and not clause.closed(first) and _adjective(clause, first):
        first += 1
    if clause.closed(first) or not clause.capital(first) or _one_who(clause, first):
        return
    last = _title_end(clause, first)
    if last > first + 1 or (clause.namelike(first) and not clause.starts_known(first)):
        yield _title(clause, first, last, "film" if clause.word(index).startswith(("film", "metrage", "court")) else "", 84)


def _dated(clause: Clause, index: int, text: str) -> Iterator[Candidate]:
    last = _title_end(clause, index)
    if last > index + 1 and clause.namelike(index + 1) and YEAR_BEHIND.match(text, clause.tokens[last - 1].end):
        yield _title(clause, index, last, "", 72)


def _title(clause: Clause, first: int, last: int, kind_type: str, weight: int) -> Candidate:
    start, end = clause.tokens[first].start, clause.tokens[last - 1].end
    return Candidate(start, end, "work", kind_type, "title of a work", weight, last > first + 1)


def _adjective(clause: Clause, index: int) -> bool:
    token = clause.tokens[index]
    if token.form.capital or token.form.low in clause.words.function:
        return False
    return token.form.low in clause.words.never or token.form.low.endswith(ADJECTIVES) or token.form.low == "metrage"


def _one_who(clause: Clause, index: int) -> bool:
    """Whether a person or a known name stands there, no title."""
    person = clause.given(index) and clause.capital(index + 1) and not clause.closed(index + 1)
    return person or clause.starts_known(index)


def _title_end(clause: Clause, first: int) -> int:
    """The token behind the title that begins at ``first``."""
    tokens = clause.tokens
    position = last = first + 1
    linked = clause.forms[first].low.strip() in LINKS
    while position < len(tokens) and position - first < LONGEST:
        token = tokens[position]
        genitive = token.form.text in ("'s", "’s") and clause.capital(position + 1)
        if not token.form.word and not genitive:
            break
        before = clause.text(position - 1)
        if token.closed and not genitive and before[-1:] not in "'’" and before not in ("'s", "’s"):
            break
        low = token.form.low.strip()
        if genitive or token.form.capital:
            linked, position = False, position + 1
            last = position if not genitive else last
        elif low in LINKS:
            if low == "et" and not clause.capital(position + 1):
                break
            if low in AUTHOR and (clause.capital(position + 1) and not _common(clause, position + 1)):
                break
            linked, position = True, position + 1
        elif low not in clause.words.function and (linked or (clause.capital(position - 1) and _adjective(clause, position))):
            linked, position = False, position + 1
            last = position
        else:
            break
    return last


def _common(clause: Clause, index: int) -> bool:
    return clause.common(clause.tokens[index])


def _prize(clause: Clause, index: int) -> Iterator[Candidate]:
    """ "prix du public", "prix spécial du jury", "Grand Prix du meilleur court métrage"."""
    tokens = clause.tokens
    first = index - (clause.word(index - 1) == "grand" and clause.capital(index - 1))
    position = index + 1
    while position < len(tokens) and position < index + 3 and not clause.closed(position) and _adjective(clause, position):
        position += 1
    if clause.word(position).strip() not in ("du", "de", "des", "d"):
        return
    position += 1
    while clause.word(position).strip() in ("la", "l", "les"):
        position += 1
    if clause.closed(position) and clause.text(position - 1)[-1:] not in "'’":
        return
    last = 0
    if clause.word(position) in JURIES and not clause.capital(position):
        last = position + 1
        if clause.word(last) == "du" and clause.word(last + 1) in BEST:
            position = last + 1
    if clause.word(position) in BEST:
        last = position + 1
        while last < len(tokens) and last - position < 6 and not clause.closed(last) and clause.word(last) in BEST_OF:
            last += 1
        while clause.word(last - 1).strip() in ("d", "de", "en", "l", "la"):
            last -= 1
        last += last < len(tokens) and not clause.closed(last) and _adjective(clause, last)
        last = last if last > position + 1 else 0
    if last:
        yield Candidate(tokens[first].start, tokens[last - 1].end, "programme", "award", "prize", 83, True)
