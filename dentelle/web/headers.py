"""What every answer says about itself: the Content-Security-Policy, without ``unsafe-inline``.

Scripts are files of the site, and ask nobody but the site; maps draw with workers that are files, too.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "worker-src 'self'",
        "connect-src 'self'",
        "font-src 'self'",
        "img-src 'self' data: blob:",  # the key of one-time codes, as a picture that is nowhere kept; what a map has drawn
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

WITH_HOST = ("img-src", "connect-src")  # what the tiles of a map are loaded under

Handler = Callable[[HttpRequest], HttpResponse]


def policy_with(tiles: str) -> str:
    """The policy of a page that also loads pictures from the host of the address ``tiles``, and nothing else from there."""
    parts = urlsplit(tiles)
    host = f"{parts.scheme}://{parts.netloc}"
    rules = (f"{rule} {host}" if rule.startswith(WITH_HOST) else rule for rule in POLICY.split("; "))
    return "; ".join(rules)


def content_security_policy(get_response: Handler) -> Handler:
    """Middleware: the policy on every answer, error pages and static files included; a view may have set a wider one."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        return response

    return handle
