"""A delivery's state in words."""

from django import template

from courtyard.notify.models import Delivery

register = template.Library()


@register.simple_tag
def delivery_state(state: str) -> str:
    return str(Delivery.State(state).label)
