"""Mails that allauth does not send: invitations, and answers to readers."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from dentelle.atlas.models import Report
from dentelle.web.queries.territory import published


def invitation_address(secret: str, language: str) -> str:
    """Where an invitation is opened: below DENTELLE_ORIGIN, or on this machine when it is not set."""
    with override(language):
        return f"{settings.ORIGIN or 'http://localhost:8000'}{reverse('invitation', args=[secret])}"


def send_invitation(email: str, link: str, *, invited_by: str, language: str) -> None:
    """Sends the invitation ``link`` to ``email``, in ``language``. Raises OSError or SMTPException when it cannot be sent."""
    with override(language):
        context = {"link": link, "invited_by": invited_by}
        subject = " ".join(render_to_string("account/email/invitation_subject.txt", context).split())
        text = render_to_string("account/email/invitation_message.txt", context)
    send_mail(f"[{published(language).name or 'Dentelle'}] {subject}", text, None, [email])


def send_answer(report: Report, answer: str, link: str) -> None:
    """Sends ``answer`` to the reader who made ``report``, in their language. Raises as ``send_invitation``."""
    with override(report.language):
        context = {"answer": answer, "text": report.text, "link": link, "made_at": report.made_at}
        subject = " ".join(render_to_string("workbench/email/answer_subject.txt").split())
        text = render_to_string("workbench/email/answer_message.txt", context)
    send_mail(f"[{published(report.language).name or 'Dentelle'}] {subject}", text, None, [report.email])


def send_application_link(email: str, link: str, *, title: str, language: str) -> None:
    """Sends the ``link`` of an application to the address given in it; nothing that its author wrote is in the mail."""
    with override(language):
        context = {"link": link, "title": title}
        subject = " ".join(render_to_string("web/email/application_subject.txt", context).split())
        text = render_to_string("web/email/application_message.txt", context)
    send_mail(f"[{published(language).name or 'Dentelle'}] {subject}", text, None, [email])
