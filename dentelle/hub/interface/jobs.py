"""Work of the interface behind the pages."""

from collections.abc import Mapping
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.utils import timezone

from dentelle.atlas.jobs import Handle, again
from dentelle.errors import InterfaceError
from dentelle.hub.interface import referrals
from dentelle.hub.interface.letters import send_referral

__all__ = ["remind_due", "remind_job"]


def remind_due() -> int:
    """Reminds every recipient who is due today; how many. Whoever was reminded is not due again: begun twice, it sends once.

    Raises InterfaceError where letters cannot be sent, or would lead nowhere.
    """
    day = timezone.localdate()
    if not settings.ORIGIN:
        if not referrals.due(day, settings.COUNTRY):
            return 0
        raise InterfaceError(
            "Reminders are due, and nobody knows where their links lead: set DENTELLE_ORIGIN, or use the button."
        )
    try:
        return referrals.remind(day, settings.COUNTRY, send=send_referral)
    except (OSError, SMTPException) as error:
        raise InterfaceError("The mail could not be sent. Try again, or tell whoever runs this atlas.") from error


@again
def remind_job(parameters: Mapping[str, Any], handle: Handle) -> dict[str, int]:
    """The reminders of one day; how many were sent. Raises InterfaceError."""
    return {"sent": remind_due()}
