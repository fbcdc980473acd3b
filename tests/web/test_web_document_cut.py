"""A document cut at its passages: nothing lost, nothing doubled, every passage opens and closes once."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dentelle.web.queries.quotes import passage_anchor
from dentelle.web.queries.stretches import Span, parts


@st.composite
def marked_texts(draw):
    text = draw(st.text(alphabet="ab \n.", min_size=1, max_size=80))
    edges = st.integers(0, len(text))
    spans = sorted({tuple(sorted(pair)) for pair in draw(st.lists(st.tuples(edges, edges), max_size=8)) if pair[0] != pair[1]})
    borders = sorted({0, len(text), *draw(st.lists(edges, max_size=5))})
    blocks = [{"start": a, "end": b, "role": "paragraph"} for a, b in pairwise(borders)] if draw(st.booleans()) else []
    return text, blocks, [Span(start, end, number) for number, (start, end) in enumerate(spans, start=1)]


@given(marked_texts())
def test_no_text_is_lost_and_passages_open_and_close_once(marked):
    text, blocks, spans = marked
    stretches = [stretch for part in parts(text, blocks, spans) for stretch in part.stretches]
    shown = "".join(stretch.text for stretch in stretches)
    assert "".join(shown.split()) == "".join(text.split())
    opened = [anchor for stretch in stretches for anchor in stretch.opens]
    closed = [number for stretch in stretches for number in stretch.closes]
    assert len(opened) == len(set(opened))
    assert len(closed) == len(set(closed))
    for start, end, number, _ in spans:
        if text[start:end].strip():
            assert passage_anchor(start, end) in opened
            assert number in closed


def test_nested_and_overlapping():
    text = "0123456789"
    spans = [Span(0, 6, 1), Span(2, 4, 2), Span(3, 9, 3)]
    (part,) = parts(text, [], spans)
    assert [(stretch.text, stretch.depth) for stretch in part.stretches] == [
        ("01", 1),
        ("2", 2),
        ("3", 3),
        ("45", 2),
        ("678", 1),
        ("9", 0),
    ]
    assert [stretch.opens for stretch in part.stretches] == [("p0-6",), ("p2-4",), ("p3-9",), (), (), ()]
    assert [stretch.closes for stretch in part.stretches] == [(), (), (2,), (1,), (3,), ()]


def test_a_passage_across_blocks_opens_in_the_first_and_closes_in_the_last():
    blocks = [{"start": 0, "end": 3, "role": "heading", "level": 1}, {"start": 4, "end": 8, "role": "item"}]
    one, two = parts("abc\ndefg", blocks, [Span(1, 6, 1)])
    assert (one.role, one.level, two.role) == ("heading", 2, "item")
    assert [stretch.opens for stretch in one.stretches] == [(), ("p1-6",)]
    assert [stretch.closes for stretch in two.stretches] == [(1,), ()]
