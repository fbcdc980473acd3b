"""The review queue: a list with filters, and the desk where one item after the other is decided.

Every button is a form that works without JavaScript. The module ``review.js`` sends the same forms and puts the desk that comes
back in the place of the old one: an answer is only the desk when the request says ``X-Part: desk``.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dentelle.atlas.deciding import leases, reviewing
from dentelle.atlas.models import ReviewRow
from dentelle.atlas.people.permissions import may
from dentelle.errors import DecidedError, JudgementError, Link, RefusedError
from dentelle.web.access import needs
from dentelle.web.queries.review import Filters, filters_of, next_item, query_of, queue, waiting
from dentelle.web.queries.review_item import full_item
from dentelle.web.refusals import refusal
from dentelle.web.workbench.sections import sections

DONE = {
    "accept": gettext_lazy("Accepted: %(said)s"),
    "reject": gettext_lazy("Rejected: %(said)s"),
    "correct": gettext_lazy("Corrected: %(said)s"),
    "same": gettext_lazy("The same: %(said)s"),
    "different": gettext_lazy("Different: %(said)s"),
    "unsure": gettext_lazy("Nobody can tell: %(said)s"),
}
TRIES = 5  # items looked at when others take them at the same moment


@needs("decide_claims")
def review(request: HttpRequest) -> HttpResponse:
    """What waits, by priority, with filters and counts."""
    filters = filters_of(request.GET)
    found = queue(filters, request.GET.get("page", "1"), request.user.email, get_language() or "fr")
    return render(
        request,
        "workbench/review.html",
        {"menu": sections(request), "queue": found, "filters": filters, "query": query_of(filters)},
    )


@needs("decide_claims")
@never_cache
def item(request: HttpRequest) -> HttpResponse:
    """One item in full: the one asked for (``at``), the next behind or before a place, or the first that is free."""
    filters, who = filters_of(request.GET), request.user.email
    asked = request.GET.get("at", "")
    if asked:
        chosen = ReviewRow.objects.visible().filter(key=asked).first()
        if chosen is None:
            return _desk(request, filters, None, said=[_line(gettext("This item does not wait any more."))])
        holder = "" if leases.take(asked, who) else _holder(asked)
        return _desk(request, filters, chosen, holder=holder)
    after, before = _place(request.GET.get("after", "")), _place(request.GET.get("before", ""))
    return _desk(request, filters, _taken(filters, who, before or after, back=bool(before)))


@needs("decide_claims")
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """One decision, or the newest one taken back."""
    filters, who = filters_of(request.GET), request.user.email
    key, verdict = request.POST.get("key", ""), request.POST.get("decision", "")
    if verdict == "undo":
        return _undo(request, filters, who)
    row = ReviewRow.objects.visible().filter(key=key).first()
    if row is not None and not may(request.user, reviewing.ACTION[row.sort]):
        return _desk(request, filters, row, said=[_line(gettext("Only stewards decide who is who."), "error")], status=403)
    after = (row.priority, row.key) if row else None
    try:
        taken = reviewing.decide(
            key, verdict, who=who, why=request.POST.get("why", "")[:1000], value=request.POST.get("value", "")[:1000].strip()
        )
    except DecidedError as error:
        return _onward(request, filters, after, _line(_decided(error), "warning"))
    except RefusedError as error:
        return _desk(request, filters, row, chain=error.chain, status=409)
    except JudgementError as error:
        return _desk(request, filters, row, said=[_line(refusal(error), "error")], status=422)
    return _onward(request, filters, after, _line(DONE[taken.verdict] % {"said": taken.said}))


@needs("decide_claims")
@require_POST
def hold(request: HttpRequest) -> HttpResponse:
    """Keeps the item before the person who looks at it, or gives it back to the queue."""
    key, who = request.POST.get("key", ""), request.user.email
    if request.POST.get("leave"):
        leases.give_back(key, who)
        return HttpResponse(status=204)
    return HttpResponse(status=204 if leases.renew(key, who) else 409)


def _undo(request: HttpRequest, filters: Filters, who: str) -> HttpResponse:
    try:
        taken = reviewing.undo_last(who)
    except RefusedError as error:
        return _desk(request, filters, _taken(filters, who), chain=error.chain, status=409)
    except DecidedError as error:
        return _onward(request, filters, None, _line(_decided(error), "warning"))
    except JudgementError:
        return _onward(request, filters, None, _line(gettext("There is no decision of yours to take back."), "warning"))
    said = _line(gettext("Taken back: %(said)s") % {"said": taken.said})
    row = ReviewRow.objects.visible().filter(key=taken.key).first()
    if row is None or not leases.take(row.key, who):
        return _onward(request, filters, None, said)
    if request.headers.get("X-Part") == "desk":
        return _desk(request, filters, row, said=[said])
    _keep(request, said)
    return HttpResponseRedirect(_address(filters, at=row.key))


def _onward(request: HttpRequest, filters: Filters, after: tuple[float, str] | None, said: dict) -> HttpResponse:
    """To the next item: at once for the script, by a redirect for everybody else."""
    if request.headers.get("X-Part") == "desk":
        return _desk(request, filters, _taken(filters, request.user.email, after), said=[said])
    _keep(request, said)
    return HttpResponseRedirect(_address(filters, after=f"{after[0]!r}~{after[1]}" if after else ""))


def _desk(
    request: HttpRequest,
    filters: Filters,
    row: ReviewRow | None,
    *,
    said: list[dict] | None = None,
    chain: tuple[Link, ...] = (),
    holder: str = "",
    status: int = 200,
) -> HttpResponse:
    """The desk with ``row`` on it, alone or within its page."""
    found = full_item(row, get_language() or "fr") if row else None
    part = request.headers.get("X-Part") == "desk"
    context = {
        "found": found,
        "place": f"{row.priority!r}~{row.key}" if row else "",
        "query": query_of(filters),
        "left": waiting(filters).count(),
        "holder": holder,
        "chain": chain,
        "said": said or ([] if part else [{"text": str(one), "level": one.level_tag} for one in messages.get_messages(request)]),
        "deciding": bool(row) and not holder and may(request.user, reviewing.ACTION[row.sort]),
        "address": _address(filters, at=row.key) if row else _address(filters),
    }
    if part:
        return render(request, "workbench/parts/desk.html", context, status=status)
    return render(request, "workbench/review_item.html", {"menu": sections(request), **context}, status=status)


def _taken(filters: Filters, who: str, after: tuple[float, str] | None = None, *, back: bool = False) -> ReviewRow | None:
    """The next free item, in the hands of ``who``."""
    for _ in range(TRIES):
        row = next_item(filters, who, after, back=back)
        if row is None:
            return None
        if leases.take(row.key, who):
            if ReviewRow.objects.visible().filter(key=row.key).exists():
                return row
            leases.give_back(row.key, who)  # somebody decided it between the two questions
    return None


def _holder(key: str) -> str:
    return leases.Lease.objects.filter(key=key).values_list("who", flat=True).first() or ""


def _decided(error: DecidedError) -> str:
    if error.held:
        return gettext("%(who)s has this item before them. Here is the next.") % {"who": error.who}
    if error.who:
        return gettext("%(who)s has decided this meanwhile. Here is the next.") % {"who": error.who}
    return gettext("This item does not wait any more.")


def _place(text: str) -> tuple[float, str] | None:
    """The place in the queue that an address names as "priority~key"."""
    priority, _, key = text.partition("~")
    try:
        return (float(priority), key) if key else None
    except ValueError as error:
        raise Http404 from error


def _address(filters: Filters, **more: str) -> str:
    query = "&".join(part for part in (query_of(filters), *(f"{name}={value}" for name, value in more.items() if value)) if part)
    return reverse("workbench:review-item") + (f"?{query}" if query else "")


def _line(text: str, level: str = "success") -> dict:
    return {"text": text, "level": level}


def _keep(request: HttpRequest, line: dict) -> None:
    (messages.warning if line["level"] == "warning" else messages.success)(request, line["text"])
