"""What of bills a person can see and export: those of the months in which they held the home, and what was paid."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy, pgettext

from courtyard.core.quantities import format_fen
from courtyard.money.models import Collector
from courtyard.money.permissions.fund import owned_in
from courtyard.money.queries import bills as queries
from courtyard.money.queries.top_ups import payments_of
from courtyard.people.models import Person, Tenure
from courtyard.places.models import Estate
from courtyard.web.registers import PersonalData

MOST = 1_000


def see(person: Person) -> list[Mapping[str, Any]]:
    return list(islice(_told(person, now()), MOST))


def _told(person: Person, at: datetime) -> Iterator[Mapping[str, Any]]:
    held = Tenure.objects.filter(person=person).values("estate")
    what, day, home, yuan = (
        gettext("What"),
        pgettext("of a bill", "Day"),
        pgettext("of a bill", "Home"),
        gettext("Yuan"),
    )
    for estate in Estate.objects.filter(pk__in=held).select_related("node").order_by("pk"):
        for bill in queries.bills_of(person, estate, at, MOST):
            words = gettext("bill {reference}, {paid} yuan paid").format(
                reference=bill.reference, paid=format_fen(bill.paid_fen)
            )
            yield {what: words, day: bill.first, home: bill.home.label, yuan: format_fen(bill.fen)}
        for payment in queries.payments_of(person, estate, at, MOST):
            words = gettext("payment, {payer}").format(payer=payment.payer or payment.get_channel_display())
            yield {what: words, day: payment.day, home: payment.home.label, yuan: format_fen(payment.fen)}
        for one in payments_of(owned_in(person, estate, at)):
            words = gettext("paid into the maintenance fund")
            yield {what: words, day: one.day, home: one.home.label, yuan: format_fen(one.fen)}


def see_collecting(person: Person) -> list[Mapping[str, Any]]:
    """Where somebody was named to collect, since when, until when."""
    rows = Collector.objects.filter(office__person=person.pk).select_related("estate__node").order_by("named_at")
    return [
        {
            gettext("Estate"): one.estate.node.name,
            gettext("Since"): one.named_at,
            gettext("Until"): one.ended_at or one.office.until or "",
        }
        for one in rows.select_related("office")[:MOST]
    ]


COLLECTING = PersonalData(
    "money.collecting",
    gettext_lazy("Where you collect property fees"),
    gettext_lazy(
        "Whoever lives there may know who sees what they owe. That you were named stays on the record, like whatever "
        "is done in an office."
    ),
    None,
    see_collecting,
    order=71,
)  # fmt: skip

OWN_DATA = PersonalData(
    "bills",
    gettext_lazy("The bills of your home"),
    gettext_lazy(
        "Books are kept for as long as the law says, and a bill belongs to them. Only your home and collectors read it."
    ),
    None,
    see,
    order=70,
)  # fmt: skip
