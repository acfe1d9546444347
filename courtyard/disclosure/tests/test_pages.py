"""The wall in the browser's eyes: public, red when late, printable, with a feed; and the way something gets onto it."""

import hashlib
import io
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.core.disclosures import Row
from courtyard.disclosure.actions.questions import answer, show_question
from courtyard.disclosure.models import Publication, Question
from courtyard.disclosure.tests.build import REVENUE, asked, corrected, published, wall
from courtyard.money.tests.build import ads, book, booked
from courtyard.people.models import Person
from courtyard.trail.tests.clock import Clock

pytestmark = pytest.mark.usefixtures("clock")
WALL = "/e/plum/wall/"
ATOM = "{http://www.w3.org/2005/Atom}"
DAY = timedelta(days=1)
JULY_16 = datetime(2026, 7, 16, 9, 0, tzinfo=SHANGHAI)


def client(person: Person | None) -> Client:
    one = Client(headers={"accept-language": "en"})
    one.cookies["language"] = "en"
    if person:
        one.force_login(person)
    return one


def read(person: Person | None, address: str = WALL) -> str:
    answer = client(person).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return " ".join(answer.text.split())


def of(one: Publication, more: str = "") -> str:
    return f"{WALL}{one.pk}/{more}"


def ticket(answer: Any) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', answer.text)
    assert found, answer.text
    return found[1]


def pages(answer: Any) -> Iterator[str]:
    assert answer["Content-Type"] == "application/pdf"
    for page in PdfReader(io.BytesIO(answer.content)).pages:
        yield page.extract_text()


def test_anybody_reads_what_hangs_and_what_is_late(court: Court, clock: Clock) -> None:
    wall(court)
    published(court, "D18")

    today = read(None)
    clock.go_on_to(JULY_16)
    later = read(None)

    assert "service items and fee standards" in today
    assert "Publish it" not in today
    assert "accounts of public revenue: quarter 2 of 2026" in later
    assert "due by 15 July, and it does not hang yet." in re.sub(r"</?time[^>]*>", "", later)
    assert "1 day overdue" in later
    assert "1 day overdue" not in today


def test_whoever_owes_it_finds_the_way_and_others_do_not(court: Court) -> None:
    wall(court)
    link = f"{WALL}publish/?key=D10%3A2026-Q3"

    assert link in read(court.zhu)
    assert link not in read(court.yan)
    assert "?key=D09%3A2026" not in read(court.zhu, f"{WALL}?who=wu")


def test_it_is_published_through_its_pages(court: Court) -> None:
    wall(court)
    zhu, address = client(court.zhu), f"{WALL}publish/?key={REVENUE}"
    sheet = SimpleUploadedFile("行.csv", "名称,金额（元）,说明\n快递柜,2800,三个柜\n".encode())
    paper = SimpleUploadedFile("合同.pdf", b"%PDF-1.7 x")

    assert "It has to hold:" in zhu.get(address).text
    looked = zhu.post(
        address, {"rows": "停车费 | 38,400.00 | 4月到6月", "words": "见附件", "sheet": sheet, "papers": paper}
    )
    missing = zhu.post(address, {"ticket": ticket(looked)})
    done = zhu.post(address, {"ticket": ticket(looked), "without_personal_data": "on"})
    again = zhu.post(address, {"ticket": ticket(looked), "without_personal_data": "on"})

    one = Publication.objects.get()
    assert (looked.status_code, missing.status_code, done.status_code) == (200, 422, 303)
    assert done["Location"] == again["Location"] == of(one)
    assert [(row.label, dict(row.amounts), row.text) for row in one.frozen.rows] == [
        ("停车费", {"fen": 38_400_00}, "4月到6月"),
        ("快递柜", {"fen": 2_800_00}, "三个柜"),
    ]
    page = read(None, of(one))
    assert "38,400.00" in page
    assert one.sha256[:16] == "".join(re.findall(r"<code>([0-9a-f ]{79})</code>", page))[:19].replace(" ", "")
    file = one.files.get()
    assert client(None).get(of(one, f"files/{file.pk}/")).content == b"%PDF-1.7 x"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"rows": "停车费 | 多少"}, "Row 1: “多少” is no amount in yuan"),
        ({"rows": "停车费 | 1\n停车费 | 2"}, "Row 2: “停车费” stands twice."),
        ({"rows": " | 1"}, "Row 1 does not say what it is."),
        ({"rows": "停车费 | 1.005"}, "is no amount in yuan"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(court: Court, given: dict[str, str], says: str) -> None:
    wall(court)

    answer = client(court.zhu).post(f"{WALL}publish/?key={REVENUE}", given)

    assert answer.status_code == 422
    assert says in answer.text


def test_a_file_that_is_no_paper_and_a_forged_ticket_are_refused(court: Court) -> None:
    wall(court)
    zhu, address = client(court.zhu), f"{WALL}publish/?key={REVENUE}"

    odd = zhu.post(address, {"words": "见附件", "papers": SimpleUploadedFile("x.pdf", b"<html>")})
    forged = zhu.post(address, {"ticket": "made-up", "without_personal_data": "on"})

    assert "is neither a PDF nor a JPEG or PNG picture" in odd.text
    assert forged.status_code == 422
    assert zhu.get(f"{WALL}publish/?key=D10:1999-Q1").status_code == 404
    assert client(court.yan).get(address).status_code == 403
    assert client(court.lin).get(address).status_code == 403


def test_the_books_propose_the_accounts(court: Court) -> None:
    wall(court)
    book(court)
    booked(court, ads(1_234_50))
    zhu, address = client(court.zhu), f"{WALL}publish/?key={REVENUE}"

    assert "1,234.50" in zhu.get(address).text
    looked = zhu.post(address, {"reckoned": "on", "rows": "说明"})
    zhu.post(address, {"ticket": ticket(looked), "without_personal_data": "on"})

    amounts = {row.label: dict(row.amounts) for row in Publication.objects.get().frozen.rows}
    assert amounts["期末结余" if "期末结余" in amounts else "At the end"] == {"fen": 6_234_50}
    assert amounts["说明"] == {}


def test_it_is_corrected_through_its_pages_and_both_can_be_read(court: Court) -> None:
    wall(court)
    first = published(court)
    zhu = client(court.zhu)

    form = zhu.get(of(first, "correct/")).text
    given = {"rows": "停车费 | 39,000.00 | 4月到6月\n电梯广告 | 6,200.00", "reason": "少算一笔"}
    looked = zhu.post(of(first, "correct/"), given)
    done = zhu.post(of(first, "correct/"), {"ticket": ticket(looked), "without_personal_data": "on"})

    second = Publication.objects.get(version=2)
    assert "停车费 | 38,400.00 | 4月到6月" in form
    assert "600.00 more" in looked.text
    assert done["Location"] == of(second)
    assert "Another version took its place." in read(None, of(first))
    page = read(None, of(second))
    assert "少算一笔" in page
    assert "600.00 more" in page
    assert "corrected in 1 place" in read(None)
    assert client(court.lin).get(of(second, "correct/")).status_code == 403


def test_of_a_version_that_told_of_somebody_only_the_hash_is_shown(court: Court) -> None:
    wall(court)
    first = published(court, rows=(Row("r1", "张三欠费", {"fen": 1}),), words="三号楼")
    second = corrected(court, first, 5, conceals=True)

    assert "张三" not in read(None, of(first)) + read(None, of(second))
    for more in ("snapshot.json", "rows.csv", "sheet.pdf"):
        assert client(None).get(of(first, more)).status_code == 404


def test_with_the_version_that_hung_all_before_it_are_concealed(court: Court) -> None:
    """A name that was carried on from version to version is shown in none of them."""
    wall(court)
    named = (Row("r1", "张三欠费", {"fen": 1}),)
    first = published(court, "D32", by=court.yan, rows=named, words="张三")
    second = published(court, "D32", by=court.yan, rows=(*named, Row("r2", "另一笔", {"fen": 2})), words="还是张三")
    third = corrected(court, second, 5, by=court.yan, conceals=True)
    fourth = corrected(court, third, 6, by=court.yan)

    assert all("张三" not in read(None, of(one)) for one in (first, second, third, fourth))
    for more in ("snapshot.json", "rows.csv", "sheet.pdf"):
        codes = [client(None).get(of(one, more)).status_code for one in (first, second, third, fourth)]
        assert codes == [404, 404, 200, 200]
    assert "张三" not in client(None).get(f"{WALL}feed/").text + read(None, f"{WALL}earlier/")


def test_what_is_downloaded_is_what_was_hashed(court: Court) -> None:
    wall(court)
    one = published(court, rows=(Row("r1", "=1+1", {"fen": -5}),))

    data = client(None).get(of(one, "snapshot.json")).content
    rows = client(None).get(of(one, "rows.csv")).content.decode("utf-8-sig")

    assert hashlib.sha256(data).hexdigest() == one.sha256
    assert rows.splitlines() == ["key,label,text,fen", "r1,'=1+1,,-5"]


def test_a_question_and_its_answer_through_the_pages(court: Court) -> None:
    wall(court)
    one = published(court)
    ask = of(one, "question/?row=r00001")

    asked_it = client(court.lin).post(ask, {"words": "为什么多了？"})
    question = Question.objects.get()
    hidden = [read(person, of(one)) for person in (None, court.mei, court.zhu, court.lin)]
    listed = client(court.desk).get(f"{WALL}questions/").text
    client(court.desk).post(f"{WALL}questions/{question.pk}/show/")
    told = client(court.zhu).post(f"{WALL}questions/{question.pk}/answer/", {"words": "六月涨价。"})

    assert (asked_it.status_code, told.status_code) == (303, 303)
    assert ["为什么多了？" in page for page in hidden] == [False, False, True, True]
    assert "为什么多了？" in listed
    page = read(None, of(one))
    assert "为什么多了？" in page
    assert "六月涨价。" in page
    assert court.lin.name not in page
    assert "1 answered" in read(None)


def test_who_may_not_ask_or_answer_does_not_get_there(court: Court) -> None:
    wall(court)
    one = published(court)
    question = asked(court, one)

    assert client(court.far).get(of(one, "question/")).status_code == 403
    assert client(None).get(of(one, "question/")).status_code == 302
    assert client(court.lin).get(of(one, "question/?row=nothing")).status_code == 404
    assert client(court.yan).get(f"{WALL}questions/{question.pk}/answer/").status_code == 404
    assert client(court.lin).get(f"{WALL}questions/").status_code in (403, 404)
    assert client(court.lin).post(f"{WALL}questions/{question.pk}/withdraw/").status_code == 303
    refused = client(court.desk).post(f"{WALL}questions/{asked(court, one).pk}/refuse/", {"ground": "person"})
    assert refused.status_code == 303


def test_an_answer_that_is_late_turns_red(court: Court, clock: Clock) -> None:
    wall(court)
    one = published(court)
    show_question(asked(court, one).pk, by=court.desk, at=MONDAY_9AM)

    clock.go_on_to(MONDAY_9AM + 12 * DAY)

    assert "1 overdue" in read(None)
    assert "days overdue" in read(None, of(one))


def test_the_feed_is_valid_and_escapes(court: Court) -> None:
    wall(court)
    one = published(court, rows=(Row("r1", "<b>&", {}),))
    corrected(court, one, 7, reason="a < b & \x0b c")

    answer_ = client(None).get(f"{WALL}feed/")
    feed = ET.fromstring(answer_.content)

    assert answer_["Content-Type"].startswith("application/atom+xml")
    assert [feed.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated", "author")] == [True] * 4
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 2
    for entry in entries:
        for name in ("id", "title", "updated", "summary", "link"):
            assert entry.find(f"{ATOM}{name}") is not None
    assert "a < b &  c" in (entries[0].findtext(f"{ATOM}summary") or "")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": "http://testserver/e/plum/wall/feed/", "alternate": "http://testserver/e/plum/wall/"}


def test_a_publication_and_the_wall_are_printed_with_a_way_to_the_live_page(court: Court, clock: Clock) -> None:
    wall(court)
    one = published(court)
    clock.go_on_to(MONDAY_9AM + DAY)

    sheet = "".join(pages(client(None).get(of(one, "sheet.pdf"))))
    whole = "".join(pages(client(None).get(f"{WALL}wall.pdf")))

    assert "38,400.00" in sheet
    assert one.sha256[:4] in sheet
    assert "Scan for the newest" in sheet
    assert "What hangs now: 1" in whole
    assert "Scan for the newest" in whole


def test_the_estates_page_and_the_bodys_first_page_lead_there(court: Court, clock: Clock) -> None:
    wall(court)
    clock.go_on_to(JULY_16 - 10 * DAY)
    asked(court, published(court, "D18"))
    clock.go_on_to(JULY_16)

    estate = read(None, "/e/plum/")
    first = client(court.zhu).get("/").text

    assert "not published in time." in estate
    assert f"{WALL}publish/?key=D10%3A2026-Q3" in first
    assert f"{WALL}questions/{Question.objects.get().pk}/answer/" in first
    assert f"{WALL}questions/" in client(court.desk).get("/").text
    assert "disclosure" not in client(court.bai).get("/").text


def test_earlier_ones_are_read_in_stretches(court: Court) -> None:
    wall(court)
    one = published(court)
    for fen in range(1, 22):
        one = corrected(court, one, fen)

    first = read(None, f"{WALL}earlier/")
    before = re.search(r"\?before=([0-9a-f-]{36})", first)
    assert before
    rest = read(None, f"{WALL}earlier/?before={before[1]}")

    rows = [page.count('class="item"') for page in (first, rest)]
    assert rows == [20, 2]
    assert client(None).get(f"{WALL}earlier/?before=nonsense").status_code == 200


def test_pages_ask_the_same_for_many(court: Court) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            read(None, address)
        return len(seen)

    wall(court)
    one = published(court)
    answer(asked(court, one).pk, words="好。", by=court.zhu, at=MONDAY_9AM)
    addresses = (WALL, of(one), f"{WALL}earlier/")
    for address in addresses:
        read(None, address)
    once = [queries(address) for address in addresses]
    for key in ("D18", "D11", "D22"):
        published(court, key)
    for _ in range(2):
        answer(asked(court, one).pk, words="好。", by=court.zhu, at=MONDAY_9AM)

    assert [queries(address) for address in addresses] == once


def test_a_sheet_of_thousands_of_lines_is_kept_whole_and_shown_in_part(court: Court) -> None:
    wall(court)
    one = published(court, rows=[Row(f"r{number:05}", f"第{number}项", {"fen": number}) for number in range(10_000)])

    page = read(None, of(one))

    assert "9500 more lines are in the files to download." in page
    assert len(client(None).get(of(one, "rows.csv")).content.splitlines()) == 10_001
