"""The history of an entity: who decided what, when and why; any one taken back, or all brought back to a moment."""

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from dentelle.atlas.browsing.names import name_of
from dentelle.atlas.deciding.restoring import restore, take_back
from dentelle.atlas.models import EntityRow
from dentelle.atlas.people.permissions import may
from dentelle.errors import JudgementError, RefusedError
from dentelle.web.access import needs
from dentelle.web.queries.editing import entity_row
from dentelle.web.queries.entity import current_id
from dentelle.web.queries.history import history as events
from dentelle.web.queries.history import restored
from dentelle.web.refusals import refusal
from dentelle.web.workbench.joining import ReasonForm
from dentelle.web.workbench.sections import sections

REASON = 400  # characters


@needs("enter")
def history(request: HttpRequest, identity: str) -> HttpResponse:
    """Every decision on the entity and every change by a person, newest first."""
    row = _row(identity)
    return render(request, "workbench/history.html", _context(request, row))


@needs("edit_facts")
@require_POST
def undo(request: HttpRequest, identity: str) -> HttpResponse:
    """Takes one decision back."""
    row, sort = _row(identity), request.POST.get("sort", "")
    number = request.POST.get("number", "")
    if sort == "pair" and not may(request.user, "decide_identity"):
        raise PermissionDenied
    if not number.isdecimal() or len(number) > 15:
        raise Http404
    try:
        why = " ".join(request.POST.get("why", "").split())[:REASON]
        take_back(row.identity_id, sort, int(number), who=request.user.email, why=why)
        messages.success(request, gettext("Taken back."))
    except RefusedError as error:
        return render(request, "workbench/history.html", _context(request, row) | {"chain": error.chain}, status=409)
    except JudgementError as error:
        messages.warning(request, refusal(error))
    return HttpResponseRedirect(reverse("workbench:history", args=[current_id(row.identity_id) or row.identity_id]))


@needs("decide_identity")
def bring_back(request: HttpRequest, identity: str) -> HttpResponse:
    """What people decided as of a moment (``to``): first what would change, then, with a reason, the restore itself."""
    row = _row(identity)
    moment = _moment(request.GET.get("to", ""))
    if moment is None:
        messages.warning(request, gettext("Choose a day."))
        return HttpResponseRedirect(reverse("workbench:history", args=[row.identity_id]))
    form = ReasonForm(request.POST or None)
    context = _context(request, row) | {"moment": moment, "form": form, "restored": None, "fault": ""}
    try:
        if request.method == "POST" and form.is_valid():
            restore(row.identity_id, moment, who=request.user.email, why=form.cleaned_data["why"])
            messages.success(request, gettext("Brought back."))
            return HttpResponseRedirect(reverse("workbench:history", args=[current_id(row.identity_id) or row.identity_id]))
        context["restored"] = restored(row, moment, request.user.email, get_language() or "fr")
    except RefusedError as error:
        return render(request, "workbench/restore.html", context | {"chain": error.chain}, status=409)
    except JudgementError as error:
        context["fault"] = refusal(error)
    return render(request, "workbench/restore.html", context, status=422 if form.errors else 200)


def _context(request: HttpRequest, row: EntityRow) -> dict[str, object]:
    language = get_language() or "fr"
    return {
        "menu": sections(request),
        "name": name_of(row, language),
        "page": events(row, request.GET.get("page", "1"), language),
        "may_undo": may(request.user, "edit_facts"),
        "may_join": may(request.user, "decide_identity"),
        "chain": (),
    }


def _row(identity: str) -> EntityRow:
    row = entity_row(identity)
    if row is None:
        raise Http404
    return row


def _moment(text: str) -> datetime | None:
    """The moment that ``text`` names: a moment in ISO 8601, or a day, which counts to its end; None for neither."""
    try:
        moment = parse_datetime(text)
        if moment is None or len(text) <= len("2026-01-01"):
            day = parse_date(text)
            return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) if day else None
    except (ValueError, OverflowError):
        return None
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
