"""Contracts and companies as the checks see them: gathered from the record, kept, owed by whoever it lies with."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courtyard.assembly.models import Assembly, Decision, Motion
from courtyard.cases.models import Case
from courtyard.compliance import upkeep
from courtyard.compliance.gathering import gather
from courtyard.compliance.models import Finding
from courtyard.compliance.tests import build
from courtyard.compliance.tests.build import APRIL, DAY, TODAY, case, known, look, owed, rows_of
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.compliance.facts import CompanyMotion, Facts
from courtyard.duties.models import Duty
from courtyard.people.models import CLERK, Office
from courtyard.people.tests import build as people
from courtyard.places.models import Estate
from courtyard.places.rules import version_of
from courtyard.services.models import Annex, Company, Contract, ContractPrice, CreditPoint, Rating
from courtyard.services.tests import build as services

SIGNED = date(2024, 1, 10)
Kind, State = Contract.Kind, Contract.State


def facts(court: Court, on: date = TODAY, estate: Estate | None = None) -> Facts:
    estate = estate or court.estate
    return gather([estate], on)[estate.pk]


def rated(court: Court, quarter: str, marks: Sequence[int], *, homes: int = 10, estate: Estate | None = None) -> None:
    names = ("general", "cleaning", "order", "green", "facilities")
    for _ in range(homes):
        given = dict(zip(names, marks, strict=False))
        Rating.objects.create(estate=estate or court.estate, quarter=quarter, **given)


def points(court: Court, company: Company, amount: int, public_on: date, **given: Any) -> CreditPoint:
    usual: dict[str, Any] = {
        "state": "public", "rule": "late_on_site", "rulebook": "cn-shanghai/2026.2", "article": "沪房规范〔2023〕2号",
        "reason": "急修没有按时到场", "evidence": "工单", "happened_on": public_on, "given_by": court.shi,
        "told_at": MONDAY_9AM, "object_until": MONDAY_9AM + DAY, "expires_on": public_on.replace(public_on.year + 1),
    }  # fmt: skip
    return CreditPoint.objects.create(
        company=company,
        node=court.estate.node,
        seat=court.city,
        points=amount,
        public_on=public_on,
        **{**usual, **given},
    )


def asked(
    court: Court, title: str = "续聘青禾物业", *, at: datetime = MONDAY_9AM, state: str = "frozen", number: int = 1,
    **given: Any,
) -> Motion:  # fmt: skip
    """The owners are asked about their company: notice is given on that day."""
    vote = Assembly.objects.create(
        estate=court.estate, year=2026, number=number, state=state, convener=given.pop("convener", "committee"),
        opens_at=at + 20 * DAY, closes_at=at + 30 * DAY, rulebook="cn-shanghai",
        rulebook_version=version_of(court.estate), drafted_by=court.yan, drafted_at=at - DAY, noticed_at=at, heads=1,
        area_cm2=1, roll_hash="0" * 64, motions_hash="0" * 64, rules_hash="0" * 64, **given,
    )  # fmt: skip
    return Motion.objects.create(
        estate=court.estate, assembly=vote, position=1, matter="company", rule="cc278-ordinary", title=title,
        decides="合同三年。",
    )  # fmt: skip


def decided(one: Motion, *, carried: bool = True, on: date = TODAY) -> Decision:
    return Decision.objects.create(
        estate=one.estate, motion=one, year=2026, number=1, matter="company", title=one.title, carried=carried,
        text_hash="0" * 64, in_force_on=on,
    )  # fmt: skip


def test_a_contract_that_ends_without_a_plan_is_the_committees_to_see_to(court: Court) -> None:
    build.term(court, TODAY + 900 * DAY)
    one = services.contract(court, ends_on=TODAY + 60 * DAY, signed_on=SIGNED, starts_on=SIGNED, filed_on=SIGNED)
    known(court)

    look(court)

    row = Finding.objects.get(check_id="C42")
    assert (row.subject, row.severity, row.bearer, row.since) == (str(one.pk), "breach", "ye", TODAY - 30 * DAY)
    assert owed(court, "C42").party == "ye"
    one.plan_posted_on = TODAY
    one.save(update_fields=["plan_posted_on"])
    look(court, MONDAY_9AM + DAY)
    assert owed(court, "C42").done_by_id == CLERK.pk


def test_where_no_committee_sits_it_is_the_residents_committees(court: Court) -> None:
    services.contract(court, ends_on=TODAY + 60 * DAY, signed_on=SIGNED, starts_on=SIGNED, filed_on=SIGNED)
    known(court)

    assert [row.finding.bearer for row in rows_of(court, "C42")] == ["ju"]


def test_a_plan_posted_later_was_not_there_before(court: Court) -> None:
    services.contract(
        court, ends_on=TODAY + 60 * DAY, signed_on=SIGNED, starts_on=SIGNED, filed_on=SIGNED, plan_posted_on=TODAY
    )
    known(court)

    assert len(rows_of(court, "C42", TODAY - DAY)) == 1
    assert rows_of(court, "C42") == []


def test_a_vote_on_the_company_stops_it_until_the_owners_say_no(court: Court) -> None:
    services.contract(court, ends_on=TODAY + 60 * DAY, signed_on=SIGNED, starts_on=SIGNED, filed_on=SIGNED)
    known(court)
    one = asked(court, at=MONDAY_9AM - 5 * DAY)
    assert [bool(rows_of(court, "C42", day)) for day in (TODAY - 6 * DAY, TODAY - 5 * DAY)] == [True, False]

    decided(one, carried=False)

    assert [bool(rows_of(court, "C42", day)) for day in (TODAY - DAY, TODAY)] == [False, True]


@pytest.mark.parametrize(
    ("kind", "check", "how"),
    [("services.plan", "C42", "key"), ("services.filing", "C44", "about")],
)
def test_what_the_calendar_of_a_contract_owes_is_not_owed_again(court: Court, kind: str, check: str, how: str) -> None:
    one = services.contract(
        court, ends_on=TODAY + 60 * DAY, signed_on=TODAY - 120 * DAY, starts_on=TODAY - 120 * DAY, filed_on=None
    )
    known(court)
    by_key: dict[str, Any] = {"key": one.pk.hex} if how == "key" else {"key": "x", "about": one.pk}
    Duty.objects.create(
        kind=kind, node=court.estate.node, estate=court.estate, what="备案", party="ye", due_at=MONDAY_9AM + 9 * DAY,
        owed_at=MONDAY_9AM, owed_by=CLERK, changed_at=MONDAY_9AM, remind_at=MONDAY_9AM + DAY, **by_key,
    )  # fmt: skip

    look(court)

    assert Finding.objects.get(check_id=check).key == ""
    assert Finding.objects.exclude(check_id=check).filter(check_id__in=["C42", "C44"]).get().key != ""


def test_a_contract_that_is_over_runs_on_until_a_decision_is_in_force(court: Court) -> None:
    one = services.contract(court, ends_on=TODAY - DAY, signed_on=SIGNED, starts_on=SIGNED, filed_on=SIGNED)
    one.state, one.runs_on_since = State.RUNS_ON, TODAY
    one.save(update_fields=["state", "runs_on_since"])
    known(court)

    assert [rows_of(court, "C43", day) == [] for day in (TODAY - DAY, TODAY)] == [True, False]
    decided(asked(court, at=MONDAY_9AM - 40 * DAY, state="final"))
    assert rows_of(court, "C43") == []


def test_a_company_that_left_on_its_day_does_not_run_on(court: Court) -> None:
    services.contract(
        court, ends_on=TODAY - DAY, signed_on=SIGNED, starts_on=SIGNED, filed_on=SIGNED, leaves_on=TODAY - DAY
    )
    known(court)

    assert rows_of(court, "C43") == []


def test_a_temporary_provider_is_the_sub_districts_after_six_months(court: Court) -> None:
    began = date(2025, 12, 7)  # six months to 2026-06-07
    services.contract(
        court, kind=Kind.TEMPORARY, authority="街道函", signed_on=began, starts_on=began, ends_on=date(2026, 6, 7)
    )
    known(court)

    assert [row.finding.bearer for row in rows_of(court, "C46")] == ["jie"]
    assert rows_of(court, "C46", TODAY - DAY) == []


def test_a_lump_sum_that_rises_without_a_review_is_the_companys(court: Court) -> None:
    days: Any = {"signed_on": SIGNED, "starts_on": SIGNED, "filed_on": SIGNED}
    ended: Any = {"state": State.ENDED, "ended_on": TODAY - 10 * DAY, "ended_why": "到期", "ends_on": TODAY - 10 * DAY}
    standards = services.catalogue(court)
    services.contract(court, by=standards, **days, **ended)
    new = services.contract(
        court, by=standards, mode=Contract.Mode.LUMP_SUM, commission_bp=None, signed_on=TODAY - 20 * DAY,
        starts_on=TODAY - 9 * DAY, ends_on=TODAY + 900 * DAY,
    )  # fmt: skip
    ContractPrice.objects.filter(contract=new).update(fen_per_m2=services.DWELLING_FEN + 1)
    known(court)

    rows = rows_of(court, "C47")
    assert [(row.finding.bearer, row.finding.since) for row in rows] == [("wu", TODAY - 20 * DAY)]
    assert "1.85" in rows[0].says
    assert "1.86" in rows[0].says
    Annex.objects.create(
        estate=court.estate, contract=new, kind=Annex.Kind.REVIEW, name="评估报告", file="x", size=1, sha256="0" * 64,
        added_by=court.yan, added_at=MONDAY_9AM,
    )  # fmt: skip
    assert (rows_of(court, "C47"), len(rows_of(court, "C47", TODAY - DAY))) == ([], 1)


def motion_of(court: Court, on: date = TODAY) -> CompanyMotion:
    return facts(court, on).company_motions[0]


def test_a_renewal_in_spite_of_bad_marks_is_found(court: Court) -> None:
    services.contract(court, starts_on=date(2024, 1, 1), signed_on=date(2024, 1, 1), filed_on=SIGNED)
    rated(court, "2026Q1", (5, 4, 3, 3, 4))
    known(court)
    asked(court)

    rows = rows_of(court, "C45")

    assert [(row.finding.severity, row.finding.bearer, row.finding.since) for row in rows] == [("breach", "ye", TODAY)]
    assert "60" in rows[0].says
    assert rows_of(court, "C45", TODAY - DAY) == []


def test_marks_count_from_ten_homes_of_the_last_four_quarters_that_this_company_served(court: Court) -> None:
    services.contract(court, starts_on=date(2025, 7, 1), signed_on=date(2025, 6, 1))
    rated(court, "2026Q2", (1,))  # not over
    rated(court, "2026Q1", (4, 1))
    rated(court, "2025Q4", (1,), homes=9)
    rated(court, "2025Q3", (5,), homes=11)
    rated(court, "2025Q2", (1,))  # another company's
    rated(court, "2026Q1", (1,), estate=court.other)
    asked(court)

    assert (motion_of(court).good, motion_of(court).marks) == (21, 31)


def test_points_count_that_were_public_on_the_day_of_the_notice(court: Court) -> None:
    company = services.company(court)
    services.contract(court, of=company)
    points(court, company, 3, TODAY)
    points(court, company, 6, TODAY + DAY)
    points(court, company, 18, TODAY.replace(2025))  # expires today
    points(court, company, 18, TODAY - DAY, state="corrected", ended_on=TODAY)
    points(court, company, 6, TODAY - DAY, state="corrected", ended_on=TODAY + DAY)
    points(court, company, 18, TODAY - DAY, state="dropped", ended_on=TODAY + DAY)
    points(court, services.company(court, "旁人物业", "OTHER"), 18, TODAY)
    asked(court)

    assert motion_of(court, TODAY + 9 * DAY).points == 9


@pytest.mark.parametrize(
    ("title", "convener", "expected"),
    [
        ("续聘青禾物业", "committee", ("breach", "ye", False)),
        ("续聘青禾物业", "street", ("breach", "jie", False)),
        ("选聘物业服务企业", "committee", ("info", "ye", True)),
    ],
)
def test_only_a_motion_that_proposes_the_company_of_now_owes_something(
    court: Court, title: str, convener: str, expected: Any
) -> None:
    company = services.company(court)
    services.contract(court, of=company, filed_on=SIGNED)
    points(court, company, 6, TODAY)
    known(court)
    asked(court, title, convener=convener)

    look(court)

    row = Finding.objects.get(check_id="C45")
    assert (row.severity, row.bearer, row.key == "") == expected


def test_a_contract_that_rests_on_a_motion_says_what_it_proposed(court: Court) -> None:
    company = services.company(court)
    standards = services.catalogue(court)
    services.contract(court, of=company, by=standards)
    one = decided(asked(court, "选聘物业服务企业", state="final"))
    assert not motion_of(court).renews

    later: Any = {"starts_on": date(2028, 1, 1), "ends_on": date(2030, 12, 31), "signed_on": None, "signed_by": None}
    services.contract(court, of=company, by=standards, kind=Kind.ORDINARY, state=State.DRAFT, decision=one, **later)

    assert motion_of(court).renews


def test_two_estates_with_contracts_take_as_many_questions_as_one(court: Court) -> None:
    standards = services.catalogue(court)
    for number, estate in enumerate((court.estate, court.other)):
        company = services.company(court, credit_code=f"CODE{number}")
        one = services.contract(court, estate=estate, of=company, by=standards)
        Annex.objects.create(
            estate=estate, contract=one, kind=Annex.Kind.REVIEW, name="报告", file="x", size=1, sha256="0" * 64,
            added_by=court.yan, added_at=MONDAY_9AM,
        )  # fmt: skip
        points(court, company, 6, TODAY)
    rated(court, "2026Q1", (1,))
    rated(court, "2026Q1", (1,), estate=court.other)
    first = asked(court)
    case(court, "1", resolved_at=APRIL + 4 * DAY)
    case(court, "2", resolved_at=APRIL + 5 * DAY)
    second = asked(court, number=2)
    for thing in (second.assembly, second):
        thing.estate = court.other
        thing.save(update_fields=["estate"])
    Case.objects.filter(number="2").update(estate=court.other)
    people.office(court.far, court.other.node, Office.Kind.COMPANY_MANAGER)
    with CaptureQueriesContext(connection) as alone:
        upkeep.look([court.estate], TODAY, MONDAY_9AM)
    with CaptureQueriesContext(connection) as both:
        upkeep.look([court.estate, court.other], TODAY, MONDAY_9AM)

    assert first.estate != second.estate
    assert len(both) == len(alone)
