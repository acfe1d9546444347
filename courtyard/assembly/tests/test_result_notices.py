"""Who hears of a result, of an objection and of its answer; and what the clerk does at the hour of the close."""

import pytest

from courtyard.assembly import actions, chores
from courtyard.assembly.models import Assembly
from courtyard.assembly.notices import results
from courtyard.assembly.tests import build, counting
from courtyard.conftest import Court
from courtyard.trail.models import Line

pytestmark = pytest.mark.usefixtures("owners")


def told(kind: str) -> dict[object, str]:
    line = Line.objects.get(kind=kind)
    return {tell.to: tell.link for tell in results.hear(line, build.AFTER)}


def test_everybody_on_the_roll_hears_of_the_result(court: Court) -> None:
    one = counting.published(court, counting.voted(court))

    page = counting.address(one, "result/")

    assert told("assembly.certified") == dict.fromkeys(
        (p.pk for p in (court.lin, court.mei, court.desk, court.yan)), page
    )


def test_the_committee_hears_of_an_objection_and_its_author_of_the_answer(court: Court) -> None:
    one = counting.published(court, counting.voted(court))
    said = actions.object_to(one.pk, words="数错了。", by=court.lin, at=build.AFTER)
    actions.answer_objection(said.pk, upheld=False, words="没有数错。", by=court.yan, at=build.AFTER)

    page = counting.address(one, "objections/")

    assert told("assembly.objected") == {court.yan.pk: page}
    assert told("assembly.objection_answered") == {court.lin.pk: page}


def test_the_clerk_closes_at_the_hour_and_not_before(court: Court) -> None:
    one = build.noticed(court)

    with build.database_at(build.DURING):
        chores.close_due(build.DURING)
    one.refresh_from_db()
    assert one.state == Assembly.State.FROZEN
    with build.database_at(build.AFTER):
        for _ in range(2):
            chores.close_due(build.AFTER)

    one.refresh_from_db()
    assert one.state == Assembly.State.CLOSED
    assert Line.objects.filter(kind="assembly.closed").count() == 1
