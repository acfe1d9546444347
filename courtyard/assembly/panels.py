"""What petitions, elections and decisions show on other pages."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import now

from courtyard.assembly import queries
from courtyard.assembly.frame import concerns
from courtyard.assembly.permissions import owns_in
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.web.registers import Panel


def nominating(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """Where one was proposed and has not answered; elections of one's estate that want candidates."""
    if not isinstance(request.user, Person) or not concerns(request):
        return None
    asked = queries.asked_to_stand(request.user)
    estate = _estate_of(hat)
    rows = queries.nominating(estate) if estate and owns_in(request.user, estate, now()) else []
    known = {one.motion_id for one in asked}
    rows = [one for one in rows if one.pk not in known]
    return {"asked": asked, "rows": rows, "waits": len(asked)} if asked or rows else None


def _estate_of(hat: Any) -> Estate | None:
    node = getattr(hat, "node", None)
    return Estate.objects.select_related("node").filter(node=node).first() if node is not None else None


def decisions(request: HttpRequest, estate: Any) -> Mapping[str, Any] | None:
    """The way to the register, for everybody."""
    return {"estate": estate}


PANELS = (
    Panel("assembly.nominating", "home", "assembly/_nominating.html", nominating, order=22),
    Panel("assembly.decisions", "estate", "assembly/_decisions.html", decisions, order=40),
)
