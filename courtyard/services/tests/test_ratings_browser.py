"""Rating on a phone, in large text, with and without JavaScript; its pages fit, and axe holds nothing against them."""

import os
from pathlib import Path

import pytest

from courtyard.conftest import Court
from courtyard.services.models import Field, Rated, Rating, Remark
from courtyard.services.tests import build
from courtyard.services.tests.rating import BEFORE, rated_before, remark, shown
from courtyard.trail.tests.clock import Clock
from courtyard.web.tests.browser import DESK, PHONE, Visit, faults, overflow

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]
SHOTS = os.environ.get("COURTYARD_SHOTS", "")


@pytest.mark.parametrize("js", [True, False])
def test_a_resident_rates_from_the_first_page_to_the_thanks(visit: Visit, court: Court, clock: Clock, js: bool) -> None:
    build.contract(court)
    page = visit("/", as_=court.lin, width=PHONE, large=True, js=js)
    page.get_by_role("link", name="评价物业服务").first.click()

    for field, words in zip(Field, ("很满意", "满意", "一般", "很不满意", "说不上"), strict=True):
        page.get_by_role("heading", name=str(field.label), exact=True).wait_for()
        assert overflow(page) == 0
        assert not js or faults(page) == []
        page.get_by_role("button", name=words, exact=True).click()
    page.get_by_role("button", name="退回上一步").click()
    page.get_by_role("button", name="说不上", exact=True).click()
    page.locator("textarea").fill("电梯常坏，希望修快一点。")
    page.get_by_role("button", name="下一步").click()
    page.get_by_text("发出以后不能改").wait_for()
    assert overflow(page) == 0
    assert Rated.objects.count() == 0
    page.get_by_role("button", name="发出这份评价").click()

    page.get_by_text("您家对2026年第2季度的评价收到了").wait_for()
    assert overflow(page) == 0
    one = Rating.objects.get()
    assert [getattr(one, name) for name in Field.values] == [5, 4, 3, 1, None]
    assert Remark.objects.get().words == "电梯常坏，希望修快一点。"


@pytest.mark.parametrize(("width", "language", "large"), [(PHONE, "zh-hans", True), (DESK, "en", False)])
def test_pages_are_well_made(visit: Visit, court: Court, width: int, language: str, *, large: bool) -> None:
    contract = build.contract(court)
    rated_before(court, 12, mark=4)
    for mark, count in ((5, 7), (3, 3), (2, 2), (1, 1)):
        Rating.objects.bulk_create(
            Rating(estate=court.estate, quarter=BEFORE, cleaning=mark, order=mark, facilities=mark)
            for _ in range(count)
        )
    Rating.objects.filter(quarter=BEFORE).update(green=None)
    rated_before(court, 3, quarter="2025Q4")
    first, waits = shown(court, "楼道比去年干净，保洁来得勤。"), remark(court, "北门的灯晚上不亮，走路看不清。")
    shown(
        court,
        "电梯修了三次还是坏。",
        reply="新电梯零件六月底到。",
        replied_by=court.zhu,
        replied_at=contract.drafted_at,
    )
    addresses = {
        court.lin: ["/e/plum/ratings/", "/e/plum/ratings/?quarter=2025Q4", "/e/plum/rate/", "/e/plum/rate/thanks/"],
        court.desk: [
            "/", "/e/plum/ratings/remarks/", f"/e/plum/ratings/remarks/{waits.pk}/refuse/", "/e/plum/rate/paper/",
            "/e/plum/rate/slip/",
        ],
        court.zhu: ["/e/plum/ratings/", f"/e/plum/ratings/remarks/{first.pk}/reply/"],
    }  # fmt: skip

    for person, those in addresses.items():
        page = visit("/", as_=person, width=width, language=language, large=large)
        home = page.url.rstrip("/")
        for number, address in enumerate(those):
            page.goto(home + address)
            if page.locator("details.fold").count():
                page.locator("details.fold > summary").first.click()
            if SHOTS:
                page.screenshot(path=Path(SHOTS) / f"{person.name}-{number}-{width}.png", full_page=True)
            assert (address, overflow(page), faults(page)) == (address, 0, [])
