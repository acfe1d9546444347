"""The frame in a real browser: nothing against the policy, nothing against axe, all of it without JavaScript too."""

import pytest

from courtyard.conftest import PASSWORD, Court
from courtyard.web.tests.browser import DESK, PHONE, Visit, faults, overflow

pytestmark = pytest.mark.browser

PAGES = ["/", "/e/plum/", "/verify/", "/nowhere/"]


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("path", PAGES)
def test_public_pages_are_well_made(visit: Visit, court: Court, path: str, width: int) -> None:
    page = visit(path, width=width)

    assert (faults(page), overflow(page)) == ([], 0)


@pytest.mark.parametrize("name", ["lin", "desk", "jie", "shi"])
def test_the_first_page_is_well_made_for_everybody(visit: Visit, court: Court, name: str) -> None:
    page = visit("/", as_=getattr(court, name), language="en", large=True)

    assert (faults(page), overflow(page)) == ([], 0)


def test_large_text_comes_at_once_and_stays(visit: Visit, court: Court) -> None:
    page = visit("/e/plum/")

    with page.expect_response("**/read/size/"):
        page.get_by_role("button", name="大字").click()
    at_once = page.locator("html").get_attribute("data-size")
    page.reload()

    assert (at_once, page.locator("html").get_attribute("data-size")) == ("elder", "elder")


def test_language_and_size_work_without_javascript(visit: Visit, court: Court) -> None:
    page = visit("/e/plum/", js=False)

    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Large text").click()

    assert page.url.endswith("/e/plum/")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("html").get_attribute("data-size") == "elder"


def test_the_sprite_is_drawn(visit: Visit, court: Court) -> None:
    page = visit("/e/plum/")

    box = page.locator("header .icon use").evaluate("use => use.getBoundingClientRect().width")

    assert box > 0


@pytest.mark.parametrize("js", [True, False])
def test_signed_out_while_typing_and_sent_in_the_end(visit: Visit, court: Court, js: bool) -> None:
    page = visit("/me/contact/", as_=court.lin, js=js)
    page.get_by_label("电子邮箱").fill("lin@example.org")
    page.context.clear_cookies(name="sessionid")

    page.locator("main form [data-k=main]").click()
    page.get_by_label("手机号或电子邮箱").fill(court.lin.phone)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录，接着办").click()
    page.get_by_role("button", name="现在交上去").click()
    page.wait_for_url("**/me/data/")

    court.lin.refresh_from_db()
    assert court.lin.email == "lin@example.org"
