"""The table says what was measured, and whether it is enough."""

import pytest

from bench.report import BEGIN, END, Report, at_least, at_most, between_marks, shown


@pytest.mark.parametrize(
    ("figure", "words"),
    [(0.4, "0.40"), (3.456, "3.46"), (12.34, "12.3"), (250.4, "250"), (101_234.0, "101,234"), (9, "9")],
)
def test_three_digits_are_shown(figure: float, words: str) -> None:
    assert shown(figure) == words


def test_a_goal_is_judged_on_postgresql_alone() -> None:
    report = Report("cases")
    report.add("of the floor", "SQLite", 0.1, " ×", goal=at_least(0.4, " ×"))
    report.add("of the floor", "PostgreSQL", 0.39, " ×", goal=at_least(0.4, " ×"))
    report.add("web CPU", "PostgreSQL", 5.0, " ms", goal=at_most(5, " ms"))

    assert [row[4] for row in report.rows] == ["", "falls short", "holds"]
    assert len({len(line) for line in report.text().splitlines()[2:]}) == 1


def test_the_table_replaces_the_one_before() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"

    assert between_marks(page, "new") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"
    with pytest.raises(ValueError, match="has no"):
        between_marks("nothing here", "new")
