"""Looking is a deed the person sees; a name is corrected by agreement; erasing takes all but what votes need."""

from datetime import date

import pytest
from django.core.management import call_command

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.people.actions import accounts, tenures
from courtyard.people.actions import privacy as actions
from courtyard.people.models import CLERK, ERASED_NAME, NameCorrection, Person, SignInName, Tenure
from courtyard.trail.models import Line


def unmask(court: Court, by: str, reason: str = "case") -> Person:
    person = getattr(court, by)
    return actions.unmask(court.lin.pk, court.estate.pk, by=person, at=MONDAY_9AM, reason=reason, words="水管爆了")


@pytest.mark.parametrize("by", ["reg", "desk"])
def test_a_look_is_on_the_record_of_whom_it_is_about(court: Court, by: str) -> None:
    unmask(court, by)

    line = Line.objects.get()
    assert (line.kind, line.whom, line.by) == ("people.unmasked", court.lin.pk, getattr(court, by).pk)
    assert line.fields == {"reason": "case", "words": "水管爆了"}


@pytest.mark.parametrize("by", ["mei", "yan", "zhu", "bai", "jie", "shi", "far"])
def test_neighbours_company_and_officials_above_do_not_look(court: Court, by: str) -> None:
    with pytest.raises(NotAllowed):
        unmask(court, by)

    assert not Line.objects.exists()


def test_a_look_needs_a_reason_from_the_list(court: Court) -> None:
    with pytest.raises(actions.NoReason):
        unmask(court, "reg", "curious")


def test_nobody_looks_into_another_estate(court: Court) -> None:
    with pytest.raises(NotAllowed):
        actions.unmask(court.far.pk, court.other.pk, by=court.reg, at=MONDAY_9AM, reason="case")


def ask(court: Court) -> NameCorrection:
    return actions.ask_name_correction(court.lin.pk, by=court.lin, at=MONDAY_9AM, wanted="林之秋", words="户口本上是之")


@pytest.mark.parametrize(("agree", "name"), [(True, "林之秋"), (False, "林知秋")])
def test_a_name_is_corrected_once_the_register_agrees(court: Court, agree: bool, name: str) -> None:
    correction = ask(court)

    actions.settle_name_correction(correction.pk, by=court.reg, at=MONDAY_9AM, agree=agree)

    court.lin.refresh_from_db()
    assert court.lin.name == name
    with pytest.raises(actions.SettledAlready):
        actions.settle_name_correction(correction.pk, by=court.reg, at=MONDAY_9AM, agree=True)


def test_nobody_asks_for_somebody_else_nor_twice(court: Court) -> None:
    with pytest.raises(NotAllowed):
        actions.ask_name_correction(court.lin.pk, by=court.mei, at=MONDAY_9AM, wanted="林之秋")
    ask(court)
    with pytest.raises(actions.AskedAlready):
        ask(court)


@pytest.mark.parametrize("by", ["lin", "mei", "zhu", "jie"])
def test_only_who_keeps_the_register_settles_a_name(court: Court, by: str) -> None:
    correction = ask(court)

    with pytest.raises(NotAllowed):
        actions.settle_name_correction(correction.pk, by=getattr(court, by), at=MONDAY_9AM, agree=True)


def test_an_owner_leaves_only_the_name_behind(court: Court) -> None:
    ask(court)
    accounts.sign_in(court.lin.pk, by=court.lin, at=MONDAY_9AM, how="password", device="phone")

    actions.erase(court.lin, by=court.lin, at=MONDAY_9AM)

    lin = Person.objects.get(pk=court.lin.pk)
    assert (lin.name, lin.phone, lin.has_account, lin.erased_at) == ("林知秋", "", False, None)
    assert not SignInName.objects.filter(person=lin).exists()
    assert not NameCorrection.objects.exists()
    assert [line.fields for line in Line.objects.filter(kind="people.signed_in")] == [
        {"how": "password", "device": None}
    ]


def test_a_tenant_leaves_nothing_behind_and_the_record_still_holds(court: Court) -> None:
    accounts.sign_in(court.mei.pk, by=court.mei, at=MONDAY_9AM, how="password", device="phone")

    actions.erase(court.mei, by=court.mei, at=MONDAY_9AM)

    mei = Person.objects.get(pk=court.mei.pk)
    assert (mei.name, mei.phone, mei.is_active) == (ERASED_NAME, "", False)
    assert Tenure.objects.get(person=mei).until == date(2026, 6, 8)
    assert Line.objects.filter(kind="people.erased", whom=mei.pk).exists()
    call_command("verify")


def test_once_the_home_is_sold_the_clerk_erases_the_rest(court: Court) -> None:
    actions.erase(court.lin, by=court.lin, at=MONDAY_9AM)
    tenures.transfer(court.home.pk, by=court.reg, at=MONDAY_9AM, on=date(2026, 6, 8), buyers=[tenures.Buyer(court.mei)])

    actions.erase(court.lin, by=CLERK, at=MONDAY_9AM)

    assert Person.objects.get(pk=court.lin.pk).name == ERASED_NAME


@pytest.mark.parametrize("by", ["mei", "reg", "shi"])
def test_nobody_erases_somebody_else(court: Court, by: str) -> None:
    with pytest.raises(NotAllowed):
        actions.erase(court.lin, by=getattr(court, by), at=MONDAY_9AM)

    assert SignInName.objects.filter(person=court.lin).exists()


def test_whoever_holds_an_office_lays_it_down_first(court: Court) -> None:
    with pytest.raises(actions.HoldsOffice):
        actions.erase(court.reg, by=court.reg, at=MONDAY_9AM)
