"""Names of bodies once more, after all rules: what stands before a name and is no part of it is given back. A role ("Vorsitzende
der Kreissparkasse"), what a firm is ("Bochumer Hersteller X", "chipmaker X"), where it is from ("les Lillois X").

Invariants: names of the lexicon stay as they are; a name only gets shorter, gets another kind, or is left out; in order.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.forms import Form, forms_of
from dentelle.reading.names.wordlists import closed_set, endings, is_town

__all__ = ["cut_bodies"]

SURE = frozenset(
    ("lexicon", "quoted name", "quoted title", "reference", "recurring words", "partners", "head noun with a purpose")
)
OF = {
    "de": frozenset(("der", "des", "von", "vom", "bei", "beim")),
    "nl": frozenset(("van", "bij")),
    "fr": frozenset(("de", "du", "des", "d", "chez")),
    "en": frozenset(),  # "Chair of the X" was cut with the other English names
}
DOTTED_FORM = re.compile(r"(?:S\.\s?A\.(?:\s?R\.\s?L\.|\s?S\.)?|N\.\s?V\.|B\.\s?V\.|S\.\s?N\.\s?C\.)\s(?=[A-ZÀ-Þ])")
CALLED_BY_A_PERSON = re.compile(r"[A-ZÄÖÜ]\w+-[\w-]+-[A-ZÄÖÜ]\w+$")
OTHER_ROLE = re.compile(r"\sand\s(?:Past\s|Former\s)?(?P<role>[A-Z][a-z]+)\sof\s(?:the\s)?(?=[A-Z])")
CLOSED = re.compile(r"(?<=\S)[”“»](?=\s)")
FROM = ("er", "se", *endings("fr", "demonyms"))  # of words that say from where somebody is
MOST = 3  # words that open what is no name yet
NEVER_TRADE = 4  # letters of the shortest such word
EITHER = re.compile(r"\s(?:and|or)\s")
ANY = frozenset(("incubator", "network", "cluster", "venue", "site", "organisation", "company"))  # what is had in the plural


def cut_bodies(clauses: Clauses, found: list[Candidate]) -> list[Candidate]:
    """``found``, in order, with its bodies cut to what is their name."""
    kept: list[Candidate] = []
    for candidate in found:
        at = clauses.token_at(candidate.start)
        language = clauses.sentences[at[0]].language if at is not None else ""
        if at is None or candidate.rule in SURE or language not in OF:
            kept.append(candidate)
        elif candidate.kind == "person":
            kept.append(_person_or_firm(clauses, candidate, *at))
        elif candidate.kind in ("organisation", "programme"):
            kept += _cut(clauses, _without_opening(clauses, candidate, *at), language)
        else:
            kept.append(candidate)
    return kept


def _person_or_firm(clauses: Clauses, candidate: Candidate, number: int, index: int) -> Candidate:
    """``candidate``, as a firm where a legal form opens it or what firms only are called stands before it."""
    text = clauses.text
    language = clauses.sentences[number].language
    form = clauses.form(number, index)
    if (opened := DOTTED_FORM.match(text, candidate.start, candidate.end)) is not None:
        articles = forms_of(language).words.articles
        told = index > 0 and (clauses.form(number, index - 1).bare in articles or language == "nl")
        whole = told and opened.end() < candidate.end and not text.startswith("-", candidate.end)
        return _firm(candidate, "legal form") if whole else candidate
    words = text[candidate.start : candidate.end].split()
    if len(words) == 2 and not form.given and _trade(form, language) and clauses.form(number, index + 1).capital:
        return replace(_firm(candidate, "trade before the name"), start=candidate.start + len(words[0]) + 1)
    if len(words) > 1 or not index or form.given or form.surname:
        return candidate
    before = clauses.form(number, index - 1)
    trade = _trade(before, language) and before.capital == (language == "de")
    return _firm(candidate, "trade before the name") if trade else candidate


def _firm(candidate: Candidate, rule: str) -> Candidate:
    return replace(candidate, kind="organisation", type="company", rule=rule, strong=True, name="")


def _trade(form: Form, language: str) -> bool:
    """Whether the word says what a firm does, or that it is one: "Hersteller", "chipmaker", "fabricant"."""
    if not form.word or len(form.low) < NEVER_TRADE or form.upper:
        return False
    if language in ("de", "nl"):
        return form.low.endswith(endings(language, "trades")) and not form.low.endswith(("schaft", "ung"))
    return form.low in closed_set(language, "trades")


def _without_opening(clauses: Clauses, candidate: Candidate, number: int, index: int) -> Candidate:
    """``candidate`` without the roles, trades and demonyms that open it."""
    language = clauses.sentences[number].language
    form = clauses.form(number, index)
    single = clauses.text.find(" ", candidate.start, candidate.end) < 0
    if single or not (form.low.endswith(FROM) or _role(form, language) or _trade(form, language)):
        return candidate  # as nearly always, and seen at once
    clause = clauses[number]
    last = index
    while last < len(clause.tokens) and clause.tokens[last].end <= candidate.end:
        last += 1
    first = index
    for _ in range(MOST):
        step = _opening(clauses, clause.forms, first, last, language)
        if not step:
            break
        first += step
    if first == index:
        return candidate
    return replace(candidate, start=clause.tokens[first].start, rule="name behind what it is", name="")


def _opening(clauses: Clauses, forms: list[Form], first: int, last: int, language: str) -> int:
    """How many of the tokens ``first``..``last`` (exclusive) say what or from where the one named is; 0 if none does."""
    form, following = forms[first], forms[first + 1]
    if last - first < 2:
        return 0
    if _role(form, language) and following.bare in OF[language] and last - first > 2:
        step = 2 + (forms[first + 2].bare in forms_of(language).words.articles)
        return step if first + step < last and forms[first + step].capital else 0
    named = following.capital and not following.legal and not following.roman
    if not named:
        small = language == "nl" and _demonym(form, forms, first, language) and following.headlike and last - first == 3
        return 2 if small and forms[first + 2].capital else 0
    if _trade(form, language) and (language != "nl" or following.upper or following.odd):
        return 1 if not (following.headlike or forms_of(language).is_common(following)) or following.odd else 0
    if _demonym(form, forms, first, language):
        return 1 if _stands_alone(following, forms, first + 1, last, language) else 0
    return 0


def _role(form: Form, language: str) -> bool:
    if form.headlike or not form.capital:
        return False
    return form.role or (language in ("de", "nl") and form.low.endswith(endings(language, "role_endings")))


def _demonym(form: Form, forms: list[Form], index: int, language: str) -> bool:
    """Whether the capitalised word says from where somebody is: "Bochumer", "Lillois" behind an article."""
    if not form.capital or form.upper:
        return False
    if language == "de":
        return form.low.endswith("er") and (form.never or is_town(form.low))
    if language == "nl":
        return form.low.endswith("se") and len(form.low) > NEVER_TRADE
    if language == "fr":
        behind = forms[index - 1].bare in ("le", "la", "les", "l", "du", "au") if index else False
        return behind and form.low.endswith(endings("fr", "demonyms")) and not forms_of("fr").is_common(form)
    return False


def _stands_alone(form: Form, forms: list[Form], index: int, last: int, language: str) -> bool:
    """Whether what follows a demonym is a name without it: another such word, a brand, a foundation called by a person."""
    if language == "fr":
        return not form.headlike and not form.adjective
    if _trade(form, language):
        return last - index > 1
    if form.odd or (form.headlike and CALLED_BY_A_PERSON.match(form.text) is not None):
        return True
    return form.headlike and last - index > 1 and forms[index + 1].low in ("st", "sankt")


def _cut(clauses: Clauses, candidate: Candidate, language: str) -> Iterator[Candidate]:
    """``candidate`` cut at a quotation mark that closes in it, or in two where a second role of somebody stands in it."""
    written = clauses.text[candidate.start : candidate.end]
    if (closed := CLOSED.search(written)) is not None and not any(mark in written[: closed.start()] for mark in '«“„»”"'):
        candidate = replace(candidate, end=candidate.start + closed.start(), name="")
        written = written[: closed.start()]
    other = OTHER_ROLE.search(written) if language == "en" else None
    if other is not None and _role(forms_of("en")[other["role"]], "en"):
        yield replace(candidate, end=candidate.start + other.start(), name="")
        yield replace(candidate, start=candidate.start + other.end(), name="")
        return
    if not (language == "en" and all(_any_of_their_kind(part) for part in EITHER.split(written))):
        yield candidate


def _any_of_their_kind(written: str) -> bool:
    """Whether an English plural of ordinary words names a kind and nobody: "Research Parks", "Technology-based Incubators"."""
    forms = forms_of("en")
    words = [forms[word] for word in re.split(r"[\s-]", written) if word]
    last = words[-1] if words else None
    if last is None or not 2 <= len(words) <= 3 or len(last.text) == 1 or not last.low.endswith("s") or last.low.endswith("ss"):
        return False
    one = forms[last.text[:-1]]
    if not any(head.type in ANY for head in one.heads):
        return False
    return all(form.low in forms.words.ordinary or forms.is_common(form) for form in words[:-1])
