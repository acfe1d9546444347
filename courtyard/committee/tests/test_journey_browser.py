"""The life of an owners' committee, as its people live it: from the day it falls due to the keys it hands on."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from courtyard.assembly import actions as votes
from courtyard.assembly import upkeep
from courtyard.assembly.models import Assembly, Candidate, Freeze
from courtyard.assembly.tests import build
from courtyard.committee.actions import progress
from courtyard.committee.models import CandidateObjection, Committee, Filing, FilingPaper, Formation, Handover
from courtyard.committee.tests import electing, papers, sitting
from courtyard.committee.tests import underway as forming
from courtyard.committee.tests.test_progress import told
from courtyard.conftest import SHANGHAI, Court
from courtyard.core.rulebook import months_after
from courtyard.people.models import Office, Person
from courtyard.people.standing import forget_standing
from courtyard.trail.tests.clock import Clock
from courtyard.web.tests.browser import PHONE, Visit, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HERE = "/e/plum/committee/"
FORMATION, HANDOVERS = f"{HERE}formation/", f"{HERE}handovers/"
MAIN = "main [data-k=main]"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GROUP = forming.OWNERS
"""Three owners, who sit in the group before the first election and before the next one."""


@pytest.fixture
def alone(court: Court) -> Court:
    """Nobody holds an office of a committee in Plum Court; ten of its people own a home."""
    Office.objects.filter(kind=Office.Kind.OWNERS_COMMITTEE).delete()
    forget_standing(court.yan)
    electing.owners(court)
    sitting.owners(court, GROUP)
    return court


def test_a_committee_comes_into_office_decides_and_hands_on(visit: Visit, alone: Court, clock: Clock) -> None:
    _falls_due(visit, alone, clock)
    _gets_a_group(visit, alone, "下一步：公示小组名单")
    _group_begins(visit, alone)
    standing = forming.candidates(alone)
    vote = _candidates_are_posted(visit, alone, standing)
    _somebody_objects(visit, alone, standing[0])
    _is_elected(alone, clock, vote, standing)
    committee = _takes_office(visit, alone, clock, vote, standing)
    _is_filed(visit, alone, clock, committee)
    _decides(visit, alone, clock, committee)
    _next_one_falls_due(visit, alone, clock, committee)
    _gets_a_group(visit, alone, "下一步：公示小组名单")
    _what_is_frozen_is_seen(visit, alone)
    _hands_over(visit, alone, committee)


def reads(visit: Visit, path: str, person: Person | None, *words: str) -> Page:
    """Somebody opens a page on a phone, and reads these words on it."""
    page = visit(path, as_=person, width=PHONE)
    for one in words:
        expect(page.locator("main")).to_contain_text(one)
    assert overflow(page) == 0, path
    return page


def go_on(page: Page, button: str = MAIN) -> None:
    """Press what the page is for; it was not refused, and what comes next is not too wide either."""
    assert overflow(page) == 0, page.url
    before = page.url
    with page.expect_navigation():
        page.locator(button).first.click()
    assert page.locator(".err, [data-s=over].note").count() == 0, (before, page.locator("main").inner_text())
    assert overflow(page) == 0, page.url


def press(visit: Visit, path: str, person: Person, deed: str) -> Page:
    """A deed that is one button on a page."""
    page = visit(path, as_=person, width=PHONE)
    go_on(page, f'form[action$="/{deed}/"] button')
    return page


def _falls_due(visit: Visit, court: Court, clock: Clock) -> None:
    """More than half is handed over. The clerk finds it, and the sub-district writes the report down."""
    reads(visit, FORMATION, court.lin)
    half = told(court, delivered_cm2=5_000_000)
    progress.tell_progress(half, by=court.desk, at=clock.moment)
    clock.go_on_to(clock.moment + HOUR)
    assert Formation.objects.get().state == Formation.State.DUE

    reads(visit, FORMATION, court.lin, "第1步，共10步", "下一步：交付面积过半，报告街道")
    page = visit(f"{FORMATION}report/", as_=court.jie)
    page.locator("[name=on]").fill("2026-06-08")
    page.locator("[name=words]").fill("建设单位送来书面报告")
    go_on(page)
    reads(visit, FORMATION, court.lin, "下一步：成立筹备组", "街道")


def _gets_a_group(visit: Visit, court: Court, then: str) -> None:
    """Five: the sub-district chairs, one sits for the residents' committee, three are owners."""
    owners = list(Person.objects.filter(name__in=GROUP).order_by("name"))
    rows = [("street", court.jie.name, ""), ("residents", court.desk.name, "")]
    rows += [("owner", one.name, one.tenures.get().home.label) for one in owners]
    page = visit(f"{FORMATION}group/", as_=court.jie, width=PHONE)
    for number, (side, name, room) in enumerate(rows, start=1):
        page.locator(f"[name=side_{number}]").select_option(side)
        page.locator(f"[name=name_{number}]").fill(name)
        page.locator(f"[name=room_{number}]").fill(room)
    page.locator("[name=seats]").fill("3")
    go_on(page)
    for one in (court.jie, court.desk, *owners):
        forget_standing(one)

    reads(visit, FORMATION, court.lin, then, *(one.name for one in owners))


def _group_begins(visit: Visit, court: Court) -> None:
    """Its names are posted, everybody is trained, and an owner in it posts the roll and the draft rules."""
    press(visit, FORMATION, court.jie, "post-list")
    page = visit(f"{FORMATION}group/train/", as_=court.jie, width=PHONE)
    page.locator("[name=on]").fill("2026-06-08")
    for box in page.locator("[name^=came_]").all():
        box.check(force=True)
    for number, field in enumerate(page.locator("[name^=number_]").all(), start=1):
        field.fill(f"沪培2026-{number}")
    go_on(page)
    reads(visit, FORMATION, court.lin, "下一步：公示业主名册和议事规则草案")

    page = visit(f"{FORMATION}post-documents/", as_=forming.owner_in_group(court), width=PHONE)
    page.locator("[name=words]").fill("贴在各单元门口，十五日内可提意见")
    go_on(page)
    reads(visit, FORMATION, court.lin, "下一步：候选人提名、审核、公示", "贴在各单元门口，十五日内可提意见")


def _candidates_are_posted(visit: Visit, court: Court, standing: Sequence[Person]) -> Assembly:
    vote, motion = forming.called(court)
    forming.stands(court, motion, *standing)
    page = visit(f"{FORMATION}post-candidates/", as_=forming.owner_in_group(court), width=PHONE)
    page.locator(f"[name=assembly][value='{vote.pk}']").check(force=True)
    go_on(page)
    reads(visit, f"{FORMATION}objections/", court.lin, *(one.name for one in standing), "没有人提出异议。")
    return vote


def _somebody_objects(visit: Visit, court: Court, against: Person) -> None:
    """Lin objects; the group answers; the candidate stays, and nobody reads who objected."""
    candidate = Candidate.objects.get(person=against)
    page = visit(f"{FORMATION}candidates/{candidate.pk}/object/", as_=court.lin, width=PHONE)
    page.locator("[name=words]").fill("他在物业公司任职")
    go_on(page)
    reads(visit, f"{FORMATION}objections/", court.lin, "他在物业公司任职", "待答复")

    said = CandidateObjection.objects.get()
    page = visit(f"{FORMATION}objections/{said.pk}/answer/", as_=forming.owner_in_group(court), width=PHONE)
    page.locator("[name=upheld][value=no]").check(force=True)
    page.locator("[name=words]").fill("查过，他两年前离职了")
    go_on(page)

    page = reads(visit, f"{FORMATION}objections/", court.mei, "查过，他两年前离职了", "已答复")
    expect(page.locator("main")).not_to_contain_text(court.lin.name)


def _is_elected(court: Court, clock: Clock, vote: Assembly, standing: Sequence[Person]) -> None:
    """The vote itself is walked through its own pages elsewhere; here everybody votes for all three."""
    motion = vote.motions.get()
    votes.order_candidates(motion.pk, by=court.jie, at=clock.moment)
    votes.report(vote.pk, by=court.jie, at=clock.moment)
    clock.go_on_to(build.NOTICED)
    votes.give_notice(vote.pk, by=court.jie, at=clock.moment)
    for person, role in ((court.desk, "teller"), (court.reg, "scrutineer")):
        votes.name_official(vote.pk, person=person, role=role, by=court.jie, at=clock.moment)
    clock.go_on_to(build.DURING)
    for person in (court.lin, court.mei, court.yan, court.desk, *standing):
        votes.cast(build.head_of(vote, person).pk, {str(motion.pk): [1, 2, 3]}, by=person, at=clock.moment)
    clock.go_on_to(build.AFTER)
    votes.count(vote.pk, by=court.desk, at=clock.moment)
    votes.check_count(vote.pk, by=court.reg, at=clock.moment)
    vote.refresh_from_db()
    with upkeep.bundled(vote, clock.moment) as (public, full):
        votes.certify(vote.pk, bundle=public, full=full, by=court.jie, at=clock.moment)
    clock.go_on_to(clock.moment + HOUR)


def _takes_office(
    visit: Visit, court: Court, clock: Clock, vote: Assembly, standing: Sequence[Person]
) -> Committee:  # fmt: skip
    """The names are posted while owners may object to the result; then it sits, meets, and chooses its chair."""
    names = [one.name for one in standing]
    press(visit, FORMATION, court.jie, "post-names")
    reads(visit, FORMATION, court.lin, "下一步：业委会第一次会议，推选主任")
    reads(visit, HERE, court.lin, "已选出第1届业委会", *names)
    vote.refresh_from_db()
    clock.go_on_to(electing.until(vote))
    committee = Committee.objects.get()
    assert committee.state == Committee.State.IN_OFFICE
    for one in standing:
        forget_standing(one)

    clock.go_on_to(clock.moment + DAY)
    sitting.held_meeting(committee, court, clock.moment - 2 * HOUR)
    chair, vice, _ = sitting.sitting(committee)
    page = visit(f"{HERE}members/choose-posts/", as_=chair.person, width=PHONE)
    page.locator(f"[name=chair][value='{chair.pk}']").check(force=True)
    page.locator(f"[name=vices][value='{vice.pk}']").check(force=True)
    go_on(page)
    reads(visit, HERE, court.lin, "第1届业委会", "主任", *names)
    return committee


def _is_filed(visit: Visit, court: Court, clock: Clock, committee: Committee) -> None:
    """Six papers go to the sub-district, which files them; with that the formation is done."""
    chair = sitting.sitting(committee)[0].person
    filing = committee.filings.get()
    for kind in FilingPaper.SIX:
        papers.add(filing, kind, chair, at=clock.moment)
    page = f"{HERE}filings/{filing.pk}/"
    press(visit, page, chair, "send")
    accepting = visit(f"{page}accept/", as_=court.jie, width=PHONE)
    accepting.locator("[name=receipt]").fill("梅备〔2026〕7号")
    go_on(accepting)

    filing.refresh_from_db()
    assert filing.state == Filing.State.ACCEPTED
    assert Formation.objects.get().state == Formation.State.DONE
    reads(visit, page, court.lin, "梅备〔2026〕7号")
    reads(visit, HERE, None, "第1届业委会", "在房管部门备案")


def _decides(visit: Visit, court: Court, clock: Clock, committee: Committee) -> None:
    """All three signed at a meeting; the chair posts what was decided, and every neighbour reads it."""
    clock.go_on_to(clock.moment + DAY)
    one = sitting.decided(
        committee, court, on=clock.moment.date(), meeting=sitting.held_meeting(committee, court, clock.moment - HOUR),
        put_at=clock.moment - HOUR,
    )  # fmt: skip
    page = f"{HERE}resolutions/{one.pk}/"
    press(visit, page, sitting.sitting(committee)[0].person, "post")
    reads(visit, page, court.mei, "换大门门禁", "换两台门禁机，1.2万元。")
    reads(visit, HERE, court.mei, "换大门门禁", "正常履职")


def _next_one_falls_due(visit: Visit, court: Court, clock: Clock, committee: Committee) -> None:
    """Six months before its end the clerk begins the re-election; five months before it the committee reports."""
    alarm = months_after(committee.ends_on, -5) - 5 * DAY
    clock.go_on_to(datetime(alarm.year, alarm.month, alarm.day, 9, tzinfo=SHANGHAI))
    one = Formation.objects.get(state__in=Formation.RUNNING)
    assert (one.kind, one.state) == (Formation.Kind.REELECTION, Formation.State.DUE)
    page = reads(visit, HERE, court.lin, "现在在这里")
    expect(page.locator(".term [aria-current=step]")).to_contain_text("报告街道")
    reads(visit, FORMATION, court.lin, "下一步：任期将满，报告街道")

    page = visit(f"{FORMATION}report/", as_=sitting.sitting(committee)[0].person, width=PHONE)
    page.locator("[name=on]").fill(alarm.isoformat())
    page.locator("[name=words]").fill("业委会报告任期将满")
    go_on(page)
    reads(visit, FORMATION, court.lin, "下一步：成立换届改选小组")


def _what_is_frozen_is_seen(visit: Visit, court: Court) -> None:
    assert Freeze.objects.get().until is None
    page = reads(visit, HERE, court.lin, "不能换物业、不能调物业费、不能动大修")
    expect(page.locator(".term .frozen[aria-current=step]")).to_contain_text("换届改选小组成立，冻结")


def _hands_over(visit: Visit, court: Court, committee: Committee) -> None:
    """The list began with the group. The chair hands the first thing over, the sub-district receives it."""
    one = Handover.objects.get(kind=Handover.Kind.TO_OFFICE)
    things = one.items.count()
    chair, page = sitting.sitting(committee)[0].person, f"{HANDOVERS}{one.pk}/"
    reads(visit, page, chair, f"共{things}项，收到0项")
    press(visit, page, chair, "hand-over")
    reads(visit, page, court.jie, "已交出，等接收", chair.name)
    press(visit, page, court.jie, "receive")

    reads(visit, page, chair, f"共{things}项，收到1项", "已收到", court.jie.name)
    reads(visit, HANDOVERS, court.lin, f"共{things}项，收到1项")
