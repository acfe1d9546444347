"""What is said of a file that cannot be taken as a register."""

from courtyard.core.errors import BadInput, TooLarge, sentence


class NotASpreadsheet(BadInput):
    says = sentence("This is not a spreadsheet. Choose an XLSX, XLS, ODS or CSV file.")
    field = "file"


class IsAWebPage(BadInput):
    says = sentence(
        "This file is a web page with the name of a spreadsheet. Open it in a spreadsheet program, save it as XLSX, "
        "and choose that file."
    )
    field = "file"


class Locked(BadInput):
    says = sentence("This file is locked with a password. Save it without one and choose it again.")
    field = "file"


class Unopenable(BadInput):
    says = sentence("This file cannot be opened; it may be damaged. Open it, save it anew, and choose it again.")
    field = "file"


class UnknownEncoding(BadInput):
    says = sentence("The characters of this file cannot be read. Save it as “CSV UTF-8” and choose it again.")
    field = "file"


class NothingInside(BadInput):
    says = sentence("This file is empty. Choose the file with the register.")
    field = "file"


class NoSuchSheet(BadInput):
    says = sentence("The file has no sheet “{name}”. It has: {names}.")
    field = "sheet"


class FileTooLarge(TooLarge):
    says = sentence("The file is larger than {most} MB. Leave out pictures, or divide it.")
    field = "file"


class TooMuchInside(TooLarge):
    says = sentence("This file unpacks to more than can be taken. Copy the register into a new file and choose that.")
    field = "file"


class TooManyRows(TooLarge):
    says = sentence("The sheet has {rows} rows; at most {most} can be taken at once. Divide it by buildings.")
    field = "file"


class TooManyColumns(TooLarge):
    says = sentence("The sheet has {columns} columns; at most {most} can be taken. Leave out those of no use here.")
    field = "file"


class CellTooLong(TooLarge):
    says = sentence("Cell {cell} holds more than {most} characters. Shorten it and choose the file again.")
    field = "file"
