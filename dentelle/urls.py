"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from dentelle.web import public

urlpatterns = [
    path("", public.choose_language, name="choose-language"),
    *i18n_patterns(path("", include("dentelle.web.urls"))),
]
