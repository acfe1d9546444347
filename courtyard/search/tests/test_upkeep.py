"""The index follows the record, and can be built anew at any time."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courtyard.cases.models import Case
from courtyard.cases.tests import build as cases
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import CLERK
from courtyard.places import actions as places
from courtyard.places.actions import HomeFacts, HomeSpec
from courtyard.places.models import Home
from courtyard.search import upkeep
from courtyard.search.models import Entry
from courtyard.search.registers import searchables
from courtyard.search.tests.build import LATER, clerk_reads, enter_all, found
from courtyard.trail.actions import erase_words
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line
from courtyard.trail.registers import readers
from courtyard.trail.upkeep import go_round


def kept() -> list[tuple[object, ...]]:
    return list(Entry.objects.order_by("kind", "about").values_list("kind", "about", "at", "title", "body", "marks"))


def test_reading_the_record_and_building_anew_give_the_same(court: Court) -> None:
    enter_all()
    cases.filed(court, public=True)
    cases.triaged(court, words="水管漏水")
    clerk_reads()
    read = kept()

    Entry.objects.all().delete()
    enter_all()

    assert kept() == read


def test_where_words_were_erased_the_thing_is_read_anew(court: Court) -> None:
    case = cases.filed(court, words="水管漏水")
    clerk_reads()
    Case.objects.filter(pk=case.pk).update(words="")

    erase_words(whom=court.lin.pk, by=court.lin, at=LATER)
    reader = next(one for one in readers if one.name == "search.cases")
    reader.read(list(Line.objects.filter(kind="trail.words_erased")), LATER)

    assert Entry.objects.get(about=case.pk).title == ""


def test_building_anew_takes_out_what_is_gone(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "AT_ONCE", 2)
    there = [cases.filed(court, words=f"水管漏水{number}") for number in range(5)]
    clerk_reads()
    Case.objects.filter(pk__in=[there[1].pk, there[4].pk]).delete()

    entered = list(upkeep.reindex(searchables["cases"]))

    assert entered == [2, 1]
    assert set(Entry.objects.filter(kind="cases").values_list("about", flat=True)) == {there[n].pk for n in (0, 2, 3)}


def test_homes_of_an_import_are_found_until_it_is_undone(court: Court) -> None:
    enter_all()
    batch = new_id()
    places.add_homes(
        court.estate.pk, specs=[HomeSpec("12号楼", "2单元", "901", HomeFacts())], batch=batch, by=CLERK, at=MONDAY_9AM
    )
    clerk_reads()
    before = found(court.reg, "12号楼", "places.homes")

    places.take_back_homes(court.estate.pk, batch=batch, by=CLERK, at=MONDAY_9AM)
    clerk_reads()

    assert before == ["12号楼2单元901室"]
    assert found(court.reg, "12号楼", "places.homes") == []
    assert Entry.objects.filter(kind="places.homes").count() == Home.objects.count()


def test_a_new_place_is_found(court: Court) -> None:
    places.add_estate(court.area.pk, code="bamboo", name="竹苑小区", kind="commodity", by=CLERK, at=MONDAY_9AM)
    clerk_reads()

    assert found(court.lin, "竹苑", "places.nodes") == ["竹苑小区"]


@pytest.mark.django_db(transaction=True)
def test_the_clerk_enters_what_the_record_says(court: Court) -> None:
    cases.filed(court, words="水管漏水")

    while go_round(LATER):
        pass

    assert found(court.lin, "漏水") == ["水管漏水"]


def test_the_command_says_how_many(court: Court) -> None:
    cases.filed(court)
    said = StringIO()

    call_command("reindex", "cases", stdout=said)

    assert said.getvalue().startswith("cases: 1 entered, ")
    assert set(Entry.objects.values_list("kind", flat=True)) == {"cases"}


def test_the_command_knows_its_kinds() -> None:
    with pytest.raises(CommandError):
        call_command("reindex", "weather")


def test_marks_are_letters_and_figures(court: Court) -> None:
    """An index that parts its words at a hyphen would find too much."""
    enter_all()
    cases.filed(court, public=True)
    clerk_reads()

    marks = {mark for entry in Entry.objects.all() for mark in entry.marks.split()}

    assert [mark for mark in marks if not mark.replace("_", "").isalnum() or not mark.isascii()] == []
