"""Our plain-text books, reckoned again by two programs that are not ours: hledger and beancount.

What each account comes to stands in the file as an assertion of that program's own, taken from the sums of the pages.
"""

import csv
import io
import os
import shutil
import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core import books as core
from courtyard.core.books.journals.names import account_name, amount
from courtyard.money import exports
from courtyard.money.actions.entries import reverse_entry
from courtyard.money.models import Book, Entry
from courtyard.money.queries.ledger import chart_of, sums_until
from courtyard.money.tests.build import ads, book, booked, leg
from courtyard.trail.ids import new_id

SECONDS = 120
K = Entry.Kind
LATER = "2027-01-01"


def hledger() -> str:
    """The program's path; without it the test is skipped, except where everything is supposed to be there."""
    path = os.environ.get("COURTYARD_HLEDGER") or shutil.which("hledger")
    if path:
        return path
    if os.environ.get("CI") == "true":
        pytest.fail("CI has no hledger: apt-get install hledger")
    pytest.skip("no hledger here: as root, apt-get install hledger")


def bean_check() -> list[str]:
    """beancount's program, which `make setup` installs; it is run, never imported."""
    if find_spec("beancount") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI has no beancount: make setup")
        pytest.skip("no beancount here: make setup")
    return [sys.executable, "-m", "beancount.scripts.check", "--no-cache"]


def ran(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def kept(court: Court) -> Book:
    """A book with every kind of entry, homes, a building, two funds that hand money over, and words of all sorts."""
    one = book(
        court, leg("revenue_bank", "revenue_undistributed", 5_000_00), leg("fund_bank", "fund_undistributed", 90_000_00)
    )
    homes = list(court.building.homes.order_by("name")[:3])
    booked(court, *(leg("fees_receivable", "fees_income", 185_33, home=home) for home in homes), kind=K.BILLS)
    booked(court, leg("fees_bank", "fees_receivable", 185_33, home=homes[0]), what='收到"物业费"; 一月 | 二月, 101\\')
    booked(court, leg("fund_bank", "fund_interest", 1_01), kind=K.INTEREST, what="利息\n第二行")
    gone = booked(court, ads(1_234_56), what="=1+1")
    reverse_entry(gone.pk, reason="记错了; 重复", by=court.yan, at=MONDAY_9AM)
    booked(
        court, leg("revenue_to_fund", "revenue_bank", 600_00), leg("fund_bank", "fund_from_revenue", 600_00),
        kind=K.TRANSFER, what="公共收益划转", day=date(2026, 3, 31),
    )  # fmt: skip
    spent: dict[str, Any] = {
        "authority": "contract",
        "authority_id": new_id(),
        "source": "voucher",
        "source_id": new_id(),
    }
    booked(
        court, leg("fees_cleaning", "fees_bank", 99_99), kind=K.SPENDING, what="保洁", day=date(2026, 2, 28), **spent
    )
    booked(court, leg("revenue_bank_charges", "revenue_bank", 12_50), kind=K.OTHER, what="账户管理费")
    assert set(Entry.objects.values_list("kind", flat=True)) == set(K.values)
    return one


def balances(one: Book) -> dict[str, int]:
    """Debits less credits of every account of the chart by the name it has in plain text, as the pages reckon them."""
    chart, sums = chart_of(one), sums_until(one, date(2027, 1, 1))
    told = {side.account: debit - credit for side, (debit, credit) in sums.items()}
    return {account_name(account): told.get(account.key, 0) for account in chart.in_order}


def written(one: Book, form: str, folder: Path) -> Path:
    path = folder / f"books.{exports.FORMS[form].ending}"
    path.write_text("".join(str(part) for part in exports.FORMS[form].write(one)), encoding="utf-8")
    return path


def test_hledger_finds_no_fault_and_the_same_balances(court: Court, tmp_path: Path) -> None:
    program = hledger()
    one = kept(court)
    path = str(written(one, "hledger", tmp_path))

    ran([program, "-f", path, "check", "--strict", "ordereddates"])
    said = ran([program, "-f", path, "bal", "--flat", "--empty", "--no-total", "--layout", "bare", "-O", "csv"])

    rows = {row["account"]: row["balance"] for row in csv.DictReader(io.StringIO(said))}
    told = {name: core_amount(fen) for name, fen in balances(one).items() if name in rows or fen}
    assert rows == told


def core_amount(fen: int) -> str:
    """As hledger writes it without its currency; nought is 0 there."""
    return amount(fen).removesuffix(" CNY") if fen else "0"


def exactly(name: str, fen: int) -> str:
    """beancount's own assertion; by itself it would overlook a fen."""
    return f"{LATER} balance {name} {amount(fen).removesuffix(' CNY')} ~ 0 CNY\n"


def test_bean_check_finds_no_fault_and_the_same_balances(court: Court, tmp_path: Path) -> None:
    program, one = bean_check(), kept(court)
    path = written(one, "beancount", tmp_path)
    asserted = [exactly(name, fen) for name, fen in balances(one).items()]
    path.write_text(path.read_text(encoding="utf-8") + "\n" + "".join(asserted), encoding="utf-8")

    ran([*program, str(path)])


def test_bean_check_would_tell_a_fen_that_is_missing(court: Court, tmp_path: Path) -> None:
    """Else the test above could pass because nothing is compared."""
    program, one = bean_check(), kept(court)
    path = written(one, "beancount", tmp_path)
    name, fen = next((name, fen) for name, fen in balances(one).items() if fen)
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{exactly(name, fen + 1)}", encoding="utf-8")

    with pytest.raises(AssertionError, match="Balance failed"):
        ran([*program, str(path)])


def test_the_sums_of_the_pages_are_those_of_all_postings(court: Court) -> None:
    one = kept(court)

    told = core.folded(core.sums_of(posting for entry in exports.entries_of(one) for posting in entry.postings))

    assert told == sums_until(one, date(2027, 1, 1))
