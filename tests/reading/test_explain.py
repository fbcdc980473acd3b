"""``explain``: what a linguist sees of a line, and that it is what the reader does."""

import pytest

from dentelle.model import Document, Mention
from dentelle.reading import build_lexicon, default_entries, read
from dentelle.reading.engines import Given
from dentelle.reading.explain import explain
from dentelle.reading.lexicon import Lexicon
from dentelle.reading.prepared import Prepared

TEXT = """The Morvane Institute was founded in 1962 by Lucy Amblard. It has 48 employees and does not offer courses.

"The hall is located in Leeds", says Lucy Amblard. The Morvane Institute opened a hall.

The Morvane Institute was founded in Leeds.
"""


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return build_lexicon(default_entries())


@pytest.fixture(scope="module")
def blocks(lexicon: Lexicon) -> list[str]:
    told = "\n".join(explain(Document("s", "a.txt", "text", "", TEXT, language="en"), lexicon))
    head, *rest = told.split("\n\n")
    assert head.startswith("a.txt (en, ")
    return rest


def test_a_line_is_shown_with_its_slots_and_what_they_stand_for(blocks: list[str]) -> None:
    first = blocks[0]
    assert "1 sentence (en): The Morvane Institute was founded in 1962 by Lucy Amblard." in first
    assert "slots   The <O0> was founded in <D1> by <P2>." in first
    assert "<O0> organisation Morvane Institute (" in first
    assert "<D1> date 1962 “1962”" in first
    assert "<T0> organisation Morvane Institute “It”" in blocks[1]
    assert "<N1> figure 48 employees" in blocks[1]


def test_what_fired_is_shown_with_pattern_modality_and_confidence(blocks: list[str]) -> None:
    assert any(": Morvane Institute · founded · 1962 (asserted, confidence 0." in row for row in blocks[0].splitlines())
    assert "· offers · " in blocks[1]
    assert "(denied, confidence" in blocks[1]


def test_what_nearly_did_says_why_not(blocks: list[str]) -> None:
    assert "in quotation marks, where nobody is believed" in blocks[2]
    assert "is a place, not date" in blocks[4]


def test_words_that_no_engine_took_for_a_name_are_pointed_out(lexicon: Lexicon) -> None:
    def one_name(prepared: Prepared, lexicon: Lexicon) -> Given:
        start = prepared.text.index("Morvane Institute")
        return Given((Mention("organisation", "Morvane Institute", "Morvane Institute", start, start + 17, "test"),))

    text = "The Morvane Institute is located in Quassim Reach."
    told = "\n".join(explain(Document("s", "a.txt", "text", "", text, language="en"), lexicon, one_name))
    assert "would match, if its value Quassim Reach were read as place" in told


def test_every_claim_of_the_reading_stands_under_some_line(lexicon: Lexicon) -> None:
    document = Document("s", "a.txt", "text", "", TEXT, language="en")
    reading = read(document, lexicon)
    told = [row for row in explain(document, lexicon) if row.startswith("      fired")]
    assert len(told) == len(reading.claims) + len(reading.denied)
    for claim in (*reading.claims, *reading.denied):
        said = f"{claim.pattern}: {claim.subject} · {claim.property} · {claim.value.edtf or claim.value.text}"
        assert any(said in row for row in told)


@pytest.mark.parametrize("text", ["", "\n\n", "\x00<O0> ‹ < > <", "(" * 500, "A" * 5000, "ÃƒÂ©"])
def test_nothing_makes_it_fail(text: str, lexicon: Lexicon) -> None:
    assert next(iter(explain(Document("s", "a.txt", "text", "", text), lexicon)))
