"""The pages of a formation: bodies and days for everybody, names for the estate, every deed on a page of its own."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courtyard.assembly.tests.pages import client_of
from courtyard.committee.actions import holdups
from courtyard.committee.models import CandidateObjection, Formation, GroupMember, Holdup, Progress
from courtyard.committee.steps import DOCUMENTS
from courtyard.committee.tests import underway as forming
from courtyard.committee.tests.sitting import in_office, owners
from courtyard.committee.tests.underway import AT, TODAY
from courtyard.conftest import Court
from courtyard.people.models import Office, Person
from courtyard.trail.tests.clock import Clock
from courtyard.web.templatetags.courtyard import party_name

pytestmark = pytest.mark.usefixtures("clock")
STATES = {403, 404}


def page(name: str, *args: object) -> str:
    return reverse(f"committee:{name}", args=["plum", *args])


def body(client: Client, name: str, *args: object) -> str:
    answer = client.get(page(name, *args))
    assert answer.status_code == 200, name
    return answer.content.decode()


def send(person: Person, name: str, /, *args: object, **given: Any) -> int:
    return client_of(person).post(page(name, *args), given).status_code


def shut(person: Person, name: str, *args: object) -> bool:
    answers = client_of(person).get(page(name, *args)), Client().get(page(name, *args))
    return answers[0].status_code in STATES and answers[1].status_code != 200


def test_where_nothing_is_known_the_page_says_what_to_do(court: Court) -> None:
    Office.objects.filter(kind=Office.Kind.OWNERS_COMMITTEE).delete()

    assert page("tell_progress") in body(client_of(court.desk), "formation")
    assert page("tell_progress") not in body(Client(), "formation")


def test_where_there_is_a_committee_the_page_leads_to_it_or_to_entering_it(court: Court) -> None:
    before = body(client_of(court.jie), "formation")
    in_office(court)

    assert page("enter_committee") in before
    assert page("committee") in body(Client(), "formation")


def test_strangers_read_bodies_and_days_and_neighbours_names_too(court: Court) -> None:
    one = forming.trained(court)
    forming.step(one, DOCUMENTS)
    name = forming.OWNERS[0]

    assert name in body(client_of(court.mei), "formation")
    assert name not in body(Client(), "formation") + body(client_of(court.far), "formation")


def test_what_holds_it_up_and_what_to_do_about_it_stand_on_top(court: Court) -> None:
    held = _held(court)

    read = body(client_of(court.jie), "formation")

    assert held.words in read
    assert all(page(name, held.pk) in read for name in ("urge", "raise_holdup", "release"))
    assert page("urge", held.pk) not in body(client_of(court.lin), "formation")


def test_a_page_costs_as_many_queries_with_three_in_the_group_as_with_seven(
    court: Court,
) -> None:
    one = forming.trained(court)
    client = client_of(court.jie)
    body(client, "formation")
    with CaptureQueriesContext(connection) as few:
        body(client, "formation")
    for number, person in enumerate(owners(court, ("陶然", "舒朗", "向晚", "季春"))):
        GroupMember.objects.create(
            estate=court.estate, formation=one, person=person, name=person.name, side="owner", since=TODAY,
            certificate=str(number),
        )  # fmt: skip
    for name in ("election", "candidates"):
        Holdup.objects.create(
            estate=court.estate, step=forming.step(one, name), body="wu", words="没有会场", since=TODAY,
            told_by=court.jie,
        )  # fmt: skip

    with CaptureQueriesContext(connection) as many:
        body(client, "formation")

    assert len(many) == len(few)


def test_telling_how_much_is_delivered(court: Court) -> None:
    given = {"on": "2026-06-08", "whole": "9000", "delivered": "4000", "source": "销售清单"}

    assert shut(court.lin, "tell_progress")
    body(client_of(court.desk), "tell_progress")
    assert send(court.desk, "tell_progress", **(given | {"delivered": "9001"})) == 422
    assert send(court.desk, "tell_progress", **given) == 303
    assert Progress.objects.get().delivered_cm2 == 40_000_000


def test_beginning_by_hand(court: Court) -> None:
    given = {"kind": "first", "due_on": "2026-06-01", "why": "交付过半"}

    assert shut(court.desk, "begin_formation")
    body(client_of(court.jie), "begin_formation")
    assert send(court.jie, "begin_formation", **(given | {"why": ""})) == 422
    assert send(court.jie, "begin_formation", **given) == 303
    assert Formation.objects.get().state == "due"


def test_reporting(court: Court) -> None:
    forming.due(court)

    assert shut(court.lin, "write_report")
    body(client_of(court.jie), "write_report")
    assert send(court.jie, "write_report", on="2026-06-09", words="报告了") == 422
    assert send(court.jie, "write_report", on="2026-06-08", words="报告了") == 303


def _rows(court: Court, names: list[tuple[str, str, str]]) -> dict[str, Any]:
    given: dict[str, Any] = {"on": "2026-06-08", "seats": 3, "term_years": 5, "chair": 1}
    for n, (side, name, room) in enumerate(names, start=1):
        given |= {f"side_{n}": side, f"name_{n}": name, f"room_{n}": room}
    return given


def test_forming_the_group_row_by_row(court: Court) -> None:
    one = forming.reported(court)
    there = [
        ("street", court.jie.name, ""), ("residents", court.desk.name, ""), ("owner", court.lin.name, "1号楼101室"),
        *(("owner", person.name, person.tenures.get().home.label) for person in owners(court, forming.OWNERS[:2])),
    ]  # fmt: skip

    assert shut(court.desk, "form_group")
    body(client_of(court.jie), "form_group")
    unknown = [("owner", "无此人", "1号楼101室") if row[1] == court.lin.name else row for row in there]
    assert send(court.jie, "form_group", **_rows(court, unknown)) == 422
    assert send(court.jie, "form_group", **_rows(court, there[:4])) == 422
    assert send(court.jie, "form_group", **_rows(court, there)) == 303
    assert set(one.group.values_list("person", flat=True)) >= {court.jie.pk, court.desk.pk, court.lin.pk}


def test_replacing_somebody_in_the_group(court: Court) -> None:
    one = forming.grouped(court)
    gone = one.group.get(name=forming.OWNERS[0])
    given = {"out": gone.pk, "side": "owner", "name": court.lin.name, "room": "1号楼101室", "reason": "搬走了"}

    assert shut(court.desk, "change_group")
    body(client_of(court.jie), "change_group")
    assert send(court.jie, "change_group", **(given | {"side": "developer"})) == 422
    assert send(court.jie, "change_group", **given) == 303
    assert one.group.get(person=court.lin).until is None


def test_training_with_the_attendance_list(court: Court) -> None:
    one = forming.grouped(court)
    came = {f"came_{member.pk.hex}": "on" for member in one.group.all()}

    assert shut(court.desk, "train_group")
    body(client_of(court.jie), "train_group")
    assert send(court.jie, "train_group", on="2026-06-08", **came) == 422
    paper = SimpleUploadedFile("签到表.pdf", b"%PDF-1.7 list")
    assert send(court.jie, "train_group", on="2026-06-08", file=paper, **came) == 303
    step = forming.step(one, "training")
    assert step.file_name == "签到表.pdf"
    assert client_of(court.jie).get(page("step_file", step.pk)).content == b"%PDF-1.7 list"
    assert shut(court.mei, "step_file", step.pk)
    assert page("step_file", step.pk) in body(client_of(court.jie), "formation")
    assert page("step_file", step.pk) not in body(client_of(court.mei), "formation")


def test_posting_the_list_and_the_documents(court: Court) -> None:
    one = forming.trained(court)
    member = forming.owner_in_group(court)

    assert send(court.lin, "post_list") in STATES
    assert send(court.jie, "post_list") == 303
    assert shut(court.lin, "post_documents")
    body(client_of(member), "post_documents")
    assert send(member, "post_documents", words="") == 422
    assert send(member, "post_documents", words="贴在各单元门口") == 303
    assert forming.step(one, DOCUMENTS).done_on == TODAY


def test_posting_candidates_or_preparing_the_vote_first(court: Court) -> None:
    one = forming.documented(court)
    member = forming.owner_in_group(court)
    before = body(client_of(member), "post_candidates")
    assembly, motion = forming.called(court)

    assert reverse("assembly:draft", args=["plum"]) in before
    assert shut(court.lin, "post_candidates")
    body(client_of(member), "post_candidates")
    assert send(member, "post_candidates", assembly=assembly.pk) in {409, 422}
    forming.stands(court, motion, *forming.candidates(court))
    assert send(member, "post_candidates", assembly=assembly.pk) == 303
    assert Formation.objects.get(pk=one.pk).assembly == assembly.pk


def test_objecting_and_being_answered_without_a_name(court: Court) -> None:
    _, listed = forming.posted(court)
    candidate, member = listed[0], forming.owner_in_group(court)

    assert shut(court.mei, "candidate_objections")
    assert shut(court.mei, "object_to_candidate", candidate.pk)
    assert candidate.name in body(client_of(court.lin), "candidate_objections")
    body(client_of(court.lin), "object_to_candidate", candidate.pk)
    assert send(court.lin, "object_to_candidate", candidate.pk, words="他在物业公司任职") == 303
    said = CandidateObjection.objects.get()
    assert shut(court.lin, "answer_candidate_objection", said.pk)
    body(client_of(member), "answer_candidate_objection", said.pk)
    assert send(member, "answer_candidate_objection", said.pk, upheld="no", words="") == 422
    assert send(member, "answer_candidate_objection", said.pk, upheld="no", words="查过，不属实") == 303
    read = body(client_of(Person.objects.get(name=forming.OWNERS[1])), "candidate_objections")
    assert "他在物业公司任职" in read
    assert "查过，不属实" in read
    assert court.lin.name not in read


def _held(court: Court) -> Holdup:
    one = forming.trained(court)
    step = forming.step(one, DOCUMENTS)
    return holdups.hold_up(
        step.pk, body="developer", words="2号楼业主清单没有交", since=TODAY, by=court.jie, at=AT
    )  # fmt: skip


def test_saying_what_holds_it_up(court: Court) -> None:
    step = forming.step(forming.trained(court), DOCUMENTS)
    given = {"body": "developer", "words": "清单没有交", "since": "2026-06-08"}

    assert shut(court.lin, "hold_up", step.pk)
    body(client_of(court.jie), "hold_up", step.pk)
    assert send(court.jie, "hold_up", step.pk, **(given | {"since": "2026-06-09"})) == 422
    assert send(court.jie, "hold_up", step.pk, **given) == 303


def test_the_step_says_who_holds_it_up_and_to_its_people_why(court: Court) -> None:
    held = _held(court)

    inside, outside = body(client_of(court.lin), "formation"), body(Client(), "formation")

    assert f"<small>{party_name(held.body)}：{held.words}</small>" in inside
    assert f"<small>{party_name(held.body)}</small>" in outside
    assert held.words not in outside


def test_urging_with_a_letter_on_paper_reporting_and_going_on(court: Court) -> None:
    held = _held(court)

    assert all(shut(court.lin, name, held.pk) for name in ("urge", "urge_letter", "release"))
    assert client_of(court.jie).get(page("urge_letter", held.pk)).status_code == 404
    body(client_of(court.jie), "urge", held.pk)
    assert send(court.jie, "urge", held.pk, day="2026-06-08") == 422
    assert send(court.jie, "urge", held.pk, day="2026-06-16") == 303
    letter = body(client_of(court.jie), "urge_letter", held.pk)
    assert "data-print" in letter
    assert held.words in letter
    assert send(court.lin, "raise_holdup", held.pk) in STATES
    assert send(court.jie, "raise_holdup", held.pk) == 303
    body(client_of(court.jie), "release", held.pk)
    assert send(court.jie, "release", held.pk, day="2026-06-08") == 303
    held.refresh_from_db()
    assert (held.urged_times, held.raised_on, held.until) == (1, TODAY, TODAY)


def test_posting_the_names_waits_for_an_election(court: Court) -> None:
    forming.trained(court)

    assert send(court.lin, "post_names") in STATES
    assert send(court.jie, "post_names") in {400, 409, 422}


def test_stopping_says_why_on_the_page(court: Court) -> None:
    forming.trained(court)

    assert shut(court.yan, "stop_formation")
    body(client_of(court.jie), "stop_formation")
    assert send(court.jie, "stop_formation", words="") == 422
    assert send(court.jie, "stop_formation", words="小区并入邻居") == 303
    assert "小区并入邻居" in body(Client(), "formation")


def test_what_waits_stands_on_the_first_pages_of_those_whose_it_is(court: Court, clock: Clock) -> None:
    one = forming.trained(court)
    member = forming.owner_in_group(court)

    estate = Client().get(reverse("front:estate", args=["plum"])).content.decode()
    mine = client_of(member).get("/").content.decode()

    assert page("formation") in estate
    assert one.state == "grouped"
    assert page("formation") in mine
