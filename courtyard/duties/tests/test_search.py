"""What is owed to residents is found by residents; the rest by whoever sees it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from courtyard.conftest import CAST, MONDAY_9AM, Court
from courtyard.duties import actions, chores
from courtyard.duties.registers import DutyKind, kinds
from courtyard.duties.tests import build
from courtyard.people.models import CLERK, Office
from courtyard.search import queries
from courtyard.search.registers import Hit, searchables
from courtyard.search.tests.build import LATER, clerk_reads, enter_all

SEATED = {"desk", "yan", "zhu", "jie", "shi"}


def hits(court: Court, key: str, text: str) -> list[Hit]:
    return list(queries.find(searchables["duties"], getattr(court, key), LATER, text).hits)


def who_finds(court: Court, text: str) -> set[str]:
    return {key for key in CAST if hits(court, key, text)}


@pytest.fixture
def private(monkeypatch: pytest.MonkeyPatch) -> str:
    """A kind that residents do not read."""
    kind = DutyKind("tests.private", "private", public=False, own_words=True)
    monkeypatch.setitem(vars(kinds)["_items"], kind.name, kind)
    return kind.name


def test_a_public_one_is_found_by_residents_and_the_desk_but_not_next_door(court: Court) -> None:
    build.owes(court)
    clerk_reads()

    assert who_finds(court, "东门道闸") == {"lin", "mei", *SEATED}


def test_one_owed_by_name_is_found_by_its_bearer_and_the_desk(court: Court) -> None:
    build.owes(court, party="", bearer=court.mei)
    clerk_reads()

    assert who_finds(court, "东门道闸") == {"mei", *SEATED}


def test_one_that_is_not_public_is_found_by_the_desk_alone(court: Court, private: str) -> None:
    build.owes(court, kind=private)
    clerk_reads()

    assert who_finds(court, "东门道闸") == SEATED


def test_one_at_a_place_above_is_found_by_those_above(court: Court) -> None:
    build.owes_above(court)
    clerk_reads()

    assert who_finds(court, "召集人培训") == {"jie", "shi"}


def test_whoever_bears_it_by_an_office_without_a_seat_finds_it(court: Court) -> None:
    build.owes(court, party="", office=Office.Kind.COMPANY_WORKER, by=CLERK)
    clerk_reads()

    assert who_finds(court, "东门道闸") == {"lin", "mei", "bai", *SEATED}


def test_an_office_next_door_finds_nothing(court: Court) -> None:
    build.owes(court, by=CLERK, node=court.other.node, estate=court.other)
    clerk_reads()

    assert who_finds(court, "东门道闸") == {"far", "jie", "shi"}


def test_the_index_does_not_decide(court: Court) -> None:
    duty = build.owes(court, party="", bearer=court.mei)

    seen = {key for key in CAST if list(searchables["duties"].visible(getattr(court, key), LATER, [duty.pk]))}

    assert seen == {"mei", *SEATED}


def test_what_was_taken_back_is_found_no_more_and_what_is_done_still_is(court: Court) -> None:
    back, done = build.owes(court, what="东门道闸"), build.owes(court, what="西门道闸")
    clerk_reads()
    actions.withdraw(back.pk, by=court.desk, at=MONDAY_9AM, reason="写错了。")
    actions.discharge(done.pk, by=court.zhu, at=MONDAY_9AM)
    clerk_reads()

    assert [hit.about for hit in hits(court, "desk", "道闸")] == [done.pk]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_a_rulebook_asks_for_is_found_in_both_languages_and_by_article(court: Court, language: str) -> None:
    chores.owe_scheduled(MONDAY_9AM)
    clerk_reads()

    with translation.override(language):
        found = [
            {hit.title for hit in hits(court, "lin", text)} for text in ("公共收益账目", "accounts of public revenue")
        ]
        article = {hit.title for hit in hits(court, "lin", "沪房规范〔2025〕8号第十四条")}

    title = "公共收益账目" if language == "zh-hans" else "accounts of public revenue"
    assert found == [{title}, {title}]
    assert title in article


def test_it_leads_to_its_month_and_there_it_stands(court: Court, client: Any) -> None:
    duty = build.owes(court)
    mine = build.owes(court, what="个人的事", party="", bearer=court.lin)
    enter_all()

    public, own = hits(court, "lin", "东门道闸")[0].link, hits(court, "lin", "个人的事")[0].link

    client.force_login(court.lin)
    assert public == f"/e/plum/duties/calendar/?month=2026-06#duty-{duty.pk}"
    assert f'id="duty-{duty.pk}"' in client.get(public.partition("#")[0]).text
    assert own == f"/e/plum/duties/{mine.pk}/discharge/"


def test_as_many_questions_for_three_as_for_one(court: Court, django_assert_max_num_queries: Any) -> None:
    build.owes(court)
    clerk_reads()
    hits(court, "lin", "东门道闸")
    with django_assert_max_num_queries(6) as one:
        hits(court, "lin", "东门道闸")
    for days in (1, 2):
        build.owes(court, due_at=build.IN_A_WEEK + timedelta(days=days))
    clerk_reads()

    with django_assert_max_num_queries(6) as three:
        assert len(hits(court, "lin", "东门道闸")) == 3

    assert len(three.captured_queries) == len(one.captured_queries)
