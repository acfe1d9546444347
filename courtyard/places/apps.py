from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "courtyard.places"

    def ready(self) -> None:
        from courtyard.places.queries import node_names
        from courtyard.trail.registers import Namer, namers

        namers.add(Namer("nodes", node_names))
