"""What every answer says about itself: the Content-Security-Policy, without ``unsafe-inline``.

Public pages run no script at all; those of the workbench may load the site's own modules, and ask the site.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",  # the key of one-time codes, as a picture that is nowhere kept
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SCRIPTS = "; script-src 'self'; connect-src 'self'"

Handler = Callable[[HttpRequest], HttpResponse]


def content_security_policy(get_response: Handler) -> Handler:
    """Middleware: the policy on every answer, error pages and static files included."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        at_work = request.path_info[3:].startswith("/workbench/")  # behind the language
        response["Content-Security-Policy"] = POLICY + SCRIPTS if at_work else POLICY
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        return response

    return handle
