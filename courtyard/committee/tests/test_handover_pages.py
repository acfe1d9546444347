"""Handovers through their pages, on paper, and what neighbours see of them."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courtyard.committee import printed
from courtyard.committee.actions import handover as actions
from courtyard.committee.actions import items
from courtyard.committee.models import Handover, Member
from courtyard.committee.queries import handover as queries
from courtyard.committee.tests.papers import TODAY, first, from_member, to_office
from courtyard.committee.tests.sitting import sitting
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import CLERK, Person
from courtyard.trail.ids import new_id
from courtyard.trail.tests.clock import Clock
from courtyard.web.tests.printed import A4, closed, set_here

S = Handover.State
LIST = "/e/plum/committee/handovers/"


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_whole_way_through_the_pages(court: Court, clock: Clock) -> None:
    one = to_office(court)
    page, yan, jie = f"{LIST}{one.pk}/", client_of(court.yan), client_of(court.jie)

    listed = yan.post(f"{page}list-item/", {"kind": "document", "label": "2025年电梯合同", "id": str(new_id())})
    extra = one.items.get(label="2025年电梯合同")
    struck = jie.post(f"{page}items/{extra.pk}/strike/", {"words": "已在合同里"})
    missed = jie.post(f"{page}items/{first(one).pk}/say-missing/", {"words": "印章没带来"})
    early = jie.post(f"{page}finish/")
    answers = set()
    for item in one.items.all():
        answers.add(yan.post(f"{page}items/{item.pk}/hand-over/").status_code)
        answers.add(jie.post(f"{page}items/{item.pk}/receive/").status_code)
    complete = jie.get(page).content.decode()
    done = jie.post(f"{page}finish/")

    assert [one.status_code for one in (listed, struck, missed, early, done)] == [303, 303, 303, 409, 303]
    assert (answers, f"{page}finish/" in complete) == ({303}, True)
    one.refresh_from_db()
    assert one.state == S.DONE


def test_nothing_kept_is_said_on_the_page(court: Court, clock: Clock) -> None:
    one, _ = from_member(court, keeps=False)

    done = client_of(court.yan).post(f"{LIST}{one.pk}/nothing-kept/")

    one.refresh_from_db()
    assert (done.status_code, one.state) == (303, S.DONE)


def test_neighbours_see_how_far_it_is_and_no_list(court: Court, clock: Clock) -> None:
    one = to_office(court)
    member = sitting(one.giver)[-1]  # type: ignore[arg-type]
    Member.objects.filter(pk=member.pk).update(until=TODAY, ground=Member.Ground.RESIGNED)
    member.refresh_from_db()
    actions.begin_member_handover(member, on=TODAY, by=CLERK, at=MONDAY_9AM)
    lin = client_of(court.lin)

    page = lin.get(LIST)

    assert (page.status_code, member.name in page.content.decode()) == (200, False)
    assert [lin.get(f"{LIST}{one.pk}/{path}").status_code for path in ("", "list.pdf")] == [404, 404]
    assert member.name in client_of(member.person).get(LIST).content.decode()
    assert client_of(court.far).get(LIST).status_code == 404


def test_a_list_makes_as_many_queries_with_three_things_as_with_ten(court: Court, clock: Clock) -> None:
    one, counts, jie = to_office(court), [], client_of(court.jie)
    page = f"{LIST}{one.pk}/"
    jie.get(page)
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            jie.get(page)
        counts.append(len(asked))
        one.items.filter(position__gt=3).delete()

    assert counts[0] == counts[1]


def test_the_list_is_printed_with_the_names_of_both_sides(court: Court, clock: Clock) -> None:
    one = to_office(court)
    rows = list(one.items.all())
    items.hand_over(rows[0].pk, by=court.yan, at=MONDAY_9AM)
    items.receive(rows[0].pk, by=court.jie, at=MONDAY_9AM)
    items.say_missing(rows[1].pk, words="在前任主任那里", by=court.jie, at=MONDAY_9AM)

    paper = set_here("committee/handover", printed.handover(one, queries.items_of(one), TODAY))
    answer = client_of(court.jie).get(f"{LIST}{one.pk}/list.pdf")

    assert (paper.pages[0].width, paper.pages[0].height) == A4
    assert [closed(words) in paper.text for words in ("兰委成\n2026年6月8日", "桑解民", "在前任主任那里")] == [True] * 3
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def test_the_committees_page_shows_how_far_both_are(court: Court, clock: Clock) -> None:
    to_office(court)

    mine, strangers = client_of(court.lin).get("/e/plum/committee/"), Client().get("/e/plum/committee/")

    assert [LIST in page.content.decode() for page in (mine, strangers)] == [True, False]
