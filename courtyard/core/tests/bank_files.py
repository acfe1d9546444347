"""Exports of an estate's bank account as banks write them, in the folder `bank`. Every name and number is invented."""

import csv
from io import StringIO
from pathlib import Path

from courtyard.core.register import Row

FOLDER = Path(__file__).with_name("bank")


def export(name: str) -> str:
    return (FOLDER / f"{name}.csv").read_text(encoding="utf-8")


SAME_TWO = {name: export(name) for name in ("icbc", "ccb", "abc", "boc", "cmb", "spdb", "bocom")}
"""Seven banks on the same two movements: a resident's fee, and the lift's upkeep paid the day after."""

CMB = SAME_TWO["cmb"]
ALIPAY = export("alipay")
WECHAT = export("wechat")
WECHAT_PURSE = export("wechat_purse")


def rows(text: str) -> list[Row]:
    """As the sheets are read: cells stripped, rows numbered from 1."""
    records = csv.reader(StringIO(text, newline=""))
    return [Row(number, tuple(cell.strip() for cell in record)) for number, record in enumerate(records, start=1)]


def cells(text: str) -> list[list[str]]:
    return [[str(cell) for cell in row.cells] for row in rows(text)]
