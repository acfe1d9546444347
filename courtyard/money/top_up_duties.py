"""What a notice to top up the fund makes the committee owe: to have it decided, then to have every home restore."""

from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from courtyard.core.errors import sentence
from courtyard.duties.actions import Owed, discharge, owe, withdraw
from courtyard.duties.models import Duty
from courtyard.duties.schedule import closes_on
from courtyard.money.models import TopUpNotice
from courtyard.money.queries.top_ups import part_said
from courtyard.people.models import CLERK
from courtyard.places.rules import rules_of

DECIDE, RESTORE = "money.top_up_decision", "money.top_up_restore"
PERIODS = {DECIDE: "top_up_decision", RESTORE: "top_up_restore"}
SAYS = {
    DECIDE: sentence("Have the owners decide how the maintenance fund is topped up: {part}"),
    RESTORE: sentence("See to it that every home tops up its maintenance fund: {part}"),
}


def owe_deciding(one: TopUpNotice, at: datetime) -> None:
    _owe(one, DECIDE, one.decide_by, one.pk.hex, at)


def owe_restoring(one: TopUpNotice, at: datetime, because: UUID) -> None:
    """By the day of the decision, or the rulebook's; `because` of what, so that it may be owed again."""
    due = one.until if one.is_decided else one.restore_by
    _owe(one, RESTORE, due, f"{one.pk.hex}:{because.hex}", at)


def _owe(one: TopUpNotice, kind: str, due: date | None, key: str, at: datetime) -> None:
    """What has no day, or one that is over, is on no calendar: the check of the law tells of it."""
    estate, rule = one.estate, rules_of(one.estate, one.rulebook).periods.get(PERIODS[kind])
    due_at = closes_on(due, estate.node.zone) if due is not None else at
    if due_at <= at or rule is None:
        return
    owed = Owed(
        kind=kind, node=estate.node, estate=estate, party="ye", what=SAYS[kind], fields={"part": part_said(one)},
        due_at=due_at, article=rule.article, source=rule.source, certainty=rule.certainty, rulebook=one.rulebook,
        about=one.pk, key=key, link=reverse("money:fund", args=[estate.code]),
    )  # fmt: skip
    owe(owed, by=CLERK, at=at)


def done(one: TopUpNotice, kind: str, at: datetime, *, evidence: UUID, link: str = "") -> None:
    for duty in _open(one, kind):
        discharge(duty.pk, by=CLERK, at=at, evidence=evidence, link=link)


def let_go(one: TopUpNotice, kind: str, at: datetime, *, reason: str) -> None:
    for duty in _open(one, kind):
        withdraw(duty.pk, by=CLERK, at=at, reason=reason)


def _open(one: TopUpNotice, kind: str) -> list[Duty]:
    return list(Duty.objects.open().filter(estate=one.estate_id, kind=kind, about=one.pk).order_by("due_at", "pk"))
