"""The clerk owes what the rules schedule: each period once, whoever comes twice and wherever it was killed."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.core.rulebook import Rulebook
from courtyard.duties import actions, chores, queries, schedule, upkeep
from courtyard.duties.actions import Owed
from courtyard.duties.models import Duty
from courtyard.duties.registers import kinds
from courtyard.notify.models import Notice
from courtyard.people.models import Office
from courtyard.people.tests import build as people
from courtyard.places.models import Estate, Node
from courtyard.places.rules import newest, rulebook, versions
from courtyard.trail.upkeep import go_round

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _pine_court_has_a_committee_too(court: Court) -> None:
    people.office(court.yan, court.other.node, Office.Kind.OWNERS_COMMITTEE)


def owed_at(estate: Estate) -> dict[str, tuple[str, date]]:
    """Keys with who bears each and its day."""
    rows = Duty.objects.filter(estate=estate)
    return {one.key: (one.party or one.office, one.due_at.astimezone(SHANGHAI).date()) for one in rows}


def with_duties(monkeypatch: pytest.MonkeyPatch, **changed: Any) -> None:
    """D10 alone, in other words."""

    def rules(estate: Estate) -> Rulebook:
        book = rulebook("cn-shanghai", "2026.2")
        return replace(book, duties={"D10": replace(book.duties["D10"], **changed)})

    monkeypatch.setattr(schedule, "rules_of", rules)


SCHEDULED = {
    "D08:2026-H2": ("ye", date(2026, 7, 31)),
    "D10:2026-Q3": ("wu", date(2026, 7, 15)),
    "D14:2026": ("ye", date(2026, 6, 30)),
    "D19:2026-Q2": ("wu", date(2026, 6, 30)),
    "D24:2026-H2": ("ye", date(2026, 7, 31)),
}


def test_the_clerk_owes_what_falls_due_in_the_next_sixty_days(court: Court) -> None:
    chores.owe_scheduled(MONDAY_9AM)

    assert owed_at(court.estate) == owed_at(court.other) == SCHEDULED


def test_an_estate_without_an_owners_committee_owes_nothing_in_its_name(court: Court) -> None:
    Office.objects.filter(node=court.other.node, kind=Office.Kind.OWNERS_COMMITTEE).delete()

    chores.owe_scheduled(MONDAY_9AM)

    assert {party for party, _ in owed_at(court.other).values()} == {"wu"}
    assert owed_at(court.estate) == SCHEDULED


def test_what_holds_only_for_some_estates_is_not_owed_by_all(court: Court) -> None:
    chores.owe_scheduled(MONDAY_9AM)

    some = {key for key, rule in rulebook("cn-shanghai").duties.items() if rule.only_if}
    assert some == {"D20", "D28"}
    assert not {key.split(":")[0] for key in owed_at(court.estate)} & some


def test_it_keeps_article_source_certainty_and_version_and_is_due_when_business_ends(court: Court) -> None:
    chores.owe_scheduled(MONDAY_9AM)

    duty = Duty.objects.get(estate=court.estate, key="D10:2026-Q3")
    rule = rulebook("cn-shanghai").duties["D10"]
    assert (duty.article, duty.source, duty.certainty) == (rule.article, rule.source, rule.certainty)
    assert (duty.rulebook, duty.due_at) == ("2026.2", datetime(2026, 7, 15, 17, 30, tzinfo=SHANGHAI))


@pytest.mark.parametrize(
    ("language", "what", "where"),
    [
        ("zh-hans", "公共收益账目", "物业服务点、公告栏、每个门洞，留到下一期"),
        ("en", "accounts of public revenue", "service desk, notice board and every entrance, until the next"),
    ],
)
def test_the_rulebooks_words_are_said_in_the_readers_language(
    court: Court, language: str, what: str, where: str
) -> None:
    chores.owe_scheduled(MONDAY_9AM)
    duty = Duty.objects.get(estate=court.estate, key="D10:2026-Q3")

    with translation.override(language):
        assert (queries.said(duty), queries.where(duty)) == (what, where)


def test_the_clerk_comes_again_and_owes_only_what_is_new(court: Court) -> None:
    for hours in range(0, 48, 6):
        chores.owe_scheduled(MONDAY_9AM + timedelta(hours=hours))
    chores.owe_scheduled(MONDAY_9AM + 100 * DAY)

    keys = set(owed_at(court.estate)) - set(SCHEDULED)
    assert Duty.objects.filter(estate=court.estate, key__in=SCHEDULED).count() == len(SCHEDULED)
    assert "D10:2026-Q4" in keys


def test_the_clerks_round_owes_and_reminds_by_itself(court: Court) -> None:
    at = datetime(2026, 7, 14, 17, 30, tzinfo=SHANGHAI)
    for _ in range(2):
        go_round(MONDAY_9AM)

    for minutes in (0, 5):
        go_round(at + timedelta(minutes=minutes))

    told = Notice.objects.filter(kind="duties.reminder", fields__what="公共收益账目", node=court.estate.pk)
    assert [(one.person, one.fields["step"]) for one in told] == [(court.zhu, "tomorrow")]


def test_looked_at_once_a_day(court: Court, django_assert_max_num_queries: Any) -> None:
    chores.owe_scheduled(MONDAY_9AM)
    Duty.objects.all().delete()

    with django_assert_max_num_queries(4):
        chores.owe_scheduled(MONDAY_9AM + timedelta(hours=2))
    same_day = Duty.objects.count()
    chores.owe_scheduled(MONDAY_9AM + DAY)

    assert (same_day, Duty.objects.count()) == (0, 2 * len(SCHEDULED))


def test_a_clerk_killed_half_way_and_its_follower_owe_each_once(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    owe = actions.owe
    done: list[Owed] = []

    def killed(owed: Owed, **given: Any) -> Duty:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(owed)
        return owe(owed, **given)

    monkeypatch.setattr(actions, "owe", killed)
    with pytest.raises(KeyboardInterrupt):
        chores.owe_scheduled(MONDAY_9AM)
    half = Duty.objects.count()
    monkeypatch.setattr(actions, "owe", owe)
    chores.owe_scheduled(MONDAY_9AM + timedelta(minutes=15))

    assert half == 2
    assert owed_at(court.estate) == owed_at(court.other) == SCHEDULED
    assert Duty.objects.count() == 2 * len(SCHEDULED)


def test_two_clerks_who_looked_before_either_owed_owe_once(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "owed_already", lambda *some: set())
    monkeypatch.setattr(upkeep, "scheduled_up_to", lambda *some: None)

    for _ in range(2):
        chores.owe_scheduled(MONDAY_9AM)

    assert Duty.objects.count() == 2 * len(SCHEDULED)


def test_some_estates_at_a_time(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chores, "ESTATES_AT_ONCE", 1)

    more = [chores.owe_scheduled(MONDAY_9AM) for _ in range(4)]

    assert more == [True, True, False, False]
    assert owed_at(court.estate) == owed_at(court.other) == SCHEDULED


def test_a_new_day_begins_with_the_first_estate(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chores, "ESTATES_AT_ONCE", 1)
    chores.owe_scheduled(MONDAY_9AM)
    first = Duty.objects.all()
    where = {duty.estate_id for duty in first}
    first.delete()

    chores.owe_scheduled(MONDAY_9AM + DAY)

    assert set(Duty.objects.values_list("estate", flat=True)) == where


def test_rules_that_schedule_nothing_owe_nothing(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    book = rulebook("cn-shanghai", "2026.2")
    monkeypatch.setattr(schedule, "rules_of", lambda estate: replace(book, duties={}))

    assert chores.owe_scheduled(MONDAY_9AM) is False
    assert not Duty.objects.exists()


def test_a_rulebook_that_is_not_there_keeps_no_other_estate_waiting(court: Court) -> None:
    Node.objects.filter(pk=court.estate.pk).update(rulebook="cn-atlantis")

    chores.owe_scheduled(MONDAY_9AM)

    assert owed_at(court.estate) == {}
    assert owed_at(court.other) == SCHEDULED


def test_the_sub_district_bears_by_office_and_a_developer_not_at_all(
    court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_duties(monkeypatch, bearer="jie")
    chores.owe_scheduled(MONDAY_9AM)
    theirs = owed_at(court.estate)
    Duty.objects.all().delete()

    with_duties(monkeypatch, bearer="developer")
    chores.owe_scheduled(MONDAY_9AM + DAY)

    assert theirs == {"D10:2026-Q3": (Office.Kind.SUBDISTRICT, date(2026, 7, 15))}
    assert not Duty.objects.exists()


def test_what_is_due_today_is_owed_until_business_ends(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    with_duties(monkeypatch, yearly=((6, 8),))

    chores.owe_scheduled(MONDAY_9AM.replace(hour=10))
    after = list(schedule.scheduled(court.other, MONDAY_9AM.replace(hour=10)))

    assert (Duty.objects.count(), after) == (0, [])
    assert [owed.key for owed in schedule.scheduled(court.other, MONDAY_9AM)] == ["D10:2026"]


def test_a_day_moved_by_a_new_version_is_the_same_period(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    with_duties(monkeypatch, yearly=((1, 15), (4, 15), (7, 15), (10, 15)))
    chores.owe_scheduled(MONDAY_9AM)

    with_duties(monkeypatch, yearly=((1, 20), (4, 20), (7, 20), (10, 20)))
    chores.owe_scheduled(MONDAY_9AM + DAY)

    assert owed_at(court.estate) == {"D10:2026-Q3": ("wu", date(2026, 7, 15))}


def test_an_article_too_long_to_keep_is_left_out_and_the_rest_is_owed(
    court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = rulebook("cn-shanghai", "2026.2")
    duties = {**book.duties, "D10": replace(book.duties["D10"], article="条" * 161)}
    monkeypatch.setattr(schedule, "rules_of", lambda estate: replace(book, duties=duties))

    chores.owe_scheduled(MONDAY_9AM)

    assert set(owed_at(court.estate)) == set(SCHEDULED) - {"D10:2026-Q3"}


def test_all_that_our_rulebooks_schedule_can_be_owed_and_read_by_residents() -> None:
    books = [rulebook("cn-shanghai", version) for version in versions("cn-shanghai")]

    too_long = [
        rule.key
        for book in books
        for rule in book.duties.values()
        if len(rule.article) > 160 or len(rule.source) > 300 or len(rule.label_zh) > 200 or len(rule.key) > 60
    ]

    assert (too_long, newest("cn-shanghai")) == ([], "2026.2")
    assert kinds[schedule.KIND].public
