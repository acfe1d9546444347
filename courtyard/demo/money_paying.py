"""Paying by phone, in the demo: Tao’an’s company has a gateway. Ms Lian paid a bill by it; Mrs Gui paid a part, and has
a number for the rest, under which nothing has come in yet."""

from datetime import datetime
from functools import partial

from courtyard.core.bank import sign
from courtyard.core.rulebook import months_after
from courtyard.demo.money_plan import MONTHS, Money, day_of, on
from courtyard.demo.registers import PLACES_OF_PERSONAS
from courtyard.money.actions.bank import AtABank, add_bank_account
from courtyard.money.actions.gateways import Asked, ask_to_pay, take_payment
from courtyard.money.gateways import FILE, make_secret, secrets_of
from courtyard.money.models import Bill, PayOrder
from courtyard.money.queries.bills import still_open
from courtyard.money.queries.sums import balance_fen
from courtyard.people.models import CLERK, Tenure
from courtyard.trail.ids import new_id

KEY, PLACE = "demo", "fees_in_transit"
PART_FEN = 50_00


def pay_by_phone(money: Money) -> None:
    """In the last days, and not before this month's bills are made."""
    if money.code != "taoan":
        return
    first = months_after(money.opens_on, MONTHS)
    for number, step in enumerate((_add_gateway, _pay_all, _pay_a_part, _ask_for_the_rest)):
        at = max(money.year.day(number - 4, 19), on(first, 11, 10 * number))
        money.year.stage(at, partial(step, money))


def _add_gateway(money: Money, at: datetime) -> None:
    told = AtABank(
        fund="fees", key=PLACE, bank="扫码支付", digits="", holder="青禾物业服务有限公司", since=day_of(at),
        gateway=FILE.name, opening_fen=balance_fen(money.book, PLACE),
    )  # fmt: skip
    add_bank_account(money.estate_id, told, by=money.wu, at=at)


def _pay_all(money: Money, at: datetime) -> None:
    bill = _bill_of(money, "lian")
    if bill is not None:
        _tell(_asked(bill, bill.open_fen, at), at)


def _pay_a_part(money: Money, at: datetime) -> None:
    bill = _bill_of(money, "gui")
    if bill is not None:
        _tell(_asked(bill, min(PART_FEN, bill.open_fen), at), at)


def _ask_for_the_rest(money: Money, at: datetime) -> None:
    bill = _bill_of(money, "gui")
    if bill is not None:
        _asked(bill, bill.open_fen, at)


def _bill_of(money: Money, persona: str) -> Bill | None:
    building, home = PLACES_OF_PERSONAS[persona]
    theirs = still_open(money.estate_id).filter(home__building__name=building, home__name=home)
    return theirs.order_by("first").first()


def _asked(bill: Bill, fen: int, at: datetime) -> PayOrder:
    """By whoever owns the home."""
    owner = Tenure.objects.on(day_of(at)).owning().filter(home=bill.home_id).select_related("person").order_by("pk")[0]
    return ask_to_pay(Asked(bill_id=bill.pk, gateway=FILE.name, fen=fen, id=new_id()), by=owner.person, at=at)


def _tell(order: PayOrder, at: datetime) -> None:
    """What the gateway sends, signed with a key of the demo's own."""
    if KEY not in secrets_of(FILE.name):
        make_secret(FILE.name, KEY)
    said = {
        "at": str(int(at.timestamp())), "fen": str(order.fen), "key": KEY, "nonce": order.pk.hex, "order": order.number,
        "transaction": f"demo-{order.number}",
    }  # fmt: skip
    signed = said | {"signature": sign(said, secrets_of(FILE.name)[KEY])}
    take_payment(FILE.name, signed, sent_by=at, by=CLERK, at=at)
