"""What neighbours read can be shortened; the original stays for those entitled to it."""

import pytest

from courtyard.cases import actions
from courtyard.cases.actions import NothingLeft
from courtyard.cases.course import course
from courtyard.cases.tests import build
from courtyard.cases.tests.build import TUESDAY_9AM, said
from courtyard.conftest import Court
from courtyard.core.errors import NotAllowed

WORDS = "302的王老师家又吵了，电话13812345678。"
LEFT = "楼上又吵了。"


def test_neighbours_read_what_the_desk_left_and_the_others_the_original(court: Court) -> None:
    case = build.triaged(court, public=True, words=WORDS, party="ju")

    case = actions.redact(case.pk, words=LEFT, hidden=(), by=court.desk, at=TUESDAY_9AM)

    read = {name: course(case, getattr(court, name), TUESDAY_9AM).steps[0].words for name in ("lin", "desk", "mei")}
    assert read == {"lin": WORDS, "desk": WORDS, "mei": LEFT}
    assert (case.words, case.subject, said(case)[-1]) == (WORDS, "楼上又吵了", "redacted")


def test_something_is_left_and_only_the_desk_does_it(court: Court) -> None:
    case = build.triaged(court, public=True, words=WORDS)

    with pytest.raises(NothingLeft):
        actions.redact(case.pk, words="  ", hidden=(), by=court.desk, at=TUESDAY_9AM)
    for name in ("lin", "bai", "mei", "jie"):
        with pytest.raises(NotAllowed):
            actions.redact(case.pk, words=LEFT, hidden=(), by=getattr(court, name), at=TUESDAY_9AM)
