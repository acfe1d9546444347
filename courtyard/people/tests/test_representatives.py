"""An organisation that owns a home acts through people, named by whoever keeps the register, while they are."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.people.actions.officers import add_organisation, add_representative
from courtyard.people.actions.offices import name_representative
from courtyard.people.models import Person, Representative, Tenure
from courtyard.people.permissions.tenures import may_confirm_tenure
from courtyard.people.queries import hats, standing
from courtyard.people.tests import build


@pytest.fixture
def firm(court: Court) -> Person:
    firm = build.person("梅苑水果店", court.estate.node)
    firm.kind = Person.Kind.LEGAL
    firm.save(update_fields=["kind"])
    build.tenure(firm, list(court.building.homes.order_by("name"))[-1])
    return firm


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def given(**more: str) -> dict[str, str]:
    return {"since": localdate().isoformat(), "name": "", "sign_in_name": "", **more}


def test_whoever_is_named_stands_where_the_organisation_does(court: Court, firm: Person) -> None:
    sent = signed_in(court.reg).post(f"/e/plum/people/{firm.pk}/representatives/", given(sign_in_name="13900000010"))

    assert sent.status_code == 302
    assert "枫远山"[:1] in signed_in(court.reg).get(sent["Location"]).text
    far = Person.objects.get(pk=court.far.pk)
    assert standing(far).lives_in(court.estate.pk, now())
    assert [hat.tenure.person for hat in hats(far, now()) if hat.tenure and hat.tenure.person != far] == [firm]
    assert signed_in(far).get("/e/plum/cases/new/").status_code == 200
    assert "代表梅苑水果店" in signed_in(far).get("/me/").text


def test_when_it_ends_they_stand_there_no_longer(court: Court, firm: Person) -> None:
    someone = add_representative(
        firm, court.estate.pk, name="桃小店", since=localdate() - timedelta(days=9), by=court.reg, at=now()
    )
    one = Representative.objects.get()

    sent = signed_in(court.reg).post(f"/e/plum/representatives/{one.pk}/end/", {"until": localdate().isoformat()})

    assert sent["Location"] == f"/e/plum/people/{firm.pk}/"
    assert not standing(Person.objects.get(pk=someone.pk)).lives_in(court.estate.pk, now())


def test_nobody_confirms_what_they_hold_for_another(court: Court, firm: Person) -> None:
    assert may_confirm_tenure(court.reg, firm.tenures.get(), now())

    Representative.objects.create(legal=firm, person=court.reg, since=localdate())

    assert not may_confirm_tenure(Person.objects.get(pk=court.reg.pk), firm.tenures.get(), now())


def test_somebody_new_gets_a_code_at_the_counter(court: Court, firm: Person) -> None:
    reg = signed_in(court.reg)
    reg.post(f"/e/plum/people/{firm.pk}/representatives/", given(name="桃小店"))

    letter = reg.post(f"/e/plum/people/{Representative.objects.get().person_id}/code/", {"identity_seen": "id_card"})

    assert letter.status_code == 200
    assert "登录码" in letter.text


@pytest.mark.parametrize("who", ["lin", "zhu", "yan", "far"])
def test_others_name_nobody(court: Court, firm: Person, who: str) -> None:
    sent = signed_in(getattr(court, who)).post(f"/e/plum/people/{firm.pk}/representatives/", given(name="桃小店"))

    assert sent.status_code == 404
    assert not Representative.objects.exists()


def test_nobody_is_named_for_a_natural_person(court: Court) -> None:
    assert signed_in(court.reg).get(f"/e/plum/people/{court.lin.pk}/representatives/").status_code == 404


def test_a_name_nobody_signs_in_with_is_said(court: Court, firm: Person) -> None:
    shown = signed_in(court.reg).post(f"/e/plum/people/{firm.pk}/representatives/", given(sign_in_name="13888888888"))

    assert shown.status_code == 422
    assert "13888888888" in shown.text


def test_whoever_holds_a_home_leaves_what_others_hold_of_it_to_another_keeper(court: Court) -> None:
    build.tenure(court.reg, court.home, Tenure.Kind.CO_OWNER)
    lins = court.lin.tenures.get()
    address = f"/e/plum/tenures/{lins.pk}/end/"

    refused = signed_in(court.reg).post(address, {"until": localdate().isoformat()})
    done = signed_in(court.desk).post(address, {"until": localdate().isoformat()})

    assert (refused.status_code, done.status_code) == (403, 302)
    assert f"{lins.pk}/end/" not in signed_in(court.reg).get(f"/e/plum/people/{court.lin.pk}/").text


def test_for_an_organisation_above_estates_the_offices_there_name_who_acts(court: Court) -> None:
    """Whoever keeps an estate's register has no say in it."""
    one = add_organisation(court.city.pk, name="青禾物业", by=court.shi, at=MONDAY_9AM)

    for keeper in (court.reg, court.desk, court.jie):
        with pytest.raises(NotAllowed):
            name_representative(one, court.zhu, by=keeper, at=MONDAY_9AM, since=MONDAY_9AM.date())
    name_representative(one, court.zhu, by=court.shi, at=MONDAY_9AM, since=MONDAY_9AM.date())

    assert (one.kind, one.has_account, one.node) == (Person.Kind.LEGAL, False, court.city)
    assert Representative.objects.get().person == court.zhu


def test_nobody_else_adds_an_organisation_above_estates(court: Court) -> None:
    for somebody in (court.reg, court.desk, court.jie, court.lin):
        with pytest.raises(NotAllowed):
            add_organisation(court.city.pk, name="青禾物业", by=somebody, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        add_organisation(court.estate.pk, name="青禾物业", by=court.shi, at=MONDAY_9AM)
