"""Contracts signed at one moment: those that would bind on one day do not both come to."""

import pytest

from courtyard.assembly.tests.test_at_once import at_once, fresh
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.services.actions.contract_signing import Overlapping, Signing, UsedDecision, sign_contract
from courtyard.services.models import Contract
from courtyard.services.tests.contracting import BEGINS, DAY, ENDS, TODAY, company, decided, draft
from courtyard.trail.models import Line

AT_ONCE = 3
pytestmark = pytest.mark.django_db(transaction=True)


def test_of_contracts_for_one_time_signed_at_one_moment_one_binds(court: Court) -> None:
    drafts = [draft(court, company(court, f"第{number}物业")) for number in range(AT_ONCE)]
    said = [decided(court, f"选聘第{number}物业") for number in range(AT_ONCE)]

    def sign(number: int) -> Contract:
        signing = Signing(signed_on=TODAY, decision=said[number].pk)
        return sign_contract(drafts[number].pk, signing, by=fresh(court.yan), at=MONDAY_9AM)

    answers = at_once(AT_ONCE, sign)

    assert sum(isinstance(answer, Contract) for answer in answers) == 1
    assert sum(isinstance(answer, Overlapping) for answer in answers) == AT_ONCE - 1
    assert Line.objects.filter(kind="services.contract_signed").count() == 1


def test_one_decision_at_one_moment_makes_one_contract(court: Court) -> None:
    last = BEGINS + 300 * DAY
    drafts = [draft(court, ends_on=last), draft(court, starts_on=last + DAY, ends_on=ENDS)]
    said = decided(court)

    def sign(number: int) -> Contract:
        signing = Signing(signed_on=TODAY, decision=said.pk)
        return sign_contract(drafts[number].pk, signing, by=fresh(court.yan), at=MONDAY_9AM)

    answers = at_once(2, sign)

    assert sorted(type(answer).__name__ for answer in answers) == ["Contract", UsedDecision.__name__]
