"""The electoral roll: whose voice it is, with what weight, and what was said against the draft."""

from datetime import timedelta

import pytest

from courtyard.assembly import actions, queries, taking
from courtyard.assembly.actions import House
from courtyard.assembly.actions.notice import RollNotReady
from courtyard.assembly.models import Assembly, Challenge, Delivery, Head
from courtyard.assembly.tests import build
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed, NotThere, OutOfTurn
from courtyard.people.models import CLERK, Person, Tenure
from courtyard.people.tests import build as people
from courtyard.places.models import Home
from courtyard.places.tests import build as places

pytestmark = pytest.mark.usefixtures("owners")


def home(court: Court, name: str) -> Home:
    return Home.objects.get(estate=court.estate, name=name)


def names(one: Assembly) -> list[tuple[str, int, int]]:
    return [(head.names, head.area_cm2, head.homes) for head in Head.objects.filter(assembly=one)]


def test_one_owner_of_two_homes_is_one_head(court: Court) -> None:
    Tenure.objects.filter(person=court.mei).delete()
    people.tenure(court.lin, home(court, "102"))

    one = build.noticed(court)

    assert names(one)[0] == ("林知秋", 1_600_000, 2)
    assert one.heads == 3


def test_two_co_owners_are_one_head_and_the_one_named_votes(court: Court) -> None:
    Tenure.objects.filter(person=court.mei).update(home=home(court, "101"), kind=Tenure.Kind.CO_OWNER, votes=False)
    Tenure.objects.filter(person=court.lin).update(kind=Tenure.Kind.CO_OWNER)
    Home.objects.filter(name="102").delete()

    one = build.noticed(court)

    head = build.head_of(one, court.mei)
    assert (head.voter, one.heads) == (court.lin, 3)
    with pytest.raises(NotAllowed):
        build.cast(one, court.mei)


def test_of_co_owners_of_whom_none_is_named_the_first_votes_where_the_first_counts(court: Court) -> None:
    Tenure.objects.filter(person=court.mei).update(home=home(court, "101"), kind=Tenure.Kind.CO_OWNER, votes=False)
    Tenure.objects.filter(person=court.lin).update(kind=Tenure.Kind.CO_OWNER, votes=False)
    Home.objects.filter(name="102").delete()
    one = build.noticed(court, House(duplicates="first_valid"))

    build.cast(one, court.mei, "for")

    assert build.head_of(one, court.lin).voter is None
    with pytest.raises(taking.Voted):
        build.cast(one, court.lin, "against")


def test_what_is_unsold_or_not_handed_over_is_one_head_of_the_developer(court: Court) -> None:
    Home.objects.filter(name="103").update(sold=False, delivered=False)
    Home.objects.filter(name="104").update(delivered=False)

    one = build.noticed(court)

    developer = Head.objects.get(assembly=one, is_developer=True)
    assert (developer.homes, developer.area_cm2, one.heads) == (2, 1_600_000, 3)


def test_parking_counts_only_where_the_rules_say_so(court: Court) -> None:
    Home.objects.filter(name="104").update(use=Home.Use.PARKING)

    without = build.noticed(court)
    house = House(count_parking=True, clause="议事规则第八条，第3页")
    counted = build.noticed(court, house)

    assert (without.heads, without.area_cm2) == (3, 2_400_000)
    assert (counted.heads, counted.area_cm2, counted.number) == (4, 3_200_000, 2)


def test_a_building_decides_for_itself(court: Court) -> None:
    house = places.building(court.estate, "2号楼", homes=2)
    for number, one_home in enumerate(house.homes.all()):
        people.tenure(people.person(f"二号楼{number}", court.estate.node), one_home)

    one = build.noticed(court, building=house)

    assert (one.scope, one.heads, one.area_cm2) == ("building", 2, 1_600_000)
    assert queries.heads_of(court.lin, one, build.DURING) == []
    with pytest.raises(Head.DoesNotExist):
        build.cast(one, court.lin)


def test_two_owners_of_one_name_have_to_be_told_apart_first(court: Court) -> None:
    Person.objects.filter(pk=court.mei.pk).update(name="林知秋")

    with pytest.raises(RollNotReady) as refused:
        build.noticed(court)

    assert "林知秋" in refused.value.fields["what"]


def test_an_owner_challenges_the_draft_and_it_has_to_be_answered_before_the_notice(court: Court) -> None:
    one = build.drafted(court)
    build.motion(court, one)
    said = actions.challenge(one.pk, words="我家面积是86平方米。", home=court.home, by=court.lin, at=MONDAY_9AM)

    with pytest.raises(RollNotReady):
        actions.give_notice(one.pk, by=court.yan, at=build.NOTICED)
    answered = actions.answer_challenge(
        said.pk, corrected=False, words="产证上是80平方米。", by=court.yan, at=build.NOTICED
    )

    assert answered.state == Challenge.State.REJECTED
    assert actions.give_notice(one.pk, by=court.yan, at=build.NOTICED).heads == 4
    with pytest.raises(OutOfTurn):
        actions.challenge(one.pk, words="还是不对。", by=court.lin, at=build.NOTICED)


def test_only_owners_challenge_and_only_who_runs_it_answers(court: Court) -> None:
    one = build.drafted(court)
    with pytest.raises(NotAllowed):
        actions.challenge(one.pk, words="不对。", by=court.zhu, at=MONDAY_9AM)
    said = actions.challenge(one.pk, words="不对。", by=court.lin, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        actions.answer_challenge(said.pk, corrected=True, words="好。", by=court.lin, at=MONDAY_9AM)


def test_delivery_is_proven_home_by_home_and_once(court: Court) -> None:
    one = build.noticed(court)
    build.official(court, one, court.bai, "canvasser")
    homes = [court.home.pk, home(court, "102").pk]

    first = actions.deliver(one.pk, homes=homes, channel="hand", by=court.bai, at=build.NOTICED)
    again = actions.deliver(one.pk, homes=homes, channel="hand", by=court.bai, at=build.NOTICED)
    mine = actions.receive_notice(one.pk, by=court.lin, at=build.NOTICED)

    assert (first, again, mine) == (2, 0, 1)
    assert Delivery.objects.count() == 3
    with pytest.raises(NotAllowed):
        actions.deliver(one.pk, homes=homes, channel="hand", by=court.mei, at=build.NOTICED)
    elsewhere = list(Home.objects.exclude(estate=court.estate).values_list("pk", flat=True)[:1])
    with pytest.raises(NotThere):
        actions.deliver(one.pk, homes=elsewhere, channel="hand", by=court.bai, at=build.NOTICED)


def test_names_go_from_a_roll_and_its_hash_still_holds(court: Court) -> None:
    one = build.noticed(court)

    actions.forget_names(court.lin, by=court.lin, at=build.NOTICED)

    heads = list(one.roll.order_by("number"))
    labels = {head.pk: [row.label for row in head.roll_homes.order_by("pk")] for head in heads}
    assert heads[0].names == ""
    assert queries.roll.digest_of_roll(heads) == one.roll_hash
    assert queries.roll.digest_of_owners(heads, labels) == one.owners_hash


def test_a_vote_is_voided_with_a_reason_and_stays_so(court: Court) -> None:
    one = build.noticed(court, House(secrecy="confidential"))
    build.cast(one, court.lin)

    one = actions.void(one.pk, reason="名册漏了一幢楼。", by=court.yan, at=build.DURING + timedelta(hours=1))

    assert (one.state, one.void_reason) == ("void", "名册漏了一幢楼。")
    with pytest.raises(OutOfTurn), build.database_at(build.AFTER):
        actions.close(one.pk, by=CLERK, at=build.AFTER)


def test_officials_end_and_motions_and_files_are_dropped(court: Court) -> None:
    one = build.drafted(court)
    first, second = build.motion(court, one, title="第一件"), build.motion(court, one, title="第二件")
    file = actions.add_attachment(
        first.pk,
        name="方案.pdf",
        kind="application/pdf",
        file=build.kept(court, b"%PDF", "pdf"),
        by=court.yan,
        at=MONDAY_9AM,
    )
    actions.drop_attachment(file.pk, by=court.yan, at=MONDAY_9AM)
    actions.drop_motion(first.pk, by=court.yan, at=MONDAY_9AM)
    named = build.official(court, one, court.bai, "teller")
    actions.end_official(named.pk, by=court.yan, at=build.NOTICED)

    second.refresh_from_db()
    assert second.position == 1
    assert not one.officials.filter(ended_at=None).exists()
