"""Accounts: invite, change roles, close. For administrators."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.http import require_POST

from dentelle.atlas.models import ROLES, Invitation, User
from dentelle.atlas.people import accounts
from dentelle.errors import AccountError
from dentelle.web.access import needs
from dentelle.web.accounts.mail import send_invitation
from dentelle.web.refusals import refusal
from dentelle.web.workbench.sections import sections

ROLE_NAMES = {
    "reader": gettext_lazy("Reader"),
    "contributor": gettext_lazy("Contributor"),
    "editor": gettext_lazy("Editor"),
    "steward": gettext_lazy("Steward"),
    "administrator": gettext_lazy("Administrator"),
}
CHOICES = [(role, ROLE_NAMES[role]) for role in ROLES]


class InviteForm(forms.Form):
    """Whom to invite, and what they will be."""

    email = forms.EmailField(max_length=254, label=gettext_lazy("E-mail address"))
    name = forms.CharField(max_length=120, required=False, label=gettext_lazy("Name"))
    role = forms.ChoiceField(choices=CHOICES, initial="editor", label=gettext_lazy("Role"))


@needs("manage_accounts")
def people(request: HttpRequest) -> HttpResponse:
    """The accounts and open invitations; an invitation sent from here goes by mail and is shown once."""
    form = InviteForm(request.POST or None)
    link = ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        language = get_language() or "fr"
        try:
            secret = accounts.invite(given["email"], given["role"], who=request.user.email, name=given["name"], language=language)
        except AccountError as error:
            form.add_error("email", refusal(error))
        else:
            link = request.build_absolute_uri(reverse("invitation", args=[secret]))
            send_invitation(given["email"], link, invited_by=str(request.user), language=language)
            form = InviteForm()
    return render(
        request,
        "workbench/people.html",
        {
            "menu": sections(request),
            "form": form,
            "link": link,
            "users": [(user, ROLE_NAMES[user.role]) for user in User.objects.order_by("-is_active", "email")],
            "invitations": [
                (open_, ROLE_NAMES[open_.role])
                for open_ in Invitation.objects.filter(ended_at=None, expires_at__gt=timezone.now()).order_by("-made_at")
            ],
            "roles": CHOICES,
        },
        status=200 if not form.errors else 422,
    )


@needs("manage_accounts")
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """One change to one account: its role, closed, open again, or an invitation taken back."""
    email, who = request.POST.get("email", ""), request.user.email
    changes = {
        "role": lambda: accounts.set_role(email, request.POST.get("role", ""), who=who),
        "deactivate": lambda: accounts.deactivate(email, who=who),
        "reactivate": lambda: accounts.reactivate(email, who=who),
        "withdraw": lambda: accounts.withdraw(email, who=who),
    }
    made = changes.get(request.POST.get("change", ""))
    if made is None:
        raise PermissionDenied
    try:
        made()
    except AccountError as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, gettext("Done."))
    return HttpResponseRedirect(reverse("workbench:people"))
