"""Money that came in finds its bill by itself only where there is no doubt; a person decides the rest."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.core.bank import Expected, Home, Matching, OpenLine, Part, Window, match, matching
from courtyard.core.codes import ALPHABET, code, grouped

JANUARY, FEBRUARY, MARCH = date(2026, 1, 10), date(2026, 2, 10), date(2026, 3, 10)
PAID = date(2026, 2, 12)
H302, H303, B302 = Home("1号楼", "", "302"), Home("1号楼", "", "303"), Home("2号楼", "", "302")
CODE = code([5, 2, 20, 0, 7, 2, 26, 28, 21, 29, 1])
OTHER = code([6, 2, 20, 0, 7, 2, 26, 28, 21, 29, 1])


def bill(number: str, fen: int = 300, day: date = FEBRUARY, home: Home | None = H302, **more: object) -> Expected:
    return Expected(number, fen, day, home=home, **more)  # type: ignore[arg-type]


def paid(text: str = "", fen: int = 300, number: str = "line", name: str = "", day: date = PAID) -> OpenLine:
    return OpenLine(number, day, fen, name, text)


def made(found: Matching) -> list[tuple[str, list[tuple[str, int]]]]:
    return [(one.line, [(part.expected, part.fen) for part in one.parts]) for one in found.made]


def proposed(found: Matching) -> list[list[tuple[str, int]]]:
    return [[(part.expected, part.fen) for part in one.parts] for one in found.proposed]


def reasons(found: Matching) -> list[str]:
    return [reason.says for one in (*found.made, *found.proposed)[:1] for reason in one.reasons]


# The code of a bill.


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        grouped(CODE),
        CODE.lower(),
        f"物业费{CODE}2026年",
        "".join(chr(ord(c) + 0xFEE0) for c in CODE),
        f"缴费码：{CODE[:4]}-{CODE[4:8]}—{CODE[8:]}。",
    ],
)
def test_a_code_is_found_however_it_is_written(text: str) -> None:
    bills = [bill("a", 999, references=(CODE,)), bill("b", 999, references=(OTHER,))]

    found = match([paid(text, 999)], bills)

    assert made(found) == [("line", [("a", 999)])]
    assert reasons(found) == [matching.BY_REFERENCE, matching.BY_TIME, matching.BY_AMOUNT]


def test_one_wrong_character_is_no_code() -> None:
    wrong = CODE[:-1] + next(mark for mark in ALPHABET if mark != CODE[-1])

    found = match([paid(wrong, 777)], [bill("a", 999, references=(CODE,))])

    assert found == Matching((), (), ("line",))


def test_a_number_that_only_contains_the_reference_is_another() -> None:
    found = match([paid("流水 9202601001", 777)], [bill("a", 999, references=("202601001",))])

    assert found.unmatched == ("line",)


def test_one_line_pays_all_the_bills_it_names() -> None:
    bills = [bill("a", 100, references=(CODE,)), bill("b", 200, references=(OTHER,), home=H303)]

    found = match([paid(f"{OTHER} {CODE}", 300)], bills)

    assert made(found) == [("line", [("a", 100), ("b", 200)])]
    assert found.made[0].reasons[0].fields == {"code": "、".join(sorted((CODE, OTHER)))}


def test_two_lines_pay_one_bill_in_parts() -> None:
    lines = [paid(CODE, 100, "one"), paid(CODE, 200, "two")]

    found = match(lines, [bill("a", 300, references=(CODE,))])

    assert made(found) == [("one", [("a", 100)]), ("two", [("a", 200)])]
    assert found.made[0].reasons[-1].text() == "It pays only a part: 2.00 stays open."


def test_what_is_paid_beyond_the_bill_is_left_over() -> None:
    found = match([paid(CODE, 500)], [bill("a", 300, references=(CODE,))])

    assert made(found) == [("line", [("a", 300)])]
    assert found.made[0].reasons[-1].text() == "2.00 of the payment is left over."


def test_too_little_for_all_the_bills_named_needs_a_person() -> None:
    bills = [bill("a", 300, JANUARY, references=(CODE,)), bill("b", 200, references=(OTHER,))]

    found = match([paid(f"{CODE} {OTHER}", 400)], bills)

    assert (made(found), proposed(found)) == ([], [[("a", 300), ("b", 100)]])


def test_a_bill_paid_twice_is_paid_by_the_first_and_the_second_needs_a_person() -> None:
    lines = [paid(CODE, 300, "second", day=MARCH), paid(CODE, 300, "first")]

    found = match(lines, [bill("a", 300, references=(CODE,))])

    assert (made(found), proposed(found)) == ([("first", [("a", 300)])], [[("a", 300)]])
    assert found.proposed[0].reasons[-1].says == matching.CLAIMED_TWICE


def test_two_payments_of_a_home_pay_its_two_oldest_bills() -> None:
    lines = [paid("1-302", number="second", day=MARCH), paid("1-302", number="first")]

    found = match(lines, [bill("a", day=JANUARY), bill("b"), bill("c", day=MARCH)])

    assert made(found) == [("first", [("a", 300)]), ("second", [("b", 300)])]


def test_whoever_names_the_bill_pays_it_before_whoever_only_has_the_name() -> None:
    lines = [paid(name="枫明", number="early", day=JANUARY), paid(CODE, number="late")]

    found = match(lines, [bill("a", names=("枫明",), references=(CODE,))])

    assert made(found) == [("late", [("a", 300)])]
    assert [one.line for one in found.proposed] == ["early"]


@pytest.mark.parametrize("text", ["2026-02-12 202601001 物业费", "号2026 01001。", "202601001"])
def test_a_reference_of_figures_is_found_beside_others(text: str) -> None:
    found = match([paid(text, 777)], [bill("a", 777, references=("202601001",))])

    assert made(found) == [("line", [("a", 777)])]


# The home.


@pytest.mark.parametrize(
    "text",
    [
        "1号楼302",
        "１号楼３０２室",
        "1-302",
        "1－302 物业费",
        "1幢302室2月物业费",
        "一号楼302",
        "1栋 302",
        "01号楼0302",
        "陶安路12弄1号302室",
        "1#302",
        "1/302",
        "1号楼1单元302",
        "转账备注:1-302",
    ],
)
def test_a_home_is_found_however_it_is_written(text: str) -> None:
    bills = [bill("a"), bill("b", home=H303), bill("c", home=B302), bill("d", home=Home("11号楼", "", "302"))]

    found = match([paid(text)], bills)

    assert made(found) == [("line", [("a", 300)])]
    assert matching.BY_HOME in reasons(found)


def test_a_home_in_doubt_needs_a_person() -> None:
    bills = [bill("a", home=Home("3号楼", "1单元", "302")), bill("b", home=Home("3号楼", "2单元", "302"))]

    found = match([paid("3号楼302")], bills)

    assert (made(found), proposed(found)) == ([], [[("a", 300)], [("b", 300)]])
    assert reasons(found)[-1] == matching.SEVERAL_WAYS


def test_a_home_in_doubt_needs_a_person_even_if_only_one_has_a_bill() -> None:
    one, two = Home("3号楼", "1单元", "302"), Home("3号楼", "2单元", "302")

    found = match([paid("3号楼302")], [bill("b", home=two)], homes=[one, two])

    assert (made(found), proposed(found)) == ([], [[("b", 300)]])


def test_whoever_names_a_home_without_bills_pays_nobody_elses() -> None:
    found = match([paid("1-303", name="枫明")], [bill("a", names=("枫明",))], homes=[H302, H303])

    assert found.unmatched == ("line",)


def test_one_line_pays_several_bills_of_the_home() -> None:
    bills = [bill("a", 300, JANUARY), bill("b", 200), bill("c", 50, MARCH)]

    found = match([paid("1-302 物业费", 500)], bills)

    assert made(found) == [("line", [("a", 300), ("b", 200)])]
    assert [reason.text() for reason in found.made[0].reasons] == [
        "The payment names the home.",
        "It came in the usual time.",
        "The amount is exactly the sum of 2.",
        "It pays what has been due longest.",
    ]


def test_one_line_pays_bills_of_two_homes_it_names() -> None:
    found = match([paid("1-302 1-303", 500)], [bill("a", 300), bill("b", 200, home=H303), bill("c", 10, home=B302)])

    assert made(found) == [("line", [("a", 300), ("b", 200)])]


def test_of_equal_bills_the_oldest_is_paid() -> None:
    found = match([paid("1-302")], [bill("a", day=MARCH), bill("b", day=JANUARY), bill("c")])

    assert made(found) == [("line", [("b", 300)])]


def test_what_the_payer_calls_it_counts_more_than_age() -> None:
    bills = [bill("a", day=JANUARY, words=("物业费",)), bill("b", words=("停车费", "车位费"))]

    found = match([paid("1-302 车位费")], bills)

    assert made(found) == [("line", [("b", 300)])]


def test_two_ways_as_good_as_each_other_need_a_person() -> None:
    found = match([paid("1-302")], [bill("a"), bill("b")])

    assert (made(found), proposed(found)) == ([], [[("a", 300)], [("b", 300)]])


def test_a_sum_that_fits_nothing_is_proposed_for_the_oldest() -> None:
    found = match([paid("1-302", 450)], [bill("a", 300, JANUARY), bill("b", 200), bill("c", 200, MARCH)])

    assert (made(found), proposed(found)) == ([], [[("a", 300), ("b", 150)]])


def test_of_many_open_bills_the_oldest_that_fit_are_paid() -> None:
    bills = [bill(f"{number:02}", 100, JANUARY + timedelta(days=number)) for number in range(12)]

    found = match([paid("1-302", 1_200)], bills)

    assert made(found) == [("line", [(one.id, 100) for one in bills])]


# Names, amounts, days.


def test_a_name_with_the_exact_amount_in_time_is_enough() -> None:
    bills = [bill("a", names=("桂芳华", "枫明")), bill("b", home=H303, names=("柳英",))]

    found = match([paid("转账", name="枫 明")], bills)

    assert made(found) == [("line", [("a", 300)])]
    assert reasons(found) == [matching.BY_NAME, matching.BY_TIME, matching.BY_AMOUNT]


def test_two_homes_of_one_name_need_a_person() -> None:
    found = match([paid(name="枫明")], [bill("a", names=("枫明",)), bill("b", home=H303, names=("枫明",))])

    assert (made(found), proposed(found)) == ([], [[("a", 300)], [("b", 300)]])


def test_a_masked_name_is_nobodys() -> None:
    found = match([paid(name="*明")], [bill("a", names=("*明",))])

    assert (made(found), proposed(found)) == ([], [[("a", 300)]])


def test_a_name_long_after_it_was_due_needs_a_person() -> None:
    late = FEBRUARY + timedelta(days=Window().after_days + 1)

    found = match([paid(name="枫明", day=late)], [bill("a", names=("枫明",))])

    assert (made(found), proposed(found)) == ([], [[("a", 300)]])


def test_whoever_pays_for_another_home_pays_for_that_home() -> None:
    bills = [bill("a", names=("枫明",)), bill("b", home=H303, names=("柳英",))]

    found = match([paid("1-303 代缴", name="枫明")], bills)

    assert made(found) == [("line", [("b", 300)])]


def test_an_amount_alone_is_only_proposed() -> None:
    found = match([paid()], [bill("a"), bill("b", home=H303), bill("c", 301)])

    assert (made(found), proposed(found)) == ([], [[("a", 300)], [("b", 300)]])


def test_an_amount_that_everybody_pays_says_nothing() -> None:
    bills = [bill(f"{number}", home=Home("1号楼", "", str(100 + number))) for number in range(30)]

    assert match([paid()], bills).unmatched == ("line",)


def test_no_more_than_a_few_ways_are_shown() -> None:
    bills = [bill(f"{number}", home=Home("1号楼", "", str(100 + number))) for number in range(9)]

    assert len(match([paid()], bills).proposed) == matching.PROPOSALS_MAX


def test_money_out_is_matched_to_payments_to_be_made() -> None:
    payments = [Expected("pay", -1_234_50, FEBRUARY, names=("上海恒升电梯有限公司",)), bill("a", 1_234_50)]

    found = match([paid("电梯维保", -1_234_50, name="上海恒升电梯有限公司")], payments)

    assert made(found) == [("line", [("pay", -1_234_50)])]


def test_a_line_of_nought_is_matched_to_nothing() -> None:
    assert match([paid(CODE, 0)], [bill("a", references=(CODE,))]).unmatched == ("line",)


def test_nothing_settled_is_expected() -> None:
    with pytest.raises(ValueError, match="settled"):
        bill("a", 0)


# Whatever is handed in, in whatever order.

HOMES = [H302, H303, B302]
TEXTS = ["", "1-302", "1号楼303 物业费", "2-302", "1-302 1-303", CODE, f"{CODE} {OTHER}", "停车费 1-302"]
AMOUNTS = st.sampled_from([100, 200, 300, 500, -100, -300])
NAMES = st.sampled_from(["", "枫明", "柳英"])
DAYS = st.sampled_from([JANUARY, FEBRUARY, MARCH, date(2020, 1, 1)])
BILLS = st.lists(
    st.tuples(AMOUNTS, DAYS, st.sampled_from([None, *HOMES]), NAMES, st.sampled_from([(), (CODE,), (OTHER,)])),
    max_size=9,
)
PAYMENTS = st.lists(st.tuples(AMOUNTS, DAYS, NAMES, st.sampled_from(TEXTS)), max_size=6)


@settings(deadline=None)
@given(bills=BILLS, payments=PAYMENTS, data=st.data())
def test_no_order_changes_a_match_and_no_fen_is_used_twice(
    bills: list[tuple[int, date, Home | None, str, tuple[str, ...]]],
    payments: list[tuple[int, date, str, str]],
    data: st.DataObject,
) -> None:
    expected = [
        Expected(str(number), fen, day, codes, home, (name,) if name else (), ("停车费",) if number % 2 else ())
        for number, (fen, day, home, name, codes) in enumerate(bills)
    ]
    lines = [OpenLine(str(number), day, fen, name, text) for number, (fen, day, name, text) in enumerate(payments)]

    found = match(lines, expected, homes=HOMES)

    assert match(data.draw(st.permutations(lines)), data.draw(st.permutations(expected)), homes=HOMES[::-1]) == found
    assert_no_fen_is_made(found, lines, expected)
    used = {one.line for one in found.made} | {one.line for one in found.proposed} | set(found.unmatched)
    assert used == {line.id for line in lines}
    assert not {one.line for one in found.made} & {one.line for one in found.proposed}


def assert_no_fen_is_made(found: Matching, lines: list[OpenLine], expected: list[Expected]) -> None:
    of_line = {line.id: line.fen for line in lines}
    still_open = {one.id: one.fen for one in expected}
    paid_of: Counter[str] = Counter()
    for one in (*found.made, *found.proposed):
        assert 0 < abs(one.fen) <= abs(of_line[one.line])
        assert all(part.fen * of_line[one.line] > 0 and part.fen * still_open[part.expected] > 0 for part in one.parts)
        assert all(abs(part.fen) <= abs(still_open[part.expected]) for part in one.parts)
        assert len({part.expected for part in one.parts}) == len(one.parts)
    for one in found.made:
        for part in one.parts:
            paid_of[part.expected] += abs(part.fen)
    assert all(fen <= abs(still_open[one]) for one, fen in paid_of.items())
    assert len({one.line for one in found.made}) == len(found.made)


def test_a_match_says_what_each_part_is() -> None:
    found = match([paid(CODE)], [bill("a", references=(CODE,))])

    assert found.made[0].parts == (Part("a", 300),)
    assert found.made[0].fen == 300
