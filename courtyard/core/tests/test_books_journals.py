"""Journals: the exact text, every account and sum in it, and words that cannot break a line."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.books import refusals as no
from courtyard.core.books.balances import folded, sums_of
from courtyard.core.books.chart import Chart, Place
from courtyard.core.books.entries import Entry, Posting, Side
from courtyard.core.books.journals import Heading, account_name, place_name, to_beancount, to_hledger
from courtyard.core.books.journals.names import amount, side_name
from courtyard.core.tests.booked import BEGINS, bounded, chart, entry, home, ledgers, plum_court, posting

HEADING = Heading("梅苑的账", BEGINS)
SMALL = Chart({key: chart()[key] for key in ("fees_bank", "fees_receivable", "fees_income")})
LEG = re.compile(r"^ +([A-Z][A-Za-z0-9:-]+) +(-?[0-9]+)\.([0-9]{2}) CNY$", re.MULTILINE)
Writer = Callable[..., Iterator[str]]
BOTH = pytest.mark.parametrize("writer", [to_hledger, to_beancount])


def small() -> list[Entry]:
    """A bill for two homes, a payment, and its reversal; given the wrong way round."""
    return [
        Entry(
            "R-2", date(2026, 1, 9), "收王家的费", (posting("fees_receivable", "fees_bank", 5_05),),
            source="银行流水7", reverses="E-2", reason="退票",
        ),
        entry(posting("fees_bank", "fees_receivable", 5_05), number=2, day=date(2026, 1, 9), source="银行流水7"),
        entry(
            posting("fees_receivable", "fees_income", 1_234_50, "1-101"),
            posting("fees_receivable", "fees_income", 7, "1-102"),
            text="一季度; 物业费", authority="业主大会决定1", day=date(2026, 1, 5),
        ),
    ]  # fmt: skip


def sums_in(text: str) -> dict[str, tuple[int, int]]:
    """Debits and credits by account, read from a journal."""
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for account, yuan, cents in LEG.findall(text):
        fen = abs(int(yuan)) * 100 + int(cents)
        sums[account][yuan.startswith("-")] += fen
    return {account: (debit, credit) for account, (debit, credit) in sums.items()}


def expected(sums: dict[Side, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    return {side_name(side, chart()[side.account]): both for side, both in sums.items()}


def test_hledger_to_the_letter() -> None:
    assert (
        "".join(to_hledger(small(), SMALL, HEADING))
        == """\
; 梅苑的账

decimal-mark .
commodity 1000.00 CNY

account Assets:Fees:Bank  ; type:C, code:1101, label:银行存款（物业费专户）
account Assets:Fees:Receivable  ; type:A, code:1104, label:应收物业费
account Income:Fees:Income  ; type:R, code:4101, label:物业费收入

2026-01-05 * (E-1) 一季度； 物业费
    ; source: 凭证1
    ; authority: 业主大会决定1
    Assets:Fees:Receivable                                         1234.57 CNY
    Income:Fees:Income                                            -1234.57 CNY

2026-01-09 * (E-2) 一笔账
    ; source: 银行流水7
    Assets:Fees:Bank                                                  5.05 CNY
    Assets:Fees:Receivable                                           -5.05 CNY

2026-01-09 * (R-2) 收王家的费
    ; source: 银行流水7
    ; reverses: E-2
    ; reason: 退票
    Assets:Fees:Receivable                                            5.05 CNY
    Assets:Fees:Bank                                                 -5.05 CNY
"""
    )


def test_beancount_to_the_letter_with_every_home() -> None:
    assert (
        "".join(to_beancount(small()[2:], SMALL, HEADING, fold=False))
        == """\
option "title" "梅苑的账"
option "operating_currency" "CNY"

2026-01-01 commodity CNY

2026-01-01 open Assets:Fees:Bank CNY
  code: "1101"
  label: "银行存款（物业费专户）"
2026-01-01 open Assets:Fees:Receivable CNY
  code: "1104"
  label: "应收物业费"
2026-01-01 open Assets:Fees:Receivable:Home-1-101 CNY
  code: "1104"
  label: "应收物业费"
2026-01-01 open Assets:Fees:Receivable:Home-1-102 CNY
  code: "1104"
  label: "应收物业费"
2026-01-01 open Income:Fees:Income CNY
  code: "4101"
  label: "物业费收入"

2026-01-05 * "一季度; 物业费" ^E-1
  id: "E-1"
  source: "凭证1"
  authority: "业主大会决定1"
  Assets:Fees:Receivable:Home-1-101                              1234.50 CNY
  Income:Fees:Income                                            -1234.50 CNY
  Assets:Fees:Receivable:Home-1-102                                 0.07 CNY
  Income:Fees:Income                                               -0.07 CNY
"""
    )


def test_a_reversal_is_linked_with_what_it_reverses() -> None:
    assert '2026-01-09 * "收王家的费" ^R-2 ^E-2\n' in "".join(to_beancount(small(), SMALL, HEADING))


@BOTH
@bounded
@given(entries=ledgers())
def test_a_journal_says_the_same_sums_as_the_books(writer: Writer, entries: list[Entry]) -> None:
    sums = sums_of(one for booked in entries for one in booked.postings)

    assert sums_in("".join(writer(entries, chart(), HEADING, fold=False))) == expected(sums)
    assert sums_in("".join(writer(entries, chart(), HEADING))) == expected(folded(sums))


@BOTH
@bounded
@given(entries=ledgers(), chance=st.randoms(use_true_random=False))
def test_a_journal_is_the_same_whatever_order_entries_come_in(
    writer: Writer, entries: list[Entry], chance: Random
) -> None:
    shuffled = chance.sample(entries, len(entries))

    assert list(writer(shuffled, chart(), HEADING)) == list(writer(entries, chart(), HEADING))


@BOTH
@bounded
@given(said=st.text(max_size=30))
def test_no_words_break_out_of_their_line(writer: Writer, said: str) -> None:
    plain = "".join(writer([entry(posting("fees_bank", "fees_income"), reverses="E-0", reason="x")], SMALL, HEADING))
    booked = entry(posting("fees_bank", "fees_income"), text=said, source=said + "x", reverses="E-0", reason=said + "x")

    text = "".join(writer([booked], SMALL, Heading("梅苑的账", BEGINS)))

    assert len(text.splitlines()) == len(plain.splitlines())
    assert sums_in(text) == sums_in(plain)
    assert not [line for line in text.splitlines() if line != line.rstrip()]


@BOTH
def test_in_public_no_home_is_left(writer: Writer) -> None:
    text = "".join(writer(plum_court(), chart(), HEADING))

    assert "Home-" not in text
    assert "1-101" not in text
    assert "Home-1-101" in "".join(writer(plum_court(), chart(), HEADING, fold=False))


@BOTH
def test_empty_books_are_a_heading_and_their_accounts(writer: Writer) -> None:
    assert sums_in("".join(writer([], chart(), HEADING))) == {}
    assert "Assets" not in "".join(writer([], Chart(), HEADING))
    with pytest.raises(no.UnknownAccount):
        list(writer([entry(posting("fees_bank", "fees_income"))], Chart(), HEADING))


def test_no_two_accounts_share_a_name() -> None:
    names = {account_name(account) for account in chart().accounts.values()}

    assert len(names) == len(chart().accounts)
    assert all(re.fullmatch(r"(Assets|Liabilities|Equity|Income|Expenses)(:[A-Z][A-Za-z]*){2}", name) for name in names)
    assert account_name(chart()["fees_owed_to_company"]) == "Liabilities:Fees:OwedToCompany"


@bounded
@given(st.lists(st.text(min_size=1, max_size=6), min_size=2, max_size=2, unique=True))
def test_no_two_places_share_a_name(codes: list[str]) -> None:
    one, other = (place_name(home(code)) for code in codes)

    assert one != other
    assert re.fullmatch(r"HomeX?-[A-Za-z0-9-]+", one)


def test_places_in_ascii() -> None:
    assert place_name(Place("home", "3-1-502")) == "Home-3-1-502"
    assert place_name(Place("entrance", "甲")) == "EntranceX-e794b2"


@pytest.mark.parametrize(
    ("fen", "written"), [(1, "0.01 CNY"), (-1, "-0.01 CNY"), (123_450, "1234.50 CNY"), (0, "0.00 CNY")]
)
def test_amounts_have_two_decimals_and_no_commas(fen: int, written: str) -> None:
    assert amount(fen) == written


def test_in_public_a_building_stays_a_building() -> None:
    booked = Posting(Side("fund_repairs_building", Place("building", "3")), Side("fund_bank"), 700)

    assert sums_in("".join(to_hledger([entry(booked)], chart(), HEADING))) == {
        "Expenses:Maintenance:RepairsBuilding:Building-3": (700, 0), "Assets:Maintenance:Bank": (0, 700),
    }  # fmt: skip


def test_postings_between_the_same_accounts_are_one_when_folded() -> None:
    between = Posting(Side("fees_prepaid", home("1-101")), Side("fees_prepaid", home("1-102")), 5)

    text = "".join(to_hledger([entry(between)], chart(), HEADING))

    assert sums_in(text) == {"Liabilities:Fees:Prepaid": (5, 5)}
