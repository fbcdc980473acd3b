"""The ledger of small aid: every undertaking, one of them, the market rents it is reckoned by."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from dentelle.atlas.browsing.csv_files import csv_file
from dentelle.atlas.people.access import needs
from dentelle.atlas.people.refusals import refusal
from dentelle.errors import IncubatorError
from dentelle.hub.incubator import aid
from dentelle.hub.incubator.forms import PER_NAMES
from dentelle.hub.incubator.ledger_forms import AidForm, MarketRentForm, NumbersForm
from dentelle.hub.incubator.models import Firm, MarketRent, Room
from dentelle.hub.incubator.queries.ledger import ledger_page, ledger_rows, ledger_table
from dentelle.hub.incubator.views.showing import asked_day, show

EVERY_ROOM = 0


@needs("manage_incubator")
def ledger(request: HttpRequest) -> HttpResponse:
    """Every undertaking with what it has of the ceiling on the day asked for."""
    day = asked_day(request)
    rows = ledger_rows(day, get_language() or "fr")
    return show(request, "incubator/ledger.html", {"rows": rows, "day": day})


@needs("manage_incubator")
def firm(request: HttpRequest, number: int) -> HttpResponse:
    """The ledger of one undertaking; aid is entered, and its numbers."""
    row = _firm(number)
    day, part = asked_day(request), request.POST.get("part", "")
    granting = AidForm(request.POST if part == "aid" else None, initial={"day": day}, prefix="aid")
    numbers = NumbersForm(
        request.POST if part == "numbers" else None, initial={"siren": row.siren, "siret": row.siret}, prefix="numbers"
    )
    if (part == "aid" and _granted(request, row, granting)) or (part == "numbers" and _numbered(request, row, numbers)):
        messages.success(request, gettext("Kept."))
        return HttpResponseRedirect(reverse("incubator:ledger-firm", args=[number]))
    shown = ledger_page(row, day, get_language() or "fr")
    context = {"shown": shown, "firm": row, "day": day, "granting": granting, "numbers": numbers}
    faulty = granting.errors or numbers.errors
    return show(request, "incubator/ledger_firm.html", context, status=422 if faulty else 200)


def _granted(request: HttpRequest, row: Firm, form: AidForm) -> bool:
    if not form.is_valid():
        return False
    try:
        aid.grant(row.pk, who=request.user.email, **form.cleaned_data)
    except IncubatorError as error:
        form.add_error(None, refusal(error))
        return False
    return True


def _numbered(request: HttpRequest, row: Firm, form: NumbersForm) -> bool:
    if not form.is_valid():
        return False
    try:
        aid.number(row.pk, form.cleaned_data["siren"], form.cleaned_data["siret"], who=request.user.email)
    except IncubatorError as error:
        form.add_error(None, refusal(error))
        return False
    return True


@needs("manage_incubator")
@require_POST
def take_out(request: HttpRequest, number: int, entry: int) -> HttpResponse:
    """Takes out an entry that was made by hand."""
    aid.take_out(entry, who=request.user.email)
    messages.success(request, gettext("The entry is taken out."))
    return HttpResponseRedirect(reverse("incubator:ledger-firm", args=[number]))


@needs("manage_incubator")
def export(request: HttpRequest, number: int) -> HttpResponse:
    """The ledger of one undertaking as a CSV table."""
    row = _firm(number)
    day = asked_day(request)
    shown = ledger_page(row, day, get_language() or "fr")
    return csv_file(f"de-minimis-{row.siren or number}-{day}.csv", ledger_table(shown, row.siren))


@needs("manage_incubator")
def market(request: HttpRequest) -> HttpResponse:
    """The market rents, and a form for one room or all."""
    rooms = list(Room.objects.select_related("building").order_by("building__name", "name", "pk"))
    if (dropped := request.POST.get("drop", "")).isdecimal():
        aid.drop_market_rent(int(dropped), who=request.user.email)
        return HttpResponseRedirect(reverse("incubator:market"))
    form = MarketRentForm(request.POST or None, rooms=[(row.pk, f"{row.building.name} · {row.name}") for row in rooms])
    if request.method == "POST" and form.is_valid() and _rented(request, form, [row.pk for row in rooms]):
        messages.success(request, gettext("Kept."))
        return HttpResponseRedirect(reverse("incubator:market"))
    rows = MarketRent.objects.select_related("room__building").order_by("room__building__name", "room__name", "room", "-since")
    context = {"form": form, "rows": [(row, PER_NAMES[row.per]) for row in rows]}
    return show(request, "incubator/market.html", context, status=422 if form.errors else 200)


def _rented(request: HttpRequest, form: MarketRentForm, rooms: list[int]) -> bool:
    given = dict(form.cleaned_data)
    chosen, source = given.pop("room"), given.pop("source")
    form.cleaned_data = given
    try:
        with transaction.atomic():
            for number in rooms if chosen == EVERY_ROOM else [chosen]:
                aid.set_market_rent(number, form.price(), source, who=request.user.email)
    except IncubatorError as error:
        form.add_error(None, refusal(error))
        return False
    return True


def _firm(number: int) -> Firm:
    row = Firm.objects.filter(pk=number).first()
    if row is None:
        raise Http404
    return row
