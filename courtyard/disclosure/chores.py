"""What the clerk does for walls: opens them, owes what has to be published, and discharges what other deeds hung up.

By the clock every estate once a day; on news of what has to be told, those estates at once. All of it is idempotent:
a duty's key is that of the disclosure.
"""

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from courtyard.assembly.events import AssemblyCertified, NoticeGiven
from courtyard.committee.events.business import ReportPosted
from courtyard.committee.events.meetings import ResolutionPassed, ResolutionPosted
from courtyard.committee.events.terms import CommitteeElected, CommitteeTookOffice
from courtyard.core.disclosures import Due
from courtyard.core.errors import Refusal
from courtyard.core.rulebook import OUR_DEFAULT
from courtyard.disclosure import upkeep
from courtyard.disclosure.actions.walls import open_wall
from courtyard.disclosure.models import Wall
from courtyard.disclosure.queries.publications import DUTY
from courtyard.disclosure.queries.wall import Known, known_of, today_in
from courtyard.disclosure.titles import frozen_title
from courtyard.duties import actions as duties
from courtyard.duties.actions import Owed
from courtyard.duties.models import PARTIES, WHAT_MAX, Duty
from courtyard.duties.queries import estates_after
from courtyard.duties.schedule import KIND as SCHEDULED
from courtyard.duties.schedule import closes_on
from courtyard.money.events.spending import SpendingAccepted, WorksAnnounced
from courtyard.people.models import CLERK, Office
from courtyard.places.models import Estate
from courtyard.places.rules import version_of
from courtyard.services.events.contracts import ContractEnded, ContractSigned, PlanPosted, TenderDecided
from courtyard.trail.models import Line

ESTATES_AT_ONCE = 50
OUR_NOW = timedelta(days=30)
"""By when what is owed at once, and has no day in any text, is reminded of. It is ours, and nothing is late by it."""
OFFICES = {"jie": Office.Kind.SUBDISTRICT, "group": Office.Kind.GROUP}
OWED_BY_THEIR_DEEDS = frozenset({"D01", "D02", "D03", "D04", "D05", "D06", "D25"})
"""Steps of an election, the committee's decision, the contract's plan owe a duty of their own, with the same day."""
DONE = ("published", "late")
HEARD = frozenset(
    event.NAME
    for event in (
        NoticeGiven, AssemblyCertified, ResolutionPassed, ResolutionPosted, CommitteeElected, CommitteeTookOffice,
        ReportPosted, ContractSigned, ContractEnded, PlanPosted, SpendingAccepted,
        WorksAnnounced, TenderDecided,
    )
)  # fmt: skip
log = logging.getLogger(__name__)


def hear(lines: Iterable[Line], at: datetime) -> None:
    """Something happened that has to be told, or was told by a deed of its own."""
    for estate in Estate.objects.filter(pk__in={line.node for line in lines}).select_related("node").order_by("pk"):
        see_to(estate, at)


def walk(at: datetime) -> bool:
    """Every estate once a day, some at a time."""
    mark = upkeep.walking(localdate(at))
    if mark.up_to is None:
        return False
    estates = estates_after(mark.up_to, ESTATES_AT_ONCE)
    for estate in estates:
        see_to(estate, at)
    more = len(estates) == ESTATES_AT_ONCE
    upkeep.walked_up_to(mark, estates[-1].pk if more else None)
    return more


def see_to(estate: Estate, at: datetime) -> None:
    """A rulebook that is gone or cannot be used keeps no other estate waiting."""
    try:
        if not Wall.objects.filter(pk=estate.pk).exists():
            open_wall(estate, since=today_in(estate, at), by=CLERK, at=at)
        known = known_of(estate, at)
        _owe_all(known, at)
        _discharge(known, at)
    except (Refusal, LookupError, OSError) as problem:
        log.warning("the wall of %s was not seen to: %s", estate.code, problem)


def _owe_all(known: Known, at: datetime) -> None:
    """What the calendar of duties does not owe, and no deed of its own does. What is past stays red on the wall."""
    ours = [due for due in known.dues if not (due.state in DONE or due.line.id in OWED_BY_THEIR_DEEDS)]
    ours = [due for due in ours if not _is_calendars(due)]
    keys = [due.key for due in ours]
    before = set(Duty.objects.filter(estate=known.estate, kind=DUTY, key__in=keys).values_list("key", flat=True))
    for due in ours:
        due_at = closes_on(due.due_on or known.today + OUR_NOW, known.estate.node.zone)
        if due.key not in before and due_at > at:
            duties.owe(_owed(due, known, due_at), by=CLERK, at=at)


def _is_calendars(due: Due) -> bool:
    """The clerk owes what has fixed days, unless it is a part with a letter or only for some estates."""
    return due.line.when.schedule == "yearly" and len(due.line.id) == len("D00") and not due.line.modes


def _owed(due: Due, known: Known, due_at: datetime) -> Owed:
    estate, line = known.estate, due.line
    happened = known.happened.get(due.occasion)
    return Owed(
        kind=DUTY, node=estate.node, estate=estate, key=due.key, what=frozen_title(due, happened)[:WHAT_MAX],
        fields={"what_en": line.label_en, "where": line.where_zh, "where_en": line.where_en},
        party=due.bearer if due.bearer in PARTIES else "", office=OFFICES.get(due.bearer, ""),
        article=line.article if due.due_on else f"{line.article}；{OUR_DEFAULT}", source=line.source,
        certainty=line.certainty, rulebook=version_of(estate), due_at=due_at, about=happened.id if happened else None,
        link=reverse("disclosure:wall", args=[estate.code]),
    )  # fmt: skip


def _discharge(known: Known, at: datetime) -> None:
    """Published before it was owed, or by another deed: nothing is owed any more."""
    done = {due.key: due for due in known.dues if due.state in DONE}
    open_ones = Duty.objects.open().filter(estate=known.estate, kind__in=(SCHEDULED, DUTY), key__in=done)
    for duty in open_ones.order_by("due_at", "pk"):
        due = done[duty.key]
        publication = known.newest(due.line.id, due.occasion)
        hung = known.hangs.get((due.line.key, due.occasion))
        link = reverse("disclosure:wall", args=[known.estate.code])
        if publication is not None:
            link = reverse("disclosure:publication", args=[known.estate.code, publication.pk])
        elif hung is not None and hung.address:
            link = hung.address
        evidence = publication.pk if publication else None
        duties.discharge(duty.pk, by=CLERK, at=at, words=_when(due.published_on), evidence=evidence, link=link)


def _when(day: date | None) -> str:
    return day.isoformat() if day else ""
