"""The tagger's second opinion: what it may not touch, how it decodes, and that it reads as it was trained."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any
from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dentelle.given import LexiconEntry
from dentelle.model import Document
from dentelle.reading import Lexicon, build_lexicon, default_entries
from dentelle.reading.names import tag_decoding, tagger
from dentelle.reading.names.finding import find_names, ruled_names
from dentelle.reading.names.sentence import Clause
from dentelle.reading.names.tag_decoding import Tagged
from dentelle.reading.names.tag_evidence import Surroundings, evidence, surroundings
from dentelle.reading.names.tag_weights import LABELS, Sums, model
from dentelle.reading.names.tokens import tokens
from dentelle.reading.prepared import Prepared, prepare

TEXT = (
    "Brenna Oldroyd runs the Merrow Valley Growth Fund from an office in Lower Tarn. In 2019 she joined Velmora, which\n"
    "makes sensors for the Tarn Light Festival. Read also: Jobs & Training. Contact Oldroyd at the Denham Institute."
)


@lru_cache
def lexicon() -> Lexicon:
    return build_lexicon(default_entries())


def prepared(text: str, language: str = "en") -> Prepared:
    return prepare(Document("s", "a.txt", "text", "", text, language=language))


def test_a_known_actor_is_never_overruled() -> None:
    entry = LexiconEntry(name="Jobs & Training", kind="organisation", type="company")
    known = lexicon().extended([entry])
    found = find_names(prepared("The forms are sent to Jobs & Training every year."), known)
    assert [mention.name for mention in found if mention.kind == "organisation"] == ["Jobs & Training"]


def test_what_sure_rules_say_stands() -> None:
    text = prepared("The money came from Soleas GmbH & Co. KG and from the University of Denham.")
    _, ruled = ruled_names(text, lexicon())
    sure = [c for c in ruled if c.strong and c.weight >= tagger.CERTAIN and c.rule not in tagger.DOUBTED]
    assert sure
    assert {(c.start, c.end, c.kind) for c in sure} <= {(m.start, m.end, m.kind) for m in find_names(text, lexicon())}


def test_a_known_place_at_its_end_makes_a_head_noun_sure() -> None:
    text = prepared("The Belfry of Valenciennes was completed in 1260, writes a local blog.")
    _, ruled = ruled_names(text, lexicon())
    assert [(c.rule, c.rule in tagger.DOUBTED) for c in ruled] == [("head noun and place", False)]
    assert [(m.text, m.kind) for m in find_names(text, lexicon())] == [("Belfry of Valenciennes", "place")]


def test_a_factory_that_is_only_told_of_is_no_name() -> None:
    text = prepared("Dort nahm 1802 in Lille die erste Zuckerfabrik Frankreichs den Betrieb auf.", "de")
    _, ruled = ruled_names(text, lexicon())
    assert [c.rule in tagger.DOUBTED for c in ruled if c.strong and c.weight >= tagger.CERTAIN] == [True]
    assert not any(m.kind == "organisation" for m in find_names(text, lexicon()))


def test_one_spelling_has_one_kind() -> None:
    found = [m for m in find_names(prepared(TEXT), lexicon()) if not m.described]
    kinds: dict[str, set[str]] = {}
    for mention in found:
        kinds.setdefault(mention.text, set()).add(mention.kind)
    assert kinds
    assert all(len(of_one) == 1 for of_one in kinds.values())


def test_scores_are_the_sums_of_the_features_that_training_saw() -> None:
    text = prepared(TEXT)
    clauses, ruled = ruled_names(text, lexicon())
    about = surroundings(clauses, ruled)
    learnt = model()
    for sentence, clause in clauses:
        inside = [c for c in ruled if sentence.start <= c.start < sentence.end]
        tags, rules = tagger.rule_tags(clause.tokens, inside)
        tagged = Tagged(clause, tags, rules, [(0, len(tags))])
        spoken = tag_decoding.Spoken(tagged)
        scored = tag_decoding.scored([(spoken, index) for index in range(len(tags))], 0, about, sums())
        for index in range(len(tags)):
            features = evidence(clause, tags, rules, index, about)
            assert len(features) == len(set(features))
            wanted = sum(learnt.weights[learnt.rows.get(feature, 0)] for feature in features)
            assert scored[index].tolist() == wanted.tolist()


scores = st.lists(st.tuples(*[st.integers(-300, 300)] * len(LABELS)), min_size=1, max_size=4)


@given(scores, st.booleans())
def test_the_decoded_path_is_the_best_that_is_allowed(states: list[tuple[int, ...]], inside: bool) -> None:
    steps = model().steps.tolist()
    opening = set(range(7))

    def allowed(before: int, label: int) -> bool:
        return label in opening or before in (label, label - 6)

    best: dict[int, int] = {
        label: states[0][label] + (steps[0][label] if inside else 0) for label in range(13) if label in opening
    }
    for state in states[1:]:
        best = {
            label: max(best[b] + steps[b][label] for b in best if allowed(b, label)) + state[label]
            for label in range(13)
            if any(allowed(b, label) for b in best)
        }
    path = _path(states, inside)
    total = states[0][path[0]] + (steps[0][path[0]] if inside else 0)
    for before, label, state in zip(path, path[1:], states[1:], strict=False):
        assert allowed(before, label)
        total += steps[before][label] + state[label]
    assert total == max(best.values())


@lru_cache
def sums() -> Sums:
    return Sums()


def _path(states: list[tuple[int, ...]], inside: bool) -> list[int]:
    """The labels of a sentence of which ``states`` are the scores, behind a token without a name if ``inside``."""
    words = " ".join("word" for _ in states) + (" word" if inside else "")
    clause = Clause(tokens(words, 0, len(words), "en"), "en", "sentence")
    count = len(clause.tokens)
    tagged = Tagged(clause, ["O"] * count, [""] * count, [(int(inside), count)])
    with patch.object(tag_decoding, "scored", _scored(states)):
        tag_decoding.decode([tagged], Surroundings(frozenset(), {}), sums())
    return tagged.labels[int(inside) :]


def _scored(states: list[tuple[int, ...]]) -> Callable[..., Any]:
    def scored(waiting: Sequence[tuple[Any, int]], row: int, *_: Any) -> Any:
        for number, (spoken, at) in enumerate(waiting, row):
            spoken.rows[at] = number
        return np.array([states[at - spoken.of.stretches[0][0]] for spoken, at in waiting], np.int32)

    return scored


def test_a_name_that_goes_on_takes_the_tokens_of_the_next() -> None:
    """What is decoded of a long text is what is decoded of its sentences alone, also where stretches run into each other."""
    text = prepared(TEXT)
    clauses, ruled = ruled_names(text, lexicon())
    about = surroundings(clauses, ruled)

    def tagged() -> list[Tagged]:
        made = []
        for sentence, clause in clauses:
            inside = [c for c in ruled if sentence.start <= c.start < sentence.end]
            tags, rules = tagger.rule_tags(clause.tokens, inside)
            made.append(Tagged(clause, tags, rules, [(at, at + 1) for at in range(len(tags))]))
        return made

    together, alone = tagged(), tagged()
    tag_decoding.decode(together, about, sums())
    for one in alone:
        tag_decoding.decode([one], about, sums())
    assert [one.labels for one in together] == [one.labels for one in alone]
    assert any(label > 6 for one in together for label in one.labels)  # some name goes on over several tokens
