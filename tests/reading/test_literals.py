"""What an expression requires of a text is derived from it, and leaving out searches by that never loses a match."""

import random
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from marked_text import cases

from dentelle.model import LANGUAGES
from dentelle.reading.dates_grammar import rules
from dentelle.reading.literals import Finder, Prefilter, folded, quickened, required
from dentelle.reading.patterns_loader import Pattern, applicable, patterns, written_out

GOLD = Path(__file__).parents[2] / "benchmarks" / "reading_gold"
SLOTS = "OPLGEWDNT"


@pytest.mark.parametrize(
    ("expression", "conditions"),
    [
        ("founded in", [{"founded in"}]),
        ("(?:bought|sold) by", [{"bought by", "sold by"}]),
        ("works?", [{"work"}]),
        (r"[Cc]af[ée]\d", [{"cafe0", "café0"}]),
        (r"<[OP]\d+> .{0,9} won", [{" won"}, {"<o", "<p"}]),
        (r"(?:very )?good(?= idea)", [{"good"}]),
        (r"a\s{1,2}museum", [{"a museum", "a  museum"}]),
        (r"(?:seen|\w+) there", [{" there"}]),
        (r"(?:\w+|x)", []),
        (r"(?:old)?", []),
        (r"(?:ha){2,9}", [{"ha"}]),
        (r"(?!)|left", [{"left"}]),
        ("(?!)", [set()]),
    ],
)
def test_what_is_required_is_read_off_the_expression(expression: str, conditions: list[set[str]]) -> None:
    assert [set(need) for need in required(expression)] == conditions


def test_an_expression_that_requires_nothing_is_always_tried() -> None:
    tried = Prefilter([required(r"\w+"), required("label"), required("(?!)")])
    assert list(tried.possible("")) == [0]
    assert list(tried.possible("a LABEL")) == [0, 1]


def test_characters_that_match_without_case_are_folded_alike() -> None:
    used = {character for language in LANGUAGES for pattern in patterns(language) for character in _literals(language, pattern)}
    everything = "".join(chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000)
    plain = folded(everything)
    assert len(plain) == len(everything)
    for character in used - {" ", "0"}:
        for match in re.finditer(re.escape(character), everything, re.IGNORECASE):
            assert plain[match.start()] == character
    assert all(plain[match.start()] == " " for match in re.finditer(r"\s", everything))
    assert all(plain[match.start()] == "0" for match in re.finditer(r"\d", everything))


def _literals(language: str, pattern: Pattern) -> set[str]:
    return {character for need in required(written_out(language, pattern.written)) for literal in need for character in literal}


# ---- nothing is lost ------------------------------------------------------------------------------------------------


@cache
def _slotted_lines(language: str) -> list[str]:
    """The texts of the tests with marked names as slots, and lines of the labelled pages with capitalised words as slots."""
    marked = [re.sub(r"\[([A-Z]):[^]]+\]", r"<\g<1>1>", case.text) for case in cases(language)]
    pages = [path.read_text(encoding="utf-8") for path in sorted(GOLD.glob(f"*_{language}_*.txt"))]
    letters = random.Random(2).choice
    slotted = [
        re.sub(
            r"(?<=\s)(?:[A-Z]\w+|\d{4})",
            lambda _: f"<{letters(SLOTS)}{letters('12345')}>" if letters("yyn") == "y" else _[0],
            line,
        )
        for page in pages
        for line in page.splitlines()
    ]
    return [re.sub(r"\d{4}", "<D3>", line).replace("’", "'") for line in (*marked, *slotted)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_match_is_lost_on_any_text(language: str) -> None:
    matched = 0
    for line in _slotted_lines(language):
        found = [pattern for pattern in patterns(language) if pattern.expression.search(line)]
        kept = list(applicable(language, line))
        assert all(pattern in kept for pattern in found)
        matched += len(found)
    assert matched > 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_pattern_loses_a_text_made_for_it(language: str) -> None:
    chance = random.Random(7)
    for pattern in patterns(language):
        tree = _parser.parse(pattern.expression.pattern, pattern.expression.flags)
        written = ["".join(_written(tree, chance)) for _ in range(40)]
        matching = [text for text in written if pattern.expression.search(text)]
        assert all(pattern in applicable(language, text) for text in matching), pattern.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_look_at_the_first_character_changes_no_match(language: str) -> None:
    lines = "\n".join(_slotted_lines(language)[::4]).upper() + "\n".join(_slotted_lines(language)[::4])
    for rule in rules(language):
        quick = re.compile(quickened(rule.pattern.pattern, rule.pattern.flags), rule.pattern.flags)
        assert [m.span() for m in quick.finditer(lines)] == [m.span() for m in rule.pattern.finditer(lines)]
    for match in ("{S:O} ~~ {V:L}", "@found ~ {V:D}", "(?:x|\\w+)? ?{V:P}", "{V:O*} and @title"):
        plain = written_out(language, match)
        quick, slow = re.compile(quickened(plain), re.IGNORECASE), re.compile(plain, re.IGNORECASE)
        assert [m.span() for m in quick.finditer(lines)] == [m.span() for m in slow.finditer(lines)]


def _written(parts: Any, chance: random.Random) -> Iterator[str]:
    """A text that the parsed expression matches, unless one of its assertions forbids it."""
    for code, argument in parts:
        if code is op.LITERAL:
            yield chance.choice((chr(argument), chr(argument).upper()))[:1]
        elif code is op.IN:
            yield _member(argument, chance)
        elif code in (op.NOT_LITERAL, op.ANY):
            yield "x"
        elif code is op.BRANCH:
            yield from _written(chance.choice(argument[1]), chance)
        elif code in (op.SUBPATTERN, op.ATOMIC_GROUP):
            yield from _written(argument[3] if code is op.SUBPATTERN else argument, chance)
        elif code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            least, most, repeated = argument
            for _ in range(chance.randint(least, min(int(most), least + 3))):
                yield from _written(repeated, chance)


def _member(members: Any, chance: random.Random) -> str:
    """One character of the class; of a negated one, one that is likely to be in it."""
    if members[0][0] is op.NEGATE:
        return chance.choice("xé ")
    code, argument = chance.choice(members)
    if code is op.LITERAL:
        return chr(argument)
    if code is op.RANGE:
        return chr(chance.randint(*argument))
    return {op.CATEGORY_SPACE: " ", op.CATEGORY_DIGIT: "7", op.CATEGORY_NOT_SPACE: "z"}.get(argument, "w")


# ---- no text stalls a pattern ----------------------------------------------------------------------------------------

ARTICLES = {"fr": "la", "en": "the", "de": "die", "nl": "de"}


def _adversarial(language: str, pattern: Pattern) -> list[str]:
    """Pieces that, repeated, hold everything that the pattern looks for, and make its gaps and lists begin everywhere."""
    wanted = [
        min(need, key=lambda literal: (len(literal), literal))
        for need in required(written_out(language, pattern.written))
        if need
    ]
    words = [word for word in wanted if not word.startswith("<")]
    slots = " ".join(f"<{letter}1>" for letter in SLOTS)
    together = " ".join((*words, slots))
    return [
        together,
        together.replace(" ", ", "),
        "(".join((*words, slots)),
        *(f"{word} " for word in words),
        f"{slots} a, ",
        *(f"{ARTICLES[language]} <{letter}1>, " for letter in "OPL"),  # an article may be read as one, or as a word
        "ab",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_stalls_a_pattern(language: str) -> None:
    for pattern in patterns(language):
        for number, piece in enumerate(_adversarial(language, pattern)):
            size = 2_000 if number else 20_000  # a sentence is never longer than 2,000 characters
            text = (piece * (size // len(piece) + 1))[:size]
            started = time.process_time()
            for _ in pattern.expression.finditer(text):
                pass
            # a tenth of it is usual; what multiplies gaps with gaps takes minutes
            assert time.process_time() - started < 3, f"{language} {pattern.name}: {pattern.expression.pattern}"


# ---- searching around literals ---------------------------------------------------------------------------------------


def _everywhere(expressions: list[re.Pattern[str]], text: str) -> list[tuple[int, tuple[int, int]]]:
    return [(number, match.span()) for number, expression in enumerate(expressions) for match in expression.finditer(text)]


def _around(expressions: list[re.Pattern[str]], text: str) -> list[tuple[int, tuple[int, int]]]:
    return [(number, match.span()) for number, match in Finder(expressions).matches(text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_are_found_around_their_words_as_in_the_whole_text(language: str) -> None:
    expressions = [rule.pattern for rule in rules(language)]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(GOLD.glob(f"*_{language}_*.txt")))
    dense = " ".join(re.findall(r"\S* ?\S*\d{4}", text))  # many windows, which touch
    for given in (text, dense, text.replace(" ", "\n")):
        assert _around(expressions, given) == _everywhere(expressions, given)


def test_what_stands_behind_a_window_is_still_seen() -> None:
    expressions = [re.compile(r"(?<!\d)19\d\d(?!-\d\d-\d\d)"), re.compile(r"a{1,9}b\b"), re.compile(r"\w+"), re.compile("(?!)")]
    text = "1990-12-31 1991 21992 aaab aabc x"
    assert _around(expressions, text) == _everywhere(expressions, text)
    assert _around(expressions[3:], text) == []
