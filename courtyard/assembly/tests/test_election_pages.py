"""Elections through the pages: proposed, agreed, looked at, in an order that was drawn; and what the result says."""

import pytest

from courtyard.assembly import actions
from courtyard.assembly.models import Candidate
from courtyard.assembly.notices import results
from courtyard.assembly.tests import build, counting
from courtyard.assembly.tests.counting import address, client_of, page_at
from courtyard.assembly.tests.test_elections import GOOD, election, listed, noticed
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import Person
from courtyard.trail.models import Line

pytestmark = pytest.mark.usefixtures("owners")
CHECKED = dict.fromkeys(GOOD, "passed")


def test_the_whole_way_through_the_pages(court: Court) -> None:
    one, motion = election(court)
    page = address(one, f"motions/{motion.pk}/")
    lin, mei, yan = client_of(court.lin), client_of(court.mei), client_of(court.yan)
    form = {
        "who": "else",
        "building": str(court.building.pk),
        "home": "102",
        "name": court.mei.name,
        "statement": "热心人。",
    }

    with page_at(MONDAY_9AM):
        lin.post(f"{page}nominate/", form)
        candidate = Candidate.objects.get()
        own = address(one, f"candidates/{candidate.pk}/")
        mei.post(f"{own}consent/", {"statement": "想把水管换好。"})
        yan.post(f"{own}accept/", CHECKED)
        listed(court, motion, court.lin, court.desk)
        read = client_of(court.lin).get(f"{page}candidates/").content.decode()

    candidate.refresh_from_db()
    motion.refresh_from_db()
    assert (candidate.state, candidate.statement) == ("accepted", "想把水管换好。")
    assert motion.seed in read
    assert candidate.pk.hex in read


def test_nobody_finds_a_name_that_they_do_not_know(court: Court) -> None:
    one, motion = election(court)
    form = {"who": "else", "building": str(court.building.pk), "home": "102", "name": "梅若"}

    with page_at(MONDAY_9AM):
        answer = client_of(court.lin).post(address(one, f"motions/{motion.pk}/nominate/"), form)

    assert answer.status_code == 422
    assert court.mei.name not in answer.content.decode()
    assert not Candidate.objects.exists()


def test_neighbours_read_who_agreed_to_stand_and_not_who_was_only_proposed(court: Court) -> None:
    one, motion = election(court)
    page = address(one, f"motions/{motion.pk}/candidates/")
    candidate = actions.nominate(motion.pk, person=court.mei, by=court.lin, at=MONDAY_9AM)

    def names(person: Person) -> bool:
        with page_at(MONDAY_9AM):
            return court.mei.name in client_of(person).get(page).content.decode()

    proposed = {key for key in ("lin", "mei", "desk", "yan", "jie") if names(getattr(court, key))}
    actions.consent(candidate.pk, by=court.mei, at=MONDAY_9AM)
    agreed = {key for key in ("lin", "mei", "desk", "yan", "jie") if names(getattr(court, key))}

    assert proposed == {"lin", "mei", "yan"}
    assert agreed == {"lin", "mei", "desk", "yan", "jie"}


def test_owners_see_who_stands_before_the_notice_and_others_after_it(court: Court) -> None:
    one, motion = election(court)
    page = address(one, f"motions/{motion.pk}/candidates/")
    listed(court, motion, court.lin, court.mei, court.desk)

    before = [client_of(person).get(page).status_code for person in (court.lin, court.zhu, court.far)]
    noticed(court, one)
    later = [client_of(person).get(page).status_code for person in (court.lin, court.zhu, court.far)]

    assert before == [200, 404, 404]
    assert later == [200, 200, 404]


def test_whoever_is_refused_reads_why_and_nobody_else(court: Court) -> None:
    one, motion = election(court)
    candidate = actions.nominate(motion.pk, person=court.lin, by=court.lin, at=MONDAY_9AM)
    page = address(one, f"motions/{motion.pk}/candidates/")
    form = CHECKED | {"no_relative": "failed", "words": "配偶在物业公司任职。"}

    with page_at(MONDAY_9AM):
        client_of(court.yan).post(address(one, f"candidates/{candidate.pk}/refuse/"), form)
        mine = client_of(court.lin).get(page).content.decode()
        others = client_of(court.mei).get(page).content.decode()

    assert "配偶在物业公司任职。" in mine
    assert "配偶" not in others
    assert court.lin.name not in others
    line = Line.objects.get(kind="assembly.candidate_refused")
    assert [tell.to for tell in results.hear(line, MONDAY_9AM)] == [court.lin.pk]


def test_a_check_that_is_not_passed_keeps_the_form_with_its_reason(court: Court) -> None:
    one, motion = election(court)
    candidate = actions.nominate(motion.pk, person=court.lin, by=court.lin, at=MONDAY_9AM)
    own = address(one, f"candidates/{candidate.pk}/accept/")

    with page_at(MONDAY_9AM):
        silent = client_of(court.yan).post(own, {})
        failed = client_of(court.yan).post(own, CHECKED | {"no_relative": "failed"})

    assert (silent.status_code, failed.status_code) == (422, 409)
    candidate.refresh_from_db()
    assert candidate.state == "nominated"


def test_a_candidate_withdraws(court: Court) -> None:
    one, motion = election(court)
    candidate = actions.nominate(motion.pk, person=court.lin, by=court.lin, at=MONDAY_9AM)

    with page_at(MONDAY_9AM):
        client_of(court.lin).post(address(one, f"candidates/{candidate.pk}/withdraw/"))

    candidate.refresh_from_db()
    assert candidate.state == "withdrawn"


def test_the_result_names_the_elected_the_tied_and_what_follows(court: Court) -> None:
    one, motion = election(court, tie_break="none")
    order = listed(court, motion, court.lin, court.mei, court.desk, court.yan)
    one = noticed(court, one)
    numbers = [candidate.number for candidate in order]
    for person, left_out in zip((court.lin, court.mei, court.desk, court.yan), numbers, strict=True):
        build.cast(one, person, [number for number in numbers if number != left_out])

    one = counting.published(court, one)

    page = client_of(None).get(address(one, "result/")).content.decode()
    assert page.count("票数相同</span>") == 4
    assert "票数相同的人要再选一次" in page


def test_a_tie_by_lot_can_be_drawn_again_from_the_public_file(court: Court, tmp_path: object) -> None:
    one, motion = election(court, tie_break="seed", alternates=1)
    order = listed(court, motion, court.lin, court.mei, court.desk, court.yan)
    one = noticed(court, one)
    numbers = [candidate.number for candidate in order]
    for person, left_out in zip((court.lin, court.mei, court.desk, court.yan), numbers, strict=True):
        build.cast(one, person, [number for number in numbers if number != left_out])

    one = counting.published(court, one)

    public = client_of(None).get(address(one, "public-bundle.zip")).content
    assert counting.recounted(public, tmp_path).endswith("0 failed")  # type: ignore[arg-type]
    motion.refresh_from_db()
    assert len(build.result_of(motion)["elected"]) == 3
