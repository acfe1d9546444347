"""Signing in and out: the deed, its line, and what stops guessing."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from courtyard.conftest import MONDAY_9AM, PASSWORD, Court
from courtyard.core.errors import BadInput, NotAllowed, TooMany
from courtyard.people import upkeep
from courtyard.people.actions import accounts as actions
from courtyard.people.callers import address_of, device_of
from courtyard.people.models import Attempt, Person, SignInName
from courtyard.people.signin import SignInBackend, new_sign_in_name, sign_in_name
from courtyard.trail.models import Line

NEW = "梅花开了八朵又两朵"
QUARTER = timedelta(minutes=15)


def test_signing_in_stands_on_the_record_of_ones_estate(court: Court) -> None:
    actions.sign_in(court.lin.pk, by=court.lin, at=MONDAY_9AM, how="password", device="phone")

    line = Line.objects.get()
    assert (line.kind, line.node, line.about) == ("people.signed_in", court.estate.pk, court.lin.pk)
    assert line.fields == {"how": "password", "device": "phone"}


def test_nobody_signs_in_as_somebody_else(court: Court) -> None:
    with pytest.raises(NotAllowed):
        actions.sign_in(court.lin.pk, by=court.mei, at=MONDAY_9AM, how="password")

    assert not Line.objects.exists()


def test_an_erased_person_signs_in_no_more(court: Court) -> None:
    Person.objects.filter(pk=court.mei.pk).update(erased_at=MONDAY_9AM)

    with pytest.raises(NotAllowed):
        actions.sign_in(court.mei.pk, by=court.mei, at=MONDAY_9AM, how="password")


def test_signing_out_stands_on_the_record(court: Court) -> None:
    actions.sign_out(court.lin.pk, by=court.lin, at=MONDAY_9AM)

    assert Line.objects.get().kind == "people.signed_out"


def test_nobody_signs_somebody_else_out(court: Court) -> None:
    with pytest.raises(NotAllowed):
        actions.sign_out(court.lin.pk, by=court.mei, at=MONDAY_9AM)


def test_a_new_password_is_chosen(court: Court) -> None:
    actions.change_password(court.lin.pk, by=court.lin, at=MONDAY_9AM, password=NEW, how="password")

    court.lin.refresh_from_db()
    assert court.lin.check_password(NEW)
    assert Line.objects.get().kind == "people.password_changed"


@pytest.mark.parametrize("weak", ["", "short", "password123"])
def test_a_password_easy_to_guess_is_refused(court: Court, weak: str) -> None:
    with pytest.raises(actions.WeakPassword):
        actions.change_password(court.lin.pk, by=court.lin, at=MONDAY_9AM, password=weak, how="password")

    court.lin.refresh_from_db()
    assert court.lin.check_password(PASSWORD)


def test_nobody_chooses_somebody_elses_password(court: Court) -> None:
    with pytest.raises(NotAllowed):
        actions.change_password(court.lin.pk, by=court.desk, at=MONDAY_9AM, password=NEW, how="password")


def test_a_new_name_takes_the_place_of_the_old_one_of_its_kind(court: Court) -> None:
    actions.change_sign_in_name(court.lin.pk, by=court.lin, at=MONDAY_9AM, name="Lin@Example.org")
    actions.change_sign_in_name(court.lin.pk, by=court.lin, at=MONDAY_9AM, name="+86 138 0000 0000")

    names = SignInName.objects.filter(person=court.lin).order_by("value").values_list("value", flat=True)
    assert list(names) == ["13800000000", "lin@example.org"]


@pytest.mark.parametrize("name", ["13900000002", "x", "123", "\u202e"])
def test_a_name_taken_or_no_name_at_all_is_refused(court: Court, name: str) -> None:
    with pytest.raises(BadInput):
        actions.change_sign_in_name(court.lin.pk, by=court.lin, at=MONDAY_9AM, name=name)

    assert SignInName.objects.get(person=court.lin).value == "13900000001"


def test_nobody_changes_somebody_elses_name(court: Court) -> None:
    with pytest.raises(NotAllowed):
        actions.change_sign_in_name(court.lin.pk, by=court.mei, at=MONDAY_9AM, name="lin@example.org")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("139 0000-0001", "13900000001"),
        ("+86 13900000001", "13900000001"),
        ("008613900000001", "13900000001"),
        ("１３９０００００００１", "13900000001"),
        (" Lin@Example.ORG ", "lin@example.org"),
        ("桂 奶奶", "桂奶奶"),
    ],
)
def test_a_name_is_kept_in_one_way_however_it_is_written(written: str, kept: str) -> None:
    assert sign_in_name(written) == kept
    assert new_sign_in_name(written) == kept


@pytest.mark.parametrize(("name", "password"), [("13900000001", "wrong"), ("13999999999", PASSWORD), ("", "")])
def test_a_wrong_name_costs_as_much_as_a_wrong_password(
    court: Court, monkeypatch: pytest.MonkeyPatch, name: str, password: str
) -> None:
    hashed = []

    def encode(self: object, password: str, salt: str) -> str:
        hashed.append(password)
        return f"md5${salt}$0"

    monkeypatch.setattr("django.contrib.auth.hashers.MD5PasswordHasher.encode", encode)

    assert SignInBackend().authenticate(None, name=name, password=password) is None
    assert len(hashed) == 1


def test_guessing_ends_after_so_many_tries_and_begins_anew_later(court: Court) -> None:
    def guess(at: object) -> None:
        upkeep.count_attempt("name", "13900000001", at=at, most=3, within=QUARTER)  # type: ignore[arg-type]

    for _ in range(3):
        guess(MONDAY_9AM)

    with pytest.raises(TooMany) as refusal:
        guess(MONDAY_9AM + timedelta(minutes=4, seconds=30))
    assert refusal.value.fields == {"minutes": 11}
    guess(MONDAY_9AM + QUARTER)


def test_what_was_typed_is_not_kept(court: Court) -> None:
    upkeep.count_attempt("name", "my password", at=MONDAY_9AM, most=3, within=QUARTER)

    assert "my password" not in Attempt.objects.get().key


def test_a_success_forgets_the_slips_before_it(court: Court) -> None:
    upkeep.count_attempt("name", "lin", at=MONDAY_9AM, most=3, within=QUARTER)

    upkeep.forget_attempts("name", "lin")

    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "<script>", "<script>"),
    ],
)
def test_only_our_own_proxies_are_believed(settings: object, proxies: int, forwarded: str, seen: str) -> None:
    settings.PROXIES = proxies  # type: ignore[attr-defined]

    assert address_of(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})) == seen


def test_a_device_is_a_phone_or_a_computer() -> None:
    agents = ("Mozilla/5.0 (iPhone; CPU)", "Mozilla/5.0 (X11; Linux x86_64)", "")

    assert [device_of(RequestFactory().get("/", headers={"User-Agent": one})) for one in agents] == [
        "phone",
        "computer",
        "",
    ]


def test_contact_is_corrected_by_oneself_alone(court: Court) -> None:
    actions.change_contact(court.lin.pk, by=court.lin, at=MONDAY_9AM, phone="13811111111", email="lin@example.org")

    court.lin.refresh_from_db()
    assert (court.lin.phone, court.lin.email) == ("13811111111", "lin@example.org")
    with pytest.raises(NotAllowed):
        actions.change_contact(court.lin.pk, by=court.reg, at=MONDAY_9AM, phone="", email="")
