"""A recipient's own page: what is needed, and the one answer. It is opened by the link in the letter, without an account."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from dentelle.atlas.people.access import public
from dentelle.atlas.people.refusals import refusal
from dentelle.errors import InterfaceError
from dentelle.hub.interface import forms, models, referrals


@never_cache
@csrf_exempt  # whoever has the signed link may answer, nobody else can send this form; and no cookie is needed
@public
def recipient(request: HttpRequest, token: str) -> HttpResponse:
    """The need behind ``token``, with the name where it may be seen, and the form for an answer."""
    row = referrals.by_token(token)
    if row is None or row.need.erased_at is not None:
        raise Http404
    form = forms.AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _answered(row, form):
        return HttpResponseRedirect(request.path)
    named = referrals.sees_name(row)
    context = {"row": row, "need": row.need, "named": named, "form": form, "state": forms.STATE_NAMES[row.state]}
    response = render(request, "interface/recipient.html", context, status=422 if form.errors else 200)
    response["Referrer-Policy"] = "same-origin"
    return response


def _answered(row: models.Referral, form: forms.AnswerForm) -> bool:
    """Whether it could be kept; what went wrong stands with the form."""
    given, who = form.cleaned_data, row.recipient
    try:
        if given["does"] == "agree":
            referrals.agree(row.pk, recipient=True, who=who)
        elif given["does"] == "done":
            referrals.finish(row.pk, who=who, words=given["words"])
        else:
            accepts = given["does"] == "accept"
            referrals.answer(row.pk, accepts=accepts, who=who, reason=given["reason"], words=given["words"])
    except InterfaceError as error:
        form.add_error(None, refusal(error))
        return False
    return True
