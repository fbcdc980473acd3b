"""What is kept of a run's changes, and how those of several runs make one."""

import pytest
from small_territory import INSTITUTE, LAB, Here, Small

from dentelle.atlas.deciding.judgements import judge_claim
from dentelle.atlas.models import ClaimRow, Run, RunChange
from dentelle.atlas.projecting import run_changes
from dentelle.atlas.projecting.run_changes import between
from dentelle.atlas.safekeeping.reset import reset

NOTE = "La Forge Dilermo est située à Lille.\n"


def told(former: int, latter: int) -> dict[str, set[str]]:
    found = between(Run.objects.get(pk=former), Run.objects.get(pk=latter))
    return {change: {one.label for one in found.entities if one.change == change} for change in ("new", "gone", "changed")}


def test_what_comes_and_goes_between_two_runs_is_nothing(small: Small) -> None:
    small.write("a.txt", INSTITUTE)
    first = small.weave().run
    path = small.write("b.txt", LAB)
    second = small.weave().run
    assert "Laboratoire Kirasson du Design" in told(first, second)["new"]
    path.unlink()
    third = small.weave().run
    assert "Laboratoire Kirasson du Design" in told(second, third)["gone"]
    assert not told(first, third)["new"] | told(first, third)["gone"]


def test_facts_are_told_with_their_values(small: Small) -> None:
    small.write("a.txt", INSTITUTE)
    first = small.weave().run
    small.write("a.txt", INSTITUTE.replace("1994", "1995"))
    second = small.weave().run
    found = between(Run.objects.get(pk=first), Run.objects.get(pk=second))
    facts = {
        (run_changes.change_of(fact), fact.value["text"])
        for one in found.entities
        for fact in one.facts
        if fact.property == "founded"
    }
    assert facts == {("gone", "1994"), ("new", "1995")}
    assert (found.count("changed"), found.count_facts("new"), found.untold) == (len(found.entities), found.count_facts("new"), ())


def test_what_a_person_decides_in_between_is_not_the_weaves(small: Small) -> None:
    small.write("a.txt", INSTITUTE)
    first = small.weave().run
    judge_claim(ClaimRow.objects.visible().get(property="founded").key, "reject", who="ada")
    small.write("b.txt", NOTE)
    second = small.weave().run
    properties = {row.property for row in RunChange.objects.filter(run_id=second, sort="fact")}
    assert "founded" not in properties
    assert told(first, second)["gone"] == set()


def test_too_much_and_the_first_are_not_kept_and_it_is_told(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    small.write("a.txt", INSTITUTE)
    first = small.weave().run
    monkeypatch.setattr(run_changes, "MOST", 2)
    small.write("b.txt", LAB)
    second = small.weave().run
    monkeypatch.undo()
    reset()
    assert not RunChange.objects.exists()
    assert Run.objects.get(pk=first).report["changes"] == run_changes.FIRST
    assert Run.objects.get(pk=second).report["changes"] == run_changes.MANY
    assert between(Run.objects.get(pk=first), Run.objects.get(pk=second)).untold == (second,)
    monkeypatch.setattr(run_changes, "MOST_COMPARED", -1)
    assert between(Run.objects.get(pk=first), Run.objects.get(pk=second)).too_many


def test_a_run_that_is_not_published_leaves_nothing(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    small.write("a.txt", INSTITUTE)
    small.weave()
    small.write("b.txt", LAB)

    def killed(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dentelle.weaving.registration.publish", killed)
    with pytest.raises(KeyboardInterrupt):
        small.weave()
    assert Run.objects.order_by("-pk")[0].state == "interrupted"
    abandoned = set(RunChange.objects.values_list("run_id", flat=True))
    monkeypatch.undo()
    monkeypatch.setattr("dentelle.weaving.run.Pool", Here)
    latest = small.weave().run
    assert abandoned
    assert set(RunChange.objects.values_list("run_id", flat=True)) == {latest}
