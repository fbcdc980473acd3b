"""The page's own subject as a sentence defines it: "X is a museum in …", where a heading names X or the text repeats it.

Invariants: a defined name opens its sentence, behind its definite article at most; what the sentence says that it is (a head noun
of the sentence's language) gives its kind. Weight 84.
"""

import re
from collections.abc import Iterator
from functools import cache

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import Head, closed_set, endings, heads_at
from dentelle.reading.prepared import Prepared, Sentence

__all__ = ["DEFINED", "defined"]

DEFINED = "what the sentence defines"  # the rule that found a name so

HEADINGS = 60  # of one page
NEARBY = 20_000  # characters on either side of a definition that count as its page
TIMES = 3  # that a page writes a name without a heading of its own
LONGEST_HEADING = 120
OPENING = 90  # characters of a sentence in which its definition begins
LONGEST, MOST_WORDS = 60, 7  # characters and words of a defined name
NEAR = 7  # words of the predicate among which its noun stands
BEHIND = frozenset(".,:;–—-|(?!/")  # marks that part a name at the head of a heading from the rest
COMPOUNDING = ("de", "nl")
SHORTEST = 5  # letters of a noun that ends a compound
NO_KINDS = frozenset({"commune", "country", "region", "province", "departement"})  # of what the gazetteer knows


def defined(prepared: Prepared, clauses: Clauses) -> Iterator[Candidate]:
    """The names that sentences define and that a heading or other sentences of the page have."""
    text = prepared.text
    headings: set[str] | None = None
    for number, sentence in enumerate(clauses.sentences):
        if sentence.role not in ("sentence", "item"):
            continue
        match = _definition(sentence.language).match(text, sentence.start, min(sentence.end, sentence.start + OPENING))
        if match is None or not _namelike(match["name"]):
            continue
        if headings is None:
            headings = set(_headings(text, clauses.sentences))
        name = match["name"]
        titled = name.casefold() in headings
        page = text[max(0, sentence.start - NEARBY) : sentence.end + NEARBY]
        if not titled and page.count(name) < TIMES:
            continue
        candidate = _candidate(page, clauses[number], match, titled)
        if candidate is not None:
            yield candidate


@cache
def _definition(language: str) -> re.Pattern[str]:
    """A name at the head of a sentence, perhaps its short form in brackets, a form of "to be" and an article."""
    article, copula, one = (
        "|".join(re.escape(word) for word in endings(language, name))
        for name in ("definite_articles", "copulas", "one_of_a_kind")
    )
    gap = r"(?:(?<=['’])|\s)"
    return re.compile(
        rf"\s*(?i:(?P<article>{article}){gap})?[«“„\"‘']?\s?(?P<name>[A-ZÀ-Þ0-9][^\n,;:()«»“”„\"]{{1,{LONGEST}}}?)\s?[»”“\"’]?\s"
        rf"(?:\([^()\n]{{1,40}}\)\s)?(?:{copula})\s(?:{one}){gap}"
    )


def _namelike(name: str) -> bool:
    return len(name.split()) <= MOST_WORDS and name[-1] not in ".!?"


def _headings(text: str, sentences: list[Sentence]) -> Iterator[str]:
    """The page's headings and what stands at their head, without articles."""
    lines = [s for s in sentences if s.role in ("heading", "item", "byline") and s.end - s.start <= LONGEST_HEADING]
    for line in lines[:HEADINGS]:
        said = " ".join(text[line.start : line.end].casefold().split())
        opening = _article(line.language).match(said)
        said = said[opening.end() :] if opening else said
        yield said.rstrip(" .:")
        for at, letter in enumerate(said):
            if letter in BEHIND:
                yield said[:at].rstrip()


@cache
def _article(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(endings(language, 'definite_articles'))})(?:(?<=['’])|\s)")


def _candidate(page: str, clause: Clause, match: re.Match[str], titled: bool) -> Candidate | None:
    """The name with the kind of what it is said to be, unless it is a person or an ordinary noun."""
    start, end = match.span("name")
    inside = [i for i, token in enumerate(clause.tokens) if start <= token.start and token.end <= end]
    if not inside or clause.forms[inside[0]].function or clause.forms[inside[-1]].function:
        return None
    forms = [clause.forms[i] for i in inside]
    words = [form for form in forms if form.word]
    if any(form.cue or form.speaks for form in words) or words[0].given or clause.tokens[inside[0]].start != start:
        return None
    if len(words) == 1 and not _single(page, clause, inside[0], match, titled):
        return None
    if len(words) > 1 and not (titled or all(form.capital or form.odd or form.function or form.digits for form in words)):
        return None
    found = _own(clause, inside) or _noun(clause, match.end())
    if found is None or found.kind == "work" or found.type in NO_KINDS:
        return None
    if match["article"] is not None and _with_article(page, match.string[match.start("article") : end]):
        start = match.start("article")
    return Candidate(start, end, found.kind, found.type, DEFINED, 84, True)


def _with_article(page: str, whole: str) -> bool:
    """Whether a sentence writes the article like the name, with a capital inside it: "ouvert à La Piscine"."""
    at = page.find(whole)
    while at >= 0:
        if page[max(at - 2, 0) : at - 1].islower() and page[at - 1] == " ":
            return True
        at = page.find(whole, at + len(whole))
    return False


def _own(clause: Clause, inside: list[int]) -> Head | None:
    """The head noun in the name itself, which knows better: "X Mill was the largest factory" is a building."""
    if len(inside) < 2:
        return None
    heads = (head.head for index in inside if (head := clause.head_at(index)) is not None)
    found = [head for head in heads if head.language == clause.language]
    return found[-1 if clause.language == "en" else 0] if found else None


def _single(page: str, clause: Clause, index: int, match: re.Match[str], titled: bool) -> bool:
    """Whether one word is a name: an ordinary one, or any noun in German, only with its article and as the page's title; one
    that says of which kind a thing is only where other sentences write it like a name ("de Onderneming" of a mill)."""
    form = clause.forms[index]
    if form.never:
        return False
    if any(head.words == (form.low,) for head in form.heads) and (
        clause.language == "de" or match["article"] is None or f" {match['article'].lower()} {match['name']}" not in page
    ):
        return False
    if form.odd or (clause.language != "de" and not clause.ordinary(clause.tokens[index])):
        return True
    return titled and match["article"] is not None


def _noun(clause: Clause, position: int) -> Head | None:
    """The head noun of the predicate whose first word begins at ``position``."""
    first = next((i for i, token in enumerate(clause.tokens) if token.start >= position), len(clause.tokens))
    last: Head | None = None
    for index in range(first, min(first + NEAR, len(clause.tokens))):
        form = clause.forms[index]
        if not form.word or (form.function and form.low not in KIND_OF and last is not None):
            return last
        if form.function and form.low not in KIND_OF:
            return None
        if form.capital and clause.language != "de":
            continue
        found = clause.head_at(index)
        head = (
            found.head if found is not None and found.head.language == clause.language else _compound(clause.language, form.low)
        )
        if head is not None and clause.language != "en":
            return head
        last = head or last  # in English the last noun says what it is: "a museum café"
    return last


def _compound(language: str, low: str) -> Head | None:
    """The head noun that the end of a German or Dutch compound is: "stellingmolen"."""
    if language not in COMPOUNDING:
        return None
    nouns = _nouns(language)
    return next((head for at in range(1, len(low) - SHORTEST + 1) if (head := nouns.get(low[at:])) is not None), None)


@cache
def _nouns(language: str) -> dict[str, Head]:
    """The head nouns of one word that are long enough to be told at the end of a compound."""
    singles = (head for heads in heads_at().values() for head in heads if head.language == language and len(head.words) == 1)
    return {head.words[0]: head for head in singles if len(head.words[0]) >= SHORTEST}


KIND_OF = closed_set("all", "kind_of")
