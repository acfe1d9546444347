"""A committee is elected, takes office, is set aside; one from before the record is entered from its papers."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from courtyard.assembly.tests import build
from courtyard.committee.actions import terms as actions
from courtyard.committee.actions.entering import (
    BadTerm,
    Entered,
    OwnsNothing,
    RelativeWorks,
    SecondCommittee,
    Sits,
    SitsTwice,
    TwoChairs,
    WorksForCompany,
    enter_committee,
)
from courtyard.committee.actions.terms import NoElection, NotInForce, NotPublished, TooFewElected, WasSetAside
from courtyard.committee.models import Committee, Member
from courtyard.committee.readers import TERMS
from courtyard.committee.seats import EvenSeats, TooFewSeats
from courtyard.committee.tests import electing, sitting
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.people.models import CLERK, Office, Person
from courtyard.people.tests import build as people
from courtyard.places.models import Home
from courtyard.trail.models import Line
from courtyard.trail.tests.clock import Clock

HOLDERS = Office.Kind.OWNERS_COMMITTEE
PAPERS = "备案证明2024-031号"


def entered(court: Court, **given: Any) -> Entered:
    """Three seats, filled by lin, by yan who owns 104, and by an owner of the second house."""
    if not court.yan.tenures.exists():
        people.tenure(court.yan, Home.objects.get(building=court.building, name="104"))
        sitting.owners(court, ("秦松涛",))
    whole: dict[str, Any] = {
        "estate": court.estate, "number": 3, "seats": 3, "starts_on": date(2024, 3, 15),
        "ends_on": date(2029, 3, 14), "source": PAPERS, "members": (
            Sits(name="林知秋", room="1号楼101", post="chair"), Sits(name="兰委成", room="1号楼104"),
            Sits(name="秦松涛", room="2号楼101"),
        ),
    }  # fmt: skip
    return Entered(**(whole | given))


def label_of(court: Court, name: str, building: str = "1号楼") -> str:
    homes = Home.objects.select_related("building", "entrance").filter(estate=court.estate, building__name=building)
    return homes.get(name=name).label


@pytest.fixture
def papers(court: Court) -> Entered:
    form = entered(court)
    rooms = (label_of(court, "101"), label_of(court, "104"), label_of(court, "101", "2号楼"))
    members = tuple(replace(one, room=room) for one, room in zip(form.members, rooms, strict=True))
    return replace(form, members=members)


def holders(court: Court) -> set[Any]:
    held = Office.objects.on(date(2026, 12, 31)).filter(node=court.estate.node, kind=HOLDERS)
    return set(held.values_list("person__name", flat=True))


def test_the_clerk_writes_down_who_was_elected_when_the_result_is_published(court: Court) -> None:
    motion = electing.voted(court, alternates=1, ballots={court.lin: [court.lin, court.mei, court.desk]})
    electing.published(court, motion)

    committee = actions.elect(motion.pk, by=CLERK, at=build.AFTER)
    again = actions.elect(motion.pk, by=CLERK, at=build.AFTER)

    assert again.pk == committee.pk
    assert (committee.state, committee.seats, committee.number) == ("elected", 3, 1)
    assert committee.elected_on == committee.starts_on == date(2026, 7, 18)
    assert committee.ends_on == date(2031, 7, 17)
    assert committee.members.sitting().count() == 3
    ranks = list(committee.members.sitting().order_by("rank").values_list("rank", flat=True))
    assert ranks == [1, 2, 3]
    assert all(member.checks["owner"] == "passed" for member in committee.members.all())
    assert Committee.objects.count() == 1


def test_nobody_but_the_clerk_says_who_is_elected_and_not_before_it_is_published(court: Court) -> None:
    motion = electing.voted(court)

    with pytest.raises(NotAllowed):
        actions.elect(motion.pk, by=court.jie, at=build.AFTER)
    with pytest.raises(NotPublished):
        actions.elect(motion.pk, by=CLERK, at=build.AFTER)

    assert not Committee.objects.exists()


def test_half_of_the_seats_make_no_committee(court: Court) -> None:
    lin, mei, yan, desk = electing.owners(court)
    nobody = {lin: [lin], mei: [lin], yan: [lin], desk: [mei]}
    motion = electing.voted(court, ballots=nobody)
    electing.published(court, motion)

    with pytest.raises(TooFewElected) as refused:
        actions.elect(motion.pk, by=CLERK, at=build.AFTER)

    assert refused.value.fields == {"filled": 1, "seats": 3}
    assert not Committee.objects.exists()


def test_a_motion_without_seats_elects_nobody(court: Court) -> None:
    electing.owners(court)
    one = build.drafted(court)
    motion = build.motion(court, one)

    with pytest.raises(NoElection):
        actions.elect(motion.pk, by=CLERK, at=build.AFTER)


def test_the_committee_takes_office_when_its_election_is_in_force(court: Court) -> None:
    old = sitting.in_office(court, ("秦松涛", "江映月"), yan=False, seats=3)
    motion = electing.voted(court)
    electing.published(court, motion)
    committee = actions.elect(motion.pk, by=CLERK, at=build.AFTER)
    with pytest.raises(NotInForce):
        actions.take_office(committee.pk, by=CLERK, at=build.AFTER)

    at = electing.in_force(court, motion)
    actions.take_office(committee.pk, by=CLERK, at=at)
    committee = actions.take_office(committee.pk, by=CLERK, at=at)

    old.refresh_from_db()
    assert (committee.state, old.state) == ("in_office", "ended")
    assert set(old.members.values_list("ground", flat=True)) == {"term"}
    assert committee.number == old.number + 1
    assert holders(court) == {member.name for member in committee.members.sitting()}
    with pytest.raises(NotAllowed):
        actions.take_office(committee.pk, by=court.yan, at=at)


def test_an_election_that_is_set_aside_makes_no_committee(court: Court) -> None:
    motion = electing.voted(court)
    one = electing.published(court, motion)
    committee = actions.elect(motion.pk, by=CLERK, at=build.AFTER)
    with pytest.raises(NotInForce):
        actions.set_aside(committee.pk, by=CLERK, at=build.AFTER)
    at = electing.objected(court, motion, one)

    with pytest.raises(WasSetAside):
        actions.take_office(committee.pk, by=CLERK, at=at)
    actions.set_aside(committee.pk, by=CLERK, at=at)
    committee = actions.set_aside(committee.pk, by=CLERK, at=at)

    assert committee.state == "set_aside"
    assert set(committee.members.values_list("ground", flat=True)) == {"set_aside"}
    with pytest.raises(NotAllowed):
        actions.set_aside(committee.pk, by=court.jie, at=at)


def test_the_clerk_hears_of_the_result_and_of_its_coming_into_force(court: Court) -> None:
    motion = electing.voted(court)
    electing.published(court, motion)
    hear(build.AFTER)
    assert Committee.objects.get().state == "elected"

    at = electing.in_force(court, motion)
    hear(at)
    hear(at)

    assert Committee.objects.get().state == "in_office"
    assert Line.objects.filter(kind="committee.took_office").count() == 1


def hear(at: Any) -> None:
    """All lines, again and again, as after a restore."""
    TERMS.read(list(Line.objects.filter(kind__in=TERMS.kinds).order_by("id")), at)


def test_a_by_election_fills_the_empty_seats_once_it_is_in_force(court: Court) -> None:
    committee = sitting.in_office(court, ("秦松涛", "江映月"), yan=True, seats=5)
    motion = electing.voted(court, "committee-by-election", 2, standing=[court.lin, court.mei], ballots=for_both(court))
    electing.published(court, motion)
    with pytest.raises(NotInForce):
        actions.elect(motion.pk, by=CLERK, at=build.AFTER)

    at = electing.in_force(court, motion)
    hear(at)
    hear(at)

    committee.refresh_from_db()
    assert {member.name for member in committee.members.sitting()} == {"兰委成", "秦松涛", "江映月", "林知秋", "梅若兰"}
    assert holders(court) == {"兰委成", "秦松涛", "江映月", "林知秋", "梅若兰"}
    assert committee.filings.filter(kind="change").count() == 2


def test_an_alternate_who_is_elected_before_their_turn_is_not_there_twice(court: Court) -> None:
    committee = sitting.in_office(court, ("秦松涛", "江映月"), yan=True, seats=5)
    Member.objects.create(
        estate=court.estate, committee=committee, person=court.lin, name="林知秋", rank=4, alternate=True,
        since=sitting.STARTS,
    )  # fmt: skip
    motion = electing.voted(court, "committee-by-election", 2, standing=[court.lin, court.mei], ballots=for_both(court))
    electing.published(court, motion)

    at = electing.in_force(court, motion)
    actions.elect(motion.pk, by=CLERK, at=at)

    assert committee.members.get(person=court.lin).alternate is False
    assert committee.members.sitting().count() == 5


def for_both(court: Court) -> dict[Person, list[Person]]:
    both = [court.lin, court.mei]
    return {court.lin: both, court.mei: both, court.yan: both, court.desk: both}


@pytest.mark.parametrize("name", ["jie", "desk"])
def test_a_committee_of_before_is_entered_from_its_papers(court: Court, papers: Entered, name: str) -> None:
    by = getattr(court, name)

    committee = enter_committee(papers, by=by, at=MONDAY_9AM)
    again = enter_committee(papers, by=by, at=MONDAY_9AM)

    assert again.pk == committee.pk
    assert (committee.state, committee.number, committee.source) == ("in_office", 3, PAPERS)
    assert [one.name for one in sitting.sitting(committee)] == ["林知秋", "兰委成", "秦松涛"]
    assert committee.members.get(post=Member.Post.CHAIR).person == court.lin
    assert holders(court) == {"林知秋", "兰委成", "秦松涛"}


@pytest.mark.parametrize("name", ["lin", "mei", "yan", "zhu", "bai", "reg", "far"])
def test_others_enter_no_committee(court: Court, papers: Entered, name: str) -> None:
    with pytest.raises(NotAllowed):
        enter_committee(papers, by=getattr(court, name), at=MONDAY_9AM)

    assert not Committee.objects.exists()


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"seats": 4}, EvenSeats), ({"seats": 1}, TooFewSeats),
        ({"ends_on": date(2030, 3, 15)}, BadTerm), ({"ends_on": date(2027, 3, 13)}, BadTerm),
    ],
)  # fmt: skip
def test_papers_that_no_committee_can_have(
    court: Court, papers: Entered, given: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        enter_committee(replace(papers, **given), by=court.jie, at=MONDAY_9AM)

    assert not Committee.objects.exists()


@pytest.mark.parametrize("ends_on", [date(2029, 3, 15), date(2027, 3, 14)])
def test_a_term_at_its_limits_is_lawful(court: Court, papers: Entered, ends_on: date) -> None:
    committee = enter_committee(replace(papers, ends_on=ends_on), by=court.jie, at=MONDAY_9AM)

    assert committee.ends_on == ends_on


def test_three_seats_are_enough_only_for_a_small_estate(court: Court, papers: Entered) -> None:
    Home.objects.filter(estate=court.estate, name="103").update(area_cm2=10_000 * 10_000)

    with pytest.raises(TooFewSeats) as refused:
        enter_committee(papers, by=court.jie, at=MONDAY_9AM)

    assert refused.value.fields == {"least": 5}


def with_members(papers: Entered, *members: Sits) -> Entered:
    return replace(papers, members=members)


def test_whoever_cannot_sit_is_refused_by_name(court: Court, papers: Entered) -> None:
    first, second, third = papers.members
    people.tenure(court.bai, Home.objects.get(building=court.building, name="103"))
    wrong: list[tuple[type[Exception], list[Sits]]] = [
        (SitsTwice, [second, second]),
        (TwoChairs, [first, replace(second, post="chair")]),
        (OwnsNothing, [first, Sits(name="梅若兰", room=label_of(court, "102"))]),
        (OwnsNothing, [replace(first, room=label_of(court, "104"))]),
        (WorksForCompany, [first, Sits(name="柏长青", room=label_of(court, "103"))]),
        (RelativeWorks, [first, replace(third, relative_works=True)]),
    ]

    for refusal, members in wrong:
        with pytest.raises(refusal):
            enter_committee(with_members(papers, *members), by=court.jie, at=MONDAY_9AM)

    assert not Committee.objects.exists()
    assert holders(court) == {"兰委成"}


def test_an_estate_has_one_committee(court: Court, papers: Entered) -> None:
    enter_committee(papers, by=court.jie, at=MONDAY_9AM)
    another = Entered(**{field: getattr(papers, field) for field in papers.__dataclass_fields__ if field != "id"})

    with pytest.raises(SecondCommittee) as refused:
        enter_committee(another, by=court.desk, at=MONDAY_9AM)

    assert refused.value.fields == {"number": 3}
    assert Committee.objects.count() == 1


def test_entering_one_through_its_page(court: Court, papers: Entered, clock: Clock) -> None:
    client = Client()
    client.force_login(court.jie)
    page = "/e/plum/committee/enter/"
    assert "/e/plum/committee/enter/" in client.get("/e/plum/committee/").content.decode()
    form = {"number": "3", "seats": "4", "starts_on": "2024-03-15", "ends_on": "2029-03-14", "source": PAPERS}
    for row, one in enumerate(papers.members, start=1):
        form |= {f"name_{row}": one.name, f"room_{row}": one.room, f"post_{row}": one.post}

    assert client.post(page, form).status_code == 422
    assert client.post(page, form | {"seats": "3"}).status_code == 303

    assert Committee.objects.get().members.count() == 3
    lin, stranger = Client(), Client()
    lin.force_login(court.lin)
    assert "秦松涛" in lin.get("/e/plum/committee/").content.decode()
    assert "秦松涛" not in stranger.get("/e/plum/committee/").content.decode()
    assert lin.get(page).status_code == 404


def test_the_page_says_when_there_is_no_committee_and_how_a_term_goes(court: Court, clock: Clock) -> None:
    client = Client()
    assert client.get("/e/plum/committee/").status_code == 200
    committee = sitting.in_office(court)

    clock.moment = MONDAY_9AM + timedelta(days=365 * 2)
    page = client.get("/e/plum/committee/").content.decode()

    assert page.count('aria-current="step"') == 1
    assert "秦松涛" not in page
    assert committee.ends_on > clock.moment.date()


def test_the_page_of_the_committee_asks_as_much_for_many_as_for_few(court: Court, clock: Clock) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(court.yan)
    counted = []
    for seats, names in ((3, ()), (7, ("秦松涛", "江映月", "唐晚晴", "陆向阳"))):
        Committee.objects.all().delete()
        sitting.in_office(court, names, seats=seats)
        client.get("/e/plum/committee/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/e/plum/committee/")
        counted.append(len(asked))

    assert counted[0] == counted[1] <= 40
