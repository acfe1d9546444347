"""A late case climbs by itself, the joint session deals with it, and whoever asked sees each step and who holds it."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from courtyard.cases.models import Case
from courtyard.cases.tests import build as cases
from courtyard.conftest import SHANGHAI, Court
from courtyard.meetings.models import Meeting
from courtyard.people.models import Office, Person
from courtyard.people.tests import build as people
from courtyard.trail.tests.clock import Clock
from courtyard.web.tests.browser import DESK, PHONE, Visit, faults, overflow

pytestmark = pytest.mark.browser
MAIN = "main button[data-k=main]"


def well_made(page: Page) -> None:
    assert overflow(page) == 0
    assert faults(page) == []


def test_a_late_case_climbs_and_the_joint_session_deals_with_it(visit: Visit, court: Court, clock: Clock) -> None:
    con = people.person("槐聚邻", court.area, phone="13900000099", password="plum blossom 8")
    people.office(con, court.area, Office.Kind.CONVENOR)
    case = cases.triaged(court, handler=court.bai)
    page_of_case = f"/e/plum/cases/{case.number}/"

    def resident_reads(*words: str) -> None:
        page = visit(page_of_case, as_=court.lin, width=PHONE)
        for one in words:
            expect(page.locator("main")).to_contain_text(one)
        well_made(page)

    resident_reads("物业")

    # Nobody comes; the clerk takes it up, twice.
    late = case.due_at + timedelta(hours=1)
    clock.go_on_to(late)
    resident_reads("报到召集人：没有按时办好")
    page = visit("/stuck/", as_=con, width=DESK)
    expect(page.locator("main")).to_contain_text(case.number)
    well_made(page)
    clock.go_on_to(late + timedelta(days=7))
    resident_reads("报到街道：没有按时办好")
    above = visit(f"/tree/{court.subdistrict.code}/cases/", as_=court.jie, width=DESK)
    expect(above.locator("main")).to_contain_text(case.number)
    assert Case.objects.get(pk=case.pk).level == Case.Level.SUBDISTRICT

    starts_at = (clock.moment + timedelta(days=7)).astimezone(SHANGHAI).replace(hour=14, minute=0)
    _call_session(visit, con, starts_at)
    resident_reads("的联席会议")
    clock.go_on_to(starts_at + timedelta(minutes=30))
    _hold_session(visit, con, court, starts_at)

    resident_reads("报到召集人：没有按时办好", "报到街道：没有按时办好", "联席会议定了", "物业三天里换好灯。", "柏师傅")
    minutes = Meeting.objects.get()
    page = visit(f"/e/plum/meetings/{minutes.pk}/", as_=court.zhu, width=DESK)
    expect(page.locator("main")).to_contain_text("换好三楼的灯")
    well_made(page)


def _call_session(visit: Visit, con: Person, starts_at: datetime) -> None:
    """The convenor prepares the session, puts the late case on its agenda and calls it."""
    page = visit("/stuck/", as_=con, width=DESK)
    page.locator('a[href="/e/plum/meetings/plan/desk.joint_session/"]').click()
    page.locator("[name=starts_at]").fill(starts_at.strftime("%Y-%m-%dT%H:%M"))
    page.locator("[name=place]").fill("1号楼底层")
    page.locator(MAIN).click()
    page.wait_for_url("**/agenda/")
    well_made(page)
    page.locator('form[action$="/put-on/"] button').first.click()
    expect(page.locator("ol.agenda > li")).to_have_count(1)
    page.locator('form[action$="/call/"] button').click()
    page.wait_for_url(lambda url: not url.endswith("/agenda/"))
    well_made(page)


def _hold_session(visit: Visit, con: Person, court: Court, starts_at: datetime) -> None:
    """Who came, how it ended, what was promised."""
    meeting = Meeting.objects.get()
    page = visit(f"/e/plum/meetings/{meeting.pk}/", as_=con, width=DESK)
    page.locator('a[href$="/attend/"]').click()
    for person in (court.desk, court.yan, court.zhu):
        page.locator(f"[name=came_{person.pk.hex}]").check()
    well_made(page)
    page.locator(MAIN).click()
    page.wait_for_url(f"**/{meeting.pk}/")
    page.locator('a[href$="/settle/"]').click()
    page.locator("[name=outcome][value=agreed]").check(force=True)
    page.locator("[name=words]").fill("物业三天里换好灯。")
    page.locator("[name=said_wu]").fill("灯已经到货。")
    page.locator("[name=what_1]").fill("换好三楼的灯")
    page.locator("[name=party_1]").select_option("wu")
    page.locator("[name=day_1]").fill((starts_at + timedelta(days=3)).strftime("%Y-%m-%d"))
    well_made(page)
    page.locator(MAIN).click()
    page.wait_for_url(f"**/{meeting.pk}/")
    expect(page.locator("main")).to_contain_text("灯已经到货。")
