"""Needs: the list, a new one, and one with its facts, its answers and its referrals."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from dentelle.atlas.browsing.csv_files import csv_file
from dentelle.atlas.people.access import needs
from dentelle.atlas.people.refusals import refusal
from dentelle.errors import InterfaceError
from dentelle.hub.interface import forms, models, referrals
from dentelle.hub.interface import needs as kept
from dentelle.hub.interface.letters import send_referral
from dentelle.hub.interface.matching import Answer
from dentelle.hub.interface.queries.needs_table import needs_table
from dentelle.hub.interface.reasons import fact_label
from dentelle.hub.interface.views.showing import origin, show

PAGE = 50


@needs("handle_needs")
def listed(request: HttpRequest) -> HttpResponse:
    """The open needs, or with ``?state=closed`` the others; with ``?q=`` those of a firm, a person or a telephone number."""
    closed, word = request.GET.get("state") == models.CLOSED, request.GET.get("q", "").strip()[:100]
    rows = models.Need.objects.filter(state=models.CLOSED if closed else models.OPEN).order_by("-made_at", "-pk")
    if word:
        said = [Q(**{f"{name}__icontains": word}) for name in ("firm", "person", "email", "phone", "text")]
        rows = rows.filter(reduce(or_, said))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page", "1"))
    context = {"page": page, "closed": closed, "word": word, "query": urlencode({"q": word}) if word else ""}
    return show(request, "interface/needs.html", context)


@needs("handle_needs")
def export(request: HttpRequest) -> HttpResponse:
    """All needs as a CSV table for a report: what was asked and what came of it, nobody's name or words."""
    return csv_file("needs.csv", needs_table(get_language() or "fr"))


@needs("handle_needs")
def add(request: HttpRequest) -> HttpResponse:
    """A new need: its words are enough; facts are read in them and confirmed on the next page."""
    form = forms.NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        contact = kept.Contact(given["firm"], given["person"], given["email"], given["phone"], given["anonymous"])
        try:
            made = kept.state(given["text"], who=request.user.email, contact=contact)
        except InterfaceError as error:
            form.add_error(None, refusal(error))
        else:
            return HttpResponseRedirect(reverse("interface:need", args=[made.pk]))
    return show(request, "interface/need_add.html", {"form": form}, status=422 if form.errors else 200)


@needs("handle_needs")
def need(request: HttpRequest, number: int) -> HttpResponse:
    """One need with its answers; what was heard in its words waits in the form to be confirmed."""
    row = models.Need.objects.filter(pk=number).first()
    if row is None:
        raise Http404
    return _page(request, row, forms.FactsForm(need=row))


def _page(
    request: HttpRequest, row: models.Need, facts: forms.FactsForm, wrong: str = "", words: forms.NeedForm | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "need": row,
        "facts": facts,
        "wrong": wrong,
        "referrals": row.referrals.select_related("offer").order_by("sent_at", "pk"),
        "states": forms.STATE_NAMES,
        "reasons": forms.REASON_NAMES,
        "outcome": forms.OUTCOME_NAMES.get(row.outcome, ""),
        "families": forms.FAMILY_NAMES,
        "close": forms.CloseForm(),
        "refer": forms.ReferForm(_given(request, "refer")),
        "ticked": request.POST.getlist("offer"),
        "words": words
        or forms.NeedForm(initial={name: getattr(row, name) for name in forms.NeedForm.base_fields}, prefix="words"),
    }
    if row.state == models.OPEN:
        answers = kept.answers_to(row, timezone.localdate())
        context["answers"] = _with_contacts(kept.log_shown(row, answers))
        context["offers"] = len(answers)
        question = answers.next_question
        context["question"] = fact_label(question, get_language() or "fr") if question else ""
        context["question_field"] = question or ""
    faulty = facts.errors or wrong or (words and words.errors)
    return show(request, "interface/need.html", context, status=422 if faulty else 200)


def _given(request: HttpRequest, does: str) -> QueryDict | None:
    """What was typed into the form ``does`` that could not be kept, so that it still stands there."""
    return request.POST if request.method == "POST" and request.path.rstrip("/").endswith(f"/{does}") else None


def _with_contacts(answers: Sequence[Answer]) -> list[tuple[Answer, models.Offer | None]]:
    """Each answer with its row, which says whom to call; a room of the incubator has none."""
    rows = {row.key: row for row in models.Offer.objects.filter(key__in=[answer.offer.id for answer in answers])}
    return [(answer, rows.get(answer.offer.id)) for answer in answers]


@needs("handle_needs")
def change(request: HttpRequest, number: int, does: str) -> HttpResponse:
    """Changes one need: ``does`` is words, facts, refer, close, reopen, take, back or erase."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = models.Need.objects.filter(pk=number).first()
    if row is None or does not in (*CHANGES, "words"):
        raise Http404
    if does == "words":
        return _reworded(request, row)
    facts = forms.FactsForm(request.POST if does == "facts" else None, need=row)
    if does == "facts" and not facts.is_valid():
        return _page(request, row, facts)
    try:
        CHANGES[does](request, row, facts)
    except InterfaceError as error:
        return _page(request, row, facts, wrong=refusal(error))
    return HttpResponseRedirect(reverse("interface:need", args=[number]))


def _reworded(request: HttpRequest, row: models.Need) -> HttpResponse:
    """The need in other words; where they cannot be kept, the page with them."""
    form = forms.NeedForm(request.POST, prefix="words")
    if form.is_valid():
        given = form.cleaned_data
        contact = kept.Contact(given["firm"], given["person"], given["email"], given["phone"], given["anonymous"])
        try:
            kept.correct(row.pk, given["text"], contact, who=request.user.email)
        except InterfaceError as error:
            return _page(request, row, forms.FactsForm(need=row), wrong=refusal(error), words=form)
        messages.success(request, gettext("Kept."))
        return HttpResponseRedirect(reverse("interface:need", args=[row.pk]))
    return _page(request, row, forms.FactsForm(need=row), words=form)


def _reopen(request: HttpRequest, row: models.Need, _: forms.FactsForm) -> None:
    kept.reopen(row.pk, who=request.user.email)
    messages.success(request, gettext("The need is open again."))


def _facts(request: HttpRequest, row: models.Need, form: forms.FactsForm) -> None:
    kept.confirm(row.pk, form.facts(), who=request.user.email, family=form.cleaned_data["family"])


def _refer(request: HttpRequest, row: models.Need, _: forms.FactsForm) -> None:
    keys = list(models.Offer.objects.filter(key__in=request.POST.getlist("offer")).values_list("key", flat=True))
    form = forms.ReferForm(request.POST, keys=keys)
    if not form.is_valid():
        raise InterfaceError("Choose who is asked.")
    given = form.cleaned_data
    choices = [referrals.Choice(offer=key) for key in given["offer"]]
    if given["recipient"]:
        choices.append(referrals.Choice(recipient=given["recipient"], email=given["email"]))
    referrals.refer(row.pk, choices, who=request.user.email, send=lambda one: _send(request, one))
    messages.success(request, gettext("Passed on."))


def _send(request: HttpRequest, row: models.Referral) -> None:
    """Writes to the recipient; the referral is kept even where no letter goes out, and the page says so."""
    try:
        send_referral(row, origin(request))
    except (OSError, SMTPException):
        messages.error(
            request, gettext("The letter to %(recipient)s could not be sent. Call them.") % {"recipient": row.recipient}
        )


def _close(request: HttpRequest, row: models.Need, _: forms.FactsForm) -> None:
    kept.close(row.pk, request.POST.get("outcome", ""), who=request.user.email, answer=request.POST.get("answer", ""))
    messages.success(request, gettext("Closed."))


def _take(request: HttpRequest, row: models.Need, _: forms.FactsForm) -> None:
    kept.take_over(row.pk, who=request.user.email)


def _back(request: HttpRequest, row: models.Need, _: forms.FactsForm) -> None:
    kept.told_back(row.pk, request.POST.get("answer", ""), who=request.user.email)
    messages.success(request, gettext("Kept."))


def _erase(request: HttpRequest, row: models.Need, _: forms.FactsForm) -> None:
    kept.erase(row.pk, who=request.user.email)
    messages.success(request, gettext("Erased."))


CHANGES = {"facts": _facts, "refer": _refer, "close": _close, "take": _take, "back": _back, "erase": _erase, "reopen": _reopen}


@needs("handle_needs")
def referral(request: HttpRequest, number: int, does: str) -> HttpResponse:
    """What the adviser notes of one referral: accept, decline, done, withdraw, agree, or over: somebody else is asked."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = models.Referral.objects.select_related("need").filter(pk=number).first()
    if row is None or does not in ("accept", "decline", "done", "withdraw", "agree", "over"):
        raise Http404
    try:
        _noted(request, row, does)
    except InterfaceError as error:
        return _page(request, row.need, forms.FactsForm(need=row.need), wrong=refusal(error))
    return HttpResponseRedirect(reverse("interface:need", args=[row.need_id]))


def _noted(request: HttpRequest, row: models.Referral, does: str) -> None:
    who, words = request.user.email, request.POST.get("words", "")
    if does in ("accept", "decline"):
        referrals.answer(row.pk, accepts=does == "accept", who=who, reason=request.POST.get("reason", ""), words=words)
    elif does == "done":
        referrals.finish(row.pk, who=who, words=words)
    elif does == "withdraw":
        referrals.withdraw(row.pk, who=who)
    elif does == "agree":
        referrals.agree(row.pk, recipient=False, who=who)
    else:
        form = forms.ReferForm({"recipient": request.POST.get("recipient", ""), "email": request.POST.get("email", "")})
        if not form.is_valid() or not form.cleaned_data["recipient"]:
            raise InterfaceError("Say who is asked.")
        choice = referrals.Choice(recipient=form.cleaned_data["recipient"], email=form.cleaned_data["email"])
        referrals.hand_over(row.pk, choice, who=who, send=lambda one: _send(request, one))
