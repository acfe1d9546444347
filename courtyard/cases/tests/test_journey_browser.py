"""One resident's case goes all the way in a real browser: filed, given, put right, returned, put right, rated.

With JavaScript and without, in both languages; what is written is the same, what is read is found by the form's
fields and the page's one main button, so that no wording is pinned here.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from courtyard.cases.models import Case
from courtyard.cases.tests import build
from courtyard.cases.tests.burst import picture
from courtyard.conftest import PASSWORD, Court
from courtyard.people.models import Person
from courtyard.web.tests.browser import DESK, PHONE, Visit, faults, overflow

pytestmark = pytest.mark.browser
NEW = "/e/plum/cases/new/"
WORDS = "三楼楼道灯不亮，晚上看不清台阶，怕老人摔跤。"
MAIN = "main button[data-k=main]"
UNSETTLED = ".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added"
"""What htmx is still putting into the page."""
Open = Callable[..., Page]


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    files = {tmp_path / "stairs.jpg": (640, 480), tmp_path / "lamp.jpg": (480, 640)}
    for file, sides in files.items():
        file.write_bytes(picture(*sides).getvalue())
    return list(files)


def well_made(page: Page, js: bool) -> None:
    assert overflow(page) == 0
    if js:
        assert faults(page) == []


def fill_in(page: Page, court: Court, words: str = WORDS) -> None:
    page.locator("[name=words]").fill(words)
    page.locator("[name=category][value=power]").check()
    page.locator("[name=place]").select_option(f"building:{court.building.pk}")
    page.locator("[name=where]").fill("三楼")


def number_on(page: Page) -> str:
    found = re.search(r"/cases/(\d{4}-\d{4})/", page.url)
    assert found, page.url
    return found[1]


def seen(page: Page) -> int:
    """How many photographs the page shows, each of them loaded."""
    shown = page.locator("img.photo")
    for index in range(shown.count()):
        shown.nth(index).scroll_into_view_if_needed()
        page.wait_for_function("one => one.complete && one.naturalWidth > 0", arg=shown.nth(index).element_handle())
    return shown.count()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("js", [True, False])
def test_a_case_goes_all_the_way(visit: Visit, court: Court, photos: list[Path], js: bool, language: str) -> None:
    def as_(person: Person, path: str, width: int) -> Page:
        return visit(path, as_=person, width=width, language=language, js=js)

    number = _file(as_(court.lin, "/", PHONE), court, photos, js)
    case = f"/e/plum/cases/{number}/"
    _triage(as_(court.desk, "/e/plum/cases/", DESK), court, number, js)
    _resolve(as_(court.bai, case, PHONE), "换了声控灯，试了三次都亮。", photos[0], js)
    _return(as_(court.lin, case, PHONE), "晚上又不亮了。")
    _resolve(as_(court.bai, case, PHONE), "这次连线也换了。", photos[1], js)
    page = as_(court.lin, "/", PHONE)
    _rate(page, number)

    assert page.locator("ol.timeline > li.done").count() == 6
    for words in (
        WORDS,
        "今天下午来看。",
        "换了声控灯，试了三次都亮。",
        "晚上又不亮了。",
        "这次连线也换了。",
        "谢谢师傅。",
    ):
        expect(page.get_by_text(words).first).to_be_visible()
    assert js is False or seen(page) == 4
    well_made(page, js)
    closed = Case.objects.get(number=number)
    assert (closed.state, closed.rating, closed.returns) == (Case.State.CLOSED, 4, 1)


def _file(page: Page, court: Court, photos: list[Path], js: bool) -> str:
    page.locator(f'main a[href="{NEW}"]').click()
    fill_in(page, court)
    page.locator("[name=photos]").set_input_files(photos)
    well_made(page, js)
    page.locator(MAIN).click()
    page.wait_for_url("**/cases/*-*/")
    number = number_on(page)
    expect(page.locator("h2#turn")).to_contain_text(number)
    well_made(page, js)
    return number


def _triage(page: Page, court: Court, number: str, js: bool) -> None:
    well_made(page, js)
    with page.expect_response(f"**/{number}/triage/"):
        page.locator(f'main a[href$="{number}/triage/"]').first.click()
    expect(page.locator(UNSETTLED)).to_have_count(0)
    form = page.locator(f'form[action$="{number}/triage/"]')
    form.locator("[name=party][value=wu]").check(force=True)
    form.locator("[name=handler]").select_option(str(court.bai.pk))
    form.locator("[name=words]").fill("今天下午来看。")
    well_made(page, js)
    form.locator("button[data-k=main]").click()
    expect(page.locator(f'form[action$="{number}/triage/"]')).to_have_count(0)
    assert Case.objects.get(number=number).party == "wu"


def _resolve(page: Page, words: str, photo: Path, js: bool) -> None:
    form = page.locator('form[action$="/resolve/"]')
    form.locator("[name=words]").fill(words)
    form.locator("[name=photos]").set_input_files(photo)
    form.locator("button[data-k=main]").click()
    expect(page.locator('form[action$="/resolve/"]')).to_have_count(0)
    well_made(page, js)


def _return(page: Page, words: str) -> None:
    form = page.locator("form#return")
    form.locator("[name=words]").fill(words)
    form.locator("button").click()
    expect(page.locator("form#return")).to_have_count(0)


def _rate(page: Page, number: str) -> None:
    page.locator(f'main .slip a[href$="{number}/"]').click()
    form = page.locator('form[action$="/confirm/"]')
    form.locator('[name=rating][value="4"]').check()
    form.locator("[name=words]").fill("谢谢师傅。")
    form.locator("button").click()
    expect(page.locator('form[action$="/confirm/"]')).to_have_count(0)


@pytest.mark.parametrize("js", [True, False])
def test_a_double_click_is_one_case(visit: Visit, court: Court, js: bool) -> None:
    page = visit(NEW, as_=court.lin, js=js)
    fill_in(page, court)

    page.locator(MAIN).dblclick()
    page.wait_for_url("**/cases/*-*/")

    assert Case.objects.count() == 1


@pytest.mark.parametrize("js", [True, False])
def test_a_session_that_ended_while_typing_gives_the_words_back(visit: Visit, court: Court, js: bool) -> None:
    page = visit(NEW, as_=court.lin, js=js)
    fill_in(page, court)
    page.context.clear_cookies(name="sessionid")

    page.locator(MAIN).click()
    page.locator("[name=name]").fill("13900000001")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form:has([name=password]) button[data-k=main]").click()

    expect(page.locator("main")).to_contain_text(WORDS)
    assert not Case.objects.exists()
    page.locator(MAIN).click()
    page.wait_for_url("**/cases/*-*/")
    assert Case.objects.get().words == WORDS


@pytest.mark.parametrize("js", [True, False])
def test_a_page_dressed_as_a_photo_is_named_and_the_rest_stays(
    visit: Visit, court: Court, photos: list[Path], tmp_path: Path, js: bool
) -> None:
    wrong = tmp_path / "cat.png"
    wrong.write_text("<html><script>alert(1)</script></html>")
    page = visit(NEW, as_=court.lin, js=js)
    fill_in(page, court)
    page.locator("[name=photos]").set_input_files([photos[0], wrong])

    page.locator(MAIN).click()

    expect(page.locator(".err").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("cat.png")
    expect(page.locator("[name=words]")).to_have_value(WORDS)
    page.locator(MAIN).click()
    page.wait_for_url("**/cases/*-*/")
    assert Case.objects.get().photos.count() == 1


def test_the_second_desk_is_told_who_was_quicker_and_keeps_the_words(visit: Visit, court: Court) -> None:
    case = build.filed(court)
    address = f"/e/plum/cases/{case.number}/triage/"
    first = visit(address, as_=court.desk, width=DESK)
    second = visit(address, as_=court.zhu, width=DESK)
    for page, words in ((first, "我先看。"), (second, "物业来看。")):
        page.locator("[name=party][value=wu]").check(force=True)
        page.locator("[name=words]").fill(words)

    first.locator(MAIN).click()
    expect(first.locator(MAIN)).to_have_count(0)
    second.locator(MAIN).click()

    expect(second.locator("[role=alert]")).to_contain_text(court.desk.name[:1])
    expect(second.locator(".typed")).to_have_text("物业来看。")
    well_made(second, js=True)


def test_language_and_large_text_keep_the_place_and_are_remembered(visit: Visit, court: Court) -> None:
    page = visit("/me/cases/", as_=court.lin)

    page.locator("header form button[name=language], header button[name=language]").first.click()
    page.locator("header button[name=size]").first.click()

    assert page.url.endswith("/me/cases/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto(page.url.replace("/me/cases/", "/me/"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    well_made(page, js=True)
