"""What allauth asks us: nobody signs up uninvited, and mails are in the language and name of the territory."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import override

from dentelle.atlas.models import User
from dentelle.web.queries.territory import published


class Adapter(DefaultAccountAdapter):
    """allauth's choices that differ here."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return f"[{published('').name or 'Dentelle'}] {subject}"

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> Any:
        user = User.objects.filter(email=email).first()
        with override(user.language if user else None):
            return super().render_mail(template_prefix, email, {**context, "territory": published("")}, headers)
