"""Known names of the lexicon where the text means them: a capital in front, no part of a longer word, context for ambiguous ones.

Weights: several words 64, one word 50; an ambiguous name with context 50, any other entry of the lexicon (an actor) 66.
"""

import re
from collections.abc import Iterator
from functools import cache

from dentelle.given import LexiconEntry
from dentelle.reading.lexicon import WELL_KNOWN, Known, Lexicon
from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import is_given_name, is_surname

__all__ = ["known_names", "usable"]

ARTICLE = re.compile(r"(?:the|la|le|les|l['’]|de|het|die|der|den) ?(?=[A-ZÀ-ÖØ-Þ])")
PARTS = re.compile(r"\s+|(?<=[’'])")  # of "L’Équipe" the article and the word
BASED = re.compile(r"-(?:based|born|led|style|owned|wide|made|backed|funded|listed|speaking|era|area)\b")


@cache
def _common_in() -> dict[str, tuple[str, ...]]:
    from dentelle import gazetteer

    return {place.ref: place.common_in for place in gazetteer.places() if place.common_in}


HAMLET = 5_000  # inhabitants under which a place that is called like an ordinary word is not meant behind a mere preposition


@cache
def _hamlets() -> frozenset[str]:
    from dentelle import gazetteer

    return frozenset(
        place.ref for place in gazetteer.places() if place.common_in and place.population and place.population < HAMLET
    )


QUARTERS = frozenset(
    ("Midden", "Noord", "Zuid", "Oost", "West", "Ober", "Unter", "Nieder", "Mittel", "Nord", "Süd", "Ost", "Hoch", "Alt", "Neu")
)
OTHER_QUARTER = re.compile(rf"(?:{'|'.join(sorted(QUARTERS))})-\s?(?:en|und)\s$")


def usable(known: Known, text: str) -> bool:
    """Whether a match of the lexicon is written like a name: capitals, and no part of a hyphenated word."""
    if known.start and text[known.start - 1] in "-‐‑" and known.start > 1 and text[known.start - 2].isalnum():
        return False
    if BASED.match(text, known.end):
        return text[known.start].isupper()
    following = text[known.end + 1 : known.end + 2]
    if text[known.end : known.end + 1] in ("-", "‐", "‑") and following.isalnum() and not following.islower():
        return False
    body = text[known.start : known.end]
    place = known.entries[0].kind == "place"
    if not place and known.entries[0].ref == WELL_KNOWN and not _as_known(body, known.entries[0].name):
        return False
    if not place and known.entries[0].ref == WELL_KNOWN and body.islower() and any(body == e.name for e in known.entries):
        return True  # its owner writes it small ("imec")
    if not body[0].isupper() and ARTICLE.match(body) is None:
        if place or not (body[0].isdigit() or any(map(str.isupper, body[1:]))):
            return False
    elif place and body.isalpha():
        return len(body) < 5 or body[0].isupper()  # one word, which most are
    words = [w for w in body.replace("’", " ").replace("'", " ").replace("-", " ").split() if len(w) > 4]
    return not words or any(w[0].isupper() for w in words[-1:]) or (known.entries[0].kind != "place" and body[0].isupper())


def _as_known(body: str, name: str) -> bool:
    """Whether a well-known name has its capitals: all of them where it is an acronym, those of its longer words else."""
    if name.isupper():
        return body.isupper()
    return all(
        a[:1].isupper() or not b[:1].isupper() or len(b) < 4 for a, b in zip(PARTS.split(body), PARTS.split(name), strict=False)
    )


def known_names(clause: Clause, found: list[Known], lexicon: Lexicon) -> Iterator[Candidate]:
    """The known names of one sentence; ``found`` are the usable matches inside it."""
    starts = {token.start: index for index, token in enumerate(clause.tokens)}
    ends = {token.end: index + 1 for index, token in enumerate(clause.tokens)}
    for known in found:
        first, last = starts.get(known.start), ends.get(known.end)
        if first is None or last is None:
            continue
        entry = known.entries[0]
        if entry.kind != "place":
            yield Candidate(
                known.start,
                known.end,
                entry.kind,
                entry.type,
                "lexicon",
                _weight(entry, last - first),
                True,
            )
            continue
        best = _meant(clause, known.entries, first, last)
        if best is None:
            continue
        if best.type == "territory" and "union" in best.name.casefold():
            yield Candidate(known.start, known.end, "organisation", "public_body", "lexicon", 64, True)
            continue
        if best.type == "epci":
            yield Candidate(known.start, known.end, "organisation", "intercommunality", "lexicon", 70, True)
            continue
        clause.known[known.start] = known.end
        weight = 84 if _half(clause, first) else 64 if last - first > 1 else 50
        yield Candidate(known.start, known.end, "place", best.type, "lexicon", weight, True)


def _half(clause: Clause, first: int) -> bool:
    """Whether the other quarter of the same place stands before it, cut short: "Nord- und Mittelhessen"."""
    before = [clause.text(index) for index in range(first - 3, first)] if first > 2 else []
    return bool(before) and before[0] in QUARTERS and before[1] == "-" and before[2] in ("und", "en")


def _weight(entry: LexiconEntry, length: int) -> int:
    if entry.ref == WELL_KNOWN and length == 1:
        return 55  # less than a run of several capitalised words that holds it
    return 66 if length > 1 or len(entry.name) > 3 else 50


def _meant(clause: Clause, entries: tuple[LexiconEntry, ...], first: int, last: int) -> LexiconEntry | None:
    """The entry that the text means, None if it most likely means no place."""
    token = clause.tokens[first]
    bracketed = clause.forms[last].text == ")" and clause.text(first - 1) == "("
    if last - first == 1 and not bracketed and (token.form.low in clause.words.never or clause.forms[first].legal):
        return None
    if last - first == 1 and token.form.upper and len(token.form.text) <= 3 and entries[0].type != "country":
        return None
    if clause.language == "nl" and last - first == 1 and clause.forms[first - 1].low == "een" and _small_noun(clause, last):
        return None  # "een Leuvens bedrijf"
    context = _place_context(clause, first, last)
    if last - first == 1 and not context and clause.text(last) == ":" and clause.common(token):
        return None  # a label
    if last - first == 1 and not context and (head := clause.head_at(first)) is not None and not head.compound:
        return None
    for entry in entries:
        common = _common_in().get(entry.ref, ())
        if entry.kind == "place" and (
            "*" in common
            or clause.language in common
            or (
                (token.opens or clause.language == "de")
                and last - first == 1
                and entry.type == "commune"
                and token.form.low in clause.words.common
            )
            or (last - first == 1 and token.form.low in clause.words.function)
        ):
            if context and not (entry.ref in _hamlets() and _mere_preposition(clause, first, last)):
                return entry
            continue
        if (
            entry.kind == "place"
            and last - first == 1
            and entry.type == "commune"
            and not context
            and (is_given_name(token.form.low) or is_surname(token.form.low))
        ) and _beside_capital(clause, first, last):
            continue
        return entry
    return None


def _mere_preposition(clause: Clause, first: int, last: int) -> bool:
    """Whether nothing but a preposition says that a place is meant ("nach Plan")."""
    before = clause.forms[first - 1].low
    return before in clause.words.place_prepositions and clause.forms[last].text not in ("(", ",")


def _small_noun(clause: Clause, index: int) -> bool:
    """Whether an ordinary word in small letters stands right behind."""
    form = clause.forms[index]
    return form.word and not form.capital and not form.function and not clause.closed(index)


def _beside_capital(clause: Clause, first: int, last: int) -> bool:
    before = (
        first > 0 and not clause.tokens[first].closed and clause.forms[first - 1].capital and not clause.tokens[first - 1].opens
    )
    after = last < len(clause.tokens) and not clause.tokens[last].closed and clause.forms[last].capital
    return before or after


def _place_context(clause: Clause, first: int, last: int) -> bool:
    """A preposition of place, a postal code or a town before; a country or a code in brackets behind."""
    before, words = clause.forms[first - 1].low, clause.words
    if before in words.place_prepositions or (before == "a" and clause.language == "fr"):
        return True
    if before.isdigit() and len(before) in (4, 5):
        return True
    after = clause.forms[last].text
    if after == ")" and clause.text(first - 1) == "(":
        return True
    if clause.text(first - 1) == "," and first > 1 and clause.tokens[first - 2].end in clause.known.values():
        return True  # a town and what it lies in
    if after == "(" and clause.forms[last + 1].text.isdigit():
        return True
    head = clause.head_at(first - 1) if first else None
    if head is not None and head.head.kind == "place" and head.last == first:
        return True
    if first > 1 and before in ("de", "d", "du", "von", "of", "van"):
        head = clause.head_at(first - 2)
        return head is not None and head.head.kind == "place"
    return False
