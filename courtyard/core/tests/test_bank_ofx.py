"""OFX of both versions is read strictly: lines and a balance, nothing expanded, nothing fetched, nothing endless."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtyard.core.bank import Figure, Line, Stated, is_ofx, ofx, read_ofx, reader
from courtyard.core.bank.cells import NO_AMOUNT, NO_DAY
from courtyard.core.bank.ofx import BYTES_MAX, BrokenOfx, NotOfx, OfxTooLarge
from courtyard.core.bank.reader import NoLines, TooManyLines

SGML_HEAD = """\
OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:{encoding}
CHARSET:{charset}
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

"""
SGML = """\
<OFX>
<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20260131120000<LANGUAGE>CHI</SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS><TRNUID>0<STATUS><CODE>0<SEVERITY>INFO</STATUS>
<STMTRS><CURDEF>CNY
<BANKACCTFROM><BANKID>1020<ACCTID>1001 2440 0930<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260101<DTEND>20260131
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260106091244.000[+8:CST]<TRNAMT>300.00
<FITID>F1<NAME>桂芳华<MEMO>1-302 物业费 &amp;amp; 停车</STMTTRN>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260107<TRNAMT>-1234,50<FITID>F2<NAME>上海恒升电梯有限公司<MEMO><CHECKNUM>881
<BANKACCTTO><BANKID>1020<ACCTID>1001-456<ACCTTYPE>CHECKING</BANKACCTTO></STMTTRN>
</BANKTRANLIST>
<LEDGERBAL><BALAMT>9065.50<DTASOF>20260131</LEDGERBAL>
<AVAILBAL><BALAMT>1.00<DTASOF>20260131</AVAILBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1>
</OFX>
"""
XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>
<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>CNY</CURDEF>
<BANKACCTFROM><BANKID>1020</BANKID><ACCTID>1001 2440 0930</ACCTID></BANKACCTFROM>
<BANKTRANLIST>{lines}</BANKTRANLIST>
<LEDGERBAL><BALAMT>9065.50</BALAMT><DTASOF>20260131</DTASOF></LEDGERBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
TWO = """\
<STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20260107</DTPOSTED><TRNAMT>-1234.50</TRNAMT><FITID>F2</FITID>
<PAYEE><NAME>上海恒升电梯有限公司</NAME></PAYEE><BANKACCTTO><ACCTID>1001-456</ACCTID></BANKACCTTO><MEMO/>
<CHECKNUM>881</CHECKNUM></STMTTRN>
<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20260106</DTPOSTED><TRNAMT>300</TRNAMT><FITID>F1</FITID>
<NAME>桂芳华</NAME><MEMO>1-302 物业费 &#38;amp; 停车</MEMO></STMTTRN>
"""
LIFT = Line(2, date(2026, 1, 7), -1_234_50, None, "上海恒升电梯有限公司", "1001456", "881", "F2")
FEE = Line(1, date(2026, 1, 6), 300_00, None, "桂芳华", "", "1-302 物业费 &amp; 停车", "F1")


def sgml(body: str = SGML, encoding: str = "utf-8", named: tuple[str, str] = ("UTF-8", "NONE")) -> bytes:
    return (SGML_HEAD.format(encoding=named[0], charset=named[1]) + body).encode(encoding)


def xml(lines: str = TWO) -> bytes:
    return XML.format(lines=lines).encode()


@pytest.mark.parametrize(("encoding", "named"), [("utf-8", ("UTF-8", "NONE")), ("gb18030", ("USASCII", "936"))])
def test_version_one_is_read(encoding: str, named: tuple[str, str]) -> None:
    (statement,) = read_ofx(sgml(encoding=encoding, named=named))

    assert statement.lines == (FEE, LIFT)
    assert statement.account == "100124400930"
    assert statement.stated == {Figure.CLOSING: Stated(0, 9_065_50)}
    assert statement.faults == ()


def test_version_two_is_read_newest_first_too() -> None:
    (statement,) = read_ofx(xml())

    assert [(line.day, line.fen, line.name, line.account, line.text, line.serial) for line in statement.lines] == [
        (line.day, line.fen, line.name, line.account, line.text, line.serial) for line in (FEE, LIFT)
    ]
    assert statement.newest_first
    assert statement.closing_fen == 9_065_50


def test_every_account_is_a_statement_of_its_own() -> None:
    start, end = SGML.index("<STMTTRNRS>"), SGML.index("</BANKMSGSRSV1>")
    other = SGML[start:end].replace("1001 2440 0930", "2")

    statements = read_ofx(sgml(SGML[:end] + other + SGML[end:]))

    assert [statement.account for statement in statements] == ["100124400930", "2"]
    assert [[line.row for line in statement.lines] for statement in statements] == [[1, 2], [3, 4]]


def test_latin_letters_are_read_where_the_header_says_so() -> None:
    body = (
        SGML.replace("桂芳华", "Müller")
        .replace("上海恒升电梯有限公司", "Lift")
        .replace("物业费", "")
        .replace("停车", "")
    )

    (statement,) = read_ofx(sgml(body, "cp1252", ("USASCII", "1252")))

    assert statement.lines[0].name == "Müller"


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("<DTPOSTED>20260107", "<DTPOSTED>20260230", (2, "DTPOSTED", NO_DAY)),
        ("<DTPOSTED>20260107", "<DTPOSTED>7. 1. 2026", (2, "DTPOSTED", NO_DAY)),
        ("<DTPOSTED>20260107", "", (2, "DTPOSTED", NO_DAY)),
        ("<TRNAMT>-1234,50", "<TRNAMT>viel", (2, "TRNAMT", NO_AMOUNT)),
        ("<TRNAMT>-1234,50", "", (2, "TRNAMT", NO_AMOUNT)),
        ("<CURDEF>CNY", "<CURDEF>USD", (0, "CURDEF", reader.OTHER_CURRENCY)),
    ],
)
def test_a_line_that_cannot_be_read_is_named(right: str, wrong: str, fault: tuple[int, str, str]) -> None:
    (statement,) = read_ofx(sgml(SGML.replace(right, wrong)))

    assert [(one.row, one.cell, one.says) for one in statement.faults] == [fault]


def test_an_amount_of_nought_is_passed_over() -> None:
    (statement,) = read_ofx(sgml(SGML.replace("<TRNAMT>300.00", "<TRNAMT>0.00")))

    assert [line.row for line in statement.lines] == [2]
    assert [note.row for note in statement.notes] == [1]


@pytest.mark.parametrize(
    "inside",
    [
        '<!DOCTYPE a [<!ENTITY b "bb">]>',
        '<!ENTITY lol SYSTEM "file:///etc/hostname">',
        "<![CDATA[x]]>",
        "<!-- -->",
        "<?xml-stylesheet href='x'?>",
        "<MEMO lang='zh'>x",
        "<" + "A" * 33 + ">",
        "<MEMO>" + "长" * 2_001,
        "".join(f"<X{number}>" for number in range(40)),
        "<STMTTRN>",
        "<",
    ],
)
def test_declarations_and_whatever_else_ofx_has_not_are_refused(inside: str) -> None:
    with pytest.raises(BrokenOfx):
        read_ofx(sgml(SGML.replace("<FITID>F1", inside)))


def test_entities_are_read_once_and_no_others_are_known() -> None:
    body = SGML.replace("&amp;amp;", "&amp;lt; &lol; &#20013; &#9;&#55296;")

    (statement,) = read_ofx(sgml(body))

    assert statement.lines[0].text == "1-302 物业费 &lt; &lol; 中    停车"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"OFXHEADER:100\n", "交易日期,金额".encode(), b"\xff\xff<OFX>"])
def test_what_is_no_ofx_is_refused(data: bytes) -> None:
    with pytest.raises(NotOfx):
        read_ofx(data)


@pytest.mark.parametrize("end", ["</OFX>", "</STMTRS>", "<LEDGERBAL>", "<FITID>F2", "[+8:CST]"])
def test_half_a_file_is_refused(end: str) -> None:
    with pytest.raises(BrokenOfx):
        read_ofx(sgml(SGML[: SGML.index(end)]))


def test_a_file_without_lines_is_refused() -> None:
    with pytest.raises(NoLines):
        read_ofx(xml(""))


def test_a_file_too_large_is_refused() -> None:
    with pytest.raises(OfxTooLarge):
        read_ofx(b"OFXHEADER:100\n" + b" " * BYTES_MAX)


def test_too_many_lines_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ofx, "LINES_MAX", 1)

    with pytest.raises(TooManyLines):
        read_ofx(sgml())


def test_both_versions_are_told_from_other_files() -> None:
    assert [is_ofx(data) for data in (sgml(), xml(), b"\xef\xbb\xbf<OFX>", b"<?xml?><html>", b"a,b")] == [
        True, True, True, False, False,
    ]  # fmt: skip


@given(st.lists(st.sampled_from([*SGML.splitlines(), "<STMTTRN>", "</OFX>", "<A>", "</A>", "&#1;", "x"]), max_size=30))
def test_whatever_stands_in_the_file_is_read_or_refused(lines: list[str]) -> None:
    try:
        statements = read_ofx(sgml("<OFX>" + "\n".join(lines)))
    except (BrokenOfx, NoLines, NotOfx):
        return

    assert all(line.fen for statement in statements for line in statement.lines)
