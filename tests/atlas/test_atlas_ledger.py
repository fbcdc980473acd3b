"""Judgements as JSON lines: out of one store, into another."""

import json
from collections.abc import Callable

import pytest
from judged_town import founded, lay_out, nothing_moves
from small_territory import Small, exported, forget_everything

from dentelle.atlas.browsing.queries import entity
from dentelle.atlas.deciding import ledger
from dentelle.atlas.deciding.hand_facts import Draft, Relied, state, take_back
from dentelle.atlas.deciding.hand_values import Written
from dentelle.atlas.deciding.judgements import judge_claim, judge_pair, leaves_named, split, undo_claim, undo_pair
from dentelle.atlas.models import AuditLine, ClaimJudgement, FindingRow, PairJudgement

INSTITUTE, LAB = "Institut Zolamon des Mobilités", "Laboratoire Kirasson du Design"
SCHOOL, HOUSE = "École Durelin du Verre", "Maison Ferlanon"


@pytest.fixture
def judged(small: Small) -> Small:
    lay_out(small)
    judge_claim(founded("1996").key, "correct", who="Ada", value="1996-09", why="the deed")
    judge_claim(founded("1980").key, "hide", who="Ada")
    judge_claim(founded("1911").key, "reject", who="Bea")
    undo_claim(founded("1911").key, who="Cleo")
    judge_pair(SCHOOL, HOUSE, "same", who="Ada")
    judge_pair(LAB, SCHOOL, "unsure", who="Ada", why="who knows")
    split(INSTITUTE, leaves_named(INSTITUTE, ["texts/b.txt"]), who="Bea")
    return small


def afresh(small: Small) -> None:
    forget_everything()
    small.weave()


def test_a_fresh_store_of_the_same_territory_gets_the_same_atlas(judged: Small) -> None:
    shown, lines = exported(), ledger.lines()
    afresh(judged)
    assert exported() != shown
    result = ledger.read(lines, who="Dora")
    assert (result.recorded, result.known, result.waiting, result.refused) == (6, 0, [], [])
    assert exported() == shown
    assert ledger.lines() == lines
    assert AuditLine.objects.get().sentence == "Dora: import: 6 judgements"
    nothing_moves(judged)


def test_a_second_import_changes_nothing(judged: Small) -> None:
    lines = ledger.lines()
    result = ledger.read(lines, who="Dora")
    assert (result.recorded, result.known, result.changes.rows) == (0, 6, 0)
    assert ledger.lines() == lines
    assert not AuditLine.objects.filter(verb="import").exists()


def test_who_took_back_a_judgement_there_takes_it_back_here(judged: Small) -> None:
    before = ledger.lines()
    undo_pair(LAB, SCHOOL, who="Cleo")
    shown, lines = exported(), ledger.lines()
    afresh(judged)
    ledger.read(before, who="Dora")
    assert ledger.read(lines, who="Dora").recorded == 1
    assert exported() == shown
    assert ledger.read(before, who="Dora").recorded == 0
    assert exported() == shown


def test_judgements_find_their_claims_where_a_file_has_another_id(judged: Small) -> None:
    for old, new in (("b.txt", "moved.txt"), ("e.txt", "house.txt")):
        (judged.folder / "texts" / old).rename(judged.folder / "texts" / new)
    judged.weave()
    lines = ledger.lines()
    years = sorted(one["value"]["edtf"] for one in said("fact") if one["property"] == "founded")
    afresh(judged)
    result = ledger.read(lines, who="Dora")
    assert (result.recorded, result.waiting, result.refused) == (6, [], [])
    assert sorted(one["value"]["edtf"] for one in said("fact") if one["property"] == "founded") == years
    assert "1996-09" in years
    assert entity(SCHOOL).identity_id == entity(HOUSE).identity_id
    assert ledger.read(lines, who="Dora").recorded == 0


def said(kind: str) -> list[dict]:
    return [row for row in map(json.loads, (line for line in exported() if line.startswith("{"))) if row["is"] == kind]


def test_what_finds_nothing_here_waits_and_is_a_finding(judged: Small) -> None:
    lines, years = ledger.lines(), sorted(one["value"]["edtf"] for one in said("fact") if one["property"] == "founded")
    text = (judged.folder / "texts" / "e.txt").read_text()
    (judged.folder / "texts" / "e.txt").unlink()
    afresh(judged)
    result = ledger.read(lines, who="Dora")
    assert result.recorded == 6
    assert sorted(one.reason for one in result.waiting) == [
        "no source here speaks of one of the two",
        "no source makes this claim here",
    ]
    assert set(FindingRow.objects.visible().values_list("check_name", flat=True)) >= {"vanished_claim", "vanished_pair"}
    judged.write("e.txt", text)
    judged.weave()
    assert sorted(one["value"]["edtf"] for one in said("fact") if one["property"] == "founded") == years
    assert entity(SCHOOL).identity_id == entity(HOUSE).identity_id
    assert not FindingRow.objects.visible().filter(check_name__startswith="vanished").exists()


def test_what_contradicts_is_refused_line_by_line_and_the_rest_is_recorded(judged: Small) -> None:
    lines = ledger.lines()
    afresh(judged)
    judge_pair(SCHOOL, HOUSE, "different", who="Zoe", why="two streets")
    judge_pair(LAB, INSTITUTE, "same", who="Zoe")
    here = PairJudgement.objects.count()
    result = ledger.read(lines, who="Dora")
    refused = {one.line: one for one in result.refused}
    number = next(at for at, line in enumerate(lines, 1) if '"same"' in line)
    assert list(refused) == [number]
    assert "two streets" in refused[number].reason
    assert refused[number].said.startswith("Ada: same: ")
    assert PairJudgement.objects.count() == here + 2
    nothing_moves(judged)


def test_a_new_difference_may_not_part_what_is_the_same_here(judged: Small) -> None:
    lines = [line for line in ledger.lines() if '"unsure"' in line]
    afresh(judged)
    judge_pair(LAB, HOUSE, "same", who="Zoe")
    judge_pair(HOUSE, SCHOOL, "same", who="Zoe")
    result = ledger.read(lines, who="Dora")
    assert [one.line for one in result.refused] == [1]
    assert "Zoe" in result.refused[0].reason
    assert PairJudgement.objects.count() == 2


def without(name: str) -> Callable[[dict], dict]:
    return lambda line: {key: value for key, value in line.items() if key != name}


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (without("who"), "who"),
        (lambda line: line | {"made_at": "2026-01-01T00:00:00"}, "timezone"),
        (lambda line: line | {"verdict": "bless"}, "bless"),
        (lambda line: line | {"surprise": 1}, "surprise"),
        (lambda line: line | {"right": line["left"]}, "one leaf"),
        (lambda line: line | {"left": "nobody"}, "left"),
        (lambda _: [1], "object"),
    ],
)
def test_a_line_that_is_no_judgement_is_listed(judged: Small, spoil: Callable[[dict], object], reason: str) -> None:
    line = next(json.loads(line) for line in ledger.lines() if '"unsure"' in line)
    afresh(judged)
    result = ledger.read(["", json.dumps(spoil(line)), "{", json.dumps(line)], who="Dora")
    assert [one.line for one in result.refused] == [2, 3]
    assert reason in result.refused[0].reason
    assert (result.recorded, PairJudgement.objects.count()) == (1, 1)


@pytest.mark.parametrize("corrected", [None, {"type": "date"}, {"type": "moon", "text": "x"}])
def test_a_correction_without_a_value_is_listed(judged: Small, corrected: object) -> None:
    line = next(json.loads(line) for line in ledger.lines() if '"correct"' in line) | {"corrected": corrected}
    afresh(judged)
    assert len(ledger.read([json.dumps(line)], who="Dora").refused) == 1
    assert not ClaimJudgement.objects.exists()


def test_facts_stated_by_hand_are_carried_too(judged: Small) -> None:
    claim = founded("1994")
    subject, written = entity(LAB).identity_id, Written("member_of", "entity", entity=entity(SCHOOL).identity_id)
    state(Draft(subject, written, "the list", Relied("List", "https://example.org", "2026")), who="Ada")
    state(Draft(claim.subject_id or "", Written("founded", "date", edtf="1993"), "the deed", instead=claim.fact_key), who="Bea")
    undone = state(Draft(subject, Written("closed", "date", edtf="2019"), "heard it"), who="Bea")
    take_back(undone, who="Cleo")
    shown, lines = exported(), ledger.lines()
    afresh(judged)
    result = ledger.read(lines, who="Dora")
    assert (result.recorded, result.known, result.waiting, result.refused) == (10, 0, [], [])
    assert exported() == shown
    assert ledger.lines() == lines
    assert ledger.read(lines, who="Dora").recorded == 0
    nothing_moves(judged)


def test_a_statement_waits_for_what_it_is_about(judged: Small) -> None:
    state(Draft(entity(LAB).identity_id, Written("closed", "date", edtf="2019"), "heard it"), who="Bea")
    lines = [line for line in ledger.lines() if json.loads(line)["is"] == "stated"]
    forget_everything()
    (judged.folder / "texts" / "c.txt").unlink()
    judged.weave()
    result = ledger.read(lines, who="Dora")
    assert [one.reason for one in result.waiting] == ["no source here names what it is about"]
    broken = lines[0].replace('"closed"', '"nonsense"')
    assert len(ledger.read([broken], who="Dora").refused) == 1
    nothing_moves(judged)
