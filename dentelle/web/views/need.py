"""“What do you need?”: the form for a firm or a founder without one, for everybody, without an account or a cookie."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from dentelle.errors import InterfaceError
from dentelle.hub.interface import needs
from dentelle.reading.language import detect
from dentelle.web.access import public
from dentelle.web.refusals import refusal
from dentelle.web.report_limits import fresh, from_here, stamp, too_many

ABOUT = "a need"  # what the stamp of the form is about


class StateForm(forms.Form):
    """What is needed, and how to answer. ``website`` is hidden from people: what fills it in is a program."""

    text = forms.CharField(
        max_length=20_000,
        label=gettext_lazy("What do you need?"),
        help_text=gettext_lazy("In your own words: premises, money, people, a machine, an idea. No company yet? Say so."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    firm = forms.CharField(max_length=200, required=False, label=gettext_lazy("Your company, if you have one"))
    person = forms.CharField(
        max_length=200, label=gettext_lazy("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        max_length=254, label=gettext_lazy("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    phone = forms.CharField(
        max_length=60,
        required=False,
        label=gettext_lazy("Your telephone number"),
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    anonymous = forms.BooleanField(
        required=False, label=gettext_lazy("Do not name me to anybody before I agree"), widget=forms.CheckboxInput()
    )
    website = forms.CharField(max_length=200, required=False)
    stamp = forms.CharField(max_length=400, widget=forms.HiddenInput)


@never_cache
@csrf_exempt  # a cookie would be needed, and visitors get none; the signed stamp and the browser's own word stand in for it
@public
def need(request: HttpRequest) -> HttpResponse:
    """Takes in a need; an adviser reads it."""
    if request.method != "POST":
        return _page(request, StateForm(initial={"stamp": stamp(ABOUT)}))
    if not from_here(request):
        raise PermissionDenied
    if request.POST.get("website"):
        return HttpResponseRedirect(reverse("web:need-thanks"))  # a program shall think that it was heard
    form = StateForm(request.POST)
    return _take_in(request, form) if form.is_valid() else _page(request, form, 422)


def _take_in(request: HttpRequest, form: StateForm) -> HttpResponse:
    given = form.cleaned_data
    if not fresh(given["stamp"], ABOUT):
        form = StateForm({**form.data.dict(), "stamp": stamp(ABOUT)})
        form.add_error(None, gettext_lazy("This form was open too long, or for no more than a moment. Please send it once more."))
        return _page(request, form, 422)
    if too_many(request):
        form.add_error(None, gettext_lazy("Many reports came from your connection today. Please come back tomorrow."))
        return _page(request, form, 429)
    contact = needs.Contact(given["firm"], given["person"], given["email"], given["phone"], given["anonymous"])
    try:
        needs.state(given["text"], who="", language=detect(given["text"], get_language() or ""), contact=contact)
    except InterfaceError as error:
        form.add_error(None, refusal(error))
        return _page(request, form, 422)
    return HttpResponseRedirect(reverse("web:need-thanks"))


def _page(request: HttpRequest, form: StateForm, status: int = 200) -> HttpResponse:
    return render(request, "web/need.html", {"form": form}, status=status)


@public
def thanks(request: HttpRequest) -> HttpResponse:
    """Says that the need has arrived."""
    return render(request, "web/need_thanks.html")
