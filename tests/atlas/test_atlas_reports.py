"""Reports of readers: answered once, closed with a reason, and forgotten: no address outlives its answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dentelle.atlas.models import AuditLine, Identity, Report
from dentelle.atlas.reports import answer, close, forget, receive
from dentelle.errors import ReportError

pytestmark = pytest.mark.django_db
ADDRESS, WHO, WORDS = "lea@example.org", "anna@example.org", "Il est né en 1871."


@pytest.fixture
def report():
    Identity.objects.create(id="e1", kind="person", minted_from="x")
    return receive("e1", WORDS, email=ADDRESS, language="fr")


def test_a_form_sent_twice_is_one_report(report):
    assert receive("e1", WORDS, email=ADDRESS, language="fr").pk == report.pk
    assert receive("e1", "Autre chose.", email=ADDRESS, language="fr").pk != report.pk


def test_an_answer_goes_to_the_address_which_is_then_erased(report):
    sent = []
    answer(report.pk, "Merci !", who=WHO, send=lambda row, text: sent.append((row.email, text)))
    assert sent == [(ADDRESS, "Merci !")]
    row = Report.objects.get()
    assert (row.state, row.email, row.settled_by, row.answer) == ("answered", "", WHO, "Merci !")
    with pytest.raises(ReportError, match="cannot be answered"):
        answer(report.pk, "Encore", who=WHO, send=lambda row, text: sent.append(text))
    with pytest.raises(ReportError, match="settled already"):
        close(report.pk, "empty", who=WHO)
    assert len(sent) == 1


def test_a_mail_that_fails_leaves_the_report_open(report):
    def fail(row, text):
        raise OSError("no server")

    with pytest.raises(OSError, match="no server"):
        answer(report.pk, "Merci", who=WHO, send=fail)
    row = Report.objects.get()
    assert (row.state, row.email, row.answering_since) == ("open", ADDRESS, None)


def test_two_people_never_answer_one_report(report):
    Report.objects.update(answering_since=timezone.now())
    with pytest.raises(ReportError):
        answer(report.pk, "Merci", who=WHO, send=lambda row, text: None)
    Report.objects.update(answering_since=timezone.now() - timedelta(minutes=3))  # the server was killed meanwhile
    assert answer(report.pk, "Merci", who=WHO, send=lambda row, text: None).state == "answered"


def test_closing_erases_the_address_and_wants_a_known_reason(report):
    with pytest.raises(ReportError, match="There is no reason"):
        close(report.pk, "dull", who=WHO)
    close(report.pk, "as_sourced", who=WHO)
    row = Report.objects.get()
    assert (row.state, row.email, row.reason) == ("closed", "", "as_sourced")


def test_time_erases_address_and_text(report, settings):
    now = timezone.now()
    forget(now + timedelta(days=settings.REPORT_ADDRESS_DAYS - 1))
    assert Report.objects.get().email == ADDRESS
    forget(now + timedelta(days=settings.REPORT_ADDRESS_DAYS + 1))
    row = Report.objects.get()
    assert (row.email, row.state, row.text) == ("", "open", WORDS)
    close(report.pk, "corrected", who=WHO)
    forget(now + timedelta(days=settings.REPORT_TEXT_DAYS + 1))
    assert Report.objects.get().text == ""


def test_no_audit_line_says_what_was_written_or_by_whom(report):
    answer(report.pk, "Merci Léa", who=WHO, send=lambda row, text: None)
    close(receive("e1", "x", language="fr").pk, "empty", who=WHO)
    told = " ".join(AuditLine.objects.values_list("sentence", flat=True))
    assert AuditLine.objects.count() == 4
    for private in (ADDRESS, WORDS, "Léa"):
        assert private not in told
