"""Persons: given name and surname, initials, titles, roles and verbs of saying beside a name, rulers with their epithets.

Weights: a ruler or initials 85; given name and surname 78; a title 76; a role, a verb of saying or life dates beside two
capitalised words 68; a known surname behind an unknown word 48.
"""

import re
from collections.abc import Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.english import in_capitals
from dentelle.reading.names.forms import Form
from dentelle.reading.names.person_forms import TRADES, lived, no_surname, stands_there, street_of, surname_ahead, surname_behind
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import closed_set, endings, is_given_name

__all__ = ["people"]

AGE = re.compile(r",\s\d{2}(?:\s(?:ans|Jahre|jaar|years))?,|\s\(\d{2}(?:\sans|\sJahre|\sjaar)?\)")
NOBLE = closed_set("en", "noble")
FRENCH_ADJECTIVES = endings("fr", "adjectives")
SURNAME_HEADS = closed_set("en", "surname_heads")
NUMBERED = closed_set("all", "numbered_things")
HOLY = frozenset({"st", "ste", "saint", "sainte", "sint", "sankt"})


def people(clause: Clause, text: str) -> Iterator[Candidate]:
    """Every stretch of ``clause`` that may be a person."""
    yield from particled(clause)
    if clause.role == "byline":
        yield from _byline(clause)
    for index, form in enumerate(clause.forms):
        if form.capital:
            yield from _from_capital(clause, index, form, text)
        if form.cue:
            yield from _behind_cue(clause, index, form)


def _byline(clause: Clause) -> Iterator[Candidate]:
    """The names of a byline, which holds nothing else ("Von Cornelia Beispiel", "By Jan Voorbeeld and Ann Example")."""
    tokens = clause.tokens
    index = 0
    while index < len(tokens):
        last = index
        while (
            last < len(tokens)
            and (last == index or not tokens[last].closed)
            and (
                clause.forms[last].surnamelike
                or clause.forms[last].initials
                or (last > index and clause.forms[last].low in clause.words.particles)
            )
        ):
            last += 1
        if (
            index + 1 < last <= index + 5
            and not any(clause.head_at(i) for i in range(index, last))
            and (clause.forms[index].given or not any(clause.starts_known(i) for i in range(index, last)))
            and not (clause.common(tokens[index]) and clause.common(tokens[last - 1]))
        ):
            yield _person(clause, index, last, "byline", 76, strong=True)
        index = max(last, index + 1)


def _from_capital(clause: Clause, index: int, form: Form, text: str) -> Iterator[Candidate]:
    """The persons whose names a capitalised word may begin."""
    if form.low in NOBLE:
        yield from _noble(clause, index)
    if form.ruling or clause.forms[index + 1].roman:
        yield from _ruler(clause, index)
    if form.initials:
        last = _surname_end(clause, index + 1, most=2)
        if last > index + 1 and form.low not in clause.words.titles:
            yield _person(clause, _behind_given(clause, index), last, "initials and surname", 85, strong=True)
    if form.given or (form.upper and in_capitals(clause, index)):
        yield from _given_and_surname(clause, index)
    elif form.strictly and not form.upper:
        yield from _by_context(clause, index, text)


def _behind_cue(clause: Clause, index: int, form: Form) -> Iterator[Candidate]:
    """The person named behind a title, a role or a verb of saying."""
    token = clause.tokens[index]
    if (
        form.low in clause.words.titles
        and form.low not in HOLY
        and not (form.capital and clause.language != "de" and form.low in ("m", "me") and not _dotted(clause, index))
    ):
        first = index + 1 + (clause.forms[index + 1].text == "." and clause.tokens[index + 1].start == token.end)
        yield from _run(clause, first, "title before the name", 76, least=1)
    courtesy = clause.language == "nl" and form.role and form.capital and surname_behind(clause, index + 1)
    particle = (
        clause.language == "nl" and clause.forms[index + 1].capital and clause.forms[index + 1].low in clause.words.particles
    )
    if form.role and (not form.capital or clause.language == "de" or token.opens or particle or courtesy):
        trade = clause.language == "nl" and form.low.endswith(TRADES) and form.low not in clause.words.roles
        yield from _run(clause, index + 1 + _adjective(clause, index + 1), "role before the name", 68, least=1 + trade)
    if form.speaks:
        yield from _run(clause, index + 1, "verb of saying before the name", 68, least=1)


def _behind_given(clause: Clause, index: int) -> int:
    """Where the name begins whose initials stand at ``index``: at the given name before them ("Josephus A.C. Smit")."""
    if not index or clause.closed(index) or not clause.forms[index - 1].strictly:
        return index
    before, form = clause.tokens[index - 1], clause.forms[index - 1]
    told = form.given or not (
        form.odd or clause.common(before) or (before.opens and clause.ordinary(before)) or clause.head_at(index - 1)
    )
    return index - 1 if told and not form.cue else index


def _adjective(clause: Clause, index: int) -> bool:
    """Whether a small French adjective stands between a role and a name ("la peintre suédoise X")."""
    if clause.language != "fr" or clause.closed(index) or clause.forms[index].capital:
        return False
    low = clause.word(index)
    return low in clause.words.never or (low.endswith(FRENCH_ADJECTIVES) and low not in clause.words.function)


def _noble(clause: Clause, index: int) -> Iterator[Candidate]:
    """The Duke of Wellington."""
    noble = clause.language == "en" and clause.forms[index].capital and clause.forms[index].low in NOBLE
    if noble and clause.forms[index + 1].low == "of" and clause.namelike(index + 2):
        yield _person(clause, index, index + 3, "title and land", 70)


def _dotted(clause: Clause, index: int) -> bool:
    return clause.forms[index].text.endswith(".") or clause.forms[index + 1].text == "."


def _person(clause: Clause, first: int, last: int, rule: str, weight: int, strong: bool = False, name: str = "") -> Candidate:
    return Candidate(clause.tokens[first].start, clause.tokens[last - 1].end, "person", "person", rule, weight, strong, name)


def _ruler(clause: Clause, index: int) -> Iterator[Candidate]:
    """Louis XIV, Charles the Bald, Karls des Kahlen."""
    token = clause.tokens[index]
    base = token.form.low[:-1] if clause.language == "de" and token.form.low.endswith("s") else token.form.low
    following = clause.forms[index + 1]
    numbered = following.roman and not clause.closed(index + 1)
    if not token.form.ruling:
        if (
            numbered
            and len(following.text) > 1
            and not clause.starts_known(index)
            and not clause.head_at(index)
            and not clause.common(token)
            and not token.form.odd
            and token.form.low not in NUMBERED
        ):
            yield _person(clause, index, index + 2, "ruler", 85, strong=True)
        return
    if _head_follows(clause, index + 3):
        return
    if numbered:
        yield _person(clause, index, index + 2, "ruler", 85, strong=True)
        return
    epithet = f"{clause.forms[index + 1].low} {clause.forms[index + 2].low}"
    nominative = clause.words.epithets.get(epithet)
    if nominative and clause.forms[index + 2].capital:
        genitive = base != token.form.low and is_given_name(base) and not is_given_name(token.form.low)
        plain_name = (
            token.form.text[:-1] if genitive or (base != token.form.low and epithet.startswith("des ")) else token.form.text
        )
        yield _person(clause, index, index + 3, "ruler", 88, strong=True, name=f"{plain_name} {nominative}")


def _given_and_surname(clause: Clause, index: int) -> Iterator[Candidate]:
    tokens = clause.tokens
    middle = index + 1
    while (
        middle < len(tokens)
        and not tokens[middle].closed
        and (clause.forms[middle].given or clause.forms[middle].initials)
        and middle - index < 4
    ):
        middle += 1
    last = _surname_end(clause, middle, most=1)
    town = clause.starts_known(last - 1) and clause.forms[middle].low == "van" and last == middle + 2
    if town and middle > index + 1 and index and clause.forms[index - 1].role:
        last = middle  # "burgemeester Anna Karel van Gent"
    if last == middle and middle > index + 1:
        last = middle  # two given names, the second of which is the surname
    if last <= index + 1:
        return
    if (
        f"{clause.forms[last].low} {clause.forms[last + 1].low}".strip() in clause.words.epithets
        and clause.forms[last + 1].capital
    ):
        last += 2
    opening = tokens[index].opens and clause.common(tokens[index]) and not clause.forms[last - 1].surname
    if opening and (
        clause.forms[index].low in clause.words.function or clause.starts_known(index + 1) or clause.common(tokens[last - 1])
    ):
        return
    if _head_follows(clause, last) or stands_there(clause, middle) or street_of(clause, last - 1):
        return
    yield _person(clause, index, last, "given name and surname", 78, strong=True)


def _head_follows(clause: Clause, last: int) -> bool:
    """Whether a capitalised head noun or legal form goes on behind the name (so that it is an organisation's or a place's)."""
    if last >= len(clause.tokens) or clause.tokens[last].closed or not clause.forms[last].word:
        return False
    if clause.language == "en" and clause.forms[last].low in SURNAME_HEADS and clause.head_at(last + 1) is None:
        return False
    if clause.forms[last].legal:
        return True
    return clause.forms[last].capital and clause.head_at(last) is not None and clause.language != "de"


def _surname_end(clause: Clause, index: int, most: int) -> int:
    """The token behind the surname (with its particles) that begins at ``index``; ``index`` itself if there is none."""
    tokens, words = clause.tokens, clause.words
    found = last = index
    count = 0
    while last < len(tokens) and not (tokens[last].closed and not _elided(clause, last)) and count < most:
        token = tokens[last]
        if (
            token.form.bare in words.particles
            and not token.form.odd
            and last - found < 3
            and (not token.form.capital or (last + 1 < len(tokens) and clause.forms[last + 1].capital))
        ):
            last += 1
            continue
        if not (clause.forms[last].strictly or (last > found and _small_word_as_surname(clause, last))):
            break
        if count and last == found and clause.forms[last + 1].text == ":" and clause.common(token):
            break  # the next label of a profile
        last += 1 + (last > found and _second_surname(clause, last + 1))
        found, count = last, count + 1
    if (
        found
        and found == index + most
        and found < len(tokens)
        and not tokens[found].closed
        and clause.forms[found].surname
        and not clause.common(tokens[found])
    ):
        found += 1
    return found


def _small_word_as_surname(clause: Clause, index: int) -> bool:
    """Whether a small word is written like a surname where only a surname can stand: behind a particle ("van der Meer")."""
    form = clause.forms[index]
    return form.capital and form.text.isalpha() and len(form.text) > 2 and not (form.upper or clause.tokens[index].closed)


def _second_surname(clause: Clause, index: int) -> bool:
    """Whether an unknown word doubles a Dutch surname with a particle ("van Someren Brand")."""
    if clause.language != "nl" or clause.closed(index) or not clause.forms[index].strictly:
        return False
    token = clause.tokens[index]
    return not (token.form.odd or clause.common(token) or clause.head_at(index) or clause.starts_known(index))


def _elided(clause: Clause, index: int) -> bool:
    return index > 0 and clause.forms[index - 1].text[-1:] in "'’"


def _run(clause: Clause, first: int, rule: str, weight: int, least: int) -> Iterator[Candidate]:
    """The one to four capitalised words from ``first`` on, as a person, unless they say that they are something else."""
    tokens = clause.tokens
    if first >= len(tokens) or (tokens[first].closed and clause.forms[first - 1].text != ".") or not clause.forms[first].capital:
        return
    last = first
    while clause.forms[last].capital and clause.forms[last].low in clause.words.particles and not clause.closed(last + 1):
        last += 1  # "rector Van Damme"
    if last > first and not clause.forms[last].strictly:
        return
    while last < len(tokens) and last - first < 5 and (last == first or not tokens[last].closed):
        named = clause.forms[last].strictly or clause.forms[last].initials
        if not named and (last == first or clause.forms[last].odd or not surname_ahead(clause, last)):
            break
        last += 1
    if last - first < least or _head_follows(clause, last):
        return
    if (
        any(clause.head_at(i) for i in range(first, last))
        or clause.forms[last - 1].legal
        or any(clause.forms[i].odd for i in range(first, last))
    ):
        return
    if last - first == 1 and (clause.starts_known(first) or clause.common(tokens[first])):
        return
    if clause.is_known(first, last):
        return
    yield _person(clause, first, last, rule, weight if last - first > 1 else weight - 8, strong=last - first > 1)


def _by_context(clause: Clause, index: int, text: str) -> Iterator[Candidate]:
    """Two or three capitalised words with a role, a verb of saying or life dates behind them, or with a known surname."""
    tokens = clause.tokens
    if (
        index
        and not tokens[index].closed
        and clause.forms[index - 1].capital
        and clause.forms[index - 1].low not in clause.words.function
    ) or not clause.forms[index].strictly:
        return
    last = index + 1
    while last < len(tokens) and last - index < 4 and not tokens[last].closed:
        if not clause.forms[last].strictly and not surname_ahead(clause, last):
            break
        last += 1
    if clause.language == "de" and last - index == 1 and no_surname(clause, index):
        return
    told = _told_behind(clause, last, text, alone=last - index == 1)
    known_surname = last - index == 2 and clause.forms[index + 1].surname
    if not (told or known_surname) or _head_follows(clause, last):
        return
    if any(clause.head_at(i) or clause.forms[i].legal or clause.forms[i].odd for i in range(index, last)):
        return
    if (
        clause.is_known(index, last)
        or clause.starts_known(index)
        or (last - index == 1 and tokens[index].opens and clause.ordinary(tokens[index]))
    ):
        return
    if told:
        if last - index > 1:
            yield _person(clause, index, last, "role, saying or life dates behind the name", 68, strong=True)
        elif not clause.common(tokens[index]):
            yield _person(clause, index, last, "role, saying or life dates behind the name", 40)
    elif not clause.common(tokens[index]) and not clause.common(tokens[index + 1]) and not clause.starts_known(index + 1):
        sure = clause.language == "en" and not (clause.ordinary(tokens[index]) or clause.ordinary(tokens[index + 1]))
        yield _person(clause, index, last, "unknown word and surname" if sure else "surname", 62 if sure else 48)


def _told_behind(clause: Clause, last: int, text: str, alone: bool) -> bool:
    """Whether a verb of saying, a role, life dates or an age stand behind the words that end before token ``last``."""
    following = clause.forms[last]
    if following.speaks:
        return True
    if following.text not in TELLING_MARKS and last < len(clause.tokens):
        return False
    end = clause.tokens[last - 1].end
    return _role_follows(clause, last) or lived(text, end, alone) or AGE.match(text, end) is not None


TELLING_MARKS = frozenset(",(–")
PARTICLES = frozenset({"van der", "van den", "van de", "von der", "de la"})
BEFORE_PARTICLES = frozenset({"van", "von", "de"})


def particled(clause: Clause) -> Iterator[Candidate]:
    """ "Leendert van der Vlugt": an unknown word, two particles and a capital."""
    tokens = clause.tokens
    forms = clause.forms
    for index, small in enumerate(forms):
        if small.low not in BEFORE_PARTICLES or not 0 < index < len(tokens) - 2 or small.capital or tokens[index].closed:
            continue
        pair = f"{small.low} {forms[index + 1].low}"
        if pair not in PARTICLES:
            continue
        first, surname = tokens[index - 1], index + 2
        if not clause.forms[index - 1].strictly or first.form.odd or clause.head_at(index - 1) or clause.starts_known(index - 1):
            continue
        if (
            (pair in ("van de", "de la") and not clause.forms[index - 1].given)
            or clause.common(first)
            or not clause.forms[surname].strictly
        ):
            continue
        if not clause.head_at(surname):
            yield _person(clause, index - 1, surname + 1, "particles", 68, strong=True)


GERMAN_ROLES = endings("de", "role_endings")


def _role_follows(clause: Clause, index: int) -> bool:
    """Whether ", directeur …", ", a Belgian engineer" or ", die Leiterin" follows."""
    if clause.forms[index].text not in (",", "(", "–"):
        return False
    for position in range(index + 1, min(index + 5, len(clause.tokens))):
        token = clause.tokens[position]
        if not token.form.word:
            return False
        parts = token.form.low.split(" ")
        if (
            parts[0] in clause.words.roles
            or parts[-1] in clause.words.roles
            or token.form.role
            or (clause.language == "de" and token.form.low.endswith(GERMAN_ROLES))
        ):
            return True
        if token.form.capital and clause.language != "de" and not (clause.language == "nl" and token.form.low.endswith("se")):
            return False
    return False
