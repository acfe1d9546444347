"""`courtyard recount` and the stand-alone file: a bundle counted again, by two programs."""

import ast
import random
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from courtyard.assembly import standalone
from courtyard.assembly.standalone.recount import WORDS
from courtyard.assembly.tests.tampered import (
    NAMED,
    PUBLIC,
    SECRET,
    files_of,
    hashed_again,
    line,
    plum,
    recounted,
    sealed_again,
    told,
)  # fmt: skip
from courtyard.core.counting.bundle.vote import Ballot
from courtyard.core.tests.bundled import NAMES, archive, plum_court, random_cast


def test_a_named_bundle_is_recounted_in_sentences() -> None:
    assert recounted(archive(plum(NAMED)), "zh")[0][:-1] == [
        "✓ 8个文件都和封存时一样。",
        "✓ 名册上共40位业主、4,020.00平方米，和公布的一样；其中36位投了票，每一项只算一次。",
        "✓ 总数表27行，一行一行重新数过，都对。",
        "✓ 36张回执，没有重复，和票数一样。",
        "✓ 第1项“更换电梯钢丝绳”：重新算过，通过，和公布的一样。",
        "✓ 第2项“选举业主委员会”：重新算过，当选的是王梅、李强、孙芳，和公布的一样。",
    ]


@pytest.mark.parametrize(("which", "checks"), [(NAMED, 6), (SECRET, 6), (PUBLIC, 5), ("confidential public", 5)])
def test_each_kind_of_bundle_agrees(which: str, checks: int) -> None:
    said, passed, failed = recounted(archive(plum(which)))

    assert (passed, failed) == (checks, 0)
    assert said[-1].startswith("Compare with what the notice and the result print: roll ")


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_the_stand_alone_file_and_the_core_agree_on_any_vote(seed: int) -> None:
    cast = random_cast(random.Random(seed))

    for kind in ("public", "full"):
        said, _, failed = recounted(archive(files_of(cast, kind)))
        assert failed == 0, said


@pytest.mark.parametrize(
    ("tie_break", "elected", "tied"), [("none", [], [1, 2, 3, 4]), ("area", [1, 2, 3], []), ("seed", [3, 4, 1], [])]
)
def test_four_of_whom_three_can_be_elected(tie_break: Any, elected: list[int], tied: list[int]) -> None:
    """Each of them has nine of twelve votes; only the areas differ."""
    before = plum_court()
    election = replace(before.vote.motions[1], number=1, tie_break=tie_break, seed="梅苑", candidates=NAMES[:4])
    others = [[n for n in (1, 2, 3, 4) if n != left_out] for left_out in (1, 2, 3, 4)] * 3
    ballots = [Ballot(head, 1, f"c{n}") for head, chosen in enumerate(others, start=1) for n in chosen]
    cast = replace(before, vote=replace(before.vote, motions=(election,)), roll=before.roll[:12], ballots=ballots)

    result, (said, _, failed) = cast.results()[1], recounted(archive(files_of(cast, "full")))

    assert (result["elected"], result["tied"], failed) == (elected, tied, 0)
    assert said[4].endswith(f"elected are {'、'.join(NAMES[n - 1] for n in elected) or '—'}, as published.")


# The file itself, as a stranger runs it.


def run(path: Path, *words: str, program: Path = standalone.RECOUNT) -> tuple[int, list[str]]:
    done = subprocess.run(
        [sys.executable, "-I", str(program), str(path), *words], capture_output=True, check=False, timeout=60
    )
    return done.returncode, (done.stdout + done.stderr).decode().splitlines()


def test_the_file_in_the_bundle_counts_the_bundle(tmp_path: Path) -> None:
    path = tmp_path / "bundle.zip"
    path.write_bytes(archive(plum(SECRET)))
    with zipfile.ZipFile(path) as bundle:
        program = Path(bundle.extract("recount.py", tmp_path))

    status, said = run(path, program=program)

    assert program.read_bytes() == standalone.source()
    assert (status, said[-1]) == (0, "6 passed, 0 failed")


@pytest.mark.parametrize(
    ("data", "status", "last"),
    [
        (archive(plum(NAMED) | {"totals.csv": b""}), 1, " failed"),
        (b"letter", 2, "is no sound zip file."),
        (None, 2, "is no sound zip file."),
    ],
)
def test_the_file_ends_with_a_status(tmp_path: Path, data: bytes | None, status: int, last: str) -> None:
    path = tmp_path / "bundle.zip"
    if data is not None:
        path.write_bytes(data)

    ended, said = run(path, "--language", "en")

    assert ended == status
    assert said[-1].endswith(last)


def test_random_votes_are_counted_by_the_file_as_by_the_core(tmp_path: Path) -> None:
    for seed in range(6):
        path = tmp_path / f"{seed}.zip"
        path.write_bytes(archive(files_of(random_cast(random.Random(seed)), "full")))

        status, said = run(path)

        assert status == 0, said


def test_the_file_is_python_3_8_and_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(standalone.source(), feature_version=(3, 8))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]

    names = {alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in imports if isinstance(node, ast.ImportFrom)}

    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_every_sentence_is_there_in_both_languages() -> None:
    fields = {
        key: [sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in both]
        for key, both in WORDS.items()
    }

    assert [key for key, (zh, en) in fields.items() if zh != en] == []


# `courtyard recount`


def said(path: Path, *words: str) -> list[str]:
    out = StringIO()
    call_command("recount", str(path), *words, stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.parametrize(("which", "checks"), [(NAMED, 7), (SECRET, 7), (PUBLIC, 6)])
def test_the_command_counts_with_two_programs(tmp_path: Path, which: str, checks: int) -> None:
    path = tmp_path / "bundle.zip"
    path.write_bytes(archive(plum(which)))

    told_zh, told_en = said(path), said(path, "--language", "en")

    assert told_zh[-2:] == ["✓ 合院自己的计票程序也数了一遍，结果一样。", f"{checks} passed, 0 failed"]
    assert told_en[-2] == "✓ Our own program counted as well and comes to the same."


def test_the_command_says_where_a_bundle_differs_and_ends_with_status_1(tmp_path: Path) -> None:
    altered = plum(NAMED) | {"recount.py": b"print('all is well')\n"}
    line("ballots.csv", 2, "1,1,against")(altered)
    path, out = tmp_path / "bundle.zip", StringIO()
    path.write_bytes(archive(hashed_again(altered)))

    with pytest.raises(SystemExit) as ended:
        call_command("recount", str(path), "--language", "en", stdout=out)

    assert ended.value.code == 1
    assert "The recount.py in this bundle is another one than ours; ours was used." in out.getvalue()
    assert "Our own program counted as well and differs: motions.1.result.piles.for.heads." in out.getvalue()


def test_a_bundle_only_the_core_refuses_fails_too(tmp_path: Path) -> None:
    altered = plum(NAMED)
    told("house", {"invalid_participates": False, "unreturned": "not_participating", "colour": "red"})(altered)
    path, out = tmp_path / "bundle.zip", StringIO()
    path.write_bytes(archive(sealed_again(altered)))

    with pytest.raises(SystemExit):
        call_command("recount", str(path), "--language", "en", stdout=out)

    assert out.getvalue().splitlines()[-1] == "6 passed, 1 failed"


def test_the_command_refuses_what_is_no_bundle(tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_bytes(b"Dear all")

    for name in ("letter.zip", "nothing.zip"):
        with pytest.raises(CommandError) as refused:
            said(tmp_path / name)
        assert refused.value.returncode == 2
        assert f"{name}打不开，或者不是完好的zip文件。" in str(refused.value)
