"""What a person decides shows at once, and a weave afterwards changes nothing."""

import shlex
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from judged_town import HOUSE, SCHOOL, fact, founded, nothing_moves
from small_territory import INSTITUTE, LAB, RIVAL, Small, exported, forget_everything

from dentelle import linking
from dentelle.atlas.browsing.queries import entity, follow
from dentelle.atlas.browsing.telling import finding_lines
from dentelle.atlas.deciding.judgements import judge_claim, judge_pair, undo_claim, undo_pair
from dentelle.atlas.models import (
    AuditLine,
    ClaimJudgement,
    ClaimRow,
    EntityRow,
    FindingRow,
    Identity,
    PairJudgement,
    Source,
    UnitRow,
)
from dentelle.errors import JudgementError
from dentelle.weaving import run


@pytest.fixture
def woven(small: Small) -> Small:
    for name, text in {"a.txt": INSTITUTE, "b.txt": RIVAL, "c.txt": LAB, "d.txt": SCHOOL}.items():
        small.write(name, text)
    small.weave()
    return small


def test_accept_makes_a_fact_stand(woven: Small) -> None:
    claim = founded("1996")
    judge_claim(claim.key, "accept", who="Ada", why="the deed says so")
    assert fact(claim).status == "accepted"
    assert fact(claim).confidence == 1
    assert AuditLine.objects.get().sentence.startswith("Ada: accept: Institut Zolamon")
    nothing_moves(woven)


def test_reject_takes_a_claim_from_the_facts(woven: Small) -> None:
    claim = founded("1996")
    judge_claim(claim.key, "reject", who="Ada")
    assert fact(claim).status == "rejected"
    nothing_moves(woven)


def test_correct_puts_another_value(woven: Small) -> None:
    claim = founded("1996")
    judge_claim(claim.key, "correct", who="Ada", value="1996-09")
    assert fact(claim).value["edtf"] == "1996-09"
    assert ClaimRow.objects.visible().get(key=claim.key).value["edtf"] == "1996"
    nothing_moves(woven)


def test_hide_shows_a_claim_to_nobody(woven: Small) -> None:
    claim = founded("1996")
    judge_claim(claim.key, "hide", who="Ada")
    assert not any(claim.key in line for line in exported())
    nothing_moves(woven)


def test_undo_is_as_if_nothing_had_been(woven: Small) -> None:
    before = exported()
    claim = founded("1996")
    for verdict in ("accept", "reject", "hide"):
        judge_claim(claim.key, verdict, who="Ada")
    for _ in range(3):
        undo_claim(claim.key, who="Bea")
    assert exported() == before
    assert ClaimJudgement.objects.filter(undone_by="Bea").count() == 3
    with pytest.raises(JudgementError, match="nothing to take back"):
        undo_claim(claim.key, who="Bea")
    nothing_moves(woven)


@pytest.mark.parametrize(
    ("key", "verdict", "value"),
    [("0" * 20, "accept", ""), ("", "bless", ""), ("", "correct", ""), ("", "accept", "1999"), ("", "correct", "when?")],
)
def test_a_claim_judgement_that_cannot_be_is_refused(woven: Small, key: str, verdict: str, value: str) -> None:
    with pytest.raises(JudgementError):
        judge_claim(key or founded("1994").key, verdict, who="Ada", value=value)
    assert not ClaimJudgement.objects.exists()
    assert not AuditLine.objects.exists()


def test_before_the_first_weave_there_is_nothing_to_judge(small: Small) -> None:
    with pytest.raises(JudgementError, match="dentelle weave"):
        judge_claim("0" * 20, "accept", who="Ada")


def test_a_judgement_survives_that_its_document_is_rewritten(woven: Small) -> None:
    claim = founded("1996")
    judge_claim(claim.key, "accept", who="Ada")
    woven.write("b.txt", "Bienvenue. " + RIVAL)
    woven.weave()
    assert fact(claim).status == "accepted"


def test_a_judgement_without_its_claim_is_a_finding_until_it_is_taken_back(woven: Small) -> None:
    claim = founded("1996")
    judge_claim(claim.key, "accept", who="Ada")
    woven.write("b.txt", RIVAL.replace("1996", "1997"))
    woven.weave()
    assert FindingRow.objects.visible().get(check_name="vanished_claim").claims == [claim.key]
    undo_claim(claim.key, who="Ada")
    assert not FindingRow.objects.visible().filter(check_name="vanished_claim").exists()
    nothing_moves(woven)


def test_same_joins_and_undo_parts_again_under_the_old_ids(woven: Small) -> None:
    lab, school = entity("Laboratoire Kirasson du Design").identity_id, entity("École Durelin du Verre").identity_id
    before = exported()
    judge_pair("Laboratoire Kirasson du Design", school, "same", who="Ada")
    assert follow(lab) == follow(school)
    assert EntityRow.objects.visible().filter(identity__in=[lab, school]).count() == 1
    assert {row.redirect_id for row in Identity.objects.exclude(redirect=None)} == {follow(lab)}
    nothing_moves(woven)
    undo_pair(lab, school, who="Ada")
    assert exported() == before
    nothing_moves(woven)


def test_undo_within_one_entity_takes_back_the_newest(woven: Small) -> None:
    woven.write("e.txt", HOUSE)
    woven.weave()
    judge_pair("Laboratoire Kirasson du Design", "École Durelin du Verre", "same", who="Ada")
    judge_pair("Maison Ferlanon", "École Durelin du Verre", "same", who="Ada")
    undo_pair("Maison Ferlanon", "École Durelin du Verre", who="Ada")
    assert entity("Maison Ferlanon").identity_id != entity("École Durelin du Verre").identity_id
    assert entity("École Durelin du Verre").identity_id == entity("Laboratoire Kirasson du Design").identity_id
    with pytest.raises(JudgementError, match="nothing to take back"):
        undo_pair("Maison Ferlanon", "École Durelin du Verre", who="Ada")


def undo_all() -> None:
    for row in PairJudgement.objects.filter(undone_at=None):
        undo_pair(row.left, row.right, who="Ada")


def test_different_parts_what_the_machine_joined(woven: Small) -> None:
    institute = entity("Institut Zolamon des Mobilités")
    leaves = sorted(row.subject_leaf for row in ClaimRow.objects.visible().filter(subject=institute.identity, property="founded"))
    judge_pair(leaves[0], leaves[1], "different", who="Ada")
    assert EntityRow.objects.visible().filter(label="Institut Zolamon des Mobilités").count() == 2
    assert EntityRow.objects.visible().filter(identity=institute.identity).exists()
    nothing_moves(woven)
    undo_all()
    assert EntityRow.objects.visible().filter(label="Institut Zolamon des Mobilités").count() == 1
    nothing_moves(woven)


def test_same_against_a_chain_of_earlier_decisions_is_refused_with_the_chain(woven: Small) -> None:
    woven.write("e.txt", HOUSE)
    woven.weave()
    institute, school, house = "Institut Zolamon des Mobilités", "École Durelin du Verre", "Maison Ferlanon"
    judge_pair(institute, school, "different", who="Ada", why="I know both")
    judge_pair(school, house, "same", who="Bea")
    before = exported(), PairJudgement.objects.count(), AuditLine.objects.count()
    with pytest.raises(JudgementError) as refusal:
        judge_pair(house, institute, "same", who="Cleo")
    assert "different" in refusal.value.detail
    assert "Ada" in refusal.value.detail
    assert "I know both" in refusal.value.detail
    assert (exported(), PairJudgement.objects.count(), AuditLine.objects.count()) == before


def test_different_against_a_chain_of_same_is_refused(woven: Small) -> None:
    woven.write("e.txt", HOUSE)
    woven.weave()
    lab, school, house = (
        entity(name).identity.minted_from
        for name in ("Laboratoire Kirasson du Design", "École Durelin du Verre", "Maison Ferlanon")
    )
    judge_pair(lab, school, "same", who="Ada")
    judge_pair(school, house, "same", who="Bea")
    with pytest.raises(JudgementError, match="Bea"):
        judge_pair(lab, house, "different", who="Cleo")
    judge_pair(lab, school, "different", who="Cleo")  # the newest on one pair counts


@pytest.mark.parametrize("ends", [("nobody", "Institut Zolamon des Mobilités"), ("e0", "e1")])
def test_a_pair_of_unknown_ends_is_refused(woven: Small, ends: tuple[str, str]) -> None:
    with pytest.raises(JudgementError):
        judge_pair(*ends, "same", who="Ada")


def test_a_judgement_between_staging_and_publication_is_obeyed(woven: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = founded("1996")
    woven.write("b.txt", "Bienvenue. " + RIVAL)
    woven.write("e.txt", HOUSE)
    shown: list[str] = []

    def decide() -> None:
        judge_claim(claim.key, "reject", who="Ada")
        judge_pair("Laboratoire Kirasson du Design", "École Durelin du Verre", "same", who="Ada")
        judge_claim(founded("1994").key, "hide", who="Ada")
        undo_claim(founded("1994").key, who="Ada")

    with monkeypatch.context() as patched:
        publish = run._Weave._publish

        def late(self: run._Weave, *arguments: object) -> None:
            decide()
            shown.append(fact(claim).status)
            publish(self, *arguments)

        patched.setattr(run._Weave, "_publish", late)
        woven.weave()
    assert shown == ["rejected"]
    assert fact(claim).status == "rejected"
    units = list(UnitRow.objects.visible().values_list("unit", flat=True))
    assert len(units) == len(set(units))
    nothing_moves(woven)


def test_a_decision_on_a_claim_of_an_entity_does_not_load_the_whole_atlas(woven: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = ClaimRow.objects.visible().filter(property="located_in", source__path="texts/d.txt").select_related("source")[0]
    before = exported()
    with monkeypatch.context() as patched:
        patched.delattr("dentelle.atlas.deciding.recording.published_state")
        for verdict in ("reject", "accept", "hide"):
            judge_claim(claim.key, verdict, who="Ada")
        undo_claim(claim.key, who="Ada")
        assert fact(claim).status == "accepted"
    nothing_moves(woven)
    undo_claim(claim.key, who="Ada")
    undo_claim(claim.key, who="Ada")
    assert exported() == before


def test_who_accepts_a_claim_about_a_mention_makes_it_an_entity_at_once(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    found = linking.leaves
    monkeypatch.setattr(linking, "leaves", lambda *given: tuple(replace(leaf, strong=False) for leaf in found(*given)))
    small.write("a.txt", HOUSE)
    small.weave()
    claim = founded("1980")
    entities = EntityRow.objects.visible().filter(identity=claim.subject_id)
    assert not entities.exists()
    before = exported()
    judge_claim(claim.key, "reject", who="Ada")
    assert not entities.exists()
    judge_claim(claim.key, "accept", who="Ada")
    assert entities.exists()
    nothing_moves(small)
    undo_claim(claim.key, who="Ada")
    assert not entities.exists()
    nothing_moves(small)
    undo_claim(claim.key, who="Ada")
    assert exported() == before


def test_a_decision_outlives_the_leaf_it_was_made_on_and_is_taken_back_by_the_same_names(woven: Small) -> None:
    woven.write("e.txt", "L'École Durelin du Verre compte 21 ateliers.\n")
    woven.weave()
    judge_pair("École Durelin du Verre", "Laboratoire Kirasson du Design", "same", who="Ada")
    judged = PairJudgement.objects.get()
    gone = judged.left if "durelin" in judged.left else judged.right
    path = Source.objects.get(pk=gone.partition("|")[0]).path
    (woven.folder / path).unlink()
    woven.weave()
    assert entity("École Durelin du Verre").identity_id == entity("Laboratoire Kirasson du Design").identity_id
    assert not FindingRow.objects.visible().filter(check_name="vanished_pair").exists()
    nothing_moves(woven)
    undo_pair("École Durelin du Verre", "Laboratoire Kirasson du Design", who="Bea")
    assert entity("École Durelin du Verre").identity_id != entity("Laboratoire Kirasson du Design").identity_id


def test_a_pair_that_nobody_speaks_of_any_more_is_a_finding_with_the_command_that_takes_it_back(woven: Small) -> None:
    judge_pair("École Durelin du Verre", "Laboratoire Kirasson du Design", "unsure", who="Ada")
    (woven.folder / "texts" / "d.txt").unlink()
    woven.weave()
    finding = FindingRow.objects.visible().get(check_name="vanished_pair")
    assert {finding.data["left"], finding.data["right"]} == {"École Durelin du Verre", "Laboratoire Kirasson du Design"}
    command = shlex.split(list(finding_lines(finding))[1])
    assert command[:3] == ["dentelle", "judge", "undo"]
    undo_pair(*command[3:], who="Ada")
    assert not FindingRow.objects.visible().filter(check_name="vanished_pair").exists()
    nothing_moves(woven)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "hide", "same", "different", "unsure", "undo", "weave"]),
        st.integers(0, 30),
        st.integers(0, 30),
    ),
    max_size=7,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_decided_a_weave_afterwards_changes_nothing(small: Small, acts: list[tuple[str, int, int]]) -> None:
    forget_everything()
    for name, text in {"a.txt": INSTITUTE, "b.txt": RIVAL, "c.txt": LAB, "d.txt": SCHOOL}.items():
        small.write(name, text)
    small.weave()
    for verb, one, two in acts:
        claims = sorted(ClaimRow.objects.visible().values_list("key", flat=True))
        leaves = sorted(set(ClaimRow.objects.visible().exclude(subject_leaf="").values_list("subject_leaf", flat=True)))
        try:
            if verb in ("accept", "reject", "hide"):
                judge_claim(claims[one % len(claims)], verdict=verb, who="Ada")
            elif verb == "undo":
                rows = list(PairJudgement.objects.filter(undone_at=None))
                undo_pair(rows[0].left, rows[0].right, who="Ada") if rows else undo_claim(claims[one % len(claims)], who="Ada")
            elif verb == "weave":
                small.weave()
            else:
                judge_pair(leaves[one % len(leaves)], leaves[two % len(leaves)], verb, who="Ada")
        except JudgementError:
            continue
    nothing_moves(small)
