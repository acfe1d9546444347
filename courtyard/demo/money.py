"""Owners' money, in the demo: a year of books for each way of paying a company, and what of it hangs on the wall."""

from random import Random

from courtyard.demo.money_bank import keep_accounts
from courtyard.demo.money_books import begin, close_months, spend_by_budget
from courtyard.demo.money_disclosures import hang_up
from courtyard.demo.money_fees import collect
from courtyard.demo.money_fund import have_fund
from courtyard.demo.money_paying import pay_by_phone
from courtyard.demo.money_plan import MONEY, Money
from courtyard.demo.money_revenue import earn
from courtyard.demo.money_spendings import spend
from courtyard.demo.money_top_ups import tell_owners
from courtyard.demo.year import Year


def keep_books(year: Year, chance: Random) -> None:
    """All that has to do with one estate's money, among the cases of its year; the others have no books yet."""
    plan = MONEY.get(year.spec.code)
    if plan is None:
        return
    money = Money(year, plan, chance)
    begin(money)
    collect(money)
    have_fund(money)
    spend_by_budget(money)
    earn(money)
    spend(money)
    tell_owners(money)
    keep_accounts(money)
    pay_by_phone(money)
    close_months(money)
    hang_up(money)
