"""From the draft to the notice in every home, through the pages."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from courtyard.assembly import actions
from courtyard.assembly.models import Assembly, Attachment, Delivery, LooseFile, Motion
from courtyard.assembly.tests import build
from courtyard.assembly.tests.pages import client_of, set_clocks
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import Tenure
from courtyard.people.tests import build as people
from courtyard.places.models import Home

LIST = "/e/plum/assemblies/"
S = Assembly.State
FORM = {
    "opens_at": "2026-07-08T09:00", "closes_at": "2026-07-18T20:00", "scope": "estate", "secrecy": "named",
    "duplicates": "last_valid", "precedence": "", "unreturned": "not_participating",
}  # fmt: skip
PUMPS = {
    "matter": "other", "title": "更换生活水泵", "decides": "换三台水泵。", "cost": "3.2万", "costs": "从维修资金里出。",
    "bears": "高层水压更稳。", "tie_break": "none",
}  # fmt: skip


@pytest.fixture(autouse=True)
def everybody_owns(court: Court) -> None:
    """Plum Court: lin owns 101, mei 102, desk and yan 103 and 104."""
    homes = list(Home.objects.filter(estate=court.estate).order_by("name"))
    Tenure.objects.filter(person=court.mei).update(kind=Tenure.Kind.OWNER, votes=True)
    people.tenure(court.desk, homes[2])
    people.tenure(court.yan, homes[3])


def page_of(one: Assembly) -> str:
    return f"{LIST}{one.pk}/"


def read(client: Client, page: str) -> str:
    return client.get(page).content.decode()


def pdf(name: str = "报价.pdf", data: bytes = b"%PDF-1.7 three offers") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/html")


def photo() -> SimpleUploadedFile:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "grey").save(stream, "JPEG")
    return SimpleUploadedFile("door.jpg", stream.getvalue())


def test_the_whole_way_from_the_draft_to_the_door(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clocks(monkeypatch, MONDAY_9AM)
    yan = client_of(court.yan)
    yan.post(f"{LIST}draft/", FORM)
    one = Assembly.objects.get()
    page = page_of(one)
    yan.post(f"{page}motions/put/", PUMPS)
    motion = Motion.objects.get()
    yan.post(f"{page}motions/{motion.pk}/files/add/", {"file": pdf(), "name": "三家报价"})
    yan.post(f"{page}officials/", {"role": "canvasser", "who": str(court.desk.pk)})
    assert "都核对过了" in read(yan, f"{page}give-notice/")

    yan.post(f"{page}give-notice/")

    one.refresh_from_db()
    assert (one.state, one.heads) == (S.FROZEN, 4)
    lin = client_of(court.lin)
    seen = read(lin, page)
    for words in ("梅苑小区2026年第1次业主大会", "更换生活水泵", "8,000.00", "三家报价", "三分之二", one.roll_hash):
        assert words in seen
    assert one.roll_hash in read(lin, f"{page}notice/")
    assert f"{page}notice.pdf" in read(lin, f"{page}notice/")

    lin.post(f"{page}receive-notice/")
    house = court.building.pk
    canvasser = client_of(court.desk)
    mei_home = Home.objects.get(name="102", estate=court.estate)
    canvasser.post(f"{page}delivery/{house}/", {"homes": [str(mei_home.pk)], "channel": "hand", "photo": photo()})

    assert sorted(Delivery.objects.values_list("home__name", "channel")) == [("101", "phone"), ("102", "hand")]
    proof = Delivery.objects.get(channel="hand")
    assert canvasser.get(f"{page}delivery/photos/{proof.pk}/")["Content-Type"] == "image/jpeg"
    assert lin.get(f"{page}delivery/photos/{proof.pk}/").status_code == 403
    assert "4户里已送到2户" in read(canvasser, f"{page}delivery/")
    assert "我已看到通知" not in read(lin, page)


def test_a_paper_is_served_as_what_it_is_to_whoever_reads_the_vote(
    court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clocks(monkeypatch, MONDAY_9AM)
    one = build.drafted(court)
    motion, yan = build.motion(court, one), client_of(court.yan)
    files = f"{page_of(one)}motions/{motion.pk}/files/"
    yan.post(f"{files}add/", {"file": pdf(), "name": ""})
    paper = Attachment.objects.get()

    served = yan.get(f"{files}{paper.pk}/")

    assert (served["Content-Type"], served["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert served.content == b"%PDF-1.7 three offers"
    assert "filename*=utf-8''%E6%8A%A5%E4%BB%B7.pdf" in served["Content-Disposition"]
    assert client_of(court.lin).get(f"{files}{paper.pk}/").status_code == 404
    actions.give_notice(one.pk, by=court.yan, at=build.NOTICED)
    assert client_of(court.lin).get(f"{files}{paper.pk}/").status_code == 200
    assert client_of(court.far).get(f"{files}{paper.pk}/").status_code == 404


@pytest.mark.parametrize(
    "bad", [pdf("page.pdf", b"<html><script>"), pdf("cut.jpg", b"\xff\xd8\xff\xe0 nothing"), pdf("empty.pdf", b"")]
)
def test_what_is_no_paper_is_refused_and_nothing_is_kept(
    bad: SimpleUploadedFile, court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clocks(monkeypatch, MONDAY_9AM)
    one = build.drafted(court)
    motion = build.motion(court, one)

    answer = client_of(court.yan).post(f"{page_of(one)}motions/{motion.pk}/files/add/", {"file": bad})

    assert (answer.status_code, Attachment.objects.count(), LooseFile.objects.count()) == (422, 0, 0)


def test_a_paper_and_a_motion_are_taken_out_again(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clocks(monkeypatch, MONDAY_9AM)
    one = build.drafted(court)
    first, second = build.motion(court, one), build.motion(court, one, title="续聘物业")
    yan, motions = client_of(court.yan), f"{page_of(one)}motions/"
    yan.post(f"{motions}{first.pk}/files/add/", {"file": pdf()})
    paper = Attachment.objects.get()

    yan.post(f"{motions}{first.pk}/files/{paper.pk}/drop/")
    yan.post(f"{motions}{first.pk}/drop/")

    second.refresh_from_db()
    assert (Attachment.objects.count(), Motion.objects.get(), second.position) == (0, second, 1)
    assert LooseFile.objects.get().file == paper.file


def test_a_motion_is_written_anew_under_its_own_address(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clocks(monkeypatch, MONDAY_9AM)
    one, other = build.drafted(court), build.drafted(court)
    motion, yan = build.motion(court, one), client_of(court.yan)
    assert 'value="更换生活水泵"' in read(yan, f"{page_of(one)}motions/{motion.pk}/put/")

    yan.post(f"{page_of(one)}motions/{motion.pk}/put/", PUMPS | {"title": "换水泵和水管"})

    assert Motion.objects.get().title == "换水泵和水管"
    assert yan.get(f"{page_of(other)}motions/{motion.pk}/put/").status_code == 404
    stolen = PUMPS | {"id": str(motion.pk)}
    assert yan.post(f"{page_of(other)}motions/put/", stolen).status_code == 404


def test_wrong_drafts_say_what_is_wrong(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clocks(monkeypatch, MONDAY_9AM)
    yan = client_of(court.yan)
    wrong = {
        "过去": FORM | {"opens_at": "2026-06-01T09:00"},
        "哪一幢": FORM | {"scope": "building"},
        "名册上没有": FORM | {"scope": "homes", "homes": "1号楼101室\n9号楼9室"},
        "哪一份文件": FORM | {"unreturned": "follow_majority_if_delivered"},
    }

    answers = {key: yan.post(f"{LIST}draft/", form) for key, form in wrong.items()}

    assert {key: answer.status_code for key, answer in answers.items()} == dict.fromkeys(wrong, 422)
    assert "9号楼9室" in answers["名册上没有"].content.decode()
    assert not Assembly.objects.exists()


def test_some_homes_decide_alone(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clocks(monkeypatch, MONDAY_9AM)
    yan = client_of(court.yan)

    yan.post(f"{LIST}draft/", FORM | {"scope": "homes", "homes": "1号楼 101室\n1号楼102室"})

    one = Assembly.objects.get()
    assert (one.scope, len(one.homes)) == ("homes", 2)
    yan.post(f"{page_of(one)}revise/", FORM | {"scope": "building", "building": str(court.building.pk)})
    one.refresh_from_db()
    assert (one.scope, one.building, one.homes) == ("building", court.building, [])


def test_everything_that_stands_against_the_notice_is_said_at_once(
    court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clocks(monkeypatch, build.OPENS - timedelta(days=3))
    Home.objects.filter(name="104").update(area_cm2=None)
    one = build.drafted(court)
    build.motion(court, one, "fund-use")
    yan = client_of(court.yan)

    said = read(yan, f"{page_of(one)}give-notice/")

    for words in ("还有3件事没办妥", "1号楼104室", "先向召集人报告", "至少要隔15日"):
        assert words in said
    assert yan.post(f"{page_of(one)}give-notice/").status_code == 422
    one.refresh_from_db()
    assert one.state == S.DRAFT
