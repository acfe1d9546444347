"""Areas as offices write them."""

import pytest

from courtyard.core.register import areas
from courtyard.core.register.faults import Unreadable


@pytest.mark.parametrize(
    ("written", "area_cm2"),
    [
        ("89.6", 896_000),
        ("89.60", 896_000),
        ("89.60㎡", 896_000),
        ("89.6平方米", 896_000),
        ("89.6 平米", 896_000),
        ("102.35 m2", 1_023_500),
        ("102.35m²", 1_023_500),
        ("102.35 sqm", 1_023_500),
        ("１０２．３５", 1_023_500),
        ("1,002.35", 10_023_500),
        ("1，002.35㎡", 10_023_500),
        ("1,02.35㎡", 1_023_500),
        ("1,002", 10_020_000),
        ("101", 1_010_000),
        ("101.0", 1_010_000),
        (".5", 5_000),
        ("89.6001", 896_001),
        ("89.600000", 896_000),
        ("89.61999999999999", 896_200),
        ('="89.60"', 896_000),
    ],
)
def test_an_area_is_read_exactly(written: str, area_cm2: int) -> None:
    assert areas.area_cm2(written) == area_cm2


@pytest.mark.parametrize("written", ["", "  ", "-", "——", "/", "无", "不详", "待测", "N/A", "（空）"])
def test_an_area_may_be_left_open(written: str) -> None:
    assert areas.area_cm2(written) is None


@pytest.mark.parametrize(
    ("written", "reason", "suggestion"),
    [
        ("八十九点六", areas.NOT_A_NUMBER, "89.6"),
        ("一百零二", areas.NOT_A_NUMBER, "102"),
        ("约89.6", areas.NOT_A_NUMBER, "89.6"),
        ("89.6+5.2", areas.NOT_A_NUMBER, ""),
        ("很大", areas.NOT_A_NUMBER, ""),
        ("102。35", areas.NOT_A_NUMBER, "102.35"),
        ("nan", areas.NOT_A_NUMBER, ""),
        ("٨٩", areas.NOT_A_NUMBER, ""),
        ("1O2.35", areas.LETTER_O, "102.35"),
        ("Ｏ.5", areas.LETTER_O, "0.5"),
        ("l02.35", areas.LETTER_L, "102.35"),
        ("0", areas.NOUGHT, ""),
        ("0.00", areas.NOUGHT, ""),
        ("-89.6", areas.BELOW_NOUGHT, "89.6"),
        ("89.60001", areas.TOO_FINE, ""),
        ("89,60", areas.COMMA, "89.60"),
        ("1000000.01", areas.TOO_LARGE, ""),
        ("9" * 40, areas.TOO_LARGE, ""),
    ],
)
def test_what_is_no_area_is_refused_with_a_reason(written: str, reason: str, suggestion: str) -> None:
    with pytest.raises(Unreadable) as refused:
        areas.area_cm2(written)

    assert (refused.value.reason, refused.value.suggestion) == (reason, suggestion)
