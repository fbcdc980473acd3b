"""Head nouns inside and beside a run of capitalised words: "… Prize", "label …", "… laboratory", "Vlaamse overheid".

Weights: inside the run 80, beside it 70 (81 where it says what the run is whatever stands in it), before a comma 58.
"""

from collections.abc import Iterator

from dentelle.reading.names.adjectives_dutch import house_adjective
from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.heads_german import is_capital_adjective
from dentelle.reading.names.sentence import Clause, HeadAt
from dentelle.reading.names.wordlists import closed_set, is_town

__all__ = [
    "before_head",
    "beside",
    "german_adjective_names",
    "head_inside",
    "marked",
    "national_body",
    "run_candidate",
    "with_head",
]

TOWN_TYPES = closed_set("de", "town_types")
TOWN_COMPOUND_TYPES = closed_set("de", "town_compound_types")
WHOLE_PLACES = frozenset({"building", "site", "district", "street", "river"})
PLACE_TYPES_ALONE = frozenset({"region", "commune", "departement", "province"})
MARKING = frozenset({"label", "award", "film", "book", "game", "festival", "exhibition"})
NOT_BEHIND = frozenset({"hall", "house", "building", "office", "school", "group", "huis", "gebouw"})
SURNAME_HEADS = closed_set("en", "surname_heads")
NATIONAL = frozenset({"vlaams", "nederlands", "belgisch", "waals", "deutscher", "europees"})


def run_candidate(
    clause: Clause, first: int, last: int, kind: str, kind_type: str, rule: str, weight: int, strong: bool
) -> Candidate:
    return Candidate(clause.tokens[first].start, clause.tokens[last - 1].end, kind, kind_type, rule, weight, strong)


def national_body(clause: Clause, first: int, last: int) -> Candidate | None:
    """ "Vlaamse overheid", "Belgische regering": a capitalised demonym and a small public body, in Dutch."""
    if clause.language != "nl" or last - first != 1 or clause.forms[first].low not in clause.words.never:
        return None
    found = clause.head_at(last)
    if found is None or found.head.type != "public_body" or found.head.language != "nl" or clause.closed(last):
        return None
    return run_candidate(clause, first, found.last, "organisation", "public_body", "national body", 70, True)


def head_inside(clause: Clause, first: int, last: int) -> HeadAt | None:
    """The head noun of a run: the first before "of" or "van" and in French, else the last."""
    found = [head for i in range(first, last) if (head := clause.head_at(i)) is not None and head.last <= last]
    if not found:
        return None
    if clause.language == "fr":
        if found[0].first == first:
            return found[0]
        return found[-1] if found[-1].last == last and found[-1].head.language == "en" else None
    linked = any(
        clause.forms[i].bare in ("of", "van", "voor", "for", "de", "du", "des", "d") and not clause.forms[i].capital
        for i in range(first, last)
    )
    if linked:
        return found[0]
    if clause.language == "en" and found[-1].last != last and found[0].first != first:
        return None  # "Paris Museum Pass"
    opens = found[0].first == first or (found[0].first == first + 1 and house_adjective(clause, first, last))
    if opens and clause.language == "nl" and not (found[-1].last == last and found[-1].head.language == "en"):
        return found[0]  # but "Campus Community Fund"
    return next((head for head in found if head.last == found[-1].last), found[-1])  # "science park", which is more than a park


def with_head(clause: Clause, first: int, last: int, inside: HeadAt) -> Iterator[Candidate]:
    head = inside.head
    if head.type == "fund" and inside.last == last and clause.forms[first].low in NATIONAL:
        yield run_candidate(clause, first, last, "organisation", "agency", "national fund", 81, True)
        return
    if head.kind == "place" and head.type in PLACE_TYPES_ALONE and clause.language == "en" and last - first > 1:
        yield from _english_area(clause, first, last, inside)
        return
    if head.kind == "place" and head.type in PLACE_TYPES_ALONE:
        start = inside.last if inside.first == first else first
        while start < last and not clause.namelike(start):
            start += 1
        if inside.first > first:
            last = inside.first
        if start < last and not clause.is_known(start, last):
            yield run_candidate(clause, start, last, "place", head.type, "head noun", 72, True)
        return
    if (
        inside.first == first
        and clause.tokens[first].opens
        and clause.role == "sentence"
        and clause.language == "fr"
        and clause.forms[first + 1].low not in ("de", "d", "du")
        and not clause.namelike(first + 1)
    ):
        return
    if (
        clause.language == "nl"
        and inside.compound
        and head.words[-1] == "molen"
        and inside.first == first
        and clause.tokens[first].opens
    ):
        first += 2 * (clause.forms[first + 1].text in ("De", "Het", "'t", "’t") and first + 2 < last)  # "Stellingmolen De Lelie"
    if head.type == "street" and inside.first > first and clause.language == "nl" and clause.ordinary(clause.tokens[first]):
        first = inside.first  # a label and an address
    foreign = head.language != clause.language and clause.forms[first].given and last - first == 2
    foreign = foreign or _surname_head(clause, first, last, inside) or _given_head(clause, first, last, inside)
    weight = 45 if _surname_compound(clause, first, last, inside) else 76 if foreign else 80
    yield run_candidate(clause, first, last, head.kind, head.type, "head noun in the run", weight, True)


def _english_area(clause: Clause, first: int, last: int, inside: HeadAt) -> Iterator[Candidate]:
    """ "County Mayo" and "Otter Township" keep their head noun; "the City of Leeds" and "Ripon city" are known without it."""
    behind = clause.forms[inside.last].low
    if inside.first == first and behind == "of" and clause.starts_known(inside.last + 1):
        return
    if inside.first == first and not clause.namelike(inside.last) and behind != "of":
        return
    yield run_candidate(clause, first, last, "place", inside.head.type, "head noun", 80, True)


def _surname_compound(clause: Clause, first: int, last: int, inside: HeadAt) -> bool:
    """Whether a given name stands before a surname that ends like a place ("Kees Vermeer", "Jens Ahlenberg")."""
    pair = clause.language in ("de", "nl") and inside.compound and last - first == 2 and inside.last == last
    person = pair and (clause.forms[first].given or clause.forms[last - 1].surname)
    return person and inside.head.kind == "place" and inside.head.type != "street"


def _surname_head(clause: Clause, first: int, last: int, inside: HeadAt) -> bool:
    """Whether a given name and a head noun that is as often a surname are rather a person ("Clare Marsh")."""
    if clause.language != "en" or inside.last != last or last - first > 4 or not clause.forms[first].given:
        return False
    before = clause.forms[first - 1].low
    return inside.head.words[-1] in SURNAME_HEADS and before != "the" and before not in clause.words.place_prepositions


def _given_head(clause: Clause, first: int, last: int, inside: HeadAt) -> bool:
    """Whether an English head noun that is a given name as well opens two words ("Grant Morley", "Bill Ashby")."""
    opens = clause.language == "en" and inside.first == first and last - first == 2 and clause.forms[first].given
    return opens and clause.forms[first - 1].low != "the" and not clause.ordinary(clause.tokens[last - 1])


def beside(clause: Clause, first: int, last: int, before: Candidate | None) -> Candidate | None:
    """The run as what a small head noun behind it says ("X laboratory", "X, a Belgian maker"), or one ``before`` it."""
    if clause.language == "nl" and last - first == 1 and clause.forms[first].low.endswith("se") and not clause.closed(last):
        return None
    if clause.language in ("en", "nl"):
        alone = last - first == 1 and clause.tokens[first].opens and not clause.forms[first].odd
        for position in (last,) if alone else (last, last + 1, last + 2):
            if position >= len(clause.tokens) or clause.tokens[position].closed or clause.forms[position].capital:
                break
            found = clause.head_at(position)
            if (
                found is not None
                and found.head.language == clause.language
                and not found.compound
                and found.head.words[0] not in NOT_BEHIND
            ):
                if found.head.type in PLACE_TYPES_ALONE or found.head.type in ("intercommunality", "district"):
                    return (
                        None
                        if clause.is_known(first, last)
                        else run_candidate(
                            clause,
                            first,
                            last,
                            found.head.kind if position > last else "place" if found.head.kind == "place" else "organisation",
                            found.head.type,
                            "head noun behind",
                            60,
                            False,
                        )
                    )
                site = found.head.type in WHOLE_PLACES and position == last
                if (clause.is_known(first, last) and not site) or (alone and clause.ordinary(clause.tokens[first])):
                    return None
                until = found.last if found.head.type in WHOLE_PLACES else last
                return run_candidate(clause, first, until, found.head.kind, found.head.type, "head noun behind", 70, True)
            if clause.forms[position].low in clause.words.function:
                break
    return before


def before_head(clause: Clause, first: int, last: int) -> Candidate | None:
    """The run as what a small head noun before it says: "the label X", "a service called X", "its main building, the X"."""
    before = first - 1
    while before >= 0 and (clause.forms[before].low in clause.words.naming or clause.forms[before].text in '«“„"'):
        before -= 1
    lengths = () if clause.tokens[first].opens else (3, 2, 1)
    for length in lengths:
        start = before - length + 1
        found = clause.head_at(start) if start >= 0 else None
        if (
            found is not None
            and found.last == before + 1
            and found.head.language == clause.language
            and (not clause.tokens[start].form.capital or clause.language == "de")
        ):
            if clause.is_known(first, last):
                return None
            begin = start if found.head.type == "street" else first
            return run_candidate(clause, begin, last, found.head.kind, found.head.type, "head noun before", 70, True)
    comma = first - 1 - (clause.forms[first - 1].bare in clause.words.articles)
    if comma > 1 and clause.forms[comma].text == "," and clause.language != "de" and not clause.forms[comma - 1].capital:
        found = clause.head_at(comma - 1)
        if (
            found is not None
            and found.head.language == clause.language
            and found.head.type not in PLACE_TYPES_ALONE
            and not clause.is_known(first, last)
            and not clause.forms[comma - 1].role
        ):
            return run_candidate(clause, first, last, found.head.kind, found.head.type, "head noun before the comma", 58, False)
    return None


def _of_a_town(clause: Clause, index: int, found: HeadAt) -> bool:
    """Whether a town's adjective before the head noun makes the name of a house of that town ("Hamburger Kunsthalle")."""
    token = clause.tokens[index]
    kind_type = found.head.type
    if not (kind_type in TOWN_TYPES or (found.compound and kind_type in TOWN_COMPOUND_TYPES)) or found.last != index + 2:
        return False
    if not token.form.capital or not token.form.low.endswith("er") or token.form.function or clause.namelike(index + 2):
        return False
    if kind_type == "media":
        return not clause.common(token)  # a paper is called by its region, however small
    return not clause.given(index) and is_town(token.form.low)


def german_adjective_names(clause: Clause) -> Iterator[Candidate]:
    """ "Aachener Revier", "Grünes Signal": a capitalised adjective and a noun inside a German sentence."""
    if clause.language != "de":
        return
    for index in range(len(clause.tokens) - 1):
        token, noun = clause.tokens[index], clause.tokens[index + 1]
        if not noun.form.word or not noun.form.capital or noun.closed or noun.form.odd or is_capital_adjective(clause, index + 1):
            continue
        found = clause.head_at(index + 1)
        if (
            token.form.capital
            and token.form.low.endswith("er")
            and found is not None
            and found.head.kind == "place"
            and not token.opens
            and len(token.form.low) > 5
            and not clause.common(token)
        ):
            yield run_candidate(clause, index, index + 2, "place", found.head.type, "town's adjective and head noun", 72, True)
        elif found is not None and _of_a_town(clause, index, found):
            weight = 82 if found.head.type == "media" else 70
            yield run_candidate(
                clause, index, index + 2, found.head.kind, found.head.type, "town's adjective and head noun", weight, True
            )
        elif (
            is_capital_adjective(clause, index)
            and not token.form.low.endswith("iger")
            and found is None
            and not noun.form.role
            and clause.head_at(index - 1 if index else index) is None
            and not clause.titled
        ):
            yield run_candidate(clause, index, index + 2, "organisation", "", "capitalised adjective", 36, False)


def marked(clause: Clause, first: int, last: int) -> Candidate | None:
    """The run as a small head noun of an award, a label, a work or an event right behind it says, whatever the run holds."""
    found = clause.head_at(last) if clause.language in ("en", "nl") and not clause.closed(last) else None
    if found is None or found.head.type not in MARKING or clause.forms[last].capital or found.head.language != clause.language:
        return None
    token = clause.tokens[first]
    if clause.is_known(first, last) or (token.opens and clause.ordinary(token)):
        return None
    return run_candidate(clause, first, last, found.head.kind, found.head.type, "head noun behind", 81, True)
