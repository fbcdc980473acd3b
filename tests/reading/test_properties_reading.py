"""No input makes reading fail or stall, every span quotes its document, and the time grows with the text."""

import itertools
import time
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from named_text import lexicon

from dentelle.model import Document
from dentelle.reading import build_lexicon, read, to_json
from dentelle.reading.names.finding import find_names, ruled_names
from dentelle.reading.names.headline import headlines
from dentelle.reading.prepared import prepare

PIECES = st.sampled_from(
    [
        "Valenciennes",
        "Université",
        "de",
        "d’",
        "l’",
        "la",
        "Institut",
        "für",
        "GmbH",
        "&",
        "Co.",
        "KG",
        "“",
        "”",
        "«",
        "»",
        "(",
        ")",
        ",",
        ".",
        ":",
        ";",
        "–",
        "-",
        "\n",
        "\n\n",
        "• ",
        "J.-B.",
        "Dr.",
        "van",
        "der",
        "Louis",
        "XIV",
        "le",
        "label",
        "Jean",
        "Dupont",
        "1988",
        "(CCI)",
        "Prix",
        "of",
        "the",
        "Year",
        "’s",
        "'s",
        "et",
        "und",
        "en",
        "and",
        "S.M.A.K.",
        "i-Trans",
        "3ISN",
        "Straße",
        "12",
        "\u202e",
        "\x00",
        "ﬁ",
        "Ã©",
        "?”",
        "né",
        "in",
        "à",
        "directeur",
        "sagt",
    ]
)
TEXTS = st.text(max_size=200) | st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=40).map("".join)


def document(text: str) -> Document:
    return Document("s", "a.txt", "text", "", text)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_is_read_and_quoted(text: str) -> None:
    found = read(document(text), lexicon())
    spans = [(m.start, m.end, m.text) for m in found.mentions] + [(d.start, d.end, d.text) for d in found.dates]
    for start, end, quoted in spans:
        assert start < end
        assert text[start:end] == quoted
    for claim in (*found.claims, *found.denied):
        assert text[claim.passage.start : claim.passage.end] == claim.passage.quote
    named = [m for m in found.mentions if not m.described]
    assert all(left.end <= right.start for left, right in itertools.pairwise(named))
    listed = to_json(document(text), found)
    assert {name["quote"] for name in listed["names"]} <= {m.text for m in named}


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "Aa ",
        "(",
        "« ",
        "A. ",
        "d’",
        "Valenciennes de la ",
        "1.",
        "é-\n",
        "Institut für ",
        "\x00",
        "Ab & ",
        "“A ",
        "Jean van der ",
        "A(B) ",
        "\u202e",
        ", B, ",
    ],
)
def test_adversarial_repetition_is_linear(piece: str) -> None:
    small, large = piece * (20_000 // len(piece)), piece * (160_000 // len(piece))

    def seconds(text: str) -> float:
        start = time.process_time()
        find_names(prepare(Document("s", "a.txt", "text", "", text, language="fr")), lexicon())
        return time.process_time() - start

    seconds(small)
    # 8 times the text: linear work stays near 8, squared work would be 64. The floor is above what a busy machine adds.
    assert min(seconds(large), seconds(large)) < 30 * max(seconds(small), 0.06)


def test_many_headings_are_looked_for_in_one_pass() -> None:
    """Each heading was once searched for in the whole text, which made ten megabytes take three times as long."""

    def seconds(count: int) -> float:
        page = "Institut de la Lumière {0}\n\nUne phrase ordinaire dit ici {0} fois que la rivière monte lentement.\n\n"
        ready = prepare(Document("s", "a.txt", "text", "", "".join(map(page.format, range(count))), language="fr"))
        clauses, _ = ruled_names(ready, build_lexicon(()))
        start = time.process_time()
        list(headlines(ready, clauses))
        return time.process_time() - start

    seconds(10)
    assert min(seconds(3_200), seconds(3_200)) < 30 * max(seconds(400), 0.02)


def test_the_words_of_a_long_document_take_little_room() -> None:
    """Each token was kept with all that was known of it: a character of the text cost thirty-five bytes."""
    page = (
        "Vers le soir, la rivière numéro {0} monte lentement au-dessus des prés, et personne ne sait pourquoi elle fait cela.\n\n"
    )
    ready = prepare(Document("s", "a.txt", "text", "", "".join(map(page.format, range(500))), language="fr"))
    empty = build_lexicon(())
    ruled_names(ready, empty)  # fills the word table
    tracemalloc.start()
    kept = ruled_names(ready, empty)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(kept[0]) == 500
    assert held < 12 * len(ready.text)


@pytest.mark.parametrize("text", ["Jean Louis in", "Jean Louis op de", "Anna Marie te\n"])
def test_a_text_may_end_behind_a_name_and_a_preposition(text: str) -> None:
    """The word behind the preposition was looked for where there is none."""
    found = read(document(text), lexicon())
    assert text.startswith(tuple(one.text for one in found.mentions)), found.mentions


def test_reading_is_a_function_of_document_and_lexicon() -> None:
    text = "Jeanne Morel dirige la Fabrique du Sel à Dunkerque. La Fabrique du Sel (FDS) a ouvert en 2012."
    assert read(document(text), lexicon()) == read(document(text), lexicon())


def test_without_a_lexicon_the_grammars_still_read() -> None:
    found = read(document("Elle enseigne à l’Université de Nulleville avec ses élèves dans les salles."), build_lexicon(()))
    assert [m.text for m in found.mentions] == ["Université de Nulleville"]
