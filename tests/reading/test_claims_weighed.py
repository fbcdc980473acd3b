"""The second opinion on claims: which pairs are weighed, by what, and what is claimed of them; all names are made up."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from named_text import lexicon

from dentelle.model import DateMention, Document
from dentelle.reading import read
from dentelle.reading.claim_evidence import Evidence, Said
from dentelle.reading.claim_pairs import MOST, NEAREST, pairs
from dentelle.reading.claim_weights import NOTHING, Network, feature_sums, packaged, packed, probabilities, unpacked
from dentelle.reading.claims_weighed import PATTERN
from dentelle.reading.dates import find_dates
from dentelle.reading.engines import builtin
from dentelle.reading.figures import find_figures
from dentelle.reading.prepared import prepare
from dentelle.reading.scene import Scene, scene


def made(text: str, language: str) -> Scene:
    document = Document("s", "a.txt", "text", "", text, language=language)
    prepared = prepare(document)
    dates = find_dates(prepared, None)
    return scene(prepared, builtin(prepared, lexicon()).mentions, dates, find_figures(prepared, dates), document)


def network(seed: int = 1) -> Network:
    random = np.random.default_rng(seed)
    sums = np.unique(random.integers(0, 2**32, 40, dtype=np.uint32))
    rows = random.integers(-127, 127, (len(sums), 3)).astype(np.int8)
    numbers = [random.normal(size=shape).astype(np.float32) for shape in (3, (3, 2), 2)]
    return Network((NOTHING, "role"), sums, rows, 0.01, *numbers)


def test_a_value_is_paired_with_the_names_of_its_line() -> None:
    text = "Die Halder Werke GmbH fertigt Schrauben.\n\nDie Leiterin Anna Berger kam 2004 nach Celle.\n"
    found = [pair for _, told in pairs(made(text, "de")) for pair in told]
    assert {pair.subject.name for pair in found if isinstance(pair.value.item, DateMention)} == {"Anna Berger", "Celle"}
    assert {(pair.subject.name, pair.value.name, pair.kinds) for pair in found if pair.value.name == "Celle"} == {
        ("Anna Berger", "Celle", "PL")
    }


def test_each_pair_comes_once_for_each_line() -> None:
    text = "Anne Lefort, Anne Lefort et Anne Lefort vivent à Lille et à Lille.\n"
    for _, told in pairs(made(text, "fr")):
        keys = [(pair.subject.name, pair.value) for pair in told]
        assert len(keys) == len(set(keys))


def test_evidence_tells_what_stands_between_around_and_above() -> None:
    here = made("Vorstand\n\n- Anna Berger, Leiterin der Halder Werke GmbH, Celle\n", "de")
    said = {
        (pair.subject.name, pair.value.name): Evidence(line, here).features(pair, Said())
        for line, told in pairs(here)
        for pair in told
    }
    features = next(found for (one, two), found in said.items() if one == "Anna Berger" and two.startswith("Halder"))
    assert {"KPO", "lang=de", "b>leiterin", "b>=title", "no rule"} <= set(features)
    assert "h^vorstand" in features


def test_sums_that_pairs_share_are_those_of_their_features() -> None:
    here = made("Anne Lefort, directrice de la société Morel, a ouvert en 2004 un atelier à Lille.\n", "fr")
    for line, told in pairs(here):
        evidence = Evidence(line, here)
        for pair in told:
            assert sorted(evidence.sums(pair, Said())) == sorted(feature_sums(evidence.features(pair, Said()), pair.kinds))


def test_a_network_is_packed_and_unpacked_whole() -> None:
    one, other = network(), unpacked(packed(network()))
    assert (one.labels, one.step) == (other.labels, other.step)
    assert all(np.array_equal(a, b) for a, b in zip(one[1:3] + one[4:], other[1:3] + other[4:], strict=True))


@given(st.lists(st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=30), max_size=8))
def test_probabilities_add_up_to_one_and_do_not_depend_on_the_other_pairs(told: list[list[int]]) -> None:
    together = probabilities(told, network())
    assert together.shape == (len(told), 2)
    assert np.allclose(together.sum(axis=1), 1.0)
    for features, row in zip(told, together, strict=True):
        assert np.allclose(probabilities([features], network())[0], row, atol=1e-6)


@given(st.lists(st.text()), st.sampled_from(["OL", "PO"]))
def test_a_feature_counts_once_alone_and_once_with_the_kinds(features: list[str], kinds: str) -> None:
    assert feature_sums([*features, *features], kinds) == feature_sums(features, kinds)
    assert len(feature_sums(features, kinds)) == 2 * len(set(features))


def test_the_network_knows_properties_and_the_features_of_reading() -> None:
    known = set(packaged().sums.tolist())
    assert packaged().labels[0] == NOTHING
    assert {"located_in", "happened", "role", "count"} <= set(packaged().labels)
    assert set(feature_sums(["no rule", "lang=nl", "b>=title"], "PO")) <= known


def weighed(text: str, language: str) -> set[tuple[str, str, str]]:
    """What is claimed that no rule made."""
    reading = read(Document("s", "a.txt", "text", "", text, language=language), lexicon())
    return {(claim.subject, claim.property, claim.value.text) for claim in reading.claims if claim.pattern == PATTERN}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "From Leeds comes Halder Ltd with its lathes.", ("Halder Ltd", "located_in", "Leeds")),
        ("en", "In charge at Halder Ltd is Mary Holt.", ("Mary Holt", "role", "Halder Ltd")),
        ("fr", "Anne Lefort, société Morel, Lille", ("Anne Lefort", "role", "Morel")),
        ("de", "Aus Köln kommt die Halder Werke GmbH mit ihren Drehbänken.", ("Halder Werke GmbH", "located_in", "Köln")),
        ("nl", "De Stichting Weefgoed huist sinds 1931 bij het museum in Gent.", ("Stichting Weefgoed", "located_in", "Gent")),
    ],
)
def test_claims_without_a_rule(language: str, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in weighed(text, language)


def test_a_table_of_names_takes_time_by_its_length() -> None:
    row = " | ".join(f"Anne Lefort{letter} | Lille | 19{number}" for letter in "abcdefgh" for number in range(10, 40))
    assert all(len(told) <= MOST * NEAREST for _, told in pairs(made(row, "fr")))
    started = time.process_time()
    read(Document("s", "a.txt", "text", "", "\n".join([row] * 10), language="fr"), lexicon())
    assert time.process_time() - started < 8
