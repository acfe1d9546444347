"""What of a company's credit counts, what is public, what waits for whom, and by which rules."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, Sum
from django.utils.timezone import localdate

from courtyard.core.calendars import add_working_days
from courtyard.core.rulebook import PointRule, Rulebook
from courtyard.people.models import Office, Person, Representative
from courtyard.people.standing import standing
from courtyard.places.models import Node
from courtyard.places.rules import newest, rulebook
from courtyard.services.models import Company, CreditPoint, Served, Supervision
from courtyard.services.permissions.credit import may_see_course, speaks_for

DUTY = "services.objection"
SHOWN, TOLD_MAX, AT_ONCE = 50, 200, 200
ROUNDS_SCANNED = 4


def points_of(company: Company, day: date) -> int:
    """How many points count against a company on a day: for checks, and for motions to keep it."""
    return points_of_all([company.pk], day).get(company.pk, 0)


def points_of_all(companies: Collection[UUID], day: date) -> Mapping[UUID, int]:
    """The same for many: one query. Companies without points are left out."""
    rows = CreditPoint.objects.counted(day).filter(company__in=companies).order_by().values_list("company")
    return dict(rows.annotate(all=Sum("points")))


def book_for(node: Node) -> Rulebook:
    """The rules of a place today. What is given under them keeps them: `CreditPoint.rulebook`."""
    return rulebook(node.rulebook)


def edition_of(node: Node) -> str:
    return f"{node.rulebook}/{newest(node.rulebook)}"


def book_of(points: CreditPoint) -> Rulebook:
    """The rules the points were given under."""
    name, _, version = points.rulebook.partition("/")
    return rulebook(name, version)


def rule_of(points: CreditPoint) -> PointRule:
    return book_of(points).points[points.rule]


def rules_on(node: Node, day: date) -> list[PointRule]:
    """What points can be given for at a place, the gravest first."""
    there = (rule for rule in book_for(node).points.values() if rule.in_force(day))
    return sorted(there, key=lambda rule: -rule.points)


def day_at(node: Node, at: datetime) -> date:
    """The day where the place is."""
    return at.astimezone(ZoneInfo(node.zone)).date()


def objection_ends(rule: PointRule, node: Node, at: datetime) -> datetime:
    """The midnight after the last working day of the time for objection; the day it is told on is not counted."""
    last = add_working_days(day_at(node, at), rule.objection_working_days, book_for(node).hours.calendar)
    return datetime(last.year, last.month, last.day, tzinfo=ZoneInfo(node.zone)) + timedelta(days=1)


def public_of(company: Company, day: date) -> list[CreditPoint]:
    """What anybody may read, the newest first."""
    rows = CreditPoint.objects.public(day).filter(company=company).select_related("node", "seat")
    return list(rows.order_by("-public_on", "-pk")[:SHOWN])


def seen_by(person: Person, company: Company, at: datetime) -> list[CreditPoint]:
    """What is not public, or no longer: only what this person may read of it."""
    rows = CreditPoint.objects.filter(company=company).exclude(state=CreditPoint.State.PUBLIC)
    found = rows.select_related("node", "seat", "company__node").order_by("-told_at", "-pk")[: SHOWN * ROUNDS_SCANNED]
    return [one for one in found if may_see_course(person, one, at)][:SHOWN]


def answering(points: CreditPoint, day: date) -> tuple[Node, str]:
    """Which office answers an objection: the nearest above who gave the points, else another where they sit."""
    seats = (
        Office.objects.on(day).reaching(points.seat).filter(kind__in=Office.ABOVE).exclude(person=points.given_by_id)
    )
    there = sorted(seats.select_related("node"), key=lambda office: -len(office.node.path))
    above = [office for office in there if office.node_id != points.seat_id]
    one = next(iter(above or there), None)
    return (one.node, one.kind) if one else (points.seat, points.seat.kind)


def agents_of(company: Company, day: date) -> list[Representative]:
    """Who acts for the company, by name."""
    if company.person_id is None:
        return []
    named = Representative.objects.filter(legal=company.person_id, since__lte=day).exclude(until__lte=day)
    return list(named.select_related("person").order_by("since", "pk")[:TOLD_MAX])


def whom_it_concerns(points: CreditPoint | Supervision, day: date) -> list[UUID]:
    """Who is told of points, and of what was found: the company's people, and the managers where it serves."""
    agents = [one.person_id for one in agents_of(points.company, day)]
    serving = Served.objects.on(day).filter(company=points.company_id, node=points.node_id).exists()
    managers = Office.objects.on(day).filter(node=points.node_id, kind=Office.Kind.COMPANY_MANAGER)
    found = list(managers.order_by("person").values_list("person", flat=True)[:TOLD_MAX]) if serving else []
    return list(dict.fromkeys([*agents, *found]))


def officers_at(node: Node, day: date) -> list[UUID]:
    """Who holds an office above the estates in this very place."""
    seats = Office.objects.on(day).filter(node=node, kind__in=Office.ABOVE)
    return list(seats.order_by("person").values_list("person", flat=True).distinct()[:TOLD_MAX])


def to_publish(at: datetime) -> Sequence[UUID]:
    """Whose time for objection passed and nobody objected, the longest waiting first."""
    waiting = CreditPoint.objects.filter(state=CreditPoint.State.TOLD, object_until__lte=at)
    return list(waiting.order_by("object_until", "pk").values_list("pk", flat=True)[:AT_ONCE])


def to_expire(day: date) -> Sequence[UUID]:
    over = CreditPoint.objects.filter(state=CreditPoint.State.PUBLIC, expires_on__lte=day)
    return list(over.order_by("expires_on", "pk").values_list("pk", flat=True)[:AT_ONCE])


def to_object_to(person: Person, at: datetime) -> list[CreditPoint]:
    """Points for which somebody speaks, while there is time to object; the one that ends first before the others."""
    day = localdate(at)
    acting = Representative.objects.filter(person=person, since__lte=day).exclude(until__lte=day).values("legal")
    managed = [one.node_id for one in standing(person).offices_on(day) if one.kind == Office.Kind.COMPANY_MANAGER]
    open_ones = CreditPoint.objects.filter(state=CreditPoint.State.TOLD, object_until__gt=at)
    theirs = open_ones.filter(Q(company__person__in=acting) | Q(node__in=managed)).select_related("company", "node")
    rows = theirs.order_by("object_until", "pk")[:SHOWN]
    return [one for one in rows if speaks_for(person, one, at)]
