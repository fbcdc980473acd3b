"""A written name taken apart: what is compared when two names are compared.

Invariant: ``normalise`` is a pure function of text and kind. Two names with equal ``key`` are the same name written
differently (case, accents, hyphens, elision, legal form, Saint, &); two with equal ``bag`` have the same words, in any order
and language, as far as the tables of institution words and place names reach.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from dentelle.folding import squash
from dentelle.gazetteer import translated
from dentelle.linking.legal import without_legal_form
from dentelle.linking.tables import compound_heads, institutions, stop_words
from dentelle.linking.words import SAINT, chunks, telling_words

__all__ = ["Name", "normalise"]

_OWN = frozenset({"", "place", "name"})  # roles of words that single a body out
_TELLING_TOGETHER = 3  # ordinary words that single a body out together: "Institut supérieur de design"


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart. ``key`` glued letters in order; ``bag`` sorted canonical words; ``telling`` those that single it out.

    ``heads`` are institution concepts (university, museum…), ``legal`` the usual written form of its legal form or "",
    ``numbers`` the numbers in it, ``proper`` the one name beside an open head ("cluster ITRANS" → itrans) or "", ``acronym``
    true when written as one; ``tongues`` the languages in which its heads are said.
    """

    text: str
    key: str
    words: tuple[str, ...]
    bag: tuple[str, ...]
    telling: frozenset[str]
    heads: frozenset[str]
    legal: str
    numbers: frozenset[str]
    proper: str
    acronym: bool
    tongues: frozenset[str] = frozenset()

    @property
    def generic(self) -> bool:
        """Whether nothing in the name singles one body out: "Chambre de commerce", "CCI", "Musée des Beaux-Arts"."""
        return not self.telling and len(self.bag) < _TELLING_TOGETHER

    @property
    def short(self) -> bool:
        """Whether the name is too short to be told from another by its letters alone."""
        return len(self.key) <= 3


@cache
def _tongues() -> dict[tuple[str, ...], frozenset[str]]:
    """The languages in which each phrase of an institution's kind is said."""
    table: dict[tuple[str, ...], frozenset[str]] = {}
    for one in institutions():
        for language, phrase in one.phrases:
            words = telling_words(chunks(phrase))
            table[words] = table.get(words, frozenset()) | {language}
    return table


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str, str, bool], ...]]:
    """Phrases of institutions and places by their first word, longest first: (words, canonical, role, at the start only)."""
    rows: list[tuple[tuple[str, ...], str, str, bool]] = []
    for one in institutions():
        for _, phrase in one.phrases:
            rows.append((telling_words(chunks(phrase)), f"@{one.concept}", one.role, phrase.startswith("^")))
    for form, key in _place_forms():
        if not form.isupper():  # "VS" and "UK" are more often something else
            rows.append((telling_words(chunks(form)), f"={key}", "place", False))
    table: dict[str, list[tuple[tuple[str, ...], str, str, bool]]] = {}
    for row in rows:
        if row[0]:
            table.setdefault(row[0][0], []).append(row)
    return {first: tuple(sorted(found, key=lambda row: (-len(row[0]), row[3], row[1]))) for first, found in table.items()}


def _canonical(words: tuple[str, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Each word or known phrase as (canonical, role, its words); role "place", an institution's, or "" for its own."""
    table, found, at = _phrases(), [], 0
    while at < len(words):
        for phrase, canonical, role, first in table.get(words[at], ()):
            if words[at : at + len(phrase)] == phrase and not (first and at):
                found.append((canonical, role, phrase))
                at += len(phrase)
                break
        else:
            found.append((words[at], "", words[at : at + 1]))
            at += 1
    return found


@cache
def _endings() -> tuple[str, ...]:
    return tuple(ending for ending, _ in compound_heads())


def _compound_head(word: str) -> str:
    if not word.endswith(_endings()):
        return ""
    return next((concept for ending, concept in compound_heads() if word.endswith(ending) and len(word) >= len(ending) + 4), "")


def _looks_like_acronym(chunk: str) -> bool:
    letters = [c for c in chunk if c.isalnum()]
    capitals = sum(c.isupper() for c in letters)
    return (2 <= len(letters) <= 10 and capitals >= 2 and (capitals == len(letters) or capitals * 2 > len(letters))) or bool(
        re.fullmatch(r"[a-z]-[A-Z]\w{2,8}", chunk)
    )


def _proper(text: str, heads: frozenset[str], open_head: bool) -> str:
    """The acronym-like name beside an open head and lower-case description: "ITRANS land transport cluster" → itrans."""
    if not open_head or len(heads) != 1:
        return ""
    chunks = [chunk.strip("«»“”\"'(),.;:") for chunk in text.split()]
    names = [chunk for chunk in chunks if _looks_like_acronym(chunk) and squash(chunk) and len(squash(chunk)) >= 4]
    others = [c for c in chunks if c and c not in names and c[:1].isupper() and not _heads_a_body(c)]
    return squash(names[0]) if len(names) == 1 and not others else ""


def _heads_a_body(chunk: str) -> bool:
    word = squash(chunk)
    return bool(_compound_head(word)) or any(role in {"head", "open"} for _, role, _ in _canonical((word,)))


@lru_cache(maxsize=200_000)
def normalise(text: str, kind: str = "organisation") -> Name:
    """``text`` taken apart, for names of ``kind`` (coarse). Persons have rules of their own in ``persons``."""
    raw = chunks(text)
    words, legal = without_legal_form(raw, text) if kind == "organisation" else (raw, "")
    told = tuple(SAINT.get(w, w) for w in words) if kind == "place" else telling_words(words, text)
    told = told or tuple(words)
    parts = [part for part in _canonical(told) if part[0] not in stop_words()] or _canonical(told)
    heads = {canonical[1:] for canonical, role, _ in parts if role in {"head", "open"}}
    compounds = {canonical: _compound_head(canonical) for canonical, role, _ in parts if not role}
    heads |= {concept for concept in compounds.values() if concept}
    open_head = any(role == "open" for _, role, _ in parts) or "cluster" in compounds.values()
    frozen = frozenset(heads)
    own = [c for c, role, _ in parts if role in _OWN and len(c) > 1]
    telling = frozenset(c for c in own if not compounds.get(c)) or frozenset(own)
    return Name(
        text=text,
        key="".join(told) if kind != "place" else _place_key(told, parts),
        words=told,
        bag=tuple(sorted(canonical for canonical, _, _ in parts)),
        telling=telling,
        heads=frozen,
        legal=legal,
        numbers=frozenset(word for word in told if word.isdigit()),
        proper=_proper(text, frozen, open_head) if kind == "organisation" else "",
        acronym=" " not in (bare := text.strip()) and _looks_like_acronym(bare.replace(".", "")),
        tongues=_tongue(parts, compounds),
    )


def _tongue(parts: list[tuple[str, str, tuple[str, ...]]], compounds: dict[str, str]) -> frozenset[str]:
    """The languages in which all heads are said; those of any where no language has all."""
    each = [_tongues().get(said, frozenset()) for _, role, said in parts if role in {"head", "open"}]
    each += [frozenset(("de", "nl")) for concept in compounds.values() if concept]
    return frozenset.intersection(*each) or frozenset.union(*each) if each else frozenset()


def _place_key(words: tuple[str, ...], parts: list[tuple[str, str, tuple[str, ...]]]) -> str:
    """The letters of a place's name; "Ville de Denain" and "Stadt Düren" are the towns themselves."""
    if len(parts) > 1 and parts[0][0] == "@town":
        rest = [word for word in words[len(parts[0][2]) :] if word not in stop_words()]
        words = tuple(rest) or words
    glued = "".join(words)
    return _place_names().get(glued, glued)


@cache
def _place_names() -> dict[str, str]:
    """The glued letters of each form of a place, with those of the form that stands for it in all languages."""
    return {_glued_place(form): key for form, key in reversed(_place_forms())}


@cache
def _place_forms() -> tuple[tuple[str, str], ...]:
    """Each form of the places known by several names, with the key of its place."""
    return tuple((form, _glued_place(forms[0])) for forms in translated() for form in forms)


def _glued_place(form: str) -> str:
    return "".join(SAINT.get(word, word) for word in chunks(form))
