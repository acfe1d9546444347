"""Sums by month, kept with each entry and made by the database: they can be thrown away and come out the same."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, QuerySet

from courtyard.money.models import (
    AccountMonth,
    BankLine,
    Entry,
    EntryMonth,
    GatewayRefusal,
    MoveMonth,
    Payment,
    PayOrder,
    TopUpPayment,
)
from courtyard.money.models.bank import LINE

OF_ACCOUNTS = """
INSERT INTO money_accountmonth (estate_id, account_id, month, debit_fen, credit_fen)
SELECT estate_id, account_id, month, SUM(debit_fen), SUM(credit_fen) FROM (
  SELECT p.estate_id, p.debit_id AS account_id, {month} AS month, p.fen AS debit_fen, 0 AS credit_fen
  FROM money_posting p JOIN money_entry e ON e.id = p.entry_id WHERE {which}
  UNION ALL
  SELECT p.estate_id, p.credit_id, {month}, 0, p.fen
  FROM money_posting p JOIN money_entry e ON e.id = p.entry_id WHERE {which}
) sides WHERE true GROUP BY estate_id, account_id, month
ON CONFLICT (account_id, month) DO UPDATE
SET debit_fen = money_accountmonth.debit_fen + excluded.debit_fen,
    credit_fen = money_accountmonth.credit_fen + excluded.credit_fen
"""
OF_MOVES = """
INSERT INTO money_movemonth (estate_id, month, debit_key, credit_key, takes_back, fen)
SELECT p.estate_id, {month}, d.key, c.key, e.reverses_id IS NOT NULL, SUM(p.fen)
FROM money_posting p
JOIN money_entry e ON e.id = p.entry_id
JOIN money_account d ON d.id = p.debit_id
JOIN money_account c ON c.id = p.credit_id
WHERE {which}
GROUP BY 1, 2, 3, 4, 5
ON CONFLICT (estate_id, month, debit_key, credit_key, takes_back) DO UPDATE
SET fen = money_movemonth.fen + excluded.fen
"""
OF_ENTRIES = """
INSERT INTO money_entrymonth (estate_id, month, entries, fen, of_homes, of_homes_fen)
SELECT e.estate_id, {month}, COUNT(*), SUM(e.fen), SUM(CASE WHEN e.homes IN (1, 2) THEN 1 ELSE 0 END),
  SUM(CASE WHEN e.homes IN (1, 2) THEN e.fen ELSE 0 END)
FROM money_entry e WHERE {which} GROUP BY 1, 2
ON CONFLICT (estate_id, month) DO UPDATE
SET entries = money_entrymonth.entries + excluded.entries, fen = money_entrymonth.fen + excluded.fen,
    of_homes = money_entrymonth.of_homes + excluded.of_homes,
    of_homes_fen = money_entrymonth.of_homes_fen + excluded.of_homes_fen
"""
MONTHS = {"postgresql": "date_trunc('month', e.day)::date", "sqlite": "date(e.day, 'start of month')"}


def add_sums(entry: Entry) -> None:
    """What an entry that was just written adds, however many postings it has."""
    _sum("e.id = %s", entry.pk)


def add_sums_of_one_move(entry: Entry, debit_key: str, credit_key: str) -> None:
    """The same for an entry whose postings all go from one line of the chart to one other."""
    month, value = MONTHS[connection.vendor], entry.pk if connection.vendor == "postgresql" else entry.pk.hex
    with connection.cursor() as cursor:
        cursor.execute(OF_ACCOUNTS.format(month=month, which="e.id = %s"), [value, value])
        cursor.execute(OF_ENTRIES.format(month=month, which="e.id = %s"), [value])
    found, made = MoveMonth.objects.get_or_create(
        estate=entry.estate, month=entry.day.replace(day=1), debit_key=debit_key, credit_key=credit_key,
        takes_back=False, defaults={"fen": entry.fen},
    )  # fmt: skip
    if not made:
        MoveMonth.objects.filter(pk=found.pk).update(fen=F("fen") + entry.fen)


def rebuild_sums(estates: Iterable[UUID]) -> None:
    for estate in estates:
        AccountMonth.objects.filter(estate=estate).delete()
        MoveMonth.objects.filter(estate=estate).delete()
        EntryMonth.objects.filter(estate=estate).delete()
        _sum("e.estate_id = %s", estate)


def _sum(which: str, key: UUID) -> None:
    month, value = MONTHS[connection.vendor], key if connection.vendor == "postgresql" else key.hex
    with connection.cursor() as cursor:
        cursor.execute(OF_ACCOUNTS.format(month=month, which=which), [value, value])
        cursor.execute(OF_MOVES.format(month=month, which=which), [value])
        cursor.execute(OF_ENTRIES.format(month=month, which=which), [value])


# What the bank and the gateways say

PAYERS_KEPT = timedelta(days=3 * 365)
"""As long as a dispute about a payment may still come before a court."""
FORGOTTEN_AT_ONCE = 500


def count_refusal(gateway: str, why: str, day: date) -> None:
    """One more message that was not believed; of what it said nothing is kept."""
    GatewayRefusal.objects.bulk_create([GatewayRefusal(gateway=gateway, day=day, why=why)], ignore_conflicts=True)
    GatewayRefusal.objects.filter(gateway=gateway, day=day, why=why).update(count=F("count") + 1)


def forget_payers(day: date) -> bool:
    """Settled lines that are old enough lose the payer's name and words; amount, day and entry stay.

    So do the payments that were found in lines, and orders: who asked for them is nobody any more.
    """
    before = day - PAYERS_KEPT
    old = BankLine.objects.filter(day__lt=before, open_fen=0).exclude(name="", text="")
    keys = list(old.order_by("day").values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
    BankLine.objects.filter(pk__in=keys).update(name="", text="")
    asked = PayOrder.objects.filter(asked_at__date__lt=before, asked_by__isnull=False)
    orders = list(asked.order_by("asked_at").values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
    PayOrder.objects.filter(pk__in=orders).update(asked_by=None)
    copied = [_forget_copies(rows.filter(day__lt=before)) for rows in copies_of_payers()]
    return FORGOTTEN_AT_ONCE in (len(keys), len(orders), *copied)


def copies_of_payers() -> tuple[QuerySet[Payment], QuerySet[TopUpPayment]]:
    """Payments by a line, which have their payer's name from there. A name that somebody wrote down is none of them."""
    bills, top_ups = Payment.objects.filter(source=LINE), TopUpPayment.objects.filter(entry__source=LINE)
    return bills.exclude(payer=""), top_ups.exclude(payer="")


def _forget_copies(rows: QuerySet[Any]) -> int:
    keys = list(rows.order_by("day").values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
    rows.filter(pk__in=keys).update(payer="")
    return len(keys)
