"""Who hears of bills: a home's own people of its own bill, payment and reminder. Nobody hears of another home's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from courtyard.core.errors import sentence
from courtyard.core.quantities import format_fen
from courtyard.money.events.fees import HomesBilled, HomesReminded, PaymentReceived, PrepaymentRefunded
from courtyard.money.models import Bill, Payment, Refund, Reminder
from courtyard.money.queries.bills import WITH_HOME
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.people.models import Tenure
from courtyard.places.models import Node
from courtyard.trail.models import Line

BILL, MONEY, REMINDER = "money.notice_bill", "money.notice_payment", "money.notice_reminder"
HOMES_SAID = 3
Row = TypeVar("Row", Bill, Reminder)
OWNING = (Tenure.Kind.OWNER, Tenure.Kind.CO_OWNER)
KINDS = (
    NoticeKind(
        BILL, _("A bill for your home"),
        sentence("{place}, {home}: a bill of {yuan} yuan for the property fee, to be paid until {due_on}"), order=52,
    ),
    NoticeKind(
        MONEY, _("What was paid for your home"), sentence("{place}, {home}: {step} {yuan} yuan"),
        labels={
            "step": {
                "received": sentence("thank you, your payment was entered:"),
                "given_back": sentence("given back of what you had paid ahead:"),
            }
        },
        order=53,
    ),
    NoticeKind(
        REMINDER, _("A kind reminder of a bill"),
        sentence(
            "{place}, {home}: a bill for the property fee was to be paid until {due_on}. Perhaps it slipped your mind; "
            "if you have paid meanwhile, please take no notice. If something is wrong with it, tell us."
        ),
        order=54,
    ),
)  # fmt: skip


def hear(line: Line, at: datetime) -> Iterator[Tell]:
    node = Node.objects.filter(pk=line.node).first()
    if node is None:
        return
    if line.kind == HomesBilled.NAME:
        yield from _of_bills(line, node, at)
    elif line.kind == HomesReminded.NAME:
        yield from _of_reminders(line, node, at)
    else:
        yield from _of_money(line, node, at)


def _of_bills(line: Line, node: Node, at: datetime) -> Iterator[Tell]:
    """One notice for each owner, however many homes of theirs were billed."""
    bills = Bill.objects.filter(run=line.about, taken_back=False).select_related(*WITH_HOME)
    for to, theirs in _of_owners(bills.order_by("pk").iterator(1_000), line.node, at).items():
        yuan, due = format_fen(sum(one.fen for one in theirs)), theirs[0].due_on.isoformat()
        only = theirs[0].pk if len(theirs) == 1 else None
        link = reverse("money:bill", args=[node.code, only]) if only else reverse("money:bills", args=[node.code])
        yield Tell(BILL, to, {**_where(node, theirs), "yuan": yuan, "due_on": due}, node.pk, only or line.about, link)


def _of_reminders(line: Line, node: Node, at: datetime) -> Iterator[Tell]:
    """Whoever paid in between hears nothing any more."""
    rows = Reminder.objects.filter(reminding=line.about).select_related(*WITH_HOME).order_by("pk")
    still = Bill.objects.filter(estate=line.node, taken_back=False, paid_fen__lt=F("fen"), due_on__lt=localdate(at))
    owing = set(still.values_list("home", flat=True))
    unpaid = (one for one in rows.iterator(1_000) if one.home_id in owing)
    for to, theirs in _of_owners(unpaid, line.node, at).items():
        fields = {**_where(node, theirs), "due_on": min(one.due_on for one in theirs).isoformat()}
        yield Tell(REMINDER, to, fields, node.pk, line.about, reverse("money:bills", args=[node.code]))


def _of_owners(rows: Iterable[Row], estate: UUID, at: datetime) -> dict[UUID, list[Row]]:
    """By whoever owns the homes today."""
    people = _people(estate, at, owners_only=True)
    theirs: defaultdict[UUID, list[Row]] = defaultdict(list)
    for one in rows:
        for to in people.get(one.home_id, ()):
            theirs[to].append(one)
    return theirs


def _of_money(line: Line, node: Node, at: datetime) -> Iterator[Tell]:
    """A payment, or what was given back: a page for the one, the home's bills for the other."""
    paid = Payment.objects.select_related(*WITH_HOME).filter(pk=line.about).first()
    back = None if paid else Refund.objects.select_related(*WITH_HOME).filter(pk=line.about).first()
    one = paid or back
    if one is None:
        return
    step = "received" if paid else "given_back"
    link = reverse("money:receipt", args=[node.code, one.pk]) if paid else reverse("money:bills", args=[node.code])
    fields = {**_where(node, [one]), "step": step, "yuan": format_fen(one.fen)}
    for to in _people(line.node, at, owners_only=False, home=one.home_id).get(one.home_id, ()):
        if to != line.by:
            yield Tell(MONEY, to, fields, node.pk, one.pk, link)


def _people(estate: UUID, at: datetime, *, owners_only: bool, home: UUID | None = None) -> Mapping[UUID, list[UUID]]:
    """Who holds each home today. One query."""
    today = localdate(at)
    rows = Tenure.objects.filter(Q(until__isnull=True) | Q(until__gt=today), estate=estate, since__lte=today)
    rows = rows.filter(kind__in=OWNING) if owners_only else rows
    rows = rows.filter(home=home) if home else rows
    by_home: dict[UUID, list[UUID]] = {}
    for where, who in rows.order_by("home", "person").values_list("home", "person").distinct():
        by_home.setdefault(where, []).append(who)
    return by_home


def _where(node: Node, rows: Sequence[Bill | Reminder | Payment | Refund]) -> dict[str, str | int]:
    homes = "、".join(one.home.label for one in rows[:HOMES_SAID])
    more = "…" if len(rows) > HOMES_SAID else ""
    return {"place": node.name, "place_en": node.name_en, "home": f"{homes}{more}"}


TELLER = Teller(
    "money.fees",
    frozenset({HomesBilled.NAME, HomesReminded.NAME, PaymentReceived.NAME, PrepaymentRefunded.NAME}),
    hear,
)
