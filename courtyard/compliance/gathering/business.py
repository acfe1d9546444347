"""Seals, limits, receptions and joint sessions; rules that end; requests that are late."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from courtyard.cases.models import Case
from courtyard.committee.models import Limit, Reception, Seal, SealUse, YearReport
from courtyard.compliance.gathering.batch import Batch, gathered
from courtyard.core.compliance import facts
from courtyard.core.rulebook import Rulebook
from courtyard.desk import sessions
from courtyard.meetings.models import Meeting
from courtyard.places.rules import every_rule

BACK = timedelta(days=430)
TICKETS_MAX = 20
ENDS_WITHIN = 120


def seals(batch: Batch) -> dict[UUID, list[facts.Seal]]:
    rows = Seal.objects.filter(estate__in=batch.ids, ended_on__isnull=True, cut_on__lte=batch.on).order_by("kind")
    return gathered(
        (
            one.estate_id,
            facts.Seal(one.pk, Seal.Kind(one.kind).value, one.keeper.person_id if one.keeper else None, one.since),
        )
        for one in rows.select_related("keeper")
    )


def seal_uses(batch: Batch) -> dict[UUID, list[facts.SealUse]]:
    rows = SealUse.objects.filter(estate__in=batch.ids, used_on__lte=batch.on, used_on__gt=batch.on - BACK)
    rows = rows.select_related("resolution", "decision").order_by("used_on", "pk")

    def found() -> Iterator[tuple[UUID, facts.SealUse]]:
        for one in rows:
            entered = one.entered_at.astimezone(ZoneInfo(batch.estates[one.estate_id].node.zone)).date()
            behind = one.resolution is not None or (one.decision is not None and not one.decision.set_aside)
            yield one.estate_id, facts.SealUse(one.pk, one.what, one.used_on, entered, behind)

    return gathered(found())


def limits(batch: Batch) -> dict[UUID, list[facts.Limit]]:
    """Limits of the committee and their uses. Of a decision that was set aside it is as if it had ended at once."""
    rows = Limit.objects.filter(estate__in=batch.ids, valid_from__lte=batch.on).select_related("decision")

    def found() -> Iterator[tuple[UUID, facts.Limit]]:
        for one in rows.prefetch_related("uses").order_by("valid_from", "pk"):
            uses = tuple(facts.LimitUse(use.pk, use.on, use.fen) for use in one.uses.all() if use.on <= batch.on)
            ended = one.valid_from if one.decision.set_aside else batch.by(one.ended_on)
            yield (
                one.estate_id,
                facts.Limit(one.pk, one.title, one.each_fen, one.total_fen, one.valid_from, one.valid_to, ended, uses),
            )

    return gathered(found())


def receptions(batch: Batch) -> dict[UUID, list[date]]:
    held = Reception.objects.filter(estate__in=batch.ids, held_at__isnull=False, starts_at__lt=batch.end)
    rows = held.filter(starts_at__gte=batch.end - BACK).order_by("starts_at").values_list("estate", "starts_at")
    return gathered((pk, day) for pk, at in rows if (day := batch.day(pk, at)))


def joint_sessions(batch: Batch) -> dict[UUID, list[date]]:
    """Joint sessions whose minutes were finished."""
    held = Meeting.objects.filter(estate__in=batch.ids, kind=sessions.KIND, state__in=Meeting.MINUTED)
    held = held.filter(starts_at__gte=batch.end - BACK, starts_at__lt=batch.end).order_by("starts_at")
    return gathered((pk, day) for pk, at in held.values_list("estate", "starts_at") if (day := batch.day(pk, at)))


def reports(batch: Batch) -> dict[UUID, list[date]]:
    rows = YearReport.objects.filter(estate__in=batch.ids, posted_on__lte=batch.on).order_by("posted_on")
    return gathered(rows.values_list("estate", "posted_on"))


def ending_rules(book: Rulebook, on: date) -> tuple[facts.EndingRule, ...]:
    """Documents behind the rules of an estate that end soon."""
    return tuple(
        facts.EndingRule(one.key, one.label_zh, one.label_en, one.article, one.valid_to)
        for one in every_rule(book)
        if one.valid_to is not None and one.ends_within(on, ENDS_WITHIN)
    )


def tickets(batch: Batch) -> dict[UUID, list[facts.Ticket]]:
    """Requests that are late, the oldest first, and no more than a few: the desk has the whole list."""
    late = Case.objects.filter(estate__in=batch.ids, state__in=Case.RUNNING, next_due_at__lt=batch.end)
    rows = late.order_by("next_due_at").values_list("estate", "pk", "number", "next_due_at", "party")
    found: dict[UUID, list[facts.Ticket]] = {}
    for estate, pk, number, due_at, party in rows.iterator(chunk_size=2_000):
        due_on = batch.day(estate, due_at)
        if due_on is not None and due_on < batch.on and len(found.setdefault(estate, [])) < TICKETS_MAX:
            found[estate].append(facts.Ticket(pk, number, due_on, party or "ju"))
    return found
