"""The same line twice is one line; two equal payments on one day are two."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.core.bank import Identity, Line, read_statement, recognise
from courtyard.core.bank.identity import KEY_MAX
from courtyard.core.tests import bank_files
from courtyard.core.tests.bank_files import rows

ACCOUNT = "1001"
FIFTH = date(2026, 1, 5)


class Kept:
    """What an estate keeps of its account: the lines with their identities, as tables would."""

    def __init__(self) -> None:
        self.lines: dict[str, Line] = {}
        self.contents: dict[str, str] = {}

    def take(self, lines: Sequence[Line], account: str = ACCOUNT) -> int:
        """How many were new."""
        found = recognise(account, lines, self.identities)
        for old, key in found.renamed:
            self.lines[key], self.contents[key] = self.lines.pop(old), self.contents.pop(old)
        for line, identity in found.new:
            assert identity.key not in self.lines
            assert len(identity.key) <= KEY_MAX
            self.lines[identity.key], self.contents[identity.key] = line, identity.content
        return len(found.new)

    @property
    def identities(self) -> list[Identity]:
        return [Identity(key, content) for key, content in self.contents.items()]

    @property
    def what(self) -> Counter[tuple[date, int, int | None, str]]:
        return Counter((line.day, line.fen, line.balance_fen, line.text) for line in self.lines.values())


def fee(**more: object) -> Line:
    return Line(**({"row": 1, "day": FIFTH, "fen": 300, "name": "枫明", "text": "物业费"} | more))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [*bank_files.SAME_TWO.values(), bank_files.ALIPAY, bank_files.WECHAT])
def test_a_file_taken_in_twice_adds_nothing(text: str) -> None:
    kept, lines = Kept(), read_statement(rows(text)).lines

    assert [kept.take(lines), kept.take(lines)] == [2, 0]


def test_two_equal_payments_on_one_day_stay_two() -> None:
    kept = Kept()

    assert [kept.take([fee(), fee()]), kept.take([fee(), fee()])] == [2, 0]


def test_a_third_equal_payment_in_a_later_export_of_the_day_is_one_more() -> None:
    kept = Kept()

    assert [kept.take([fee(), fee()]), kept.take([fee(), fee(), fee()]), kept.take([fee()])] == [2, 1, 0]


def test_a_transfer_and_its_fee_under_one_number_are_two() -> None:
    kept, lines = Kept(), [fee(fen=-300, serial="8"), fee(fen=-1, serial="8")]

    assert [kept.take(lines), kept.take(lines[1:])] == [2, 0]


def test_a_bank_that_counts_anew_each_day_confuses_nobody() -> None:
    kept = Kept()

    assert kept.take([fee(serial="1"), fee(serial="1", day=date(2026, 1, 6))]) == 2


def test_the_banks_number_counts_more_than_the_words() -> None:
    kept = Kept()

    assert [kept.take([fee(serial="7")]), kept.take([fee(serial="7", text="物业费（网银）", name="")])] == [1, 0]


def test_equal_payments_with_numbers_are_told_apart_in_any_piece_of_the_file() -> None:
    kept, lines = Kept(), [fee(serial=str(number)) for number in range(4)]

    assert [kept.take(lines[2:3]), kept.take(lines[1:]), kept.take(lines[:2]), kept.take(lines)] == [1, 2, 1, 0]


def test_a_line_is_the_same_with_and_without_the_banks_number() -> None:
    plain, numbered = Kept(), Kept()

    assert [plain.take([fee()]), plain.take([fee(serial="7")]), plain.take([fee()])] == [1, 0, 0]
    assert [numbered.take([fee(serial="7")]), numbered.take([fee()])] == [1, 0]
    assert plain.contents == numbered.contents


def test_a_later_payment_is_not_taken_for_one_that_has_its_number_now() -> None:
    kept = Kept()
    kept.take([fee()])
    kept.take([fee(serial="7")])

    assert kept.take([fee(serial="8")]) == 1


def test_width_and_spaces_do_not_matter() -> None:
    kept = Kept()

    assert [kept.take([fee(text="1-302 物业费")]), kept.take([fee(text="１－３０２物业费")])] == [1, 0]


@pytest.mark.parametrize(
    "more",
    [
        {"fen": 301},
        {"day": date(2026, 1, 6)},
        {"balance_fen": 9},
        {"name": "柳英"},
        {"account": "6"},
        {"text": "停车费"},
    ],
)
def test_what_differs_is_another_line(more: dict[str, object]) -> None:
    kept = Kept()

    assert kept.take([fee(), fee(**more)]) == 2
    assert kept.take([fee(**more)]) == 0


def test_two_accounts_have_nothing_in_common() -> None:
    first, second = (recognise(account, [fee()], ()).new[0][1] for account in ("1001", "1002"))

    assert first.key != second.key
    assert first.content != second.content


# Any files that cover a statement give the statement.

Made = tuple[int, int, str, bool]
MADE = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from([100, 100, 200, -100]), st.sampled_from(["甲", "乙"]), st.booleans()),
    min_size=1,
    max_size=14,
)


def statement(made: Iterable[Made], *, balances: bool = False, serials: str = "none") -> list[Line]:
    """`serials` are "none", "all" or "some"."""
    day, balance, lines = FIFTH, 10_000, []
    for row, (days, fen, text, chosen) in enumerate(made, start=1):
        day, balance = day + timedelta(days=days), balance + fen
        serial = str(row) if serials == "all" or (serials == "some" and chosen) else ""
        lines.append(Line(row, day, fen, balance if balances else None, "", "", text, serial))
    return lines


def pieces(data: st.DataObject, lines: Sequence[Line], *, whole_days: bool) -> list[list[Line]]:
    """Overlapping stretches of a statement that together cover it, in any order, some of them twice.

    With `whole_days` a stretch begins with a day; the last may end within one, as today's does.
    """
    starts = [at for at in range(len(lines)) if not whole_days or at == 0 or lines[at].day != lines[at - 1].day]
    cuts = [*starts, len(lines)]
    found = [list(lines[begin:end]) for begin, end in pairwise(cuts)]
    for _extra in range(data.draw(st.integers(0, 5))):
        begin = data.draw(st.sampled_from(starts))
        found.append(list(lines[begin : data.draw(st.integers(begin, len(lines)))]))
    return data.draw(st.permutations(found))


@settings(deadline=None)
@given(made=MADE, data=st.data(), balances=st.booleans(), serials=st.sampled_from(["none", "all", "some"]))
def test_any_overlapping_files_in_any_order_give_the_statement(
    made: list[Made], data: st.DataObject, balances: bool, serials: str
) -> None:
    lines = statement(made, balances=balances, serials=serials)
    whole, kept = Kept(), Kept()
    whole.take(lines)

    files = pieces(data, lines, whole_days=True)
    for file in files:
        kept.take(file)

    assert kept.what == whole.what
    assert {key for key in kept.lines if key.startswith("s")} == {key for key in whole.lines if key.startswith("s")}
    assert [kept.take(file) for file in (*files, lines)] == [0] * (len(files) + 1)


@settings(deadline=None)
@given(made=MADE, data=st.data())
def test_with_the_banks_numbers_a_file_may_be_cut_anywhere(made: list[Made], data: st.DataObject) -> None:
    lines = statement(made, serials="all")
    whole, kept = Kept(), Kept()
    whole.take(lines)

    for file in pieces(data, lines, whole_days=False):
        kept.take(file)

    assert kept.what == whole.what
    assert kept.lines.keys() == whole.lines.keys()


@settings(deadline=None)
@given(made=MADE, data=st.data())
def test_one_account_exported_with_and_without_numbers_is_one(made: list[Made], data: st.DataObject) -> None:
    plain, numbered = statement(made), statement(made, serials="all")
    whole, kept = Kept(), Kept()
    whole.take(numbered)

    files = [*pieces(data, plain, whole_days=True), *pieces(data, numbered, whole_days=True)]
    for file in data.draw(st.permutations(files)):
        kept.take(file)

    assert kept.what == whole.what
    assert kept.lines.keys() == whole.lines.keys()
