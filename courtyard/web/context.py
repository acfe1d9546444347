"""What every page's frame needs, gathered from the registers."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import now

from courtyard.web.registers import Register, Tab, foot_links, frames, tabs


def page(request: HttpRequest) -> dict[str, Any]:
    """Lazily: a fragment that shows no frame pays nothing for it."""
    return {
        "big": request.COOKIES.get("size") == "elder",
        "demo": settings.DEMO,
        "now": now(),
        "frame": SimpleLazyObject(lambda: frame(request)),
    }


def frame(request: HttpRequest) -> dict[str, Any]:
    """`frame.brand` and what else the frames register gives, and `frame.tabs`; gathered once a page."""
    gathered: dict[str, Any] = {
        "home": resolve_url(settings.LOGIN_REDIRECT_URL),
        "who": request.user.pk.hex if request.user.is_authenticated else "",
        "tabs": navigation(request),
        "foot_links": links(request, foot_links),
    }
    for one in frames:
        gathered.update(one.context(request))
    return gathered


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The tabs for this reader, if there is a choice; of two addresses one inside the other, the closest is here."""
    shown = links(request, tabs)
    if len(shown) < 2:
        return []
    around = [link for link in shown if _lies_at(request.path, link["address"])]
    if around:
        closest = max(around, key=lambda link: len(link["address"]))
        closest["here"] = "page" if closest["address"] == request.path else "true"
    return shown


def links(request: HttpRequest, register: Register[Tab]) -> list[dict[str, Any]]:
    return [_link(request, tab, address) for tab in register if (address := tab.address(request))]


def _link(request: HttpRequest, tab: Tab, address: str) -> dict[str, Any]:
    return {
        "label": tab.label,
        "icon": tab.icon,
        "address": address,
        "here": "",
        "badge": tab.badge(request),
        "on_phone": tab.on_phone,
    }


def _lies_at(path: str, address: str) -> bool:
    return path == address or (address != "/" and path.startswith(address))
