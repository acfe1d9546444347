"""A round on a phone in a cellar: the network goes, ten items are looked at with photographs, the page is loaded again,
the network comes back. Nothing is lost and nothing is there twice.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.timezone import now
from playwright.sync_api import Page, Route, expect

from courtyard.cases.models import Case, LooseFile
from courtyard.conftest import Court
from courtyard.services.actions.rounds import Begin, begin_round
from courtyard.services.models import Finding, FindingPhoto, Round
from courtyard.services.tests import build
from courtyard.services.tests.walking import WRONG, finished, items_of, jpeg
from courtyard.trail.models import Line
from courtyard.web.tests.browser import DESK, PHONE, Visit, become, faults, overflow

pytestmark = pytest.mark.browser
PATIENCE_MS = 90_000
READY, STAYS, IDLE = "#walk[data-ready]", "#status[data-stays]", "#status[data-net=done][data-waits='0']"
HASHES = """async () => {
  const done = (one) => new Promise((give) => { one.onsuccess = () => give(one.result); });
  const database = await done(indexedDB.open("courtyard-rounds"));
  const photos = await done(database.transaction("photos").objectStore("photos").getAll());
  const hex = (buffer) => [...new Uint8Array(buffer)].map((one) => one.toString(16).padStart(2, "0")).join("");
  const hash = async (blob) => hex(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  const rows = photos.map(async (one) => [one.id.replaceAll("-", ""), await hash(one.blob)]);
  return Object.fromEntries(await Promise.all(rows));
}"""
"""Of every photograph that the phone keeps, by its id."""


@pytest.fixture
def one(court: Court) -> Round:
    today = now().date()
    build.contract(court, starts_on=today - timedelta(days=30), ends_on=today + timedelta(days=30))
    return begin_round(Begin(estate=court.estate, body="ye"), by=court.yan, at=now())


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    """Each another one, larger than what a phone keeps."""
    files = [tmp_path / f"{number}.jpg" for number in range(10)]
    for number, file in enumerate(files):
        file.write_bytes(jpeg(1700 + 10 * number, 1200).getvalue())
    return files


def at(one: Round) -> str:
    return f"/e/plum/rounds/{one.pk}/"


def walk(one: Round) -> str:
    return f"{at(one)}walk/"


def until_there(page: Page, cut: list[str]) -> None:
    """The connection was cut there."""
    for _ in range(PATIENCE_MS // 100):
        if cut:
            return
        page.wait_for_timeout(100)
    raise AssertionError("nothing was sent")


def opened(visit: Visit, court: Court, one: Round, **more: Any) -> Page:
    """Opened once with a network, and ready for none."""
    page = visit(walk(one), as_=court.yan, **more)
    page.wait_for_selector(STAYS, state="attached")
    idle(page)
    return page


def idle(page: Page) -> None:
    """Everything is with the server, and the page says so."""
    page.wait_for_selector(IDLE, state="attached", timeout=PATIENCE_MS)


def look_at(page: Page, number: int, outcome: str = "pass", photo: Path | None = None, faces: str = "none") -> None:
    """Item `number` is on the page; the next one comes by itself."""
    expect(page.locator("#cells li").nth(number - 1)).to_have_attribute("aria-current", "step")
    page.locator(f"[name=outcome][value={outcome}]").check()
    if outcome != "pass":
        page.locator("[name=note]").fill(WRONG)
    if outcome == "fail":
        page.locator("[name=report]").check()
        page.locator("[name=category]").select_option("power")
    if photo is not None:
        page.locator("[name=photos]").set_input_files(photo)
        expect(page.locator("#shots img")).to_have_count(1)
        page.locator(f"[name=faces][value={faces}]").check()
    page.locator("#keep").click()


def look_at_all(page: Page, pictures: list[Path]) -> None:
    """The third fails, the seventh cannot be looked at; the photograph of the tenth has a face in it."""
    for number, file in enumerate(pictures, start=1):
        outcome = {3: "fail", 7: "unseen"}.get(number, "pass")
        look_at(page, number, outcome, file, "some" if number == 10 else "none")
        expect(page.locator("#rows li")).to_have_count(number)


def all_here(one: Round, hashes: dict[str, str]) -> None:
    """Ten items and ten photographs, each once, each as the phone kept it."""
    found = {finding.item_id.hex: finding.outcome for finding in one.findings.all()}
    wanted = [{3: "fail", 7: "unseen"}.get(number, "pass") for number in range(1, 11)]
    assert [found[key] for key in one.items] == wanted
    assert Finding.objects.count() == 10
    assert {photo.pk.hex: photo.sent_sha256 for photo in FindingPhoto.objects.all()} == hashes
    assert len(set(hashes.values())) == 10
    assert [photo.cleared for photo in FindingPhoto.objects.all()].count(True) == 9
    kinds = list(Line.objects.filter(about=one.pk).values_list("kind", flat=True))
    assert (kinds.count("services.finding_recorded"), kinds.count("services.finding_photo_added")) == (10, 10)
    case = Case.objects.get()
    assert (case.reporter, case.photos.count(), case.public) == (one.person, 1, True)
    assert LooseFile.objects.count() == 0


def waits(page: Page, items: int) -> None:
    expect(page.locator("#status")).to_have_attribute("data-waits", str(items))


def test_nothing_is_lost_and_nothing_doubled_without_a_network(
    visit: Visit, court: Court, one: Round, pictures: list[Path]
) -> None:
    page = opened(visit, court, one)
    address = page.url
    page.context.set_offline(True)
    look_at_all(page, pictures)
    waits(page, 10)
    expect(page.locator("#status")).to_have_attribute("data-net", "offline")
    hashes = page.evaluate(HASHES)
    page.reload()
    page.wait_for_selector(READY, state="attached")
    waits(page, 10)
    assert (page.evaluate(HASHES), Finding.objects.count()) == (hashes, 0)
    page.close()
    page = page.context.new_page()  # the browser was closed and opened again, still without a network
    page.goto(address)
    waits(page, 10)

    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    idle(page)

    all_here(one, hashes)
    page.locator("#finish button").click()
    page.wait_for_url(f"**/rounds/{one.pk}/")
    one.refresh_from_db()
    assert one.finished_at is not None
    assert page.evaluate(HASHES) == {}


def cut_once(page: Page, address: str) -> list[str]:
    """The server does what it is asked, and its answer never arrives: once, of requests to this address."""
    cut: list[str] = []

    def handle(route: Route) -> None:
        if cut:
            route.continue_()
            return
        cut.append(route.request.url)
        assert route.fetch().status == 200
        route.abort("connectionreset")

    page.route(address, handle)
    return cut


def test_a_network_that_dies_while_it_sends_changes_nothing(
    visit: Visit, court: Court, one: Round, pictures: list[Path]
) -> None:
    page = opened(visit, court, one)
    page.context.set_offline(True)
    look_at_all(page, pictures)
    hashes = page.evaluate(HASHES)
    cuts = [cut_once(page, f"**/{part}/") for part in ("findings", "photos", "case", "finish")]

    page.context.set_offline(False)
    for cut in cuts[:3]:
        until_there(page, cut)
        page.locator("[data-send]").dispatch_event("click")  # it would try again by itself, a little later
    idle(page)
    all_here(one, hashes)
    page.locator("#finish button").click()
    until_there(page, cuts[3])
    page.reload()

    page.wait_for_url(f"**/rounds/{one.pk}/")
    assert [len(cut) for cut in cuts] == [1, 1, 1, 1]
    all_here(one, hashes)
    assert Line.objects.filter(kind="services.round_finished").count() == 1


def test_whoever_is_signed_out_loses_nothing(visit: Visit, court: Court, one: Round, pictures: list[Path]) -> None:
    page = opened(visit, court, one)
    root = page.url.split("/e/")[0]
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    look_at(page, 1, photo=pictures[0])

    expect(page.locator("#status")).to_have_attribute("data-net", "signed_out")
    expect(page.locator("[data-sign-in]")).to_be_visible()
    waits(page, 1)
    assert faults(page) == []
    become(page.context, court.yan, root)
    page.goto(f"{root}{walk(one)}")
    idle(page)
    assert (Finding.objects.get().outcome, FindingPhoto.objects.count()) == ("pass", 1)


def test_what_the_server_will_not_have_is_said_and_kept(visit: Visit, court: Court, one: Round) -> None:
    page = opened(visit, court, one)
    page.context.set_offline(True)
    look_at(page, 1)
    look_at(page, 2)
    Round.objects.filter(pk=one.pk).update(items=[key for key in one.items if key != one.items[0]])

    page.context.set_offline(False)

    expect(page.locator("[data-says]")).to_contain_text(items_of(one)[0].what)
    waits(page, 1)
    assert Finding.objects.get().item == items_of(one)[1]


def test_an_item_is_looked_at_again_and_a_photograph_taken_away(
    visit: Visit, court: Court, one: Round, pictures: list[Path]
) -> None:
    page = opened(visit, court, one)
    page.context.set_offline(True)
    look_at(page, 1, photo=pictures[0], faces="some")
    page.locator("#back").click()
    page.locator("#shots .away").click()
    expect(page.locator("#shots img")).to_have_count(0)
    look_at(page, 1, "fail", pictures[1])

    page.context.set_offline(False)
    idle(page)

    found, photo = Finding.objects.get(), FindingPhoto.objects.get()
    assert (found.outcome, found.note, found.sent_as, photo.cleared) == ("fail", WRONG, [], True)
    page.locator("#back").click()
    page.locator("[name=faces][value=some]").check()
    page.locator("#keep").click()
    expect(page.locator("#cells li").nth(1)).to_have_attribute("aria-current", "step")
    idle(page)
    photo.refresh_from_db()
    assert photo.cleared is False
    assert (Finding.objects.count(), Case.objects.count()) == (1, 1)


def test_a_fault_is_said_before_anything_is_kept(visit: Visit, court: Court, one: Round, pictures: list[Path]) -> None:
    page = opened(visit, court, one)
    page.locator("#keep").click()
    expect(page.locator("#wrong .err")).to_be_visible()
    page.locator("[name=outcome][value=fail]").check()
    page.locator("#keep").click()
    expect(page.locator("[name=note]")).to_be_focused()
    page.locator("[name=note]").fill(WRONG)
    page.locator("[name=photos]").set_input_files(pictures[0])
    expect(page.locator("#shots img")).to_have_count(1)
    page.locator("#keep").click()

    expect(page.locator("#wrong .err")).to_be_visible()
    assert faults(page) == []
    assert Finding.objects.count() == 0


@pytest.mark.parametrize(("language", "large"), [("zh-hans", False), ("zh-hans", True), ("en", True)])
def test_every_page_of_rounds_can_be_read(
    visit: Visit, court: Court, one: Round, pictures: list[Path], language: str, large: bool
) -> None:
    done = finished(court, at=now() - timedelta(hours=2), body="ye")
    case = f"{at(done)}findings/{done.findings.get(outcome='fail').pk}/case/"
    pages = ["/e/plum/rounds/", "/e/plum/rounds/begin/", at(done), at(one), f"{at(one)}drop/", case]

    for address in pages:
        for width in (PHONE, DESK):
            page = visit(address, as_=court.yan, width=width, language=language, large=large)
            assert (overflow(page), faults(page)) == (0, []), (address, width)
    page = opened(visit, court, one, language=language, large=large)
    look_at(page, 1, "fail", pictures[0])
    idle(page)
    assert (overflow(page), faults(page)) == (0, [])


def test_a_round_is_walked_without_javascript(visit: Visit, court: Court, one: Round, pictures: list[Path]) -> None:
    page = visit(walk(one), as_=court.yan, js=False)
    for number in range(1, 11):
        page.locator("[name=outcome][value=pass]").check()
        if number == 1:
            page.locator("[name=photos]").set_input_files(pictures[:2])
            page.locator("[name=faces][value=none]").check()
        assert overflow(page) == 0
        page.locator("#keep").click()
    page.locator("#finish button").click()

    page.wait_for_url(f"**/rounds/{one.pk}/")
    one.refresh_from_db()
    assert (one.is_open, Finding.objects.count(), FindingPhoto.objects.filter(cleared=True).count()) == (False, 10, 2)
