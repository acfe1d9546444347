"""What everybody reads of ratings, what waits for whom, and that no page tells a home with what it said."""

import re

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import Tenure
from courtyard.people.tests import build as people
from courtyard.services.actions.ratings import rate
from courtyard.services.models import Rated, Rating, Remark
from courtyard.services.tests import build
from courtyard.services.tests.rating import (
    BEFORE,
    CLOSED,
    NOW,
    answer,
    answers,
    home_of,
    household,
    rated_before,
    remark,
    shown,
)
from courtyard.services.tests.rating_pages import RATE, RATINGS, REMARKS, queries_of, read, send, status
from courtyard.trail.models import Line
from courtyard.trail.tests.clock import Clock

pytestmark = pytest.mark.usefixtures("clock")
TAG = re.compile(r"<[^>]*>")


# what everybody reads


def test_while_a_quarter_runs_everybody_reads_the_response_and_no_mark(court: Court) -> None:
    answers(court, 12)

    page = read(None, RATINGS)

    assert "12 of 16 homes rated" in page
    assert "stackbar" not in page
    assert "No quarter has been closed yet." in page
    assert status(None, f"{RATINGS}?quarter={NOW}") == 404
    assert status(None, f"{RATINGS}?quarter=nonsense") == 404


def test_a_closed_quarter_with_nine_answers_shows_no_marks(court: Court) -> None:
    rated_before(court, 9, mark=1)

    page = read(None, f"{RATINGS}?quarter={BEFORE}")

    assert page.count("Not enough answers yet to show: 9 so far, 1 more is needed.") == 5
    assert [word in page for word in ("stackbar", "dissatisfied", "are satisfied", "<td")] == [False] * 4


def test_a_closed_quarter_with_ten_answers_is_drawn_and_tabled(court: Court) -> None:
    rated_before(court, 10)

    page = read(None, RATINGS)

    assert page.count("10 of 10 homes are satisfied or very satisfied.") == 5
    assert page.count('<svg class="stackbar') == 5
    assert page.count("<title id=") == page.count("<desc id=") == 5
    assert page.count('data-l="Satisfied">10</td>') == 5


def test_past_quarters_are_a_tap_away(court: Court) -> None:
    rated_before(court, 1)
    rated_before(court, 10, quarter="2025Q4", mark=2)

    page = read(None, f"{RATINGS}?quarter=2025Q4")

    assert f"?quarter={BEFORE}" in page
    assert "0 of 10 homes are satisfied" in page
    assert "No home rated this quarter." in read(None, f"{RATINGS}?quarter=2019Q1")


def test_remarks_are_read_with_their_replies_and_what_is_hidden_is_not(court: Court) -> None:
    rated_before(court, 1)
    shown(court, "楼道干净。", reply="谢谢。", replied_by=court.zhu, replied_at=MONDAY_9AM)
    remark(court, "还没看的话。")
    looked = {"looked_by": court.desk, "looked_at": MONDAY_9AM}
    remark(court, "保安老王。", state="refused", ground="person", refused_why="点名", **looked)
    shown(court, "别的季度。", quarter="2025Q4")

    for person in (None, court.lin, court.yan, court.jie):
        page = read(person, RATINGS)
        there = [words in page for words in ("楼道干净。", "谢谢。", "还没看的话。", "老王", "点名", "别的季度。")]
        assert there == [True, True, False, False, False, False]
        assert "1 remark waits" in page
        assert "names a person" in page


def test_remarks_come_in_stretches(court: Court) -> None:
    rated_before(court, 1)
    for number in range(21):
        shown(court, f"第{number:02}句")

    first = read(None, RATINGS)
    after = re.search(r"after=([0-9a-f-]+)", first)
    assert after is not None
    second = read(None, f"{RATINGS}?quarter={BEFORE}&after={after[1]}")

    there = [(f"第{number:02}句" in first) + (f"第{number:02}句" in second) for number in range(21)]
    assert there == [1] * 21


# looked at, replied to


def test_looking_at_remarks_through_the_pages(court: Court) -> None:
    rated_before(court, 1)
    good, bad = remark(court, "楼道干净。"), remark(court, "保安老王态度差。")
    assert "楼道干净。" in read(court.desk, REMARKS)

    assert send(court.desk, f"{REMARKS}{good.pk}/show/")[0] == 303
    assert send(court.desk, f"{REMARKS}{bad.pk}/refuse/")[0] == 422
    assert send(court.desk, f"{REMARKS}{bad.pk}/refuse/", ground="person")[0] == 303
    assert send(court.desk, f"{REMARKS}{good.pk}/refuse/", ground="person")[0] == 409

    assert "No remark waits to be looked at." in read(court.desk, REMARKS)
    assert {one.words: one.state for one in Remark.objects.all()} == {good.words: "shown", bad.words: "refused"}


def test_the_company_replies_through_the_page(court: Court) -> None:
    rated_before(court, 1)
    one, hidden = shown(court), remark(court)
    address = f"{REMARKS}{one.pk}/reply/"
    assert (address in read(court.zhu, RATINGS), address in read(court.lin, RATINGS)) == (True, False)

    assert send(court.zhu, address, words="")[0] == 422
    assert send(court.zhu, address, words="谢谢。")[0] == 303
    assert send(court.zhu, address, words="又一次。")[0] == 409
    assert [status(court.zhu, f"{REMARKS}{hidden.pk}/reply/"), status(court.desk, address)] == [404, 404]
    assert "谢谢。" in read(None, RATINGS)


def test_a_remark_of_a_running_quarter_is_not_there(court: Court) -> None:
    rate(answer(court.home, words="大门常开着。"), by=court.lin, at=MONDAY_9AM)
    one = Remark.objects.get()

    assert "大门常开着。" not in read(court.desk, REMARKS)
    assert status(court.desk, f"{REMARKS}{one.pk}/refuse/") == 404
    assert send(court.desk, f"{REMARKS}{one.pk}/show/")[0] == 404


# on other pages


def test_a_residents_home_asks_until_their_home_has_rated(court: Court) -> None:
    build.contract(court)
    assert f'href="{RATE}"' in read(court.lin, "/")

    rate(answer(court.home), by=court.lin, at=MONDAY_9AM)

    assert f'href="{RATE}"' not in read(court.lin, "/")
    assert f'href="{RATE}"' not in read(court.zhu, "/")


def test_without_a_company_under_contract_nobody_is_asked(court: Court) -> None:
    assert f'href="{RATE}"' not in read(court.lin, "/")


def test_what_waits_stands_on_the_residents_committees_first_page(court: Court) -> None:
    before = read(court.desk, "/")
    remark(court)

    assert f'href="{REMARKS}"' not in before
    assert "1 remark on the service to look at" in read(court.desk, "/")
    for person in (court.yan, court.zhu, court.lin):
        assert REMARKS not in read(person, "/")


def test_the_estates_page_leads_there(court: Court) -> None:
    assert f'href="{RATINGS}"' in read(None, "/e/plum/")


def test_ones_own_data_says_that_the_home_rated_and_nothing_of_what_it_said(court: Court) -> None:
    rate(answer(court.home, marks={"cleaning": 1}, words="电梯老坏。"), by=court.lin, at=MONDAY_9AM)

    page = read(court.lin, "/me/data/")

    assert "quarter 2 of 2026" in page
    assert "电梯老坏。" not in page
    assert "quarter 2 of 2026" not in read(court.far, "/me/data/")


def test_no_page_and_no_export_tells_a_home_with_what_it_said(court: Court, clock: Clock) -> None:
    """Marks and words nobody else gave are looked for wherever lin's or 101's name may stand."""
    answers(court, 9, words="平平。")
    rate(answer(court.home, marks={"cleaning": 1}, words="电梯老坏。"), by=court.lin, at=MONDAY_9AM)
    clock.moment = CLOSED
    rating, said = Rating.objects.get(cleaning=1), Remark.objects.get(words="电梯老坏。")

    pages = [
        read(person, address)
        for person in (court.lin, court.desk, court.zhu, court.yan, court.jie, court.reg)
        for address in ("/", RATINGS, "/e/plum/", "/me/", "/me/data/", "/search/?q=101", "/search/?q=电梯老坏")
        if status(person, address) == 200
    ]
    lines = "".join(f"{line.body}{line.words}{line.about}" for line in Line.objects.filter(node=court.estate.pk))

    keys = {str(rating.pk), rating.pk.hex}
    assert not any(key in text for key in keys for text in (*pages, lines))
    assert "电梯老坏。" not in lines
    told = [page for page in pages if str(said.pk) in page or "电梯老坏。" in page]
    assert told == []
    waiting = read(court.desk, REMARKS)
    assert "电梯老坏。" in waiting
    in_words = TAG.sub("", waiting)  # a number drawn by chance, in a link, may hold the room's digits
    assert not any(who in in_words for who in ("101", court.lin.name))


# as many queries for many rows


@pytest.mark.parametrize("address", [RATINGS, f"{RATINGS}?quarter={BEFORE}", REMARKS])
def test_pages_ask_as_often_for_three_rows_as_for_one(court: Court, address: str) -> None:
    def add(number: int) -> None:
        rated_before(court, 1, quarter=f"2025Q{number}")
        Rated.objects.create(estate=court.estate, home=home_of(household(court, number)), quarter=BEFORE)
        Rating.objects.create(estate=court.estate, quarter=BEFORE, cleaning=3)
        shown(court, f"第{number}句")
        remark(court, f"等{number}")

    add(1)
    once = queries_of(court.desk, address)
    for number in (2, 3):
        add(number)

    assert queries_of(court.desk, address) == once


def test_the_leaves_ask_as_often_with_three_homes_as_with_one(court: Court) -> None:
    address = f"{RATE}?home={court.home.pk}&quarter={NOW}"
    once = queries_of(court.lin, address)
    for home in court.building.homes.order_by("name")[2:4]:
        people.tenure(court.lin, home)

    assert queries_of(court.lin, address) == once
    assert Tenure.objects.filter(person=court.lin).count() == 3
    assert read(court.lin, RATE).count("not rated yet") == 3
