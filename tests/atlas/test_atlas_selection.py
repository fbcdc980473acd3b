"""Counts are what a choice finds, an index that kept up is one built anew, and an address says a choice whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judged_town import founded, lay_out
from small_territory import Small

from dentelle.atlas.browsing import facet_index
from dentelle.atlas.browsing.facet_index import FacetIndex, Mark, current
from dentelle.atlas.browsing.selection import Chosen, Ignored, counts, letters, read, selected
from dentelle.atlas.deciding.judgements import judge_claim, judge_pair, undo_claim
from dentelle.atlas.models import EntityRow, FacetRow, IdentityLeaf
from dentelle.atlas.projecting.change_log import Place
from dentelle.vocabulary import scheme

VALUES = {
    "kind": ("organisation", "company", "startup", "person"),
    "domain": ("health", "culture"),
    "area": ("59606", "D59", "62498"),
    "state": ("active", "closed"),
}


def made(entities: list[dict[str, set[str]]]) -> FacetIndex:
    bits: dict[tuple[str, str], int] = {}
    for at, facets in enumerate(entities):
        for facet, values in facets.items():
            for value in values:
                bits[facet, value] = bits.get((facet, value), 0) | 1 << at
    members = [f"e{at}" for at in range(len(entities))]
    totals = {value: found.bit_count() for value, found in bits.items()}
    every = (1 << len(entities)) - 1
    return FacetIndex(Mark(Place(), None), members, members, {}, range(len(entities)), bits, every, totals)


one_entity = st.fixed_dictionaries({facet: st.sets(st.sampled_from(values)) for facet, values in VALUES.items()})
a_choice = st.fixed_dictionaries({}, optional={facet: st.sets(st.sampled_from(v), min_size=1) for facet, v in VALUES.items()})


@settings(max_examples=60)
@given(st.lists(one_entity, max_size=30), a_choice)
def test_a_count_is_what_choosing_the_value_finds(entities, asked) -> None:
    index = made(entities)
    chosen = Chosen({facet: tuple(sorted(values)) for facet, values in asked.items()})
    expected = [f"e{at}" for at, one in enumerate(entities) if all(one[facet] & values for facet, values in asked.items())]
    assert index.listed(selected(index, chosen)) == expected
    for facet in VALUES:
        for value, count in counts(index, chosen, facet).items():
            alone = Chosen({**chosen.values, facet: (value,)})
            assert count == selected(index, alone).bit_count() > 0


def test_an_address_is_read_back_and_what_is_nothing_is_told() -> None:
    index = made([])
    asked = {"kind": ["startup", "startup", "robot"], "area": ["D59", "nowhere"], "letter": ["Z"], "label": ["x"], "page": ["2"]}
    chosen, ignored = read(asked, index, scheme())
    assert chosen.pairs() == [("kind", "startup"), ("area", "D59"), ("letter", "z")]
    assert ignored == (Ignored("kind", "robot"), Ignored("area", "nowhere"), Ignored("label", "x"))
    assert read({name: [value] for name, value in chosen.pairs()}, index, scheme()) == (chosen, ())
    assert read({"letter": ["<b>"], "state": ["", "<script>"]}, index, scheme())[0] == Chosen()


def test_a_value_takes_the_place_of_what_it_lies_in() -> None:
    chosen = Chosen({"area": ("62498", "D59"), "kind": ("organisation",)})
    assert chosen.adding("area", "59606").of("area") == ("59606", "62498")
    assert chosen.adding("area", "R32").of("area") == ("R32",)
    assert chosen.adding("kind", "startup").of("kind") == ("startup",)
    assert chosen.adding("kind", "person").of("kind") == ("organisation", "person")
    assert chosen.without("area", "D59").without("kind").pairs() == [("area", "62498")]


def same(one: FacetIndex, other: FacetIndex) -> None:
    assert one.listed(one.every) == other.listed(other.every)
    assert dict(one.totals) == dict(other.totals)
    for value in other.bits:
        assert one.listed(one.bits[value]) == other.listed(other.bits[value])


def anew() -> FacetIndex:
    facet_index.forget()
    return current()


def test_an_index_keeps_up_with_decisions(small: Small, django_assert_num_queries) -> None:
    lay_out(small)
    first = current()
    assert first.listed(first.every) == list(EntityRow.objects.visible().order_by("sort").values_list("identity_id", flat=True))
    with django_assert_num_queries(1):
        assert current() is first
    judge_claim(founded("1996").key, "reject", who="a@example.org", why="")
    second = current()
    assert second is not first
    same(second, anew())
    assert ("disputed", "yes") in first.totals
    assert ("disputed", "yes") not in second.totals
    undo_claim(founded("1996").key, who="a@example.org", why="")
    third = current()
    assert dict(third.totals) == dict(first.totals)
    one, other = (IdentityLeaf.objects.filter(identity__rows__label__startswith=name).first().leaf for name in ("Inst", "École"))
    judge_pair(one, other, "same", who="a@example.org", why="")
    merged = current()
    assert len(merged.listed(merged.every)) == len(third.listed(third.every)) - 1
    same(merged, anew())


def test_an_index_keeps_up_with_weaves(small: Small) -> None:
    lay_out(small)
    judge_claim(founded("1996").key, "reject", who="a@example.org", why="")
    held = current()
    small.write("z.txt", "La Fondation Orlanel du Lin est située à Lens.\n")
    small.weave()
    now = current()
    assert len(now.listed(now.every)) > len(held.listed(held.every))
    same(now, anew())


@pytest.mark.django_db
def test_before_the_first_weave_there_is_nothing() -> None:
    index = current()
    assert (index.listed(index.every), list(letters(index, Chosen())), counts(index, Chosen(), "kind")) == ([], [], {})
    assert not FacetRow.objects.exists()
