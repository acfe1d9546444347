"""Estates whose homes are billed: `python -m bench.fill_billing begin ESTATES HOMES | ahead | bill MONTH PART OF`.

Like bench.fill it runs in a process of its own with the measured server's settings and answers with JSON. Homes are put
into the database by one statement; the billing itself is the real deed, with its entry, its sums and its line on the
record. One home in twenty has paid a year ahead, so that the second month also uses what was paid.
"""

import json
import resource
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from bench.fill import NOW  # noqa: E402
from courtyard.core.rulebook.periods import months_after  # noqa: E402
from courtyard.money.actions.billing import bill_homes  # noqa: E402
from courtyard.money.actions.sets import enter_in_sets  # noqa: E402
from courtyard.money.bill_sets import IDS, insert_accounts, insert_postings  # noqa: E402
from courtyard.money.billing import Billing  # noqa: E402
from courtyard.money.booking import Booking, Leg, Side  # noqa: E402
from courtyard.money.locks import lock_book  # noqa: E402
from courtyard.money.models import Account, BillRun, Book, Entry, FeePrice, FeeSchedule  # noqa: E402
from courtyard.people.models import CLERK  # noqa: E402
from courtyard.places.models import Building, Estate, Home, Node  # noqa: E402
from courtyard.services.models import Company, Contract  # noqa: E402
from courtyard.trail.ids import new_id  # noqa: E402

TODAY = NOW.date()
OPENS = date(TODAY.year, 1, 1)
AT_ONCE = 2_000
SERIES = {
    "postgresql": "SELECT n FROM generate_series(1, %(each)s) n",
    "sqlite": "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < %(each)s) SELECT n FROM c",
}
PREPAID = "fees_prepaid"
WHO_PAYS = """
SELECT id AS home_id, CAST(200000 AS bigint) AS fen FROM places_home
WHERE estate_id = %(estate)s AND CAST(name AS integer) %% 20 = 0
"""
HOMES = """
INSERT INTO places_home (id, estate_id, building_id, name, area_cm2, use, counts_for_vote, sold, delivered)
SELECT {id}, b.estate_id, b.id, CAST(s.n AS text), 500000 + (s.n * 7919) %% 900000, 'dwelling', true, true, true
FROM places_building b CROSS JOIN ({series}) s
"""


def begin(many: int, each: int) -> dict[str, Any]:
    """A tree with `many` estates of `each` homes, books that are open, and a fee for dwellings."""
    area = _area()
    nodes = [
        Node(kind=Node.Kind.ESTATE, code=f"bill-{n}", name=f"长河{n}村", parent=area, path=f"{area.path}bill-{n}/")
        for n in range(many)
    ]
    Node.objects.bulk_create(nodes, batch_size=AT_ONCE)
    estates = [Estate(node=node, kind=Estate.Kind.COMMODITY) for node in nodes]
    Estate.objects.bulk_create(estates, batch_size=AT_ONCE)
    Building.objects.bulk_create([Building(estate=one, name="1号楼") for one in estates], batch_size=AT_ONCE)
    _homes(each)
    _serve(area, estates)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"homes": Home.objects.count()}


def _area() -> Node:
    node, path = None, "/"
    for kind, code in (("city", "990000"), ("district", "990100"), ("subdistrict", "990101"), ("area", "9901011")):
        path = f"{path}{code}/"
        node = Node.objects.create(kind=kind, code=code, name=code, parent=node, path=path)
    assert node is not None
    return node


def _homes(each: int) -> None:
    text = str(new_id())[:13]
    stem = f"{text}-7" if connection.vendor == "postgresql" else f"{text.replace('-', '')}7"
    with connection.cursor() as cursor:
        sql = HOMES.format(id=IDS[connection.vendor], series=SERIES[connection.vendor])
        cursor.execute(sql, {"stem": stem, "each": each})


def _serve(area: Node, estates: list[Estate]) -> None:
    """The contract is what the fees rest on; the books were opened when the year began."""
    company = Company.objects.create(
        node=area, name="长河物业", credit_code="91310000MA1FL0000X", registered_by=CLERK, registered_at=NOW
    )
    contracts = [
        Contract(
            estate=one, company=company, kind="first", state="signed", mode="commission", starts_on=OPENS,
            ends_on=months_after(OPENS, 36), authority="建设单位", rulebook="cn-shanghai/2026.2", drafted_by=CLERK,
            drafted_at=NOW, signed_on=OPENS, signed_by=CLERK,
        )
        for one in estates
    ]  # fmt: skip
    Contract.objects.bulk_create(contracts, batch_size=AT_ONCE)
    Book.objects.bulk_create(
        [
            Book(estate=one, opens_on=OPENS, rulebook="cn-shanghai/2026.2", opened_by=CLERK, opened_at=NOW)
            for one in estates
        ]
    )
    schedules = [
        FeeSchedule(estate=one.estate, number=1, from_day=OPENS, contract=one, set_by=CLERK, set_at=NOW)
        for one in contracts
    ]
    FeeSchedule.objects.bulk_create(schedules, batch_size=AT_ONCE)
    FeePrice.objects.bulk_create(
        [FeePrice(estate=one.estate, schedule=one, use="dwelling", unit="m2", fen=185) for one in schedules]
    )


def ahead() -> dict[str, Any]:
    """One home in twenty pays two thousand yuan ahead, in one entry an estate."""
    for estate in Estate.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            _pay_ahead(lock_book(estate))
    return {"homes": Account.objects.filter(key=PREPAID).count()}


def _pay_ahead(book: Book) -> None:
    home = Home.objects.filter(estate=book.estate)[0]
    leg = Leg(Side("fees_bank"), Side(PREPAID, home), 1)
    told = Booking(kind=Entry.Kind.RECEIPT, day=TODAY, what="预收物业费", legs=[leg])
    bank = Account.objects.create(estate=book.estate, key="fees_bank", fund="fees", kind="asset")

    def write(entry: Entry) -> None:
        about = {"estate": book.pk, "entry": entry.pk, "key": PREPAID, "fund": "fees", "kind": "liability"}
        insert_accounts(WHO_PAYS, about)
        insert_postings(WHO_PAYS, about, debit=bank.pk, credit=PREPAID)

    enter_in_sets(book, told, 1, 1, write, by=CLERK, at=NOW)


def bill(month: int, part: int, of: int) -> dict[str, Any]:
    """The homes of a part of all estates for a month, by the clerk, and how much this process needed at most."""
    first = months_after(TODAY.replace(day=1), month)
    took: list[float] = []
    bills = 0
    begun, cpu, theirs = time.monotonic(), time.process_time(), _database_cpu()
    for estate in list(Estate.objects.order_by("pk").values_list("pk", flat=True))[part::of]:
        since = time.monotonic()
        told = Billing(estate_id=estate, every=BillRun.Every.MONTH, first=first, due_on=TODAY + timedelta(days=30))
        bills += bill_homes(told, by=CLERK, at=NOW).bills
        took.append(time.monotonic() - since)
    return {
        "seconds": time.monotonic() - begun, "cpu": time.process_time() - cpu, "bills": bills, "slowest": max(took),
        "database_cpu": _database_cpu() - theirs,
        "mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


def _database_cpu() -> float:
    """Seconds that our connection's process of PostgreSQL has worked so far; nothing where it cannot be seen."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    told = Path(f"/proc/{pid}/schedstat")
    return int(told.read_text("ascii").split()[0]) / 10**9 if told.exists() else 0.0


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["begin", many, each]:
            print(json.dumps(begin(int(many), int(each))))
        case ["ahead"]:
            print(json.dumps(ahead()))
        case ["bill", month, part, of]:
            print(json.dumps(bill(int(month), int(part), int(of))))
