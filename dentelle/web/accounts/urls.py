"""The addresses of signing in: allauth's views, under the names that it asks for, and the way in by invitation."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from dentelle.web.accounts import invitation

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/lost/", account.password_reset, name="account_reset_password"),
    path("password/lost/sent/", account.password_reset_done, name="account_reset_password_done"),
    path("password/new/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("codes/", mfa.index, name="mfa_index"),
    path("codes/enter/", mfa.authenticate, name="mfa_authenticate"),
    path("codes/confirm/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("codes/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("codes/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("codes/recovery/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/recovery/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("codes/recovery/download/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("invitation/<str:secret>/", invitation.accept, name="invitation"),
]
