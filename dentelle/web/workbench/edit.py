"""Editing an entity by hand: what is said of it, stating a fact, correcting one, taking one's own back.

Whoever may edit facts changes the atlas at once; the keeper of the record, and contributors, fill in the same form and propose.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from dentelle.atlas.deciding.hand_facts import Draft, state, take_back
from dentelle.atlas.deciding.hand_values import sayable, value_types
from dentelle.atlas.deciding.proposals import propose
from dentelle.atlas.models import EntityRow, HandFact, IdentityLeaf
from dentelle.atlas.people.permissions import may
from dentelle.errors import JudgementError
from dentelle.model import ValueType
from dentelle.web.access import needs
from dentelle.web.queries.editing import choices, concepts, edited, entities_for, entity_row, fact_of, own_proposals
from dentelle.web.queries.facts import ShownFact
from dentelle.web.queries.names import name_of
from dentelle.web.refusals import refusal
from dentelle.web.workbench.fact_forms import TYPE_NAMES, FactForm, WhyForm, initial_of
from dentelle.web.workbench.sections import sections


@needs("enter")
def edit(request: HttpRequest, identity: str) -> HttpResponse:
    """Everything that is said of the entity, each with what can be done about it."""
    row, direct = _editable(request, identity)
    context = {
        "menu": sections(request),
        "page": edited(row, get_language() or "fr"),
        "direct": direct,
        "choices": choices(row, get_language() or "fr"),
        "proposals": () if direct else own_proposals(row.identity_id, request.user.email),
        "steward": may(request.user, "decide_identity"),
    }
    return render(request, "workbench/edit.html", context)


@needs("enter")
def add(request: HttpRequest, identity: str) -> HttpResponse:
    """States a fact: first which property, then its value."""
    row, direct = _editable(request, identity)
    name = request.GET.get("property", "")
    if name not in {one.id for one in sayable(row.type or row.kind)}:
        return HttpResponseRedirect(reverse("workbench:edit", args=[row.identity_id]))
    return _fact(request, row, name, direct=direct)


@needs("enter")
def correct(request: HttpRequest, identity: str, fact: str) -> HttpResponse:
    """Puts another value in the place of a fact, which the sources go on to say beside it."""
    row, direct = _editable(request, identity)
    found = fact_of(row, fact, get_language() or "fr")
    if found is None:
        messages.warning(request, gettext("This fact is no more as you saw it. Look at the page again."))
        return HttpResponseRedirect(reverse("workbench:edit", args=[row.identity_id]))
    return _fact(request, row, found[0].property, direct=direct, instead=found[1], held=found[0].value_entity_id or "")


@needs("enter")
@require_POST
def remove(request: HttpRequest, identity: str, number: int) -> HttpResponse:
    """Takes a fact back that was stated by hand."""
    row, direct = _editable(request, identity)
    if not direct:
        raise PermissionDenied
    leaves = IdentityLeaf.objects.visible().filter(identity=row.identity_id).values("leaf")
    stated = HandFact.objects.filter(pk=number, subject__in=leaves).first()
    if stated is None:
        raise Http404
    form = WhyForm(request.POST)
    try:
        take_back(stated, who=request.user.email, why=form.data.get("why", "")[:400].strip())
        messages.success(request, gettext("Taken back."))
    except JudgementError as error:
        messages.warning(request, refusal(error))
    return HttpResponseRedirect(reverse("workbench:edit", args=[row.identity_id]))


def _fact(
    request: HttpRequest, row: EntityRow, name: str, *, direct: bool, instead: ShownFact | None = None, held: str = ""
) -> HttpResponse:
    language = get_language() or "fr"
    types = value_types(name)
    type_ = _type(request.GET.get("type", ""), types, instead)
    asked = request.GET.get("q", "")
    chosen = request.POST.get("entity", held)
    found = entities_for(name, asked, chosen, row.identity_id, language) if type_ is ValueType.ENTITY else []
    first = initial_of(instead.value, held, instead.qualifiers) if instead and instead.value["type"] == type_ else None
    form = FactForm(
        name, type_, request.POST or None, initial=first, entities=found,
        concepts=concepts(language) if type_ is ValueType.CONCEPT else (),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        draft = Draft(row.identity_id, form.written(), form.cleaned_data["why"], form.relied(), instead.key if instead else "")
        try:
            _keep(request, draft, direct)
            return HttpResponseRedirect(reverse("workbench:edit", args=[row.identity_id]))
        except JudgementError as error:
            form.add_error(None, refusal(error))
    context = {
        "menu": sections(request),
        "name": name_of(row, language),
        "property": name,
        "form": form,
        "types": [(one, TYPE_NAMES[one], one is type_) for one in types],
        "searching": type_ is ValueType.ENTITY,
        "asked": asked,
        "found": found,
        "type": type_,
        "instead": instead,
        "direct": direct,
    }
    return render(request, "workbench/fact.html", context, status=422 if form.errors else 200)


def _keep(request: HttpRequest, draft: Draft, direct: bool) -> None:
    if direct:
        state(draft, who=request.user.email)
        messages.success(request, gettext("Corrected.") if draft.instead else gettext("Stated."))
    else:
        propose(draft, who=request.user.email)
        messages.success(request, gettext("Proposed. You see here what an editor answers."))


def _type(asked: str, types: tuple[ValueType, ...], instead: ShownFact | None) -> ValueType:
    """The sort of value: the one asked for, else that of the fact there is, else the first."""
    held = ValueType(instead.value["type"]) if instead else None
    return next((one for one in types if one == asked), held if held in types else types[0])


def _editable(request: HttpRequest, identity: str) -> tuple[EntityRow, bool]:
    """The entity, and whether the account changes it at once (else it proposes)."""
    row = entity_row(identity)
    if row is None:
        raise Http404
    direct = may(request.user, "edit_facts")
    if not direct and not may(request.user, "propose", row.identity_id):
        raise PermissionDenied
    return row, direct
