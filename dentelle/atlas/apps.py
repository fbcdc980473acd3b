from django.apps import AppConfig


class AtlasConfig(AppConfig):
    name = "dentelle.atlas"
    label = "atlas"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dentelle.atlas.privacy.gate import guard

        guard()
