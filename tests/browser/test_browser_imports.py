"""A clerk imports a dirty list of 500 rows, and every row is accounted for; then takes the whole import back."""

import csv
import io

import pytest
from dirty_list import FORMULA, ROWS, dirty_list
from django.core.cache import cache
from playwright.sync_api import expect
from small_territory import INSTITUTE, Here, Small

from dentelle.atlas.models import AuditLine, EntityRow, ListImport, PairJudgement, User
from dentelle.territory import load
from dentelle.weaving import intake
from dentelle.weaving.run import weave

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def territory(transactional_db, tmp_path, monkeypatch, settings):
    """A territory whose lists are read, and which is woven, at once and in this process, where the test's database is."""
    cache.clear()
    monkeypatch.setattr("dentelle.weaving.run.Pool", Here)
    monkeypatch.setattr("dentelle.weaving.imports.prepare.Pool", Here)
    settings.TERRITORY = tmp_path / "territory"
    settings.STATE = settings.TERRITORY / "var"
    monkeypatch.setattr("dentelle.weaving.intake.start", lambda folder, token: intake.read(load(folder), token))
    for module in ("sources", "imports"):
        monkeypatch.setattr(f"dentelle.web.workbench.{module}.weave_soon", lambda who: weave(load(settings.TERRITORY)))
    made = Small(settings.TERRITORY)
    made.write("a.txt", INSTITUTE)
    made.weave()
    return made


def signed_in(context, client, address, role="editor"):
    client.force_login(User.objects.create_user(f"{role}@example.org", "threads and knots", name=role, role=role))
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])


def brought(page, address, data, name="members.csv"):
    page.goto(f"{address}/en/workbench/")
    page.locator(".bench").get_by_role("link", name="Lists").click()
    page.get_by_role("link", name="Import a list").click()
    page.get_by_label("The list").set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})
    page.get_by_label("Publisher").fill("The Hive")
    page.get_by_role("button", name="Read").click()


def downloaded(page, name):
    with page.expect_download() as coming:
        page.get_by_role("link", name=name).click()
    return list(csv.reader(io.StringIO(coming.value.path().read_text(encoding="utf-8-sig")), delimiter=";"))


def test_a_clerk_imports_a_dirty_list_of_500_rows_and_every_row_is_accounted_for(page, live_server, territory, client):
    dirty = dirty_list()
    signed_in(page.context, client, live_server.url)
    brought(page, live_server.url, dirty.data)
    expect(page.locator("h1")).to_have_text("What the columns hold")
    expect(page.get_by_label("Raison sociale")).to_have_value("name")
    expect(page.get_by_label("N° SIRET")).to_have_value("siret")
    page.get_by_label("Suivi par").select_option("ignore")
    page.get_by_role("button", name="Compare with the atlas").click()
    expect(page.locator(".accounted")).to_contain_text(f"= {ROWS} rows: every row of the file is accounted for")
    institute = page.locator(".pair", has=page.get_by_role("heading", name="Institut Zolamon", exact=True))
    expect(institute.locator(".side").nth(1)).to_contain_text("Institut Zolamon des Mobilités")
    expect(institute.locator(".side").nth(1)).to_contain_text("1994")
    expect(institute.locator(".why")).to_contain_text("short")
    institute.get_by_label("not the same").check()
    page.locator(".bench").get_by_role("link", name="Left out").click()
    expect(page.get_by_role("row", name="has no name").first).to_be_visible()
    left = page.locator("table.list tbody tr")
    assert left.count() >= ROWS - dirty.planted["record"] - dirty.planted["header"]
    page.locator(".bench").get_by_role("link", name="Perhaps known").click()
    institute.get_by_label("not the same").check()
    page.get_by_role("button", name="Keep my decisions").last.click()
    expect(institute.get_by_label("not the same")).to_be_checked()
    assert not ListImport.objects.exists()
    assert not (territory.folder / "inbox").exists()
    skipped = downloaded(page, "Download the rows left out")
    assert sorted(row[2] for row in skipped[1:]).count("has no name") == dirty.planted["nameless"]
    everything = downloaded(page, "Download all rows")
    assert len(everything) - 1 == ROWS - dirty.planted["header"]
    assert any(f"'{FORMULA}" in row for row in everything)
    assert not any(cell.startswith("=") for row in everything for cell in row)
    page.get_by_role("button", name="Take the list in").click()
    expect(page.locator(".messages").last).to_contain_text("It is in the atlas.")
    expect(page.locator(".accounted")).to_contain_text(f"= {ROWS} rows")
    made = ListImport.objects.get()
    assert sum(made.counts.values()) == ROWS
    names = set(EntityRow.objects.visible().values_list("label", flat=True))
    assert {"Institut Zolamon", "Institut Zolamon des Mobilités"} <= names
    page.locator(".bench").get_by_role("link", name="New").click()
    expect(page.locator("table.list tbody a").first).to_be_visible()
    again = downloaded(page, "Download the rows left out")
    assert again == skipped

    page.get_by_role("link", name="Undo the whole import").click()
    expect(page.locator("h2").first).to_contain_text("facts would lose their last support")
    page.get_by_label("Why").fill("the wrong year")
    page.get_by_role("button", name="Undo the import").click()
    expect(page.locator(".messages").last).to_contain_text("has undone this import")
    assert set(EntityRow.objects.visible().values_list("label", flat=True)) & names < names
    assert not EntityRow.objects.visible().filter(label="Institut Zolamon").exists()
    assert PairJudgement.objects.filter(verdict="different", undone_at=None).count() == 1
    lines = " ".join(AuditLine.objects.values_list("sentence", flat=True))
    assert "editor@example.org undid the import of the list inbox/members.csv – the wrong year" in lines

    brought(page, live_server.url, dirty.data + b"Atelier de plus;;59300;Valenciennes;;;;;\r\n", "members-2.csv")
    expect(page.locator(".messages")).to_contain_text("This is what editor@example.org said")
    expect(page.get_by_label("Suivi par")).to_have_value("ignore")
    page.get_by_role("button", name="Compare with the atlas").click()
    expect(page.locator(".messages", has_text="decided at an earlier import")).to_be_visible()
    expect(institute.get_by_label("not the same")).to_be_checked()
    expect(institute.locator(".why")).to_contain_text("Decided by editor@example.org")


def test_hostile_cells_run_nothing(browser, live_server, territory, client):
    context = browser.new_context()
    signed_in(context, client, live_server.url)
    page = context.new_page()
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    shout = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    rows = [f'"{shout}";Ville', *(f'"{shout} {number}";Denain' for number in range(5)), f'"{"x" * 999_000}";Denain']
    brought(page, live_server.url, ("Nom;Ville;" + shout + "\n" + ";x\n".join(rows) + ";x\n").encode(), '"><img src=x>.csv')
    page.get_by_role("button", name="Compare with the atlas").click()
    expect(page.locator(".accounted")).to_contain_text("= 8 rows")
    page.locator(".bench").get_by_role("link", name="Left out").click()
    expect(page.get_by_role("row", name="too long")).to_have_count(1)
    page.get_by_role("button", name="Take the list in").click()
    expect(page.locator(".messages").last).to_contain_text("It is in the atlas.")
    expect(page.locator("main img, main script")).to_have_count(0)
    context.close()
