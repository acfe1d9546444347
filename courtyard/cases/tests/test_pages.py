"""The pages in one pass each: from the resident's form to the rating, and what each reader finds there."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from courtyard.cases import actions
from courtyard.cases.models import Case, CasePhoto, LooseFile
from courtyard.cases.tests import build
from courtyard.cases.tests.build import photograph
from courtyard.conftest import CAST, MONDAY_9AM, Court
from courtyard.people.models import Person
from courtyard.trail.ids import new_id


@pytest.fixture(autouse=True)
def _tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    build.set_clocks(monkeypatch, build.TUESDAY_9AM)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(case: Case, deed: str = "case") -> str:
    return reverse(f"cases:{deed}", args=[case.estate.code, case.number])


def form(court: Court, **more: Any) -> dict[str, Any]:
    given = {
        "id": str(new_id()),
        "category": "power",
        "words": build.WORDS,
        "place": f"building:{court.building.pk}",
        "where": "三楼",
    }
    return given | more


NEW = "/e/plum/cases/new/"


def test_a_resident_files_through_the_form_and_lands_on_the_cases_page(court: Court) -> None:
    lin = signed_in(court.lin)

    shown = lin.get(NEW)
    sent = lin.post(NEW, form(court))

    assert shown.status_code == 200
    assert (sent.status_code, sent["Location"]) == (303, "/e/plum/cases/2606-0001/")
    assert build.WORDS in lin.get(sent["Location"]).text
    case = Case.objects.get()
    assert (case.where, case.building, case.public, case.urgent) == ("三楼", court.building, False, False)


def test_the_same_form_posted_twice_is_one_case(court: Court) -> None:
    lin, sent = signed_in(court.lin), form(court)

    answers = [lin.post(NEW, sent) for _ in range(2)]

    assert [answer["Location"] for answer in answers] == ["/e/plum/cases/2606-0001/"] * 2
    assert Case.objects.count() == 1


def test_somebody_elses_form_is_refused_and_the_words_handed_back(court: Court) -> None:
    case = build.filed(court)

    answer = signed_in(court.mei).post(NEW, form(court, id=str(case.pk), words="另外一件事，楼下很吵。"))

    assert answer.status_code == 409
    assert "另外一件事，楼下很吵。" in answer.text


@pytest.mark.parametrize(
    ("wrong", "left"),
    [
        ({"words": "灯" * 10_000}, "灯" * 10_000),
        ({"words": ""}, ""),
        ({"category": "weather"}, build.WORDS),
        ({"category": ""}, build.WORDS),
        ({"place": ""}, build.WORDS),
        ({"place": "home:00000000-0000-7000-8000-000000000009"}, build.WORDS),
        ({"place": "building:nonsense"}, build.WORDS),
        ({"where": "门" * 201}, "门" * 201),
    ],
)
def test_what_cannot_be_used_is_said_and_everything_typed_stays(court: Court, wrong: dict[str, str], left: str) -> None:
    answer = signed_in(court.lin).post(NEW, form(court, **wrong))

    assert answer.status_code == 422
    assert left in answer.text
    assert 'aria-invalid="true"' in answer.text or "data-wrong" in answer.text
    assert not Case.objects.exists()


def test_a_home_of_another_estate_or_of_a_neighbour_is_no_choice(court: Court) -> None:
    elsewhere = court.other.homes.get()
    neighbours = court.building.homes.get(name="102")

    answers = [signed_in(court.lin).post(NEW, form(court, place=f"home:{home.pk}")) for home in (elsewhere, neighbours)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert not Case.objects.exists()


def test_emoji_and_right_to_left_text_survive_and_control_characters_go(court: Court) -> None:
    words = "灯\x00坏\x07了\r\nالضوء مكسور 💡 שלום"
    lin = signed_in(court.lin)

    sent = lin.post(NEW, form(court, words=words))

    assert Case.objects.get().words == "灯坏了\nالضوء مكسور 💡 שלום"
    shown = lin.get(sent["Location"]).text
    assert '<p class="quote words" dir="auto">灯坏了\nالضوء مكسور 💡 שלום</p>' in shown
    assert "<bdi>" in shown


def test_words_are_words_and_never_markup(court: Court) -> None:
    lin = signed_in(court.lin)

    sent = lin.post(NEW, form(court, words="<script>alert(1)</script> {{ 7|add:7 }}"))

    shown = lin.get(sent["Location"]).text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7|add:7 }}" in shown


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def test_photographs_come_along_and_are_served_to_those_who_may_see(court: Court) -> None:
    lin = signed_in(court.lin)
    photos = [upload("a.jpg", photograph().getvalue()), upload("b.png", photograph("PNG").getvalue())]

    lin.post(NEW, form(court, photos=photos))

    case, one = Case.objects.get(), CasePhoto.objects.first()
    assert one is not None
    address = reverse("cases:photo", args=["plum", case.number, one.pk, "small"])
    answers = {name: signed_in(getattr(court, name)).get(address).status_code for name in CAST}
    assert answers == dict.fromkeys(CAST, 404) | {"lin": 200, "desk": 200, "yan": 200, "zhu": 200}
    served = lin.get(address)
    assert served["Content-Type"] == "image/jpeg"
    assert served["X-Content-Type-Options"] == "nosniff"
    assert served["Cache-Control"].startswith("private")
    assert Client().get(address).status_code == 302


def test_a_bad_photograph_is_named_and_the_good_one_need_not_be_sent_again(court: Court) -> None:
    lin, sent = signed_in(court.lin), form(court)
    photos = [upload("好.jpg", photograph().getvalue()), upload("坏.png", b"<html>")]

    refused = lin.post(NEW, sent | {"photos": photos})
    again = lin.post(NEW, sent | {"kept": refused.context["tickets"]})

    assert refused.status_code == 422
    assert "坏.png" in refused.text
    assert len(refused.context["tickets"]) == 1
    assert again.status_code == 303
    assert CasePhoto.objects.count() == 1
    assert not LooseFile.objects.exists()


def test_a_photograph_of_forty_megabytes_is_refused_at_its_field(court: Court) -> None:
    large = upload("大.jpg", photograph().getvalue() + b"\x00" * (40 * 1024 * 1024))

    answer = signed_in(court.lin).post(NEW, form(court, photos=[large]))

    assert answer.status_code == 422
    assert "大.jpg" in answer.text
    assert build.WORDS in answer.text
    assert not Case.objects.exists()


def test_a_seventh_photograph_is_too_many(court: Court) -> None:
    photos = [upload(f"{n}.jpg", photograph().getvalue()) for n in range(7)]

    answer = signed_in(court.lin).post(NEW, form(court, photos=photos))

    assert answer.status_code == 422
    assert len(answer.context["tickets"]) == 6


def test_a_session_that_ended_hands_back_what_was_typed(court: Court) -> None:
    answer = Client().post(NEW, form(court))

    assert answer.status_code == 401
    assert build.WORDS in answer.text
    assert not Case.objects.exists()


def test_a_form_without_its_token_is_handed_back(court: Court) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(court.lin)

    answer = client.post(NEW, form(court))

    assert answer.status_code == 403
    assert build.WORDS in answer.text
    assert not Case.objects.exists()


def turn(case: Case, **more: Any) -> dict[str, Any]:
    case.refresh_from_db()
    return {"id": str(new_id()), "seen": str(case.turn)} | more


def test_the_whole_journey_through_the_pages(court: Court) -> None:
    case = build.filed(court, at=MONDAY_9AM)
    desk, bai, lin = signed_in(court.desk), signed_in(court.bai), signed_in(court.lin)

    assigned = {"party": "wu", "handler": str(court.bai.pk), "category": "power", "promised": "rule", "words": "收到。"}
    answers = [
        desk.post(page(case, "triage"), turn(case, **assigned)),
        bai.post(page(case, "answer"), turn(case, words="配件明天到。")),
        bai.post(
            page(case, "resolve"), turn(case, words="换好了。", photos=[upload("a.jpg", photograph().getvalue())])
        ),
        lin.post(page(case, "return"), turn(case, words="又不亮了。")),
        bai.post(page(case, "resolve"), turn(case, words="这次换了线。")),
        lin.post(page(case, "confirm"), turn(case, rating="4", words="谢谢")),
    ]

    assert [answer.status_code for answer in answers] == [303] * 6
    case.refresh_from_db()
    assert (case.state, case.rating, case.returns) == (Case.State.CLOSED, 4, 1)
    shown = lin.get(page(case)).text
    for words in ("收到。", "配件明天到。", "换好了。", "又不亮了。", "这次换了线。", "谢谢"):
        assert words in shown


@pytest.mark.parametrize("deed", ["triage", "answer", "resolve", "confirm", "return"])
def test_each_deeds_page_says_what_is_missing(court: Court, deed: str) -> None:
    made: Any = {"triage": build.filed, "answer": build.triaged, "resolve": build.triaged}.get(deed)
    case = made(court) if made else build.resolved(court)
    client = signed_in({"triage": court.desk, "answer": court.bai, "resolve": court.bai}.get(deed, court.lin))

    shown = client.get(page(case, deed))
    refused = client.post(page(case, deed), turn(case))

    assert shown.status_code == 200
    assert refused.status_code == 422
    state = case.state
    case.refresh_from_db()
    assert case.state == state


def test_a_deed_that_is_over_leads_back_to_the_case(court: Court) -> None:
    case = build.closed(court)

    answer = signed_in(court.lin).get(page(case, "confirm"))

    assert (answer.status_code, answer["Location"]) == (302, page(case))


def test_the_second_of_two_desks_reads_who_was_quicker_and_keeps_their_words(court: Court) -> None:
    case = build.filed(court)
    zhu = signed_in(court.zhu)
    mine = turn(case, party="ju", category="power", promised="rule", words="我们居委会来管。")
    actions.triage(case.pk, by=court.desk, at=build.AN_HOUR_LATER, party="wu", words="收到。")

    answer = zhu.post(page(case, "triage"), mine)

    assert answer.status_code == 409
    assert "荷老师" in answer.text
    assert "我们居委会来管。" in answer.text
    case.refresh_from_db()
    assert case.party == "wu"


def test_a_handler_of_another_party_is_refused_at_the_field(court: Court) -> None:
    case = build.filed(court)
    given = {"party": "ye", "handler": str(court.bai.pk), "category": "power", "promised": "rule", "words": "收到。"}

    answer = signed_in(court.desk).post(page(case, "triage"), turn(case, **given))

    assert answer.status_code == 422
    assert answer.context["form"].errors["handler"]


def test_who_sees_a_private_and_a_public_case(court: Court) -> None:
    private, public = build.triaged(court, handler=court.bai), build.triaged(court, public=True)

    def sees(case: Case) -> set[str]:
        return {name for name in CAST if signed_in(getattr(court, name)).get(page(case)).status_code == 200}

    assert sees(private) == {"lin", "desk", "yan", "zhu", "bai"}
    assert sees(public) == {"lin", "mei", "desk", "yan", "zhu", "bai"}


def test_a_worker_sees_what_is_the_companys_and_nothing_else(court: Court) -> None:
    theirs, others, unassigned = build.triaged(court), build.triaged(court, party="ju"), build.filed(court)
    bai = signed_in(court.bai)

    assert [bai.get(page(case)).status_code for case in (theirs, others, unassigned)] == [200, 404, 404]
    assert [case.number for group in bai.get("/e/plum/cases/").context["groups"] for case in group.page.cases] == [
        theirs.number
    ]


def test_the_reporters_name_and_home_are_the_desks_to_know(court: Court) -> None:
    case = build.triaged(court, place=court.home, public=True, handler=court.bai)

    desk, bai, mei = (signed_in(person).get(page(case)).text for person in (court.desk, court.bai, court.mei))

    assert "林知秋" in desk
    assert "101室" in desk
    assert "林＊＊" in bai
    assert "101室" in bai
    assert "林" not in mei.replace("林＊＊", "林")
    assert "101室" not in mei


def test_a_number_quoted_at_the_counter_is_found(court: Court) -> None:
    case = build.filed(court)
    desk = signed_in(court.desk)

    for quoted in ("2606-0001", "26060001", "1", "0001"):
        assert desk.get("/e/plum/cases/", {"q": quoted})["Location"] == page(case)
    assert desk.get("/e/plum/cases/", {"q": "2606-0999"}).status_code == 200
    assert desk.get("/e/plum/cases/", {"q": "灯"}).status_code == 200


def test_a_part_of_the_page_is_given_to_htmx(court: Court) -> None:
    case = build.filed(court)

    part = signed_in(court.desk).get(page(case, "triage"), headers={"HX-Request": "true"})

    assert part.text.startswith("\n<section") or part.text.startswith("<section")
