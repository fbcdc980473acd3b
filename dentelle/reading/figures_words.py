"""Numbers written as words: from the lists of ``data/figures.toml`` to one expression and its values.

Invariant: ``spelled(language)`` holds no word for one: in our languages it is the article.
"""

import re
from functools import cache
from itertools import product
from typing import Any

from dentelle.reading.tables import table

__all__ = ["spelled", "spelled_pattern"]


@cache
def spelled(language: str) -> dict[str, int]:
    """Every spelled number from 2 to 99, hundreds and thousands of these, as folded words to their value."""
    data: dict[str, Any] = table("figures")[language]
    small = _below_hundred(language, data)
    found = {word: value for word, value in small.items() if value > 1}
    for multiplier, name in ((100, data["hundred"]), (1000, data["thousand"])):
        for form in {name.replace("s?", ""), name.replace("s?", "s")}:
            found[form] = multiplier
            for word, value in small.items():
                if 1 < value < (20 if multiplier == 100 else 100):
                    found[f"{word}{form}" if language in ("de", "nl") else f"{word} {form}"] = value * multiplier
    for word, hundreds in [(w, v) for w, v in found.items() if v % 100 == 0 and v < 1000]:
        for thousand in {data["thousand"]}:
            found[f"{word}{thousand}" if language in ("de", "nl") else f"{word} {thousand}"] = hundreds * 1000
    return found


def _below_hundred(language: str, data: dict[str, Any]) -> dict[str, int]:
    """1 to 99, each with the ways of writing it."""
    small = {word: number for number, word in enumerate(data["ones"], 1)}
    ones = list(data["ones"][:19])
    for (position, ten), (unit, one) in product(enumerate(data["tens"]), enumerate(["", *ones])):
        value = (position + 2) * 10 + unit
        plain = ten.replace("s?", "")
        if language == "fr" and value not in small.values() and value < 100:
            base, rest = _french_parts(data["tens"], value)
            small.update(_french(base, rest, ones, value))
        elif unit == 0 or (unit < 10 and language != "fr"):
            for form in _compound(language, plain, one):
                small.setdefault(form, value)
    return small


def _compound(language: str, ten: str, one: str) -> tuple[str, ...]:
    """``ten`` with ``one`` as German, Dutch or English write it."""
    if not one:
        return (ten,)
    if language == "de":
        return (f"{one}und{ten}",)
    if language == "nl":
        return (f"{one}en{ten}", f"{one}ën{ten}")
    return (f"{ten}-{one}", f"{ten} {one}")


def _french_parts(tens: list[str], value: int) -> tuple[str, int]:
    """The word French builds the number on, and what is left: 75 is sixty and fifteen."""
    base = value // 10 * 10
    if base in (70, 90):
        base -= 20 - 10
    return tens[base // 10 - 2].replace("s?", ""), value - base


def _french(base: str, rest: int, ones: list[str], value: int) -> dict[str, int]:
    """The forms of one French number."""
    if rest == 0:
        return {base: value, **({base + "s": value} if base == "quatre-vingt" else {})}
    one = ones[rest - 1]
    forms = {f"{base}-{one}": value, f"{base} {one}": value}
    if rest in (1, 11):
        forms |= {f"{base} et {one}": value, f"{base}-et-{one}": value}
    return forms


@cache
def spelled_pattern(language: str) -> str:
    """An expression of the spelled numbers of ``language``, of which the longest wins; words that begin alike share their
    beginning, so that no position of a text is compared with hundreds of words."""
    tree: dict[str, Any] = {}
    for word in sorted(spelled(language)):
        branch = tree
        for character in word:
            branch = branch.setdefault(character, {})
        branch[""] = {}
    return _shared(tree)


def _shared(tree: dict[str, Any]) -> str:
    """The expression of the words of ``tree``, each level a character; the key "" says that a word may end there."""
    ways = [re.escape(character) + _shared(branch) for character, branch in tree.items() if character]
    if not ways:
        return ""
    if len(ways) == 1 and "" not in tree:
        return ways[0]
    return f"(?:{'|'.join(ways)}){'?' if '' in tree else ''}"
