"""Remarks: hidden until somebody looks who is neither rated nor hires whom is rated; and a right of reply."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.people.models import CLERK, Office
from courtyard.people.standing import forget_standing
from courtyard.people.tests import build as people
from courtyard.services.actions import remarks as actions
from courtyard.services.actions.ratings import close_ratings, rate
from courtyard.services.actions.remarks import forget_remark, refuse_remark, reply_to_remark, show_remark
from courtyard.services.models import Remark
from courtyard.services.queries import remarks as queries
from courtyard.services.tests.rating import CLOSED, NOW, SPRING, WINTER, answer, remark, shown
from courtyard.trail.models import Line

NOT_THOSE = ["lin", "mei", "yan", "zhu", "bai", "reg", "jie", "shi", "far"]


# shown, or not


def test_the_residents_committee_shows_a_remark(court: Court) -> None:
    one = show_remark(remark(court).pk, by=court.desk, at=MONDAY_9AM)

    assert (one.state, one.looked_by) == ("shown", court.desk)
    assert queries.shown(court.estate, WINTER, MONDAY_9AM).rows == [one]
    line = Line.objects.get(kind="services.remark_shown")
    assert (line.about, line.fields) == (one.pk, {"quarter": "2026Q1"})


def test_the_convenor_shows_one_too(court: Court) -> None:
    con = people.person("槐聚邻", court.area)
    people.office(con, court.area, Office.Kind.CONVENOR)

    assert show_remark(remark(court).pk, by=con, at=MONDAY_9AM).state == "shown"


@pytest.mark.parametrize("name", NOT_THOSE)
def test_nobody_else_looks_at_remarks(court: Court, name: str) -> None:
    one, person = remark(court), getattr(court, name)

    with pytest.raises(NotAllowed):
        show_remark(one.pk, by=person, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        refuse_remark(one.pk, ground="person", by=person, at=MONDAY_9AM)

    one.refresh_from_db()
    assert (one.state, Line.objects.filter(about=one.pk).count()) == ("hidden", 0)


@pytest.mark.parametrize("name", ["yan", "zhu", "bai"])
def test_who_is_rated_or_hires_whom_is_rated_looks_at_none_in_another_office(court: Court, name: str) -> None:
    person = getattr(court, name)
    people.office(person, court.estate.node, Office.Kind.RESIDENTS_COMMITTEE)
    forget_standing(person)

    with pytest.raises(NotAllowed):
        show_remark(remark(court).pk, by=person, at=MONDAY_9AM)


def test_a_remark_that_names_a_person_is_refused_with_that_reason(court: Court) -> None:
    one = refuse_remark(
        remark(court, "保安老王态度差。").pk, ground="person", words="点了名。", by=court.desk, at=MONDAY_9AM
    )

    assert (one.state, one.ground, one.refused_why) == ("refused", "person", "点了名。")
    line = Line.objects.get(kind="services.remark_refused")
    assert (line.fields, line.words) == ({"quarter": "2026Q1", "ground": "person"}, "")
    assert queries.shown(court.estate, WINTER, MONDAY_9AM).rows == []
    assert queries.refused_counts(court.estate, WINTER, MONDAY_9AM) == {"person": 1}


@pytest.mark.parametrize("ground", ["", "dislike", "names a person"])
def test_a_refusal_has_one_of_a_few_reasons(court: Court, ground: str) -> None:
    with pytest.raises(actions.NoGround):
        refuse_remark(remark(court).pk, ground=ground, by=court.desk, at=MONDAY_9AM)


def test_a_reason_that_is_too_long_is_refused(court: Court) -> None:
    with pytest.raises(actions.ReasonTooLong):
        refuse_remark(remark(court).pk, ground="person", words="长" * 501, by=court.desk, at=MONDAY_9AM)


def test_a_remark_is_looked_at_once(court: Court) -> None:
    one, other = remark(court), remark(court, "绿化没人管。")
    show_remark(one.pk, by=court.desk, at=MONDAY_9AM)
    refuse_remark(other.pk, ground="insult", by=court.desk, at=MONDAY_9AM)

    with pytest.raises(actions.LookedAtAlready):
        refuse_remark(one.pk, ground="insult", by=court.desk, at=MONDAY_9AM)
    with pytest.raises(actions.LookedAtAlready):
        show_remark(other.pk, by=court.desk, at=MONDAY_9AM)
    with pytest.raises(actions.LookedAtAlready):
        refuse_remark(other.pk, ground="person", by=court.desk, at=MONDAY_9AM)


def test_the_same_look_twice_is_one_look(court: Court) -> None:
    one, other = remark(court), remark(court, "绿化没人管。")

    for _ in range(2):
        show_remark(one.pk, by=court.desk, at=MONDAY_9AM)
        refuse_remark(other.pk, ground="elsewhere", by=court.desk, at=MONDAY_9AM)

    assert Line.objects.filter(kind__startswith="services.remark").count() == 2


def test_a_remark_of_a_running_quarter_is_seen_by_nobody(court: Court) -> None:
    """Whoever watched the list would see who had just rated."""
    rate(answer(court.home, words="大门常开着。"), by=court.lin, at=MONDAY_9AM)
    one = Remark.objects.get()

    assert queries.waiting(court.estate, MONDAY_9AM).rows == []
    assert queries.waiting_count(court.estate, MONDAY_9AM) == 0
    with pytest.raises(actions.StillOpen):
        show_remark(one.pk, by=court.desk, at=MONDAY_9AM)
    with pytest.raises(actions.StillOpen):
        refuse_remark(one.pk, ground="person", by=court.desk, at=MONDAY_9AM)
    assert queries.waiting(court.estate, CLOSED).rows == [one]


def test_a_remark_that_was_looked_at_keeps_its_name_at_the_close(court: Court) -> None:
    """The record speaks of it by its id; only what nobody has seen is mixed."""
    seen = show_remark(remark(court, quarter=NOW).pk, by=court.desk, at=CLOSED)
    waits = remark(court, "灯不亮。", quarter=NOW)
    rate(answer(court.home), by=court.lin, at=MONDAY_9AM)

    close_ratings(court.estate.pk, SPRING, by=CLERK, at=CLOSED)

    assert Remark.objects.get(state="shown").pk == seen.pk
    assert Remark.objects.get(state="hidden").pk != waits.pk


# the right of reply


def test_the_company_replies_once(court: Court) -> None:
    one = shown(court)

    for _ in range(2):
        reply_to_remark(one.pk, words="谢谢，保洁每天两遍。", by=court.zhu, at=MONDAY_9AM)
    with pytest.raises(actions.RepliedAlready):
        reply_to_remark(one.pk, words="再说一句。", by=court.zhu, at=MONDAY_9AM)

    one.refresh_from_db()
    assert (one.reply, one.replied_by) == ("谢谢，保洁每天两遍。", court.zhu)
    assert Line.objects.filter(kind="services.remark_replied").count() == 1


@pytest.mark.parametrize("words", ["", "  ", "长" * 501])
def test_a_reply_says_something_in_few_words(court: Court, words: str) -> None:
    with pytest.raises(actions.NoReply):
        reply_to_remark(shown(court).pk, words=words, by=court.zhu, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "mei", "yan", "desk", "bai", "reg", "jie", "shi", "far"])
def test_nobody_replies_but_who_speaks_for_the_company(court: Court, name: str) -> None:
    with pytest.raises(NotAllowed):
        reply_to_remark(shown(court).pk, words="谢谢。", by=getattr(court, name), at=MONDAY_9AM)


def test_what_is_not_shown_is_not_replied_to(court: Court) -> None:
    refused = refuse_remark(remark(court).pk, ground="person", by=court.desk, at=MONDAY_9AM)

    for one in (refused, remark(court, "灯不亮。")):
        with pytest.raises(NotAllowed):
            reply_to_remark(one.pk, words="谢谢。", by=court.zhu, at=MONDAY_9AM)


def test_the_database_itself_keeps_a_reply_beside_what_is_shown(court: Court) -> None:
    one = remark(court)

    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.filter(pk=one.pk).update(reply="谢谢。", replied_by=court.zhu, replied_at=MONDAY_9AM)


# forgotten


def test_refused_words_are_forgotten_after_half_a_year(court: Court) -> None:
    one = refuse_remark(remark(court).pk, ground="private", words="家事。", by=court.desk, at=MONDAY_9AM)
    kept = remark(court, "灯不亮。")

    assert queries.to_forget(MONDAY_9AM + timedelta(days=180), 10) == []
    assert queries.to_forget(MONDAY_9AM + timedelta(days=181), 10) == [one]
    for _ in range(2):
        forget_remark(one.pk, by=CLERK, at=MONDAY_9AM + timedelta(days=181))
    forget_remark(kept.pk, by=CLERK, at=MONDAY_9AM + timedelta(days=181))

    one.refresh_from_db()
    kept.refresh_from_db()
    assert (one.words, one.refused_why, one.ground) == ("", "", "private")
    assert kept.words == "灯不亮。"
    assert Line.objects.filter(kind="services.remark_forgotten").count() == 1


def test_nobody_but_the_clerk_deletes_words(court: Court) -> None:
    one = refuse_remark(remark(court).pk, ground="private", by=court.desk, at=MONDAY_9AM)

    for person in (court.desk, court.zhu, court.yan, court.lin):
        with pytest.raises(NotAllowed):
            forget_remark(one.pk, by=person, at=MONDAY_9AM)


def test_remarks_come_in_stretches(court: Court) -> None:
    for number in range(21):
        remark(court, f"第{number}句")

    first = queries.waiting(court.estate, MONDAY_9AM)
    second = queries.waiting(court.estate, MONDAY_9AM, first.after)

    assert (len(first.rows), len(second.rows), second.after) == (20, 1, "")
    assert len({one.words for one in (*first.rows, *second.rows)}) == 21
