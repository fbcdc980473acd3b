"""Those who left: what registers say became of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from dentelle.atlas.jobs import enqueue
from dentelle.atlas.models import Job
from dentelle.atlas.models.jobs import FAILED, RUNNING, WAITING
from dentelle.atlas.people.access import needs
from dentelle.atlas.people.refusals import told_again
from dentelle.hub.incubator.jobs import LOOK_UP
from dentelle.hub.incubator.queries.alumni import alumni_page
from dentelle.hub.incubator.views.showing import asked_day, show


@needs("see_incubator")
def listed(request: HttpRequest) -> HttpResponse:
    """Everybody who left, the cohorts by year of leaving, and their curve."""
    last = Job.objects.filter(kind=LOOK_UP).order_by("pk").last()
    context = {
        "page": alumni_page(asked_day(request), get_language() or "fr"),
        "looking": last is not None and last.state in (WAITING, RUNNING),
        "failed": told_again(last.error, last.said) if last is not None and last.state == FAILED else "",
    }
    return show(request, "incubator/alumni.html", context)


@needs("manage_incubator")
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Begins to look everybody who left up in the registers of the territory."""
    enqueue(LOOK_UP, {}, request.user.email, once=True)
    messages.success(request, gettext("The registers are being looked through; this page shows what they say when that is done."))
    return HttpResponseRedirect(reverse("incubator:alumni"))
