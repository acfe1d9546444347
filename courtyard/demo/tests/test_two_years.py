"""The demo's two years of services and its year of money, told once for all who look at them.

Figures of eight quarters and somebody to compare with; books for each way of paying a company, and walls with sheets
in time, late and wrong.
"""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings

from courtyard.assembly.models import Attachment
from courtyard.committee.models import LimitUse
from courtyard.conftest import SHANGHAI
from courtyard.core import books as core
from courtyard.demo import story
from courtyard.demo.money_plan import MONEY, MONTHS
from courtyard.demo.places import ESTATES
from courtyard.demo.services_peers import PEERS
from courtyard.demo.services_promises import QUARTERS, SERVED
from courtyard.disclosure.models import Publication, Question
from courtyard.disclosure.queries.wall import LATE, known_of
from courtyard.money import exports
from courtyard.money.models import (
    BankLine,
    Bill,
    Book,
    Budget,
    Closing,
    Entry,
    GatewayMessage,
    Payment,
    PayOrder,
    QuarterMove,
    Reconciliation,
    RevenuePlan,
    Spending,
    TopUpNotice,
    TopUpPayment,
    YearAudit,
)
from courtyard.money.modes import mode_of
from courtyard.money.queries.proof import kept_sums, sums_of_postings
from courtyard.money.queries.top_ups import homes_in
from courtyard.services.models import Contract, CreditPoint, Finding, QualityFigure, Remark, Turn
from courtyard.trail.keys import SigningKey
from courtyard.trail.models import Line

SECONDS = 120
NOW = datetime(2026, 11, 23, 10, tzinfo=SHANGHAI)

pytestmark = [pytest.mark.long, pytest.mark.django_db]


@pytest.fixture(scope="module")
def told(in_one_transaction: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The story of three estates, and the folder it was told in."""
    folder = tmp_path_factory.mktemp("story")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(story, "ESTATES", tuple(replace(spec, cases=12) for spec in ESTATES if spec.code in MONEY))
        patch.setattr(settings, "PAY_KEYS", folder / "pay-keys")
        story.tell(2026, NOW, say=lambda _words: None, key=SigningKey.make(folder / "checkpoint.key"))
        yield folder


def indexes(code: str) -> list[int]:
    whole = QualityFigure.objects.filter(estate__node__code=code, field="", enough=True)
    return list(whole.order_by("quarter").values_list("milli", flat=True))


@pytest.mark.usefixtures("told")
def test_two_years_of_services_of_three_estates_are_told() -> None:
    assert [len(indexes(code)) for code in SERVED] == [QUARTERS] * len(SERVED)
    assert indexes("taoan")[-1] > indexes("taoan")[0] + 40
    assert indexes("csc")[-1] < indexes("csc")[0] - 40
    last = QualityFigure.objects.filter(estate__node__code="taoan", field="").order_by("-quarter")[0]
    assert last.peers is not None
    assert (last.peers["count"], last.peers["given_up"]) == (PEERS, [])
    assert set(CreditPoint.objects.values_list("state", flat=True)) == set(CreditPoint.State.values)
    assert set(Remark.objects.values_list("state", flat=True)) == set(Remark.State.values)
    assert Turn.objects.filter(estate__node__code="taoan", doubted=True).count() == 1
    assert Finding.objects.filter(case__isnull=False).count() == 1
    _owners_renewed()


def _owners_renewed() -> None:
    """In Tao'an they read what service was worth, decided to keep the company, and the next contract rests on that."""
    first, second = Contract.objects.filter(estate__node__code="taoan").order_by("starts_on")
    decision, signed_on, paper = second.decision, second.signed_on, Attachment.objects.get(motion__matter="company")
    assert decision is not None
    assert signed_on is not None
    assert (decision.motion, decision.carried) == (paper.motion, True)
    noticed_at = paper.motion.assembly.noticed_at
    assert noticed_at is not None
    assert paper.added_at < noticed_at
    assert (first.state, first.ended_on) == (Contract.State.ENDED, second.starts_on - timedelta(days=1))
    assert (second.state, second.ends_on) == (Contract.State.SIGNED, (NOW + timedelta(days=74)).date())
    assert decision.in_force_on < signed_on < second.starts_on
    assert Line.objects.get(kind="services.quality_attached").fields["sha256"] == paper.sha256


def test_a_year_of_money_of_three_estates_is_told(told: Path) -> None:
    books = {one.estate.code: one for one in Book.objects.select_related("estate__node")}
    assert set(books) == set(MONEY)
    assert {code: mode_of(one.estate, NOW.date()) for code, one in books.items()} == {
        code: service.mode for code, service in SERVED.items()
    }
    for one in books.values():
        _balances(one)
        _is_accepted_by_others(one, told)
    _money_is_spent_by_the_rules(books["taoan"])
    _owners_are_told_that_a_fund_is_low(books["taoan"])
    _the_bank_is_held_against_the_books(books["taoan"])
    _bills_are_paid_by_phone(books["taoan"])
    _walls_are_as_in_life(books)


def _balances(one: Book) -> None:
    """Each book with itself, and the sums that are kept with its postings; its months were closed one by one."""
    kept = kept_sums(one)
    assert kept == sums_of_postings(one)
    assert sum(debit for debit, _ in kept.values()) == sum(credit for _, credit in kept.values())
    folded = core.folded(kept)
    cash = {side.account: debit - credit for side, (debit, credit) in folded.items() if side.account.endswith("_bank")}
    assert min(cash.values()) >= 0
    closed = list(Closing.objects.filter(estate=one.pk).order_by("month").values_list("month", flat=True))
    assert (closed[0], closed[-1], len(closed)) == (one.opens_on, date(2026, 9, 1), MONTHS - 1)
    kinds = set(Entry.objects.filter(estate=one.pk).values_list("kind", flat=True))
    assert {"opening", "bills", "receipt", "spending", "interest", "transfer"} <= kinds
    assert Payment.objects.filter(estate=one.pk).count() > 600


def _is_accepted_by_others(one: Book, folder: Path) -> None:
    """By hledger and beancount, where they are installed."""
    hledger = os.environ.get("COURTYARD_HLEDGER") or shutil.which("hledger")
    if hledger:
        _ran([hledger, "-f", _written(one, "hledger", folder), "check", "--strict", "ordereddates"])
    if find_spec("beancount") is not None:
        _ran([sys.executable, "-m", "beancount.scripts.check", "--no-cache", _written(one, "beancount", folder)])


def _written(one: Book, form: str, folder: Path) -> str:
    path = folder / f"{one.estate.code}.{exports.FORMS[form].ending}"
    path.write_text("".join(str(part) for part in exports.FORMS[form].write(one)), encoding="utf-8")
    return str(path)


def _ran(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _money_is_spent_by_the_rules(one: Book) -> None:
    """In Tao'an a lift under the owners' decision, a pad within their limit, and one that waits for a signature."""
    states = Counter(Spending.objects.filter(estate=one.pk).values_list("state", flat=True))
    assert states == {Spending.State.PUBLISHED: 4, Spending.State.AUTHORISED: 1}
    lift = Spending.objects.get(estate=one.pk, what__startswith="16号楼电梯")
    assert (lift.authority, lift.reviewed_fen, lift.draws.count()) == ("assembly", 38_500_000, 2)
    assert all(paper.shown for paper in lift.vouchers.all())
    assert LimitUse.objects.get(limit__estate=one.pk).fen == 2_600_00
    waits = Spending.objects.get(estate=one.pk, state=Spending.State.AUTHORISED)
    assert (waits.first_by is not None, waits.second_by) == (True, None)
    assert Spending.objects.filter(estate__node__code="csc", state=Spending.State.WITHDRAWN).count() == 1
    assert set(Budget.objects.values_list("state", flat=True)) == {Budget.State.APPROVED}
    assert RevenuePlan.objects.get(estate=one.pk).state == RevenuePlan.State.APPROVED
    assert QuarterMove.objects.filter(estate=one.pk).count() == 4
    assert YearAudit.objects.get(estate=one.pk).received_on is not None


def _owners_are_told_that_a_fund_is_low(one: Book) -> None:
    """Of the house with the new lift; one home has paid in, and the others have not."""
    notice = TopUpNotice.objects.get(estate=one.pk)
    assert (notice.building and notice.building.name, notice.is_decided, notice.restored_on) == ("16号楼", False, None)
    homes = homes_in(one, NOW.date())
    assert (notice.homes or 0) >= homes.low(notice.building_id)[1] > 10
    assert TopUpPayment.objects.get(estate=one.pk).home_id not in homes.lacking([notice])


def _the_bank_is_held_against_the_books(one: Book) -> None:
    lines = BankLine.objects.filter(estate=one.pk)
    assert lines.exclude(open_fen=0).count() == 3
    assert lines.filter(open_fen=0).count() > 100
    newest = Reconciliation.objects.filter(account__key="fees_bank", estate=one.pk).order_by("-day")[0]
    assert newest.day == date(2026, 10, 31)
    assert newest.bank_fen - newest.book_fen == sum(lines.exclude(open_fen=0).values_list("fen", flat=True))


def _bills_are_paid_by_phone(one: Book) -> None:
    """One whole, one in part; a number for the rest waits."""
    orders = PayOrder.objects.filter(estate=one.pk).order_by("asked_at")
    told = [GatewayMessage.objects.filter(order=order, line__open_fen=0).count() for order in orders]
    bills = [Bill.objects.get(pk=UUID(order.expected)) for order in orders]
    assert told == [1, 1, 0]
    assert [bill.open_fen for bill in bills] == [0, orders[2].fen, orders[2].fen]


def _walls_are_as_in_life(books: dict[str, Book]) -> None:
    """Some in time, some late, some red today; each corrects a sheet; questions answered, waiting, and overdue."""
    for one in books.values():
        states = Counter[str](due.state for due in known_of(one.estate, NOW).dues)
        assert states["published"] > 6
        assert states["late"] > 0
        assert sum(states[state] for state in LATE) > 0
        corrected = Publication.objects.filter(estate=one.pk, kind=Publication.Kind.CORRECTION)
        assert [bool(sheet.reason) for sheet in corrected] == [True]
    open_ones = Question.objects.filter(answer__isnull=True)
    assert Question.objects.filter(answer__isnull=False).count() >= 4
    assert open_ones.filter(due_at__lt=NOW).count() == 1
    assert open_ones.filter(due_at__gt=NOW).count() == 2
