"""What people write is read exactly, or refused; what is written can be read again."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.core.quantities import (
    CM2_MAX,
    FEN_MAX,
    BadArea,
    BadMoney,
    BadShare,
    format_cm2,
    format_fen,
    format_fen_short,
    parse_cm2,
    parse_fen,
    parse_share,
    share_sum_is_whole,
    shared_fen,
)

bounded = settings(derandomize=True, deadline=None, max_examples=200)
WIDE = {narrow: narrow + 0xFEE0 for narrow in range(0x21, 0x7F)}


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,234.50", 123_450),
        ("¥12", 1_200),
        ("￥12.00", 1_200),
        ("12元", 1_200),
        ("３.5元", 350),
        ("1.2万元", 1_200_000),
        ("1.234567万", 1_234_567),
        ("0.00000001亿元", 100),
        (" 8 元 ", 800),
        ("　8　", 800),
        ("0", 0),
        ("007.5", 750),
        ("-3.20", -320),
        ("－3.20", -320),
        ("−¥3.20", -320),
        ("１，２３４．５０", 123_450),
    ],
)
def test_money_is_read_as_people_write_it(text: str, fen: int) -> None:
    assert parse_fen(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1.234",
        "1.500",
        "1.2345678万",
        "12x",
        "abc",
        "inf",
        "-inf",
        "nan",
        "1e5",
        "1,23",
        "12,34.00",
        "1,2345",
        "1.",
        ".5",
        "1.2.3",
        "--1",
        "5²",
        "①",
        "٣",
        "1 2",
        "元",
        "¥",
        "12 USD",
        "10000000000000.01",
        "9" * 41,
        "3元5角",
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(BadMoney) as refused:
        parse_fen(text)

    assert refused.value.fields["text"][:39] == text[:39]


def test_a_long_text_is_quoted_in_short() -> None:
    with pytest.raises(BadMoney) as refused:
        parse_fen("9" * 5000)

    assert refused.value.fields == {"text": "9" * 39 + "…"}


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00"), (5, "0.05"), (123_450, "1,234.50"), (-5, "-0.05"), (-100_000_00, "-100,000.00"), (100, "1.00")],
)
def test_money_is_written_to_the_cent(fen: int, text: str) -> None:
    assert format_fen(fen) == text


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (21_950_000, "21.95万", "219.5k"),
        (999_999, "9,999.99", "10.0k"),
        (99_999, "999.99", "999.99"),
        (1_000_000, "1.00万", "10.0k"),
        (1_005_000, "1.00万", "10.0k"),  # half to even
        (1_015_000, "1.02万", "10.2k"),
        (9_999_999_999, "1.00亿", "100.00m"),
        (99_995_000, "100.00万", "1.00m"),
        (220_000_000, "220.00万", "2.20m"),
        (-21_950_000, "-21.95万", "-219.5k"),
    ],
)
def test_money_in_one_line_is_short(fen: int, zh: str, en: str) -> None:
    assert format_fen_short(fen, "zh-hans") == zh
    assert format_fen_short(fen, "en") == en


@bounded
@given(st.integers(-FEN_MAX, FEN_MAX))
def test_money_written_is_money_read(fen: int) -> None:
    assert parse_fen(format_fen(fen)) == fen
    assert parse_fen(f"¥{format_fen(abs(fen))}元".translate(WIDE)) == abs(fen)


@bounded
@given(st.integers(0, FEN_MAX))
def test_short_money_is_within_half_its_last_digit(fen: int) -> None:
    shown = format_fen_short(fen, "zh-hans")

    fen_a_digit = {"万": 10_000, "亿": 100_000_000}.get(shown[-1], 1)

    assert abs(parse_fen(shown) - fen) * 2 <= fen_a_digit


@pytest.mark.parametrize(
    ("text", "cm2"),
    [
        ("89.60㎡", 896_000),
        ("89.6平方米", 896_000),
        ("89.6 平米", 896_000),
        ("1,002.35 m2", 10_023_500),
        ("８９．６０", 896_000),
        ("０.0001m²", 1),
        ("0", 0),
    ],
)
def test_an_area_is_read_as_offices_write_it(text: str, cm2: int) -> None:
    assert parse_cm2(text) == cm2


@pytest.mark.parametrize("text", ["", "-1", "89.60001", "89.60000", "89.6 m3", "八十", "inf", "1,02.5", "9" * 12, "㎡"])
def test_what_is_no_area_is_refused(text: str) -> None:
    with pytest.raises(BadArea):
        parse_cm2(text)


@pytest.mark.parametrize(
    ("cm2", "short", "exact"),
    [
        (896_000, "89.60", "89.60"),
        (896_050, "89.61", "89.605"),
        (896_049, "89.60", "89.6049"),
        (1, "0.00", "0.0001"),
        (50, "0.01", "0.005"),
        (10_023_500, "1,002.35", "1,002.35"),
        (-896_050, "-89.61", "-89.605"),
    ],
)
def test_an_area_is_written_to_two_decimals_or_to_all(cm2: int, short: str, exact: str) -> None:
    assert format_cm2(cm2) == short
    assert format_cm2(cm2, exact=True) == exact


@bounded
@given(st.integers(0, CM2_MAX))
def test_an_exact_area_written_is_the_area_read(cm2: int) -> None:
    assert parse_cm2(format_cm2(cm2, exact=True)) == cm2
    assert abs(parse_cm2(format_cm2(cm2)) - cm2) <= 50


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("50%", Fraction(1, 2)),
        ("100％", Fraction(1)),
        ("1/2", Fraction(1, 2)),
        ("１／３", Fraction(1, 3)),
        ("0.5", Fraction(1, 2)),
        ("33.33%", Fraction(3333, 10_000)),
        ("1", Fraction(1)),
        ("0.000001", Fraction(1, 1_000_000)),
    ],
)
def test_a_share_is_read_exactly(text: str, share: Fraction) -> None:
    assert parse_share(text) == share


@pytest.mark.parametrize(
    "text", ["", "0", "0%", "0/2", "1/0", "3/2", "101%", "50", "-1/2", "0.0000001", "1/1000001", "half", "33.33333%"]
)
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(BadShare):
        parse_share(text)


@bounded
@given(st.integers(1, 1_000_000), st.data())
def test_a_share_written_as_a_fraction_is_the_share_read(under: int, data: st.DataObject) -> None:
    share = Fraction(data.draw(st.integers(1, under)), under)

    assert parse_share(f"{share.numerator}/{share.denominator}") == share


def test_shares_are_whole_only_when_they_are_exactly_one() -> None:
    assert share_sum_is_whole([Fraction(1, 3)] * 3)
    assert not share_sum_is_whole([parse_share("33.33%")] * 3)
    assert not share_sum_is_whole([])


@bounded
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    for parse, refusal in ((parse_fen, BadMoney), (parse_cm2, BadArea), (parse_share, BadShare)):
        try:
            parse(text)
        except refusal:
            continue


def test_a_part_bears_its_share_to_the_nearest_fen() -> None:
    assert shared_fen(48_600_000, 864_000, 986_400_000) == 42_569
    assert [shared_fen(1, part, 2) for part in (0, 1, 2)] == [0, 1, 1]
    assert sum(shared_fen(100, 1, 3) for _ in range(3)) == 99
