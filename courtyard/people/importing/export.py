"""The register as a file with the columns an import reads: what goes out comes in again as it was."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from io import BytesIO, StringIO
from typing import NamedTuple
from uuid import UUID

import xlsxwriter
from django.utils.translation import gettext, pgettext

from courtyard.core.quantities import format_cm2
from courtyard.core.register.shares import per_cent
from courtyard.people.models import Tenure
from courtyard.places.models import Estate, Home

FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDTHS = (12, 10, 10, 24, 18, 14, 10, 10, 12)


class Owned(NamedTuple):
    """One line of the register: a home, and one of its owners if it has any."""

    building: str
    entrance: str
    home: str
    owner: str
    phone: str
    area: str
    use: str
    share: str
    delivered: str


def plain(text: str) -> str:
    """A cell that a spreadsheet shows and does not reckon."""
    return f"'{text}" if text.startswith(FORMULA) else text


def headings() -> Owned:
    return Owned(
        gettext("Building"), gettext("Entrance"), gettext("Room number"), gettext("Owner"), gettext("Phone"),
        gettext("Exclusive floor area (㎡)"), gettext("Use"), gettext("Share"), gettext("Handed over"),
    )  # fmt: skip


def lines(estate: Estate, day: date) -> Iterator[Owned]:
    """Each home once for each of its owners, or once without; identity numbers are not known."""
    held = Tenure.objects.on(day).owning().filter(estate=estate).order_by("since", "pk")
    owners: dict[UUID, list[tuple[str, str, str]]] = {}
    rows = held.values_list("home_id", "person__name", "person__phone", "share_part", "share_whole")
    for home_id, name, phone, part, whole in rows.iterator(chunk_size=10_000):
        share = per_cent(Fraction(part, whole)) if part and whole else ""
        owners.setdefault(home_id, []).append((name, phone, share))
    for home in _homes(estate):
        for name, phone, share in owners.get(home.pk) or [("" if home.sold else gettext("unsold"), "", "")]:
            yield _line(home, name, phone, share)


def _homes(estate: Estate) -> Iterable[Home]:
    homes = Home.objects.filter(estate=estate).with_place()
    order = ("building__order", "building__name", "entrance__name", "name", "pk")
    return homes.order_by(*order).iterator(chunk_size=10_000)


def _line(home: Home, name: str, phone: str, share: str) -> Owned:
    area = format_cm2(home.area_cm2, exact=True) if home.area_cm2 else ""
    handed = home.delivered_on.isoformat() if home.delivered_on else pgettext("handed over", "yes")
    return Owned(
        home.building.name, home.entrance.name if home.entrance else "", home.name, name, phone, area,
        str(home.get_use_display()), share, handed if home.delivered else pgettext("handed over", "no"),
    )  # fmt: skip


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows([plain(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    """Every cell is text: nothing that somebody typed is ever reckoned."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(pgettext("of homes", "Register"))
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return file.getvalue()
