"""The pages of people in a real browser: well made on phone and desk, and a letter works without JavaScript."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now
from playwright.sync_api import Page, expect

from courtyard.conftest import PASSWORD, Court
from courtyard.people.actions import codes, privacy
from courtyard.people.models import Tenure
from courtyard.people.tests import build
from courtyard.web.tests.browser import DESK, PHONE, Visit, faults, overflow

pytestmark = pytest.mark.browser
READERS = ((PHONE, "zh-hans", False), (PHONE, "en", True), (DESK, "zh-hans", False))
MINE = ("/me/", "/me/hats/", "/me/data/", "/me/erase/", "/me/name/", "/me/contact/", "/me/sign-in-name/", "/password/")
OPEN = ("/sign-in/?next=/e/plum/", "/sign-in/code/", "/password/forgot/", "/privacy/")
KEEPERS = ("/e/plum/people/", "/e/plum/people/{lin}/", "/e/plum/letters/", "/e/plum/tenures/{tenure}/confirm/")


def well_made(page: Page) -> None:
    assert (faults(page), overflow(page)) == ([], 0)


@pytest.mark.parametrize(("width", "language", "large"), READERS)
def test_pages_for_strangers_are_well_made(visit: Visit, court: Court, width: int, language: str, large: bool) -> None:
    for path in OPEN:
        well_made(visit(path, width=width, language=language, large=large))


@pytest.mark.parametrize(("width", "language", "large"), READERS)
def test_my_pages_are_well_made(visit: Visit, court: Court, width: int, language: str, large: bool) -> None:
    build.office(court.lin, court.estate.node, "owners_committee")
    privacy.unmask(court.lin.pk, court.estate.pk, by=court.reg, at=now(), reason="urgent", words="水管爆了")
    for path in MINE:
        well_made(visit(path, as_=court.lin, width=width, language=language, large=large))


@pytest.mark.parametrize(("width", "language", "large"), READERS)
def test_the_registers_pages_are_well_made(visit: Visit, court: Court, width: int, language: str, large: bool) -> None:
    privacy.ask_name_correction(court.lin.pk, by=court.lin, at=now(), wanted="林之秋", words="户口本")
    for path in KEEPERS:
        address = path.format(lin=court.lin.pk, tenure=court.lin.tenures.get().pk)
        well_made(visit(address, as_=court.reg, width=width, language=language, large=large))


@pytest.mark.parametrize("js", [True, False])
def test_an_old_person_comes_in_with_the_letter(visit: Visit, court: Court, js: bool) -> None:
    build.tenure(build.person("桂芳华", court.estate.node), court.home, Tenure.Kind.CO_OWNER)
    until = now() + timedelta(days=30)
    letter = codes.print_letters(court.estate.pk, by=court.reg, at=now(), homes=[court.home.pk], until=until)[0]
    page = visit("/sign-in/", js=js)

    page.get_by_text("我有纸上的登录码").click()
    page.get_by_label("登录码，12位").fill(letter.code)
    page.get_by_role("button", name="用登录码进去").click()
    page.get_by_label("桂＊＊，共有人").check()
    page.get_by_label("您的全名").fill("桂芳华")
    if js:
        well_made(page)
    page.get_by_role("button", name="是我，让我进去").click()
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/me/")

    expect(page.get_by_role("heading", level=1)).to_have_text("桂芳华")


@pytest.mark.parametrize("js", [True, False])
def test_a_password_can_be_shown_and_opens(visit: Visit, court: Court, js: bool) -> None:
    page = visit("/sign-in/?next=/me/", js=js)
    page.get_by_label("手机号或电子邮箱").fill("13900000001")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    if js:
        page.get_by_role("button", name="显示").click()
        expect(page.get_by_label("密码", exact=True)).to_have_attribute("type", "text")

    page.get_by_role("button", name="登录", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("林知秋")


def test_letters_are_one_sheet_each(visit: Visit, court: Court) -> None:
    page = visit("/e/plum/letters/", as_=court.reg, width=DESK)
    page.get_by_label("有效到").fill((localdate() + timedelta(days=30)).isoformat())
    page.get_by_role("button", name="做好这些信").click()

    expect(page.locator("article.doc")).to_have_count(4)
    well_made(page)
