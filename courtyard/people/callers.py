"""Where a request comes from: as much as it takes to stop guessing, and as a person would say it."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

PHONES = ("iphone", "android", "mobile", "harmony")


def address_of(request: HttpRequest) -> str:
    """The caller's network address; behind proxies of ours, what the outermost of them saw.

    Each proxy adds on the right, so whatever stands further left was written by the caller. An IPv6
    caller owns a whole /64.
    """
    seen: str = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        seen = str(hops[-settings.PROXIES]) if len(hops) >= settings.PROXIES else seen
    try:
        address = ip_address(seen.strip("[]"))
    except ValueError:
        return seen[:45]
    return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else str(address)


def device_of(request: HttpRequest) -> str:
    """A phone or a computer: nothing finer is kept."""
    agent = request.headers.get("User-Agent", "").lower()
    return "phone" if any(word in agent for word in PHONES) else "computer" if agent else ""
