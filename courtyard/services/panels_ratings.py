"""What ratings show on other pages: the resident's home asks, the residents' committee sees what waits."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy

from courtyard.core.quarters import Quarter
from courtyard.people.models import Office, Person
from courtyard.people.queries import estate_of
from courtyard.places.models import Estate, Home
from courtyard.services.permissions.ratings import LOOKS, is_established
from courtyard.services.permissions.remarks import may_see_remarks
from courtyard.services.quarter_words import said
from courtyard.services.queries import ratings, remarks
from courtyard.web.registers import Panel, PersonalData


def rate(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """Until somebody of the home has rated, where a company is under contract."""
    tenure = getattr(hat, "tenure", None)
    if tenure is None or tenure.home.use != Home.Use.DWELLING or not is_established(tenure):
        return None
    asked = ratings.asked_of(tenure.home, tenure.estate, now())
    if asked is None:
        return None
    last = ratings.closes_on(tenure.estate, asked.quarter)
    return {"estate": tenure.estate, "quarter": said(asked.quarter), "company": asked.company, "until": last}


def waiting(request: HttpRequest, hat: Any) -> Mapping[str, Any] | None:
    """Remarks to look at, for the residents' committee and the convenor at an estate; slips are entered there, too."""
    office: Office | None = getattr(hat, "office", None)
    person = request.user
    if office is None or office.kind not in LOOKS or not isinstance(person, Person):
        return None
    estate = estate_of(hat)
    if estate is None or not may_see_remarks(person, estate, now()):
        return None
    count = remarks.waiting_count(estate, now())
    return {"estate": estate, "count": count, "waits": count} if count else None


def link(request: HttpRequest, estate: Estate) -> Mapping[str, Any]:
    """The way to what homes said, for everybody."""
    return {"estate": estate}


def see(person: Person) -> list[Mapping[str, Any]]:
    """In which quarters their home rated: what it said is joined to nobody, so nobody can show it, not even here."""
    rows = ratings.rated_by_homes_of(person)
    return [{gettext("Home"): home.label, gettext("Quarter"): said(Quarter.of(one))} for home, one in rows]


OWN_DATA = PersonalData(
    "services.ratings",
    gettext_lazy("That your home rated the service"),
    gettext_lazy(
        "Only that your home rated in a quarter, so that each home rates once. What it said is kept without any tie to "
        "you or your home, so there is nothing of it to show or to erase."
    ),
    None,
    see,
    None,
    order=68,
)
PANELS = (
    Panel("services.rate", "home", "services/_rate_panel.html", rate, order=40),
    Panel("services.remarks", "home", "services/_remarks_panel.html", waiting, order=41),
    Panel("services.ratings", "estate", "services/_ratings_link.html", link, order=45),
)
