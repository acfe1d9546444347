"""A committee is filed with the housing office: six papers, one day, and an answer."""

from datetime import date, timedelta

import pytest

from courtyard.assembly.models import LooseFile
from courtyard.committee.actions import filing as actions
from courtyard.committee.models import Committee, Filing, FilingPaper, Formation, Handover, Member
from courtyard.committee.notices import papers as notices
from courtyard.committee.tests.papers import (
    TODAY,
    add,
    blank,
    complete,
    formation,
    new_committee,
    officer,
    opened,
    secretary,
    sent,
)
from courtyard.committee.tests.sitting import in_office, persons, sitting
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, OutOfTurn
from courtyard.duties.models import Duty
from courtyard.people.models import CLERK
from courtyard.trail.models import Line

S, K = Filing.State, FilingPaper.Kind
DAY = timedelta(days=1)
LIST = "/e/plum/committee/filings/"


def said(filing: Filing) -> list[str]:
    return list(Line.objects.filter(about=filing.pk).order_by("seq").values_list("kind", flat=True))


def test_a_new_committee_is_to_be_filed_within_thirty_days(court: Court) -> None:
    committee = new_committee(court)

    filing = actions.open_election_filing(committee, by=CLERK, at=MONDAY_9AM)

    assert filing is not None
    assert (filing.kind, filing.state) == ("election", S.OPEN)
    assert (filing.on, filing.due_on) == (date(2026, 6, 1), date(2026, 7, 1))
    duty = Duty.objects.get(kind="committee.filing")
    assert (duty.party, duty.about, duty.due_at.date()) == ("ye", filing.pk, date(2026, 7, 1))
    assert duty.article == "物业管理条例第十六条"


def test_it_is_opened_once(court: Court) -> None:
    committee = new_committee(court)
    first = opened(court, committee)

    again = actions.open_election_filing(committee, by=CLERK, at=MONDAY_9AM + DAY)

    assert again == first
    assert (Filing.objects.count(), Duty.objects.count()) == (1, 1)


def test_one_that_is_filed_has_nothing_to_file(court: Court) -> None:
    committee = in_office(court, filed_on=date(2024, 4, 1))

    assert actions.open_election_filing(committee, by=CLERK, at=MONDAY_9AM) is None


def test_where_a_formation_owes_it_it_is_not_owed_twice(court: Court) -> None:
    committee = new_committee(court, formation=formation(court))

    opened(court, committee)

    assert not Duty.objects.filter(kind="committee.filing").exists()


def test_what_should_have_been_filed_long_ago_is_owed_by_tomorrow(court: Court) -> None:
    committee = in_office(court)

    filing = opened(court, committee)

    assert filing.due_on < TODAY
    assert Duty.objects.get(kind="committee.filing").due_at == MONDAY_9AM + DAY


@pytest.mark.parametrize("name", ["lin", "mei", "zhu", "bai", "reg", "far"])
def test_neighbours_and_the_company_open_no_filing(court: Court, name: str) -> None:
    committee = new_committee(court)

    with pytest.raises(NotAllowed):
        actions.open_election_filing(committee, by=getattr(court, name), at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.open_change(committee, title="议事规则修改", on=TODAY, by=getattr(court, name), at=MONDAY_9AM)
    assert not Filing.objects.exists()


def test_a_change_is_filed_within_thirty_days_and_once_a_day(court: Court) -> None:
    committee = in_office(court, filed_on=date(2024, 4, 1))
    member = sitting(committee)[-1]

    first = actions.open_change(committee, title="委员辞职", about=member.pk, on=TODAY, by=CLERK, at=MONDAY_9AM)
    again = actions.open_change(committee, title="委员辞职", about=member.pk, on=TODAY, by=CLERK, at=MONDAY_9AM)

    assert first == again
    assert (first.kind, first.due_on) == ("change", date(2026, 7, 8))
    assert Duty.objects.get(kind="committee.filing").filled().endswith("委员辞职")


def test_a_change_says_what_has_changed_and_has_happened(court: Court) -> None:
    committee = in_office(court)

    with pytest.raises(actions.NoTitle):
        actions.open_change(committee, title=" ", on=TODAY, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(actions.NotChangedYet):
        actions.open_change(committee, title="议事规则修改", on=TODAY + DAY, by=court.yan, at=MONDAY_9AM)


def test_a_paper_is_added_with_its_hash(court: Court) -> None:
    filing = opened(court)

    paper = add(filing, K.RULES, court.yan, blank(), "议事规则.pdf", pages=3)

    assert (paper.kind, paper.name, paper.pages, paper.added_by) == ("rules", "议事规则.pdf", 3, court.yan)
    assert not LooseFile.objects.filter(file=paper.file).exists()
    assert Line.objects.get(kind="committee.paper_added").fields["sha256"] == paper.sha256


def test_the_same_file_is_added_once(court: Court) -> None:
    filing = opened(court)
    first = add(filing, K.RULES, court.yan, blank())

    again = add(filing, K.RULES, court.yan, blank())

    assert again == first
    assert filing.papers.count() == 1


def test_what_is_made_anew_takes_the_place_of_what_was_made(court: Court) -> None:
    filing = opened(court)
    old = add(filing, K.MEMBERS, court.yan, blank(1), made=True)
    upload = add(filing, K.MEMBERS, court.yan, blank(2))

    new = add(filing, K.MEMBERS, court.yan, blank(3), made=True)

    assert set(filing.papers.all()) == {upload, new}
    assert LooseFile.objects.filter(file=old.file).exists()


def test_the_secretary_puts_papers_together_too(court: Court) -> None:
    filing = opened(court)

    paper = add(filing, K.TRAINING, secretary(court))

    assert filing.papers.get() == paper


@pytest.mark.parametrize("name", ["lin", "desk", "zhu", "jie", "shi"])
def test_nobody_else_touches_the_papers(court: Court, name: str) -> None:
    filing = complete(court)
    paper = filing.papers.first()
    assert paper is not None

    with pytest.raises(NotAllowed):
        add(filing, K.OTHER, getattr(court, name))
    with pytest.raises(NotAllowed):
        actions.drop_paper(paper.pk, by=getattr(court, name), at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.send_filing(filing.pk, by=getattr(court, name), at=MONDAY_9AM)
    assert filing.papers.count() == 6


def test_what_this_house_cannot_make_is_not_said_to_be_made(court: Court) -> None:
    filing = opened(court)

    with pytest.raises(actions.NotMadeHere):
        add(filing, K.RULES, court.yan, made=True)
    with pytest.raises(actions.NoSuchPaper):
        add(filing, "novel", court.yan)


def test_papers_have_a_limit(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    filing = complete(court)

    monkeypatch.setattr(actions, "BYTES_MAX", 10)
    with pytest.raises(actions.TooHeavy):
        add(filing, K.OTHER, court.yan)
    monkeypatch.setattr(actions, "PAPERS_MAX", 6)
    with pytest.raises(actions.TooManyPapers):
        add(filing, K.OTHER, court.yan)


def test_a_paper_is_taken_out(court: Court) -> None:
    filing = opened(court)
    paper = add(filing, K.RULES, court.yan)

    actions.drop_paper(paper.pk, by=court.yan, at=MONDAY_9AM)

    assert not filing.papers.exists()
    assert LooseFile.objects.filter(file=paper.file).exists()


def test_without_its_papers_nothing_is_sent_and_each_is_named(court: Court) -> None:
    filing = opened(court)
    for kind in (K.MINUTES, K.RULES, K.COVENANT, K.FUND):
        add(filing, kind, court.yan)

    with pytest.raises(actions.PapersMissing) as refused:
        actions.send_filing(filing.pk, by=court.yan, at=MONDAY_9AM)

    named = refused.value.fields["what"]
    assert [str(label) in named for label in (K.MEMBERS.label, K.TRAINING.label, K.RULES.label)] == [True, True, False]
    filing.refresh_from_db()
    assert (filing.state, filing.bundle_hash) == (S.OPEN, "")


def test_with_all_six_it_is_sent_and_stays_as_it_is(court: Court) -> None:
    filing = sent(court)

    again = actions.send_filing(filing.pk, by=court.yan, at=MONDAY_9AM + DAY)

    assert (again.state, again.filed_on, again.filed_by, len(again.bundle_hash)) == (S.FILED, TODAY, court.yan, 64)
    with pytest.raises(actions.SentAlready):
        add(filing, K.OTHER, court.yan)
    assert said(filing)[-1] == "committee.filing_sent"


def test_a_change_of_members_needs_the_list_of_members(court: Court) -> None:
    committee = in_office(court, filed_on=date(2024, 4, 1))
    about = sitting(committee)[-1].pk
    filing = actions.open_change(committee, title="委员辞职", about=about, on=TODAY, by=CLERK, at=MONDAY_9AM)
    add(filing, K.OTHER, court.yan)

    with pytest.raises(actions.PapersMissing):
        actions.send_filing(filing.pk, by=court.yan, at=MONDAY_9AM)
    add(filing, K.MEMBERS, court.yan)

    assert actions.send_filing(filing.pk, by=court.yan, at=MONDAY_9AM).state == S.FILED


def test_changed_rules_need_some_paper(court: Court) -> None:
    filing = actions.open_change(in_office(court), title="议事规则修改", on=TODAY, by=court.yan, at=MONDAY_9AM)

    with pytest.raises(actions.PapersMissing):
        actions.send_filing(filing.pk, by=court.yan, at=MONDAY_9AM)
    add(filing, K.RULES, court.yan)

    assert actions.send_filing(filing.pk, by=court.yan, at=MONDAY_9AM).state == S.FILED


def test_an_election_that_was_set_aside_is_not_filed(court: Court) -> None:
    filing = complete(court)
    Committee.objects.update(state=Committee.State.SET_ASIDE)

    with pytest.raises(NotAllowed):
        actions.send_filing(filing.pk, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(actions.ElectionSetAside):
        actions.send_filing(filing.pk, by=secretary(court), at=MONDAY_9AM)


def test_set_aside_nothing_is_owed_any_more(court: Court) -> None:
    committee = new_committee(court)
    opened(court, committee)
    with pytest.raises(OutOfTurn):
        actions.withdraw_filing(committee, by=CLERK, at=MONDAY_9AM)
    Committee.objects.update(state=Committee.State.SET_ASIDE)

    with pytest.raises(NotAllowed):
        actions.withdraw_filing(committee, by=court.yan, at=MONDAY_9AM)
    for _ in range(2):
        actions.withdraw_filing(committee, by=CLERK, at=MONDAY_9AM)

    assert Duty.objects.get(kind="committee.filing").state(MONDAY_9AM) == Duty.State.WITHDRAWN
    assert Line.objects.filter(kind="committee.filing_withdrawn").count() == 1


@pytest.mark.parametrize("who", ["jie", "district"])
def test_the_housing_office_or_the_sub_district_for_it_files(court: Court, who: str) -> None:
    filing = sent(court)
    by = officer(court) if who == "district" else court.jie

    actions.accept_filing(filing.pk, receipt="梅备〔2026〕7号", by=by, at=MONDAY_9AM + 40 * DAY)

    filing.refresh_from_db()
    assert (filing.state, filing.receipt, filing.answered_by) == (S.ACCEPTED, "梅备〔2026〕7号", by)
    assert Committee.objects.get().filed_on == TODAY


def test_a_slow_answer_is_not_the_committees_delay(court: Court) -> None:
    filing = sent(court)

    actions.accept_filing(filing.pk, receipt="7", by=court.jie, at=MONDAY_9AM + 40 * DAY)

    duty = Duty.objects.get(kind="committee.filing")
    assert duty.state(MONDAY_9AM + 40 * DAY) == Duty.State.MET


@pytest.mark.parametrize("name", ["lin", "yan", "desk", "zhu", "shi"])
def test_nobody_else_answers(court: Court, name: str) -> None:
    filing = sent(court)

    with pytest.raises(NotAllowed):
        actions.accept_filing(filing.pk, receipt="7", by=getattr(court, name), at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.return_filing(filing.pk, reason="缺页", by=getattr(court, name), at=MONDAY_9AM)


def test_what_was_not_sent_cannot_be_answered(court: Court) -> None:
    filing = complete(court)

    with pytest.raises(OutOfTurn):
        actions.accept_filing(filing.pk, receipt="7", by=court.jie, at=MONDAY_9AM)
    with pytest.raises(OutOfTurn):
        actions.return_filing(filing.pk, reason="缺页", by=court.jie, at=MONDAY_9AM)


def test_a_number_and_a_reason_are_needed(court: Court) -> None:
    filing = sent(court)

    with pytest.raises(actions.NoReceipt):
        actions.accept_filing(filing.pk, receipt=" ", by=court.jie, at=MONDAY_9AM)
    with pytest.raises(actions.NoReason):
        actions.return_filing(filing.pk, reason=" ", by=court.jie, at=MONDAY_9AM)


def test_answered_twice_it_stays_as_it_was(court: Court) -> None:
    filing = sent(court)
    actions.accept_filing(filing.pk, receipt="7", by=court.jie, at=MONDAY_9AM)

    again = actions.accept_filing(filing.pk, receipt="8", by=court.jie, at=MONDAY_9AM)

    assert again.receipt == "7"
    assert said(filing).count("committee.filing_accepted") == 1
    with pytest.raises(OutOfTurn):
        add(filing, K.OTHER, court.yan)


def test_sent_back_it_is_put_right_and_sent_again(court: Court) -> None:
    filing = sent(court)
    first = filing.bundle_hash
    actions.return_filing(filing.pk, reason="培训记录缺一个人", by=court.jie, at=MONDAY_9AM + DAY)
    add(filing, K.TRAINING, court.yan, blank(2), "补交.pdf")

    again = actions.send_filing(filing.pk, by=court.yan, at=MONDAY_9AM + 2 * DAY)

    assert (again.state, again.filed_on, again.reason, again.answered_on) == (S.FILED, TODAY + 2 * DAY, "", None)
    assert again.bundle_hash != first


def test_whose_seat_ended_is_filed_as_ended(court: Court) -> None:
    committee = in_office(court, filed_on=date(2024, 4, 1))
    member = sitting(committee)[-1]
    Member.objects.filter(pk=member.pk).update(until=TODAY, ground=Member.Ground.RESIGNED)
    filing = actions.open_change(committee, title="委员辞职", about=member.pk, on=TODAY, by=CLERK, at=MONDAY_9AM)
    add(filing, K.MEMBERS, court.yan)
    actions.send_filing(filing.pk, by=court.yan, at=MONDAY_9AM)

    actions.accept_filing(filing.pk, receipt="8", by=court.jie, at=MONDAY_9AM)

    member.refresh_from_db()
    assert member.filed_end_on == TODAY


def test_filed_the_formation_goes_on_and_the_office_hands_back(court: Court) -> None:
    way = formation(court, state=Formation.State.ELECTED, elected_on=date(2026, 6, 1))
    filing = sent(court, new_committee(court, formation=way))

    actions.accept_filing(filing.pk, receipt="7", by=court.jie, at=MONDAY_9AM + DAY)

    assert way.steps.get(name="filing").done_on == TODAY
    back = Handover.objects.get(kind=Handover.Kind.TO_NEXT)
    assert (back.taker, back.on, back.due_on) == (filing.committee, TODAY + DAY, date(2026, 6, 22))


def test_each_member_of_the_committee_may_send(court: Court) -> None:
    committee = new_committee(court)
    filing = complete(court, committee)

    assert actions.send_filing(filing.pk, by=persons(committee)[-1], at=MONDAY_9AM).state == S.FILED


def test_the_housing_office_hears_of_it_and_the_committee_of_the_answer(court: Court) -> None:
    filing = sent(court)
    district = officer(court)
    actions.return_filing(filing.pk, reason="缺页", by=court.jie, at=MONDAY_9AM)
    lines = Line.objects.filter(about=filing.pk).order_by("-seq")

    back, there = (list(notices.hear(line, MONDAY_9AM)) for line in lines[:2])

    assert {tell.to for tell in there} == {court.jie.pk, district.pk}
    assert {tell.to for tell in back} == {person.pk for person in persons(filing.committee)}
