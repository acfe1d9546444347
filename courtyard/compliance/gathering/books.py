"""An estate's books: since when they are kept, who keeps which fund, and what owners decided that money rests on.

Of what no books say, nobody says anything: without books an estate has no keepers, no quarters and no spendings here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min, Q

from courtyard.assembly.models import Decision
from courtyard.committee.models import Limit
from courtyard.compliance.gathering.batch import Batch
from courtyard.core.rulebook import Bearer
from courtyard.money.models import Book, Posting
from courtyard.money.models.book import Fund
from courtyard.money.parts import CASH
from courtyard.money.queries.revenue import WITH_COMPANY

FUND_KEEPER: Bearer = "ye"
"""The fund is the owners', and their committee keeps it (courtyard/money/permissions/books.py)."""
MONEY_IN = (CASH[Fund.MAINTENANCE], CASH[Fund.REVENUE], WITH_COMPANY)


@dataclass(frozen=True, slots=True)
class Kept:
    """The books of an estate: the first day they tell of, the day on which they were opened, and since when they tell
    of the maintenance fund and of public revenue, if they do."""

    opens_on: date
    opened_on: date
    fund_from: date | None = None
    revenue_from: date | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """Decisions of the owners, and limits they gave, by their ids: since when money may rest on them.

    What was set aside, or not carried, is none of them.
    """

    decided: Mapping[UUID, Decision]
    limits: Mapping[UUID, date]

    def decision(self, pk: UUID | None) -> Decision | None:
        return self.decided.get(pk) if pk is not None else None

    def decided_on(self, pk: UUID | None) -> date | None:
        one = self.decision(pk)
        return one.in_force_on if one else None


def kept(batch: Batch) -> dict[UUID, Kept]:
    """Those that were open by the day. A fund is in them from the day on which money of it was first entered."""
    told: dict[tuple[UUID, str], date | None] = {}
    rows = Posting.objects.filter(of_estate("debit", MONEY_IN), estate__in=batch.ids, entry__entered_at__lt=batch.end)
    first = rows.order_by().values_list("estate", "debit__fund").annotate(at=Min("entry__entered_at"))
    for pk, fund, at in first:
        told[pk, fund] = batch.day(pk, at)
    found = {}
    for one in Book.objects.filter(pk__in=batch.ids, opened_at__lt=batch.end):
        opened = batch.day(one.pk, one.opened_at)
        if opened is not None:
            funds = (told.get((one.pk, fund)) for fund in (Fund.MAINTENANCE, Fund.REVENUE))
            found[one.pk] = Kept(one.opens_on, opened, *funds)
    return found


def of_estate(side: str, keys: Iterable[str]) -> Q:
    """Accounts of the whole estate, as their index has them: those of homes are many."""
    places = {f"{side}__{place}__isnull": True for place in ("building", "entrance", "home")}
    return Q(**{f"{side}__key__in": list(keys)}, **places)


def standing(batch: Batch) -> Q:
    """Of what hangs on an entry: what was booked by the day, and not taken back by then."""
    return Q(entry__day__lte=batch.on) & ~Q(entry__reversed_by__day__lte=batch.on)


def grounds(batch: Batch) -> Grounds:
    """All that these estates' owners decided and carried."""
    carried = Decision.objects.filter(estate__in=batch.ids, carried=True, set_aside=False)
    limits = Limit.objects.filter(estate__in=batch.ids, decision__carried=True, decision__set_aside=False)
    return Grounds(
        {one.pk: one for one in carried.select_related("motion")},
        dict(limits.values_list("pk", "valid_from")),
    )
