"""Paper ballots: received by their code, entered by one person, checked blind by another."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from courtyard.assembly import actions, codes
from courtyard.assembly.actions import House
from courtyard.assembly.actions.papers import CameBack, CheckedAlready, EnteredAlready, NotEnteredYet, SamePerson
from courtyard.assembly.codes import ForgedCode
from courtyard.assembly.models import Assembly, Ballot, LooseFile, Paper, Slip, Vote
from courtyard.assembly.notices import voting as notices
from courtyard.assembly.tests import build
from courtyard.assembly.tests.test_canvass import told
from courtyard.assembly.tests.voting import address, client_of, filled, page_at, read, send
from courtyard.conftest import Court
from courtyard.people.models import Person
from courtyard.web.tests.printed import Printed
from courtyard.web.tests.printed import read as as_read

pytestmark = pytest.mark.usefixtures("owners")


def papered(court: Court, house: House | None = None) -> Assembly:
    """desk and zhu count, reg watches, bai goes from door to door."""
    one = build.noticed(court, house)
    for person, role in (
        (court.desk, "teller"), (court.zhu, "teller"), (court.reg, "scrutineer"), (court.bai, "canvasser"),
    ):  # fmt: skip
        build.official(court, one, person, role)
    return one


def received(court: Court, one: Assembly, number: int = 1) -> Paper:
    with build.database_at(build.DURING):
        return actions.receive_paper(
            one.pk, code=codes.paper_code(one.pk, number), by=court.bai, at=build.DURING
        )  # fmt: skip


def printed(one: Assembly, by: Person, **chosen: str) -> Printed:
    return as_read(send(client_of(by), address(one, "papers/print/"), chosen).content)


def photo() -> SimpleUploadedFile:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(stream, "JPEG")
    return SimpleUploadedFile("paper.jpg", stream.getvalue(), content_type="image/jpeg")


def test_a_paper_is_received_entered_and_checked_by_another_and_counts(court: Court) -> None:
    one = papered(court)
    code = codes.paper_code(one.pk, 1)
    scanned = f"https://plum.example{address(one, 'papers/receive/')}?code={code}"
    answer = send(client_of(court.bai), address(one, "papers/receive/"), {"code": scanned, "scan": photo()})
    paper = Paper.objects.get()
    assert "1号收到了" in answer.content.decode()
    assert not LooseFile.objects.exists()
    assert (paper.ballot.state, paper.scan_hash != "") == ("pending", True)
    assert {who for who, _ in told("assembly.paper_received")} == {court.lin.name}

    desk, page = client_of(court.desk), address(one, f"papers/{paper.pk}/")
    assert "录入" in read(desk, address(one, "papers/"))
    assert send(desk, f"{page}enter/", filled(one, "against"))["Location"] == address(one, "papers/")
    assert "等另一个人复核" in read(desk, address(one, "papers/"))
    assert "checked" not in read(client_of(court.reg), f"{page}check/")
    assert send(client_of(court.reg), f"{page}check/", filled(one, "against")).status_code == 303

    paper.refresh_from_db()
    assert (paper.state, paper.ballot.state) == ("accepted", "stands")
    assert [vote.choice for vote in Vote.objects.all()] == ["against"]


def test_whoever_entered_it_does_not_check_it_and_both_must_agree(court: Court) -> None:
    one = papered(court)
    paper = received(court, one)
    page = address(one, f"papers/{paper.pk}/")
    send(client_of(court.desk), f"{page}enter/", filled(one, "for"))

    assert send(client_of(court.desk), f"{page}check/", filled(one, "for")).status_code == 422
    assert send(client_of(court.zhu), f"{page}check/", filled(one, "against")).status_code == 422
    with pytest.raises(SamePerson):
        actions.check_paper(paper.pk, build.choices(one), by=court.desk, at=build.DURING)

    paper.refresh_from_db()
    assert (paper.state, Vote.objects.count()) == ("entered", 0)


def test_a_motion_that_nobody_can_read_is_marked_and_the_rest_counts(court: Court) -> None:
    one = papered(court)
    paper = received(court, one)
    page = address(one, f"papers/{paper.pk}/")

    send(client_of(court.desk), f"{page}enter/", filled(one, "spoilt"))
    send(client_of(court.reg), f"{page}check/", filled(one, "spoilt"))

    assert [vote.choice for vote in Vote.objects.all()] == ["invalid"]


def test_a_forged_code_a_code_of_another_vote_and_one_that_came_back_are_refused(court: Court) -> None:
    one = papered(court)
    other = build.noticed(court)
    received(court, one)
    bai, page = client_of(court.bai), address(one, "papers/receive/")

    for code in ("", "P1XAAAAAAAAAAAA", codes.paper_code(other.pk, 1), codes.paper_code(one.pk, 1), "P0X", "票"):
        assert send(bai, page, {"code": code}).status_code == 422
    with build.database_at(build.DURING):
        with pytest.raises(CameBack):
            actions.receive_paper(one.pk, code=codes.paper_code(one.pk, 1), by=court.bai, at=build.DURING)
        with pytest.raises(ForgedCode):
            actions.receive_paper(one.pk, code=codes.paper_code(one.pk, 99), by=court.bai, at=build.DURING)

    assert Paper.objects.count() == 1


def test_a_paper_that_comes_after_the_close_is_not_received(court: Court) -> None:
    one = papered(court)

    answer = send(
        client_of(court.bai), address(one, "papers/receive/"), {"code": codes.paper_code(one.pk, 1)}, at=build.AFTER
    )  # fmt: skip

    assert (answer.status_code, Paper.objects.count()) == (422, 0)


def test_what_is_no_picture_is_said_and_nothing_is_received(court: Court) -> None:
    one = papered(court)
    bad = SimpleUploadedFile("paper.jpg", b"GIF no", content_type="image/jpeg")

    answer = send(
        client_of(court.bai), address(one, "papers/receive/"), {"code": codes.paper_code(one.pk, 1), "scan": bad}
    )  # fmt: skip

    assert (answer.status_code, Paper.objects.count(), LooseFile.objects.count()) == (422, 0, 0)


def test_an_invalid_paper_says_why_and_the_ballot_on_the_phone_stands_again(court: Court) -> None:
    one = papered(court)
    build.cast(one, court.lin, "for")
    paper = received(court, one)
    page = address(one, f"papers/{paper.pk}/invalid/")
    assert send(client_of(court.reg), page, {"words": " "}).status_code == 422

    send(client_of(court.reg), page, {"words": "没有签字"})

    paper.refresh_from_db()
    assert (paper.state, paper.ballot.defect) == ("invalid", "没有签字")
    assert list(Ballot.objects.filter(state="stands").values_list("channel", flat=True)) == ["phone"]
    assert "没有签字" in read(client_of(court.desk), address(one, "papers/"))


@pytest.mark.parametrize("name", ["lin", "mei", "bai", "jie", "far"])
def test_who_does_not_count_enters_checks_and_sees_no_paper(court: Court, name: str) -> None:
    one = papered(court)
    paper, client = received(court, one), client_of(getattr(court, name))

    with page_at():
        for rest in ("enter/", "check/", "invalid/", "scan/"):
            assert client.get(address(one, f"papers/{paper.pk}/{rest}")).status_code == 404
        for rest in ("slips/enter/", "slips/check/"):
            assert client.get(address(one, rest)).status_code == 404


def test_a_scan_is_shown_to_who_counts(court: Court) -> None:
    one = papered(court)
    send(client_of(court.bai), address(one, "papers/receive/"), {"code": codes.paper_code(one.pk, 1), "scan": photo()})
    paper = Paper.objects.get()

    with page_at():
        answer = client_of(court.desk).get(address(one, f"papers/{paper.pk}/scan/"))

    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")


def slip(one: Assembly, area_cm2: int = 800_000) -> str:
    return codes.slip_code(one.pk, codes.new_slip(), area_cm2)


def test_a_confidential_paper_is_entered_apart_from_its_stub(court: Court) -> None:
    one = papered(court, House(secrecy="confidential"))
    paper = received(court, one)
    stub = read(client_of(court.desk), address(one, f"papers/{paper.pk}/enter/"))
    assert "motion_1" not in stub
    send(client_of(court.desk), address(one, f"papers/{paper.pk}/enter/"), {})
    send(client_of(court.reg), address(one, f"papers/{paper.pk}/check/"), {})
    code = slip(one)

    entered = send(client_of(court.desk), address(one, "slips/enter/"), filled(one, "against", code=code))
    checked = send(client_of(court.reg), address(one, "slips/check/"), filled(one, "against", code=code))

    assert [answer.status_code for answer in (entered, checked)] == [200, 200]
    assert (Slip.objects.get().checked_by, Vote.objects.count()) == (court.reg, 0)
    assert "录入1张，复核1张" in read(client_of(court.desk), address(one, "papers/"))


def test_a_slip_entered_wrong_is_entered_anew_until_it_is_checked(court: Court) -> None:
    one = papered(court, House(secrecy="confidential"))
    code, desk = slip(one), client_of(court.desk)
    page = address(one, "slips/enter/")
    send(desk, page, filled(one, "for", code=code))
    again = send(desk, page, filled(one, "against", code=code))
    assert (again.status_code, 'name="anew"' in again.content.decode()) == (422, True)

    assert send(desk, page, filled(one, "against", code=code, anew="on")).status_code == 200

    actions.check_slip(one.pk, code=code, choices=build.choices(one, "against"), by=court.reg, at=build.DURING)
    choices: dict[str, Any] = dict(build.choices(one))
    with pytest.raises(EnteredAlready):
        actions.enter_slip(one.pk, code=code, choices=choices, anew=True, by=court.desk, at=build.DURING)
    with pytest.raises(CheckedAlready):
        actions.check_slip(one.pk, code=code, choices=choices, by=court.zhu, at=build.DURING)


def test_a_slip_nobody_entered_a_forged_one_and_a_stub_are_refused(court: Court) -> None:
    one = papered(court, House(secrecy="confidential"))
    desk = client_of(court.desk)

    for code in ("", "S2345", "S" + "I" * 27, codes.paper_code(one.pk, 1), slip(one)[:-1]):
        assert send(desk, address(one, "slips/enter/"), filled(one, code=code)).status_code == 422
    with pytest.raises(NotEnteredYet):
        actions.check_slip(one.pk, code=slip(one), choices=build.choices(one), by=court.reg, at=build.DURING)

    assert not Slip.objects.exists()


def test_every_code_that_is_printed_can_be_read(court: Court) -> None:
    """The signature may hold any letter, the one that stands between the parts, too."""
    one = build.drafted(court)

    for number in range(1, 200):
        assert codes.read_paper_code(one.pk, codes.spaced(codes.paper_code(one.pk, number)).lower()) == number
        assert codes.read_slip_code(one.pk, codes.spaced(slip(one, number)))[1] == number


def test_a_named_vote_has_no_slips(court: Court) -> None:
    one = papered(court)

    with page_at():
        assert client_of(court.desk).get(address(one, "slips/enter/")).status_code == 404


def test_the_receipt_of_a_paper_says_that_it_waits_to_be_read(court: Court) -> None:
    one = papered(court)
    paper = received(court, one)

    assert notices.TAKEN in {kind for _, kind in told("assembly.paper_received")}
    assert "两个人看过以后就算数" in read(client_of(court.lin), address(one, f"receipts/{paper.ballot_id}/"))


def test_papers_are_printed_for_every_head_by_who_runs_the_vote(court: Court) -> None:
    one = papered(court)

    made = printed(one, court.yan)

    assert len(made.pages) == 7  # each on a sheet of its own, with an empty back between
    for number in range(1, 5):
        assert codes.paper_code(one.pk, number) in made.text
    with page_at():
        assert client_of(court.desk).post(address(one, "papers/print/")).status_code == 404


def test_a_printer_of_one_side_gets_no_empty_backs(court: Court) -> None:
    one = papered(court)

    assert len(printed(one, court.yan, sides="one").pages) == 4


def test_a_confidential_sheet_has_a_code_that_tells_nothing_but_its_area(court: Court) -> None:
    one = papered(court, House(secrecy="confidential"))

    made = printed(one, court.yan, sides="one")

    for page, head in zip(made.pages, one.roll.order_by("number"), strict=True):
        code = re.search(f"S[{codes.LETTERS}]{{27}}", page.text)
        assert code is not None
        ident, area_cm2 = codes.read_slip_code(one.pk, code.group())
        assert (area_cm2, ident.int < 1 << 60) == (head.area_cm2, True)
    assert not Slip.objects.exists()
