"""Every address of the site, taken from the URL configuration itself, so that none is forgotten."""

import re
from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver

GIVEN = {"slug": "organisation", "str": "nothing", "int": "1", "path": "nothing", "uuid": "00000000-0000-0000-0000-000000000000"}
View = Callable[..., object]


def addresses(
    filled: Callable[[str], str] = str, resolver: URLResolver | None = None, before: str = "/"
) -> Iterator[tuple[str, View, str]]:
    """(address with sample values, view, name) of every pattern below the site's root.

    ``filled`` puts values of its own into a route beforehand.
    """
    for pattern in (resolver or get_resolver()).url_patterns:
        here = before + (str(pattern.pattern) if not isinstance(pattern.pattern, str) else pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(filled, pattern, here)
        elif isinstance(pattern, URLPattern):
            yield sample(filled(here)), pattern.callback, pattern.name


def sample(route: str) -> str:
    """An address that ``route`` matches."""
    route = re.sub(r"<(?:(\w+):)?\w+>", lambda found: GIVEN[found[1] or "str"], route)
    route = route.replace("^", "").replace("$", "")
    return re.sub(r"\(\?P[^)]*\)", "x", route)
