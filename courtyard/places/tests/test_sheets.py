"""Files as they come over the counter: read whole, or refused by name."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
import xlwt

from courtyard.core.errors import BadInput
from courtyard.core.tests.register_files import FORMATS, Paper, gb18030, ods, utf8, xls, xlsx
from courtyard.places import sheets
from courtyard.places.sheets import refusals

HEAD = ["幢号", "室", "业主"]
REGISTER = Paper([HEAD, ["1号楼", "101", "枫明"]])


def texts(sheet: sheets.Sheet) -> list[tuple[object, ...]]:
    return [row.cells for row in sheet.rows]


def refused(data: bytes, filename: str = "register.xlsx", sheet: str | None = None) -> BadInput:
    with pytest.raises(BadInput) as refusal:
        sheets.read(data, filename, sheet=sheet)
    return refusal.value


@pytest.mark.parametrize("filename", list(FORMATS))
def test_every_format_gives_the_same_rows(filename: str) -> None:
    paper = Paper([["名册"], [], HEAD, ["", "101", "枫明"], ["1号楼", "", "柳英\n枫明"], [], []])

    sheet = sheets.read(FORMATS[filename](paper), filename)

    assert [row.number for row in sheet.rows] == [1, 2, 3, 4, 5]
    assert sheet.rows[1].filled() == []
    assert sheet.rows[2].cells == tuple(HEAD)
    assert sheet.rows[3].cells == ("", "101", "枫明")
    assert sheet.rows[4].cells == ("1号楼", "", "柳英\n枫明")


@pytest.mark.parametrize("write", [xlsx, xls, ods])
def test_numbers_keep_their_decimals_and_days_are_days(write: object) -> None:
    paper = Paper([HEAD, [5, 302, 89.6], [0.1 + 0.2, 13900000261, date(2019, 6, 12)]])

    sheet = sheets.read(write(paper), "register")  # type: ignore[operator]

    assert texts(sheet)[1:] == [("5", "302", "89.6"), ("0.3", "13900000261", date(2019, 6, 12))]


@pytest.mark.parametrize("write", [xlsx, xls, ods])
def test_cells_merged_downward_are_filled_and_marked(write: object) -> None:
    cells = [
        ["业主名册", "", ""], [*HEAD], ["1号楼", "101", "枫明"], ["", "", "柳英"], ["", "102", "梅若兰"],
    ]  # fmt: skip
    paper = Paper(cells, merges=[(0, 0, 0, 2), (2, 0, 4, 0), (2, 1, 3, 1)])

    sheet = sheets.read(write(paper), "register")  # type: ignore[operator]

    assert texts(sheet)[0] == ("业主名册",)
    assert texts(sheet)[2:] == [("1号楼", "101", "枫明"), ("1号楼", "101", "柳英"), ("1号楼", "102", "梅若兰")]
    assert [row.merged for row in sheet.rows[2:]] == [frozenset(), frozenset({0, 1}), frozenset({0})]


def test_the_first_sheet_with_headings_is_taken_and_another_may_be_chosen() -> None:
    data = xlsx(Paper([["填表说明"]], name="封面"), Paper([*REGISTER.cells], name="名册"), Paper([["x"]], name="旧"))

    found, chosen = sheets.read(data, "register.xlsx"), sheets.read(data, "register.xlsx", sheet="旧")

    assert (found.name, found.names) == ("名册", ("封面", "名册", "旧"))
    assert (chosen.name, texts(chosen)) == ("旧", [("x",)])


def test_without_any_headings_the_first_filled_sheet_is_taken() -> None:
    data = xlsx(Paper([[]], name="空"), Paper([["甲", "乙"]], name="第二页"))

    assert sheets.read(data, "register.xlsx").name == "第二页"


def test_hidden_sheets_are_left_alone() -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    book.add_worksheet("名册").write_row(0, 0, HEAD)
    book.add_worksheet("旧名册").hide()
    book.close()

    assert sheets.read(file.getvalue(), "register.xlsx").names == ("名册",)


@pytest.mark.parametrize(
    "text", ["幢号,室\n1,101\n", "幢号\t室\n1\t101\n", "幢号;室\n1;101\n", '"幢号","室"\r\n"1","101"\r\n']
)
def test_any_separator_will_do(text: str) -> None:
    assert texts(sheets.read(text.encode(), "register.csv")) == [("幢号", "室"), ("1", "101")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_usual_encoding_will_do(encoding: str) -> None:
    data = "幢号,室,业主\n1,101,枫㐂一\n".encode(encoding)

    assert texts(sheets.read(data, "register.csv")) == [("幢号", "室", "业主"), ("1", "101", "枫㐂一")]


def test_the_content_tells_the_format_not_the_name() -> None:
    assert texts(sheets.read(xlsx(REGISTER), "名册.csv")) == texts(sheets.read(utf8(REGISTER), "名册.xls"))
    assert sheets.read(gb18030(REGISTER), "C:\\共享\\名册.csv").name == "名册"


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", refusals.NothingInside),
        (b"\xef\xbb\xbf\r\n\r\n", refusals.NothingInside),
        (b" , ,\n,,\n", refusals.NothingInside),
        (xlsx(Paper([[]])), refusals.NothingInside),
        (b"\x89PNG\r\n\x1a\n", refusals.NotASpreadsheet),
        (b"%PDF-1.7", refusals.NotASpreadsheet),
        (b"<html><table><tr><td>1</td></tr></table></html>", refusals.IsAWebPage),
        (b"\x00\x01\x02\x03" * 100, refusals.UnknownEncoding),
        (b"caf\xe9,\xff\n", refusals.UnknownEncoding),
        (xlsx(REGISTER)[:900], refusals.Unopenable),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, refusals.Unopenable),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), refusals.Locked),
        (b"1," + b"x" * 3_000, refusals.CellTooLong),
        (b"1,101\n" * (sheets.ROWS_MAX + 1), refusals.TooManyRows),
        (b"1," * sheets.COLUMNS_MAX + b"1\n", refusals.TooManyColumns),
        (b"1" * (sheets.FILE_BYTES_MAX + 1), refusals.FileTooLarge),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "file",
)
def test_what_is_no_register_is_refused_by_name(data: bytes, refusal: type[BadInput]) -> None:
    assert type(refused(data)) is refusal


def test_a_sheet_that_is_not_there_is_named() -> None:
    refusal = refused(xlsx(REGISTER), sheet="旧")

    assert (type(refusal), refusal.fields) == (refusals.NoSuchSheet, {"name": "旧", "names": "名册"})


def zipped(**parts: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def test_another_archive_is_no_spreadsheet() -> None:
    assert type(refused(zipped(photo=b"x"))) is refusals.NotASpreadsheet


def test_a_file_that_unpacks_without_end_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped(xl__workbook_xml=b" " * (sheets.UNPACKED_BYTES_MAX + 1))

    assert len(bomb) < 1_000_000
    assert type(refused(bomb)) is refusals.TooMuchInside


def test_two_far_corners_do_not_fill_the_memory() -> None:
    """Readers lay out the whole rectangle: seventeen thousand million cells here."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "幢号")
    sheet.write(1_048_575, 16_383, "室")
    book.close()

    assert type(refused(file.getvalue())) is refusals.TooMuchInside


def test_an_old_workbook_may_not_do_so_either() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名册")
    sheet.write(0, 0, "幢号")
    sheet.write(65_535, 255, "室")
    file = BytesIO()
    book.save(file)

    assert type(refused(file.getvalue())) is refusals.TooMuchInside
