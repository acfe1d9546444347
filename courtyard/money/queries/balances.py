"""What each fund has at banks and in tills."""

from django.db.models import Sum

from courtyard.core.rulebook import Fund
from courtyard.money.models import AccountMonth, Book
from courtyard.money.queries.ledger import chart_of


def cash_by_fund(book: Book) -> dict[Fund, int]:
    """Funds that have, or ever had, an account of money, in their usual order. One query."""
    chart = chart_of(book)
    keys = {account.key: account.fund for fund in chart.funds for account in chart.cash(fund)}
    rows = AccountMonth.objects.filter(estate=book.pk, account__key__in=keys).order_by().values_list("account__key")
    sums = {key: debit - credit for key, debit, credit in rows.annotate(d=Sum("debit_fen"), c=Sum("credit_fen"))}
    there = {keys[key] for key in sums}
    return {fund: sum(fen for key, fen in sums.items() if keys[key] == fund) for fund in chart.funds if fund in there}
