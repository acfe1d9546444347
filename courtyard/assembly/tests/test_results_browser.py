"""Pages of results, petitions and elections in a real browser: on a phone and a desk, readable by everybody."""

import os
from pathlib import Path
from typing import Any

import pytest

from courtyard.assembly import actions
from courtyard.assembly.actions import House, Wish
from courtyard.assembly.models import Assembly, Petition
from courtyard.assembly.tests import build, counting
from courtyard.assembly.tests.counting import address, page_at
from courtyard.assembly.tests.test_elections import election, listed
from courtyard.assembly.tests.test_elections import noticed as called
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.tests import build as people
from courtyard.places.tests import build as places
from courtyard.web.tests.browser import Visit, faults, overflow

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("owners")]
SHOTS = os.environ.get("COURTYARD_SHOTS", "")
LOOKS: list[dict[str, Any]] = [
    {"width": 390, "language": "zh-hans", "large": True}, {"width": 1280, "language": "en"},
]  # fmt: skip
MORE: list[dict[str, Any]] = [
    {"width": 390, "language": "zh-hans"}, {"width": 1280, "language": "zh-hans"}, {"width": 390, "language": "en"},
]  # fmt: skip
"""Only to look at, with COURTYARD_SHOTS=folder."""


def look(visit: Visit, name: str, path: str, person: Any, at: Any) -> list[str]:
    """Open a page in each way, and gather what is wrong with it."""
    found = []
    for look in [*LOOKS, *(MORE if SHOTS else ())]:
        with page_at(at):
            page = visit(path, as_=person, **look)
            told = f"{name} {look}"
            found += [f"{told}: {fault}" for fault in faults(page)] if look in LOOKS else []
            found += [f"{told}: too wide"] if overflow(page) else []
            if SHOTS:
                large = "-large" if look.get("large") else ""
                file = Path(SHOTS) / f"{name}-{look['width']}-{look['language'][:2]}{large}.png"
                page.screenshot(path=file, full_page=True)
    return found


@pytest.fixture
def crowd(court: Court) -> Court:
    """Twelve more owners in building 2, so that a building has figures of its own."""
    house = places.building(court.estate, "2号楼", homes=12)
    for number, home in enumerate(house.homes.order_by("name")):
        people.tenure(people.person(f"二楼业主{number}", court.estate.node), home)
    return court


def voted(court: Court, house: House | None = None) -> Assembly:
    one = build.noticed(court, house, ("fund-use", "common-parts", "other"))
    for number, head in enumerate(one.roll.all()):
        if number < 13:
            person = head.owners.get().person
            motions = [str(motion.pk) for motion in one.motions.all()]
            answers = ("for", "for" if number < 9 else "against", "abstain" if number % 3 else "for")
            with build.database_at(build.DURING):
                actions.cast(head.pk, dict(zip(motions, answers, strict=True)), by=person, at=build.DURING)
    return one


def test_the_result_and_its_decisions(visit: Visit, crowd: Court) -> None:
    one = counting.published(crowd, voted(crowd))
    actions.object_to(one.pk, words="我家一直没有收到通知。", by=crowd.lin, at=build.AFTER)
    wrong = look(visit, "result", address(one, "result/"), None, build.AFTER)
    wrong += look(visit, "objections", address(one, "objections/"), crowd.yan, build.AFTER)
    wrong += look(visit, "object", address(one, "object-to/"), crowd.mei, build.AFTER)
    wrong += look(visit, "open", address(one, "open-bundle/"), crowd.lin, build.AFTER)
    said = one.objections.get()
    wrong += look(visit, "answer", address(one, f"objections/{said.pk}/answer/"), crowd.yan, build.AFTER)
    actions.answer_objection(said.pk, upheld=False, words="送达记录里有您本人的签收。", by=crowd.yan, at=build.AFTER)
    assert one.objections_until is not None
    actions.bring_into_force(one.pk, by=crowd.yan, at=one.objections_until)
    wrong += look(visit, "decisions", "/e/plum/decisions/", None, build.AFTER)
    wrong += look(visit, "decision", "/e/plum/decisions/2026/1/", None, build.AFTER)

    assert wrong == []


def test_the_tellers_page(visit: Visit, crowd: Court) -> None:
    one = voted(crowd, House(official_system="海平市业主电子投票系统"))
    build.official(crowd, one, crowd.desk, "teller")
    build.official(crowd, one, crowd.reg, "scrutineer")
    build.closed(one)
    wrong = look(visit, "count", address(one, "counting/"), crowd.desk, build.AFTER)
    actions.count(one.pk, by=crowd.desk, at=build.AFTER)
    wrong += look(visit, "check", address(one, "counting/"), crowd.reg, build.AFTER)
    actions.check_count(one.pk, by=crowd.reg, at=build.AFTER)
    wrong += look(visit, "certify", address(one, "certify/"), crowd.yan, build.AFTER)
    wrong += look(visit, "outside", address(one, "outside-result/"), crowd.desk, build.AFTER)
    wrong += look(visit, "electorate", address(one, "electorate/"), crowd.yan, build.DURING)

    assert wrong == []


def test_petitions(visit: Visit, crowd: Court) -> None:
    wish = Wish(estate=crowd.estate, title="改造小区大门", words="大门太窄，救护车进不来。", matter="other")
    one = actions.begin_petition(wish, by=crowd.lin, at=MONDAY_9AM)
    page = f"/e/plum/petitions/{one.pk}/"
    wrong = look(visit, "petitions", "/e/plum/petitions/", crowd.mei, MONDAY_9AM)
    wrong += look(visit, "petition", page, crowd.mei, MONDAY_9AM)
    wrong += look(visit, "begin", "/e/plum/petitions/begin/", crowd.mei, MONDAY_9AM)
    for person in (crowd.mei, crowd.desk, crowd.yan):
        actions.sign_petition(one.pk, by=person, at=MONDAY_9AM)
    Petition.objects.filter(pk=one.pk).get()
    wrong += look(visit, "reached", page, crowd.yan, MONDAY_9AM)

    assert wrong == []


def test_elections(visit: Visit, crowd: Court) -> None:
    one, motion = election(crowd, alternates=1, tie_break="seed")
    page = address(one, f"motions/{motion.pk}/")
    candidate = actions.nominate(motion.pk, person=crowd.mei, words="热心人。", by=crowd.lin, at=MONDAY_9AM)
    wrong = look(visit, "nominate", f"{page}nominate/", crowd.lin, MONDAY_9AM)
    wrong += look(visit, "consent", address(one, f"candidates/{candidate.pk}/consent/"), crowd.mei, MONDAY_9AM)
    actions.consent(candidate.pk, words="退休前是水电工，想把水管换好。", by=crowd.mei, at=MONDAY_9AM)
    wrong += look(visit, "accept", address(one, f"candidates/{candidate.pk}/accept/"), crowd.yan, MONDAY_9AM)
    wrong += look(visit, "nominated", f"{page}candidates/", crowd.yan, MONDAY_9AM)
    checks = {"capable": True, "no_relative": True, "no_damage": True, "no_misuse": True, "complies": True}
    actions.accept_candidate(candidate.pk, checks=checks, by=crowd.yan, at=MONDAY_9AM)
    order = listed(crowd, motion, crowd.lin, crowd.desk, crowd.yan)
    wrong += look(visit, "candidates", f"{page}candidates/", crowd.lin, MONDAY_9AM)
    one = called(crowd, one)
    numbers = [one.number for one in order]
    for number, head in enumerate(one.roll.all()):
        if number < 12:
            chosen = [numbers[place] for place in ((0, 1, 2), (0, 1, 3), (0, 2, 3))[number % 3]]
            build.cast(one, head.owners.get().person, chosen)
    one = counting.published(crowd, one)
    wrong += look(visit, "elected", address(one, "result/"), None, build.AFTER)

    assert wrong == []
