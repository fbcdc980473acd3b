"""The addresses below /fr/workbench/ and its sisters."""

from django.urls import path

from dentelle.web.workbench import home, people

app_name = "workbench"

urlpatterns = [
    path("", home.home, name="home"),
    path("people/", people.people, name="people"),
    path("people/change/", people.change, name="people-change"),
]
