"""A company loses points, on a phone: it objects, another office decides, and only what stands becomes public."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from courtyard.conftest import Court
from courtyard.people.models import Person
from courtyard.services.models import Company, CreditPoint
from courtyard.services.tests.companies import agent, given_points, objected, public_points, serving, to_mend
from courtyard.trail.tests.clock import Clock
from courtyard.web.tests.browser import DESK, PHONE, Visit, faults, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MAIN = "main [data-k=main]"
PIPE, LINE = "3号楼水管爆裂，五小时无人到场", "报修电话夜里没人接"
HOUR = timedelta(hours=1)


def test_a_company_loses_points_objects_and_what_stands_is_public(visit: Visit, court: Court, clock: Clock) -> None:
    company = serving(court)
    person = agent(court, company)
    first = _loses_points(visit, court, company, "urgent_late", PIPE)
    second = _loses_points(visit, court, company, "repair_line", LINE)
    _is_told_and_objects(visit, person, clock, first, "当天全区停水，抢修车进不来")
    _is_told_and_objects(visit, person, clock, second, "电话一直有人接")
    _strangers_find_nothing(visit, company, first, second)

    _is_decided(visit, court, first, right=True, words="停水属实，撤销")
    _is_decided(visit, court, second, right=False, words="查了通话记录，夜里没有接听")

    assert [CreditPoint.objects.get(pk=one.pk).state for one in (first, second)] == ["dropped", "public"]
    _everybody_reads_what_stands(visit, company, first, second)
    reads(visit, points_page(first), person, "已撤销", "停水属实，撤销")


def reads(visit: Visit, path: str, person: Person | None, *words: str) -> Page:
    """Somebody opens a page on a phone, and reads these words on it."""
    page = visit(path, as_=person, width=PHONE)
    for one in words:
        expect(page.locator("main")).to_contain_text(one)
    assert overflow(page) == 0, path
    return page


def go_on(page: Page) -> None:
    """Press what the page is for; it was not refused, and what comes next is not too wide either."""
    assert overflow(page) == 0, page.url
    before = page.url
    with page.expect_navigation():
        page.locator(MAIN).first.click()
    assert page.locator(".err, [data-s=over].note").count() == 0, (before, page.locator("main").inner_text())
    assert overflow(page) == 0, page.url


def points_page(points: CreditPoint) -> str:
    return f"/companies/points/{points.pk}/"


def _loses_points(visit: Visit, court: Court, company: Company, rule: str, reason: str) -> CreditPoint:
    page = visit(f"/companies/{company.pk}/points/give/", as_=court.jie, width=PHONE)
    page.locator("[name=rule]").select_option(rule)
    page.locator("[name=happened_on]").fill("2026-06-07")
    page.locator("[name=reason]").fill(reason)
    page.locator("[name=evidence]").fill("合署办公值班记录6月7日")
    go_on(page)
    return CreditPoint.objects.get(reason=reason)


def _is_told_and_objects(visit: Visit, person: Person, clock: Clock, points: CreditPoint, words: str) -> None:
    clock.go_on_to(clock.moment + HOUR)
    page = reads(visit, points_page(points), person, "到6月30日 星期二为止", points.reason, "合署办公值班记录6月7日")
    go_on(page)
    page.locator("[name=words]").fill(words)
    go_on(page)
    expect(page.locator("main")).to_contain_text("企业提出异议")


def _strangers_find_nothing(visit: Visit, company: Company, *points: CreditPoint) -> None:
    page = reads(visit, f"/companies/{company.pk}/", None, "今天没有公开的记分")
    for one in points:
        expect(page.locator("main")).not_to_contain_text(one.reason)
        answer = page.request.get(page.url.split("/companies/")[0] + points_page(one))
        assert answer.status == 404
        assert one.reason not in answer.text()


def _is_decided(visit: Visit, court: Court, points: CreditPoint, *, right: bool, words: str) -> None:
    """The officer who gave them reads that another one answers."""
    page = reads(visit, points_page(points), court.jie, "由另一位工作人员答复")
    assert page.locator(MAIN).count() == 0
    page = reads(visit, points_page(points), court.shi, points.reason)
    go_on(page)
    page.locator(f"[name=upheld][value={'yes' if right else 'no'}]").check(force=True)
    page.locator("[name=words]").fill(words)
    go_on(page)


def _everybody_reads_what_stands(visit: Visit, company: Company, gone: CreditPoint, stands: CreditPoint) -> None:
    page = reads(visit, "/companies/", None, company.name, "记3分")
    page.get_by_role("link", name=company.name).click()
    expect(page.locator("main")).to_contain_text(LINE)
    expect(page.locator("main")).not_to_contain_text(PIPE)
    page.locator(f'a[href="{points_page(stands)}"]').click()
    for words in (LINE, "沪房规范〔2023〕2号、3号", "电话一直有人接", "查了通话记录，夜里没有接听"):
        expect(page.locator("main")).to_contain_text(words)
    assert overflow(page) == 0
    assert page.request.get(page.url.split("/companies/")[0] + points_page(gone)).status == 404


@pytest.mark.parametrize(("width", "language", "large"), [(PHONE, "zh-hans", True), (DESK, "en", False)])
def test_pages_are_well_made(
    visit: Visit, court: Court, clock: Clock, width: int, language: str, *, large: bool
) -> None:
    company = serving(court)
    person = agent(court, company)
    mending, told = to_mend(court, company), given_points(court, company)
    waiting = objected(court, company, person, rule="repair_line")
    public = public_points(court, company, rule="audit_obstructed")
    one, found = f"/companies/{company.pk}/", f"/companies/found/{mending.pk}/"
    addresses = {
        court.shi: [
            "/companies/", "/companies/register/", one, f"{one}estates/", f"{one}findings/", f"{one}correct/",
            f"{one}close/", f"{one}agents/name/", f"{one}inspect/", f"{one}penalise/", f"{one}uphold/",
            f"{one}points/give/", f"{found}put-right/", f"{found}withdraw/", points_page(told), points_page(public),
            points_page(waiting), f"{points_page(waiting)}answer/", f"{points_page(public)}drop/",
            f"{points_page(public)}correct/", f"{points_page(public)}refuse/", "/e/plum/",
        ],
        person: ["/", points_page(told), f"{points_page(told)}object/", f"{points_page(public)}ask-correction/"],
    }  # fmt: skip

    for who, paths in addresses.items():
        page = visit("/", as_=who, width=width, language=language, large=large)
        for path in paths:
            page.goto(page.url.split("/companies")[0].split("/e/")[0].rstrip("/") + path)
            assert (path, overflow(page), faults(page)) == (path, 0, [])
