"""Figures: numbers with their unit and what they count.

Invariants: a figure never overlaps a date or another figure; ``text == prepared.text[start:end]``; it has a unit or a noun.
Amounts are as written ("4.5 million" is 4500000), units symbols of ``data/figures.toml``; ranges keep their lower number.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from dentelle.model import DateMention, Figure
from dentelle.reading.figures_words import spelled, spelled_pattern
from dentelle.reading.lexicon import flat
from dentelle.reading.prepared import Prepared
from dentelle.reading.tables import table

__all__ = ["DURATIONS", "MONEY", "figures_in", "find_figures", "plain_number"]

DURATIONS = frozenset(("a", "month", "week", "d", "h", "min"))
MONEY = frozenset(("EUR", "GBP", "USD"))
DIGITS = r"\d{1,3}(?:[ .,'’  ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,9}(?:[.,]\d{1,3})?(?!\d)"
DIGIT = re.compile(r"\d")
SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}
WORD = r"[^\W\d_](?:[\w’'-]{0,40}[^\W_])?"
LONGEST_NOUN = 4  # words
NEXT_WORD = re.compile(rf"[^\S\n]?({WORD})")
BEFORE_NOUN = re.compile(
    r"(?:nouve|gran|peti|jeun|cour|prem|autre|princip|ancien|grosse|vieu|vieille|bon|divers|différent|haut|seul)\w*"
)
OF_KIND = re.compile(
    r"(?!l['’]|(?:la|cette|cet|ce|ces|son|sa|ses|leur|leurs|mon|ma|notre|votre)$)[^\W\d_A-ZÀ-Þ]"
)  # "agents de service", not "de la ville"
PLURAL_EN = re.compile(r"\w[\w'-]*[^s\W]s|people|men|women|children|staff|\w*folk|media|alumni|personnel", re.IGNORECASE)
PLURAL_NL = re.compile(r"(?:en|s|'s|’s|eren|ers|leden|volk)$")


STEP = re.compile(r"\s(?:auf|to|à|naar)\s(?=\S)")  # between two figures of which only the second has its noun


class Grammar:
    """The expressions of one language, compiled once."""

    def __init__(self, language: str) -> None:
        self.language = language if language in ("fr", "en", "de", "nl") else "en"
        data: dict[str, Any] = table("figures")[self.language]
        self.scales = [(re.compile(pattern), factor) for pattern, factor in data["scales"].items()]
        self.groups: dict[str, float] = data["groups"]
        scale = "|".join(data["scales"])
        bound = "|".join(f"(?P<{name}>{data[key]})" for name, key in (("gt", "more"), ("lt", "less"), ("ab", "about")))
        number = rf"{DIGITS}|(?:{spelled_pattern(self.language)})(?!\w)"
        self.openings = frozenset(
            flat(word).split()[0] for noun in (*spelled(self.language), *self.groups) for word in (noun, f"{noun}s")
        )
        group = rf"(?:{data['group_article']})?(?P<group>{'|'.join(self.groups)})s?(?:\s?[-–]?\s?)(?!\w)"
        self.number = re.compile(
            rf"(?<![\w.,/+°#€$£-])(?:(?:{bound})(?:\s|(?<=')))?(?:(?P<sign>[€$£]|(?-i:EUR|GBP|USD)(?=\s?\d))\s?)?"
            rf"(?:(?P<number>{number})(?P<plus>\+(?!\d))?(?:\s?(?:[–-]|{data['range']})\s?(?P<upper>{number}))?|{group})"
            rf"(?:[\s-]?(?P<scale>(?:{scale})(?!\w)))?",
            re.IGNORECASE,
        )
        self.of = re.compile(rf"\s(?:{data['of']})" if data["of"] else r"(?!)", re.IGNORECASE)
        self.adjective = re.compile(data["adjective"] or r"(?!)")
        self.of_a_land = re.compile(data["of_a_land"] or r"(?!)")
        self.stop = frozenset(data["stop"].split("|"))
        self.never = re.compile(rf"(?:{data['never']})", re.IGNORECASE)

    def holds_number(self, text: str) -> bool:
        """Whether there is anything in ``text`` that a number could begin with."""
        return DIGIT.search(text) is not None or not self.openings.isdisjoint(flat(text).split())


THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")


@cache
def _grammar(language: str) -> Grammar:
    return Grammar(language)


def find_figures(prepared: Prepared, dates: Iterable[DateMention]) -> tuple[Figure, ...]:
    """Every figure of the text, in order; ``dates`` are those of the same text."""
    taken = deque((date.start, date.end) for date in dates)
    found: list[Figure] = []
    for sentence in prepared.sentences:
        if sentence.role == "furniture":
            continue
        for figure in figures_in(prepared.text[sentence.start : sentence.end], sentence.language, sentence.start):
            if not any(first < figure.end and figure.start < last for first, last in _near(taken, figure.start, figure.end)):
                found.append(figure)
    return tuple(found)


def _near(taken: deque[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The dates that may touch ``start``..``end``: ``taken`` is in order, so those that ended before are left behind."""
    while taken and taken[0][1] <= start:
        taken.popleft()
    for span in taken:
        if span[0] >= end:
            return
        yield span


def figures_in(text: str, language: str, at: int = 0) -> Iterator[Figure]:
    """The figures of ``text``, written in ``language``, in order; ``at`` is added to their positions."""
    grammar = _grammar(language)
    if not grammar.holds_number(text):
        return
    plain = text.replace("’", "'")
    position = 0
    while match := grammar.number.search(plain, position):
        position = match.end()
        figure = _figure(text, plain, match, grammar, at)
        if figure is not None:
            position = figure.end - at
            yield figure


def _figure(given: str, text: str, match: re.Match[str], grammar: Grammar, at: int) -> Figure | None:
    """The figure that ``match`` found in ``text``, which is ``given`` with straight apostrophes; None where it counts nothing."""
    amount = _amount(match, grammar)
    if amount is None:
        return None
    unit, end = _unit(text, match.end(), match["sign"] or "")
    noun, end = _noun(text, end, grammar, unit, linked=bool(match["scale"] or match["group"]))
    if not unit and not noun and (step := STEP.match(text, end)):
        following = grammar.number.match(text, step.end())
        if following is not None and _unit(text, following.end(), "")[0] == "":
            noun = _noun(text, following.end(), grammar, "", linked=False)[0]  # "from 410 to 95 workers"
            if noun and not (match["number"] or "").startswith(("19", "20")):
                return Figure(amount, "", noun, given[match.start() : end], match.start() + at, end + at, "")
            noun = ""
    bare = (match["number"] or "").isdigit() and len(match["number"]) > 4
    if not unit and (not noun or bare):  # five digits in a row before a name are a postal code
        return None
    bound = ">" if match["gt"] or match["plus"] else "<" if match["lt"] else "~" if match["ab"] or match["group"] else ""
    start = match.start()
    return Figure(amount, unit, given[end - len(noun) : end], given[start:end], start + at, end + at, bound)


def _amount(match: re.Match[str], grammar: Grammar) -> float | None:
    if match["group"]:
        return float(grammar.groups[next(g for g in grammar.groups if g.casefold() == match["group"].casefold())])
    amount = plain_number(match["number"], grammar.language)
    upper = plain_number(match["upper"], grammar.language) if match["upper"] else None
    if amount is not None and upper is not None and upper >= 1000 > amount * 10:
        amount *= 1000  # "three to four thousand"
    if amount is None or not match["scale"]:
        return amount
    factor = next((f for pattern, f in grammar.scales if re.fullmatch(pattern.pattern, match["scale"], re.IGNORECASE)), 1.0)
    return amount * factor


def plain_number(written: str, language: str) -> float | None:
    """The value of "1 800", "10.000", "4,5" or "onze"; None for what is no number. A comma or point before exactly three
    digits separates thousands, except before fewer digits ("4.5") or behind a leading zero."""
    folded = " ".join(written.lower().split())
    if not folded[:1].isdigit():
        value = spelled(language).get(folded)
        return float(value) if value is not None else None
    compact = folded.replace(" ", "").replace("'", "").replace("’", "")
    if THOUSANDS.fullmatch(compact):
        return float(compact.replace(".", "").replace(",", ""))
    whole, _, decimals = compact.replace(",", ".").rpartition(".")
    digits = f"{whole.replace('.', '')}.{decimals}" if whole else decimals
    return float(digits) if digits.replace(".", "", 1).isdecimal() else None


def _unit(text: str, end: int, sign: str) -> tuple[str, int]:
    """The symbol of the unit behind ``end`` ("" for none) and where it ends."""
    if sign:
        return SIGNS.get(sign, sign), end
    pattern, symbols = _units()
    match = pattern.match(text, end)
    if match is None or match.lastgroup is None:
        return "", end
    return symbols[int(match.lastgroup[1:])], match.end()


@cache
def _units() -> tuple[re.Pattern[str], list[str]]:
    """One expression for all units, with a group ``u0``, ``u1``… for each symbol of the list."""
    units: dict[str, str] = table("figures")["units"]
    groups = "|".join(f"(?P<u{i}>{pattern})" for i, pattern in enumerate(units.values()))
    return re.compile(rf"[^\S\n]?-?(?:(?:d'|de |of )(?=euro))?(?:{groups})"), list(units)


def _noun(text: str, end: int, grammar: Grammar, unit: str, *, linked: bool) -> tuple[str, int]:
    """The counted noun phrase behind ``end`` and where it ends; ("", end) where there is none."""
    position = end
    link = grammar.of.match(text, end)
    if link and (unit or linked):
        position = link.end()
    elif unit and (grammar.language in ("fr", "en") or unit in MONEY or unit in DURATIONS):
        return "", end
    words: list[tuple[str, int, int]] = []
    while len(words) <= LONGEST_NOUN and (match := NEXT_WORD.match(text, position)):
        words.append((match[1], match.start(1), match.end()))
        position = match.end()
    kept = _phrase(words, grammar, bool(unit))
    if kept == 0 or grammar.never.fullmatch(words[0][0]):
        return "", end
    return text[words[0][1] : words[kept - 1][2]], words[kept - 1][2]


def _phrase(words: list[tuple[str, int, int]], grammar: Grammar, has_unit: bool) -> int:
    """How many of ``words`` are the counted noun phrase."""
    plain = [word for word, _, _ in words]
    stop = next((i for i, word in enumerate(plain) if word.casefold() in grammar.stop), len(plain))
    plain = plain[:stop]
    of_a_land = bool(plain) and grammar.of_a_land.fullmatch(plain[0]) is not None
    if not plain or (grammar.language != "de" and not plain[0][0].islower() and not of_a_land):
        return 0
    match grammar.language:
        case "fr":
            return _french_phrase(plain, [word for word, _, _ in words], grammar)
        case "de":
            first = next((i for i, word in enumerate(plain) if not grammar.adjective.fullmatch(word)), len(plain))
            if first > 2 or first >= len(plain) or not plain[first][0].isupper() or (has_unit and first):
                return 0
            run = first
            while run < len(plain) and plain[run][0].isupper() and run - first < 3:
                run += 1
            return run
        case "nl":
            adjectives = (grammar.adjective.fullmatch(word) or (i == 0 and of_a_land) for i, word in enumerate(plain))
            first = next((i for i, adjective in enumerate(adjectives) if not adjective), len(plain))
            return first + 1 if first < len(plain) and first <= 3 and PLURAL_NL.search(plain[first]) else 0
    return next((i + 1 for i, word in enumerate(plain[:LONGEST_NOUN]) if PLURAL_EN.fullmatch(word)), 0)


def _french_phrase(plain: list[str], words: list[str], grammar: Grammar) -> int:
    """A noun, its adjectives, and one complement with "de"."""
    if len(plain[0]) < 3 or plain[0].startswith(("d'", "d’", "l'", "l’")):
        return 0
    kept = 1
    if len(plain) > 1 and BEFORE_NOUN.fullmatch(plain[0]):
        kept = 2
    while kept < len(plain) and grammar.adjective.fullmatch(plain[kept]):
        kept += 1
    if kept < len(words) and words[kept].startswith(("d'", "d’")):
        return kept + 1
    if kept + 1 < len(words) and words[kept] == "de" and OF_KIND.match(words[kept + 1]):
        return kept + 2
    return kept
