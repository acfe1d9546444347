"""Quality for the price, as its people live it: from a quarter's rounds, works, cases and ratings to a new contract."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import pytest
from playwright.sync_api import Page, expect

from courtyard.assembly import actions as votes
from courtyard.assembly.models import Assembly, Attachment, Decision
from courtyard.assembly.tests import build
from courtyard.cases.models import Case
from courtyard.conftest import SHANGHAI, Court
from courtyard.people.models import Person, Tenure
from courtyard.people.tests import build as people
from courtyard.places.tests import build as places
from courtyard.services.actions.proofs import prove_turn
from courtyard.services.actions.ratings import rate
from courtyard.services.models import Contract, QualityFigure, Rating, Turn
from courtyard.services.tests import build as services
from courtyard.services.tests.contracting import company, decided, signed
from courtyard.services.tests.planning import done
from courtyard.services.tests.rating import answer, home_of
from courtyard.services.tests.walking import finished
from courtyard.trail.tests.clock import Clock
from courtyard.web.tests.browser import PHONE, Visit, faults, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HERE = "/e/plum/"
CONTRACTS, QUALITY, ROUNDS, VOTES, WORKS = (
    f"{HERE}{page}/" for page in ("contracts", "quality", "rounds", "assemblies", "works")
)
BEGAN, ENDS = date(2026, 1, 1), date(2026, 10, 31)
NEXT_BEGINS, NEXT_ENDS = ENDS + timedelta(days=1), date(2029, 10, 31)
TITLE = "续聘青禾物业，合同三年"
DAY = timedelta(days=1)
HOURLY = "%Y-%m-%dT%H:%M"
IDLE = "#status[data-net=done][data-waits='0']"
STAYS = "#status[data-stays]"
PATIENCE_MS = 60_000


@pytest.fixture
def neighbours(court: Court) -> list[Person]:
    """Sixteen homes, each with an owner: four in building 1, twelve in building 2."""
    homes = list(court.building.homes.order_by("name"))
    Tenure.objects.filter(person=court.mei).update(kind=Tenure.Kind.OWNER, votes=True)
    people.tenure(court.desk, homes[2])
    people.tenure(court.yan, homes[3])
    persons = []
    for number, home in enumerate(places.building(court.estate, "2号楼", homes=12).homes.order_by("name")):
        persons.append(people.person(f"二楼业主{number}", court.estate.node))
        people.tenure(persons[-1], home)
    return persons


def test_what_service_was_worth_goes_with_the_question_whether_to_keep_it(
    visit: Visit, court: Court, neighbours: list[Person], clock: Clock
) -> None:
    before = _is_served(court)
    _is_inspected(visit, court)
    _works_are_shown(visit, court, clock)
    _asks_for_something(visit, court)
    _is_rated(visit, court, neighbours, clock)
    milli = _figures_are_shown(visit, clock)
    _plan_is_posted(visit, court, before)
    vote = _is_put_to_the_owners(visit, court, clock)
    _is_decided(visit, court, neighbours, clock, vote, milli)
    after = _next_contract(visit, court, clock, Decision.objects.get(motion__assembly=vote))
    _the_one_ends_and_the_other_begins(visit, clock, before, after)


def at_nine(day: date) -> datetime:
    return datetime.combine(day, time(9), SHANGHAI)


def well_made(page: Page) -> None:
    assert (faults(page), overflow(page)) == ([], 0), page.url


def reads(visit: Visit, path: str, person: Person | None, *words: str) -> Page:
    """Somebody opens a page on a phone, and reads these words on it."""
    page = visit(path, as_=person, width=PHONE)
    for one in words:
        expect(page.locator("main")).to_contain_text(one)
    assert overflow(page) == 0, path
    return page


def follow(page: Page, words: str) -> None:
    page.locator("main").get_by_role("link", name=words).first.click()


def press(page: Page, words: str) -> None:
    """A button that sends something; it was not refused, and what comes next is not too wide."""
    before = page.url
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=words, exact=True).first.click()
    assert page.locator(".err, [data-s=over].note").count() == 0, (before, page.locator("main").inner_text())
    assert overflow(page) == 0, page.url


def _is_served(court: Court) -> Contract:
    """Under a contract that the owners decided, until the end of October."""
    services.catalogue(court)
    hired = decided(court, "选聘青禾物业")
    return signed(court, company(court), hired, starts_on=BEGAN, ends_on=ENDS)


def _is_inspected(visit: Visit, court: Court) -> None:
    """The committee walks through ten items on a phone; somebody went twice before."""
    for _ in range(2):
        finished(court, fails=0)
    page = reads(visit, ROUNDS, court.yan, "合格10项，不合格0项")
    follow(page, "开始巡查")
    press(page, "开始这次巡查")
    page.wait_for_selector(STAYS, state="attached", timeout=PATIENCE_MS)
    for number in range(1, 11):
        expect(page.locator("#cells li").nth(number - 1)).to_have_attribute("aria-current", "step")
        page.locator("#found").get_by_text("不合格" if number == 3 else "合格", exact=True).click()
        if number == 3:
            page.get_by_label("哪里不对").fill("箱门前放了鞋柜，只能开一半。")
        page.locator("#keep").click()
        expect(page.locator("#rows li")).to_have_count(number)
    page.wait_for_selector(IDLE, state="attached", timeout=PATIENCE_MS)
    well_made(page)
    page.get_by_role("button", name="查完，公布结果").click()
    page.wait_for_url(re.compile(r"/rounds/[0-9a-f-]{36}/$"))
    expect(page.locator("main")).to_contain_text("箱门前放了鞋柜，只能开一半。")
    well_made(page)


def _works_are_shown(visit: Visit, court: Court, clock: Clock) -> None:
    """The company plans that the lifts are maintained, and shows of the first turn that they were."""
    page = reads(visit, WORKS, court.zhu, "定期作业")
    follow(page, "安排一项作业")
    follow(page, "电梯")
    press(page, "就这样安排")
    follow(page, "交凭据")
    page.get_by_label("做了什么，哪家单位做的？").fill("维保单位来了两人，三部电梯逐项打勾。")
    press(page, "告诉大家做好了")
    first, second = Turn.objects.order_by("number")[:2]
    well_made(reads(visit, f"{WORKS}{first.work_id}/", None, "三部电梯逐项打勾"))

    clock.go_on_to(at_nine(second.due_on))
    prove_turn(second.pk, done(done_on=second.due_on), by=court.zhu, at=clock.moment)


def _asks_for_something(visit: Visit, court: Court) -> None:
    """Lin has a lamp repaired: filed, taken, put right, confirmed."""
    page = visit("/", as_=court.lin, width=PHONE)
    page.locator(f'main a[href="{HERE}cases/new/"]').click()
    page.locator("[name=words]").fill("三楼楼道灯不亮，晚上看不清台阶。")
    page.locator("[name=category][value=power]").check()
    page.locator("[name=place]").select_option(f"building:{court.building.pk}")
    page.locator("main button[data-k=main]").click()
    page.wait_for_url("**/cases/*-*/")
    case = f"{HERE}cases/{Case.objects.get().number}/"
    page = visit(f"{case}triage/", as_=court.desk, width=PHONE)
    page.locator("[name=party][value=wu]").check(force=True)
    page.locator("[name=handler]").select_option(str(court.bai.pk))
    page.locator("[name=words]").fill("今天下午来看。")
    page.locator("main button[data-k=main]").click()
    page = visit(case, as_=court.bai, width=PHONE)
    form = page.locator('form[action$="/resolve/"]')
    form.locator("[name=words]").fill("换了声控灯，试了三次都亮。")
    form.locator("button[data-k=main]").click()
    expect(form).to_have_count(0)
    page = reads(visit, case, court.lin, "换了声控灯，试了三次都亮。")
    page.locator("[name=rating][value='4']").check(force=True)
    page.locator("form:has([name=rating]) button[data-k=main]").click()
    expect(page.locator("form:has([name=rating])")).to_have_count(0)


def _is_rated(visit: Visit, court: Court, neighbours: Sequence[Person], clock: Clock) -> None:
    """Lin rates in a minute; eleven other homes do, too."""
    page = visit("/", as_=court.lin, width=PHONE)
    follow(page, "评价物业服务")
    for words in ("很满意", "满意", "满意", "说不上", "很满意"):
        page.get_by_role("button", name=words, exact=True).click()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="发出这份评价").click()
    page.get_by_text("您家对2026年第2季度的评价收到了").wait_for()
    well_made(page)

    for person in neighbours[:11]:
        rate(answer(home_of(person)), by=person, at=clock.moment)
    assert Rating.objects.count() == 12


def _figures_are_shown(visit: Visit, clock: Clock) -> int:
    """Nobody reads a figure before everybody could rate; then everybody does."""
    page = reads(visit, QUALITY, None, "花的钱，值不值")
    expect(page.locator("main")).not_to_contain_text("2026年第2季度")
    clock.go_on_to(at_nine(date(2026, 7, 17)))
    whole = QualityFigure.objects.get(quarter="2026Q2", field="")
    assert whole.enough

    page = visit(HERE, width=PHONE)
    follow(page, "花的钱，值不值")
    for words in ("2026年第2季度", f"{whole.milli / 10}", "1.85", "查了6项", "该做2次", "1户提过", "16户里有12户评了"):
        expect(page.locator("main")).to_contain_text(words)
    well_made(page)
    return int(whole.milli)


def _plan_is_posted(visit: Visit, court: Court, before: Contract) -> None:
    """Ninety days before the contract ends everybody reads how the next one is chosen."""
    page = reads(visit, f"{CONTRACTS}{before.pk}/", court.yan, "10月31日")
    follow(page, "张贴下一期选聘方案")
    page.get_by_label("下一家物业怎么选？").fill("质价对比先贴出来，八月由业主表决是否续聘。")
    press(page, "张贴方案")
    reads(visit, f"{CONTRACTS}{before.pk}/", court.lin, "看方案")


def _is_put_to_the_owners(visit: Visit, court: Court, clock: Clock) -> Assembly:
    """The committee writes the motion, adds what service was worth, reports it, and gives notice."""
    opens = clock.moment + 30 * DAY
    page = reads(visit, VOTES, court.yan, "议事")
    follow(page, "准备一次表决")
    for name, moment in (("opens_at", opens), ("closes_at", opens + 10 * DAY)):
        page.locator(f"[name={name}]").fill(moment.astimezone(SHANGHAI).strftime(HOURLY))
    press(page, "下一步，写表决事项")
    follow(page, "写第一项")
    page.locator("[name=matter]").select_option("company")
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=decides]").fill("从11月1日起续聘三年，物业费每平方米1.85元不变。")
    press(page, "保存这个事项")
    well_made(page)
    press(page, "附上质价对比")
    expect(page.locator("main")).to_contain_text("附件里已有质价对比")
    expect(page.locator("main")).to_contain_text("质价对比 2026Q2.pdf")
    well_made(page)
    press(page, "重大事项先报告召集人")
    one = Assembly.objects.get(motions__title=TITLE)
    for person, role in ((court.desk, "teller"), (court.reg, "scrutineer")):
        votes.name_official(one.pk, person=person, role=role, by=court.yan, at=clock.moment)
    clock.go_on_to(clock.moment + 10 * DAY)
    page = visit(f"{VOTES}{one.pk}/", as_=court.yan, width=PHONE)
    follow(page, "核对一遍，发通知")
    press(page, "发出通知，不再改动")
    one.refresh_from_db()
    assert (one.state, one.heads) == (Assembly.State.FROZEN, 16)
    return one


def _is_decided(
    visit: Visit, court: Court, neighbours: Sequence[Person], clock: Clock, vote: Assembly, milli: int
) -> None:  # fmt: skip
    """Lin reads what service was worth and votes; ten others do; it is counted, published, and comes into force."""
    page = reads(visit, f"{VOTES}{vote.pk}/", court.lin, TITLE, "质价对比 2026Q2.pdf")
    paper = Attachment.objects.get()
    address = page.get_by_role("link", name="质价对比").get_attribute("href") or ""
    got = page.request.get(page.url.split(HERE)[0] + address)
    assert (got.status, got.body()[:5], len(got.body())) == (200, b"%PDF-", paper.size)

    clock.go_on_to(vote.opens_at + DAY)
    page = reads(visit, f"{VOTES}{vote.pk}/", court.lin)
    follow(page, "去投票")
    page.locator("[name=motion_1][value=for]").check(force=True)
    well_made(page)
    press(page, "下一步，核对一遍")
    page.locator("[data-fills]").click()
    press(page, "确认投票")
    for person in neighbours[:10]:
        answers = build.choices(vote, "for" if person != neighbours[0] else "against")
        votes.cast(build.head_of(vote, person).pk, answers, by=person, at=clock.moment)
    clock.go_on_to(vote.closes_at + timedelta(minutes=1))
    for person, words in ((court.desk, "开箱计票"), (court.reg, "重新计算一遍")):
        press(visit(f"{VOTES}{vote.pk}/counting/", as_=person, width=PHONE), words)
    page = visit(f"{VOTES}{vote.pk}/counting/", as_=court.yan, width=PHONE)
    page.locator("main [data-k=main]").first.click()
    press(page, "公布结果")
    vote.refresh_from_db()
    assert vote.objections_until is not None
    clock.go_on_to(vote.objections_until + timedelta(minutes=1))

    page = reads(visit, f"{HERE}decisions/", None, TITLE, "通过")
    follow(page, TITLE)
    expect(page.locator("main")).to_contain_text("从11月1日起续聘三年")
    well_made(page)


def _next_contract(visit: Visit, court: Court, clock: Clock, decision: Decision) -> Contract:
    """Drafted by the committee, signed on the owners' decision, filed by the company."""
    page = reads(visit, CONTRACTS, court.yan, "现在的合同")
    follow(page, "起草合同")
    page.get_by_label("是哪家物业？").select_option(label="青禾物业")
    page.get_by_label("业主选聘的合同").check()
    page.get_by_label("从哪天开始？").fill(str(NEXT_BEGINS))
    page.get_by_label("最后一天").fill(str(NEXT_ENDS))
    page.get_by_label("住宅").fill("1.85")
    page.get_by_label("酬金制").check()
    page.get_by_label("提取比例是百分之几？").fill("8")
    for field in ("综合管理", "清洁卫生", "秩序维护", "绿化养护", "设施设备"):
        page.get_by_label(field).select_option(label="2级")
    press(page, "保存草稿")
    follow(page, "双方已签字")
    page.get_by_label("以业主的哪个决定为依据？").select_option(str(decision.pk))
    well_made(page)
    press(page, "登记签订")
    one = Contract.objects.get(decision=decision)
    clock.go_on_to(clock.moment + 3 * DAY)
    page = reads(visit, f"{CONTRACTS}{one.pk}/", court.zhu, "已签订，还没有开始", TITLE)
    follow(page, "已经备案")
    press(page, "登记备案")
    well_made(page)
    return one


def _the_one_ends_and_the_other_begins(visit: Visit, clock: Clock, before: Contract, after: Contract) -> None:
    """On the first of November everybody finds the new contract, and the one before among the others."""
    reads(visit, CONTRACTS, None, "现在的合同", "10月31日")
    clock.go_on_to(at_nine(NEXT_BEGINS))
    before.refresh_from_db()
    after.refresh_from_db()
    assert (before.state, before.ended_on, after.state) == (Contract.State.ENDED, ENDS, Contract.State.SIGNED)

    page = reads(visit, CONTRACTS, None, "现在的合同", "以后的和以前的", "已终止")
    present = page.locator("section", has_text="现在的合同").get_by_role("link")
    expect(present).to_contain_text("2029年10月31日")
    well_made(page)
    present.click()
    for words in (TITLE, "1.85", "备案"):
        expect(page.locator("main")).to_contain_text(words)
    well_made(page)
    reads(visit, f"{CONTRACTS}{before.pk}/", None, "10月31日终止", "合同期满")
    reads(visit, f"{HERE}decisions/", None, "以业主决定为依据的合同", TITLE)
