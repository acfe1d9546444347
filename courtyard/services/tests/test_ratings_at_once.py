"""Two of one household at one moment: one rating is taken, and the other is told kindly."""

import pytest

from courtyard.assembly.tests.test_at_once import at_once, fresh
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import Tenure
from courtyard.people.tests import build as people
from courtyard.services.actions.ratings import RatedAlready, RatedOnPaperAlready, rate, rate_on_paper
from courtyard.services.actions.remarks import RepliedAlready, reply_to_remark
from courtyard.services.models import Rated, Rating, Remark
from courtyard.services.tests.rating import answer, shown
from courtyard.trail.models import Line

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_four_ratings_of_one_household_at_one_moment_one_is_taken(court: Court) -> None:
    wife = people.person("林知夏", court.estate.node)
    people.tenure(wife, court.home, Tenure.Kind.CO_OWNER)

    def say(number: int) -> Rated:
        if number == 3:
            return rate_on_paper(answer(court.home), estate=court.estate, by=fresh(court.desk), at=MONDAY_9AM)
        return rate(answer(court.home, words="好。"), by=fresh((court.lin, wife)[number % 2]), at=MONDAY_9AM)

    answers = at_once(4, say)

    assert sum(isinstance(one, Rated) for one in answers) == 1
    assert sum(isinstance(one, RatedAlready | RatedOnPaperAlready) for one in answers) == 3
    assert (Rated.objects.count(), Rating.objects.count()) == (1, 1)
    assert Remark.objects.count() <= 1
    assert Line.objects.filter(kind__startswith="services.home_rated").count() == 1


def test_of_two_replies_at_one_moment_one_stands(court: Court) -> None:
    one = shown(court)

    answers = at_once(2, lambda n: reply_to_remark(one.pk, words=f"第{n}答", by=fresh(court.zhu), at=MONDAY_9AM))

    assert sum(isinstance(said, Remark) for said in answers) == 1
    assert sum(isinstance(said, RepliedAlready) for said in answers) == 1
