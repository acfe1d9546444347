"""Who appoints whom, and who acts for an organisation."""

from datetime import date

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.people.actions import offices as actions
from courtyard.people.models import CLERK, Office, Person, Representative
from courtyard.people.permissions.offices import may_act_for
from courtyard.people.queries import standing
from courtyard.people.tests import build
from courtyard.trail.models import Line

TODAY, TOMORROW = date(2026, 6, 8), date(2026, 6, 9)


def appoint(court: Court, by: str, whom: str, kind: str, place: str) -> Office:
    node = court.estate.node if place == "estate" else getattr(court, place)
    return actions.appoint(node.pk, getattr(court, whom), by=getattr(court, by), at=MONDAY_9AM, kind=kind, since=TODAY)


@pytest.mark.parametrize(
    ("by", "kind", "place"),
    [
        ("shi", "district", "district"),
        ("jie", "convenor", "area"),
        ("jie", "residents_committee", "area"),
        ("desk", "registrar", "estate"),
        ("desk", "owners_committee", "estate"),
        ("zhu", "company_worker", "estate"),
    ],
)
def test_an_office_is_given_from_above(court: Court, by: str, kind: str, place: str) -> None:
    office = appoint(court, by, "mei", kind, place)

    assert standing(court.mei).holds((kind,), office.node, MONDAY_9AM)
    line = Line.objects.get()
    assert (line.kind, line.about, line.whom) == ("people.appointed", office.pk, court.mei.pk)


@pytest.mark.parametrize(
    ("by", "kind", "place"),
    [
        ("lin", "registrar", "estate"),
        ("reg", "registrar", "estate"),
        ("desk", "convenor", "area"),
        ("desk", "city", "city"),
        ("jie", "subdistrict", "subdistrict"),
        ("zhu", "company_manager", "estate"),
        ("yan", "owners_committee", "estate"),
        ("far", "company_worker", "estate"),
    ],
)
def test_nobody_appoints_beyond_their_office(court: Court, by: str, kind: str, place: str) -> None:
    with pytest.raises(NotAllowed):
        appoint(court, by, "mei", kind, place)

    assert not Office.objects.filter(person=court.mei).exists()


def test_nobody_appoints_themselves(court: Court) -> None:
    with pytest.raises(NotAllowed):
        appoint(court, "desk", "desk", "registrar", "estate")


def test_the_clerk_begins_a_city_and_no_estate(court: Court) -> None:
    actions.appoint(court.city.pk, court.mei, by=CLERK, at=MONDAY_9AM, kind="city", since=TODAY)

    with pytest.raises(NotAllowed):
        actions.appoint(court.estate.pk, court.mei, by=CLERK, at=MONDAY_9AM, kind="registrar", since=TODAY)


def test_an_office_is_held_once_and_where_it_belongs(court: Court) -> None:
    appoint(court, "desk", "mei", "registrar", "estate")

    with pytest.raises(actions.HeldAlready):
        appoint(court, "desk", "mei", "registrar", "estate")
    with pytest.raises(actions.NoSuchOffice):
        appoint(court, "shi", "mei", "owners_committee", "city")
    with pytest.raises(actions.NoSuchOffice):
        appoint(court, "shi", "mei", "emperor", "city")


@pytest.mark.parametrize("by", ["bai", "zhu", "desk"])
def test_an_office_ends_by_whoever_gives_it_or_is_laid_down(court: Court, by: str) -> None:
    office = court.bai.offices.get()

    actions.end_office(office.pk, by=getattr(court, by), at=MONDAY_9AM, until=TODAY)

    assert not standing(Person.objects.get(pk=court.bai.pk)).offices_on(TODAY)
    assert Line.objects.get().kind == "people.office_ended"


@pytest.mark.parametrize("by", ["lin", "yan", "far"])
def test_nobody_else_ends_it(court: Court, by: str) -> None:
    with pytest.raises(NotAllowed):
        actions.end_office(court.bai.offices.get().pk, by=getattr(court, by), at=MONDAY_9AM, until=TODAY)


def test_an_office_ends_once_and_not_before_it_began(court: Court) -> None:
    office = court.bai.offices.get()

    with pytest.raises(actions.EndsBeforeItBegins):
        actions.end_office(office.pk, by=court.zhu, at=MONDAY_9AM, until=date(2019, 1, 1))
    actions.end_office(office.pk, by=court.zhu, at=MONDAY_9AM, until=TODAY)
    with pytest.raises(actions.OverAlready):
        actions.end_office(office.pk, by=court.zhu, at=MONDAY_9AM, until=TOMORROW)


def company(court: Court) -> Person:
    firm = build.person("桐江绿荫贸易有限公司", court.estate.node)
    Person.objects.filter(pk=firm.pk).update(kind=Person.Kind.LEGAL)
    firm.refresh_from_db()
    build.tenure(firm, court.building.homes.get(name="103"))
    return firm


def test_somebody_acts_for_an_organisation_until_it_ends(court: Court) -> None:
    firm = company(court)

    one = actions.name_representative(firm, court.mei, by=court.reg, at=MONDAY_9AM, since=TODAY)

    assert may_act_for(court.mei, firm.pk, MONDAY_9AM)
    actions.end_representation(one.pk, by=court.reg, at=MONDAY_9AM, until=TOMORROW)
    mei = Person.objects.get(pk=court.mei.pk)
    assert [bool(standing(mei).acts_for(day)) for day in (TODAY, TOMORROW)] == [True, False]


@pytest.mark.parametrize("by", ["mei", "zhu", "jie", "far"])
def test_only_who_keeps_the_register_names_who_acts(court: Court, by: str) -> None:
    firm = company(court)

    with pytest.raises(NotAllowed):
        actions.name_representative(firm, court.mei, by=getattr(court, by), at=MONDAY_9AM, since=TODAY)
    one = Representative.objects.create(legal=firm, person=court.mei, since=TODAY)
    with pytest.raises(NotAllowed):
        actions.end_representation(one.pk, by=getattr(court, by), at=MONDAY_9AM, until=TOMORROW)


def test_nobody_names_themselves(court: Court) -> None:
    firm = company(court)

    with pytest.raises(NotAllowed):
        actions.name_representative(firm, court.reg, by=court.reg, at=MONDAY_9AM, since=TODAY)

    assert not Representative.objects.exists()


def test_nobody_acts_for_a_person_and_nobody_twice(court: Court) -> None:
    firm = company(court)

    with pytest.raises(actions.NotFor):
        actions.name_representative(court.lin, court.mei, by=court.reg, at=MONDAY_9AM, since=TODAY)
    actions.name_representative(firm, court.mei, by=court.reg, at=MONDAY_9AM, since=TODAY)
    with pytest.raises(actions.HeldAlready):
        actions.name_representative(firm, court.mei, by=court.reg, at=MONDAY_9AM, since=TODAY)
