"""A weave is a pure function of files, declaration, kept tables and code."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rights import anybody, closed
from small_territory import DECLARED, INSTITUTE, LAB, RIVAL, Here, Small, exported, forget_everything

from dentelle.atlas.lock import only_one
from dentelle.atlas.models import (
    ClaimRow,
    ContributionRow,
    DocumentRow,
    EntityRow,
    FactRow,
    FindingRow,
    Identity,
    IdentityLeaf,
    Publication,
    ReadingCache,
    Run,
    Source,
    SpanRow,
    UnitRow,
)
from dentelle.atlas.safekeeping.reset import reset
from dentelle.errors import WeaveError
from dentelle.model import Skipped
from dentelle.weaving.passes import second_pass

SENTENCES = (
    INSTITUTE,
    RIVAL,
    LAB,
    "Le Laboratoire Kirasson du Design a été créé en 2001.\n",
    "Hélène Vasson dirige le Laboratoire Kirasson du Design.\n",
    "Kirasson et Zolamon sont voisins.\n",
    "Das Institut Zolamon des Mobilités wurde 1994 in Valenciennes gegründet.\n",
)


def test_publishes_entities_facts_and_texts(small: Small) -> None:
    small.write("a.txt", INSTITUTE)
    report = small.weave()
    assert (report.read, report.run) == (1, Publication.objects.get().run)
    assert report.claims
    assert report.new_facts
    assert DocumentRow.objects.visible().get().text == INSTITUTE
    institute = EntityRow.objects.visible().get(label="Institut Zolamon des Mobilités")
    founded = FactRow.objects.visible().get(identity=institute.identity, property="founded")
    assert founded.value["edtf"] == "1994"
    claim = ClaimRow.objects.visible().get(fact_key=founded.key)
    assert INSTITUTE[claim.start : claim.end] == claim.quote


def test_nothing_to_do_when_nothing_changed(small: Small) -> None:
    small.write("a.txt", INSTITUTE)
    small.weave()
    runs = Run.objects.count()
    assert small.weave().nothing
    assert Run.objects.count() == runs


def test_only_what_changed_is_read_and_written(small: Small) -> None:
    for number in range(5):
        small.write(f"{number}.txt", INSTITUTE.replace("Zolamon", f"Zol{'ab' * number}mon"))
    first = small.weave()
    small.write("3.txt", INSTITUTE.replace("Zolamon", "Zolabababmon").replace("1994", "1995"))
    others = ClaimRow.objects.visible().exclude(source__path="texts/3.txt")
    rows = set(others.values_list("id", flat=True))
    report = small.weave()
    assert (first.read, report.read, report.reread) == (5, 1, 0)
    assert (report.new_facts, report.changed_facts, report.vanished_facts) == (1, 0, 1)
    assert set(others.values_list("id", flat=True)) == rows


def test_a_name_found_in_one_document_is_looked_for_in_the_others(small: Small) -> None:
    small.write("a.txt", "Kirasson est là. On dit que le laboratoire kirasson du design va bien.\n")
    small.weave()
    small.write("b.txt", LAB)
    report = small.weave()
    assert (report.read, report.reread) == (1, 1)


def test_a_second_reading_that_fails_leaves_the_first(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    class Failing(Here):
        def run(self, function, tasks):  # type: ignore[no-untyped-def]
            tasks = list(tasks)
            tried.extend(name for name, _ in tasks if function is second_pass)
            for name, result in super().run(function, tasks):
                yield name, Skipped(name, "limit", f"{name}: too long") if function is second_pass else result

    small.write("a.txt", "Kirasson est là. On dit que le laboratoire kirasson du design va bien.\n" + INSTITUTE)
    small.write("b.txt", LAB)
    with monkeypatch.context() as patched:
        patched.setattr("dentelle.weaving.run.Pool", Failing)
        reports = [small.weave()]
        small.write("c.txt", RIVAL)
        reports.append(small.weave())
    for report in reports:
        assert report.reread == 0
        skipped = [(one.path, one.reason, one.detail) for one in report.skipped]
        assert skipped == [("texts/a.txt", "limit", "texts/a.txt: too long")]
    assert len(tried) == 1  # what failed is not tried again for each change elsewhere
    assert ClaimRow.objects.visible().filter(source__path="texts/a.txt").exists()


def test_a_vanished_file_takes_its_facts_along_and_its_source_stays(small: Small) -> None:
    small.write("a.txt", INSTITUTE)
    path = small.write("b.txt", LAB)
    small.weave()
    before = exported()
    path.unlink()
    report = small.weave()
    assert report.vanished_facts
    assert not Source.objects.get(path="texts/b.txt").present
    small.write("b.txt", LAB)
    small.weave()
    assert exported() == before


def test_a_file_that_may_not_be_read_keeps_what_it_said(small: Small) -> None:
    path = small.write("b.txt", LAB)
    small.write("a.txt", INSTITUTE)
    small.write("list.csv", "nom;commune\nAtelier Ravasson;Valenciennes\n")
    small.weave()
    before = facts()
    small.write("a.txt", INSTITUTE + "Il emploie 12 personnes.\n")
    with anybody(), closed(path), closed(path.with_name("list.csv")):
        report = small.weave()
        assert (report.sources, report.read, report.vanished_facts) == (3, 1, 0)
        assert small.weave().nothing
    assert before < facts()
    assert [(one.reason, one.path) for one in report.skipped] == [("kept", "texts/b.txt"), ("kept", "texts/list.csv")]
    findings = FindingRow.objects.visible().filter(check_name="skipped")
    assert {row.data["outcome"] for row in findings} == {"kept"}
    report = small.weave()
    assert (report.read, report.skipped) == (0, ())
    assert not findings.all().exists()


@pytest.mark.parametrize(("mode", "kept"), [(0, "ab"), (0o444, "a"), (0o111, "")])
def test_a_folder_that_may_not_be_opened_keeps_what_its_files_said(small: Small, mode: int, kept: str) -> None:
    """Where names may be listed, or files opened by name, what has gone is seen to have gone."""
    small.write("a.txt", INSTITUTE)
    path = small.write("b.txt", LAB)
    small.weave()
    before = facts()
    path.with_name("new.txt").write_text(RIVAL)
    path.unlink()
    with anybody(), closed(path.parent, mode):
        report = small.weave()
    assert sorted((one.reason, one.path) for one in report.skipped) == [("kept", f"texts/{name}.txt") for name in kept]
    assert report.sources == (2 if "b" in kept else 1)
    assert (facts() == before) is ("b" in kept)
    small.weave()
    assert sorted(Source.objects.filter(present=True).values_list("path", flat=True)) == ["texts/a.txt", "texts/new.txt"]


def test_what_may_not_be_read_stands_whatever_else_changes(small: Small) -> None:
    """Another declaration, and names of other files, change what a reading would be: there is none, the last one stands."""
    path = small.write("a.txt", "Kirasson est là. On dit que le laboratoire kirasson du design va bien.\n" + INSTITUTE)
    small.weave()
    before = facts()
    with anybody(), closed(path):
        small.declare(DECLARED + 'language = "fr"\n')
        assert small.weave().vanished_facts == 0
        small.write("b.txt", LAB)
        report = small.weave()
        assert (report.read, report.reread) == (1, 1)
    assert before <= facts()
    assert ClaimRow.objects.visible().filter(source__path="texts/a.txt").exists()


def test_a_file_that_could_never_be_read_is_left_out(small: Small) -> None:
    path = small.write("a.txt", INSTITUTE)
    with anybody(), closed(path):
        for _ in range(2):
            report = small.weave()
            assert report.nothing or [one.reason for one in report.skipped] == ["unreadable"]
    assert small.weave().read == 1


def test_where_no_state_can_be_kept_it_is_said(db: None, tmp_path: Path) -> None:
    with anybody(), closed(tmp_path, 0o555), pytest.raises(WeaveError, match="Permission denied"), only_one(tmp_path / "var"):
        pass


def facts() -> set[str]:
    return {line for line in exported() if '"is": "fact"' in line}


def test_a_moved_file_is_the_same_source(small: Small) -> None:
    path = small.write("a.txt", INSTITUTE)
    small.weave()
    source = Source.objects.get()
    claims = set(ClaimRow.objects.visible().values_list("key", flat=True))
    path.rename(path.with_name("moved.txt"))
    report = small.weave()
    assert report.read == 0
    assert (Source.objects.get().id, Source.objects.get().path) == (source.id, "texts/moved.txt")
    assert set(ClaimRow.objects.visible().values_list("key", flat=True)) == claims


def test_a_renamed_and_edited_file_asks(small: Small) -> None:
    text = INSTITUTE + LAB + "Les ateliers ouvrent leurs portes au printemps, à l'automne et pendant les vacances.\n"
    path = small.write("a.txt", text)
    small.weave()
    path.unlink()
    small.write("b.txt", text + "On y vient nombreux.\n")
    small.weave()
    finding = FindingRow.objects.visible().get(check_name="renamed")
    assert finding.data == {"path": "texts/b.txt", "old": "texts/a.txt"}


def test_a_broken_file_is_a_finding_and_costs_nothing_else(small: Small) -> None:
    small.write("a.txt", INSTITUTE)
    small.write("b.pdf", b"%PDF-1.7 broken")
    report = small.weave()
    assert report.read == 1
    assert [one.path for one in report.skipped] == ["texts/b.pdf"]
    finding = FindingRow.objects.visible().get(check_name="skipped")
    assert finding.data["path"] == "texts/b.pdf"
    assert finding.data["outcome"] == report.skipped[0].reason
    assert small.weave().nothing


def test_rows_of_a_list_become_entities(small: Small) -> None:
    small.write("list.csv", "nom;commune\nAtelier Ravasson;Valenciennes\nForge Dilermo;Denain\n;Lille\n")
    report = small.weave()
    assert report.records == 3
    assert {row.label for row in EntityRow.objects.visible()} >= {"Atelier Ravasson", "Forge Dilermo"}
    assert any(one.row for one in report.skipped)
    assert small.weave().nothing


def test_what_is_too_long_for_a_name_is_left_out(small: Small) -> None:
    words = " ".join(f"Mot{number:x}{number * 7919:x}" for number in range(2_000))
    small.write("list.csv", f"nom;commune\n{words};Lille\nForge Dilermo;{words}\nAtelier Ravasson;Denain\n")
    small.write("a.txt", INSTITUTE + f"L'Institut {words} est situé à Lille.\n")
    report = small.weave()
    assert [(one.reason, one.row) for one in report.skipped] == [("unsupported", 2)]
    labels = {row.label for row in EntityRow.objects.visible()}
    assert labels >= {"Atelier Ravasson", "Forge Dilermo", "Institut Zolamon des Mobilités"}
    assert max(map(len, labels)) < 400


def test_a_dry_run_writes_nothing_that_is_published(small: Small) -> None:
    small.write("a.txt", INSTITUTE)
    small.weave()
    before = exported()
    small.write("b.txt", RIVAL)
    report = small.weave(dry_run=True)
    assert report.would_read == ("texts/b.txt",)
    assert report.new_facts
    assert exported() == before
    assert small.weave().read == 0  # what the dry run read is kept


def test_a_declaration_changes_what_depends_on_it(small: Small) -> None:
    small.write("a.txt", INSTITUTE)
    small.weave()
    small.declare(DECLARED.replace("trust = 0.9", "trust = 0.1"))
    report = small.weave()
    assert (report.read, report.reread) == (0, 0)
    assert {row.status for row in FactRow.objects.visible()} <= {"proposed"}


def test_only_one_weave_at_a_time(small: Small) -> None:
    lock = Path(small.folder / "var" / "weave.lock")
    lock.parent.mkdir()
    lock.write_text("99999")  # a killed weave's
    small.write("a.txt", INSTITUTE)
    assert small.weave().read == 1
    with only_one(small.folder / "var"):
        pass


def test_a_second_weave_is_refused(db: None, tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys, time; from pathlib import Path; import fcntl\n"
        "file = open(sys.argv[1], 'a'); fcntl.lockf(file, fcntl.LOCK_EX); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, tmp_path / "weave.lock"], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(WeaveError, match="Another weave"), only_one(tmp_path):
            pass
        holder.kill()
    with only_one(tmp_path):
        pass


class Killed(BaseException):
    pass


@pytest.mark.parametrize("moment", range(1, 40, 3))
def test_an_interrupted_run_leaves_no_trace(small: Small, monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
    from dentelle.atlas.projecting import projection

    small.write("a.txt", INSTITUTE)
    small.write("c.txt", SENTENCES[3])
    small.weave()
    before = exported()
    small.write("b.txt", LAB)
    small.write("c.txt", SENTENCES[4])
    left = [moment]
    lock = projection.lock

    def killing() -> Publication:
        left[0] -= 1
        if not left[0]:
            raise Killed
        return lock()

    with monkeypatch.context() as patched:
        patched.setattr(projection, "lock", killing)
        patched.setattr(projection, "UNITS", 1)
        try:
            small.weave()
        except Killed:
            assert exported() == before
    small.weave()
    after, identities = exported(), set(Identity.objects.values_list("id", flat=True))
    forget_everything()
    small.write("b.txt", "")
    (small.folder / "texts" / "b.txt").unlink()
    small.write("c.txt", SENTENCES[3])
    small.weave()
    small.write("b.txt", LAB)
    small.write("c.txt", SENTENCES[4])
    small.weave()
    assert exported() == after
    assert set(Identity.objects.values_list("id", flat=True)) == identities


ROWS = {
    (True, True): "Institut Zolamon des Mobilités;Anzin\nKirasson et Zolamon;Denain\n",
    (True, False): "Institut Zolamon des Mobilités;Valenciennes\n",
    (False, True): "Laboratoire Kirasson du Design;Lille\n;Anzin\n",
}
STEP = st.tuples(st.integers(0, 4), st.sampled_from(["", *SENTENCES]), st.sampled_from(["", *SENTENCES]), st.booleans())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=1, max_size=6), seeds=st.tuples(st.integers(1, 99), st.integers(1, 99)))
def test_any_history_and_order_end_in_the_same_atlas(
    small: Small, monkeypatch: pytest.MonkeyPatch, steps: list[tuple[int, str, str, bool]], seeds: tuple[int, int]
) -> None:
    forget_everything()
    shutil.rmtree(small.folder / "texts")
    (small.folder / "texts").mkdir()
    monkeypatch.setenv("DENTELLE_SHUFFLE", str(seeds[0]))
    for number, one, two, weave in steps:
        path = small.folder / "texts" / (f"{number}.txt" if number < 3 else "list.csv")
        if number == 4:  # for one weave nobody may look into the folder, or read one file
            with anybody(), closed(path.parent if one or not path.exists() else path):
                small.weave()
            continue
        if number == 3 and (one or two):
            path.write_text(f"nom;commune\n{ROWS[bool(one), bool(two)]}")
        elif one or two:
            path.write_text(one + two)
        else:
            path.unlink(missing_ok=True)
        if weave:
            small.weave()
    small.weave()
    incremental = exported()
    monkeypatch.setenv("DENTELLE_SHUFFLE", str(seeds[1]))
    reset()
    assert not EntityRow.objects.visible().exists()
    small.weave()
    assert exported() == incremental


def test_pruning_leaves_only_what_is_seen(small: Small) -> None:
    path = small.write("a.txt", INSTITUTE)
    small.weave()
    small.write("b.txt", LAB)
    small.weave()
    path.unlink()
    small.weave()
    for model in (ClaimRow, FactRow, EntityRow, FindingRow, UnitRow, ContributionRow, DocumentRow, IdentityLeaf, SpanRow):
        assert model.objects.count() == model.objects.visible().count(), model
    living = Source.objects.get(present=True).id
    assert {row.source for row in ReadingCache.objects.exclude(source="")} == {living}


def test_a_file_that_changes_while_it_is_read_is_read_by_the_next_weave(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    small.write("a.txt", INSTITUTE)
    path = small.write("b.txt", RIVAL)

    class Late(Here):
        def run(self, function, tasks):  # type: ignore[no-untyped-def]
            path.write_text(LAB)
            return super().run(function, tasks)

    with monkeypatch.context() as patched:
        patched.setattr("dentelle.weaving.run.Pool", Late)
        report = small.weave()
    assert [one.reason for one in report.skipped] == ["unreadable"]
    report = small.weave()
    assert (report.read, report.skipped) == (1, ())
