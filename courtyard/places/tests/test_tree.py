"""The tree grows where an office above says so."""

import pytest
from django.test import Client

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.people.models import CLERK
from courtyard.places import actions
from courtyard.places.models import Estate, Node
from courtyard.trail.models import Line

NODE = {"kind": "area", "code": "990101002", "name": "梅园二居"}
ESTATE = {"code": "willow", "name": "柳苑小区", "kind": Estate.Kind.MIXED}


def test_the_sub_district_adds_a_residential_area(court: Court) -> None:
    node = actions.add_node(court.subdistrict.pk, **NODE, by=court.jie, at=MONDAY_9AM)

    assert node.path == "/990000/990100/990101/990101002/"
    assert Line.objects.get().kind == "places.node_added"


@pytest.mark.parametrize("name", ["lin", "desk", "reg", "zhu"])
def test_nobody_of_an_estate_adds_to_the_tree(court: Court, name: str) -> None:
    with pytest.raises(NotAllowed):
        actions.add_node(court.subdistrict.pk, **NODE, by=getattr(court, name), at=MONDAY_9AM)

    assert not Node.objects.filter(code="990101002").exists()


def test_a_sub_district_adds_nothing_in_its_neighbour(court: Court) -> None:
    other = actions.add_node(
        court.district.pk, kind="subdistrict", code="990102", name="松园街道", by=court.shi, at=MONDAY_9AM
    )

    with pytest.raises(NotAllowed):
        actions.add_node(other.pk, **NODE, by=court.jie, at=MONDAY_9AM)


def test_the_clerk_lays_the_root_and_nobody_else(court: Court) -> None:
    root = {"kind": "city", "code": "980000", "name": "河平市"}
    with pytest.raises(NotAllowed):
        actions.add_node(None, **root, by=court.shi, at=MONDAY_9AM)

    assert actions.add_node(None, **root, by=CLERK, at=MONDAY_9AM).path == "/980000/"


def test_a_district_does_not_lie_in_an_area(court: Court) -> None:
    with pytest.raises(actions.WrongPlace):
        actions.add_node(court.area.pk, kind="district", code="x", name="X", by=court.shi, at=MONDAY_9AM)


def test_a_code_is_taken_once(court: Court) -> None:
    with pytest.raises(actions.CodeTaken):
        actions.add_estate(court.area.pk, **ESTATE | {"code": "plum"}, by=court.jie, at=MONDAY_9AM)


@pytest.mark.parametrize("code", ["", "a/b", "-", "梅", "x" * 25])
def test_a_code_that_would_break_the_path_is_refused(court: Court, code: str) -> None:
    with pytest.raises(actions.BadCode):
        actions.add_estate(court.area.pk, **ESTATE | {"code": code}, by=court.jie, at=MONDAY_9AM)


def test_the_sub_district_adds_an_estate_on_its_page(court: Court, client: Client) -> None:
    client.force_login(court.jie)

    answer = client.post("/tree/990101001/add-estate/", ESTATE)

    assert (answer.status_code, answer["Location"]) == (302, "/tree/990101001/")
    estate = Estate.objects.get(node__code="willow")
    assert (estate.node.parent, estate.kind) == (court.area, "mixed")
    assert Line.objects.get().kind == "places.estate_added"


def test_a_taken_code_is_said_at_its_field(court: Court, client: Client) -> None:
    client.force_login(court.jie)

    answer = client.post("/tree/990101001/add-estate/", ESTATE | {"code": "plum"})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"code"}


def test_anybody_walks_down_the_tree_and_sees_names_and_kinds(court: Court, client: Client) -> None:
    page = client.get("/tree/990101001/").content.decode()

    assert "梅苑小区" in page
    assert "合署" not in page.partition("<main")[2].partition("</main>")[0]
    assert client.get("/tree/").status_code == 200
    assert client.get("/tree/nowhere/").status_code == 404


def test_a_resident_is_refused_the_form(court: Court, client: Client) -> None:
    client.force_login(court.lin)

    assert client.get("/tree/990101001/add-estate/").status_code == 403
    assert client.get("/tree/990101001/add/").status_code == 403
