"""A partner's list: every row accounted for, doubts decided and remembered, taken in whole or not at all, undone as a whole."""

import openpyxl
import pytest
from dirty_list import ROWS, dirty_list
from hypothesis import given, settings
from hypothesis import strategies as st
from small_territory import DECLARED, INSTITUTE, Here, exported

from dentelle.atlas.jobs import work
from dentelle.atlas.models import AuditLine, EntityRow, IdentityLeaf, Job, ListImport, PairJudgement, Source
from dentelle.atlas.privacy.leaving_out import Wish, leave_out, names_of
from dentelle.atlas.safekeeping.reset import reset
from dentelle.errors import JudgementError, SourceError
from dentelle.given import Limits
from dentelle.territory import load
from dentelle.tombstones import ERASED
from dentelle.weaving import drafts, intake, taking
from dentelle.weaving.drafts import Decision
from dentelle.weaving.imports import accepting, jobs, mappings
from dentelle.weaving.imports.fates import DOUBLE, FATES, NEW, PERHAPS, SAME, flat
from dentelle.weaving.imports.prepare import compared, sheets, surveyed
from dentelle.weaving.imports.rows import read_rows
from dentelle.weaving.imports.survey import Column, Survey, shape_of
from dentelle.weaving.passes import Declared
from dentelle.weaving.workers import Pool

WORDS = {"title": "Members", "publisher": "The Hive", "licence": "own", "trust": 0.9}
ANNA = "anna@example.org"


@pytest.fixture
def atlas(small, monkeypatch):
    monkeypatch.setattr("dentelle.weaving.imports.prepare.Pool", Here)
    small.write("a.txt", INSTITUTE)
    small.weave()
    return small


def brought(atlas, data, name="members.csv", columns=None):
    draft = drafts.make(atlas.folder, name, [data], dict(WORDS), ANNA, "list")
    intake.read(load(atlas.folder), draft.token)
    found = surveyed(atlas.folder, draft.token)
    assert found is not None, drafts.load(atlas.folder, draft.token)
    with drafts.changing(atlas.folder, draft.token) as now:
        now.columns = columns or tuple((column.name, column.field) for column in found.columns)
        now.state = "reading"
    intake.read(load(atlas.folder), draft.token)
    now = drafts.load(atlas.folder, draft.token)
    assert now.state == "read", now
    return now


def rows_by_name(atlas, draft):
    rows = flat(sheets(atlas.folder, draft.token))
    return {rows[fate.at].name: fate for fate in reversed(compared(atlas.folder, draft.token).rows)}


def decide(atlas, draft, question, verdict):
    with drafts.changing(atlas.folder, draft.token) as now:
        now.decisions = {**now.decisions, question.key: Decision(verdict)}


def counted(atlas, draft):
    return accepting.counted(compared(atlas.folder, draft.token), sheets(atlas.folder, draft.token), draft.decisions)


def test_every_row_of_a_dirty_list_is_accounted_for_and_nothing_is_written(atlas):
    before, declared = exported(), (atlas.folder / "territory.toml").read_bytes()
    dirty = dirty_list()
    draft = brought(atlas, dirty.data)
    counts = counted(atlas, draft)
    assert sum(counts.values()) == ROWS
    assert {what: number for what, number in counts.items() if what in dirty.planted} == {
        what: number for what, number in dirty.planted.items() if what != "record"
    }
    assert counts[SAME] + counts[PERHAPS] + counts[DOUBLE] + counts[NEW] == dirty.planted["record"]
    found = rows_by_name(atlas, draft)
    assert found["Institut Zolamon des Mobilités"].fate == SAME
    assert found["Institut Zolamon"].fate == PERHAPS
    assert found["Institut Zolamon"].questions[0].label == "Institut Zolamon des Mobilités"
    assert exported() == before
    assert (atlas.folder / "territory.toml").read_bytes() == declared
    assert atlas.weave().nothing


cell = st.sampled_from(
    [
        "",
        "",
        "Atelier",
        "Atelier Zu",
        "Total",
        "12",
        "Note : à revoir",
        "59300",
        "Denain",
        "https://a.example",
        "=1+1",
        " ",
        "é\x00",
    ]
)


@settings(max_examples=60)
@given(st.lists(st.lists(cell, max_size=4), min_size=1, max_size=14), st.booleans())
def test_whatever_a_list_holds_each_row_has_one_place(tmp_path_factory, rows, workbook):
    path = tmp_path_factory.mktemp("list") / ("a.xlsx" if workbook else "a.csv")
    if workbook:
        book = openpyxl.Workbook()
        for number, cells in enumerate(rows, 1):
            for column, text in enumerate(cells, 1):
                book.active.cell(number, column, text.replace("\x00", "").lstrip("=") or None)
        book.save(path)
    else:
        path.write_text("\n".join(";".join(cells) for cells in rows) + "\n")
    try:
        (sheet,) = read_rows(str(path), path.name, "s", Declared(), Limits())
    except SourceError:
        return
    blank = [number for first, last in sheet.blank for number in range(first, last + 1)]
    numbers = sorted([*sheet.header, *blank, *(row.number for row in sheet.rows)])
    assert numbers == list(range(1, sheet.total + 1))
    if not workbook:
        assert sheet.total == len(rows)


def test_taken_in_it_is_what_was_told_and_files_alone_make_the_same_again(atlas):
    draft = brought(atlas, dirty_list(rows=90).data)
    found = rows_by_name(atlas, draft)
    decide(atlas, draft, found["Institut Zolamon"].questions[0], "same")
    accepting.take(atlas.folder, draft.token, who=ANNA)
    atlas.weave()
    row = ListImport.objects.get()
    kept = accepting.kept_rows(row)
    assert sum(row.counts.values()) == 90
    assert Source.objects.get(path="inbox/members.csv").id == row.source
    of = dict(IdentityLeaf.objects.visible().values_list("leaf", "identity_id"))
    known = EntityRow.objects.visible().get(label="Institut Zolamon des Mobilités").identity_id
    records = {one.number: one for one in kept.rows if one.what in FATES}
    assert {of[records[4].leaf], of[records[5].leaf]} == {known}
    for one in records.values():
        assert one.leaf in of
        if one.what == DOUBLE:
            assert of[one.leaf] == of[records[one.double].leaf]
    rule = load(atlas.folder).rule_for("inbox/members.csv")
    assert ("Raison sociale", "name") in rule.columns
    assert ("Remarques", "ignore") in rule.columns
    shown = exported()
    reset()
    atlas.weave()
    assert exported() == shown


@pytest.mark.parametrize(
    "stop", ["taking._store", "taking.declaring.declare", "imports.accepting._record", "imports.accepting._judge"]
)
def test_a_taking_in_that_is_killed_is_gone_on_with_and_leaves_nothing_twice(atlas, monkeypatch, stop):
    draft = brought(atlas, dirty_list(rows=60).data)
    decide(atlas, draft, rows_by_name(atlas, draft)["Institut Zolamon"].questions[0], "different")
    with monkeypatch.context() as patched:
        patched.setattr(f"dentelle.weaving.{stop}", lambda *arguments: (_ for _ in ()).throw(OSError("killed")))
        with pytest.raises(OSError, match="killed"):
            accepting.take(atlas.folder, draft.token, who=ANNA)
    assert drafts.load(atlas.folder, draft.token).state == "taking"
    assert not ListImport.objects.exists()
    assert not PairJudgement.objects.exists()
    assert not AuditLine.objects.exists()
    for _ in range(2):
        accepting.take(atlas.folder, draft.token, who=ANNA)
    assert [path.name for path in (atlas.folder / "inbox").iterdir()] == ["members.csv"]
    assert sum("inbox/members.csv" in rule.paths for rule in load(atlas.folder).sources) == 1
    assert (ListImport.objects.count(), PairJudgement.objects.count()) == (1, 1)


def test_not_the_same_holds_and_is_remembered_at_the_next_import(atlas):
    data = b"Nom;Ville\nInstitut Zolamon;Valenciennes\nAtelier Kiru;Denain\n"
    draft = brought(atlas, data)
    decide(atlas, draft, rows_by_name(atlas, draft)["Institut Zolamon"].questions[0], "different")
    accepting.take(atlas.folder, draft.token, who=ANNA)
    atlas.weave()
    assert EntityRow.objects.visible().filter(label="Institut Zolamon").exists()
    later = brought(atlas, b"Nom;Ville\nInstitut Zolamon;Valenciennes\nAtelier Voru;Anzin\n", "later.csv")
    assert rows_by_name(atlas, later)["Institut Zolamon"].fate == SAME  # the one that was made by the first list
    same = drafts.make(atlas.folder, "same.csv", [data], dict(WORDS), ANNA, "list")
    assert taking.twin(atlas.folder, same) == "inbox/members.csv"
    accepting.undo(atlas.folder, ListImport.objects.get(), who=ANNA, why="wrong")
    atlas.weave()
    assert taking.twin(atlas.folder, same) == ""
    assert not EntityRow.objects.visible().filter(label="Institut Zolamon").exists()
    again = brought(atlas, b"Nom;Ville\nInstitut Zolamon;Valenciennes\nAtelier Voru;Anzin\n", "again.csv")
    question = rows_by_name(atlas, again)["Institut Zolamon"].questions[0]
    assert (question.before.verdict, question.before.who) == ("different", ANNA)
    assert again.decisions == {question.key: Decision("different")}
    assert counted(atlas, again)[NEW] == 2


def test_one_row_is_not_two_actors(atlas):
    atlas.write("b.txt", "L'Institut Zolamon des Transports est situé à Douai. Il a été fondé en 2003.\n")
    atlas.weave()
    draft = brought(atlas, b"Nom;Ville\nInstitut Zolamon des Mobilites et Transports;Valenciennes\nAtelier Kiru;Denain\n")
    questions = rows_by_name(atlas, draft)["Institut Zolamon des Mobilites et Transports"].questions
    if len(questions) > 1:
        for one in questions:
            decide(atlas, draft, one, "same")
        with pytest.raises(JudgementError, match="cannot be the same"):
            accepting.take(atlas.folder, draft.token, who=ANNA)


def test_an_import_is_undone_as_a_whole_and_what_people_decided_stays(atlas):
    before = exported()
    draft = brought(atlas, dirty_list(rows=60).data)
    decide(atlas, draft, rows_by_name(atlas, draft)["Institut Zolamon"].questions[0], "same")
    accepting.take(atlas.folder, draft.token, who=ANNA)
    row = ListImport.objects.get()
    accepting.undo(atlas.folder, row, who=ANNA)  # before any weave has read it
    assert accepting.undone(atlas.folder, row).who == ANNA
    atlas.weave()
    atlas_now = [line for line in exported() if "Zolamon" in line]
    assert {line for line in before if "Zolamon" in line} <= set(atlas_now)
    assert "inbox/members.csv" not in (atlas.folder / "territory.toml").read_text()
    taking.bring_back(atlas.folder, row.source, who=ANNA)
    atlas.weave()
    assert Source.objects.get(path="inbox/members.csv", present=True).id == row.source
    accepting.undo(atlas.folder, row, who=ANNA)
    atlas.weave()
    assert not Source.objects.get(pk=row.source).present
    assert PairJudgement.objects.filter(verdict="same", undone_at=None).count() == 1


def test_a_mapping_is_offered_again_for_the_same_columns(atlas):
    found = Survey(
        (), tuple(Column(name, "ignore", "", 1, ()) for name in ("Nom", "Ville", "Divers")), shape_of(("Nom", "Ville", "Divers"))
    )
    assert mappings.known(found, "The Hive") == (None, ())
    mappings.remember("The Hive", (("Ville", "town"), ("NOM", "name"), ("Divers", "works_in")), ANNA)
    mapping, columns = mappings.known(found, "Others")
    assert (mapping.who, columns) == (ANNA, (("Nom", "name"), ("Ville", "town"), ("Divers", "works_in")))
    wider = Survey((), (*found.columns, Column("Neu", "ignore", "", 1, ())), shape_of(("Nom", "Ville", "Divers", "Neu")))
    assert dict(mappings.known(wider, "The Hive")[1]) == {"Nom": "name", "Ville": "town", "Divers": "works_in"}
    assert mappings.known(wider, "Others") == (None, ())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Just a text without any table.\n", "empty"),
        (";".join(f"c{number}" for number in range(10_000)).encode() + b"\n" + b";".join([b"x"] * 10_000), "oversized"),
        (b"Nom;" + b"y" * 400 + b"\nA;b\n", "unsupported"),
        (b"\x89PNG\r\n\x1a\n....", "mislabelled"),
        (b"Nom;Ville\n" + b"A;b\n" * 50_001, "oversized"),
    ],
)
def test_what_nobody_can_map_is_refused(atlas, data, reason):
    draft = drafts.make(atlas.folder, "members.csv", [data], dict(WORDS), ANNA, "list")
    intake.read(load(atlas.folder), draft.token)
    now = drafts.load(atlas.folder, draft.token)
    assert (now.state, now.reason) == ("unread", reason)


def test_sheets_hidden_rows_and_remarks_are_told(atlas, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Partners 2026"])
    for cells in (
        ["Nom", "SIRET", "Date de création", "Effectif"],
        ["Atelier Kiru", 78412345600018, "bientôt", "une dizaine"],
        ["Atelier Voru", "", "2019", "12"],
        ["", "", "2020", ""],
    ):
        book.active.append(cells)
    hidden = book.create_sheet("Old")
    hidden.append(["Nom"])
    hidden.append(["Atelier Perdu"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    draft = brought(atlas, (tmp_path / "a.xlsx").read_bytes(), "a.xlsx")
    assert counted(atlas, draft) == {"above": 1, "header": 1, "hidden": 2, "nameless": 1, NEW: 2}
    rows = flat(sheets(atlas.folder, draft.token))
    (kept,) = [row for row in rows if row.remarks]
    assert [(one.code, one.column) for one in kept.remarks] == [
        ("identifier", "siret"),
        ("date", "Date de création"),
        ("number", "Effectif"),
    ]


def test_the_workers_of_a_weave_read_it_within_its_limits(atlas, monkeypatch):
    monkeypatch.setattr("dentelle.weaving.imports.prepare.Pool", Pool)
    atlas.declare(DECLARED + "\n[limits]\nworkers = 1\n")
    assert sum(counted(atlas, brought(atlas, dirty_list(rows=60).data)).values()) == 60
    atlas.declare(DECLARED + "\n[limits]\nrows = 20\n")
    draft = drafts.make(atlas.folder, "more.csv", [dirty_list(rows=61).data], dict(WORDS), ANNA, "list")
    intake.read(load(atlas.folder), draft.token)
    assert drafts.load(atlas.folder, draft.token).reason == "oversized"


def test_a_long_list_is_read_by_a_job_that_can_be_ended(atlas, monkeypatch):
    monkeypatch.setattr("dentelle.weaving.imports.jobs.LONG", 0)
    draft = drafts.make(atlas.folder, "members.csv", [dirty_list(rows=60).data], dict(WORDS), ANNA, "list")
    jobs.start(atlas.folder, draft, ANNA)
    job = Job.objects.get()
    assert jobs.go_on(atlas.folder, drafts.load(atlas.folder, draft.token)).state == "reading"
    work.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"token": draft.token})
    now = drafts.load(atlas.folder, draft.token)
    assert now.state == "surveyed"
    with drafts.changing(atlas.folder, draft.token) as now:
        now.state = "reading"  # as where somebody is left out whom it names
    jobs.go_on(atlas.folder, now)
    work.call(Job.objects.latest("pk").pk)
    assert drafts.load(atlas.folder, draft.token).state == "surveyed"
    with drafts.changing(atlas.folder, draft.token) as now:
        now.columns = (("Raison sociale", "name"),)
    jobs.start(atlas.folder, now, ANNA)
    jobs.stop(atlas.folder, drafts.load(atlas.folder, draft.token), "ben@example.org")
    work.call(Job.objects.latest("pk").pk)
    assert Job.objects.latest("pk").state == "cancelled"
    assert drafts.load(atlas.folder, draft.token).state == "unread"


def test_whoever_is_left_out_is_in_no_row(atlas):
    atlas.write("c.txt", "Hélène Vasson est la directrice de l'Institut Zolamon des Mobilités depuis 2001.\n")
    atlas.weave()
    identity = EntityRow.objects.visible().get(label="Hélène Vasson").identity_id
    rows = (
        "Nom;Type;Ville",
        "Hélène Vasson;personne;Denain",
        "Atelier Kiru;entreprise;chez Hélène Vasson",
        "Atelier Voru;;Anzin",
    )
    data = "\n".join(rows).encode()
    before = brought(atlas, data, columns=(("Nom", "name"), ("Type", "kind"), ("Ville", "ignore")))
    leave_out(Wish(names_of(identity), ERASED, identity), who=ANNA, why="objection")
    assert "Vasson" not in str(sheets(atlas.folder, before.token))
    assert "Vasson" not in str(compared(atlas.folder, before.token))
    after = brought(atlas, data, "again.csv", columns=before.columns)
    assert counted(atlas, after) == {"header": 1, NEW: 2, "withheld": 1}
    accepting.take(atlas.folder, after.token, who=ANNA)
    atlas.weave()
    assert "Vasson" not in str(accepting.reread(load(atlas.folder), ListImport.objects.get()))
    assert not EntityRow.objects.visible().filter(label__contains="Vasson").exists()
