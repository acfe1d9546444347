"""The lead says it is put right."""

from datetime import timedelta

import pytest

from courtyard.cases import actions, pictures, upkeep
from courtyard.cases.events import CaseResolved
from courtyard.cases.models import Case
from courtyard.cases.tests import build
from courtyard.cases.tests.build import TUESDAY_9AM, photograph
from courtyard.conftest import Court
from courtyard.core.errors import NotAllowed, OutOfTurn
from courtyard.trail.models import FileHash, Line


def test_the_lead_resolves_with_words_and_a_photograph(court: Court) -> None:
    case = build.triaged(court)
    picture = pictures.read(photograph(), "灯.jpg", 1000)

    with upkeep.kept(court.estate.pk, [picture], TUESDAY_9AM) as photos:
        actions.resolve(case.pk, by=court.bai, at=TUESDAY_9AM, words="换了灯。", photos=photos)

    case.refresh_from_db()
    assert (case.state, case.resolved_at) == (Case.State.RESOLVED, TUESDAY_9AM)
    line = Line.objects.about(case.pk).last()
    assert line is not None
    assert line.event == CaseResolved(seat="wu", late=False, photos=[photos[0].sha256], words="换了灯。")
    assert FileHash.objects.get(line=line).digest == case.photos.get().sha256


def test_late_is_said_to_be_late(court: Court) -> None:
    case = build.triaged(court)

    actions.resolve(case.pk, by=court.zhu, at=case.due_at + timedelta(minutes=1), words="换了灯。")

    line = Line.objects.about(case.pk).last()
    assert line is not None
    assert isinstance(line.event, CaseResolved)
    assert line.event.late


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "yan", "reg", "jie", "shi", "far"])
def test_nobody_but_the_lead_resolves(court: Court, name: str) -> None:
    case = build.triaged(court)

    with pytest.raises(NotAllowed):
        actions.resolve(case.pk, by=getattr(court, name), at=TUESDAY_9AM, words="好了。")

    case.refresh_from_db()
    assert case.state == Case.State.TRIAGED
    assert Line.objects.about(case.pk).count() == 2


def test_what_is_resolved_or_closed_is_not_resolved_again(court: Court) -> None:
    for case in (build.resolved(court), build.closed(court)):
        with pytest.raises(OutOfTurn):
            actions.resolve(case.pk, by=court.bai, at=TUESDAY_9AM, words="好了。")
