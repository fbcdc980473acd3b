"""What has no language in its address: the door, robots.txt, the icon, and the pages for what went wrong."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import get_language_from_request, override
from django.utils.translation.trans_real import parse_accept_lang_header

from dentelle.model import LANGUAGES
from dentelle.web.access import public
from dentelle.web.queries.territory import published


@public
def choose_language(request: HttpRequest) -> HttpResponse:
    """The home page in the first language that the reader's browser asks for and the territory speaks, else in its own first."""
    spoken = published("").languages
    asked = (tag.partition("-")[0] for tag, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")))
    response = HttpResponseRedirect(f"/{next((language for language in asked if language in spoken), spoken[0])}/")
    response["Vary"] = "Accept-Language"
    return response


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be indexed but the result pages of the search."""
    lines = ["User-agent: *", *(f"Disallow: /{language}/search/" for language in LANGUAGES), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for an icon that no page named."""
    return HttpResponsePermanentRedirect(static("dentelle/icon.svg"))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, for an account that may not do what it asked for."""
    return render(request, "web/forbidden.html", status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, for a form that was open too long, came from elsewhere, or from a browser without cookies."""
    return render(request, "web/stale_form.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, in the language of the address."""
    return render(request, "web/not_found.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, in the language of the address and without asking the database, which may be what failed."""
    language = get_language_from_request(request, check_path=True)
    with override(language):
        return HttpResponse(render_to_string("web/server_error.html", {"language": language}), status=500)
