"""Registers for tests, as small files, and what is done with them."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO

from django.utils.timezone import localdate

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.actions import registering
from courtyard.people.importing import drafts, preview
from courtyard.people.importing.preview import Revision
from courtyard.people.models import Import, Person

HEADINGS = ("幢号", "室号", "业主", "电话", "身份证号", "建筑面积", "用途", "份额")
GOOD = (
    ("5号楼", "101", "柏青", "13900000101", "", "89.60", "住宅", ""),
    ("5号楼", "102", "竹影、梅雨", "13900000102、13900000103", "", "102.35", "住宅", "50%、50%"),
    ("5号楼", "103", "柏青", "13900000104", "", "1,002.35㎡", "商铺", ""),
)
IDENTITY = "110101199003070070"


def file(rows: Iterable[Sequence[str]] = GOOD, headings: Sequence[str] = HEADINGS) -> bytes:
    text = StringIO()
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode("utf-8-sig")


def uploaded(court: Court, data: bytes | None = None, *, by: Person | None = None, at: datetime = MONDAY_9AM) -> Import:
    draft = drafts.read(file() if data is None else data, "名册.csv")
    looked = preview.first(draft, court.estate.pk, localdate(at))
    return registering.upload(court.estate.pk, draft=draft, looked=looked, by=by or court.reg, at=at)


def revised(one: Import, *, by: Person, at: datetime = MONDAY_9AM, **changes: object) -> Import:
    """`columns`, `corrections`, `decisions`, as somebody changed them."""
    revision = Revision(
        **{"columns": drafts.mapping(one.columns), "corrections": {}, "decisions": {}} | changes  # type: ignore[arg-type]
    )
    return registering.revise(one.pk, looked=preview.revised(one, revision, localdate(at)), by=by, at=at)


def applied(one: Import, *, by: Person, at: datetime = MONDAY_9AM) -> Import:
    return registering.apply_import(one.pk, looked=preview.again(one, localdate(at)), by=by, at=at)
