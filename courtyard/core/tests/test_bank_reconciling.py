"""Why books and bank differ on a day: each difference is named, and together they are the difference, to the fen."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.bank import AtBank, Booked, Kind, Reconciliation, reconcile
from courtyard.core.bank.reconciling import SAYS

BEFORE, DAY, AFTER = date(2026, 1, 30), date(2026, 1, 31), date(2026, 2, 1)


def held(booked: list[Booked], lines: list[AtBank], *, books: int = 1_000, bank: int = 1_000) -> Reconciliation:
    return reconcile(DAY, book_opening_fen=books, booked=booked, bank_opening_fen=bank, lines=lines)


def differences(found: Reconciliation) -> list[tuple[Kind, int, tuple[str, ...], tuple[str, ...]]]:
    return [(one.kind, one.fen, one.booked, one.lines) for one in found.differences]


def entry(number: str, fen: int, *lines: str, day: date = BEFORE, alike: str = "") -> Booked:
    return Booked(number, day, fen, alike, lines)


def line(number: str, fen: int, day: date = BEFORE, alike: str = "") -> AtBank:
    return AtBank(number, day, fen, alike)


def test_what_is_booked_from_the_bank_agrees() -> None:
    booked = [entry("e1", 300, "l1"), entry("e2", 200, "l1"), entry("e3", -400, "l2", "l3")]

    found = held(booked, [line("l1", 500), line("l2", -100), line("l3", -300)])

    assert found == Reconciliation(DAY, 1_100, 1_100, ())
    assert found.agrees


@pytest.mark.parametrize(
    ("booked", "lines", "difference"),
    [
        ([entry("e", 300)], [], (Kind.NOT_AT_BANK, 300, ("e",), ())),
        ([entry("e", -300, "gone")], [], (Kind.NOT_AT_BANK, -300, ("e",), ())),
        ([], [line("l", 300)], (Kind.NOT_BOOKED, -300, (), ("l",))),
        ([entry("e", -300, "l")], [line("l", -300, AFTER)], (Kind.ON_THE_WAY, -300, ("e",), ())),
        ([entry("e", 300, "l", day=AFTER)], [line("l", 300)], (Kind.NOT_YET_BOOKED, -300, (), ("l",))),
        ([entry("e", 310, "l")], [line("l", 300)], (Kind.AMOUNT, 10, ("e",), ("l",))),
        (
            [entry("e", 300, "l"), entry("f", 300, "l")],
            [line("l", 300)],
            (Kind.BOOKED_TWICE, 300, ("e", "f"), ("l",)),
        ),
        (
            [entry("e", 500, "l", "m")],
            [line("l", 300), line("m", 200, AFTER)],
            (Kind.ON_THE_WAY, 200, ("e",), ("l",)),
        ),
        (
            [entry("e", 300, "l"), entry("f", 200, "l", day=AFTER)],
            [line("l", 500)],
            (Kind.NOT_YET_BOOKED, -200, ("e",), ("l",)),
        ),
    ],
)
def test_every_difference_has_its_name(
    booked: list[Booked], lines: list[AtBank], difference: tuple[Kind, int, tuple[str, ...], tuple[str, ...]]
) -> None:
    found = held(booked, lines)

    assert differences(found) == [difference]
    assert found.book_fen - found.bank_fen == difference[1]
    assert found.differences[0].text() == SAYS[difference[0]]


def test_another_balance_to_begin_with_is_a_difference_of_its_own() -> None:
    found = held([entry("e", 300, "l")], [line("l", 300)], books=1_000, bank=900)

    assert differences(found) == [(Kind.OPENING, 100, (), ())]
    assert (found.book_fen, found.bank_fen) == (1_300, 1_200)


def test_what_the_bank_seems_to_have_done_twice_is_said_so() -> None:
    lines = [line("l1", -300, alike="电梯"), line("l2", -300, alike="电梯"), line("l3", -300, alike="保洁")]

    found = held([entry("e", -300, "l2")], lines)

    assert differences(found) == [
        (Kind.AT_BANK_TWICE, 300, (), ("l1",)),
        (Kind.NOT_BOOKED, 300, (), ("l3",)),
    ]


def test_what_seems_booked_twice_though_it_cites_nothing_is_said_so() -> None:
    booked = [entry("e1", 300, "l", alike="枫明"), entry("e2", 300, alike="枫明"), entry("e3", 300, alike="柳英")]

    found = held(booked, [line("l", 300)])

    assert differences(found) == [(Kind.BOOKED_TWICE, 300, ("e2",), ()), (Kind.NOT_AT_BANK, 300, ("e3",), ())]


def test_of_two_equal_ones_that_are_not_booked_only_the_second_is_doubted() -> None:
    found = held([], [line("l1", 300, alike="枫明"), line("l2", 300, alike="枫明")])

    assert [one.kind for one in found.differences] == [Kind.NOT_BOOKED, Kind.AT_BANK_TWICE]


def test_what_happens_after_the_day_does_not_count() -> None:
    found = held([entry("e", 300, day=AFTER)], [line("l", 500, AFTER)])

    assert found == Reconciliation(DAY, 1_000, 1_000, ())


FEN = st.integers(-3, 3).filter(bool)
DAYS = st.integers(-2, 2).map(lambda days: DAY + timedelta(days=days))
ALIKE = st.sampled_from(["", "甲", "乙"])
LINES = st.lists(st.tuples(DAYS, FEN, ALIKE), max_size=6)
ENTRIES = st.lists(st.tuples(DAYS, FEN, ALIKE, st.sets(st.integers(0, 7).map(str), max_size=3)), max_size=8)


@given(lines=LINES, entries=ENTRIES, openings=st.tuples(st.integers(), st.integers()), data=st.data())
def test_the_differences_are_exactly_the_difference(
    lines: list[tuple[date, int, str]],
    entries: list[tuple[date, int, str, set[str]]],
    openings: tuple[int, int],
    data: st.DataObject,
) -> None:
    at_bank = [AtBank(str(number), *one) for number, one in enumerate(lines)]
    booked = [
        Booked(str(number), day, fen, alike, tuple(sorted(cited)))
        for number, (day, fen, alike, cited) in enumerate(entries)
    ]

    found = held(booked, at_bank, books=openings[0], bank=openings[1])

    assert found.book_fen == openings[0] + sum(one.fen for one in booked if one.day <= DAY)
    assert found.bank_fen == openings[1] + sum(one.fen for one in at_bank if one.day <= DAY)
    assert sum(one.fen for one in found.differences) == found.book_fen - found.bank_fen
    assert all(one.fen for one in found.differences)
    named = [number for one in found.differences for number in one.lines]
    assert len(named) == len(set(named))
    shuffled = data.draw(st.permutations(booked)), data.draw(st.permutations(at_bank))
    assert held(*shuffled, books=openings[0], bank=openings[1]) == found
