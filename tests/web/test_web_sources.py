"""Sources in the workbench: what each contributed, what may be brought, by whom, and what is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from small_territory import INSTITUTE, RIVAL, Here, Small

from dentelle.atlas.models import AuditLine, ClaimJudgement, NotedAddress, Source, User
from dentelle.territory import load
from dentelle.weaving import drafts, intake

WORDS = {"licence": "unknown", "trust": "0.8", "publish": "", "title": "", "publisher": "The Gazette"}
HOSTILE = "<script>alert(1)</script> L'Institut Zolamon des Mobilités a été fondé en 1997 par <b onclick=x>Paul Vasson</b>.\n"


@pytest.fixture
def asked(monkeypatch):
    """How often a weave was asked for."""
    calls = []
    for module in ("sources", "intake"):
        monkeypatch.setattr(f"dentelle.web.workbench.{module}.weave_soon", lambda who: calls.append(1))
    return calls


@pytest.fixture
def small(db, tmp_path, monkeypatch, settings, asked):
    monkeypatch.setattr("dentelle.weaving.run.Pool", Here)
    monkeypatch.setattr("dentelle.weaving.intake.Pool", Here)

    def at_once(territory, token):
        intake.read(load(territory), token)

    monkeypatch.setattr("dentelle.weaving.intake.start", at_once)
    settings.TERRITORY = tmp_path / "territory"
    settings.STATE = settings.TERRITORY / "var"
    made = Small(settings.TERRITORY)
    made.write("a.txt", INSTITUTE)
    made.weave()
    return made


def sign_in(client, role):
    client.force_login(User.objects.create_user(f"{role}@example.org", "threads and knots", name=role, role=role))


def at(name, *arguments):
    with translation.override("en"):
        return reverse(f"workbench:{name}", args=arguments)


def add(client, *files, **words):
    uploads = [SimpleUploadedFile(name, text.encode()) for name, text in files]
    return client.post(at("source-add"), {**WORDS, "files": uploads, **words}, follow=True)


def only(small):
    [draft] = drafts.every(small.folder)
    return draft


def test_a_clerk_who_uploads_what_is_there_is_told(client, small):
    sign_in(client, "contributor")
    page = add(client, ("copy of it.txt", INSTITUTE)).content.decode()
    assert "copy-of-it.txt is here already, as texts/a.txt" in page
    assert not drafts.every(small.folder)
    page = add(client, ("edited.txt", INSTITUTE + "Plus.")).content.decode()
    assert "Much of it stands in a source that is here already" in page


def test_hostile_names_and_words_are_inert(client, small, asked):
    sign_in(client, "editor")
    response = add(client, ("../..\\<img src=x onerror=alert(1)>.txt", HOSTILE), publisher='<i>"x"\n[[sources]]')
    page = response.content.decode()
    assert "<img src=x" not in page
    assert "<script>alert" not in page
    assert "<b onclick" not in page
    draft = only(small)
    client.post(at("draft", draft.token), {"action": "take"})
    assert asked
    [path] = (small.folder / "inbox").iterdir()
    assert path.read_text(encoding="utf-8") == HOSTILE
    assert load(small.folder).rule_for(f"inbox/{path.name}").publisher == '<i>"x" [[sources]]'
    small.weave()
    page = client.get(at("sources")).content.decode()
    assert "<i>" not in page


def test_decisions_one_by_one_and_all_of_a_kind(client, small):
    sign_in(client, "editor")
    add(client, ("article.txt", RIVAL))
    draft = only(small)
    here = at("draft", draft.token)
    client.post(here, {"action": "accept kind confirmed"})
    page = client.get(here).content.decode()
    assert "The atlas says otherwise" in page
    year = next(key for key in (line.split('"')[0] for line in page.split('name="d-')[1:]) if f'name="v-{key}"' in page)
    wrong = client.post(here, {f"d-{year}": "correct", f"v-{year}": "", "action": "save"}, follow=True)
    assert "Write what is right" in wrong.content.decode()
    client.post(here, {f"d-{year}": "reject", "action": "take"})
    assert set(ClaimJudgement.objects.values_list("verdict", flat=True)) == {"accept", "reject"}


def test_a_contributor_adds_but_does_not_decide(client, small):
    sign_in(client, "contributor")
    add(client, ("article.txt", RIVAL))
    draft = only(small)
    page = client.get(at("draft", draft.token)).content.decode()
    assert 'type="radio"' not in page
    client.post(at("draft", draft.token), {"action": "reject kind confirmed"})
    assert not only(small).decisions
    client.post(at("intake"), {"token": [draft.token]})
    assert (small.folder / "inbox" / "article.txt").exists()
    assert not ClaimJudgement.objects.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"date": "someday"}, "This is no date"),
        ({"url": "javascript:alert(1)"}, "This is no address of a page"),
        ({"trust": "7"}, "less than or equal to 1"),
        ({"licence": "made up"}, "not one of the available choices"),
        ({"text": "Some words."}, "Give the text a title"),
        ({}, "give the address of a source to come"),
    ],
)
def test_what_is_wrong_is_said(client, small, words, said):
    sign_in(client, "editor")
    response = client.post(at("source-add"), {**WORDS, **words})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not drafts.every(small.folder)


def test_a_file_that_is_too_large_is_refused_with_the_limit(client, small, settings):
    settings.UPLOAD_BYTES = 2048
    sign_in(client, "editor")
    response = add(client, ("big.txt", "x" * 3000), ("small.txt", RIVAL))
    assert response.status_code == 422
    assert "big.txt is larger than 2.0" in response.content.decode()
    assert not drafts.every(small.folder)


def test_a_pasted_text_becomes_a_source_with_its_address(client, small):
    sign_in(client, "editor")
    client.post(at("source-add"), {**WORDS, "title": "A. word", "text": RIVAL, "url": "https://example.org/a"})
    client.post(at("draft", only(small).token), {"action": "take"})
    small.weave()
    source = Source.objects.get(path="inbox/A-word.txt")
    assert (source.title, source.url, source.publisher) == ("A. word", "https://example.org/a", "The Gazette")


def test_an_empty_file_and_one_that_cannot_be_read(client, small):
    sign_in(client, "editor")
    assert "empty.txt is empty" in add(client, ("empty.txt", "")).content.decode()
    page = add(client, ("picture.pdf", "%!PS-Adobe-3.0")).content.decode()
    assert "It cannot be read" in page
    client.post(at("draft-discard", only(small).token))
    assert not drafts.every(small.folder)


def test_what_is_declared_is_changed_and_told_what_each_contributed(client, small, asked):
    sign_in(client, "editor")
    source = Source.objects.get()
    page = client.get(at("sources")).content.decode()
    assert "texts/a.txt" in page
    answer = client.post(at("source", source.id), {**WORDS, "publisher": "The new town", "publish": "none", "trust": "0.7"})
    assert answer.status_code == 302, answer.content.decode()
    assert asked
    small.weave()
    source.refresh_from_db()
    assert (source.publisher, source.publish, source.trust) == ("The new town", "none", 0.7)


def test_retiring_shows_beforehand_what_goes_and_is_undone(client, small, asked):
    sign_in(client, "steward")
    source = Source.objects.get()
    page = client.get(at("source-retire", source.id)).content.decode()
    assert "would lose" in page
    assert "1994" in page
    client.post(at("source-retire", source.id), {"why": "withdrawn"})
    small.weave()
    page = client.get(at("sources")).content.decode()
    assert "withdrawn" in page
    client.post(at("source-back", source.id))
    small.weave()
    assert Source.objects.get().present
    assert len(asked) == 2


def test_the_page_of_sources_asks_no_more_for_more_sources(client, small, django_assert_max_num_queries):
    sign_in(client, "reader")
    for number in range(8):
        small.write(f"n{number}.txt", RIVAL.replace("Zolamon", f"Dur{number}lin"))
    small.weave()
    with django_assert_max_num_queries(12):
        client.get(at("sources"))


def test_an_address_alone_is_noted_until_its_text_is_there(client, small, asked):
    sign_in(client, "contributor")
    words = {**WORDS, "url": "https://example.org/a?x=1&y=<2>", "title": "<b>A report</b>", "date": "2019", "trust": "0.7"}
    assert client.post(at("source-add"), words).status_code == 422  # the address is none
    words["url"] = "https://example.org/a?x=1&y=2"
    page = client.post(at("source-add"), words, follow=True).content.decode()
    assert "Noted, no text yet" in page
    assert "&lt;b&gt;A report&lt;/b&gt;" in page
    assert "The Gazette" in page
    assert "noted already" in client.post(at("source-add"), words, follow=True).content.decode()
    row = NotedAddress.objects.get()
    assert AuditLine.objects.get(verb="note_address").sentence.endswith("https://example.org/a?x=1&y=2 as a source to come")
    assert not drafts.every(small.folder)
    assert not asked

    page = client.get(at("source-add"), {"noted": row.id}).content.decode()
    assert 'value="https://example.org/a?x=1&amp;y=2"' in page
    assert 'value="2019"' in page
    add(client, ("article.txt", RIVAL), **{**words, "title": "A report"})
    client.post(at("draft", only(small).token), {"action": "take"})
    small.weave()
    assert Source.objects.get(path="inbox/article.txt").trust == 0.7
    assert "Noted, no text yet" not in client.get(at("sources")).content.decode()


def test_a_noted_address_is_dropped(client, small):
    sign_in(client, "contributor")
    client.post(at("source-add"), {**WORDS, "url": "https://example.org/a"})
    row = NotedAddress.objects.get()
    page = client.post(at("noted-drop", row.id), follow=True).content.decode()
    assert "The address is no longer noted" in page
    assert not NotedAddress.objects.exists()
    assert AuditLine.objects.filter(verb="drop_address", object=row.id).exists()
    client.post(at("noted-drop", row.id))
    assert AuditLine.objects.filter(verb="drop_address").count() == 1
