"""What lower floors show and do for fees and bills."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Sum
from django.http import HttpRequest
from django.utils.timezone import now

from courtyard.money.models import Bill, FeeSchedule
from courtyard.money.notices.fees import KINDS, TELLER
from courtyard.money.own_bills import COLLECTING, OWN_DATA
from courtyard.money.permissions.collectors import may_collect
from courtyard.notify.registers import kinds, tellers
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.web.registers import Panel, panels, personal_data


def on_estate(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """What the fee is: for everybody, once it is on record; and for those who enter it."""
    person = request.user
    if not FeeSchedule.objects.filter(estate=estate.pk, withdrawn_at__isnull=True).exists() and not (
        isinstance(person, Person) and may_collect(person, estate, now())
    ):
        return None
    return {"estate": estate}


def of_my_home(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """What is open for the home one goes about as; nothing where nothing was ever billed."""
    if hat is None or hat.tenure is None:
        return None
    bills = Bill.objects.filter(home=hat.tenure.home_id, taken_back=False, last__gte=hat.tenure.since)
    told = bills.aggregate(open_fen=Sum(F("fen") - F("paid_fen")))
    return {"estate": hat.estate, "open_fen": told["open_fen"]} if told["open_fen"] is not None else None


def of_collector(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    estate = hat.estate if hat is not None and hat.office is not None else None
    if estate is None or not isinstance(request.user, Person) or not may_collect(request.user, estate, now()):
        return None
    return {"estate": estate, "collects": True}


PANELS = (
    Panel("money.fees", "estate", "money/_fees_panel.html", on_estate, order=36),
    Panel("money.my_bills", "home.more", "money/_bills_panel.html", of_my_home, order=36),
    Panel("money.collecting", "home.more", "money/_bills_panel.html", of_collector, order=37),
)


def register() -> None:
    """Called once, when all models are there."""
    for kind in KINDS:
        kinds.add(kind)
    tellers.add(TELLER)
    personal_data.add(OWN_DATA)
    personal_data.add(COLLECTING)
    for panel in PANELS:
        panels.add(panel)
