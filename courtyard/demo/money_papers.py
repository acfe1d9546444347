"""Papers of the demo’s spendings: drawn invoices and acceptance forms, with what is personal covered."""

import io
from datetime import datetime
from functools import cache

from PIL import Image, ImageDraw

from courtyard.assembly.upkeep import keep
from courtyard.demo.money_plan import Money
from courtyard.demo.services_contracts import INK, PAPER, SEAL
from courtyard.money.actions.expenses import show_invoice
from courtyard.money.actions.vouchers import Copy, Paper, add_voucher, mask_voucher
from courtyard.money.models import Expense, Spending, Voucher
from courtyard.money.pictures import Mask, masked
from courtyard.people.models import Person

SIZE = (900, 580)
PERSONAL = (Mask(90, 780, 300, 90), Mask(560, 150, 330, 70))
"""Where a name and an account number stand."""
K = Voucher.Kind
PAPERS = ((K.INVOICE, "发票"), (K.ACCEPTANCE, "验收单"))


def show_papers(money: Money, one: Spending, *, by: Person, at: datetime) -> None:
    for kind, name in PAPERS:
        data = _drawn(kind)
        file = keep(money.estate_id, data, "jpg", at, "money")
        paper = add_voucher(one.pk, Paper(kind=kind, name=f"{one.what}{name}", file=file), by=by, at=at)
        copy = keep(money.estate_id, masked(data, PERSONAL), "jpg", at, "money")
        mask_voucher(paper.pk, Copy(file=copy, masks=PERSONAL, confirmed=True), by=by, at=at)


def bring_invoice(money: Money, one: Expense, *, by: Person, at: datetime) -> None:
    file = keep(money.estate_id, _blacked_out(), "jpg", at, "money")
    show_invoice(one.pk, file, looked=True, by=by, at=at)


@cache
def _blacked_out() -> bytes:
    return masked(_drawn(K.INVOICE), PERSONAL)


@cache
def _drawn(kind: str) -> bytes:
    """A form with lines of writing that nobody can read, and a seal."""
    page = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(page)
    draw.rectangle((40, 130, 860, 530), outline=INK, width=3)
    draw.rectangle((300, 40, 600, 74), fill=INK)
    for number in range(1, 6):
        draw.line((40, 130 + number * 66, 860, 130 + number * 66), fill=INK, width=2)
        draw.rectangle((70, 152 + number * 60, 420 - number * 37 % 120, 168 + number * 60), fill=INK)
        draw.rectangle((640, 152 + number * 60, 760, 168 + number * 60), fill=INK)
    draw.rectangle((100, 464, 330, 490), fill=INK)
    draw.rectangle((520, 94, 780, 116), fill=INK)
    if kind == K.INVOICE:
        draw.line((470, 130, 470, 530), fill=INK, width=2)
    draw.ellipse((690, 390, 830, 530), outline=SEAL, width=8)
    stream = io.BytesIO()
    page.save(stream, "JPEG", quality=82)
    return stream.getvalue()
