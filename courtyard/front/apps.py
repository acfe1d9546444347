from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import pgettext_lazy


class FrontConfig(AppConfig):
    name = "courtyard.front"

    def ready(self) -> None:
        from courtyard.web.registers import Tab, tabs

        tabs.add(Tab("home", pgettext_lazy("tab", "Home"), "home", lambda request: reverse("front:home"), order=-100))
