"""The words by which names are told from other words, one bundle a language, from the data files of this room.

Invariant: all words are in the flat form of ``lexicon.flat`` (lower case, no accents, marks as spaces).
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dentelle.model import LANGUAGES
from dentelle.reading.lexicon import flat
from dentelle.reading.tables import table

__all__ = [
    "Head",
    "Words",
    "closed_set",
    "endings",
    "heads_at",
    "is_given_name",
    "is_surname",
    "is_town",
    "legal_forms",
    "names_town",
    "word_bundle",
]


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun: its words in flat form, its language, the coarse kind and the finer type that it gives a name."""

    words: tuple[str, ...]
    language: str
    kind: str
    type: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What one language's word lists say; see the comments in ``data/names.toml`` and ``data/people.toml``."""

    common: frozenset[str]
    nouns: frozenset[str]  # the ordinary nouns among them, where the language writes nouns like names
    everyday: frozenset[str]  # those that every text has
    ordinary: frozenset[str]  # further common words, where a language has a long list of them
    function: frozenset[str]
    articles: frozenset[str]
    never: frozenset[str]
    titles: frozenset[str]
    roles: frozenset[str]
    says: frozenset[str]
    people: frozenset[str]  # titles, roles and verbs of saying together
    particles: frozenset[str]
    epithets: dict[str, str]
    place_prepositions: frozenset[str]
    organisation_prepositions: frozenset[str]
    event_prepositions: frozenset[str]
    naming: frozenset[str]
    generic: frozenset[str]


def plain(text: str) -> str:
    """``text`` in flat form, single spaces."""
    return " ".join(flat(text).split())


@cache
def closed_set(language: str, name: str) -> frozenset[str]:
    """The set ``name`` of ``data/grammar.toml``."""
    return frozenset(endings(language, name))


@cache
def endings(language: str, name: str) -> tuple[str, ...]:
    """The list ``name`` of ``data/grammar.toml``, in its order, for ``str.endswith``."""
    return tuple(word.replace("+", " ") for word in table("grammar")[language][name].split())


def _lines(name: str) -> frozenset[str]:
    """The words of a list of one word a line; none where the language has no such list."""
    path = resources.files("dentelle.reading") / "data" / name
    if not path.is_file():
        return frozenset()
    return frozenset(plain(line) for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))


@cache
def word_bundle(language: str) -> Words:
    """The word lists of ``language``."""
    names, people, shared = table("names"), table("people")[language], table("names")["all"]
    own = names[language]

    def listed(section: dict[str, Any], key: str) -> frozenset[str]:
        return frozenset(plain(word.replace("_", " ")) for word in section.get(key, "").split())

    epithets = {}
    for item in people["epithets"].split():
        form, _, nominative = item.partition("=")
        epithets[plain(form.replace("_", " "))] = (nominative or form).replace("_", " ")
    function = listed(own, "function")
    everyday, nouns = _lines(f"common_{language}.txt") | listed(own, "common") | function, _lines(f"nouns_{language}.txt")
    return Words(
        common=everyday | nouns | {role for role in listed(people, "roles") if not is_surname(role)},
        nouns=nouns,
        everyday=everyday,
        ordinary=_lines(f"ordinary_{language}.txt"),
        function=function,
        articles=listed(own, "articles"),
        never=listed(own, "never") | listed(shared, "never"),
        titles=listed(people, "titles"),
        roles=listed(people, "roles"),
        says=listed(people, "says"),
        people=listed(people, "titles") | listed(people, "roles") | listed(people, "says"),
        particles=listed(people, "particles"),
        epithets=epithets,
        place_prepositions=listed(own, "place_prepositions"),
        organisation_prepositions=listed(own, "organisation_prepositions"),
        event_prepositions=listed(own, "event_prepositions"),
        naming=listed(own, "naming"),
        generic=listed(own, "generic"),
    )


@cache
def heads_at() -> dict[str, tuple[Head, ...]]:
    """Every head noun of every language by its first word, the longest first."""
    found: dict[str, list[Head]] = {}
    for language in LANGUAGES:
        for section, words in table("heads")[language].items():
            if isinstance(words, str):
                kind, _, kind_type = section.partition(":")
                for word in words.split():
                    parts = tuple(plain(word.replace("_", " ")).split())
                    found.setdefault(parts[0], []).append(
                        Head(parts, language, kind, kind_type, word.replace("_", " ").replace("'", "’"))
                    )
    return {first: tuple(sorted(heads, key=lambda h: -len(h.words))) for first, heads in found.items()}


@cache
def compound_heads(language: str) -> dict[str, tuple[tuple[str, Head], ...]]:
    """The endings that make a word a head noun, longest first, by their last two letters."""
    endings: list[tuple[str, Head]] = []
    for section, words in table("heads")[language].get("compounds", {}).items():
        kind, _, kind_type = section.partition(":")
        endings += [(plain(word), Head((plain(word),), language, kind, kind_type)) for word in words.split()]
    by_letters: dict[str, list[tuple[str, Head]]] = {}
    for ending, head in sorted(endings, key=lambda pair: -len(pair[0])):
        by_letters.setdefault(ending[-2:], []).append((ending, head))
    return {letters: tuple(pairs) for letters, pairs in by_letters.items()}


@cache
def _people(which: str) -> frozenset[str]:
    from dentelle import gazetteer

    listed = gazetteer.given_names() if which == "given" else gazetteer.surnames()
    older = table("people")["all"]["given"].split() if which == "given" else ()
    return frozenset(plain(name) for name in (*listed, *older))


def is_given_name(low: str) -> bool:
    """Whether ``low`` (flat) is a given name, or a compound of two ("jean baptiste")."""
    names = _people("given")
    return low in names or (" " in low and all(part in names for part in low.split()))


def is_surname(low: str) -> bool:
    """Whether ``low`` (flat) is a common surname."""
    return low in _people("surname")


PARTED = frozenset(" -")  # seen at once, as a name of several words has one of them


@cache
def _towns() -> frozenset[str]:
    """The known places of one word, flat."""
    from dentelle import gazetteer

    names = (flat(place.name).strip() for place in gazetteer.places() if not PARTED.intersection(place.name))
    return frozenset(name for name in names if len(name) > 3 and " " not in name)


def names_town(low: str) -> bool:
    """Whether ``low`` (flat) is a known place of one word."""
    return low in _towns()


def is_town(low: str) -> bool:
    """Whether ``low`` (flat) is the adjective in -er of a known place ("hamburger", "bremer", "dresdner")."""
    towns, stem = _towns(), low.removesuffix("er")
    if stem in towns or (stem.endswith("n") and f"{stem[:-1]}en" in towns):
        return True
    longer = (f"{stem}{ending}" for ending in ("e", "en", "een"))
    return any(name in towns and name.removesuffix("en").removesuffix("e") == stem for name in longer)


@cache
def legal_forms() -> frozenset[str]:
    """Legal forms as they are written after or before a company's name, flat."""
    return frozenset(plain(form) for form in table("names")["all"]["legal_forms"].split())
