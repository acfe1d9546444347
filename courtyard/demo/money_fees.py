"""Fees in the demo: a schedule by the contract, bills every month, homes that pay ahead, in time, late or never."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from courtyard.core.rulebook import months_after
from courtyard.demo.money_plan import DAY, MONTHS, Money, day_of, on
from courtyard.demo.registers import PLACES_OF_PERSONAS
from courtyard.money.actions.billing import bill_homes
from courtyard.money.actions.discounts import Off, give_discount
from courtyard.money.actions.payments import Received, receive
from courtyard.money.actions.reminders import remind
from courtyard.money.actions.schedules import Fees, set_fees
from courtyard.money.billing import Billing
from courtyard.money.models import Bill, BillRun, Payment
from courtyard.places.models import Home
from courtyard.services.queries.current import contract_on
from courtyard.trail.deeds import together

AHEAD, QUARTER, MONTHLY, LATE, NEVER = "ahead", "quarter", "month", "late", "never"
WAYS = (AHEAD, QUARTER, MONTHLY, LATE, NEVER)
PAYS_ON = (4, 11, 18, 24)
"""Days of a month, counted from its first, on which homes pay: some on each."""
REMINDS_EVERY = 3
OLD_LIFT = "16号楼"
"""Whose lift is replaced: its upper homes pay less while it stands still."""
UPPER = ("901", "902", "1001", "1002", "1101", "1102")


@dataclass(frozen=True)
class Payer:
    """How a home pays: in which way, by cash or telephone, on which of the days, from which month on."""

    home_id: UUID
    way: str
    cash: bool
    on: int
    since: int
    by_bank: bool = False
    persona: bool = False

    def months(self, number: int) -> int | None:
        """What it pays in a month: fees of so many months, all that is open for nought; None for nothing."""
        since = number - self.since
        if since < 0 or self.way == NEVER or (self.persona and number == MONTHS):
            return None
        match self.way:
            case "ahead":
                return 12 if since == 0 else None
            case "quarter":
                return 3 if since % 3 == 0 else None
            case "late":
                return 0 if since % 5 == 4 else None
            case _:
                return 0


def collect(money: Money) -> None:
    money.year.stage(on(money.opens_on, 10, 30), partial(_set_fees, money))
    payers: list[Payer] = []
    money.year.stage(on(money.opens_on, 11), lambda _at: payers.extend(_payers(money)))
    for number, month in money.months():
        money.year.stage(on(month, 11 if number == 0 else 9, 40), partial(_bill, money, month))
        for part, days in enumerate(PAYS_ON):
            money.year.stage(on(month + days * DAY, 19), partial(_pay, money, payers, number, part))
        if number and number % REMINDS_EVERY == 0:
            money.year.stage(on(month + 8 * DAY, 9), partial(_remind, money))
    if money.code == "taoan":
        money.year.stage(money.year.day(-50, 15), partial(_discount, money))
        money.year.stage(money.year.day(-130, 16), partial(_pay_a_part, money, payers))


def _set_fees(money: Money, at: datetime) -> None:
    """What the contract says, word for word: so it needs no other decision."""
    contract = contract_on(money.year.estate, money.opens_on)
    assert contract is not None, "somebody serves the estate"
    prices = {price.use: ("m2", price.fen_per_m2) for price in contract.prices.all()}
    told = Fees(
        estate_id=money.estate_id, from_day=money.opens_on, prices=prices, contract=contract.pk,
        words="与物业服务合同一致",
    )  # fmt: skip
    set_fees(told, by=money.wu, at=at)


def _payers(money: Money) -> list[Payer]:
    """In the order of the register, so that the same chance gives everybody the same way."""
    homes = Home.objects.filter(estate=money.estate_id).select_related("building")
    personas = set(PLACES_OF_PERSONAS.values())
    found = []
    for home in homes.order_by("building__order", "building__name", "name"):
        way = money.chance.choices(WAYS, money.plan.ways)[0]
        cash, part = money.chance.random() < 0.25, money.chance.randrange(len(PAYS_ON))
        since = money.chance.choices((0, 1, 2), (6, 2, 1))[0]
        by_bank = money.chance.random() < 0.4 and way == MONTHLY and money.code == "taoan"
        one = Payer(home.pk, way, cash, part, since, by_bank)
        if (home.building.name, home.name) in personas:
            one = replace(one, way=MONTHLY, persona=True, by_bank=False)
        found.append(one)
    return found


def _bill(money: Money, month: date, at: datetime) -> None:
    told = Billing(estate_id=money.estate_id, every=BillRun.Every.MONTH, first=month, due_on=month + 27 * DAY)
    bill_homes(told, by=money.wu, at=at)


def _pay(money: Money, payers: Sequence[Payer], number: int, part: int, at: datetime) -> None:
    """Those who pay on this day, in one go: told quicker than one by one."""
    ours = {one.home_id: one for one in payers if one.on == part and not one.by_bank and one.months(number) is not None}
    owed = _owed(money, ours)
    with transaction.atomic(), together():
        for home, one in ours.items():
            open_fen, month_fen = owed.get(home, (0, 0))
            fen = max(open_fen, month_fen * (one.months(number) or 0))
            if fen:
                _receive(money, one, fen, at)


def _owed(money: Money, homes: dict[UUID, Payer]) -> dict[UUID, tuple[int, int]]:
    """What each home has open, and its newest bill."""
    open_fen: defaultdict[UUID, int] = defaultdict(int)
    newest: dict[UUID, int] = {}
    rows = Bill.objects.filter(estate=money.estate_id, taken_back=False).order_by("first")
    for home, fen, paid in rows.values_list("home", "fen", "paid_fen"):
        if home in homes:
            open_fen[home] += fen - paid
            newest[home] = fen
    return {home: (open_fen[home], fen) for home, fen in newest.items()}


def _receive(money: Money, one: Payer, fen: int, at: datetime) -> None:
    channel = Payment.Channel.CASH if one.cash else Payment.Channel.ONLINE
    told = Received(estate_id=money.estate_id, home_id=one.home_id, fen=fen, day=day_of(at), channel=channel)
    receive(told, by=money.wu, at=at)


def _remind(money: Money, at: datetime) -> None:
    remind(money.estate_id, by=money.wu, at=at)


def _discount(money: Money, at: datetime) -> None:
    """While the lift is replaced: two months, for those who climb most."""
    first = months_after(day_of(at).replace(day=1), 1)
    homes = Home.objects.filter(estate=money.estate_id, building__name=OLD_LIFT, name__in=UPPER).order_by("name")
    for home in homes:
        off = Off(
            estate_id=money.estate_id, home_id=home.pk, first=first, last=months_after(first, 2) - DAY, share_bp=2_000,
            reason="更换电梯期间停运，物业费减两成",
        )  # fmt: skip
        give_discount(off, by=money.wu, at=at)


def _pay_a_part(money: Money, payers: Sequence[Payer], at: datetime) -> None:
    """One home pays half of what it owes."""
    ours = {one.home_id: one for one in payers if one.way in (LATE, NEVER)}
    for home, (open_fen, _) in _owed(money, ours).items():
        if open_fen:
            _receive(money, ours[home], open_fen // 2, at)
            return
