"""Who hears of topping up the fund: the owners of that part, all in the same words; of a payment its home alone."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from courtyard.core.errors import sentence
from courtyard.core.quantities import format_fen
from courtyard.money.events.top_ups import TopUpDecided, TopUpNoticed, TopUpReceived, TopUpWithdrawn
from courtyard.money.models import TopUpNotice, TopUpPayment
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.people.models import Tenure
from courtyard.people.queries import OWNING
from courtyard.trail.models import Line

TO_TOP_UP, PAID_IN = "money.notice_top_up", "money.notice_top_up_paid"
STEPS = {TopUpNoticed.NAME: "noticed", TopUpDecided.NAME: "decided", TopUpWithdrawn.NAME: "withdrawn"}
KINDS = (
    NoticeKind(
        TO_TOP_UP, _("Topping up the maintenance fund"), sentence("{place}: {step}"),
        labels={
            "step": {
                "noticed": sentence(
                    "the maintenance fund is low, and its owners are to decide how it is topped up. Read what it means "
                    "for your home; nobody else sees that page."
                ),
                "decided": sentence(
                    "the owners decided how the maintenance fund is topped up. Read what it means for your home; "
                    "nobody else sees that page."
                ),
                "withdrawn": sentence("the notice to top up the maintenance fund was withdrawn."),
            }
        },
        order=62,
    ),
    NoticeKind(
        PAID_IN, _("What was paid into the maintenance fund for my home"),
        sentence("{place}, {home}: thank you, {yuan} yuan were entered in your home’s maintenance fund."), order=63,
    ),
)  # fmt: skip


def hear(line: Line, at: datetime) -> Iterator[Tell]:
    if line.kind == TopUpReceived.NAME:
        yield from _of_payment(line.about, at)
        return
    one = TopUpNotice.objects.select_related("estate__node").filter(pk=line.about).first()
    if one is None:
        return
    node = one.estate.node
    fields: dict[str, str | int] = {"place": node.name, "place_en": node.name_en, "step": STEPS[line.kind]}
    page = "fund" if line.kind == TopUpWithdrawn.NAME else "own_fund"
    for to in _owners(one, at):
        yield Tell(TO_TOP_UP, to, fields, node.pk, one.pk, reverse(f"money:{page}", args=[node.code]))


def _owners(one: TopUpNotice, at: datetime) -> list[UUID]:
    """Of all homes of its part, low or not: who is told says nothing of anybody."""
    held = Tenure.objects.on(localdate(at)).filter(estate=one.estate_id, kind__in=OWNING)
    held = held.filter(home__building=one.building_id) if one.building_id else held
    return list(held.order_by("person").values_list("person", flat=True).distinct())


def _of_payment(pk: UUID, at: datetime) -> Iterator[Tell]:
    rows = TopUpPayment.objects.select_related("estate__node", "home__building", "home__entrance")
    paid = rows.filter(pk=pk, entry__reversed_by__isnull=True).first()
    if paid is None:
        return
    node = paid.estate.node
    fields: dict[str, str | int] = {
        "place": node.name, "place_en": node.name_en, "home": paid.home.label, "yuan": format_fen(paid.fen),
    }  # fmt: skip
    held = Tenure.objects.on(localdate(at)).filter(home=paid.home_id, kind__in=OWNING)
    for to in held.order_by("person").values_list("person", flat=True).distinct():
        yield Tell(PAID_IN, to, fields, node.pk, paid.pk, reverse("money:own_fund", args=[node.code]))


TELLER = Teller("money.top_ups", frozenset({*STEPS, TopUpReceived.NAME}), hear)
