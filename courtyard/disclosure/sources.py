"""What happened in votes, committees, contracts and works, and what their own deeds hung up."""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from courtyard.assembly.models import Assembly
from courtyard.assembly.queries.votes import address_of, title_of
from courtyard.committee.models import Committee, Formation, Resolution, YearReport
from courtyard.committee.steps import DOCUMENTS, LIST
from courtyard.disclosure.contents import works
from courtyard.disclosure.happenings import Hangs, Happened, Source
from courtyard.places.models import Estate
from courtyard.services.models import Contract

MOST = 200
FEE = "service-fee"
S = Contract.State


def _moment(day: date, estate: Estate) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(estate.node.zone))


def _day(moment: datetime | None, estate: Estate) -> date | None:
    return moment.astimezone(ZoneInfo(estate.node.zone)).date() if moment else None


def votes(estate: Estate, since: date) -> Iterator[Happened | Hangs]:
    """Assemblies from their notice on: a draft is nobody else's business yet."""
    rows = Assembly.objects.filter(
        estate=estate.pk, noticed_at__isnull=False, closes_at__gte=_moment(since, estate)
    ).exclude(state=Assembly.State.VOID)
    for one in rows.select_related("building", "entrance__building").prefetch_related("motions")[:MOST]:
        one.estate = estate
        opens, noticed = _day(one.opens_at, estate), _day(one.noticed_at, estate)
        certified = _day(one.certified_at, estate)
        assert opens, "a vote has its first day"
        assert noticed, "only those noticed were asked for"
        title = _said_of(one)
        yield Happened("assembly", one.pk, opens, title)
        yield Hangs("assembly_notice", one.pk.hex, noticed)
        if any(motion.matter == FEE for motion in one.motions.all()):
            yield Happened("fee_vote", one.pk, opens, title)
        if certified is not None:
            yield Happened("assembly_decision", one.pk, certified, title)
            yield Hangs("assembly_decision", one.pk.hex, certified, address=address_of(one, "result"))


def _said_of(one: Assembly) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return title_of(one)


def formations(estate: Estate, since: date) -> Iterator[Happened | Hangs]:
    """Groups for an election, and the first assembly of a new estate."""
    rows = list(Formation.objects.filter(estate=estate.pk, grouped_on__gte=since).prefetch_related("steps")[:MOST])
    firsts = {one.assembly: one for one in rows if one.kind == Formation.Kind.FIRST and one.assembly}
    opens = dict(Assembly.objects.filter(pk__in=firsts, noticed_at__isnull=False).values_list("pk", "opens_at"))
    for one in rows:
        assert one.grouped_on, "only those with a group were asked for"
        done = {step.name: step.done_on for step in one.steps.all() if step.done_on is not None}
        yield Happened("group_formed", one.pk, one.grouped_on)
        if LIST in done:
            yield Hangs("preparatory_list", one.pk.hex, done[LIST])
        day = _day(opens.get(one.assembly), estate) if one.assembly else None
        if one.assembly is not None and day is not None:
            yield Happened("first_assembly", one.assembly, day)
            if DOCUMENTS in done:
                yield Hangs("first_assembly_documents", one.assembly.hex, done[DOCUMENTS])


def committees(estate: Estate, since: date) -> Iterator[Happened | Hangs]:
    """Elections, and those that followed a term."""
    rows = Committee.objects.filter(estate=estate.pk, elected_on__gte=since).exclude(state=Committee.State.SET_ASIDE)
    for one in rows[:MOST]:
        with translation.override(settings.LANGUAGE_CODE):
            title = gettext("owners’ committee no. {number}").format(number=one.number)
        yield Happened("election", one.pk, one.elected_on, title)
        if one.number > 1:
            yield Happened("succession", one.pk, one.elected_on, title)
        if one.names_posted_on is not None:
            yield Hangs("elected_members", one.pk.hex, one.names_posted_on)


def resolutions(estate: Estate, since: date) -> Iterator[Happened | Hangs]:
    """What the committee decided; one that was revoked before it was posted has nothing to be posted."""
    rows = Resolution.objects.filter(estate=estate.pk, state__in=Resolution.DECIDED, decided_on__gte=since)
    for one in rows.order_by("-decided_on", "-pk")[:MOST]:
        assert one.decided_on, "the database holds it"
        yield Happened("committee_decision", one.pk, one.decided_on, one.title)
        if one.posted_on is not None:
            address = reverse("committee:resolution", args=[estate.code, one.pk])
            yield Hangs("committee_decision", one.pk.hex, one.posted_on, address=address)


def reports(estate: Estate, since: date) -> Iterator[Happened | Hangs]:
    """What the committee told of its years."""
    for year, day in YearReport.objects.filter(estate=estate.pk, posted_on__gte=since).values_list("year", "posted_on"):
        yield Hangs("annual_report", str(year), day, address=reverse("committee:report", args=[estate.code, year]))


def contracts(estate: Estate, since: date) -> Iterator[Happened | Hangs]:
    """A contract that ends, as long as none follows it; one that the sub-district made for the time being."""
    rows = list(
        Contract.objects.filter(estate=estate.pk, state__in=(*Contract.LIVING, S.ENDED), ends_on__gte=since)
        .select_related("company")
        .order_by("starts_on", "pk")[:MOST]
    )
    last = rows[-1] if rows else None
    for one in rows:
        if one.plan_posted_on is not None or (one is last and one.state == S.SIGNED):
            yield Happened("contract_end", one.pk, one.leaves_on or one.ends_on, one.company.name)
        if one.plan_posted_on is not None:
            yield Hangs("selection_plan", one.pk.hex, one.plan_posted_on)
        if one.kind == Contract.Kind.TEMPORARY and one.signed_on is not None:
            yield Happened("temporary_provider", one.pk, one.signed_on, one.company.name)


def tenders(estate: Estate, since: date) -> Iterator[Happened]:
    """Tenders that chose a company; what came of one whose contract was dropped is told all the same."""
    rows = Contract.objects.filter(estate=estate.pk, tendered_on__gte=since).select_related("company")
    for one in rows.order_by("-tendered_on", "-pk")[:MOST]:
        assert one.tendered_on, "the database was asked for it"
        yield Happened("tender_result", one.pk, one.tendered_on, one.company.name)


SOURCES = (
    Source("assembly", votes),
    Source("committee.formations", formations),
    Source("committee.terms", committees),
    Source("committee.resolutions", resolutions),
    Source("committee.reports", reports),
    Source("services.contracts", contracts),
    Source("services.tenders", tenders),
    Source("money.works_begin", works.beginning),
    Source("money.works", works.completed),
)
