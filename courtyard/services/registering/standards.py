"""What lower floors show and do for standards."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from courtyard.people.models import Person
from courtyard.places.models import Node
from courtyard.services.events import standards as events
from courtyard.services.permissions.standards import may_load_catalogue
from courtyard.web.registers import Panel, Tab, foot_links, panels

SAID = (events.CatalogueLoaded, events.CataloguePublished, events.CatalogueEnded, events.CatalogueDropped)


def on_node(request: HttpRequest, node: Node) -> Mapping[str, Any] | None:
    """The way to load standards, for an officer of a city or a district."""
    person = request.user
    if not isinstance(person, Person) or not may_load_catalogue(person, node, now()):
        return None
    return {"node": node}


def register() -> None:
    """Called once, when all models are there."""
    foot_links.add(
        Tab("services.standards", _("Service standards"), "note", lambda request: reverse("services:standards"))
    )
    panels.add(Panel("services.standards", "node", "services/_standards_node.html", on_node, order=40))
