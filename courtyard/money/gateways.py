"""Payment gateways, behind one small interface: what a payer is told, and how a message of theirs is checked.

A gateway's secrets lie in a folder outside the database (`PAY_KEYS`), one file a key: `<gateway>.<key>`. Whoever has
the database can forge nothing. The gateway `file` is always there: what collects the money lays signed messages down
as files, and the clerk takes them in; a gateway of your own is added to the register `gateways`.
"""

import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from courtyard.core.bank import Payment, believed, expected
from courtyard.core.bank.gateway import SECRET_BYTES_MIN, BadMessage
from courtyard.core.errors import TooLarge, sentence
from courtyard.core.quantities import format_fen
from courtyard.money.models import GatewayMessage, PayOrder
from courtyard.web.registers import Register

MESSAGE_BYTES_MAX = 16 * 1024
SECRET_BYTES = 32
KEYS_MAX = 20
_NAME = re.compile(r"[a-z][a-z0-9-]{0,19}")
_KEY = re.compile(r"[0-9A-Za-z_-]{1,40}")


class MessageTooLarge(TooLarge):
    says = sentence("A message of a payment is at most {most} kB.")


@dataclass(frozen=True, slots=True)
class Instructions:
    """What a payer is told, and where they pay, if that is somewhere."""

    words: str
    url: str = ""


class Gateway(Protocol):
    """`verify` says what a message reports, or raises what core/bank/gateway.py does."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> Any: ...
    def instructions(self, order: PayOrder) -> Instructions: ...
    def verify(self, message: Mapping[str, str], now: datetime) -> Payment: ...


@dataclass(frozen=True, slots=True)
class Signed:
    """A gateway that signs as core/bank/gateway.py says. `pay_url` holds {order} and {fen}, where there is one."""

    name: str
    label: Any
    pay_url: str = ""

    def instructions(self, order: PayOrder) -> Instructions:
        words = gettext("Pay {yuan} yuan and write this number beside it: {number}").format(
            yuan=format_fen(order.fen), number=order.number
        )
        return Instructions(words, self.pay_url.format(order=order.number, fen=order.fen))

    def verify(self, message: Mapping[str, str], now: datetime) -> Payment:
        payment = believed(message, secrets_of(self.name), now)
        return expected(payment, known(self.name, payment), orders(self.name, payment.order))


gateways: Register[Gateway] = Register("payment gateways")
FILE: Gateway = gateways.add(Signed("file", gettext_lazy("files laid down by whoever collects")))


def known(gateway: str, payment: Payment) -> set[str]:
    """Of its nonce and transaction, those that were received before."""
    before = GatewayMessage.objects.filter(gateway=gateway)
    found = set(before.filter(nonce=payment.nonce).values_list("nonce", flat=True))
    return found | set(before.filter(transaction=payment.transaction).values_list("transaction", flat=True))


def orders(gateway: str, number: str) -> dict[str, int]:
    return dict(PayOrder.objects.filter(gateway=gateway, number=number).values_list("number", "fen"))


def read_message(data: bytes) -> dict[str, str]:
    """The fields of a JSON object of texts. Raises MessageTooLarge, BadMessage."""
    if len(data) > MESSAGE_BYTES_MAX:
        raise MessageTooLarge(most=MESSAGE_BYTES_MAX // 1024)
    try:
        told = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise BadMessage(field="…") from None
    if not isinstance(told, dict) or not all(isinstance(value, str) for value in told.values()):
        raise BadMessage(field="…")
    return told


# Secrets


def secrets_of(gateway: str) -> dict[str, bytes]:
    """Every key of a gateway by its name; one that is too short counts as none."""
    if not _NAME.fullmatch(gateway):
        return {}
    files = sorted(Path(settings.PAY_KEYS).glob(f"{gateway}.*"))[:KEYS_MAX]
    found = {path.suffix[1:]: path.read_bytes() for path in files if _KEY.fullmatch(path.suffix[1:])}
    return {key: secret for key, secret in found.items() if len(secret) >= SECRET_BYTES_MIN}


def make_secret(gateway: str, key: str) -> Path:
    """A new secret, readable by the server only. Raises FileExistsError; never overwrites."""
    if not _NAME.fullmatch(gateway) or not _KEY.fullmatch(key):
        raise ValueError(f"{gateway}.{key}")
    path = Path(settings.PAY_KEYS) / f"{gateway}.{key}"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(SECRET_BYTES))
        file.flush()
        os.fsync(file.fileno())
    return path


# Messages as files


def inbox() -> Path:
    """Where messages are laid down: written under another ending first, then renamed to `….json`."""
    return Path(settings.VAR) / "payments" / "in"


def refused_box() -> Path:
    return Path(settings.VAR) / "payments" / "refused"
