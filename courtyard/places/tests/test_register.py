"""The register of homes: who keeps it, what it says, who sees it."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, NotThere
from courtyard.people.tests import build as people
from courtyard.places import actions, queries
from courtyard.places.actions import HomeFacts, HomeSpec
from courtyard.places.models import Building, Entrance, Home
from courtyard.places.tests import build
from courtyard.trail.models import Line

SHOP = HomeFacts(area_cm2=456_000, use=Home.Use.SHOP)
SPECS = [HomeSpec("12号楼", "2单元", "101", SHOP), HomeSpec("2号楼", "", "102", HomeFacts())]


@pytest.mark.parametrize("name", ["reg", "desk"])
def test_who_keeps_the_register_adds_a_building(court: Court, name: str) -> None:
    building = actions.add_building(
        court.estate.pk, name="12号楼", year=1998, lifts=1, by=getattr(court, name), at=MONDAY_9AM
    )

    assert (building.order, building.year, building.lifts) == (12, 1998, 1)
    assert Line.objects.get().kind == "places.building_added"


@pytest.mark.parametrize("name", ["lin", "mei", "yan", "zhu", "bai", "jie", "shi", "far"])
def test_nobody_else_changes_the_register(court: Court, name: str) -> None:
    somebody = {"by": getattr(court, name), "at": MONDAY_9AM}

    with pytest.raises(NotAllowed):
        actions.add_building(court.estate.pk, name="12号楼", **somebody)
    with pytest.raises(NotAllowed):
        actions.add_entrance(court.building.pk, name="1单元", **somebody)
    with pytest.raises(NotAllowed):
        actions.add_common_part(court.estate.pk, name="东门", **somebody)
    with pytest.raises(NotAllowed):
        actions.add_home(court.estate.pk, spec=HomeSpec("1号楼", "", "901", SHOP), **somebody)
    with pytest.raises(NotAllowed):
        actions.add_homes(court.estate.pk, specs=SPECS, **somebody)
    with pytest.raises(NotAllowed):
        actions.correct_home(court.home.pk, facts=SHOP, **somebody)
    with pytest.raises(NotAllowed):
        actions.fill_areas(court.estate.pk, areas={court.home.pk: 1}, batch=uuid4(), **somebody)
    with pytest.raises(NotAllowed):
        actions.take_back_homes(court.estate.pk, batch=uuid4(), **somebody)
    assert Line.objects.count() == 0


def test_one_name_stands_once(court: Court) -> None:
    keeper: Any = {"by": court.reg, "at": MONDAY_9AM}

    with pytest.raises(actions.NameTaken):
        actions.add_building(court.estate.pk, name="1号楼", **keeper)
    with pytest.raises(actions.NameTaken):
        actions.add_common_part(court.estate.pk, name="中心花园", **keeper)
    with pytest.raises(actions.NameTaken):
        actions.add_home(court.estate.pk, spec=HomeSpec("1号楼", "", "101", SHOP), **keeper)


def test_a_home_needs_its_building(court: Court) -> None:
    with pytest.raises(NotThere):
        actions.add_home(court.estate.pk, spec=HomeSpec("99号楼", "", "101", SHOP), by=court.reg, at=MONDAY_9AM)


def test_many_homes_bring_their_buildings_and_entrances(court: Court) -> None:
    homes = actions.add_homes(court.estate.pk, specs=SPECS, batch=uuid4(), by=court.reg, at=MONDAY_9AM)

    assert [home.label for home in homes] == ["12号楼2单元101室", "2号楼102室"]
    assert [building.name for building in court.estate.buildings.all()] == ["1号楼", "2号楼", "12号楼"]
    line = Line.objects.get()
    assert (line.fields["homes"], line.fields["buildings"], line.fields["area_cm2"]) == (2, 2, 456_000)


def test_of_many_homes_one_that_is_there_stops_them_all(court: Court) -> None:
    specs = [*SPECS, HomeSpec("1号楼", "", "101", SHOP)]

    with pytest.raises(actions.NameTaken):
        actions.add_homes(court.estate.pk, specs=specs, by=court.reg, at=MONDAY_9AM)

    assert (Home.objects.filter(estate=court.estate).count(), Building.objects.filter(estate=court.estate).count()) == (
        4,
        1,
    )
    assert Line.objects.count() == 0


def test_a_batch_is_taken_back_and_nothing_else(court: Court) -> None:
    batch = uuid4()
    court.home.area_cm2 = None
    court.home.save(update_fields=["area_cm2"])
    actions.add_homes(court.estate.pk, specs=SPECS, batch=batch, by=court.reg, at=MONDAY_9AM)
    filled = actions.fill_areas(
        court.estate.pk, areas={court.home.pk: 800_000}, batch=batch, by=court.reg, at=MONDAY_9AM
    )

    taken = actions.take_back_homes(court.estate.pk, batch=batch, by=court.reg, at=MONDAY_9AM)

    court.home.refresh_from_db()
    assert (filled, taken, court.home.area_cm2) == (1, 2, None)
    assert Home.objects.filter(estate=court.estate).count() == 4
    assert (Building.objects.filter(estate=court.estate).count(), Entrance.objects.count()) == (1, 0)
    kinds = ["places.homes_added", "places.areas_filled", "places.homes_taken_back"]
    assert list(Line.objects.order_by("seq").values_list("kind", flat=True)) == kinds


def test_homes_that_somebody_owns_by_now_are_not_taken_back(court: Court) -> None:
    batch = uuid4()
    homes = actions.add_homes(court.estate.pk, specs=SPECS, batch=batch, by=court.reg, at=MONDAY_9AM)
    people.tenure(court.mei, homes[0])

    with pytest.raises(actions.StillNeeded):
        actions.take_back_homes(court.estate.pk, batch=batch, by=court.reg, at=MONDAY_9AM)

    assert Home.objects.filter(batch=batch).count() == 2


def test_correct_home_says_before_and_after(court: Court) -> None:
    facts = HomeFacts(area_cm2=801_200, use=Home.Use.SHOP, counts_for_vote=False, delivered_on=date(2020, 5, 1))

    home = actions.correct_home(court.home.pk, facts=facts, by=court.reg, at=MONDAY_9AM)

    fields = Line.objects.get().fields
    assert (home.area_cm2, home.use, home.counts_for_vote) == (801_200, "shop", False)
    assert (fields["area_cm2_before"], fields["area_cm2"], fields["use_before"]) == (800_000, 801_200, "dwelling")


def test_a_home_not_handed_over_has_no_day(court: Court) -> None:
    with pytest.raises(actions.DeliveryNotYet):
        actions.correct_home(
            court.home.pk, facts=HomeFacts(delivered=False, delivered_on=date(2020, 5, 1)), by=court.reg, at=MONDAY_9AM
        )


# Pages


FACTS = {"area_cm2": "80.12", "use": "dwelling", "counts_for_vote": "on", "sold": "on", "delivered": "on"}


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("register/buildings/add/", {"name": "3号楼"}),
        ("register/common-parts/add/", {"name": "东门"}),
        ("register/buildings/{building}/entrances/add/", {"name": "1单元"}),
        ("register/buildings/{building}/homes/add/", {"name": "901", **FACTS}),
        ("homes/{home}/correct/", FACTS),
    ],
)
def test_the_keeper_writes_on_a_page(court: Court, client: Client, address: str, typed: dict[str, str]) -> None:
    client.force_login(court.reg)
    page = f"/e/plum/{address.format(building=court.building.pk, home=court.home.pk)}"

    assert client.get(page).status_code == 200
    assert client.post(page, typed).status_code == 302
    assert Line.objects.count() == 1


def test_an_area_that_is_no_number_is_said_at_its_field(court: Court, client: Client) -> None:
    client.force_login(court.reg)

    answer = client.post(f"/e/plum/homes/{court.home.pk}/correct/", FACTS | {"area_cm2": "1O2"})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"area_cm2"}


@pytest.mark.parametrize(("name", "status"), [("reg", 200), ("desk", 200), ("yan", 200), ("lin", 404), ("jie", 404)])
def test_the_register_is_for_those_who_work_with_it(court: Court, client: Client, name: str, status: int) -> None:
    client.force_login(getattr(court, name))

    assert client.get("/e/plum/register/").status_code == status
    assert client.get(f"/e/plum/register/buildings/{court.building.pk}/").status_code == status


@pytest.mark.parametrize(("name", "status"), [("reg", 200), ("lin", 200), ("mei", 404), ("jie", 404), ("far", 404)])
def test_a_home_is_seen_by_its_people_and_the_register(court: Court, client: Client, name: str, status: int) -> None:
    client.force_login(getattr(court, name))

    assert client.get(f"/e/plum/homes/{court.home.pk}/").status_code == status


def test_who_only_reads_the_register_is_refused_its_forms(court: Court, client: Client) -> None:
    client.force_login(court.yan)

    assert client.get("/e/plum/register/buildings/add/").status_code == 403


def test_a_building_counts_owners_and_names_none(court: Court, client: Client) -> None:
    client.force_login(court.reg)

    page = client.get(f"/e/plum/register/buildings/{court.building.pk}/")

    assert [counted[0][1] for _home, counted in page.context["homes"]] == [1, 0, 0, 0]
    assert court.lin.name not in page.content.decode()


def test_a_long_list_costs_as_many_queries_as_a_short_one(court: Court, client: Client) -> None:
    client.force_login(court.reg)
    address = f"/e/plum/register/buildings/{court.building.pk}/"

    def queries_made() -> int:
        with CaptureQueriesContext(
            connection,
        ) as made:
            client.get(address)
            client.get("/e/plum/register/")
        return len(made)

    few = queries_made()
    actions.add_homes(
        court.estate.pk, specs=[HomeSpec("1号楼", "3单元", f"{n}", SHOP) for n in range(300, 340)],
        by=court.reg, at=MONDAY_9AM,
    )  # fmt: skip

    assert queries_made() == few


def test_pages_of_homes_follow_on_in_the_order_of_the_doors(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "HOMES_A_PAGE", 2)
    build.building(court.estate, "2号楼", homes=0)
    doors = [("10单元", "101"), ("2单元", "1201"), ("2单元", "302"), ("", "5")]
    actions.add_homes(
        court.estate.pk, specs=[HomeSpec("2号楼", way, name, SHOP) for way, name in doors], by=court.reg, at=MONDAY_9AM
    )
    house = Building.objects.get(estate=court.estate, name="2号楼")

    first = queries.homes_of(house)
    rest = queries.homes_of(house, first[1].pk)

    assert [home.label for home in first] == ["2号楼5室", "2号楼2单元302室", "2号楼2单元1201室"]
    assert [home.label for home in rest] == ["2号楼2单元1201室", "2号楼10单元101室"]


def test_the_command_lists_estates(court: Court, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("estates", "--codes")
    codes = capsys.readouterr().out
    call_command("estates")

    assert codes == "pine\nplum\n"
    assert "梅苑小区" in capsys.readouterr().out
