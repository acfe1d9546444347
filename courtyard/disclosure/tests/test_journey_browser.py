"""A roof is mended with the owners' money, as its people live it: from the plan to the answer an owner is given."""

from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload, Page, expect

from courtyard.assembly import actions as votes
from courtyard.assembly.models import Assembly, Decision
from courtyard.assembly.tests import build
from courtyard.cases.tests.build import photograph
from courtyard.conftest import SHANGHAI, Court
from courtyard.disclosure.models import Publication, Question
from courtyard.money.models import BankLine, Draw, Entry, Spending, Voucher
from courtyard.money.tests import spend
from courtyard.money.tests.banking import HEAD, account
from courtyard.people.models import Person, Tenure
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.trail.tests.clock import Clock
from courtyard.web.tests.browser import PHONE, Visit, faults, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOUR = timedelta(hours=1)
ROOF, COMPANY = "1号楼屋面维修", "青瓦防水工程有限公司"
COST, COST_YUAN = 40_000_00, "40,000.00"
MAIN = "main [data-k=main]"
STEPS = ("已提出", "2份报价", "使用依据", "第一个签字", "第二个签字", "已付", "已验收", "已公布")
LEDGER, SPENDINGS, WALL, BANK = "/e/plum/money/", "/e/plum/spendings/", "/e/plum/wall/", "/e/plum/money/bank/"


@pytest.fixture
def fund(court: Court) -> spend.Fund:
    """Nine owners of whom five sit in the committee, books with a fund of the first house, its account at a bank."""
    Tenure.objects.filter(person=court.mei).update(kind=Tenure.Kind.OWNER, votes=True)
    people.tenure(court.desk, court.building.homes.get(name="103"))
    there = spend.fund(court)
    account(court, "fund_bank", fund="maintenance", opening_fen=4 * spend.HAS_FEN)
    for person in (court.mei, court.desk, court.yan):
        forget_standing(person)
    return there


def test_a_roof_is_mended_and_an_owner_is_answered(visit: Visit, court: Court, fund: spend.Fund, clock: Clock) -> None:
    clock.go_on_to(clock.moment + HOUR)
    one = _is_planned(visit, court)
    _gets_quotes(visit, court, one)
    decision = _is_decided(visit, court, fund, clock)
    _rests_on_it(visit, court, one)
    _is_signed_by_two(visit, court, fund, one)
    _is_to_be_paid(visit, court, fund, one)
    _is_found_in_the_bank_file(visit, court, clock)
    _is_accepted_and_published(visit, court, fund, one)
    told = _hangs_on_the_wall(visit, court, one)
    _an_owner_asks_and_is_answered(visit, court, told)

    _everything_is_reached_from_the_ledger(visit, decision)
    _everything_is_reached_from_the_decision(visit, decision)
    assert Entry.objects.get(kind=Entry.Kind.SPENDING).fen == COST


def well_made(page: Page) -> None:
    assert (faults(page), overflow(page)) == ([], 0), page.url


def opens(visit: Visit, path: str, person: Person | None) -> Page:
    page = visit(path, as_=person, width=PHONE)
    assert overflow(page) == 0, path
    return page


def press(page: Page, button: str = MAIN) -> None:
    """Press what the page is for; nothing was refused, and what comes next is not too wide either."""
    before = page.url
    with page.expect_navigation():
        page.locator(button).first.click()
    assert page.locator(".err, [data-s=over].note").count() == 0, (before, page.locator("main").inner_text())
    assert overflow(page) == 0, page.url


def follow(page: Page, end: str) -> None:
    """A link by where it leads."""
    with page.expect_navigation():
        page.locator(f'main a[href$="{end}"]').first.click()
    assert overflow(page) == 0, page.url


def reads(page: Page, *words: str) -> Page:
    for one in words:
        expect(page.locator("main")).to_contain_text(one)
    return page


def here(one: Spending) -> str:
    return f"{SPENDINGS}{one.pk}/"


def _is_planned(visit: Visit, court: Court) -> Spending:
    """From the public books to the form: the chair writes the plan down, and everybody reads it."""
    page = opens(visit, LEDGER, court.yan)
    follow(page, SPENDINGS)
    well_made(page)
    press(page)
    well_made(page)
    page.locator("[name=what]").fill(ROOF)
    page.locator("[name=why]").fill("顶楼三户漏水，去年补过两次。")
    page.locator("[name=account]").select_option("fund_repairs")
    page.locator("[name=part]").select_option(f"b-{court.building.pk}")
    page.locator("[name=fen]").fill("40000")
    press(page)
    reads(page, ROOF, "1号楼", "顶楼三户漏水")
    well_made(page)
    return Spending.objects.get()


def _gets_quotes(visit: Visit, court: Court, one: Spending) -> None:
    for company, yuan in ((COMPANY, "40000"), ("江南防水", "46500")):
        page = opens(visit, here(one), court.yan)
        follow(page, "/quote/")
        page.locator("[name=company]").fill(company)
        page.locator("[name=fen]").fill(yuan)
        press(page)
        reads(page, company)


def _is_decided(visit: Visit, court: Court, fund: spend.Fund, clock: Clock) -> Decision:
    """Two vote on their phones, five in other ways. How a vote is called and counted is walked elsewhere."""
    vote = votes.draft(build.plan(court), by=court.yan, at=clock.moment)
    build.motion(court, vote, "fund-use", ROOF, cost_fen=50_000_00)
    votes.report(vote.pk, by=court.yan, at=clock.moment)
    clock.go_on_to(build.NOTICED)
    votes.give_notice(vote.pk, by=court.yan, at=clock.moment)
    for person, role in ((court.desk, "teller"), (court.reg, "scrutineer")):
        votes.name_official(vote.pk, person=person, role=role, by=court.yan, at=clock.moment)
    clock.go_on_to(build.DURING)
    for person in (court.lin, court.mei):
        _votes_on_the_phone(visit, vote, person)
    for person in (court.desk, court.yan, fund.qin, fund.jiang, fund.tang):
        build.cast(vote, person)
    clock.go_on_to(build.AFTER)
    votes.count(vote.pk, by=court.desk, at=clock.moment)
    votes.check_count(vote.pk, by=court.reg, at=clock.moment)
    vote.refresh_from_db()
    vote = votes.certify(
        vote.pk, bundle=build.kept(court, b"public", "zip"), full=build.kept(court, b"full", "zip"), by=court.yan,
        at=clock.moment,
    )  # fmt: skip
    assert vote.objections_until is not None
    clock.go_on_to(vote.objections_until + HOUR)
    decision = Decision.objects.get()
    assert decision.carried
    return decision


def _votes_on_the_phone(visit: Visit, vote: Assembly, person: Person) -> None:
    page = opens(visit, f"/e/plum/assemblies/{vote.pk}/vote/", person)
    reads(page, ROOF)
    page.locator("[name=motion_1][value=for]").check(force=True)
    press(page)
    page.locator("[data-fills]").click()
    press(page)
    expect(page.locator(".receipt")).to_be_visible()


def _rests_on_it(visit: Visit, court: Court, one: Spending) -> None:
    page = opens(visit, here(one), court.yan)
    follow(page, "/authorise/")
    page.locator("[name=ground]").first.check(force=True)
    page.locator("[name=quote]").first.check(force=True)
    well_made(page)
    press(page)
    reads(page, "等两人签字", COMPANY, ROOF)


def _is_signed_by_two(visit: Visit, court: Court, fund: spend.Fund, one: Spending) -> None:
    """Whoever planned it is not asked; one who signed and presses again in another window is told why that is none."""
    expect(opens(visit, here(one), court.yan).locator("main")).not_to_contain_text("签字同意")
    first, again = (opens(visit, here(one), fund.qin) for _window in range(2))
    well_made(first)
    press(first, 'form[action$="/approve/"] button')
    reads(first, "第二个签字")

    with again.expect_navigation():
        again.locator('form[action$="/approve/"] button').click()
    reads(again, "您已经签过")
    well_made(again)
    one.refresh_from_db()
    assert (one.state, one.second_by) == (Spending.State.AUTHORISED, None)

    second = opens(visit, here(one), fund.jiang)
    press(second, 'form[action$="/approve/"] button')
    reads(second, "两人已签字")


def _is_to_be_paid(visit: Visit, court: Court, fund: spend.Fund, one: Spending) -> None:
    """A member enters the price review, so that all of it may be drawn; the page says what to write at the bank."""
    page = opens(visit, here(one), fund.qin)
    follow(page, "/review/")
    page.locator("[name=fen]").fill("40000")
    press(page)
    page = opens(visit, here(one), court.yan)
    follow(page, "/draw/")
    page.locator("[name=fen]").fill("40000")
    page.locator("[name=payee]").fill(COMPANY)
    press(page)
    reads(page, Draw.objects.get().reference)
    well_made(page)


def _is_found_in_the_bank_file(visit: Visit, court: Court, clock: Clock) -> None:
    """From the books to the bank: the file is looked at, imported, and the one sure line is confirmed."""
    page = opens(visit, LEDGER, court.yan)
    follow(page, BANK)
    well_made(page)
    page.locator(f"main a[href^='{BANK}']").first.click()
    page.get_by_role("link", name="导入银行流水").click()
    page.locator("[name=file]").set_input_files(_statement(clock))
    press(page)
    reads(page, COMPANY)
    well_made(page)
    press(page, "main button[value=import]")
    reads(page, COMPANY)
    follow(page, "/match/")
    reads(page, Draw.objects.get().reference)
    well_made(page)
    press(page)
    reads(page, "对上了")
    assert BankLine.objects.get().open_fen == 0


def _statement(clock: Clock) -> FilePayload:
    day, code = clock.moment.astimezone(SHANGHAI).date(), Draw.objects.get().reference
    row = f"{day.isoformat()},,40000.00,360000.00,{COMPANY},屋面维修工程款 {code},C0001\n"
    return FilePayload(name="七月.csv", mimeType="text/csv", buffer=(HEAD + row).encode("gb18030"))


def _is_accepted_and_published(visit: Visit, court: Court, fund: spend.Fund, one: Spending) -> None:
    """A member looks at the work; the invoice is covered where it names people; then everybody reads it."""
    page = opens(visit, here(one), fund.qin)
    reads(page, COST_YUAN)
    follow(page, "/accept/")
    page.locator("textarea").fill("两场大雨后没有再漏。")
    press(page)

    page = opens(visit, here(one), court.yan)
    follow(page, "/papers/add/")
    page.locator("[name=kind][value=invoice]").check(force=True)
    page.locator("[name=name]").fill("发票")
    photo = FilePayload(name="发票.jpg", mimeType="image/jpeg", buffer=photograph().getvalue())
    page.locator("[name=file]").set_input_files(photo)
    press(page)
    for spot in ((10, 10), (60, 60)):
        with page.expect_navigation():
            page.locator("input[type=image]").click(position={"x": spot[0], "y": spot[1]})
    well_made(page)
    page.locator("[name=confirmed]").check(force=True)
    press(page, "main button[name=show]")
    press(page, 'form[action$="/publish/"] button')
    reads(page, "已公布", "发票")
    well_made(page)


def _hangs_on_the_wall(visit: Visit, court: Court, one: Spending) -> Publication:
    """The committee owes it; the figures come from the books, are looked at, and put up."""
    page = opens(visit, here(one), court.yan)
    follow(page, f"D23b%3A{one.pk.hex}")
    well_made(page)
    press(page)
    reads(page, COST_YUAN, "两场大雨后没有再漏。")
    page.locator("[name=without_personal_data]").check(force=True)
    well_made(page)
    press(page)
    reads(page, COMPANY)
    well_made(page)
    well_made(reads(opens(visit, WALL, None), ROOF))
    return Publication.objects.get()


def _an_owner_asks_and_is_answered(visit: Visit, court: Court, told: Publication) -> None:
    """Lin asks about a line, the residents' committee sees that it names nobody, the committee answers everybody."""
    page = opens(visit, WALL, court.lin)
    follow(page, f"/wall/{told.pk}/")
    page.locator("tr", has_text=COMPANY).last.get_by_role("link").click()
    page.locator("[name=words]").fill("这笔钱一次付清了，质保金留了吗？")
    well_made(page)
    press(page)
    reads(page, "质保金留了吗")

    page = opens(visit, "/", court.desk)
    follow(page, "/wall/questions/")
    well_made(page)
    press(page, 'form[action$="/show/"] button')
    question = Question.objects.get()
    page = opens(visit, "/", court.yan)
    follow(page, f"/wall/questions/{question.pk}/answer/")
    page.locator("[name=words]").fill("审价后付清，合同里有两年保修。")
    well_made(page)
    press(page)
    for reader in (court.mei, None):
        page = reads(opens(visit, f"{WALL}{told.pk}/", reader), "质保金留了吗", "合同里有两年保修")
        expect(page.locator("main")).not_to_contain_text(court.lin.name)
    well_made(page)


def _everything_is_reached_from_the_ledger(visit: Visit, decision: Decision) -> None:
    """A stranger walks from the entry to what stands behind it, and on to the answer."""
    entry = Entry.objects.get(kind=Entry.Kind.SPENDING)
    page = opens(visit, LEDGER, None)
    well_made(page)
    follow(page, f"/entries/{entry.pk}/")
    well_made(reads(page, COST_YUAN))
    assert leads(page, _decided(decision), _paper())
    follow(page, here(Spending.objects.get()))
    _to_the_answer(page, decision)


def _everything_is_reached_from_the_decision(visit: Visit, decision: Decision) -> None:
    page = opens(visit, "/e/plum/decisions/", None)
    follow(page, _decided(decision))
    well_made(reads(page, ROOF))
    assert leads(page, f"/assemblies/{decision.motion.assembly_id}/result/")
    follow(page, here(Spending.objects.get()))
    _to_the_answer(page, decision)


def _to_the_answer(page: Page, decision: Decision) -> None:
    """On the spending's page: plan, quotes, decision, both signatures, payment, acceptance, papers; then the wall."""
    told, entry = Publication.objects.get(), Entry.objects.get(kind=Entry.Kind.SPENDING)
    well_made(reads(page, *STEPS, COMPANY, "江南防水", "顶楼三户漏水", "两场大雨后没有再漏"))
    assert leads(page, _decided(decision), _paper(), f"/entries/{entry.pk}/")
    follow(page, f"/wall/{told.pk}/")
    reads(page, "质保金留了吗", "合同里有两年保修")
    assert leads(page, here(Spending.objects.get()), WALL)


def leads(page: Page, *ends: str) -> bool:
    """Whether there is a link to each of these."""
    missing = [one for one in ends if not page.locator(f'main a[href$="{one}"]').count()]
    assert missing == [], page.url
    return True


def _decided(decision: Decision) -> str:
    return f"/decisions/{decision.year}/{decision.number}/"


def _paper() -> str:
    return f"/papers/{Voucher.objects.get().pk}/"
