"""What ``territory.toml`` says of data about people: whom readers may write to, and to whom they may complain.

Invariant: whoever is named can be reached; whatever is said stands in the privacy notice as it was written.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from dentelle.errors import phrase
from dentelle.territory.toml_table import Table

__all__ = ["PRIVACY_KEYS", "PrivacyRule", "privacy_rule"]

PRIVACY_KEYS = ("officer", "officer_contact", "authority", "authority_url")
REACHED = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|https?://[^\s<>\"]+|\+?[\d ().-]{6,}")  # e-mail, page, telephone


@dataclass(frozen=True, slots=True)
class PrivacyRule:
    """The data protection ``officer`` and how to reach them; the supervisory ``authority`` and its page for complaints."""

    officer: str = ""
    officer_contact: str = ""
    authority: str = ""
    authority_url: str = ""


def privacy_rule(top: Table, url: Callable[..., str]) -> PrivacyRule:
    """The table ``[privacy]`` of ``top``. ``url`` reads the address of a page."""
    table = top.table("privacy", "[privacy]")
    rule = PrivacyRule(table.text("officer"), table.text("officer_contact"), table.text("authority"), url(table, "authority_url"))
    if rule.officer_contact and not REACHED.fullmatch(rule.officer_contact):
        table.wrong(
            "officer_contact",
            phrase('nobody can be reached at "%(contact)s"', contact=rule.officer_contact),
            phrase("Write an e-mail address, a telephone number or the address of a page"),
        )
    for name, way in (("officer", "officer_contact"), ("authority", "authority_url")):
        if getattr(rule, name) and not table.values.get(way):
            right = phrase('Write it as well: %(key)s = "…"', key=way)
            table.wrong(name, phrase("%(key)s is there and %(way)s is not", key=name, way=way), right)
        elif getattr(rule, way) and not getattr(rule, name):
            right = phrase('Write it as well: %(key)s = "…"', key=name)
            table.wrong(way, phrase("%(key)s is there and %(way)s is not", key=way, way=name), right)
    table.close()
    return rule
