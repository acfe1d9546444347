"""A bar and its sentence never say another thing than the count."""

from fractions import Fraction

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from courtyard.assembly.gauges import WHOLE, gauge, percent, sentence_of
from courtyard.core.counting.gates import SIGNS, Checked, Gate, Sign
from courtyard.core.counting.tally import Group, Weight

HALF, TWO_THIRDS, THREE_QUARTERS = Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)


def check(
    have: int, whole: int, share: Fraction = HALF, sign: Sign = "over", weight: Weight = "heads", of: Group = "for"
) -> Checked:
    base: Group = "all" if of == "took_part" else "took_part"
    return Checked(Gate("gate", of, base, weight, sign, share), have, whole)


@pytest.mark.parametrize(
    ("one", "shown"),
    [
        (check(842, 1_196, TWO_THIRDS, "at_least"), "70.40%"),
        (check(50_000, 100_000), "50.00%"),
        (check(50_001, 100_000), "50.01%"),
        (check(49_999, 100_000), "50.00%"),
        (check(749_999, 1_000_000, THREE_QUARTERS, "at_least"), "74.99%"),
        (check(750_000, 1_000_000, THREE_QUARTERS, "at_least"), "75.00%"),
        (check(666_666, 1_000_000, TWO_THIRDS, "at_least"), "66.66%"),
        (check(2, 3, TWO_THIRDS, "at_least"), "66.67%"),
        (check(250_001, 1_000_000, Fraction(1, 4), "at_most", of="against"), "25.01%"),
        (check(0, 0), "没有人"),
    ],
)
def test_a_share_is_not_rounded_across_its_line(one: Checked, shown: str) -> None:
    assert percent(one) == shown


@given(
    whole=st.integers(1, 10**7), part=st.integers(0, 10**7), sign=st.sampled_from(SIGNS),
    share=st.fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=20),
)  # fmt: skip
def test_what_is_shown_is_on_the_side_of_the_line_that_was_counted(
    whole: int, part: int, sign: Sign, share: Fraction
) -> None:
    one = check(min(part, whole), whole, share, sign)
    shown = int(percent(one).replace(".", "").rstrip("%"))

    assert Checked(one.gate, shown, WHOLE).passed == one.passed
    assert abs(shown - Fraction(one.have, whole) * WHOLE) <= 1


def test_a_bar_says_what_there_is_and_what_is_needed() -> None:
    told = gauge(check(712_035_000, 986_400_000, TWO_THIRDS, "at_least", "area", "took_part"), apart=98_640_000)

    assert told == {
        "label": "参加的面积", "percent": "72.19%", "have": "71,203.50平方米",
        "share": 7218, "apart": 1000, "line": 6666, "needed": "要到2/3，65,760.00平方米", "passed": True,
    }  # fmt: skip


def both(one: tuple[int, int], other: tuple[int, int], share: Fraction, sign: Sign, of: Group = "for") -> list[Checked]:
    return [check(*one, share, sign, "area", of), check(*other, share, sign, "heads", of)]


SENTENCES = [
    (
        both((7_120_000, 9_860_000), (842, 1_196), TWO_THIRDS, "at_least", "took_part"),
        "参加表决的业主，面积占72.21%，人数占70.40%，都到了三分之二。",
        "72.21% took part by area and 70.40% by heads: both reach two thirds.",
    ),
    (
        both((83, 100), (82, 100), HALF, "over"),
        "参加表决的业主里，同意的面积占83.00%，人数占82.00%，都超过一半。",
        "Of those who took part, 83.00% are for it by area and 82.00% by heads: both are over half.",
    ),
    (
        both((76, 100), (75, 100), THREE_QUARTERS, "at_least"),
        "参加表决的业主里，同意的面积占76.00%，人数占75.00%，都到了四分之三。",
        "Of those who took part, 76.00% are for it by area and 75.00% by heads: both reach three quarters.",
    ),
    (
        both((76, 100), (622, 842), THREE_QUARTERS, "at_least"),
        "同意的面积占76.00%，到了四分之三；同意的人数占73.87%，还差10位业主才到四分之三。都到了才算通过。",
        (
            "In favour by area: 76.00%, which reaches three quarters; in favour by heads: 73.87%, 10 owners short of "
            "three quarters. All of it is needed."
        ),
    ),
    (
        [check(375_036, 1_000_000, weight="area")],
        "同意的面积占37.50%，还差12.50平方米才超过一半。",
        "In favour by area: 37.50%, 12.50 m² short of more than half.",
    ),
    (
        [check(30, 100, Fraction(1, 4), "at_most", "shares", "against")],
        "反对的份额占30.00%，比四分之一多了5份。",
        "Against by shares: 30.00%, 5 shares over a quarter.",
    ),
    ([check(0, 0)], "同意的人数：没有人。", "In favour by heads: nobody."),
]


@pytest.mark.parametrize(("checks", "chinese", "english"), SENTENCES)
def test_one_sentence_says_whether_the_line_is_reached(checks: list[Checked], chinese: str, english: str) -> None:
    assert sentence_of(checks) == chinese
    with override("en"):
        assert sentence_of(checks) == english
