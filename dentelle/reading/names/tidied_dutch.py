"""The names of Dutch sentences once more, after all rules and the tagger: what no name holds is cut off.

Invariants: names of the lexicon and titles of works stay as they are; a cut name keeps its beginning or its end; names stay
apart and in order.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.forms import DUTCH_PEOPLE as PEOPLE
from dentelle.reading.names.forms import forms_of

__all__ = ["tidied_dutch"]

SURE = frozenset(("lexicon", "quoted name", "quoted title", "recurring words", "reference", "legal form", "quoted"))
VERB = re.compile(r"\s(?:is|zijn|was|waren|wordt|worden|werd|werden|heeft|hebben|had|hadden|gaat|gaan|ging|zal|zullen)\s")
TWO = re.compile(r"\s(?:en|of)\s(?:de|het)\s(?=[A-Z])")
QUOTES = frozenset("‘’“”„\"'«»")
OFFICE = re.compile(r"(?:(?:De|Het)\s)?(?:[A-Z][a-z]+s[e]?\s)?(?P<role>[A-Z][a-z-]+)\s(?:van|voor)\s[A-Z]")
PLACED = re.compile(r"\s(?:in|te|bij|nabij|uit)\s(?=[A-Z])")
SURNAME_BEHIND = re.compile(r"\s(?:ten|ter|(?:van|op|in)\s(?:de[rn]?|het|’t|'t))\s[A-Z][a-z’'-]+")
TRAILING = re.compile(r"(?:\s[a-zë'’-]+)+$")
DERIVED = re.compile(r"[A-Z][a-zëé-]{2,}(?:se|lijke|ische|ale)")  # "Leuvense", "Noordelijke": adjectives
NOUN_BEHIND = re.compile(r"\s(?P<noun>[a-zë][a-zëïé-]{2,})")
OFFICE_OF = re.compile(r"(?P<name>[A-Z][\w-]*\s(?:van|de|der|den|ten|ter)\s.*?[A-Z][\w’'-]*)\svan\s(?P<where>[A-Z][\w’'-]*)")
ADJECTIVE = re.compile(r"[A-Z][a-zëé-]{2,}se\s(?=[A-Z])")


def tidied_dutch(clauses: Clauses, found: list[Candidate]) -> list[Candidate]:
    """``found``, in order, with its Dutch names cut, split or dropped."""
    languages = {sentence.language for sentence in clauses.sentences}
    if "nl" not in languages or languages & {"fr", "de", "en"}:
        return found
    kept: list[Candidate] = []
    for candidate in found:
        kept += [candidate] if candidate.rule in SURE else _tidied(clauses.text, candidate)
    return kept


def _tidied(text: str, candidate: Candidate) -> Iterator[Candidate]:
    """What stays of ``candidate``: itself, a part, two names, or nothing."""
    written = text[candidate.start : candidate.end]
    if PEOPLE.fullmatch(written):
        return  # "Antwerpenaars"
    if candidate.kind in ("place", "organisation", "programme") and not candidate.strong and DERIVED.fullmatch(written):
        noun = NOUN_BEHIND.match(text, candidate.end)
        if noun is not None and not forms_of("nl")[noun["noun"]].function:
            return
    office_of = OFFICE_OF.fullmatch(written) if candidate.kind == "person" else None
    if office_of is not None:  # "burgemeester Jan van Dam van Voorbeeld"
        yield replace(candidate, end=candidate.start + office_of.end("name"), name="")
        start = candidate.start + office_of.start("where")
        yield replace(
            candidate, start=start, kind="place", type="", rule="what an office is over", weight=57, strong=False, name=""
        )
        return
    surname = SURNAME_BEHIND.match(text, candidate.end) if candidate.kind == "person" and " " not in written else None
    if surname is not None:
        yield replace(candidate, end=surname.end(), name="")
        return
    if " " not in written or candidate.kind == "person" or text[candidate.start - 1 : candidate.start] in QUOTES:
        yield candidate
        return
    office = OFFICE.match(written)
    if office is not None and forms_of("nl")[office["role"]].role:
        return  # "Gents Schepen voor Economie": whom it names stands beside it
    if candidate.rule == "tagger":
        cut = min((m.start() for m in (VERB.search(written), PLACED.search(written), TRAILING.search(written)) if m), default=0)
        if cut and (parts := TWO.search(written, 0, cut)) is None:
            yield replace(candidate, end=candidate.start + cut, name="")
            return
        parts = TWO.search(written)
        if parts is not None:
            yield replace(candidate, end=candidate.start + parts.start(), name="")
            end = candidate.start + cut if cut else candidate.end
            yield replace(candidate, start=candidate.start + parts.end(), end=end, name="")
            return
    adjective = ADJECTIVE.match(written) if candidate.kind == "place" and candidate.type in ("", "commune") else None
    yield replace(candidate, start=candidate.start + adjective.end(), name="") if adjective else candidate
