"""A register comes in as one deed, or not at all."""

from datetime import timedelta
from unittest.mock import patch

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, OutOfTurn
from courtyard.people.actions import registering
from courtyard.people.importing import papers, preview
from courtyard.people.models import CLERK, Import, Person, Tenure
from courtyard.people.tests.register import GOOD, applied, file, revised, uploaded
from courtyard.places.models import Building, Home
from courtyard.trail.models import Line


def lines() -> list[str]:
    return list(Line.objects.order_by("id").values_list("kind", flat=True))


def test_an_upload_is_looked_at_and_nothing_is_stored(court: Court) -> None:
    one = uploaded(court)

    figures = {name: one.summary[name] for name in ("homes", "owners", "area_cm2", "problems", "groups")}
    assert figures == {"homes": 3, "owners": 4, "area_cm2": 11_943_000, "problems": 0, "groups": 1}
    assert Home.objects.filter(estate=court.estate).count() == 4
    assert not Person.objects.filter(name="柏青").exists()
    assert lines() == ["people.register_uploaded"]


@pytest.mark.parametrize("name", ["lin", "mei", "yan", "zhu", "bai", "jie", "shi", "far"])
def test_only_the_registers_keepers_import(court: Court, name: str) -> None:
    somebody, one = getattr(court, name), uploaded(court)

    with pytest.raises(NotAllowed):
        uploaded(court, by=somebody)
    with pytest.raises(NotAllowed):
        revised(one, by=somebody)
    with pytest.raises(NotAllowed):
        applied(one, by=somebody)
    with pytest.raises(NotAllowed):
        registering.discard_import(one.pk, by=somebody, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        registering.undo_import(one.pk, by=somebody, at=MONDAY_9AM)

    one.refresh_from_db()
    assert (one.state, one.version) == ("previewed", 1)
    assert lines() == ["people.register_uploaded"]


@pytest.mark.parametrize("name", ["reg", "desk"])
def test_a_good_register_is_applied_as_one_deed(court: Court, name: str) -> None:
    one = applied(uploaded(court), by=getattr(court, name))

    tenures = Tenure.objects.filter(batch=one.pk).order_by("home__name", "-pk")
    said = [(t.home.label, t.person.name, t.kind, t.share, t.votes) for t in tenures.select_related("home", "person")]
    half = (1, 2)
    assert [(place, name, kind, votes) for place, name, kind, _share, votes in said] == [
        ("5号楼101室", "柏青", "owner", True),
        ("5号楼102室", "梅雨", "co_owner", False),
        ("5号楼102室", "竹影", "co_owner", False),
        ("5号楼103室", "柏青", "owner", True),
    ]
    assert {(s.numerator, s.denominator) for _p, _n, _k, s, _v in said if s} == {half}
    assert lines() == ["people.register_uploaded", "places.homes_added", "people.register_imported"]
    line = Line.objects.get(kind="people.register_imported")
    assert line.fields == {"file_hash": one.file_hash, "homes": 3, "owners": 4, "area_cm2": 11_943_000}
    assert (one.state, one.file, one.papers) == ("applied", "", "")


def test_two_of_one_name_stay_two(court: Court) -> None:
    applied(uploaded(court), by=court.reg)

    assert Person.objects.filter(name="柏青").count() == 2


def test_a_bad_row_keeps_every_row_out(court: Court) -> None:
    one = uploaded(court, file([*GOOD, ("5号楼", "104", "兰心", "", "", "1O2.35", "住宅", "")]))

    with pytest.raises(registering.NotReady):
        applied(one, by=court.reg)

    one.refresh_from_db()
    assert (one.state, one.summary["problems"], one.summary["homes"]) == ("previewed", 1, 3)
    assert Home.objects.filter(estate=court.estate).count() == 4


def test_a_bad_cell_is_corrected_in_place(court: Court) -> None:
    one = uploaded(court, file([*GOOD, ("5号楼", "104", "兰心", "", "", "1O2.35", "住宅", "")]))

    one = revised(one, by=court.reg, corrections={"F5": "102.35"})
    said = papers.unsealed(one.papers).corrections["F5"]
    one = applied(one, by=court.reg)

    assert (said["was"], said["value"]) == ("1O2.35", "102.35")
    assert Home.objects.get(batch=one.pk, name="104").area_cm2 == 1_023_500


def test_only_a_cell_that_was_called_wrong_is_corrected(court: Court) -> None:
    one = revised(uploaded(court), by=court.reg, corrections={"F2": "1"})

    assert one.summary["area_cm2"] == 11_943_000


def test_a_failure_in_the_middle_leaves_nothing_behind(court: Court) -> None:
    one = uploaded(court)
    looked = preview.again(one, MONDAY_9AM.date())

    with (
        patch.object(Tenure.objects, "bulk_create", side_effect=RuntimeError("the power went")),
        pytest.raises(RuntimeError),
    ):
        registering.apply_import(one.pk, looked=looked, by=court.reg, at=MONDAY_9AM)

    one.refresh_from_db()
    assert one.state == Import.State.PREVIEWED
    assert Home.objects.filter(estate=court.estate).count() == 4
    assert not Building.objects.filter(name="5号楼").exists()
    assert not Person.objects.filter(batch=one.pk).exists()
    assert lines() == ["people.register_uploaded"]
    assert applied(one, by=court.reg).state == "applied"


def test_a_double_click_imports_once(court: Court) -> None:
    one = uploaded(court)
    looked = preview.again(one, MONDAY_9AM.date())

    for _click in range(2):
        registering.apply_import(one.pk, looked=looked, by=court.reg, at=MONDAY_9AM)

    assert Home.objects.filter(batch=one.pk).count() == 3
    assert lines().count("people.register_imported") == 1


def test_of_two_who_apply_one_is_told(court: Court) -> None:
    one = uploaded(court)
    looked = preview.again(one, MONDAY_9AM.date())
    registering.apply_import(one.pk, looked=looked, by=court.reg, at=MONDAY_9AM)

    with pytest.raises(OutOfTurn):
        registering.apply_import(one.pk, looked=looked, by=court.desk, at=MONDAY_9AM)

    assert Home.objects.filter(batch=one.pk).count() == 3


def test_nobody_imports_what_they_have_not_seen(court: Court) -> None:
    one = uploaded(court)
    looked = preview.again(one, MONDAY_9AM.date())
    revised(one, by=court.desk)

    with pytest.raises(registering.SeenOld):
        registering.apply_import(one.pk, looked=looked, by=court.reg, at=MONDAY_9AM)
    with pytest.raises(registering.SeenOld):
        registering.revise(one.pk, looked=looked, by=court.reg, at=MONDAY_9AM)


def test_a_preview_is_thrown_away_and_cannot_be_used_any_more(court: Court) -> None:
    one = registering.discard_import(uploaded(court).pk, by=CLERK, at=MONDAY_9AM + timedelta(days=1))

    with pytest.raises(OutOfTurn):
        registering.discard_import(one.pk, by=court.reg, at=MONDAY_9AM)
    assert (one.state, one.papers, one.file) == ("discarded", "", "")


def test_no_line_names_anybody(court: Court) -> None:
    applied(uploaded(court), by=court.reg)

    assert not [line for line in Line.objects.all() if "柏青" in line.body or "柏青" in (line.words or "")]
