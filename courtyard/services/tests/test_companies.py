"""The register of companies: entered once, corrected, closed, and who acts for one."""

from datetime import timedelta
from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.company_codes import NoCompanyCode, WrongCheckCharacter
from courtyard.core.errors import NotAllowed, NotThere
from courtyard.people.actions.officers import add_organisation
from courtyard.people.models import Person, Representative
from courtyard.people.standing import forget_standing
from courtyard.services.actions import companies as actions
from courtyard.services.actions.companies import (
    close_company,
    correct_company,
    end_agent,
    name_agent,
    register_company,
)
from courtyard.services.holding import CompanyOffRegister
from courtyard.services.models import Company, Served
from courtyard.services.tests.build import TODAY
from courtyard.services.tests.companies import (
    DAY,
    agent,
    code,
    district,
    registered,
    registration,
    serving,
)
from courtyard.trail.models import Line

LINES = Line.objects.filter(kind__startswith="services.")


def kinds() -> list[str]:
    return list(LINES.order_by("sealed_at", "seq").values_list("kind", flat=True))


# register


def test_the_city_registers_a_company(court: Court) -> None:
    written = f" {code()[:8].lower()} {code()[8:]}"

    one = register_company(registration(court, credit_code=written), by=court.shi, at=MONDAY_9AM)

    assert (one.name, one.credit_code, one.node) == ("青禾物业", code(), court.city)
    assert kinds() == ["services.company_registered"]


def test_a_district_registers_on_its_own_books(court: Court) -> None:
    officer = district(court)

    one = register_company(registration(court, node=court.district), by=officer, at=MONDAY_9AM)

    assert one.node == court.district
    with pytest.raises(NotAllowed):
        register_company(registration(court, credit_code=code(2)), by=officer, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "desk", "yan", "zhu", "reg", "jie"])
def test_nobody_else_registers_a_company(court: Court, name: str) -> None:
    with pytest.raises(NotAllowed):
        register_company(registration(court), by=getattr(court, name), at=MONDAY_9AM)

    assert Company.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"credit_code": "91310000"}, NoCompanyCode),
        ({"credit_code": code()[:-1] + ("0" if code()[-1] != "0" else "1")}, WrongCheckCharacter),
        ({"name": " "}, actions.NoCompanyName),
        ({"name": "禾" * 121}, actions.NoCompanyName),
        ({"phone": "1" * 41}, actions.DetailTooLong),
        ({"address": "路" * 121}, actions.DetailTooLong),
    ],
)
def test_a_company_that_cannot_be_is_refused_by_name(
    court: Court, given: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        register_company(registration(court, **given), by=court.shi, at=MONDAY_9AM)

    assert Company.objects.count() == 0


def test_a_company_is_registered_once(court: Court) -> None:
    registered(court)

    with pytest.raises(actions.RegisteredAlready) as refused:
        register_company(registration(court, name="青禾物业有限公司"), by=court.shi, at=MONDAY_9AM)

    assert refused.value.fields == {"name": "青禾物业"}
    assert Company.objects.count() == 1


def test_one_form_sent_twice_is_one_company(court: Court) -> None:
    once = registration(court)

    first, second = (register_company(once, by=court.shi, at=MONDAY_9AM) for _ in range(2))

    assert first == second
    assert kinds() == ["services.company_registered"]


# correct


def test_an_entry_is_corrected(court: Court) -> None:
    one = registered(court)
    details = {"name": "青禾物业服务", "credit_code": code(), "phone": "021-55550000", "address": "梅园路1号"}

    correct_company(one.pk, **details, by=court.shi, at=MONDAY_9AM)
    correct_company(one.pk, **details, by=court.shi, at=MONDAY_9AM)

    one.refresh_from_db()
    assert (one.name, one.phone, one.address) == ("青禾物业服务", "021-55550000", "梅园路1号")
    assert Line.objects.get(kind="services.company_corrected").fields["changed"] == ["name", "phone", "address"]


def test_nobody_corrects_a_company_into_another(court: Court) -> None:
    one, other = registered(court), registered(court, "松风物业", 2)

    with pytest.raises(actions.RegisteredAlready):
        correct_company(
            one.pk, name=one.name, credit_code=other.credit_code, phone="", address="", by=court.shi, at=MONDAY_9AM
        )
    with pytest.raises(NotAllowed):
        correct_company(
            one.pk, name="别的", credit_code=code(), phone="", address="", by=court.jie, at=MONDAY_9AM
        )  # fmt: skip


# close


def test_a_company_is_taken_off_the_register_with_a_reason(court: Court) -> None:
    one = registered(court)

    close_company(one.pk, reason="并入松风物业", by=court.shi, at=MONDAY_9AM)
    close_company(one.pk, reason="再关一次", by=court.shi, at=MONDAY_9AM)

    one.refresh_from_db()
    assert (one.closed_on, one.closed_why) == (TODAY, "并入松风物业")
    with pytest.raises(CompanyOffRegister):
        correct_company(
            one.pk, name="青禾", credit_code=code(), phone="", address="", by=court.shi, at=MONDAY_9AM
        )  # fmt: skip
    with pytest.raises(CompanyOffRegister):
        name_agent(one.pk, court.zhu, by=court.shi, at=MONDAY_9AM)


def test_no_company_is_closed_without_a_reason_nor_while_it_serves(court: Court) -> None:
    one = serving(court)

    with pytest.raises(actions.NoReason):
        close_company(one.pk, reason=" ", by=court.shi, at=MONDAY_9AM)
    with pytest.raises(actions.StillServes):
        close_company(one.pk, reason="关了", by=court.shi, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        close_company(one.pk, reason="关了", by=court.jie, at=MONDAY_9AM)
    Served.objects.update(until=TODAY - DAY)
    close_company(one.pk, reason="关了", by=court.shi, at=MONDAY_9AM)


# who acts for it


def test_the_first_who_acts_for_it_makes_it_an_organisation(court: Court) -> None:
    one = registered(court)

    name_agent(one.pk, court.zhu, by=court.shi, at=MONDAY_9AM)
    name_agent(one.pk, court.bai, by=court.shi, at=MONDAY_9AM)

    one.refresh_from_db()
    assert one.person is not None
    assert (one.person.kind, one.person.name, one.person.node) == (Person.Kind.LEGAL, one.name, court.city)
    assert {named.person for named in one.person.representatives.all()} == {court.zhu, court.bai}


def test_who_acts_is_named_once_by_somebody_else_and_is_a_person(court: Court) -> None:
    one = registered(court)
    name_agent(one.pk, court.zhu, by=court.shi, at=MONDAY_9AM)
    one.refresh_from_db()
    assert one.person is not None

    for whom, refusal in (
        (court.zhu, actions.ActsAlready), (court.shi, actions.OfficersActForNone), (one.person, actions.NoPerson),
    ):  # fmt: skip
        with pytest.raises(refusal):
            name_agent(one.pk, whom, by=court.shi, at=MONDAY_9AM)
    for name in ("lin", "zhu", "desk", "reg", "jie"):
        with pytest.raises(NotAllowed):
            name_agent(one.pk, court.mei, by=getattr(court, name), at=MONDAY_9AM)

    assert Representative.objects.count() == 1


def test_somebody_no_longer_acts(court: Court) -> None:
    one = registered(court)
    person = agent(court, one)
    acting = Representative.objects.get(person=person)
    later = MONDAY_9AM + timedelta(days=30)

    with pytest.raises(NotAllowed):
        end_agent(one.pk, acting.pk, by=court.jie, at=later)
    end_agent(one.pk, acting.pk, by=court.shi, at=later)
    end_agent(one.pk, acting.pk, by=court.shi, at=later)

    acting.refresh_from_db()
    assert acting.until == TODAY + timedelta(days=30)
    assert Line.objects.filter(kind="services.agent_ended").count() == 1


def test_who_was_named_today_acts_until_tomorrow(court: Court) -> None:
    one = registered(court)
    acting = Representative.objects.get(person=agent(court, one))

    end_agent(one.pk, acting.pk, by=court.shi, at=MONDAY_9AM)

    acting.refresh_from_db()
    assert acting.until == TODAY + DAY


def test_who_acts_for_one_company_is_not_ended_at_another(court: Court) -> None:
    one, other = registered(court), registered(court, "松风物业", 2)
    acting = Representative.objects.get(person=agent(court, one))

    with pytest.raises(NotThere):
        end_agent(other.pk, acting.pk, by=court.shi, at=MONDAY_9AM)


def test_organisations_above_estates_are_the_offices_alone(court: Court) -> None:
    """Whoever keeps an estate's register names nobody to act for a company."""
    for name in ("reg", "desk", "lin", "jie"):
        with pytest.raises(NotAllowed):
            add_organisation(court.city.pk, name="青禾物业", by=getattr(court, name), at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        add_organisation(court.estate.node.pk, name="青禾物业", by=court.shi, at=MONDAY_9AM)

    one = add_organisation(court.city.pk, name="青禾物业", by=court.shi, at=MONDAY_9AM)

    forget_standing(one)
    assert (one.kind, one.has_account) == (Person.Kind.LEGAL, False)
