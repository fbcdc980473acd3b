"""Needs and referrals as they are kept."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from kept_offers import OFFERS, WHO, catalogue

from dentelle.atlas import jobs
from dentelle.atlas.models import AuditLine
from dentelle.atlas.privacy import retention
from dentelle.errors import InterfaceError
from dentelle.hub.interface import catalogue as offers
from dentelle.hub.interface import models, needs, offer_import, referrals
from dentelle.hub.interface.jobs import remind_due
from dentelle.hub.interface.letters import send_referral
from dentelle.hub.interface.queries.exposure import exposures
from dentelle.hub.interface.queries.gap_map import gap_map

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
EXPORT = "Premier export vers la Belgique pour notre équipe : 54 salariés à Denain."


def nothing(_: models.Referral) -> None:
    """A letter that nobody reads."""


@pytest.fixture
def stated():
    catalogue()
    return needs.state(EXPORT, who=WHO, contact=needs.Contact("Tissages du Nord", "Ana Lis", "ana@example.org", anonymous=True))


def by_offer(need: models.Need) -> dict:
    return {answer.offer.id: answer for answer in needs.answers_to(need, TODAY)}


def test_what_is_heard_counts_only_once_it_is_confirmed(stated):
    assert stated.read["headcount"] == [54, "54 salariés"]
    assert stated.facts == {}
    assert by_offer(stated)["export-loan"].verdict == "unknown"
    confirmed = needs.confirm(stated.pk, {"headcount": 54, "commune": "59172"}, who=WHO)
    assert confirmed.read == {}
    found = by_offer(confirmed)
    assert found["export-loan"].verdict == "no"
    assert found["export-loan"].failed == ("headcount",)
    assert found["export-course"].verdict == "yes"


def test_a_fact_that_cannot_be_is_refused_and_changes_nothing(stated):
    with pytest.raises(InterfaceError, match="commune"):
        needs.confirm(stated.pk, {"commune": "99999"}, who=WHO)
    stated.refresh_from_db()
    assert stated.read
    with pytest.raises(InterfaceError):
        needs.state("  ", who=WHO)


def test_an_offer_of_another_job_of_the_hub_is_matched_too(stated, monkeypatch):
    room = offers._term(models.Offer.objects.get(key="workshop"))
    monkeypatch.setattr(offers, "SUPPLIERS", [lambda day: [type(room)("room-7", "premises", "fr", f"Salle libre le {day}")]])
    assert "room-7" in by_offer(stated)


def test_a_changed_offer_is_matched_as_it_is_now(stated):
    offers.keep({**OFFERS[1], "conditions": []}, who=WHO, key="export-loan")
    assert by_offer(stated)["export-loan"].verdict == "unknown"  # of the perimeter alone
    offers.withdraw(models.Offer.objects.get(key="export-loan").pk, who=WHO)
    assert "export-loan" not in by_offer(stated)


def test_at_most_three_are_asked_each_once(stated):
    referrals.refer(stated.pk, [referrals.Choice("export-loan"), referrals.Choice("export-course")], who=WHO, send=nothing)
    with pytest.raises(InterfaceError, match="asked already"):
        referrals.refer(stated.pk, [referrals.Choice("export-loan")], who=WHO, send=nothing)
    with pytest.raises(InterfaceError, match="At most 3"):
        referrals.refer(stated.pk, [referrals.Choice(recipient="A"), referrals.Choice(recipient="B")], who=WHO, send=nothing)
    with pytest.raises(InterfaceError):
        referrals.refer(stated.pk, [], who=WHO, send=nothing)
    assert stated.referrals.count() == 2


def test_one_answer_for_each_recipient_and_a_hand_over_keeps_the_chain(stated):
    one, two = referrals.refer(
        stated.pk, [referrals.Choice(recipient="A"), referrals.Choice(recipient="B")], who=WHO, send=nothing
    )
    with pytest.raises(InterfaceError, match="why not"):
        referrals.answer(one.pk, accepts=False, who="A")
    referrals.answer(one.pk, accepts=False, who="A", reason="not_ours")
    with pytest.raises(InterfaceError, match="answered already"):
        referrals.answer(one.pk, accepts=True, who="A")
    over = referrals.hand_over(two.pk, referrals.Choice(recipient="C"), who=WHO, send=nothing)
    assert over.after_id == two.pk
    two.refresh_from_db()
    assert two.state == "handed_over"
    assert AuditLine.objects.filter(verb="referral").count() == 4


def test_a_refused_hand_over_leaves_the_referral_as_it_was(stated):
    one, _ = referrals.refer(stated.pk, [referrals.Choice(recipient="A"), referrals.Choice(recipient="B")], who=WHO, send=nothing)
    with pytest.raises(InterfaceError, match="asked already"):
        referrals.hand_over(one.pk, referrals.Choice(recipient="B"), who=WHO, send=nothing)
    one.refresh_from_db()
    assert one.state == "sent"


def test_letters_name_nobody_who_is_anonymous_until_both_sides_agree(stated, django_capture_on_commit_callbacks, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with django_capture_on_commit_callbacks(execute=True):
        (one,) = referrals.refer(
            stated.pk, [referrals.Choice("export-loan")], who=WHO, send=lambda row: send_referral(row, "https://a.example")
        )
    (letter,) = mail.outbox
    assert letter.to == ["export-loan@example.org"]
    assert "Tissages" not in letter.body
    assert "https://a.example/de/" in letter.body
    assert referrals.by_token(referrals.token(one)) == one
    assert referrals.by_token("x") is None
    assert not referrals.sees_name(one)
    referrals.agree(one.pk, recipient=True, who="Bank")
    assert referrals.sees_name(referrals.agree(one.pk, recipient=False, who=WHO))


def test_reminders_come_after_three_working_days_and_once(stated):
    (one,) = referrals.refer(stated.pk, [referrals.Choice(recipient="A")], who=WHO, send=nothing)
    sent = timezone.localdate(one.sent_at)
    assert referrals.due(sent + timedelta(days=2), "") == ()
    assert referrals.remind(sent + timedelta(days=8), "", send=nothing) == 1
    assert referrals.remind(sent + timedelta(days=8), "", send=nothing) == 0
    assert referrals.overdue(sent + timedelta(days=40), "") == (one,)


def test_a_letter_that_cannot_be_sent_leaves_its_reminder_due(stated):
    def fails(_: models.Referral) -> None:
        raise OSError

    (one,) = referrals.refer(stated.pk, [referrals.Choice(recipient="A")], who=WHO, send=nothing)
    later = timezone.localdate(one.sent_at) + timedelta(days=8)
    with pytest.raises(OSError):
        referrals.remind(later, "", send=fails)
    assert referrals.due(later, "") == (one,)


def test_the_worker_reminds_once_a_day_by_itself(stated, settings):
    settings.ORIGIN = "https://a.example"
    (one,) = referrals.refer(stated.pk, [referrals.Choice("export-loan")], who=WHO, send=nothing)
    models.Referral.objects.filter(pk=one.pk).update(sent_at=timezone.now() - timedelta(days=8))
    mail.outbox.clear()
    today = timezone.localdate()
    (job,) = jobs.begin_day(today)
    assert jobs.begin_day(today) == []
    jobs.work.func(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"sent": 1})
    assert jobs.begin_day(today) == []
    assert remind_due() == 0  # a timer beside it sends nothing twice
    (letter,) = mail.outbox
    assert "https://a.example/" in letter.body
    assert len(jobs.begin_day(today + timedelta(days=1))) == 1


def test_reminders_that_would_lead_nowhere_are_not_sent(stated, settings):
    settings.ORIGIN = ""
    assert remind_due() == 0
    (one,) = referrals.refer(stated.pk, [referrals.Choice("export-loan")], who=WHO, send=nothing)
    models.Referral.objects.filter(pk=one.pk).update(sent_at=timezone.now() - timedelta(days=8))
    with pytest.raises(InterfaceError, match="DENTELLE_ORIGIN"):
        remind_due()
    one.refresh_from_db()
    assert one.reminders == 0


def test_a_firm_is_called_back_two_months_after_the_help(stated):
    (one,) = referrals.refer(stated.pk, [referrals.Choice(recipient="A")], who=WHO, send=nothing)
    referrals.answer(one.pk, accepts=True, who="A")
    referrals.finish(one.pk, who="A")
    day = timezone.localdate()
    assert needs.call_backs(day + timedelta(days=40), "") == ()
    assert [need for need, _ in needs.call_backs(day + timedelta(days=70), "")] == [stated]
    needs.told_back(stated.pk, "It worked", who=WHO)
    assert needs.call_backs(day + timedelta(days=70), "") == ()


def test_erasing_leaves_what_was_asked_for_without_a_name(stated):
    needs.confirm(stated.pk, {"headcount": 54, "commune": "59172"}, who=WHO)
    needs.erase(stated.pk, who=WHO)
    stated.refresh_from_db()
    assert (stated.text, stated.firm, stated.person, stated.email, stated.phone) == ("",) * 5
    assert stated.facts == {"headcount": 54, "commune": "59172"}
    assert not AuditLine.objects.filter(sentence__contains="Tissages").exists()


def test_a_need_that_was_closed_long_ago_names_nobody(stated):
    needs.close(stated.pk, "helped", who=WHO)
    now = timezone.now()
    assert retention.apply(now=now + timedelta(days=300))["needs"] == 0
    assert retention.apply(now=now + timedelta(days=400), write=False)["needs"] == 1
    assert retention.apply(now=now + timedelta(days=400))["needs"] == 1
    stated.refresh_from_db()
    assert (stated.firm, stated.outcome) == ("", "helped")


def test_what_was_shown_is_counted_for_each_provider_and_for_the_gap_map(stated):
    needs.confirm(stated.pk, {"headcount": 54, "commune": "59172"}, who=WHO)
    stated.refresh_from_db()
    needs.log_shown(stated, needs.answers_to(stated, TODAY))
    needs.log_shown(stated, needs.answers_to(stated, TODAY))
    shown = {one.provider: one for one in exposures()}
    assert shown["Harbour School"].shown == 1
    assert shown["Harbour School"].best == 1
    stated.refresh_from_db()
    assert stated.answered
    assert "headcount" in stated.failed
    assert gap_map(None, None, "fr").needs == 1
    assert gap_map(date(2099, 1, 1), None, "fr").needs == 0


def test_a_later_import_changes_nothing_before_somebody_takes_it():
    first = b"id;family;language;title;conditions;closes\na;funding;fr;Aide A;headcount<=50|naf_prefix=13,14;2027-01-31\n"
    first += b";funding;fr;B;;\nc;gold;fr;C;;\n"
    found = offer_import.import_offers(first, "aides.csv", who=WHO)
    assert [row.key for row in found.new] == ["a"]
    assert [row for row, _ in found.skipped] == [3, 4]
    assert found.new[0].conditions[1] == {"field": "naf_prefix", "op": "in", "value": ["13", "14"]}
    second = first.replace(b"Aide A", b"Aide A+").replace(b"<=50", b"<=60")
    again = offer_import.import_offers(second, "aides.csv", who=WHO)
    assert [change.field for change in again.changes] == ["title", "conditions"]
    assert models.Offer.objects.get(key="a").title == "Aide A"
    title, conditions = offer_import.waiting()
    offer_import.settle(title.pk, take=True, who=WHO)
    offer_import.settle(conditions.pk, take=False, who=WHO)
    with pytest.raises(InterfaceError, match="settled already"):
        offer_import.settle(title.pk, take=True, who=WHO)
    row = models.Offer.objects.get(key="a")
    assert (row.title, row.conditions[0]["value"]) == ("Aide A+", 50)
    third = offer_import.import_offers(second, "aides.csv", who=WHO)
    assert (third.same, third.changes) == (1, [])


@pytest.mark.parametrize("data", [b"[1]", b"{", b"name\nx\n", b""])
def test_a_file_that_is_no_list_of_offers_is_refused(data):
    with pytest.raises(InterfaceError):
        offer_import.import_offers(data, "x.csv", who=WHO)


def test_old_offers_are_asked_about():
    catalogue()
    models.Offer.objects.filter(key="workshop").update(true_on=TODAY - timedelta(days=400))
    assert [row.key for row in offers.stale(TODAY)] == ["workshop"]
    offers.confirm(models.Offer.objects.get(key="workshop").pk, who=WHO)
    assert offers.stale(TODAY) == ()
