"""Spendings for tests: a fund with money of homes in it, a decision on a roof, and a spending brought to each stage."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from courtyard.assembly.models import Decision
from courtyard.assembly.upkeep import Kept, keep
from courtyard.cases.tests.build import photograph
from courtyard.committee.tests.sitting import in_office, persons
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.money.actions.authorising import approve_spending, authorise_spending, review_spending
from courtyard.money.actions.plans import Offer, Plan, add_quote, plan_spending
from courtyard.money.actions.spending import Ask, accept_spending, ask_draw, pay
from courtyard.money.actions.vouchers import Copy, Paper, add_voucher, mask_voucher
from courtyard.money.grounds import Ground
from courtyard.money.models import Book, Draw, Quote, Spending, Voucher
from courtyard.money.pictures import Mask, masked, read
from courtyard.money.tests.build import book, leg
from courtyard.people.models import Person
from courtyard.places.models import Home
from courtyard.services.tests.contracting import decided

TODAY = date(2026, 6, 8)
HAS_FEN = 100_000_00
"""What each of the four homes of the first house has in the fund."""
COST = 40_000_00


@dataclass(frozen=True)
class Fund:
    """An estate's books with a fund of its homes, and three of its committee: yan, who plans, and two who sign."""

    court: Court
    book: Book
    qin: Person
    jiang: Person
    tang: Person


def fund(court: Court, has_fen: int = HAS_FEN) -> Fund:
    homes = list(Home.objects.filter(building=court.building).order_by("name"))
    _, qin, jiang, tang, _ = persons(in_office(court))
    books = book(court, *[leg("fund_bank", "fund_of_homes", has_fen, home=home) for home in homes])
    return Fund(court, books, qin, jiang, tang)


def roof(court: Court, cost_fen: int | None = 50_000_00, **given: Any) -> Decision:
    """The owners decided to mend the roof, for so much at most."""
    decision = decided(court, **({"title": "1号楼屋面维修", "matter": "fund-use"} | given))
    decision.motion.cost_fen, decision.motion.rule = cost_fen, "cc278-ordinary"
    decision.motion.save(update_fields=["cost_fen", "rule"])
    return decision


def plan(court: Court, **given: Any) -> Plan:
    told: dict[str, Any] = {
        "fund": "maintenance", "account": "fund_repairs", "what": "1号楼屋面维修", "why": "顶楼三户漏水",
        "fen": COST, "building": court.building.pk,
    }  # fmt: skip
    return Plan(**(told | given))


def planned(court: Court, **given: Any) -> Spending:
    by = given.pop("by", court.yan)
    return plan_spending(court.estate, plan(court, **given), by=by, at=MONDAY_9AM)


def quoted(court: Court, fen: int = COST, **given: Any) -> tuple[Spending, Quote]:
    one = planned(court, **given)
    quote = add_quote(one.pk, Offer(company="青瓦防水", fen=fen), by=court.yan, at=MONDAY_9AM)
    return one, quote


def authorised(court: Court, decision: Decision | None = None, fen: int = COST, **given: Any) -> Spending:
    one, quote = quoted(court, fen, **given)
    ground = Ground(kind="assembly", id=(decision or roof(court)).pk)
    return authorise_spending(one.pk, ground, quote.pk, by=court.yan, at=MONDAY_9AM)


def approved(there: Fund, decision: Decision | None = None, fen: int = COST, **given: Any) -> Spending:
    one = authorised(there.court, decision, fen, **given)
    approve_spending(one.pk, by=there.qin, at=MONDAY_9AM)
    return approve_spending(one.pk, by=there.jiang, at=MONDAY_9AM)


def reviewed(there: Fund, **given: Any) -> Spending:
    """Its price was reviewed, so that all of it may be drawn."""
    one = approved(there, **given)
    return review_spending(one.pk, one.agreed_fen or 0, by=there.qin, at=MONDAY_9AM)


def draw(there: Fund, one: Spending, fen: int) -> Draw:
    return ask_draw(one.pk, Ask(fen=fen, payee="青瓦防水"), by=there.court.yan, at=MONDAY_9AM)


def paid(there: Fund, one: Spending | None = None, fen: int = COST) -> Spending:
    one = one or reviewed(there)
    pay(draw(there, one, fen).pk, day=TODAY, by=there.court.yan, at=MONDAY_9AM)
    one.refresh_from_db()
    return one


def accepted(there: Fund) -> Spending:
    return accept_spending(paid(there).pk, words="不漏了", by=there.qin, at=MONDAY_9AM)


def picture(court: Court) -> Kept:
    """A photograph that waits in the storage."""
    return keep(court.estate.pk, photograph().getvalue(), "jpg", MONDAY_9AM, "money")


def voucher(court: Court, one: Spending, **given: Any) -> Voucher:
    told: dict[str, Any] = {"kind": "invoice", "name": "发票"} | given
    return add_voucher(one.pk, Paper(file=picture(court), **told), by=court.yan, at=MONDAY_9AM)


def shown(court: Court, one: Voucher, masks: tuple[Mask, ...] = (Mask(0, 0, 500, 500),)) -> Voucher:
    copy = keep(court.estate.pk, masked(read(one.file), masks), "jpg", MONDAY_9AM, "money")
    return mask_voucher(one.pk, Copy(file=copy, masks=masks, confirmed=True), by=court.yan, at=MONDAY_9AM)
