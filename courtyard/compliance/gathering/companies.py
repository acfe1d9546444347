"""What owners are asked about their company, and how it stood then; what it was late with; what a manager manages."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from courtyard.assembly.models import Assembly, Motion
from courtyard.cases.models import Case, Pause
from courtyard.cases.rules import category_of, clocks_of
from courtyard.compliance.gathering.batch import Batch, gathered
from courtyard.core.compliance.companies import speaks_of_renewal
from courtyard.core.compliance.facts import CompanyMotion, LateCase, Manager
from courtyard.core.rulebook import Bearer, months_after
from courtyard.core.satisfaction import asked_before, satisfaction
from courtyard.people.models import Office, Person
from courtyard.services.models import Contract, CreditPoint
from courtyard.services.queries.satisfaction import answers_of, serving_on

MATTER = "company"
REPAIR = "ordinary_repair"
BACK = timedelta(days=800)
"""So far back motions are looked at, as votes are."""
MONTHS_BACK = 4
CONVENERS: Mapping[str, Bearer] = {
    Assembly.Convener.COMMITTEE: "ye", Assembly.Convener.GROUP: "group", Assembly.Convener.RESIDENTS: "ju",
    Assembly.Convener.STREET: "jie",
}  # fmt: skip
NEEDED = (
    "estate", "category", "urgent", "site_office", "filed_at", "on_site_due_at", "on_site_at", "due_at", "resolved_at",
    "rule", "rulebook_version",
)  # fmt: skip
GONE = (Case.State.DECLINED, Case.State.DUPLICATE, Case.State.WITHDRAWN)


def motions(batch: Batch, contracts: Mapping[UUID, Sequence[Contract]]) -> dict[UUID, list[CompanyMotion]]:
    """Motions on hiring the company, from the notice on, with marks and points as they stood on its day."""
    rows = Motion.objects.filter(
        estate__in=batch.ids, matter=MATTER, assembly__noticed_at__lt=batch.end,
        assembly__noticed_at__gte=batch.end - BACK,
    )  # fmt: skip
    asked = [(one, day) for one in rows.select_related("assembly", "decision").order_by("pk")
             if (day := batch.day(one.estate_id, one.assembly.noticed_at))]  # fmt: skip
    served = {one.pk: serving_on(contracts.get(one.estate_id, ()), day) for one, day in asked}
    quarters = {quarter for _, day in asked for quarter in asked_before(day)}
    answers = answers_of({one.estate_id for one, _ in asked}, quarters)
    points = _points({company for serving in served.values() if serving for company in serving[:1]})

    def found() -> Iterator[tuple[UUID, CompanyMotion]]:
        for one, day in asked:
            serving = served[one.pk]
            company, since = serving or (None, None)
            said = satisfaction(answers.get(one.estate_id, {}) if serving else {}, day, since)
            decision = getattr(one, "decision", None)
            in_force = batch.by(decision.in_force_on) if decision else None
            yield one.estate_id, CompanyMotion(
                id=one.pk, title=one.title, convener=CONVENERS[one.assembly.convener], noticed_on=day,
                closed_on=batch.day(one.estate_id, one.assembly.closed_at),
                void=one.assembly.state == Assembly.State.VOID,
                renews=_renews(one, contracts.get(one.estate_id, ()), company),
                carried=decision.carried if decision and in_force else None, decided_on=in_force,
                good=said.good, marks=said.marks,
                points=sum(one.points for one in points.get(company, ()) if _counts(one, day)) if company else 0,
            )  # fmt: skip

    return gathered(found())


def _renews(one: Motion, contracts: Sequence[Contract], company: UUID | None) -> bool:
    """Whether it proposes the company of now: a contract with it rests on its decision, or its words say so."""
    decision = getattr(one, "decision", None)
    resting = {contract.company_id for contract in contracts if decision and contract.decision_id == decision.pk}
    return company in resting if resting else speaks_of_renewal(f"{one.title} {one.decides}")


def _points(companies: set[UUID]) -> dict[UUID, list[CreditPoint]]:
    stood = [CreditPoint.State.PUBLIC, CreditPoint.State.CORRECTED, CreditPoint.State.EXPIRED]
    rows = CreditPoint.objects.filter(company__in=companies, state__in=stood).order_by("public_on", "pk")
    return gathered((one.company_id, one) for one in rows)


def _counts(one: CreditPoint, day: date) -> bool:
    """Whether it was public on the day, and neither corrected nor expired by then."""
    assert one.public_on is not None, "only those that were public were asked for"
    ends = min(one.expires_on or date.max, one.ended_on or date.max)
    return one.public_on <= day < ends


def late_cases(batch: Batch) -> dict[UUID, list[LateCase]]:
    """Requests led by the company that it was late with by the rules, whatever its contract promises beyond.

    Where the desk agreed to a longer period, it is not late before that is over.
    """
    since = months_after(batch.on.replace(day=1), -MONTHS_BACK)
    first = datetime.combine(since, time(0), batch.end.tzinfo)
    rows = Case.objects.filter(estate__in=batch.ids, party="wu", filed_at__gte=first, filed_at__lt=batch.end)
    there = Coalesce("on_site_at", "resolved_at")
    unmet = Q(urgent=True, on_site_due_at__lt=batch.end) & (Q(there__isnull=True) | Q(there__gt=F("on_site_due_at")))
    unmended = Q(urgent=False, due_at__lt=batch.end) & (Q(resolved_at__isnull=True) | Q(resolved_at__gt=F("due_at")))
    rows = rows.exclude(state__in=GONE).annotate(there=there).filter(unmet | unmended)
    cases = list(rows.only(*NEEDED).order_by("filed_at", "pk"))
    asked = Pause.objects.filter(case__in=[one.pk for one in cases if one.rule != REPAIR or one.urgent])
    pauses = gathered((one.case_id, one) for one in asked.order_by("start", "pk"))
    return gathered((one.estate_id, late) for one in cases if (late := _late(batch, one, pauses.get(one.pk, ()))))


def _late(batch: Batch, one: Case, pauses: Sequence[Pause]) -> LateCase | None:
    """Whether it is late by the rules. A deadline that is theirs needs no reckoning again: its pauses are in it."""
    one.estate = batch.estates[one.estate_id]
    done = one.on_site_at or one.resolved_at if one.urgent else one.resolved_at
    due = one.due_at if one.rule == REPAIR and not one.urgent else _lawful(one, pauses)
    if due is None or (done is not None and done <= due):
        return None
    filed_on, due_on = batch.day(one.estate_id, one.filed_at), batch.day(one.estate_id, due)
    return LateCase(one.pk, "on_site" if one.urgent else "repair", filed_on, due_on) if filed_on and due_on else None


def _lawful(one: Case, pauses: Sequence[Pause]) -> datetime | None:
    """When its time ran out by the rules alone; nothing where they call it no repair."""
    if category_of(one) is None:
        return None
    clocks = clocks_of(one, one.category, pauses=pauses)
    if one.urgent:
        return clocks.on_site_due_at
    return max(clocks.resolved.due_at, one.due_at) if clocks.resolved.rule == REPAIR else None


def managers(batch: Batch) -> dict[UUID, list[Manager]]:
    """Who manages an estate for its company, and since when each of theirs. Organisations are not asked."""
    held = Office.objects.on(batch.on).filter(kind=Office.Kind.COMPANY_MANAGER, person__kind=Person.Kind.NATURAL)
    here = list(held.filter(node__in=batch.ids).order_by("pk"))
    theirs = held.filter(person__in={one.person_id for one in here}, node__kind="estate").order_by("since", "pk")
    days: dict[UUID, dict[UUID, date]] = {}
    for person, node, since in theirs.values_list("person", "node", "since"):
        days.setdefault(person, {}).setdefault(node, since)
    return gathered((one.node_id, Manager(one.pk, tuple(sorted(days[one.person_id].values())))) for one in here)
