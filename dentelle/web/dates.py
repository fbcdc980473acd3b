"""Uncertain dates in words: what an EDTF value says, in the reader's language.

``0870~`` is "vers 870", ``16XX/17XX`` "XVIIe–XVIIIe siècles", ``2019-05~`` with the source's own "early May 2019" is
"début mai 2019". A value that is no EDTF known here is shown as it stands: never nothing, never an error.
"""

import re
from dataclasses import dataclass

from dentelle.folding import fold


@dataclass(frozen=True, slots=True)
class Words:
    """How one language speaks of dates. Templates take {date}, {year}, {month}, {day}, {century} or {decade}."""

    months: tuple[str, ...]
    seasons: tuple[str, ...]
    day: str
    first_day: str
    about: str
    uncertain: str
    century: str
    centuries: str
    decade: str
    before_christ: str
    since: str
    since_day: str
    until: str
    until_day: str
    early: str
    middle: str
    late: str


def _months(names: str) -> tuple[str, ...]:
    return tuple(names.split())


WORDS = {
    "fr": Words(
        _months("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
        ("printemps", "été", "automne", "hiver"),
        day="{day} {month} {year}",
        first_day="1er {month} {year}",
        about="vers {date}",
        uncertain="{date} (date incertaine)",
        century="{century} siècle",
        centuries="{first}–{last} siècles",
        decade="années {decade}",
        before_christ="{year} av. J.-C.",
        since="depuis {date}",
        since_day="depuis le {date}",
        until="jusqu’en {date}",
        until_day="jusqu’au {date}",
        early="début {date}",
        middle="mi-{date}",
        late="fin {date}",
    ),
    "en": Words(
        _months("January February March April May June July August September October November December"),
        ("spring", "summer", "autumn", "winter"),
        day="{day} {month} {year}",
        first_day="1 {month} {year}",
        about="about {date}",
        uncertain="{date} (date uncertain)",
        century="{century} century",
        centuries="{first}–{last} centuries",
        decade="{decade}s",
        before_christ="{year} BC",
        since="since {date}",
        since_day="since {date}",
        until="until {date}",
        until_day="until {date}",
        early="early {date}",
        middle="mid-{date}",
        late="late {date}",
    ),
    "de": Words(
        _months("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
        ("Frühling", "Sommer", "Herbst", "Winter"),
        day="{day}. {month} {year}",
        first_day="1. {month} {year}",
        about="um {date}",
        uncertain="{date} (Datum unsicher)",
        century="{century}. Jahrhundert",
        centuries="{first}.–{last}. Jahrhundert",
        decade="{decade}er-Jahre",
        before_christ="{year} v. Chr.",
        since="seit {date}",
        since_day="seit dem {date}",
        until="bis {date}",
        until_day="bis zum {date}",
        early="Anfang {date}",
        middle="Mitte {date}",
        late="Ende {date}",
    ),
    "nl": Words(
        _months("januari februari maart april mei juni juli augustus september oktober november december"),
        ("lente", "zomer", "herfst", "winter"),
        day="{day} {month} {year}",
        first_day="1 {month} {year}",
        about="rond {date}",
        uncertain="{date} (datum onzeker)",
        century="{century}e eeuw",
        centuries="{first}e–{last}e eeuw",
        decade="jaren {decade}",
        before_christ="{year} v.Chr.",
        since="sinds {date}",
        since_day="sinds {date}",
        until="tot {date}",
        until_day="tot {date}",
        early="begin {date}",
        middle="midden {date}",
        late="eind {date}",
    ),
}

# What sources write for the part of a month or year that EDTF cannot say; looked for in the folded words of the source.
PARTS = (
    ("early", re.compile(r"\b(debut|beginning|early|start|anfang|begin)\b")),
    ("middle", re.compile(r"\b(mi|milieu|mid|middle|mitte|midden|half)\b")),
    ("late", re.compile(r"\b(fin|end|late|ende|eind|einde)\b")),
)

POINT = re.compile(r"^(?P<sign>-?)(?P<year>[\dX]{4})(?:-(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?)?(?P<doubt>[~?%]?)$")


def in_words(edtf: str, language: str, said: str = "") -> str:
    """``edtf`` in the words of ``language``; ``said`` are the source's own words, which may tell early from late.

    >>> in_words("0870~", "fr")
    'vers 870'
    """
    words = WORDS.get(language, WORDS["en"])
    first, slash, last = edtf.partition("/")
    if "/" in last:
        return edtf
    if not slash:
        return _point(edtf, words, language, said)
    return _interval(first, last, words, language)


def _interval(first: str, last: str, words: Words, language: str) -> str:
    if last in ("", ".."):
        return _bound(first, words.since, words.since_day, words, language)
    if first in ("", ".."):
        return _bound(last, words.until, words.until_day, words, language)
    centuries = _century(first), _century(last)
    if all(centuries):
        if centuries[0] == centuries[1]:
            return _point(first, words, language, "")
        numbered = [_ordinal_century(century, language) for century in centuries]
        return words.centuries.format(first=numbered[0], last=numbered[1])
    end = _point(last, words, language, "")
    if days := _days(first, last, words):
        return f"{days}{end}"
    dash = "–" if re.fullmatch(r"\d{4}/\d{4}", f"{first}/{last}") else " – "
    return f"{_point(first, words, language, '')}{dash}{end}"


def _days(first: str, last: str, words: Words) -> str:
    """How the words for two days of one year begin, before those for the last: "24–", "28 mai – "; "" for anything else."""
    one, other = POINT.match(first), POINT.match(last)
    if not one or not other or not re.fullmatch(r"\d{4}-\d\d-\d\d", first) or not re.fullmatch(r"\d{4}-\d\d-\d\d", last):
        return ""
    if one["year"] != other["year"] or not 1 <= int(one["month"]) <= 12 or not 1 <= int(other["month"]) <= 12:
        return ""
    month = "" if one["month"] == other["month"] else words.months[int(one["month"]) - 1]
    day = _day(int(one["day"]), month, "", words)
    return f"{day} – " if month else f"{day}–"


def _bound(point: str, template: str, day_template: str, words: Words, language: str) -> str:
    if point in ("", ".."):
        return "…"
    found = POINT.match(point)
    definite = bool(found and not found["doubt"] and (found["day"] or _century(point)))
    return (day_template if definite else template).format(date=_point(point, words, language, ""))


def _point(edtf: str, words: Words, language: str, said: str) -> str:
    found = POINT.match(edtf)
    if not found:
        return edtf
    text = _certain(found, words, language)
    if not text:
        return edtf
    match found["doubt"]:
        case "~":
            part = _part(said) if found["month"] or found["year"].isdigit() else ""
            template = getattr(words, part) if part else words.about
            return template.format(date=text)
        case "?":
            return words.uncertain.format(date=text)
        case "%":
            return words.uncertain.format(date=words.about.format(date=text))
    return text


def _part(said: str) -> str:
    folded = fold(said).replace("-", " ")
    return next((part for part, pattern in PARTS if pattern.search(folded)), "")


def _certain(found: re.Match[str], words: Words, language: str) -> str:
    """The date without its doubt; "" for a combination that no rule here puts into words."""
    year, month, day = found["year"], found["month"] or "", found["day"] or ""
    if day and not day.isdigit():
        day = ""
    if month and not month.isdigit():
        month, day = "", ""
    if "X" in year:
        return _open_year(year, month, day, words, language)
    shown = _year(found["sign"], year, words)
    if not month:
        return shown
    if 21 <= int(month) <= 24:
        return f"{words.seasons[int(month) - 21]} {shown}"
    if not 1 <= int(month) <= 12:
        return ""
    name = words.months[int(month) - 1]
    if not day:
        return f"{name} {shown}"
    return _day(int(day), name, shown, words)


def _day(day: int, month: str, year: str, words: Words) -> str:
    """A day with its month and year, or without what is ""."""
    return (words.first_day if day == 1 else words.day).format(day=day, month=month, year=year).strip()


def _open_year(year: str, month: str, day: str, words: Words, language: str) -> str:
    if year == "XXXX":
        if not month or not 1 <= int(month) <= 12:
            return ""
        name = words.months[int(month) - 1]
        return _day(int(day), name, "", words) if day else name
    if re.fullmatch(r"\d\dXX", year):
        return words.century.format(century=_ordinal_century(int(year[:2]) + 1, language))
    if re.fullmatch(r"\d{3}X", year):
        return words.decade.format(decade=int(year[:3]) * 10)
    return ""


def _year(sign: str, year: str, words: Words) -> str:
    """EDTF counts a year 0: -0050 is 51 before Christ."""
    number = int(year)
    return words.before_christ.format(year=number + 1) if sign or number == 0 else str(number)


def _century(edtf: str) -> int:
    """The century of ``16XX`` (17); 0 when ``edtf`` is no bare century."""
    return int(edtf[:2]) + 1 if re.fullmatch(r"\d\dXX", edtf) else 0


def _ordinal_century(century: int, language: str) -> str:
    if language == "fr":
        return roman(century) + ("er" if century == 1 else "e")
    if language == "en":
        suffix = "th" if 10 <= century % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(century % 10, "th")
        return f"{century}{suffix}"
    return str(century)


def roman(number: int) -> str:
    """``number`` (1 to 39) in Roman numerals, as French writes centuries.

    >>> roman(19)
    'XIX'
    """
    pairs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, sign in pairs:
        while number >= value:
            text += sign
            number -= value
    return text


def century_of(day: str) -> int:
    """The century of an ISO day such as "0870-01-01" (9): 0 when there is no day.

    1600-12-31 counts as the 17th century, as in EDTF's ``16XX``.
    """
    return int(day[:2]) + 1 if re.match(r"\d{4}", day) else 0


def century_heading(century: int, language: str) -> str:
    """The century as a heading: "XVIIe siècle", "17th century"."""
    words = WORDS.get(language, WORDS["en"])
    return words.century.format(century=_ordinal_century(century, language))
