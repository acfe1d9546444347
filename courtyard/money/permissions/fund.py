"""Who brings the homes' balances in, shares interest, and reads what one home has in the maintenance fund."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from courtyard.money.models import OpeningList
from courtyard.money.models.book import Fund
from courtyard.money.permissions.books import may_open_books
from courtyard.money.permissions.keeping import keeps
from courtyard.people.models import Person, Tenure
from courtyard.people.queries import OWNING
from courtyard.people.standing import standing
from courtyard.places.models import Estate, Home


def may_open_fund(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever opens books may say what there was in them."""
    return may_open_books(person, estate, at)


def may_upload_opening(person: Person, estate: Estate, at: datetime) -> bool:
    return may_open_fund(person, estate, at)


def may_take_opening(person: Person, opening: OpeningList, at: datetime) -> bool:
    """Whoever brought the list: nobody else reads what single homes have."""
    return opening.uploaded_by_id == person.pk and may_open_fund(person, opening.estate, at)


may_match_opening = may_take_opening


def may_share_interest(person: Person, estate: Estate, at: datetime) -> bool:
    return keeps(person, Fund.MAINTENANCE, estate, at)


def may_see_top_ups(person: Person, estate: Estate, at: datetime) -> bool:
    """Which homes have less than they should: for who keeps the fund, and for no ranking."""
    return keeps(person, Fund.MAINTENANCE, estate, at)


def owned_in(person: Any, estate: Estate, at: datetime) -> list[Tenure]:
    """The homes they own there today, or act for."""
    if not isinstance(person, Person):
        return []
    there = standing(person).tenures_on(localdate(at))
    return [one for one in there if one.estate_id == estate.pk and one.kind in OWNING]


def may_see_own_fund(person: Any, estate: Estate, at: datetime) -> bool:
    return bool(owned_in(person, estate, at))


def may_see_fund_of(person: Any, home: Home, at: datetime) -> bool:
    """Its owners of today. Who sold it reads it no more, and no office reads it here."""
    return any(one.home_id == home.pk for one in owned_in(person, home.estate, at))
