"""What the rules an estate lives under schedule: which duties, for which period, due on which day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from courtyard.core.rulebook.owed import Obligation
from courtyard.duties.actions import Owed
from courtyard.duties.models import PARTIES
from courtyard.people.models import Office
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of, version_of

KIND = "duties.scheduled"
AHEAD = timedelta(days=60)
CLOSES = 17, 30
"""When business ends on a day by which something is owed."""
OFFICES = {"jie": Office.Kind.SUBDISTRICT}
"""Which office bears what no party does. What a developer or an election group owes is owed by the formation of the
committee, step by step, and not by the calendar."""


def closes_on(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, *CLOSES, tzinfo=ZoneInfo(zone))


def scheduled(estate: Estate, at: datetime) -> Iterator[Owed]:
    """What falls due at the estate in the next sixty days. Its key is the same however often it is asked.

    What holds only for some estates is owed by whoever knows that this is one of them: the contract that says so. An
    estate without an owners' committee owes nothing in its name.
    """
    today = at.astimezone(ZoneInfo(estate.node.zone)).date()
    has_committee = Office.objects.on(today).filter(node=estate.node, kind=Office.Kind.OWNERS_COMMITTEE).exists()
    for rule in rules_of(estate).duties.values():
        if (rule.bearer not in PARTIES and rule.bearer not in OFFICES) or rule.only_if:
            continue
        if rule.bearer == "ye" and not has_committee:
            continue
        for day in rule.last_days(today, today + AHEAD + timedelta(days=1)):
            if closes_on(day, estate.node.zone) > at:
                yield _owed(rule, day, estate)


def _owed(rule: Obligation, day: date, estate: Estate) -> Owed:
    return Owed(
        kind=KIND,
        node=estate.node,
        estate=estate,
        key=f"{rule.key}:{rule.period(day)}",
        what=rule.label_zh,
        fields={"what_en": rule.label_en, "where": rule.where_zh, "where_en": rule.where_en},
        party=rule.bearer if rule.bearer in PARTIES else "",
        office=OFFICES.get(rule.bearer, ""),
        article=rule.article,
        source=rule.source,
        certainty=rule.certainty,
        rulebook=version_of(estate),
        due_at=closes_on(day, estate.node.zone),
    )
