"""Owners ask for an assembly, and enough of them oblige the committee."""

from datetime import timedelta

import pytest

from courtyard.assembly import actions
from courtyard.assembly.actions import Wish
from courtyard.assembly.actions.calling import NotReached
from courtyard.assembly.actions.petitions import Over, Signed
from courtyard.assembly.models import Petition, Signature
from courtyard.assembly.tests import build
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, OutOfTurn
from courtyard.duties.models import Duty
from courtyard.people.models import CLERK, Person, Tenure
from courtyard.people.tests import build as people
from courtyard.places.tests import build as places

pytestmark = pytest.mark.usefixtures("owners")


@pytest.fixture
def others(court: Court) -> list[Person]:
    """Six more owners in building 2: ten in all, so that two are twenty per cent."""
    house = places.building(court.estate, "2号楼", homes=6)
    found = []
    for number, home in enumerate(house.homes.order_by("name")):
        found.append(people.person(f"二楼业主{number}", court.estate.node))
        people.tenure(found[-1], home)
    return found


def begun(court: Court) -> Petition:
    wish = Wish(estate=court.estate, title="罢免现在的物业", words="楼道一年没扫干净。", matter="company")
    return actions.begin_petition(wish, by=court.lin, at=MONDAY_9AM)


def test_twenty_per_cent_of_the_owners_oblige_the_committee_to_convene(court: Court, others: list[Person]) -> None:
    one = begun(court)
    assert one.state == Petition.State.OPEN

    one = actions.sign_petition(one.pk, by=others[0], at=MONDAY_9AM)

    assert (one.state, one.result) == (
        "reached", {"heads": 2, "all_heads": 10, "area_cm2": 1_600_000, "all_area_cm2": 8_000_000},
    )  # fmt: skip
    duty = Duty.objects.get(kind="assembly.convene")
    assert (duty.party, duty.article) == ("ye", "物业管理条例第十三条")


def test_an_owner_signs_once_and_co_owners_are_one_voice(court: Court, others: list[Person]) -> None:
    one = begun(court)
    people.tenure(court.mei, court.home, Tenure.Kind.CO_OWNER)
    Tenure.objects.filter(person=court.mei, home__name="102").delete()
    Tenure.objects.filter(person=court.lin).update(kind=Tenure.Kind.CO_OWNER)
    Signature.objects.all().delete()
    actions.sign_petition(one.pk, by=court.lin, at=MONDAY_9AM)

    with pytest.raises(Signed):
        actions.sign_petition(one.pk, by=court.mei, at=MONDAY_9AM)


def test_nobody_signs_who_owns_nothing_there(court: Court, others: list[Person]) -> None:
    one = begun(court)

    for person in (court.zhu, court.far, court.jie):
        with pytest.raises(NotAllowed):
            actions.sign_petition(one.pk, by=person, at=MONDAY_9AM)


def test_a_signature_is_taken_back_until_it_is_reached(court: Court, others: list[Person]) -> None:
    one = begun(court)

    actions.unsign_petition(one.pk, by=court.lin, at=MONDAY_9AM)
    one = actions.sign_petition(one.pk, by=others[0], at=MONDAY_9AM)
    assert one.state == "open"
    one = actions.sign_petition(one.pk, by=court.lin, at=MONDAY_9AM)

    assert one.state == "reached"
    with pytest.raises(OutOfTurn):
        actions.unsign_petition(one.pk, by=court.lin, at=MONDAY_9AM)


def test_the_time_for_signing_runs_out(court: Court, others: list[Person]) -> None:
    one = begun(court)
    late = one.ends_at + timedelta(minutes=1)

    with pytest.raises(Over):
        actions.sign_petition(one.pk, by=others[0], at=late)
    one = actions.expire_petition(one.pk, by=CLERK, at=late)

    assert (one.state, one.result) == ("expired", {"heads": 1, "all_heads": 10})


def test_whoever_began_it_withdraws_it_with_a_reason(court: Court, others: list[Person]) -> None:
    one = begun(court)

    with pytest.raises(NotAllowed):
        actions.withdraw_petition(one.pk, words="算了。", by=others[0], at=MONDAY_9AM)
    assert actions.withdraw_petition(one.pk, words="已经谈妥。", by=court.lin, at=MONDAY_9AM).state == "withdrawn"


def test_an_assembly_is_called_on_a_petition_once_it_is_reached(court: Court, others: list[Person]) -> None:
    one = begun(court)

    with pytest.raises(NotReached):
        build.drafted(court, petition=one)
    one = actions.sign_petition(one.pk, by=others[0], at=MONDAY_9AM)

    assert build.drafted(court, petition=one).petition == one
