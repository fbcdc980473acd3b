"""What a text must hold for an expression to match it, so that most searches need not be made.

Invariant: nothing is ever lost. What ``required`` says of an expression holds for each of its matches, whatever the text; it is
derived from the expression itself, as the regular-expression engine parses it, and where that says nothing, nothing is required.
Texts and literals are compared in the form that ``folded`` gives, which is coarser than case-blind matching: equal characters
for the engine are equal there, every space is " " and every digit "0".
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

__all__ = ["Condition", "Finder", "Prefilter", "folded", "quickened", "required"]

Condition = frozenset[str]  # one of these strings is in every text that matches

MOST = 300  # strings to which neighbouring parts of an expression are multiplied out
MOST_REPEATED = 3  # times that a part is written out
MOST_CHARACTERS = 8  # of a class that is written out
SHORTEST = 2  # letters, or one bracket, of a literal that is worth looking for
RARE = "()<[]/:"  # and not ">", which every slot has
CONDITIONS = 4  # of one expression, the rarest first
BROADEST = 1_000  # characters of a match; one that may be longer is looked for in the whole text
MOST_OPENINGS = 40  # characters that may open a match, for a look at the first to be worth while
COMMON = 0.1  # expected frequency above which a condition tells nothing


class _Folded(dict[int, str]):
    """Each character's coarse form, always one character."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isspace():
            coarse = " "
        elif character.isdecimal():
            coarse = "0"
        else:
            lowered = character.casefold()
            coarse = lowered if len(lowered) == 1 else character.lower()[0]
        self[code] = coarse = {"ı": "i"}.get(coarse, coarse)
        return coarse


_FOLDED = _Folded()


def folded(text: str) -> str:
    """``text`` in the form in which literals are looked for, character for character."""
    return text.translate(_FOLDED)


# ---- what an expression requires ------------------------------------------------------------------------------------


class _Part(NamedTuple):
    """What a part of an expression matches: exactly one of ``exact``; or, where that is None, texts that meet ``needs``."""

    exact: frozenset[str] | None
    needs: tuple[Condition, ...] = ()


ANYTHING = _Part(None)
NOTHING = _Part(frozenset(("",)))
NEVER = _Part(frozenset())  # "(?!)", a class of words that a language does not have
SPACES = {op.CATEGORY_SPACE: " ", op.CATEGORY_DIGIT: "0"}


@lru_cache(maxsize=4)  # the same expression is asked for its openings and for what it requires
def _tree(expression: str, flags: int) -> Any:
    return _parser.parse(expression, flags)


def required(expression: str, flags: int = re.IGNORECASE) -> tuple[Condition, ...]:
    """The conditions that every text with a match of ``expression`` meets, the rarest first; at most ``CONDITIONS``.

    An empty condition means that nothing ever matches.
    """
    part = _sequence(_tree(expression, flags))
    needs = set(part.needs if part.exact is None else _conditions(part.exact))
    ranked = sorted(needs, key=lambda need: (_frequency(need), sorted(need)))
    return tuple(need for need in ranked if _frequency(need) <= COMMON)[:CONDITIONS]


def _frequency(need: Set[str]) -> float:
    """How often one of the literals is to be expected, roughly: a letter more makes one five times as rare, a bracket more than
    that."""
    return sum(5.0 ** -_weight(literal) for literal in need)


def _weight(literal: str) -> int:
    return sum(2 if character in RARE else 1 for character in literal if character != " ")


def _conditions(exact: frozenset[str]) -> tuple[Condition, ...]:
    """The condition that one of ``exact`` is there, without strings that hold another; none where it would say too little."""
    shortest = sorted(exact, key=len)
    if any(_weight(literal) < SHORTEST for literal in shortest):
        return ()
    kept: list[str] = []
    for literal in shortest:
        if not any(other in literal for other in kept):
            kept.append(literal)
    return (frozenset(kept),)


def _sequence(parts: Iterable[tuple[Any, Any]]) -> _Part:
    """The parts one behind the other: neighbours that are known exactly are joined as long as they stay few."""
    run: frozenset[str] = frozenset(("",))
    needs: tuple[Condition, ...] = ()
    whole = True
    for part in _joined(parts):
        if part.exact is not None and len(run) * len(part.exact) <= MOST:
            run = frozenset(map("".join, product(run, part.exact)))
            continue
        needs += (*_conditions(run), *part.needs)
        whole, run = False, part.exact if part.exact is not None else frozenset(("",))
    return _Part(run) if whole else _Part(None, (*needs, *_conditions(run)))


def _joined(parts: Iterable[tuple[Any, Any]]) -> Iterator[_Part]:
    """The parts, single characters that follow each other as one."""
    letters = ""
    for code, argument in parts:
        if code is op.LITERAL:
            letters += _FOLDED[argument]
            continue
        if letters:
            yield _Part(frozenset((letters,)))
            letters = ""
        yield _part(code, argument)
    if letters:
        yield _Part(frozenset((letters,)))


def _part(code: Any, argument: Any) -> _Part:
    match code:
        case op.IN:
            return _characters(argument)
        case op.BRANCH:
            return _branches([_sequence(branch) for branch in argument[1]])
        case op.SUBPATTERN:
            return _sequence(argument[3])
        case op.ATOMIC_GROUP:
            return _sequence(argument)
        case op.MAX_REPEAT | op.MIN_REPEAT | op.POSSESSIVE_REPEAT:
            least, most, repeated = argument
            return _repeated(int(least), int(most), _sequence(repeated))
        case op.ASSERT_NOT if not argument[1]:
            return NEVER
        case op.FAILURE:
            return NEVER
        case op.ASSERT | op.ASSERT_NOT | op.AT:
            return NOTHING
    return ANYTHING


def _characters(members: Sequence[tuple[Any, Any]]) -> _Part:
    """A class of characters: written out if it has few."""
    found: set[str] = set()
    for code, argument in members:
        if code is op.LITERAL:
            found.add(folded(chr(argument)))
        elif code is op.RANGE and argument[1] - argument[0] < 2 * MOST_CHARACTERS:
            found.update(folded(chr(character)) for character in range(argument[0], argument[1] + 1))
        elif code is op.CATEGORY and argument in SPACES:
            found.add(SPACES[argument])
        else:
            return ANYTHING
    return _Part(frozenset(found)) if len(found) <= MOST_CHARACTERS else ANYTHING


def _branches(parts: list[_Part]) -> _Part:
    """One of ``parts``: what each of them requires, one way or another."""
    exacts = [part.exact for part in parts if part.exact is not None]
    if len(exacts) == len(parts):
        return _Part(frozenset().union(*exacts))
    either: set[str] = set()
    for part in parts:
        needs = part.needs if part.exact is None else _conditions(part.exact)
        if not needs:
            return ANYTHING
        either |= min(needs, key=_frequency)
    return _Part(None, _conditions(frozenset(either)))


def _repeated(least: int, most: int, part: _Part) -> _Part:
    exact = part.exact
    if exact is not None and most <= MOST_REPEATED and len(exact) ** most <= MOST:
        return _Part(frozenset("".join(written) for times in range(least, most + 1) for written in product(exact, repeat=times)))
    if not least:
        return ANYTHING
    return _Part(None, part.needs if exact is None else _conditions(exact))


# ---- where a match can begin ----------------------------------------------------------------------------------------


def quickened(expression: str, flags: int = re.IGNORECASE) -> str:
    """``expression`` with a look at the first character before it, where few can open a match: it matches the same, faster."""
    opening = _opening(_tree(expression, flags))
    if not opening or "" in opening or len(opening) > MOST_OPENINGS:
        return expression
    return f"(?=[{''.join(map(re.escape, sorted(opening)))}]){expression}"


def _opening(parts: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """The characters with which a match can begin, "" among them where it can be empty; None where there are too many."""
    found: frozenset[str] = frozenset(("",))
    for code, argument in parts:
        following = _first(code, argument)
        if following is None:
            return None
        found = (found - {""}) | following
        if "" not in following:
            return found
    return found


def _first(code: Any, argument: Any) -> frozenset[str] | None:
    match code:
        case op.LITERAL:
            return frozenset(chr(argument))
        case op.IN:
            members = [_members(*member) for member in argument]
            return None if None in members else frozenset().union(*members)  # type: ignore[arg-type]
        case op.BRANCH:
            ways = [_opening(branch) for branch in argument[1]]
            return None if None in ways else frozenset().union(*ways)  # type: ignore[arg-type]
        case op.SUBPATTERN:
            return _opening(argument[3])
        case op.MAX_REPEAT | op.MIN_REPEAT:
            repeated = _opening(argument[2])
            return repeated if repeated is None or argument[0] else repeated | {""}
        case op.ASSERT | op.ASSERT_NOT | op.AT:
            return frozenset(("",))
    return None


def _members(code: Any, argument: Any) -> frozenset[str] | None:
    if code is op.LITERAL:
        return frozenset(chr(argument))
    if code is op.RANGE and argument[1] - argument[0] < MOST_OPENINGS:
        return frozenset(map(chr, range(argument[0], argument[1] + 1)))
    return None


# ---- looking for it --------------------------------------------------------------------------------------------------


class Prefilter:
    """Which of many expressions, each given by what it requires, can match a text at all, told by one pass over it.

    For each of up to ``CONDITIONS`` conditions there is one bit an expression; a literal that is found sets the bits of the
    conditions that it meets, and an expression is possible when all its bits are set.
    """

    def __init__(self, expressions: Sequence[tuple[Condition, ...]]) -> None:
        import ahocorasick

        self._count = len(expressions)
        self._met = 0  # the bits of conditions that expressions do not have
        bits: dict[str, int] = {}
        for number, needs in enumerate(expressions):
            for place in range(CONDITIONS):
                bit = 1 << (place * self._count + number)
                if place >= len(needs):
                    self._met |= bit
                    continue
                for literal in needs[place]:
                    bits[literal] = bits.get(literal, 0) | bit
        self._automaton: Any = ahocorasick.Automaton()
        for literal, met in bits.items():
            self._automaton.add_word(literal, met)
        if bits:
            self._automaton.make_automaton()
        self._any = bool(bits)

    def possible(self, text: str) -> Iterator[int]:
        """The numbers of the expressions that may match ``text``, in order; all that do match it are among them."""
        met = self._met
        if self._any:
            for _, bits in self._automaton.iter(folded(text)):
                met |= bits
        left = (1 << self._count) - 1
        for place in range(CONDITIONS):
            left &= met >> (place * self._count)
        while left:
            lowest = left & -left
            yield lowest.bit_length() - 1
            left ^= lowest


class Finder:
    """All matches of some expressions in a long text, looked for only around the literals that a match must hold.

    An expression is tried where the rarest of its conditions is met in this text, as far to both sides as its longest match
    and what it looks at behind it can reach, so that it finds exactly what it finds in the whole text.
    """

    def __init__(self, expressions: Sequence[re.Pattern[str]]) -> None:
        import ahocorasick

        self._expressions: list[tuple[re.Pattern[str], tuple[int, ...], int, int]] = []
        numbers: dict[Condition, int] = {}
        for expression in expressions:
            tree = _tree(expression.pattern, expression.flags)
            broadest, ahead = tree.getwidth()[1], _ahead(tree)
            needs = required(expression.pattern, expression.flags) if max(broadest, ahead) <= BROADEST else ()
            places = tuple(numbers.setdefault(need, len(numbers)) for need in needs)
            self._expressions.append((expression, places, broadest, ahead))
        self._conditions = len(numbers)
        meets: dict[str, tuple[int, ...]] = {}
        for need, number in numbers.items():
            for literal in need:
                meets[literal] = (*meets.get(literal, ()), number)
        self._automaton: Any = ahocorasick.Automaton()
        for literal, met in meets.items():
            self._automaton.add_word(literal, met)
        if meets:
            self._automaton.make_automaton()
        self._any = bool(meets)

    def matches(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Each match with the number of its expression: expression by expression, in the order of the text."""
        found: list[list[int]] = [[] for _ in range(self._conditions)]
        if self._any:
            for last, met in self._automaton.iter(folded(text)):
                for number in met:
                    found[number].append(last)
        for number, (expression, conditions, broadest, ahead) in enumerate(self._expressions):
            if not conditions:
                yield from ((number, match) for match in expression.finditer(text))
                continue
            places = min((found[condition] for condition in conditions), key=len)
            for start, end in _stretches(places, broadest, broadest + ahead):
                yield from ((number, match) for match in expression.finditer(text, start, end))


def _stretches(places: Iterable[int], before: int, behind: int) -> Iterator[tuple[int, int]]:
    """The stretches around ``places`` (in order), joined where they touch."""
    start = end = -1
    for place in places:
        if place - before > end:
            if end >= 0:
                yield start, end
            start = max(place - before, 0)
        end = place + behind
    if end >= 0:
        yield start, end


def _ahead(tree: Iterable[tuple[Any, Any]]) -> int:
    """How many characters behind its match an expression may look at, at most."""
    farthest = 1  # "\b" and "$" look at one
    for code, argument in tree:
        if code in (op.ASSERT, op.ASSERT_NOT):
            farthest = max(farthest, argument[1].getwidth()[1] + _ahead(argument[1]))
        elif code is op.BRANCH:
            farthest = max(farthest, *map(_ahead, argument[1]))
        elif code in (op.SUBPATTERN, op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            farthest = max(farthest, _ahead(argument[-1]))
        elif code is op.ATOMIC_GROUP:
            farthest = max(farthest, _ahead(argument))
    return farthest
