"""The pages of the interface, in four languages, and what they let be done by whom."""

import pytest
from kept_offers import WHO, catalogue

from dentelle.atlas.models import User
from dentelle.hub.interface import models, referrals

pytestmark = pytest.mark.django_db
PAGES = (
    "",
    "needs/",
    "needs/?state=closed",
    "needs/add/",
    "offers/",
    "offers/add/",
    "offers/import/",
    "offers/changes/",
    "offers/shown/",
    "gaps/",
)
TEXT = "Nous voulons exporter vers la Belgique, 12 salariés à Denain"


def enter(client, role="editor"):
    client.force_login(User.objects.create_user(WHO, "threads and knots", name="Ada", role=role))


def post(client, path, **given):
    return client.post(f"/en/workbench/interface/{path}", given)


@pytest.mark.parametrize("language", ["fr", "en", "de", "nl"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_in_every_language(client, language, path):
    catalogue()
    enter(client)
    page = client.get(f"/{language}/workbench/interface/{path}")
    assert page.status_code == 200
    assert "style=" not in page.text


def test_readers_see_gaps_and_no_need(client):
    enter(client, "reader")
    assert client.get("/en/workbench/interface/gaps/").status_code == 200
    assert client.get("/en/workbench/interface/needs/").status_code == 403
    assert "/en/workbench/interface/gaps/" in client.get("/en/workbench/").text


def test_a_call_goes_from_need_to_referral(client):
    catalogue()
    enter(client)
    page = post(client, "needs/add/", text=TEXT, firm="Tissages", language="fr")
    assert page.status_code == 302
    need = models.Need.objects.get()
    page = client.get(page["Location"])
    assert "read: “12 salariés” – please confirm" in page.text
    assert "First steps abroad" in page.text
    assert "Denain (59172)" in page.text
    given = {"headcount": "12", "commune": "denain", "wanted_area": "Lille (59350), 59606; D62", "has_company": "yes"}
    assert post(client, f"needs/{need.pk}/facts/", **given).status_code == 302
    need.refresh_from_db()
    assert need.facts == {"headcount": 12.0, "commune": "59172", "wanted_area": ["59350", "59606", "D62"], "has_company": True}
    assert post(client, f"needs/{need.pk}/refer/", offer=["export-loan", "export-course"]).status_code == 302
    assert need.referrals.count() == 2
    one = need.referrals.first()
    assert post(client, f"referrals/{one.pk}/accept/").status_code == 302
    assert post(client, f"referrals/{one.pk}/done/").status_code == 302
    assert post(client, f"referrals/{one.pk}/done/").status_code == 422
    assert post(client, f"needs/{need.pk}/close/", outcome="helped", answer="Merci").status_code == 302
    assert "The firm was helped" in client.get(f"/en/workbench/interface/needs/{need.pk}/").text
    assert post(client, f"needs/{need.pk}/erase/").status_code == 302
    assert "Tissages" not in client.get(f"/en/workbench/interface/needs/{need.pk}/").text


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_cannot_be_sent_is_told_and_the_referral_stays(client, monkeypatch):
    def refused(*_: object) -> None:
        raise OSError

    catalogue()
    enter(client)
    post(client, "needs/add/", text=TEXT)
    need = models.Need.objects.get()
    monkeypatch.setattr("dentelle.hub.interface.views.needs.send_referral", refused)
    assert post(client, f"needs/{need.pk}/refer/", offer=["export-loan"]).status_code == 302
    assert need.referrals.count() == 1
    page = client.get(f"/en/workbench/interface/needs/{need.pk}/")
    assert "The letter to Bank am Fluss could not be sent." in page.text


def test_a_wrong_fact_is_said_on_the_page(client):
    catalogue()
    enter(client)
    post(client, "needs/add/", text=TEXT)
    need = models.Need.objects.get()
    page = post(client, f"needs/{need.pk}/facts/", commune="99999")
    assert page.status_code == 422
    assert "facts.commune" in page.text


def test_a_recipient_answers_by_the_link_alone(client):
    catalogue()
    need = models.Need.objects.create(language="fr", text=TEXT, firm="Tissages", anonymous=True)
    (one,) = referrals.refer(need.pk, [referrals.Choice("export-loan")], who=WHO, send=lambda _: None)
    address = f"/nl/workbench/interface/answer/{referrals.token(one)}/"
    page = client.get(address)
    assert page.status_code == 200
    assert TEXT in page.text
    assert "Tissages" not in page.text
    assert page["Referrer-Policy"] == "same-origin"
    assert client.post(address, {"does": "decline"}).status_code == 422
    assert client.post(address, {"does": "agree"}).status_code == 302
    referrals.agree(one.pk, recipient=False, who=WHO)
    assert "Tissages" in client.get(address).text
    assert client.post(address, {"does": "accept", "words": "<script>"}).status_code == 302
    one.refresh_from_db()
    assert one.state == "accepted"
    assert client.get(f"/nl/workbench/interface/answer/{one.pk}:x:y/").status_code == 404


def test_an_offer_is_made_changed_and_withdrawn(client):
    enter(client)
    given = {
        "family": "funding",
        "language": "fr",
        "title": "Aide",
        "perimeter": "D59, 59606",
        "conditions": "headcount <= 50\nnaf_prefix = 13, 14",
    }
    assert post(client, "offers/add/", **given).status_code == 302
    offer = models.Offer.objects.get()
    assert offer.perimeter == ["D59", "59606"]
    page = client.get(f"/en/workbench/interface/offers/{offer.pk}/")
    assert "naf_prefix in 13, 14" in page.text
    assert post(client, f"offers/{offer.pk}/", **given, does="keep").status_code == 302
    page = post(client, f"offers/{offer.pk}/", **{**given, "conditions": "commune <= 59606"}, does="keep")
    assert page.status_code == 422
    assert post(client, f"offers/{offer.pk}/", does="withdraw").status_code == 302
    offer.refresh_from_db()
    assert offer.withdrawn
