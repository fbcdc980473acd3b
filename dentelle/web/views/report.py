"""“Tell us what is wrong”: the form about one entity, for everybody, without an account, a cookie or a script."""

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from dentelle.atlas import reports
from dentelle.atlas.models.reports import DEAD_LINK
from dentelle.web.access import public
from dentelle.web.queries.names import Name, names_of
from dentelle.web.report_limits import fresh, from_here, stamp, too_many
from dentelle.web.views.elsewhere import elsewhere


class ReportForm(forms.Form):
    """What is wrong and, who wants an answer, where to. ``website`` is hidden from people: what fills it in is a program."""

    kind = forms.ChoiceField(
        required=False,
        choices=[("", gettext_lazy("Something that is said")), (DEAD_LINK, gettext_lazy("A link is dead"))],
        label=gettext_lazy("What is it about?"),
    )
    text = forms.CharField(
        max_length=4_000,
        label=gettext_lazy("What is wrong, and how do you know?"),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    email = forms.EmailField(
        max_length=254,
        required=False,
        label=gettext_lazy("Your e-mail address, if you want an answer"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(max_length=200, required=False)
    stamp = forms.CharField(max_length=400, widget=forms.HiddenInput)


@never_cache
@csrf_exempt  # a cookie would be needed, and readers get none; the signed stamp and the browser's own word stand in for it
@public
def report(request: HttpRequest, identity: str) -> HttpResponse:
    """Takes in what a reader has to say about the entity; an id that was merged into another leads there."""
    name = names_of([identity], get_language() or "fr").get(identity)
    if name is None:
        return elsewhere(request, identity, "web:report")
    if request.method != "POST":
        return _page(request, name, ReportForm(initial={"stamp": stamp(identity)}))
    if not from_here(request):
        raise PermissionDenied
    if request.POST.get("website"):
        return _thanks(identity)  # a program shall think that it was heard
    form = ReportForm(request.POST)
    return _take_in(request, name, form) if form.is_valid() else _page(request, name, form, 422)


def _take_in(request: HttpRequest, name: Name, form: ReportForm) -> HttpResponse:
    if not fresh(form.cleaned_data["stamp"], name.id):
        form = ReportForm({**form.data.dict(), "stamp": stamp(name.id)})
        form.add_error(None, gettext_lazy("This form was open too long, or for no more than a moment. Please send it once more."))
        return _page(request, name, form, 422)
    if too_many(request):
        form.add_error(None, gettext_lazy("Many reports came from your connection today. Please come back tomorrow."))
        return _page(request, name, form, 429)
    given = form.cleaned_data
    reports.receive(name.id, given["text"], email=given["email"], kind=given["kind"], language=get_language() or "fr")
    return _thanks(name.id)


def _page(request: HttpRequest, name: Name, form: ReportForm, status: int = 200) -> HttpResponse:
    days = {"address_days": settings.REPORT_ADDRESS_DAYS, "text_days": settings.REPORT_TEXT_DAYS}
    return render(request, "web/report.html", {"name": name, "form": form, **days}, status=status)


def _thanks(identity: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("web:report-thanks", args=[identity]))


@public
def thanks(request: HttpRequest, identity: str) -> HttpResponse:
    """Says that the report has arrived."""
    name = names_of([identity], get_language() or "fr").get(identity)
    if name is None:
        raise Http404
    return render(request, "web/report_thanks.html", {"name": name})
