"""What a payment gateway sends when somebody has paid: believed only if it is signed, fresh, new and right.

A message is a few fields of text. It is signed with HMAC-SHA256 over its canonical form: a first line that names the
format, then a line `name=value` for each field but the signature, in the order of their names, both written in UTF-8
with everything but letters, figures and -._~ as %XX.
"""

import hmac
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import quote

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.quantities import FEN_MAX, format_fen

FORMAT = "courtyard-payment-1"
SIGNATURE = "signature"
FIELDS = ("at", "fen", "key", "nonce", "order", "transaction")
"""Who signs (`key`), when (`at`, seconds since 1970 in UTC), `nonce` that is never used again, for which `order`,
the gateway's number of the `transaction`, and how many `fen`. More fields may stand there; they are signed, too."""
FIELDS_MAX = 40
TEXT_MAX = 500
SECRET_BYTES_MIN = 16
FRESH = timedelta(minutes=5)

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_TOKEN = re.compile(r"[0-9A-Za-z._:-]{1,80}")
_FIGURES = re.compile(r"[0-9]{1,16}")
_HEX = re.compile(r"[0-9a-f]{64}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NOBODY = bytes(32)


class BadMessage(BadInput):
    says = sentence("This is not a message of a payment: “{field}” is missing or not as it must be.")


class WrongSignature(Refusal):
    """Signed by nobody we know, or changed on its way. It does not say which, for whoever tries keys is not helped."""

    status = 403
    says = sentence("The signature of this message is wrong. Nothing was booked.")


class TooOld(Refusal):
    """Also of a message from the future: one of the two clocks is wrong."""

    says = sentence("This message is {seconds} seconds away from our clock, and {most} are allowed. Send it anew.")


class Replayed(Refusal):
    """The same message, or the same payment again. What it reports is booked already."""

    says = sentence("This message has been received before. It was not booked a second time.")


class UnknownOrder(Refusal):
    status = 404
    says = sentence("No payment is expected for the order “{order}”.")


class AmountDiffers(Refusal):
    says = sentence("For the order “{order}” {expected} is expected, and the message says {paid}.")


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment that may be believed. Keep `nonce` and `transaction`: they are `known` from now on."""

    key: str
    at: datetime
    nonce: str
    order: str
    transaction: str
    fen: int


def canonical(message: Mapping[str, str]) -> bytes:
    """The bytes that are signed. Raises BadMessage for too many, misnamed or too long fields."""
    if len(message) > FIELDS_MAX:
        raise BadMessage(field="…")
    lines = [FORMAT]
    for name in sorted(message):
        value = message[name]
        if not _NAME.fullmatch(name) or len(value) > TEXT_MAX:
            raise BadMessage(field=name[:40])
        if name != SIGNATURE:
            lines.append(f"{name}={_escaped(name, value)}")
    return "\n".join(lines).encode("ascii")


def sign(message: Mapping[str, str], secret: bytes) -> str:
    """The signature of a message in 64 small hexadecimal figures. `secret` has at least SECRET_BYTES_MIN bytes."""
    if len(secret) < SECRET_BYTES_MIN:
        raise ValueError("a secret this short can be guessed")
    return hmac.new(secret, canonical(message), sha256).hexdigest()


def believed(message: Mapping[str, str], secrets: Mapping[str, bytes], now: datetime) -> Payment:
    """What a message says that is well formed, signed and fresh. Nothing of any other is worth looking for.

    `secrets` are by key. Raises BadMessage, WrongSignature or TooOld, in this order: nothing is told to whoever cannot
    sign.
    """
    payment = _read(message, secrets)
    away = abs(now - payment.at)
    if away > FRESH:
        raise TooOld(seconds=away // timedelta(seconds=1), most=FRESH // timedelta(seconds=1))
    return payment


def expected(payment: Payment, known: Collection[str], orders: Mapping[str, int]) -> Payment:
    """It, if it is new and right.

    `known` are the nonces and transactions received before from this gateway, `orders` the fen expected for each order.
    Raises Replayed, UnknownOrder or AmountDiffers.
    """
    if payment.nonce in known or payment.transaction in known:
        raise Replayed
    fen = orders.get(payment.order)
    if fen is None:
        raise UnknownOrder(order=payment.order)
    if fen != payment.fen:
        raise AmountDiffers(order=payment.order, expected=format_fen(fen), paid=format_fen(payment.fen))
    return payment


def _read(message: Mapping[str, str], secrets: Mapping[str, bytes]) -> Payment:
    """The fields of a message whose signature is right."""
    signed = canonical(message)
    for field, form in {**dict.fromkeys(FIELDS, _TOKEN), "at": _FIGURES, "fen": _FIGURES, SIGNATURE: _HEX}.items():
        if not form.fullmatch(message.get(field, "")):
            raise BadMessage(field=field)
    secret = secrets.get(message["key"], _NOBODY)
    right = hmac.compare_digest(hmac.new(secret, signed, sha256).hexdigest(), message[SIGNATURE])
    if not right or message["key"] not in secrets:
        raise WrongSignature
    fen, seconds = int(message["fen"]), int(message["at"])
    if not 0 < fen <= FEN_MAX:
        raise BadMessage(field="fen")
    try:
        at = _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        raise BadMessage(field="at") from None
    return Payment(message["key"], at, message["nonce"], message["order"], message["transaction"], fen)


def _escaped(name: str, value: str) -> str:
    try:
        return quote(value, safe="-._~")
    except UnicodeEncodeError:
        raise BadMessage(field=name) from None
