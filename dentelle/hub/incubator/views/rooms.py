"""The rooms: a list, a new one, one with its terms, prices and stays."""

from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from dentelle.atlas.people.access import needs
from dentelle.atlas.people.permissions import may
from dentelle.atlas.people.refusals import refusal
from dentelle.errors import IncubatorError
from dentelle.hub.incubator import forms, places
from dentelle.hub.incubator.communes import commune_named, commune_of
from dentelle.hub.incubator.house import house
from dentelle.hub.incubator.house import room as rule_room
from dentelle.hub.incubator.models import Room, Site
from dentelle.hub.incubator.queries.rooms import one_room, room_rows
from dentelle.hub.incubator.views.showing import asked_day, show


@needs("see_incubator")
def rooms(request: HttpRequest) -> HttpResponse:
    """Every room as it is on the day asked for, with who has it."""
    day = asked_day(request)
    return show(request, "incubator/rooms.html", {"day": day, "rows": room_rows(house(), day, get_language() or "fr")})


@needs("manage_incubator")
def add(request: HttpRequest) -> HttpResponse:
    """A form for a new room, beside the one that was entered last."""
    last = Room.objects.select_related("building__site").order_by("-pk").first()
    first = {"site": last.building.site.name, "building": last.building.name, "since": last.since} if last else {}
    form = forms.RoomForm(request.POST or None, initial={**first, "commune": last.building.site.commune} if last else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = places.add_room(
                given["site"],
                given["building"],
                given["name"],
                form.terms(),
                who=request.user.email,
                shared=given["shared"],
                price=form.price(),
                commune=given["commune"],
            )
        except IncubatorError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, gettext("Kept."))
            return HttpResponseRedirect(reverse("incubator:room", args=[made.pk]))
    heading = gettext("A new room")
    return show(request, "incubator/form.html", {"form": form, "heading": heading}, status=422 if form.errors else 200)


@needs("see_incubator")
def site(request: HttpRequest, number: int) -> HttpResponse:
    """One site with its buildings and rooms; who may manage the house may say where it is."""
    row = Site.objects.filter(pk=number).first()
    if row is None:
        raise Http404
    may_change = request.method == "POST" and may(request.user, "manage_incubator")
    first = {"name": row.name, "address": row.address, "commune": row.commune or commune_of(row.address)}
    form = forms.SiteForm(request.POST if may_change else None, initial=first)
    if may_change and form.is_valid():
        try:
            places.describe_site(number, who=request.user.email, **form.cleaned_data)
        except IncubatorError as error:
            form.add_error("name", refusal(error))
        else:
            messages.success(request, gettext("Kept."))
            return HttpResponseRedirect(reverse("incubator:site", args=[number]))
    rooms = Room.objects.filter(building__site=row).select_related("building").order_by("building__name", "name", "pk")
    commune = commune_named(row.commune or commune_of(row.address))
    context = {"row": row, "form": form, "rooms": rooms, "commune": commune, "guessed": bool(commune) and not row.commune}
    return show(request, "incubator/site.html", context, status=422 if form.errors else 200)


CHANGES = {  # part of the page → its form
    "terms": forms.TermsForm,
    "price": forms.PriceForm,
    "close": forms.CloseForm,
    "name": forms.RoomNameForm,
}


@needs("see_incubator")
def room(request: HttpRequest, number: int) -> HttpResponse:
    """One room; who may manage the house may change it from here."""
    row = Room.objects.select_related("building__site").filter(pk=number).first()
    if row is None:
        raise Http404
    managing = may(request.user, "manage_incubator")
    part = request.POST.get("part", "") if managing else ""
    first = {
        "terms": _terms(row, asked_day(request)),
        "close": {"last": forms.last_day(row.until)},
        "name": {"name": row.name, "shared": row.shared},
    }
    given = {
        name: form(request.POST if name == part else None, prefix=name, initial=first.get(name)) for name, form in CHANGES.items()
    }
    if part in given and given[part].is_valid() and _changed(request, row, part, given[part]):
        return HttpResponseRedirect(reverse("incubator:room", args=[number]))
    shown = one_room(row, asked_day(request), get_language() or "fr", prices=managing)
    faulty = any(form.errors for form in given.values())
    return show(request, "incubator/room.html", {"shown": shown, "forms": given}, status=422 if faulty else 200)


def _terms(row: Room, day: date) -> dict[str, object]:
    """What the room is on ``day``, to be changed from another day on."""
    held = rule_room(row).at(day)
    return {name: getattr(held, name) or None for name in ("area", "desks", "power", "fibre", "accessible")}


@needs("manage_incubator")
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Takes out a room that was entered by mistake."""
    try:
        places.remove_room(number, who=request.user.email)
    except IncubatorError as error:
        messages.error(request, refusal(error))
        return HttpResponseRedirect(reverse("incubator:rooms"))
    messages.success(request, gettext("The room is taken out."))
    return HttpResponseRedirect(reverse("incubator:rooms"))


def _changed(request: HttpRequest, row: Room, part: str, form: Form) -> bool:
    """Whether it could be done; what went wrong stands with the form."""
    who = request.user.email
    try:
        if part == "terms":
            places.set_terms(row.pk, form.terms(), who=who)
        elif part == "price":
            places.set_price(row.pk, form.price(), who=who)
        elif part == "name":
            places.describe_room(row.pk, who=who, **form.cleaned_data)
        else:
            places.close_room(row.pk, forms.after_last(form.cleaned_data["last"]), who=who)
    except IncubatorError as error:
        form.add_error(None, refusal(error))
        return False
    messages.success(request, gettext("Kept."))
    return True
