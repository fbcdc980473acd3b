"""Protecting people: hide or erase one, with everything that it will touch shown before; who is left out; taking a hiding back.

Names are sent in forms only, never in an address: addresses stand in histories and logs.
"""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.http import require_POST

from dentelle.atlas.privacy import leaving_out
from dentelle.atlas.privacy.leaving_out import REASONS, Preview, Wish
from dentelle.errors import TombstoneError
from dentelle.tombstones import ERASED, HIDDEN
from dentelle.weaving.jobs import weave_soon
from dentelle.web.access import needs
from dentelle.web.queries.names import names_of
from dentelle.web.queries.protection import left_out, tables
from dentelle.web.refusals import refusal
from dentelle.web.workbench.sections import sections

REASON_NAMES = {
    "objection": gettext_lazy("The person objects"),
    "no_role": gettext_lazy("The person has no public role any more"),
    "protection": gettext_lazy("The person is in danger, or under age"),
    "error": gettext_lazy("The person should never have been in the atlas"),
    "court": gettext_lazy("A court or an authority orders it"),
}
LEVELS = ((HIDDEN, gettext_lazy("Hide: can be taken back")), (ERASED, gettext_lazy("Erase: for ever")))


class WishForm(forms.Form):
    """Whom to leave out, how and why."""

    names = forms.CharField(
        max_length=4_000,
        label=gettext_lazy("Names, one a line"),
        help_text=gettext_lazy(
            "Either order, initials, accents, hyphens and endings are found by themselves. Add former names here."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    level = forms.ChoiceField(choices=LEVELS, initial=HIDDEN, label=gettext_lazy("How"), widget=forms.RadioSelect)
    why = forms.ChoiceField(choices=[(reason, REASON_NAMES[reason]) for reason in REASONS], label=gettext_lazy("Why"))


@needs("protect_person")
def protection(request: HttpRequest) -> HttpResponse:
    """Who is left out, by number; and the form for somebody who has no page."""
    context = {"menu": sections(request), "shown": left_out(), "reasons": REASON_NAMES}
    return render(request, "workbench/protection.html", context)


@needs("protect_person")
def protect(request: HttpRequest, identity: str) -> HttpResponse:
    """Somebody who has a page: what would be touched, then the action."""
    name = names_of([identity], get_language() or "fr").get(identity)
    if name is None:
        raise Http404
    proposed = "\n".join(leaving_out.names_of(identity))
    return _page(request, identity, {"names": proposed, "level": HIDDEN, "why": REASONS[0]}, name)


@needs("protect_person")
def by_name(request: HttpRequest) -> HttpResponse:
    """Somebody who has no page but stands in passages."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("workbench:protection"))
    return _page(request, "", {"level": HIDDEN, "why": REASONS[0]}, None)


@needs("protect_person")
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """A hiding taken back, or made an erasing."""
    number, who = request.POST.get("stone", ""), request.user.email
    changes = {"withdraw": leaving_out.withdraw, "harden": leaving_out.harden}
    made = changes.get(request.POST.get("change", ""))
    if made is None:
        raise PermissionDenied
    try:
        made(number, who=who)
    except TombstoneError as error:
        messages.error(request, refusal(error))
    else:
        weave_soon(who)
        messages.success(request, gettext("Done. A weave has begun, and shows the rest."))
    return HttpResponseRedirect(reverse("workbench:protection"))


def _page(request: HttpRequest, identity: str, initial: dict[str, str], name: object) -> HttpResponse:
    """The form with its preview; with ``do=apply`` the action itself."""
    posted = request.method == "POST"
    form = WishForm(initial | {key: request.POST[key] for key in ("names", "level", "why") if key in request.POST})
    seen: Preview | None = None
    if form.is_valid():
        try:
            wish = _wish(request, form, identity, first=not posted or request.POST.get("do") == "begin")
            if request.POST.get("do") == "apply":
                row = leaving_out.leave_out(wish, who=request.user.email, why=form.cleaned_data["why"])
                weave_soon(request.user.email)
                told = gettext("Done, under the number %(number)s. It holds at once and in every later weave.")
                messages.success(request, told % {"number": row.id[:8]})
                return HttpResponseRedirect(reverse("workbench:protection"))
            seen = leaving_out.preview(wish)
        except TombstoneError as error:
            form.add_error("names", refusal(error))
    context = {
        "menu": sections(request),
        "form": form,
        "seen": seen,
        "rows": tables(seen.rows) if seen else (),
        "name": name,
        "identity": identity,
    }
    return render(request, "workbench/protect.html", context, status=422 if form.errors else 200)


def _wish(request: HttpRequest, form: WishForm, identity: str, *, first: bool) -> Wish:
    """What the form asks for. At first a namesake whom the atlas tells apart stays, if the person has a page."""
    given = form.cleaned_data
    names = tuple(given["names"].splitlines())
    spare = frozenset(request.POST.getlist("spare"))
    if first and identity:
        seen = leaving_out.preview(Wish(names, given["level"], identity))
        spare = frozenset(one.id for one in seen.namesakes if one.spared or (one.same and one.kind == "person"))
    also = frozenset((source, text) for source, _, text in (one.partition("|") for one in request.POST.getlist("also")) if text)
    return Wish(names, given["level"], identity, spare, also)
