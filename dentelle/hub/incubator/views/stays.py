"""The stays: who has which room, under which agreement; a new one, one changed."""

from datetime import date

from django.contrib import messages
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from dentelle.atlas.people.access import needs
from dentelle.atlas.people.permissions import may
from dentelle.atlas.people.refusals import refusal
from dentelle.errors import IncubatorError
from dentelle.hub.incubator import firms, forms, stays
from dentelle.hub.incubator.models import Firm, Room, Stay
from dentelle.hub.incubator.occupancy import Interval
from dentelle.hub.incubator.queries.rooms import shown_stays
from dentelle.hub.incubator.undertakings import Standing, planned
from dentelle.hub.incubator.views.showing import asked_day, show

WHEN = ("now", "ahead", "past")


@needs("see_incubator")
def listed(request: HttpRequest) -> HttpResponse:
    """The stays of the day asked for, or with ``?when=`` those ahead or past."""
    day = asked_day(request)
    when = request.GET.get("when", "")
    when = when if when in WHEN else "now"
    chosen = {"now": Q(since__lte=day) & ~_over(day), "ahead": Q(since__gt=day), "past": _over(day)}[when]
    rows = Stay.objects.filter(chosen).order_by(F("until").asc(nulls_last=True), "room__name", "pk")
    context = {"day": day, "when": when, "rows": shown_stays(rows, get_language() or "fr"), "roomless": not Room.objects.exists()}
    return show(request, "incubator/stays.html", context)


def _over(day: date) -> Q:
    """The stays that are over on ``day``; asked for by their ids, so that one without an end counts as not over."""
    return Q(pk__in=Stay.objects.filter(Q(until__lte=day) | Q(leaving__lte=day)).values("pk"))


@needs("manage_incubator")
def add(request: HttpRequest) -> HttpResponse:
    """A form for a new stay; it is refused, with who is there, when the room is taken."""
    choices = [(row.pk, f"{row.building.name} · {row.name}") for row in _rooms()]
    first = {name: request.GET.get(name, "") for name in ("firm", "room", "desks")}
    form = forms.StayForm(request.POST or None, rooms=choices, initial=first)
    warned = _warned(request, form) if request.method == "POST" and form.is_valid() else None
    if request.method == "POST" and form.is_valid() and warned is None:
        given = form.cleaned_data
        try:
            stays.book(
                given["room"],
                given["firm"],
                given["since"],
                forms.after_last(given["last"]),
                who=request.user.email,
                desks=given["desks"] or 0,
                agreement=given["agreement"],
                rent=given["rent"],
                activity=given["activity"],
            )
        except IncubatorError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, gettext("Kept."))
            return HttpResponseRedirect(reverse("incubator:stays"))
    context = {"form": form, "heading": gettext("A new stay"), "warned": warned}
    return show(request, "incubator/stay_add.html", context, status=422 if form.errors or warned else 200)


def _warned(request: HttpRequest, form: forms.StayForm) -> Standing | None:
    """Where the firm would stand, if its small aid would pass the ceiling and nobody has said yet to book nevertheless."""
    if request.POST.get("nevertheless"):
        return None
    given = form.cleaned_data
    held = Interval(given["since"], forms.after_last(given["last"]))
    if held.until is not None and held.until <= held.since:
        return None  # refused below
    stand = planned(given["firm"], "", given["room"], given["desks"] or 0, held, given["rent"], timezone.localdate())
    return stand if stand is not None and stand.passes else None


def _rooms() -> list[Room]:
    return list(Room.objects.select_related("building").order_by("building__name", "name", "pk"))


@needs("manage_incubator")
def stay(request: HttpRequest, number: int) -> HttpResponse:
    """One stay, to be changed."""
    row = Stay.objects.select_related("firm", "room").filter(pk=number).first()
    if row is None:
        raise Http404
    first = {"last": forms.last_day(row.until), "leaving": forms.last_day(row.leaving), "desks": row.desks or None}
    form = forms.StayChangeForm(request.POST or None, initial={**first, "agreement": row.agreement, "rent": row.rent})
    if not row.room.shared:
        del form.fields["desks"]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            stays.change(
                number,
                until=forms.after_last(given["last"]),
                leaving=forms.after_last(given["leaving"]),
                who=request.user.email,
                agreement=given["agreement"],
                rent=given["rent"],
                desks=given.get("desks"),
            )
        except IncubatorError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, gettext("Kept."))
            return HttpResponseRedirect(reverse("incubator:stays"))
    return show(request, "incubator/stay.html", {"form": form, "row": row}, status=422 if form.errors else 200)


@needs("manage_incubator")
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Takes out a stay that was entered by mistake."""
    try:
        stays.remove(number, who=request.user.email)
    except IncubatorError as error:
        messages.error(request, refusal(error))
        return HttpResponseRedirect(reverse("incubator:stay", args=[number]))
    messages.success(request, gettext("The stay is taken out."))
    return HttpResponseRedirect(reverse("incubator:stays"))


@needs("see_incubator")
def firm(request: HttpRequest, number: int) -> HttpResponse:
    """One undertaking: its stays here, and its entity in the atlas; who may manage the house may link it.

    A row of an undertaking that has an earlier one leads there, but for ``?alone=1``, where it can be changed.
    """
    language = get_language() or "fr"
    row = Firm.objects.filter(pk=number).first()
    if row is None:
        raise Http404
    group = firms.together(row)
    alone = row != group[0]
    if alone and request.method != "POST" and not request.GET.get("alone"):
        return HttpResponseRedirect(reverse("incubator:firm", args=[group[0].pk]))
    shown = firms.shown_firms([number], language)[number]
    entities = {entity.identity_id: entity.label for entity in firms.candidates(row.name)}
    if shown.entity:
        entities.setdefault(shown.entity.id, shown.entity.text)
    first = {"name": row.name, "activity": row.activity, "identity": firms.identity_now(row)}
    may_change = request.method == "POST" and may(request.user, "manage_incubator")
    form = forms.FirmForm(request.POST if may_change else None, initial=first, entities=list(entities.items()))
    if may_change and form.is_valid():
        try:
            firms.describe(number, who=request.user.email, **form.cleaned_data)
        except IncubatorError as error:
            form.add_error("name", refusal(error))
        else:
            messages.success(request, gettext("Kept."))
            return HttpResponseRedirect(reverse("incubator:firm", args=[number]))
    own = Stay.objects.filter(firm__in=[row] if alone else group).order_by("-since", "-pk")
    context = {"form": form, "row": row, "shown": shown, "alone": alone, "rows": shown_stays(own, language)}
    return show(request, "incubator/firm.html", context, status=422 if form.errors else 200)
