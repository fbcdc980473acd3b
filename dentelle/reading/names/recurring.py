"""Names whose borders only the whole document tells: words that it writes beside a name every time, and words that it writes only
with a letter or number behind them.

Invariants: nothing is joined that stands even once in the document without the other half; searched are the first characters of
a long text only. Weights: a name with its other half 83 or what it had, a word with its letter 81.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.forms import forms_of
from dentelle.reading.names.wordlists import closed_set
from dentelle.reading.prepared import Prepared

__all__ = ["lettered", "widened"]

SEARCHED = 100_000  # characters
TRIED = 200  # names of one document
LETTERED = re.compile(r"(?<![\w.’'-])(?P<word>[A-ZÀ-Þ][\w’'-]{2,24})(?P<gap>[ \u00a0](?P<last>[A-Z]|\d{1,3}))?(?![\w’'])")
COUNTED = re.compile(
    r"[.’'-]\w|[,:h/]\d|\s?[%°€$£]|\s(?:\d|(?:[ckm]?m[²2³3]?|[km]?g|ha|ans|years|Jahre|jaar|times|fois|Mal|keer)\b)"
)
INSIDE = re.compile(r"[\w,;’'‘“„«(-]\s?$")
BEFORE = re.compile(r"(?P<word>[A-ZÀ-Þ][\wß-ÿ’'-]*[\wß-ÿ])[ \u00a0]$")
BEHIND = re.compile(r"[ \u00a0](?:&|and|et|und|en)[ \u00a0][A-ZÀ-Þ][\w’'-]*\w(?![\w-])")
LONGEST = 30  # characters of a half
QUOTE = 2  # characters of a mark that opens a sentence
NUMBERED = closed_set("all", "numbered_words") | closed_set("all", "register_words")
PARTS = closed_set("all", "site_parts")
LEFT_ALONE = ("lexicon", "legal form")


def lettered(prepared: Prepared, clauses: Clauses) -> Iterator[Candidate]:
    """Words that a text writes again and again with one letter or number behind them, and never without: "Depot K"."""
    text = prepared.text[:SEARCHED]
    ends: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in LETTERED.finditer(text):
        last = match["last"] or ""
        if last and COUNTED.match(text, match.end()):
            last = "?"
        ends[match["word"]][last] += 1
        if last:
            places[match["word"]].append(match)
    for word, counted in ends.items():
        if len(counted) > 1 or "" in counted or "?" in counted or len(places[word]) < 2:
            continue
        if any(INSIDE.search(text, max(at.start() - 3, 0), at.start()) for at in places[word]) and _may_have(
            clauses, places[word][0]
        ):
            for at in places[word]:
                yield Candidate(at.start(), at.end(), "organisation", "", "word with its letter", 81, True)


def _may_have(clauses: Clauses, match: re.Match[str]) -> bool:
    """Whether the word is none that is counted or lettered anyway ("Article 5", "May 14", "Group A"), and no given name."""
    place = clauses.token_at(match.start())
    if place is None:
        return False
    form = clauses.form(*place)
    if form.function or form.never or form.cue or form.given or form.low in NUMBERED:
        return False
    forms = forms_of(clauses.sentences[place[0]].language)
    return not (match["last"].isdigit() and (form.low in PARTS or forms.is_common(form)))


def widened(prepared: Prepared, clauses: Clauses, found: list[Candidate]) -> list[Candidate]:
    """``found`` with the halves that stand beside a name wherever it stands: "Community Hall Norden", "Makes and Moves"."""
    text = prepared.text[:SEARCHED]
    tried: dict[str, Candidate] = {}
    for candidate in found:
        if candidate.kind != "person" and candidate.rule not in LEFT_ALONE and candidate.end < len(text):
            tried.setdefault(text[candidate.start : candidate.end], candidate)
    known = {text[c.start : c.end] for c in found}
    made: list[Candidate] = []
    for form in list(tried)[:TRIED]:
        places = list(_places(text, form))
        if len(places) < 2:
            continue
        before, behind = _lead(text, clauses, places), _tail(text, places, len(form))
        if before and f"{before}{form}" not in known:
            made += _with_halves(tried[form], places, len(before), len(before) + len(form))
        elif behind and not any(behind.endswith(" " + other) for other in known):
            made += _with_halves(tried[form], places, 0, len(form) + len(behind))
    return made


def _places(text: str, form: str) -> Iterator[int]:
    """Where ``form`` stands in ``text`` as whole words."""
    at = text.find(form)
    while at >= 0:
        if not text[at - 1 : at].isalnum() and not text[at + len(form) : at + len(form) + 1].isalnum():
            yield at
        at = text.find(form, at + len(form))


def _lead(text: str, clauses: Clauses, places: list[int]) -> str:
    """The capitalised words that stand before each of ``places``, if they belong to the name there, with their spaces."""
    lead = ""
    while len(lead) < LONGEST and (word := _word_before(text, clauses, [at - len(lead) for at in places])):
        lead = word + lead
    return lead


def _word_before(text: str, clauses: Clauses, places: list[int]) -> str:
    """The one capitalised word that stands before each of ``places``, with its space, unless it is a title or opens them all."""
    told: set[str] = set()
    inside = False
    for at in places:
        match = BEFORE.search(text, max(at - LONGEST, 0), at)
        place = clauses.token_at(match.start()) if match is not None else None
        if match is None or place is None:
            return ""
        told.add(match.group())
        form, language = clauses.form(*place), clauses.sentences[place[0]].language
        if len(told) > 1 or language == "de" or form.function or form.never or form.cue or form.given or form.legal:
            return ""
        inside = inside or match.start() > clauses.sentences[place[0]].start + QUOTE
    return told.pop() if inside else ""


def _tail(text: str, places: list[int], length: int) -> str:
    """The "and X" that stands behind each of ``places``."""
    told = {match.group() if (match := BEHIND.match(text, at + length)) else "" for at in places}
    return told.pop() if len(told) == 1 else ""


def _with_halves(candidate: Candidate, places: list[int], before: int, length: int) -> Iterator[Candidate]:
    """``candidate`` at each of ``places``, begun ``before`` characters earlier and ``length`` long."""
    for at in places:
        yield replace(
            candidate,
            start=at - before,
            end=at - before + length,
            rule="recurring words",
            weight=max(candidate.weight + 1, 83),
            strong=True,
            name="",
        )
