"""The share of good marks in the quarters that are over."""

from datetime import date
from fractions import Fraction

import pytest

from courtyard.core.satisfaction import Answers, Satisfaction, asked_before, satisfaction

DAY = date(2026, 6, 8)


def test_the_last_four_quarters_that_are_over_are_asked() -> None:
    assert asked_before(DAY) == ("2026Q1", "2025Q4", "2025Q3", "2025Q2")
    assert asked_before(date(2026, 7, 15))[0] == "2026Q1"  # homes may still rate the second quarter
    assert asked_before(date(2026, 7, 16))[0] == "2026Q2"
    assert asked_before(date(2026, 1, 1))[0] == "2025Q3"


def test_marks_of_four_quarters_count_together_each_as_much() -> None:
    said = {"2026Q1": Answers(20, 100, 90), "2025Q2": Answers(10, 50, 20), "2025Q1": Answers(90, 450, 0)}

    found = satisfaction(said, DAY)

    assert found == Satisfaction(good=110, marks=150, homes=30, quarters=("2026Q1", "2025Q2"))
    assert found.share == Fraction(11, 15)


def test_a_quarter_with_nine_homes_says_nothing() -> None:
    nine = satisfaction({"2026Q1": Answers(9, 45, 0)}, DAY)
    ten = satisfaction({"2026Q1": Answers(10, 50, 0)}, DAY)

    assert (nine.enough, nine.share) == (False, None)
    assert (ten.enough, ten.share) == (True, Fraction(0))


@pytest.mark.parametrize(("since", "marks"), [(date(2026, 1, 1), 50), (date(2026, 1, 2), 0), (None, 50)])
def test_a_company_is_not_judged_by_the_one_before_it(since: date | None, marks: int) -> None:
    assert satisfaction({"2026Q1": Answers(10, 50, 20)}, DAY, since).marks == marks
