from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "dentelle.web"
    label = "web"

    def ready(self) -> None:
        """Hands over what one job of the hub has for another."""
        from dentelle.hub.interface.catalogue import SUPPLIERS
        from dentelle.web.free_rooms import free_rooms

        if free_rooms not in SUPPLIERS:
            SUPPLIERS.append(free_rooms)
