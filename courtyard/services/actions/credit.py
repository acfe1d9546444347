"""Points on a company's credit: given by an office, public when the time for objection passed, gone in time."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from courtyard.assembly.upkeep import Kept, own
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.rulebook import PointRule, months_after
from courtyard.duties.actions import withdraw
from courtyard.duties.models import Duty
from courtyard.people.models import CLERK, Person
from courtyard.places.models import Node
from courtyard.services.actions.companies import NoReason
from courtyard.services.actions.supervision import NotYet
from courtyard.services.events.credit import PointsDropped, PointsExpired, PointsGiven, PointsPublished
from courtyard.services.holding import require_open, require_serving
from courtyard.services.locks.companies import lock_company, lock_points
from courtyard.services.models import Company, CreditPoint
from courtyard.services.models.company import NAME_MAX, WORDS_MAX
from courtyard.services.permissions.credit import (
    may_drop_points,
    may_expire_points,
    may_give_points,
    may_publish_points,
    seat_over,
)
from courtyard.services.queries import credit as queries
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

S = CreditPoint.State


class UnknownPointRule(BadInput):
    says = sentence(
        "The catalogue has no such case, or had not on that day. Choose what points are given for from the list. "
        "(沪房规范〔2023〕2号、3号)"
    )
    field = "rule"


class NoPointsReason(BadInput):
    says = sentence("Say in at most {most} characters what the company did, or left undone. Name no resident.")
    field = "reason"


class NoPointsEvidence(BadInput):
    says = sentence(
        "No points without evidence. Say in at most {most} characters what shows it: a record, a photograph, a letter. "
        "(沪房规范〔2023〕2号、3号)"
    )
    field = "evidence"


class GivenAlready(BadInput):
    says = sentence(
        "Points were given for this already: {rule}, {place}, {day}. The same thing costs points once. "
        "Correct the day if something else is meant."
    )
    field = "rule"


class LostFile(BadInput):
    says = sentence("The file was kept too long and has been removed. Please choose it again.")
    field = "file"


class StillTimeToObject(Refusal):
    says = sentence("The company may object until {day}. Before that nothing becomes public.")


class StillObjected(Refusal):
    says = sentence("The company objects. Nothing becomes public before that is answered.")


class NotOver(Refusal):
    says = sentence("These points count until {day}.")


@dataclass(frozen=True, kw_only=True)
class Giving:
    """For what, where, on which day, and what shows it. Its `id` makes one form one entry."""

    node: Node
    rule: str
    happened_on: date
    reason: str
    evidence: str
    file: Kept | None = None
    file_name: str = ""
    id: UUID = field(default_factory=new_id)


@deed
def give_points(company_id: UUID, giving: Giving, *, by: Person, at: datetime) -> CreditPoint:
    """The company is told, and may object. Until that is settled nobody else reads of it."""
    company = lock_company(company_id)
    require(may_give_points, by, company, giving.node, at)
    before = CreditPoint.objects.filter(pk=giving.id, company=company).select_related("node", "seat").first()
    if before is not None:
        return before
    rule = _check(company, giving, at)
    if giving.file is not None and not own(giving.file):
        raise LostFile
    points = _give(company, giving, rule, by, at)
    event = PointsGiven(
        company=company.name, rule=rule.key, rulebook=points.rulebook, points=rule.points, article=rule.article,
        reason=points.reason, evidence=points.evidence, happened_on=points.happened_on,
        object_until=points.object_until, sha256=points.sha256,
    )  # fmt: skip
    record(event, node=points.node_id, about=points.pk, by=by, at=at)
    return points


def _check(company: Company, giving: Giving, at: datetime) -> PointRule:
    require_open(company)
    rule = queries.book_for(giving.node).points.get(giving.rule)
    if rule is None or not rule.in_force(giving.happened_on):
        raise UnknownPointRule
    if giving.happened_on > queries.day_at(giving.node, at):
        raise NotYet
    require_serving(company, giving.node, giving.happened_on)
    if not giving.reason.strip() or len(giving.reason.strip()) > WORDS_MAX:
        raise NoPointsReason(most=WORDS_MAX)
    if not giving.evidence.strip() or len(giving.evidence.strip()) > WORDS_MAX:
        raise NoPointsEvidence(most=WORDS_MAX)
    same = CreditPoint.objects.filter(
        company=company, node=giving.node, rule=rule.key, happened_on=giving.happened_on
    )  # fmt: skip
    if same.exclude(state=S.DROPPED).exists():
        raise GivenAlready(rule=rule.label_zh, place=giving.node.name, day=giving.happened_on)
    return rule


def _give(company: Company, giving: Giving, rule: PointRule, by: Person, at: datetime) -> CreditPoint:
    file = giving.file
    return CreditPoint.objects.create(
        id=giving.id, company=company, node=giving.node, seat=seat_over(by, giving.node, at), rule=rule.key,
        rulebook=queries.edition_of(giving.node), points=rule.points, article=rule.article,
        reason=giving.reason.strip(), evidence=giving.evidence.strip(), file=file.file if file else "",
        file_name=giving.file_name[-NAME_MAX:] if file else "", sha256=file.sha256 if file else "",
        happened_on=giving.happened_on, given_by=by, told_at=at,
        object_until=queries.objection_ends(rule, giving.node, at),
    )  # fmt: skip


@deed
def publish_points(points_id: UUID, *, by: Person, at: datetime) -> CreditPoint:
    """Nobody objected in time, or the objection was rejected: everybody may read of it, for as long as the rules say
    under which it was given. Published twice, it is public once.
    """
    points = lock_points(points_id)
    require(may_publish_points, by, points, at)
    if points.state == S.PUBLIC:
        return points
    if points.state == S.TOLD and at < points.object_until:
        raise StillTimeToObject(day=points.last_day_to_object)
    if points.state == S.OBJECTED and points.answered_at is None:
        raise StillObjected
    points.move_to(S.PUBLIC)
    rule, today = queries.rule_of(points), queries.day_at(points.node, at)
    points.public_on, points.correctable_on = today, months_after(today, rule.correct_months)
    points.expires_on = months_after(today, rule.public_months)
    points.save(update_fields=["state", "public_on", "correctable_on", "expires_on"])
    event = PointsPublished(
        company=points.company.name, points=points.points, public_on=points.public_on,
        correctable_on=points.correctable_on, expires_on=points.expires_on,
    )  # fmt: skip
    record(event, node=points.node_id, about=points.pk, by=by, at=at)
    return points


@deed
def expire_points(points_id: UUID, *, by: Person, at: datetime) -> CreditPoint:
    """Old enough: they no longer count, and only those it concerned read of them."""
    points = lock_points(points_id)
    require(may_expire_points, by, points, at)
    if points.state == S.EXPIRED:
        return points
    today = queries.day_at(points.node, at)
    if points.expires_on is not None and today < points.expires_on:
        raise NotOver(day=points.expires_on)
    points.move_to(S.EXPIRED)
    points.ended_on = points.expires_on
    points.save(update_fields=["state", "ended_on"])
    event = PointsExpired(company=points.company.name, points=points.points)
    record(event, node=points.node_id, about=points.pk, by=by, at=at)
    return points


@deed
def drop_points(points_id: UUID, *, reason: str, by: Person, at: datetime) -> CreditPoint:
    """Given by mistake: they never counted, whatever was public of them."""
    points = lock_points(points_id)
    require(may_drop_points, by, points, at)
    if points.state == S.DROPPED:
        return points
    if not reason.strip():
        raise NoReason
    points.move_to(S.DROPPED)
    points.ended_on, points.ended_why = queries.day_at(points.node, at), reason.strip()[:WORDS_MAX]
    points.save(update_fields=["state", "ended_on", "ended_why"])
    event = PointsDropped(company=points.company.name, points=points.points, reason=points.ended_why)
    record(event, node=points.node_id, about=points.pk, by=by, at=at)
    for duty in Duty.objects.open().filter(kind=queries.DUTY, about=points.pk):
        withdraw(duty.pk, by=CLERK, at=at, reason=points.ended_why)
    return points
