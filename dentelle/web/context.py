"""What every page knows: the territory's name in the reader's language, the way around, and the same page in other languages."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy

from dentelle.web.queries.territory import published

SECTIONS = (
    ("web:directory", gettext_lazy("Directory")),
    ("web:charter", gettext_lazy("Charter")),
    ("web:labels", gettext_lazy("Labels")),
    ("web:agenda", gettext_lazy("Agenda")),
    ("web:timeline", gettext_lazy("Timeline")),
    ("web:disputes", gettext_lazy("Disputes")),
    ("web:sources", gettext_lazy("Sources")),
)


@dataclass(frozen=True, slots=True)
class Version:
    """The page in one language: ``address`` from the site's root, ``absolute`` with scheme and host for search engines."""

    language: str
    name: str
    address: str
    absolute: str
    current: bool


def versions(request: HttpRequest) -> tuple[Version, ...]:
    """The same address, query included, in each language; the home pages when the address has no language."""
    path = request.get_full_path()
    codes = tuple(code for code, _ in settings.LANGUAGES)
    rest = next((path[len(code) + 1 :] for code in codes if path.startswith(f"/{code}/")), "/")
    return tuple(
        Version(code, name, f"/{code}{rest}", request.build_absolute_uri(f"/{code}{rest}"), code == get_language())
        for code, name in settings.LANGUAGES
    )


def territory(request: HttpRequest) -> dict[str, object]:
    """Context processor: ``territory``, ``sections``, ``versions``, ``language``."""
    return {
        "territory": published(get_language() or settings.LANGUAGE_CODE),
        "sections": [
            {"address": reverse(view), "name": name, "current": request.path.startswith(reverse(view))} for view, name in SECTIONS
        ],
        "versions": versions(request),
        "language": get_language() or settings.LANGUAGE_CODE,
    }
