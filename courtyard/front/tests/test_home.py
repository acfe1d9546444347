"""The first page, by who comes; and an estate as anybody sees it."""

import pytest
from django.test import Client
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from courtyard.cases.tests import build as cases
from courtyard.conftest import CAST, NAMES, Court
from courtyard.front import queries


def page(client: Client, path: str = "/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_resident_is_told_what_waits_and_can_report(client: Client, court: Court) -> None:
    cases.resolved(court)
    client.force_login(court.lin)

    shown = page(client)

    assert "今天有1件事等您" in shown
    assert f'href="/e/{court.estate.code}/cases/new/"' in shown


def test_nothing_waits_is_said_too(client: Client, court: Court) -> None:
    client.force_login(court.lin)

    assert "今天没有事等您" in page(client)


def test_the_desk_is_shown_by_surname_and_function(client: Client, court: Court) -> None:
    client.force_login(court.lin)

    shown = page(client)

    assert [title for title in ("荷老师", "兰委员", "竹经理") if title not in shown] == []
    assert court.desk.name not in shown


def test_the_desks_telephone_can_be_called(client: Client, court: Court) -> None:
    court.estate.desk_phone = "021-0000-0001"
    court.estate.save(update_fields=["desk_phone"])
    client.force_login(court.lin)

    assert 'href="tel:021-0000-0001"' in page(client)


def test_whoever_has_neither_home_nor_office_is_told_the_way(client: Client, court: Court) -> None:
    court.lin.tenures.all().delete()
    client.force_login(court.lin)

    assert "还没有房屋" in page(client)


def test_a_stranger_sees_what_it_is_and_where(client: Client, court: Court) -> None:
    shown = page(client)

    assert "小区的事，摊开来办" in shown
    assert (f'href="/e/{court.estate.code}/"' in shown, f'href="/e/{court.other.code}/"' in shown) == (True, True)


def test_a_stranger_finds_an_estate_by_name(client: Client, court: Court) -> None:
    shown = page(client, "/?q=松苑")

    assert (court.other.node.name in shown, court.estate.node.name in shown) == (True, False)


def test_an_estate_is_public_and_names_nobody(client: Client, court: Court) -> None:
    cases.filed(court, public=True)

    shown = page(client, f"/e/{court.estate.code}/")

    assert court.estate.node.name in shown
    assert [key for key in CAST if NAMES[key] in shown] == []


def test_an_estate_that_is_not_there(client: Client, court: Court) -> None:
    assert client.get("/e/nowhere/").status_code == 404


def test_an_officer_above_sees_figures_and_no_words(client: Client, court: Court) -> None:
    case = cases.filed(court)
    client.force_login(court.shi)

    shown = page(client)

    assert court.district.name in shown
    assert (case.words in shown, court.lin.name in shown) == (False, False)


def test_figures_are_those_of_what_lies_below(court: Court) -> None:
    cases.filed(court)

    [row] = queries.below(court.city, now())
    in_the_area = {one.node.pk: one.tally for one in queries.below(court.area, now())}

    assert row.tally == queries.Tally(estates=2, open=1, late=1)
    assert in_the_area[court.other.pk] == queries.Tally(estates=1, open=0, late=0)


def test_an_officer_looks_down_and_not_beside(client: Client, court: Court) -> None:
    client.force_login(court.jie)

    below = client.get("/", {"in": court.area.code})
    above = client.get("/", {"in": court.city.code})
    estate = client.get("/", {"in": court.estate.code})

    assert (below.status_code, above.status_code, estate.status_code) == (200, 404, 404)


@pytest.mark.parametrize(("name", "most"), [("lin", 13), ("desk", 17), ("shi", 11)])
def test_the_first_page_asks_little_of_the_database(
    client: Client, court: Court, name: str, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cases.resolved(court)
    client.force_login(getattr(court, name))

    with django_assert_max_num_queries(most):
        page(client)
