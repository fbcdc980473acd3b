"""Imports of lists on their pages: what is shown, kept and refused, and who may take an import back."""

import csv
import io

import pytest
from dirty_list import FORMULA, dirty_list
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from small_territory import INSTITUTE, Here, Small

from dentelle.atlas.models import AuditLine, ListImport, ListMapping, PairJudgement, User
from dentelle.territory import load
from dentelle.weaving import drafts, intake
from dentelle.weaving.imports.prepare import compared, surveyed

WORDS = {"licence": "own", "trust": "0.9", "publish": "", "title": "", "publisher": "The Hive"}


@pytest.fixture
def asked():
    """How often a weave was asked for."""
    return []


@pytest.fixture
def small(db, tmp_path, monkeypatch, settings, asked):
    monkeypatch.setattr("dentelle.weaving.run.Pool", Here)
    monkeypatch.setattr("dentelle.weaving.imports.prepare.Pool", Here)
    monkeypatch.setattr("dentelle.weaving.intake.start", lambda territory, token: intake.read(load(territory), token))
    for module in ("sources", "imports"):
        monkeypatch.setattr(f"dentelle.web.workbench.{module}.weave_soon", lambda who: asked.append(who))
    settings.TERRITORY = tmp_path / "territory"
    settings.STATE = settings.TERRITORY / "var"
    made = Small(settings.TERRITORY)
    made.write("a.txt", INSTITUTE)
    made.weave()
    return made


def sign_in(client, role, name=""):
    who = f"{name or role}@example.org"
    client.force_login(User.objects.filter(email=who).first() or User.objects.create_user(who, "threads and knots", role=role))
    return who


def at(name, *arguments):
    with translation.override("en"):
        return reverse(f"workbench:{name}", args=arguments)


def brought(client, data, name="members.csv"):
    return client.post(at("list-add"), {**WORDS, "file": SimpleUploadedFile(name, data)}, follow=True)


def understood(client, small, **changed):
    (draft,) = [one for one in drafts.every(small.folder) if one.state == "surveyed"]
    found = surveyed(small.folder, draft.token)
    given = {f"c-{place}": changed.get(column.name, column.field) for place, column in enumerate(found.columns)}
    return draft.token, client.post(at("list-columns", draft.token), given, follow=True)


def taken(client, small, data=None, name="members.csv"):
    brought(client, data or dirty_list(rows=60).data, name)
    token, _ = understood(client, small)
    return token, client.post(at("list", token), {"action": "take"}, follow=True)


def table(response):
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")), delimiter=";"))


def test_every_tab_shows_its_rows(client, small):
    sign_in(client, "editor")
    page = brought(client, dirty_list(rows=80).data)
    assert "sure: the header says so" in page.content.decode()
    token, page = understood(client, small)
    said = page.content.decode()
    assert "= 80 rows: every row of the file is accounted for" in said
    assert "Institut Zolamon des Mobilités" in said
    for show in ("perhaps", "same", "double", "new", "left", "remarked", "nonsense"):
        assert client.get(at("list", token), {"show": show, "page": "999"}).status_code == 200
    assert "is no valid SIRET" in client.get(at("list", token), {"show": "remarked"}).content.decode()
    assert "repeats the header" not in said


def test_a_page_asks_the_database_as_often_for_many_rows_as_for_few(client, small, django_assert_max_num_queries):
    sign_in(client, "editor")
    brought(client, dirty_list().data)
    token, _ = understood(client, small)
    for show in ("perhaps", "double", "new"):
        with django_assert_max_num_queries(16):
            client.get(at("list", token), {"show": show})
    client.post(at("list", token), {"action": "take"})
    small.weave()
    with django_assert_max_num_queries(16):
        client.get(at("list", token), {"show": "new"})


def test_a_form_decides_nothing_that_it_does_not_know(client, small):
    sign_in(client, "editor")
    brought(client, b"Nom;Ville\nInstitut Zolamon;Valenciennes\nAtelier Kiru;Denain\n")
    token, _ = understood(client, small, Ville="password")
    assert ListMapping.objects.get().columns == [["Nom", "name"], ["Ville", "ignore"]]
    (key,) = [one.key for fate in compared(small.folder, token).rows for one in fate.questions]
    client.post(at("list", token), {"action": "save", "q-nonsense": "same", f"q-{key}": "merge"})
    assert drafts.load(small.folder, token).decisions == {}
    client.post(at("list", token), {"action": "save", f"q-{key}": "different"})
    assert drafts.load(small.folder, token).decisions[key].verdict == "different"
    client.post(at("list", token), {"action": "take"})
    assert PairJudgement.objects.get().verdict == "different"
    assert client.post(at("list", token), {"action": "take"}).status_code == 302
    assert ListImport.objects.count() == 1


def test_a_list_without_a_name_goes_no_further(client, small):
    sign_in(client, "editor")
    brought(client, b"Nom;Ville\nAtelier Kiru;Denain\nAtelier Voru;Anzin\n")
    token, page = understood(client, small, Nom="ignore")
    assert page.status_code == 422
    assert "Say which column holds the name" in page.content.decode()
    assert drafts.load(small.folder, token).state == "surveyed"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n", "cannot be read"),
        ("a.csv", b"\0\1\2\xff" * 50, "cannot be read"),
        ("a.csv", b"", "is empty"),
        ("a.txt", INSTITUTE.encode(), "is here already"),
        ("a.xlsx", b"PK\x03\x04 and no more", "cannot be read"),
    ],
)
def test_what_is_no_list_is_refused(client, small, name, data, said):
    sign_in(client, "editor")
    assert said in brought(client, data, name).content.decode()
    assert not ListImport.objects.exists()


def test_downloads_hold_what_the_file_holds_and_no_formula(client, small):
    sign_in(client, "editor")
    dirty = dirty_list(rows=120)
    token, _ = taken(client, small, dirty.data)
    small.weave()
    skipped = table(client.get(at("list-rows", token, "skipped")))
    assert skipped[0][:3] == ["Row", "What becomes of it", "Why"]
    assert skipped[0][3:5] == ["Raison sociale", "N° SIRET"]
    assert sum(row[2] == "has no name" for row in skipped) == dirty.planted["nameless"]
    everything = table(client.get(at("list-rows", token, "all")))
    assert f"'{FORMULA}" in {cell for row in everything for cell in row}
    assert client.get(at("list-rows", token, "others")).status_code == 404
    (small.folder / "inbox" / "members.csv").write_text("Nom\nAtelier\n")
    page = client.get(at("list-rows", token, "all"), follow=True)
    assert "is not there any more as it was imported" in page.content.decode()


def test_who_imported_a_list_takes_it_back_and_others_do_not(client, small, asked):
    anna = sign_in(client, "editor", "anna")
    token, _ = taken(client, small)
    small.weave()
    sign_in(client, "editor", "ben")
    assert client.get(at("list-undo", token)).status_code == 403
    assert client.post(at("list-undo", token)).status_code == 403
    assert "Undo the whole import" not in client.get(at("list", token)).content.decode()
    sign_in(client, "contributor", "cora")
    for name in ("lists", "list-add"):
        assert client.get(at(name)).status_code == 403
    sign_in(client, "editor", "anna")
    assert "facts would lose their last support" in client.get(at("list-undo", token)).content.decode()
    page = client.post(at("list-undo", token), {"why": "last year's"}, follow=True)
    assert "anna@example.org has undone this import" in page.content.decode()
    assert asked == [anna, anna]
    assert client.get(at("list-undo", token)).status_code == 302
    assert (
        AuditLine.objects.filter(sentence__contains="undid the import of the list inbox/members.csv – last year's").count() == 1
    )
    sign_in(client, "steward")
    (source,) = ListImport.objects.values_list("source", flat=True)
    client.post(at("source-back", source))
    assert "Undo the whole import" in client.get(at("list", token)).content.decode()


def test_a_list_that_waits_is_thrown_away_and_one_that_is_taken_in_is_not(client, small):
    sign_in(client, "editor")
    token, _ = taken(client, small)
    assert client.post(at("list-discard", token)).status_code == 302
    assert ListImport.objects.filter(pk=token).exists()
    brought(client, b"Nom;Ville\nAtelier Kiru;Denain\nAtelier Voru;Anzin\n", "b.csv")
    (waiting,) = [one.token for one in drafts.every(small.folder) if one.state != "taken"]
    assert "b.csv" in client.get(at("lists")).content.decode()
    assert client.get(at("draft", waiting)).status_code == 302
    assert client.get(at("list-discard", waiting)).status_code == 405
    client.post(at("list-discard", waiting))
    assert client.get(at("list", waiting)).status_code == 404
    assert client.get(at("list", "../../etc/passwd".replace("/", "_"))).status_code == 404


def test_what_was_interrupted_is_gone_on_with(client, small, monkeypatch):
    sign_in(client, "editor")
    brought(client, dirty_list(rows=60).data)
    token, _ = understood(client, small)
    with monkeypatch.context() as patched:
        patched.setattr("dentelle.weaving.imports.accepting._record", lambda *_: (_ for _ in ()).throw(OSError(5, "broken")))
        page = client.post(at("list", token), {"action": "take"}, follow=True)
    assert "Taking it in was interrupted" in page.content.decode()
    page = client.post(at("list", token), {"action": "take"}, follow=True)
    assert "It is taken in" in page.content.decode()
    assert ListImport.objects.count() == 1
