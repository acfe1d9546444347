"""What every page's frame shows of who is here: the estate, the hat, and the way to their own page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now

from courtyard.people.permissions.privacy import RESIDENTS
from courtyard.people.queries import Hat, hats
from courtyard.web.templatetags.courtyard import named


def here(request: HttpRequest) -> Mapping[str, Any]:
    """`brand` is the place somebody is at, `brand_under` as what; `hat` changes it, where there is a choice."""
    worn: Hat | None = getattr(request, "hat", None)
    if not request.user.is_authenticated or not worn or not worn.node:
        return {}
    under = worn.office.get_kind_display() if worn.office else worn.tenure.home.label if worn.tenure else ""
    several = len(hats(request.user, now())) > 1
    return {
        "brand": named(worn.node),
        "brand_under": under,
        "hat": "people/_hat.html" if several else "",
        "worn": worn,
    }


def me(request: HttpRequest) -> str | None:
    return reverse("people:me") if request.user.is_authenticated else None


def residents(request: HttpRequest) -> str | None:
    """For whoever keeps the register of the estate they are at."""
    worn: Hat | None = getattr(request, "hat", None)
    if not worn or not worn.office or worn.office.kind not in RESIDENTS or not worn.estate_id or not worn.node:
        return None
    return reverse("people:residents", args=[worn.node.code])


def privacy(request: HttpRequest) -> str:
    return reverse("people:privacy")
