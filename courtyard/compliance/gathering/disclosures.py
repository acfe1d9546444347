"""What an estate published, since when its wall is kept, and audits with what hung of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from courtyard.committee.models import Committee, YearReport
from courtyard.compliance.gathering.batch import Batch, gathered
from courtyard.compliance.gathering.books import Kept
from courtyard.core.compliance.money_facts import Audit
from courtyard.core.disclosures import Published
from courtyard.core.disclosures.records import Run, runs_of
from courtyard.core.rulebook import Bearer
from courtyard.disclosure.queries.wall import published_in, walls_since
from courtyard.money.models import YearAudit
from courtyard.money.models.book import Fund
from courtyard.people.models import Office

REPORT, COMMISSIONING, POSTING, YEARLY, TERM = (
    "annual_report", "audit_commissioning", "audit_report_posting", "audit_report", "term_audit",
)  # fmt: skip
"""The rulebook's lines of which this asks by name."""
OWNERS = (Fund.MAINTENANCE, Fund.REVENUE, "")
"""An audit of the company's own service money is not the one that the rules ask for; one of all funds is."""
AUDITS_BEGIN = 7, 1
"""No audit can be entered of a year before the books begin, so the first report asked for is the next year's."""
Walls = Mapping[UUID, date]
Hung = Mapping[UUID, Sequence[Published]]


def walls(batch: Batch) -> Walls:
    """Since when each wall is kept, if it is by the day."""
    return {pk: since for pk, since in walls_since(batch.ids).items() if since <= batch.on}


def published(batch: Batch) -> dict[UUID, list[Published]]:
    """All that was put up by the day, on the wall or by the committee's own report on its year."""
    found = published_in(batch.ids)
    reports = YearReport.objects.filter(estate__in=batch.ids).order_by("posted_on", "pk")
    for pk, year, day in reports.values_list("estate", "year", "posted_on"):
        found.setdefault(pk, []).append(Published(REPORT, str(year), day))
    return {pk: [one for one in some if one.day <= batch.on] for pk, some in found.items()}


def audits_from(kept: Kept | None, wall: date | None) -> date | None:
    """From which day on audits are asked for: the books are kept here, and what hangs of them."""
    if kept is None or wall is None:
        return None
    return max(kept.opened_on, wall, date(kept.opens_on.year, *AUDITS_BEGIN))


def audits(batch: Batch, hung: Hung) -> dict[UUID, list[Audit]]:
    """Those of years, the unfinished ones first, and of terms as far as their reports were published."""
    rows = list(YearAudit.objects.filter(estate__in=batch.ids, fund__in=OWNERS, commissioned_on__lte=batch.on))
    by = _commissioned_by(batch, rows)
    rows.sort(key=lambda one: (batch.by(one.received_on) is not None, one.commissioned_on, one.pk))
    years = [(one.estate_id, _of_year(batch, one, by[one.pk], hung.get(one.estate_id, ()))) for one in rows]
    return gathered([*years, *_of_terms(batch, hung)])


def _of_year(batch: Batch, one: YearAudit, by: Bearer, hung: Sequence[Published]) -> Audit:
    notice = _hangs(hung, {(COMMISSIONING, one.pk.hex)}, batch.on)
    report = _hangs(hung, {(POSTING, one.pk.hex), (YEARLY, str(one.year + 1))}, batch.on)
    return Audit(
        one.pk, "year", one.year, commissioned_on=one.commissioned_on, commissioned_by=by,
        notice_on=notice.first if notice else None, notice_until=notice.last if notice else None,
        received_on=batch.by(one.received_on), posted_on=report.first if report else None,
        posted_until=report.last if report else None,
    )  # fmt: skip


def _of_terms(batch: Batch, hung: Hung) -> Iterator[tuple[UUID, Audit]]:
    """The report on a term hangs for the committee that followed it. Who was asked for it when is on no record."""
    rows = Committee.objects.filter(estate__in=batch.ids, number__gt=1, elected_on__lte=batch.on).order_by("number")
    for pk, estate, number in rows.values_list("pk", "estate", "number"):
        report = _hangs(hung.get(estate, ()), {(TERM, pk.hex)}, batch.on)
        if report is not None:
            yield (
                estate,
                Audit(
                    pk, "term", number - 1, received_on=report.first, posted_on=report.first, posted_until=report.last
                ),
            )


def _hangs(hung: Sequence[Published], wanted: set[tuple[str, str]], on: date) -> Run | None:
    """The longest time for which it was up; without an end while it is."""
    runs = runs_of(tuple(one for one in hung if (one.line, one.occasion) in wanted))
    told = [Run(one.first, one.last if one.last is not None and one.last <= on else None) for one in runs]
    return max(told, key=lambda one: ((one.last or date.max) - one.first, one.first), default=None)


def _commissioned_by(batch: Batch, rows: Sequence[YearAudit]) -> dict[UUID, Bearer]:
    """The sub-district's where whoever asked for it held an office above, and none of the committee's."""
    people = {one.commissioned_by_id for one in rows}
    kinds = (*Office.ABOVE, Office.Kind.OWNERS_COMMITTEE, Office.Kind.SECRETARY)
    held = gathered((one.person_id, one) for one in Office.objects.filter(person__in=people, kind__in=kinds))
    found: dict[UUID, Bearer] = {}
    for one in rows:
        there = [
            office for office in held.get(one.commissioned_by_id, ())
            if office.since <= one.commissioned_on and (office.until is None or office.until > one.commissioned_on)
        ]  # fmt: skip
        above = any(office.kind in Office.ABOVE for office in there)
        inside = any(office.node_id == one.estate_id for office in there if office.kind not in Office.ABOVE)
        found[one.pk] = "jie" if above and not inside else "ye"
    return found
