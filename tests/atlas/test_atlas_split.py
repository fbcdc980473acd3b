"""An entity taken apart, and put together again."""

from itertools import pairwise

import pytest
from judged_town import entities, lay_out, nothing_moves
from small_territory import Small, exported

from dentelle.atlas.browsing.queries import entity, follow
from dentelle.atlas.deciding.judgements import judge_pair, leaves_named, split, undo_pair
from dentelle.atlas.models import AuditLine, ClaimRow, EntityRow, FindingRow, Identity, PairJudgement
from dentelle.atlas.projecting.published import published_state
from dentelle.errors import JudgementError, RefusedError

INSTITUTE, SCHOOL, HOUSE = "Institut Zolamon des Mobilités", "École Durelin du Verre", "Maison Ferlanon"


@pytest.fixture
def woven(small: Small) -> Small:
    return lay_out(small)


def test_the_chosen_leaves_become_an_entity_of_their_own_with_their_claims(woven: Small) -> None:
    before, whole = exported(), entity(INSTITUTE).identity_id
    split(whole, leaves_named(INSTITUTE, ["texts/b.txt"]), who="Ada", why="two bodies")
    halves = list(EntityRow.objects.visible().filter(label=INSTITUTE))
    assert len(halves) == 2
    assert whole in {row.identity_id for row in halves}
    assert Identity.objects.get(pk=whole).minted_from == min(leaf for one in halves for leaf in leaves(one))
    other = next(row.identity_id for row in halves if row.identity_id != whole)
    said = {
        frozenset(row.source.path for row in ClaimRow.objects.visible().filter(subject=one.identity)):
        sorted(row.value["edtf"] for row in ClaimRow.objects.visible().filter(subject=one.identity, property="founded"))
        for one in halves
    }  # fmt: skip
    assert said[frozenset({"texts/b.txt"})] == ["1996"]
    assert len(said) == 2
    assert AuditLine.objects.get().sentence.endswith("1 of 3 leaves go to an entity of their own – two bodies")
    nothing_moves(woven)
    undo_pair(whole, other, who="Bea")
    assert [line for line in exported() if '"is": "redirect"' not in line] == before
    assert follow(other) == whole
    assert PairJudgement.objects.get().undone_by == "Bea"
    nothing_moves(woven)


def leaves(row: EntityRow) -> tuple[str, ...]:
    return published_state().clusters[row.identity_id].leaves


def test_a_part_that_one_document_names_once_has_a_page(woven: Small) -> None:
    woven.write("f.txt", "Une visite avec l'Institut Zolamon des Mobilités.\n")
    woven.weave()
    split(INSTITUTE, leaves_named(INSTITUTE, ["texts/c.txt", "texts/f.txt"]), who="Ada")
    assert EntityRow.objects.visible().filter(label=INSTITUTE).count() == 2
    halves = {frozenset(leaf.partition("|")[0] for leaf in one.leaves) for one in published_state().linking.clusters
              if one.label == INSTITUTE}  # fmt: skip
    assert sorted(map(len, halves)) == [2, 2]
    nothing_moves(woven)


def test_a_merged_entity_is_split_although_it_was_called_the_same_and_undo_merges_it_again(woven: Small) -> None:
    school, house = entity(SCHOOL).identity_id, entity(HOUSE).identity_id
    apart = exported()
    judge_pair(SCHOOL, HOUSE, "same", who="Ada")
    merged = exported()
    assert exported() != apart
    split(school, leaves_named(school, ["texts/e.txt"]), who="Bea")
    assert follow(school) == school
    assert follow(house) == house
    assert not Identity.objects.exclude(redirect=None).exists()
    assert {row["label"] for row in entities()} >= {SCHOOL, HOUSE}
    nothing_moves(woven)
    undo_pair(school, house, who="Bea")
    assert exported() == merged
    nothing_moves(woven)


def test_a_split_within_a_split(woven: Small) -> None:
    judge_pair(SCHOOL, HOUSE, "same", who="Ada")
    judge_pair(SCHOOL, "Laboratoire Kirasson du Design", "same", who="Ada")
    first = entity(SCHOOL).identity_id
    split(first, leaves_named(first, ["texts/c.txt"]), who="Bea")
    split(first, leaves_named(first, ["texts/e.txt"]), who="Bea")
    assert {SCHOOL, HOUSE, "Laboratoire Kirasson du Design"} <= {row["label"] for row in entities()}
    nothing_moves(woven)


def test_a_later_same_that_would_join_the_parts_is_refused_with_the_chain(woven: Small) -> None:
    whole = entity(INSTITUTE).identity_id
    split(whole, leaves_named(INSTITUTE, ["texts/b.txt"]), who="Ada", why="two bodies")
    other = next(row.identity_id for row in EntityRow.objects.visible().filter(label=INSTITUTE) if row.identity_id != whole)
    judge_pair(other, SCHOOL, "same", who="Bea")
    before = exported()
    with pytest.raises(RefusedError) as refused:
        judge_pair(whole, SCHOOL, "same", who="Cleo")
    chain = refused.value.chain
    said = [(link.verdict, link.who) for link in chain if link.verdict != "linked"]
    assert [one for one in said if one != ("same", "Ada")] == [("different", "Ada"), ("same", "Bea")]
    assert all(one.leaves[1] == other.leaves[0] for one, other in pairwise(chain))
    assert chain[-1].paths[1] == "texts/d.txt"
    assert f"  different  {INSTITUTE} (texts/" in refused.value.detail
    assert "“two bodies”" in refused.value.detail
    assert exported() == before


@pytest.mark.parametrize("words", [[], ["texts/a.txt", "texts/b.txt", "texts/c.txt"], ["texts/e.txt"], ["nobody"]])
def test_a_split_that_is_none_is_refused(woven: Small, words: list[str]) -> None:
    with pytest.raises(JudgementError):
        split(INSTITUTE, leaves_named(INSTITUTE, words), who="Ada")
    assert not PairJudgement.objects.exists()


def test_two_parts_stay_apart_when_the_document_that_named_one_has_gone_and_when_it_returns(woven: Small) -> None:
    woven.write("f.txt", "L'Institut Zolamon des Mobilités est situé à Valenciennes.\n")
    woven.weave()
    split(INSTITUTE, leaves_named(INSTITUTE, ["texts/b.txt", "texts/f.txt"]), who="Ada")
    shown = exported()
    text = (woven.folder / "texts" / "b.txt").read_text()
    (woven.folder / "texts" / "b.txt").unlink()
    woven.weave()
    assert EntityRow.objects.visible().filter(label=INSTITUTE).count() == 2
    (woven.folder / "texts" / "f.txt").unlink()
    woven.weave()
    assert EntityRow.objects.visible().filter(label=INSTITUTE).count() == 1
    assert FindingRow.objects.visible().get(check_name="vanished_pair").data["outcome"] == "split"
    woven.write("b.txt", text)
    woven.write("f.txt", "L'Institut Zolamon des Mobilités est situé à Valenciennes.\n")
    woven.weave()
    assert exported() == shown
