"""Points on a company's credit, as a rulebook lists them: for what, how many, and what happens to them afterwards."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from courtyard.core.rulebook.terms import Ruled, terms_of
from courtyard.core.tables import Misfit, Table

WEIGHTS = (3, 6, 18)
ANSWER = "points_answer"
"""The period within which an objection is answered."""
MONTHS_MAX, WORKING_DAYS_MAX = 120, 120


@dataclass(frozen=True, slots=True)
class PointRule(Ruled):
    """What costs a company points (its label), and how many.

    The company may object for so many working days; what stands then is public for so many months, and may be
    corrected once what was wrong has been right for `correct_months`.
    """

    points: int
    objection_working_days: int
    correct_months: int
    public_months: int


def point_rule_of(table: Table) -> PointRule:
    """A rule from [points.KEY]. Raises Misfit, also where points could be corrected only after they are gone."""
    rule = PointRule(
        **terms_of(table),
        points=table.number("points"),
        objection_working_days=_span(table, "objection_working_days", WORKING_DAYS_MAX),
        correct_months=_span(table, "correct_months", MONTHS_MAX),
        public_months=_span(table, "public_months", MONTHS_MAX),
    )
    if rule.points not in WEIGHTS:
        raise Misfit(table.path_to("points"), f"it must be one of {', '.join(map(str, WEIGHTS))}")
    if rule.correct_months >= rule.public_months:
        raise Misfit(table.path_to("correct_months"), "it must be less than public_months")
    table.close()
    return rule


def must_be_answered(points: Mapping[str, PointRule], periods: Container[str]) -> None:
    """Where companies lose points, objections have a day by which they are answered. Raises Misfit."""
    if points and ANSWER not in periods:
        raise Misfit(f"periods.{ANSWER}", "it is missing")


def _span(table: Table, key: str, most: int) -> int:
    length = table.number(key)
    if not 1 <= length <= most:
        raise Misfit(table.path_to(key), f"it must be between 1 and {most}")
    return length
