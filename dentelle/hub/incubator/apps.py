from django.apps import AppConfig


class IncubatorConfig(AppConfig):
    name = "dentelle.hub.incubator"
    label = "incubator"
