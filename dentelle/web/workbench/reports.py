"""What readers say is wrong: the queue, and one report with its answer."""

from smtplib import SMTPException

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy, override

from dentelle.atlas import reports
from dentelle.atlas.models import Report
from dentelle.atlas.models.reports import DEAD_LINK, OPEN
from dentelle.errors import ReportError
from dentelle.web.access import needs
from dentelle.web.accounts.mail import send_answer
from dentelle.web.queries.reports import ShownReport, reports_page, shown_reports
from dentelle.web.refusals import refusal
from dentelle.web.workbench.sections import sections

REASON_NAMES = {
    "corrected": gettext_lazy("The atlas was wrong and is corrected"),
    "as_sourced": gettext_lazy("The atlas says what its sources say"),
    "no_evidence": gettext_lazy("Nothing shows that it is wrong"),
    "elsewhere": gettext_lazy("It belongs elsewhere"),
    "empty": gettext_lazy("It says nothing"),
}


class AnswerForm(forms.Form):
    """What is written back."""

    text = forms.CharField(max_length=10_000, label=gettext_lazy("Your answer"), widget=forms.Textarea(attrs={"rows": 10}))


class CloseForm(forms.Form):
    """Why nothing is written back."""

    reason = forms.ChoiceField(
        choices=[(reason, REASON_NAMES[reason]) for reason in reports.REASONS], label=gettext_lazy("Reason")
    )


@needs("answer_reports")
def queue(request: HttpRequest) -> HttpResponse:
    """The open reports, or with ``?state=settled`` the others."""
    reports.forget()
    settled = request.GET.get("state") == "settled"
    page, shown = reports_page(request.GET.get("page", "1"), get_language() or "fr", settled=settled)
    return render(
        request,
        "workbench/reports.html",
        {"menu": sections(request), "page": page, "shown": shown, "settled": settled, "reasons": REASON_NAMES},
    )


@needs("answer_reports")
def report(request: HttpRequest, number: int) -> HttpResponse:
    """One report; an answer is mailed and the address erased, or it is closed with a reason."""
    row = Report.objects.filter(pk=number).first()
    if row is None:
        raise Http404
    if request.POST.get("do") == "kind":
        return _called(request, number)
    shown = shown_reports([row], get_language() or "fr")[0]
    closing = request.POST.get("do") == "close"
    posted = request.method == "POST"
    answer = AnswerForm(request.POST if posted and not closing else None, initial={"text": _thanks(row)})
    close = CloseForm(request.POST if closing else None)
    if posted and (close if closing else answer).is_valid():
        if _settled(request, shown, answer, close, closing=closing):
            return HttpResponseRedirect(reverse("workbench:reports"))
        row.refresh_from_db()
    context = {
        "menu": sections(request),
        "shown": shown,
        "open": row.state == OPEN,
        "dead": row.kind == DEAD_LINK,
        "answer": answer,
        "close": close,
        "reason": REASON_NAMES.get(row.reason, ""),
    }
    return render(request, "workbench/report.html", context, status=422 if answer.errors or close.errors else 200)


def _called(request: HttpRequest, number: int) -> HttpResponse:
    """Back to the report, which says now what kind it is of."""
    try:
        reports.call_it(number, request.POST.get("kind", "")[:20], who=request.user.email)
    except ReportError as error:
        messages.error(request, refusal(error))
    return HttpResponseRedirect(reverse("workbench:report", args=[number]))


def _settled(request: HttpRequest, shown: ShownReport, answer: AnswerForm, close: CloseForm, *, closing: bool) -> bool:
    """Whether it could be done; what went wrong stands with the form."""
    number, who = shown.report.pk, request.user.email
    try:
        if closing:
            reports.close(number, close.cleaned_data["reason"], who=who)
        else:
            link = request.build_absolute_uri(reverse("web:entity", args=[shown.report.identity_id]))
            reports.answer(number, answer.cleaned_data["text"], who=who, send=lambda row, text: send_answer(row, text, link))
    except ReportError as error:
        (close if closing else answer).add_error(None, refusal(error))
        return False
    except (OSError, SMTPException):
        answer.add_error(None, gettext("The mail could not be sent. Try again, or tell whoever runs this atlas."))
        return False
    messages.success(request, gettext("Closed.") if closing else gettext("The answer is sent, and the address erased."))
    return True


def _thanks(row: Report) -> str:
    """The answer's first words, in the language that the reader wrote from."""
    with override(row.language):
        return "\n\n".join((gettext("Hello,"), gettext("Thank you for telling us what is wrong in our atlas."), ""))
