"""German names of towns and what belongs to them: "die Stadt Mölln", "Rotenburg (Wümme)", "in der Gießervorstadt",
"Sonnenberg: Neue Brücke".

Weights: a town with what tells it from its namesakes 84, a town's administration 82 (all strong), a place by its last part 66.
"""

from collections.abc import Iterable, Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import closed_set, endings

__all__ = ["german_towns"]

BODIES = closed_set("de", "town_bodies")
WHERE = closed_set("de", "town_where")
ADDITIONS = closed_set("de", "town_additions")
TOWN_ENDINGS = endings("de", "town_endings")
STANDING = endings("de", "standing_places")
ARTICLES = closed_set("de", "leading_articles")
WIDE = frozenset({"country", "continent", "river", "region"})
SHORTEST = 4  # letters of the first part of a compound that names a place


def german_towns(clause: Clause, places: Iterable[Candidate]) -> Iterator[Candidate]:
    """The names of a German sentence that a town, or a word that ends like one, gives away."""
    if clause.language != "de":
        return
    towns = {place.start: place.end for place in places if place.kind == "place" and place.type not in WIDE}
    for index, form in enumerate(clause.forms[: len(clause.tokens)]):
        if not form.capital or form.odd:
            continue
        end = _town_end(clause, index, towns)
        if end and clause.forms[end].text == "(" and clause.forms[end - 1].text != ")":
            end = 0
        if end and clause.forms[end - 1].text == ")":
            yield _candidate(clause, index, end, "place", "commune", "town and its land", 84)
        if end and form.low not in BODIES and _body(clause, index - 1):
            yield _candidate(clause, index - 1, end, "organisation", "public_body", "a town's administration", 86)
        if _quarter(clause, index):
            yield _candidate(clause, index, index + 1, "place", "district", "place before a colon", 66)
        elif _named_place(clause, index):
            yield _candidate(clause, index, index + 1, "place", "site", "place by its last part", 66)


def _candidate(clause: Clause, first: int, last: int, kind: str, kind_type: str, rule: str, weight: int) -> Candidate:
    return Candidate(clause.tokens[first].start, clause.tokens[last - 1].end, kind, kind_type, rule, weight, True)


def _town_end(clause: Clause, index: int, towns: dict[int, int]) -> int:
    """The token behind the town that begins at ``index``, with what stands in brackets to tell it from its namesakes; 0 if none
    does."""
    known = towns.get(clause.tokens[index].start)
    if known is not None:
        end = next((i + 1 for i in range(index, len(clause.tokens)) if clause.tokens[i].end == known), 0)
    else:
        low = clause.forms[index].low
        unknown = low not in clause.words.nouns and low not in clause.words.everyday
        told = unknown and low.endswith(TOWN_ENDINGS) and clause.namelike(index) and clause.forms[index - 1].low in BODIES
        end = index + 1 if told and not clause.closed(index) else 0
    if not end or clause.forms[end].text != "(":
        return end
    inside = clause.forms[end + 1]
    return end + 3 if inside.low in ADDITIONS and inside.capital and clause.forms[end + 2].text == ")" else end


def _body(clause: Clause, index: int) -> bool:
    """Whether "Stadt" or "Gemeinde" at ``index`` stands for those who govern the town, and not for where something is."""
    if index < 0 or clause.forms[index].low not in BODIES or not clause.forms[index].capital or clause.closed(index + 1):
        return False
    before = clause.forms[index - 1]
    if before.low not in ARTICLES or clause.closed(index):
        return clause.tokens[index].opens or clause.tokens[index].closed
    return clause.forms[index - 2].low not in WHERE and before.low not in WHERE


def _quarter(clause: Clause, index: int) -> bool:
    """Whether a word that ends like a town's name opens a heading or an entry before a colon ("Sonnenberg: Neue Brücke")."""
    form = clause.forms[index]
    if not clause.tokens[index].opens or clause.forms[index + 1].text != ":" or not clause.namelike(index):
        return False
    return form.low.endswith(TOWN_ENDINGS) and not clause.starts_known(index) and not _ordinary(clause, form.low)


def _named_place(clause: Clause, index: int) -> bool:
    """Whether a compound ends like a place and begins with no ordinary word, behind an article ("die Reuterkaserne")."""
    form, before = clause.forms[index], clause.forms[index - 1]
    if clause.closed(index) or before.low not in ARTICLES or " " in form.low or clause.starts_known(index):
        return False
    ending = next((end for end in STANDING if form.low.endswith(end)), "")
    first = form.low[: -len(ending)] if ending else ""
    if len(first) < SHORTEST or form.low in clause.words.everyday or form.low in clause.words.nouns:
        return False
    return not _ordinary(clause, first) and not form.never


def _ordinary(clause: Clause, low: str) -> bool:
    """Whether ``low``, or ``low`` without a linking letter, is an ordinary word or the stem or end of one."""
    words = clause.words
    stems = (
        low,
        low.removesuffix("s"),
        low.removesuffix("n"),
        low.removesuffix("en"),
        low + "e",
        low + "en",
        low.removesuffix("er"),
    )
    if any(stem in words.nouns or stem in words.everyday for stem in stems):
        return True
    return any(low[cut:] in words.nouns or low[cut:] in words.everyday for cut in range(3, len(low) - 3))
