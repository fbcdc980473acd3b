"""The letters of the interface: to a recipient, and the reminders. They hold no name that the recipient may not know yet."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from dentelle.hub.interface import models
from dentelle.hub.interface.referrals import sees_name, token

__all__ = ["send_referral"]

EXCERPT = 1_500  # characters of the need in a letter


def send_referral(referral: models.Referral, origin: str = "") -> None:
    """Writes to the recipient, or reminds them, in the language of the offer; nothing where no address is known."""
    if not referral.email:
        return
    need = referral.need
    with override(referral.offer.language if referral.offer else need.language):
        subject = gettext("A firm asks for your help (need %(number)s)") % {"number": need.pk}
        if referral.reminders:
            subject = gettext("Reminder %(count)s: %(subject)s") % {"count": referral.reminders, "subject": subject}
        link = (origin or settings.ORIGIN) + reverse("interface:recipient", args=[token(referral)])
        said = {"referral": referral, "need": need, "excerpt": need.text[:EXCERPT], "named": sees_name(referral), "link": link}
        body = render_to_string("interface/letter.txt", said)
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [referral.email])
