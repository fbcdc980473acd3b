"""Those who left: what registers say became of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from dentelle.atlas.access import needs
from dentelle.atlas.refusals import refusal
from dentelle.errors import IncubatorError
from dentelle.hub.incubator.alumni import look_up
from dentelle.hub.incubator.queries.alumni import alumni_page
from dentelle.hub.incubator.views.showing import asked_day, show


@needs("see_incubator")
def listed(request: HttpRequest) -> HttpResponse:
    """Everybody who left, the cohorts by year of leaving, and their curve."""
    return show(request, "incubator/alumni.html", {"page": alumni_page(asked_day(request), get_language() or "fr")})


@needs("manage_incubator")
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Looks everybody who left up in the registers of the territory."""
    try:
        look_up(timezone.localdate(), who=request.user.email)
    except IncubatorError as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, gettext("Looked up."))
    return HttpResponseRedirect(reverse("incubator:alumni"))
