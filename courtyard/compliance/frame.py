"""What the checks show on pages of lower floors."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import now

from courtyard.compliance.models import Looked
from courtyard.compliance.permissions import may_see_health, may_see_healths
from courtyard.people.models import Person
from courtyard.people.queries import estate_of
from courtyard.places.models import Estate, Node
from courtyard.web.registers import Panel


def of_estate(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """For whoever belongs to the estate: how its bodies keep the law."""
    if not isinstance(request.user, Person) or not may_see_health(request.user, estate, now()):
        return None
    return {"estate": estate, "looked": Looked.objects.filter(pk=estate.pk).first()}


def of_hat(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """On the first page of whoever holds an office in an estate."""
    estate = estate_of(hat) if hat is not None and hat.office else None
    return of_estate(request, estate) if estate is not None else None


def of_node(request: HttpRequest, node: Node) -> Mapping[str, Any] | None:
    if not isinstance(request.user, Person) or not may_see_healths(request.user, node, now()):
        return None
    return {"node": node}


PANELS = (
    Panel("compliance.estate", "estate", "compliance/_health.html", of_estate, order=30),
    Panel("compliance.home", "home.more", "compliance/_health_home.html", of_hat, order=20),
    Panel("compliance.node", "node", "compliance/_healths.html", of_node, order=6),
)
