"""Paper ballots, mandates and visits at the door."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courtyard.assembly import actions, codes
from courtyard.assembly.actions import House, Mandate
from courtyard.assembly.actions.counting import PapersLeft, SlipsDiffer
from courtyard.assembly.actions.papers import CameBack, Differs, EnteredAlready, SamePerson
from courtyard.assembly.actions.proxies import HasMandate, OwnHead, TooManyMandates
from courtyard.assembly.codes import ForgedCode
from courtyard.assembly.models import Assembly, Ballot, Contact, Paper, Slip, Vote
from courtyard.assembly.taking import BetterIsIn, Closed
from courtyard.assembly.tests import build
from courtyard.conftest import Court
from courtyard.core.errors import NotAllowed

pytestmark = pytest.mark.usefixtures("owners")


def paper_vote(court: Court, house: House | None = None) -> Assembly:
    one = build.noticed(court, house)
    for person, role in ((court.desk, "teller"), (court.reg, "teller"), (court.bai, "canvasser")):
        build.official(court, one, person, role)
    return one


def received(court: Court, one: Assembly, number: int = 1) -> Paper:
    code = codes.paper_code(one.pk, number)
    with build.database_at(build.DURING):
        return actions.receive_paper(one.pk, code=code, scan=build.kept(court), by=court.bai, at=build.DURING)


def accepted(court: Court, one: Assembly, number: int = 1, answer: str = "for") -> Paper:
    paper = received(court, one, number)
    told = {} if one.is_confidential else build.choices(one, answer)
    actions.enter_paper(paper.pk, told, by=court.desk, at=build.DURING)
    return actions.check_paper(paper.pk, told, by=court.reg, at=build.DURING)


def test_a_paper_is_received_entered_and_checked_by_another(court: Court) -> None:
    one = paper_vote(court)

    paper = accepted(court, one)

    assert paper.state == Paper.State.ACCEPTED
    assert Ballot.objects.get().state == Ballot.State.STANDS
    assert [vote.choice for vote in Vote.objects.all()] == ["for"]


def test_whoever_entered_it_does_not_check_it_and_both_have_to_agree(court: Court) -> None:
    one = paper_vote(court)
    paper = received(court, one)
    actions.enter_paper(paper.pk, build.choices(one, "for"), by=court.desk, at=build.DURING)

    with pytest.raises(SamePerson):
        actions.check_paper(paper.pk, build.choices(one, "for"), by=court.desk, at=build.DURING)
    with pytest.raises(Differs):
        actions.check_paper(paper.pk, build.choices(one, "against"), by=court.reg, at=build.DURING)


def test_a_paper_comes_back_once_before_the_close_and_is_not_made_up(court: Court) -> None:
    one = paper_vote(court)
    received(court, one)

    with pytest.raises(CameBack):
        received(court, one)
    with build.database_at(build.DURING):
        for forged in ("P2X234567892345", codes.paper_code(uuid4(), 2), "", codes.paper_code(one.pk, 99)):
            with pytest.raises(ForgedCode):
                actions.receive_paper(one.pk, code=forged, by=court.bai, at=build.DURING)
    with build.database_at(build.AFTER), pytest.raises(Closed):
        actions.receive_paper(one.pk, code=codes.paper_code(one.pk, 2), by=court.bai, at=build.AFTER)


def test_a_later_ballot_on_the_phone_replaces_the_paper_where_the_last_counts(court: Court) -> None:
    one = paper_vote(court)
    accepted(court, one, answer="for")

    build.cast(one, court.lin, "against", at=build.DURING + timedelta(hours=1))

    assert [(b.channel, b.state) for b in Ballot.objects.order_by("turn")] == [
        ("paper", "replaced"), ("phone", "stands"),
    ]  # fmt: skip
    assert [vote.choice for vote in Vote.objects.all()] == ["against"]


def test_paper_goes_before_the_phone_where_the_rules_say_so(court: Court) -> None:
    one = paper_vote(court, House(precedence="paper phone"))
    build.cast(one, court.lin, "against")
    accepted(court, one, answer="for")

    assert [vote.choice for vote in Vote.objects.all()] == ["for"]
    with pytest.raises(BetterIsIn):
        build.cast(one, court.lin, "against")


def test_of_two_papers_of_one_head_neither_counts_where_the_rules_say_so(court: Court) -> None:
    one = paper_vote(court, House(duplicates="reject_both"))
    build.cast(one, court.lin, "against")
    accepted(court, one, answer="for")

    assert {ballot.state for ballot in Ballot.objects.all()} == {"rejected"}
    assert not Vote.objects.exists()


def test_an_invalid_paper_says_why_and_leaves_the_phone_standing(court: Court) -> None:
    one = paper_vote(court)
    build.cast(one, court.lin, "for")
    paper = received(court, one)

    actions.declare_invalid(paper.pk, words="两个框都打了勾", by=court.reg, at=build.DURING)

    assert Ballot.objects.get(channel="paper").defect == "两个框都打了勾"
    assert [vote.choice for vote in Vote.objects.all()] == ["for"]


def test_papers_are_entered_before_the_box_is_opened(court: Court) -> None:
    one = paper_vote(court)
    paper = received(court, one)
    build.closed(one)

    with pytest.raises(PapersLeft):
        actions.count(one.pk, by=court.desk, at=build.AFTER)
    actions.enter_paper(paper.pk, build.choices(one, "for"), by=court.desk, at=build.AFTER)
    actions.check_paper(paper.pk, build.choices(one, "for"), by=court.reg, at=build.AFTER)

    assert actions.count(one.pk, by=court.desk, at=build.AFTER).state == "counted"


def test_a_confidential_paper_is_entered_apart_from_its_stub(court: Court) -> None:
    one = paper_vote(court, House(secrecy="confidential"))
    accepted(court, one)
    code = codes.slip_code(one.pk, codes.new_slip(), 800_000)
    build.closed(one)

    with pytest.raises(SlipsDiffer):
        actions.count(one.pk, by=court.desk, at=build.AFTER)
    actions.enter_slip(one.pk, code=code, choices=build.choices(one, "against"), by=court.desk, at=build.AFTER)
    with pytest.raises(EnteredAlready):
        actions.enter_slip(one.pk, code=code, choices=build.choices(one, "for"), by=court.reg, at=build.AFTER)
    with pytest.raises(Differs):
        actions.check_slip(one.pk, code=code, choices=build.choices(one, "for"), by=court.reg, at=build.AFTER)
    actions.check_slip(one.pk, code=code, choices=build.choices(one, "against"), by=court.reg, at=build.AFTER)
    one = actions.count(one.pk, by=court.desk, at=build.AFTER)
    one = actions.check_count(one.pk, by=court.reg, at=build.AFTER)

    motion = one.motions.get()
    assert {p.choice: p.heads for p in motion.piles.filter(building=None) if p.heads} == {"against": 1, "absent": 3}
    assert not Slip.objects.exists()


def test_a_forged_slip_is_no_slip(court: Court) -> None:
    one = paper_vote(court, House(secrecy="confidential"))
    code = codes.slip_code(one.pk, codes.new_slip(), 800_000)

    for place, letter in enumerate(code):
        forged = code[:place] + ("A" if letter != "A" else "B") + code[place + 1 :]
        with pytest.raises(ForgedCode):
            actions.enter_slip(one.pk, code=forged, choices=build.choices(one), by=court.desk, at=build.DURING)


def test_an_agent_votes_by_a_written_mandate_until_it_is_taken_back(court: Court) -> None:
    one = paper_vote(court)
    mandate = Mandate(head=build.head_of(one, court.lin).pk, agent=court.far, given_on=build.NOTICED.date())
    proxy = actions.record_proxy(one.pk, mandate, document=build.kept(court), by=court.desk, at=build.NOTICED)

    with pytest.raises(HasMandate):
        actions.record_proxy(one.pk, mandate, document=build.kept(court), by=court.desk, at=build.NOTICED)
    with build.database_at(build.DURING):
        ballot = actions.cast_as_proxy(proxy.pk, build.choices(one), by=court.far, at=build.DURING)
        with pytest.raises(NotAllowed):
            actions.cast_as_proxy(proxy.pk, build.choices(one), by=court.mei, at=build.DURING)

    assert (ballot.channel, ballot.state) == ("proxy", "stands")


def test_a_mandate_taken_back_is_none(court: Court) -> None:
    one = paper_vote(court)
    mandate = Mandate(head=build.head_of(one, court.lin).pk, agent=court.far, given_on=build.NOTICED.date())
    proxy = actions.record_proxy(one.pk, mandate, document=build.kept(court), by=court.desk, at=build.NOTICED)

    actions.revoke_proxy(proxy.pk, by=court.lin, at=build.NOTICED)

    with build.database_at(build.DURING), pytest.raises(NotAllowed):
        actions.cast_as_proxy(proxy.pk, build.choices(one), by=court.far, at=build.DURING)


def test_an_agent_acts_for_no_more_owners_than_the_rules_let(court: Court) -> None:
    one = paper_vote(court, House(proxies_max=1, clause="议事规则第九条，第4页"))
    heads = [build.head_of(one, person).pk for person in (court.lin, court.mei)]
    document = [build.kept(court), build.kept(court), build.kept(court)]
    first, second = (Mandate(head=head, agent=court.far, given_on=build.NOTICED.date()) for head in heads)
    actions.record_proxy(one.pk, first, document=document[0], by=court.desk, at=build.NOTICED)

    with pytest.raises(TooManyMandates):
        actions.record_proxy(one.pk, second, document=document[1], by=court.desk, at=build.NOTICED)
    own = Mandate(head=heads[1], agent=court.mei, given_on=build.NOTICED.date())
    with pytest.raises(OwnHead):
        actions.record_proxy(one.pk, own, document=document[2], by=court.desk, at=build.NOTICED)


def test_a_canvasser_takes_a_ballot_at_the_door_and_notes_a_visit(court: Court) -> None:
    one = paper_vote(court)
    head = build.head_of(one, court.mei)

    with build.database_at(build.DURING):
        ballot = actions.take_at_door(head.pk, build.choices(one), by=court.bai, at=build.DURING)
        with pytest.raises(NotAllowed):
            actions.take_at_door(head.pk, build.choices(one), by=court.zhu, at=build.DURING)
    actions.note_contact(one.pk, head=head.pk, kind="out", by=court.bai, at=build.DURING)
    with pytest.raises(actions.canvassing.NoSuchNote):
        actions.note_contact(one.pk, head=head.pk, kind="要投反对", by=court.bai, at=build.DURING)

    assert (ballot.channel, Contact.objects.count()) == ("visit", 1)


def test_papers_are_printed_by_who_runs_it(court: Court) -> None:
    one = paper_vote(court)

    assert actions.print_papers(one.pk, by=court.yan, at=build.NOTICED) == 4
    with pytest.raises(NotAllowed):
        actions.print_papers(one.pk, by=court.lin, at=build.NOTICED)
