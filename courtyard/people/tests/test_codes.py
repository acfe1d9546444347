"""A letter brings somebody in, once; a code from the counter lets them start anew."""

from datetime import timedelta

import pytest

from courtyard.conftest import MONDAY_9AM, PASSWORD, Court
from courtyard.core.errors import BadInput, NotAllowed, NotThere, TooLarge
from courtyard.people.actions import codes as actions
from courtyard.people.models import Office, Person, PrintedCode, SignInName, Tenure
from courtyard.people.queries import code_that_opens, standing
from courtyard.people.tests import build
from courtyard.trail.models import Line

MONTH = timedelta(days=30)
NEW = "梅花开了八朵又两朵"


def letter(court: Court) -> actions.Letter:
    homes = [court.home.pk]
    return actions.print_letters(court.estate.pk, by=court.reg, at=MONDAY_9AM, homes=homes, until=MONDAY_9AM + MONTH)[0]


def reset(court: Court, whose: Person) -> actions.Letter:
    return actions.print_reset(whose.pk, court.estate.pk, by=court.reg, at=MONDAY_9AM, identity_seen="id_card")


def without_account(court: Court, name: str = "桂芳华") -> Person:
    gui = build.person(name, court.estate.node)
    build.tenure(gui, court.home, Tenure.Kind.CO_OWNER)
    return gui


def test_a_letter_is_printed_for_each_home_and_only_its_hash_is_kept(court: Court) -> None:
    homes = list(court.building.homes.values_list("pk", flat=True))

    letters = actions.print_letters(court.estate.pk, by=court.reg, at=MONDAY_9AM, homes=homes, until=MONDAY_9AM + MONTH)

    assert len({one.code for one in letters}) == 4
    assert not PrintedCode.objects.filter(code_hash__in=[one.code for one in letters]).exists()
    assert code_that_opens(letters[0].code, MONDAY_9AM) == letters[0].printed
    assert Line.objects.get().fields["count"] == 4


def test_a_new_letter_ends_the_old_one(court: Court) -> None:
    old, new = letter(court), letter(court)

    assert code_that_opens(old.code, MONDAY_9AM) is None
    assert code_that_opens(new.code, MONDAY_9AM) == new.printed


@pytest.mark.parametrize("name", ["lin", "yan", "zhu", "bai", "jie", "shi", "far"])
def test_only_who_keeps_the_register_prints_letters(court: Court, name: str) -> None:
    by = getattr(court, name)

    with pytest.raises(NotAllowed):
        actions.print_letters(court.estate.pk, by=by, at=MONDAY_9AM, homes=[court.home.pk], until=MONDAY_9AM + MONTH)

    assert not PrintedCode.objects.exists()


@pytest.mark.parametrize("days", [0, 121])
def test_a_letter_is_valid_for_a_while(court: Court, days: int) -> None:
    until = MONDAY_9AM + timedelta(days=days)

    with pytest.raises(actions.UntilWhen):
        actions.print_letters(court.estate.pk, by=court.reg, at=MONDAY_9AM, homes=[court.home.pk], until=until)


def test_no_letters_for_another_estates_homes_or_for_too_many(court: Court) -> None:
    elsewhere = court.far.tenures.get().home_id
    until = MONDAY_9AM + MONTH

    with pytest.raises(NotThere):
        actions.print_letters(court.estate.pk, by=court.reg, at=MONDAY_9AM, homes=[elsewhere], until=until)
    with pytest.raises(TooLarge):
        actions.print_letters(court.estate.pk, by=court.reg, at=MONDAY_9AM, homes=[elsewhere] * 401, until=until)


def test_somebody_on_the_register_comes_in_with_the_letter(court: Court) -> None:
    gui, code = without_account(court), letter(court).printed

    actions.join(code.pk, by=gui, at=MONDAY_9AM, sign_in_name="桂奶奶", password=NEW)

    gui.refresh_from_db()
    assert gui.check_password(NEW)
    assert SignInName.objects.get(person=gui).value == "桂奶奶"
    kinds = Line.objects.filter(by=gui.pk).order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == [
        "people.joined",
        "people.sign_in_name_changed",
        "people.password_changed",
        "people.signed_in",
    ]


def test_somebody_without_a_telephone_comes_in_without_name_and_password(court: Court) -> None:
    gui, code = without_account(court), letter(court).printed

    actions.join(code.pk, by=gui, at=MONDAY_9AM)

    gui.refresh_from_db()
    assert not gui.has_account
    assert Line.objects.filter(kind="people.signed_in", by=gui.pk).exists()


def test_a_tenant_not_on_the_register_comes_in_as_one(court: Court) -> None:
    code = letter(court).printed
    new = Person(name=" 柳新来 ")

    actions.join(code.pk, by=new, at=MONDAY_9AM, role="tenant", sign_in_name="13700000000", password=NEW)

    tenure = Tenure.objects.get(person=new)
    assert (tenure.kind, tenure.home, tenure.votes, tenure.confirmed_at) == ("tenant", court.home, False, None)
    assert Person.objects.get(pk=new.pk).name == "柳新来"


@pytest.mark.parametrize(
    ("name", "role"), [("柳新来", "owner"), ("柳新来", "co_owner"), ("柳新来", ""), ("  ", "family")]
)
def test_nobody_becomes_an_owner_by_a_letter(court: Court, name: str, role: str) -> None:
    code = letter(court).printed

    with pytest.raises(actions.WhoAreYou):
        actions.join(code.pk, by=Person(name=name), at=MONDAY_9AM, role=role)

    assert PrintedCode.objects.get(pk=code.pk).used_at is None


def test_a_code_is_used_once(court: Court) -> None:
    code = letter(court).printed
    actions.join(code.pk, by=without_account(court), at=MONDAY_9AM)

    with pytest.raises(actions.CodeOver):
        actions.join(code.pk, by=without_account(court, "桂小芳"), at=MONDAY_9AM)


def test_a_code_runs_out(court: Court) -> None:
    code = letter(court).printed

    with pytest.raises(actions.CodeOver):
        actions.join(code.pk, by=without_account(court), at=MONDAY_9AM + MONTH)


@pytest.mark.parametrize("name", ["lin", "mei", "far"])
def test_a_letter_opens_no_account_there_is_and_no_neighbours(court: Court, name: str) -> None:
    code = letter(court).printed

    with pytest.raises(NotAllowed):
        actions.join(code.pk, by=getattr(court, name), at=MONDAY_9AM, password=NEW)

    assert getattr(court, name).check_password(PASSWORD)


@pytest.mark.parametrize(
    "given", [{"sign_in_name": "桂奶奶"}, {"password": NEW}, {"sign_in_name": "x", "password": NEW}]
)
def test_a_name_goes_with_a_password(court: Court, given: dict[str, str]) -> None:
    gui, code = without_account(court), letter(court).printed

    with pytest.raises(BadInput):
        actions.join(code.pk, by=gui, at=MONDAY_9AM, **given)

    assert PrintedCode.objects.get(pk=code.pk).used_at is None
    assert not SignInName.objects.filter(person=gui).exists()


def test_the_counter_prints_a_new_code_and_the_old_one_ends(court: Court) -> None:
    old, new = reset(court, court.lin), reset(court, court.lin)

    assert code_that_opens(old.code, MONDAY_9AM) is None
    assert code_that_opens(new.code, MONDAY_9AM) == new.printed
    line = Line.objects.filter(whom=court.lin.pk).last()
    assert line is not None
    assert line.fields == {"identity_seen": "id_card", "until": "2026-06-15"}


def test_the_counter_says_which_document_was_seen(court: Court) -> None:
    with pytest.raises(actions.NoSuchDocument):
        actions.print_reset(court.lin.pk, court.estate.pk, by=court.reg, at=MONDAY_9AM, identity_seen="310…")


@pytest.mark.parametrize(
    ("by", "whose"), [("mei", "lin"), ("zhu", "lin"), ("reg", "reg"), ("reg", "desk"), ("reg", "jie")]
)
def test_nobody_prints_a_way_into_somebody_elses_estate_or_office(court: Court, by: str, whose: str) -> None:
    with pytest.raises(NotAllowed):
        actions.print_reset(
            getattr(court, whose).pk, court.estate.pk, by=getattr(court, by), at=MONDAY_9AM, identity_seen="id_card"
        )


def test_the_subdistrict_prints_for_an_officer(court: Court) -> None:
    actions.print_reset(court.desk.pk, court.estate.pk, by=court.jie, at=MONDAY_9AM, identity_seen="id_card")

    assert PrintedCode.objects.get().person == court.desk


def test_with_a_code_from_the_counter_one_starts_anew(court: Court) -> None:
    code = reset(court, court.lin).printed

    actions.start_anew(code.pk, by=court.lin, at=MONDAY_9AM, password=NEW)

    court.lin.refresh_from_db()
    assert court.lin.check_password(NEW)
    with pytest.raises(actions.CodeOver):
        actions.start_anew(code.pk, by=court.lin, at=MONDAY_9AM, password=PASSWORD)


def test_nobody_else_starts_anew_with_it(court: Court) -> None:
    code = reset(court, court.lin).printed

    with pytest.raises(NotAllowed):
        actions.start_anew(code.pk, by=court.mei, at=MONDAY_9AM, password=NEW)


def test_a_letter_gives_no_office(court: Court) -> None:
    code = letter(court).printed
    new = Person(name="柳新来")

    actions.join(code.pk, by=new, at=MONDAY_9AM, role="family")

    assert not standing(new).holds(tuple(Office.Kind), court.estate.node, MONDAY_9AM)


def test_nobody_prints_a_way_into_another_estate(court: Court) -> None:
    with pytest.raises(NotAllowed):
        actions.print_reset(court.far.pk, court.other.pk, by=court.reg, at=MONDAY_9AM, identity_seen="id_card")
