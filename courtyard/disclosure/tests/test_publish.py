"""What must be published is, frozen; a mistake is another version; what is late is red without anybody’s doing."""

import hashlib
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.core.disclosures import BadSnapshot, Row, difference, read_snapshot
from courtyard.core.errors import NotAllowed, NotThere
from courtyard.disclosure import chores
from courtyard.disclosure.actions import publications as actions
from courtyard.disclosure.actions.publications import (
    DaysNotOver,
    HangsAlways,
    HangsUntilNext,
    LostFile,
    NoReason,
    NotAsked,
    NothingNew,
    PublishedAlready,
    Replaced,
    SaysNothing,
    TellsOfPersons,
    TooManyWords,
)
from courtyard.disclosure.actions.walls import open_wall
from courtyard.disclosure.models import Publication, TakenDown, Wall
from courtyard.disclosure.queries.publications import DUTY, is_concealed
from courtyard.disclosure.queries.wall import hanging, published_in
from courtyard.disclosure.tests.build import FEES, REVENUE, asked, corrected, known, published, told, wall
from courtyard.disclosure.upkeep import keep
from courtyard.duties.actions import Owed, owe
from courtyard.duties.chores import owe_scheduled
from courtyard.duties.models import Duty
from courtyard.people.models import CLERK, Office
from courtyard.people.standing import forget_standing
from courtyard.people.tests.build import office, person
from courtyard.trail.models import FileHash, Line
from courtyard.trail.registers import readers

DAY = timedelta(days=1)
JULY_15 = datetime(2026, 7, 15, 20, 0, tzinfo=SHANGHAI)


def state_of(court: Court, key: str, at: datetime) -> str:
    due = known(court, at).due(key)
    return due.state if due else ""


def duty(court: Court, key: str) -> Duty:
    return Duty.objects.get(estate=court.estate, key=key)


def test_what_is_not_up_by_its_day_is_late_on_the_next(court: Court) -> None:
    wall(court)

    states = [state_of(court, REVENUE, at) for at in (JULY_15 - 20 * DAY, JULY_15, JULY_15 + DAY)]

    assert states == ["not_yet", "soon", "overdue"]


def test_a_wall_is_opened_once_by_the_clerk_and_nothing_before_it_is_late(court: Court) -> None:
    with pytest.raises(NotAllowed):
        open_wall(court.estate, since=date(2026, 6, 1), by=court.shi, at=MONDAY_9AM)
    for since in (date(2026, 6, 1), date(2025, 1, 1)):
        open_wall(court.estate, since=since, by=CLERK, at=MONDAY_9AM)

    assert Wall.objects.get().since == date(2026, 6, 1)
    assert not [due for due in known(court).dues if due.state == "overdue"]


def test_publishing_freezes_it_and_does_the_duty_with_that_to_show(court: Court) -> None:
    wall(court)
    owe_scheduled(MONDAY_9AM)

    one = published(court)

    done = duty(court, REVENUE)
    assert (done.evidence_id, done.evidence_link) == (one.pk, f"/e/plum/wall/{one.pk}/")
    assert state_of(court, REVENUE, JULY_15 + DAY) == "published"
    assert (one.version, one.bearer, one.code, one.occasion) == (1, "wu", "D10", "2026-Q3")
    assert (one.covers_from, one.covers_to) == (date(2026, 4, 1), date(2026, 6, 30))
    assert Line.objects.about(one.pk).get().kind == "disclosure.published"


def test_its_hash_is_that_of_what_anybody_downloads(court: Court) -> None:
    wall(court)
    one = published(court)

    assert hashlib.sha256(one.snapshot.encode()).hexdigest() == one.sha256
    assert read_snapshot(one.snapshot).rows == FEES
    assert FileHash.objects.filter(digest=one.sha256).exists()


def test_published_twice_is_once(court: Court) -> None:
    wall(court)
    form = told()

    both = [actions.publish(court.estate, form, by=court.zhu, at=MONDAY_9AM).pk for _ in range(2)]
    with pytest.raises(PublishedAlready):
        published(court)

    assert len({*both}) == Publication.objects.count() == 1
    assert Line.objects.filter(kind="disclosure.published").count() == 1


@pytest.mark.parametrize("name", ["yan", "lin", "bai", "desk", "jie", "far"])
def test_nobody_publishes_for_another_body(court: Court, name: str) -> None:
    wall(court)
    one = published(court)

    by = getattr(court, name)
    with pytest.raises(NotAllowed):
        published(court, "D18", by=by)
    with pytest.raises(NotAllowed):
        corrected(court, one, 1, by=by)
    with pytest.raises(NotAllowed):
        actions.take_down(one.pk, by=by, at=MONDAY_9AM)

    assert Publication.objects.count() == 1


def test_a_form_of_another_estate_is_not_there(court: Court) -> None:
    wall(court)
    wall(court, estate=court.other)
    office(court.zhu, court.other.node, Office.Kind.COMPANY_MANAGER)
    one = published(court)

    with pytest.raises(NotThere):
        actions.publish(court.other, told(id=one.pk), by=court.zhu, at=MONDAY_9AM)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"rows": ()}, SaysNothing),
        ({"without_personal_data": False}, TellsOfPersons),
        ({"words": "长" * 4_001}, TooManyWords),
        ({"rows": (FEES[0], FEES[0])}, BadSnapshot),
        ({"key": "D99"}, NotAllowed),
        ({"key": "D10:1999-Q1"}, NotAllowed),
        ({"key": "D16:2026"}, NotAllowed),
    ],
)
def test_what_cannot_be_published_is_refused(court: Court, wrong: dict[str, Any], refusal: type[Exception]) -> None:
    wall(court)

    with pytest.raises(refusal):
        actions.publish(court.estate, told(**wrong), by=court.zhu, at=MONDAY_9AM)

    assert not Publication.objects.exists()
    assert NotAsked.says


def test_an_amount_that_is_no_whole_number_cannot_be_frozen() -> None:
    with pytest.raises(BadSnapshot):
        Row("r1", "停车费", {"fen": 1.5})  # type: ignore[dict-item]


def test_files_go_with_it_and_one_that_was_swept_is_missed(court: Court) -> None:
    wall(court)
    kept = keep(court.estate.pk, b"%PDF-1.7", "pdf", MONDAY_9AM)
    file = actions.Attached(kept=kept, name="合同.pdf")

    one = published(court, "D11", rows=(), files=(file,))
    with pytest.raises(LostFile):
        published(court, files=(file,))

    assert [(it.name, it.sha256) for it in one.files.all()] == [("合同.pdf", kept.sha256)]
    assert one.frozen.files[0].sha256 == kept.sha256
    assert FileHash.objects.filter(digest=kept.sha256).exists()


def test_a_correction_keeps_the_first_version(court: Court) -> None:
    wall(court)
    first = published(court)

    second = corrected(court, first, 39_000_00, at=MONDAY_9AM + DAY)

    first = Publication.objects.get(pk=first.pk)
    assert (second.version, second.previous_id, second.reason) == (2, first.pk, "停车费少算了一笔")
    assert first.frozen.rows == FEES
    assert difference(first.frozen, second.frozen).apply(first.frozen) == second.frozen
    assert (second.changed, second.added, second.gone) == (1, 0, 0)
    assert [one.pk for one in hanging(known(court, MONDAY_9AM + DAY))] == [second.pk]
    assert state_of(court, REVENUE, JULY_15 + DAY) == "published"


def test_a_correction_has_a_reason_and_corrects_something(court: Court) -> None:
    wall(court)
    first = published(court)

    with pytest.raises(NoReason):
        corrected(court, first, 1, reason=" ")
    with pytest.raises(NothingNew):
        corrected(court, first, 38_400_00)
    form = told(rows=FEES[:1])
    given: dict[str, Any] = {"reason": "多了一行", "by": court.zhu, "at": MONDAY_9AM}
    both = [actions.correct(first.pk, form, **given).pk for _ in range(2)]
    with pytest.raises(Replaced):
        corrected(court, first, 1)

    assert len({*both}) == 1
    assert Publication.objects.count() == 2


def test_what_hangs_until_the_next_is_not_taken_down_before(court: Court) -> None:
    wall(court)
    spring = published(court, "D10:2026-Q2")

    with pytest.raises(HangsUntilNext):
        actions.take_down(spring.pk, by=court.zhu, at=MONDAY_9AM + 60 * DAY)
    published(court, at=MONDAY_9AM + 30 * DAY)
    for _ in range(2):
        actions.take_down(spring.pk, by=court.zhu, at=MONDAY_9AM + 38 * DAY)

    assert TakenDown.objects.get().on == date(2026, 7, 16)
    assert state_of(court, "D10:2026-Q2", MONDAY_9AM + 60 * DAY) == "late"


def test_what_always_stands_is_put_up_anew_and_never_taken_down(court: Court) -> None:
    wall(court)
    first = published(court, "D32", by=court.yan, words="每月第一个周六", rows=())

    with pytest.raises(HangsAlways):
        actions.take_down(first.pk, by=court.yan, at=MONDAY_9AM + 90 * DAY)
    stale = state_of(court, "D32", MONDAY_9AM + 60 * DAY)
    anew = published(court, "D32", by=court.yan, words="每月第二个周六", rows=(), at=MONDAY_9AM + 60 * DAY)

    assert stale == "stale"
    assert (anew.version, anew.kind) == (2, "renewal")
    assert state_of(court, "D32", MONDAY_9AM + 61 * DAY) == "published"


def test_other_things_hang_for_their_days(court: Court) -> None:
    wall(court)
    one = published(court, "D14:2026", by=court.yan)

    with pytest.raises(DaysNotOver):
        actions.take_down(one.pk, by=court.yan, at=MONDAY_9AM + 30 * DAY)
    actions.take_down(one.pk, by=court.yan, at=MONDAY_9AM + 31 * DAY)

    assert state_of(court, "D14:2026", MONDAY_9AM + 60 * DAY) == "published"


def test_a_version_that_told_of_somebody_keeps_its_hash_only(court: Court) -> None:
    wall(court)
    first = published(court)
    second = corrected(court, first, 1, conceals=True)

    again = Publication.objects.get(pk=first.pk)
    assert (is_concealed(again), again.sha256) == (True, first.sha256)
    assert not is_concealed(second)


@pytest.mark.django_db(transaction=True)
def test_the_database_itself_keeps_what_was_published(court: Court) -> None:
    wall(court)
    one = published(court)

    for change in (
        lambda: Publication.objects.filter(pk=one.pk).update(words="别的"),
        lambda: Publication.objects.filter(pk=one.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

    assert Publication.objects.get(pk=one.pk).words == ""


def test_the_wall_stays_when_company_and_committee_change(court: Court) -> None:
    wall(court)
    one = published(court)
    question = asked(court, one)
    Office.objects.filter(person__in=(court.zhu, court.yan)).update(until=date(2026, 6, 9))
    forget_standing(court.zhu, court.yan)
    new = person("杨接手", court.estate.node)
    office(new, court.estate.node, Office.Kind.COMPANY_MANAGER)
    tomorrow = MONDAY_9AM + 2 * DAY

    with pytest.raises(NotAllowed):
        corrected(court, one, 1, at=tomorrow)
    second = corrected(court, one, 1, by=new, at=tomorrow)

    assert [it.pk for it in hanging(known(court, tomorrow))] == [second.pk]
    assert Duty.objects.open().get(key=question.pk.hex).party == "wu"
    assert len(published_in([court.estate.pk])[court.estate.pk]) == 2


def test_the_clerk_opens_walls_and_owes_what_the_calendar_does_not(court: Court) -> None:
    chores.walk(MONDAY_9AM)
    chores.walk(MONDAY_9AM)
    owe_scheduled(MONDAY_9AM)

    keys = set(Duty.objects.filter(estate=court.estate, kind=DUTY).values_list("key", flat=True))
    assert keys == {"D11", "D17", "D18", "D22", "D29", "D32"}
    assert set(Wall.objects.values_list("since", flat=True)) == {date(2026, 6, 8)}
    assert {duty(court, "D11").due_at.astimezone(SHANGHAI).date()} == {date(2026, 7, 8)}
    assert not Duty.objects.filter(kind=DUTY, key=REVENUE).exists()


def test_the_clerk_discharges_what_was_published_before_it_was_owed(court: Court) -> None:
    wall(court)
    one = published(court)
    owe_scheduled(MONDAY_9AM)

    chores.hear(Line.objects.filter(node=court.estate.pk), MONDAY_9AM)

    assert duty(court, REVENUE).evidence_id == one.pk


def test_a_duty_of_another_kind_is_left_alone(court: Court) -> None:
    wall(court)
    other = owe(
        Owed(
            kind="duties.action_item", node=court.estate.node, estate=court.estate, what="贴账", party="wu",
            key=REVENUE, due_at=MONDAY_9AM + DAY,
        ),
        by=CLERK, at=MONDAY_9AM,
    )  # fmt: skip

    published(court)

    other.refresh_from_db()
    assert other.is_open()


def test_news_of_what_has_to_be_told_is_heard() -> None:
    assert {"assembly.certified", "committee.resolution_passed", "services.contract_signed"} <= readers[
        "disclosure.happenings"
    ].kinds


def test_ids_of_occasions_are_hex(court: Court) -> None:
    wall(court)

    occasions = [due.occasion for due in known(court).dues if due.line.when.schedule in ("after", "before", "event")]

    assert all(UUID(one) for one in occasions)
