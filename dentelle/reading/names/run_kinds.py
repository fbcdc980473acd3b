"""What a run of capitalised words is.

Weights: a legal form 90; a head noun inside the run 80 or beside it 70; a cue around it 57 to 67; several words 56, one 30; a
brand's shape 42. What begins a sentence and might be an ordinary word is left to ``document``.
"""

from collections.abc import Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.cues import (
    apposed,
    apposed_head,
    awarded,
    born,
    by_person,
    colon_head,
    dated_event,
    dated_name,
    demonymic,
    enumerated,
    family,
    is_region,
    portfolio,
    possessed,
    published_in,
    venue,
)
from dentelle.reading.names.heads_german import is_capital_adjective
from dentelle.reading.names.sentence import Clause, HeadAt

__all__ = ["LINKS", "german_adjective_names", "named"]

LINKS = {
    "fr": frozenset({"de", "du", "des", "d", "la", "l", "en"}),
    "en": frozenset({"of", "the", "for", "and", "de", "du", "des", "d", "la", "l", "in"}),
    "de": frozenset({"du", "de", "des", "d", "la", "l", "of", "the"}),
    "nl": frozenset({"van", "de", "het", "voor", "en", "du", "des", "d", "la", "l"}),
}
WHOLE_PLACES = frozenset({"building", "site", "district", "street", "river"})
PLACE_TYPES_ALONE = frozenset({"region", "commune", "departement", "province"})
NOT_BEHIND = frozenset({"hall", "house", "building", "office", "school", "group", "huis", "gebouw"})
NATIONAL = frozenset({"vlaams", "nederlands", "belgisch", "waals", "deutscher", "europees"})


def named(clause: Clause, first: int, last: int) -> Iterator[Candidate]:
    """What the run ``first``..``last`` is."""
    first = _without_opening(clause, first, last)
    if first >= last:
        return
    legal = clause.legal(last - 1) and last - first > 1
    if legal and all(clause.never(clause.tokens[i]) for i in range(first, last - 1)):
        return
    if legal:
        yield _candidate(clause, first, last, "organisation", "company", "legal form", 90, True)
        return
    if portfolio(clause, first) or " ".join(clause.word(i).strip() for i in range(first, last)) in clause.words.generic:
        return
    if (national := _national_body(clause, first, last)) is not None:
        yield national
        return
    if all(clause.never(clause.tokens[i]) or clause.tokens[i].text == "&" for i in range(first, last)):
        return
    if last - first > 2 and all(
        (clause.tokens[i].upper and len(clause.tokens[i].text) > 3) or not clause.tokens[i].word for i in range(first, last)
    ):
        return  # a shouted line
    token = clause.tokens[first]
    before = _before(clause, first, last)
    if before is not None and before.kind in ("programme", "work", "event") and last - first > 1:
        before.weight = 81
        yield before
        return
    if clause.word(last - 1) == "year" and clause.word(last - 3) == "of":
        yield _candidate(clause, first, last, "programme", "award", "of the year", 81, True)
        return
    inside = _head_inside(clause, first, last)
    if inside is not None and clause.language != "de" and token.opens and _generic(clause, first, last):
        return
    if (
        last - first > 1
        and any(clause.word(i) in clause.words.roles for i in range(first, last))
        and _generic(clause, first, last)
    ):
        return  # "Chief Executive"
    proper = len(inside.head.words) > 1 and token.low in clause.words.never if inside is not None else False
    if inside is not None and (last - first > inside.last - inside.first or proper):
        yield from _with_head(clause, first, last, inside)
        return
    if inside is not None and inside.compound and clause.language != "de" and (not token.opens or clause.closed(last)):
        yield _candidate(clause, first, last, inside.head.kind, inside.head.type, "compound", 45 if token.opens else 70, True)
        return
    if inside is not None and inside.head.type == "street" and clause.text(last)[:1].isdigit():
        yield _candidate(clause, first, last, "place", "street", "street and number", 70, True)
        return
    if inside is not None and not token.odd and clause.language != "de" and not _capital_article(clause, first):
        return  # a head noun alone: "the University"
    beside = _beside(clause, first, last)
    if beside is not None:
        yield beside
        return
    if dated_name(clause, first, last):
        kind, kind_type = ("event", "") if clause.is_known(first, last) else ("programme", "initiative")
        said = clause.head_at(first - 1) if first else None
        if said is not None and said.head.kind in ("programme", "event"):
            kind, kind_type = said.head.kind, said.head.type
        yield _candidate(clause, first, last + 1, kind, kind_type, "name and year", 67, False)
        return
    if clause.is_known(first, last):
        return
    single = last - first == 1
    beside_head = apposed_head(clause, last)
    if beside_head is not None and beside_head.head.kind != "place" and not (single and token.opens and clause.common(token)):
        yield _candidate(clause, first, last, beside_head.head.kind, beside_head.head.type, "head noun in apposition", 67, True)
        return
    if single and token.opens and not token.odd:
        placed = venue(clause, last) or dated_event(clause, first, last) or born(clause, first, last)
        if colon_head(clause, first) or (placed and not clause.common(token)):
            yield from _bare(clause, first, last)
        elif (apposed(clause, last) or enumerated(clause, last)) and not clause.common(token):
            yield _candidate(clause, first, last, "organisation", "", "apposition", 34, False)
        return
    if single and (clause.never(token) or demonymic(clause, first) or token.low in clause.words.roles | clause.words.titles):
        return
    yield from _bare(clause, first, last)


def _bare(clause: Clause, first: int, last: int) -> Iterator[Candidate]:
    """A run without a head noun: its kind by the preposition before it, else an organisation."""
    token, before, words = clause.tokens[first], clause.word(first - 1), clause.words
    single = last - first == 1
    if clause.language == "nl" and single and token.low.endswith("se") and not clause.closed(last):
        return  # a town's adjective ("Leuvense")
    if single and clause.given(first) and not clause.head_at(first):
        yield _candidate(clause, first, last, "person", "person", "given name alone", 40, False)
        return
    if family(clause, first, last):
        yield _candidate(clause, first, last, "person", "person", "family", 57, False)
        return
    listed = colon_head(clause, first)
    if listed is not None:
        yield _candidate(clause, first, last, listed.kind, listed.type, "list behind a head noun", 59, True)
        return
    region = is_region(clause, first, last)
    if region or venue(clause, last):
        yield _candidate(
            clause,
            first,
            last,
            "place",
            "historic_area" if region else "site",
            "region with article" if region else "venue and town",
            57,
            False,
        )
    elif dated_event(clause, first, last):
        yield _candidate(clause, first, last, "event", "", "date and town", 57, True)
    elif awarded(clause, first):
        yield _candidate(clause, first, last, "programme", "award", "verb of award", 57, False)
    elif by_person(clause, last) or possessed(clause, first):
        yield _candidate(clause, first, last, "work", "", "title and author", 57, False)
    elif clause.word(first - 1) in words.naming:
        yield _candidate(clause, first, last, "programme", "initiative", "naming", 57, False)
    elif (
        any(clause.word(i) in words.event_prepositions for i in range(max(first - 3, 0), first))
        and not clause.tokens[first].closed
    ):
        yield _candidate(clause, first, last, "event", "", "preposition of an event", 46, False)
    elif born(clause, first, last):
        yield _candidate(clause, first, last, "person", "person", "birth", 57, False)
    elif published_in(clause, first):
        yield _candidate(clause, first, last, "organisation", "media", "published in", 57, False)
    elif not token.odd and single and (before in words.place_prepositions or (clause.language == "fr" and before == "a")):
        yield _candidate(clause, first, last, "place", "", "preposition of a place", 46, False)
    elif token.odd and single:
        yield _candidate(clause, first, last, "organisation", "", "shape of a brand", 42, True)
    elif single and clause.language == "de":
        yield _candidate(clause, first, last, "organisation", "", "foreign word", 30, False)
    else:
        common = single and clause.common(token) and clause.language != "de"
        if common and (
            clause.titled or (clause.word(first - 1).strip() in words.articles and not _capital_article(clause, first))
        ):
            return  # "la Région", "the Board"
        weight = 30 if single else 66 if any(clause.starts_known(i) for i in range(first, last)) else 56
        yield _candidate(clause, first, last, "organisation", "", "capitals", weight, False)


def _national_body(clause: Clause, first: int, last: int) -> Candidate | None:
    """ "Vlaamse overheid", "Belgische regering": a capitalised demonym and a small public body, in Dutch."""
    if clause.language != "nl" or last - first != 1 or clause.tokens[first].low not in clause.words.never:
        return None
    found = clause.head_at(last)
    if found is None or found.head.type != "public_body" or found.head.language != "nl" or clause.closed(last):
        return None
    return _candidate(clause, first, found.last, "organisation", "public_body", "national body", 70, True)


def _capital_article(clause: Clause, first: int) -> bool:
    """Whether a capitalised article inside the sentence makes the word behind it a name ("à La Piscine")."""
    return (
        clause.capital(first - 1)
        and clause.word(first - 1).strip() in ("le", "la", "les", "l", "de", "het")
        and not clause.tokens[first - 1].opens
    )


def _generic(clause: Clause, first: int, last: int) -> bool:
    """Whether every word of the run is an ordinary one ("Press Office")."""
    words = [clause.tokens[i] for i in range(first, last) if clause.tokens[i].word]
    return all(token.low in clause.words.common for token in words)


def _without_opening(clause: Clause, first: int, last: int) -> int:
    """``first`` moved behind ordinary words and demonyms that only the beginning of a sentence or grammar capitalises."""
    while first < last:
        token = clause.tokens[first]
        opening = token.opens and not token.odd and clause.common(token) and clause.head_at(first) is None
        demonym = token.low in clause.words.never and last - first > 1 and not token.upper and _demonym_alone(clause, first, last)
        title = token.low in clause.words.titles and not token.odd and clause.namelike(first + 1)
        if not (opening or demonym or title):
            return first
        first += 1
        while first < last and clause.tokens[first].low.strip() in LINKS[clause.language] and not clause.tokens[first].capital:
            first += 1
    return first


def _demonym_alone(clause: Clause, first: int, last: int) -> bool:
    """Whether the demonym that opens a run is an ordinary adjective ("French President …"), no part of a name ("French Tech")."""
    following = clause.tokens[first + 1]
    if last - first == 2 and clause.common(following) and clause.head_at(first + 1) is None:
        return clause.tokens[first].opens or clause.language == "en"
    return (
        following.low in clause.words.titles
        or following.low in clause.words.roles
        or clause.given(first + 1)
        or clause.legal(first + 1)
        or clause.starts_known(first + 1)
    )


def _head_inside(clause: Clause, first: int, last: int) -> HeadAt | None:
    """The head noun of a run: the first before "of" or "van" and in French, else the last."""
    found = [head for i in range(first, last) if (head := clause.head_at(i)) is not None and head.last <= last]
    if not found:
        return None
    if clause.language == "fr":
        return found[0] if found[0].first == first else None
    linked = any(
        clause.word(i).strip() in ("of", "van", "voor", "for", "de", "du", "des", "d") and not clause.tokens[i].capital
        for i in range(first, last)
    )
    if linked:
        return found[0]
    if clause.language == "en" and found[-1].last != last and found[0].first != first:
        return None  # "Paris Museum Pass"
    return found[0] if found[0].first == first and clause.language == "nl" else found[-1]


def _with_head(clause: Clause, first: int, last: int, inside: HeadAt) -> Iterator[Candidate]:
    head = inside.head
    if head.type == "fund" and inside.last == last and clause.tokens[first].low in NATIONAL:
        yield _candidate(clause, first, last, "organisation", "agency", "national fund", 81, True)
        return
    if head.kind == "place" and head.type in PLACE_TYPES_ALONE:
        start = inside.last if inside.first == first else first
        while start < last and not clause.namelike(start):
            start += 1
        if inside.first > first:
            last = inside.first
        if start < last and not clause.is_known(start, last):
            yield _candidate(clause, start, last, "place", head.type, "head noun", 72, True)
        return
    if (
        inside.first == first
        and clause.tokens[first].opens
        and clause.role == "sentence"
        and clause.language == "fr"
        and clause.word(first + 1) not in ("de", "d", "du")
        and not clause.namelike(first + 1)
    ):
        return
    foreign = head.language != clause.language and clause.given(first) and last - first == 2
    yield _candidate(clause, first, last, head.kind, head.type, "head noun in the run", 76 if foreign else 80, True)


def _beside(clause: Clause, first: int, last: int) -> Candidate | None:
    """The run as what a small head noun before or behind it says ("the label X", "X laboratory", "X, a Belgian maker")."""
    if clause.language == "nl" and last - first == 1 and clause.tokens[first].low.endswith("se") and not clause.closed(last):
        return None
    if clause.language in ("en", "nl"):
        alone = last - first == 1 and clause.tokens[first].opens and not clause.tokens[first].odd
        for position in (last,) if alone else (last, last + 1, last + 2):
            if position >= len(clause.tokens) or clause.tokens[position].closed or clause.tokens[position].capital:
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
                        else _candidate(
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
                if (clause.is_known(first, last) and not site) or (alone and clause.common(clause.tokens[first])):
                    return None
                until = found.last if found.head.type in WHOLE_PLACES else last
                return _candidate(clause, first, until, found.head.kind, found.head.type, "head noun behind", 70, True)
            if clause.tokens[position].low in clause.words.function:
                break
    return _before(clause, first, last)


def _before(clause: Clause, first: int, last: int) -> Candidate | None:
    """The run as what a small head noun before it says: "the label X", "a service called X", "its main building, the X"."""
    before = first - 1
    while before >= 0 and (clause.word(before) in clause.words.naming or clause.text(before) in '«“„"'):
        before -= 1
    for length in (3, 2, 1):
        start = before - length + 1
        found = clause.head_at(start) if start >= 0 else None
        if (
            found is not None
            and found.last == before + 1
            and found.head.language == clause.language
            and (not clause.tokens[start].capital or clause.language == "de")
            and not clause.tokens[first].opens
        ):
            if clause.is_known(first, last):
                return None
            begin = start if found.head.type == "street" else first
            return _candidate(clause, begin, last, found.head.kind, found.head.type, "head noun before", 70, True)
    comma = first - 1 - (clause.word(first - 1).strip() in clause.words.articles)
    if comma > 1 and clause.text(comma) == "," and clause.language != "de" and not clause.tokens[comma - 1].capital:
        found = clause.head_at(comma - 1)
        if (
            found is not None
            and found.head.language == clause.language
            and found.head.type not in PLACE_TYPES_ALONE
            and not clause.is_known(first, last)
        ):
            return _candidate(clause, first, last, found.head.kind, found.head.type, "head noun before the comma", 58, False)
    return None


def _candidate(
    clause: Clause, first: int, last: int, kind: str, kind_type: str, rule: str, weight: int, strong: bool
) -> Candidate:
    return Candidate(clause.tokens[first].start, clause.tokens[last - 1].end, kind, kind_type, rule, weight, strong)


def german_adjective_names(clause: Clause) -> Iterator[Candidate]:
    """ "Aachener Revier", "Grünes Signal": a capitalised adjective and a noun inside a German sentence."""
    if clause.language != "de":
        return
    for index in range(len(clause.tokens) - 1):
        token, noun = clause.tokens[index], clause.tokens[index + 1]
        if not noun.word or not noun.capital or noun.closed or noun.odd or is_capital_adjective(clause, index + 1):
            continue
        found = clause.head_at(index + 1)
        if (
            token.capital
            and token.low.endswith("er")
            and found is not None
            and found.head.kind == "place"
            and not token.opens
            and len(token.low) > 5
            and not clause.common(token)
        ):
            yield _candidate(clause, index, index + 2, "place", found.head.type, "town's adjective and head noun", 72, True)
        elif (
            is_capital_adjective(clause, index)
            and not token.low.endswith("iger")
            and found is None
            and clause.head_at(index - 1 if index else index) is None
            and not clause.titled
        ):
            yield _candidate(clause, index, index + 2, "organisation", "", "capitalised adjective", 36, False)
