"""From the first signature to the decision in force, as its people live it: every step is a page somebody opens."""

import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from courtyard.assembly.codes import paper_code
from courtyard.assembly.models import Assembly, Ballot, Decision, Petition
from courtyard.assembly.tests import build
from courtyard.conftest import SHANGHAI, Court
from courtyard.people.models import Person, Tenure
from courtyard.people.tests import build as people
from courtyard.places.tests import build as places
from courtyard.trail.tests.clock import Clock
from courtyard.web.tests.browser import DESK, PHONE, Visit, faults, overflow

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("owners")]
MAIN = "main [data-k=main]"
HOURLY = "%Y-%m-%dT%H:%M"


@pytest.fixture
def neighbours(court: Court) -> list[Person]:
    """Twelve more owners, in building 2."""
    homes = places.building(court.estate, "2号楼", homes=12).homes.order_by("name")
    persons = [people.person(f"二楼业主{number}", court.estate.node) for number in range(12)]
    for person, home in zip(persons, homes, strict=True):
        people.tenure(person, home, Tenure.Kind.OWNER)
    return persons


def well_made(page: Page) -> None:
    assert (faults(page), overflow(page)) == ([], 0), page.url


def go_on(page: Page) -> None:
    """The one thing that the page is for."""
    assert overflow(page) == 0, page.url
    before = page.url
    with page.expect_navigation():
        page.locator(MAIN).first.click()
    assert page.locator(".err, [data-s=over].note").count() == 0, (before, page.locator("main").inner_text())


def test_owners_ask_for_an_assembly_and_what_they_decide_comes_into_force(
    visit: Visit, court: Court, neighbours: list[Person], clock: Clock, tmp_path: Path
) -> None:
    *_, watcher, walker = neighbours
    petition = _ask(visit, court, neighbours)
    one = _call(visit, court, neighbours, petition, clock)
    _deliver(visit, court, walker, one)
    clock.go_on_to(build.DURING)
    receipts = [_vote_by_phone(visit, one, person, "for") for person in neighbours[:9]]
    receipts.append(_vote_on_paper(visit, court, (walker, watcher), one))
    receipts.append(_vote_by_proxy(visit, court, one, tmp_path))
    clock.go_on_to(build.AFTER)
    _count(visit, court, watcher, one)

    said = _recount(visit, one, tmp_path)
    assert said == "4 passed, 0 failed"
    for code in receipts:
        page = visit(f"/e/plum/assemblies/{one.pk}/receipts/", width=PHONE)
        page.locator("[name=code]").fill(code)
        go_on(page)
        expect(page.locator("main")).to_contain_text("算数")
    _object(visit, court, one)
    one.refresh_from_db()
    assert one.objections_until is not None
    clock.go_on_to(one.objections_until + timedelta(minutes=1))

    assert Decision.objects.get().motion.assembly == one
    page = visit("/e/plum/decisions/", width=PHONE)
    expect(page.locator("main")).to_contain_text("更换生活水泵")
    page.locator(".list a").first.click()
    expect(page.locator("main")).to_contain_text("通过")
    well_made(page)


def _ask(visit: Visit, court: Court, neighbours: list[Person]) -> Petition:
    """Lin begins; the fourth of sixteen owners makes it a fifth."""
    page = visit("/e/plum/petitions/begin/", as_=court.lin)
    page.locator("[name=title]").fill("更换生活水泵")
    page.locator("[name=words]").fill("三台水泵用了十八年，半夜总停水。")
    page.locator("[name=matter]").select_option("fund-use")
    go_on(page)
    petition = Petition.objects.get()
    for person in neighbours[:3]:
        assert petition.state == Petition.State.OPEN
        page = visit(f"/e/plum/petitions/{petition.pk}/", as_=person)
        go_on(page)
        expect(page.locator("main")).to_contain_text("您已经签名")
        petition.refresh_from_db()
    assert petition.state == Petition.State.REACHED
    duties = visit("/e/plum/duties/", as_=court.yan, width=DESK)
    expect(duties.locator("main")).to_contain_text("更换生活水泵")
    return petition


def _call(visit: Visit, court: Court, neighbours: list[Person], petition: Petition, clock: Clock) -> Assembly:
    """The committee prepares it, reports the major matter, hears nothing, names who counts, and gives notice."""
    *_, watcher, walker = neighbours
    page = visit(f"/e/plum/petitions/{petition.pk}/", as_=court.yan, width=DESK)
    go_on(page)
    for name, moment in (("opens_at", build.OPENS), ("closes_at", build.CLOSES)):
        page.locator(f"[name={name}]").fill(moment.astimezone(SHANGHAI).strftime(HOURLY))
    page.locator("[name=proxies_max]").fill("2")
    page.locator("[name=clause]").fill("业主大会议事规则第12条，第4页")
    go_on(page)
    one = Assembly.objects.get()
    page = visit(f"/e/plum/assemblies/{one.pk}/motions/put/", as_=court.yan, width=DESK)
    page.locator("[name=matter]").select_option("fund-use")
    page.locator("[name=title]").fill("更换生活水泵")
    page.locator("[name=decides]").fill("换三台水泵和全部立管，用维修资金。")
    page.locator("[name=cost]").fill("96000")
    page.locator("[name=bears]").fill("全体业主受益，按面积分摊。")
    go_on(page)
    page.locator('form[action$="/report/"] button').click()
    expect(page.locator("main")).to_contain_text("召集人")
    for person, role in ((court.desk, "teller"), (watcher, "scrutineer"), (walker, "canvasser")):
        page = visit(f"/e/plum/assemblies/{one.pk}/officials/", as_=court.yan, width=DESK)
        page.locator(f"[name=role][value={role}]").check(force=True)
        if person == court.desk:
            page.locator("[name=who]").select_option(str(person.pk))
        else:
            page.locator("[name=room]").fill(Tenure.objects.get(person=person).home.label)
            page.locator("[name=name]").fill(person.name)
        go_on(page)
    clock.go_on_to(build.NOTICED)
    page = visit(f"/e/plum/assemblies/{one.pk}/give-notice/", as_=court.yan, width=DESK)
    go_on(page)
    one.refresh_from_db()
    assert (one.state, one.heads, one.petition_id) == (Assembly.State.FROZEN, 16, petition.pk)
    return one


def _deliver(visit: Visit, court: Court, walker: Person, one: Assembly) -> None:
    """Lin has read it on the phone; the one who goes from door to door takes it to the others of building 1."""
    page = visit(f"/e/plum/assemblies/{one.pk}/", as_=court.lin)
    page.locator('form[action$="/receive-notice/"] button').click()
    page.wait_for_load_state()
    page = visit(f"/e/plum/assemblies/{one.pk}/delivery/{court.building.pk}/", as_=walker)
    for box in page.locator("[name=homes]").all()[1:]:
        box.check(force=True)
    page.locator("[name=channel]").first.check(force=True)
    go_on(page)
    page = visit(f"/e/plum/assemblies/{one.pk}/", as_=court.mei)
    expect(page.locator("main")).to_contain_text("4")


def _filled(page: Page, answer: str) -> None:
    page.locator(f"[name=motion_1][value={answer}]").check(force=True)
    go_on(page)


def _cast(page: Page) -> str:
    page.locator("[data-fills]").click()
    go_on(page)
    code = page.locator(".receipt")
    expect(code).to_be_visible()
    return code.inner_text()


def _vote_by_phone(visit: Visit, one: Assembly, person: Person, answer: str) -> str:
    page = visit(f"/e/plum/assemblies/{one.pk}/vote/", as_=person)
    _filled(page, answer)
    return _cast(page)


def _vote_on_paper(visit: Visit, court: Court, named: tuple[Person, Person], one: Assembly) -> str:
    """Lin's paper is received by its code, entered by one person, and read blind by another."""
    head, (walker, watcher) = build.head_of(one, court.lin), named
    page = visit(f"/e/plum/assemblies/{one.pk}/papers/receive/", as_=walker)
    page.locator("[name=code]").fill(paper_code(one.pk, head.number))
    go_on(page)
    for person, deed in ((court.desk, "enter"), (watcher, "check")):
        page = visit(f"/e/plum/assemblies/{one.pk}/papers/", as_=person, width=DESK)
        page.locator(f'a[href$="/{deed}/"]').first.click()
        _filled(page, "against")
    ballot = Ballot.objects.get(head=head)
    page = visit(f"/e/plum/assemblies/{one.pk}/receipts/{ballot.pk}/", as_=court.lin)
    return page.locator(".receipt").inner_text()


def _vote_by_proxy(visit: Visit, court: Court, one: Assembly, tmp_path: Path) -> str:
    """Mei is away, and far votes for her by a mandate that she signed."""
    page = visit(f"/e/plum/assemblies/{one.pk}/proxies/record/", as_=court.desk)
    head = build.head_of(one, court.mei)
    page.locator("[name=home]").fill(str(head.number))
    page.locator("[name=agent_name]").fill(court.far.name)
    page.locator("[name=agent_phone]").fill(court.far.phone)
    page.locator("[name=given_on]").fill(build.NOTICED.strftime("%Y-%m-%d"))
    mandate = tmp_path / "mandate.pdf"
    mandate.write_bytes(b"%PDF-1.4\n%%EOF\n")
    page.locator("[name=document]").set_input_files(mandate)
    go_on(page)
    page = visit("/", as_=court.far)
    page.locator(f'a[href*="/assemblies/{one.pk}/"]').first.click()
    _filled(page, "for")
    return _cast(page)


def _count(visit: Visit, court: Court, watcher: Person, one: Assembly) -> None:
    """The vote closed by itself. One counts, another counts again, the committee publishes."""
    one.refresh_from_db()
    assert one.state == Assembly.State.CLOSED
    for person in (court.desk, watcher, court.yan):
        page = visit(f"/e/plum/assemblies/{one.pk}/counting/", as_=person, width=DESK)
        go_on(page)
    go_on(page)
    page = visit(f"/e/plum/assemblies/{one.pk}/result/", width=PHONE)
    expect(page.locator("main")).to_contain_text("通过")
    well_made(page)


def _recount(visit: Visit, one: Assembly, folder: Path) -> str:
    """Anybody downloads the count, takes the one file of Python out of it, and counts again."""
    page = visit(f"/e/plum/assemblies/{one.pk}/result/", width=DESK)
    with page.expect_download() as coming:
        page.locator('a[href$="public-bundle.zip"]').click()
    bundle = folder / "count.zip"
    coming.value.save_as(bundle)
    with zipfile.ZipFile(bundle) as packed:
        program = packed.extract("recount.py", folder)
    done = subprocess.run([sys.executable, "-I", program, str(bundle)], capture_output=True, text=True, check=True)
    return done.stdout.strip().splitlines()[-1]


def _object(visit: Visit, court: Court, one: Assembly) -> None:
    page = visit(f"/e/plum/assemblies/{one.pk}/object-to/", as_=court.mei)
    page.locator("[name=words]").fill("我家没有收到通知。")
    go_on(page)
    objection = one.objections.get()
    page = visit(f"/e/plum/assemblies/{one.pk}/objections/{objection.pk}/answer/", as_=court.yan, width=DESK)
    page.locator("[name=upheld]").last.check(force=True)
    page.locator("[name=words]").fill("送达记录里有签收。")
    go_on(page)
    page = visit(f"/e/plum/assemblies/{one.pk}/objections/", as_=court.mei)
    expect(page.locator("main")).to_contain_text("送达记录里有签收。")
