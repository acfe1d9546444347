"""Who collects property fees: whoever keeps the service money, and whom they named of the company's people."""

from datetime import datetime

from django.utils.timezone import localdate

from courtyard.money.models import Collector
from courtyard.money.models.book import Fund
from courtyard.money.permissions.keeping import keeps
from courtyard.people.models import Office, Person
from courtyard.people.standing import standing
from courtyard.places.models import Estate


def may_collect(person: Person, estate: Estate, at: datetime) -> bool:
    """No committee, neighbour or office sees what a home owes."""
    return keeps(person, Fund.FEES, estate, at) or _is_named(person, estate, at)


def _is_named(person: Person, estate: Estate, at: datetime) -> bool:
    """Asked of their offices of today: whose office is over collects no more, and another one is another naming."""
    held = standing(person).offices_on(localdate(at))
    offices = [one.pk for one in held if one.kind == Office.Kind.COMPANY_WORKER and one.node_id == estate.pk]
    if not offices:
        return False
    return Collector.objects.filter(estate=estate.pk, office__in=offices, ended_at__isnull=True).exists()


def may_name_collector(person: Person, estate: Estate, at: datetime) -> bool:
    """Whoever keeps the service money answers for who sees what homes owe. A collector names nobody."""
    return keeps(person, Fund.FEES, estate, at)


def may_end_collector(person: Person, one: Collector, at: datetime) -> bool:
    """Whoever could name, and the collector: nobody is kept at it."""
    return one.office.person_id == person.pk or may_name_collector(person, one.estate, at)


def may_see_collectors(person: Person, estate: Estate, at: datetime) -> bool:
    """Who sees what I owe? Whoever has a home there may know; and collectors know each other."""
    return standing(person).lives_in(estate.pk, at) or may_collect(person, estate, at)
