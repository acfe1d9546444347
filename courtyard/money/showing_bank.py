"""The bank in the reader's words: what a line may be and why, and why books and bank differ."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from courtyard.core import bank as core
from courtyard.core.bank.faults import Fault
from courtyard.money.models import BankLine, Book
from courtyard.money.permissions.bank import may_see_bank
from courtyard.money.queries.bank import reconciled_of
from courtyard.money.queries.bank_matching import Open, Way, target_of
from courtyard.money.queries.bank_reconciling import Reconciled
from courtyard.money.showing import fund_said
from courtyard.money.statements import Against, Looked
from courtyard.money.targets import ENTRY, targets
from courtyard.people.models import Person

READY_SHOWN, UNSURE_SHOWN = 100, 50
FAULTS_SHOWN, LINES_SHOWN = 100, 60


def thing(one: core.Expected) -> dict[str, Any]:
    """What a line may be: of which kind, called how, for how much, for when."""
    name, _key = target_of(one.id)
    label = gettext("booked already") if name == ENTRY else str(targets[name].label)
    called = one.references[:1] or one.words[:1] or one.names[:1]
    home = " ".join(part for part in (one.home.building, one.home.entrance, one.home.room) if part) if one.home else ""
    return {"label": label, "called": called[0] if called else "", "home": home, "fen": abs(one.fen), "day": one.day}


def way(one: Way) -> dict[str, Any]:
    return {
        "token": one.token, "things": [thing(part) for part in one.things], "fen": abs(one.proposal.fen),
        "left": abs(one.left_fen), "reasons": [reason.text(gettext) for reason in one.proposal.reasons],
        "line": one.line,
    }  # fmt: skip


def matching(found: Open) -> dict[str, Any]:
    """What may be confirmed at once, and what needs a look, each with how many more there are."""
    return {
        "ready": [way(one) for one in found.ready[:READY_SHOWN]],
        "ready_more": max(len(found.ready) - READY_SHOWN, 0),
        "unsure": [unsure(line, ways) for line, ways in found.unsure[:UNSURE_SHOWN]],
        "unsure_more": max(len(found.unsure) - UNSURE_SHOWN, 0) + found.more,
    }


def unsure(line: BankLine, ways: Sequence[Way]) -> dict[str, Any]:
    return {"line": line, "ways": len(ways), "best": way(ways[0]) if ways else None}


def of_ledger(book: Book, person: Any, at: datetime) -> dict[str, Any]:
    """On the public page: when each fund's books were held against the bank, and how they differed. One query."""
    rows = [
        {"name": fund_said(one.fund), "day": one.day, "done_at": one.done_at, "difference_fen": one.difference_fen,
         "open_lines": one.open_lines}
        for one in reconciled_of(book)
    ]  # fmt: skip
    return {"reconciled": rows, "keeps_bank": isinstance(person, Person) and may_see_bank(person, book.estate, at)}


def fault(one: Fault) -> dict[str, Any]:
    return {"row": one.row, "cell": one.cell, "was": one.was, "says": one.text(gettext)}


def preview(looked: Looked, beside: Against) -> dict[str, Any]:
    """A file that was read: what is wrong with it, what was passed over, and what would be new."""
    told = looked.statement
    return {
        "faults": [fault(one) for one in told.faults[:FAULTS_SHOWN]],
        "faults_more": max(len(told.faults) - FAULTS_SHOWN, 0),
        "notes": [fault(one) for one in told.notes[:FAULTS_SHOWN]],
        "lines": beside.new[:LINES_SHOWN], "lines_more": max(len(beside.new) - LINES_SHOWN, 0),
        "new": len(beside.new), "known": beside.known, "before": beside.before, "in_fen": beside.in_fen,
        "out_fen": beside.out_fen, "opening": told.opening_fen, "closing": told.closing_fen,
        "first": min((one.day for one in told.lines), default=None),
        "last": max((one.day for one in told.lines), default=None), "remembered": looked.remembered,
    }  # fmt: skip


def reconciliation(one: Reconciled) -> dict[str, Any]:
    """Both balances, and every difference with what it is about."""
    found = one.found
    return {
        "day": found.day, "book": found.book_fen, "bank": found.bank_fen, "difference": found.book_fen - found.bank_fen,
        "missing": one.missing_fen, "stated": one.stated_fen, "told_until": one.told_until,
        "opening_known": one.opening_known, "late": one.told_until is None or one.told_until < found.day,
        "rows": [
            {
                "day": each.difference.day, "fen": each.difference.fen, "says": each.difference.text(gettext),
                "entries": each.entries, "lines": each.lines,
            }
            for each in one.explained
        ],
    }  # fmt: skip
