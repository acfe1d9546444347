"""`courtyard count`: from spreadsheets to a certificate, with no database."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from courtyard.assembly.rules import UnknownCountRule, count_rule
from courtyard.core.tests.counted import VECTORS

ROLL = "房号,面积,业主\n101,100.00,甲\n102,100.00,乙\n103,50.00,丙+丁\n"
BALLOTS = "业主,意见\n甲,同意\n乙,反对\n丙+丁,同意\n"


@pytest.fixture
def sheets(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "roll.csv").write_text(ROLL, encoding="gb18030")
    (tmp_path / "ballots.csv").write_text(BALLOTS, encoding="utf-8-sig")
    return str(tmp_path / "roll.csv"), str(tmp_path / "ballots.csv")


def said(*words: str, **options: Any) -> str:
    out = StringIO()
    call_command("count", *words, stdout=out, **options)
    return out.getvalue()


def test_worked_examples_end_with_how_many_passed() -> None:
    assert said("--vectors", str(VECTORS)).splitlines()[-1] == "69 passed, 0 failed"


def test_an_example_that_fails_is_named_and_ends_with_status_1(tmp_path: Path) -> None:
    data = json.loads(VECTORS.read_text(encoding="utf-8"))
    data["vectors"][0]["expected"]["passed"] = False
    (tmp_path / "wrong.json").write_text(json.dumps(data), encoding="utf-8")
    out = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("count", "--vectors", str(tmp_path / "wrong.json"), stdout=out)

    assert ended.value.code == 1
    assert out.getvalue().splitlines() == [
        "CN-01  clean pass: passed: True instead of False", "68 passed, 1 failed",
    ]  # fmt: skip


def test_two_sheets_make_a_certificate_in_chinese(sheets: tuple[str, str]) -> None:
    told = said(*sheets, "--rule", "fund-use")

    assert told.splitlines()[:2] == [
        "通过。",
        "计票依据：民法典第二百七十八条第二款，一般事项：三分之二以上参加，参加的过半数同意（面积、人数都要）。",
    ]


def test_the_same_sheets_fail_a_special_matter_and_say_by_how_much(sheets: tuple[str, str]) -> None:
    told = said(*sheets, "--rule", "fund-raise", "--language", "en").splitlines()

    assert told[0] == "It is not carried."
    assert "At least three quarters is needed, which is 187.50 m²: 37.50 m² short." in told


def test_a_certificate_for_machines_holds_the_exact_shares(sheets: tuple[str, str]) -> None:
    told = json.loads(said(*sheets, "--rule", "cn.cc278.special", "--json"))

    assert (told["passed"], told["reasons"]) == (False, ["approval_area_below_3/4", "approval_heads_below_3/4"])
    assert [(gate["gate"], gate["share"]) for gate in told["gates"]] == [
        ("participation_area", "1/1"), ("participation_heads", "1/1"),
        ("approval_area", "3/5"), ("approval_heads", "2/3"),
    ]  # fmt: skip


def test_parameters_come_from_a_file(sheets: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text('duplicates = "first_valid"\n', encoding="utf-8")
    Path(sheets[1]).write_text(BALLOTS + "乙,同意\n", encoding="utf-8")

    told = json.loads(said(*sheets, "--rule", "fund-use", "--params", str(tmp_path / "house.toml"), "--json"))

    assert told["papers"] == {"counted": 3, "replaced": 1}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("colour = 1\n", "colour: nobody knows this key"),
        ("duplicates = 'both'\n", "none of"),
        ("a = = 1", "house.toml"),
    ],
)
def test_parameters_that_cannot_be_used_are_refused(
    sheets: tuple[str, str], tmp_path: Path, text: str, reason: str
) -> None:
    (tmp_path / "house.toml").write_text(text, encoding="utf-8")

    with pytest.raises(CommandError, match=reason):
        said(*sheets, "--rule", "fund-use", "--params", str(tmp_path / "house.toml"))


@pytest.mark.parametrize("words", [["--rule", "fund-use"], ["--vectors", "/nowhere/at/all.json"]])
def test_what_is_missing_is_said(words: list[str]) -> None:
    with pytest.raises(CommandError, match=r"needed|cannot be read"):
        said(*words)


def test_a_sheet_with_a_column_nobody_knows_is_refused(sheets: tuple[str, str]) -> None:
    Path(sheets[0]).write_text("房号,面积,业主,政治面貌\n", encoding="utf-8")

    with pytest.raises(CommandError, match=r"roll\.csv.*政治面貌"):
        said(*sheets, "--rule", "fund-use")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("fund-use", "cc278-ordinary"),
        ("FUND_RAISE", "cc278-special"),
        ("cn.cc278.special", "cc278-special"),
        ("sg.special", "special"),
    ],
)
def test_a_rule_is_found_by_a_matters_name_or_its_own(name: str, key: str) -> None:
    assert count_rule(name).key == key


def test_a_rule_nobody_knows_names_those_there_are() -> None:
    with pytest.raises(UnknownCountRule, match="fund-use"):
        count_rule("cn.lottery")
