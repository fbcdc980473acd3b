"""What is asked of the index, and in what order it answers.

Invariant: every word that says something is looked for as it is written, as the beginning of a word, as a stem, in other
languages, and where nothing is written so, as a word that is spelled almost so. All words count before some do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log1p

import tantivy
from tantivy import DocAddress, Occur, Query

from dentelle.folding import fold
from dentelle.lexicon import small_words
from dentelle.model import LANGUAGES
from dentelle.search.schema import ENTITY, PASSAGE, schema
from dentelle.search.translations import Translation, translations
from dentelle.search.words import LONGEST, stems, words

__all__ = ["Asked", "Found", "Word", "about", "entities", "facet_counts", "parse", "passages"]

MOST_WORDS = 12
MOST_FORMS = 24  # translations of one word that are looked for
ENOUGH = 5  # answers that hold all words; with fewer, those that hold most follow
WIDER = 200  # answers that are put in order
LONGEST_NAME = 5  # words of a name within a question
MOST_NAMED = 3  # entities that such a name may mean
VALUES = 300  # of facets that are counted
SHORTEST_PREFIX = 2
TYPO_FROM = 4  # letters of a word in which one may be wrong …
TYPOS_FROM = 8  # … and two
EXACT, NAME, PREFIX, STEM, LABEL, NEAR = 60.0, 3.0, 1.6, 1.3, 2.0, 1.2
ABROAD = 0.75  # what a translation counts beside the word itself
KNOWN = 0.35  # what it counts to be spoken of in many sources


@dataclass(frozen=True, slots=True)
class Word:
    """A word asked for; ``near`` where it stands nowhere so: words spelled like it are looked for. ``typing``: it may go on."""

    text: str
    near: int
    typing: bool
    abroad: tuple[Translation, ...] = ()
    meant: tuple[str, ...] = ()  # the units of entities that are called by it, or by several words with it


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks: ``words`` that say something, ``whole`` the folded text; ``facets`` and ``languages`` narrow it."""

    whole: str
    words: tuple[Word, ...]
    facets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: the unit it belongs to, and for a passage the key of a claim that it states."""

    owner: str
    score: float
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """The best answers, how many there are, and how many of the words that were asked each holds at least."""

    found: tuple[Found, ...] = ()
    total: int = 0
    least: int = 0


@lru_cache
def _small() -> frozenset[str]:
    return frozenset(word for language in LANGUAGES for word in small_words(language))


def parse(
    text: str, searcher: tantivy.Searcher, *, typing: bool = False, facets: Iterable[str] = (), languages: Iterable[str] = ()
) -> Asked:
    """What ``text`` asks. ``typing``: its last word may not be whole."""
    said = [word[:LONGEST] for word in words(text)][:MOST_WORDS]
    telling = [word for word in said if word not in _small() and len(word) > 1] or said
    abroad, meant = translations(tuple(said)), _called(said, searcher)
    found = tuple(
        Word(
            word,
            _near(word, searcher, bool(abroad.get(word))),
            typing and place == len(telling) - 1 and len(word) >= SHORTEST_PREFIX,
            abroad.get(word, ())[:MOST_FORMS],
            meant.get(word, ()),
        )
        for place, word in enumerate(telling)
    )
    return Asked(fold(text), found, tuple(facets), tuple(languages))


def _called(said: Sequence[str], searcher: tantivy.Searcher) -> dict[str, tuple[str, ...]]:
    """For the words of ``said`` that together are a name the units of who is called so: passages name them in other languages."""
    found: dict[str, tuple[str, ...]] = {}
    for length in range(min(len(said), LONGEST_NAME), 1, -1):
        for start in range(len(said) - length + 1):
            run = said[start : start + length]
            if any(word in found for word in run):
                continue
            named = Query.phrase_query(schema(), "name", list(run))
            result = searcher.search(named, MOST_NAMED + 1)
            if 0 < len(result.hits) <= MOST_NAMED:
                owners = tuple(searcher.doc(address).get_first("owner") for _, address in result.hits)
                found |= dict.fromkeys(run, owners)
    return found


def _near(word: str, searcher: tantivy.Searcher, meant: bool) -> int:
    """How many letters may be wrong in a word that stands nowhere as it is written."""
    if len(word) < TYPO_FROM or word.isdigit():
        return 0
    if meant or searcher.doc_freq("name", word):
        return 0
    if any(searcher.doc_freq(name, stem) for stem in stems(word) for name in ("stem", "label")):
        return 0
    return 2 if len(word) >= TYPOS_FROM else 1


def _of(word: Word, *, names: bool) -> Query:
    """Whatever says ``word``; ``names``: in an entity."""
    every: list[Query] = [
        Query.boost_query(Query.term_query(schema(), "stem", stem), STEM)
        for stem in dict.fromkeys((*stems(word.text), word.text))
    ]
    if names:
        every.append(Query.boost_query(Query.term_query(schema(), "name", word.text), NAME))
        every += [Query.boost_query(Query.term_query(schema(), "label", stem), LABEL) for stem in stems(word.text)]
        if len(word.text) > SHORTEST_PREFIX or word.typing:
            every.append(_like(word.text, "name", 0, prefix=True, worth=PREFIX))
    if len(word.text) >= TYPO_FROM or word.typing:
        every.append(_like(min(stems(word.text), key=len), "stem", 0, prefix=True, worth=PREFIX / 2))
    if word.near:
        field_names = ("name", "stem") if names else ("stem",)
        every += [_like(word.text, name, word.near, prefix=word.typing, worth=NEAR) for name in field_names]
        every += [_like(min(stems(word.text), key=len), "label", 1, prefix=False, worth=NEAR)] if names else []
    every += [_abroad(form, names=names) for form in word.abroad]
    if word.meant and not names:
        every.append(Query.const_score_query(Query.term_set_query(schema(), "owner", list(word.meant)), STEM))
    return Query.disjunction_max_query(every, 0.1)


def _like(text: str, name: str, wrong: int, *, prefix: bool, worth: float) -> Query:
    query = Query.fuzzy_term_query(schema(), name, text, distance=wrong, transposition_cost_one=True, prefix=prefix)
    return Query.const_score_query(query, worth)


def _abroad(form: Translation, *, names: bool) -> Query:
    """The words of a translation, all of them and in their order."""
    fields = ("name", "stem") if names else ("stem",)
    every = []
    for name in fields:
        said = [(word,) if name == "name" else stems(word, form.language) for word in form.words]
        if len(said) == 1:
            every += [Query.term_query(schema(), name, one) for one in said[0]]
        elif name == "name":
            every.append(Query.boolean_query([(Occur.Must, Query.term_query(schema(), name, one[0])) for one in said]))
        else:
            every.append(Query.phrase_query(schema(), name, [one[0] for one in said], slop=1))
    return Query.boost_query(Query.disjunction_max_query(every), ABROAD * form.share)


def _query(asked: Asked, what: str, least: int) -> Query:
    names = what == ENTITY
    parts = [(Occur.Should, _of(word, names=names)) for word in asked.words]
    wanted = Query.boolean_query(parts, minimum_number_should_match=least)
    musts = [(Occur.Must, Query.const_score_query(Query.term_query(schema(), "what", what), 0.0)), (Occur.Must, wanted)]
    for facet in asked.facets:
        musts.append((Occur.Must, Query.const_score_query(Query.term_query(schema(), "facet", facet), 0.0)))
    if asked.languages and what == PASSAGE:
        musts.append(
            (Occur.Must, Query.const_score_query(Query.term_set_query(schema(), "language", list(asked.languages)), 0.0))
        )
    if names:
        musts.append((Occur.Should, Query.const_score_query(Query.term_query(schema(), "full", asked.whole), EXACT)))
    return Query.boolean_query(musts)


def entities(asked: Asked, searcher: tantivy.Searcher, limit: int = WIDER) -> Answers:
    """The entities that ``asked`` means, best first."""
    turns, total, least = _in_turn(asked, ENTITY, searcher, limit)
    answers: list[Found] = []
    for found in turns:
        known = searcher.fast_field_values("sources", [address for _, address in found])
        scores = [score + KNOWN * log1p(float(number or 0)) for (score, _), number in zip(found, known, strict=True)]
        ranked = sorted((-score, one.segment_ord, one.doc) for score, (_, one) in zip(scores, found, strict=True))
        answers += [Found(searcher.doc(DocAddress(part, doc)).get_first("owner"), -score) for score, part, doc in ranked]
    return Answers(tuple(answers), total, least)


def passages(asked: Asked, searcher: tantivy.Searcher, limit: int = WIDER) -> Answers:
    """The passages that say what ``asked`` asks for, best first, each once."""
    turns, total, least = _in_turn(asked, PASSAGE, searcher, limit)
    found = [one for turn in turns for one in turn]
    answers: dict[str, Found] = {}
    for score, address in found:
        one = searcher.doc(address)
        answers.setdefault(one.get_first("at"), _found(one, score))
    total -= len(found) - len(answers)  # one that speaks of several is held once for each
    return Answers(tuple(answers.values()), total, least)


def _found(document: tantivy.Document, score: float) -> Found:
    return Found(document.get_first("owner"), score, document.get_first("claim"))


def _in_turn(asked: Asked, what: str, searcher: tantivy.Searcher, limit: int) -> tuple[tuple[Sequence, ...], int, int]:
    """Answers that hold all words, and those that hold most of them, where there are few of the former; how many there are, and
    how many words each holds at least.
    """
    number = len(asked.words)
    if not number:
        return (), 0, 0
    result = searcher.search(_query(asked, what, number), limit)
    found, total = list(result.hits), result.count or 0
    least = max(1, number // 2 + number % 2)
    if total < ENOUGH and least < number:
        there = {(address.segment_ord, address.doc) for _, address in found}
        wider = searcher.search(_query(asked, what, least), limit)
        rest = [one for one in wider.hits if (one[1].segment_ord, one[1].doc) not in there]
        return (found, rest[: limit - len(found)]), wider.count or 0, least
    return (found,), total, number


def about(asked: Asked, owners: Sequence[str], searcher: tantivy.Searcher) -> dict[str, Found]:
    """For each of ``owners`` the passage about it that says most of what is asked, where there is one."""
    query = _query(asked, PASSAGE, 1)
    best: dict[str, Found] = {}
    for owner in owners:
        own = Query.boolean_query(
            [(Occur.Must, query), (Occur.Must, Query.const_score_query(Query.term_query(schema(), "owner", owner), 0.0))]
        )
        for score, address in searcher.search(own, 1, count=False).hits:
            best[owner] = _found(searcher.doc(address), score)
    return best


def facet_counts(asked: Asked, what: str, least: int, searcher: tantivy.Searcher) -> dict[str, int]:
    """How many answers of at least ``least`` words there are for each ``facet=value``, and for passages each ``language=…``."""
    if not asked.words:
        return {}
    fields = ("facet", "language") if what == PASSAGE else ("facet",)
    said = searcher.aggregate(_query(asked, what, least), {name: {"terms": {"field": name, "size": VALUES}} for name in fields})
    counts = {one["key"]: one["doc_count"] for one in said["facet"]["buckets"]}
    for one in said.get("language", {}).get("buckets", ()):
        counts[f"language={one['key']}"] = one["doc_count"]
    return counts
