"""Opening balances from a list: which row is wrong, by how much, and the entry that opens the books."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.books.balances import cash_fen, of_homes, sums_of
from courtyard.core.books.entries import check_entry
from courtyard.core.books.opening import (
    BUILDING_OFF,
    NO_DEPOSIT,
    TOO_MUCH,
    TOTAL_OFF,
    TWICE,
    UNKNOWN,
    OpeningFault,
    OpeningLine,
    check_opening,
    opening_entry,
)
from courtyard.core.tests.booked import BEGINS, bounded, bounds, chart

LIST = [
    OpeningLine(2, "1-101", "1", 5_000_00, 4_000_00),
    OpeningLine(3, "1-102", "1", 5_000_00, 0),
    OpeningLine(4, "2-101", "2", 6_000_00, -12_34),
]
HOMES = {"1-101", "1-102", "2-101"}
SUMS = {"1": 4_000_00, "2": -12_34}


def test_a_list_that_adds_up_opens_the_books() -> None:
    assert check_opening(LIST, HOMES, buildings=SUMS, total_fen=3_987_66) == []

    opened = opening_entry(LIST, as_id="E-1", day=BEGINS, text="期初余额", source="期初余额表")

    check_entry(opened, bounds())
    sums = sums_of(opened.postings)
    assert of_homes(sums, chart(), "maintenance") == {"1-101": 4_000_00, "2-101": -12_34}
    assert cash_fen(sums, chart(), "maintenance") == 3_987_66


def test_a_sum_that_is_off_says_by_how_much_and_below_which_row() -> None:
    faults = check_opening(LIST, HOMES, buildings={**SUMS, "1": 4_000_01}, total_fen=3_987_00)

    assert faults == [
        OpeningFault(3, BUILDING_OFF, {
            "building": "1", "said_yuan": "4,000.01", "sum_yuan": "4,000.00", "off_yuan": "-0.01",
        }, -1),
        OpeningFault(4, TOTAL_OFF, {"said_yuan": "3,987.00", "sum_yuan": "3,987.66", "off_yuan": "0.66"}, 66),
    ]  # fmt: skip


def test_a_row_that_cannot_be_meant_is_named() -> None:
    lines = [
        *LIST,
        replace(LIST[0], row=5),
        OpeningLine(6, "9-999", "9", -1, 10**12 + 1),
    ]

    faults = check_opening(lines, HOMES)

    assert [(fault.row, fault.says) for fault in faults] == [
        (5, TWICE), (6, UNKNOWN), (6, NO_DEPOSIT), (6, TOO_MUCH),
    ]  # fmt: skip
    assert faults[0].fields == {"home": "1-101", "other": 2}
    assert faults[3].fields["most_yuan"] == "10,000,000,000.00"


def test_an_empty_list_is_off_by_all_it_says() -> None:
    assert check_opening([], HOMES) == []
    assert [(fault.row, fault.off_fen) for fault in check_opening([], HOMES, total_fen=500)] == [(0, -500)]


@bounded
@given(st.dictionaries(st.sampled_from(sorted(HOMES)), st.integers(-(10**12), 10**12)), st.integers(-1, 1))
def test_one_fen_too_many_is_always_found(balances: dict[str, int], off: int) -> None:
    lines = [OpeningLine(row, home, home[0], 0, fen) for row, (home, fen) in enumerate(balances.items(), start=2)]

    faults = check_opening(lines, HOMES, total_fen=sum(balances.values()) - off)

    assert [fault.off_fen for fault in faults] == ([off] if off else [])
