"""The review queue, leases and settlements."""

from datetime import timedelta

import pytest
from judged_town import lay_out, nothing_moves
from small_territory import DECLARED, Small

from dentelle.atlas.deciding import leases, reviewing
from dentelle.atlas.deciding.settling import assign, open_findings, reopen, settle
from dentelle.atlas.models import AuditLine, ClaimRow, FactRow, FindingRow, Lease, PairJudgement, ReviewRow, User
from dentelle.atlas.projecting.waiting import doubt
from dentelle.errors import DecidedError, JudgementError

pytestmark = pytest.mark.django_db
ANNA, BEN = "anna@example.org", "ben@example.org"


@pytest.fixture
def doubtful(small: Small) -> Small:
    """What sources say is trusted too little to be accepted without a person."""
    small.declare(DECLARED.replace("0.9", "0.5"))
    return lay_out(small)


def waiting() -> list[ReviewRow]:
    return list(ReviewRow.objects.visible().order_by("-priority", "key"))


def test_every_proposed_fact_waits_once_under_its_surest_claim(doubtful: Small) -> None:
    facts = FactRow.objects.visible().filter(status="proposed")
    keys = [row.key for row in waiting() if row.sort == "claim"]
    assert keys
    supported = [ClaimRow.objects.visible().get(key=key).fact_key for key in keys]
    assert sorted(supported) == sorted(facts.values_list("key", flat=True))
    assert all(row.priority == round(row.pages * row.doubt, 4) for row in waiting())


def test_doubt_is_greatest_in_the_middle() -> None:
    assert [doubt(at) for at in (0, 0.25, 0.5, 1)] == [0, 0.5, 1, 0]


def test_a_decision_takes_the_item_off_and_a_weave_changes_nothing(doubtful: Small) -> None:
    first, second, *_ = [row for row in waiting() if row.sort == "claim"]
    assert reviewing.decide(first.key, "accept", who=ANNA).verdict == "accept"
    reviewing.decide(second.key, "reject", who=ANNA, why="an old page")
    assert not {first.key, second.key} & {row.key for row in waiting()}
    left = [(row.key, row.priority) for row in waiting()]
    nothing_moves(doubtful)
    assert [(row.key, row.priority) for row in waiting()] == left


def test_undo_brings_it_back_and_not_over_the_head_of_another(doubtful: Small) -> None:
    item = next(row for row in waiting() if row.sort == "claim")
    before = [row.key for row in waiting()]
    reviewing.decide(item.key, "reject", who=ANNA)
    assert reviewing.undo_last(ANNA).key == item.key
    assert [row.key for row in waiting()] == before
    with pytest.raises(JudgementError):
        reviewing.undo_last(ANNA)
    reviewing.decide(item.key, "reject", who=ANNA)
    from dentelle.atlas.deciding.judgements import judge_claim

    judge_claim(item.key, "accept", who=BEN)
    with pytest.raises(DecidedError):
        reviewing.undo_last(ANNA)


def test_the_second_decision_is_told_of_the_first(doubtful: Small) -> None:
    item = next(row for row in waiting() if row.sort == "claim")
    reviewing.decide(item.key, "accept", who=ANNA)
    with pytest.raises(DecidedError) as told:
        reviewing.decide(item.key, "reject", who=BEN)
    assert (told.value.who, told.value.held) == (ANNA, False)


def test_two_people_never_hold_one_item(db: None) -> None:
    assert leases.take("one", ANNA)
    assert leases.take("one", ANNA)
    assert not leases.take("one", BEN)
    assert leases.take("two", BEN)
    assert leases.take("three", BEN)  # who takes another gives the one before back
    assert set(Lease.objects.values_list("key", "who")) == {("one", ANNA), ("three", BEN)}
    assert [row.key for row in leases.held_by_others(BEN)] == ["one"]
    leases.give_back("one", BEN)
    assert not leases.take("one", BEN)
    leases.give_back("one", ANNA)
    assert leases.take("one", BEN)


def test_a_lease_that_nobody_renews_ends(db: None) -> None:
    leases.take("one", ANNA)
    Lease.objects.update(until=Lease.objects.get().until - leases.LASTS - timedelta(seconds=1))
    assert not leases.held_by_others(BEN)
    assert leases.take("one", BEN)
    assert not leases.renew("one", ANNA)


def test_a_settled_finding_opens_again_when_its_evidence_changes(small: Small) -> None:
    lay_out(small)
    finding = FindingRow.objects.visible().get(check_name="rivals")
    with pytest.raises(JudgementError, match="Say why"):
        settle(finding.key, who=ANNA, why=" ")
    settle(finding.key, who=ANNA, why="Both are right.")
    assert not open_findings().filter(key=finding.key).exists()
    small.write("z.txt", "Une page de plus, sans rien de neuf.\n")
    small.weave()
    assert not open_findings().filter(key=finding.key).exists()
    small.write("y.txt", "L'Institut Zolamon des Mobilités a été fondé en 1998.\n")
    small.weave()
    assert open_findings().filter(check_name="rivals").exists()


def test_reopened_and_assigned(small: Small) -> None:
    lay_out(small)
    finding = FindingRow.objects.visible().get(check_name="rivals")
    settle(finding.key, who=ANNA, why="Both are right.")
    reopen(finding.key, who=BEN)
    assert open_findings().filter(key=finding.key).exists()
    with pytest.raises(JudgementError):
        reopen(finding.key, who=BEN)
    with pytest.raises(JudgementError, match="cannot settle"):
        assign(finding.key, ANNA, who=BEN)
    User.objects.create_user(ANNA, "threads and knots", name="Anna", role="editor")
    assign(finding.key, ANNA, who=BEN)
    assign(finding.key, "", who=BEN)
    assert list(AuditLine.objects.order_by("id").values_list("verb", flat=True)) == ["settle", "reopen", "assign", "assign"]
    assert not PairJudgement.objects.exists()
