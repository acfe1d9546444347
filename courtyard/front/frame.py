"""The way to an estate's own page, for pages of lower floors: those about it, and its place in the tree."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from courtyard.places.models import Node


def of_estate(request: HttpRequest) -> Mapping[str, Any]:
    """By the address alone, so it asks the database nothing: pages of an estate lie under e/<code>/."""
    match = request.resolver_match
    if match is None or not match.route.startswith("e/<slug:code>/"):
        return {}
    return {"estate_page": reverse("front:estate", args=[match.kwargs["code"]])}


def on_tree(request: HttpRequest, node: Node) -> Mapping[str, Any] | None:
    """An estate's place in the tree is where its register is kept; what it is like stands on its own page."""
    return {"node": node} if node.kind == Node.Kind.ESTATE else None
