"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from dentelle.web import health, public

urlpatterns = [
    path("", public.choose_language, name="choose-language"),
    path("robots.txt", public.robots, name="robots"),
    path("health", health.health, name="health"),
    path("favicon.ico", public.favicon, name="favicon"),
    *i18n_patterns(
        path("account/", include("dentelle.web.accounts.urls")),
        path("workbench/incubator/", include("dentelle.hub.incubator.urls")),
        path("workbench/interface/", include("dentelle.hub.interface.urls")),
        path("workbench/", include("dentelle.web.workbench.urls")),
        path("", include("dentelle.web.urls")),
    ),
]

handler403 = "dentelle.web.public.forbidden"
handler404 = "dentelle.web.public.not_found"
handler500 = "dentelle.web.public.server_error"
