"""Terms: what somebody makes, offers or deals with, as short as it can be said: "tissus de coton" of "ses tissus de coton dans
le même village".

Invariant: a term is a stretch of the words it was cut from; where they name no thing, there is none.
"""

import re
from collections.abc import Iterator
from functools import cache

from dentelle.reading.patterns_loader import word

__all__ = ["enumerated", "terms"]

LONGEST = 6  # words of a term that may keep the phrase behind its noun: "acoustic sensors for railway track"
OPENED = 5  # adverbs and articles before a term
EXPRESSIONS = {  # what is looked for: the word class of the language that it is made of, and how
    "lead": ("term_lead", r"\s?(?:{}|{later}|{article})(?:(?<=')|(?!\w)[\s:]{{1,2}})"),
    "and": ("and", r"\s{}\s"),
    "and the": ("and", r"\s?,?\s{}\s(?:(?:{later})\s(?:{article}(?:(?<=')|\s))?|{article}(?:(?<=')|\s))"),
    "such as": ("such_as", r"\s?,\s(?:{})\s"),
    "made for": ("made_for", r"\s(?:{})\s"),
    "no term": ("no_term", r"\s?(?:{})(?!\w)"),
    "field": ("term_field", r"(?<!\w)(?:{})\s"),
    "end": ("term_end", r"\s?,?\s(?:{})(?!\w)"),
    "tail": ("term_tail", r"\s(?:{})\s"),
}


def terms(text: str, first: int, last: int, language: str, listed: bool = False) -> Iterator[tuple[int, int]]:
    """The terms of ``text[first:last]`` (slotted): one, or those that "and" joins where each has its own article.

    ``listed``: it is the last item of an enumeration, and what a preposition adds there belongs to all of them.
    """
    start = _opened(text, first, last, language)
    if _expression("no term", language).match(text, start, last):
        return
    field = _expression("field", language).search(text, start, last)
    start = _opened(text, field.end(), last, language) if field else start
    end = _expression("end", language).search(text, start + 2, last)
    stop = end.start() if end else last
    tail = _expression("tail", language).search(text, start + 2, stop)
    for begin, finish in _joined(text, start, tail.start() if tail else stop, stop, language):
        begin = _opened(text, begin, finish, language)
        yield begin, _shortened(text, begin, finish, language, 1 if listed else LONGEST)


def enumerated(text: str, start: int, end: int, language: str, made: bool = False) -> int:
    """Where the enumeration ``text[start:end]`` ends: before examples of its last item, or before what a preposition adds behind
    its last "and" ("lace, ropes and twine from linen and cotton"). What is ``made`` ends where those begin for whom it is
    made: "wall tiles for hospitals, dairies and stations"."""
    comma = text.find(",", start, end)
    if comma < 0:
        return end
    examples = _expression("such as", language).search(text, start, end)
    end = examples.start() if examples else end
    joint = _expression("and", language).search(text, comma, end)
    users = _expression("made for", language).search(text, start + 2, comma) if made and joint else None
    if users is not None:
        return users.start()
    tail = _expression("tail", language).search(text, joint.end() + 2, end) if joint else None
    return tail.start() if tail and "," not in text[tail.start() : end] else end


def _opened(text: str, first: int, last: int, language: str) -> int:
    """Where the term begins behind adverbs and what only says that there are many kinds of it."""
    for _ in range(OPENED):
        opening = _expression("lead", language).match(text, first, last)
        if opening is None:
            break
        first = opening.end()
    return first


def _joined(text: str, start: int, before: int, stop: int, language: str) -> Iterator[tuple[int, int]]:
    """The stretches between each "and" that an article follows, or an adverb ("and later"), as long as no preposition has opened
    another phrase."""
    position = start
    for joint in _expression("and the", language).finditer(text, start, before):
        if joint.start() - position > 2:
            yield position, joint.start()
            position = joint.end()
    yield position, stop


def _shortened(text: str, first: int, last: int, language: str, longest: int) -> int:
    """The end of the term without the last of the phrases behind its noun, as long as it has more words than ``longest``."""
    while len(text[first:last].split()) > longest:
        tails = list(_expression("tail", language).finditer(text, first + 2, last))
        if not tails:
            break
        last = tails[-1].start()
    return last


@cache
def _expression(name: str, language: str) -> re.Pattern[str]:
    of_words, pattern = EXPRESSIONS[name]
    return re.compile(
        pattern.format(word(language, of_words), article=word(language, "article"), later=word(language, "later")), re.IGNORECASE
    )
