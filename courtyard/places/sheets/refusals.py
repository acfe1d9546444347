"""What is said of a file that cannot be taken as a register."""

from courtyard.core.errors import BadInput, TooLarge, sentence


class NotASpreadsheet(BadInput):
    says = sentence("This is not a spreadsheet. Choose an XLSX, XLS, ODS or CSV file.")
    field = "file"


class IsAWebPage(BadInput):
    says = sentence(
        "This file is really a web page, named like a spreadsheet. Open it in a spreadsheet program, save it as "
        "XLSX, and choose that file."
    )
    field = "file"


class Locked(BadInput):
    says = sentence("This file is protected with a password. Save it without one and choose it again.")
    field = "file"


class Unopenable(BadInput):
    says = sentence("We cannot open this file; it may be damaged. Open it, save it again, and choose the new copy.")
    field = "file"


class UnknownEncoding(BadInput):
    says = sentence("We cannot read the characters in this file. Save it as “CSV UTF-8” and choose it again.")
    field = "file"


class NothingInside(BadInput):
    says = sentence("This file is empty. Choose the file with the register.")
    field = "file"


class NoSuchSheet(BadInput):
    says = sentence("The file has no sheet called “{name}”. Its sheets are: {names}.")
    field = "sheet"


class FileTooLarge(TooLarge):
    says = sentence("The file is larger than {most} MB. Remove pictures, or split it into several files.")
    field = "file"


class TooMuchInside(TooLarge):
    says = sentence("This file is too large once unpacked. Copy the register into a new file and choose that.")
    field = "file"


class TooManyRows(TooLarge):
    says = sentence("The sheet has {rows} rows, and the limit is {most} at a time. Split it by building.")
    field = "file"


class TooManyColumns(TooLarge):
    says = sentence("The sheet has {columns} columns, and the limit is {most}. Remove the ones you do not need.")
    field = "file"


class CellTooLong(TooLarge):
    says = sentence("Cell {cell} has more than {most} characters. Shorten it and choose the file again.")
    field = "file"
