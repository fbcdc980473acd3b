"""German names made of an ordinary noun and a town: "die Kindertafel Neustadt", "das Haus der Jugend Köln".

Weight: 82 (strong) behind an article, where two nouns side by side are a noun and a name.
"""

from collections.abc import Iterable, Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import closed_set, endings

__all__ = ["nouns_with_towns"]

WIDE = frozenset({"country", "continent", "river", "region"})
LOCAL = endings("de", "local_nouns")
ARTICLES = closed_set("de", "leading_articles")
DASHES = frozenset("-–—/→")


def nouns_with_towns(clause: Clause, places: Iterable[Candidate]) -> Iterator[Candidate]:
    """Each ordinary noun of a German sentence that stands between an article and a known town, with the town."""
    if clause.language != "de":
        return
    towns = {place.start: place.end for place in places if place.kind == "place" and place.type not in WIDE}
    for index in range(1, len(clause.tokens) if towns else 0):
        end = towns.get(clause.tokens[index].start)
        if end is not None and _house(clause, index - 1) and not _linked(clause, end):
            start = clause.tokens[index - 1].start
            yield Candidate(start, end, "organisation", "organisation", "noun before a town", 66, False)


def _house(clause: Clause, index: int) -> bool:
    """Whether the token is an ordinary noun, behind an article, that makes a name with the town behind it: no head noun, no role,
    no unit of time, and no word for a place ("der Standort Köln", "im Raum Aachen")."""
    token, form = clause.tokens[index], clause.forms[index]
    if clause.closed(index + 1) or not form.nameable or form.odd or form.upper or form.never or form.cue or token.closed:
        return False
    if form.given or form.headlike or len(form.low) < 5 or form.low.endswith(LOCAL) or not clause.common(token):
        return False
    before = clause.forms[index - 1]
    return index > 0 and before.low in ARTICLES and not token.opens


def _linked(clause: Clause, end: int) -> bool:
    """Whether a dash or another name goes on behind ``end``: "die Strecke Köln–Aachen"."""
    following = next((i for i, token in enumerate(clause.tokens) if token.start >= end), None)
    if following is None:
        return False
    form = clause.forms[following]
    return form.text in DASHES or (form.capital and not clause.closed(following)) or form.low == "gegen"
