"""A bill and a receipt on paper, with a square that leads to their page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext, pgettext

from courtyard.core.quantities import format_fen
from courtyard.money import showing_bills as showing
from courtyard.money.models import Bill, Payment, Settlement
from courtyard.web.documents import qr
from courtyard.web.times import in_full


def bill(one: Bill, address: str, on: date) -> dict[str, Any]:
    """For `pdf("money/slip", …)`."""
    facts = [
        [pgettext("of a bill", "Home"), one.home.label],
        [pgettext("of a bill", "For"), showing.period_said(one.first, one.last)],
        [gettext("Last day to pay"), in_full(one.due_on)],
        [gettext("Write this beside your payment"), one.reference],
    ]
    rows = [
        [f"{in_full(stretch['first'])} – {in_full(stretch['last'])}", stretch["says"], ""]
        for line in showing.lines(one)
        for stretch in line["stretches"]
    ]
    rows += [
        [gettext("Discount"), "; ".join(line["off"]), f"−{format_fen(line['off_fen'])}"]
        for line in showing.lines(one)
        if line["off_fen"]
    ]
    sums = [[gettext("Property fee"), format_fen(one.fen)]]
    if one.paid_fen:
        sums.append([gettext("Paid already"), f"−{format_fen(one.paid_fen)}"])
    sums.append([gettext("To pay, in yuan"), format_fen(one.open_fen)])
    heading = pgettext("a paper", "Bill for the property fee")
    note = gettext("What you pay is entered in the estate’s own books. You can also pay at the property office.")
    if one.taken_back:
        note = gettext("This bill was taken back. Nothing has to be paid on it.")
    return {
        **_frame(one.estate.node.name, heading, address, on),
        "facts": facts,
        "rows": rows,
        "sums": sums,
        "note": note,
    }


def receipt(one: Payment, settled: Sequence[Settlement], address: str, on: date) -> dict[str, Any]:
    facts = [
        [pgettext("of a bill", "Home"), one.home.label],
        [gettext("Paid on"), in_full(one.day)],
        [pgettext("of a payment", "How"), str(one.get_channel_display())],
        [gettext("Receipt no."), str(one.entry.number)],
        *([[gettext("Paid by"), one.payer]] if one.payer else []),
    ]
    rows = [
        [line.bill.reference, showing.period_said(line.bill.first, line.bill.last), format_fen(line.fen)]
        for line in settled
    ]
    if one.ahead_fen:
        rows.append([gettext("Paid ahead"), gettext("kept for the next bills"), format_fen(one.ahead_fen)])
    heading = pgettext("a paper", "Receipt")
    note = gettext("Kept in the estate’s books. The square leads to this receipt’s page.")
    if one.taken_back_at:
        note = gettext("This payment was taken back: {reason}").format(reason=one.reason)
    return {
        **_frame(one.estate.node.name, heading, address, on), "facts": facts, "rows": rows,
        "sums": [[gettext("Received, in yuan"), format_fen(one.fen)]], "note": note,
    }  # fmt: skip


def _frame(estate: str, heading: str, address: str, on: date) -> dict[str, Any]:
    words = {"page": gettext("Page {n} of {all}"), "qr_of": gettext("Leads to {address}").format(address=address)}
    return {
        "title": heading, "language": get_language(), "date": on.isoformat(), "words": words, "estate": estate,
        "heading": heading, "qr": qr(address), "scan": gettext("Scan to see it, signed in"),
    }  # fmt: skip
