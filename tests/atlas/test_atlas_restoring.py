"""What people decided about an entity can be taken back one by one, or all brought back to a moment."""

from datetime import datetime

import pytest
from django.utils import timezone
from judged_town import founded, lay_out, nothing_moves
from small_territory import Small, exported

from dentelle.atlas.browsing.queries import entity
from dentelle.atlas.deciding.hand_facts import Draft, leaf_at, state
from dentelle.atlas.deciding.hand_values import Written
from dentelle.atlas.deciding.judgements import judge_claim, judge_pair, leaves_named, split, undo_claim, undo_pair
from dentelle.atlas.deciding.restoring import decided_on, restore, take_back
from dentelle.atlas.deciding.trying import tried
from dentelle.atlas.models import AuditLine, ClaimJudgement, FactRow, HandFact, PairJudgement, Publication
from dentelle.atlas.privacy.leaving_out import Wish, leave_out, names_of
from dentelle.errors import JudgementError, RefusedError
from dentelle.tombstones import ERASED

HALL = "Institut Zolamon des Mobilités"
SCHOOL, HOUSE = "École Durelin du Verre", "Maison Ferlanon"


@pytest.fixture
def woven(small: Small) -> Small:
    return lay_out(small)


def say(name: str, edtf: str, instead: str = "") -> HandFact:
    return state(Draft(entity(name).identity_id, Written("founded", "date", edtf=edtf), "the deed", instead=instead), who="Ada")


def moment() -> datetime:
    return timezone.now()


def led_nowhere() -> list[str]:
    """The atlas without its redirects: an id that was given once leads somewhere for good."""
    return [line for line in exported() if '"is": "redirect"' not in line]


def test_a_whole_day_of_decisions_is_brought_back(woven: Small) -> None:
    here = entity(HALL).identity_id
    judge_claim(founded("1994").key, "accept", who="Ada")
    first, early = moment(), exported()
    claim = founded("1996")
    made = say(HALL, "1995", claim.fact_key)
    second, middle = moment(), exported()
    standing = FactRow.objects.visible().get(identity_id=here, property="founded", value__edtf="1995")
    say(HALL, "1995-06", standing.key)
    undo_claim(founded("1994").key, who="Bea")
    judge_pair(HALL, SCHOOL, "same", who="Bea")
    here = entity(HALL).identity_id
    restore(here, second, who="Cleo", why="the day went wrong")
    assert exported() == middle
    assert HandFact.objects.get(pk=made.pk).undone_at is None
    nothing_moves(woven)
    here = entity(HALL).identity_id
    restore(here, first, who="Cleo", why="all of it")
    assert exported() == early
    nothing_moves(woven)
    assert AuditLine.objects.filter(verb="restore").count() == 2
    with pytest.raises(JudgementError, match="Nothing was decided"):
        restore(here, moment(), who="Cleo", why="again")
    with pytest.raises(JudgementError, match="Say why"):
        restore(here, first, who="Cleo", why=" ")


def test_each_decision_is_taken_back_by_itself(woven: Small) -> None:
    before = exported()
    judge_claim(founded("1994").key, "reject", who="Ada")
    say(HALL, "1995", founded("1996").fact_key)
    judge_pair(HALL, SCHOOL, "same", who="Ada")
    here = entity(HALL).identity_id
    found = decided_on(here)
    assert (len(found.claims), len(found.pairs), len(found.stated), len(found.bound)) == (2, 1, 1, 1)
    take_back(here, "pair", found.pairs[0].pk, who="Bea")
    here = entity(HALL).identity_id
    take_back(here, "stated", found.stated[0].pk, who="Bea")
    take_back(here, "claim", next(row.pk for row in found.claims if row.pk not in found.bound), who="Bea")
    assert exported() == before
    assert not ClaimJudgement.objects.filter(undone_at=None).exists()
    nothing_moves(woven)
    for sort, number in (("pair", found.pairs[0].pk), ("stated", 10**6), ("nonsense", 1)):
        with pytest.raises(JudgementError):
            take_back(here, sort, number, who="Bea")


def test_taking_back_a_correction_of_a_statement_brings_that_back(woven: Small) -> None:
    say(HALL, "1995", founded("1996").fact_key)
    before, here = exported(), entity(HALL).identity_id
    standing = FactRow.objects.visible().get(identity_id=here, property="founded", value__edtf="1995")
    newer = say(HALL, "1990", standing.key)
    take_back(here, "stated", newer.pk, who="Bea")
    assert exported() == before
    nothing_moves(woven)


def test_a_split_and_a_merge_are_brought_back(woven: Small) -> None:
    start, whole = moment(), led_nowhere()
    parts = leaves_named(HALL, ["texts/b.txt"])
    here = entity(HALL).identity_id
    split(here, parts, who="Ada")
    apart, after = moment(), exported()
    restore(here, start, who="Bea", why="they are one")
    assert led_nowhere() == whole
    nothing_moves(woven)
    restore(here, apart, who="Bea", why="they are not")
    assert exported() == after
    nothing_moves(woven)


def test_what_others_decided_since_forbids_a_restore(woven: Small) -> None:
    house_id = entity(HOUSE).identity_id
    run = Publication.objects.get().run
    school, house, hall = (leaf_at(entity(name).identity_id, run) for name in (SCHOOL, HOUSE, HALL))
    pairs = ((school, house), (house, hall))
    for pair in pairs:
        judge_pair(*pair, "same", who="Ada")
    joined = moment()
    for pair in pairs:
        undo_pair(*pair, who="Ada")
    judge_pair(school, hall, "different", who="Bea", why="I know both")
    shown = exported()
    with pytest.raises(RefusedError, match="I know both"):
        restore(house_id, joined, who="Cleo", why="as before")
    assert exported() == shown
    nothing_moves(woven)


def test_a_preview_leaves_nothing(woven: Small) -> None:
    before = exported()
    seen = tried(lambda: judge_pair(HALL, SCHOOL, "same", who="Ada"), lambda _: exported())
    assert seen != before
    assert exported() == before
    assert not PairJudgement.objects.exists()
    judge_pair(HALL, SCHOOL, "same", who="Ada")
    assert exported() == seen


def test_what_a_tombstone_took_back_stays_so(woven: Small) -> None:
    here, her = entity(HALL).identity_id, entity("Hélène Vasson").identity_id
    state(Draft(here, Written("created_by", "entity", entity=her), "the deed"), who="Ada")
    say(HALL, "1990")
    then = moment()
    leave_out(Wish(names_of(her), ERASED, her), who="Bea", why="objection")
    assert HandFact.objects.filter(undone_at=None).count() == 1
    with pytest.raises(JudgementError, match="left out"):
        state(Draft(here, Written("address", "text", text="chez Hélène Vasson", language="fr"), "x"), who="Ada")
    state(Draft(here, Written("closed", "date", edtf="2019"), "says Hélène Vasson"), who="Ada")
    assert "Vasson" not in HandFact.objects.get(property="closed").why
    restore(here, then, who="Cleo", why="as it was")
    assert [row.property for row in HandFact.objects.filter(undone_at=None)] == ["founded"]
    assert not any("Vasson" in line for line in exported())
