"""The way around pages for staff: the entries of a menu that an account may open, the one it stands on marked."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from dentelle.atlas.people.permissions import may

__all__ = ["Entry", "entries"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a menu: where it leads, what it is called (translated when shown), and whether the page lies below it."""

    address: str
    name: object
    current: bool


def entries(request: HttpRequest, listed: Iterable[tuple[str, object, str]]) -> tuple[Entry, ...]:
    """Those of ``listed`` – (name of the address, what it is called, action that opens it) – that the account may open."""
    found = [(reverse(name), label) for name, label, action in listed if may(request.user, action)]
    here = max((address for address, _ in found if request.path.startswith(address)), key=len, default="")
    return tuple(Entry(address, label, address == here) for address, label in found)
