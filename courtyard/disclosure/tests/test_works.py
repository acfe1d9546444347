"""Works that the fund paid for are told of once they are accepted: from the plan to every payment in the books."""

from datetime import date, timedelta

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.disclosures import Row
from courtyard.disclosure import chores
from courtyard.disclosure.contents import proposed
from courtyard.disclosure.tests.build import asked, known, published, wall
from courtyard.duties.models import Duty
from courtyard.money.actions.authorising import announce_works
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.models import Draw, Spending
from courtyard.money.tests import spend
from courtyard.money.tests.test_ledger_pages import read
from courtyard.people.models import Person
from courtyard.trail.models import Line

pytestmark = pytest.mark.usefixtures("clock")
TODAY = date(2026, 6, 8)


def accepted(court: Court) -> Spending:
    wall(court)
    return spend.accepted(spend.fund(court))


def key(one: Spending) -> str:
    return f"D23b:{one.pk.hex}"


def rows(court: Court, one: Spending) -> dict[str, tuple[int | None, str]]:
    """By their keys: what they are called is the estate's language."""
    due = known(court).due(key(one))
    assert due is not None
    return {row.key: (row.amounts.get("fen"), row.text) for row in proposed(court.estate, due, MONDAY_9AM)}


def test_what_was_accepted_is_to_be_told_and_owed_at_once(court: Court) -> None:
    one = accepted(court)

    chores.hear(Line.objects.filter(kind="money.spending_accepted"), MONDAY_9AM)

    due = known(court).due(key(one))
    assert due is not None
    assert (due.state, due.bearer) == ("now", "ye")
    assert Duty.objects.filter(key=key(one)).count() == 1


def test_what_is_still_being_paid_is_not_told_yet(court: Court) -> None:
    wall(court)
    one = spend.paid(spend.fund(court))

    assert known(court).due(key(one)) is None


def test_the_books_say_what_is_told(court: Court) -> None:
    one = accepted(court)

    found = rows(court, one)
    day, said = found["3-000002"][1][:10], found["3-000002"][1]
    assert (day, "2" in said.removeprefix(day)) == ("2026-06-08", True)
    assert found == {
        "1-planned": (spend.COST, "顶楼三户漏水"), "2-agreed": (spend.COST, "青瓦防水"),
        "3-000002": (spend.COST, said), "4-paid": (spend.COST, ""), "5-found": (None, "不漏了"),
    }  # fmt: skip


def test_a_payment_that_was_taken_back_is_not_told(court: Court) -> None:
    one = accepted(court)
    reverse_entry(Draw.objects.get().pk, reason="付错了", by=court.yan, at=MONDAY_9AM)

    assert rows(court, one)["4-paid"] == (0, "")


@pytest.mark.parametrize(("name", "offered"), [("yan", True), ("zhu", False), ("lin", False), ("desk", False)])
def test_its_page_offers_the_wall_to_whoever_owes_it(court: Court, name: str, offered: bool) -> None:
    one = accepted(court)
    person: Person = getattr(court, name)

    assert (f"?key=D23b%3A{one.pk.hex}" in read(person, f"/e/plum/spendings/{one.pk}/")) is offered


def test_its_page_leads_to_the_wall_and_the_wall_to_its_page(court: Court) -> None:
    one = accepted(court)
    told = published(court, key(one), rows=[Row("r00001", "已付", {"fen": spend.COST})], by=court.yan)
    asked(court, told)

    page = read(None, f"/e/plum/spendings/{one.pk}/")

    assert f"/e/plum/wall/{told.pk}/" in page
    assert "1 question of owners, 0 answered" in page
    assert f"/e/plum/spendings/{one.pk}/" in read(None, f"/e/plum/wall/{told.pk}/")


def announced(court: Court) -> Spending:
    wall(court)
    one = spend.approved(spend.fund(court))
    return announce_works(one.pk, TODAY + timedelta(days=7), by=court.yan, at=MONDAY_9AM)


def test_before_works_begin_the_plan_is_owed_the_day_before(court: Court) -> None:
    one = announced(court)

    chores.hear(Line.objects.filter(kind="money.works_announced"), MONDAY_9AM)

    due = known(court).due(f"D23:{one.pk.hex}")
    assert due is not None
    assert (due.state, due.bearer, due.due_on) == ("soon", "ye", date(2026, 6, 14))
    assert Duty.objects.filter(key=f"D23:{one.pk.hex}").count() == 1


def test_the_plan_tells_of_every_quote_and_of_the_first_day(court: Court) -> None:
    one = announced(court)
    due = known(court).due(f"D23:{one.pk.hex}")
    assert due is not None

    found = {row.key: (row.amounts.get("fen"), row.text) for row in proposed(court.estate, due, MONDAY_9AM)}

    assert found["1-planned"] == (spend.COST, "顶楼三户漏水")
    assert found["2-01"][0] == found["3-agreed"][0] == spend.COST
    assert found["2-01"][1] != ""
    assert found["5-begins"] == (None, "2026年6月15日")


def test_an_emergency_begins_before_anybody_can_be_told(court: Court) -> None:
    one = announced(court)
    Spending.objects.filter(pk=one.pk).update(
        emergency=True, danger="水进了电梯井", reported_to="房管所", reported_on=TODAY
    )

    assert known(court).due(f"D23:{one.pk.hex}") is None


def test_its_page_leads_to_the_wall_for_the_plan_and_then_shows_it(court: Court) -> None:
    one = announced(court)
    address = f"/e/plum/spendings/{one.pk}/"
    assert f"key=D23%3A{one.pk.hex}" in read(court.yan, address)
    assert "key=D23" not in read(court.lin, address)
