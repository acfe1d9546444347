"""Papers of a spending: the original stays with those who keep the fund, everybody sees a copy that was covered."""

import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from PIL import Image

from courtyard.assembly.upkeep import keep
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.errors import NotAllowed
from courtyard.money.actions import vouchers as actions
from courtyard.money.actions.plans import NoReason
from courtyard.money.actions.vouchers import Copy, Paper, add_voucher, hide_voucher, mask_voucher
from courtyard.money.models import Voucher
from courtyard.money.permissions.spending import may_open_copy, may_open_original
from courtyard.money.pictures import BadMask, ManyMasks, Mask, between, masked, read, scaled, size_of
from courtyard.money.public_papers import NoFile
from courtyard.money.tests.spend import fund, picture, planned, shown, voucher
from courtyard.trail.models import FileHash


def white(width: int = 200, height: int = 100) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(stream, "PNG")
    return stream.getvalue()


def test_what_is_covered_is_black_and_the_rest_is_as_it_was() -> None:
    copy = Image.open(io.BytesIO(masked(white(), [Mask(0, 0, 500, 500)])))

    assert copy.format == "JPEG"
    assert copy.getpixel((20, 20)) == (0, 0, 0)
    assert copy.getpixel((180, 80)) == (255, 255, 255)


def test_a_rectangle_lies_between_two_corners_whichever_they_are() -> None:
    assert between((800, 100), (200, 900)) == Mask(200, 100, 600, 800)


def test_the_page_shows_the_picture_as_wide_as_it_fits() -> None:
    assert size_of(white(), 340) == (340, 170)
    assert Image.open(io.BytesIO(scaled(white(), [], 340))).size == (340, 170)


def test_the_public_sees_nothing_until_somebody_covered_it(court: Court) -> None:
    fund(court)
    one = voucher(court, planned(court))
    assert not may_open_copy(court.lin, one, MONDAY_9AM)

    one = shown(court, one)

    assert may_open_copy(None, one, MONDAY_9AM)
    assert not may_open_original(court.lin, one, MONDAY_9AM)
    assert not may_open_original(court.desk, one, MONDAY_9AM)
    assert may_open_original(court.yan, one, MONDAY_9AM)
    assert read(one.masked_file) != read(one.file)
    assert FileHash.objects.filter(digest__in=[one.sha256, one.masked_sha256]).count() >= 2


def test_nobody_covers_the_paper_of_another(court: Court) -> None:
    fund(court)
    one = voucher(court, planned(court))
    copy = keep(court.estate.pk, b"%PDF-1.7", "pdf", MONDAY_9AM, "money")

    for person in (court.lin, court.desk, court.zhu):
        with pytest.raises(NotAllowed):
            mask_voucher(one.pk, Copy(file=copy, confirmed=True), by=person, at=MONDAY_9AM)


def test_a_copy_is_shown_once_somebody_says_so_and_only_with_good_rectangles(court: Court) -> None:
    fund(court)
    one = voucher(court, planned(court))
    bad = Mask(900, 0, 200, 10)

    for copy, refusal in (
        (Copy(file=picture(court)), actions.NotConfirmed),
        (Copy(file=None, confirmed=True), NoFile),
        (Copy(file=picture(court), masks=[bad], confirmed=True), BadMask),
        (Copy(file=picture(court), masks=[Mask(0, 0, 0, 5)], confirmed=True), BadMask),
        (Copy(file=picture(court), masks=[Mask(0, 0, 1, 1)] * 61, confirmed=True), ManyMasks),
    ):
        with pytest.raises(refusal):
            mask_voucher(one.pk, copy, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(IntegrityError), transaction.atomic():
        Voucher.objects.filter(pk=one.pk).update(shown=True)


def test_a_copy_is_taken_down_and_its_file_goes(court: Court) -> None:
    fund(court)
    one = shown(court, voucher(court, planned(court)))
    file = one.masked_file

    with pytest.raises(NoReason):
        hide_voucher(one.pk, reason="", by=court.desk, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        hide_voucher(one.pk, reason="看得见账号", by=court.lin, at=MONDAY_9AM)
    hidden = hide_voucher(one.pk, reason="看得见账号", by=court.desk, at=MONDAY_9AM)

    assert (hidden.shown, hidden.masked_file) == (False, "")
    assert default_storage.exists(file)  # until the clerk's next round
    assert not may_open_copy(None, hidden, MONDAY_9AM)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [({"kind": "x"}, actions.NoSuchPaper), ({"name": " "}, actions.NoName), ({"file": None}, NoFile)],
)
def test_a_paper_says_what_it_is(court: Court, wrong: dict[str, object], refusal: type) -> None:
    fund(court)
    one = planned(court)
    told: Any = {"kind": "invoice", "name": "发票", "file": picture(court)} | wrong

    with pytest.raises(refusal):
        add_voucher(one.pk, Paper(**told), by=court.yan, at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        add_voucher(one.pk, Paper(kind="invoice", name="发票", file=picture(court)), by=court.lin, at=MONDAY_9AM)
