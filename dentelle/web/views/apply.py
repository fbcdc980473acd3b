"""Applying to the incubator: the open calls, the form, and the application behind its signed link; without account or cookie."""

from smtplib import SMTPException
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from dentelle.errors import IncubatorError
from dentelle.hub.incubator import applications
from dentelle.hub.incubator.attachments import KINDS
from dentelle.hub.incubator.forms import day_field, last_day
from dentelle.hub.incubator.models import SENT, Application, Call
from dentelle.hub.incubator.queries.admission import STATE_NAMES, criteria, words
from dentelle.web.access import public
from dentelle.web.accounts.mail import send_application_link
from dentelle.web.refusals import refusal
from dentelle.web.report_limits import fresh, from_here, stamp, too_many
from dentelle.web.uploads import OfApplication, refused
from dentelle.web.workbench.source_forms import Files, Line, ManyFiles

ABOUT = "an application"  # what the stamp of the form is about
BODY = 1_000_000  # bytes of a form without its files


class ApplicationForm(forms.Form):
    """Who applies with what. ``website`` is hidden from people: what fills it in is a program."""

    name = Line(max_length=200, label=gettext_lazy("Name of your project or company"))
    has_company = forms.BooleanField(
        required=False,
        label=gettext_lazy("The company exists already"),
        help_text=gettext_lazy("You can apply without one."),
    )
    siren = Line(max_length=20, required=False, label=gettext_lazy("SIREN of the company, if it has one"))
    activity = Line(max_length=120, required=False, label=gettext_lazy("Activity, in a few words"))
    person = Line(
        max_length=200, required=False, label=gettext_lazy("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        max_length=254,
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("The link to your application is sent there, and later the answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = Line(
        max_length=60,
        required=False,
        label=gettext_lazy("Your telephone number"),
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    project = forms.CharField(
        max_length=20_000,
        required=False,
        label=gettext_lazy("Your project"),
        help_text=gettext_lazy("What you make, for whom, how far you are, what you hope to find here. In any language."),
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    team = forms.CharField(
        max_length=5_000, required=False, label=gettext_lazy("Who is in the team"), widget=forms.Textarea(attrs={"rows": 4})
    )
    desks = forms.IntegerField(min_value=1, max_value=500, initial=1, label=gettext_lazy("Desks you need"))
    area = forms.DecimalField(
        min_value=0, max_digits=8, decimal_places=2, required=False, label=gettext_lazy("m² of your own, if you need a room")
    )
    accessible = forms.BooleanField(required=False, label=gettext_lazy("It must be accessible by wheelchair"))
    earliest = day_field(gettext_lazy("From when on"), required=False)
    files = ManyFiles(required=False, allow_empty_file=False, label=gettext_lazy("Files"), widget=Files())
    website = forms.CharField(max_length=200, required=False)
    stamp = forms.CharField(max_length=400, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["files"].help_text = gettext("At most %(number)s, each up to %(most)s: %(kinds)s.") % {
            "number": applications.MOST_FILES,
            "most": filesizeformat(settings.APPLICATION_FILE_BYTES),
            "kinds": ", ".join(KINDS),
        }

    def given(self) -> dict[str, Any]:
        """What ``applications.keep`` takes."""
        held = {name: value for name, value in self.cleaned_data.items() if name in applications.ASKED}
        return held | {"area": held.get("area") or 0}


@public
def calls(request: HttpRequest) -> HttpResponse:
    """The calls that are open today, and those that will be."""
    language, day = get_language() or "fr", timezone.localdate()
    rows = Call.objects.filter(closes__gt=day).order_by("closes", "pk")
    listed = [(row, words(row.titles, language), last_day(row.closes), row.opens <= day) for row in rows]
    return render(request, "web/calls.html", {"rows": listed})


@never_cache
@csrf_exempt  # a cookie would be needed, and visitors get none; the signed stamp and the browser's own word stand in for it
@public
def apply(request: HttpRequest, number: int) -> HttpResponse:
    """One call, and the form; what is kept or sent goes on behind its own link."""
    call = Call.objects.filter(pk=number).first()
    if call is None or timezone.localdate() < call.opens:
        raise Http404
    form = _form(request) if request.method == "POST" else ApplicationForm(initial={"stamp": stamp(ABOUT)})
    if request.method != "POST" or not applications.is_open(call):
        return _page(request, call, form)
    if request.POST.get("website"):
        return HttpResponseRedirect(reverse("web:calls"))  # a program shall think that it was heard
    if not _sound(form) or not form.is_valid():
        return _page(request, call, form, status=422)
    if too_many(request, "application"):
        form.add_error(None, gettext("Many applications came from your connection today. Please come back tomorrow."))
        return _page(request, call, form, status=429)
    try:
        row = applications.keep(call, None, form.given(), get_language() or "fr")
    except IncubatorError as error:
        form.add_error(None, refusal(error))
        return _page(request, call, form, status=422)
    return _after(request, row, form, _mailed(request, row))


def _mailed(request: HttpRequest, row: Application) -> str:
    """Mails the link of a new application to its author; what the next page says of it."""
    try:
        send_application_link(
            row.email, _link(request, row), title=words(row.call.titles, row.language).text, language=row.language
        )
    except (OSError, SMTPException):
        return "unsent"
    return "kept"


@never_cache
@csrf_exempt
@public
def application(request: HttpRequest, link: str) -> HttpResponse:
    """An application as its author sees it: kept, sent, opened again, taken back."""
    row = applications.by_link(link)
    if row is None:
        raise Http404
    if request.method != "POST":
        held = {name: getattr(row, name) for name in applications.ASKED} | {"stamp": stamp(ABOUT)}
        return _page(request, row.call, ApplicationForm(initial=held), row)
    form = _form(request)
    asked = request.POST.get("do", "")
    try:
        if asked == "take-back":
            applications.take_back(row.pk)
            return HttpResponseRedirect(reverse("web:taken-back"))
        if asked == "reopen":
            applications.reopen(row.pk)
            return HttpResponseRedirect(_address(row))
        if not _sound(form) or not form.is_valid():
            return _page(request, row.call, form, row, status=422)
        applications.keep(row.call, row.pk, form.given(), get_language() or "fr")
        if asked.startswith("drop-") and asked[5:].isdecimal():
            applications.detach(row.pk, int(asked[5:]))
    except IncubatorError as error:
        form.errors  # noqa: B018 - the form is bound and must be cleaned before an error is added to it
        form.add_error(None, refusal(error))
        return _page(request, row.call, form, row, status=422)
    row.refresh_from_db()
    return _after(request, row, form, "kept")


@public
def taken_back(request: HttpRequest) -> HttpResponse:
    """Says that an application is taken back."""
    return render(request, "web/taken_back.html")


def _form(request: HttpRequest) -> ApplicationForm:
    """The form that was sent. Nothing is read of what is larger than it can be, or comes from elsewhere."""
    if not from_here(request):
        raise PermissionDenied
    most = BODY + (applications.MOST_FILES + 1) * settings.APPLICATION_FILE_BYTES
    if int(request.META.get("CONTENT_LENGTH") or 0) > most:
        raise PermissionDenied
    request.upload_handlers = [OfApplication(request), TemporaryFileUploadHandler(request)]
    return ApplicationForm(request.POST, request.FILES)


def _sound(form: ApplicationForm) -> bool:
    """Whether the stamp is good; else the form gets a new one and says so."""
    if fresh(str(form.data.get("stamp", "")), ABOUT):
        return True
    form.data = form.data.copy()
    form.data["stamp"] = stamp(ABOUT)
    form.add_error(None, gettext("This form was open too long, or for no more than a moment. Please send it once more."))
    return False


def _after(request: HttpRequest, row: Application, form: ApplicationForm, told: str) -> HttpResponse:
    """Keeps the files, sends the application off if asked, and shows what is wrong, or the page of the application."""
    faults = [gettext("%(name)s is too large.") % {"name": name} for name in refused(request)]
    for file in form.cleaned_data["files"]:
        try:
            applications.attach(row.pk, file.name, file.read())
        except IncubatorError as error:
            faults.append(refusal(error))
    if not faults and request.POST.get("do") == "send":
        try:
            row, told = applications.send(row.pk), "sent"
        except IncubatorError as error:
            faults.append(refusal(error))
    if faults:
        for fault in faults:
            form.add_error(None, fault)
        return _page(request, row.call, form, row, status=422)
    return HttpResponseRedirect(f"{_address(row)}?told={told}")


def _link(request: HttpRequest, row: Application) -> str:
    """Where the public finds the application: below DENTELLE_ORIGIN where it is set, never below a host that a request names."""
    return f"{settings.ORIGIN}{_address(row)}" if settings.ORIGIN else request.build_absolute_uri(_address(row))


def _address(row: Application) -> str:
    return reverse("web:application", args=[applications.link_of(row)])


def _page(
    request: HttpRequest, call: Call, form: ApplicationForm, row: Application | None = None, status: int = 200
) -> HttpResponse:
    language = get_language() or "fr"
    context = {
        "call": call,
        "title": words(call.titles, language),
        "text": words(call.texts, language),
        "last": last_day(call.closes),
        "criteria": criteria(call, language),
        "open": applications.is_open(call),
        "form": form,
        "row": row,
        "link": _link(request, row) if row else "",
        "state": STATE_NAMES[row.state] if row else "",
        "sent": row is not None and row.state == SENT,
        "writing": applications.is_open(call) if row is None else row.state == "draft" and applications.may_change(row),
        "may_reopen": row is not None and row.state == SENT and applications.may_change(row),
        "files": row.attachments.defer("content").order_by("pk") if row else (),
        "told": request.GET.get("told", ""),
        "days": settings.APPLICATION_DAYS,
    }
    return render(request, "web/apply.html", context, status=status)
