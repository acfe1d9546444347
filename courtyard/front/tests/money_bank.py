"""An account at a bank with a line that is open and one that is matched, for an estate of the world in build.py."""

from datetime import datetime, timedelta
from typing import Any

from courtyard.conftest import Court
from courtyard.money import statements
from courtyard.money.actions.bank import AtABank, Taken, add_bank_account, import_statement
from courtyard.money.actions.bank_matching import book_line
from courtyard.money.actions.books import open_books
from courtyard.money.models import BankAccount, BankLine
from courtyard.places.rules import rules_of

HEAD = "交易日期,收入,支出,余额,对方户名,摘要,交易流水号\n"
BEFORE = timedelta(days=60)


def things(court: Court, at: datetime) -> dict[str, Any]:
    """Of public revenue: its keepers are the owners' committee and the company's manager."""
    day = rules_of(court.estate).hours.day_of(at)
    since = (day - BEFORE).replace(day=1)
    open_books(court.estate, since, (), what="开账", by=court.yan, at=at)
    told = AtABank(
        fund="revenue",
        key="revenue_bank",
        bank="浦江银行",
        digits="8888",
        holder="业主委员会",
        since=since,
        opening_fen=0,
    )
    account = add_bank_account(court.estate.pk, told, by=court.yan, at=at)
    first, second = _imported(court, account, f"{day}", at)
    match = book_line(first.pk, key="revenue_lift_ads", what="电梯广告费", by=court.yan, at=at)
    return {
        "bank": account.pk, "bank_line": second.pk, "bank_match": match.pk, "bank_form": "xlsx", "gateway": "file",
    }  # fmt: skip


def _imported(court: Court, account: BankAccount, day: str, at: datetime) -> list[BankLine]:
    text = f"{HEAD}{day},100.00,,100.00,浦江广告有限公司,广告费,A1\n{day},20.00,,120.00,浦江快递柜公司,场地费,A2\n"
    looked = statements.look_into(text.encode(), "六月.csv", account)
    taken = Taken(statement=looked.statement, columns=looked.columns, sha256=looked.sha256, name="六月.csv")
    import_statement(account.pk, taken, by=court.yan, at=at)
    return list(BankLine.objects.filter(account=account).order_by("number"))
