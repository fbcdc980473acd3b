from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "dentelle.web"
    label = "web"
