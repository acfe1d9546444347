"""Several people at one moment: two sign and no third, a part is paid once, parts never exceed what was agreed."""

import pytest

from courtyard.assembly.tests.test_at_once import at_once, fresh
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.books.refusals import OverSum
from courtyard.money.actions.authorising import NotToSign, SignedAlready, approve_spending
from courtyard.money.actions.spending import Ask, ask_draw, pay
from courtyard.money.models import Draw, Entry, Spending
from courtyard.money.queries.fund import balances
from courtyard.money.tests.spend import COST, HAS_FEN, TODAY, authorised, draw, fund, reviewed
from courtyard.trail.models import Line

AT_ONCE = 3
pytestmark = pytest.mark.django_db(transaction=True)


def test_of_three_who_sign_at_one_moment_two_have_signed(court: Court) -> None:
    there = fund(court)
    one = authorised(court)
    signers = (there.qin, there.jiang, there.tang)

    answers = at_once(AT_ONCE, lambda n: approve_spending(one.pk, by=fresh(signers[n]), at=MONDAY_9AM))

    one.refresh_from_db()
    assert sum(isinstance(answer, Spending) for answer in answers) == 2
    assert sum(isinstance(answer, NotToSign) for answer in answers) == 1
    assert one.state == Spending.State.APPROVED
    assert one.first_by_id != one.second_by_id


def test_one_who_signs_three_times_at_one_moment_has_signed_once(court: Court) -> None:
    there = fund(court)
    one = authorised(court)

    answers = at_once(AT_ONCE, lambda _: approve_spending(one.pk, by=fresh(there.qin), at=MONDAY_9AM))

    one.refresh_from_db()
    assert sum(isinstance(answer, SignedAlready) for answer in answers) == 2
    assert (one.state, one.second_by) == (Spending.State.AUTHORISED, None)


def test_a_part_that_three_book_as_paid_is_paid_once(court: Court) -> None:
    there = fund(court)
    asked = draw(there, reviewed(there), COST)

    answers = at_once(AT_ONCE, lambda _: pay(asked.pk, day=TODAY, by=fresh(court.yan), at=MONDAY_9AM))

    assert {answer.pk for answer in answers if isinstance(answer, Entry)} == {asked.pk}
    assert all(isinstance(answer, Entry) for answer in answers)
    assert Entry.objects.filter(kind="spending").count() == 1
    assert Line.objects.filter(kind="money.spending_paid").count() == 1
    assert sum(balances(there.book).values()) == 4 * HAS_FEN - COST


def test_parts_asked_for_at_one_moment_never_come_to_more_than_was_agreed(court: Court) -> None:
    one = reviewed(fund(court))

    def ask(_: int) -> Draw:
        return ask_draw(one.pk, Ask(fen=COST // 2, payee="青瓦防水"), by=fresh(court.yan), at=MONDAY_9AM)

    answers = at_once(AT_ONCE, ask)

    assert sum(isinstance(answer, Draw) for answer in answers) == 2
    assert sum(isinstance(answer, OverSum) for answer in answers) == 1
