"""Dates about the world: finds them in a prepared text and writes them as EDTF.

Invariants: no two dates overlap; ``text == prepared.text[start:end]``; every ``edtf`` is a date of ``dentelle.edtf``. A date
is what the text fixes: "today" is none, and a day without a year keeps ``XXXX`` unless a dated span of the same text holds it.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from dentelle import edtf
from dentelle.model import DateMention
from dentelle.reading.dates_grammar import LEFT, RIGHT, YEAR, rules, words
from dentelle.reading.literals import Finder
from dentelle.reading.prepared import Prepared
from dentelle.reading.tables import table

__all__ = ["dates_in", "find_dates"]

BARE = re.compile(rf"{LEFT}{YEAR}{RIGHT}|(?<=\b\d/){YEAR}{RIGHT}|(?<=[( ][bd]\.){YEAR}{RIGHT}")
WORD_BEFORE = 32  # characters looked at before a bare number
POSTCODE_BEFORE = re.compile(
    r"\d\s?[a-zA-Z]?(?:\s(?:bus|bte|boîte|b)\s?\w{1,4})?,\s*$|(?<!\d)\d{1,4}[a-z]?,?\s[^,\n\d]{3,20},\s*$|\b[BL]-$"
)
POSTCODE_AFTER = re.compile(r"\s(?:[A-Z]{2}\s)?[A-ZÀ-Þ]")
GROUP_AFTER = re.compile(r"[  ]\d{2,3}\b")
FOLLOWING = re.compile(r"(?:[^\S\n]|-)(?P<word>[^\W\d_]+)")
LABELLED = re.compile(r"\w\s?:\s*$")  # "Employees: about 600" counts
# Dutch verbs that look like plurals: "rond 1900 werkten er"
PAST = re.compile(r"(?:ont|ge|ver)\w+en|\w+(?:kt|cht|pt|ft|gd|md|ld)en")
PART_OF_NUMBER = re.compile(r"\d(?:[^\S\n]|\.)$|[+]\d[\d\s]*$")


def find_dates(prepared: Prepared, document_date: str = "") -> tuple[DateMention, ...]:
    """Every date of the text, in order. ``document_date`` (EDTF or "") is the document's own date.

    The document's date fixes only days that its text writes with weekday or month inside the same span; it is never
    used to turn "last year" into a number.
    """
    found = [
        date for start, end, language in _stretches(prepared) for date in dates_in(prepared.text[start:end], language, start)
    ]
    return tuple(_by_dateline(prepared, list(_by_weekday(list(_with_years(found))))))


def dates_in(text: str, language: str, at: int = 0) -> tuple[DateMention, ...]:
    """The dates of ``text``, written in ``language``, in order and without overlaps; the longest reading wins.

    ``at`` is added to their positions.
    """
    given, text = text, text.replace("’", "'")
    candidates: list[tuple[int, int, str]] = []
    listed = rules(language)
    for number, match in _finder(language).matches(text):
        if number == len(listed):
            written = match.group() if _is_year(text, match, language) else ""
        elif listed[number].name == "about-year" and _is_no_year(text, match, language):
            continue
        else:
            written = listed[number].build(match)
        if written:
            candidates.append((match.start(), match.end(), written))
    chosen: list[DateMention] = []
    position = 0
    for start, end, written in sorted(candidates, key=lambda c: (c[0], -c[1])):
        if start >= position and edtf.is_valid(written):
            chosen.append(DateMention(written, given[start:end], start + at, end + at))
            position = end
    return tuple(chosen)


@cache
def _finder(language: str) -> Finder:
    """Finds the matches of the rules of ``language``, and behind these the bare years."""
    return Finder([*(rule.pattern for rule in rules(language)), BARE])


def _is_no_year(text: str, match: re.Match[str], language: str) -> bool:
    """Whether the number behind "about" counts what follows it, goes on with three figures, or stands behind a label."""
    if GROUP_AFTER.match(text, match.end()):
        return True
    return _counts(text, match.end(), language) or bool(LABELLED.search(text, max(match.start() - WORD_BEFORE, 0), match.start()))


def _stretches(prepared: Prepared) -> Iterator[tuple[int, int, str]]:
    """Runs of neighbouring sentences of one language: a date may be cut by a sentence end that was none ("6. Juni")."""
    start = end = 0
    language = ""
    for sentence in prepared.sentences:
        if sentence.language == language and not prepared.text[end : sentence.start].strip():
            end = sentence.end
            continue
        if end > start:
            yield start, end, language
        start, end, language = sentence.start, sentence.end, sentence.language
    if end > start:
        yield start, end, language


@cache
def _guards(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """What shows that a number is or is no year: unit behind, mark before, strong and any preposition before, small words."""
    numbers = table("dates")["numbers"]
    ends = r"(?<!\w)(?:{})\s{{1,2}}(?:\w{{0,2}}[(]\s?)?$"
    return (
        re.compile(numbers["after"]),
        re.compile(numbers["before"]),
        re.compile(ends.format(numbers["strong"]), re.IGNORECASE),
        re.compile(ends.format(words(language).before), re.IGNORECASE),
        frozenset(numbers["small"].split("|")),
    )


def _is_year(text: str, match: re.Match[str], language: str) -> bool:
    """Whether the bare number is a year, by what stands right before and right behind it."""
    start, end = match.span()
    before, after = text[max(0, start - WORD_BEFORE) : start], text[end : end + WORD_BEFORE]
    unit, mark, strong, any_preposition, small = _guards(language)
    if unit.match(after) or mark.search(before) or PART_OF_NUMBER.search(before):
        return False
    if POSTCODE_AFTER.match(after) and POSTCODE_BEFORE.search(before):
        return False
    if GROUP_AFTER.match(after):
        return False
    if strong.search(before):
        return True
    if language == "de" and int(match.group()) >= 1500 and ENTRY_BEFORE.search(before) and SINGULAR_AFTER.match(after):
        return True  # "1882 Studienreise nach Paris": German writes every noun with a capital
    if _counts(text, end, language):
        return False
    following = FOLLOWING.match(after)
    number = int(match.group())
    if following is None or number >= 1900 or any_preposition.search(before):
        return True
    return number >= 1300 and (following["word"].casefold() in small or not POSTCODE_AFTER.match(after))


def _counts(text: str, end: int, language: str) -> bool:
    """Whether the number that ends at ``end`` counts the word behind it: a unit or what looks like a noun in the plural."""
    after = text[end : end + WORD_BEFORE]
    unit, _, _, _, small = _guards(language)
    following = FOLLOWING.match(after)
    if unit.match(after) or following is None:
        return unit.match(after) is not None
    word = following["word"]
    if word.casefold() in small:
        return False
    if language == "nl" and PAST.fullmatch(word):
        return False
    return word[0].isupper() if language == "de" else word[0].islower() and word[-1] in "sxn"


def _with_years(found: list[DateMention]) -> Iterator[DateMention]:
    """``found`` with the year of each yearless day that exactly one dated span of the text contains."""
    spans = {edtf.bounds(date.edtf) for date in found if date.edtf.count("-") >= 2 and "X" not in date.edtf}
    holding: dict[str, set[str]] = {}  # day of any year → the years in which a dated span holds it
    for date in found:
        if not date.edtf.startswith("XXXX"):
            yield date
            continue
        parts = date.edtf.split("/")
        day = parts[0][4:]
        if day not in holding:
            holding[day] = {first[:4] for first, last in spans if first[:4] == last[:4] and first[4:] <= day <= last[4:]}
        if len(holding[day]) != 1:
            yield date
            continue
        (year,) = holding[day]
        written = "/".join(year + part[4:] for part in parts)
        yield replace(date, edtf=written) if edtf.is_valid(written) else date


ENTRY_BEFORE = re.compile(r"(?:^|[.;:•*†(–\n]|,\s)\s{0,3}$")
SINGULAR_AFTER = re.compile(  # a noun that no number counts, by its ending
    r"[  ](?:[A-ZÄÖÜ][a-zäöüß-]*(?:ung|heit|keit|schaft|tion|ität|reise|lehre|nahme|abe|ehe|preis|bau|brand|beginn|studium|zug"
    r"|ritt|heirat|tod|geburt|kauf|ruf|mitglied|professor|direktor|jahr|ende|start|tritt|schluss|abitur|diplom|promotion|stipendium"
    r"|medaille|titel|kunst|schule|akademie|musik|werk|fest|plan|krieg|recht)(?!\w)|(?=[A-ZÄÖÜ][a-zäöüß]+/))"
)

DAY_NAMES = {  # the first letters of the days' names in the four languages, Monday first
    "fr": ("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
    "en": ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    "de": ("mo", "di", "mi", "do", "fr", "sa", "so"),
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
}


def _by_weekday(found: list[DateMention]) -> Iterator[DateMention]:
    """``found`` with the year of each yearless day whose weekday fits one only of the years of the text: of its first date
    and of its full dates."""
    years = sorted({date.edtf[:4] for date in found if date.edtf.count("-") >= 2} | {date.edtf[:4] for date in found[:1]})
    for date in found:
        if not date.edtf.startswith("XXXX"):
            yield date
            continue
        parts = date.edtf.split("/")
        fitting = [year for year in years if _falls_on(f"{year}{parts[0][4:]}", date.text)]
        if len(fitting) != 1:
            yield date
            continue
        written = "/".join(fitting[0] + part[4:] for part in parts)
        yield replace(date, edtf=written) if edtf.is_valid(written) else date


DATELINE_LINES = 8  # lines at the top in which a report is dated
LETTERS_BESIDE = 12  # letters that stand beside its date there at most
SOON, LATELY = 100, 30  # days after and before the report within which a day without a year is of that year


def _by_dateline(prepared: Prepared, found: list[DateMention]) -> Iterator[DateMention]:
    """``found`` with the year of the report's own date for days without one that lie close to it."""
    day = _dateline(prepared, found)
    for date in found:
        year = f"{day.year}" if day is not None and date.edtf.startswith("XXXX-") and len(date.edtf) >= len("XXXX-05-04") else ""
        written = "/".join(year + part[4:] for part in date.edtf.split("/")) if year else ""
        near = day is not None and written and _near(written, day)
        fits = near and (not _opens_with_weekday(date.text) or _falls_on(written.split("/")[0], date.text))
        yield replace(date, edtf=written) if fits else date


def _opens_with_weekday(text: str) -> bool:
    """Whether ``text`` begins with the name of a day, in any language."""
    opening = text[:9].casefold()
    return opening[:1].isalpha() and any(opening.startswith(name) for names in DAY_NAMES.values() for name in names)


def _near(written: str, day: datetime.date) -> bool:
    try:
        days = [datetime.date.fromisoformat(part) for part in written.split("/")]
    except ValueError:
        return False
    return all(-LATELY <= (one - day).days <= SOON for one in days)


def _dateline(prepared: Prepared, found: list[DateMention]) -> datetime.date | None:
    """The one day at the top that stands alone in its line."""
    days = set()
    for sentence in prepared.sentences[:DATELINE_LINES]:
        for date in found:
            if sentence.start <= date.start < sentence.end and FULL_DAY.fullmatch(date.edtf) and date.edtf[:4] in date.text:
                beside = prepared.text[sentence.start : date.start] + prepared.text[date.end : sentence.end]
                if sum(map(str.isalpha, beside)) <= LETTERS_BESIDE:
                    days.add(date.edtf)
    return datetime.date.fromisoformat(days.pop()) if len(days) == 1 else None


FULL_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _falls_on(day: str, text: str) -> bool:
    """Whether ``day`` (ISO) is the weekday that ``text`` begins with, in any language."""
    try:
        number = datetime.date.fromisoformat(day).weekday()
    except ValueError:
        return False
    opening = text[:9].casefold()
    return any(opening.startswith(names[number]) and opening[:1].isalpha() for names in DAY_NAMES.values())
