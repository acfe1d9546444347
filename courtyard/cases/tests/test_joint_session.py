"""A case comes before the joint session, and whoever asked reads what was decided there."""

import pytest

from courtyard.cases import actions
from courtyard.cases.tests import build
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, NotThere
from courtyard.notify import upkeep
from courtyard.notify.models import Notice
from courtyard.trail.models import Line
from courtyard.trail.registers import readers


def test_it_is_tabled_and_decided_on_the_record_and_its_clock_runs_on(court: Court) -> None:
    case = build.triaged(court)
    due_at, meeting = case.due_at, court.garden.pk

    actions.table(case.pk, on=build.TUESDAY_9AM, meeting=meeting, by=court.zhu, at=build.AN_HOUR_LATER)
    actions.decide(
        case.pk, outcome="agreed", words="周五前换灯。", meeting=meeting, by=court.desk, at=build.TUESDAY_9AM
    )

    case.refresh_from_db()
    assert (case.state, case.due_at, case.party) == ("triaged", due_at, "wu")
    kinds = list(Line.objects.filter(about=case.pk).order_by("pk").values_list("kind", flat=True))
    assert kinds[-2:] == ["cases.tabled", "cases.decided"]
    upkeep.hear(Line.objects.filter(kind__in=readers["notify"].kinds).order_by("pk"), build.TUESDAY_9AM)
    steps = [one.fields.get("step") for one in Notice.objects.filter(person=court.lin)]
    assert {"cases.tabled", "cases.decided"} <= set(steps)


@pytest.mark.parametrize("name", ["lin", "mei", "bai", "jie", "far"])
def test_only_those_who_handle_it_bring_it_up(court: Court, name: str) -> None:
    case, person = build.triaged(court), getattr(court, name)

    with pytest.raises(NotAllowed):
        actions.table(case.pk, on=build.TUESDAY_9AM, meeting=case.pk, by=person, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.decide(case.pk, outcome="agreed", words="好", meeting=case.pk, by=person, at=MONDAY_9AM)


def test_a_case_about_the_company_is_not_brought_up_by_the_company(court: Court) -> None:
    case = build.filed(court, about="wu")

    with pytest.raises(NotAllowed):
        actions.table(case.pk, on=build.TUESDAY_9AM, meeting=case.pk, by=court.zhu, at=MONDAY_9AM)
    with pytest.raises(NotThere):
        actions.table(court.home.pk, on=build.TUESDAY_9AM, meeting=case.pk, by=court.desk, at=MONDAY_9AM)
