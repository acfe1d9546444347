"""What money tells of itself: audits of its years, and who keeps which account."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import Q

from courtyard.core.quarters import Quarter
from courtyard.core.rulebook import Bearer, Keeper
from courtyard.disclosure.happenings import Hangs, Happened, Source
from courtyard.disclosure.traits import KeeperSource
from courtyard.money.models import Book, RevenueProject, YearAudit
from courtyard.money.models.book import Fund
from courtyard.money.revenue_rules import collector
from courtyard.places.models import Estate

MOST = 200
OWNERS_FUNDS = ("", Fund.MAINTENANCE, Fund.REVENUE)
"""沪房规范〔2025〕9号 is of the maintenance fund and public revenue; an audit of no fund in particular is of both."""


def audits(estate: Estate, since: date) -> Iterator[Happened | Hangs]:
    """That a year is being audited, and the report once it came."""
    rows = YearAudit.objects.filter(Q(commissioned_on__gte=since) | Q(received_on__gte=since), estate=estate.pk)
    for one in rows.filter(fund__in=OWNERS_FUNDS).order_by("-commissioned_on", "-pk")[:MOST]:
        yield Happened("audit_commissioned", one.pk, one.commissioned_on, str(one.year))
        if one.received_on is not None:
            yield Happened("audit_received", one.pk, one.received_on, str(one.year))


def keepers_of(estate: Estate, on: date) -> Mapping[Keeper, Bearer]:
    """The fund is the owners' committee's; public revenue is with whoever collects it. Nobody's where no books are."""
    if not Book.objects.filter(pk=estate.pk, opens_on__lte=on).exists():
        return {}
    projects = RevenueProject.objects.filter(estate=estate.pk, since__lte=on)
    collects = collector(projects, Quarter.on(on).before.first_day, on)
    return {"fund": "ye", **({"revenue": collects} if collects else {})}


AUDITS = Source("money.audits", audits)
KEEPERS = KeeperSource("money", keepers_of)
