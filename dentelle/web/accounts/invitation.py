"""The page that an invitation opens: a name and a password make the account."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from dentelle.atlas.models import Invitation, User
from dentelle.atlas.people.accounts import accept as accept_invitation
from dentelle.atlas.people.accounts import invitation
from dentelle.errors import AccountError
from dentelle.web.access import public


class AcceptForm(forms.Form):
    """A name and a new password, typed twice."""

    name = forms.CharField(
        max_length=120, label=gettext_lazy("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        max_length=256,
        strip=False,
        label=gettext_lazy("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        max_length=256,
        strip=False,
        label=gettext_lazy("Password, once more"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, open_: Invitation, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, initial={"name": open_.name}, **named)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())
        self._email = open_.email

    def clean(self) -> dict[str, str]:
        given = super().clean() or {}
        password = given.get("password", "")
        if password and given.get("again") and password != given["again"]:
            self.add_error("again", gettext_lazy("The two passwords differ."))
        elif password:
            try:
                validate_password(password, User(email=self._email, name=given.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return given


@never_cache
@public
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Shows whom the invitation is for, and makes the account; 410 once it is used, taken back or has expired."""
    open_ = invitation(secret)
    if open_ is None:
        return render(request, "account/invitation_over.html", status=410)
    form = AcceptForm(open_, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = accept_invitation(secret, name=form.cleaned_data["name"], password=form.cleaned_data["password"])
        except AccountError:
            return render(request, "account/invitation_over.html", status=410)
        return perform_login(request, Login(user=user))
    return render(request, "account/invitation.html", {"form": form, "invitation": open_})
