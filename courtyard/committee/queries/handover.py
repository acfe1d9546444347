"""What is handed over to whom, how much of it is received, and by whom."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext, pgettext

from courtyard.committee import handing
from courtyard.committee.models import Handover, HandoverItem
from courtyard.people.models import Person
from courtyard.places.models import Estate

SHOWN_MAX = 50
WITH_ALL = ("estate__node", "giver", "taker", "member__committee")


def title_of(one: Handover) -> str:
    if one.kind == Handover.Kind.TO_OFFICE:
        return gettext("Handover to the housing office")
    if one.kind == Handover.Kind.TO_NEXT:
        return gettext("Handover to the new committee")
    name = one.member.name if one.member else ""
    return gettext("What {name} hands over").format(name=name or gettext("(name erased)"))


def counted() -> QuerySet[Handover]:
    """With how many things are on the list, received, and missing."""
    received = Count("items", filter=Q(items__received_at__isnull=False))
    missing = Count("items", filter=~Q(items__missing=""))
    rows = Handover.objects.select_related(*WITH_ALL)
    return rows.annotate(all_items=Count("items"), received_items=received, missing_items=missing)


def handovers_of(estate: Estate, *, members: bool, of: Person | None = None) -> list[Any]:
    """The newest first. What single members hand over is for those whom it concerns, `of` for somebody’s own."""
    rows = counted().filter(estate=estate.pk)
    if not members:
        mine = Q(member__person=of.pk) if of is not None else Q()
        rows = rows.filter(~Q(kind=Handover.Kind.MEMBER) | mine) if mine else rows.exclude(kind=Handover.Kind.MEMBER)
    return list(rows.order_by("-on", "-begun_at")[:SHOWN_MAX])


def find_handover(code: str, pk: UUID) -> Any:
    return counted().filter(pk=pk, estate__node__code=code).first()


def items_of(one: Handover) -> list[HandoverItem]:
    return list(one.items.order_by("position"))


def by_kind(items: list[HandoverItem]) -> list[tuple[Any, list[tuple[str, HandoverItem]]]]:
    """The list as it is read and printed: kind by kind, each thing with its words."""
    kinds = HandoverItem.Kind
    grouped = [(kind.label, [(handing.said(i), i) for i in items if i.kind == kind]) for kind in kinds]
    return [(label, rows) for label, rows in grouped if rows]


def sides_of(one: Handover) -> tuple[str, str]:
    """Who gives and who receives, as bodies or by name."""
    office = pgettext("party", "housing office")
    if one.kind == Handover.Kind.TO_OFFICE:
        return _committee(one.giver), office
    if one.kind == Handover.Kind.TO_NEXT:
        return office, _committee(one.taker)
    name = one.member.name if one.member else ""
    return name or gettext("(name erased)"), _committee(one.giver)


def _committee(committee: Any) -> str:
    return gettext("Owners’ committee no. {number}").format(number=committee.number) if committee else ""


def state_of(one: Handover, today: date) -> tuple[str, str]:
    if one.state == Handover.State.DONE:
        return "ok", "check"
    return ("over", "warn") if one.due_on < today else ("now", "clock")


def last_handover(estate: Estate) -> Any:
    """Of the whole committee: the one going on, or else the newest."""
    rows = handovers_of(estate, members=False)
    return next((one for one in rows if one.state == Handover.State.OPEN), next(iter(rows), None))
