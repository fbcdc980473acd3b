from django.apps import AppConfig


class InterfaceConfig(AppConfig):
    name = "dentelle.hub.interface"
    label = "interface"

    def ready(self) -> None:
        """Says how long the interface keeps who a need is about."""
        from dentelle.atlas.privacy.retention import RULES, Rule
        from dentelle.hub.interface.needs import erase_closed

        if not any(rule.kind == "needs" for rule in RULES):
            RULES.append(Rule("needs", "NEED_DAYS", erase_closed))
