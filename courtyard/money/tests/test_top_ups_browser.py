"""The fund is topped up, on a phone: owners are told, each reads their own part, they decide, a home pays."""

import pytest
from playwright.sync_api import Page, expect

from courtyard.conftest import Court
from courtyard.money.models import TopUpPayment
from courtyard.money.tests.build import book
from courtyard.money.tests.topping import low_house, raised
from courtyard.people.models import Person
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.web.tests.browser import DESK, PHONE, Visit, faults, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]
MAIN = "main [data-k=main]"
FUND = "/e/plum/fund/"


def test_a_fund_is_topped_up(visit: Visit, court: Court) -> None:
    book(court)
    people.tenure(court.lin, low_house(court)[0])
    forget_standing(court.lin)

    _owners_are_told(visit, court)
    reads(
        visit,
        f"{FUND}mine/",
        court.lin,
        "您家的余额不到首期交存的30%",
        "请业主最晚9月7日表决怎么续交",
        "您家要续交4,000.00元",
    )
    _what_they_decided_is_entered(visit, court)
    reads(visit, f"{FUND}mine/", court.lin, "补到首期交存的60%", "您家要续交5,000.00元")
    _the_home_pays(visit, court)

    reads(visit, f"{FUND}mine/", court.lin, "您家的余额够了")
    reads(visit, FUND, None, "已决定", "各户最晚10月31日补到首期交存的60%")
    assert TopUpPayment.objects.get().fen == 5_000_00


def reads(visit: Visit, path: str, person: Person | None, *words: str) -> Page:
    """Somebody opens a page on a phone, and reads these words on it."""
    page = visit(path, as_=person, width=PHONE)
    for one in words:
        expect(page.locator("main")).to_contain_text(one)
    assert overflow(page) == 0, path
    assert faults(page) == []
    return page


def _owners_are_told(visit: Visit, court: Court) -> None:
    page = visit(FUND, as_=court.yan, width=PHONE)
    page.get_by_role("link", name="通知业主续交维修资金").click()
    page.get_by_label("哪个范围的维修资金？").select_option(label="8号楼")
    page.get_by_label("通知写什么？").fill("余额不足三成，请大家商量怎么补。")
    assert overflow(page) == 0
    page.locator(MAIN).click()
    expect(page.locator("main")).to_contain_text("待表决")
    assert faults(page) == []


def _what_they_decided_is_entered(visit: Visit, court: Court) -> None:
    raised(court)
    page = visit(FUND, as_=court.yan, width=DESK)
    page.get_by_role("link", name="业主大会已决定").click()
    page.get_by_label("是业主大会的哪个决定？").select_option(index=1)
    page.get_by_label("各户补到首期交存的百分之几？").fill("60")
    page.get_by_label("各户什么时候补齐？").fill("2026-10-31")
    page.locator(MAIN).click()
    expect(page.locator("main")).to_contain_text("已决定")


def _the_home_pays(visit: Visit, court: Court) -> None:
    page = visit(f"{FUND}top-ups/", as_=court.yan, width=PHONE)
    assert faults(page) == []
    page.get_by_role("link", name="8号楼101室").click()
    page.locator(MAIN).click()
    expect(page.locator("main")).to_contain_text("收到的续交款")
    assert overflow(page) == 0
