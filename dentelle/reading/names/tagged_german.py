"""What the tagger alone took for a German name, cut to what German grammar lets a name be.

Invariant: a span only gets shorter, or is none.
"""

import re
from collections.abc import Iterable

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import closed_set

__all__ = ["cut_german"]

PARTICIPLE = re.compile(
    r"(?:[a-zäöü]{2,6})?ge[a-zäöüß]{3,}(?:t|en)|(?:be|er|ver|ent|zer)[a-zäöüß]{3,}(?:t|en)"
)  # ends German clauses
NOUN_LENGTH = 8  # letters from which an ordinary German noun is hardly the name of a town
LOCATING = frozenset({"im", "in", "beim", "bei", "auf", "aus", "nach"})
OWNERS = closed_set("de", "owners")
FIELDS = closed_set("de", "field_words")
ARTICLES = closed_set("de", "leading_articles")
INDEFINITE = frozenset({"ein", "eine", "einen", "einem", "einer", "eines"})
AGREEING = frozenset({"der", "des", "einer", "eines", "dieser"})


def cut_german(clause: Clause, first: int, last: int, letter: str, ruled: Iterable[Candidate]) -> tuple[int, int, str] | None:
    """The tokens ``first``..``last`` (exclusive) and the kind's letter that are left, None if nothing is."""
    last = _before_article(clause, first, last)
    while last - first > 1 and (PARTICIPLE.fullmatch(clause.forms[last - 1].text) or _small(clause, last - 1)):
        last -= 1  # "das Zentrum X untergebracht", "Anna Beispiel genug"
    if letter == "P":
        return first, _without_nouns(clause, first, last), letter
    if (person := _person_behind_role(clause, first, last, ruled)) is not None:
        return person, last, "P"
    if letter in "OL":
        last = _before_place(clause, first, last)
        if last - first > 2 and clause.forms[last - 1].low in OWNERS and clause.forms[last - 2].low in AGREEING:
            last -= 2  # "das Kulturgut der Stadt"
        if clause.forms[first].low in FIELDS and last - first > 1:
            first += 1
    if letter == "L" and last - first > 1 and _body(clause, first):
        letter = "O"  # "des Wasserverbandes Musterau"
    return None if _ordinary(clause, first, last, letter) else (first, last, letter)


def _before_article(clause: Clause, first: int, last: int) -> int:
    """The end of a name before an article that none holds ("X eine Halle"), of one with "vom" before a body ("Lang vom Amt")."""
    for index in range(first + 1, last):
        form = clause.forms[index]
        before = clause.forms[index - 1]
        named = before.capital and not (before.adjective or before.low.endswith(("er", "e")))
        if named and form.capital and clause.forms[index + 1].text == "-" and not clause.common(clause.tokens[index - 1]):
            return index  # "unter Beispiel Gebrauchs- und Luxusgeschirre"
        if not form.capital and (form.low in INDEFINITE or (form.low == "vom" and clause.forms[index + 1].headlike)):
            return index
    return last


def _body(clause: Clause, index: int) -> bool:
    """Whether a compound noun for a body stands at ``index``, also in the genitive."""
    form = clause.forms[index]
    return form.capital and bool(form.compound) and form.compound[0][1].kind == "organisation"


def _small(clause: Clause, index: int) -> bool:
    """Whether an ordinary small word ends what was taken for a name."""
    form = clause.forms[index]
    return form.word and not (form.capital or form.odd or form.legal or form.digits) and clause.common(clause.tokens[index])


def _without_nouns(clause: Clause, first: int, last: int) -> int:
    """The end of a person's name without ordinary nouns behind the surname ("war Ludwig Heitland Kustos")."""
    while last - first > 2:
        form = clause.forms[last - 1]
        if form.given or form.surname or not form.capital or form.low not in clause.words.nouns | clause.words.roles:
            break
        last -= 1
    return last


def _person_behind_role(clause: Clause, first: int, last: int, ruled: Iterable[Candidate]) -> int | None:
    """Where the person begins that ends the span and has nothing but ordinary nouns before ("Schauspielchef Kay Voges")."""
    end = clause.tokens[last - 1].end
    for candidate in ruled:
        if candidate.kind != "person" or candidate.end != end or not candidate.strong:
            continue
        begin = next((i for i in range(first + 1, last) if clause.tokens[i].start == candidate.start), None)
        if (
            begin is not None
            and last - begin > 1
            and clause.common(clause.tokens[begin - 1])
            and not clause.forms[begin - 1].headlike
        ):
            return begin
    return None


def _before_place(clause: Clause, first: int, last: int) -> int:
    """The end of a body's name before "im …", "in …", which say where it is."""
    for index in range(first + 1, last - 1):
        form = clause.forms[index]
        if form.low in LOCATING and not form.capital and clause.forms[index + 1].capital:
            return index
    return last


def _ordinary(clause: Clause, first: int, last: int, letter: str) -> bool:
    """Whether what is left is a long ordinary noun, or two of which the first is cut short ("Hochleistungs- und
    Hochtemperaturschmierstoffe"), and no word in it opens a name; or one short word that every text has."""
    form, token = clause.forms[last - 1], clause.tokens[last - 1]
    single = last - first == 1
    if form.given or form.surname or form.odd or not form.capital or not clause.common(token):
        return False
    if form.headlike and single and letter == "L" and form.compound and form.compound[0][1].kind == "organisation":
        return clause.forms[first - 1].low in LOCATING - {"im", "beim"}  # "in Zwangsverwaltung"
    if form.headlike:
        bare = clause.forms[first - 1].low not in ARTICLES and not token.opens
        return single and bare and bool(form.compound) and form.low in clause.words.nouns
    if single and form.low in clause.words.everyday:
        return True
    if len(form.low) < NOUN_LENGTH:
        return False
    return single or (clause.forms[first + 1].text == "-" and clause.forms[first + 2].low in ("und", "oder"))
