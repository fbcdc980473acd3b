"""Which view is for whom: each says so, and one that says nothing answers nobody (``web.access`` sees to it).

``@public`` opens a view to everybody, ``@needs("decide_claims")`` to accounts that may do that (``permissions.ACTIONS``). The
marks are here so that the views of ``hub`` can bear them, too.
"""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponseBase

from dentelle.atlas.people.permissions import ACTIONS

__all__ = ["PUBLIC", "SIGNED_IN", "needs", "public", "signed_in"]

PUBLIC = "public"
SIGNED_IN = "signed in"

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def public(view: View) -> View:
    """Opens ``view`` to everybody."""
    view.rule = PUBLIC  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Opens ``view`` to everybody who has an account, whatever their role."""
    view.rule = SIGNED_IN  # type: ignore[attr-defined]
    return view


def needs(action: str) -> Callable[[View], View]:
    """Opens a view to those who may do ``action``. A view about a record's keeper asks ``may`` again, with the record."""
    if action not in ACTIONS:
        raise KeyError(action)

    def mark(view: View) -> View:
        view.rule = action  # type: ignore[attr-defined]
        return view

    return mark
