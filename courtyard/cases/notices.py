"""Who hears of what happens to a case, and the words."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from courtyard.cases.models import Case, Follow, Incident, IncidentFollow
from courtyard.cases.permissions import LEADS, SEATS
from courtyard.core.errors import sentence
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.people.models import Office
from courtyard.trail.models import Line

RESOLVED, PROGRESS, FOLLOWED = "cases.resolved", "cases.progress", "cases.followed"
DESK, CLIMBED, DANGER, INCIDENT = "cases.desk", "cases.climbed", "cases.danger", "cases.incident"

STEPS = {
    "cases.triaged": sentence("it was accepted"),
    "cases.answered": sentence("there is an update"),
    "cases.referred": sentence("it was handed over"),
    "cases.paused": sentence("it is on hold"),
    "cases.resumed": sentence("work goes on"),
    "cases.extended": sentence("it takes longer"),
    "cases.declined": sentence("it is not for the joint desk to do"),
    "cases.merged": sentence("it was merged with another report of the same thing"),
    "cases.closed_unanswered": sentence("it was closed, because nobody answered"),
    "cases.escalated": sentence("it went further up"),
    "cases.urged": sentence("the desk was urged"),
    "cases.tabled": sentence("it comes before the joint session"),
    "cases.decided": sentence("the joint session dealt with it"),
}
KINDS = (
    NoticeKind(
        RESOLVED, _("My request is resolved"),
        sentence("Request {number} is resolved, says the desk: “{subject}”. Is it fixed now? Please tell us."),
        order=10,
    ),
    NoticeKind(
        PROGRESS, _("How my requests go on"), sentence("Request {number}, “{subject}”: {step}."),
        labels={"step": STEPS}, order=11,
    ),
    NoticeKind(
        FOLLOWED, _("Requests and outages I follow"), sentence("“{subject}”, which you follow: {step}."),
        labels={"step": STEPS | {"cases.resolved": sentence("it is resolved")}}, default="daily", order=12,
    ),
    NoticeKind(
        INCIDENT, _("An outage I follow is over"), sentence("It is over: {title}. {words}"), order=13,
    ),
    NoticeKind(
        DESK, _("What comes back to me"), sentence("Request {number} was reopened: “{subject}”."), order=20,
    ),
    NoticeKind(
        CLIMBED, _("Requests that went up to me"), sentence("Request {number} of {place} went up to you: “{subject}”."),
        order=21,
    ),
    NoticeKind(
        DANGER, _("Danger on the estate"), sentence("Danger at {place}: “{subject}”, request {number}."), urgent=True,
        order=22,
    ),
)  # fmt: skip


def hear(line: Line, at: datetime) -> Iterable[Tell]:
    """The reporter of every step, neighbours of its end, the desk of danger, those above of what went up."""
    if line.kind == "cases.incident_ended":
        return _incident_over(line)
    case = Case.objects.select_related("estate__node").filter(pk=line.about).first()
    return _of(line, case, at) if case else ()


def _of(line: Line, case: Case, at: datetime) -> Iterator[Tell]:
    fields = {"number": case.number, "subject": case.subject, "place": case.estate.node.name}
    asked = {case.reporter_id} - {None, line.by}
    if line.kind in STEPS:
        yield from _tells(PROGRESS, asked, fields | {"step": line.kind}, case)
        yield from _tells(FOLLOWED, _followers(case), fields | {"step": line.kind}, case)
    if case.state == Case.State.RESOLVED and line.kind in {"cases.resolved", "cases.signed"}:
        yield from _tells(RESOLVED, asked, fields, case)
        yield from _tells(FOLLOWED, _followers(case), fields | {"step": "cases.resolved"}, case)
        others = Case.objects.filter(duplicate_of=case).exclude(reporter=None).values_list("reporter", flat=True)
        yield from _tells(FOLLOWED, set(others), fields | {"step": "cases.resolved"}, case)
    if line.kind == "cases.escalated":
        yield from _tells(CLIMBED, _above(case, at), fields, case)
    if line.kind == "cases.filed" and case.urgent:
        yield from _tells(DANGER, _seated(case, SEATS[case.circle], at), fields, case)  # type: ignore[index]
    if line.kind in {"cases.returned", "cases.reopened"}:
        yield from _tells(DESK, {case.handler_id} - {None}, fields, case)


def _tells(kind: str, whom: Iterable[UUID | None], fields: dict[str, str], case: Case) -> Iterator[Tell]:
    link = reverse("cases:case", args=[case.estate.code, case.number])
    for to in whom:
        if to is not None:
            yield Tell(kind, to, fields, case.estate_id, case.pk, link)


def _followers(case: Case) -> set[UUID]:
    return set(Follow.objects.filter(case=case).values_list("person", flat=True)) if case.public else set()


def _above(case: Case, at: datetime) -> set[UUID]:
    convenes = case.level == Case.Level.CONVENOR
    return _seated(case, (Office.Kind.CONVENOR,) if convenes else LEADS["jie"], at)


def _seated(case: Case, kinds: Iterable[str], at: datetime) -> set[UUID]:
    held = Office.objects.on(localdate(at)).reaching(case.estate.node).filter(kind__in=list(kinds))
    return set(held.values_list("person", flat=True))


def _incident_over(line: Line) -> Iterator[Tell]:
    one = Incident.objects.select_related("estate__node").filter(pk=line.about).first()
    if one is None:
        return
    link = reverse("cases:incidents", args=[one.estate.code])
    fields = {"title": one.title, "words": str(getattr(line.event, "text", "") or "")}
    for to in IncidentFollow.objects.filter(incident=one).values_list("person", flat=True):
        yield Tell(INCIDENT, to, fields, one.estate_id, one.pk, link)


EVENTS = frozenset(
    {
        *STEPS, "cases.filed", "cases.resolved", "cases.signed", "cases.returned", "cases.reopened",
        "cases.incident_ended",
    }
)  # fmt: skip
TELLER = Teller("cases", EVENTS, hear)
