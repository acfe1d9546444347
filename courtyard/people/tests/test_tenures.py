"""The register by hand: who holds a home, since when, confirmed once; a home that changes hands."""

from datetime import date
from fractions import Fraction

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.people.actions import tenures as actions
from courtyard.people.actions.tenures import Buyer
from courtyard.people.models import Person, Tenure
from courtyard.people.tests import build
from courtyard.trail.models import Line

TODAY, YESTERDAY = date(2026, 6, 8), date(2026, 6, 7)
HALF = Fraction(1, 2)


def test_somebody_is_put_on_the_register(court: Court) -> None:
    someone = actions.add_person(court.estate.pk, by=court.reg, at=MONDAY_9AM, name=" 桂芳华 ", phone="13811111111")

    assert (someone.name, someone.node, someone.has_account) == ("桂芳华", court.estate.node, False)
    assert Line.objects.get().fields == {"name": "桂芳华"}


@pytest.mark.parametrize("by", ["lin", "zhu", "jie", "far"])
def test_only_who_keeps_the_register_writes_in_it(court: Court, by: str) -> None:
    person = getattr(court, by)
    tenure = court.lin.tenures.get()

    with pytest.raises(NotAllowed):
        actions.add_person(court.estate.pk, by=person, at=MONDAY_9AM, name="桂芳华")
    with pytest.raises(NotAllowed):
        actions.begin_tenure(court.home.pk, court.mei, by=person, at=MONDAY_9AM, kind="owner", since=TODAY)
    with pytest.raises(NotAllowed):
        actions.end_tenure(tenure.pk, by=person, at=MONDAY_9AM, until=TODAY)
    with pytest.raises(NotAllowed):
        actions.transfer(court.home.pk, by=person, at=MONDAY_9AM, on=TODAY, buyers=[Buyer(court.mei)])
    with pytest.raises(NotAllowed):
        actions.settle_voting(tenure.pk, by=person, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.confirm_tenure(tenure.pk, by=person, at=MONDAY_9AM, how="title_deed")

    assert not Line.objects.exists()


@pytest.mark.parametrize("name", ["", "  ", "长" * 121])
def test_a_name_has_some_characters_and_not_too_many(court: Court, name: str) -> None:
    with pytest.raises(actions.NameNeeded):
        actions.add_person(court.estate.pk, by=court.reg, at=MONDAY_9AM, name=name)


def test_the_first_owner_of_a_home_votes_for_it(court: Court) -> None:
    home = court.building.homes.get(name="103")

    begun = [
        actions.begin_tenure(home.pk, who, by=court.reg, at=MONDAY_9AM, kind="co_owner", since=TODAY, share=HALF)
        for who in (court.mei, court.yan)
    ]

    assert [tenure.votes for tenure in begun] == [True, False]
    assert [tenure.share for tenure in begun] == [HALF, HALF]
    with pytest.raises(actions.TooManyShares):
        actions.begin_tenure(
            home.pk, court.bai, by=court.reg, at=MONDAY_9AM, kind="co_owner", since=TODAY, share=Fraction(1, 100)
        )


def test_nobody_is_on_the_register_twice(court: Court) -> None:
    with pytest.raises(actions.ThereAlready):
        actions.begin_tenure(court.home.pk, court.lin, by=court.reg, at=MONDAY_9AM, kind="owner", since=TODAY)


def test_a_tenant_leaves(court: Court) -> None:
    tenure = court.mei.tenures.get()

    actions.end_tenure(tenure.pk, by=court.reg, at=MONDAY_9AM, until=TODAY)

    assert not Tenure.objects.on(TODAY).filter(person=court.mei).exists()
    assert Tenure.objects.on(YESTERDAY).filter(person=court.mei).exists()
    with pytest.raises(actions.OverAlready):
        actions.end_tenure(tenure.pk, by=court.reg, at=MONDAY_9AM, until=TODAY)


def test_nobody_leaves_before_they_came(court: Court) -> None:
    with pytest.raises(actions.EndsBeforeItBegins):
        actions.end_tenure(court.mei.tenures.get().pk, by=court.reg, at=MONDAY_9AM, until=date(2019, 1, 1))


def test_a_home_changes_hands_and_each_day_has_its_owner(court: Court) -> None:
    buyers = [Buyer(court.mei, HALF), Buyer(court.yan, HALF)]

    actions.transfer(court.home.pk, by=court.reg, at=MONDAY_9AM, on=TODAY, buyers=buyers)

    owners = {
        day: [tenure.person for tenure in Tenure.objects.on(day).owning().filter(home=court.home).order_by("pk")]
        for day in (YESTERDAY, TODAY)
    }
    assert owners == {YESTERDAY: [court.lin], TODAY: [court.mei, court.yan]}
    voters = [Tenure.objects.on(day).get(home=court.home, votes=True).person for day in (YESTERDAY, TODAY)]
    assert voters == [court.lin, court.mei]
    kinds = list(Line.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["people.tenure_begun", "people.tenure_begun", "people.home_transferred"]


@pytest.mark.parametrize("shares", [[], [Fraction(2, 3), HALF]])
def test_a_sale_to_nobody_or_of_more_than_the_whole_is_refused(court: Court, shares: list[Fraction]) -> None:
    buyers = [Buyer(who, share) for who, share in zip((court.mei, court.yan), shares, strict=False)]

    with pytest.raises((actions.ThereAlready, actions.TooManyShares)):
        actions.transfer(court.home.pk, by=court.reg, at=MONDAY_9AM, on=TODAY, buyers=buyers)

    assert Tenure.objects.on(TODAY).owning().get(home=court.home).person == court.lin


def test_it_is_settled_who_votes(court: Court) -> None:
    second = build.tenure(court.mei, court.home, Tenure.Kind.CO_OWNER)

    actions.settle_voting(second.pk, by=court.reg, at=MONDAY_9AM)

    assert Tenure.objects.get(home=court.home, votes=True) == second


def test_a_tenant_does_not_vote(court: Court) -> None:
    with pytest.raises(actions.OnlyOwnersVote):
        actions.settle_voting(court.mei.tenures.get().pk, by=court.reg, at=MONDAY_9AM)


def test_a_tenure_is_confirmed_once(court: Court) -> None:
    tenure = court.lin.tenures.get()

    confirmed = actions.confirm_tenure(tenure.pk, by=court.reg, at=MONDAY_9AM, how="title_deed")

    assert (confirmed.confirmed_at, confirmed.confirmed_by) == (MONDAY_9AM, court.reg)
    line = Line.objects.get()
    assert (line.about, line.whom, line.fields["how"]) == (court.home.pk, court.lin.pk, "title_deed")
    with pytest.raises(actions.ConfirmedAlready):
        actions.confirm_tenure(tenure.pk, by=court.desk, at=MONDAY_9AM, how="title_deed")


def test_how_it_was_confirmed_comes_from_the_list(court: Court) -> None:
    with pytest.raises(actions.NoSuchProof):
        actions.confirm_tenure(court.lin.tenures.get().pk, by=court.reg, at=MONDAY_9AM, how="he said so")


def test_nobody_confirms_their_own(court: Court) -> None:
    own = build.tenure(court.reg, court.building.homes.get(name="103"))

    with pytest.raises(NotAllowed):
        actions.confirm_tenure(own.pk, by=court.reg, at=MONDAY_9AM, how="title_deed")


def test_nobody_settles_that_they_vote_themselves(court: Court) -> None:
    own = build.tenure(court.reg, court.home, Tenure.Kind.CO_OWNER)

    with pytest.raises(NotAllowed):
        actions.settle_voting(own.pk, by=court.reg, at=MONDAY_9AM)

    assert Tenure.objects.get(home=court.home, votes=True).person == court.lin


def test_an_organisation_owns_too(court: Court) -> None:
    firm = actions.add_person(court.estate.pk, by=court.reg, at=MONDAY_9AM, name="桐江绿荫公司", kind="legal")

    assert firm.kind == Person.Kind.LEGAL


def test_somebody_new_moves_in_and_votes_if_they_own(court: Court) -> None:
    home = court.building.homes.get(name="103")

    person = actions.move_in(home.pk, by=court.reg, at=MONDAY_9AM, name="柳新来", kind="owner", since=TODAY)

    tenure = Tenure.objects.get(home=home)
    assert (tenure.person, tenure.votes, person.node_id) == (person, True, court.estate.pk)
    kinds = list(Line.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["people.added", "people.tenure_begun"]


def test_a_neighbour_moves_nobody_in(court: Court) -> None:
    with pytest.raises(NotAllowed):
        actions.move_in(court.home.pk, by=court.mei, at=MONDAY_9AM, name="柳新来", kind="owner", since=TODAY)
