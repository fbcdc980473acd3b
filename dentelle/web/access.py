"""The rule of every view is kept: who may not is asked to sign in or refused, and a view without a rule answers nobody.

The marks that views bear are those of ``atlas.access``. What is not ours (signing in) is named in ``ALLAUTH`` by its address.
"""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse

from dentelle.atlas.people.access import PUBLIC, SIGNED_IN, needs, public, signed_in
from dentelle.atlas.people.permissions import may

__all__ = ["PUBLIC", "SIGNED_IN", "needs", "only_whom_it_concerns", "public", "rule", "signed_in"]

ALLAUTH = {  # address → rule
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "mfa_authenticate": PUBLIC,  # between password and session
    "account_change_password": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
}


def rule(view: object, url_name: str | None) -> str:
    """The rule of a view: "public", "signed in" or an action; "" when it has none."""
    return getattr(view, "rule", "") or ALLAUTH.get(url_name or "", "")


def only_whom_it_concerns(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: asks visitors to sign in where an account is needed, refuses who may not; a view without a rule never runs."""

    def handle(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(
        request: HttpRequest, view: Callable[..., HttpResponse], arguments: object, named: object
    ) -> HttpResponse | None:
        match = request.resolver_match
        asked = rule(view, match.url_name if match else None)
        if not asked:
            raise ImproperlyConfigured(f"the view of {request.path} says for whom it is by no rule")
        if asked == PUBLIC:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if asked != SIGNED_IN and not may(request.user, asked):
            raise PermissionDenied
        return None

    handle.process_view = process_view  # type: ignore[attr-defined]
    return handle
