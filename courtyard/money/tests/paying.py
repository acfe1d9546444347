"""An estate whose bills a gateway collects, orders that somebody asked for, and what the gateway tells of them."""

import json
from typing import Any
from uuid import UUID

from django.test import Client

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.bank import sign
from courtyard.money.actions.gateways import Asked, ask_to_pay
from courtyard.money.models import BankAccount, Bill, PayOrder
from courtyard.money.tests.banking import account
from courtyard.money.tests.billing import bill_of, billed, ready
from courtyard.people.models import Person
from courtyard.trail.ids import new_id

SECRET = b"a secret of sixteen bytes"
CALL_BACK = "/pay/file/call-back/"


def behind(court: Court, key: str = "fees_in_transit", **told: Any) -> BankAccount:
    """An account that a gateway fills, kept by zhu."""
    given = {"fund": "fees", "gateway": "file", "digits": "", "bank": "扫码支付", "holder": "青禾物业"}
    return account(court, key, by=court.zhu, **{**given, "opening_fen": 0, **told})


def payable(court: Court) -> Bill:
    """Lin's bill of June, which can be paid by a gateway."""
    billed(ready(court))
    behind(court)
    return bill_of(court.home)


def asked(bill: Bill, by: Person, fen: int = 0, gateway: str = "file", key: UUID | None = None) -> PayOrder:
    told = Asked(bill_id=bill.pk, gateway=gateway, fen=fen or bill.open_fen, id=key or new_id())
    return ask_to_pay(told, by=by, at=MONDAY_9AM)


def message(order: PayOrder, number: int = 1, **told: str) -> dict[str, str]:
    """What the gateway tells, signed; the same number is the same payment."""
    said = {
        "at": str(int(MONDAY_9AM.timestamp())), "fen": str(order.fen), "key": "k1", "nonce": f"n{number}",
        "order": order.number, "transaction": f"t{number}",
    } | told  # fmt: skip
    return said | {"signature": sign(said, SECRET)}


def told(order: PayOrder, number: int = 1) -> None:
    """The gateway calls, and is believed."""
    answer = Client().post(CALL_BACK, json.dumps(message(order, number)), content_type="application/json")
    assert answer.json() == {"done": True}, answer.content
