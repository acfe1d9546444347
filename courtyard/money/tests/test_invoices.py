"""What was paid from the service money is seen with its invoice: by everybody, once somebody looked at it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courtyard.assembly.models import LooseFile
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.money.actions.expenses import show_invoice
from courtyard.money.models import Expense
from courtyard.money.public_papers import LostFile, NoFile, NotLookedAt
from courtyard.money.tests.revenue import PDF, commission, paper, trust
from courtyard.money.tests.test_mode_pages import MODE, cleaned
from courtyard.services.tests.reading import read, send, status
from courtyard.trail.models import FileHash, Line

pytestmark = pytest.mark.usefixtures("clock")


def bought(court: Court) -> Expense:
    trust(court)
    return cleaned(court, account="trust_cleaning", authority="contract")


def addresses(one: Expense) -> tuple[str, str, str]:
    """Its entry, its invoice, and where the invoice is brought."""
    at = f"{MODE}expenses/{one.pk}/invoice/"
    return f"/e/plum/money/entries/{one.entry_id}/", at, f"{at}show/"


def test_an_invoice_is_shown_once_somebody_looked_at_it(court: Court) -> None:
    one, file = bought(court), paper(court)

    with pytest.raises(NotLookedAt):
        show_invoice(one.pk, file, looked=False, by=court.zhu, at=MONDAY_9AM)
    with pytest.raises(NoFile):
        show_invoice(one.pk, None, looked=True, by=court.zhu, at=MONDAY_9AM)
    one = show_invoice(one.pk, file, looked=True, by=court.zhu, at=MONDAY_9AM)

    assert (one.file, one.sha256, LooseFile.objects.count()) == (file.file, file.sha256, 0)
    assert FileHash.objects.filter(digest=file.sha256).exists()
    assert Line.objects.get(kind="money.invoice_shown").about == one.entry_id


def test_the_same_invoice_twice_is_one_and_another_takes_its_place(court: Court) -> None:
    one, first = bought(court), paper(court)
    show_invoice(one.pk, first, looked=True, by=court.zhu, at=MONDAY_9AM)
    show_invoice(one.pk, paper(court), looked=True, by=court.zhu, at=MONDAY_9AM)

    assert Line.objects.filter(kind="money.invoice_shown").count() == 1
    second = paper(court, b"%PDF-1.7 blacked out")
    assert show_invoice(one.pk, second, looked=True, by=court.zhu, at=MONDAY_9AM).sha256 == second.sha256
    assert LooseFile.objects.filter(file=first.file).exists()  # it goes in the clerk's next round


def test_a_file_that_was_swept_is_asked_for_again(court: Court) -> None:
    one, file = bought(court), paper(court)
    LooseFile.objects.all().delete()

    with pytest.raises(LostFile):
        show_invoice(one.pk, file, looked=True, by=court.zhu, at=MONDAY_9AM)
    assert Expense.objects.get().file == ""


@pytest.mark.parametrize("name", ["lin", "mei", "desk", "yan", "jie", "far"])
def test_who_does_not_keep_the_money_brings_no_invoice(court: Court, name: str) -> None:
    one = bought(court)
    entry, _, shows = addresses(one)

    with pytest.raises(NotAllowed):
        show_invoice(one.pk, paper(court), looked=True, by=getattr(court, name), at=MONDAY_9AM)
    assert status(getattr(court, name), shows) == 403
    assert "Show the invoice" not in read(getattr(court, name), entry)


def test_everybody_reaches_it_from_the_entry_and_from_the_purchases(court: Court) -> None:
    one = bought(court)
    entry, invoice, shows = addresses(one)
    assert status(None, invoice) == 404
    assert "not here yet" in read(None, entry)
    assert "no invoice here yet" in read(None, MODE)
    assert "Show the invoice" in read(court.zhu, entry)

    given = {"file": SimpleUploadedFile("发票.pdf", PDF), "looked": "on"}
    assert send(court.zhu, shows).status_code == 422
    assert send(court.zhu, shows, **given).status_code == 303

    assert f'href="{invoice}"' in read(None, entry)
    assert f'href="{invoice}"' in read(None, MODE)
    assert "洁净保洁公司" in read(None, entry)
    assert status(None, invoice) == 200
    assert status(None, invoice.replace("plum", "pine")) == 404
    assert "Another copy of the invoice" in read(court.zhu, entry)


def test_after_booking_the_invoice_is_asked_for(court: Court) -> None:
    commission(court)
    told = {
        "account": "fees_cleaning", "day": "2026-06-08", "what": "保洁", "payee": "洁净保洁公司",
        "authority": "contract", "fen": "800",
    }  # fmt: skip

    done = send(court.zhu, f"{MODE}expense/", **told)

    assert (done.status_code, done.headers["Location"]) == (303, addresses(Expense.objects.get())[2])
    assert "800.00 yuan to 洁净保洁公司" in read(court.zhu, done.headers["Location"])
