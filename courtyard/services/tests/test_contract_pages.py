"""Contracts through their pages: who sees what, each form once, refusals at their field, as many queries for many."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courtyard.assembly.tests.pages import client_of
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import CLERK, Person
from courtyard.services.actions.annexes import add_annex
from courtyard.services.actions.contract_ending import end_contract, run_on
from courtyard.services.actions.contracts import add_extra
from courtyard.services.models import Annex, Catalogue, Contract, ContractExtra, Field, TakeoverItem
from courtyard.services.tests import build
from courtyard.services.tests.contracting import (
    BEGINS,
    DAY,
    ENDS,
    PDF,
    TODAY,
    company,
    decided,
    draft,
    paper,
    sign,
    signed,
)
from courtyard.services.tests.test_contract_ending import OVER, nine, running
from courtyard.services.tests.test_contract_signing import freeze
from courtyard.services.tests.test_contracts import extra

CONTRACTS = "/e/plum/contracts/"
S = Contract.State
pytestmark = pytest.mark.usefixtures("clock")


def in_language(person: Person | None, language: str = "en") -> Client:
    client = client_of(person) if person else Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def read(person: Person | None, address: str, language: str = "en") -> str:
    response = in_language(person, language).get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def status(person: Person | None, address: str) -> int:
    return (client_of(person) if person else Client()).get(address).status_code


def send(person: Person, address: str, **given: Any) -> int:
    return client_of(person).post(address, given).status_code


def refused(person: Person, address: str, **given: Any) -> str:
    """The page that says what is wrong; nothing was changed."""
    response = in_language(person).post(address, given)
    assert response.status_code == 422, response.status_code
    return response.content.decode()


def at(one: Contract, *path: str) -> str:
    return "/".join([f"{CONTRACTS}{one.pk}", *path, ""])


def typed(court: Court, **given: Any) -> dict[str, Any]:
    """The form as somebody fills it in."""
    catalogue = build.catalogue(court)
    levels = {f"level_{one}": f"{catalogue.pk}.2" for one in Field.values}
    columns = {
        "company": company(court).pk, "kind": "ordinary", "mode": "commission", "commission": "8",
        "starts_on": BEGINS, "ends_on": ENDS, "price_dwelling": "1.85", "price_shop": "3.2", **levels,
    }  # fmt: skip
    return columns | given


def test_a_contract_through_its_pages(court: Court) -> None:
    form = typed(court)

    assert send(court.yan, f"{CONTRACTS}draft/", **form) == 303
    one = Contract.objects.get()
    assert send(court.yan, at(one, "change"), **(form | {"price_dwelling": "1.95"})) == 303
    more = {"field": "facilities", "words": "电梯4个工作小时内到场", "clause": "第十二条", "category": "lift",
            "clock": "resolved", "amount": "4", "unit": "working_hours"}  # fmt: skip
    assert send(court.yan, at(one, "extras", "add"), **more) == 303
    file = SimpleUploadedFile("合同.pdf", PDF)
    assert send(court.yan, at(one, "annexes", "add"), kind="contract", name="合同扫描件", file=file) == 303
    assert (status(None, at(one)), status(court.lin, at(one))) == (404, 404)
    assert send(court.yan, at(one, "sign"), decision=decided(court).pk, signed_on=TODAY) == 303
    assert send(court.zhu, at(one, "file"), on=TODAY) == 303

    one.refresh_from_db()
    assert (one.state, one.filed_on, one.commission_bp) == (S.SIGNED, TODAY, 800)
    assert dict(one.prices.values_list("use", "fen_per_m2")) == {"dwelling": 195, "shop": 320}
    page = read(None, at(one))
    for words in ("青禾物业", "1.95", "8.00 %", "电梯4个工作小时内到场", "合同扫描件", "选聘青禾物业", "按这一级做"):
        assert words in page, words
    annex = Annex.objects.get()
    answer = Client().get(at(one, "annexes", str(annex.pk), "file"))
    assert (answer.content, answer.headers["Content-Type"]) == (PDF, "application/pdf")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"price_dwelling": "1.855 元"}, "“1.855 元” is not an amount in yuan"),
        ({"price_dwelling": "", "price_shop": ""}, "Say for at least one use"),
        ({"commission": "101"}, "A share is more than 0 and at most 100 %"),
        ({"commission": "0"}, "A share is more than 0 and at most 100 %"),
        ({"commission": "8.555"}, "A share is more than 0 and at most 100 %"),
        ({"commission": "-8"}, "A share is more than 0 and at most 100 %"),
        ({"ends_on": BEGINS - DAY}, "cannot end on"),
        ({"mode": "lump_sum"}, "With a lump sum the company draws no share"),
        ({"level_green": ""}, "Choose a level for each of the five fields"),
        ({"company": ""}, "Choose the company."),
    ],
)
def test_what_is_wrong_is_said_on_the_form_with_what_was_typed(court: Court, given: dict[str, Any], says: str) -> None:
    page = refused(court.yan, f"{CONTRACTS}draft/", **typed(court, **given))

    assert says in page
    assert Contract.objects.count() == 0


def test_levels_are_all_of_one_catalogue(court: Court) -> None:
    form, other = typed(court), build.catalogue(court, version="2027")

    page = refused(court.yan, f"{CONTRACTS}draft/", **(form | {"level_green": f"{other.pk}.1"}))

    assert "Choose all levels of one catalogue." in page


def test_seven_months_of_a_temporary_provider_are_refused_on_the_form(court: Court) -> None:
    form = typed(court, kind="temporary", ends_on=date(2027, 1, 31))

    assert "at most 6 months" in refused(court.jie, f"{CONTRACTS}draft/", **form)
    assert send(court.jie, f"{CONTRACTS}draft/", **(form | {"ends_on": date(2026, 12, 31)})) == 303


def test_an_overlap_names_the_contract_on_the_form(court: Court) -> None:
    signed(court)
    other = draft(court, company(court, "朗月物业"))

    page = refused(court.yan, at(other, "sign"), decision=decided(court, "选聘朗月").pk, signed_on=TODAY)

    assert "the contract with 青禾物业 binds already" in page


def test_a_freeze_is_said_on_the_form(court: Court) -> None:
    one, said = draft(court), decided(court)
    freeze(court)

    assert "re-election group sits" in refused(court.yan, at(one, "sign"), decision=said.pk, signed_on=TODAY)


def test_without_a_decision_there_is_nothing_to_sign(court: Court) -> None:
    one = draft(court)

    page = read(court.yan, at(one, "sign"))

    assert "have decided nothing yet that this contract could rest on" in page
    assert "Enter the signatures" not in page


def test_the_register_has_the_present_one_first_and_drafts_for_few(court: Court) -> None:
    now = running(court)
    signed(court, company(court, "朗月物业"), starts_on=OVER + DAY)
    draft(court, company(court, "未定物业"))

    page = read(None, CONTRACTS)

    assert page.index("青禾物业") < page.index("朗月物业")
    assert str(now.pk) in page
    assert ["未定物业" in read(who, CONTRACTS) for who in (None, court.lin, court.yan, court.jie)] == [
        False, False, True, True,
    ]  # fmt: skip


def test_the_register_is_read_in_stretches(court: Court) -> None:
    build.catalogue(court)
    for number in range(22):
        starts = date(2000 + number, 1, 1)
        build.contract(
            court, of=company(court), starts_on=starts, ends_on=starts + 300 * DAY, state=S.ENDED,
            ended_on=starts + 300 * DAY, ended_why="期满", by=Catalogue.objects.get(),
        )  # fmt: skip

    first = read(None, CONTRACTS)
    second = read(None, f"{CONTRACTS}?before={first.split('before=')[1].split(chr(34))[0]}")

    assert [page.count('class="item" href="/e/plum/contracts/') for page in (first, second)] == [20, 2]
    assert read(None, f"{CONTRACTS}?before=nonsense")


def test_what_happens_if_nobody_decides_is_said_ahead(court: Court) -> None:
    one, temporary = running(court), None

    page = read(None, at(one))
    assert "It runs on without an end and at the same price" in page
    assert "days left" in page
    end_contract(one.pk, on=TODAY, reason="弃管", by=court.jie, at=MONDAY_9AM)
    temporary = signed(court, kind="temporary", starts_on=TODAY + DAY, ends_on=OVER)

    assert "A temporary contract does not run on: it stops." in read(None, at(temporary))


def test_one_that_runs_on_says_since_when(court: Court) -> None:
    one = running(court)
    run_on(one.pk, by=CLERK, at=nine(OVER + DAY))

    assert "so this one runs on without an end since" in read(None, at(one))


def test_notice_of_both_sides_and_the_end_through_pages(court: Court) -> None:
    one, other = running(court), signed(court, starts_on=OVER + DAY)
    plan = {"words": "公开招标。", "file": SimpleUploadedFile("方案.pdf", PDF)}

    assert send(court.yan, at(one, "plan"), **plan) == 303
    early = refused(court.zhu, at(one, "leave"), told_on=TODAY, last_on=TODAY + 10 * DAY)
    assert "The company is bound until" in early
    assert send(court.zhu, at(one, "leave"), told_on=TODAY, last_on=OVER) == 303
    said = decided(court, "解聘")
    short = {"decision": said.pk, "told_on": TODAY, "last_on": TODAY + 59 * DAY, "clause": ""}
    assert "60 days before" in refused(court.yan, at(other, "dismiss"), **(short | {"last_on": OVER}))
    assert send(court.yan, at(one, "dismiss"), **(short | {"last_on": TODAY + 60 * DAY})) == 303
    assert "The owners end it." in read(None, at(one))
    assert "cannot have ended later than today" in refused(court.yan, at(one, "end"), on=TODAY + DAY, reason="谈好")
    assert send(court.yan, at(one, "end"), on=TODAY, reason="双方谈好") == 303

    one.refresh_from_db()
    assert (one.state, one.ended_on, one.plan_posted_on) == (S.ENDED, TODAY, TODAY)
    assert "双方谈好" in read(None, at(one))


def test_the_handover_through_its_page(court: Court) -> None:
    one = running(court)
    end_contract(one.pk, on=TODAY, reason="弃管", by=court.jie, at=MONDAY_9AM)
    page = at(one, "takeover")
    first, second, *others = TakeoverItem.objects.order_by("position")

    assert [status(who, page) for who in (court.lin, court.far, court.zhu, court.yan, court.desk)] == [
        404, 404, 200, 200, 200,
    ]  # fmt: skip
    assert send(court.zhu, f"{page}{first.pk}/give/") == 303
    assert send(court.yan, f"{page}{first.pk}/receive/") == 303
    assert send(court.yan, f"{page}{second.pk}/miss/", words="没有找到") == 303
    assert "没有找到" in read(court.zhu, page)
    assert send(court.yan, f"{page}finish/") == 409
    assert send(court.yan, f"{page}{second.pk}/strike/", words="本小区没有") == 303
    assert send(court.zhu, f"{page}list/", what="备用钥匙", kind="access") == 303
    for thing in (*others, TakeoverItem.objects.get(what="备用钥匙")):
        assert send(court.zhu, f"{page}{thing.pk}/give/") == 303
        assert send(court.yan, f"{page}{thing.pk}/receive/") == 303
    assert send(court.yan, f"{page}finish/") == 303

    one.refresh_from_db()
    assert one.takeover_done_on == TODAY


def test_a_handover_begins_from_the_contracts_page(court: Court) -> None:
    one = running(court)
    signed(court, company(court, "朗月物业"), starts_on=OVER + DAY)

    assert "Begin the handover" in read(court.yan, at(one))
    assert send(court.yan, at(one, "takeover", "begin")) == 303
    assert "Begin the handover" not in read(court.yan, at(one))


def test_a_draft_is_dropped_and_its_parts_taken_off(court: Court) -> None:
    one = draft(court)
    more = add_extra(one.pk, extra(), by=court.yan, at=MONDAY_9AM)
    annex = add_annex(one.pk, paper(court), by=court.yan, at=MONDAY_9AM)

    assert send(court.yan, at(one, "extras", str(more.pk), "drop")) == 303
    assert send(court.yan, at(one, "annexes", str(annex.pk), "drop"), words="放错了") == 303
    assert send(court.yan, at(one, "drop"), words="没有谈成") == 303

    assert (ContractExtra.objects.count(), Annex.objects.count()) == (0, 0)
    assert Contract.objects.get().state == S.DROPPED
    assert status(court.lin, at(one)) == 404


def test_a_file_that_is_neither_pdf_nor_picture_is_refused_at_its_field(court: Court) -> None:
    one, file = draft(court), SimpleUploadedFile("合同.pdf", b"MZ programme")

    refused(court.yan, at(one, "annexes", "add"), kind="contract", name="合同", file=file)

    assert Annex.objects.count() == 0


def test_a_thing_of_one_contract_is_not_there_under_another(court: Court) -> None:
    one, other = running(court), signed(court, starts_on=OVER + DAY)
    annex = add_annex(one.pk, paper(court), by=court.yan, at=MONDAY_9AM)

    assert status(None, at(other, "annexes", str(annex.pk), "file")) == 404
    assert status(None, f"/e/pine/contracts/{one.pk}/") == 404


def test_who_serves_us_stands_on_the_estates_page_and_the_committees(court: Court) -> None:
    assert "Who serves us" not in read(None, "/e/plum/")
    running(court)

    for address in ("/e/plum/", "/e/plum/committee/"):
        page = read(None, address)
        assert ("青禾物业" in page, "1.85 yuan a m² and month" in page) == (True, True)
    assert "1 draft" not in read(court.yan, "/e/plum/committee/")
    draft(court, starts_on=OVER + DAY)
    assert "1 draft" in read(court.yan, "/e/plum/committee/")
    assert "1 draft" not in read(court.lin, "/e/plum/committee/")


def test_below_the_decisions_stands_what_rests_on_them(court: Court) -> None:
    address = "/e/plum/decisions/"
    assert "Contracts that rest on a decision" not in read(None, address)
    one = running(court)

    assert at(one) in read(None, address)


def test_the_whole_is_there_in_chinese(court: Court) -> None:
    page = read(None, at(running(court)), "zh-hans")

    for words in ("酬金制", "承诺了什么", "如果没有人决定", "现在在这里"):
        assert words in page, words


def test_a_contract_leads_to_its_company_and_says_its_rules_in_words(court: Court) -> None:
    one = running(court)

    page = read(None, at(one), "zh-hans")

    assert f'href="/companies/{one.company_id}/"' in page
    assert 'href="/e/plum/rules/"' in page
    assert ("cn-shanghai" in page, "开发商" in page) == (False, False)


@pytest.mark.parametrize("what", ["register", "contract", "takeover"])
def test_pages_ask_as_often_for_three_rows_as_for_one(court: Court, what: str) -> None:
    one = draft(court, starts_on=TODAY, ends_on=OVER)
    add_extra(one.pk, extra(), by=court.yan, at=MONDAY_9AM)
    add_annex(one.pk, paper(court), by=court.yan, at=MONDAY_9AM)
    sign(court, one)
    address = {"register": CONTRACTS, "contract": at(one), "takeover": at(one, "takeover")}[what]
    if what == "takeover":
        end_contract(one.pk, on=TODAY, reason="弃管", by=court.jie, at=MONDAY_9AM)
        TakeoverItem.objects.exclude(position=1).delete()
    client = client_of(court.yan)

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    once = queries()
    more = [
        ContractExtra(estate=court.estate, contract=one, field="green", words=f"第{number}", clause="第三条")
        for number in range(2)
    ]
    ContractExtra.objects.bulk_create(more)
    for number in (2, 3):
        whose = {"estate": court.estate, "contract": one}
        TakeoverItem.objects.create(**whose, position=number + 50, kind="other", what=f"第{number}项")
        add = {"kind": "other", "name": f"第{number}份", "file": f"nowhere{number}.pdf", "size": 1, "sha256": "0" * 64}
        Annex.objects.create(**whose, **add, added_by=court.yan, added_at=MONDAY_9AM)
        starts = date(2000 + number, 1, 1)
        build.contract(
            court, of=company(court), by=one.catalogue, starts_on=starts, ends_on=starts + 300 * DAY, state=S.ENDED,
            ended_on=starts + 300 * DAY, ended_why="期满",
        )  # fmt: skip

    assert queries() == once
