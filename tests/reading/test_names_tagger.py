"""The tagger's second opinion: what it may not touch, how it decodes, and that it reads as it was trained."""

from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dentelle.given import LexiconEntry
from dentelle.model import Document
from dentelle.reading import Lexicon, build_lexicon, default_entries
from dentelle.reading.names import tag_decoding, tagger
from dentelle.reading.names.candidates import Candidate
from dentelle.reading.names.clauses import Clauses
from dentelle.reading.names.finding import find_names, ruled_names
from dentelle.reading.names.tag_decoding import Tagged
from dentelle.reading.names.tag_evidence import evidence, surroundings
from dentelle.reading.names.tag_weights import LABELS, Sums, feature_sums, network
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
    assert [(m.text, m.kind) for m in find_names(text, lexicon())] == [("Lille", "place"), ("Frankreichs", "place")]


def test_one_spelling_has_one_kind() -> None:
    found = [m for m in find_names(prepared(TEXT), lexicon()) if not m.described]
    kinds: dict[str, set[str]] = {}
    for mention in found:
        kinds.setdefault(mention.text, set()).add(mention.kind)
    assert kinds
    assert all(len(of_one) == 1 for of_one in kinds.values())


def test_reading_sees_the_features_that_training_saw() -> None:
    clauses, ruled = ruled_names(prepared(TEXT), lexicon())
    about = surroundings(clauses, ruled)
    learnt = network()
    rows = dict(zip(learnt.sums.tolist(), learnt.rows.astype(np.int32), strict=True))
    for tagged in _tagged(clauses, ruled):
        once = Sums()
        told = once.of(tag_decoding.numbers(tagged, about, once))
        for index, said in enumerate(told):
            features = evidence(tagged.clause, tagged.tags, tagged.rules, index, about)
            assert len(features) == len(set(features))
            wanted = sum(rows.get(one, np.zeros_like(said, np.int32)) for one in feature_sums(features))
            assert np.allclose(said, wanted * learnt.step)


def _tagged(clauses: Clauses, ruled: list[Candidate]) -> list[Tagged]:
    """The sentences of ``clauses``, in all of which the tagger has a say."""
    made = []
    for sentence, clause in clauses:
        inside = [c for c in ruled if sentence.start <= c.start < sentence.end]
        made.append(Tagged(clause, *tagger.rule_tags(clause.tokens, inside), open=True))
    return made


def test_a_sentence_is_read_alike_alone_and_among_others() -> None:
    clauses, ruled = ruled_names(prepared(TEXT), lexicon())
    about, sums = surroundings(clauses, ruled), Sums()
    together, alone = _tagged(clauses, ruled), _tagged(clauses, ruled)
    tag_decoding.decode(together, about, sums)
    for one in alone:
        tag_decoding.decode([one], about, sums)
    assert [one.labels for one in together] == [one.labels for one in alone]
    assert any(label > 6 for one in together for label in one.labels)  # some name goes on over several tokens


SCORES = st.lists(st.tuples(*[st.integers(-300, 300)] * len(LABELS)), min_size=1, max_size=4)


@given(st.lists(SCORES, min_size=1, max_size=4))
def test_the_decoded_paths_are_the_best_that_are_allowed(sentences: list[list[tuple[int, ...]]]) -> None:
    steps = network().steps.astype(float).tolist()
    counts = np.array([len(states) for states in sentences])
    found = iter(tag_decoding.paths(np.concatenate(sentences).astype(np.float32), counts).tolist())
    for states in sentences:
        path = [next(found) for _ in states]
        best = {label: float(states[0][label]) for label in range(13) if not _goes_on(label)}
        total = best[path[0]]
        for before, label, state in zip(path, path[1:], states[1:], strict=False):
            assert _may_follow(before, label)
            total += steps[before][label] + state[label]
        for state in states[1:]:
            best = {
                label: max(best[b] + steps[b][label] for b in best if _may_follow(b, label)) + state[label]
                for label in range(13)
                if any(_may_follow(b, label) for b in best)
            }
        assert total == pytest.approx(max(best.values()), abs=0.01)


def _goes_on(label: int) -> bool:
    return LABELS[label][0] == "I"


def _may_follow(before: int, label: int) -> bool:
    return not _goes_on(label) or LABELS[before][1:] == LABELS[label][1:]
