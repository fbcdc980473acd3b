"""The addresses below /fr/workbench/interface/ and its sisters."""

from django.urls import path

from dentelle.hub.interface.views import gaps, needs, offers, overview, recipients

app_name = "interface"

urlpatterns = [
    path("", overview.today, name="overview"),
    path("remind/", overview.remind, name="remind"),
    path("needs/", needs.listed, name="needs"),
    path("needs/export/", needs.export, name="needs-export"),
    path("needs/add/", needs.add, name="need-add"),
    path("needs/<int:number>/", needs.need, name="need"),
    path("needs/<int:number>/<slug:does>/", needs.change, name="need-change"),
    path("referrals/<int:number>/<slug:does>/", needs.referral, name="referral"),
    path("offers/", offers.listed, name="offers"),
    path("offers/add/", offers.add, name="offer-add"),
    path("offers/import/", offers.bring, name="offers-import"),
    path("offers/changes/", offers.changes, name="offer-changes"),
    path("offers/shown/", offers.exposure, name="exposure"),
    path("offers/<int:number>/", offers.offer, name="offer"),
    path("gaps/", gaps.gap_map, name="gaps"),
    path("gaps/export/", gaps.export, name="gaps-export"),
    path("answer/<str:token>/", recipients.recipient, name="recipient"),
]
