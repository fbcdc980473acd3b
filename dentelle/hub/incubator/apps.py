from django.apps import AppConfig


class IncubatorConfig(AppConfig):
    name = "dentelle.hub.incubator"
    label = "incubator"

    def ready(self) -> None:
        """Says how long the incubator keeps who applied and was not admitted."""
        from dentelle.atlas.privacy.retention import RULES, Rule
        from dentelle.hub.incubator.applications import erase_ended

        if not any(rule.kind == "applications" for rule in RULES):
            RULES.append(Rule("applications", "APPLICATION_DAYS", erase_ended))
