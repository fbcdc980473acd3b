"""Prizes, titles and labels as the whole of their name: with the noun that opens them, what they are given for and by whom, and
those that only their place in the text gives away: before a colon, in a hyphenated compound, "of the year".

Invariants: names stay apart and in order; a name of the lexicon only ever grows; a function of the text and the names.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.wordlists import closed_set, endings

__all__ = ["whole_honours"]


def _any(name: str) -> str:
    return "|".join(map(re.escape, endings("all", name)))


GIVERS = _any("prize_givers")
MERITS = _any("prize_merits")
BEHIND = re.compile(  # by whom, for what or of which year: "du jury", "des Jahres", "for Excellence in Design"
    rf"\s(?:(?:du|de\sla|des|de\sl['’]|d['’]|of\sthe|der|des|van\sde|van\shet)\s?(?:{GIVERS})(?!\w)"
    rf"|for\s(?:the\s)?(?:{MERITS})(?!\w)(?:\s(?:(?:in|of|and|to|&)\s(?:the\s)?)?[A-Z][\w-]+){{0,5}}"
    r"|voor\s(?:de|het)\s[A-Z][a-zë]{5,}(?!\w|\s[A-Z]))"
)
BEFORE = re.compile(rf"(?<![\w’'-])(?:(?:{MERITS})\s(?:of|in|for|to)\s(?:the\s)?|prijs\s)$")
OPENERS = re.compile(
    rf"(?:{_any('winner_openers')})\s(?:(?:of|van|du|des|de|der|the|la|de\sla|de\sl['’])\s)?(?=[A-ZÀ-Þ0-9„“«\"'])"
)
BEARER = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]+\s(?:(?P<two>(?:van|von|de)\s(?:de[nr]?|la|het)\s)|(?:van|von|de|du|ten|ter|zu)\s)$")
PRIZE_END = re.compile(r"(?:[\w’'-]*(?:[Pp]reis|[Pp]rijs|[Pp]rijzen|[Mm]edaille)|Award|Awards|Prize|Trophy|Medal)$")
COMPOUND = re.compile(
    r"(?<![\w-])[A-ZÀ-Þ]\w*(?:-\w+){0,4}-(?:Preis|Prijs|prijs|Medaille|medaille|Award|Prize|Stipendium|Plakette|Trophy|Penning|penning)"
    r"(?=(?:e?s)?(?![\w-]))"
)
EXCELLENCE = re.compile(
    r"(?<![\w-])Excellence\s(?:in|for)\s[A-Z][\w-]+(?:\s(?:&\s)?(?!Award|Prize)[A-Z][\w-]+){0,3}(?:\s(?:Award|Prize))?"
)
ADJECTIVE_PRIZE = re.compile(r"(?<![\w-])[A-Z][a-zë]{3,}se\s[a-zë]{4,}(?:prijs|prijzen|award|awards|trofee)(?![\w-])")
OF_THE_YEAR = re.compile(r"(?<![\w-])(?:[A-ZÀ-Þ][\w-]+\s){1,3}(?:des\sJahres|van\shet\s[Jj]aar|de\sl['’][Aa]nnée)(?!\s\d)")
DUTCH_YEAR = re.compile(r"(?<![\w-])(?:[A-Z][\w-]+\s){1,3}van\shet\sJaar(?!\s\d)")
MADE = re.compile(
    r"[«“„\"'‘]?(?P<title>[A-ZÀ-Þ0-9][^,\n.;:«»“”\"]{0,60}),\s(?:réalisée?s?\spar|directed\sby|dir\.|[Rr]egie:?|mise?\sen\sscène\s(?:par|de)"
    r"|(?:un|le)\s(?:court\s|long\s)?(?:film|métrage|documentaire)\s(?:de|d['’])|a\sfilm\sby|ein\sFilm\svon|een\sfilm\svan)"
)
NO_YEAR = re.compile(rf"(?:{_any('no_years')})\s(?:des|van|de)")
NAMED = r"(?:\s[^\s:<>.,;!?«»\"()]{1,24})"
LABEL = re.compile(  # a line that opens with a prize and a colon, the winner behind it or below
    rf"(?P<name>Grands?\s[Pp]rix|(?:(?:Grands?\s)?[Pp]rix|Trophées?|Mentions?|Médaille|Palme|Coup\sde\sc(?:œ|oe)ur|Preis|Prijs|Award|Prize){NAMED}{{1,9}}"
    rf"|(?:Best|Outstanding|Beste[rs]?|Meilleure?s?){NAMED}{{1,7}}"
    r"|(?:[A-Z][\w&’'/-]*\s(?:(?:of|for|in|the|and|&)\s){0,2}){1,7}(?:Award|Prize|Trophy|Medal)"
    r"|[A-ZÄÖÜ][a-zäöüß-]*preis(?:\s(?:der|des|für)(?:\s[\wäöüß-]+){1,4})?)"
    r"(?:\s(?:19|20)\d\d)?\s?:(?=\s?\n|\s?$|\s[«“„\"'‘]?\s?[A-ZÀ-Þ])"
)
PRICED = re.compile(r"[€$£]|EUR|CHF|\d+[.,]\d\d(?!\d)")
TOLD = re.compile(rf"{_any('prize_told')}", re.IGNORECASE)  # a text tells of prizes
QUOTED_TOO = re.compile(
    r"\s?[»”“\"’']\s?(?:(?:depuis|en|seit|since|in|sinds|im\sJahr)\s\d{4}\s?)?(?:,|,?\s?(?:et|and|und|en|sowie|ainsi\sque))\s(?:le\s|the\s|den\s|het\s)?[«“„\"‘']\s?"
)
NEAR = 40
PRIZES = ("award", "label")
OTHERWISE = closed_set("all", "no_merits")


def whole_honours(clauses: Clauses, found: list[Candidate]) -> list[Candidate]:
    """``found``, in order, with its prizes whole, and the prizes that nothing but their place in the text names."""
    text = clauses.text
    kept: list[Candidate] = []
    for candidate in found:
        if kept and candidate.start < kept[-1].end:
            continue  # a prize before took it
        before = kept[-1] if kept else None
        grown = _grown(clauses, text, candidate, before)
        while kept and kept[-1].end > grown.start:
            kept.pop()
        kept.append(grown)
    made = [*(_placed(clauses, text) if TOLD.search(text) else ()), *_by_their_makers(clauses, text)]
    return _together(kept, made) if made else kept


def _grown(clauses: Clauses, text: str, candidate: Candidate, before: Candidate | None) -> Candidate:
    """``candidate`` with the words before and behind it that belong to the name of a prize."""
    if candidate.kind == "person" or candidate.kind == "place":
        return candidate
    quoted = candidate.rule == "quoted title" and before is not None and before.rule == "quoted name"
    if quoted and before is not None and before.kind == "programme" and QUOTED_TOO.fullmatch(text, before.end, candidate.start):
        return replace(candidate, kind="programme", type=before.type, rule="quoted name", strong=True)
    if candidate.rule == "quoted title" and PRIZE_END.search(text, candidate.start, candidate.end):
        return replace(candidate, kind="programme", type="award", rule="quoted name", strong=True)
    if candidate.kind != "programme":
        return candidate
    start, end = candidate.start, candidate.end
    if candidate.rule != "lexicon" and (opener := OPENERS.match(text, start, end)) is not None and opener.end() < end:
        start = opener.end()
    if candidate.type != "award" and not PRIZE_END.search(text, start, end):
        return replace(candidate, start=start, name="") if start != candidate.start else candidate
    while (behind := BEHIND.match(text, end)) is not None:
        end = behind.end()
    if (ahead := BEFORE.search(text, max(start - NEAR, 0), start)) is not None:
        start = ahead.start()
    elif (bearer := BEARER.search(text, max(start - NEAR, 0), start)) is not None and candidate.rule != "lexicon":
        at = clauses.token_at(bearer.start())
        borne = at is not None and (clauses.form(*at).given or (bearer["two"] and not clauses.opens(*at)))
        start = bearer.start() if borne else start
    if (start, end) == (candidate.start, candidate.end):
        return candidate
    return replace(candidate, start=start, end=end, type="award", name="")


def _placed(clauses: Clauses, text: str) -> Iterator[Candidate]:
    """The prizes that a colon, a hyphen, a Dutch adjective or "of the year" gives away."""
    for match in COMPOUND.finditer(text):
        yield Candidate(*match.span(), "programme", "award", "prize", 84, True)
    for sentence in clauses.sentences:
        if sentence.role in ("furniture", "byline"):
            continue
        if sentence.language == "nl":
            for match in ADJECTIVE_PRIZE.finditer(text, sentence.start, sentence.end):
                yield Candidate(*match.span(), "programme", "award", "prize", 84, True)
        if sentence.language in ("de", "nl", "fr"):
            for match in OF_THE_YEAR.finditer(text, sentence.start, sentence.end):
                opens = match.start() == sentence.start and sentence.role == "sentence" and sentence.language != "de"
                first = opener.end() if (opener := OPENERS.match(text, *match.span())) is not None else match.start()
                if not opens and NO_YEAR.search(match.group()) is None:
                    yield Candidate(first, match.end(), "programme", "award", "of the year", 84, True)
        if sentence.language == "en":
            for match in EXCELLENCE.finditer(text, sentence.start, sentence.end):
                yield Candidate(*match.span(), "programme", "award", "prize", 84, True)
        label = LABEL.match(text, sentence.start)
        if label is not None and PRICED.search(text, label.end(), label.end() + NEAR) is None:
            second = label["name"].split()[1:2]
            if not second or second[0].casefold() not in OTHERWISE:
                yield Candidate(*label.span("name"), "programme", "award", "prize before a colon", 84, True)


def _by_their_makers(clauses: Clauses, text: str) -> Iterator[Candidate]:
    """The titles of works that open a line before who made them ("X, réalisé par Y"), and Dutch titles "van het Jaar"."""
    for sentence in clauses.sentences:
        if sentence.role in ("furniture", "byline"):
            continue
        if (made := MADE.match(text, sentence.start)) is not None:
            yield Candidate(*made.span("title"), "work", "film", "title and author", 84, True)
        for match in DUTCH_YEAR.finditer(text, sentence.start, sentence.end) if sentence.language == "nl" else ():
            yield Candidate(*match.span(), "programme", "award", "of the year", 84, True)


def _together(found: list[Candidate], made: list[Candidate]) -> list[Candidate]:
    """``found`` and ``made``: a made one takes what lies in it, and yields where something else reaches over its edge."""
    starts = [candidate.start for candidate in found]
    dropped: set[int] = set()
    added: list[Candidate] = []
    for candidate in sorted(made, key=lambda c: (c.start, -c.end)):
        if added and candidate.start < added[-1].end:
            continue
        first = bisect_left(starts, candidate.start)
        first -= first > 0 and found[first - 1].end > candidate.start
        last = bisect_left(starts, candidate.end)
        touched = range(first, last)
        inside = all(candidate.start <= found[i].start and found[i].end <= candidate.end for i in touched)
        if not inside or any(found[i].end - found[i].start == candidate.end - candidate.start for i in touched):
            continue
        if any(found[i].rule == "lexicon" and found[i].kind == "programme" and "colon" not in candidate.rule for i in touched):
            continue
        dropped.update(touched)
        added.append(candidate)
    if not added:
        return found
    return sorted([*(c for i, c in enumerate(found) if i not in dropped), *added], key=attrgetter("start"))
