"""Names of bodies once more, after all rules: what belongs to a name and was left out of it. A purpose ("Verein zur Erhaltung
der Mühle"), partners ("Halder, Brandt & Hale"), the first half of a compound ("Wasser- und Rudersportverein"), a country before
the legal form ("Mills (Scotland) Ltd"), the short name before a dash ("Voka – Kamer van Koophandel …").

Invariants: names stay apart and in order; a name only gets longer, and takes what stood in its new part. Each expression is tried
only where a word or mark of it stands.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.forms import Form, forms_of
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.wordlists import closed_set, endings, names_town

__all__ = ["whole_bodies"]

CAPITAL = r"[A-ZÀ-Þ][\wß-ÿ’'-]+"
SUSPENDED = re.compile(rf"(?<![\w-]){CAPITAL}-(?:,\s{CAPITAL}-){{0,3}}\s(?:und|en|&)\s$")
OPENED_BY = re.compile(r"(?<![\w.])(?P<word>[A-ZÀ-Þ][\wß-ÿ.]+)\s$")
COUNTRY = re.compile(r"\s\([A-ZÀ-Þ][^()\n]{1,24}\)\s(?P<form>[A-Za-z][A-Za-z.]{1,5})(?![\w-])(?:\s&\sCo\.?(?:\sKG)?(?!\w))?")
UNIT = re.compile(r"\s[A-Z][a-z]+\s&\s[A-Z][a-z]+(?![\w-])(?!\s[A-Z])")
DASHES = (" – ", " — ", " - ")
SHORT_BEFORE = re.compile(r"(?<![\w-])(?P<short>[A-Z][A-Za-z+]{1,11})\s[–—-]\s$")
SHORT_NAMES = closed_set("all", "short_given_names")
PARTICLES = (" Le ", " La ", " Du ", " De ", " Des ", " Van ", " Von ")
SURNAME = re.compile(r"\s(?:Le|La|Du|De|Des|Van|Von)\s[A-ZÀ-Þ][\wß-ÿ’'-]+")
PARTICLED = re.compile(rf"(?<![\w-]){CAPITAL}\s&\s(?:te|ter|ten|van|von|de|der|zu|zur|du)\s$")
HOUSES = re.compile(rf"(?<![\w’'.-])(?:{CAPITAL},\s){{1,3}}{CAPITAL}$")
LAST_PARTNER = re.compile(rf"\s&\s(?P<last>{CAPITAL})(?!\s?&)(?!,\s[A-ZÀ-Þ])")
WHOLE_WITH = frozenset(("Cie", "Co", "Comp", "Sons", "Sohn", "Söhne", "Fils", "Frères", "Zoon", "Zonen"))
PARTNER = rf"(?:[A-ZÀ-Þ]\.\s?){{0,3}}{CAPITAL}(?:\s(?:aîné|père|fils|frères|jeune))?"
FIRM = re.compile(
    rf"\s?(?:[:«“„\"]\s?)?(?P<firm>{PARTNER}(?:,\s{PARTNER}){{0,3}},?\s(?:et|and|und|en|&)\s(?:(?:Cie|Co|Gebr|Bros)\b\.?|{PARTNER}))(?!\s[A-ZÀ-Þ])"
)
WORD = re.compile(r"[^\W\d_][\w’'-]+")
PURPOSE_LEADS = {"de": (" zur ", " zum "), "fr": (" pour ",), "nl": (" tot ", " ter ", " voor ")}
FRENCH_PURPOSE = re.compile(
    r"\s(?:de\sla\s|de\sl['’]|du\s|des\s|d['’]|de\s)(?:l['’])?[\w’-]{2,}(?:\s[a-zà-ÿ]+(?:ques?|els?|elles?|aux|ales?|ifs?|ives?|aires?|iens?|iennes?))?"
    r"(?:\set\s(?:de\sla\s|de\sl['’]|du\s|des\s|d['’])[\w’-]{2,})?(?:\s(?:de|du|d['’]|en|des|à)\s?[A-ZÀ-Þ][\w’-]+(?:-[A-ZÀ-Þ][\w-]+)?)?"
)
LONGEST = 12  # tokens of a purpose
NEAR = 70  # characters in which the partners before "&" are looked for


def whole_bodies(clauses: Clauses, found: list[Candidate]) -> list[Candidate]:
    """``found``, in order, with the names of bodies of which a part stood in it made whole, and those that only their purpose or
    partners give away."""
    languages = {sentence.language for sentence in clauses.sentences}
    made = [*_for_a_purpose(clauses, languages), *_with_partners(clauses), *_called(clauses, languages)]
    made += [
        longer for number, candidate in enumerate(found) if (longer := _longer(clauses, candidate, found, number)) is not None
    ]
    return _merged(found, made) if made else found


def _merged(found: list[Candidate], made: list[Candidate]) -> list[Candidate]:
    """``found`` with the names of ``made`` in the place of what they hold; one that is held by a longer name is left out."""
    made.sort(key=lambda candidate: (candidate.start, -candidate.end))
    ends = [candidate.end for candidate in found]
    taken: set[int] = set()
    kept: list[Candidate] = []
    reached = 0
    for candidate in made:
        first = bisect_left(ends, candidate.start + 1)
        last = first
        while last < len(found) and found[last].start < candidate.end:
            last += 1
        beyond = any(found[i].start < candidate.start or found[i].end > candidate.end for i in range(first, last))
        if candidate.start >= reached and not beyond:
            taken.update(range(first, last))
            kept.append(candidate)
            reached = candidate.end
    return sorted([*kept, *(c for number, c in enumerate(found) if number not in taken)], key=attrgetter("start"))


def _longer(clauses: Clauses, candidate: Candidate, found: list[Candidate], number: int) -> Candidate | None:
    """``candidate`` with what stands right before or behind it and belongs to it; None where nothing does."""
    if candidate.kind != "organisation":
        return None
    text = clauses.text
    country = COUNTRY.match(text, candidate.end) if text.startswith(" (", candidate.end) else None
    if country is not None and forms_of("en")[country["form"]].legal:
        stop = country["form"].count(".") == 1 and country.end() == country.end("form")  # "Ltd." and not "B.V."
        return replace(candidate, end=country.end() - stop, type="company", rule="legal form", strong=True, name="")
    if candidate.rule == "lexicon":
        unit = UNIT.match(text, candidate.end)
        return replace(candidate, end=unit.end(), rule="unit of a body", name="") if unit is not None else None
    if text.endswith(DASHES, 0, candidate.start) and (whole := _behind_dash(clauses, candidate)) is not None:
        return whole
    following = found[number + 1] if number + 1 < len(found) else None
    if (whole := _called_by(clauses, candidate, following)) is not None:
        return whole
    if candidate.rule == "legal form" and (partner := PARTICLED.search(text, max(candidate.start - NEAR, 0), candidate.start)):
        return replace(candidate, start=partner.start(), name="")
    if text[max(candidate.start - 5, 0) : candidate.start].endswith((" und ", " en ", " & ")):
        return _suspended(clauses, candidate)
    return None


def _behind_dash(clauses: Clauses, candidate: Candidate) -> Candidate | None:
    """The body whose short name stands before the dash and whose head noun behind it ("Voka – Kamer van Koophandel Kempen");
    None where what follows only spells the short name out."""
    text = clauses.text
    before = SHORT_BEFORE.search(text, max(candidate.start - 16, 0), candidate.start)
    at = clauses.token_at(candidate.start)
    if before is None or at is None or not clauses.form(*at).headlike:
        return None
    forms = forms_of(clauses.sentences[at[0]].language)
    short = forms[before["short"]]
    if forms.is_common(short) or short.function or short.headlike or names_town(short.low):
        return None
    initials = "".join(word[0] for word in WORD.findall(text, candidate.start, candidate.end))
    if initials.casefold().startswith(short.low[:2]):
        return None
    return replace(candidate, start=before.start("short"), rule="short name before a dash", strong=True, name="")


def _called_by(clauses: Clauses, candidate: Candidate, following: Candidate | None) -> Candidate | None:
    """``candidate`` with the rest of the person's name that it is called by ("Lycée Jacques Le Caron", "Fabrik Joh. Winter")."""
    text = clauses.text
    last = text[candidate.start : candidate.end].rpartition(" ")[2]
    if text.startswith(". ", candidate.end) and last in SHORT_NAMES:
        if following is not None and following.start == candidate.end + 2:
            return replace(candidate, end=following.end, name="")
        return None
    surname = SURNAME.match(text, candidate.end) if text.startswith(PARTICLES, candidate.end) else None
    if surname is not None and " " in text[candidate.start : candidate.end] and forms_of("fr")[last].given:
        return replace(candidate, end=surname.end(), name="")
    return None


def _suspended(clauses: Clauses, candidate: Candidate) -> Candidate | None:
    """``candidate`` with the nouns cut short before it ("Geschied- en Heemkundige Kring") and what opens them."""
    text = clauses.text
    half = SUSPENDED.search(text, max(candidate.start - NEAR, 0), candidate.start)
    at = clauses.token_at(candidate.start)
    if half is None or at is None:
        return None
    number, index = at
    language = clauses.sentences[number].language
    if language not in ("de", "nl") or not (clauses.form(number, index).headlike or candidate.rule in BODIES):
        return None
    start = half.start()
    opened = OPENED_BY.search(text, max(start - 24, 0), start)
    if opened is not None and _opens_it(forms_of(language)[opened["word"]], language):
        start = opened.start()
    return replace(candidate, start=start, rule="compound cut short", strong=True, name="")


BODIES = frozenset(("legal form", "head noun", "head noun in the run"))


def _opens_it(form: Form, language: str) -> bool:
    """Whether the capitalised word before a name belongs to it: an adjective, a legal form."""
    return (
        form.legal or form.adjective or (language == "de" and form.low.endswith("er") and not form.function and not form.headlike)
    )


def _with_partners(clauses: Clauses) -> Iterator[Candidate]:
    """The firms whose partners a comma and "&" join: "Brough, Nichols & Hale"."""
    text = clauses.text
    at = text.find(" & ")
    while at >= 0:
        left, right = HOUSES.search(text, max(at - NEAR, 0), at), LAST_PARTNER.match(text, at)
        if left and right and not _listed(text, left.start(), right["last"]) and _partners(clauses, left.start(), right.end()):
            yield Candidate(left.start(), right.end(), "organisation", "company", "partners", 88, True)
        at = text.find(" & ", at + 3)


def _listed(text: str, start: int, last: str) -> bool:
    """Whether the comma rather parts two bodies: in a bracket ("(Railvo, Bremm & Holt)"), before a firm that is whole by itself
    ("Railvo, Bremm & Cie")."""
    return text.endswith("(", 0, start) or last in WHOLE_WITH


def _called(clauses: Clauses, languages: set[str]) -> Iterator[Candidate]:
    """The firms of two or more partners behind words that say that one is named: "raison sociale", "firma", "became"."""
    text = clauses.text
    for language in sorted(languages & {"fr", "en", "de", "nl"}):
        for cue in endings(language, "firm_cues"):
            at = text.find(cue)
            while at >= 0:
                match = FIRM.match(text, at + len(cue)) if not text[at - 1 : at].isalnum() else None
                if match is not None and _partners(clauses, *match.span("firm")):
                    yield Candidate(*match.span("firm"), "organisation", "company", "partners", 88, True)
                at = text.find(cue, at + len(cue))


def _partners(clauses: Clauses, start: int, end: int) -> bool:
    """Whether most words of what may be partners could be surnames, not all are towns, and none is an acronym or a head noun."""
    at = clauses.token_at(start)
    if at is None:
        return False
    forms = forms_of(clauses.sentences[at[0]].language)
    words = [forms[word] for word in WORD.findall(clauses.text, start, end) if word[0].isupper()]
    if all(names_town(form.low) for form in words) or words[0].never or words[0].role:
        return False
    if any(form.upper or form.odd or (form.headlike and not form.surname) for form in words):
        return False
    return 2 * sum(forms.is_common(form) and not form.surname for form in words) < len(words)


def _for_a_purpose(clauses: Clauses, languages: set[str]) -> Iterator[Candidate]:
    """The bodies whose purpose stands behind their head noun: "Verein zur Förderung …", "Stichting tot Behoud van …"."""
    text = clauses.text
    for language, leads in PURPOSE_LEADS.items():
        for lead in leads if language in languages else ():
            at = text.find(lead)
            while at >= 0:
                place = clauses.token_at(at + 1)
                if place is not None and clauses.sentences[place[0]].language == language:
                    yield from _purposed(clauses[place[0]], place[1], text)
                at = text.find(lead, at + 1)


def _purposed(clause: Clause, index: int, text: str) -> Iterator[Candidate]:
    """The body whose head noun stands before the preposition ``index`` and whose purpose behind it."""
    head = clause.head_at(index - 1) if index else None
    if head is None or head.head.kind != "organisation" or not clause.forms[index - 1].capital:
        return
    purpose = index + 1
    while clause.forms[purpose].bare in clause.words.articles and purpose < index + 3:
        purpose += 1
    if clause.forms[purpose].bare not in closed_set(clause.language, "purposes"):
        return
    if clause.language == "fr":
        match = FRENCH_PURPOSE.match(text, clause.tokens[purpose].end, clause.tokens[-1].end)
        end = match.end() if match is not None else 0
    else:
        last = _german_purpose(clause, purpose) if clause.language == "de" else _dutch_purpose(clause, purpose)
        end = clause.tokens[last - 1].end if last > purpose + 1 else 0
    if end:
        first = index - 1 - (index > 1 and clause.forms[index - 2].adjective and clause.forms[index - 2].capital)
        yield Candidate(clause.tokens[first].start, end, "organisation", head.head.type, "head noun with a purpose", 84, True)


GERMAN_LINKS = frozenset(("der", "des", "von", "und", "im", "fur", "eines", "einer"))
DUTCH_LINKS = frozenset(("van", "de", "het", "der", "den", "en"))


def _german_purpose(clause: Clause, purpose: int) -> int:
    """The token behind a German purpose: genitives, and what "im", "für" and "und" add to them."""
    last = position = purpose + 1
    while position < len(clause.tokens) and position - purpose < LONGEST:
        form, before = clause.forms[position], clause.forms[position - 1]
        if form.legal and form.capital is False:
            return position + 1
        if clause.closed(position) or not form.word:
            break
        if form.capital:
            if form.given or (before.low == "und" and form.headlike):
                break
            last = position + 1
        elif form.low not in GERMAN_LINKS and not (
            form.low.endswith(("er", "en", "es", "e")) and (before.low in GERMAN_LINKS or position == purpose + 1)
        ):
            break
        position += 1
    return last + 1 if clause.forms[last].legal else last


def _dutch_purpose(clause: Clause, purpose: int) -> int:
    """The token behind a Dutch purpose: "van" and what is kept or furthered, in capitals or one small noun."""
    last = position = purpose + 1
    if clause.forms[position].low not in ("van", "der"):
        return last
    while position < len(clause.tokens) and position - purpose < LONGEST:
        form = clause.forms[position]
        if clause.closed(position) or not form.word:
            break
        if form.capital:
            last = position + 1
        elif form.low == "en" and not clause.forms[position + 1].capital:
            break
        elif form.low not in DUTCH_LINKS:
            if last > purpose + 1 or form.function:
                break
            if not form.low.endswith("e"):
                return position + 1
        position += 1
    return last
