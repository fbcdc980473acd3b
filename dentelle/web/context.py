"""What every page knows: the territory's name in the reader's language, the way around, and the same page in other languages."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext_lazy

from dentelle.web.queries.territory import published
from dentelle.web.workbench.sections import sections as workbench_sections

SECTIONS = (
    ("web:directory", gettext_lazy("Directory")),
    ("web:map", gettext_lazy("Map")),
    ("web:network", gettext_lazy("Network")),
    ("web:charter", gettext_lazy("Charter")),
    ("web:labels", gettext_lazy("Labels")),
    ("web:agenda", gettext_lazy("Agenda")),
    ("web:timeline", gettext_lazy("Timeline")),
    ("web:heritage", gettext_lazy("Heritage")),
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


def absolute(request: HttpRequest, address: str) -> str:
    """``address`` with scheme and host: those that DENTELLE_ORIGIN names, else those of the request."""
    return f"{settings.ORIGIN}{address}" if settings.ORIGIN else request.build_absolute_uri(address)


def versions(request: HttpRequest, languages: tuple[str, ...]) -> tuple[Version, ...]:
    """The same address, query included, in each of ``languages``; the home pages when the address has no language."""
    path = request.get_full_path()
    names = dict(settings.LANGUAGES)
    rest = next((path[len(code) + 1 :] for code in names if path.startswith(f"/{code}/")), "/")
    return tuple(
        Version(code, names[code], f"/{code}{rest}", absolute(request, f"/{code}{rest}"), code == get_language())
        for code in languages
    )


def territory(request: HttpRequest) -> dict[str, object]:
    """Context processor: ``territory``, ``sections``, ``versions``, ``language``; ``menu`` for pages of the workbench.

    The menu is looked up where a template shows it: so the pages of ``hub``, which knows nothing of ``web``, have it, too.
    """
    language = get_language() or settings.LANGUAGE_CODE
    known = getattr(request, "territory", None) or published(language)
    sections = [(reverse(view), name) for view, name in SECTIONS]
    return {
        "territory": known,
        "sections": [{"address": path, "name": name, "current": request.path.startswith(path)} for path, name in sections],
        "versions": versions(request, known.languages),
        "language": language,
        "menu": SimpleLazyObject(lambda: workbench_sections(request)),
    }
