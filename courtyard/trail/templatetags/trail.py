"""`{% timeline thing.pk %}`: what the record says about a thing, on that thing's page."""

from typing import Any
from uuid import UUID

from django import template

from courtyard.trail import queries

register = template.Library()


@register.inclusion_tag("trail/_timeline.html", takes_context=True)
def timeline(context: dict[str, Any], thing: UUID) -> dict[str, Any]:
    return {"told": queries.timeline(thing, context["request"])}
