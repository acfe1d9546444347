"""A case about a party goes past it; the filer may hide their name from the desk."""

import pytest

from courtyard.cases import actions, queries
from courtyard.cases.actions import GoesPastThem
from courtyard.cases.course import course
from courtyard.cases.models import Case, Circle
from courtyard.cases.tests import build
from courtyard.cases.tests.build import AN_HOUR_LATER, TUESDAY_9AM
from courtyard.conftest import CAST, Court
from courtyard.core.errors import NotAllowed


def seen_by(court: Court, case: Case) -> set[str]:
    return {name for name in CAST if queries.visible_to(getattr(court, name), TUESDAY_9AM).filter(pk=case.pk).exists()}


def test_a_case_about_the_company_is_seen_by_the_residents_committee_alone(court: Court) -> None:
    case = build.filed(court, about="wu", public=True)

    assert (case.circle, case.public) == (Circle.JU, False)
    assert seen_by(court, case) == {"lin", "desk"}
    assert case not in queries.of_desk(court.zhu, court.estate.pk, court.estate.node, TUESDAY_9AM)
    assert case in queries.of_desk(court.desk, court.estate.pk, court.estate.node, TUESDAY_9AM)


def test_a_case_about_the_residents_committee_goes_straight_to_the_sub_district(court: Court) -> None:
    case = build.filed(court, about="ju")

    assert seen_by(court, case) == {"lin", "jie"}
    with pytest.raises(NotAllowed):
        actions.triage(case.pk, by=court.desk, at=AN_HOUR_LATER, party="ju", words="收到。")
    case = actions.triage(case.pk, by=court.jie, at=AN_HOUR_LATER, party="jie", handler=court.jie, words="街道来办。")
    case = actions.resolve(case.pk, by=court.jie, at=TUESDAY_9AM, words="已谈话，已改正。")
    case = actions.confirm(case.pk, by=court.lin, at=TUESDAY_9AM, rating=4)

    assert case.state == Case.State.CLOSED


def test_it_cannot_be_given_to_those_it_is_about(court: Court) -> None:
    case = build.filed(court, about="wu")

    for party in ("wu", "ye", "jie"):
        with pytest.raises(GoesPastThem):
            actions.triage(case.pk, by=court.desk, at=AN_HOUR_LATER, party=party, words="你们自己看。")
    case = actions.triage(case.pk, by=court.desk, at=AN_HOUR_LATER, party="ju", words="居委会来办。")
    with pytest.raises(GoesPastThem):
        actions.refer(case.pk, by=court.desk, at=TUESDAY_9AM, party="wu", words="还是给物业。")

    assert seen_by(court, case) == {"lin", "desk"}


def test_a_hidden_name_is_hidden_from_everybody_but_its_owner(court: Court) -> None:
    case = build.filed(court, name_hidden=True)
    case = actions.triage(case.pk, by=court.desk, at=AN_HOUR_LATER, party="wu", handler=court.bai, words="收到。")

    titles = {name: course(case, getattr(court, name), TUESDAY_9AM).steps[0].title for name in ("desk", "zhu", "bai")}

    assert not [title for title in titles.values() if court.lin.name[0] in title]
