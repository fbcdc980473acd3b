"""Article in, difference out: what a document would change, decided on before anything is written."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from dentelle.atlas.models import Source
from dentelle.atlas.people.permissions import may
from dentelle.errors import DentelleError, JudgementError, SourceError
from dentelle.weaving import beforehand, drafts, taking
from dentelle.weaving import intake as reading
from dentelle.weaving.drafts import Decision, Draft
from dentelle.weaving.jobs import weave_soon
from dentelle.web.access import needs
from dentelle.web.queries.drafted import drafted
from dentelle.web.refusals import left_out, refusal
from dentelle.web.workbench.sections import sections

AGAIN = "3"  # seconds until a page that waits for a process asks again


@needs("add_source")
def intake(request: HttpRequest) -> HttpResponse:
    """The documents that wait to be taken in; several can be at once."""
    folder = settings.TERRITORY
    if request.method == "POST":
        done = sum(_take(request, token) for token in request.POST.getlist("token"))
        if done:
            weave_soon(request.user.email)
            messages.success(request, gettext("Taken in. What they say shows with the weave that has just begun."))
        return HttpResponseRedirect(reverse("workbench:intake"))
    waiting = [draft for draft in drafts.every(folder) if draft.state != "taken" and draft.kind == "document"]
    for draft in waiting:
        _go_on(draft)
    listed = [(draft, taking.result(folder, draft.token)) for draft in waiting]
    response = render(
        request, "workbench/intake.html", {"menu": sections(request), "listed": listed, "days": settings.DRAFT_DAYS}
    )
    if any(draft.state == "reading" for draft in waiting):
        response["Refresh"] = AGAIN
    return response


@needs("add_source")
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """What one document would change; decisions on it; taking it in."""
    held = _draft(token)
    if held.kind == "list":
        return HttpResponseRedirect(reverse("workbench:list", args=[token]))
    if request.method == "POST":
        return _answer(request, held)
    _go_on(held)
    found = taking.result(settings.TERRITORY, token) if held.state in ("read", "taking") else None
    there = Source.objects.filter(path=held.path, present=True, digest=held.digest).first() if held.state == "taken" else None
    context = {
        "menu": sections(request),
        "draft": held,
        "unread": left_out(held.reason, held.name) if held.reason else "",
        "found": found,
        "shown": drafted(found, held, get_language() or "fr") if found else None,
        "source": there,
        "may_decide": may(request.user, "decide_claims"),
    }
    response = render(request, "workbench/draft.html", context)
    if held.state == "reading" or (held.state == "taken" and there is None):
        response["Refresh"] = AGAIN
    return response


@needs("add_source")
@require_POST
def discard(request: HttpRequest, token: str) -> HttpResponse:
    """A draft, thrown away."""
    held = _draft(token)
    if held.state in ("taking", "taken"):
        messages.error(request, gettext("%(name)s is taken in already.") % {"name": held.name})
    else:
        drafts.discard(settings.TERRITORY, token)
        messages.success(request, gettext("%(name)s is thrown away.") % {"name": held.name})
    return HttpResponseRedirect(reverse("workbench:intake"))


def _draft(token: str) -> Draft:
    try:
        return drafts.load(settings.TERRITORY, token)
    except SourceError as error:
        raise Http404(error.detail) from error


def _go_on(held: Draft) -> None:
    """Reads again what was being read when its process was killed."""
    if held.state == "reading" and not reading.is_being_read(held):
        now = _draft(held.token)
        if now.state == "reading" and not reading.is_being_read(now):
            if now.tries >= reading.MOST_TRIES:
                reading.give_up(settings.TERRITORY, held.token)
            else:
                reading.start(settings.TERRITORY, held.token)
        held.state = _draft(held.token).state


def _answer(request: HttpRequest, held: Draft) -> HttpResponse:
    """Keeps what the form says, then does what its button says."""
    action = request.POST.get("action", "")
    here = HttpResponseRedirect(reverse("workbench:draft", args=[held.token]))
    found = taking.result(settings.TERRITORY, held.token)
    if held.state != "read" or found is None:
        if action == "take" and held.state == "taking" and _take(request, held.token):
            weave_soon(request.user.email)
        return here
    if may(request.user, "decide_claims"):
        try:
            with drafts.changing(settings.TERRITORY, held.token) as now:
                _decide(request, now, found)
                _decide_all(action, now, found)
        except JudgementError as error:
            messages.error(request, refusal(error))
            return here
    if action == "take":
        if _take(request, held.token):
            weave_soon(request.user.email)
    else:
        messages.success(request, gettext("Kept. Nothing is in the atlas before you take the document in."))
    return here


def _decide(request: HttpRequest, now: Draft, found: taking.Result) -> None:
    """The decisions on single claims. Raises JudgementError for a correction that does not fit."""
    fresh: dict[str, Decision | None] = {}
    for change in found.changes:
        verdict = request.POST.get(f"d-{change.key}")
        value = request.POST.get(f"v-{change.key}", "").strip()[:400]
        if verdict == "correct":
            beforehand.check(change, value)
            fresh[change.key] = Decision("correct", value)
        elif verdict in ("accept", "reject"):
            fresh[change.key] = Decision(verdict)
        elif verdict == "":
            fresh[change.key] = None
    _set(now, fresh)


def _decide_all(action: str, now: Draft, found: taking.Result) -> None:
    """The decisions on all claims of a kind, or about an actor: "accept kind new", "reject actor ID", "leave kind role"."""
    verdict, _, scope = action.partition(" ")
    sort, _, which = scope.partition(" ")
    if verdict not in ("accept", "reject", "leave") or sort not in ("kind", "actor"):
        return
    about = {key for actor in found.actors if actor.entity == which for key in actor.claims}
    meant = [one.key for one in found.changes if (one.kind == which if sort == "kind" else one.key in about)]
    _set(now, {key: Decision(verdict) if verdict != "leave" else None for key in meant})


def _set(now: Draft, decisions: dict[str, Decision | None]) -> None:
    for key, decision in decisions.items():
        now.decisions.pop(key, None)
        if decision is not None:
            now.decisions[key] = decision


def _take(request: HttpRequest, token: str) -> bool:
    """Whether the draft is in the territory now; else the person is told why not."""
    try:
        taking.take(settings.TERRITORY, token, who=request.user.email, may_decide=may(request.user, "decide_claims"))
    except (DentelleError, OSError) as error:
        messages.error(request, refusal(error))
        return False
    return True
