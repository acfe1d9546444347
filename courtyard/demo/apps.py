from django.apps import AppConfig
from django.conf import settings


class DemoConfig(AppConfig):
    name = "courtyard.demo"

    def ready(self) -> None:
        from courtyard.demo.panels import cast
        from courtyard.web.registers import Panel, panels

        if settings.DEMO:
            panels.add(Panel("demo.cast", "sign-in", "demo/_cast.html", cast, order=90))
