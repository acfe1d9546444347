"""What votes show on other pages, and what they keep about a person."""

from collections.abc import Mapping
from itertools import islice
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from courtyard.assembly import actions, queries
from courtyard.assembly.course import standing_of
from courtyard.assembly.models import Official
from courtyard.assembly.permissions import may_read_list
from courtyard.assembly.queries.ballots import open_for, tasks_of
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.web.registers import Panel, PersonalData, Tab

SHOWN_MAX = 5
OWN_MAX = 1_000


def address(request: HttpRequest) -> str | None:
    """The votes of the estate whose hat is worn: every hat of an estate may read them."""
    hat = getattr(request, "hat", None)
    return reverse("assembly:assemblies", args=[hat.node.code]) if hat and hat.node and hat.estate_id else None


def concerns(request: HttpRequest) -> bool:
    """Whether any vote that is not over may ask something of this reader: asked once a page, so that a first page
    without votes costs one question more and not eight.
    """
    if not isinstance(request.user, Person):
        return False
    kept: bool | None = getattr(request, "votes_concern", None)
    if kept is None:
        kept = queries.concerns(request.user, now())
        request.votes_concern = kept  # type: ignore[attr-defined]
    return kept


def waiting(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """What a vote asks of somebody: a reply as convenor, an answer as whoever runs it."""
    if hat is None or not hat.estate_id or not concerns(request):
        return None
    rows = list(islice(queries.asked_of(cast("Person", request.user), hat.estate_id, now()), SHOWN_MAX))
    return {"rows": rows, "waits": len(rows)} if rows else None


def open_votes(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """Votes that are open for somebody, under whichever hat: first those in which a ballot of theirs is not in yet."""
    if not concerns(request):
        return None
    rows = [
        {
            "vote": row,
            "title": queries.title_of(row.assembly),
            "waits": row.waits,
            "address": queries.address_of(row.assembly, "vote"),
        }
        for row in open_for(cast("Person", request.user), now())
    ]
    return {"rows": rows, "waits": sum(row["waits"] for row in rows)} if rows else None


PLACES = {
    Official.Role.CANVASSER: "canvass",
    Official.Role.TELLER: "papers",
    Official.Role.SCRUTINEER: "papers",
}


def tasks(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """What somebody was named for in votes that are not counted yet."""
    if not concerns(request):
        return None
    rows = [
        {"role": one.get_role_display(), "title": queries.title_of(one.assembly), "closes_at": one.assembly.closes_at,
         "address": queries.address_of(one.assembly, PLACES[Official.Role(one.role)])}
        for one in tasks_of(cast("Person", request.user))
    ]  # fmt: skip
    return {"rows": rows} if rows else None


def going_on(request: HttpRequest, estate: Estate) -> Mapping[str, Any] | None:
    """For anybody: that the owners vote, and until when. What they vote on those who live there read, signed in."""
    at, person = now(), request.user
    reads = not isinstance(person, Person) or may_read_list(person, estate, at)
    rows = [
        {"one": one, "title": queries.title_of(one), "standing": standing_of(one, at)}
        for one in queries.told_to_all(estate)[:SHOWN_MAX]
    ]
    return {"estate": estate, "rows": rows, "reads": reads} if rows else None


def see(person: Person) -> list[Mapping[str, Any]]:
    """On which rolls they stand, what they said about a roll, and which tasks they had."""
    rows: list[Mapping[str, Any]] = [
        {gettext("Vote"): title, gettext("When"): at, gettext("What about you"): what}
        for title, at, what in queries.about_person(person, OWN_MAX)
    ]
    return rows[:OWN_MAX]


TAB = Tab("assembly", pgettext_lazy("tab", "Votes"), "vote", address, order=30)
PANELS = (
    Panel("assembly.waiting", "home", "assembly/_waiting.html", waiting, order=16),
    Panel("assembly.open", "home", "assembly/_open.html", open_votes, order=15),
    Panel("assembly.tasks", "home", "assembly/_tasks.html", tasks, order=35),
    Panel("assembly.going_on", "estate", "assembly/_going_on.html", going_on, order=5),
)
OWN_DATA = PersonalData(
    "assembly",
    gettext_lazy("Your part in votes"),
    gettext_lazy(
        "A roll that was voted by is kept with its result. Your name goes when you ask; your number, home and area "
        "stay."
    ),
    None,
    see,
    actions.forget_names,
    order=64,
)
