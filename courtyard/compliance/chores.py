"""The clerk looks at every estate once a day, and again where something was done; duties begin and end with it."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.timezone import localdate
from django.utils.translation import gettext

from courtyard.compliance import upkeep
from courtyard.compliance.actions import FINDING, end_excuse
from courtyard.compliance.models import Excuse, Finding, Looked
from courtyard.compliance.upkeep import Change
from courtyard.core.errors import Refusal
from courtyard.duties import actions as duties
from courtyard.duties.actions import Owed
from courtyard.duties.models import BODIES, Duty
from courtyard.duties.schedule import closes_on
from courtyard.people.models import CLERK, Office
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of, version_of
from courtyard.trail.models import Line

ESTATES_AT_ONCE = 250
EXCUSES_AT_ONCE = 100
PUT_RIGHT_WITHIN = timedelta(days=7)
"""So long whoever bears it has to put right what was found; no text sets a period for that."""
OFFICES = {"jie": Office.Kind.SUBDISTRICT, "group": Office.Kind.GROUP, "district": Office.Kind.DISTRICT}
log = logging.getLogger(__name__)

VOTES = frozenset(
    f"assembly.{said}"
    for said in (
        "motion_put",
        "noticed",
        "voided",
        "closed",
        "certified",
        "in_force",
        "petition_reached",
        "frozen",
        "thawed",
    )
)
"""Of a vote's many lines those that a check reads."""
CONTRACTS = frozenset(
    f"services.{said}"
    for said in (
        "contract_signed",
        "contract_filed",
        "plan_posted",
        "company_leaves",
        "company_dismissed",
        "contract_gives_way",
        "contract_runs_on",
        "contract_ended",
        "annex_added",
    )
)
"""And of a contract's; how a company is rated and keeps its clocks is looked at once a day."""
MONEY = frozenset(
    f"money.{said}"
    for said in (
        "books_opened",
        "entry_reversed",
        "opening_taken",
        "project_opened",
        "project_closed",
        "revenue_passed_on",
        "quarter_moved",
        "spending_planned",
        "spending_authorised",
        "spending_signed",
        "spending_reviewed",
        "spending_paid",
        "spending_withdrawn",
        "audit_commissioned",
        "audit_received",
    )
)
"""Of money what a check reads and somebody waits for; bills and payments of homes are none of that."""
WALLS = frozenset(f"disclosure.{said}" for said in ("wall_opened", "published", "corrected", "taken_down"))


def hear(lines: Iterable[Line], at: datetime) -> None:
    """Look again at estates in which something was done that the checks read."""
    nodes = {line.node for line in lines}
    look(list(Estate.objects.filter(pk__in=nodes).select_related("node").order_by("pk")), at)


def evaluate_due(at: datetime) -> bool:
    """Look at some estates that were not looked at today."""
    today = localdate(at)
    seen = Looked.objects.filter(on__gte=today).values("pk")
    some = list(Estate.objects.exclude(pk__in=seen).select_related("node").order_by("pk")[:ESTATES_AT_ONCE])
    look(some, at)
    return len(some) == ESTATES_AT_ONCE


def look(estates: list[Estate], at: datetime) -> None:
    """As of today, which may be another day in another zone."""
    by_zone = sorted(estates, key=lambda one: (one.node.zone, one.pk))
    for zone, some in groupby(by_zone, key=lambda one: one.node.zone):
        for change in upkeep.look(list(some), at.astimezone(ZoneInfo(zone)).date(), at):
            _begin_and_end(change, at)


def _begin_and_end(change: Change, at: datetime) -> None:
    for one in change.came:
        _owe(change.estate, one, at)
    gone = Duty.objects.open().filter(estate=change.estate, kind=FINDING, key__in=change.went) if change.went else ()
    for duty in gone:
        duties.discharge(duty.pk, by=CLERK, at=at, words=gettext("Looked at again: it is in order."))


def _owe(estate: Estate, one: Finding, at: datetime) -> None:
    rule = rules_of(estate).checks[one.check_id]
    due_on = at.astimezone(ZoneInfo(estate.node.zone)).date() + PUT_RIGHT_WITHIN
    owed = Owed(
        kind=FINDING, node=estate.node, estate=estate, key=one.key, what=rule.next_zh,
        fields={"what_en": rule.next_en}, party=one.bearer if one.bearer in BODIES else "",
        office=OFFICES.get(one.bearer, ""), article=rule.article, source=rule.source, certainty=rule.certainty,
        rulebook=version_of(estate), due_at=closes_on(due_on, estate.node.zone), link=f"/e/{estate.code}/health/",
    )  # fmt: skip
    try:
        duties.owe(owed, by=CLERK, at=at)
    except Refusal as refusal:
        log.warning("%s was not owed at %s: %s", one.key, estate.code, refusal)


def end_excuses(at: datetime) -> bool:
    """Excuses whose last day is over: what they silenced alarms again if it is still so."""
    over = Excuse.objects.filter(ended_at__isnull=True, until__lt=localdate(at)).order_by("until")
    rows = list(over.select_related("estate__node")[:EXCUSES_AT_ONCE])
    for one in rows:
        end_excuse(one.pk, by=CLERK, at=at)
    return len(rows) == EXCUSES_AT_ONCE
