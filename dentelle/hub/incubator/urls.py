"""The addresses below /fr/workbench/incubator/ and its sisters."""

from django.urls import path

from dentelle.hub.incubator.views import overview, rooms, stays

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
    path("firms/<int:number>/", stays.firm, name="firm"),
]
