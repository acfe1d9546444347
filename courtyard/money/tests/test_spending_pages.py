"""Pages of spendings: everybody follows the course, whoever may takes the next step, papers are opened covered."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courtyard.assembly.upkeep import keep
from courtyard.cases.tests.build import photograph
from courtyard.committee.tests.sitting import hear
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.actions.authorising import approve_spending
from courtyard.money.actions.spending import publish_spending
from courtyard.money.actions.vouchers import Paper, add_voucher
from courtyard.money.models import Draw, Entry, Spending, Voucher
from courtyard.money.tests.spend import (
    COST,
    accepted,
    approved,
    authorised,
    draw,
    fund,
    paid,
    planned,
    quoted,
    reviewed,
    roof,
    shown,
    voucher,
)
from courtyard.money.tests.test_ledger_pages import client, read
from courtyard.notify.models import Notice
from courtyard.people.models import Person

pytestmark = pytest.mark.usefixtures("clock")
SPENDINGS = "/e/plum/spendings/"


def page(one: Spending, more: str = "") -> str:
    return f"{SPENDINGS}{one.pk}/{more}"


def post(person: Person, address: str, status: int = 302, **form: Any) -> Any:
    answer = client(person).post(address, form)
    assert answer.status_code == status, answer.text[:2000]
    return answer


def test_everybody_reads_what_is_spent_and_how_far_it_is(court: Court) -> None:
    fund(court)
    one = planned(court)
    other = authorised(court)

    told = read(None, SPENDINGS)

    assert told.count("1号楼屋面维修") == 2
    assert "waiting for two signatures" in told
    assert str(other.pk) not in read(None, f"{SPENDINGS}?state=planned")
    assert str(one.pk) in read(None, f"{SPENDINGS}?state=planned")
    assert "Plan a spending" not in told
    assert "Plan a spending" in read(court.zhu, SPENDINGS)


def test_the_whole_course_is_on_one_page_with_its_ground_and_its_entry(court: Court) -> None:
    there = fund(court)
    one = accepted(there)
    shown(court, voucher(court, one))
    publish_spending(one.pk, by=court.yan, at=MONDAY_9AM)
    entry = Entry.objects.get(kind="spending")

    told = read(None, page(one))

    for words in ("One quote", "First signature", "Second signature", "Price reviewed", "Part 1 paid", "Accepted"):
        assert words in told
    assert f"/e/plum/money/entries/{entry.pk}/" in told
    assert "/e/plum/decisions/2026/1/" in told
    assert "秦松涛" not in told
    assert "Sign this spending" not in told


def test_the_entry_leads_to_its_spending_its_decision_and_its_papers(court: Court) -> None:
    there = fund(court)
    one = paid(there)
    paper = shown(court, voucher(court, one))
    entry = Entry.objects.get(kind="spending")

    told = read(None, f"/e/plum/money/entries/{entry.pk}/")

    assert page(one) in told
    assert "/e/plum/decisions/2026/1/" in told
    assert page(one, f"papers/{paper.pk}/") in told
    share = Entry.objects.get(source="share")
    assert str(share.pk) in told
    assert str(entry.pk) in read(None, f"/e/plum/money/entries/{share.pk}/")


def test_the_decision_says_what_was_spent_under_it(court: Court) -> None:
    there = fund(court)
    decision = roof(court)
    address = f"/e/plum/decisions/2026/{decision.number}/"
    assert "What was spent under it" not in read(None, address)

    one = approved(there, decision)

    told = read(None, address)
    assert page(one) in told
    assert "40,000.00 yuan agreed, 0.00 yuan paid" in told


def test_a_spending_is_taken_through_its_pages(court: Court) -> None:
    there, decision = fund(court), roof(court)
    form: dict[str, Any] = {
        "what": "屋面",
        "why": "漏水",
        "account": "fund_repairs",
        "part": f"b-{court.building.pk}",
        "fen": "40,000",
    }
    post(court.yan, f"{SPENDINGS}plan/", **form)
    one = Spending.objects.get()
    post(court.zhu, page(one, "quote/"), company="青瓦防水", fen="40000")
    quote = one.quotes.get()
    post(court.yan, page(one, "authorise/"), ground=f"assembly.{decision.pk}", quote=str(quote.pk))
    for person in (there.qin, there.jiang):
        assert "Sign this spending" in read(person, page(one))
        post(person, page(one, "approve/"))
    assert "Sign this spending" not in read(there.tang, page(one))
    post(there.qin, page(one, "review/"), fen="40000")
    post(court.yan, page(one, "draw/"), fen="40000", payee="青瓦防水")
    asked = Draw.objects.get()
    post(court.yan, page(one, f"parts/{asked.pk}/pay/"), day="2026-06-08")
    post(there.qin, page(one, "accept/"), words="不漏了")
    photo = SimpleUploadedFile("invoice.jpg", photograph().getvalue())
    post(court.yan, page(one, "papers/add/"), kind="invoice", name="发票", file=photo)
    paper = Voucher.objects.get()
    post(court.yan, page(one, f"papers/{paper.pk}/mask/"), masks="0,0,500,500", confirmed="on", show="1")
    post(court.yan, page(one, "publish/"))

    one.refresh_from_db()
    paper.refresh_from_db()
    assert (one.state, paper.shown, paper.masks) == (Spending.State.PUBLISHED, True, [[0, 0, 500, 500]])


def test_a_plan_says_what_is_wrong_at_its_field_and_keeps_what_was_typed(court: Court) -> None:
    fund(court)
    form = {"what": "屋面", "why": "漏水", "account": "fund_repairs", "fen": "lots", "emergency": "on"}

    told = post(court.yan, f"{SPENDINGS}plan/", 422, **form).text
    also = post(court.yan, f"{SPENDINGS}plan/", 422, **(form | {"fen": "100"})).text

    assert "“lots” is not an amount in yuan." in told
    assert 'value="屋面"' in told
    assert "Say in at most 500 characters what the danger is." in also


def test_what_is_over_is_said_on_the_form(court: Court) -> None:
    there = fund(court)
    one, quote = quoted(court)
    small = roof(court, cost_fen=1_00)

    told = post(court.yan, page(one, "authorise/"), 422, ground=f"assembly.{small.pk}", quote=str(quote.pk)).text
    other = approved(there)
    over = post(court.yan, page(other, "draw/"), 422, fen="20000", payee="青瓦").text

    assert "1.00 yuan are left, and this is 40,000.00 yuan" in told
    assert "At most 12,000.00 yuan can be drawn now" in over


def test_without_a_decision_the_page_says_where_to_get_one(court: Court) -> None:
    fund(court)
    one, _ = quoted(court)

    assert "Put it to the owners" in read(court.yan, page(one, "authorise/"))


def test_steps_by_pages_are_refused_to_others(court: Court) -> None:
    there = fund(court)
    one = reviewed(there)
    asked = draw(there, one, COST)
    steps = ("quote/", "authorise/", "review/", "draw/", f"parts/{asked.pk}/pay/", f"parts/{asked.pk}/drop/")

    for step in (*steps, "accept/", "withdraw/", "papers/add/"):
        assert client(court.lin).get(page(one, step)).status_code == 403, step
        assert client(None).get(page(one, step)).status_code == 302, step
    for step in ("approve/", "publish/"):
        assert client(court.lin).post(page(one, step)).status_code == 403, step
    assert client(court.yan).get(f"/e/pine/spendings/{one.pk}/").status_code == 404


def test_withdrawn_and_dropped_stay_to_be_seen(court: Court) -> None:
    there = fund(court)
    one = reviewed(there)
    asked = draw(there, one, COST)

    post(court.yan, page(one, f"parts/{asked.pk}/drop/"), words="户名错")
    post(court.yan, page(one, "withdraw/"), words="业主改主意")

    told = read(None, page(one))
    assert "户名错" in told
    assert "业主改主意" in told


# Papers


def test_the_public_opens_the_covered_copy_and_never_the_original(court: Court) -> None:
    fund(court)
    one = planned(court)
    paper = voucher(court, one)
    open_, original = page(one, f"papers/{paper.pk}/"), page(one, f"papers/{paper.pk}/original/")
    assert client(None).get(open_).status_code == 404
    assert client(court.yan).get(open_).status_code == 404

    shown(court, paper)

    copy = client(None).get(open_)
    assert copy.status_code == 200
    assert copy.content != client(court.yan).get(original).content
    assert copy.headers["Cache-Control"] == "private, no-store"
    assert client(court.lin).get(original).status_code == 403
    assert client(None).get(original).status_code == 302
    post(court.desk, page(one, f"papers/{paper.pk}/hide/"), words="看得见账号")
    assert client(None).get(open_).status_code == 404


def test_two_corners_make_a_rectangle_without_a_script(court: Court) -> None:
    fund(court)
    one = planned(court)
    paper = voucher(court, one)
    mask = page(one, f"papers/{paper.pk}/mask/")

    first = post(court.yan, mask, 200, **{"masks": "", "corner": "", "spot.x": "34", "spot.y": "0"}).text
    assert "Now point at the opposite corner." in first
    assert 'name="corner" value="100,0"' in first
    second = post(court.yan, mask, 200, **{"masks": "", "corner": "100,0", "spot.x": "170", "spot.y": "40"}).text
    assert "1 rectangle is covered." in second
    assert 'name="masks" value="100,0,400,' in second
    undone = post(court.yan, mask, 200, masks="1,1,9,9;2,2,9,9", undo="1").text
    assert 'name="masks" value="1,1,9,9"' in undone
    typed = post(court.yan, mask, 200, masks="", add="1", left="10", top="20", width="30", height="5").text
    assert 'name="masks" value="100,200,300,50"' in typed
    beyond = post(court.yan, mask, 422, add="1", left="90", top="0", width="30", height="5").text
    assert "A rectangle lies within" in beyond
    assert "say that no name" in post(court.yan, mask, 422, masks="1,1,9,9", show="1").text
    marked = client(court.yan).get(page(one, f"papers/{paper.pk}/marked/?masks=0,0,900,900&corner=5,5&width=680"))
    assert marked.headers["Content-Type"] == "image/jpeg"


def test_a_pdf_is_covered_elsewhere_and_its_copy_brought_along(court: Court) -> None:
    fund(court)
    one = planned(court)
    file = keep(court.estate.pk, b"%PDF-1.7 with names", "pdf", MONDAY_9AM, "money")
    paper = add_voucher(one.pk, Paper(kind="contract", name="合同", file=file), by=court.yan, at=MONDAY_9AM)
    mask = page(one, f"papers/{paper.pk}/mask/")
    assert "A PDF is not covered here" in read(court.yan, mask)
    assert client(court.yan).get(page(one, f"papers/{paper.pk}/marked/")).status_code == 404

    post(court.yan, mask, 422, confirmed="on")
    post(court.yan, mask, file=SimpleUploadedFile("copy.pdf", b"%PDF-1.7 covered"), confirmed="on")

    assert client(None).get(page(one, f"papers/{paper.pk}/")).content == b"%PDF-1.7 covered"


# Who hears


def test_those_who_may_sign_hear_and_then_the_owners(court: Court) -> None:
    there = fund(court)
    one = accepted(there)
    hear(MONDAY_9AM)
    assert not Notice.objects.filter(kind="money.notice_to_sign").exists()
    waiting = authorised(court)
    shown(court, voucher(court, one))
    publish_spending(one.pk, by=court.yan, at=MONDAY_9AM)

    hear(MONDAY_9AM + timedelta(minutes=1))

    signers = set(Notice.objects.filter(kind="money.notice_to_sign").values_list("person", flat=True))
    assert {there.qin.pk, there.jiang.pk, there.tang.pk} <= signers
    assert court.yan.pk not in signers
    owners = set(Notice.objects.filter(kind="money.notice_published").values_list("person", flat=True))
    assert court.lin.pk in owners
    assert court.mei.pk not in owners
    assert waiting.state == Spending.State.AUTHORISED


def count(person: Person | None, address: str) -> int:
    reader = client(person)
    reader.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert reader.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("before", ["²-1", "2026-²", "٢-1", "2026-", "99999999999-1"])
def test_a_stretch_that_no_page_named_begins_with_the_newest(court: Court, before: str) -> None:
    fund(court)
    one = planned(court)

    assert one.what in read(None, f"{SPENDINGS}?before={before}")


def test_pages_ask_the_same_number_of_questions_whatever_there_is(court: Court) -> None:
    there = fund(court)
    one = reviewed(there)
    paid(there, one, 1_00)
    voucher(court, one)
    before = count(None, SPENDINGS), count(there.qin, page(one)), count(None, page(one))

    for _ in range(2):
        planned(court)
        paid(there, one, 1_00)
        shown(court, voucher(court, one))

    assert (count(None, SPENDINGS), count(there.qin, page(one)), count(None, page(one))) == before


def test_the_first_page_shows_what_waits_for_ones_own_signature(court: Court) -> None:
    there = fund(court)
    one = authorised(court)
    says = "Waiting for your signature"

    assert says not in read(court.yan, "/")  # who planned it
    assert says in read(there.qin, "/")
    approve_spending(one.pk, by=there.qin, at=MONDAY_9AM)

    assert says not in read(there.qin, "/")
    assert "the first signature is there" in read(there.jiang, "/")
    for name in ("lin", "desk", "zhu", "jie"):
        assert says not in read(getattr(court, name), "/")
