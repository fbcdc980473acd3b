"""The addresses below /fr/, /en/, /de/ and /nl/."""

from django.urls import path

from dentelle.web.views import (
    agenda,
    apply,
    charter,
    directory,
    disputes,
    document,
    entity,
    home,
    labels,
    legal,
    map,
    need,
    privacy,
    report,
    search,
    sources,
    timeline,
)

app_name = "web"

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="suggest"),
    path("directory/", directory.directory, name="directory"),
    path("directory/<slug:kind>/", directory.directory, name="directory-kind"),
    path("entity/<slug:identity>/", entity.entity, name="entity"),
    path("entity/<slug:identity>.jsonld", entity.data, name="entity-data"),
    path("entity/<slug:identity>/sheet/", entity.sheet, name="sheet"),
    path("entity/<slug:identity>/linked/<slug:name>/", entity.linked, name="linked"),
    path("entity/<slug:identity>/report/", report.report, name="report"),
    path("entity/<slug:identity>/report/thanks/", report.thanks, name="report-thanks"),
    path("map/", map.map_view, name="map"),
    path("map/spots.json", map.spots, name="map-spots"),
    path("map/outlines/<slug:level>.json", map.outlines, name="map-outlines"),
    path("map/place/<slug:code>/", map.place, name="map-place"),
    path("document/<slug:source>/", document.document, name="document"),
    path("charter/", charter.charter, name="charter"),
    path("labels/", labels.labels, name="labels"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("apply/", apply.calls, name="calls"),
    path("apply/taken-back/", apply.taken_back, name="taken-back"),
    path("apply/<int:number>/", apply.apply, name="apply"),
    path("apply/mine/<str:link>/", apply.application, name="application"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("disputes/", disputes.disputes, name="disputes"),
    path("need/", need.need, name="need"),
    path("need/thanks/", need.thanks, name="need-thanks"),
    path("sources/", sources.sources, name="sources"),
    path("legal/", legal.legal, name="legal"),
    path("privacy/", privacy.privacy, name="privacy"),
]
