"""What lets money out, and what does not: decisions and their sums, limits, contracts, emergencies, the freeze."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from courtyard.assembly.freezes import Frozen
from courtyard.assembly.models import Assembly, Decision, Freeze
from courtyard.committee.citing import NotCarried
from courtyard.committee.models import Committee, LimitUse
from courtyard.committee.tests.business import limit
from courtyard.committee.tests.sitting import decided as resolved
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.actions import authorising, spending
from courtyard.money.actions.authorising import approve_spending, authorise_spending, review_spending
from courtyard.money.actions.plans import withdraw_spending
from courtyard.money.actions.spending import pay
from courtyard.money.grounds import (
    Ground,
    NoContract,
    NoEmergencyRule,
    NoGround,
    NoSum,
    OtherMatter,
    OtherPart,
    OverDecision,
    SetAside,
    decisions_for,
)
from courtyard.money.models import Entry
from courtyard.money.queries.choices import limits_for
from courtyard.money.tests.build import booked, leg
from courtyard.money.tests.spend import (
    COST,
    TODAY,
    approved,
    authorised,
    draw,
    fund,
    planned,
    quoted,
    reviewed,
    roof,
)
from courtyard.places.tests import build
from courtyard.services.tests.contracting import signed

DAY = timedelta(days=1)


def test_no_ground_no_money(court: Court) -> None:
    there = fund(court)
    one, quote = quoted(court)

    def authorise(**ground: object) -> None:
        authorise_spending(one.pk, Ground(**ground), quote.pk, by=court.yan, at=MONDAY_9AM)  # type: ignore[arg-type]

    for wrong, refusal in (
        ({"kind": "budget", "id": uuid4()}, NoGround),
        ({"kind": "assembly"}, NoGround),
        ({"kind": "contract", "id": signed(court, starts_on=TODAY).pk}, NoGround),
        ({"kind": "limit", "id": uuid4()}, NoGround),
        ({"kind": "assembly", "id": roof(court, matter="company").pk}, OtherMatter),
        ({"kind": "assembly", "id": roof(court, carried=False).pk}, NotCarried),
        ({"kind": "assembly", "id": roof(court, cost_fen=None).pk}, NoSum),
        ({"kind": "assembly", "id": roof(court, cost_fen=COST - 1).pk}, OverDecision),
    ):
        with pytest.raises(refusal), transaction.atomic():
            authorise(**wrong)
    with pytest.raises(authorising.NoQuote):
        authorise_spending(one.pk, Ground(kind="assembly", id=roof(court).pk), by=court.yan, at=MONDAY_9AM)
    assert there.book.last_number == 1


def test_whoever_bears_the_cost_decided_it(court: Court) -> None:
    """A decision of one building's owners lets out their own money, and nobody else's."""
    fund(court)
    other = build.building(court.estate, "9号楼")
    of_house, of_other, of_some = (roof(court, title=title) for title in ("本楼的", "2号楼的", "几户的"))
    for one, columns in (
        (of_house, {"scope": "building", "building": court.building}),
        (of_other, {"scope": "building", "building": other}),
        (of_some, {"scope": "homes", "homes": [court.home.pk.hex]}),
    ):
        Assembly.objects.filter(pk=one.motion.assembly_id).update(**columns)

    assert authorised(court, of_house).authority_id == of_house.pk
    for decision, part in ((of_other, court.building.pk), (of_some, court.building.pk), (of_house, None)):
        with pytest.raises(OtherPart), transaction.atomic():
            authorised(court, decision, building=part)
    planned_of_all = quoted(court, building=None)[0]
    assert of_house not in decisions_for(planned_of_all, TODAY)


def test_what_a_committee_was_let_spend_by_one_house_is_not_spent_for_all(court: Court) -> None:
    fund(court)
    mine = limit(court)
    vote = Assembly.objects.filter(pk=mine.decision.motion.assembly_id)
    vote.update(scope="building", building=build.building(court.estate, "9号楼"))
    resolution = resolved(Committee.objects.get(), court)
    one, quote = quoted(court, 1_500_00)

    with pytest.raises(OtherPart):
        authorise_spending(
            one.pk, Ground(kind="limit", id=mine.pk, resolution=resolution.pk), quote.pk, by=court.yan, at=MONDAY_9AM
        )
    assert limits_for(one, TODAY) == []


def test_two_spendings_share_the_sum_of_one_decision(court: Court) -> None:
    fund(court)
    decision = roof(court, cost_fen=60_000_00)
    authorised(court, decision)

    with pytest.raises(OverDecision):
        authorised(court, decision)
    assert authorised(court, decision, fen=20_000_00).agreed_fen == 20_000_00


def test_what_rests_on_a_decision_that_was_set_aside_is_not_paid(court: Court) -> None:
    there = fund(court)
    decision = roof(court)
    asked = draw(there, reviewed(there, decision=decision), COST)
    Decision.objects.filter(pk=decision.pk).update(carried=False, set_aside=True)

    with pytest.raises(SetAside):
        pay(asked.pk, day=TODAY, by=court.yan, at=MONDAY_9AM)


def test_a_delegated_limit_is_used_and_handed_back(court: Court) -> None:
    there = fund(court)
    mine = limit(court)
    one, quote = quoted(court, 1_500_00)
    ground = Ground(kind="limit", id=mine.pk, resolution=resolved(Committee.objects.get(), court).pk)

    done = authorise_spending(one.pk, ground, quote.pk, by=court.yan, at=MONDAY_9AM)

    assert (done.authority, done.authority_id) == ("limit", mine.pk)
    assert LimitUse.objects.get().fen == 1_500_00
    withdraw_spending(one.pk, reason="自己修好了", by=court.yan, at=MONDAY_9AM)
    assert not LimitUse.objects.exists()
    assert there.book.last_number == 1


def test_an_emergency_needs_no_quote_and_no_vote_but_two_signatures(court: Court) -> None:
    there = fund(court)
    danger = {"emergency": True, "danger": "外墙砖要掉下来", "reported_to": "街道房管办", "reported_on": TODAY}
    one = planned(court, **danger)
    ordinary = planned(court)

    done = authorise_spending(one.pk, Ground(kind="emergency"), by=court.yan, at=MONDAY_9AM)

    assert (done.authority, done.authority_id, done.agreed_fen) == ("emergency", one.pk, COST)
    with pytest.raises(spending.NotApproved):
        draw(there, done, 1_00)
    with pytest.raises(authorising.NoQuote):
        authorise_spending(ordinary.pk, Ground(kind="emergency"), by=court.yan, at=MONDAY_9AM)


def test_an_emergency_is_known_to_the_rulebook_and_to_two_funds_only(court: Court) -> None:
    fund(court)
    danger = {"emergency": True, "danger": "塌", "reported_to": "街道", "reported_on": TODAY, "building": None}

    with pytest.raises(NoEmergencyRule):
        planned(court, fund="fees", account="fees_cleaning", **danger)


def test_fees_are_spent_under_a_contract_that_binds(court: Court) -> None:
    there = fund(court)
    ahead = signed(court)
    one, quote = quoted(court, fund="fees", account="fees_cleaning", building=None, by=court.zhu)

    with pytest.raises(NoContract):
        authorise_spending(one.pk, Ground(kind="contract", id=ahead.pk), quote.pk, by=court.zhu, at=MONDAY_9AM)
    assert there.book.last_number == 1


def test_while_a_committee_is_elected_the_fund_is_frozen_but_for_emergencies(court: Court) -> None:
    there = fund(court)
    one, quote = quoted(court)
    waiting = authorised(court)
    danger = {"emergency": True, "danger": "外墙砖要掉", "reported_to": "街道", "reported_on": TODAY}
    freeze_here(court)

    deeds: tuple[Callable[[], object], ...] = (
        lambda: planned(court),
        lambda: authorise_spending(
            one.pk, Ground(kind="assembly", id=roof(court).pk), quote.pk, by=court.yan, at=MONDAY_9AM
        ),
        lambda: approve_spending(waiting.pk, by=there.qin, at=MONDAY_9AM),
    )
    for deed in deeds:
        with pytest.raises(Frozen), transaction.atomic():
            deed()
    urgent = planned(court, **danger)
    done = authorise_spending(urgent.pk, Ground(kind="emergency"), by=court.yan, at=MONDAY_9AM)
    assert approve_spending(done.pk, by=there.qin, at=MONDAY_9AM).first_by == there.qin


def freeze_here(court: Court) -> None:
    Freeze.objects.create(
        estate=court.estate, about=uuid4(), why="换届", article="上海市住宅物业管理规定第二十八条",
        since=MONDAY_9AM - DAY, begun_by=court.jie,
    )  # fmt: skip


def test_a_large_spending_from_public_revenue_is_reviewed_first(court: Court) -> None:
    there = fund(court)
    booked(court, leg("revenue_bank", "revenue_lift_ads", 90_000_00))
    decision = roof(court, cost_fen=60_000_00, matter="common-parts")
    one = approved(there, decision=decision, fen=50_000_00, fund="revenue", account="revenue_upkeep", building=None)

    with pytest.raises(spending.ReviewFirst):
        draw(there, one, 1_00)
    review_spending(one.pk, 50_000_00, by=there.qin, at=MONDAY_9AM)
    pay(draw(there, one, 50_000_00).pk, day=TODAY, by=court.yan, at=MONDAY_9AM)

    assert not Entry.objects.filter(source="share").exists()
