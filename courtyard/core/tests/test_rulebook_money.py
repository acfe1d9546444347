"""Money as data: the chart of accounts, limits, modes and billing, and what is refused, with file, line and reason."""

import tomllib
from datetime import date
from fractions import Fraction

import pytest

from courtyard.core.rulebook import FUNDS, MODES, BadRulebook, load, load_part
from courtyard.core.rulebook.limits import Limit
from courtyard.core.tests.estate_facts import BOOKS, shanghai

FILE = "cn/2026.1.toml"
TEXT = (BOOKS / "cn" / "2026.1.toml").read_text("utf-8")
CLASSES = {"asset": "1", "liability": "2", "equity": "3", "income": "4", "expense": "5"}


def refused(old: str, new: str) -> str:
    """What is said of the country's rulebook when its first `old` of all its accounts and limits says `new` instead."""
    at = TEXT.index(old, TEXT.index("# The chart of accounts"))
    text = TEXT[:at] + new + TEXT[at + len(old) :]
    with pytest.raises(BadRulebook) as refusal:
        load_part(tomllib.loads(text), FILE, text)
    return str(refusal.value)


def line(key: str) -> int:
    return TEXT[: TEXT.index(f"[accounts.{key}]")].count("\n") + 1


def test_a_number_says_of_which_kind_and_fund_an_account_is() -> None:
    accounts = shanghai().accounts.values()

    assert {account.key for account in accounts if account.code[0] != CLASSES[account.kind]} == set()
    assert {account.key for account in accounts if account.code[1] != str(FUNDS.index(account.fund) + 1)} == set()
    assert len({account.code for account in accounts}) == len(accounts)
    assert len({account.label_zh for account in accounts}) == len(accounts)


def test_every_fund_has_cash_in_every_mode_that_uses_it() -> None:
    accounts = shanghai().accounts.values()

    used = {(mode, account.fund) for account in accounts for mode in account.modes}
    paid = {(mode, account.fund) for account in accounts if account.cash for mode in account.modes}

    assert used == paid
    assert {fund for mode, fund in used if mode == "lump_sum"} == {"fees", "maintenance", "revenue", "deposits"}
    assert {fund for mode, fund in used if mode == "trust"} == {"maintenance", "revenue", "deposits", "trust"}


def test_every_account_says_whose_choice_it_is() -> None:
    accounts = shanghai().accounts.values()

    assert [account.key for account in accounts if not (account.article and account.source and account.level)] == []
    assert {account.article for account in accounts if account.certainty == "verified"} == {
        "民法典第二百八十二条", "物业管理条例第五十四条",
    }  # fmt: skip


def test_money_is_handed_from_fund_to_fund_by_accounts_that_face_each_other() -> None:
    accounts = shanghai().accounts

    assert {account.key: account.mirror for account in accounts.values() if account.mirror} == {
        "fees_from_revenue": "revenue_to_fees", "revenue_to_fees": "fees_from_revenue",
        "fund_from_revenue": "revenue_to_fund", "revenue_to_fund": "fund_from_revenue",
        "trust_from_revenue": "revenue_to_trust", "revenue_to_trust": "trust_from_revenue",
    }  # fmt: skip


def test_what_public_revenue_costs_comes_off_before_it_is_shared_out() -> None:
    assert {account.key for account in shanghai().accounts.values() if account.cost} == {
        "revenue_cost", "revenue_managers_share", "revenue_tax", "revenue_bank_charges",
    }  # fmt: skip


def test_a_rulebook_without_books_has_none() -> None:
    for name in ("de", "hk", "sg", "us-ca"):
        text = (BOOKS / name / "2026.1.toml").read_text("utf-8")
        data = tomllib.loads(text)
        book = load_part(data, name) if data.get("part") else load(data, name)
        assert (book.accounts, book.limits, book.modes, book.billing) == ({}, {}, {}, None)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('code = "1102"', 'code = "1101"', "fees_bank has this number, too"),
        ('code = "1101"', 'code = "110"', "it must be 4 to 6 digits"),
        ('code = "1101"', 'code = "1101a"', "it must be 4 to 6 digits"),
        ('fund = "fees"', 'fund = "savings"', "“savings” is none of fees, maintenance, revenue, deposits, trust"),
        ('kind = "asset"', 'kind = "wealth"', "“wealth” is none of"),
        ('per = "estate"', 'per = "floor"', "“floor” is none of"),
        ("cash = true", "cash = false", "it is left out where it is not so"),
        ("cash = true", "cost = true", "only an expense can be a cost"),
        ('per = "estate"', 'per = "home"', "only an asset of the whole estate can be cash"),
        ("[accounts.fees_bank]", "[accounts.bank]", "its key is lower-case words"),
        ("[accounts.fees_bank]", "[accounts.fund_cash]", "the first of them fees_"),
        ("[accounts.fees_bank]", "[accounts.fees_Bank]", "its key is lower-case words"),
        ('modes = ["lump_sum", "commission"]', 'modes = ["barter"]', "“barter” is none of"),
        ('label_zh = "银行存款（物业费专户）"\n', "", "it is missing"),
        ('mirror = "revenue_to_fees"', 'mirror = "revenue_to_fund"', "has to be an account that names this one"),
        ('mirror = "revenue_to_fees"', 'mirror = "nobody"', "has to be an account that names this one"),
        ('owes = ["prices", "revenue", "fund"]', 'owes = ["secrets"]', "“secrets” is none of"),
        ("[modes.lump_sum]", "[modes.barter]", "“barter” is none of lump_sum, commission, trust"),
        ("ageing_days = [30, 90, 365]", "ageing_days = [90, 30]", "the shortest first"),
        ('buyer_from = "day"', 'buyer_from = "birth"', "“birth” is none of"),
        ('share = "30%"', 'share = "0%"', "is not a share"),
        ('share = "30%"', 'share = "30%"\nfen = 1', "it needs share or fen, one of the two"),
        ('share = "30%"', "fen = 0", "it must be between 1 and"),
        ('bound = "less_than"', 'bound = "about"', "“about” is none of"),
        ('of_en = "the first deposit"', 'of_en = "the first deposit"\nweeks = 1', "nobody knows this key"),
    ],
)
def test_what_cannot_be_meant_is_refused(old: str, new: str, reason: str) -> None:
    assert reason in refused(old, new)


def test_a_mistake_is_found_by_its_file_and_line() -> None:
    said = refused('code = "1102"', 'code = "1101"')

    assert f"The rulebook {FILE} cannot be used. At accounts.fees_till.code, line {line('fees_till') + 3}:" in said


def test_a_fund_without_cash_is_refused_where_it_begins() -> None:
    start = TEXT.index("[accounts.deposits_bank]")
    end = TEXT.index("[accounts.deposits_held]")
    text = TEXT[:start] + TEXT[end:]

    with pytest.raises(BadRulebook) as refusal:
        load_part(tomllib.loads(text), FILE, text)

    assert (
        f"accounts.deposits_held.fund, line {line('deposits_bank') + 4}: the fund deposits has no account of cash"
        in (str(refusal.value))
    )


def test_a_city_says_otherwise_than_its_country() -> None:
    china = load_part(tomllib.loads(TEXT), "cn")
    book = shanghai()

    assert set(book.modes) == set(MODES)
    assert (china.modes["commission"].certainty, book.modes["commission"].certainty) == ("memory", "verified")
    assert "quarter" in book.modes["commission"].owes
    assert book.limits["fund_top_up"].article == "上海市住宅物业管理规定第六十五条"
    assert china.billing is not None
    assert book.billing is not None
    assert (china.billing.buyer_from, book.billing.buyer_from) == ("day", "next_month")
    assert book.limits["fund_first_draw"].valid_to == date(2029, 6, 30)


@pytest.mark.parametrize(
    ("key", "sum_fen", "met", "not_met"),
    [
        ("fund_first_draw", 1_001, 300, 301),
        ("fund_before_review", 1_001, 900, 901),
        ("fund_top_up", 1_000, 299, 300),
        ("fund_restore", 1_001, 501, 500),
        ("revenue_to_fund", 1_000, 501, 500),
        ("revenue_to_fund", 1_001, 501, 500),
        ("revenue_review", 0, 5_000_000, 4_999_999),
    ],
)
def test_a_limit_is_met_to_the_fen(key: str, sum_fen: int, met: int, not_met: int) -> None:
    limit: Limit = shanghai().limits[key]

    assert limit.met_by(met, sum_fen)
    assert not limit.met_by(not_met, sum_fen)


def test_a_limit_says_the_most_and_the_least_in_whole_fen() -> None:
    limits = shanghai().limits

    assert limits["fund_first_draw"].most_fen(1_001) == 300
    assert limits["fund_restore"].least_fen(1_001) == 501
    assert limits["revenue_to_fund"].least_fen(1_000) == 501
    assert limits["revenue_review"].at(0) == Fraction(5_000_000)
    assert limits["fund_top_up"].of("zh-hans") == "首期筹集金额"
    assert limits["fund_top_up"].of("en") == "the first deposit"
