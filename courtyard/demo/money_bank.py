"""Accounts at the bank, in the demo: every month the bank's file comes in, its lines are matched, books and bank held
against each other. A few lines of the newest file are still open."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import transaction

from courtyard.core.quantities import format_fen
from courtyard.core.rulebook import months_after
from courtyard.demo.money_fund import interest_fen
from courtyard.demo.money_plan import DAY, Money, on
from courtyard.money import statements
from courtyard.money.actions.bank import AtABank, Taken, add_bank_account, import_statement, reconcile_account
from courtyard.money.actions.bank_matching import Settling, book_line, settle_line
from courtyard.money.actions.fund import Interest, share_interest
from courtyard.money.actions.payments import Received, receive
from courtyard.money.models import BankAccount, BankLine, Bill, Entry, LineMatch, Payment
from courtyard.money.queries.bank import open_lines, opening_fen, unmatched
from courtyard.money.queries.bank_matching import look_at, target_of
from courtyard.money.queries.sums import balance_fen
from courtyard.money.targets import ENTRY
from courtyard.people.models import Person
from courtyard.trail.deeds import together

HEADINGS = ("交易日期", "收入", "支出", "余额", "对方户名", "摘要", "交易流水号")
BANK = "桐江农商银行"
BY_PHONE, CASH, CHARGE, INTEREST, PASSED = "扫码支付结算", "现金存入", "账户管理费", "结息", "转物业公司代收物业费"
CHARGE_FEN, OWN_INTEREST_FEN = 15_00, 86_40
UNCLEAR = ((555_00, "桂建国", "转账"), (194_25, "柳若兰", "物业费 两个月"), (60_00, "", "门禁卡"))
"""Lines of the newest file that nobody has looked at: a payer without a home, a sum that fits no bill, a card."""
BY_HAND = {
    "fees": {BY_PHONE: "fees_in_transit", CASH: "fees_till", INTEREST: "fees_interest", PASSED: "fees_owed_to_company"},
    "revenue": {CHARGE: "revenue_bank_charges", INTEREST: "revenue_interest"},
    "maintenance": {INTEREST: "fund_interest"},
}


@dataclass(frozen=True)
class Row:
    day: date
    fen: int
    name: str
    text: str


def keep_accounts(money: Money) -> None:
    """In Tao'an all three accounts, in Chengshangcheng that of the fees; a trust enters what it pays by itself."""
    if not money.plan.by_bank:
        return
    keys = ("fees", "revenue", "maintenance") if money.code == "taoan" else ("fees",)
    money.year.stage(on(money.opens_on, 15), partial(_add_accounts, money, keys))
    for _, month in money.months():
        after = months_after(month, 1) + 2 * DAY
        money.year.stage(on(after, 9, 30), partial(_take_file, money, "fees", month))
        if month.month % 3 == 0:
            for fund in keys[1:]:
                money.year.stage(on(after + DAY, 14), partial(_take_file, money, fund, month))


KEYS = {"fees": "fees_bank", "revenue": "revenue_bank", "maintenance": "fund_bank"}
DIGITS = {"fees": "3301", "revenue": "3302", "maintenance": "3303"}


def _by(money: Money, fund: str) -> Person:
    return money.wu if fund == "fees" else money.ye


def _add_accounts(money: Money, funds: tuple[str, ...], at: datetime) -> None:
    for fund in funds:
        told = AtABank(
            fund=fund, key=KEYS[fund], bank=BANK, digits=DIGITS[fund], holder=f"{money.year.spec.name}专户",
            since=money.opens_on, opening_fen=balance_fen(money.book, KEYS[fund]),
        )  # fmt: skip
        add_bank_account(money.estate_id, told, by=_by(money, fund), at=at)


def _take_file(money: Money, fund: str, month: date, at: datetime) -> None:
    """All of a month, or of what came since the file before."""
    account = BankAccount.objects.select_related("estate__node").get(estate=money.estate_id, fund=fund)
    last = months_after(month, 1) - DAY
    rows = sorted(_rows(money, account, month, last), key=lambda one: (one.day, one.fen < 0, one.fen, one.text))
    if not rows:
        return
    data = _file(account, rows, month)
    name = f"{BANK}{month:%Y%m}.csv"
    looked = statements.look_into(data, name, account)
    taken = Taken(
        statement=looked.statement, columns=looked.columns, sha256=hashlib.sha256(data).hexdigest(), name=name
    )
    import_statement(account.pk, taken, by=_by(money, fund), at=at)
    with transaction.atomic(), together():
        _match(money, account, at)
    reconcile_account(account.pk, last, by=_by(money, fund), at=at)


def _rows(money: Money, account: BankAccount, month: date, last: date) -> Iterator[Row]:
    """What is booked and not shown yet, and what the bank alone knows so far."""
    for movement, fen in unmatched(account):
        if movement.day <= last:
            yield Row(movement.day, fen, "", movement.what)
    if account.fund == "fees":
        yield from _of_fees(money, month, last)
    elif account.fund == "revenue":
        yield Row(last, -CHARGE_FEN, "", CHARGE)
        yield Row(last - 9 * DAY, OWN_INTEREST_FEN, "", INTEREST)
    else:
        yield Row(last - 9 * DAY, interest_fen(money), "", INTEREST)


def _of_fees(money: Money, month: date, last: date) -> Iterator[Row]:
    """Payments by code settled at once, cash carried to the bank, transfers of some homes; what goes to the company."""
    book = money.book
    on_its_way, in_till = balance_fen(book, "fees_in_transit"), balance_fen(book, "fees_till") // 100_00 * 100_00
    if on_its_way > 0:
        yield Row(last - DAY, on_its_way, "收单清算", BY_PHONE)
    if in_till > 0:
        yield Row(last - DAY, in_till, "", CASH)
    if money.plan.costs:
        yield from _transfers(money, month)
        if month.month % 3 == 0:
            yield Row(last - 9 * DAY, OWN_INTEREST_FEN, "", INTEREST)
        if months_after(month, 2) + 2 * DAY > money.today:
            yield from (Row(last - 4 * DAY, fen, name, text) for fen, name, text in UNCLEAR)
    elif on_its_way + in_till > 0:
        yield Row(last, -(on_its_way + in_till) * 9 // 10, "松涛物业管理有限公司", PASSED)


def _transfers(money: Money, month: date) -> Iterator[Row]:
    """Homes of whom nothing else is heard send what the month's bill says, and its number."""
    bills = Bill.objects.filter(estate=money.estate_id, first=month, taken_back=False, paid_fen=0)
    for number, bill in enumerate(bills.order_by("number").select_related("home__building")[:TRANSFERS]):
        text = f"物业费 {bill.reference} {bill.home.building.name}{bill.home.name}"
        yield Row(month + (4 + number % 21) * DAY, bill.fen, "", text)


TRANSFERS = 14


def _file(account: BankAccount, rows: list[Row], month: date) -> bytes:
    """As the bank's page gives it out, with the balance after each line."""
    newest = BankLine.objects.filter(account=account.pk).order_by("-number").first()
    balance = newest.balance_fen if newest and newest.balance_fen is not None else opening_fen(account)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for number, row in enumerate(rows, start=1):
        balance += row.fen
        paid_in, paid_out = (format_fen(row.fen), "") if row.fen > 0 else ("", format_fen(-row.fen))
        serial = f"T{month:%Y%m}{account.digits}{number:04}"
        writer.writerow((row.day.isoformat(), paid_in, paid_out, format_fen(balance), row.name, row.text, serial))
    return text.getvalue().encode("gb18030")


def _match(money: Money, account: BankAccount, at: datetime) -> None:
    """What is sure is confirmed; the rest by hand, but for what is not clear."""
    by = _by(money, account.fund)
    for way in look_at(account).ready:
        parts = [Settling(*target_of(part.expected), part.fen) for part in way.proposal.parts]
        settle_line(way.line.pk, parts, how=LineMatch.How.PROPOSED, by=by, at=at)
    booked = {(one.day, fen, one.what): one.id for one, fen in unmatched(account)}
    for line in open_lines(account):
        key = BY_HAND[account.fund].get(line.text)
        same = booked.pop((line.day, line.fen, line.text), None)
        if key is not None:
            _by_hand(money, line, key, by, at)
        elif same is not None:
            _settle_entry(line, same.hex, by, at)
        elif line.text.startswith("物业费 WY"):
            _receive(money, line, by, at)


def _settle_entry(line: BankLine, entry: str, by: Person, at: datetime) -> None:
    settle_line(line.pk, [Settling(ENTRY, entry, line.open_fen)], how=LineMatch.How.HAND, by=by, at=at)


def _by_hand(money: Money, line: BankLine, key: str, by: Person, at: datetime) -> None:
    """The fund's interest goes on to the homes."""
    match = book_line(line.pk, key=key, what=line.text, by=by, at=at)
    if key == "fund_interest":
        first = max(money.opens_on, months_after(line.day.replace(day=1), -2))
        last = months_after(line.day.replace(day=1), 1) - DAY
        share_interest(money.estate_id, Interest(first=first, last=last, entry=match.entry_id), by=by, at=at)


def _receive(money: Money, line: BankLine, by: Person, at: datetime) -> Entry:
    """A transfer that names a bill which nobody paid meanwhile."""
    bill = Bill.objects.get(estate=money.estate_id, reference=line.text.split()[1])
    told = Received(
        estate_id=money.estate_id, home_id=bill.home_id, fen=line.fen, day=line.day, bill_ids=(bill.pk,),
        channel=Payment.Channel.TRANSFER, source="bank_line", source_id=line.pk,
    )  # fmt: skip
    payment = receive(told, by=by, at=at)
    _settle_entry(line, payment.entry_id.hex, by, at)
    return payment.entry
