"""Engines: what a foreign finder of names may give, what of it is believed, and that none can make the reader lie."""

import math
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dentelle.errors import EngineError
from dentelle.model import PASSAGE_LIMIT, Claim, Document, Mention, Modality, Reading
from dentelle.reading import Lexicon, build_lexicon, read
from dentelle.reading.engines import Engine, Given, Pointed, engine_called
from dentelle.reading.passage import holds
from dentelle.reading.prepared import Prepared

TEXT = (
    "The Morvane Institute opened in 1962 in Denbury. It does not host the Calder Archive. "
    "The Morvane Institute plans to open a museum in 2031.\n\n© Morvane Institute 1999. All rights reserved\n"
)
NAMES = build_lexicon(())


def document(text: str) -> Document:
    return Document("s", "a.txt", "text", "test", text, language="en")


def span(words: str, text: str = TEXT, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def mention(words: str, kind: str = "organisation", name: str = "", nth: int = 0) -> Mention:
    start, end = span(words, nth=nth)
    return Mention(kind, name or words, words, start, end, "tale", strong=True)


def engine(mentions: tuple[Mention, ...], claims: tuple[Pointed, ...] = ()) -> Engine:
    def tells(prepared: Prepared, lexicon: Lexicon) -> Given:
        return Given(mentions, claims)

    return tells


INSTITUTE = mention("Morvane Institute")
ARCHIVE = mention("Calder Archive")
HONEST = Pointed("founded", span("Morvane Institute"), span("1962"), 0.7)


def lines(claims: tuple[Claim, ...]) -> set[tuple[str, str, str]]:
    return {(claim.subject, claim.property, claim.value.edtf or claim.value.text) for claim in claims}


def told(claims: tuple[Pointed, ...]) -> Reading:
    """What ``claims`` add to a reading in which the reader's own patterns say nothing of the archive."""
    return read(document(TEXT), NAMES, engine((INSTITUTE, ARCHIVE, mention("Denbury", "place")), claims))


def test_an_engine_may_find_what_no_pattern_does() -> None:
    offers = Pointed("works_in", span("Calder Archive"), span("museum"), 0.7)
    without, having = told(()), told((offers,))
    assert lines(having.claims) - lines(without.claims) == {("Calder Archive", "works_in", "museum")}
    (claim,) = (claim for claim in having.claims if claim.property == "works_in")
    assert (claim.pattern, claim.confidence) == ("tale", 0.7)
    assert "museum" in claim.passage.quote
    assert claim.passage.lead is not None
    assert "Calder Archive" in claim.passage.lead.quote


def test_what_the_patterns_say_is_not_said_twice() -> None:
    assert lines(told((HONEST,)).claims) == lines(told(()).claims)
    assert len(told((HONEST,)).claims) == len(told(()).claims)


LIES = {
    "a value before the text": Pointed("founded", span("Calder Archive"), (-3, 4)),
    "a value behind the text": Pointed("founded", span("Calder Archive"), (len(TEXT), len(TEXT) + 9)),
    "an empty value": Pointed("works_in", span("Calder Archive"), (5, 5)),
    "a value turned round": Pointed("works_in", span("Calder Archive"), (40, 30)),
    "a subject that is no name": Pointed("founded", span("plans"), span("1962")),
    "a property that nobody knows": Pointed("owned_by", span("Calder Archive"), span("Morvane Institute")),
    "a date for a place": Pointed("located_in", span("Calder Archive"), span("1962")),
    "an organisation for a place": Pointed("located_in", span("Calder Archive"), span("Morvane Institute")),
    "a place that signs": Pointed("capacity", span("Denbury"), span("museum")),
    "itself": Pointed("part_of", span("Morvane Institute"), span("Morvane Institute", nth=1)),
    "page furniture": Pointed("founded", span("Morvane Institute"), span("1999")),
    "words without letters": Pointed("works_in", span("Calder Archive"), span(". ")),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_a_lying_engine_is_not_believed(lie: Pointed) -> None:
    without, having = told(()), told((lie,))
    assert having.claims == without.claims
    assert having.denied == without.denied


def test_the_text_decides_what_is_denied_or_planned() -> None:
    claims = (
        Pointed("hosts", span("Morvane Institute"), span("Calder Archive")),
        Pointed("founded", span("Calder Archive"), span("2031"), math.nan),
    )
    found = told(claims)
    assert ("Morvane Institute", "hosts", "Calder Archive") in lines(found.denied)
    assert ("Morvane Institute", "hosts", "Calder Archive") not in lines(found.claims)
    (planned,) = (claim for claim in found.claims if claim.subject == "Calder Archive")
    assert (planned.modality, planned.confidence) == (Modality.PLANNED, 0.0)


def test_mentions_that_do_not_stand_in_the_text_are_mended_or_dropped() -> None:
    start, end = span("Denbury")
    mentions = (
        Mention("place", "Atlantis", "Atlantis", start, end, "tale", strong=True),
        Mention("organisation", "x", "x", start + 2, end + 4, "tale"),  # overlaps
        Mention("dragon", "Calder Archive", "Calder Archive", *span("Calder Archive"), "tale"),
        Mention("organisation", "x", "x", -5, 3, "tale"),
        Mention("organisation", "x", "x", len(TEXT) - 2, len(TEXT) + 90, "tale"),
        Mention("organisation", " ", " ", *span(" "), "tale"),
    )
    (only,) = read(document(TEXT), NAMES, engine(mentions)).mentions
    assert (only.name, only.text, only.start, only.strong) == ("Denbury", "Denbury", start, False)


@settings(max_examples=150)
@given(st.data())
def test_no_engine_makes_the_reader_fail_or_misquote(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet=st.sampled_from("aBé1962 .,\n-|\x00\u202eÃ©"), max_size=120) | st.just(TEXT))
    place = st.integers(-5, len(text) + 5)
    mentions = data.draw(
        st.lists(
            st.builds(
                Mention,
                st.sampled_from(("organisation", "place", "?")),
                st.text(max_size=5),
                st.text(max_size=5),
                place,
                place,
                st.just("tale"),
            ),
            max_size=8,
        )
    )
    claims = data.draw(
        st.lists(
            st.builds(
                Pointed,
                st.sampled_from(("founded", "hosts", "works_in", "located_in", "?")),
                st.tuples(place, place),
                st.tuples(place, place),
                st.floats(),
                st.sampled_from(Modality),
            ),
            max_size=8,
        )
    )
    found = read(document(text), NAMES, engine(tuple(mentions), tuple(claims)))
    for item in (*found.mentions, *found.dates, *found.figures):
        assert text[item.start : item.end] == item.text
    for claim in (*found.claims, *found.denied):
        quoted = claim.passage.quote + "\n" + (claim.passage.lead.quote if claim.passage.lead else "")
        assert text[claim.passage.start : claim.passage.end] == claim.passage.quote
        assert len(claim.passage.quote) <= PASSAGE_LIMIT
        assert 0 <= claim.confidence <= 1
        assert claim.subject_kind == "document" or holds(quoted, claim.subject) or claim.pattern != "tale"


def test_the_engine_of_the_how_to_does_what_the_page_says() -> None:
    page = Path(__file__).parents[2] / "docs" / "how-to" / "read-with-another-engine.md"
    code = re.search(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert code
    made: dict[str, Reading] = {}
    exec(code[1], made)
    assert ("Denbury Pottery", "founded", "1962") in lines(made["reading"].claims)


def test_an_engine_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(EngineError, match=r"no reading engine 'oracle'\. Use builtin, spacy"):
        engine_called("oracle")
    with pytest.raises(EngineError):
        read(document(TEXT), NAMES, "oracle")
