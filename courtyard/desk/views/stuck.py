"""The convenor's page: what is stuck and with whom, what was promised and not done, and the calls about it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from courtyard.core.errors import BadInput, NotThere
from courtyard.desk import actions, queries
from courtyard.desk.forms import CallForm
from courtyard.desk.permissions import may_call_party, may_see_stuck
from courtyard.desk.sessions import KIND
from courtyard.desk.views.pages import estate_of, posted, see
from courtyard.duties.models import Duty
from courtyard.duties.queries import said
from courtyard.meetings.queries import next_of
from courtyard.people.middleware import PersonRequest
from courtyard.places.models import Estate
from courtyard.trail.deeds import require
from courtyard.web.show import show

ESTATES_MAX = 60


@require_GET
def stuck(request: PersonRequest) -> HttpResponse:
    """All estates a convenor answers for, or one of them."""
    at = now()
    if not may_see_stuck(request.user, at):
        raise NotThere
    estates = queries.convened_by(request.user, at)[:ESTATES_MAX]
    one = next((estate for estate in estates if estate.node.code == request.GET.get("in", "")), None)
    shown = [one] if one else estates
    rows = queries.stuck(shown, at)
    broken = queries.broken_promises(shown, at)
    calls = queries.calls(shown, 20)
    context = {
        "estates": estates,
        "one": one,
        "rows": rows,
        "broken": [_promise(duty, at) for duty in broken],
        "calls": [{"call": call, "promise": _promise(duty, at) if duty else None} for call, duty in calls],
        "sessions": [(estate, next_of(estate, KIND, at)) for estate in (shown if len(shown) <= 5 else [])],
        "kind": KIND,
    }
    return show(request, "desk/stuck.html", context)


def _promise(duty: Duty, at: datetime) -> dict[str, Any]:
    state = duty.state(at)
    return {"duty": duty, "says": said(duty), "state": state.value, "label": state.label}


@require_http_methods(["GET", "POST"])
def call_party(request: PersonRequest, code: str, source: str, about: UUID) -> HttpResponse:
    """A call to a party about something that is stuck."""
    estate, at = estate_of(code), now()
    require(may_call_party, request.user, estate, at)
    row = _matter(estate, source, about, at)
    form = CallForm(posted(request), party=row.party)
    if form.is_valid():
        try:
            actions.call_party(form.call(estate, row), by=request.user, at=at)
            return see("desk:stuck")
        except BadInput as wrong:
            form.refuse(wrong)
    return show(request, "desk/call_party.html", {"estate": estate, "row": row, "form": form})


def _matter(estate: Estate, source: str, about: UUID, at: datetime) -> queries.Stuck:
    """What is stuck there. Raises NotThere for anything else."""
    found = next((row for row in queries.stuck([estate], at) if (row.source, row.about) == (source, about)), None)
    if found is None:
        raise NotThere
    return found
