"""What is to be done today: needs without an adviser, recipients to remind, firms to call back, offers to ask about."""

from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from dentelle.atlas.people.access import needs
from dentelle.hub.interface import referrals
from dentelle.hub.interface.catalogue import stale
from dentelle.hub.interface.letters import send_referral
from dentelle.hub.interface.models import OPEN, WAITING, Need, OfferChange
from dentelle.hub.interface.needs import call_backs
from dentelle.hub.interface.views.showing import origin, show

MOST = 30  # of each sort on the page


@needs("handle_needs")
def today(request: HttpRequest) -> HttpResponse:
    """The work of today."""
    day, country = timezone.localdate(), settings.COUNTRY
    context = {
        "unheld": Need.objects.filter(state=OPEN, adviser="").order_by("made_at")[:MOST],
        "mine": Need.objects.filter(state=OPEN, adviser=request.user.email).order_by("-made_at")[:MOST],
        "due": referrals.due(day, country),
        "overdue": referrals.overdue(day, country)[:MOST],
        "call_backs": call_backs(day, country)[:MOST],
        "stale": stale(day)[:MOST],
        "changes": OfferChange.objects.filter(state=WAITING).count(),
    }
    return show(request, "interface/overview.html", context)


@needs("handle_needs")
def remind(request: HttpRequest) -> HttpResponse:
    """Sends the reminders that are due."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        sent = referrals.remind(timezone.localdate(), settings.COUNTRY, send=lambda one: send_referral(one, origin(request)))
    except (OSError, SMTPException):
        messages.error(request, gettext("The mail could not be sent. Try again, or tell whoever runs this atlas."))
    else:
        messages.success(
            request, ngettext("%(number)s reminder is sent.", "%(number)s reminders are sent.", sent) % {"number": sent}
        )
    return HttpResponseRedirect(reverse("interface:overview"))
