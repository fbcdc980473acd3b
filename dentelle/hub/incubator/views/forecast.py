"""The forecast: for somebody on the waiting list, or for a need that is only asked about."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from dentelle.atlas.people.access import needs
from dentelle.hub.incubator.forecast import Wish
from dentelle.hub.incubator.forms import NeedForm
from dentelle.hub.incubator.house import house
from dentelle.hub.incubator.models import WAITING, Wait
from dentelle.hub.incubator.queries.forecast import ASKED, forecast_page
from dentelle.hub.incubator.views.showing import asked_day, show


@needs("manage_incubator")
def forecast(request: HttpRequest) -> HttpResponse:
    """The chance of a place by month; ``?wait=`` names one on the list, else the form says what is needed."""
    day, known = asked_day(request), house()
    number = request.GET.get("wait", "")
    wish = next((one for one in known.queue if str(one.id) == number), None)
    form = NeedForm(request.GET if wish is None and request.GET else None)
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    asked = Wish(
        ASKED,
        ASKED,
        day,
        float(given.get("area") or 0),
        given.get("desks") or 1,
        day,
        None,
        given.get("fibre") or 0,
        bool(given.get("accessible")),
    )
    page = forecast_page(known, wish, asked, day, get_language() or "fr")
    rows = Wait.objects.filter(state=WAITING).select_related("firm").order_by("firm__folded")
    context = {"page": page, "form": form, "waits": [(row.pk, row.firm.name) for row in rows], "chosen": wish, "day": day}
    return show(request, "incubator/forecast.html", context, status=422 if form.errors else 200)
