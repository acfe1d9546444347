from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import pgettext_lazy


class FrontConfig(AppConfig):
    name = "courtyard.front"

    def ready(self) -> None:
        from courtyard.front import frame
        from courtyard.web.registers import Frame, Panel, Tab, frames, panels, tabs

        tabs.add(Tab("home", pgettext_lazy("tab", "Home"), "home", lambda request: reverse("front:home"), order=-100))
        frames.add(Frame("estate_page", frame.of_estate))
        panels.add(Panel("front.estate", "tree", "front/_estate_way.html", frame.on_tree, order=-10))
