"""What the clerk does about ratings by the clock: asks homes once a quarter, and closes quarters."""

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import localdate

from courtyard.core.errors import Refusal
from courtyard.core.quarters import Quarter
from courtyard.notify import upkeep as notices
from courtyard.notify.registers import Tell
from courtyard.people.models import CLERK, Tenure
from courtyard.places.models import Estate, Home
from courtyard.services.actions.ratings import close_ratings
from courtyard.services.actions.remarks import forget_remark
from courtyard.services.models import Contract, Rated, RatingQuarter
from courtyard.services.permissions.ratings import OWNING, day_in
from courtyard.services.queries import remarks
from courtyard.services.queries.ratings import last_closed
from courtyard.services.upkeep import ratings as upkeep

ESTATES, PERSONS, WORDS = 50, 300, 100
log = logging.getLogger(__name__)


def ask_homes(at: datetime) -> bool:
    """From the first day of a quarter's last month on: some hundred residents of one estate at a time."""
    quarter = Quarter.on(localdate(at))
    if localdate(at) < quarter.last_month:
        return False
    estate = _to_ask(quarter, at)
    if estate is None:
        return False
    some = _residents(estate, quarter, at)
    place = {"place": estate.node.name, "place_en": estate.node.name_en}
    link = reverse("services:rate", args=[estate.code])
    tells = [Tell(upkeep.PLEASE, to, place, estate.pk, estate.pk, link) for to in some]
    notices.tell(tells, source=f"rate {quarter} {estate.pk.hex}", at=at)
    upkeep.asked(estate, quarter, at, some[-1] if len(some) == PERSONS else None)
    return True


def _to_ask(quarter: Quarter, at: datetime) -> Estate | None:
    """An estate with a company under contract whose homes were not all asked yet."""
    done = RatingQuarter.objects.filter(estate=OuterRef("pk"), quarter=str(quarter), asked_at__isnull=False)
    day = localdate(at)
    living = Contract.objects.filter(estate=OuterRef("pk"), state__in=Contract.LIVING, starts_on__lte=day)
    holds = living.filter(Q(state=Contract.State.RUNS_ON) | Q(ends_on__gte=day))
    return Estate.objects.filter(Exists(holds), ~Exists(done)).select_related("node").order_by("pk").first()


def _residents(estate: Estate, quarter: Quarter, at: datetime) -> Sequence[UUID]:
    """The next ones, in the order of their ids, of dwellings that have not rated."""
    rated = Rated.objects.filter(estate=estate.pk, home=OuterRef("home"), quarter=str(quarter))
    live = Tenure.objects.on(day_in(estate, at)).filter(estate=estate.pk, home__use=Home.Use.DWELLING)
    established = live.filter(Q(kind__in=OWNING) | Q(confirmed_at__isnull=False)).filter(~Exists(rated))
    row = RatingQuarter.objects.filter(estate=estate.pk, quarter=str(quarter)).first()
    ids = established.order_by("person").values_list("person", flat=True).distinct()
    return list((ids.filter(person__gt=row.asked_up_to) if row and row.asked_up_to else ids)[:PERSONS])


def close_quarters(at: datetime) -> bool:
    """Every estate in which somebody rated a quarter that is over. A clerk who was away catches up on a year."""
    newest = Quarter.on(localdate(at)).before
    more = False
    for quarter in (newest.shifted(-back) for back in range(4)):
        closed = RatingQuarter.objects.filter(estate=OuterRef("estate"), quarter=str(quarter), closed_at__isnull=False)
        rows = Rated.objects.filter(~Exists(closed), quarter=str(quarter))
        ids = list(rows.order_by("estate").values_list("estate", flat=True).distinct()[: ESTATES + 1])
        for estate in Estate.objects.filter(pk__in=ids[:ESTATES]).select_related("node"):
            if quarter <= last_closed(estate, day_in(estate, at)):
                _close(estate, quarter, at)
                more = more or len(ids) > ESTATES
    return more


def _close(estate: Estate, quarter: Quarter, at: datetime) -> None:
    try:
        close_ratings(estate.pk, quarter, by=CLERK, at=at)
    except Refusal as refusal:
        log.warning("ratings of %s were not closed at %s: %s", quarter, estate.code, refusal)


def forget_refused(at: datetime) -> bool:
    some = remarks.to_forget(at, WORDS)
    for one in some:
        forget_remark(one.pk, by=CLERK, at=at)
    return len(some) == WORDS
