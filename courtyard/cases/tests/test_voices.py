"""Neighbours follow what a neighbour made public, and say that it is theirs, too."""

import pytest

from courtyard.cases import actions, queries
from courtyard.cases.models import Follow
from courtyard.cases.tests import build
from courtyard.cases.tests.build import TUESDAY_9AM, said
from courtyard.conftest import Court
from courtyard.core.errors import NotAllowed, OutOfTurn


def test_a_neighbour_says_me_too_once_and_takes_it_back(court: Court) -> None:
    case = build.triaged(court, public=True)

    for _ in range(2):
        actions.follow(case.pk, me_too=True, by=court.mei, at=TUESDAY_9AM)
    case.refresh_from_db()
    assert (case.voices, Follow.objects.count(), said(case).count("followed")) == (2, 1, 1)
    assert list(queries.followed_by(court.mei)) == [case]
    for _ in range(2):
        actions.unfollow(case.pk, by=court.mei, at=TUESDAY_9AM)

    case.refresh_from_db()
    assert (case.voices, Follow.objects.count(), said(case).count("unfollowed")) == (1, 0, 1)


def test_following_alone_does_not_count_until_it_becomes_me_too(court: Court) -> None:
    case = build.triaged(court, public=True)

    actions.follow(case.pk, me_too=False, by=court.mei, at=TUESDAY_9AM)
    case.refresh_from_db()
    assert case.voices == 1
    actions.follow(case.pk, me_too=True, by=court.mei, at=TUESDAY_9AM)

    case.refresh_from_db()
    assert case.voices == 2


def test_only_residents_follow_only_public_cases_of_others(court: Court) -> None:
    private, public, over = build.triaged(court), build.triaged(court, public=True), build.closed(court, public=True)

    for case, person in ((private, court.mei), (public, court.lin), (public, court.far), (public, court.desk)):
        with pytest.raises(NotAllowed):
            actions.follow(case.pk, me_too=True, by=person, at=TUESDAY_9AM)
    with pytest.raises(OutOfTurn):
        actions.follow(over.pk, me_too=True, by=court.mei, at=TUESDAY_9AM)


def test_merging_brings_the_followers_along(court: Court) -> None:
    early, late = build.filed(court, public=True), build.filed(court, public=True, at=build.AN_HOUR_LATER)
    actions.follow(late.pk, me_too=True, by=court.mei, at=TUESDAY_9AM)

    main = actions.merge([early.pk, late.pk], by=court.desk, at=TUESDAY_9AM)

    assert Follow.objects.get().case == main == early
    assert main.voices == 3
