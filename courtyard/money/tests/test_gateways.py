"""A gateway's message is believed once, if it is signed, fresh and right; what is not believed leaves a number only."""

import json
import os
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.core.bank import gateway as no
from courtyard.core.bank import sign
from courtyard.core.errors import NotAllowed, NotThere
from courtyard.money.actions.gateways import forget_payer, take_payment
from courtyard.money.chores.bank import forget_payers, take_files
from courtyard.money.gateways import inbox, make_secret, refused_box, secrets_of
from courtyard.money.models import BankLine, Entry, GatewayMessage, GatewayRefusal, LineMatch, PayOrder
from courtyard.money.tests.banking import ADS, HEAD, Wanted, account, bill, imported, wanting
from courtyard.money.tests.build import book
from courtyard.people.models import CLERK
from courtyard.trail.models import Line

SECRET = b"a secret of sixteen bytes"
ADDRESS = "/pay/file/call-back/"
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PAY_KEYS", tmp_path / "keys")
    monkeypatch.setattr(settings, "VAR", tmp_path)
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "file.k1").write_bytes(SECRET)
    inbox().mkdir(parents=True)


def order(court: Court, fen: int = 185_00, expected: str = "b1") -> PayOrder:
    """lin set out to pay something; the money comes to an account of the gateway's own."""
    book(court)
    one = account(court, "revenue_with_company", gateway="file", digits="", bank="扫码支付", opening_fen=0)
    return PayOrder.objects.create(
        estate=court.estate, account=one, gateway="file", number="0123456789012345", target="bill", expected=expected,
        fen=fen, asked_by=court.lin, asked_at=MONDAY_9AM,
    )  # fmt: skip


def message(one: PayOrder, **told: str) -> dict[str, str]:
    said = {
        "at": str(int(MONDAY_9AM.timestamp())), "fen": str(one.fen), "key": "k1", "nonce": "n1", "order": one.number,
        "transaction": "t1",
    } | told  # fmt: skip
    return said | {"signature": sign(said, SECRET)}


def call(told: Any, **more: Any) -> Any:
    data = told if isinstance(told, bytes) else json.dumps(told)
    return Client(enforce_csrf_checks=True, **more).post(ADDRESS, data, content_type="application/json")


def lay_down(told: Mapping[str, str] | bytes, name: str = "one") -> Path:
    path = inbox() / f"{name}.json"
    path.write_bytes(told if isinstance(told, bytes) else json.dumps(told).encode())
    seconds = MONDAY_9AM.timestamp()
    os.utime(path, (seconds, seconds))
    return path


def refused() -> dict[str, int]:
    return dict(GatewayRefusal.objects.values_list("why", "count"))


# told


def test_what_is_paid_settles_its_bill(court: Court) -> None:
    one = order(court)

    with wanting("bill", Wanted(court, bill(185_00))):
        answer = call(message(one))

    assert (answer.status_code, answer.json()) == (200, {"done": True})
    match = LineMatch.objects.get()
    assert (match.fen, match.how, match.expected, match.entry.fen) == (185_00, "gateway", "b1", 185_00)
    assert BankLine.objects.get().open_fen == 0
    assert GatewayMessage.objects.get().order == one


def test_without_bills_it_is_an_open_line(court: Court) -> None:
    call(message(order(court)))

    line = BankLine.objects.get()
    assert (line.fen, line.open_fen, line.day, line.name) == (185_00, 185_00, date(2026, 6, 8), "")


def test_what_is_more_than_the_bill_has_left_stays_open(court: Court) -> None:
    one = order(court)

    with wanting("bill", Wanted(court, bill(100_00))):
        call(message(one))

    assert BankLine.objects.get().open_fen == 85_00


def test_money_that_cannot_be_booked_waits_for_a_hand(court: Court) -> None:
    one = order(court)

    with wanting("bill", Wanted(court, bill(185_00), off=5)):
        answer = call(message(one))

    assert answer.status_code == 200
    assert (BankLine.objects.get().open_fen, Entry.objects.count()) == (185_00, 1)


@pytest.mark.parametrize("again", [{}, {"nonce": "n2"}, {"transaction": "t2"}])
def test_a_replayed_message_is_answered_as_done_and_done_once(court: Court, again: dict[str, str]) -> None:
    one = order(court)
    call(message(one))

    answer = call(message(one, **again))

    assert (answer.status_code, answer.json()) == (200, {"done": True})
    assert (BankLine.objects.count(), GatewayMessage.objects.count(), refused()) == (1, 1, {})


def test_the_database_itself_takes_no_payment_twice(court: Court) -> None:
    one = order(court)
    call(message(one))
    before = GatewayMessage.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        GatewayMessage.objects.create(
            estate=court.estate, gateway="file", nonce="n9", transaction="t1", order=one, line=before.line,
            sent_at=MONDAY_9AM, received_at=MONDAY_9AM,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("told", "status", "why"),
    [
        ({"signature": "0" * 64}, 403, "WrongSignature"),
        ({"fen": "18600"}, 403, "WrongSignature"),
        ({"key": "k2"}, 403, "WrongSignature"),
        ({"signature": ""}, 422, "BadMessage"),
    ],
)
def test_a_wrong_signature_leaves_nothing_but_a_number(
    court: Court, told: dict[str, str], status: int, why: str
) -> None:
    one = order(court)
    lines = Line.objects.count()

    for _ in range(2):
        answer = call(message(one) | told)

    assert answer.status_code == status
    assert (refused(), BankLine.objects.count(), Line.objects.count()) == ({why: 2}, 0, lines)


@pytest.mark.parametrize(
    ("told", "status", "why"),
    [
        ({"at": str(int((MONDAY_9AM - timedelta(hours=1)).timestamp()))}, 409, "TooOld"),
        ({"order": "nonsense"}, 404, "UnknownOrder"),
        ({"fen": "1"}, 409, "AmountDiffers"),
    ],
)
def test_what_is_signed_but_not_right_is_told_why(court: Court, told: dict[str, str], status: int, why: str) -> None:
    answer = call(message(order(court), **told))

    assert (answer.status_code, answer.json()["done"], refused()) == (status, False, {why: 1})


@pytest.mark.parametrize(
    ("data", "status"),
    [(b"x" * 20_000, 413), (b"{", 422), (b"[]", 422), (b'{"fen": 1}', 422), (b"\xff", 422), (b"[" * 9_000, 422),
     (rb'{"nonce": "\ud800"}', 422), (rb'{"order": "\u0000"}', 422)],
)  # fmt: skip
def test_what_is_no_message_is_refused_before_anything_is_looked_up(court: Court, data: bytes, status: int) -> None:
    order(court)

    with CaptureQueriesContext(connection) as asked:
        assert call(data).status_code == status
    assert not [one for one in asked.captured_queries if "money_payorder" in one["sql"]]
    assert not BankLine.objects.exists()


def test_the_call_back_takes_nothing_but_posts_of_gateways_there_are(court: Court) -> None:
    assert Client().get(ADDRESS).status_code == 405
    assert Client().post("/pay/nobody/call-back/").status_code == 404


def test_nobody_but_the_clerk_takes_a_payment(court: Court) -> None:
    told = message(order(court))

    with pytest.raises(NotAllowed):
        take_payment("file", told, sent_by=MONDAY_9AM, by=court.yan, at=MONDAY_9AM)
    with pytest.raises(NotThere):
        take_payment("nobody", told, sent_by=MONDAY_9AM, by=CLERK, at=MONDAY_9AM)


# as files


def test_a_file_is_taken_in_and_gone_however_long_the_clerk_slept(court: Court) -> None:
    path = lay_down(message(order(court)))

    assert take_files(MONDAY_9AM + timedelta(days=2)) is False

    assert (BankLine.objects.get().fen, path.exists()) == (185_00, False)


def test_the_same_file_again_is_one_payment(court: Court) -> None:
    one = order(court)
    for name in ("one", "two"):
        lay_down(message(one), name)

    take_files(MONDAY_9AM)

    assert (BankLine.objects.count(), list(inbox().iterdir()), refused()) == (1, [], {})


@pytest.mark.parametrize("wrong", [b"{", b"x" * 20_000, rb'{"nonce": "\ud800"}'])
def test_a_file_that_is_not_believed_is_laid_aside(court: Court, wrong: bytes) -> None:
    order(court)
    lay_down(wrong)

    take_files(MONDAY_9AM)

    assert [path.name for path in refused_box().iterdir()] == ["one.json"]
    assert sum(refused().values()) == 1


# secrets and names


def test_a_secret_is_made_once_outside_the_database(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("paykey", "file", "2026-1")

    assert Path(settings.PAY_KEYS, "file.2026-1").stat().st_mode & 0o777 == 0o600
    assert set(secrets_of("file")) == {"k1", "2026-1"}
    assert "payments" in capsys.readouterr().out
    for words in (("file", "2026-1"), ("nobody", "x"), ("file", "../x")):
        with pytest.raises(CommandError):
            call_command("paykey", *words)
    with pytest.raises(ValueError, match="x"):
        make_secret("x/..", "k")


def test_a_secret_that_can_be_guessed_counts_as_none(court: Court) -> None:
    Path(settings.PAY_KEYS, "file.short").write_bytes(b"short")

    assert set(secrets_of("file")) == {"k1"}
    assert len(b"short") < no.SECRET_BYTES_MIN


def test_old_names_of_payers_go_once_their_line_is_settled(court: Court) -> None:
    book(court)
    imported(court, account(court), HEAD + ADS)
    later = MONDAY_9AM + timedelta(days=4 * 365)

    forget_payers(later)
    assert BankLine.objects.get().name == "浦江广告有限公司"
    BankLine.objects.update(open_fen=0)
    forget_payers(MONDAY_9AM)
    assert BankLine.objects.get().name == "浦江广告有限公司"
    forget_payers(later)

    line = BankLine.objects.get()
    assert (line.name, line.text, line.fen) == ("", "", 1_000_00)


def test_whoever_is_erased_is_not_named_in_settled_lines(court: Court) -> None:
    book(court)
    one = account(court)
    imported(court, one, HEAD + "2026-06-01,185.00,,5185.00,林知秋,101 物业费,B1\n" + ADS.replace("6000", "6185"))
    BankLine.objects.update(open_fen=0)

    with pytest.raises(NotAllowed):
        forget_payer(court.lin, by=court.yan, at=MONDAY_9AM)
    assert forget_payer(court.lin, by=court.lin, at=MONDAY_9AM) == 1

    assert list(BankLine.objects.order_by("number").values_list("name", flat=True)) == ["", "浦江广告有限公司"]
