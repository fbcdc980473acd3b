"""From a call to the letter: who applies without an account, who judges what, and what is forgotten."""

import io
import re
import zipfile
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from full_house import WHO

from dentelle.atlas.models import AuditLine, User
from dentelle.atlas.privacy import retention
from dentelle.errors import IncubatorError
from dentelle.hub.incubator import aid, applications, calls, decisions, jury, places
from dentelle.hub.incubator.attachments import kind_of
from dentelle.hub.incubator.invoices import Price
from dentelle.hub.incubator.models import Application, Attachment, Ballot, Call, Firm, Stay, Wait
from dentelle.hub.incubator.occupancy import Terms
from dentelle.web import report_limits

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"
WRITTEN = {
    "name": "Klosdraad",
    "person": "Tine Peeters",
    "email": "tine@example.org",
    "project": "Kantklossen met robots.",
    "desks": "2",
}


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(report_limits, "TOO_QUICK", 0)
    cache.clear()


@pytest.fixture
def call():
    today = timezone.localdate()
    titles = {"fr": "Appel d’hiver", "nl": "Winteroproep"}
    made = calls.keep_call(
        None, titles, {"nl": "Wie zoekt een plek?"}, today, today + timedelta(days=30), places=2, scale=5, who=WHO
    )
    for name, weight in (("Idee", 3), ("Team", 1)):
        calls.add_criterion(made.pk, {"nl": name}, weight, who=WHO)
    return made


def account(email, role="reader"):
    return User.objects.create_user(email, "threads and knots", name=email.partition("@")[0].title(), role=role)


def send(client, call, language="nl", do="send", **other):
    address = f"/{language}/apply/{call.pk}/"
    stamped = re.search(r'name="stamp" value="([^"]+)"', client.get(address).text)[1]
    return client.post(address, {**WRITTEN, "stamp": stamped, "do": do, **other})


def test_a_founder_without_a_company_applies_in_dutch(client, call):
    page = send(client, call, files=io.BytesIO(PDF))
    assert page.status_code == 302, page.text
    row = Application.objects.get()
    assert (row.state, row.language, row.has_company, row.desks) == ("sent", "nl", False, 2)
    assert row.attachments.get().kind == "pdf"
    assert mail.outbox[0].to == ["tine@example.org"]
    link = re.search(r"/apply/mine/([^/\s]+)/", mail.outbox[0].body)[1]  # signed with the second in which it was made
    assert applications.by_link(link) == row
    assert "Tine" not in mail.outbox[0].body
    shown = client.get(page["Location"])
    assert "Winteroproep" in shown.text
    assert "sessionid" not in shown.cookies
    assert not AuditLine.objects.filter(sentence__icontains="tine").exists()


def test_a_draft_goes_on_behind_its_link_and_is_sent_opened_and_taken_back(client, call):
    page = send(client, call, do="keep", project="")
    row = Application.objects.get()
    link = page["Location"].partition("?")[0]
    stamped = re.search(r'name="stamp" value="([^"]+)"', client.get(link).text)[1]
    given = {**WRITTEN, "stamp": stamped}
    assert client.post(link, {**given, "project": "", "do": "send"}).status_code == 422
    row.refresh_from_db()
    assert row.state == "draft"
    client.post(link, {**given, "do": "send", "files": io.BytesIO(b"MZ no document")})
    row.refresh_from_db()
    assert row.state == "draft"  # a file that is none of those that are taken
    client.post(link, {**given, "do": "send", "files": io.BytesIO(PDF)})
    row.refresh_from_db()
    assert row.state == "sent"
    client.post(link, {"do": "reopen"})
    client.post(link, {**given, "do": f"drop-{row.attachments.get().pk}"})
    assert not Attachment.objects.exists()
    client.post(link, {"do": "take-back"})
    row.refresh_from_db()
    assert (row.state, row.email) == ("taken_back", "")
    assert client.get(link).status_code == 404
    assert client.get(link[:-2] + "x/").status_code == 404


def test_what_programs_send_is_not_kept(client, call, monkeypatch):
    assert send(client, call, website="http://spam.example").status_code == 302
    assert client.post(f"/nl/apply/{call.pk}/", {**WRITTEN, "stamp": "forged", "do": "send"}).status_code == 422
    assert not Application.objects.exists()
    assert client.post(f"/nl/apply/{call.pk}/", WRITTEN, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    monkeypatch.setattr(report_limits, "A_DAY", 0)
    assert send(client, call).status_code == 429


def test_files_are_told_by_their_content_and_limited(client, call, settings):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert kind_of(packed.getvalue()) == "docx"
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("word/vbaProject.bin", "x")
    assert [kind_of(content) for content in (packed.getvalue(), b"<script>", b"PK\x03\x04", b"")] == [""] * 4
    send(client, call, do="keep")
    row = Application.objects.get()
    for number in range(applications.MOST_FILES):
        applications.attach(row.pk, f"../{number}.pdf", PDF)
    assert "/" not in row.attachments.first().name
    with pytest.raises(IncubatorError):
        applications.attach(row.pk, "6.pdf", PDF)
    settings.APPLICATION_FILE_BYTES = 10
    with pytest.raises(IncubatorError):
        applications.attach(row.pk, "large.pdf", PDF)


def test_a_closed_call_takes_nothing(client, call):
    stamped = re.search(r'name="stamp" value="([^"]+)"', client.get(f"/nl/apply/{call.pk}/").text)[1]
    Call.objects.update(opens=timezone.localdate() - timedelta(days=2), closes=timezone.localdate())
    assert 'class="sheet"' not in client.post(f"/nl/apply/{call.pk}/", {**WRITTEN, "stamp": stamped, "do": "send"}).text
    assert not Application.objects.exists()
    assert "Winteroproep" not in client.get("/nl/apply/").text


@pytest.fixture
def sent(client, call):
    for name in ("Klosdraad", "Weefgoed"):
        send(client, call, name=name, files=io.BytesIO(PDF))
    return list(Application.objects.order_by("pk"))


@pytest.fixture
def panel(call):
    return [calls.add_juror(call.pk, account(f"{name}@example.org").pk, who=WHO) for name in ("ann", "bob", "cas")]


def test_a_juror_declares_before_seeing_and_one_with_a_conflict_sees_nothing(client, call, sent, panel):
    address = f"/en/workbench/incubator/calls/{call.pk}/judge/{sent[0].pk}/"
    file = f"/en/workbench/incubator/applications/{sent[0].pk}/files/{sent[0].attachments.get().pk}/"
    client.force_login(panel[0].user)
    page = client.get(address).text
    assert "Tine Peeters" in page
    assert "Kantklossen" not in page
    assert client.get(file).status_code == 404
    client.post(address, {"do": "free"})
    assert "Kantklossen" in client.get(address).text
    assert "tine@example.org" not in client.get(address).text
    assert "Shown(" not in client.get(address).text  # what the page is given says nothing to the search in its head
    answer = client.get(file)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    client.force_login(panel[1].user)
    client.post(address, {"do": "conflict", "why": "my sister"})
    assert "Kantklossen" not in client.get(address).text
    assert client.get(file).status_code == 404
    with pytest.raises(IncubatorError):
        jury.score(sent[0].pk, panel[1], {one.pk: 5 for one in call.criteria.all()})
    with pytest.raises(IncubatorError):
        jury.declare(sent[0].pk, panel[1], conflict=False)
    client.force_login(account("stranger@example.org"))
    assert client.get(address).status_code == 404
    assert client.get(file).status_code == 404


def test_nobody_sees_the_others_scores_before_their_own(client, call, sent, panel):
    first, second = call.criteria.order_by("place")
    for juror in panel[:2]:
        jury.declare(sent[0].pk, juror, conflict=False)
    jury.score(sent[0].pk, panel[0], {first.pk: 5, second.pk: 1})
    address = f"/en/workbench/incubator/calls/{call.pk}/judge/{sent[0].pk}/"
    client.force_login(panel[1].user)
    assert "ann@example.org" not in client.get(address).text
    client.post(address, {"do": "score", f"score-{first.pk}": "3"})
    assert "ann@example.org" not in client.get(address).text  # one criterion has no score yet
    client.post(address, {"do": "score", f"score-{first.pk}": "3", f"score-{second.pk}": "3"})
    assert "ann@example.org: 4" in client.get(address).text
    with pytest.raises(IncubatorError):
        jury.score(sent[0].pk, panel[0], {first.pk: 6})


def test_the_ranking_tells_means_spread_and_what_is_missing_and_binds_managers_on_the_jury(client, call, sent, panel):
    first, second = call.criteria.order_by("place")
    boss = calls.add_juror(call.pk, account("boss@example.org", "editor").pk, who=WHO)
    for juror, values in zip(panel, ((5, 1), (3, 3)), strict=False):
        jury.declare(sent[1].pk, juror, conflict=False)
        jury.score(sent[1].pk, juror, dict(zip((first.pk, second.pk), values, strict=True)))
    address = f"/en/workbench/incubator/calls/{call.pk}/"
    client.force_login(boss.user)
    page = client.get(address).text
    assert "shown when you have scored it" in page
    assert "3.50" not in page
    assert client.get(f"/en/workbench/incubator/applications/{sent[1].pk}/").status_code == 404
    client.force_login(account(WHO, "editor"))
    page = client.get(address).text
    assert "3.50" in page
    assert "0.50" in page
    assert "cas@example.org, boss@example.org" in page
    assert page.index("Weefgoed") < page.index("Klosdraad")
    with pytest.raises(IncubatorError):
        calls.add_criterion(call.pk, {"en": "Late"}, 1, who=WHO)


def test_an_admitted_one_is_a_firm_that_waits_or_has_a_room_without_retyping(client, call, sent, house):
    Application.objects.filter(pk=sent[0].pk).update(activity="robots", siren="404833048", has_company=True)
    row = decisions.decide(sent[0].pk, "admitted", "", who=WHO)
    assert (row.firm.name, row.firm.activity, row.firm.siren) == ("Klosdraad", "robots", "404833048")
    assert Wait.objects.get(firm=row.firm, state="waiting").desks == 2
    day = timezone.localdate()
    Stay.objects.filter(room=house.rooms[0]).delete()
    row = decisions.decide(sent[1].pk, "admitted", "", who=WHO, place=decisions.Place(house.rooms[0].pk, day))
    assert Stay.objects.get(firm__name="Weefgoed").room_id == house.rooms[0].pk
    with pytest.raises(IncubatorError):
        decisions.decide(sent[1].pk, "refused", "no", who=WHO)


def test_a_known_firm_goes_on_as_itself(call, sent, house):
    firm = Firm.objects.get(name="Guipure")  # it left in 2024
    Application.objects.filter(pk=sent[0].pk).update(name="GUIPURE")
    assert decisions.decide(sent[0].pk, "listed", "", who=WHO).firm == firm


def test_the_decision_page_warns_and_the_letter_is_in_the_applicants_language(client, call, sent, house):
    client.force_login(account(WHO, "editor"))
    address = f"/en/workbench/incubator/applications/{sent[0].pk}/"
    page = client.get(address)
    assert "De minimis aid, in Room 01" in page.text
    assert client.post(address, {"verdict": "refused", "reason": ""}).status_code == 422
    answer = client.post(address, {"verdict": "refused", "reason": "Het plan voor de verkoop ontbreekt."})
    assert answer["Location"].endswith("/letter/")
    page = client.get(answer["Location"]).text
    assert "Geachte Tine Peeters" in page
    assert "Het plan voor de verkoop ontbreekt." in page
    mail.outbox.clear()
    text = {"subject": "Uw aanvraag", "text": "Geachte Tine Peeters, …"}
    assert client.post(answer["Location"], text).status_code == 302
    assert mail.outbox[0].to == ["tine@example.org"]
    assert client.post(answer["Location"], text).status_code == 422  # once
    assert Application.objects.get(pk=sent[0].pk).letter == text["text"]


def test_a_room_that_passes_the_ceiling_of_small_aid_is_confirmed_as_for_any_stay(client, call, sent, house):
    since = timezone.localdate() + timedelta(days=30)
    room = places.add_room(
        "Rives", "Les Métiers", "Room 12", Terms(since, Decimal(30), 4), who=WHO, price=Price(since, Decimal(5), "area")
    )
    aid.set_market_rent(room.pk, Price(since, Decimal(20), "area"), "Survey", who=WHO)
    firm = Firm.objects.get(name="Pixelune")
    aid.grant(firm.pk, "declared", timezone.localdate(), "Region", who=WHO, amount=Decimal(299_000))
    Application.objects.filter(pk=sent[0].pk).update(name="Pixelune")
    client.force_login(account(WHO, "editor"))
    address = f"/en/workbench/incubator/applications/{sent[0].pk}/"
    given = {"verdict": "admitted", "reason": "", "room": str(room.pk), "since": since.isoformat(), "last": ""}
    page = client.post(address, given)
    assert page.status_code == 422
    assert "Book nevertheless" in page.text
    assert not Stay.objects.filter(room=room).exists()
    assert Application.objects.get(pk=sent[0].pk).state == "sent"
    assert client.post(address, {**given, "nevertheless": "1"}).status_code == 302
    assert Stay.objects.get(room=room).firm == firm


def test_refused_applications_and_old_drafts_are_forgotten(client, call, sent, panel, settings):
    jury.declare(sent[0].pk, panel[0], conflict=True, why="my sister")
    decisions.decide(sent[0].pk, "refused", "Too early.", who=WHO)
    decisions.decide(sent[1].pk, "listed", "", who=WHO)
    now = timezone.now()
    assert retention.apply(now=now + timedelta(days=settings.APPLICATION_DAYS - 1))["applications"] == 0
    assert retention.apply(write=False, now=now + timedelta(days=settings.APPLICATION_DAYS + 1))["applications"] == 1
    assert retention.apply(now=now + timedelta(days=settings.APPLICATION_DAYS + 1))["applications"] == 1
    row = Application.objects.get(pk=sent[0].pk)
    assert (row.name, row.person, row.email, row.project, row.reason) == ("", "", "", "", "")
    assert not row.attachments.exists()
    assert Ballot.objects.get().why == ""
    assert Application.objects.get(pk=sent[1].pk).person == "Tine Peeters"
    send(client, call, do="keep")
    assert retention.apply(now=now + timedelta(days=settings.APPLICATION_DAYS + 40))["applications"] == 1
    client.force_login(account(WHO, "editor"))
    assert client.get(f"/en/workbench/incubator/calls/{call.pk}/").status_code == 200
    assert client.post(f"/en/workbench/incubator/applications/{sent[1].pk}/erase/").status_code == 302
    assert Application.objects.get(pk=sent[1].pk).person == ""


@pytest.mark.parametrize("language", ["fr", "en", "de", "nl"])
def test_every_page_opens_in_every_language(client, call, sent, panel, language):
    public = [f"/{language}/apply/", f"/{language}/apply/{call.pk}/", f"/{language}/apply/taken-back/"]
    public.append(f"/{language}/apply/mine/{applications.link_of(sent[0])}/")
    decisions.decide(sent[1].pk, "admitted", "", who=WHO)
    calls.add_juror(call.pk, account(WHO, "editor").pk, who=WHO)
    client.force_login(User.objects.get(email=WHO))
    root = f"/{language}/workbench/incubator"
    inside = [f"{root}/calls/", f"{root}/calls/add/", f"{root}/calls/{call.pk}/", f"{root}/calls/{call.pk}/change/"]
    inside += [f"{root}/calls/{call.pk}/judge/", f"{root}/calls/{call.pk}/judge/{sent[0].pk}/"]
    inside += [f"{root}/applications/{sent[1].pk}/", f"{root}/applications/{sent[1].pk}/letter/"]
    for address in (*public, *inside):
        page = client.get(address)
        assert page.status_code == 200, address
        assert "style=" not in page.text


def test_a_call_is_made_changed_and_given_a_jury_on_its_pages(client, db):
    client.force_login(account(WHO, "editor"))
    given = {"opens": "2026-11-01", "last": "2026-12-31", "places": "2", "scale": "5", "title_de": "Ausschreibung"}
    root = "/en/workbench/incubator/calls/"
    assert client.post(f"{root}add/", {**given, "title_de": ""}).status_code == 422
    made = client.post(f"{root}add/", given)
    call = Call.objects.get()
    assert made["Location"] == f"{root}{call.pk}/"
    assert call.closes.isoformat() == "2027-01-01"
    address = f"{root}{call.pk}/"
    assert client.post(address, {"part": "criterion", "criterion-weight": "2", "criterion-title_de": "Idee"}).status_code == 302
    assert client.post(address, {"part": "juror", "juror-user": User.objects.get().pk}).status_code == 302
    client.post(f"{address}remove/", {"criterion": call.criteria.get().pk})
    client.post(f"{address}remove/", {"juror": call.jurors.get().pk})
    assert not call.criteria.exists()
    assert not call.jurors.exists()
    assert client.post(f"{address}change/", {**given, "scale": "9"}).status_code == 302
    assert Decimal(Call.objects.get().scale) == 9
