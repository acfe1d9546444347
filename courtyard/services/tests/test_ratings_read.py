"""A quarter is closed, and read: the response first, marks by field later, and never a home."""

import json
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet

from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.core.errors import NotAllowed
from courtyard.people.models import CLERK, Tenure
from courtyard.places.models import Home
from courtyard.services.actions import ratings as actions
from courtyard.services.actions.ratings import close_ratings, rate
from courtyard.services.models import Field, Rated, Rating, RatingQuarter, Remark
from courtyard.services.queries import ratings as queries
from courtyard.services.tests.rating import (
    ALL_FOUR,
    BEFORE,
    CLOSED,
    LATE,
    NOW,
    SPRING,
    WINTER,
    answer,
    answers,
    household,
    rated_before,
)
from courtyard.trail.models import Line


def lines() -> QuerySet[Line]:
    return Line.objects.filter(kind__startswith="services.")


# closed


def test_a_closed_quarter_stands_on_the_record_with_its_response(court: Court) -> None:
    answers(court, 3)

    one = close_ratings(court.estate.pk, SPRING, by=CLERK, at=CLOSED)

    assert (one.answered, one.homes) == (3, 7)
    line = lines().get(kind="services.ratings_closed")
    assert json.loads(line.body) == {"quarter": NOW, "answered": 3, "homes": 7}
    assert close_ratings(court.estate.pk, SPRING, by=CLERK, at=CLOSED) == one
    assert lines().filter(kind="services.ratings_closed").count() == 1


def test_at_the_close_all_ratings_are_written_anew_in_an_order_drawn_by_chance(court: Court) -> None:
    for number in range(1, 9):
        answers(court, 1, start=number, marks={"cleaning": number % 5 + 1}, words=f"第{number}句")
    before = set(Rating.objects.values_list("pk", flat=True)) | set(Remark.objects.values_list("pk", flat=True))
    said = sorted(one.cleaning or 0 for one in Rating.objects.all())

    close_ratings(court.estate.pk, SPRING, by=CLERK, at=CLOSED)

    after = set(Rating.objects.values_list("pk", flat=True)) | set(Remark.objects.values_list("pk", flat=True))
    assert not before & after
    assert sorted(one.cleaning or 0 for one in Rating.objects.all()) == said
    assert {one.words for one in Remark.objects.all()} == {f"第{number}句" for number in range(1, 9)}
    for table in ("services_rating", "services_remark"):
        assert in_files(table) == sorted(in_files(table))


def in_files(table: str) -> list[str]:
    """The ids of a table's rows in the order in which they lie in the database's files."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} ORDER BY {place}")
        return [str(row[0]).replace("-", "") for row in cursor.fetchall()]


def test_a_quarter_is_not_closed_while_homes_can_rate_it(court: Court) -> None:
    answers(court, 1)

    with pytest.raises(actions.NotOverYet):
        close_ratings(court.estate.pk, SPRING, by=CLERK, at=LATE)

    assert RatingQuarter.objects.filter(closed_at__isnull=False).count() == 0


def test_nobody_but_the_clerk_closes_a_quarter(court: Court) -> None:
    for person in (court.desk, court.yan, court.zhu, court.lin, court.jie):
        with pytest.raises(NotAllowed):
            close_ratings(court.estate.pk, SPRING, by=person, at=CLOSED)


# read


def test_the_response_counts_dwellings_that_were_handed_over(court: Court) -> None:
    answers(court, 2)
    household(court, 50, use="parking")
    Home.objects.filter(name="103").update(delivered=False)

    assert queries.response(court.estate, SPRING) == (2, 5)
    assert queries.response(court.other, SPRING) == (0, 1)


def test_the_response_of_a_closed_quarter_stays_as_it_was(court: Court) -> None:
    answers(court, 2)
    close_ratings(court.estate.pk, SPRING, by=CLERK, at=CLOSED)

    household(court, 60)

    assert queries.response(court.estate, SPRING) == (2, 6)


def test_marks_are_counted_by_field(court: Court) -> None:
    answers(court, 2, marks={"cleaning": 5, "green": 1})
    answers(court, 1, start=3, marks={"cleaning": 2})

    found = queries.marks(court.estate, SPRING)

    assert found["cleaning"] == {1: 0, 2: 1, 3: 0, 4: 0, 5: 2}
    assert found["green"] == {1: 2, 2: 0, 3: 0, 4: 0, 5: 0}
    assert set(found) == set(Field.values)


def test_while_a_quarter_can_be_rated_only_the_response_is_known(court: Court) -> None:
    """Also in the days in which it is over and can still be rated: a difference would tell a single home's marks."""
    answers(court, 12)

    for at in (MONDAY_9AM, LATE):
        found = queries.summary(court.estate, SPRING, at)
        assert (found.closed, list(found.fields), found.response.answered) == (False, [], 12)
    assert queries.summary(court.estate, SPRING, CLOSED).closed


@pytest.mark.parametrize(("count", "missing"), [(9, 1), (10, 0), (11, 0), (1, 9)])
def test_a_field_is_shown_from_ten_answers_on(court: Court, count: int, missing: int) -> None:
    answers(court, count)

    found = queries.summary(court.estate, SPRING, CLOSED)

    assert {one.missing for one in found.fields} == {missing}
    assert {bool(one.counts) for one in found.fields} == {missing == 0}


def test_each_field_needs_answers_of_its_own(court: Court) -> None:
    answers(court, 9, marks={"cleaning": 5, "green": 3})
    answers(court, 1, start=10, marks={"cleaning": 4})

    shown = {one.field: (one.answers, bool(one.counts)) for one in queries.summary(court.estate, SPRING, CLOSED).fields}

    assert (shown[Field.CLEANING], shown[Field.GREEN], shown[Field.ORDER]) == ((10, True), (9, False), (0, False))


def test_satisfied_are_fours_and_fives(court: Court) -> None:
    rated_before(court, 7, mark=5)
    for mark in (4, 3, 2):
        Rating.objects.create(estate=court.estate, quarter=BEFORE, cleaning=mark)

    cleaning = next(one for one in queries.summary(court.estate, WINTER, MONDAY_9AM).fields if one.field == "cleaning")

    assert (cleaning.satisfied, cleaning.answers) == (8, 10)


def test_closed_quarters_come_newest_first_and_in_stretches(court: Court) -> None:
    quarters = [str(SPRING.shifted(-back)) for back in range(1, 15)]
    for one in quarters:
        Rated.objects.create(estate=court.estate, home=court.home, quarter=one)
    Rated.objects.create(estate=court.estate, home=court.home, quarter=NOW)

    first, before = queries.rated_quarters(court.estate, MONDAY_9AM)
    second, end = queries.rated_quarters(court.estate, MONDAY_9AM, before)

    assert [str(one) for one in (*first, *second)] == quarters
    assert (before, end) == (quarters[11], "")


def test_a_person_sees_only_in_which_quarters_their_home_rated(court: Court) -> None:
    Tenure.objects.filter(person=court.lin).update(since=datetime(2026, 1, 10, tzinfo=SHANGHAI).date())
    for quarter in ("2025Q4", BEFORE, NOW):
        Rated.objects.create(estate=court.estate, home=court.home, quarter=quarter)

    assert queries.rated_by_homes_of(court.lin) == [(court.home, NOW), (court.home, BEFORE)]
    assert queries.rated_by_homes_of(court.far) == []


@pytest.mark.parametrize("text", ["101", "101室", "1号楼101", "1号楼101室", " 101 "])
def test_a_home_is_found_as_people_write_it(court: Court, text: str) -> None:
    assert queries.found_homes(court.estate, text) == [court.home]


def test_what_is_no_home_here_is_not_found(court: Court) -> None:
    assert queries.found_homes(court.estate, "2号楼101") == []
    assert queries.found_homes(court.estate, "") == []
    assert queries.found_homes(court.estate, "999") == []


def test_all_four_is_a_full_rating(court: Court) -> None:
    rate(answer(court.home, marks=ALL_FOUR), by=court.lin, at=MONDAY_9AM + timedelta(days=1))

    assert {getattr(Rating.objects.get(), name) for name in Field.values} == {4}
