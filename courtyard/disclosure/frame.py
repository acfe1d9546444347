"""What the wall shows on other pages: how many are late, for everybody; what waits, for whoever has to do it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy

from courtyard.disclosure.contents.works import COMPLETION, PLAN
from courtyard.disclosure.permissions import bodies_of, may_publish
from courtyard.disclosure.queries import publications as queries
from courtyard.disclosure.queries.wall import LATE, known_of
from courtyard.duties.models import Duty
from courtyard.duties.queries import said
from courtyard.money.models import Spending
from courtyard.money.models.book import Fund
from courtyard.people.models import Person
from courtyard.people.queries import estate_of
from courtyard.places.models import Estate
from courtyard.web.registers import Panel

SHOWN = 5
OWNERS = "ye"
OWED = {
    PLAN: gettext_lazy("Before works begin the owners are to read what is planned, and what the review said."),
    COMPLETION: gettext_lazy("The owners are to be told that it was completed."),
}


def address(request: HttpRequest) -> str | None:
    """The wall of the estate whose hat is worn."""
    hat = getattr(request, "hat", None)
    return reverse("disclosure:wall", args=[hat.node.code]) if hat and hat.node and hat.estate_id else None


def on_estate(request: HttpRequest, estate: Estate) -> Mapping[str, Any]:
    """The way to the wall, and how many are late today."""
    known = known_of(estate, now())
    return {"estate": estate, "late": sum(due.state in LATE for due in known.dues)}


def link(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """On the phone the tab is not in the bar: its way is on the first page."""
    return {"code": hat.node.code} if hat is not None and hat.estate_id else None


def waits(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """For whoever speaks for a body: what it has not published, and questions to answer; what is to be looked at."""
    person, estate = request.user, estate_of(hat) if hat is not None and hat.office else None
    if estate is None or not isinstance(person, Person):
        return None
    at = now()
    bodies = bodies_of(person, estate, at)
    owed = queries.owed_by(bodies, estate, at) if bodies else []
    answers = [duty for duty in owed if duty.kind == queries.ANSWER]
    rows = [_owed(duty, at) for duty in owed if duty.kind != queries.ANSWER]
    looks = len(queries.to_look_at(person, estate, at))
    late = sum(row["late"] for row in rows)
    if not (rows or answers or looks):
        return None
    return {
        "estate": estate, "rows": rows[:SHOWN], "more": max(len(rows) - SHOWN, 0),
        "answers": [_owed(duty, at) for duty in answers[:SHOWN]],
        "looks": looks, "late": late, "at": at, "waits": bool(looks),
    }  # fmt: skip


def _owed(duty: Duty, at: datetime) -> Mapping[str, Any]:
    """Overdue ones are counted into the day's heading by the list of duties, where they stand, too."""
    return {"key": duty.key, "says": said(duty), "due_at": duty.due_at, "late": duty.due_at < at, "duty": duty}


def of_spending(request: HttpRequest, spending: Spending) -> Mapping[str, Any] | None:
    """What was told of it on the wall, with what was asked and answered; the way to tell of it, for whose it is."""
    rows = queries.told_of(spending.estate, (PLAN, COMPLETION), spending.pk)
    person, told = request.user, {row.code for row in rows}
    owes = [code for code in _owed_of(spending) if code not in told]
    mine = bool(owes) and isinstance(person, Person) and may_publish(person, spending.estate, OWNERS, now())
    if not (rows or mine):
        return None
    key = f"{owes[0]}:{spending.pk.hex}" if mine else ""
    return {"estate": spending.estate, "rows": rows, "key": key, "says": OWED[owes[0]] if mine else ""}


def _owed_of(spending: Spending) -> Iterator[str]:
    """What has to be told of works that the fund pays for, as far as they are: what comes last first."""
    if spending.fund != Fund.MAINTENANCE:
        return
    if spending.accepted_at is not None:
        yield COMPLETION
    if spending.begins_on is not None and not spending.emergency:
        yield PLAN


PANELS = (
    Panel("disclosure.wall", "estate", "disclosure/_wall_link.html", on_estate, order=5),
    Panel("disclosure.home", "home", "disclosure/_waits.html", waits, order=35),
    Panel("disclosure.of_spending", "spending", "disclosure/_of_spending.html", of_spending, order=10),
    Panel("disclosure.link", "home.more", "disclosure/_wall_home.html", link, order=15),
)
