"""Books in the demo: opened with what there was, a budget, what is spent every month, months and years closed."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction

from courtyard.assembly.upkeep import keep
from courtyard.committee.models import Resolution
from courtyard.core.rulebook import months_after
from courtyard.demo.committees import meet
from courtyard.demo.money_papers import bring_invoice
from courtyard.demo.money_plan import DAY, Money, day_of, on
from courtyard.demo.services_contracts import scanned
from courtyard.money.actions.audits import Commission, Report, commission_audit, receive_audit
from courtyard.money.actions.books import close_month, open_books
from courtyard.money.actions.budgets import Budgeted, approve_budget, draft_budget
from courtyard.money.actions.expenses import Spent, close_year, record_expense
from courtyard.money.booking import Leg, Side
from courtyard.money.models import Budget
from courtyard.money.queries.service_money import remuneration_of, year_of
from courtyard.trail.deeds import together

SERVICE = {
    "taoan": (("fees_bank", "fees_surplus"), "fees_income", "fees_remuneration"),
    "wannan6": (("trust_bank", "trust_surplus"), "trust_fees", "trust_remuneration"),
}
"""Where the owners' own service money lies, what homes' fees are, and what the company gets; a lump sum has none."""
MARGIN_PERCENT = 104
EXPECTED = {"taoan": (46_200_00, 3_700_00), "wannan6": (40_000_00, 2_400_00)}
"""What a month of fees comes to, and the company's share of it."""
ALL = (1, 2, 3, 4)
AUDITOR = "桐江诚明会计师事务所"
FOUND = "账实相符，凭证齐全。两处建议：现金当周存入专户；停车收入按车位号逐笔登记。"


def begin(money: Money) -> None:
    """The books are opened on the first day of a month, with what is at the bank."""
    money.year.stage(on(money.opens_on, 10), partial(_open, money))
    if money.plan.costs:
        for calendar_year in range(money.opens_on.year, money.today.year + 1):
            _budget(money, calendar_year)


def _open(money: Money, at: datetime) -> None:
    legs = [Leg(Side("revenue_bank"), Side("revenue_undistributed"), money.plan.revenue_fen)]
    if money.code in SERVICE:
        bank, surplus = SERVICE[money.code][0]
        legs.append(Leg(Side(bank), Side(surplus), money.plan.service_fen))
    open_books(money.year.estate, money.opens_on, legs, what="接手时的银行余额", by=money.ye, at=at)


def _budget(money: Money, calendar_year: int) -> None:
    """Drafted by the company, decided by the committee in the evening, written down three days later."""
    first = max(money.opens_on + 2 * DAY, date(calendar_year - 1, 12, 8))
    decided_on = first + 3 * DAY
    title = f"{calendar_year}年物业服务资金预算"
    money.year.stage(on(first, 15), partial(_draft, money, calendar_year))
    words = "按上一年实际支出编制，各项见预算表。超出预算要先改预算。"
    meet(money.year, -2, ((money.today - decided_on).days, title, words, 4))
    money.year.stage(on(decided_on + 3 * DAY, 16), partial(_approve, money, calendar_year, title))


def _draft(money: Money, calendar_year: int, at: datetime) -> None:
    _, income, remuneration = SERVICE[money.code]
    income_fen, share_fen = EXPECTED[money.code]
    fen = {(one.account, number): one.fen * 3 * MARGIN_PERCENT // 100 for one in money.plan.costs for number in ALL}
    fen |= {(income, number): income_fen * 3 for number in ALL}
    fen |= {(remuneration, number): share_fen * 3 for number in ALL}
    draft_budget(Budgeted(estate_id=money.estate_id, year=calendar_year, fen=fen), by=money.wu, at=at)


def _approve(money: Money, calendar_year: int, title: str, at: datetime) -> None:
    decided = Resolution.objects.get(estate=money.estate_id, title=title)
    budget = Budget.objects.get(estate=money.estate_id, year=calendar_year, state=Budget.State.DRAFT)
    approve_budget(budget.pk, ("committee", decided.pk), by=money.ye, at=at)


def spend_by_budget(money: Money) -> None:
    """Every month the same suppliers, for a little more or less; the company takes its share."""
    if not money.plan.costs:
        return
    for number, month in money.months():
        money.year.stage(on(month + 25 * DAY, 10), partial(_expenses, money, number))
        money.year.stage(on(month + 27 * DAY, 11), partial(_remunerate, money))


def _expenses(money: Money, number: int, at: datetime) -> None:
    with transaction.atomic(), together():
        for cost in money.plan.costs:
            fen = cost.fen * (97 + (number * 5 + len(cost.what)) % 7) // 100
            spent = Spent(
                estate_id=money.estate_id, account=cost.account, fen=fen, day=day_of(at), what=cost.what,
                payee=cost.payee,
            )  # fmt: skip
            expense = record_expense(spent, by=money.wu, at=at)
            if cost is not money.plan.costs[-1] or day_of(at) < money.today - 30 * DAY:  # the last bill is on its way
                bring_invoice(money, expense, by=money.wu, at=at)


def _remunerate(money: Money, at: datetime) -> None:
    """No more than the contract's share of what was billed this year."""
    account, day = SERVICE[money.code][2], day_of(at)
    fund = account.split("_")[0]
    book = money.book
    agreed = remuneration_of(book, year_of(book, fund, day.year).tables, day)  # type: ignore[arg-type]
    if agreed is None or agreed.left_fen <= 0:
        return
    spent: dict[str, Any] = {"what": "按合同比例提取酬金", "payee": money.plan.costs[2].payee, "authority": "contract"}
    told = Spent(estate_id=money.estate_id, account=account, fen=agreed.left_fen, day=day, **spent)
    record_expense(told, by=money.wu, at=at)


def close_months(money: Money) -> None:
    """On the sixth of the month after the next; a year with its last month. The owners' side has it audited."""
    for _, month in money.months():
        money.year.stage(on(months_after(month, 2) + 5 * DAY, 17), partial(_close, money, month))
    if money.code != "csc":
        last_year = money.opens_on.year
        money.year.stage(on(date(last_year + 1, 2, 20), 10), partial(_audit, money, last_year))


def _close(money: Money, month: date, at: datetime) -> None:
    close_month(money.estate_id, month, by=money.ye, at=at)
    if month.month == 12 and money.code in SERVICE:
        close_year(money.estate_id, month.year, by=money.ye, at=at + timedelta(minutes=20))


def _audit(money: Money, calendar_year: int, at: datetime) -> None:
    asked = Commission(estate_id=money.estate_id, year=calendar_year, auditor=AUDITOR, on=day_of(at))
    one = commission_audit(asked, by=money.ye, at=at)

    def receive(at: datetime) -> None:
        file = keep(money.estate_id, scanned(at), "pdf", at, "money")
        report = Report(on=day_of(at), words=FOUND, file=file, looked=True)
        receive_audit(one.pk, report, by=money.ye, at=at)

    money.year.stage(at + timedelta(days=55), receive)
