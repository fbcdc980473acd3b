"""Patterns of claims: from ``patterns/LANGUAGE.toml`` to compiled expressions.

Invariants: an expression repeats nothing without a bound, so a search costs at most a constant for each character; a pattern
that is no expression is an error that names file and pattern. How to write one: docs/how-to/add-a-pattern.md.
"""

import builtins
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dentelle.errors import DentelleError
from dentelle.reading.literals import Condition, Prefilter, quickened, required

__all__ = ["Pattern", "PatternError", "applicable", "compiled", "patterns", "word", "written_out"]

SLOT = re.compile(r"\{(\w+)(?::([\w*?]+))?\}")
GAP = r"(?:[^<;()]|<[^>]{1,6}>){0,70}?"
SHORT_GAP = r"(?:[^<;:(),]|<[DL]\d+>){0,30}?"
ACTORLESS_GAP = r"(?:[^<;()]|<[LDNPWT]\d+>){0,70}?"
BOUNDARY = r"(?=\s*(?:[,;:.!?()«»“”|]|\s[–—-]\s|$|<D)|\s(?:STOP)\b)"


class PatternError(DentelleError):
    """A pattern file is wrong; the detail names the file and the pattern."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """``written``, an expression of ``language`` as its file has it, finds a claim of ``property`` in a slotted text.

    The group ``S`` is the subject (without it, the reader looks for a name whose letter is in ``subject``), ``V`` the
    value: ``value`` says which letters of slots, "text" or "texts"; other groups are qualifiers.
    """

    name: str
    property: str
    subject: str
    value: str
    language: str
    written: str
    confidence: float
    prefer: str = ""  # where to look for the subject: "after" the match, "topic", or "" for the nearest rule
    fixed: tuple[tuple[str, str], ...] = ()
    value_type: str = ""  # the type that the value's name must have ("label"), if any

    @builtins.property  # a field has that name, too
    def expression(self) -> re.Pattern[str]:
        """The compiled expression, made when it is first asked for: half of all are never needed, and each takes some 8 kB."""
        return compiled(self.language, self.written)


@cache
def _data(language: str) -> dict[str, Any]:
    path = resources.files("dentelle.reading") / "patterns" / f"{language}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {"words": {}, "pattern": []}
    except tomllib.TOMLDecodeError as error:
        raise PatternError(f"patterns/{language}.toml: {error}") from error


@cache
def word(language: str, name: str) -> str:
    """The word class ``name`` of ``language`` as alternatives of an expression; one that matches nothing where there is none."""
    alternatives = _data(language)["words"].get(name)
    if alternatives is None:
        return r"(?!)"
    return f"(?:{_with_words(alternatives, language)})"


def _with_words(expression: str, language: str) -> str:
    """``expression`` with every ``@class`` replaced by its alternatives, as whole words."""
    return re.sub(r"@(\w+)", lambda m: rf"(?:(?<!\w){word(language, m[1])}(?:(?<=\w)(?!\w)|(?<=\W)))", expression)


def written_out(language: str, expression: str) -> str:
    """``expression`` of the pattern language as a regular expression."""
    article = word(language, "article")
    before = rf"(?:{article}\s?)?"
    # atomic: an article may be one of the words as well, and a list of sixteen names would be tried in every combination
    described = rf"(?>(?:(?:{article}\s?)?(?:[^\W\d_][\w'-]{{0,30}}[\s']){{1,4}})?)"

    def slot(match: re.Match[str]) -> str:
        group, kind = match[1], match[2] or ("OEGWPLT" if match[1] == "S" else "OPLGEW")
        boundary = BOUNDARY.replace("STOP", word(language, "stop"))
        stop = rf"(?!\s(?:{word(language, 'stop')})\b)"
        if kind == "text":
            return rf"(?P<{group}>(?:{stop}(?:[^,;:.!?()<>«»“”|]|\.(?=\w)|<[A-CF-Z]\d+>)){{2,90}}){boundary}"
        if kind == "texts":
            return rf"(?P<{group}>(?:{stop}(?:[^;:.!?()<>«»“”|]|<[A-CF-Z]\d+>)){{2,200}}){boundary.replace(',', '', 1)}"
        loose, many = "?" in kind, "*" in kind
        letters = kind.strip("*?")
        one = rf"(?:{described if loose or many else before})<[{letters}]\d+>"
        if many:
            bracket = r"(?:\s?\([^()]{0,60}\))?"
            joint = rf"(?:\s?,\s?(?:{word(language, 'and')}\s)?|\s{word(language, 'and')}\s)"
            return rf"(?P<{group}>{one}{bracket}(?:{joint}{one}{bracket}){{0,15}})"
        return rf"(?:{described if loose else before})(?P<{group}><[{letters}]\d+>)"

    written = _with_words(SLOT.sub(slot, expression), language)
    for mark, gap in (("~~~", ACTORLESS_GAP), ("~~", SHORT_GAP), ("~", GAP)):
        written = written.replace(f" {mark} ", gap).replace(mark, gap)
    return written.replace(" ?", r"\s{0,2}").replace(" ", r"\s{1,2}")


@cache
def compiled(language: str, expression: str) -> re.Pattern[str]:
    """``expression`` of the pattern language as a compiled expression. Raises PatternError."""
    try:
        return re.compile(quickened(written_out(language, expression)), re.IGNORECASE)
    except re.error as error:
        raise _no_expression(language, expression, error) from error


def _needed(language: str, expression: str) -> tuple[Condition, ...]:
    """What a text needs to have for ``expression`` to match. Raises PatternError."""
    try:
        return required(written_out(language, expression))
    except re.error as error:
        raise _no_expression(language, expression, error) from error


def _no_expression(language: str, expression: str, error: re.error) -> PatternError:
    return PatternError(f"patterns/{language}.toml: {expression!r} is no expression: {error}")


def applicable(language: str, text: str) -> Iterator[Pattern]:
    """The patterns of ``language`` that may match the slotted ``text``, in the order of the file: none that does is left out."""
    listed, prefilter = _loaded(language)
    return (listed[number] for number in prefilter.possible(text))


def patterns(language: str) -> tuple[Pattern, ...]:
    """The patterns of ``language``, in the order of the file. Raises PatternError."""
    return _loaded(language)[0]


@cache
def _loaded(language: str) -> tuple[tuple[Pattern, ...], Prefilter]:
    """The patterns, and what tells by what they require which may match; that itself is not kept, it takes 10 MB."""
    found: list[Pattern] = []
    needs: list[tuple[Condition, ...]] = []
    for entry in _data(language)["pattern"]:
        matches = entry["match"] if isinstance(entry["match"], list) else [entry["match"]]
        for match in matches:
            value = re.search(r"\{V(?::([\w*?]+))?\}", match)
            fixed = tuple(sorted(entry.get("qualifiers", {}).items()))
            if value is None and not entry.get("value"):
                raise PatternError(f"patterns/{language}.toml: pattern {entry.get('name')!r} has no value {{V}}.")
            kinds = (value[1] or "OPLGEW").strip("?") if value else f"={entry['value']}"
            found.append(
                Pattern(
                    name=entry["name"],
                    property=entry["property"],
                    subject=entry.get("subject", "OEGW"),
                    value=kinds,
                    language=language,
                    written=match,
                    confidence=float(entry.get("confidence", 0.8)),
                    prefer=entry.get("prefer", ""),
                    fixed=fixed,
                    value_type=entry.get("value_type", ""),
                )
            )
            needs.append(_needed(language, match))
    return tuple(found), Prefilter(needs)
