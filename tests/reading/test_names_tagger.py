"""The tagger's second opinion: what it may not touch, how it decodes, and that it reads as it was trained."""

from functools import lru_cache

from hypothesis import given
from hypothesis import strategies as st

from dentelle.model import Document, LexiconEntry
from dentelle.reading import Lexicon, build_lexicon, default_entries
from dentelle.reading.names import find_names, ruled_names, tagger
from dentelle.reading.names.tag_evidence import evidence, surroundings
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
    sure = {(c.start, c.end, c.kind) for c in ruled if c.strong and c.weight >= tagger.CERTAIN}
    assert sure
    assert sure <= {(m.start, m.end, m.kind) for m in find_names(text, lexicon())}


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
    about = surroundings(text.text, clauses, ruled)
    weights = tagger._model()[1]
    for sentence, clause in clauses:
        inside = [c for c in ruled if sentence.start <= c.start < sentence.end]
        tags, rules = tagger.rule_tags(clause.tokens, inside)
        for index in range(len(tags)):
            features = evidence(clause, tags, rules, index, about)
            wanted = [sum(weights[f][label] for f in features if f in weights) for label in range(len(tagger.LABELS))]
            assert list(tagger._emission(clause, tags, rules, index, about)) == wanted


scores = st.lists(st.tuples(*[st.integers(-300, 300)] * len(tagger.LABELS)), min_size=1, max_size=4)


@given(scores, st.booleans())
def test_the_decoded_path_is_the_best_that_is_allowed(states: list[tuple[int, ...]], inside: bool) -> None:
    steps = tagger._model()[0]
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
    reached, back = tagger._begun(states[0], inside), []
    for state in states[1:]:
        reached = tagger._advanced(reached, state, back)
    path = tagger._traced(reached, back)
    total = states[0][path[0]] + (steps[0][path[0]] if inside else 0)
    for before, label, state in zip(path, path[1:], states[1:], strict=False):
        assert allowed(before, label)
        total += steps[before][label] + state[label]
    assert total == max(best.values())
