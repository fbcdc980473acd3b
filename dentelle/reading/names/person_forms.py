"""Persons whose written form gives them away by its marks: "Gorp, P.J.M. van", "Smit, J. (1983)", "E.W. (Bert) Smit".

Weights: initials, call name and surname 90; a surname before its initials, or before the particle that it is read with, 88.
"""

import re
from collections.abc import Iterator

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import closed_set, endings

__all__ = [
    "TRADES",
    "inverted",
    "lived",
    "no_surname",
    "stands_there",
    "street_of",
    "surname_ahead",
    "surname_behind",
    "with_call_name",
]

TRADES = ("specialist", "maker", "leider")  # roles that a company has as well ("dataspecialist X", "marktleider X")
LETTER = "A-ZÀ-ÖØ-Þ"
INITIALS = rf"(?:[{LETTER}][a-z]?\.-?){{1,5}}"
SURNAME = rf"[{LETTER}][a-zß-ÿ’'-]+(?:-?[{LETTER}][a-zß-ÿ]+)?"
PARTICLES = r"(?:van|von|de|der|den|ten|ter|te|du)(?: (?:de|der|den|het|la|’t|'t))?"
CALL_NAME = re.compile(
    rf"(?<![\w.]){INITIALS} ?\((?!\d)[{LETTER}][a-zß-ÿ’'-]{{1,14}}\) (?:(?i:{PARTICLES}) )?{SURNAME}(?![\w.]\w)"
)
# the particle stands behind and nothing that it could belong to follows
PARTICLE_BEHIND = re.compile(
    rf"(?<![\w-]){SURNAME}, (?:{INITIALS}|{SURNAME}(?: {INITIALS})?) {PARTICLES}"
    rf"(?! ?(?:{PARTICLES} |l[ae]s? |l[’'])?[{LETTER}])(?![\w-])"
)
INITIALS_BEHIND = re.compile(rf"(?<![\w-])(?<!, )(?:{PARTICLES} )?{SURNAME}, {INITIALS}(?= ?(?:[;,:(&]|en |and |et |und ))")

BEHIND_COMMA = re.compile(rf", (?:[{LETTER}][a-z]?\.|{SURNAME}(?: {INITIALS})? {PARTICLES}(?![\w-]))")  # what both hold


def with_call_name(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Persons written with initials, the name that they go by in brackets and a surname."""
    for match in CALL_NAME.finditer(text, start, end):
        yield Candidate(*match.span(), "person", "person", "initials and call name", 90, True)


def inverted(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Persons written surname first, told by a particle left at the end or by initials that a mark follows."""
    if BEHIND_COMMA.search(text, start, end) is None:
        return  # as nearly always, and seen at once
    for pattern in (PARTICLE_BEHIND, INITIALS_BEHIND):
        for match in pattern.finditer(text, start, end):
            yield Candidate(*match.span(), "person", "person", "surname first", 88, True)


WHERE = frozenset({"op", "in", "te"})


def stands_there(clause: Clause, index: int) -> bool:
    """Whether "op", "in" or "te" behind a given name tells where, and begins no surname ("Jan op de Beurs")."""
    if clause.forms[index].low not in WHERE:
        return False
    while not clause.forms[index].capital and clause.forms[index].word:
        index += 1
    if index == len(clause.tokens):
        return False
    return clause.starts_known(index) or clause.head_at(index) is not None or clause.common(clause.tokens[index])


def surname_behind(clause: Clause, index: int) -> bool:
    """Whether an unknown capitalised word stands behind a role that courtesy capitalises ("Minister Ollongren")."""
    form = clause.forms[index]
    if clause.closed(index) or not form.strictly or form.odd or form.role or clause.head_at(index) is not None:
        return False
    return not clause.common(clause.tokens[index]) and not clause.starts_known(index)


def surname_ahead(clause: Clause, index: int) -> bool:
    """Whether one to three particles from ``index`` on lead to a surname ("van", "van de", "van 't")."""
    last = index
    while last < index + 3 and clause.forms[last].low in clause.words.particles and not clause.closed(last):
        last += 1
        if clause.forms[last].strictly and not clause.closed(last):
            return True
    return False


NL_STREETS = endings("nl", "street_ends")


def street_of(clause: Clause, index: int) -> bool:
    """Whether a Dutch street or square is called by a person ("Jan Voorbeeldplein")."""
    return clause.language == "nl" and clause.forms[index].low.endswith(NL_STREETS) and len(clause.forms[index].low) > 7


GERMAN_ARTICLES = closed_set("de", "leading_articles")
GERMAN_OPENINGS = endings("de", "adverbs")


def no_surname(clause: Clause, index: int) -> bool:
    """Whether one German word before a verb of saying is a noun with its article, or what else can begin a sentence there."""
    if clause.forms[index - 1].low in GERMAN_ARTICLES and not clause.closed(index):
        return True
    form = clause.forms[index]
    return clause.tokens[index].opens and form.low.endswith(GERMAN_OPENINGS) and not form.surname


LIFE = re.compile(
    r"\s?\((?:[^()]{0,25}[ ,])?"
    r"(?P<born>\*|†|née?|born|b\.|geb\.|geboren|gest\.|gestorben|overleden|mort|died|d\.|c\.|vers|um)?\s?(?P<from>1\d{3})"
    r"(?:\s?[–—/-]\s?(?:[^()]{0,25}[ ,.])?(?P<to>[12]\d{3}))?"
)
LIVES = range(16, 106)  # years that the years in brackets behind a single word lie apart if they are those of a life


def lived(text: str, end: int, alone: bool) -> bool:
    """Whether dates of a life stand behind ``end``; behind a word ``alone`` they have to be told from those of all else."""
    found = LIFE.match(text, end)
    if found is None or not alone or found["born"]:
        return found is not None
    return found["to"] is not None and int(found["to"]) - int(found["from"]) in LIVES
