"""Printed things: A4, in characters that every machine has, with words that are never taken for markup."""

import re
import struct
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import segno
import typst

from courtyard.web.documents import CannotBeSet, TooMuchForOneFile, fonts, pdf, press, qr, typeset
from courtyard.web.tests.printed import A4, Printed, closed, set_here

SPECIMEN = Path(__file__).with_name("specimen.typ")
MARKUP = r"#set *bold* _emph_ $x^2$ [link] \ `code` <label> @ref // = head - list + enum ~ #let x = 1 '' \u{41}"


def data(**changed: Any) -> dict[str, Any]:
    gate = {
        "label": "面积", "percent": "72.19%", "have": "71,203.50平方米", "share": 7219, "apart": 1000, "line": 6666,
        "needed": "要到2/3", "passed": True,
    }  # fmt: skip
    return {
        "title": "陶安小区表决结果", "language": "zh-hans", "date": "2026-06-18", "heading": "表决结果公告",
        "words": {"page": "第{n}页，共{all}页", "qr": "二维码", "seal": "合院核验"},
        "facts": [["全体业主", "1,196人"], ["业主", "王喆"]], "prose": "第一段。\n第二段。",
        "sentences": ["一句。", "又一句。"], "small": "小字", "strong": "粗字", "gate": gate, "qr": qr("https://courtyard.example/"),
        "signers": [{"role": "计票人", "note": "业主代表3人"}],
    } | changed  # fmt: skip


@pytest.fixture(autouse=True)
def specimen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "path_of", lambda _: SPECIMEN)


@pytest.fixture
def nothing_but_the_wheel(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A fresh machine: no font but the one that pip brings."""
    only = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.SHIPPED.parent)])
    for where in (press, fonts):
        monkeypatch.setattr(where, "fonts", lambda: only)
    for cached in (fonts.has_bold, fonts._faces):
        cached.cache_clear()
    monkeypatch.setattr(press, "has_bold", lambda: False)
    yield
    for cached in (fonts.has_bold, fonts._faces):
        cached.cache_clear()


def printed(**changed: Any) -> Printed:
    return set_here("web/specimen", data(**changed))


def test_it_is_a4_with_its_fonts_inside_and_says_its_title_and_language() -> None:
    paper = printed()

    assert {(page.width, page.height) for page in paper.pages} == {A4}
    assert set(paper.fonts.values()) == {True}
    assert (paper.title, paper.language) == ("陶安小区表决结果", "zh-CN")


def test_every_part_says_its_words() -> None:
    text = printed().text

    said = [
        "表决结果公告", "全体业主1,196人", "第一段。第二段。", "一句。又一句。", "小字", "粗字",
        "面积72.19%71,203.50平方米", "要到2/3", "K7M294TXPW3H", "计票人", "业主代表3人", "第1页，共1页",
    ]  # fmt: skip
    assert [words for words in said if words not in text] == []


def test_markup_in_words_is_printed_as_it_is() -> None:
    paper = printed(heading=MARKUP, prose=MARKUP, facts=[[MARKUP, MARKUP]], strong=MARKUP, title=MARKUP)

    assert paper.text.count(closed(MARKUP)) == 6  # the foot of the page says the title
    assert paper.title == MARKUP


def test_the_same_data_make_the_same_bytes_on_another_day() -> None:
    assert press.printed("web/specimen", data()) == press.printed("web/specimen", data())


def test_rare_characters_of_names_are_printed(nothing_but_the_wheel: None) -> None:
    paper = printed(heading="王喆、李堃、赵䶮、钱㛃、孙𠅤")

    assert "王喆、李堃、赵䶮、钱㛃、孙𠅤" in paper.text


def test_a_character_that_no_font_has_leaves_a_box_with_its_number(nothing_but_the_wheel: None) -> None:
    paper = printed(strong="周𪻐，吴\ue123")

    assert "周U+2AED0，吴U+E123" in paper.text


def test_what_cannot_be_seen_is_left_out() -> None:
    """Turning the direction of words round would make a paper say something else."""
    assert "林知秋" in printed(strong="林\u202e知\u200b\u0007秋\ufeff").text


def test_without_fonts_of_its_own_a_machine_prints_chinese_all_the_same(nothing_but_the_wheel: None) -> None:
    paper = printed()

    assert paper.fonts == {"NotoSansCJKsc-Regular-Identity-H": True, "NotoSansMonoCJKsc-Regular-Identity-H": True}
    assert "表决结果公告" in paper.text


def test_english_is_english() -> None:
    paper = printed(language="en", heading="The owners’ vote")

    assert paper.language == "en-GB"
    assert "Theowners’vote" in paper.text


def test_a_template_that_cannot_be_set_is_refused_in_a_sentence(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(CannotBeSet, match="cannot be printed just now"):
        pdf("web/nothing", data())

    assert "web/nothing cannot be set" in caplog.text


def test_too_much_for_one_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "DATA_BYTES_MAX", 100)

    with pytest.raises(TooMuchForOneFile):
        pdf("web/specimen", data())


def test_what_does_not_come_to_an_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "SECONDS_MAX", timedelta(milliseconds=1).total_seconds())

    with pytest.raises(TooMuchForOneFile):
        pdf("web/specimen", data())


@pytest.mark.parametrize("mask", [None, 0])
def test_a_qr_code_is_drawn_square_for_square(mask: int | None) -> None:
    drawn = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", qr("https://courtyard.example/K7M2", mask=mask)):
        drawn |= {(int(x) + step, int(y)) for step in range(int(length))}

    rows = segno.make_qr("https://courtyard.example/K7M2", error="m", mask=mask).matrix
    assert drawn == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}


def cmap(*subtables: bytes) -> bytes:
    """A font file with nothing but a table of characters."""
    head = struct.pack(">IHHHH", 0x00010000, 1, 0, 0, 0) + struct.pack(">4sIII", b"cmap", 0, 28, 0)
    at, entries, bodies = 4 + 8 * len(subtables), b"", b""
    for body in subtables:
        entries += struct.pack(">HHI", 3, 1, at + len(bodies))
        bodies += body
    return head + struct.pack(">HH", 0, len(subtables)) + entries + bodies


def test_a_font_says_which_characters_it_has(tmp_path: Path) -> None:
    segments = struct.pack(">7H2H1H2H", 4, 32, 0, 4, 0, 0, 0, 0x42, 0xFFFF, 0, 0x41, 0xFFFF)
    groups = struct.pack(">HHIII", 12, 0, 28, 0, 1) + struct.pack(">III", 0x20000, 0x20001, 1)
    for name, subtables in (("four", [segments]), ("twelve", [segments, groups])):
        (tmp_path / name).write_bytes(cmap(*subtables))

    assert fonts._coverage(str(tmp_path / "four"), 0) == ((0x41,), (0x42,))
    assert fonts._coverage(str(tmp_path / "twelve"), 0) == ((0x20000,), (0x20001,))


@pytest.mark.parametrize("content", [b"", b"no font", b"ttcf" + bytes(40)])
def test_a_broken_font_has_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken").write_bytes(content)

    assert fonts._coverage(str(tmp_path / "broken"), 0) == ((), ())
