"""Names that a capital article opens in the middle of a sentence: "à La Piscine", "issue of The Loom", "in De Weverij".

Invariants: only free places become names; a name that was cut behind the article's first words gets them back; in order.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.forms import forms_of

__all__ = ["with_capital_articles"]

ARTICLED = re.compile(
    r"(?P<name>[LDHT](?<=[a-zß-ÿ] .)(?:(?<=L)(?P<fr>a|es?)|(?P<nl>(?<=D)e|(?<=H)et)|(?<=T)(?P<en>he))\s"
    r"(?P<run>[A-ZÀ-Þ][a-zß-ÿ][\wß-ÿ’'&-]*(?:\s[A-ZÀ-Þ][\wß-ÿ’'&-]+){0,3}))"
)
WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)\s$")
CUT = re.compile(r"(?:[A-ZÀ-Þ][\w-]*[’']s?\s){1,2}")  # "The Prince’s", which a head noun behind it leaves out
AREA = re.compile(r"\s(?:area|district|quarter|neighbourhood|neighborhood|region|valley)\b")
WEIGHT = 57


def with_capital_articles(clauses: Clauses, found: list[Candidate]) -> list[Candidate]:
    """``found``, in order, and the names whose capital article no sentence begins with, at all their places."""
    text = clauses.text
    ends = [candidate.end for candidate in found]
    made: dict[str, Candidate] = {}
    longer: dict[int, Candidate] = {}
    for match in ARTICLED.finditer(text):
        start, end = match.span("name")
        index = bisect_left(ends, start + 1)
        beside = found[index] if index < len(found) and found[index].start < end else None
        if beside is not None:
            if beside.kind != "person" and CUT.fullmatch(text, match.start("run"), beside.start):
                longer[index] = replace(beside, start=start, name="")
        elif _is_name(clauses, match):
            where = match["en"] is not None and (text.endswith(" in ", 0, start) or AREA.match(text, end) is not None)
            kind, kind_type = ("place", "district") if where else ("organisation", "")
            made[match["name"]] = Candidate(start, end, kind, kind_type, "capital article", WEIGHT)
    kept = [longer.get(index, candidate) for index, candidate in enumerate(found)]
    if not made:
        return kept
    return sorted([*kept, *_everywhere(text, made, kept)], key=attrgetter("start"))


def _is_name(clauses: Clauses, match: re.Match[str]) -> bool:
    """Whether the capital article stands in a sentence of its own language and what follows it is no title of a person."""
    at = clauses.token_at(match.start("run"))
    if at is None or clauses.sentences[at[0]].role not in ("sentence", "item"):
        return False
    language = clauses.sentences[at[0]].language
    if language == "de" or match[language] is None:
        return False
    forms, words = forms_of(language), match["run"].split()
    before = WORD_BEFORE.search(clauses.text, max(match.start() - 24, 0), match.start("name"))
    if before is not None and (
        forms[before["word"]].cue or (language == "nl" and before["word"] == "van" and forms[words[0]].surname)
    ):
        return False  # "minister De Backer": a surname
    first = forms[words[0]]
    if first.never or first.role:
        return False
    return language != "en" or len(words) > 1 or not (forms.is_common(first) or first.headlike)


def _everywhere(text: str, made: dict[str, Candidate], kept: list[Candidate]) -> Iterator[Candidate]:
    """Each free place at which one of the names ``made`` is written."""
    ends = [candidate.end for candidate in kept]
    written = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?![\w-])" for name in sorted(made, key=len, reverse=True)))
    for match in written.finditer(text):
        index = bisect_left(ends, match.start() + 1)
        if index == len(kept) or kept[index].start >= match.end():
            yield made[match.group()].moved(match.start(), match.end(), WEIGHT)
