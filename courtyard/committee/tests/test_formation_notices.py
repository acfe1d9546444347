"""Whoever is named for a group, answered, or urged hears of it; nobody is told what they did themselves."""

from courtyard.committee.actions import holdups, objections
from courtyard.committee.notices import formation as notices
from courtyard.committee.steps import DOCUMENTS
from courtyard.committee.tests import underway as forming
from courtyard.committee.tests.underway import AT, DAY, TODAY
from courtyard.conftest import Court
from courtyard.people.models import Office
from courtyard.people.tests import build as people
from courtyard.trail.models import Line


def told(name: str) -> list[tuple[str, object]]:
    lines = Line.objects.filter(kind=f"committee.{name}").order_by("id")
    return [(tell.kind, tell.to) for line in lines for tell in notices.hear(line, AT)]


def test_everybody_with_an_account_hears_that_they_are_in_the_group_but_who_named_them(court: Court) -> None:
    forming.grouped(court)

    those = told("group_member_named")

    assert len(those) == 4
    assert (notices.GROUP, court.desk.pk) in those
    assert (notices.GROUP, court.jie.pk) not in those


def test_whoever_objected_is_answered(court: Court) -> None:
    _, listed = forming.posted(court)
    said = objections.object_to_candidate(listed[0].pk, words="他在物业公司任职", by=court.lin, at=AT)
    objections.answer_candidate_objection(said.pk, upheld=False, words="不属实", by=court.jie, at=AT)

    assert told("candidate_objection_answered") == [(notices.ANSWER, court.lin.pk)]


def urged(court: Court, body: str) -> list[tuple[str, object]]:
    one = forming.trained(court)
    held = holdups.hold_up(
        forming.step(one, DOCUMENTS).pk, body=body, words="清单没有交", since=TODAY, by=court.jie, at=AT
    )  # fmt: skip
    holdups.urge(held.pk, until=TODAY + 7 * DAY, by=court.jie, at=AT)
    return told("holdup_urged")


def test_the_office_that_holds_it_up_is_told_once_each(court: Court) -> None:
    people.office(court.zhu, court.area, Office.Kind.COMPANY_MANAGER)

    assert urged(court, "wu") == [(notices.URGED, court.zhu.pk)]


def test_a_developer_gets_its_letter_on_paper(court: Court) -> None:
    assert urged(court, "developer") == []
