"""What a weave tells: at its end, while it runs, and when it fails."""

import pytest
from small_territory import INSTITUTE, LAB, Here, Small

from dentelle.atlas.models import Run
from dentelle.model import Skipped
from dentelle.weaving import Report
from dentelle.weaving.notes import located


def test_the_report_reads_as_sentences() -> None:
    skipped = (
        Skipped("b.pdf", "encrypted", "b.pdf is locked"),
        located(Skipped("c", "empty", "the row has no name", row=4), "l.csv"),
    )
    report = Report(run=3, sources=5, read=2, reread=1, new_facts=7, skipped=skipped, seconds=1.25)
    lines = "\n".join(report.lines())
    assert "5 files; read: 2, again for names of others: 1" in lines
    assert "facts: 7 new" in lines
    assert "encrypted: b.pdf is locked" in lines
    assert "l.csv, row 4: the row has no name" in lines
    assert "Run 3 is published (1.2 s)" in lines


def test_files_that_nothing_declares_are_named(small: Small) -> None:
    small.write("a.txt", INSTITUTE)
    small.weave()
    for number in range(12):
        (small.folder / f"note{number:02}\n.md").write_text("x")
    (small.folder / ".hidden").write_text("x")
    report = small.weave()
    assert report.nothing
    lines = report.lines()
    assert lines[0] == "Not covered by any [[sources]]: 12"
    assert lines[1:12] == [f"  note{number:02}\\n.md" for number in range(10)] + ["  and 2 more"]
    assert len(report.to_json()["uncovered"]) == 12
    small.write("b.txt", LAB)
    assert lines[0] in small.weave().lines()
    assert "Not covered" not in "".join(Report().lines())


def test_a_dry_report_says_so() -> None:
    lines = "\n".join(Report(dry=True, read=1, would_read=("a.txt",)).lines())
    assert "would be read: 1" in lines
    assert "a.txt" in lines
    assert "nothing was published" in lines


def test_the_run_keeps_its_report(small: Small) -> None:
    small.write("a.txt", INSTITUTE)
    report = small.weave()
    run = Run.objects.get()
    assert (run.id, run.state) == (report.run, "published")
    assert run.report["read"] == 1
    assert run.finished_at is not None


def test_progress_is_told_to_whoever_asks(small: Small) -> None:
    small.write("a.txt", INSTITUTE)
    small.write("b.txt", LAB)
    told: list[tuple[str, int, int]] = []
    small.weave(progress=lambda *step: told.append(step))
    assert ("reading", 2, 2) in told
    assert list(dict.fromkeys(stage for stage, _, _ in told))[-3:] == ["writing", "drawing", "publishing"]
    _, done, total = [step for step in told if step[0] == "writing"][-1]
    assert done == total


def test_a_run_that_fails_is_told_apart_and_the_next_goes_on(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    small.write("a.txt", INSTITUTE)

    class Broken(Here):
        def run(self, function, tasks):  # type: ignore[no-untyped-def]
            raise RuntimeError("no such luck")

    with monkeypatch.context() as patched:
        patched.setattr("dentelle.weaving.run.Pool", Broken)
        with pytest.raises(RuntimeError):
            small.weave()
    assert Run.objects.get().state == "failed"
    Run.objects.update(state="running")  # as a kill would leave it
    small.weave()
    assert list(Run.objects.order_by("id").values_list("state", flat=True)) == ["interrupted", "published"]
