"""The company's office on the estate: who says so, and what hangs on it; and what differs by kind of estate."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from courtyard.cases import actions as cases
from courtyard.cases.tests import build
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.clocks import Promise
from courtyard.core.errors import NotAllowed
from courtyard.places import actions
from courtyard.places.models import Estate
from courtyard.places.rules import rulebook, rules_of
from courtyard.trail.models import Line

HALF_AN_HOUR, TWO_HOURS = timedelta(minutes=30), timedelta(hours=2)


def opened(court: Court) -> Estate:
    return actions.set_site_office(court.estate.pk, there=True, by=court.reg, at=MONDAY_9AM)


def test_with_an_office_on_the_estate_somebody_comes_within_half_an_hour(court: Court) -> None:
    before = build.filed(court, urgent=True)

    court.estate = opened(court)
    after, quiet = build.filed(court, urgent=True), build.filed(court)

    assert before.on_site_due_at == MONDAY_9AM + TWO_HOURS
    assert after.on_site_due_at == MONDAY_9AM + HALF_AN_HOUR
    assert quiet.on_site_due_at is None


def test_what_was_filed_before_keeps_its_time_limit(court: Court) -> None:
    before = build.filed(court, urgent=True)
    opened(court)

    before = cases.triage(before.pk, by=court.desk, at=MONDAY_9AM, party="wu", words="收到。")

    assert before.on_site_due_at == MONDAY_9AM + TWO_HOURS


def test_it_is_on_the_record_once(court: Court) -> None:
    for _ in range(2):
        opened(court)
    closed = actions.set_site_office(court.estate.pk, there=False, by=court.desk, at=MONDAY_9AM)

    assert not closed.site_office
    assert [line.kind for line in Line.objects.order_by("pk")] == ["places.site_office_set"] * 2


@pytest.mark.parametrize("name", ["lin", "yan", "zhu", "bai", "jie", "far"])
def test_nobody_says_so_who_does_not_keep_the_register(court: Court, name: str) -> None:
    with pytest.raises(NotAllowed):
        actions.set_site_office(court.estate.pk, there=True, by=getattr(court, name), at=MONDAY_9AM)

    assert not Estate.objects.get(pk=court.estate.pk).site_office


def test_the_registrar_says_so_on_the_register(court: Court) -> None:
    client = Client()
    client.force_login(court.reg)

    sent = client.post(reverse("places:set_site_office", args=["plum"]), {"there": "on"})

    assert sent["Location"] == reverse("places:register", args=["plum"])
    assert "有。遇到危险" in client.get("/e/plum/register/").text
    assert "物业在小区里设有管理处" in client.get("/e/plum/rules/").text


@pytest.mark.parametrize(
    ("kind", "owners", "leak", "cleaning"),
    [
        ("commodity", "ye", Promise(3, "days"), Promise(5, "working_days")),
        ("mixed", "ye", Promise(3, "days"), Promise(5, "working_days")),
        ("after_sale_public", "ju", Promise(2, "days"), Promise(5, "working_days")),
        ("affordable", "ju", Promise(3, "days"), Promise(3, "working_days")),
    ],
)
def test_the_catalogue_differs_by_kind_of_estate(
    court: Court, kind: str, owners: str, leak: Promise, cleaning: Promise
) -> None:
    court.estate.kind = kind
    court.estate.save(update_fields=["kind"])

    promised = [build.filed(court, category=category).promise for category in ("water", "cleaning")]

    book = rules_of(court.estate)
    assert book.categories["owners"].party == owners
    assert promised == [leak, cleaning]
    assert ("public_housing_repair" in book.rules) == (kind == "after_sale_public")
    assert ("affordable_service" in book.rules) == (kind == "affordable")


def test_what_no_text_says_by_kind_is_to_be_confirmed_and_gives_nobody_more_time() -> None:
    book = rulebook("cn-shanghai")

    for category in book.categories.values():
        for other in category.by_kind.values():
            fresh = [rule for rule in other.resolved if rule not in category.resolved]
            assert {rule.certainty for rule in fresh} <= {"memory"}
            assert all(rule.promise.amount < category.resolved[0].promise.amount for rule in fresh)
            assert all(rule.promise.unit == category.resolved[0].promise.unit for rule in fresh)
