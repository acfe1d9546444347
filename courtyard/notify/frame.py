"""What notices show on other pages: a tab with what is unread, and an estate's board on its page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from courtyard.notify import actions, queries
from courtyard.notify.models import Notice
from courtyard.notify.wording import say
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.web.registers import Panel, PersonalData, Tab


def address(request: HttpRequest) -> str | None:
    return reverse("notify:inbox") if isinstance(request.user, Person) else None


def badge(request: HttpRequest) -> int:
    return queries.count_unread(request.user) if isinstance(request.user, Person) else 0


def board(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """The newest of what hangs on the board."""
    return {"estate": estate, "notices": queries.board(estate, localdate(now()))[:3]}


def see(person: Person) -> list[Mapping[str, Any]]:
    """What somebody was told, in rows."""
    rows = Notice.objects.filter(person=person).order_by("-pk")[:1_000]
    at = now()
    return [
        {gettext("When"): one.at, gettext("Notice"): say(one, at), gettext("Read"): one.read_at or ""} for one in rows
    ]


TAB = Tab("notify.inbox", pgettext_lazy("tab", "Notices"), "letter", address, badge, order=80)
PANEL = Panel("notify.board", "estate", "notify/_board.html", board, order=20)
OWN_DATA = PersonalData(
    "notify", gettext_lazy("What you were told"),
    gettext_lazy("So that you can look it up. What you read is deleted half a year later."), 180, see, actions.erase,
    order=60,
)  # fmt: skip
