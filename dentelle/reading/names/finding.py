"""Names: persons, organisations, places, programmes, events and works of a prepared text.

Invariants: mentions are in the order of the text and do not overlap; a heading in capitals and page furniture give no new
names; what is found is a function of the text and the lexicon.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dentelle.model import Mention
from dentelle.reading.coreference import resolve
from dentelle.reading.lexicon import Known, Lexicon
from dentelle.reading.names.announced import announced
from dentelle.reading.names.bodies_cut import cut_bodies
from dentelle.reading.names.bodies_dutch import dutch_bodies
from dentelle.reading.names.bodies_whole import whole_bodies
from dentelle.reading.names.candidates import Candidate, chosen
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.defined import defined
from dentelle.reading.names.document import settle, spread
from dentelle.reading.names.entitled import entitled
from dentelle.reading.names.headline import headlines
from dentelle.reading.names.heads import headed
from dentelle.reading.names.honours import whole_honours
from dentelle.reading.names.houses_german import nouns_with_towns
from dentelle.reading.names.kinds import with_kinds
from dentelle.reading.names.known import known_names, usable
from dentelle.reading.names.lists import (
    acronyms,
    bracketed,
    comma_list,
    edited,
    labelled,
    quoted,
    references,
    spelled_out,
    titled,
)
from dentelle.reading.names.numbered import numbered
from dentelle.reading.names.people import people
from dentelle.reading.names.person_forms import inverted, with_call_name
from dentelle.reading.names.prizes_german import prizes
from dentelle.reading.names.recurring import lettered
from dentelle.reading.names.run_heads import german_adjective_names
from dentelle.reading.names.runs import runs
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.sites import is_site, sites
from dentelle.reading.names.tagger import revised
from dentelle.reading.names.tidied import tidied_all
from dentelle.reading.names.tidied_dutch import tidied_dutch
from dentelle.reading.names.tidied_english import tidied_english
from dentelle.reading.names.tidied_french import tidied
from dentelle.reading.names.tidied_wholes import wholes
from dentelle.reading.names.titles_french import french_titles
from dentelle.reading.names.tokens import tokens
from dentelle.reading.names.towns_german import german_towns
from dentelle.reading.names.wholes_dutch import dutch_wholes
from dentelle.reading.prepared import Prepared, Sentence

__all__ = ["find_names", "ruled_names"]

COMMAS = frozenset(",;/")
PLACED = "head noun and place"
SOME_IN_LAND = re.compile(r"[A-ZÄÖÜ][\w-]+\s[A-ZÄÖÜ][\w-]+s")  # "die erste Zuckerfabrik Frankreichs" is told of, not named
HEADED = frozenset(("head noun", "head noun in the run", "small head noun and proper complement"))
QUOTES = frozenset("«“„»\"‘'")


def find_names(prepared: Prepared, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Every mention of a name in ``prepared``, in order, and descriptions that stand for one; positions in the prepared text."""
    clauses, ruled = ruled_names(prepared, lexicon)
    tagged = spread(clauses, revised(clauses, ruled))
    tidy = tidied_english(clauses, tidied_dutch(clauses, tidied(clauses, tagged)))
    named = cut_bodies(clauses, whole_bodies(clauses, wholes(clauses, tidied_all(clauses, tidy))))
    return resolve(prepared, clauses, whole_honours(clauses, with_kinds(clauses, named)))


def ruled_names(prepared: Prepared, lexicon: Lexicon) -> tuple[Clauses, list[Candidate]]:
    """The sentences as clauses, and the names that the rules find in them, in order, before the tagger revises them."""
    known = lexicon.find(prepared.text, usable)
    clauses = Clauses(prepared.text)
    found: list[Candidate] = []
    position = 0
    for sentence in prepared.sentences:
        while position < len(known) and known[position].start < sentence.start:
            position += 1
        inside: list[Known] = []
        while position < len(known) and known[position].end <= sentence.end:
            inside.append(known[position])
            position += 1
        clause = _clause(prepared.text, sentence)
        clauses.add(sentence, clause)
        found += _in_sentence(prepared.text, sentence, clause, inside, lexicon)
    titles = [*headlines(prepared, clauses), *announced(prepared, clauses), *defined(prepared, clauses)]
    titles += [*lettered(prepared, clauses), *prizes(clauses), *entitled(prepared, clauses)]
    return clauses, settle(prepared, clauses, chosen([*titles, *found]) if titles else found)


def _clause(text: str, sentence: Sentence) -> Clause:
    clause = Clause(tokens(text, sentence.start, sentence.end, sentence.language), sentence.language, sentence.role)
    if sentence.role in ("item", "heading"):
        _open_after_date(clause, sentence.role == "heading")
    if sentence.role == "heading" and sentence.language != "de":
        capitals = [form.capital for form in clause.forms if form.word]
        clause.titled = len(capitals) >= 3 and sum(capitals) >= 0.75 * len(capitals)
    return clause


def _promising(clause: Clause) -> bool:
    """Whether any token can open or hold a name at all; a sentence without one needs no grammar."""
    first = True
    for form in clause.forms:
        if form.odd or form.low == "prix" or is_site(form) or (form.capital and not (first and form.function)):
            return True
        first = first and not form.word
    return False


def _open_after_date(clause: Clause, always: bool) -> None:
    """In a list of dates ("31 March 1989 – The pit …") the word behind the first dash begins a sentence."""
    for index, token in enumerate(clause.tokens[:9]):
        if token.form.text in "–—-" and not token.form.word:
            dated = any(before.form.text[0].isdigit() for before in clause.tokens[:index])
            if (dated or always) and index + 1 < len(clause.tokens):
                clause.tokens[index + 1].opens = True
            return


def _in_sentence(text: str, sentence: Sentence, clause: Clause, known: list[Known], lexicon: Lexicon) -> list[Candidate]:
    """The names that one sentence gives away by itself."""
    if sentence.role == "furniture":
        return [c for c in headed(clause) if c.type == "media" and c.strong]
    if not known and not _promising(clause):
        return []
    places = list(known_names(clause, known, lexicon)) if known else []
    if clause.shouting():
        return chosen(places)
    candidates = [
        *places,
        *people(clause, text),
        *_not_known(places, headed(clause)),
        *_not_known(places, runs(clause)),
        *dutch_bodies(clause),
        *dutch_wholes(clause),
        *numbered(clause),
        *sites(clause),
        *french_titles(clause, text),
        *german_adjective_names(clause),
        *nouns_with_towns(clause, places),
        *german_towns(clause, places),
        *_by_layout(text, sentence, clause),
    ]
    if "(" in clause.marks:
        spans = {(c.start, c.end) for c in candidates if c.weight > 40}
        candidates += [c for c in spelled_out(clause, text, sentence.start, sentence.end) if (c.start, c.end) not in spans]
    if clause.language == "de":
        candidates = [candidate for candidate in candidates if not _is_told_of(text, clause, candidate)]
    first = list(_placed(clause, chosen(candidates)))
    short = list(acronyms(clause, first, text)) if "(" in clause.marks else []
    return chosen([*first, *short]) if short else first


def _is_told_of(text: str, clause: Clause, candidate: Candidate) -> bool:
    """Whether a German head noun and a known place's genitive tell of a body, as "die erste Zuckerfabrik Frankreichs" does."""
    if candidate.rule not in HEADED or candidate.end not in clause.known.values():
        return False
    return SOME_IN_LAND.fullmatch(text, candidate.start, candidate.end) is not None


def _placed(clause: Clause, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """``found``, those of a head noun that end with a known place ("Belfry of Valenciennes") as the surer ones that they are."""
    ends = frozenset(clause.known.values())
    for candidate in found:
        placed = candidate.rule in HEADED and candidate.end in ends
        yield replace(candidate, rule=PLACED) if placed else candidate


def _not_known(known: list[Candidate], told: Iterable[Candidate]) -> Iterator[Candidate]:
    """``told`` without what well-known names are as a whole or in part, whose head nouns mislead ("Open" in a party's name,
    "Empire" in that of an order)."""
    spans = sorted((c.start, c.end) for c in known if c.kind != "place")
    if not spans:
        return iter(told)
    starts = [start for start, _ in spans]
    return (c for c in told if not _within(c, *spans[max(bisect_right(starts, c.start) - 1, 0)]))


ARTICLE = 4  # letters and the space of an article, without which a name is the same


def _within(candidate: Candidate, start: int, end: int) -> bool:
    """Whether ``candidate`` is ``start``..``end`` or a part of it, and not merely that without its article."""
    if candidate.start < start or candidate.end > end:
        return False
    return candidate.start == start or candidate.end < end or candidate.start - start > ARTICLE


def _by_layout(text: str, sentence: Sentence, clause: Clause) -> Iterator[Candidate]:
    """The names that brackets, labels, commas and quotation marks give away, each looked for only where its marks stand."""
    start, end = sentence.start, sentence.end
    if "(" in clause.marks:
        yield from bracketed(clause, text, start, end)
        yield from with_call_name(text, start, end)
    if sentence.role == "item":
        yield from labelled(clause, text, start, end)
        yield from references(clause, text, start, end)
    if ":" in clause.marks:
        yield from titled(clause, text, start, end)
    if not clause.marks.isdisjoint(COMMAS):
        yield from comma_list(clause, text, start, end)
        if "," in clause.marks:
            yield from inverted(text, start, end)
            yield from edited(text, start, end)
    if not clause.marks.isdisjoint(QUOTES):
        yield from quoted(clause, text, start, end)
