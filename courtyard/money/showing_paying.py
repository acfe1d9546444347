"""An order of a gateway in the reader's words: its state, its number, how to pay it."""

from collections.abc import Iterable
from dataclasses import dataclass

import segno
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from courtyard.money.gateways import Instructions, gateways
from courtyard.money.queries.paying import Ordered

FIGURES = 4


@dataclass(frozen=True, slots=True)
class Told:
    """What the gateway says, with its address as a code to scan for whoever reads on another screen."""

    instructions: Instructions
    square: SafeString


def instructions(one: Ordered) -> Told | None:
    """Nothing where there is no more to pay, or no more that way."""
    if not one.waits or not one.can_be_paid:
        return None
    said = gateways[one.order.gateway].instructions(one.order)
    return Told(said, _square(said.url) if said.url else SafeString(""))


def _square(address: str) -> SafeString:
    return SafeString(segno.make_qr(address, error="m").svg_inline(omitsize=True, svgclass="qr", lineclass=None))


def state(one: Ordered) -> tuple[str, str, str]:
    """A pill: its tint, its icon, its word."""
    if one.came:
        return "ok", "check", pgettext("state of an order", "paid")
    if not one.waits:
        return "", "check", pgettext("state of an order", "no longer needed")
    if not one.can_be_paid:
        return "warn", "warn", pgettext("state of an order", "cannot be paid this way any more")
    return "now", "clock", pgettext("state of an order", "waiting for your payment")


def seen(one: Ordered) -> str:
    """Another once there is something to tell."""
    return f"{len(one.came)}-{sum(came.open_fen for came in one.came)}-{one.bill.open_fen}-{one.can_be_paid:d}"


def waiting(orders: Iterable[Ordered]) -> list[Ordered]:
    return [one for one in orders if one.waits]


def rows(orders: Iterable[Ordered]) -> list[tuple[Ordered, tuple[str, str, str]]]:
    return [(one, state(one)) for one in orders]


def in_fours(number: str) -> list[str]:
    """As a number on a bank card is written."""
    return [number[start : start + FIGURES] for start in range(0, len(number), FIGURES)]
