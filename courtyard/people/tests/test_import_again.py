"""Space first, owners later; and a register that is taken back."""

from datetime import date

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import OutOfTurn
from courtyard.people.actions import registering
from courtyard.people.importing import kept
from courtyard.people.models import CLERK, Import, Office, Person, PrintedCode, SignInName, Tenure
from courtyard.people.registers import Dependent, dependents
from courtyard.people.tests import build
from courtyard.people.tests.register import GOOD, IDENTITY, applied, file, revised, uploaded
from courtyard.places import actions as places
from courtyard.places.actions import HomeFacts
from courtyard.places.models import Building, Home
from courtyard.trail.models import Line

SPACE = tuple((building, room, "", "", "", "", use, "") for building, room, *_rest, use, _share in GOOD)


def imported(court: Court, rows: object = GOOD) -> Import:
    return applied(uploaded(court, file(rows)), by=court.reg)  # type: ignore[arg-type]


def test_space_first_owners_and_areas_later(court: Court) -> None:
    space = imported(court, SPACE)

    one = imported(court)

    assert (one.summary["new_homes"], one.summary["new_owners"]) == (0, 4)
    assert one.summary["made"] == {"homes": 0, "areas": 3, "persons": 4, "tenures": 4}
    assert list(Home.objects.filter(batch=space.pk).order_by("name").values_list("area_cm2", flat=True)) == [
        896_000,
        1_023_500,
        10_023_500,
    ]


def test_the_same_register_again_changes_nothing(court: Court) -> None:
    imported(court)
    before = Person.objects.count(), Tenure.objects.count(), Home.objects.count()

    again = imported(court)

    assert again.summary["made"] == {"homes": 0, "areas": 0, "persons": 0, "tenures": 0}
    assert (Person.objects.count(), Tenure.objects.count(), Home.objects.count()) == before


def test_an_area_that_differs_from_the_register_is_a_bad_row(court: Court) -> None:
    imported(court)

    one = uploaded(court, file([(*GOOD[0][:5], "89.61", *GOOD[0][6:]), *GOOD[1:]]))

    assert (one.summary["problems"], one.summary["homes"], one.summary["counts"]["bad"]) == (1, 2, 1)
    assert revised(one, by=court.reg, corrections={"F2": "89.60"}).summary["problems"] == 0


def test_an_import_never_takes_an_owner_away(court: Court) -> None:
    imported(court)

    one = uploaded(court, file([("5号楼", "101", "桂香", "", "", "89.60", "住宅", "")]))

    assert one.summary["problems"] == 1


def test_a_co_owner_is_added_to_the_one_who_is_there(court: Court) -> None:
    imported(court)

    one = imported(court, [("5号楼", "101", "柏青、桂香", "", "", "89.60", "住宅", "")])

    assert one.summary["made"] == {"homes": 0, "areas": 0, "persons": 1, "tenures": 1}
    home = Home.objects.get(building__name="5号楼", name="101")
    assert sorted(home.tenures.values_list("person__name", "kind")) == [("柏青", "owner"), ("桂香", "co_owner")]


def test_a_file_that_leaves_the_entrance_out_means_the_same_home(court: Court) -> None:
    headings = ("幢号", "单元", "室号", "业主", "建筑面积")
    applied(uploaded(court, file([("6号楼", "2单元", "101", "", "70")], headings)), by=court.reg)

    one = applied(uploaded(court, file([("6号楼", "", "101", "松涛", "70")], headings)), by=court.reg)

    assert one.summary["made"] == {"homes": 0, "areas": 0, "persons": 1, "tenures": 1}


def test_a_building_nobody_knows_with_one_home_is_asked_about(court: Court) -> None:
    rest = [("5号楼", str(room), "", "", "", "70", "", "") for room in range(201, 220)]
    one = uploaded(court, file([*GOOD, *rest, ("55号楼", "101", "松涛", "", "", "70", "", "")]))

    assert one.summary["problems"] == 1
    places.add_building(court.estate.pk, name="55号楼", by=court.reg, at=MONDAY_9AM)
    assert revised(one, by=court.reg).summary["problems"] == 0


def test_identity_numbers_are_kept_as_a_keyed_hash_only(court: Court) -> None:
    one = uploaded(court, file([("5号楼", "101", "柏青", "", IDENTITY, "89.60", "", ""), *GOOD[1:]]))
    one = applied(one, by=court.reg)

    hashes = Person.objects.filter(batch=one.pk).exclude(id_hash="").values_list("id_hash", flat=True)
    assert list(hashes) == [kept.id_key(IDENTITY)]


# Taking back


def test_an_import_is_taken_back_whole(court: Court) -> None:
    before = Person.objects.count(), Tenure.objects.count(), Home.objects.count(), Building.objects.count()
    one = imported(court)

    registering.undo_import(one.pk, by=court.desk, at=MONDAY_9AM)

    one.refresh_from_db()
    assert one.state == "undone"
    assert (Person.objects.count(), Tenure.objects.count(), Home.objects.count(), Building.objects.count()) == before
    line = Line.objects.get(kind="people.register_import_undone")
    assert (line.fields["homes"], line.fields["owners"]) == (3, 4)
    with pytest.raises(OutOfTurn):
        registering.undo_import(one.pk, by=court.reg, at=MONDAY_9AM)


def test_owners_taken_back_leave_the_homes_that_were_there(court: Court) -> None:
    imported(court, SPACE)
    owners = imported(court)

    registering.undo_import(owners.pk, by=court.reg, at=MONDAY_9AM)

    assert list(Home.objects.filter(building__name="5号楼").values_list("area_cm2", flat=True)) == [None] * 3


def somebody(court: Court, one: Import) -> Person:
    person: Person = Person.objects.filter(batch=one.pk).first() or court.lin
    return person


@pytest.mark.parametrize("what", ["confirmed", "ended", "resident", "code", "account", "office", "corrected", "voting"])
def test_an_import_that_something_leans_on_stays(court: Court, what: str) -> None:
    one = imported(court)
    home, person = Home.objects.filter(batch=one.pk).order_by("name")[0], somebody(court, one)
    tenures = Tenure.objects.filter(batch=one.pk)
    if what == "confirmed":
        tenures.filter(home=home).update(confirmed_at=MONDAY_9AM, confirmed_by=court.reg)
    elif what == "ended":
        tenures.filter(home=home).update(until=date(2026, 7, 1))
    elif what == "resident":
        build.tenure(court.mei, home, Tenure.Kind.TENANT)
    elif what == "code":
        PrintedCode.objects.create(
            estate=court.estate, home=home, purpose="invite", code_hash="x", printed_at=MONDAY_9AM,
            printed_by=court.reg, expires_at=MONDAY_9AM, used_at=MONDAY_9AM,
        )  # fmt: skip
    elif what == "account":
        SignInName.objects.create(value="13900000101", person=person)
    elif what == "office":
        build.office(person, court.estate.node, Office.Kind.OWNERS_COMMITTEE)
    elif what == "corrected":
        places.correct_home(home.pk, facts=HomeFacts(area_cm2=900_000), by=court.reg, at=MONDAY_9AM)
    else:
        Tenure.objects.filter(pk=tenures.filter(kind="co_owner")[0].pk).update(votes=True)

    with pytest.raises(registering.Leaning):
        registering.undo_import(one.pk, by=court.reg, at=MONDAY_9AM)

    one.refresh_from_db()
    assert one.state == "applied"
    assert Home.objects.filter(estate=court.estate, building__name="5号楼").count() == 3


def test_a_printed_code_that_nobody_used_holds_nothing_back(court: Court) -> None:
    one = imported(court)
    PrintedCode.objects.create(
        estate=court.estate, home=Home.objects.filter(batch=one.pk)[0], purpose="invite", code_hash="x",
        printed_at=MONDAY_9AM, printed_by=court.reg, expires_at=MONDAY_9AM,
    )  # fmt: skip

    registering.undo_import(one.pk, by=CLERK, at=MONDAY_9AM)

    assert PrintedCode.objects.count() == 0


def test_what_a_floor_above_says_holds_an_import_back(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    one = imported(court)
    monkeypatch.setattr(dependents, "_items", {})
    dependents.add(Dependent("votes", "{n} votes", lambda estate, batch: 2 if batch == one.pk else 0))

    with pytest.raises(registering.Leaning) as refused:
        registering.undo_import(one.pk, by=court.reg, at=MONDAY_9AM)

    assert refused.value.fields == {"what": "2 votes"}
