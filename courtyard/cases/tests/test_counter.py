"""What somebody at the counter or the telephone writes down for a resident."""

from datetime import timedelta

import pytest

from courtyard.cases import actions, chores
from courtyard.cases.actions import NoCaller, NotTheirPlace
from courtyard.cases.models import Case
from courtyard.cases.tests import build
from courtyard.cases.tests.build import AN_HOUR_LATER, TUESDAY_9AM, said
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.people.models import Person, Tenure
from courtyard.people.queries import resident_who_says
from courtyard.people.tests import build as people
from courtyard.trail.models import Line


def called(court: Court, resident: Person | None = None, caller: str = "", **more: object) -> Case:
    filing = build.filing(court, **more)
    return actions.file_for(filing, resident=resident, caller=caller, channel="phone", by=court.desk, at=MONDAY_9AM)


def test_a_call_becomes_a_case_of_the_resident_who_called(court: Court) -> None:
    case = called(court, court.lin)

    assert (case.reporter, case.channel, case.taken_by, case.number) == (court.lin, "phone", court.desk, "2606-0001")
    line = Line.objects.about(case.pk).get()
    assert (line.by, line.whom) == (court.desk.pk, court.lin.pk)


def test_a_stranger_is_a_name_and_a_number_that_are_forgotten_later(court: Court) -> None:
    case = called(court, caller="王阿姨 13812345678")
    actions.decline(case.pk, by=court.desk, at=AN_HOUR_LATER, words="归供水公司。", instead="962740")

    assert (case.reporter, case.caller) == (None, "王阿姨 13812345678")
    assert "王阿姨" not in "".join(line.words or "" for line in Line.objects.about(case.pk))
    chores.forget_callers(AN_HOUR_LATER + timedelta(days=89))
    case.refresh_from_db()
    assert case.caller
    chores.forget_callers(AN_HOUR_LATER + timedelta(days=91))
    case.refresh_from_db()
    assert case.caller == ""
    assert said(case)[-1] == "caller_forgotten"


def test_nobody_but_the_clerk_forgets_and_a_call_needs_a_caller(court: Court) -> None:
    with pytest.raises(NoCaller):
        called(court)
    with pytest.raises(NotTheirPlace):
        called(court, court.mei, place=court.home)
    with pytest.raises(NotAllowed):
        actions.forget_caller(called(court, caller="王阿姨").pk, by=court.desk, at=TUESDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "bai", "jie", "reg"])
def test_only_those_at_the_desk_write_calls_down(court: Court, name: str) -> None:
    with pytest.raises(NotAllowed):
        actions.file_for(
            build.filing(court), resident=None, caller="王", channel="phone", by=getattr(court, name), at=MONDAY_9AM
        )


def test_the_word_of_somebody_without_an_account_is_written_down_by_another_party(court: Court) -> None:
    case = called(court, caller="王阿姨 13812345678")
    actions.triage(case.pk, by=court.desk, at=AN_HOUR_LATER, party="wu", words="收到。")
    actions.resolve(case.pk, by=court.bai, at=TUESDAY_9AM, words="修好了。")

    with pytest.raises(NotAllowed):
        actions.confirm_for(case.pk, by=court.zhu, at=TUESDAY_9AM, rating=4)
    case = actions.return_for(case.pk, by=court.desk, at=TUESDAY_9AM, words="她说还是不亮。")
    assert (case.state, case.returns) == (Case.State.TRIAGED, 1)
    actions.resolve(case.pk, by=court.bai, at=TUESDAY_9AM, words="换了灯座。")
    case = actions.confirm_for(case.pk, by=court.desk, at=TUESDAY_9AM, rating=3, words="亮了。")

    assert (case.state, case.rating) == (Case.State.CLOSED, 3)


def test_who_has_an_account_answers_for_themselves(court: Court) -> None:
    case = called(court, court.lin)
    actions.triage(case.pk, by=court.desk, at=AN_HOUR_LATER, party="wu", words="收到。")
    actions.resolve(case.pk, by=court.bai, at=TUESDAY_9AM, words="修好了。")

    with pytest.raises(NotAllowed):
        actions.confirm_for(case.pk, by=court.desk, at=TUESDAY_9AM, rating=4)
    assert actions.confirm(case.pk, by=court.lin, at=TUESDAY_9AM, rating=4).rating == 4


def test_a_resident_is_found_by_name_and_number_together_and_by_nothing_less(court: Court) -> None:
    lin = people.person("杏小月", court.estate.node, phone="13811112222")
    people.tenure(lin, court.building.homes.get(name="101"), Tenure.Kind.FAMILY)

    assert resident_who_says(court.estate, "杏小月", "138 1111 2222", MONDAY_9AM) == lin
    assert resident_who_says(court.estate, "杏小月", "", MONDAY_9AM) is None
    assert resident_who_says(court.estate, "", "13811112222", MONDAY_9AM) is None
    assert resident_who_says(court.estate, "杏小", "13811112222", MONDAY_9AM) is None
    assert resident_who_says(court.other, "杏小月", "13811112222", MONDAY_9AM) is None
