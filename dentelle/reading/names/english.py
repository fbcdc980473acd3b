"""What only English names do: quarters of the compass, offices and ordinary words before a name, surnames of two words.

Invariant: nothing here is asked of a clause in another language, or it says no.
"""

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.run_heads import run_candidate
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import closed_set, is_given_name

__all__ = ["behind_office", "in_capitals", "more_surname", "place_behind", "plain_words", "quarter_of_place"]

COMPASS = closed_set("all", "compass")


def quarter_of_place(clause: Clause, first: int, last: int) -> Candidate | None:
    """ "West Lothian", "Upper Canada": in English a capitalised quarter of the compass and a known place are a place."""
    if clause.language != "en" or last - first < 2:
        return None
    county = clause.forms[first].text == "Co." and last - first == 2
    if not county and (clause.forms[first].low not in COMPASS or not clause.is_known(first + 1, last)):
        return None
    return run_candidate(clause, first, last, "place", "", "quarter of a place", 68, False)


def place_behind(clause: Clause, first: int, last: int) -> bool:
    """Whether a known place is all that stands behind an ordinary first word ("Whereas London …")."""
    return (
        first + 1 < last
        and clause.forms[first].low not in COMPASS
        and clause.starts_known(first + 1)
        and clause.is_known(first + 1, last)
        and clause.head_at(first) is None
    )


def behind_office(clause: Clause, first: int, last: int) -> int:
    """The token behind "Chair of the", "Secretary of State for" at the head of an English run, 0 if no office opens it."""
    if clause.language != "en" or last - first < 3 or clause.forms[last - 1].low == "year":
        return 0
    index = first
    while index < min(first + 3, last) and clause.forms[index].low not in clause.words.roles:
        index += 1
    if index + 2 >= last or index == min(first + 3, last) or clause.forms[index + 1].low not in ("of", "for", "at", "to"):
        return 0
    if clause.forms[index + 2].low == "state":
        return last
    if any(clause.starts_known(i) or clause.forms[i].given for i in range(first, index)):
        return 0
    index += 2
    while index < last and not clause.namelike(index):
        index += 1
    return index


def in_capitals(clause: Clause, index: int) -> bool:
    """Whether a given name opens a paragraph in capitals, as newspapers print it ("JANE Example was …")."""
    token, following = clause.tokens[index], clause.forms[index + 1]
    if not token.opens or clause.closed(index + 1):
        return False
    return following.capital and not following.upper and is_given_name(token.form.low)


def more_surname(clause: Clause, last: int) -> bool:
    """Whether one more unknown capitalised word ends an English name ("Ada Butler Quaife")."""
    if clause.closed(last) or not clause.forms[last].strictly or clause.ordinary(clause.tokens[last]):
        return False
    return not (
        clause.head_at(last) or clause.starts_known(last) or clause.tokens[last].form.odd or clause.forms[last + 1].capital
    )


def plain_words(clause: Clause, first: int, last: int) -> bool:
    """Whether a heading or an entry capitalises words that are no name elsewhere either."""
    if not (clause.titled or clause.tokens[first].opens or clause.forms[first].text == "&"):
        return False
    return all(not t.form.word or (clause.ordinary(t) and not t.form.odd) for t in clause.tokens[first:last])
