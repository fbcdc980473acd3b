"""Facts that people state by hand: shown at once, replayed by every weave, taken back without a trace."""

import random

import pytest
from decided_towns import decide, stale
from decided_towns import lists as lay_out_many
from judged_town import founded, lay_out, nothing_moves
from small_territory import RIVAL, Small, exported

from dentelle.atlas.browsing.queries import entity
from dentelle.atlas.deciding import recording
from dentelle.atlas.deciding.hand_facts import Draft, Relied, state, take_back
from dentelle.atlas.deciding.hand_values import Written
from dentelle.atlas.deciding.judgements import judge_claim, judge_pair, split, undo_pair
from dentelle.atlas.models import AuditLine, ClaimJudgement, ClaimRow, EntityRow, FactRow, FindingRow, HandFact
from dentelle.errors import DentelleError, JudgementError
from dentelle.vocabulary import scheme

SCHOOL, LAB, HALL = "École Durelin du Verre", "Laboratoire Kirasson du Design", "Institut Zolamon des Mobilités"


@pytest.fixture
def woven(small: Small) -> Small:
    return lay_out(small)


def id_of(name: str) -> str:
    return entity(name).identity_id


def say(name: str, property: str, type: str, why: str = "I was there", instead: str = "", **value: object) -> HandFact:
    return state(Draft(id_of(name), Written(property, type, **value), why, instead=instead), who="Ada")


def facts(name: str, property: str) -> list[FactRow]:
    rows = FactRow.objects.visible().filter(identity_id=id_of(name), property=property)
    return list(rows.exclude(status="rejected").order_by("rank", "key"))


def test_a_fact_stated_by_hand_stands_and_outlives_weaves(woven: Small) -> None:
    made = say(SCHOOL, "staff_size", "number", number="1 204,5", unit="people", qualifiers={"as_of": "2026"})
    fact = facts(SCHOOL, "staff_size")[0]
    assert (fact.status, fact.confidence, fact.value["number"], fact.qualifiers) == ("accepted", 1, 1204.5, [["as_of", "2026"]])
    assert ClaimRow.objects.visible().get(key=made.key).quote == "I was there"
    assert AuditLine.objects.get().sentence.startswith(f"Ada: state: {SCHOOL} · staff_size")
    nothing_moves(woven)


def test_every_sort_of_value_can_be_stated(woven: Small) -> None:
    say(SCHOOL, "member_of", "entity", entity=id_of(HALL), qualifiers={"role": "founder", "from": "1950"})
    domain = scheme().concepts[0]
    say(SCHOOL, "works_in", "concept", concept=domain.id)
    say(SCHOOL, "address", "text", text="  12, rue des   Dentelles ", language="fr")
    say(SCHOOL, "closed", "date", edtf="2019-05~")
    assert facts(SCHOOL, "member_of")[0].value_entity_id == id_of(HALL)
    assert facts(SCHOOL, "address")[0].value["text"] == "12, rue des Dentelles"
    assert facts(SCHOOL, "works_in")[0].value["concept"] == domain.id
    assert facts(SCHOOL, "closed")[0].earliest == "2019-05-01"
    nothing_moves(woven)


@pytest.mark.parametrize(
    ("property", "type", "value", "told"),
    [
        ("born", "date", {"edtf": "1980"}, "cannot be said"),
        ("nonsense", "date", {"edtf": "1980"}, "cannot be said"),
        ("founded", "text", {"text": "long ago"}, "sort of value"),
        ("founded", "date", {"edtf": "May 1980"}, "is no date. Write 2019"),
        ("founded", "date", {"edtf": "1980", "qualifiers": {"from": "1980"}}, "cannot stand beside"),
        ("staff_size", "number", {"number": "many"}, "is no number"),
        ("staff_size", "number", {"number": "nan"}, "is no number"),
        ("staff_size", "number", {"number": "3", "qualifiers": {"as_of": "last year"}}, "is no date"),
        ("member_of", "entity", {"entity": ""}, "search for its name"),
        ("member_of", "entity", {"entity": "e0"}, "no such entity"),
        ("works_in", "concept", {"concept": "alchemy"}, "one of the domains"),
        ("address", "text", {"text": " "}, "Write a text"),
        ("address", "text", {"text": "x", "language": "tlh"}, "languages"),
    ],
)
def test_what_the_vocabulary_does_not_allow_is_refused(
    woven: Small, property: str, type: str, value: dict[str, object], told: str
) -> None:
    with pytest.raises(JudgementError, match=told):
        say(SCHOOL, property, type, **value)
    assert not HandFact.objects.exists()
    assert not AuditLine.objects.exists()


def test_a_fact_needs_a_reason_and_an_address_that_is_one(woven: Small) -> None:
    with pytest.raises(JudgementError, match="Say why"):
        say(SCHOOL, "closed", "date", why="  ", edtf="2019")
    written = Written("closed", "date", edtf="2019")
    with pytest.raises(JudgementError, match="https://"):
        state(Draft(id_of(SCHOOL), written, "x", Relied(url="javascript:alert(1)")), who="Ada")
    with pytest.raises(JudgementError, match="is no date"):
        state(Draft(id_of(SCHOOL), written, "x", Relied(date="yesterday")), who="Ada")
    say(SCHOOL, "closed", "date", edtf="2019")
    with pytest.raises(JudgementError, match="already"):
        say(SCHOOL, "closed", "date", edtf="2019")


def test_taking_it_back_is_as_if_nothing_had_been(woven: Small) -> None:
    before = exported()
    made = say(SCHOOL, "closed", "date", edtf="2019")
    assert exported() != before
    take_back(made, who="Bea", why="a mistake")
    assert exported() == before
    assert HandFact.objects.get().undone_by == "Bea"
    with pytest.raises(JudgementError, match="already"):
        take_back(made, who="Bea")
    nothing_moves(woven)
    assert say(SCHOOL, "closed", "date", edtf="2019").key == made.key
    nothing_moves(woven)


def test_a_correction_stands_in_the_place_of_what_the_sources_say(woven: Small) -> None:
    before = exported()
    claim = founded("1996")
    made = say(HALL, "founded", "date", "the deed says so", instead=claim.fact_key, edtf="1995-03")
    standing = facts(HALL, "founded")
    assert [fact.value["edtf"] for fact in standing if not fact.rank] == ["1995-03"]
    assert all(fact.value["edtf"] != "1996" for fact in standing)
    assert [one["key"] for one in made.instead] == [claim.key]
    nothing_moves(woven)
    woven.write("b.txt", "Bienvenue. " + RIVAL)
    woven.weave()
    assert all(fact.value["edtf"] != "1996" for fact in facts(HALL, "founded"))
    woven.write("b.txt", RIVAL)
    woven.weave()
    again = say(
        HALL, "founded", "date", "read again", instead=next(fact.key for fact in standing if not fact.rank), edtf="1995-04"
    )
    assert [one["key"] for one in again.instead] == [claim.key]
    assert HandFact.objects.filter(undone_at=None).count() == 1
    nothing_moves(woven)
    take_back(again, who="Ada")
    assert exported() == before
    assert not ClaimJudgement.objects.filter(undone_at=None).exists()
    nothing_moves(woven)


def test_a_statement_goes_where_its_leaf_goes(woven: Small) -> None:
    say(SCHOOL, "closed", "date", edtf="2019")
    say(LAB, "member_of", "entity", entity=id_of(SCHOOL))
    judge_pair(SCHOOL, LAB, "same", who="Ada")
    nothing_moves(woven)
    assert {fact.property for fact in FactRow.objects.visible().filter(identity_id=id_of(LAB))} >= {"closed", "member_of"}
    undo_pair(SCHOOL, LAB, who="Ada")
    assert facts(SCHOOL, "closed")
    assert facts(LAB, "member_of")[0].value_entity_id == id_of(SCHOOL)
    nothing_moves(woven)


def test_a_statement_outlives_its_leaf_and_is_told_when_nothing_is_left(woven: Small) -> None:
    made = say(HALL, "closed", "date", edtf="2019")
    source = made.subject.partition("|")[0]
    path = ClaimRow.objects.filter(source_id=source).select_related("source")[0].source.path
    text = (woven.folder / path).read_text(encoding="utf-8")
    (woven.folder / path).unlink()
    woven.weave()
    assert [fact.value["edtf"] for fact in facts(HALL, "closed")] == ["2019"]
    nothing_moves(woven)
    others = [woven.folder / "texts" / name for name in ("a.txt", "b.txt", "c.txt")]
    held = {other.name: other.read_text(encoding="utf-8") for other in others if other.exists()}
    for name in held:
        (woven.folder / "texts" / name).unlink()
    woven.weave()
    finding = FindingRow.objects.visible().get(check_name="vanished_statement")
    assert finding.claims == [made.key]
    for name, content in held.items():
        woven.write(name, content)
    (woven.folder / path).write_text(text, encoding="utf-8")
    woven.weave()
    assert not FindingRow.objects.visible().filter(check_name="vanished_statement").exists()
    assert facts(HALL, "closed")
    nothing_moves(woven)


def test_what_is_stated_by_hand_is_not_judged_as_a_claim(woven: Small) -> None:
    made = say(SCHOOL, "closed", "date", edtf="2019")
    with pytest.raises(JudgementError, match="stated by hand"):
        judge_claim(made.key, "reject", who="Bea")


def test_a_statement_alone_is_shown_from_the_rows_around_it(woven: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "show", lambda *_: pytest.fail("the whole was projected"))
    made = say("Maison Ferlanon", "closed", "date", edtf="2019")
    take_back(made, who="Ada")


@pytest.mark.parametrize("seed", range(3))
def test_random_decisions_and_statements_leave_what_the_whole_gives(small: Small, seed: int) -> None:
    chance = random.Random(seed)
    lay_out_many(small, chance)
    for _ in range(30):
        try:
            _act(chance)
        except DentelleError:
            continue
        assert stale() == ([], {})
    assert HandFact.objects.exists()
    nothing_moves(small)


def _act(chance: random.Random) -> None:
    """A decision of any sort, a statement, or one taken back."""
    if chance.random() < 0.4:
        decide(chance)
        return
    rows = list(EntityRow.objects.visible().filter(kind="organisation").order_by("identity_id"))
    standing = list(HandFact.objects.filter(undone_at=None).order_by("id"))
    if standing and chance.random() < 0.3:
        take_back(chance.choice(standing), who="Ada")
        return
    one, other = chance.sample(rows, 2)
    written = chance.choice(
        (
            Written("member_of", "entity", entity=other.identity_id),
            Written("founded", "date", edtf=str(chance.randint(1950, 1960))),
        )
    )
    known = FactRow.objects.visible().filter(identity_id=one.identity_id, property=written.property).exclude(status="rejected")
    instead = chance.choice(["", *known.order_by("key").values_list("key", flat=True)])
    state(Draft(one.identity_id, written, "because", instead=instead), who="Ada")


def test_split_leaves_statements_with_the_leaf_they_hang_on(woven: Small) -> None:
    made = say(HALL, "closed", "date", edtf="2019")
    whole = id_of(HALL)
    gone = list(ClaimRow.objects.visible().filter(subject_id=whole).values_list("subject_leaf", flat=True))
    others = sorted({leaf for leaf in gone if leaf != made.subject})
    split(whole, others[:1], who="Ada")
    assert ClaimRow.objects.visible().get(key=made.key).subject_id == whole
    nothing_moves(woven)
