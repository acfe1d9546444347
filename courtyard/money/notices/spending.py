"""Who hears of a spending: those who may sign it, and the owners who bear it once it is published."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from courtyard.core.errors import sentence
from courtyard.core.quantities import format_fen
from courtyard.money.events.spending import SpendingAuthorised, SpendingPublished, SpendingSigned
from courtyard.money.models import Spending
from courtyard.money.permissions.spending import APPROVES
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.people.models import Office, Tenure
from courtyard.trail.models import Line

TO_SIGN, PUBLISHED = "money.notice_to_sign", "money.notice_published"
KINDS = (
    NoticeKind(
        TO_SIGN, _("Spendings that wait for my signature"),
        sentence("{place}: “{what}”, {yuan} yuan, waits for a signature. Look at it and sign, or say why not."),
        order=60,
    ),
    NoticeKind(
        PUBLISHED, _("What was spent of my home’s money"),
        sentence("{place}: what was spent on “{what}” is published with its papers: {yuan} yuan."), order=61,
    ),
)  # fmt: skip


def hear(line: Line, at: datetime) -> Iterable[Tell]:
    found = Spending.objects.select_related("estate__node").filter(pk=line.about).first()
    if found is None:
        return ()
    if line.kind == SpendingPublished.NAME:
        return _tell(PUBLISHED, _owners(found, at), found, int(line.fields["fen"]))
    if found.state != Spending.State.AUTHORISED:
        return ()
    return _tell(TO_SIGN, _signers(found, at), found, found.agreed_fen or 0)


def _tell(kind: str, to: Iterable[UUID], one: Spending, fen: int) -> Iterator[Tell]:
    node = one.estate.node
    fields: dict[str, str | int] = {
        "place": node.name, "place_en": node.name_en, "what": one.what, "yuan": format_fen(fen),
    }  # fmt: skip
    link = reverse("money:spending", args=[node.code, one.pk])
    for person in to:
        yield Tell(kind, person, fields, one.estate_id, one.pk, link)


def _signers(one: Spending, at: datetime) -> list[UUID]:
    """Neither whoever planned it nor whoever signed it already."""
    held = Office.objects.on(localdate(at)).reaching(one.estate.node).filter(kind__in=APPROVES.get(one.fund, ()))
    left = held.exclude(person__in=[key for key in (one.planned_by_id, one.first_by_id) if key])
    return list(left.order_by("person").values_list("person", flat=True).distinct())


def _owners(one: Spending, at: datetime) -> list[UUID]:
    """Of the homes of its part."""
    kinds = [Tenure.Kind.OWNER, Tenure.Kind.CO_OWNER]
    held = Tenure.objects.on(localdate(at)).filter(estate=one.estate_id, kind__in=kinds)
    if one.entrance_id:
        held = held.filter(home__entrance=one.entrance_id)
    elif one.building_id:
        held = held.filter(home__building=one.building_id)
    return list(held.order_by("person").values_list("person", flat=True).distinct())


HEARD = frozenset({SpendingAuthorised.NAME, SpendingSigned.NAME, SpendingPublished.NAME})
TELLER = Teller("money.spending", HEARD, hear)
