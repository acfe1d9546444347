"""Who rates for a home: whoever holds it. And who enters a slip of paper for one."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from courtyard.duties.permissions import is_clerk
from courtyard.people.models import Office, Person, Tenure
from courtyard.people.standing import standing
from courtyard.places.models import Estate, Home

LOOKS = (Office.Kind.RESIDENTS_COMMITTEE, Office.Kind.CONVENOR)
CONCERNED = (Office.Kind.OWNERS_COMMITTEE, Office.Kind.COMPANY_MANAGER, Office.Kind.COMPANY_WORKER)
"""Whom the answers are about, or who hires them: they neither enter a slip nor look at remarks."""
OWNING = (Tenure.Kind.OWNER, Tenure.Kind.CO_OWNER)


def day_in(estate: Estate, at: datetime) -> date:
    """The day where the estate is."""
    return at.astimezone(ZoneInfo(estate.node.zone)).date()


def is_established(tenure: Tenure) -> bool:
    """Owners stand in the register. A tenant or a member of the family counts once the register's keeper confirmed it:
    a letter that reached somebody is no proof that they live there."""
    return tenure.kind in OWNING or tenure.confirmed_at is not None


def tenures_to_rate(person: Person, estate: Estate, at: datetime) -> list[Tenure]:
    """What somebody holds in the estate that counts here; each home once."""
    held = standing(person).tenures_on(day_in(estate, at))
    here = [one for one in held if one.estate_id == estate.pk and is_established(one)]
    return list({one.home_id: one for one in here}.values())


def homes_to_rate(person: Person, estate: Estate, at: datetime) -> list[Home]:
    """The dwellings among them."""
    held = tenures_to_rate(person, estate, at)
    return [one.home for one in held if one.home.use == Home.Use.DWELLING]


def may_rate(person: Person, home: Home, at: datetime) -> bool:
    """Owner, co-owner, tenant or family of this home."""
    return any(one.home_id == home.pk for one in tenures_to_rate(person, home.estate, at))


def may_open_rating(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever has some home there that may rate."""
    return bool(homes_to_rate(person, estate, at))


def is_concerned(person: Person, estate: Estate, at: datetime) -> bool:
    return standing(person).holds(CONCERNED, estate.node, at)


def may_rate_on_paper(person: Person, estate: Estate, at: datetime) -> bool:
    """The residents' committee or the convenor, for many residents who are old; nobody whom the answers concern."""
    return standing(person).holds(LOOKS, estate.node, at) and not is_concerned(person, estate, at)


def may_close_ratings(person: Person, estate: Estate, at: datetime) -> bool:
    return is_clerk(person)
