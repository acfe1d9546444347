"""Books for the tests: Plum Court's chart, a year of its entries, and any entries at all."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from hypothesis import settings
from hypothesis import strategies as st

from courtyard.core.books.chart import Chart, Place
from courtyard.core.books.entries import Bounds, Entry, Posting, Side
from courtyard.core.rulebook import Account
from courtyard.core.tests.estate_facts import shanghai

BEGINS = date(2026, 1, 1)
HOMES = ("1-101", "1-102", "2-201", "2-202")
bounded = settings(derandomize=True, deadline=None, max_examples=60)


@cache
def chart() -> Chart:
    return Chart(shanghai().accounts)


def bounds() -> Bounds:
    return Bounds(chart(), BEGINS)


def home(code: str) -> Place:
    return Place("home", code)


def side(account: str, code: str = "") -> Side:
    """The account, and the home, building or entrance of that code where it is kept for each."""
    per = chart()[account].per
    return Side(account) if per == "estate" else Side(account, Place(per, code or "1-101"))


def posting(debit: str, credit: str, fen: int = 100, code: str = "") -> Posting:
    return Posting(side(debit, code), side(credit, code), fen)


def entry(*postings: Posting, number: int = 1, day: date = date(2026, 1, 31), **said: str) -> Entry:
    """The entry E-number; its words are given, or some."""
    return Entry(f"E-{number}", day, postings=postings, **{"text": "一笔账", "source": "凭证1", **said})


def handed_over(fen: int) -> tuple[Posting, Posting]:
    """Public revenue goes to the maintenance fund: out of one bank account, into the other."""
    return posting("revenue_to_fund", "revenue_bank", fen), posting("fund_bank", "fund_from_revenue", fen)


def plum_court() -> list[Entry]:
    """A quarter at Plum Court, under a commission."""
    return [
        entry(
            posting("fund_bank", "fund_of_homes", 1_000_00, "1-101"),
            posting("fund_bank", "fund_of_homes", 2_000_00, "1-102"),
            number=1, day=date(2026, 1, 1), text="期初分户余额", source="期初余额表",
        ),
        entry(
            posting("fees_receivable", "fees_income", 200_00, "1-101"),
            posting("fees_receivable", "fees_income", 300_00, "1-102"),
            number=2, day=date(2026, 1, 5), text="一季度物业费", source="2026Q1账单",
        ),
        entry(posting("fees_bank", "fees_receivable", 200_00, "1-101"), number=3, day=date(2026, 1, 9), text="收费"),
        entry(posting("fees_cleaning", "fees_bank", 80_50), number=4, day=date(2026, 2, 1), authority="合同3"),
        entry(posting("revenue_bank", "revenue_parking", 999_99), number=5, day=date(2026, 2, 3), text="停车费"),
        entry(*handed_over(600_00), number=6, day=date(2026, 3, 31), text="转入维修资金", authority="业主大会决定2"),
        entry(posting("revenue_bank", "revenue_lift_ads", 10_00), number=7, day=date(2026, 3, 1), text="广告"),
        Entry(
            "E-8", date(2026, 3, 2), "广告", (posting("revenue_lift_ads", "revenue_bank", 10_00),),
            source="凭证1", reverses="E-7", reason="记错了小区",
        ),
    ]  # fmt: skip


def _sides(accounts: Sequence[Account]) -> st.SearchStrategy[Side]:
    return st.builds(side, st.sampled_from([account.key for account in accounts]), st.sampled_from(HOMES))


@cache
def _fund_postings() -> st.SearchStrategy[tuple[Posting, ...]]:
    """One posting within any fund, but not through accounts that hand over."""
    by_fund = [[account for account in chart().of_fund(fund) if not account.mirror] for fund in chart().funds]
    pairs = st.one_of(
        [st.tuples(_sides(accounts), _sides(accounts)).filter(lambda two: two[0] != two[1]) for accounts in by_fund]
    )
    fen = st.integers(1, 10**9)
    return st.builds(lambda two, fen: (Posting(two[0], two[1], fen),), pairs, fen)


def postings() -> st.SearchStrategy[tuple[Posting, ...]]:
    """The postings of any entry that may be booked."""
    some = st.one_of(_fund_postings(), st.builds(handed_over, st.integers(1, 10**9)))
    return st.lists(some, min_size=1, max_size=4).map(lambda parts: tuple(one for part in parts for one in part))


@st.composite
def ledgers(draw: st.DrawFn) -> list[Entry]:
    """Up to eight entries on any days of a year, some of them reversed later."""
    booked: list[Entry] = []
    for number, some in enumerate(draw(st.lists(postings(), max_size=8))):
        day = BEGINS + timedelta(days=draw(st.integers(0, 300)))
        booked.append(Entry(f"E-{number}", day, draw(st.text(max_size=12)), some, source="凭证"))
        if draw(st.integers(0, 3)) == 0:
            back = tuple(one.swapped for one in some)
            later = day + timedelta(days=draw(st.integers(0, 60)))
            booked.append(
                Entry(f"R-{number}", later, "冲销", back, source="凭证", reverses=f"E-{number}", reason="记错")
            )
    return booked
