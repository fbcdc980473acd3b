"""“Tell us what is wrong”: for everybody, without a cookie; and the queue of those who answer."""

import re
from datetime import timedelta

import pytest
from django.core import mail, signing
from django.core.cache import cache
from django.utils import timezone

from dentelle.atlas.deciding.settling import open_findings
from dentelle.atlas.models import AuditLine, FindingRow, Identity, Job, Report, User
from dentelle.atlas.reports import receive
from dentelle.weaving import drafts
from dentelle.web import report_limits

pytestmark = pytest.mark.django_db
HOSTILE = '<script>alert(1)</script> {% now "Y" %} \'" %(x)s https://evil.example </textarea>\u202e'


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


@pytest.fixture
def address(town):
    return f"/fr/entity/{town.entities['charles'].identity_id}/report/"


def opened(address, ago=60):
    identity = address.split("/")[3]
    return signing.dumps([identity, timezone.now().timestamp() - ago], salt=report_limits.SALT)


def send(client, address, **fields):
    given = {"text": "Il est mort en 877.", "email": "", "website": "", "stamp": opened(address), **fields}
    return client.post(address, given, headers=fields.pop("headers", {}))


def entered(client, role="editor"):
    client.force_login(User.objects.create_user("anna@example.org", "threads and knots", name="Anna", role=role))


@pytest.mark.parametrize("language", ["fr", "en", "de", "nl"])
def test_every_entity_has_the_form_and_no_reader_gets_a_cookie(client, address, language):
    page = client.get(address.replace("/fr/", f"/{language}/").replace("report/", ""))
    assert f'href="{address.replace("/fr/", f"/{language}/")}"' in page.text
    form = client.get(address.replace("/fr/", f"/{language}/"))
    assert form.status_code == 200
    assert not form.cookies
    assert "180" in form.text
    assert "730" in form.text


def test_what_is_sent_is_kept_without_the_readers_network_address(client, address):
    response = send(client, address, email="lea@example.org")
    assert response.status_code == 302
    thanks = client.get(response["Location"])
    assert "Merci" in thanks.text
    assert not thanks.cookies
    row = Report.objects.get()
    assert (row.text, row.email, row.language, row.state) == ("Il est mort en 877.", "lea@example.org", "fr", "open")
    assert "127.0.0.1" not in str(vars(row))
    assert not any("127.0.0.1" in str(item) for item in cache._cache.items())


def test_programs_are_thanked_and_not_heard(client, address):
    assert send(client, address, website="https://spam.example").status_code == 302
    assert not Report.objects.exists()


@pytest.mark.parametrize("ago", [0, 13 * 3600])
def test_a_form_open_for_no_time_or_too_long_can_be_sent_once_more(client, address, ago):
    response = send(client, address, stamp=opened(address, ago))
    assert response.status_code == 422
    assert "Il est mort en 877." in response.text
    again = re.search(r'name="stamp" value="([^"]+)"', response.text)[1]
    assert signing.loads(again, salt=report_limits.SALT)[0] == address.split("/")[3]
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "stamp", ["", "x", signing.dumps(["another", 1.0], salt=report_limits.SALT)], ids=["none", "letters", "another"]
)
def test_a_stamp_that_is_not_ours_counts_for_nothing(client, address, stamp):
    assert send(client, address, stamp=stamp).status_code == 422
    assert not Report.objects.exists()


def test_a_form_on_another_site_is_refused(client, address):
    assert send(client, address, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not Report.objects.exists()


def test_one_network_address_may_send_ten_a_day(client, address, monkeypatch):
    for number in range(report_limits.A_DAY):
        assert send(client, address, text=f"Remarque {number}").status_code == 302
    refused = send(client, address, text="Une de trop")
    assert refused.status_code == 429
    assert "Une de trop" in refused.text
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(report_limits.timezone, "now", lambda: tomorrow)
    assert send(client, address, text="Demain", stamp=opened(address)).status_code == 302
    assert Report.objects.count() == report_limits.A_DAY + 1


@pytest.mark.parametrize("fields", [{"text": ""}, {"text": "x" * 4001}, {"email": "nobody"}, {"text": "a\x00b"}])
def test_what_is_missing_or_wrong_is_said(client, address, fields):
    response = send(client, address, **fields)
    assert response.status_code == 422
    assert 'class="wrong"' in response.text


def test_an_unknown_entity_has_no_form_and_a_merged_one_leads_on(client, address, town):
    assert client.get("/fr/entity/nobody/report/").status_code == 404
    assert client.get("/fr/entity/nobody/report/thanks/").status_code == 404
    Identity.objects.create(id="merged", kind="person", minted_from="y", redirect_id=address.split("/")[3])
    assert client.get("/fr/entity/merged/report/")["Location"] == address


def test_hostile_text_is_inert_on_every_page(client, address):
    send(client, address, text=HOSTILE, email="lea@example.org")
    entered(client)
    number = Report.objects.get().pk
    for page in ("/fr/workbench/reports/", f"/fr/workbench/reports/{number}/"):
        text = client.get(page).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {% now" in text
        assert 'href="https://evil' not in text


def test_an_answer_is_mailed_with_thanks_in_the_readers_language(client, town):
    identity = town.entities["charles"].identity_id
    row = receive(identity, HOSTILE, email="lea@example.org", language="de")
    entered(client)
    page = client.get(f"/fr/workbench/reports/{row.pk}/")
    assert "Vielen Dank" in page.text
    assert (
        client.post(f"/fr/workbench/reports/{row.pk}/", {"do": "answer", "text": "Danke, <b>korrigiert</b>."}).status_code == 302
    )
    sent = mail.outbox[0]
    assert sent.to == ["lea@example.org"]
    assert "Eine Antwort auf Ihre Meldung" in sent.subject
    assert "<b>korrigiert</b>" in sent.body
    assert HOSTILE.replace("\u202e", "") in sent.body.replace("\u202e", "")
    assert f"/entity/{identity}/" in sent.body
    assert not Report.objects.exclude(email="").exists()
    assert "lea@example.org" not in client.get(f"/fr/workbench/reports/{row.pk}/").text
    assert "anna@example.org" in client.get("/fr/workbench/reports/?state=settled").text


def test_a_report_without_an_address_is_closed_with_a_reason(client, town):
    row = receive(town.entities["charles"].identity_id, "Faux", language="fr")
    entered(client)
    address = f"/fr/workbench/reports/{row.pk}/"
    assert 'value="answer"' not in client.get(address).text
    assert client.post(address, {"do": "answer", "text": "Merci"}).status_code == 422
    assert client.post(address, {"do": "close", "reason": "dull"}).status_code == 422
    assert client.post(address, {"do": "close", "reason": "corrected"}).status_code == 302
    assert Report.objects.get().state == "closed"
    assert client.get("/fr/workbench/reports/999/").status_code == 404


def test_a_mail_that_cannot_be_sent_is_told_and_nothing_is_lost(client, town, settings):
    row = receive(town.entities["charles"].identity_id, "Faux", email="lea@example.org", language="fr")
    entered(client)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    response = client.post(f"/fr/workbench/reports/{row.pk}/", {"do": "answer", "text": "Merci bien"})
    assert response.status_code == 422
    assert "Merci bien" in response.text
    assert Report.objects.get().email == "lea@example.org"


def test_the_queue_asks_few_questions_however_long_it_is(client, town, django_assert_max_num_queries):
    entered(client)
    for number in range(30):
        receive(town.entities["charles"].identity_id, f"Remarque {number}", language="fr")
    with django_assert_max_num_queries(15):
        assert "Page 1" in client.get("/fr/workbench/reports/").text


def test_a_dead_link_stands_on_the_monday_list_until_it_is_settled(client, town):
    metropole = town.entities["metropole"].identity_id
    page = client.get(f"/en/entity/{metropole}/report/").text
    assert '<option value="dead_link">A link is dead</option>' in page
    here = f"/en/entity/{metropole}/report/"
    assert send(client, here, kind="made up").status_code == 422
    assert send(client, here, kind="dead_link", text="The third one answers 404.").status_code == 302
    report = Report.objects.get()
    entered(client)
    FindingRow.objects.all().delete()
    monday = client.get("/en/workbench/monday/").text
    assert "A reader says that a link is dead" in monday
    assert f'<li id="{metropole}">' in monday
    assert f"/en/workbench/reports/{report.pk}/" in monday
    client.post(f"/en/workbench/reports/{report.pk}/", {"do": "kind", "kind": ""})
    assert "a link is dead" not in client.get("/en/workbench/monday/").text
    client.post(f"/en/workbench/reports/{report.pk}/", {"do": "kind", "kind": "dead_link"})
    assert "a link is dead" in client.get("/en/workbench/monday/").text
    assert [line.verb for line in AuditLine.objects.order_by("id")][-2:] == ["sort", "sort"]
    client.post(f"/en/workbench/reports/{report.pk}/", {"do": "close", "reason": "corrected"})
    assert "a link is dead" not in client.get("/en/workbench/monday/").text
    told = client.post(f"/en/workbench/reports/{report.pk}/", {"do": "kind", "kind": "dead_link"}, follow=True)
    assert "settled already" in told.text


def test_an_editor_finds_no_kind_of_their_own(client, town):
    report = receive(town.entities["metropole"].identity_id, "It is gone.", language="en")
    entered(client)
    told = client.post(f"/en/workbench/reports/{report.pk}/", {"do": "kind", "kind": "made up"}, follow=True)
    assert "no kind of report" in told.text
    report.refresh_from_db()
    assert report.kind == ""


def test_the_overview_counts_what_waits_in_few_queries(client, town, django_assert_max_num_queries, settings, tmp_path):
    settings.TERRITORY = tmp_path
    for number in range(3):
        receive(town.entities["metropole"].identity_id, f"{number}", language="en")
        Job.objects.create(kind="weave", who="anna@example.org", once=str(number))
        drafts.make(tmp_path, f"{number}.txt", [b"words"], {}, "anna@example.org")
    entered(client)
    client.get("/en/workbench/")
    with django_assert_max_num_queries(14):
        page = client.get("/en/workbench/").text
    told = dict(re.findall(r"<div><dt>(?:<a[^>]*>)?([^<]*)(?:</a>)?</dt><dd>([^<]*)</dd>", page))
    assert (told["Reports of readers"], told["Waiting documents"], told["Runs"]) == ("3", "3", "3")
    assert told["Findings to look at"] == str(open_findings().count())


def test_the_overview_of_a_reader_counts_only_what_is_theirs(client, town):
    entered(client, "reader")
    page = client.get("/en/workbench/").text
    assert "Findings to look at" in page
    assert '<dt><a href="/en/workbench/reports/' not in page
