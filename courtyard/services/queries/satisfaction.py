"""How satisfied homes are with their company: one definition (core.satisfaction) for pages and checks."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from courtyard.core.rulebook import CheckRule
from courtyard.core.satisfaction import GOOD_FROM, Answers, Satisfaction, asked_before, satisfaction
from courtyard.places.models import Estate
from courtyard.places.rules import rules_of
from courtyard.services.models import Contract, Field, Rating
from courtyard.services.queries.credit import points_of_all

RENEWAL = "C45"
"""The check that says when the company of now is not to be proposed again."""


def satisfaction_of(estate: Estate, day: date) -> Satisfaction:
    """With the company that serves on `day`, from the last four quarters that were over then. Two questions."""
    serving = _serving(estate, day)
    return _satisfaction(estate, day, serving[1] if serving else None)


@dataclass(frozen=True, slots=True)
class Renewal:
    """What the renewal of the company that serves hangs on: how satisfied homes are, the points that count."""

    company: UUID
    satisfaction: Satisfaction
    points: int
    rule: CheckRule


def renewal_of(estate: Estate, day: date) -> Renewal | None:
    """As it stands on `day`; None where nobody serves, or no rule says when a company is not renewed. Three questions.

    The check of motions (core.compliance.companies) reads the same figures, as they stood on the day of a notice.
    """
    rule = rules_of(estate).checks.get(RENEWAL)
    serving = _serving(estate, day) if rule is not None and rule.in_force(day) else None
    if rule is None or serving is None:
        return None
    company, since = serving
    points = points_of_all([company], day).get(company, 0)
    return Renewal(company, _satisfaction(estate, day, since), points, rule)


def _serving(estate: Estate, day: date) -> tuple[UUID, date] | None:
    contracts = Contract.objects.filter(estate=estate.pk, signed_on__isnull=False).order_by("starts_on", "id")
    return serving_on(contracts, day)


def _satisfaction(estate: Estate, day: date, since: date | None) -> Satisfaction:
    answers = answers_of([estate.pk], asked_before(day)).get(estate.pk, {})
    return satisfaction(answers, day, since)


def answers_of(estates: Collection[UUID], quarters: Collection[str]) -> dict[UUID, dict[str, Answers]]:
    """What homes said, by estate and quarter. One question."""
    fields = [Field(one).value for one in Field]
    given = {f"given_{name}": Count(name) for name in fields}
    good = {f"good_{name}": Count("pk", filter=Q(**{f"{name}__gte": GOOD_FROM})) for name in fields}
    rows = Rating.objects.filter(estate__in=estates, quarter__in=quarters).order_by("estate", "quarter")
    counted = rows.values("estate", "quarter").annotate(homes=Count("pk"), **given, **good)
    found: dict[UUID, dict[str, Answers]] = {}
    for estate, quarter, homes, *counts in counted.values_list("estate", "quarter", "homes", *given, *good):
        said = Answers(homes, marks=sum(counts[: len(fields)]), good=sum(counts[len(fields) :]))
        found.setdefault(estate, {})[quarter] = said
    return found


def serving_on(contracts: Iterable[Contract], day: date) -> tuple[UUID, date] | None:
    """The company that serves on a day, and since when without another between. Told by days, so of any day."""
    signed = (one for one in contracts if one.signed_on is not None and one.signed_on <= day)
    begun = sorted((one for one in signed if one.starts_on <= day), key=lambda one: (one.starts_on, one.pk))
    last = (begun[-1].ended_on or begun[-1].leaves_on) if begun else None
    if not begun or (last is not None and last < day):
        return None
    company, since = begun[-1].company_id, begun[-1].starts_on
    for one in reversed(begun):
        if one.company_id != company:
            break
        since = one.starts_on
    return company, since
