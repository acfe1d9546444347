"""A home rates once a quarter; that it did and what it said are two rows that nothing joins."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from courtyard.conftest import MONDAY_9AM, SHANGHAI, Court
from courtyard.core.errors import NotAllowed
from courtyard.people.models import Office, Representative, Tenure
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.services.actions import ratings as actions
from courtyard.services.actions.ratings import rate, rate_on_paper
from courtyard.services.models import Field, Rated, Rating, Remark
from courtyard.services.tests.rating import (
    BEFORE,
    CLOSED,
    LATE,
    NOW,
    answer,
    confirmed,
    home_of,
    household,
)
from courtyard.trail.models import Line


def lines() -> QuerySet[Line]:
    return Line.objects.filter(kind__startswith="services.")


# rate


def test_an_owner_rates_for_their_home(court: Court) -> None:
    given = answer(court.home, marks={"cleaning": 5, "order": 1}, words=" 楼道干净。 ")

    one = rate(given, by=court.lin, at=MONDAY_9AM)

    assert (one.home, one.quarter) == (court.home, NOW)
    rating, remark = Rating.objects.get(), Remark.objects.get()
    assert (rating.cleaning, rating.order, rating.green, rating.general) == (5, 1, None, None)
    assert (remark.words, remark.state) == ("楼道干净。", "hidden")
    assert [line.kind for line in lines()] == ["services.home_rated"]


def test_without_words_there_is_no_remark(court: Court) -> None:
    rate(answer(court.home, words="  "), by=court.lin, at=MONDAY_9AM)

    assert Remark.objects.count() == 0


def test_the_line_tells_neither_home_nor_marks_nor_words(court: Court) -> None:
    one = rate(answer(court.home, words="电梯老坏。"), by=court.lin, at=MONDAY_9AM)

    line = lines().get()
    assert (json.loads(line.body), line.words, line.whom) == ({"quarter": NOW}, "", None)
    assert line.about == court.estate.pk
    known = {str(value) for value in (one.pk, one.home_id, Rating.objects.get().pk, Remark.objects.get().pk)}
    assert not any(key in f"{line.body}{line.about}" for key in known)


def test_no_row_of_what_was_said_tells_a_home_a_person_or_a_time(court: Court) -> None:
    assert {one.name for one in Rating._meta.fields} == {"id", "estate", "quarter", *Field.values}
    assert {one.name for one in Rated._meta.fields} == {"id", "estate", "quarter", "home"}
    rate(answer(court.home, words="好。"), by=court.lin, at=MONDAY_9AM)

    rows = (Rated.objects.get(), Rating.objects.get(), Remark.objects.get())
    assert len({one.pk for one in rows}) == 3
    assert [one.pk.version for one in rows] == [4, 4, 4]


def test_a_rating_sent_twice_is_one_rating(court: Court) -> None:
    once = answer(court.home, words="好。")

    first, second = (rate(once, by=court.lin, at=MONDAY_9AM) for _ in range(2))

    assert first == second
    assert (Rated.objects.count(), Rating.objects.count(), Remark.objects.count(), lines().count()) == (1, 1, 1, 1)


def test_a_second_rating_of_one_household_is_refused(court: Court) -> None:
    wife = people.person("林知夏", court.estate.node)
    people.tenure(wife, court.home, Tenure.Kind.CO_OWNER)
    rate(answer(court.home), by=court.lin, at=MONDAY_9AM)

    for somebody in (court.lin, wife):
        with pytest.raises(actions.RatedAlready):
            rate(answer(court.home), by=somebody, at=MONDAY_9AM)

    assert (Rated.objects.count(), Rating.objects.count()) == (1, 1)


def test_the_database_itself_keeps_a_second_rating_out(court: Court) -> None:
    Rated.objects.create(estate=court.estate, home=court.home, quarter=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Rated.objects.create(estate=court.estate, home=court.home, quarter=NOW)


def test_the_id_of_another_homes_rating_makes_no_trouble(court: Court) -> None:
    other = household(court)
    once = answer(court.home)
    rate(once, by=court.lin, at=MONDAY_9AM)

    second = rate(answer(home_of(other), id=once.id), by=other, at=MONDAY_9AM)

    assert second.pk != once.id
    assert Rating.objects.count() == 2


@pytest.mark.parametrize("kind", [Tenure.Kind.TENANT, Tenure.Kind.FAMILY])
def test_tenants_and_family_rate_once_the_register_confirmed_them(court: Court, kind: str) -> None:
    Tenure.objects.filter(person=court.mei).update(kind=kind)
    home = home_of(court.mei)

    with pytest.raises(NotAllowed):
        rate(answer(home), by=court.mei, at=MONDAY_9AM)
    rate(answer(home), by=confirmed(court, court.mei), at=MONDAY_9AM)

    assert Rated.objects.get().home == home


def test_whoever_acts_for_an_organisation_rates_for_its_flat(court: Court) -> None:
    firm = household(court)
    Representative.objects.create(legal=firm, person=court.far, since=people.LONG_AGO)
    forget_standing(court.far)

    rate(answer(home_of(firm)), by=court.far, at=MONDAY_9AM)

    assert Rated.objects.count() == 1


@pytest.mark.parametrize("name", ["mei", "desk", "yan", "zhu", "bai", "reg", "jie", "shi", "far"])
def test_nobody_rates_for_a_home_of_somebody_else(court: Court, name: str) -> None:
    with pytest.raises(actions.NotYourHome):
        rate(answer(court.home), by=getattr(court, name), at=MONDAY_9AM)

    assert (Rated.objects.count(), Rating.objects.count(), lines().count()) == (0, 0, 0)


def test_a_former_owner_rates_no_more(court: Court) -> None:
    Tenure.objects.filter(person=court.lin).update(until=MONDAY_9AM.date())

    with pytest.raises(NotAllowed):
        rate(answer(court.home), by=court.lin, at=MONDAY_9AM)


@pytest.mark.parametrize("use", ["parking", "shop", "storage"])
def test_only_dwellings_rate(court: Court, use: str) -> None:
    owner = household(court, use=use)

    with pytest.raises(actions.NotADwelling):
        rate(answer(home_of(owner)), by=owner, at=MONDAY_9AM)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"marks": {"cleaning": 0}}, actions.NoSuchMark),
        ({"marks": {"cleaning": 6}}, actions.NoSuchMark),
        ({"marks": {"cleaning": True}}, actions.NoSuchMark),
        ({"marks": {"kitchen": 3}}, actions.NoSuchField),
        ({"marks": {}}, actions.NothingMarked),
        ({"marks": {}, "words": "只说话。"}, actions.NothingMarked),
        ({"words": "长" * 501}, actions.TooManyWords),
        ({"quarter": "2026Q3"}, actions.NotOpen),
        ({"quarter": BEFORE}, actions.NotOpen),
        ({"quarter": "2026-2"}, actions.NotOpen),
    ],
)
def test_what_cannot_be_is_refused_by_name(court: Court, given: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        rate(answer(court.home, **given), by=court.lin, at=MONDAY_9AM)

    assert (Rated.objects.count(), Rating.objects.count(), Remark.objects.count()) == (0, 0, 0)


def test_the_database_itself_knows_no_other_mark(court: Court) -> None:
    for marks in ({"cleaning": 0}, {"cleaning": 6}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Rating.objects.create(estate=court.estate, quarter=NOW, **marks)


def test_a_quarter_that_ended_is_rated_for_fifteen_days_more(court: Court) -> None:
    rate(answer(court.home), by=court.lin, at=LATE)
    rate(answer(court.home, quarter="2026Q3"), by=court.lin, at=LATE)

    neighbour = household(court)
    with pytest.raises(actions.NotOpen):
        rate(answer(home_of(neighbour)), by=neighbour, at=CLOSED)

    assert sorted(Rated.objects.values_list("quarter", flat=True)) == [NOW, "2026Q3"]


def test_the_estates_day_counts_not_the_servers(court: Court) -> None:
    """The sixteenth begins in Shanghai while it is still the fifteenth in London."""
    midnight = datetime(2026, 7, 16, 0, 30, tzinfo=SHANGHAI)

    with pytest.raises(actions.NotOpen):
        rate(answer(court.home), by=court.lin, at=midnight)


# on paper


def test_the_residents_committee_enters_a_slip(court: Court) -> None:
    home = home_of(court.mei)

    rate_on_paper(answer(home), estate=court.estate, by=court.desk, at=MONDAY_9AM)

    assert Rated.objects.get().home == home
    line = lines().get()
    assert (line.kind, json.loads(line.body), line.about) == (
        "services.home_rated_on_paper", {"quarter": NOW}, court.estate.pk,
    )  # fmt: skip


def test_paper_and_phone_are_one_rating(court: Court) -> None:
    rate_on_paper(answer(court.home), estate=court.estate, by=court.desk, at=MONDAY_9AM)

    with pytest.raises(actions.RatedAlready):
        rate(answer(court.home), by=court.lin, at=MONDAY_9AM)
    with pytest.raises(actions.RatedOnPaperAlready):
        rate_on_paper(answer(court.home), estate=court.estate, by=court.desk, at=MONDAY_9AM)

    assert Rating.objects.count() == 1


def test_a_slip_entered_twice_with_one_form_is_one_rating(court: Court) -> None:
    once = answer(court.home)

    for _ in range(2):
        rate_on_paper(once, estate=court.estate, by=court.desk, at=MONDAY_9AM)

    assert (Rating.objects.count(), lines().count()) == (1, 1)


def test_a_slip_is_for_a_dwelling_of_this_estate_and_an_open_quarter(court: Court) -> None:
    elsewhere, space = home_of(court.far), home_of(household(court, use="parking"))

    for given, refusal in (
        (answer(elsewhere), actions.NotOfThisEstate), (answer(space), actions.NotADwelling),
        (answer(court.home, quarter=BEFORE), actions.NotOpen), (answer(court.home, marks={}), actions.NothingMarked),
    ):  # fmt: skip
        with pytest.raises(refusal):
            rate_on_paper(given, estate=court.estate, by=court.desk, at=MONDAY_9AM)

    assert Rated.objects.count() == 0


@pytest.mark.parametrize("name", ["lin", "mei", "yan", "zhu", "bai", "reg", "jie", "shi", "far"])
def test_nobody_else_enters_a_slip(court: Court, name: str) -> None:
    with pytest.raises(NotAllowed):
        rate_on_paper(answer(court.home), estate=court.estate, by=getattr(court, name), at=MONDAY_9AM)


def test_who_works_for_the_company_enters_no_slip_in_another_office(court: Court) -> None:
    people.office(court.zhu, court.estate.node, Office.Kind.RESIDENTS_COMMITTEE)
    forget_standing(court.zhu)

    with pytest.raises(NotAllowed):
        rate_on_paper(answer(court.home), estate=court.estate, by=court.zhu, at=MONDAY_9AM)
