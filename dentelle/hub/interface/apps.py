from django.apps import AppConfig


class InterfaceConfig(AppConfig):
    name = "dentelle.hub.interface"
    label = "interface"
