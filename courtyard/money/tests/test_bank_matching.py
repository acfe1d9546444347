"""A line of the bank is what was expected, what is booked already, or what a hand books; and it can be let go again."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.books.refusals import PeriodClosed
from courtyard.core.errors import NotAllowed, NotThere, Refusal
from courtyard.money.actions import bank_matching as actions
from courtyard.money.actions.bank_matching import How, Settling, book_line, settle_line, unmatch_line
from courtyard.money.actions.books import close_month
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.models import BankAccount, BankLine, Entry, LineMatch
from courtyard.money.queries.bank_matching import look_at, ways_of
from courtyard.money.targets import ENTRY
from courtyard.money.tests.banking import ADS, HEAD, Wanted, account, bill, imported, line, wanting
from courtyard.money.tests.build import OPENS, ads, book, booked, leg
from courtyard.trail.models import Line

PAID = "2026-06-01,1000.00,,6000.00,浦江广告有限公司,{} 广告费,A0001\n"
CODE = "K7M294TXPW3H"
DAY = date(2026, 6, 1)


def with_lines(court: Court, text: str = "") -> BankAccount:
    book(court)
    one = account(court)
    imported(court, one, *([text] if text else []))
    return one


def bills(fen: int, key: str = "b1") -> list[Settling]:
    return [Settling("bill", key, fen)]


def test_the_other_end_of_a_transfer_does_not_make_room_for_a_second_line(court: Court) -> None:
    book(court, leg("revenue_bank", "revenue_undistributed", 5_000_00))
    here, there = account(court), account(court, "fund_bank", fund="maintenance", digits="9999", opening_fen=0)
    legs = leg("revenue_to_fund", "revenue_bank", 400_00), leg("fund_bank", "fund_from_revenue", 400_00)
    moved = booked(court, *legs, kind="transfer", day=DAY)
    out = "2026-06-0{0},,400.00,{1}.00,青禾物业,划转,B000{0}\n"
    imported(court, here, HEAD + out.format(1, 4600) + out.format(2, 4200))
    imported(court, there, HEAD + "2026-06-01,400.00,,400.00,梅苑业主委员会,划转,C0001\n")
    first, second = BankLine.objects.filter(account=here).order_by("number")
    for one in (first, line(there, 400_00)):
        settle_line(one.pk, [Settling(ENTRY, str(moved.pk), one.fen)], how=How.HAND, by=court.yan, at=MONDAY_9AM)

    with pytest.raises(actions.EntryTaken):
        settle_line(second.pk, [Settling(ENTRY, str(moved.pk), second.fen)], how=How.HAND, by=court.yan, at=MONDAY_9AM)

    assert LineMatch.objects.count() == 2


# what was expected


def test_a_code_is_sure_and_settles_the_bill_and_the_line(court: Court) -> None:
    one = with_lines(court, HEAD + PAID.format(CODE))
    wanted = Wanted(court, bill(1_000_00))

    with wanting("bill", wanted):
        (way,) = look_at(one).ready
        (match,) = settle_line(way.line.pk, bills(1_000_00), how=How.PROPOSED, by=court.yan, at=MONDAY_9AM)

    entry = match.entry
    assert (match.fen, match.target, match.expected, match.how) == (1_000_00, "bill", "b1", "proposed")
    assert (entry.fen, entry.day, entry.kind) == (1_000_00, DAY, "receipt")
    assert BankLine.objects.get().open_fen == 0
    assert (look_at(one).ready, look_at(one).unsure) == ((), ())
    assert Line.objects.get(kind="money.line_matched").about == match.line_id


def test_a_line_may_be_several_things_and_what_is_left_stays_open(court: Court) -> None:
    one = with_lines(court, HEAD + ADS)
    wanted = Wanted(court, bill(300_00), bill(500_00, "ZZZZZZ999999", key="b2"))

    with wanting("bill", wanted):
        parts = [*bills(300_00), *bills(500_00, "b2")]
        settle_line(line(one, 1_000_00).pk, parts, how=How.HAND, by=court.yan, at=MONDAY_9AM)

    assert BankLine.objects.get().open_fen == 200_00
    assert sorted(LineMatch.objects.values_list("fen", flat=True)) == [300_00, 500_00]


def test_all_parts_are_settled_or_none(court: Court) -> None:
    one = with_lines(court, HEAD + ADS)
    parts = [*bills(300_00), Settling(ENTRY, "nonsense", 1_00)]

    with wanting("bill", Wanted(court, bill(300_00))), pytest.raises(NotThere):
        settle_line(line(one, 1_000_00).pk, parts, how=How.HAND, by=court.yan, at=MONDAY_9AM)

    assert (LineMatch.objects.count(), Entry.objects.count(), BankLine.objects.get().open_fen) == (0, 1, 1_000_00)


@pytest.mark.parametrize("fen", [1_000_01, -1_00, 0])
def test_no_more_than_is_open_and_never_the_other_way(court: Court, fen: int) -> None:
    one = with_lines(court, HEAD + ADS)

    with wanting("bill", Wanted(court, bill(2_000_00))), pytest.raises(actions.LineTaken):
        settle_line(line(one, 1_000_00).pk, bills(fen), how=How.HAND, by=court.yan, at=MONDAY_9AM)


def test_the_second_of_two_is_told(court: Court) -> None:
    one = with_lines(court, HEAD + ADS)
    pk = line(one, 1_000_00).pk

    with wanting("bill", Wanted(court, bill(1_000_00))):
        settle_line(pk, bills(1_000_00), how=How.HAND, by=court.yan, at=MONDAY_9AM)
        with pytest.raises(actions.LineTaken, match=r"0\.00 yuan of it are open"):
            settle_line(pk, bills(1_000_00), how=How.HAND, by=court.zhu, at=MONDAY_9AM)

    assert LineMatch.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins_and_the_other_is_told(court: Court) -> None:
    one = with_lines(court, HEAD + ADS)
    pk = line(one, 1_000_00).pk
    both, said = threading.Barrier(2), []

    def settle() -> None:
        both.wait()
        try:
            settle_line(pk, bills(1_000_00), how=How.HAND, by=court.yan, at=MONDAY_9AM)
            said.append("done")
        except actions.LineTaken:
            said.append("told")
        finally:
            connection.close()

    with wanting("bill", Wanted(court, bill(1_000_00))):
        threads = [threading.Thread(target=settle) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(said) == ["done", "told"]
    assert (LineMatch.objects.count(), BankLine.objects.get().open_fen) == (1, 0)


def test_what_books_another_sum_than_the_bank_shows_is_undone(court: Court) -> None:
    one = with_lines(court, HEAD + ADS)

    with wanting("bill", Wanted(court, bill(1_000_00), off=1)), pytest.raises(actions.MovesOther):
        settle_line(line(one, 1_000_00).pk, bills(1_000_00), how=How.HAND, by=court.yan, at=MONDAY_9AM)

    assert Entry.objects.count() == 1


def test_what_is_expected_of_another_fund_is_not_offered(court: Court) -> None:
    one = with_lines(court, HEAD + PAID.format(CODE))

    with wanting("bill", Wanted(court, bill(1_000_00)), funds=frozenset({"fees"})):
        assert look_at(one).ready == ()
        with pytest.raises(actions.UnknownTarget):
            settle_line(line(one, 1_000_00).pk, bills(1_000_00), how=How.HAND, by=court.yan, at=MONDAY_9AM)


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "bai", "jie", "far"])
def test_whoever_does_not_keep_the_fund_matches_nothing(court: Court, name: str) -> None:
    one = with_lines(court, HEAD + ADS)
    person = getattr(court, name)

    with pytest.raises(NotAllowed):
        settle_line(line(one, 1_000_00).pk, bills(1_000_00), how=How.HAND, by=person, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        book_line(line(one, 1_000_00).pk, key="revenue_lift_ads", what="广告", by=person, at=MONDAY_9AM)


# what is booked already


def test_an_entry_alone_of_its_amount_about_that_day_is_sure(court: Court) -> None:
    one = with_lines(court, HEAD + ADS)
    entry = booked(court, ads(1_000_00), day=DAY + timedelta(days=2))

    (way,) = look_at(one).ready

    assert way.things[0].id == f"{ENTRY}:{entry.pk.hex}"


def test_of_two_entries_alike_a_person_says_which(court: Court) -> None:
    one = with_lines(court, HEAD + ADS)
    for _ in range(2):
        booked(court, ads(1_000_00), day=DAY)

    found = look_at(one)

    assert found.ready == ()
    assert len(found.unsure[0][1]) == 2


def test_an_entry_is_found_once_and_nothing_is_booked(court: Court) -> None:
    one = with_lines(court)
    entry = booked(court, ads(1_000_00), day=DAY)
    parts = [Settling(ENTRY, entry.pk.hex, 1_000_00)]

    settle_line(line(one, 1_000_00).pk, parts, how=How.HAND, by=court.yan, at=MONDAY_9AM)

    assert Entry.objects.count() == 2
    assert look_at(one).ready == ()
    imported(court, one, HEAD + "2026-06-05,1000.00,,6990.71,浦江广告有限公司,电梯广告费,A0009\n")
    with pytest.raises(actions.EntryTaken):
        settle_line(BankLine.objects.get(number=4).pk, parts, how=How.HAND, by=court.yan, at=MONDAY_9AM)


def test_an_entry_of_another_account_or_taken_back_is_no_line(court: Court) -> None:
    one = with_lines(court, HEAD + ADS)
    other = booked(court, leg("fees_bank", "fees_other_income", 1_000_00), day=DAY)
    gone = booked(court, ads(1_000_00), day=DAY)
    reverse_entry(gone.pk, reason="记错了", by=court.yan, at=MONDAY_9AM)

    assert ways_of(line(one, 1_000_00)) == ([], [])
    for entry, wrong in ((other, actions.EntryTaken), (gone, actions.EntryTakenBack)):
        parts = [Settling(ENTRY, entry.pk.hex, 1_000_00)]
        with pytest.raises(wrong):
            settle_line(line(one, 1_000_00).pk, parts, how=How.HAND, by=court.yan, at=MONDAY_9AM)


# by hand


def test_interest_and_charges_are_booked_by_hand(court: Court) -> None:
    one = with_lines(court)

    came = book_line(line(one, 3_21).pk, key="revenue_interest", what="存款利息", by=court.yan, at=MONDAY_9AM)
    went = book_line(line(one, -12_50).pk, key="revenue_bank_charges", what="账户管理费", by=court.yan, at=MONDAY_9AM)

    assert [(one.entry.kind, one.entry.fen, one.fen, one.target) for one in (came, went)] == [
        ("interest", 3_21, 3_21, "other"), ("other", 12_50, -12_50, "other")
    ]  # fmt: skip
    assert came.entry.source_id == came.line_id
    posting = went.entry.postings.get()
    assert (posting.debit.key, posting.credit.key) == ("revenue_bank_charges", "revenue_bank")


@pytest.mark.parametrize(
    ("fen", "key"),
    [
        (-12_50, "revenue_upkeep"), (-12_50, "revenue_managers_share"), (-12_50, "revenue_to_fund"),
        (-12_50, "revenue_payable"), (1_000_00, "revenue_bank"), (1_000_00, "fees_income"), (1_000_00, "gold"),
        (1_000_00, "revenue_cost"),
    ],
)  # fmt: skip
def test_what_needs_an_authority_is_not_booked_by_hand(court: Court, fen: int, key: str) -> None:
    one = with_lines(court)

    with pytest.raises(actions.NotByHand):
        book_line(line(one, fen).pk, key=key, what="修门", by=court.yan, at=MONDAY_9AM)

    assert Entry.objects.count() == 1


def test_nothing_is_booked_in_a_closed_month(court: Court) -> None:
    one = with_lines(court, HEAD + ADS.replace("2026-06", "2026-01"))
    close_month(court.estate.pk, OPENS, by=court.yan, at=MONDAY_9AM)

    with pytest.raises(PeriodClosed):
        book_line(line(one, 1_000_00).pk, key="revenue_lift_ads", what="广告", by=court.yan, at=MONDAY_9AM)
    assert BankLine.objects.get().open_fen == 1_000_00


# let go


def test_what_the_match_booked_is_booked_back(court: Court) -> None:
    one = with_lines(court, HEAD + ADS)
    pk = line(one, 1_000_00).pk
    match = book_line(pk, key="revenue_lift_ads", what="电梯广告费", by=court.yan, at=MONDAY_9AM)

    gone = unmatch_line(match.pk, reason="不是这一笔", by=court.yan, at=MONDAY_9AM)

    assert (gone.reason, gone.withdrawn_by) == ("不是这一笔", court.yan)
    assert Entry.objects.get(reverses=match.entry).reason == "不是这一笔"
    assert BankLine.objects.get().open_fen == 1_000_00
    with pytest.raises(actions.WithdrawnAlready):
        unmatch_line(match.pk, reason="再来", by=court.yan, at=MONDAY_9AM)
    book_line(pk, key="revenue_lockers", what="快递柜", by=court.yan, at=MONDAY_9AM)
    assert BankLine.objects.get().open_fen == 0


def test_an_entry_that_was_there_before_stays(court: Court) -> None:
    one = with_lines(court, HEAD + ADS)
    entry = booked(court, ads(1_000_00), day=DAY)
    parts = [Settling(ENTRY, entry.pk.hex, 1_000_00)]
    (match,) = settle_line(line(one, 1_000_00).pk, parts, how=How.HAND, by=court.yan, at=MONDAY_9AM)

    unmatch_line(match.pk, reason="不是这一笔", by=court.yan, at=MONDAY_9AM)

    assert not Entry.objects.filter(reverses=entry).exists()
    assert len(look_at(one).ready) == 1


def test_what_was_taken_back_already_is_not_taken_back_twice(court: Court) -> None:
    one = with_lines(court, HEAD + ADS)
    match = book_line(line(one, 1_000_00).pk, key="revenue_lift_ads", what="广告", by=court.yan, at=MONDAY_9AM)
    reverse_entry(match.entry_id, reason="记错了", by=court.yan, at=MONDAY_9AM)

    unmatch_line(match.pk, reason="记错了", by=court.yan, at=MONDAY_9AM)

    assert Entry.objects.filter(reverses=match.entry).count() == 1


def test_a_target_takes_back_its_own_way(court: Court) -> None:
    one = with_lines(court, HEAD + ADS)
    said: list[str] = []

    def take_back(entry: Entry, *, reason: str, by: object, at: object) -> None:
        said.append(reason)

    with wanting("bill", Wanted(court, bill(1_000_00)), take_back=take_back):
        (match,) = settle_line(line(one, 1_000_00).pk, bills(1_000_00), how=How.HAND, by=court.yan, at=MONDAY_9AM)
        unmatch_line(match.pk, reason="付重了", by=court.yan, at=MONDAY_9AM)

    assert said == ["付重了"]


@pytest.mark.parametrize(("name", "reason", "wrong"), [("lin", "不对", NotAllowed), ("yan", " ", Refusal)])
def test_a_match_is_let_go_by_its_keeper_with_a_reason(
    court: Court, name: str, reason: str, wrong: type[Refusal]
) -> None:
    one = with_lines(court, HEAD + ADS)
    match = book_line(line(one, 1_000_00).pk, key="revenue_lift_ads", what="广告", by=court.yan, at=MONDAY_9AM)

    with pytest.raises(wrong):
        unmatch_line(match.pk, reason=reason, by=getattr(court, name), at=MONDAY_9AM)

    assert BankLine.objects.get().open_fen == 0
