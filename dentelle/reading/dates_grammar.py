"""The grammar of dates: from the words of ``data/dates.toml``, one list of rules a language.

Invariants: a rule is a compiled expression and a builder that makes an EDTF text of its match, or "" where there is no
such date; repetitions are bounded, so that a rule costs at most a constant for each character of the text.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import Any, NamedTuple

from dentelle import edtf
from dentelle.reading.tables import table

__all__ = ["Rule", "Words", "rules", "words"]

Build = Callable[[re.Match[str]], str]
YEAR = r"(?:1\d{3}|20\d{2})"
DASH = r"[–—‒-]"
SPACE = r"[^\S\n]{0,3}\n?[^\S\n]{0,3}"
BETWEEN = rf"(?=\s){SPACE}"  # at least one space, at most one line end
ROMAN = r"[IVX]{1,5}"
NUMERALS = "I|II|III|IV|V|VI|VII|VIII|IX|X|XI|XII|XIII|XIV|XV|XVI|XVII|XVIII|XIX|XX|XXI"
ROMANS = {numeral: number for number, numeral in enumerate(NUMERALS.split("|"), 1)}
LEFT, RIGHT = r"(?<![\w@/_=#&.-])", r"(?![\w@_=])(?!/\w)(?![.,]\d)"
GLUED = rf"(?:{RIGHT}|(?=[A-ZÀ-ÖØ-Þ][^\W\d_]{{2}}))"  # or a line end was lost behind a full date: "3 mei 2012Vandaag"


TIME = r"T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?"  # as the heads of pages write it
DIGITS = re.compile(r"\d+")


class Rule(NamedTuple):
    """``pattern`` finds what ``build`` writes as EDTF."""

    name: str
    pattern: re.Pattern[str]
    build: Build


class Words:
    """The alternatives of one language, ready to stand in an expression."""

    def __init__(self, language: str) -> None:
        data: dict[str, Any] = table("dates")[language]
        self.language = language
        self.months: list[str] = data["months"]
        self.seasons: list[str] = data["seasons"]
        self.month = any_of("|".join(self.months))
        self.season = any_of("|".join(self.seasons))
        weekday = any_of(data["weekdays"])
        self.weekday = rf"(?:{weekday},?{SPACE}(?:(?:le|den|dem|der|the|de){SPACE})?)?"
        ordinal = f"(?:{data['ordinal']})?" if data["ordinal"] else ""
        self.day = rf"(?:3[01]|[12]\d|0?[1-9])(?:{ordinal}|\.)(?!\d)"
        self.link = rf"(?:{data['link']})?"
        self.opens = rf"(?:{data['opens']})?"
        self.joins = rf"(?:{SPACE}{DASH}{SPACE}|{BETWEEN}(?:{data['joins']}){BETWEEN})"
        self.about = any_of(data["about"])
        self.part = any_of(data["part"])
        self.century = any_of(data["century"])
        self.roman = data["century_number"] == "roman"
        self.decade: str = data["decade"]
        self.before = any_of(data["before"])
        self.era = any_of(data["era"])
        self.year_intro = any_of(data["year_intro"])
        self.now = any_of(data["now"])
        self.century_words: dict[str, int] = data["century_words"]
        self.decade_words: dict[str, int] = data["decade_words"]
        self._decades = {word.casefold(): decade for word, decade in self.decade_words.items()}

    def month_number(self, written: str) -> int:
        """1 to 12."""
        return _numbered(tuple(self.months), written.strip(), 1)

    def season_number(self, written: str) -> int:
        """21 (spring) to 24 (winter)."""
        return _numbered(tuple(self.seasons), written.strip(), 21)

    def decade_of(self, written: str) -> str:
        """``193X`` for the thirties."""
        return f"{self._decades[written.casefold()]}X"

    def century_of(self, written: str) -> str:
        """``17XX`` for the eighteenth century, however its number is written; "" for a number that is none."""
        plain = re.sub(r"[^\w -]", "", written).strip()
        roman = re.match(ROMAN, plain)
        if digits := re.match(r"\d{1,2}", plain):
            number = int(digits.group())
        elif roman:
            number = ROMANS.get(roman.group(), 0)
        else:
            number = next((n for forms, n in self.century_words.items() if re.fullmatch(forms, plain, re.IGNORECASE)), 0)
        return f"{number - 1:02}XX" if 2 <= number <= 21 else ""


@lru_cache(maxsize=2_000)
def _numbered(names: tuple[str, ...], written: str, first: int) -> int:
    """The number of the one of ``names`` that ``written`` is, counted from ``first``."""
    return next(n for n, forms in enumerate(names, first) if re.fullmatch(forms, written, re.IGNORECASE))


def any_of(alternatives: str) -> str:
    """The alternatives as one group, longer ones first, so that "Sept." is not read as "Sep"."""
    parts = sorted(re.split(r"\|(?![^(]*\))", alternatives), key=len, reverse=True)
    return f"(?:{'|'.join(parts)})"


@cache
def words(language: str) -> Words:
    """The words of ``language``; a language that is not ours reads as English."""
    return Words(language if language in table("dates") else "en")


def valid(text: str) -> str:
    """``text`` where it is a date, else ""."""
    return text if edtf.is_valid(text) else ""


def number(written: str) -> int:
    """The leading number of "1er", "3rd", "6."."""
    found = DIGITS.match(written)
    return int(found.group()) if found else 0


def day_text(year: str, month: int, day: str) -> str:
    """A day as EDTF; without a year ``XXXX-MM-DD``."""
    return f"{year or 'XXXX'}-{month:02}-{number(day):02}"


# ---- days ----------------------------------------------------------------------------------------------------------


def _day(w: Words, m: re.Match[str]) -> str:
    return valid(day_text(m["y"] or "", w.month_number(m["m"]), m["d"]))


def _day_range(w: Words, m: re.Match[str]) -> str:
    month, year = w.month_number(m["m"]), m["y"] or ""
    return valid(f"{day_text(year, month, m['d'])}/{day_text(year, month, m['e'])}")


def _long_range(w: Words, m: re.Match[str]) -> str:
    later = m["z"] or m["y"] or ""
    first, last = w.month_number(m["m"]), w.month_number(m["n"])
    earlier = m["y"] or (str(int(later) - 1) if later and first > last else later)
    return valid(f"{day_text(earlier, first, m['d'])}/{day_text(later, last, m['e'])}")


def _numeric(m: re.Match[str]) -> str:
    day, month = number(m["d"]), number(m["m"])
    if month > 12 >= day:
        day, month = month, day
    return valid(f"{m['y']}-{month:02}-{day:02}")


def _numeric_range_pattern() -> re.Pattern[str]:
    first = r"(?P<d>\d{1,2})(?P<sep>[./-])(?P<m>\d{1,2})"
    second = rf"(?P<e>\d{{1,2}})(?P=sep)(?P<n>\d{{1,2}})(?P=sep)(?P<z>{YEAR})"
    join = rf"(?:{SPACE}[–—-]{SPACE}|{BETWEEN}(?:au|to|until|bis|tot(?: en met)?|t/m){BETWEEN}(?:le |zum )?)"
    return re.compile(rf"(?<![\d./-]){first}(?P=sep)(?P<y>{YEAR}){join}{second}(?![\d/-])")


def _numeric_range(m: re.Match[str]) -> str:
    first, last = int(m["m"]), int(m["n"])
    if first > 12 or last > 12:
        return ""
    return valid(f"{day_text(m['y'], first, m['d'])}/{day_text(m['z'], last, m['e'])}")


def _iso_month(m: re.Match[str]) -> str:
    """ "2019-05", where that is no range of two years ("2009-12")."""
    return f"{m['y']}-{m['m']}" if int(m["m"]) <= int(m["y"][2:]) else ""


def _day_rules(w: Words) -> list[Rule]:
    d, e = rf"(?P<d>{w.day})", rf"(?P<e>{w.day})"
    m, n, y = rf"(?P<m>{w.month})(?!\w)", rf"(?P<n>{w.month})(?!\w)", rf"(?P<y>{YEAR})"
    tail = rf"(?:,?{BETWEEN}{w.link}{y}(?-i:{GLUED}))?"
    article = r"(?:(?:the|le|den|dem|de|of)\s)?"
    rules = {
        "day": (rf"{LEFT}{w.weekday}{d}{SPACE}(?:of\s)?{m}{tail}", _day),
        "day-range": (
            rf"{LEFT}{w.opens}{article}{w.weekday}{d}(?:{w.joins}|/)(?:le\s|the\s)?{w.weekday}{e}{SPACE}{m}{tail}",
            _day_range,
        ),
        "day-to-day": (
            rf"{LEFT}{w.opens}{article}{w.weekday}{d}{SPACE}{m}(?:,?{BETWEEN}{y})?{w.joins}{article}{w.weekday}{e}{SPACE}{n}"
            rf"(?:,?{BETWEEN}(?P<z>{YEAR}){RIGHT})?",
            _long_range,
        ),
    }
    if w.language == "en":
        rules["month-day"] = (rf"{LEFT}{w.weekday}{m}{BETWEEN}{d}(?:,?{BETWEEN}{y}{RIGHT})?", _day)
        rules["month-day-range"] = (rf"{LEFT}{w.opens}{m}{BETWEEN}{d}{w.joins}{e}(?:,?{BETWEEN}{y}{RIGHT})?", _day_range)
    found = [Rule(name, re.compile(text, re.IGNORECASE), partial(build, w)) for name, (text, build) in rules.items()]
    numeric = re.compile(rf"(?<![\d./-])(?P<d>\d{{1,2}})(?P<sep>[./-])(?P<m>\d{{1,2}})(?P=sep)(?P<y>{YEAR})(?![\d/-])")
    iso = re.compile(rf"(?<![\w./-])(?P<day>{YEAR}-(?:0[1-9]|1[0-2])-[0-3]\d)(?:{TIME})?(?![\w/-])")
    return [
        *found,
        Rule("numeric", numeric, _numeric),
        Rule("numeric-range", _numeric_range_pattern(), _numeric_range),
        Rule("iso", iso, lambda m: valid(m["day"])),
        Rule("iso-month", re.compile(rf"(?<![\w./-])(?P<y>{YEAR})-(?P<m>0[1-9]|1[0-2])(?![\w/-])"), _iso_month),
    ]


# ---- months and seasons --------------------------------------------------------------------------------------------


def _month(w: Words, m: re.Match[str]) -> str:
    return f"{m['y']}-{w.month_number(m['m']):02}" + ("~" if m["part"] or m["about"] else "")


def _month_range(w: Words, m: re.Match[str]) -> str:
    first, last = w.month_number(m["m"]), w.month_number(m["n"])
    earlier = m["y"] or (str(int(m["z"]) - 1) if first > last else m["z"])
    return valid(f"{earlier}-{first:02}/{m['z']}-{last:02}")


def _quarter(m: re.Match[str]) -> str:
    first = 3 * int(m["q"]) - 2
    return f"{m['y']}-{first:02}/{m['y']}-{first + 2:02}"


def _named_quarter(m: re.Match[str]) -> str:
    first = 3 * ("first", "second", "third", "fourth").index(m["q"].casefold()) + 1
    return f"{m['y']}-{first:02}/{m['y']}-{first + 2:02}"


def _half_year(m: re.Match[str]) -> str:
    first = 1 if m["s"][0] in "p1" else 7
    return f"{m['y']}-{first:02}/{m['y']}-{first + 5:02}"


def _season(w: Words, m: re.Match[str]) -> str:
    return f"{m['y']}-{w.season_number(m['m'])}"


def _month_rules(w: Words) -> list[Rule]:
    month, y = rf"(?P<m>{w.month})", rf"(?P<y>{YEAR}){RIGHT}"
    vague = rf"(?:(?P<about>{w.about}){BETWEEN}|(?P<part>{w.part})[\s-]{{1,2}}(?:de |of |du |van )?)?"
    rules = {
        "month": (rf"{LEFT}{vague}{month}{BETWEEN}{w.link}{y}", _month),
        "month-range": (
            rf"{LEFT}{w.opens}{month}(?:{BETWEEN}{w.link}(?P<y>{YEAR}))?{w.joins}(?P<n>{w.month}){BETWEEN}{w.link}(?P<z>{YEAR}){RIGHT}",
            _month_range,
        ),
        "season": (
            rf"{LEFT}(?:(?:l'|der |the |het ))?(?P<m>{w.season}){BETWEEN}{w.link}(?P<y>{YEAR})(?:[/–-]\d{{2}}(?!\d)|{RIGHT})",
            _season,
        ),
    }
    found = [Rule(name, re.compile(text, re.IGNORECASE), partial(build, w)) for name, (text, build) in rules.items()]
    found.append(Rule("quarter", re.compile(rf"{LEFT}Q(?P<q>[1-4])[ /-]{{0,2}}{y}"), _quarter))
    if w.language == "fr":
        half = rf"{LEFT}(?P<s>premier|second|deuxième|1er|2[eè]?(?:me)?){BETWEEN}semestre{BETWEEN}(?:de (?:l'année )?)?{y}"
        found.append(Rule("half-year", re.compile(half, re.IGNORECASE), _half_year))
    if w.language == "en":
        named = rf"{LEFT}(?P<q>first|second|third|fourth){BETWEEN}quarter{BETWEEN}(?:of |in )?{y}"
        found.append(Rule("named-quarter", re.compile(named, re.IGNORECASE), _named_quarter))
    return found


# ---- years, decades, centuries -------------------------------------------------------------------------------------


SEVERAL = re.compile(r"\s(?:and|or)\s", re.IGNORECASE)


def _year_range(m: re.Match[str]) -> str:
    """A range of years; "1855 and 1856" are two years unless "between" or "from" opens them."""
    first, last = m["y"], m["z"]
    if SEVERAL.search(m.group()) and m.group()[0].isdigit():
        return ""
    if len(last) == 2:
        last = first[:2] + last
    if not int(first) < int(last) or int(last) - int(first) > 1000:
        return ""
    return f"{first}{'~' if m['a'] else ''}/{last}"


def _vague_year(m: re.Match[str]) -> str:
    return f"{int(m['y']):04}~"


def _old_year(m: re.Match[str]) -> str:
    return f"{int(m['y']):04}"


def _century(w: Words, m: re.Match[str]) -> str:
    return w.century_of(m["c"])


def _century_range(w: Words, m: re.Match[str]) -> str:
    first, last = w.century_of(m["c"]), w.century_of(m["f"])
    return valid(f"{first}/{last}") if first and last and first != last else ""


def _decade(m: re.Match[str]) -> str:
    return f"{m['y'][:3]}X"


def _decade_range(m: re.Match[str]) -> str:
    return valid(f"{m['y'][:3]}X/{m['z'][:3]}X")


def _spelled_decade(w: Words, m: re.Match[str]) -> str:
    return w.decade_of(m["w"])


def _century_number(w: Words) -> str:
    spelled = any_of("|".join(w.century_words))
    suffix = {"fr": "(?:er|ème|ième|e|è|ᵉ)", "en": "(?:st|nd|rd|th)", "de": r"\.", "nl": "(?:de|ste|e)"}[w.language]
    digits = rf"\d{{1,2}}{SPACE if w.language == 'de' else ''}{suffix}" if w.language != "de" else r"\d{1,2}\."
    return rf"(?:{digits}|(?-i:{ROMAN}){suffix}?|{spelled})"


def _century_rules(w: Words) -> list[Rule]:
    c = _century_number(w)
    article = r"(?:au |aux |the |zum |de |het |le |im |in het |in de |du )?"
    join = rf"(?:{SPACE}{DASH}{SPACE}|{BETWEEN}(?:et|and|to|und|bis|en|tot|au|à|ou|or|oder|of){BETWEEN}{article})"
    name = rf"(?:[{DASH[1:-1]}]|{SPACE}){w.century}(?!\w)"
    rules = {
        "century": (rf"{LEFT}(?P<c>{c}){name}", _century),
        "century-range": (rf"{LEFT}(?P<c>{c})(?:{SPACE}{w.century})?{join}(?P<f>{c}){name}", _century_range),
    }
    if w.language == "en":  # "the 19th and early 20th centuries" are two
        rules["shared-century"] = (
            rf"{LEFT}(?P<c>{c})(?=-?{BETWEEN}(?:and|or){BETWEEN}(?:the )?"
            rf"(?:(?:early|late|mid)[\s-]{{1,2}}{c}|(?<=- and ){c}){name})",
            _century,
        )
    return [Rule(key, re.compile(text, re.IGNORECASE), partial(build, w)) for key, (text, build) in rules.items()]


def _decade_rules(w: Words) -> list[Rule]:
    spelled = any_of("|".join(w.decade_words))
    forms = {
        "fr": (
            rf"années{BETWEEN}(?P<y>(?:1\d|20)\d0){RIGHT}",
            rf"années{BETWEEN}(?P<y>[2-9]0){RIGHT}",
            rf"années{BETWEEN}(?P<w>{spelled})(?!\w|-)",
        ),
        "en": (
            r"(?:(?:mid|early|late|pre|post)-)?(?P<y>(?:1\d|20)\d0)['’]?s(?!\w)",
            r"['’](?P<y>[2-9]0)s(?!\w)",
            rf"the{BETWEEN}(?P<w>{spelled})(?!\w)",
        ),
        "de": (
            rf"(?P<y>(?:1\d|20)\d0)er(?:n)?(?:{SPACE}-?jahren?)?(?!\w)",
            rf"(?P<y>[2-9]0)er(?:n)?{SPACE}-?jahren?(?!\w)",
            rf"(?P<w>{spelled}){SPACE}-?jahren?(?!\w)",
        ),
        "nl": (
            rf"jaren{BETWEEN}(?P<y>(?:1\d|20)\d0){RIGHT}",
            rf"jaren{BETWEEN}['’]?(?P<y>[2-9]0){RIGHT}",
            rf"jaren{BETWEEN}(?P<w>{spelled})(?!\w)",
        ),
    }
    full, short, word = forms[w.language]
    ranges = {
        "fr": rf"années{BETWEEN}(?P<y>(?:1\d|20)\d0){DASH}(?P<z>(?:1\d|20)\d0){RIGHT}",
        "en": rf"(?P<y>(?:1\d|20)\d0)['’]?s{SPACE}{DASH}{SPACE}(?P<z>(?:1\d|20)\d0)['’]?s(?!\w)",
        "de": rf"(?P<y>(?:1\d|20)\d0)er{SPACE}{DASH}{SPACE}(?P<z>(?:1\d|20)\d0)ern?{SPACE}-?jahren?(?!\w)",
        "nl": rf"jaren{BETWEEN}(?P<y>(?:1\d|20)\d0){SPACE}{DASH}{SPACE}(?P<z>(?:1\d|20)\d0){RIGHT}",
    }
    return [
        Rule("decade-range", re.compile(LEFT + ranges[w.language], re.IGNORECASE), _decade_range),
        Rule("decade", re.compile(LEFT + full, re.IGNORECASE), _decade),
        Rule("decade", re.compile(LEFT + short, re.IGNORECASE), lambda m: f"19{m['y'][0]}X"),
        Rule("decade", re.compile(LEFT + word, re.IGNORECASE), partial(_spelled_decade, w)),
    ]


def _year_rules(w: Words) -> list[Rule]:
    y, z = rf"(?P<y>{YEAR})", rf"(?P<z>{YEAR})"
    end = rf"(?P<z>{YEAR}|(?<=[/–-])\d{{2}}(?!\d))"
    a = rf"(?P<a>{w.about}\s)?"
    rules = {
        "year-dash": (rf"{LEFT}{a}{y}(?:{SPACE}[–—‒]{SPACE}|[-/]){end}(?![\w-])(?!/\d)", _year_range),
        "year-range": (rf"{LEFT}{w.opens}(?:l'année )?{a}{y}{w.joins}(?:l'année )?{z}{RIGHT}", _year_range),
        "about-year": (rf"{LEFT}(?:{w.about})(?:{BETWEEN}|(?<=\.))(?P<y>[1-9]\d{{2,3}}){RIGHT}", _vague_year),
        "part-year": (
            rf"{LEFT}(?:{w.part})[\s-]{{0,2}}(?:(?:de |of |du |van )(?:l'année )?)?(?P<y>{YEAR}){RIGHT}(?!'s)",
            _vague_year,
        ),
        "era-year": (rf"{LEFT}(?:AD{BETWEEN})?(?P<y>[1-9]\d{{2}}){BETWEEN}{w.era}", _old_year),
        "intro-year": (rf"{LEFT}{w.year_intro}{BETWEEN}(?P<y>[1-9]\d{{2}}){RIGHT}", _old_year),
        "open-range": (rf"{LEFT}{y}{SPACE}{DASH}{SPACE}(?:{w.now})(?=\s?(?:[).,;:|\]]|$|\n))", lambda m: f"{m['y']}/.."),
    }
    return [Rule(key, re.compile(text, re.IGNORECASE), build) for key, (text, build) in rules.items()]


@cache
def rules(language: str) -> tuple[Rule, ...]:
    """Every rule of ``language`` but the bare year, which needs its surroundings (see ``dates``)."""
    w = words(language)
    return (*_day_rules(w), *_month_rules(w), *_century_rules(w), *_decade_rules(w), *_year_rules(w))
