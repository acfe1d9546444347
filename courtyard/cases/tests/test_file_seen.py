"""Whoever goes round the estate asks for what they saw themselves."""

import pytest

from courtyard.cases.actions import Filing, NotTheirPlace, file_seen
from courtyard.cases.models import Case
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.trail.models import Line


@pytest.mark.parametrize("name", ["lin", "desk", "yan", "jie"])
def test_it_is_theirs_to_follow_and_confirm(court: Court, name: str) -> None:
    filing = Filing(estate=court.estate, category="power", words="走道灯不亮。", place=court.building)

    twice = [file_seen(filing, by=getattr(court, name), at=MONDAY_9AM).pk for _ in range(2)]

    case = Case.objects.get()
    assert twice == [case.pk, case.pk]
    assert (case.reporter, case.taken_by, case.channel) == (getattr(court, name), getattr(court, name), "patrol")
    assert Line.objects.filter(kind="cases.filed").count() == 1


@pytest.mark.parametrize("name", ["shi", "far", "reg"])
def test_nobody_does_from_afar(court: Court, name: str) -> None:
    filing = Filing(estate=court.estate, category="power", words="走道灯不亮。")

    with pytest.raises(NotAllowed):
        file_seen(filing, by=getattr(court, name), at=MONDAY_9AM)


def test_nobodys_home_is_looked_into(court: Court) -> None:
    filing = Filing(estate=court.estate, category="power", words="走道灯不亮。", place=court.home)

    with pytest.raises(NotTheirPlace):
        file_seen(filing, by=court.yan, at=MONDAY_9AM)
