"""Offers: the list, one to read and change, an import with the changes that wait, and how often each provider is shown."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext

from dentelle.atlas.browsing.csv_files import csv_file
from dentelle.atlas.people.access import needs
from dentelle.atlas.people.refusals import refusal
from dentelle.atlas.workbook_tables import as_csv
from dentelle.errors import InterfaceError, SourceError
from dentelle.hub.interface import catalogue, forms, models
from dentelle.hub.interface.offer_files import column_names, condition_of
from dentelle.hub.interface.offer_import import import_offers, settle, waiting
from dentelle.hub.interface.queries.exposure import exposures
from dentelle.hub.interface.terms import FAMILIES
from dentelle.hub.interface.views.showing import show

PAGE = 50


@needs("handle_needs")
def listed(request: HttpRequest) -> HttpResponse:
    """The offers, of one family with ``?family=``, of a word with ``?q=``, the withdrawn ones with ``?state=withdrawn``."""
    family, word, gone = (
        request.GET.get("family", ""),
        request.GET.get("q", "").strip()[:100],
        request.GET.get("state") == "withdrawn",
    )
    rows = models.Offer.objects.filter(withdrawn=gone).order_by("title", "pk")
    rows = rows.filter(family=family) if family in FAMILIES else rows
    rows = rows.filter(title__icontains=word) if word else rows
    page = Paginator(rows, PAGE).get_page(request.GET.get("page", "1"))
    families = [(name, label, name == family) for name, label in forms.FAMILY_NAMES.items()]
    context = {"page": page, "families": families, "family": family, "word": word, "gone": gone, "names": forms.FAMILY_NAMES}
    return show(
        request, "interface/offers.html", {**context, "changes": models.OfferChange.objects.filter(state=models.WAITING).count()}
    )


@needs("handle_needs")
def add(request: HttpRequest) -> HttpResponse:
    """A form for a new offer."""
    form = forms.OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (made := _kept(request, form)):
        return HttpResponseRedirect(reverse("interface:offer", args=[made.pk]))
    return show(request, "interface/offer.html", {"form": form, "offer": None}, status=422 if form.errors else 200)


@needs("handle_needs")
def offer(request: HttpRequest, number: int) -> HttpResponse:
    """One offer: change it, say that it is still true, or withdraw it."""
    row = models.Offer.objects.filter(pk=number).first()
    if row is None:
        raise Http404
    does = request.POST.get("does", "")
    form = forms.OfferForm(request.POST if does == "keep" else None, initial=forms.OfferForm.of(row))
    done = False
    if does in ("true", "withdraw"):
        (catalogue.confirm if does == "true" else catalogue.withdraw)(number, who=request.user.email)
        done = True
    elif does == "keep" and form.is_valid():
        done = _kept(request, form, row.key) is not None
    if done:
        messages.success(request, gettext("Kept."))
        return HttpResponseRedirect(reverse("interface:offer", args=[number]))
    return show(request, "interface/offer.html", {"form": form, "offer": row}, status=422 if form.errors else 200)


def _kept(request: HttpRequest, form: forms.OfferForm, key: str = "") -> models.Offer | None:
    """The offer of a valid form; None, with the reason beside the form, when it cannot be so."""
    given = form.cleaned_data
    before = models.Offer.objects.filter(key=key).values_list("attributes", flat=True).first() if key else {}
    contact = {name: given[name] for name in ("contact", "email", "phone")}
    try:
        return catalogue.keep({**_told(given), "attributes": before or {}}, who=request.user.email, key=key, contact=contact)
    except InterfaceError as error:
        form.add_error(None, refusal(error))
        return None


def _told(given: Mapping[str, Any]) -> dict[str, Any]:
    """What a form says, in the exchange format."""
    window = {name: given[name].isoformat() for name in ("opens", "closes") if given[name]}
    return {
        **{name: given[name] for name in ("family", "language", "title", "text", "provider")},
        "perimeter": given["perimeter"].replace(",", " ").split(),
        "domains": [part.strip() for part in given["domains"].split("|") if part.strip()],
        "conditions": [condition_of(line) for line in given["conditions"].splitlines() if line.strip()],
        "window": window or None,
    }


@needs("handle_needs")
def bring(request: HttpRequest) -> HttpResponse:
    """An import: what became of each row of the file; with ``?example=1`` an empty table."""
    if request.GET.get("example"):
        return csv_file("offers.csv", [column_names(get_language() or "fr")])
    form = forms.FileForm(request.POST or None, request.FILES or None)
    result = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            result = import_offers(as_csv(file.read(), file.name), file.name, who=request.user.email)
        except SourceError:
            form.add_error(None, gettext("This workbook cannot be read. Save its sheet as CSV, and give that."))
        except InterfaceError as error:
            form.add_error(None, refusal(error))
    context = {"form": form, "result": result, "columns": column_names(get_language() or "fr")}
    return show(request, "interface/offers_import.html", context, 422 if form.errors else 200)


@needs("handle_needs")
def changes(request: HttpRequest) -> HttpResponse:
    """The changes that imports would make, each to be taken or refused."""
    if request.method == "POST":
        try:
            settle(int(request.POST.get("change", "0") or 0), take=request.POST.get("does") == "take", who=request.user.email)
        except (InterfaceError, ValueError) as error:
            messages.error(request, refusal(error) if isinstance(error, InterfaceError) else gettext("There is no such change."))
        return HttpResponseRedirect(reverse("interface:offer-changes"))
    rows = [(change, catalogue.exchanged(change.offer).get(change.field)) for change in waiting()]
    return show(request, "interface/offer_changes.html", {"rows": rows})


@needs("handle_needs")
def exposure(request: HttpRequest) -> HttpResponse:
    """How often each provider is shown, how high, and how often asked."""
    return show(request, "interface/exposure.html", {"rows": exposures()})
