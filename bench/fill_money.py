"""Two estates' books, one small and one large: `python -m bench.fill_money begin SMALL LARGE | balances`.

Like bench.fill it runs in a process of its own with the measured server's settings and answers with JSON. Entries are
of five postings, as deeds would have booked them over two years, most on accounts of single homes; the sums by month
are made by the database as with every entry.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from bench.fill import AT_ONCE, NOW, session_of  # noqa: E402
from courtyard.core import books as core  # noqa: E402
from courtyard.core.rulebook.periods import months_after  # noqa: E402
from courtyard.money import upkeep  # noqa: E402
from courtyard.money.models import Account, Book, Entry, Posting  # noqa: E402
from courtyard.money.queries import ledger, proof  # noqa: E402
from courtyard.people.models import CLERK, Person, Tenure  # noqa: E402
from courtyard.places.actions import add_estate, add_node  # noqa: E402
from courtyard.places.models import Building, Estate, Home, Node  # noqa: E402
from courtyard.places.rules import rules_of  # noqa: E402

HOMES, POSTINGS, DAYS, TIMES = 1_000, 5, 730, 9
TODAY = NOW.date()
OPENS = months_after(TODAY.replace(day=1), -24)
SMALL, LARGE = "bench-small", "bench-large"
PLAIN = (
    ("fees_bank", "fees_income"), ("revenue_bank", "revenue_parking"), ("revenue_bank", "revenue_lift_ads"),
    ("revenue_bank", "revenue_lockers"), ("fund_bank", "fund_interest"),
)  # fmt: skip


def begin(small: int, large: int) -> dict[str, Any]:
    """Both estates with so many entries; an owner of the large one is signed in."""
    node: Node | None = None
    for kind, code, name in (
        ("city", "990000", "桐江市"),
        ("district", "990100", "石榴区"),
        ("area", "990101", "一居"),
    ):
        node = add_node(node.pk if node else None, kind=Node.Kind(kind), code=code, name=name, by=CLERK, at=NOW)
    assert node is not None
    for code, name, entries in ((SMALL, "小河小区", small), (LARGE, "长河小区", large)):
        estate = add_estate(node.pk, code=code, name=name, kind=Estate.Kind.COMMODITY, by=CLERK, at=NOW)
        _keep_books(estate, entries)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    owner = Tenure.objects.select_related("person").filter(estate__node__code=LARGE).order_by("pk")[0].person
    return {"small": SMALL, "large": LARGE, "session": session_of(owner), "postings": Posting.objects.count()}


def _keep_books(estate: Estate, entries: int) -> None:
    homes = _homes(estate)
    book = Book.objects.create(
        estate=estate, opens_on=OPENS, last_number=entries, rulebook="bench", opened_by=CLERK, opened_at=NOW
    )
    pairs = list(_pairs(book, homes))
    for start in range(1, entries + 1, AT_ONCE):
        _book_some(book, pairs, range(start, min(start + AT_ONCE, entries + 1)), entries)
    upkeep.rebuild_sums([estate.pk])


def _homes(estate: Estate) -> list[Home]:
    building = Building.objects.create(estate=estate, name="1号楼", order=1)
    homes = [Home(estate=estate, building=building, name=f"{n}", area_cm2=850_000) for n in range(HOMES)]
    Home.objects.bulk_create(homes)
    person = Person(node=estate.node, name="居民")
    person.set_unusable_password()
    person.save(force_insert=True)
    Tenure.objects.create(estate=estate, home=homes[0], person=person, kind=Tenure.Kind.OWNER, since=OPENS)
    return homes


def _pairs(book: Book, homes: list[Home]) -> Iterator[tuple[Account, Account]]:
    """A debited and a credited account for each posting, in turn: three of five are a home's."""
    chart = rules_of(book.estate).accounts
    made: dict[tuple[str, Any], Account] = {}

    def account(key: str, home: Home | None = None) -> Account:
        line = chart[key]
        return made.setdefault(
            (key, home), Account(estate=book.estate, key=key, fund=line.fund, kind=line.kind, home=home)
        )

    found = []
    for n, home in enumerate(homes):
        found.append((account("fees_receivable", home), account("fees_income")))
        found.append((account("fees_bank"), account("fees_receivable", home)))
        found.append((account("fund_bank"), account("fund_of_homes", home)))
        found.extend((account(debit), account(credit)) for debit, credit in (PLAIN[n % 5], PLAIN[(n + 1) % 5]))
    Account.objects.bulk_create(made.values(), batch_size=500)
    yield from found


def _book_some(book: Book, pairs: list[tuple[Account, Account]], numbers: range, of: int) -> None:
    days = (TODAY - OPENS).days
    entries = [
        Entry(
            estate=book.estate, number=n, day=OPENS + timedelta(days=n * days // of), kind=Entry.Kind.RECEIPT,
            what="物业费和场地费", fen=POSTINGS * (100 + n % 900), entered_by=CLERK, entered_at=NOW,
        )
        for n in numbers
    ]  # fmt: skip
    Entry.objects.bulk_create(entries, batch_size=500)
    Posting.objects.bulk_create(
        (
            Posting(estate=book.estate, entry=entry, debit=debit, credit=credit, fen=100 + entry.number % 900)
            for entry in entries
            for debit, credit in (pairs[(POSTINGS * entry.number + k) % len(pairs)] for k in range(POSTINGS))
        ),
        batch_size=1_000,
    )


def balances() -> dict[str, Any]:
    """One estate's balances, and its trial balance down to every home, from the kept sums and from all postings.

    In milliseconds, the median of nine.
    """
    book = Book.objects.select_related("estate__node").get(estate__node__code=LARGE)
    chart = ledger.chart_of(book)

    def balance() -> None:
        sums = ledger.sums_until(book, TODAY)
        [core.cash_fen(sums, chart, fund) for fund in chart.funds]

    kept, reckoned = proof.kept_sums(book), proof.sums_of_postings(book)
    if kept != reckoned:
        raise RuntimeError("the sums by month are not those of the postings")
    return {
        "balance": _ms(balance), "trial": _ms(lambda: core.trial_balance(proof.kept_sums(book), chart)),
        "proof": _ms(lambda: core.trial_balance(proof.sums_of_postings(book), chart)),
    }  # fmt: skip


def _ms(what: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        start = time.perf_counter()
        what()
        taken.append(time.perf_counter() - start)
    return median(taken) * 1000


if __name__ == "__main__":
    print(json.dumps(balances() if sys.argv[1] == "balances" else begin(int(sys.argv[2]), int(sys.argv[3]))))
