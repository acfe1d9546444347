"""What happened and has to be told, what other deeds hung up, and what the estate's own data propose."""

from datetime import date, timedelta

import pytest

from courtyard.assembly.models import Assembly
from courtyard.assembly.models.result import Pile
from courtyard.assembly.tests import build as votes
from courtyard.committee.models import Committee, Formation, Member, Reception, Step, YearReport
from courtyard.committee.tests import sitting
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.disclosures import Row
from courtyard.disclosure import chores
from courtyard.disclosure.contents import proposed
from courtyard.disclosure.happenings import Happened, Source, sources
from courtyard.disclosure.tests.build import asked, known, published, wall
from courtyard.disclosure.traits import KeeperSource, keepers, traits_of
from courtyard.duties.models import Duty
from courtyard.money.booking import Leg, Side
from courtyard.money.models import Draw, Entry, Spending
from courtyard.money.tests.build import book, booked
from courtyard.people.models import Office
from courtyard.services.models import Contract, ContractExtra, ContractLevel
from courtyard.services.tests import build as services
from courtyard.trail.ids import new_id

DAY = timedelta(days=1)
TODAY = date(2026, 6, 8)


@pytest.fixture(autouse=True)
def _kept(court: Court) -> None:
    wall(court)


def states(court: Court, code: str) -> list[str]:
    return [due.state for due in known(court).dues if due.line.id == code]


def rows(court: Court, code: str) -> dict[str, tuple[dict[str, int], str]]:
    due = next(one for one in known(court).dues if one.line.id == code)
    found = proposed(court.estate, due, MONDAY_9AM)
    return {row.label: (dict(row.amounts), row.text) for row in found}


def committee(court: Court) -> Committee:
    return sitting.in_office(court, yan=False, posts=False, starts_on=TODAY - 60 * DAY)


def test_a_decision_of_the_committee_is_told_by_its_own_deed(court: Court) -> None:
    one = committee(court)
    late = sitting.decided(one, court, "换门禁", decided_on=TODAY - 10 * DAY)
    sitting.decided(one, court, "修大门", state="posted", decided_on=TODAY - DAY, posted_on=TODAY, told_on=TODAY)

    assert sorted(states(court, "D05")) == ["overdue", "published"]
    assert "换门禁" in rows(court, "D05")
    chores.see_to(court.estate, MONDAY_9AM)
    assert not Duty.objects.filter(key__startswith="D05").exists()
    shown = published(court, f"D05:{late.pk.hex}", by=court.yan)
    assert shown.title.endswith("换门禁")
    assert "overdue" not in states(court, "D05")


def test_who_was_elected_is_told_within_three_days_and_a_term_that_ended_is_audited(court: Court) -> None:
    one = committee(court)
    Committee.objects.filter(pk=one.pk).update(number=2, elected_on=TODAY - 7 * DAY)
    Member.objects.create(
        estate=court.estate, committee=one, person=court.yan, name=court.yan.name, post="chair", since=TODAY
    )

    assert states(court, "D04") == ["overdue"]
    assert states(court, "D15") == ["not_yet"]
    assert court.yan.name in rows(court, "D04")
    chores.see_to(court.estate, MONDAY_9AM)
    duty = Duty.objects.get(key=f"D15:{one.pk.hex}")
    assert (duty.party, duty.about) == ("ye", one.pk)
    Committee.objects.filter(pk=one.pk).update(names_posted_on=TODAY - 4 * DAY)
    assert states(court, "D04") == ["published"]


def test_a_group_that_was_formed_is_told(court: Court) -> None:
    Office.objects.filter(kind=Office.Kind.OWNERS_COMMITTEE).delete()
    one = Formation.objects.create(
        estate=court.estate, kind="first", state="grouped", why="到期", due_on=TODAY, rulebook_version="2026.2",
        begun_at=MONDAY_9AM, begun_by=court.jie, grouped_on=TODAY - 10 * DAY,
    )  # fmt: skip

    assert states(court, "D03") == ["overdue"]
    Step.objects.create(
        estate=court.estate,
        formation=one,
        position=1,
        name="list",
        body="jie",
        done_on=TODAY - 4 * DAY,
        done_by=court.jie,
    )
    assert states(court, "D03") == ["published"]


def test_a_vote_is_noticed_and_its_result_told_by_its_own_deeds(court: Court) -> None:
    vote = votes.drafted(court)
    assert states(court, "D01") == []
    motion = votes.motion(court, vote, "service-fee")
    Assembly.objects.filter(pk=vote.pk).update(
        state="certified", year=2026, number=1, heads=4, roll_hash="0", motions_hash="0", rules_hash="0",
        noticed_at=MONDAY_9AM - 16 * DAY, opens_at=MONDAY_9AM - DAY, certified_at=MONDAY_9AM,
    )  # fmt: skip
    Pile.objects.create(estate=court.estate, motion=motion, choice="for", heads=3, area_cm2=240)

    assert states(court, "D01") == ["published"]
    assert states(court, "D06") == ["published"]
    assert rows(court, "D06")[motion.title] == ({"for_heads": 3, "for_area_cm2": 240}, motion.decides)


def test_a_contract_that_ends_has_its_plan_and_a_temporary_one_is_told(court: Court) -> None:
    one = services.contract(court, mode="lump_sum")
    Contract.objects.filter(pk=one.pk).update(
        state="signed", kind="temporary", authority="街道", signed_on=TODAY - 9 * DAY, signed_by=court.jie,
        starts_on=TODAY - 9 * DAY, ends_on=TODAY + 80 * DAY,
    )  # fmt: skip

    assert states(court, "D25") == ["overdue"]
    assert states(court, "D27") == ["overdue"]
    Contract.objects.filter(pk=one.pk).update(plan_posted_on=TODAY - 20 * DAY)
    assert states(court, "D25") == ["published"]
    assert traits_of(court.estate, TODAY, TODAY).mode == "lump_sum"


def test_prices_and_promises_are_proposed_from_the_contract(court: Court) -> None:
    one = services.contract(court)
    Contract.objects.filter(pk=one.pk).update(
        state="signed", kind="first", authority="前期合同", signed_on=TODAY, signed_by=court.yan,
        starts_on=TODAY, ends_on=TODAY + 300 * DAY,
    )  # fmt: skip
    ContractLevel.objects.update_or_create(contract=one, field="green", defaults={"estate": court.estate, "level": 2})
    ContractExtra.objects.create(estate=court.estate, contract=one, field="green", words="补种绿篱", clause="第三条")

    found = rows(court, "D18")

    assert found["补种绿篱"] == ({}, "第三条")
    assert {"level": 2} in [amounts for amounts, _ in found.values()]
    assert any("fen_per_m2" in amounts for amounts, _ in found.values())


def test_the_year_report_and_reception_days_count(court: Court) -> None:
    one = committee(court)
    YearReport.objects.create(
        estate=court.estate, committee=one, year=2026, words="开会四次。", posted_on=TODAY, posted_by=court.yan
    )
    Reception.objects.create(
        estate=court.estate, committee=one, starts_at=MONDAY_9AM + 3 * DAY, ends_at=MONDAY_9AM + 4 * DAY,
        place="办公室", announced_by=court.yan,
    )  # fmt: skip

    assert [text for _, text in rows(court, "D32").values()] == ["办公室"]
    assert "annual_report" in {line for line, _ in known(court).hangs}


def within_limit(court: Court, fen: int) -> Draw:
    """A part to be paid of what the committee may spend by itself, as two people signed it."""
    one = Spending.objects.create(
        estate=court.estate, year=2026, number=1, state=Spending.State.APPROVED, fund="maintenance",
        account="fund_repairs", what="修水管", why="漏水", planned_fen=fen, planned_by=court.yan, planned_at=MONDAY_9AM,
        agreed_fen=fen, authority=Entry.Authority.LIMIT, authority_id=new_id(), authorised_by=court.yan,
        authorised_at=MONDAY_9AM, first_by=court.lin, first_at=MONDAY_9AM, second_by=court.mei, second_at=MONDAY_9AM,
    )  # fmt: skip
    return Draw.objects.create(
        estate=court.estate, spending=one, number=1, fen=fen, payee="水电行", asked_by=court.yan, asked_at=MONDAY_9AM
    )


def test_spending_within_the_limit_is_proposed_from_the_books(court: Court) -> None:
    book(court, Leg(Side("fund_bank"), Side("fund_undistributed"), 900_00))
    one = within_limit(court, 120_00)
    booked(
        court, Leg(Side("fund_repairs"), Side("fund_bank"), 120_00), kind=Entry.Kind.SPENDING, what=one.spending.what,
        authority=Entry.Authority.LIMIT, authority_id=one.spending.authority_id, day=date(2026, 3, 1), id=one.pk,
    )  # fmt: skip

    due = next(one for one in known(court, MONDAY_9AM + 20 * DAY).dues if one.key == "D24:2026-H2")
    found = proposed(court.estate, due, MONDAY_9AM)

    assert [(row.label, dict(row.amounts)) for row in found[:1]] == [("修水管", {"fen": 120_00})]


def test_others_tell_what_happened_and_who_keeps_an_account(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    audit = new_id()
    told = Source("test.audits", lambda estate, since: [Happened("audit_received", audit, TODAY - 10 * DAY, "审计")])
    kept = KeeperSource("test.keeper", lambda estate, on: {"revenue": "ye"})
    monkeypatch.setattr(sources, "_items", {**sources._items, told.name: told})
    monkeypatch.setattr(keepers, "_items", {**keepers._items, kept.name: kept})

    assert states(court, "D14b") == ["overdue"]
    bearers = {due.bearer for due in known(court).dues if due.line.id == "D10"}
    assert bearers == {"ye"}
    one = published(court, by=court.yan)
    assert asked(court, one).publication.bearer == "ye"


def test_what_is_typed_can_be_published_as_it_is(court: Court) -> None:
    assert published(court, "D22", rows=(Row("r00001", "水箱清洗", {}),)).frozen.rows[0].label == "水箱清洗"
