"""What the documents of one language say of an entity, against those of another.

Two languages say the same where they support one fact (entities, domains, numbers and dates are equal across languages), or date
the same sort of fact to the same time; they differ where their facts are rivals. Words are never compared: what each says in
words of its own stands on its side. Nothing here asks the database.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dentelle.model import LANGUAGES
from dentelle.web.queries.entity import EntityPage
from dentelle.web.queries.facts import ShownFact

BOTH, DIFFER, LEFT, RIGHT = "both", "differ", "left", "right"


@dataclass(frozen=True, slots=True)
class Row:
    """``left`` and ``right``: the facts of either language, each with the quotes of that language alone."""

    property: str
    left: tuple[ShownFact, ...]
    right: tuple[ShownFact, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """``id``: differ, left (only there), right or both."""

    id: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``languages``: those of documents that speak of the entity, most facts first. ``elsewhere``: facts in neither."""

    left: str
    right: str
    languages: tuple[str, ...]
    parts: tuple[Part, ...]
    elsewhere: int


def own_facts(page: EntityPage) -> list[ShownFact]:
    """What is said of the entity itself."""
    said = [*(said for theme in page.themes for said in theme.said), *page.announced]
    return [fact for one in said for statement in one.statements for fact in statement.facts]


def spoken(facts: Iterable[ShownFact]) -> tuple[str, ...]:
    """The languages of the documents behind ``facts``, those with most facts first."""
    counts: dict[str, int] = {}
    for fact in facts:
        for language in {quote.language for quote in fact.quotes if quote.hand is None} & {*LANGUAGES}:
            counts[language] = counts.get(language, 0) + 1
    return tuple(sorted(counts, key=lambda language: (-counts[language], LANGUAGES.index(language))))


def compared(page: EntityPage, left: str, right: str) -> Comparison:
    """What documents in ``left`` and in ``right`` say of the entity of ``page``."""
    facts = own_facts(page)
    languages = spoken(facts)
    right = right if right in LANGUAGES and right != left else next((one for one in languages if one != left), "")
    groups: dict[tuple[str, ...], tuple[list[ShownFact], list[ShownFact]]] = {}
    elsewhere = 0
    for fact in facts:
        here, there = _in(fact, left), _in(fact, right)
        elsewhere += here is None and there is None
        group = groups.setdefault(_key(fact), ([], [])) if here or there else ([], [])
        group[0].extend(filter(None, [here]))
        group[1].extend(filter(None, [there]))
    rows: dict[str, list[Row]] = {DIFFER: [], LEFT: [], RIGHT: [], BOTH: []}
    for key, (mine, others) in groups.items():
        rows[_part(key, mine, others)].append(Row((mine or others)[0].property, tuple(mine), tuple(others)))
    return Comparison(left, right, languages, tuple(Part(id, tuple(found)) for id, found in rows.items() if found), elsewhere)


def _in(fact: ShownFact, language: str) -> ShownFact | None:
    """``fact`` with the quotes in ``language`` alone; None where it has none."""
    quotes = tuple(quote for quote in fact.quotes if quote.hand is None and quote.language == language)
    return replace(fact, quotes=quotes) if language and quotes else None


def _key(fact: ShownFact) -> tuple[str, ...]:
    """Facts with one key stand in one row: rivals, and what is dated to the same time."""
    if fact.conflict:
        return ("rivals", fact.conflict)
    if fact.value.get("type") == "date":
        return ("dated", fact.property, fact.value.get("edtf", ""))
    return ("fact", fact.key)


def _part(key: tuple[str, ...], mine: list[ShownFact], others: list[ShownFact]) -> str:
    if not others:
        return LEFT
    if not mine:
        return RIGHT
    same = {fact.key for fact in mine} == {fact.key for fact in others}
    return DIFFER if key[0] == "rivals" and not same else BOTH


def other_languages(comparison: Comparison) -> Iterator[str]:
    """The languages with which the left one can be compared."""
    yield from (one for one in comparison.languages if one != comparison.left)
