"""The rooms: a list, a new one, one with its terms, prices and stays."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext

from dentelle.atlas.access import needs
from dentelle.atlas.permissions import may
from dentelle.atlas.refusals import refusal
from dentelle.errors import IncubatorError
from dentelle.hub.incubator import forms, places
from dentelle.hub.incubator.house import house
from dentelle.hub.incubator.models import Room
from dentelle.hub.incubator.queries.rooms import one_room, room_rows
from dentelle.hub.incubator.views.showing import asked_day, show


@needs("see_incubator")
def rooms(request: HttpRequest) -> HttpResponse:
    """Every room as it is on the day asked for, with who has it."""
    day = asked_day(request)
    return show(request, "incubator/rooms.html", {"day": day, "rows": room_rows(house(), day, get_language() or "fr")})


@needs("manage_incubator")
def add(request: HttpRequest) -> HttpResponse:
    """A form for a new room."""
    form = forms.RoomForm(request.POST or None)
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
            )
        except IncubatorError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, gettext("Kept."))
            return HttpResponseRedirect(reverse("incubator:room", args=[made.pk]))
    heading = gettext("A new room")
    return show(request, "incubator/form.html", {"form": form, "heading": heading}, status=422 if form.errors else 200)


CHANGES = {  # part of the page → its form
    "terms": forms.TermsForm,
    "price": forms.PriceForm,
    "close": forms.CloseForm,
}


@needs("see_incubator")
def room(request: HttpRequest, number: int) -> HttpResponse:
    """One room; who may manage the house may change it from here."""
    row = Room.objects.select_related("building__site").filter(pk=number).first()
    if row is None:
        raise Http404
    managing = may(request.user, "manage_incubator")
    part = request.POST.get("part", "") if managing else ""
    given = {name: form(request.POST if name == part else None, prefix=name) for name, form in CHANGES.items()}
    if part in given and given[part].is_valid() and _changed(request, row, part, given[part]):
        return HttpResponseRedirect(reverse("incubator:room", args=[number]))
    shown = one_room(row, asked_day(request), get_language() or "fr", prices=managing)
    faulty = any(form.errors for form in given.values())
    return show(request, "incubator/room.html", {"shown": shown, "forms": given}, status=422 if faulty else 200)


def _changed(request: HttpRequest, row: Room, part: str, form: forms.TermsForm | forms.PriceForm | forms.CloseForm) -> bool:
    """Whether it could be done; what went wrong stands with the form."""
    who = request.user.email
    try:
        if part == "terms":
            places.set_terms(row.pk, form.terms(), who=who)
        elif part == "price":
            places.set_price(row.pk, form.price(), who=who)
        else:
            places.close_room(row.pk, forms.after_last(form.cleaned_data["last"]), who=who)
    except IncubatorError as error:
        form.add_error(None, refusal(error))
        return False
    messages.success(request, gettext("Kept."))
    return True
