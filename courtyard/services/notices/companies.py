"""Who hears of a company's credit and of what was found: its people, its managers there, who decides."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from courtyard.core.errors import sentence
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.services.events import companies as found_events
from courtyard.services.events import credit as events
from courtyard.services.models import CreditPoint, Supervision
from courtyard.services.queries import credit
from courtyard.trail.models import Line

POINTS, DECIDES = "services.notice_points", "services.notice_decides"
FOUND = "services.notice_found"
STEPS = {
    events.PointsGiven.NAME: ("given", sentence("points were given; you may object in time")),
    events.ObjectionUpheld.NAME: ("upheld", sentence("the objection was upheld, and the points are dropped")),
    events.ObjectionRejected.NAME: ("rejected", sentence("the objection was rejected")),
    events.PointsPublished.NAME: ("public", sentence("the points are public now")),
    events.PointsCorrected.NAME: ("corrected", sentence("the points were corrected and no longer count")),
    events.CorrectionRefused.NAME: ("refused", sentence("the points were not corrected")),
    events.PointsExpired.NAME: ("expired", sentence("the points expired")),
    events.PointsDropped.NAME: ("dropped", sentence("the points were dropped")),
}
ASKS = {
    events.PointsObjectedTo.NAME: ("objects", sentence("the company objects, and waits for an answer")),
    events.CorrectionAsked.NAME: ("asks", sentence("the company asks for a correction, and waits for an answer")),
}
SEEN = {
    found_events.CompanyInspected.NAME: ("inspected", sentence("an inspection was entered")),
    found_events.CompanyPenalised.NAME: ("penalised", sentence("a penalty was entered")),
    found_events.ComplaintUpheld.NAME: ("complaint", sentence("a complaint was upheld")),
    found_events.PutRight.NAME: ("right", sentence("something counts as put right")),
    found_events.FindingWithdrawn.NAME: ("withdrawn", sentence("an entry was withdrawn")),
}
KINDS = (
    NoticeKind(
        POINTS, _("Points on my company’s credit"), sentence("{company}, {place}, {points} points: {step}."),
        labels={"step": dict(STEPS.values())}, order=50,
    ),
    NoticeKind(
        DECIDES, _("Companies that wait for my office’s answer"),
        sentence("{company}, {place}, {points} points: {step}."), labels={"step": dict(ASKS.values())}, order=51,
    ),
    NoticeKind(
        FOUND, _("What offices found of my company"), sentence("{company}, {place}: {step}."),
        labels={"step": dict(SEEN.values())}, order=52,
    ),
)  # fmt: skip


def hear(line: Line, at: datetime) -> Iterable[Tell]:
    if line.kind in SEEN:
        found = Supervision.objects.filter(pk=line.about).select_related("company", "node").first()
        return _of_finding(line, found, at) if found else ()
    points = CreditPoint.objects.filter(pk=line.about).select_related("company", "node", "seat").first()
    if points is None:
        return ()
    return _asked(line, points, at) if line.kind in ASKS else _told(line, points, at)


def _fields(one: CreditPoint | Supervision, step: str) -> dict[str, str | int]:
    return {"company": one.company.name, "place": one.node.name, "place_en": one.node.name_en, "step": step}


def _told(line: Line, points: CreditPoint, at: datetime) -> Iterator[Tell]:
    """Everybody it concerns but the one who did it."""
    fields = _fields(points, STEPS[line.kind][0]) | {"points": points.points}
    for to in credit.whom_it_concerns(points, localdate(at)):
        if to != line.by:
            yield _tell(POINTS, to, fields, points)


def _asked(line: Line, points: CreditPoint, at: datetime) -> Iterator[Tell]:
    """An objection goes to the office that answers it, a correction to the one that gave the points."""
    day = localdate(at)
    node = credit.answering(points, day)[0] if line.kind == events.PointsObjectedTo.NAME else points.seat
    fields = _fields(points, ASKS[line.kind][0]) | {"points": points.points}
    for to in credit.officers_at(node, day):
        yield _tell(DECIDES, to, fields, points)


def _tell(kind: str, to: UUID, fields: dict[str, str | int], points: CreditPoint) -> Tell:
    return Tell(kind, to, fields, points.node_id, points.pk, reverse("services:points", args=[points.pk]))


def _of_finding(line: Line, found: Supervision, at: datetime) -> Iterator[Tell]:
    link, fields = reverse("services:company", args=[found.company_id]), _fields(found, SEEN[line.kind][0])
    for to in credit.whom_it_concerns(found, localdate(at)):
        yield Tell(FOUND, to, fields, found.node_id, found.pk, link)


TELLER = Teller("services.companies", frozenset({*STEPS, *ASKS, *SEEN}), hear)
