"""The page: a number leads straight on, words lead to a list, and it costs the same for one as for many."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courtyard.cases.tests import build as cases
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import Person
from courtyard.search.tests.build import clerk_reads, enter_all

PAGE = "/search/"


def as_(person: Person, language: str = "en") -> Client:
    client = Client()
    client.force_login(person)
    client.cookies["django_language"] = language
    return client


def plain(page: Any, text: str) -> str:
    """The page without what was typed and without its form's secret."""
    source = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page.content.decode())
    return source.replace(text, "").replace(quote(text), "")


def test_the_empty_page_says_what_can_be_searched(court: Court) -> None:
    page = as_(court.lin).get(PAGE)

    assert page.status_code == 200
    assert "诉求编号，比如2606-0137" in page.content.decode()


def test_words_lead_to_a_list_with_the_words_marked(court: Court) -> None:
    case = cases.filed(court, words="门厅灯坏了。<b>墙上</b>也有水渍，麻烦来看")
    clerk_reads()

    page = as_(court.lin).get(PAGE, {"q": "水渍"}).content.decode()

    assert "也有<mark>水渍</mark>" in page
    assert "&lt;b&gt;" in page
    assert reverse("cases:case", args=[court.estate.code, case.number]) in page


@pytest.mark.parametrize("dash", ["-", ""])
def test_a_number_leads_to_its_case(court: Court, dash: str) -> None:
    case = cases.filed(court)

    answer = as_(court.lin).get(PAGE, {"q": case.number.replace("-", dash)})

    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("cases:case", args=[court.estate.code, case.number])


def test_somebody_elses_number_is_as_good_as_none(court: Court) -> None:
    case = cases.filed(court)
    clerk_reads()

    theirs = as_(court.mei).get(PAGE, {"q": case.number})
    none = as_(court.mei).get(PAGE, {"q": "2606-9999"})

    assert theirs.status_code == none.status_code == 200
    assert plain(theirs, case.number) == plain(none, "2606-9999")


def test_nothing_found_looks_the_same_whatever_there_is(court: Court) -> None:
    cases.filed(court, words="楼上夜里敲墙")
    clerk_reads()

    hidden = as_(court.far).get(PAGE, {"q": "敲墙"})
    none = as_(court.far).get(PAGE, {"q": "飞碟"})

    assert plain(hidden, "敲墙") == plain(none, "飞碟")


def test_one_kind_alone_goes_on_by_pages(court: Court) -> None:
    for number in range(30):
        cases.filed(court, words=f"电梯异响{number}", at=MONDAY_9AM + timedelta(minutes=number))
    clerk_reads()
    client = as_(court.desk)

    glance = client.get(PAGE, {"q": "电梯"}).content.decode()
    first = client.get(PAGE, {"q": "电梯", "kind": "cases"})
    after = first.context["groups"][0].after
    second = client.get(PAGE, {"q": "电梯", "kind": "cases", "after": after})

    assert glance.count('class="item"') == 5
    assert [len(page.context["groups"][0].hits) for page in (first, second)] == [25, 5]
    assert second.context["groups"][0].after == ""


def test_it_costs_the_same_for_one_as_for_three(court: Court) -> None:
    enter_all()
    client = as_(court.desk)
    costs = []
    for number in (1, 2):
        for more in range(number):
            cases.filed(court, words="电梯异响", at=MONDAY_9AM + timedelta(minutes=10 * number + more))
        clerk_reads()
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE, {"q": "电梯"})
        costs.append(len(asked))

    assert costs[0] == costs[1]


def test_the_frame_leads_to_it(court: Court) -> None:
    assert f'href="{PAGE}"' in as_(court.lin).get("/me/").content.decode()
    assert f'href="{PAGE}"' not in Client().get("/").content.decode()


def test_a_stranger_signs_in_first(court: Court) -> None:
    assert Client().get(PAGE, {"q": "x"}).headers["Location"].startswith("/sign-in/?next=")


def test_a_long_request_is_cut_around_what_was_found(court: Court) -> None:
    cases.filed(court, words=f"楼道里有异味。{'每天都这样' * 20}，是从地下室水泵房来的，{'希望有人来看看' * 20}")
    clerk_reads()

    page = as_(court.lin).get(PAGE, {"q": "水泵房"}).content.decode()

    assert "…" in page.partition("<mark>")[0][-40:]
    assert "，是从地下室<mark>水泵房</mark>来的，" in page
    assert "希望有人来看看" * 20 not in page


def test_what_the_title_says_is_not_said_again(court: Court) -> None:
    cases.filed(court, words="水泵房有异味，请来看看")
    clerk_reads()

    page = as_(court.lin).get(PAGE, {"q": "水泵房"}).content.decode()

    assert page.count("<mark>水泵房</mark>") == 1
