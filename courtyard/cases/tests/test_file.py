"""A resident asks for something, and gets a number to quote."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from courtyard.cases import actions
from courtyard.cases.actions import PlaceElsewhere, UsedForm
from courtyard.cases.events import CaseErased, CaseFiled
from courtyard.cases.models import Case
from courtyard.cases.tests import build
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.core.rulebook import UnknownCategory
from courtyard.people.tests.build import tenure
from courtyard.places.models import Entrance, Home
from courtyard.places.rules import rulebook
from courtyard.trail.deeds import record, together
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_a_resident_files_a_case_and_gets_the_months_next_number(court: Court) -> None:
    first = build.filed(court)
    second = build.filed(court, by=court.mei)

    assert (first.number, second.number) == ("2606-0001", "2606-0002")
    assert first.state == Case.State.FILED
    assert first.reporter == court.lin
    assert not first.public


def test_each_estate_and_each_month_counts_for_itself(court: Court) -> None:
    build.filed(court)

    elsewhere = build.filed(court, by=court.far, estate=court.other, place=None)
    in_july = build.filed(court, at=datetime(2026, 6, 30, 16, 30, tzinfo=UTC))

    assert elsewhere.number == "2606-0001"
    assert in_july.number == "2607-0001"


def test_the_clock_is_the_rulebooks_and_begins_when_it_was_filed(court: Court) -> None:
    case = build.filed(court)

    assert case.due_at == datetime(2026, 6, 11, 17, 30, tzinfo=SHANGHAI)
    assert (case.rule, case.promise_amount, case.promise_unit) == ("ordinary_repair", 3, "days")
    assert (case.rulebook, case.rulebook_version) == ("cn-shanghai", rulebook("cn-shanghai").version)


def test_the_record_holds_the_number_openly_and_the_words_apart(court: Court) -> None:
    case = build.filed(court)

    line = Line.objects.about(case.pk).get()
    assert isinstance(line.event, CaseFiled)
    assert (line.event.number, line.event.words, line.by) == (case.number, build.WORDS, court.lin.pk)
    assert build.WORDS not in line.body


@pytest.mark.parametrize("name", ["desk", "yan", "zhu", "bai", "reg", "jie", "shi", "far"])
def test_only_who_lives_or_owns_there_files(court: Court, name: str) -> None:
    with pytest.raises(NotAllowed):
        build.filed(court, by=getattr(court, name))

    assert not Case.objects.exists()
    assert not Line.objects.exists()


def test_nobody_files_about_a_neighbours_home(court: Court) -> None:
    with pytest.raises(NotAllowed):
        build.filed(court, by=court.mei, place=court.home)

    assert not Case.objects.exists()


def test_a_home_shows_its_building_only(court: Court) -> None:
    entrance = Entrance.objects.create(estate=court.estate, building=court.building, name="2单元")
    home = Home.objects.create(estate=court.estate, building=court.building, entrance=entrance, name="302")
    tenure(court.lin, home)

    at_home = build.filed(court, place=home)
    at_entrance = build.filed(court, place=entrance)
    in_garden = build.filed(court, place=court.garden)

    assert (at_home.place_label, at_home.home, at_home.entrance) == ("1号楼", home, entrance)
    assert at_entrance.place_label == "1号楼2单元"
    assert (in_garden.place_label, in_garden.building) == ("中心花园", None)


def test_a_place_of_another_estate_is_refused(court: Court) -> None:
    elsewhere = court.other.buildings.get()

    with pytest.raises(PlaceElsewhere):
        build.filed(court, place=elsewhere)

    assert not Case.objects.exists()


def test_a_category_that_the_rulebook_does_not_have_is_refused(court: Court) -> None:
    with pytest.raises(UnknownCategory):
        build.filed(court, category="weather")

    assert not Case.objects.exists()


def test_the_same_form_twice_is_one_case(court: Court) -> None:
    form = build.filing(court)

    first = actions.file(form, by=court.lin, at=MONDAY_9AM)
    again = actions.file(form, by=court.lin, at=MONDAY_9AM + timedelta(seconds=1))

    assert again.pk == first.pk
    assert Line.objects.about(first.pk).count() == 1
    assert build.filed(court).number == "2606-0002"


def test_a_form_that_somebody_else_sent_is_refused(court: Court) -> None:
    mine = build.filed(court)

    with pytest.raises(UsedForm):
        build.filed(court, by=court.mei, id=mine.pk)

    assert Case.objects.count() == 1
    assert build.filed(court).number == "2606-0002"


def test_a_form_whose_id_names_another_thing_is_refused(court: Court) -> None:
    """Else a case's lines would stand on that thing's page."""
    thing = new_id()
    with transaction.atomic(), together():
        record(CaseErased(photos=0), node=court.estate.pk, about=thing, by=court.lin, at=MONDAY_9AM)

    with pytest.raises(UsedForm):
        build.filed(court, id=thing)

    assert Line.objects.about(thing).count() == 1
