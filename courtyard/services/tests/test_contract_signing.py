"""Signing: what a contract rests on, that it is alone, what follows from it; and filing."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from courtyard.assembly.freezes import Frozen
from courtyard.assembly.models import Freeze
from courtyard.cases.models import ContractPromise
from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.core.errors import NotAllowed, OutOfTurn
from courtyard.duties.models import Duty
from courtyard.notify.models import BoardNotice
from courtyard.people.models import Office
from courtyard.services import contract_terms as terms_of
from courtyard.services.actions import contract_signing as wrong
from courtyard.services.actions.contract_calendar import FILING, PLAN
from courtyard.services.actions.contract_signing import Signing, file_contract, sign_contract
from courtyard.services.actions.contracts import add_extra, drop_draft
from courtyard.services.models import Contract, Served
from courtyard.services.queries.current import company_of, contract_on
from courtyard.services.tests.contracting import (
    BEGINS,
    DAY,
    ENDS,
    TODAY,
    company,
    decided,
    draft,
    secretary,
    sign,
    signed,
)
from courtyard.services.tests.test_contracts import extra
from courtyard.services.upkeep.served import rebuild_served
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line

S = Contract.State
CLOSES = timedelta(hours=17, minutes=30)


def moment(day: date) -> datetime:
    """Business ends on that day."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + CLOSES


def test_a_signed_contract_binds_from_its_first_day_to_its_last(court: Court) -> None:
    said = decided(court)

    one = signed(court, decision=said)

    assert (one.state, one.decision, one.signed_on, one.signed_by) == (S.SIGNED, said, TODAY, court.yan)
    days = (BEGINS - DAY, BEGINS, ENDS, ENDS + DAY)
    assert [contract_on(court.estate, day) for day in days] == [None, one, one, None]
    assert company_of(court.estate, BEGINS) == one.company
    line = Line.objects.get(kind="services.contract_signed")
    assert (line.fields["prices_fen"], line.fields["company"]) == ({"dwelling": 185}, "青禾物业")


def test_what_follows_is_owed_by_the_day_the_law_says(court: Court) -> None:
    """Filed within thirty days of the 8th of June; the plan ninety days before the 30th of June 2029."""
    one = signed(court)

    owed = {duty.kind: duty for duty in Duty.objects.filter(about=one.pk)}
    assert set(owed) == {FILING, PLAN}
    assert (owed[FILING].due_at, owed[FILING].party) == (moment(date(2026, 7, 8)), "wu")
    assert (owed[PLAN].due_at, owed[PLAN].party) == (moment(date(2029, 4, 1)), "ye")
    assert owed[FILING].article == "上海市住宅物业管理规定第四十四条"
    assert owed[PLAN].article == "沪房规范〔2025〕6号第八条"


def test_without_a_committee_the_plan_is_the_sub_districts(court: Court) -> None:
    Office.objects.filter(kind=Office.Kind.OWNERS_COMMITTEE).delete()

    one = signed(court, kind="temporary", ends_on=BEGINS + 100 * DAY)

    duty = Duty.objects.get(kind=PLAN, about=one.pk)
    assert (duty.party, duty.office) == ("", Office.Kind.SUBDISTRICT)


def test_a_contract_signed_shortly_before_its_end_owes_the_plan_at_once(court: Court) -> None:
    one = signed(court, ends_on=BEGINS + DAY)

    assert Duty.objects.get(kind=PLAN, about=one.pk).due_at == MONDAY_9AM + DAY


def test_a_promise_with_a_time_becomes_the_time_of_cases(court: Court) -> None:
    one = draft(court)
    more = add_extra(one.pk, extra(), by=court.yan, at=MONDAY_9AM)
    add_extra(one.pk, extra(category="", clock="", amount=None, unit=""), by=court.yan, at=MONDAY_9AM)

    sign(court, one)

    more.refresh_from_db()
    promise = ContractPromise.objects.get()
    assert (promise.pk, promise.category, promise.clock) == (more.promise, "lift", "resolved")
    assert (promise.amount, promise.unit, promise.since, promise.until) == (4, "working_hours", BEGINS, None)
    assert promise.cites == "合同第十二条"


def test_a_contract_signed_twice_is_signed_once(court: Court) -> None:
    one, said = draft(court), decided(court)

    for _ in range(2):
        again = sign(court, one, said)

    assert again.state == S.SIGNED
    assert Line.objects.filter(kind="services.contract_signed").count() == 1
    assert Duty.objects.filter(about=one.pk).count() == 2


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "zhu", "bai", "reg", "jie", "shi", "far"])
def test_nobody_but_the_committee_signs_for_the_owners(court: Court, name: str) -> None:
    one, said = draft(court), Signing(signed_on=TODAY, decision=decided(court).pk)

    for somebody in (getattr(court, name), secretary(court)):
        with pytest.raises(NotAllowed):
            sign_contract(one.pk, said, by=somebody, at=MONDAY_9AM)

    one.refresh_from_db()
    assert one.state == S.DRAFT


@pytest.mark.parametrize(("kind", "may"), [("first", {"yan", "jie", "shi"}), ("temporary", {"jie"})])
def test_who_signs_what_no_owner_decided(court: Court, kind: str, may: set[str]) -> None:
    one = draft(court, kind=kind, ends_on=BEGINS + 90 * DAY)
    did = set()
    for name in ("lin", "desk", "yan", "zhu", "jie", "shi"):
        Contract.objects.filter(pk=one.pk).update(state=S.DRAFT)
        try:
            said = Signing(signed_on=TODAY, authority="前期合同")
            sign_contract(one.pk, said, by=getattr(court, name), at=MONDAY_9AM)
            did.add(name)
        except NotAllowed:
            continue

    assert did == may


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"matter": "fund-use"}, wrong.OtherMatter),
        ({"carried": False}, wrong.NotCarried),
        ({"carried": False, "set_aside": True}, wrong.NotCarried),
        ({"in_force_on": TODAY + DAY}, wrong.DecidedLater),
        ({"in_force_on": TODAY - 366 * DAY}, wrong.OldDecision),
        ({"other": True}, wrong.OtherEstates),
    ],
)
def test_a_decision_that_does_not_carry_a_contract_is_refused_by_name(
    court: Court, given: dict[str, Any], refusal: type[Exception]
) -> None:
    one = draft(court)
    said = decided(court, estate=court.other) if given.pop("other", False) else decided(court, **given)

    with pytest.raises(refusal) as refused:
        sign(court, one, said)

    assert refused.value.field == "decision"  # type: ignore[attr-defined]
    assert (Duty.objects.count(), Served.objects.count()) == (0, 0)


def test_a_decision_of_a_year_ago_carries_a_contract_still(court: Court) -> None:
    one = signed(court, decision=decided(court, in_force_on=TODAY - 365 * DAY))

    assert one.state == S.SIGNED


def test_without_a_decision_the_owners_contract_is_not_signed(court: Court) -> None:
    one = draft(court)

    for nothing, refusal in ((None, wrong.NoDecision), (new_id(), wrong.OtherEstates)):
        with pytest.raises(refusal):
            sign_contract(one.pk, Signing(signed_on=TODAY, decision=nothing), by=court.yan, at=MONDAY_9AM)


def test_one_decision_makes_one_contract(court: Court) -> None:
    said = decided(court)
    signed(court, decision=said, ends_on=BEGINS + 30 * DAY)
    later = draft(court, starts_on=BEGINS + 31 * DAY)

    with pytest.raises(wrong.UsedDecision) as refused:
        sign(court, later, said)

    assert refused.value.fields["company"] == "青禾物业"


def test_without_words_of_whoever_could_no_other_contract_is_signed(court: Court) -> None:
    one = draft(court, kind="first")

    for words in (" ", "长" * 501):
        with pytest.raises(wrong.NoAuthority):
            sign_contract(one.pk, Signing(signed_on=TODAY, authority=words), by=court.yan, at=MONDAY_9AM)


def test_nobody_signed_tomorrow_nor_what_is_over(court: Court) -> None:
    one, said = draft(court), decided(court)
    old = draft(court, starts_on=date(2025, 1, 1), ends_on=TODAY - DAY)

    with pytest.raises(wrong.SignedLater):
        sign_contract(one.pk, Signing(signed_on=TODAY + DAY, decision=said.pk), by=court.yan, at=MONDAY_9AM)
    with pytest.raises(wrong.OverBefore):
        sign(court, old, said)


def test_what_changed_since_the_draft_is_looked_at_again(court: Court) -> None:
    """The company closed in the meantime."""
    one = draft(court)
    one.company.closed_on, one.company.closed_why = TODAY, "注销"
    one.company.save(update_fields=["closed_on", "closed_why"])

    with pytest.raises(terms_of.NoSuchCompany):
        sign(court, one)


def test_a_dropped_draft_is_not_signed(court: Court) -> None:
    one = draft(court)
    drop_draft(one.pk, reason="没有谈成", by=court.yan, at=MONDAY_9AM)

    with pytest.raises(OutOfTurn):
        sign(court, one)


# the freeze


def freeze(court: Court) -> None:
    Freeze.objects.create(
        estate=court.estate, about=new_id(), why="换届", article="上海市住宅物业管理规定第二十八条",
        since=MONDAY_9AM - DAY, begun_by=court.jie,
    )  # fmt: skip


@pytest.mark.parametrize("matter", ["company", "service-fee"])
def test_while_a_group_sits_no_company_is_hired_and_no_fee_changed(court: Court, matter: str) -> None:
    before = signed(court, starts_on=TODAY, ends_on=ENDS)
    said = decided(court, matter=matter)
    one = draft(court, starts_on=BEGINS if matter == "service-fee" else ENDS + DAY, ends_on=ENDS + 2 * DAY)
    if matter == "service-fee":
        Contract.objects.filter(pk=one.pk).update(ends_on=ENDS)
    freeze(court)

    with pytest.raises(Frozen):
        sign(court, one, said)

    assert contract_on(court.estate, BEGINS) == before


def test_a_temporary_provider_serves_while_a_group_sits(court: Court) -> None:
    """No owner decides it, and service does not stop while a committee is elected."""
    freeze(court)

    assert signed(court, kind="temporary", ends_on=BEGINS + 30 * DAY).state == S.SIGNED


# two contracts


@pytest.mark.parametrize(
    ("starts", "fine"), [(ENDS + DAY, True), (ENDS, False), (BEGINS, False), (BEGINS + DAY, False)]
)
def test_two_contracts_never_bind_on_one_day(court: Court, starts: date, fine: bool) -> None:
    signed(court)
    other = draft(court, company(court, "朗月物业"), starts_on=starts, ends_on=ENDS + 400 * DAY)

    if fine:
        assert sign(court, other).state == S.SIGNED
        return
    with pytest.raises(wrong.Overlapping) as refused:
        sign(court, other)
    assert refused.value.fields == {"company": "青禾物业", "day": starts, "until": ENDS}


def test_a_contract_before_one_that_is_signed_ends_before_it(court: Court) -> None:
    signed(court)
    early = draft(court, company(court, "朗月物业"), starts_on=TODAY, ends_on=BEGINS)

    with pytest.raises(wrong.Overlapping) as refused:
        sign(court, early)

    assert refused.value.fields["day"] == BEGINS


def test_one_that_runs_on_without_an_end_is_ended_before_another_begins(court: Court) -> None:
    one = signed(court, starts_on=TODAY, ends_on=BEGINS)
    Contract.objects.filter(pk=one.pk).update(state=S.RUNS_ON, runs_on_since=BEGINS + DAY)
    other = draft(court, company(court, "朗月物业"), starts_on=BEGINS + 60 * DAY)

    with pytest.raises(wrong.OverlappingForever):
        sign(court, other)


def test_the_developers_contract_gives_way_to_the_owners(court: Court) -> None:
    """民法典第九百四十条: it ends when the owners' begins, however long it would have run."""
    first = signed(court, kind="first", starts_on=date(2025, 1, 1))

    one = signed(court, company(court, "朗月物业"))

    first.refresh_from_db()
    assert (first.leaves_on, first.last_day) == (BEGINS - DAY, BEGINS - DAY)
    assert [contract_on(court.estate, day) for day in (BEGINS - DAY, BEGINS)] == [first, one]
    assert Line.objects.filter(kind="services.contract_gives_way").count() == 1


def test_a_new_price_is_a_new_contract_from_the_day_after(court: Court) -> None:
    before = draft(court, starts_on=TODAY)
    add_extra(before.pk, extra(), by=court.yan, at=MONDAY_9AM)
    before = sign(court, before)

    dearer = signed(court, decision=decided(court, "调整物业费", "service-fee"), prices={"dwelling": 205})

    before.refresh_from_db()
    assert (before.last_day, dearer.starts_on) == (BEGINS - DAY, BEGINS)
    assert ContractPromise.objects.get().until == BEGINS - DAY


def test_a_decision_on_the_fee_hires_nobody(court: Court) -> None:
    signed(court, starts_on=TODAY)
    fee = decided(court, "调整物业费", "service-fee")
    other = draft(court, company(court, "朗月物业"), ends_on=ENDS)

    with pytest.raises(wrong.NothingToReprice):
        sign(court, other, fee)


def test_a_decision_on_the_fee_prolongs_nothing(court: Court) -> None:
    signed(court, starts_on=TODAY)
    longer = draft(court, ends_on=ENDS + DAY)

    with pytest.raises(wrong.ProlongsToo):
        sign(court, longer, decided(court, "调整物业费", "service-fee"))


# who serves where


def test_who_serves_where_is_kept_and_can_be_rebuilt(court: Court) -> None:
    one = signed(court)
    kept = Served.objects.get()
    said = (kept.contract, kept.company_id, kept.node_id, kept.kind, kept.since, kept.until)
    assert said == (one.pk, one.company_id, court.estate.pk, "ordinary", BEGINS, None)

    Served.objects.all().delete()
    assert rebuild_served() == 1

    again = Served.objects.get()
    assert (again.contract, again.company_id, again.node_id, again.kind, again.since, again.until) == said


def test_drafts_serve_nowhere(court: Court) -> None:
    draft(court)

    assert (Served.objects.count(), rebuild_served()) == (0, 0)


def test_a_temporary_provider_hangs_on_the_board_at_once(court: Court) -> None:
    signed(court, kind="temporary", ends_on=BEGINS + 30 * DAY)

    notice = BoardNotice.objects.get()
    assert (notice.party, "青禾物业" in notice.words, "街道第3号函" in notice.words) == ("jie", True, True)


# filing


@pytest.mark.parametrize(("day", "late"), [(TODAY, False), (date(2026, 7, 8), False), (date(2026, 7, 9), True)])
def test_it_is_filed_within_thirty_days(court: Court, day: date, late: bool) -> None:
    one = signed(court)

    for _ in range(2):
        filed = file_contract(one.pk, on=day, by=court.zhu, at=moment(day))

    assert filed.filed_on == day
    assert Duty.objects.get(kind=FILING).done_at == moment(day)
    assert Line.objects.get(kind="services.contract_filed").fields["late"] == late


def test_nothing_is_filed_before_it_is_signed_nor_tomorrow(court: Court) -> None:
    one = signed(court)
    unsigned = draft(court, starts_on=ENDS + DAY, ends_on=ENDS + 300 * DAY)

    with pytest.raises(wrong.NotSigned):
        file_contract(unsigned.pk, on=TODAY, by=court.yan, at=MONDAY_9AM)
    for day in (TODAY - DAY, TODAY + DAY):
        with pytest.raises(wrong.FiledLater):
            file_contract(one.pk, on=day, by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "bai", "reg", "far"])
def test_nobody_files_who_is_neither_side_nor_the_office(court: Court, name: str) -> None:
    one = signed(court)

    with pytest.raises(NotAllowed):
        file_contract(one.pk, on=TODAY, by=getattr(court, name), at=MONDAY_9AM)
