"""From an article to accepted facts, and what is done with documents that are here already."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect
from small_territory import INSTITUTE, Here, Small

from dentelle.atlas.models import EntityRow, Source, User
from dentelle.territory import load
from dentelle.weaving import drafts, intake
from dentelle.weaving.run import weave

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ARTICLE = """L'Institut Zolamon des Mobilités a été fondé en 1997. L'Institut Zolamon des Mobilités est situé à Valenciennes.
L'École Durelin du Verre est située à Douai. Elle a été fondée en 1911.
"""


@pytest.fixture
def territory(transactional_db, tmp_path, monkeypatch, settings):
    """A territory whose drafts are read, and which is woven, at once and in this process, where the test's database is."""
    cache.clear()
    monkeypatch.setattr("dentelle.weaving.run.Pool", Here)
    monkeypatch.setattr("dentelle.weaving.intake.Pool", Here)
    settings.TERRITORY = tmp_path / "territory"
    settings.STATE = settings.TERRITORY / "var"
    monkeypatch.setattr("dentelle.weaving.intake.start", lambda folder, token: intake.read(load(folder), token))
    for module in ("sources", "intake"):
        monkeypatch.setattr(f"dentelle.web.workbench.{module}.weave_soon", lambda who: weave(load(settings.TERRITORY)))
    made = Small(settings.TERRITORY)
    made.write("a.txt", INSTITUTE)
    made.weave()
    return made


def signed_in(context, client, address, role):
    client.force_login(User.objects.create_user(f"{role}@example.org", "threads and knots", name=role, role=role))
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])


def upload(page, name, text):
    page.get_by_label("Files").set_input_files({"name": name, "mimeType": "text/plain", "buffer": text.encode()})


def test_an_editor_takes_an_article_from_upload_to_accepted_facts(page, live_server, territory, client):
    signed_in(page.context, client, live_server.url, "editor")
    page.goto(f"{live_server.url}/en/workbench/")
    page.locator(".bench").get_by_role("link", name="Sources").click()
    page.get_by_role("link", name="Add documents").click()
    upload(page, "article.txt", ARTICLE)
    page.get_by_label("Publisher").fill("The Gazette")
    page.get_by_role("button", name="Read").click()
    expect(page.locator("h2", has_text="New actors")).to_be_visible()
    expect(page.locator(".rivals", has_text="The atlas says otherwise")).to_contain_text("1994")
    expect(page.locator("section", has=page.locator("h2", has_text="New facts")).locator("q").first).to_contain_text("Durelin")
    page.locator("li.change", has=page.locator(".rivals")).get_by_label("reject").check()
    page.locator("section", has=page.locator("h2", has_text="New facts")).get_by_role("button", name="Accept all").click()
    expect(page.locator("li.change", has=page.locator(".rivals")).get_by_label("reject")).to_be_checked()
    assert not Source.objects.filter(path="inbox/article.txt").exists()
    page.get_by_role("button", name="Take it in").click()
    expect(page.locator(".messages").last).to_contain_text("It is in the atlas.")
    school = EntityRow.objects.visible().get(label="École Durelin du Verre")
    page.goto(f"{live_server.url}/en/entity/{school.identity_id}/")
    fact = page.locator(".fact", has=page.locator(".value", has_text="1911"))
    expect(fact).to_be_visible()
    fact.locator("summary").first.click()
    expect(fact.locator("q").first).to_have_text("Elle a été fondée en 1911.")
    town = EntityRow.objects.visible().get(label="Institut Zolamon des Mobilités")
    page.goto(f"{live_server.url}/en/entity/{town.identity_id}/")
    expect(page.locator(".value", has_text="1997")).to_have_count(0)
    expect(page.locator(".value", has_text="1994")).to_have_count(1)


def test_a_clerk_who_adds_what_is_here_is_told(page, live_server, territory, client):
    signed_in(page.context, client, live_server.url, "contributor")
    page.goto(f"{live_server.url}/en/workbench/sources/add/")
    upload(page, "the same.txt", INSTITUTE)
    page.get_by_role("button", name="Read").click()
    expect(page.locator(".messages")).to_contain_text("the-same.txt is here already, as texts/a.txt")
    assert not drafts.every(territory.folder)


def test_hostile_names_and_words_run_nothing(browser, live_server, territory, client):
    context = browser.new_context()
    signed_in(context, client, live_server.url, "editor")
    page = context.new_page()
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    page.goto(f"{live_server.url}/en/workbench/sources/add/")
    words = "<script>alert(1)</script><img src=x onerror=alert(2)> " + ARTICLE
    upload(page, '"><img src=x onerror=alert(3)>.txt', words)
    page.get_by_label("Publisher").fill("<script>alert(4)</script>")
    page.get_by_role("button", name="Read").click()
    expect(page.locator("h2", has_text="New facts")).to_be_visible()
    page.get_by_role("button", name="Take it in").click()
    page.goto(f"{live_server.url}/en/workbench/sources/")
    expect(page.locator("main img, main script")).to_have_count(0)
    context.close()


DROP = """([where, ...names]) => {
  const held = new DataTransfer();
  for (const name of names) held.items.add(new File(["Words of " + name], name, { type: "text/plain" }));
  const target = document.querySelector(where);
  for (const kind of ["dragenter", "dragover", "drop"])
    target.dispatchEvent(new DragEvent(kind, { dataTransfer: held, bubbles: true, cancelable: true }));
}"""


def test_files_dropped_on_the_form_are_chosen_and_told(browser, live_server, territory, client):
    context = browser.new_context()
    page = context.new_page()
    signed_in(context, client, live_server.url, "contributor")
    page.goto(f"{live_server.url}/en/workbench/sources/add/")
    told, field = page.locator("#dropping").get_by_role("status"), page.get_by_label("Files")
    names = "document.querySelector('input[type=file]').files.length"
    page.evaluate("""() => {
      const held = new DataTransfer();
      held.items.add(new File(["x"], "x.txt"));
      document.querySelector("#dropping label").dispatchEvent(new DragEvent("dragenter", { dataTransfer: held, bubbles: true }));
    }""")
    expect(told).to_have_text("Let go, and the files are chosen.")
    expect(page.locator("form.over")).to_be_visible()
    page.evaluate(DROP, ["#id_text", "one.txt", "two.txt"])
    expect(told).to_have_text("Chosen: one.txt, two.txt")
    expect(page.locator("form.over")).to_have_count(0)
    page.evaluate(DROP, ["#id_publisher", "three.txt"])
    page.wait_for_function(f"{names} === 3")
    field.set_input_files([])
    expect(told).to_have_text("")
    page.evaluate(DROP, ["#dropping", "article.txt"])
    page.get_by_role("button", name="Read").click()
    page.wait_for_url("**/workbench/intake/*/")
    context.close()
    assert [draft.name for draft in drafts.every(territory.folder)] == ["article.txt"]
