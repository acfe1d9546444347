"""Companies through their pages: who reads what before it is public, each form once, as many queries for many rows."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import CLERK, Office, Person
from courtyard.people.tests import build as people
from courtyard.places.models import Node
from courtyard.places.tests import build as places
from courtyard.services.actions.credit import publish_points
from courtyard.services.actions.objections import answer_objection
from courtyard.services.actions.supervision import penalise, uphold
from courtyard.services.company_data import OWN_DATA
from courtyard.services.models import Company, CreditPoint, Served, Supervision
from courtyard.services.notices import companies as notices
from courtyard.services.tests.build import STARTS, TODAY
from courtyard.services.tests.companies import (
    DAY,
    OBJECT_UNTIL,
    YESTERDAY,
    agent,
    code,
    found,
    given_points,
    objected,
    public_points,
    registered,
    serving,
    to_mend,
)
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line
from courtyard.trail.tests.clock import Clock

pytestmark = pytest.mark.usefixtures("clock")
HOUR = timedelta(hours=1)
REASON = "3号楼水管爆裂"


def client_of(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def status(person: Person | None, address: str) -> int:
    return client_of(person).get(address).status_code


def read(person: Person | None, address: str) -> str:
    response = client_of(person).get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def send(person: Person, path: str, /, **given: Any) -> int:
    return client_of(person).post(path, given).status_code


def page_of(company: Company) -> str:
    return f"/companies/{company.pk}/"


def points_page(points: CreditPoint) -> str:
    return f"/companies/points/{points.pk}/"


def test_a_company_is_registered_corrected_and_closed_through_its_pages(court: Court) -> None:
    given = {"name": "青禾物业", "credit_code": code(), "phone": "021-5555", "address": "梅园路1号"}

    wrong = send(court.shi, "/companies/register/", **(given | {"credit_code": code()[:-1] + "?"}))
    assert (wrong, send(court.shi, "/companies/register/", **given)) == (422, 303)
    one = Company.objects.get()
    assert send(court.shi, "/companies/register/", **given) == 422
    assert send(court.shi, f"{page_of(one)}correct/", **(given | {"name": "青禾物业服务"})) == 303
    assert "青禾物业服务" in read(None, "/companies/")
    assert send(court.shi, f"{page_of(one)}close/", words="并入别家") == 303

    assert "青禾物业服务" not in read(None, "/companies/")
    assert "并入别家" in read(None, page_of(one))


def test_who_acts_is_named_by_how_they_sign_in(court: Court) -> None:
    one = registered(court)

    assert send(court.shi, f"{page_of(one)}agents/name/", sign_in_name="nobody at all") == 422
    assert send(court.shi, f"{page_of(one)}agents/name/", sign_in_name=court.zhu.phone) == 303
    one.refresh_from_db()
    assert one.person is not None
    acting = one.person.representatives.get()
    assert court.zhu.name in read(court.shi, page_of(one))
    assert court.zhu.name not in read(court.jie, page_of(one))
    assert send(court.shi, f"{page_of(one)}agents/{acting.pk}/end/") == 303


def test_what_was_found_through_the_pages(court: Court) -> None:
    company = serving(court)
    common = {"node": "plum", "on": YESTERDAY, "words": "消防通道被占"}

    assert send(court.jie, f"{page_of(company)}inspect/", **common, outcome="mend") == 422
    assert send(court.jie, f"{page_of(company)}inspect/", **common, outcome="mend", mend_by="2026-06-15") == 303
    assert send(court.jie, f"{page_of(company)}penalise/", **common, article="第八十一条", fine="-5") == 422
    assert send(court.jie, f"{page_of(company)}penalise/", **common, article="第八十一条", fine="5,000") == 303
    assert send(court.jie, f"{page_of(company)}uphold/", **common, case_number="202606-0001") == 303
    one = Supervision.objects.get(kind="inspection")
    assert send(court.jie, f"/companies/found/{one.pk}/put-right/", on=TODAY, words="已清空") == 303

    strangers, office = read(None, page_of(company)), read(court.jie, page_of(company))
    assert ("已清空" in strangers, "5,000.00" in strangers) == (True, True)
    assert ("202606-0001" in strangers, "202606-0001" in office) == (False, True)
    assert send(court.jie, f"/companies/found/{one.pk}/withdraw/", words="记错了") == 303
    strangers, office = read(None, page_of(company)), read(court.jie, f"{page_of(company)}findings/")
    assert ("已清空" in strangers, "记错了" in office) == (False, True)


def test_points_with_a_file_through_the_page(court: Court) -> None:
    company = serving(court)
    given = {"node": "plum", "rule": "urgent_late", "happened_on": YESTERDAY, "reason": REASON, "evidence": "值班记录"}

    assert send(court.jie, f"{page_of(company)}points/give/", **(given | {"evidence": ""})) == 422
    assert send(court.jie, f"{page_of(company)}points/give/", **(given | {"rule": "rude"})) == 422
    program = SimpleUploadedFile("log.pdf", b"MZ programme")
    assert send(court.jie, f"{page_of(company)}points/give/", **given, file=program) == 422
    log = SimpleUploadedFile("log.pdf", b"%PDF-1.7 log")
    assert send(court.jie, f"{page_of(company)}points/give/", **given, file=log) == 303

    one = CreditPoint.objects.get()
    answer = client_of(court.zhu).get(f"{points_page(one)}file/")
    assert (answer.content, answer.headers["Content-Type"]) == (b"%PDF-1.7 log", "application/pdf")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert status(court.lin, f"{points_page(one)}file/") == 404


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("lin", 404), ("mei", 404), ("desk", 404), ("yan", 404), ("bai", 404), ("reg", 404), ("far", 404),
        ("zhu", 200), ("jie", 200), ("shi", 200),
    ],
)  # fmt: skip
def test_before_they_are_public_only_those_concerned_read_of_points(court: Court, name: str, there: int) -> None:
    company, person = serving(court), getattr(court, name)
    one = given_points(court, company)

    assert status(person, points_page(one)) == there
    assert (REASON in read(person, page_of(company))) == (there == 200)


def test_a_stranger_finds_nothing_before_and_everything_after(court: Court, clock: Clock) -> None:
    company = serving(court)
    person, one = agent(court, company), given_points(court, company)

    before = (status(None, points_page(one)), status(person, points_page(one)), REASON in read(None, page_of(company)))
    clock.go_on_to(OBJECT_UNTIL + HOUR)
    page = read(None, points_page(one))

    assert before == (404, 200, False)
    assert (REASON in page, court.jie.name in page, person.name in page) == (True, False, False)
    assert REASON in read(None, page_of(company))
    assert "记3分" in read(None, "/companies/")


def test_the_manager_of_another_company_reads_nothing(court: Court) -> None:
    """Whoever came after does not read of who was there before."""
    company = serving(court)
    one = given_points(court, company)
    Served.objects.update(until=YESTERDAY)

    assert status(court.zhu, points_page(one)) == 404


def test_objection_answer_and_correction_through_the_pages(court: Court, clock: Clock) -> None:
    company = serving(court)
    person, one = agent(court, company), given_points(court, company)
    page = points_page(one)

    assert send(person, f"{page}object/", words="") == 422
    assert send(person, f"{page}object/", words="当天停水") == 303
    assert send(person, f"{page}object/", words="再说一次") == 409
    assert (status(court.jie, f"{page}answer/"), status(court.zhu, f"{page}answer/")) == (403, 403)
    assert "由另一位工作人员答复" in read(court.jie, page)
    assert send(court.shi, f"{page}answer/", upheld="no", words="停水在次日") == 303
    assert all(words in read(None, page) for words in ("当天停水", "停水在次日"))

    clock.go_on_to(clock.moment + timedelta(days=40))
    assert send(person, f"{page}ask-correction/", words="已建抢修班") == 303
    assert "已建抢修班" not in read(None, page)
    assert send(court.jie, f"{page}refuse/", words="夜间无人") == 303
    assert send(person, f"{page}ask-correction/", words="夜班已排") == 303
    assert send(court.jie, f"{page}correct/", words="抽查合格") == 303
    assert (status(None, page), status(person, page)) == (404, 200)


def test_points_given_by_mistake_vanish_from_the_page(court: Court) -> None:
    company = serving(court)
    one = objected(court, company, agent(court, company))
    answer_objection(one.pk, upheld=False, words="属实", by=court.shi, at=MONDAY_9AM + HOUR)

    before = status(None, points_page(one))
    assert send(court.jie, f"{points_page(one)}drop/", words="不是这家") == 303

    assert (before, status(None, points_page(one))) == (200, 404)


def test_who_serves_stands_on_the_estates_page(court: Court) -> None:
    before = read(None, "/e/plum/")
    company = serving(court)

    after = read(None, "/e/plum/")

    assert (company.name in before, company.name in after, page_of(company) in after) == (False, True, True)
    assert 'href="/companies/"' in after


def test_a_manager_of_more_than_three_estates_is_a_fact_without_points(court: Court) -> None:
    company = serving(court)
    for number in range(3):
        more = places.estate(court.area, f"oak{number}", f"橡苑{number}", f"Oak {number}")
        people.office(court.zhu, more.node, Office.Kind.COMPANY_MANAGER)
        serves(company, more.node)

    page = read(None, page_of(company))

    assert (court.zhu.name in page, "超过3个" in page, court.zhu.phone in page) == (True, True, False)


def serves(company: Company, node: Node) -> None:
    Served.objects.create(contract=new_id(), company=company, node=node, kind="ordinary", since=STARTS)


def test_points_wait_on_the_first_page_of_who_may_object(court: Court) -> None:
    company = serving(court)
    one = given_points(court, company)

    assert points_page(one) in read(court.zhu, "/")
    person = agent(court, company)
    assert (points_page(one) in read(person, "/"), points_page(one) in read(court.zhu, "/")) == (True, False)
    assert points_page(one) not in read(court.lin, "/")


def test_who_is_told(court: Court) -> None:
    company = serving(court)
    person = agent(court, company)
    to_mend(court, company)
    one = objected(court, company, person)
    answer_objection(one.pk, upheld=False, words="属实", by=court.shi, at=MONDAY_9AM + 2 * DAY)

    lines = Line.objects.filter(kind__in=notices.TELLER.events).order_by("id")
    told = {(tell.kind, tell.to) for line in lines for tell in notices.hear(line, MONDAY_9AM + 2 * DAY)}

    points, decides, seen = notices.POINTS, notices.DECIDES, notices.FOUND
    assert told == {
        (points, person.pk), (points, court.zhu.pk), (decides, court.shi.pk), (seen, person.pk), (seen, court.zhu.pk),
    }  # fmt: skip


def test_a_person_sees_what_is_kept_of_what_they_said(court: Court) -> None:
    company = serving(court)
    person = agent(court, company)
    objected(court, company, person)
    to_mend(court, company)

    assert [len(OWN_DATA.see(somebody)) for somebody in (person, court.jie, court.shi, court.lin)] == [1, 2, 1, 0]


def test_companies_are_found_by_part_of_a_name_and_listed_in_stretches(court: Court) -> None:
    rows = [
        Company(
            node=court.city, name=f"第{number:02}物业", credit_code=code(100 + number), registered_by=court.shi,
            registered_at=MONDAY_9AM,
        )
        for number in range(31)
    ]  # fmt: skip
    Company.objects.bulk_create(rows)

    first = read(None, "/companies/")
    cursor = first.split("after=")[1].split('"')[0]
    second = read(None, f"/companies/?after={cursor}")

    assert [sum(f"第{number:02}物业" in page for number in range(31)) for page in (first, second)] == [30, 1]
    assert "第07物业" in read(None, "/companies/?q=07")
    assert "第07物业" in read(None, f"/companies/?q={code(107).lower()}")
    assert read(None, "/companies/?q=没有&after=nonsense")


def queries_of(person: Person | None, address: str) -> int:
    client = client_of(person)
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("what", ["", "page", "estates", "findings"])
@pytest.mark.parametrize("name", ["", "jie"])
def test_pages_ask_as_often_for_three_rows_as_for_one(court: Court, what: str, name: str) -> None:
    company = serving(court)
    kinds = iter(("urgent_late", "repair_late", "repair_line", "audit_obstructed", "fund_accounts", "revenue_accounts"))

    def add(number: int) -> None:
        more = places.estate(court.area, f"elm{number}", f"榆苑{number}", f"Elm {number}")
        serves(company, more.node)
        people.office(people.person(f"经理{number}", more.node), more.node, Office.Kind.COMPANY_MANAGER)
        public_points(court, company, rule=next(kinds))
        given_points(court, company, rule=next(kinds))
        penalise(company.pk, found(court), article="条", by=court.jie, at=MONDAY_9AM)
        uphold(company.pk, found(court), case_number="7", by=court.jie, at=MONDAY_9AM)
        to_mend(court, company)
        serves(registered(court, f"别家{number}", 50 + number), more.node)

    paths = {"": "/companies/", "page": page_of(company)}
    address = paths.get(what) or f"{page_of(company)}{what}/"
    person = court.jie if name else None
    add(0)
    once = queries_of(person, address)
    for number in (1, 2):
        add(number)

    assert queries_of(person, address) == once


def test_published_by_the_clerk_it_is_there_at_once(court: Court, clock: Clock) -> None:
    one = given_points(court, serving(court))
    clock.go_on_to(OBJECT_UNTIL - HOUR)

    publish_points(one.pk, by=CLERK, at=OBJECT_UNTIL)

    assert status(None, points_page(one)) == 200
