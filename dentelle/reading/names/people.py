"""Persons: given name and surname, initials, titles, roles and verbs of saying beside a name, rulers with their epithets.

Weights: a ruler or initials 85; given name and surname 78; a title 76; a role, a verb of saying or life dates beside two
capitalised words 68; a known surname behind an unknown word 48.
"""

import re
from collections.abc import Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import closed_set

__all__ = ["people"]

ROMAN = re.compile(r"(?=[IVX])(?:I[XV]|V?I{0,3}|X{1,2}(?:I[XV]|V?I{0,3}))(?:er)?$")
LIFE = re.compile(
    r"\s?\((?:[^()]{0,25}[ ,])?(?:\*|†|né|née|born|geb\.|geboren|gest\.|gestorben|overleden|mort|died|c\.|vers|um)?\s?1\d{3}"
)
AGE = re.compile(r",\s\d{2}(?:\s(?:ans|Jahre|jaar|years))?,|\s\(\d{2}(?:\sans|\sJahre|\sjaar)?\)")
LIFE_OR_AGE = re.compile(f"(?:{LIFE.pattern})|(?:{AGE.pattern})")
NOBLE = closed_set("en", "noble")
HOLY = frozenset({"st", "ste", "saint", "sainte", "sint", "sankt"})


def people(clause: Clause, text: str) -> Iterator[Candidate]:
    """Every stretch of ``clause`` that may be a person."""
    yield from particled(clause)
    if clause.role == "byline":
        yield from _byline(clause)
    words = clause.words
    for index, token in enumerate(clause.tokens):
        if token.word and (token.capital or token.low in words.people or (" " in token.low and _says(clause, index))):
            yield from _from(clause, index, text)


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
                _surname_like(clause, last, strict=False)
                or _is_initials(clause, last)
                or (last > index and tokens[last].low in clause.words.particles)
            )
        ):
            last += 1
        if (
            index + 1 < last <= index + 5
            and not any(clause.head_at(i) for i in range(index, last))
            and (clause.given(index) or not any(clause.starts_known(i) for i in range(index, last)))
            and not (clause.common(tokens[index]) and clause.common(tokens[last - 1]))
        ):
            yield _person(clause, index, last, "byline", 76, strong=True)
        index = max(last, index + 1)


def _from(clause: Clause, index: int, text: str) -> Iterator[Candidate]:
    token = clause.tokens[index]
    if token.capital:
        yield from _noble(clause, index)
        yield from _ruler(clause, index)
        if _is_initials(clause, index):
            last = _surname_end(clause, index + 1, most=2)
            if last > index + 1 and token.low not in clause.words.titles:
                yield _person(clause, index, last, "initials and surname", 85, strong=True)
        if clause.given(index):
            yield from _given_and_surname(clause, index)
        elif not token.upper:
            yield from _by_context(clause, index, text)
    if (
        token.low in clause.words.titles
        and token.low not in HOLY
        and not (token.capital and clause.language != "de" and token.low in ("m", "me") and not _dotted(clause, index))
    ):
        first = index + 1 + (clause.text(index + 1) == "." and clause.tokens[index + 1].start == token.end)
        yield from _run(clause, first, "title before the name", 76, least=1)
    if token.low in clause.words.roles and (not token.capital or clause.language == "de" or token.opens):
        yield from _run(clause, index + 1, "role before the name", 68, least=1)
    if _says(clause, index):
        yield from _run(clause, index + 1, "verb of saying before the name", 68, least=1)


def _noble(clause: Clause, index: int) -> Iterator[Candidate]:
    """The Duke of Wellington."""
    noble = clause.language == "en" and clause.capital(index) and clause.word(index) in NOBLE
    if noble and clause.word(index + 1) == "of" and clause.namelike(index + 2):
        yield _person(clause, index, index + 3, "title and land", 70)


def _dotted(clause: Clause, index: int) -> bool:
    return clause.text(index).endswith(".") or clause.text(index + 1) == "."


def _is_initials(clause: Clause, index: int) -> bool:
    token = clause.tokens[index]
    return token.word and token.text.endswith(".") and token.text[0].isupper()


def _person(clause: Clause, first: int, last: int, rule: str, weight: int, strong: bool = False, name: str = "") -> Candidate:
    return Candidate(clause.tokens[first].start, clause.tokens[last - 1].end, "person", "person", rule, weight, strong, name)


def _says(clause: Clause, index: int) -> bool:
    low = clause.word(index)
    return low in clause.words.says or (low.count(" ") == 2 and low.split(" ")[0] in clause.words.says)


def _ruler(clause: Clause, index: int) -> Iterator[Candidate]:
    """Louis XIV, Charles the Bald, Karls des Kahlen."""
    token = clause.tokens[index]
    base = token.low[:-1] if clause.language == "de" and token.low.endswith("s") else token.low
    from dentelle.reading.names.wordlists import is_given_name

    genitive = base != token.low and is_given_name(base) and not is_given_name(token.low)
    if not (clause.given(index) or is_given_name(base)):
        numbered = ROMAN.fullmatch(clause.text(index + 1)) and len(clause.text(index + 1)) > 1 and not clause.closed(index + 1)
        if (
            numbered
            and not clause.starts_known(index)
            and not clause.head_at(index)
            and not clause.common(token)
            and not token.odd
        ):
            yield _person(clause, index, index + 2, "ruler", 85, strong=True)
        return
    following = clause.text(index + 1)
    if _head_follows(clause, index + 3):
        return
    if following and ROMAN.fullmatch(following) and not clause.tokens[index + 1].closed:
        yield _person(clause, index, index + 2, "ruler", 85, strong=True)
        return
    epithet = f"{clause.word(index + 1)} {clause.word(index + 2)}"
    nominative = clause.words.epithets.get(epithet)
    if nominative and clause.tokens[index + 2].capital:
        plain_name = token.text[:-1] if genitive or (base != token.low and epithet.startswith("des ")) else token.text
        yield _person(clause, index, index + 3, "ruler", 88, strong=True, name=f"{plain_name} {nominative}")


def _given_and_surname(clause: Clause, index: int) -> Iterator[Candidate]:
    tokens = clause.tokens
    middle = index + 1
    while (
        middle < len(tokens)
        and not tokens[middle].closed
        and (clause.given(middle) or _is_initials(clause, middle))
        and middle - index < 4
    ):
        middle += 1
    last = _surname_end(clause, middle, most=1)
    if last == middle and middle > index + 1:
        last = middle  # two given names, the second of which is the surname
    if last <= index + 1:
        return
    if f"{clause.word(last)} {clause.word(last + 1)}".strip() in clause.words.epithets and clause.capital(last + 1):
        last += 2
    opening = tokens[index].opens and clause.common(tokens[index]) and not clause.surname(last - 1)
    if opening and (
        tokens[index].low in clause.words.function or clause.starts_known(index + 1) or clause.common(tokens[last - 1])
    ):
        return
    if _head_follows(clause, last):
        return
    yield _person(clause, index, last, "given name and surname", 78, strong=True)


def _head_follows(clause: Clause, last: int) -> bool:
    """Whether a capitalised head noun or legal form goes on behind the name (so that it is an organisation's or a place's)."""
    if last >= len(clause.tokens) or clause.tokens[last].closed or not clause.tokens[last].word:
        return False
    if clause.legal(last):
        return True
    return clause.tokens[last].capital and clause.head_at(last) is not None and clause.language != "de"


def _surname_end(clause: Clause, index: int, most: int) -> int:
    """The token behind the surname (with its particles) that begins at ``index``; ``index`` itself if there is none."""
    tokens, words = clause.tokens, clause.words
    found = last = index
    count = 0
    while last < len(tokens) and not (tokens[last].closed and not _elided(clause, last)) and count < most:
        token = tokens[last]
        if (
            token.low.strip() in words.particles
            and not token.odd
            and last - found < 3
            and (not token.capital or (last + 1 < len(tokens) and tokens[last + 1].capital))
        ):
            last += 1
            continue
        if not _surname_like(clause, last):
            break
        last += 1
        found, count = last, count + 1
    if (
        found
        and found == index + most
        and found < len(tokens)
        and not tokens[found].closed
        and clause.surname(found)
        and not clause.common(tokens[found])
    ):
        found += 1
    return found


def _elided(clause: Clause, index: int) -> bool:
    return index > 0 and clause.tokens[index - 1].text[-1:] in "'’"


def _surname_like(clause: Clause, index: int, strict: bool = True) -> bool:
    token = clause.tokens[index]
    if not token.word or not token.capital or token.text[0].isdigit() or len(token.low) < 2 or token.text[-1] in "'’.":
        return False
    if (
        clause.legal(index)
        or token.low in clause.words.function
        or (token.low in clause.words.never and not clause.surname(index))
    ):
        return False
    if (
        strict
        and clause.language == "de"
        and _german_word(clause, token.low)
        and not clause.surname(index)
        and " " not in token.low
    ):
        return False
    return not (token.upper and len(token.text) < 4)


def _german_word(clause: Clause, low: str) -> bool:
    """Whether a German word is hardly a surname: an ordinary word, or one by its ending."""
    return low in clause.words.common or low.endswith(("ung", "heit", "keit", "schaft", "tion", "ungen", "zentrum"))


def _run(clause: Clause, first: int, rule: str, weight: int, least: int) -> Iterator[Candidate]:
    """The one to four capitalised words from ``first`` on, as a person, unless they say that they are something else."""
    tokens = clause.tokens
    if first >= len(tokens) or (tokens[first].closed and clause.text(first - 1) != ".") or not tokens[first].capital:
        return
    last = first
    while last < len(tokens) and last - first < 5 and (last == first or not tokens[last].closed):
        if not (_surname_like(clause, last) or _is_initials(clause, last)):
            small = tokens[last].low in clause.words.particles and not tokens[last].odd and last > first
            if not small or last + 1 >= len(tokens) or not _surname_like(clause, last + 1):
                break
        last += 1
    if last - first < least or _head_follows(clause, last):
        return
    if (
        any(clause.head_at(i) for i in range(first, last))
        or clause.legal(last - 1)
        or any(tokens[i].odd for i in range(first, last))
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
        index and not tokens[index].closed and tokens[index - 1].capital and tokens[index - 1].low not in clause.words.function
    ) or not _surname_like(clause, index):
        return
    last = index + 1
    while last < len(tokens) and last - index < 4 and not tokens[last].closed:
        small = (
            tokens[last].low in clause.words.particles
            and last + 1 < len(tokens)
            and tokens[last + 1].capital
            and not tokens[last + 1].closed
        )
        if not _surname_like(clause, last) and not small:
            break
        last += 1
    if _head_follows(clause, last) or any(clause.head_at(i) or clause.legal(i) or tokens[i].odd for i in range(index, last)):
        return
    if (
        clause.is_known(index, last)
        or clause.starts_known(index)
        or (last - index == 1 and tokens[index].opens and clause.ordinary(tokens[index]))
    ):
        return
    if (
        _role_follows(clause, last)
        or _says(clause, last)
        or LIFE.match(text, tokens[last - 1].end)
        or AGE.match(text, tokens[last - 1].end)
    ):
        if last - index > 1:
            yield _person(clause, index, last, "role, saying or life dates behind the name", 68, strong=True)
        elif not clause.common(tokens[index]):
            yield _person(clause, index, last, "role, saying or life dates behind the name", 40)
    elif (
        last - index == 2
        and clause.surname(index + 1)
        and not clause.common(tokens[index])
        and not clause.common(tokens[index + 1])
        and not clause.starts_known(index + 1)
    ):
        yield _person(clause, index, last, "surname", 48)


def particled(clause: Clause) -> Iterator[Candidate]:
    """ "Leendert van der Vlugt": an unknown word, two particles and a capital."""
    tokens = clause.tokens
    for index in range(1, len(tokens) - 2):
        pair = f"{tokens[index].low} {tokens[index + 1].low}"
        if pair not in ("van der", "van den", "van de", "von der", "de la") or tokens[index].capital or tokens[index].closed:
            continue
        first, surname = tokens[index - 1], index + 2
        if not _surname_like(clause, index - 1) or first.odd or clause.head_at(index - 1) or clause.starts_known(index - 1):
            continue
        if (
            (pair in ("van de", "de la") and not clause.given(index - 1))
            or clause.common(first)
            or not _surname_like(clause, surname)
        ):
            continue
        if not clause.head_at(surname):
            yield _person(clause, index - 1, surname + 1, "particles", 68, strong=True)


def _role_follows(clause: Clause, index: int) -> bool:
    """Whether ", directeur …", ", a Belgian engineer" or ", die Leiterin" follows."""
    if clause.text(index) not in (",", "(", "–"):
        return False
    for position in range(index + 1, min(index + 5, len(clause.tokens))):
        token = clause.tokens[position]
        if not token.word:
            return False
        parts = token.low.split(" ")
        if (
            parts[0] in clause.words.roles
            or parts[-1] in clause.words.roles
            or (
                clause.language == "de"
                and token.low.endswith(
                    ("leiter", "leiterin", "fuhrer", "fuhrerin", "direktor", "direktorin", "meister", "meisterin")
                )
            )
        ):
            return True
        if token.capital and clause.language != "de":
            return False
    return False
