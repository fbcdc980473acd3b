"""The addresses below /fr/workbench/ and its sisters."""

from django.urls import path

from dentelle.web.workbench import (
    audit,
    edit,
    findings,
    history,
    home,
    intake,
    joining,
    monday,
    people,
    proposals,
    reports,
    review,
    sources,
)

app_name = "workbench"

urlpatterns = [
    path("", home.home, name="home"),
    path("sources/", sources.sources, name="sources"),
    path("sources/add/", sources.add, name="source-add"),
    path("sources/<slug:source>/", sources.source, name="source"),
    path("sources/<slug:source>/retire/", sources.retire, name="source-retire"),
    path("sources/<slug:source>/back/", sources.bring_back, name="source-back"),
    path("intake/", intake.intake, name="intake"),
    path("intake/<str:token>/", intake.draft, name="draft"),
    path("intake/<str:token>/discard/", intake.discard, name="draft-discard"),
    path("review/", review.review, name="review"),
    path("review/item/", review.item, name="review-item"),
    path("review/decide/", review.decide, name="review-decide"),
    path("review/hold/", review.hold, name="review-hold"),
    path("entity/<slug:identity>/", edit.edit, name="edit"),
    path("entity/<slug:identity>/add/", edit.add, name="fact-add"),
    path("entity/<slug:identity>/correct/<slug:fact>/", edit.correct, name="fact-correct"),
    path("entity/<slug:identity>/take-back/<int:number>/", edit.remove, name="fact-remove"),
    path("entity/<slug:identity>/merge/", joining.merge, name="merge"),
    path("entity/<slug:identity>/split/", joining.take_apart, name="split"),
    path("entity/<slug:identity>/history/", history.history, name="history"),
    path("entity/<slug:identity>/history/undo/", history.undo, name="history-undo"),
    path("entity/<slug:identity>/history/restore/", history.bring_back, name="restore"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<int:number>/", proposals.proposal, name="proposal"),
    path("findings/", findings.findings, name="findings"),
    path("findings/change/", findings.change, name="findings-change"),
    path("monday/", monday.monday, name="monday"),
    path("monday/call/", monday.call, name="monday-call"),
    path("reports/", reports.queue, name="reports"),
    path("reports/<int:number>/", reports.report, name="report"),
    path("audit/", audit.audit, name="audit"),
    path("audit/export/<slug:form>/", audit.export, name="audit-export"),
    path("people/", people.people, name="people"),
    path("people/change/", people.change, name="people-change"),
]
