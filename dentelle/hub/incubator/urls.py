"""The addresses below /fr/workbench/incubator/ and its sisters."""

from django.urls import path

from dentelle.hub.incubator.views import forecast, importing, invoices, ledger, overview, rooms, scenarios, stays, waiting

app_name = "incubator"

urlpatterns = [
    path("", overview.today, name="overview"),
    path("occupancy/", overview.occupancy, name="chart"),
    path("rooms/", rooms.rooms, name="rooms"),
    path("rooms/add/", rooms.add, name="room-add"),
    path("rooms/<int:number>/", rooms.room, name="room"),
    path("stays/", stays.listed, name="stays"),
    path("stays/add/", stays.add, name="stay-add"),
    path("stays/<int:number>/", stays.stay, name="stay"),
    path("stays/<int:number>/remove/", stays.remove, name="stay-remove"),
    path("import/", importing.table, name="import"),
    path("waiting/", waiting.listed, name="waiting"),
    path("waiting/add/", waiting.add, name="wait-add"),
    path("waiting/<int:number>/withdraw/", waiting.withdraw, name="wait-withdraw"),
    path("forecast/", forecast.forecast, name="forecast"),
    path("scenarios/", scenarios.scenarios, name="scenarios"),
    path("scenarios/compare/", scenarios.compare, name="compare"),
    path("scenarios/compare/export/", scenarios.export, name="compare-export"),
    path("scenarios/<int:number>/", scenarios.scenario, name="scenario"),
    path("scenarios/<int:number>/change/", scenarios.change, name="scenario-change"),
    path("invoices/", invoices.invoices, name="invoices"),
    path("invoices/export/", invoices.export, name="invoices-export"),
    path("aid/", ledger.ledger, name="ledger"),
    path("aid/market/", ledger.market, name="market"),
    path("aid/<int:number>/", ledger.firm, name="ledger-firm"),
    path("aid/<int:number>/export/", ledger.export, name="ledger-export"),
    path("aid/<int:number>/<int:entry>/take-out/", ledger.take_out, name="aid-take-out"),
    path("firms/<int:number>/", stays.firm, name="firm"),
]
