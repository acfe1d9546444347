"""Drafts of contracts: what may stand in one, who prepares it, and that nobody changes what was signed."""

from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, NotThere, OutOfTurn
from courtyard.core.moves import faults
from courtyard.core.quantities import BadMoney, parse_fen
from courtyard.people.tests import build as people
from courtyard.services import contract_terms as wrong
from courtyard.services.actions import contracts as actions
from courtyard.services.actions.contracts import (
    Extra,
    add_extra,
    change_draft,
    draft_contract,
    drop_draft,
    drop_extra,
)
from courtyard.services.models import Contract, ContractExtra
from courtyard.services.tests import build
from courtyard.services.tests.contracting import BEGINS, DAY, ENDS, company, draft, levels, secretary, signed, terms
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line

S = Contract.State
MORE = Extra(
    field="facilities", words="电梯困人或停运，4个工作小时内到场修复", clause="合同第十二条", category="lift",
    clock="resolved", amount=4, unit="working_hours",
)  # fmt: skip


def extra(**given: Any) -> Extra:
    columns = {
        name: getattr(MORE, name) for name in ("field", "words", "clause", "category", "clock", "amount", "unit")
    }
    return Extra(**(columns | given))


def test_a_contract_can_go_every_way_its_states_allow() -> None:
    assert faults(Contract.MOVES, S.DRAFT, S.values) == ()


def test_a_draft_says_what_its_terms_say(court: Court) -> None:
    said = terms(court, prices={"dwelling": 185, "shop": 320})

    one = draft_contract(court.estate, said, by=court.yan, at=MONDAY_9AM)

    assert (one.state, one.kind, one.mode, one.commission_bp) == ("draft", "ordinary", "commission", 800)
    assert (one.starts_on, one.ends_on, one.company.name) == (BEGINS, ENDS, "青禾物业")
    assert dict(one.prices.values_list("use", "fen_per_m2")) == {"dwelling": 185, "shop": 320}
    assert dict(one.levels.values_list("field", "level")) == levels()
    assert Line.objects.get(kind="services.contract_drafted").fields == {"kind": "ordinary"}


def test_a_draft_sent_twice_is_one_draft(court: Court) -> None:
    said = terms(court)

    first, second = (draft_contract(court.estate, said, by=court.yan, at=MONDAY_9AM) for _ in range(2))

    assert first == second
    assert (Contract.objects.count(), Line.objects.filter(kind="services.contract_drafted").count()) == (1, 1)


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "zhu", "bai", "reg", "jie", "shi", "far"])
def test_nobody_but_the_committee_and_its_secretary_prepares_the_owners_contract(court: Court, name: str) -> None:
    with pytest.raises(NotAllowed):
        draft_contract(court.estate, terms(court), by=getattr(court, name), at=MONDAY_9AM)

    draft_contract(court.estate, terms(court), by=secretary(court), at=MONDAY_9AM)
    assert Contract.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "may"), [("first", {"yan", "jie", "shi"}), ("ordinary", {"yan"}), ("temporary", {"jie"})]
)
def test_who_prepares_which_kind(court: Court, kind: str, may: set[str]) -> None:
    did = set()
    for name in ("lin", "desk", "yan", "zhu", "jie", "shi"):
        said = terms(court, kind=kind, ends_on=BEGINS + 90 * DAY)
        try:
            draft_contract(court.estate, said, by=getattr(court, name), at=MONDAY_9AM)
            did.add(name)
        except NotAllowed:
            continue

    assert did == may


@pytest.mark.parametrize(
    ("given", "refusal", "field"),
    [
        ({"company": new_id()}, wrong.NoSuchCompany, "company"),
        ({"kind": "ordinary", "mode": "barter"}, wrong.NoSuchMode, "mode"),
        ({"commission_bp": 0}, wrong.BadCommission, "commission"),
        ({"commission_bp": 10_001}, wrong.BadCommission, "commission"),
        ({"mode": "lump_sum"}, wrong.NoCommissionHere, "commission"),
        ({"ends_on": BEGINS}, wrong.EndsFirst, "ends_on"),
        ({"ends_on": BEGINS - DAY}, wrong.EndsFirst, "ends_on"),
        ({"ends_on": BEGINS.replace(year=2036)}, wrong.TooLong, "ends_on"),
        ({"prices": {}}, wrong.NoPrice, "price_dwelling"),
        ({"prices": {"dwelling": 0}}, wrong.BadPrice, "price_dwelling"),
        ({"prices": {"dwelling": 185, "shop": -1}}, wrong.BadPrice, "price_shop"),
        ({"prices": {"dwelling": 100_001}}, wrong.BadPrice, "price_dwelling"),
        ({"prices": {"castle": 185}}, wrong.BadPrice, "price_dwelling"),
        ({"catalogue": new_id()}, wrong.NoSuchCatalogue, "level_general"),
        ({"catalogue": None}, wrong.NoSuchCatalogue, "level_general"),
        ({"levels": {**levels(), "green": 3}}, wrong.NoSuchLevel, "level_green"),
        ({"levels": {**levels(), "garden": 1}}, wrong.NoSuchLevel, "level_general"),
        ({"levels": {"general": 2}}, wrong.MissingLevel, "level_cleaning"),
    ],
)
def test_what_cannot_stand_in_a_contract_is_refused_by_name_at_its_field(
    court: Court, given: dict[str, Any], refusal: type[Exception], field: str
) -> None:
    with pytest.raises(refusal) as refused:
        draft(court, **given)

    assert refused.value.field == field  # type: ignore[attr-defined]
    assert (Contract.objects.count(), Line.objects.count()) == (0, 0)


def test_a_price_is_whole_fen() -> None:
    """1.85 yuan is 185 fen; finer than a fen is no price."""
    assert parse_fen("1.85") == 185
    with pytest.raises(BadMoney):
        parse_fen("1.855 元")


def test_a_kind_that_is_none_is_nobodys_to_prepare(court: Court) -> None:
    with pytest.raises(NotAllowed):
        draft(court, kind="eternal")


def test_ten_years_are_the_longest(court: Court) -> None:
    one = draft(court, ends_on=BEGINS.replace(year=2036) - DAY)

    assert one.ends_on == BEGINS.replace(year=2036) - DAY


@pytest.mark.parametrize(("last", "fine"), [("2026-12-31", True), ("2027-01-01", False), ("2027-01-31", False)])
def test_a_temporary_provider_serves_six_months_at_most(court: Court, last: str, fine: bool) -> None:
    """From the 1st of July to the 31st of December, both days counted; seven months are refused."""
    day = BEGINS.fromisoformat(last)

    if fine:
        assert draft(court, kind="temporary", ends_on=day).ends_on == day
        return
    with pytest.raises(wrong.LongTemporary) as refused:
        draft(court, kind="temporary", ends_on=day)
    assert refused.value.fields["most"] == BEGINS.replace(month=12, day=31)
    assert refused.value.fields["article"] == "上海市住宅物业管理规定第五十二条"


def test_a_company_that_closed_or_is_of_another_place_is_not_hired(court: Court) -> None:
    closed, elsewhere = company(court, "旧日物业"), company(court, "松苑物业")
    closed.closed_on, closed.closed_why = BEGINS - 100 * DAY, "注销"
    closed.save(update_fields=["closed_on", "closed_why"])
    elsewhere.node = court.other.node
    elsewhere.save(update_fields=["node"])

    for one in (closed, elsewhere):
        with pytest.raises(wrong.NoSuchCompany):
            draft(court, one)


@pytest.mark.parametrize("given", [{"valid_from": None}, {"valid_from": BEGINS + DAY}, {"valid_to": BEGINS - DAY}])
def test_levels_are_of_a_catalogue_that_is_in_force_when_the_contract_begins(
    court: Court, given: dict[str, Any]
) -> None:
    catalogue = build.catalogue(court)
    for name, value in given.items():
        setattr(catalogue, name, value)
    catalogue.save(update_fields=list(given))

    with pytest.raises(wrong.NoSuchCatalogue):
        draft(court)


def test_a_catalogue_of_a_place_the_estate_does_not_lie_in_counts_for_nothing(court: Court) -> None:
    catalogue = build.catalogue(court, node=court.other.node)

    with pytest.raises(wrong.NoSuchCatalogue):
        draft(court, by=catalogue)


def test_without_a_catalogue_a_contract_promises_no_level(court: Court) -> None:
    one = draft(court, catalogue=None, levels={})

    assert (one.catalogue, one.levels.count()) == (None, 0)


def test_a_draft_is_changed(court: Court) -> None:
    one = draft(court)

    said = terms(court, mode="lump_sum", commission_bp=None, prices={"dwelling": 195}, levels=levels(1))
    changed = change_draft(one.pk, said, by=court.yan, at=MONDAY_9AM)

    assert (changed.mode, changed.commission_bp) == ("lump_sum", None)
    assert dict(changed.prices.values_list("use", "fen_per_m2")) == {"dwelling": 195}
    assert dict(changed.levels.values_list("field", "level")) == levels(1)


def test_what_was_signed_is_never_changed(court: Court) -> None:
    one = signed(court)
    more = ContractExtra.objects.create(estate=court.estate, contract=one, field="green", words="补种", clause="第一条")

    with pytest.raises(OutOfTurn):
        change_draft(one.pk, terms(court, prices={"dwelling": 999}), by=court.yan, at=MONDAY_9AM)
    with pytest.raises(OutOfTurn):
        add_extra(one.pk, extra(), by=court.yan, at=MONDAY_9AM)
    with pytest.raises(OutOfTurn):
        drop_extra(more.pk, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(OutOfTurn):
        drop_draft(one.pk, reason="作废", by=court.yan, at=MONDAY_9AM)

    assert one.prices.get().fen_per_m2 == 185


def test_a_draft_does_not_become_a_kind_that_is_not_theirs(court: Court) -> None:
    one = draft(court)

    with pytest.raises(NotAllowed):
        change_draft(one.pk, terms(court, kind="temporary", ends_on=BEGINS + DAY), by=court.yan, at=MONDAY_9AM)


def test_a_promise_is_added_once_and_taken_out(court: Court) -> None:
    one, more = draft(court), extra()

    first, second = (add_extra(one.pk, more, by=court.yan, at=MONDAY_9AM) for _ in range(2))
    assert (first, one.extras.get().amount) == (second, 4)
    drop_extra(first.pk, by=court.yan, at=MONDAY_9AM)

    assert one.extras.count() == 0
    assert Line.objects.filter(kind__in=["services.extra_added", "services.extra_dropped"]).count() == 2
    with pytest.raises(NotThere):
        drop_extra(first.pk, by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"field": "sky"}, actions.NoField),
        ({"words": " "}, actions.NoWords),
        ({"words": "长" * 501}, actions.NoWords),
        ({"clause": ""}, actions.NoClause),
        ({"clause": "条" * 121}, actions.NoClause),
        ({"amount": None}, actions.HalfClock),
        ({"clock": ""}, actions.HalfClock),
        ({"category": "ghosts"}, actions.NoSuchClock),
        ({"clock": "someday"}, actions.NoSuchClock),
        ({"unit": "moons"}, actions.BadTime),
        ({"amount": 2001}, actions.BadTime),
    ],
)
def test_a_promise_that_cannot_be_kept_or_measured_is_refused(
    court: Court, given: dict[str, Any], refusal: type[Exception]
) -> None:
    one = draft(court)

    with pytest.raises(refusal):
        add_extra(one.pk, extra(**given), by=court.yan, at=MONDAY_9AM)

    assert one.extras.count() == 0


def test_a_promise_without_a_time_is_one(court: Court) -> None:
    one = draft(court)

    more = add_extra(one.pk, extra(category="", clock="", amount=None, unit=""), by=court.yan, at=MONDAY_9AM)

    assert more.amount is None


def test_drafts_and_promises_are_so_many_at_most(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "DRAFTS_MAX", 1)
    monkeypatch.setattr(actions, "EXTRAS_MAX", 1)
    one = draft(court)
    add_extra(one.pk, extra(), by=court.yan, at=MONDAY_9AM)

    with pytest.raises(actions.ManyDrafts):
        draft(court)
    with pytest.raises(actions.ManyExtras):
        add_extra(one.pk, extra(), by=court.yan, at=MONDAY_9AM)


def test_a_draft_is_dropped_for_a_reason_and_once(court: Court) -> None:
    one = draft(court)

    with pytest.raises(actions.NoReason):
        drop_draft(one.pk, reason=" ", by=court.yan, at=MONDAY_9AM)
    for _ in range(2):
        dropped = drop_draft(one.pk, reason="没有谈成", by=court.yan, at=MONDAY_9AM)

    assert dropped.state == S.DROPPED
    assert Line.objects.filter(kind="services.draft_dropped").count() == 1


@pytest.mark.parametrize("name", ["lin", "desk", "zhu", "jie", "far"])
def test_nobody_else_touches_a_draft(court: Court, name: str) -> None:
    one, somebody = draft(court), getattr(court, name)
    more = add_extra(one.pk, extra(), by=court.yan, at=MONDAY_9AM)

    with pytest.raises(NotAllowed):
        change_draft(one.pk, terms(court), by=somebody, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        add_extra(one.pk, extra(), by=somebody, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        drop_extra(more.pk, by=somebody, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        drop_draft(one.pk, reason="不要了", by=somebody, at=MONDAY_9AM)


def test_there_is_no_contract_where_there_is_none(court: Court) -> None:
    nowhere, somebody = new_id(), people.person("柳无事", court.estate.node)

    with pytest.raises(NotThere):
        change_draft(nowhere, terms(court), by=somebody, at=MONDAY_9AM)
