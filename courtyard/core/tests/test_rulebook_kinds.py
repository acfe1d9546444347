"""What a rulebook says is usual for a kind of estate, and which works come again."""

from datetime import date
from typing import Any

import pytest

from courtyard.core.rulebook.kinds import kind_rule_of
from courtyard.core.rulebook.works import work_line_of
from courtyard.core.tables import Misfit, Table

SAID: dict[str, Any] = {
    "label_zh": "甲", "label_en": "a", "article": "合院默认做法", "source": "合院", "certainty": "memory",
    "valid_from": date(2020, 1, 1),
}  # fmt: skip
LEVELS = {"general": 1, "cleaning": 2, "order": 1, "green": 1, "facilities": 2}


def test_a_kind_has_its_levels_and_its_index() -> None:
    rule = kind_rule_of(Table(SAID | {"levels": LEVELS, "target_index": 65}, "kinds.mixed"))

    assert (rule.key, dict(rule.levels), rule.target_index) == ("mixed", LEVELS, 65)


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ({"levels": {"general": 1}, "target_index": 65}, "kinds.mixed.levels"),
        ({"levels": LEVELS | {"green": 10}, "target_index": 65}, "kinds.mixed.levels"),
        ({"levels": LEVELS, "target_index": 0}, "kinds.mixed.target_index"),
        ({"levels": LEVELS, "target_index": 65, "more": 1}, "kinds.mixed.more"),
    ],
)
def test_a_kind_that_cannot_be_meant(said: dict[str, Any], path: str) -> None:
    with pytest.raises(Misfit) as misfit:
        kind_rule_of(Table(SAID | said, "kinds.mixed"))

    assert misfit.value.path == path


def test_a_work_says_by_when_its_next_turn_is_due() -> None:
    tank = work_line_of(Table(SAID | {"field": "facilities", "months": 6}, "works.tank"))
    lift = work_line_of(Table(SAID | {"field": "facilities", "days": 15}, "works.lift"))

    assert tank.next_after(date(2026, 8, 31)) == date(2027, 2, 28)
    assert lift.next_after(date(2026, 8, 31)) == date(2026, 9, 15)


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ({"field": "facilities"}, "works.lift"),
        ({"field": "facilities", "days": 15, "months": 1}, "works.lift"),
        ({"field": "facilities", "months": 61}, "works.lift.months"),
        ({"field": "kitchen", "days": 15}, "works.lift.field"),
    ],
)
def test_a_work_that_cannot_be_meant(said: dict[str, Any], path: str) -> None:
    with pytest.raises(Misfit) as misfit:
        work_line_of(Table(SAID | said, "works.lift"))

    assert misfit.value.path == path
