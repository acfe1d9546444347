"""What Plum Court has to publish: when each is due, and how it stands once it is up, or down again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.core.calendars import MainlandChina
from courtyard.core.disclosures import Due, Happening, Published, Traits, due
from courtyard.core.disclosures.records import runs_of
from courtyard.core.tests.estate_facts import TODAY, day, shanghai

CALENDAR = MainlandChina()
BEGAN = date(2024, 1, 1)
LINES = shanghai().disclosures
PLUM = Traits(BEGAN, kind="commodity", mode="lump_sum", committee_since=BEGAN)
DAY = timedelta(days=1)


def owed(
    key: str, on: date, published: Iterable[Published] = (), happenings: Iterable[Happening] = (),
    traits: Traits = PLUM, **given: Any,
) -> list[Due]:  # fmt: skip
    """How one line stands, for each of its occasions."""
    return list(due([LINES[key]], traits, happenings, published, on, CALENDAR, **given))


def stands(key: str, occasion: str, on: date, *published: Published, **given: Any) -> tuple[str, int]:
    one = next(one for one in owed(key, on, published, **given) if one.occasion == occasion)
    return one.state, one.days


def up(key: str, occasion: str, on: str, until: str = "") -> Published:
    return Published(key, occasion, day(on), day(until) if until else None)


def test_each_quarters_accounts_are_due_on_the_fifteenth_of_the_next() -> None:
    found = owed("revenue_accounts", TODAY)

    assert [(one.occasion, one.due_on) for one in found] == [
        ("2026-Q2", day("04-15")), ("2026-Q3", day("07-15")), ("2026-Q4", day("10-15")), ("2027-Q1", day("2027-01-15")),
    ]  # fmt: skip
    assert found[-1].covered == (day("10-01"), day("12-31"))
    assert found[-1].key == "D10:2027-Q1"
    assert {one.bearer for one in found} == {"wu"}


@pytest.mark.parametrize(
    ("on", "state", "days"),
    [
        ("09-30", "not_yet", 0),
        ("10-01", "soon", 0),
        ("10-15", "soon", 0),
        ("10-16", "overdue", 1),
        ("11-15", "overdue", 31),
    ],
)
def test_it_turns_from_not_yet_to_soon_to_overdue(on: str, state: str, days: int) -> None:
    assert stands("revenue_accounts", "2026-Q4", day(on)) == (state, days)


def test_published_late_stays_late_and_in_time_stays_in_time() -> None:
    for on in (day("10-18"), TODAY):
        assert stands("revenue_accounts", "2026-Q4", on, up("revenue_accounts", "2026-Q4", "10-18")) == ("late", 3)
        assert stands("revenue_accounts", "2026-Q4", on, up("revenue_accounts", "2026-Q4", "10-15")) == ("published", 0)


def test_what_is_put_up_tomorrow_is_not_up_today() -> None:
    tomorrow = up("revenue_accounts", "2026-Q4", "10-17")

    assert stands("revenue_accounts", "2026-Q4", day("10-16"), tomorrow) == ("overdue", 1)


def test_accounts_stay_up_until_the_next_are() -> None:
    first = up("revenue_accounts", "2026-Q3", "07-10", "10-11")
    then = up("revenue_accounts", "2026-Q4", "10-12")

    assert stands("revenue_accounts", "2026-Q3", day("10-12"), first) == ("taken_down", 1)
    assert stands("revenue_accounts", "2026-Q3", day("10-12"), first, then) == ("published", 0)
    assert stands("revenue_accounts", "2026-Q3", day("10-13"), replace(first, until=day("10-10")), then) == (
        "taken_down",
        3,
    )


@pytest.mark.parametrize(("until", "state"), [("07-02", "taken_down"), ("07-03", "published"), ("", "published")])
def test_an_audit_report_stays_up_for_thirty_days_after_the_first(until: str, state: str) -> None:
    came = Happening("audit_received", "a", day("06-01"))
    put_up = up("audit_report_posting", "a", "06-03", until)

    (one,) = owed("audit_report_posting", day("08-01"), [put_up], [came])

    assert (one.due_on, one.state, one.stays_until) == (day("06-04"), state, day("07-03"))


def test_put_up_anew_it_has_to_stay_its_days_once() -> None:
    came = [Happening("audit_received", "a", day("06-01"))]
    torn = up("audit_report_posting", "a", "06-03", "06-10")
    whole = up("audit_report_posting", "a", "06-20", "07-20")

    assert [one.state for one in owed("audit_report_posting", day("08-01"), [torn], came)] == ["taken_down"]
    assert [one.state for one in owed("audit_report_posting", day("08-01"), [torn, whole], came)] == ["published"]


def test_days_after_something_end_on_a_working_day_and_days_before_are_not_moved() -> None:
    met = Happening("committee_decision", "m", day("09-29"))  # three days on it is a holiday, until the eighth
    assembly = Happening("assembly", "v", day("12-13"))

    assert owed("committee_decision", TODAY, (), [met])[0].due_on == day("10-08")
    assert owed("assembly_notice", TODAY, (), [assembly])[0].due_on == day("11-28")  # a Saturday


def test_months_after_something_end_on_the_corresponding_day() -> None:
    follows = Happening("succession", "t", day("08-31"))

    assert owed("term_audit", TODAY, (), [follows])[0].due_on == day("09-30")


def test_a_happening_put_off_is_due_by_its_latest_day() -> None:
    told = [Happening("assembly", "v", day("12-13")), Happening("assembly", "v", day("12-20"))]

    assert [one.due_on for one in owed("assembly_notice", TODAY, (), told)] == [day("12-05")]


def test_what_no_text_gives_a_day_is_owed_now_and_never_overdue() -> None:
    decided = Happening("assembly_decision", "v", day("2025-03-01"))

    (one,) = owed("assembly_decision", TODAY, (), [decided])

    assert (one.due_on, one.state) == (None, "now")


def test_what_always_stands_is_owed_a_month_after_the_estate_began_and_renewed_in_time() -> None:
    new = replace(PLUM, began_on=day("09-30"), committee_since=day("09-30"))
    posted = up("reception_day", "", "10-09")

    assert stands("fee_standards", "", day("10-30"), traits=new) == ("soon", 0)
    assert stands("fee_standards", "", day("10-31"), traits=new) == ("overdue", 1)
    assert stands("reception_day", "", day("11-09"), posted) == ("published", 0)
    assert stands("reception_day", "", day("11-10"), posted) == ("stale", 1)
    assert stands("reception_day", "", day("11-10"), posted, up("reception_day", "", "11-10")) == ("published", 0)
    assert stands("reception_day", "", day("10-31"), replace(posted, until=day("10-20"))) == ("taken_down", 11)


@pytest.mark.parametrize(
    ("key", "traits", "bearers"),
    [
        ("fund_accounts", PLUM, {"ye"}),
        ("fund_accounts", replace(PLUM, committee_since=None), set()),
        ("fund_accounts", replace(PLUM, committee_since=None, keepers={"fund": "wu"}), {"wu"}),
        ("revenue_accounts", replace(PLUM, keepers={"revenue": "ye"}), {"ye"}),
        ("commission_accounts", PLUM, set()),
        ("commission_accounts", replace(PLUM, mode=None), set()),
        ("commission_accounts", replace(PLUM, mode="commission"), {"wu"}),
        ("self_management_accounts", replace(PLUM, mode="self_managed"), {"ye"}),
        ("minutes", PLUM, set()),
    ],
)
def test_it_is_owed_by_whom_the_law_names_and_by_the_estates_it_is_for(
    key: str, traits: Traits, bearers: set[str]
) -> None:
    assert {one.bearer for one in owed(key, TODAY, traits=traits)} == bearers


def test_the_first_assemblys_papers_are_owed_only_where_there_is_no_committee() -> None:
    first = [Happening("first_assembly", "f", day("12-20"))]
    without = replace(PLUM, committee_since=None)

    assert owed("first_assembly_documents", TODAY, (), first) == []
    assert [one.bearer for one in owed("first_assembly_documents", TODAY, (), first, without)] == ["group"]


def test_a_committee_owes_nothing_that_was_due_before_it_sat_or_once_it_is_over() -> None:
    sat = replace(PLUM, committee_since=day("2025-08-01"), committee_until=day("07-30"))

    assert [one.occasion for one in owed("fund_accounts", TODAY, traits=sat)] == ["2026-H1"]


def test_a_line_for_some_kinds_of_estate_is_owed_by_those() -> None:
    some = replace(LINES["fee_standards"], kinds=("affordable",))

    assert due([some], PLUM, (), (), TODAY, CALENDAR) == ()
    assert len(due([some], replace(PLUM, kind="affordable"), (), (), TODAY, CALENDAR)) == 1


def test_nothing_is_owed_of_the_time_before_the_record_or_the_rule() -> None:
    late = replace(PLUM, began_on=day("10-16"))

    assert [one.occasion for one in owed("revenue_accounts", TODAY, traits=late)] == ["2027-Q1"]
    assert owed("committee_decision", TODAY, (), [Happening("committee_decision", "m", day("10-15"))], late) == []
    assert owed("revenue_accounts", TODAY, ahead_days=0)[0].due_on == day("04-15")


def test_nobody_takes_down_what_was_not_up() -> None:
    with pytest.raises(ValueError, match="before it was put up"):
        up("revenue_accounts", "2026-Q4", "10-18", "10-17")


def test_days_that_touch_are_one_run() -> None:
    pages = (
        up("x", "", "01-10", "01-20"),
        up("x", "", "01-01", "01-09"),
        up("x", "", "01-05", "01-06"),
        up("x", "", "02-01"),
    )

    assert [(run.first, run.last) for run in runs_of(pages)] == [(day("01-01"), day("01-20")), (day("02-01"), None)]


ON = st.dates(date(2024, 6, 1), date(2028, 12, 31))
SCHEDULED = ["fund_accounts", "revenue_accounts", "revenue_plan", "service_report", "audit_report"]
HAPPENED = ["committee_decision", "assembly_decision", "audit_report_posting", "selection_plan"]


@st.composite
def publications(draw: st.DrawFn) -> Published:
    key = draw(st.sampled_from([*SCHEDULED, *HAPPENED, "reception_day"]))
    names = ["2026-Q3", "2026-Q4", "2027-Q1", "2026-H2", "2026", "2027", "a", "b", ""]
    begins = draw(ON)
    ends = draw(st.none() | st.integers(0, 100))
    return Published(key, draw(st.sampled_from(names)), begins, None if ends is None else begins + ends * DAY)


HAPPENINGS = st.builds(
    Happening, st.sampled_from(["committee_decision", "assembly_decision", "audit_received", "contract_end"]),
    st.sampled_from(["a", "b"]), ON,
)  # fmt: skip
BAD = {"overdue", "taken_down", "stale"}


def all_of(published: Iterable[Published], happenings: Iterable[Happening], on: date) -> dict[str, Due]:
    lines = [LINES[key] for key in (*SCHEDULED, *HAPPENED, "reception_day")]
    return {one.key: one for one in due(lines, PLUM, happenings, published, on, CALENDAR)}


@settings(max_examples=60)
@given(st.lists(publications(), max_size=6), publications(), st.lists(HAPPENINGS, max_size=4), ON)
def test_more_published_never_makes_anything_worse(
    some: list[Published], more: Published, happened: list[Happening], on: date
) -> None:
    before, after = all_of(some, happened, on), all_of([*some, more], happened, on)

    assert before.keys() == after.keys()
    assert [
        key
        for key, one in after.items()
        if one.state in BAD and before[key].state not in BAD | {"now", "soon", "not_yet"}
    ] == []
    assert [key for key, one in after.items() if one.state == "overdue" and before[key].state != "overdue"] == []


@settings(max_examples=60)
@given(st.lists(publications(), max_size=6), st.lists(HAPPENINGS, max_size=4), ON, st.randoms())
def test_the_order_of_what_is_known_changes_nothing(
    some: list[Published], happened: list[Happening], on: date, lots: Any
) -> None:
    pages, events = list(some), list(happened)
    lots.shuffle(pages)
    lots.shuffle(events)

    assert all_of(pages, events, on) == all_of(some, happened, on)


@settings(max_examples=60)
@given(st.sampled_from(SCHEDULED), ON, st.integers(0, 20))
def test_one_publication_discharges_exactly_its_period(key: str, on: date, place: int) -> None:
    before = owed(key, on)
    open_ones = [one for one in before if one.state in ("overdue", "soon", "not_yet")]
    if not open_ones:
        return
    chosen = open_ones[place % len(open_ones)]

    after = owed(key, on, [Published(key, chosen.occasion, on)])

    assert [one.occasion for one in after] == [one.occasion for one in before]
    changed = [then.occasion for then, now in zip(before, after, strict=True) if then != now]
    assert changed == [chosen.occasion]


@settings(max_examples=60)
@given(st.sampled_from(SCHEDULED), ON, ON)
def test_each_period_is_there_once_between_two_days(key: str, one: date, other: date) -> None:
    first, on = sorted((one, other))

    whole = owed(key, on, since=first, ahead_days=0)
    halves = [*owed(key, first, since=first, ahead_days=0), *owed(key, on, since=first + DAY, ahead_days=0)]

    assert len({due.occasion for due in whole}) == len(whole)
    assert [due.occasion for due in whole] == [due.occasion for due in halves]
    assert all(due.due_on and first <= due.due_on <= on for due in whole)
