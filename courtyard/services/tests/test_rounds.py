"""Rounds begin under a contract with fixed items, count once finished, and never change after that."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, NotThere
from courtyard.people.models import Office
from courtyard.places.tests import build as places
from courtyard.services import round_rules
from courtyard.services.actions import rounds as actions
from courtyard.services.actions.findings import Seen, record_finding
from courtyard.services.actions.rounds import Begin, begin_round, drop_round, finish_round
from courtyard.services.models import Field, Item, Round
from courtyard.services.queries.current import items_of as promised
from courtyard.services.queries.inspections import Counted, outcomes
from courtyard.services.tests import build
from courtyard.services.tests.walking import MINUTE, WRONG, begun, finished, found, items_of, photo, supervisor
from courtyard.trail.models import Line

TODAY = build.TODAY


@pytest.mark.parametrize(("name", "body"), [("yan", "ye"), ("jie", "jie"), ("wei", "supervisor")])
def test_three_bodies_go_on_rounds(court: Court, name: str, body: str) -> None:
    contract, wei = build.contract(court), supervisor(court)

    one = begun(court, by=wei if name == "wei" else getattr(court, name), body=body)

    assert (one.body, one.contract, one.is_open) == (body, contract, True)
    assert sorted(one.items) == sorted(item.pk.hex for item in promised(contract))
    assert [item.code for item in items_of(one)] == [f"{field}-{n}" for field in range(1, 6) for n in (1, 2)]
    assert Line.objects.filter(kind="services.round_begun", about=one.pk).count() == 1


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "zhu", "bai", "reg", "shi", "far"])
def test_nobody_else_does(court: Court, name: str) -> None:
    build.contract(court)

    with pytest.raises(NotAllowed):
        begun(court, by=getattr(court, name))

    assert not Round.objects.exists()


def test_a_level_promised_is_what_is_looked_at(court: Court) -> None:
    build.contract(court, level=1)

    assert [item.position for item in items_of(begun(court))] == [1] * 5


def test_a_round_of_one_field_in_one_building(court: Court) -> None:
    build.contract(court)

    one = begun(court, fields=[Field.ORDER], building=court.building)

    assert ({item.field for item in items_of(one)}, one.building) == ({Field.ORDER}, court.building)


def test_the_items_stay_as_they_were(court: Court) -> None:
    catalogue = build.catalogue(court)
    build.contract(court, by=catalogue)
    one = begun(court)
    Item.objects.create(
        catalogue=catalogue, field=Field.GREEN, code="4-9", position=9, level_from=1, level_to=2,
        what="新的", how="看", often="每月1次", passes="好",
    )  # fmt: skip

    one.refresh_from_db()

    assert len(one.items) == 10


def test_without_a_contract_in_force_there_is_no_round(court: Court) -> None:
    build.contract(court, ends_on=TODAY - timedelta(days=1))

    with pytest.raises(actions.NoContract):
        begun(court)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"body": "jie"}, actions.NotYourBody),
        ({"body": "none"}, actions.NotYourBody),
        ({"fields": ["cooking"]}, actions.NothingPromised),
    ],
)
def test_what_cannot_begin(court: Court, given: dict[str, Any], wrong: type[Exception]) -> None:
    build.contract(court)

    with pytest.raises(wrong):
        begun(court, **given)

    assert not Round.objects.exists()


def test_a_building_of_another_estate(court: Court) -> None:
    build.contract(court)

    with pytest.raises(actions.BuildingNotHere):
        begun(court, building=places.building(court.other, "9号楼", 1))


def test_more_items_than_a_round_has(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "FINDINGS_MAX", 9)
    build.contract(court)

    with pytest.raises(actions.TooManyItems):
        begun(court)


def test_the_same_form_is_the_same_round(court: Court) -> None:
    build.contract(court)
    begin = Begin(estate=court.estate, body="ye")

    twice = [begin_round(begin, by=court.yan, at=MONDAY_9AM).pk for _ in range(2)]

    assert twice == [begin.id, begin.id]
    assert Line.objects.filter(kind="services.round_begun").count() == 1
    with pytest.raises(round_rules.UsedId):
        begin_round(Begin(estate=court.estate, body="jie", id=begin.id), by=court.jie, at=MONDAY_9AM)


def test_nobody_leaves_many_rounds_open(court: Court) -> None:
    build.contract(court)
    for _ in range(actions.OPEN_MAX):
        begun(court)

    with pytest.raises(actions.TooManyOpen):
        begun(court)


def test_a_finished_round_counts(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    for place, item in enumerate(items_of(one)):
        found(one, item, *[("fail", WRONG), ("unseen", "门锁着。"), ("pass", "")][min(place, 2)])
    before = outcomes(court.estate, TODAY, TODAY)

    done = finish_round(one.pk, by=court.yan, at=MONDAY_9AM + 2 * MINUTE)

    assert (done.finished_at, done.received_at) == (MONDAY_9AM + 2 * MINUTE, MONDAY_9AM + 2 * MINUTE)
    assert set(before.values()) == {Counted()}
    after = outcomes(court.estate, TODAY, TODAY)
    assert after["general"] == Counted(0, 1, 1)
    assert after["facilities"] == Counted(2, 0, 0)
    assert set(outcomes(court.estate, TODAY + timedelta(days=1), TODAY + timedelta(days=9)).values()) == {Counted()}
    assert set(outcomes(court.other, TODAY, TODAY).values()) == {Counted()}
    line = Line.objects.get(kind="services.round_finished")
    assert (line.fields["passes"], line.fields["fails"], line.fields["unseen"]) == (8, 1, 1)


def test_finished_twice_is_finished_once(court: Court) -> None:
    build.contract(court)
    one = finished(court)

    again = finish_round(one.pk, by=court.yan, at=MONDAY_9AM + timedelta(hours=2))

    assert again.finished_at == one.finished_at
    assert Line.objects.filter(kind="services.round_finished").count() == 1


def test_a_round_synced_half_names_what_is_not_here(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    items = items_of(one)
    for item in items:
        found(one, item)
    here, fresh, picture = photo(one, items[0]).pk, uuid4(), uuid4()

    with pytest.raises(actions.SyncedHalf) as refused:
        finish_round(
            one.pk, findings={fresh: items[1].pk}, photos={here: items[0].pk, picture: items[2].pk}, by=court.yan,
            at=MONDAY_9AM + 2 * MINUTE,
        )  # fmt: skip

    assert [item.what in str(refused.value.fields["items"]) for item in items] == [False, True, True] + [False] * 7
    one.refresh_from_db()
    assert one.is_open
    assert finish_round(one.pk, photos={here: items[0].pk}, by=court.yan, at=MONDAY_9AM + 2 * MINUTE).finished_at


def test_a_finished_round_still_says_what_it_never_got(court: Court) -> None:
    build.contract(court)
    one = finished(court)

    with pytest.raises(actions.SyncedHalf):
        finish_round(one.pk, photos={uuid4(): items_of(one)[0].pk}, by=court.yan, at=MONDAY_9AM + 3 * MINUTE)


def test_every_item_is_spoken_of(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    for item in items_of(one)[:9]:
        found(one, item)

    with pytest.raises(actions.NotAllLookedAt) as refused:
        finish_round(one.pk, by=court.yan, at=MONDAY_9AM + 2 * MINUTE)

    assert refused.value.fields["count"] == 1
    assert items_of(one)[9].what in str(refused.value.fields["items"])


def test_a_round_is_not_finished_before_it_began_nor_tomorrow(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    for item in items_of(one):
        found(one, item)

    for moment, wrong in ((-60, round_rules.NotInTheRound), (60, round_rules.InTheFuture)):
        with pytest.raises(wrong):
            finish_round(one.pk, finished_at=MONDAY_9AM + moment * MINUTE, by=court.yan, at=MONDAY_9AM + MINUTE)


@pytest.mark.parametrize("name", ["jie", "zhu", "lin", "desk"])
def test_only_whoever_walks_finishes(court: Court, name: str) -> None:
    build.contract(court)
    one = begun(court)

    with pytest.raises(NotAllowed):
        finish_round(one.pk, by=getattr(court, name), at=MONDAY_9AM)


def test_a_round_is_dropped_with_a_reason_by_its_body(court: Court) -> None:
    build.contract(court)
    one, other = begun(court), begun(court, by=court.jie, body="jie")
    for name in ("zhu", "lin", "jie"):
        with pytest.raises(NotAllowed):
            drop_round(one.pk, reason="走错楼", by=getattr(court, name), at=MONDAY_9AM)
    for reason, wrong in ((" ", actions.NoReason), ("长" * 501, actions.LongReason)):
        with pytest.raises(wrong):
            drop_round(one.pk, reason=reason, by=court.yan, at=MONDAY_9AM)

    dropped = [drop_round(one.pk, reason="走错楼", by=court.yan, at=MONDAY_9AM) for _ in range(2)]

    assert [(row.dropped_why, row.is_open) for row in dropped] == [("走错楼", False)] * 2
    assert Line.objects.filter(kind="services.round_dropped").count() == 1
    with pytest.raises(round_rules.RoundWasDropped):
        found(one, items_of(one)[0])
    with pytest.raises(round_rules.RoundWasDropped):
        finish_round(one.pk, by=court.yan, at=MONDAY_9AM)
    assert other.is_open


def test_a_finished_round_is_neither_dropped_nor_changed(court: Court) -> None:
    build.contract(court)
    one = finished(court)

    with pytest.raises(round_rules.RoundOver):
        drop_round(one.pk, reason="不算", by=court.yan, at=MONDAY_9AM)
    with pytest.raises(round_rules.RoundOver):
        found(one, items_of(one)[0], "fail", WRONG)
    with pytest.raises(round_rules.RoundOver):
        photo(one, items_of(one)[0])


def test_a_round_that_is_not_there(court: Court) -> None:
    seen = Seen(item=uuid4(), outcome="pass", seen_at=MONDAY_9AM)

    with pytest.raises(NotThere):
        finish_round(uuid4(), by=court.yan, at=MONDAY_9AM)
    with pytest.raises(NotThere):
        record_finding(uuid4(), seen, by=court.yan, at=MONDAY_9AM)


def test_a_phone_that_comes_home_after_the_term_may_still_send(court: Court) -> None:
    build.contract(court)
    one = begun(court)
    Office.objects.filter(person=court.yan).update(until=TODAY)

    assert found(one, items_of(one)[0], at=MONDAY_9AM + timedelta(days=3)).outcome == "pass"
