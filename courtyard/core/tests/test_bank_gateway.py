"""A message of a payment is believed only when it is signed, fresh, new, of an order we know, and of its amount."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.bank import Payment, believed, canonical, expected, sign
from courtyard.core.bank.gateway import (
    FIELDS,
    FIELDS_MAX,
    TEXT_MAX,
    AmountDiffers,
    BadMessage,
    Replayed,
    TooOld,
    UnknownOrder,
    WrongSignature,
)
from courtyard.core.errors import Refusal

SECRET, OTHER_SECRET = bytes(range(32)), bytes(range(1, 33))
SECRETS = {"gate-1": SECRET, "gate-2": OTHER_SECRET}
AT = datetime(2026, 1, 31, 4, 0, tzinfo=UTC)
MESSAGE = {
    "at": "1769832000",
    "fen": "30000",
    "key": "gate-1",
    "nonce": "n-0001",
    "order": "K7M294TXPW3H",
    "transaction": "T-42",
}
ORDERS = {"K7M294TXPW3H": 30_000}


def signed(secret: bytes = SECRET, **changes: str) -> dict[str, str]:
    message = MESSAGE | changes
    return message | {"signature": sign(message, secret)}


def received(message: Mapping[str, str], *, now: datetime = AT, known: Collection[str] = ()) -> Payment:
    return expected(believed(message, SECRETS, now), known, ORDERS)


def test_a_signed_message_is_a_payment() -> None:
    assert received(signed()) == Payment("gate-1", AT, "n-0001", "K7M294TXPW3H", "T-42", 30_000)


def test_the_canonical_form_is_for_ever() -> None:
    message = MESSAGE | {"signature": "x", "payer": "桂 芳华&=%", "note": "a\nb"}

    assert canonical(message) == (
        b"courtyard-payment-1\nat=1769832000\nfen=30000\nkey=gate-1\nnonce=n-0001\nnote=a%0Ab\n"
        b"order=K7M294TXPW3H\npayer=%E6%A1%82%20%E8%8A%B3%E5%8D%8E%26%3D%25\ntransaction=T-42"
    )
    assert sign(MESSAGE, SECRET) == "0321e6b68be735ee7e5d798e0cff84085998e7ab0a7d29edb3eb69739bac55b9"


@pytest.mark.parametrize("field", FIELDS)
def test_any_field_that_was_changed_breaks_the_signature(field: str) -> None:
    message = signed()

    with pytest.raises(WrongSignature):
        received(message | {field: "1" if field in ("at", "fen") else "gate-2" if field == "key" else "x"})


def test_a_field_put_in_afterwards_breaks_the_signature() -> None:
    with pytest.raises(WrongSignature):
        received(signed() | {"refund": "1"})


def test_more_fields_may_be_signed() -> None:
    assert received(signed(payer="桂芳华")).fen == 30_000


def test_another_keys_secret_does_not_sign() -> None:
    with pytest.raises(WrongSignature):
        received(signed(OTHER_SECRET))


def test_a_key_nobody_knows_signs_nothing() -> None:
    with pytest.raises(WrongSignature):
        received(signed(bytes(32), key="gate-9"))


@pytest.mark.parametrize("minutes", [-5, 5])
def test_a_message_is_fresh_for_five_minutes_either_way(minutes: int) -> None:
    edge = timedelta(minutes=minutes)
    beyond = edge + timedelta(microseconds=1 if minutes > 0 else -1)

    assert received(signed(), now=AT + edge).order == "K7M294TXPW3H"
    with pytest.raises(TooOld) as refused:
        received(signed(), now=AT + beyond)
    assert refused.value.fields == {"seconds": 300, "most": 300}


@pytest.mark.parametrize("known", [{"n-0001"}, {"T-42"}])
def test_a_message_or_a_payment_received_before_is_refused(known: set[str]) -> None:
    with pytest.raises(Replayed):
        received(signed(), known=known)


def test_an_order_nobody_made_is_refused() -> None:
    with pytest.raises(UnknownOrder) as refused:
        received(signed(order="NOBODYS"))

    assert str(refused.value) == "No payment is expected for the order “NOBODYS”."


@pytest.mark.parametrize("fen", ["29999", "30001", "3000000"])
def test_another_amount_is_refused(fen: str) -> None:
    with pytest.raises(AmountDiffers) as refused:
        received(signed(fen=fen))

    assert refused.value.fields["expected"] == "300.00"


@pytest.mark.parametrize("field", [*FIELDS, "signature"])
def test_a_message_without_a_field_is_none(field: str) -> None:
    with pytest.raises(BadMessage) as refused:
        received({name: value for name, value in signed().items() if name != field})

    assert refused.value.fields == {"field": field}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("fen", "300.00"),
        ("fen", "-1"),
        ("fen", "0"),
        ("fen", "９"),
        ("fen", "1" * 17),
        ("fen", "9" * 16),
        ("at", "soon"),
        ("at", "9" * 16),
        ("nonce", ""),
        ("nonce", "a b"),
        ("order", "x" * 81),
        ("payer", "x" * (TEXT_MAX + 1)),
        ("payer", "\ud800"),
        ("Payer", "x"),
        ("pay er", "x"),
    ],
)
def test_what_is_written_otherwise_is_refused(field: str, value: str) -> None:
    message = MESSAGE | {field: value, "signature": "0" * 64}
    if field not in ("payer", "Payer", "pay er"):
        message["signature"] = sign(MESSAGE | {field: value}, SECRET)

    with pytest.raises(BadMessage) as refused:
        received(message)

    assert refused.value.fields == {"field": field}


@pytest.mark.parametrize("signature", ["", "0" * 63, "G" * 64, "é" * 64])
def test_what_is_no_signature_is_refused(signature: str) -> None:
    with pytest.raises(BadMessage):
        received(MESSAGE | {"signature": signature})


def test_too_many_fields_are_refused() -> None:
    with pytest.raises(BadMessage):
        canonical({f"f{number}": "" for number in range(FIELDS_MAX + 1)})


def test_nobody_signs_with_a_short_secret() -> None:
    with pytest.raises(ValueError, match="guessed"):
        sign(MESSAGE, b"short")


def test_whoever_cannot_sign_learns_nothing_of_orders() -> None:
    with pytest.raises(WrongSignature):
        received(signed(bytes(32), order="NOBODYS", fen="1", at="1"), known={"n-0001"})


NAMES = st.text("abcdefghij_0123456789", max_size=8).map(lambda text: f"x{text}")
VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
FREE = st.dictionaries(NAMES, VALUES, max_size=6)


@given(FREE, FREE)
def test_two_messages_have_one_form_only_when_they_are_the_same(one: dict[str, str], other: dict[str, str]) -> None:
    assert (canonical(one) == canonical(other)) == (one == other)


@given(st.dictionaries(st.sampled_from([*FIELDS, "signature", "payer"]), VALUES))
def test_whatever_comes_is_refused_by_name(message: dict[str, str]) -> None:
    with pytest.raises(Refusal):
        received(MESSAGE | message)
