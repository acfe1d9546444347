"""A resident pays a bill on a phone: the button, the number, the gateway’s message, the receipt."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from courtyard.conftest import Court
from courtyard.money.models import Bill, PayOrder
from courtyard.money.tests.paying import CALL_BACK, SECRET, message, payable
from courtyard.trail.tests.clock import Clock
from courtyard.web.tests.browser import PHONE, Visit, faults, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MAIN = "main [data-k=main]"


@pytest.fixture
def bill(court: Court, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bill:
    monkeypatch.setattr(settings, "PAY_KEYS", tmp_path)
    (tmp_path / "file.k1").write_bytes(SECRET)
    return payable(court)


def press(page: Page) -> None:
    with page.expect_navigation():
        page.locator(MAIN).first.click()
    well_made(page)


def well_made(page: Page) -> None:
    assert (faults(page), overflow(page)) == ([], 0), page.url


def the_gateway_tells(page: Page, order: PayOrder) -> None:
    """From outside, with nothing but its signature."""
    answer = page.request.post(
        page.url.partition("/e/")[0] + CALL_BACK,
        data=json.dumps(message(order)),
        headers={"content-type": "application/json"},
    )
    assert answer.json() == {"done": True}


def test_a_bill_is_paid_on_a_phone(visit: Visit, court: Court, bill: Bill) -> None:
    page = visit("/e/plum/bills/", as_=court.lin, width=PHONE)
    well_made(page)
    with page.expect_navigation():
        page.locator(f'main a[href$="{bill.pk}/"]').first.click()
    press(page)
    expect(page.get_by_label("多少元？")).to_have_value("148.00")
    press(page)

    order = PayOrder.objects.get()
    expect(page.locator(".receipt")).to_have_text(order.number)
    expect(page.locator("main")).to_contain_text("等您付款")
    the_gateway_tells(page, order)
    with page.expect_navigation(timeout=30_000):  # by itself
        pass
    well_made(page)
    expect(page.locator("main")).to_contain_text("收到148.00元。")
    press(page)
    expect(page.locator("h1")).to_have_text("收据")

    page.goto(page.url.partition("/e/")[0] + f"/e/plum/bills/{bill.pk}/")
    expect(page.locator("main")).to_contain_text("已缴清")


@pytest.mark.usefixtures("bill")
def test_a_number_is_asked_for_in_large_text_and_without_javascript(visit: Visit, court: Court) -> None:
    page = visit("/e/plum/bills/", as_=court.lin, width=PHONE, js=False, large=True)
    for _ in range(2):
        assert overflow(page) == 0
        page.locator(MAIN).first.click()
    order = PayOrder.objects.get()
    expect(page.locator(".receipt")).to_have_text(order.number)
    assert overflow(page) == 0


def test_the_number_is_copied_without_its_gaps(visit: Visit, court: Court, bill: Bill) -> None:
    page = visit(f"/e/plum/bills/{bill.pk}/pay/", as_=court.lin, width=PHONE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press(page)

    page.get_by_role("button", name="复制缴费号").click()

    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == PayOrder.objects.get().number
