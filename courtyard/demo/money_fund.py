"""The maintenance fund in the demo: what each home has comes in as the housing office's list; interest is shared."""

import csv
import hashlib
import io
from datetime import date, datetime
from functools import partial

from courtyard.assembly.upkeep import keep
from courtyard.core.quantities import format_fen
from courtyard.core.rulebook import months_after
from courtyard.demo.money_plan import DAY, Money, day_of, on
from courtyard.money.actions.fund import Interest, Upload, match_opening, share_interest, take_opening, upload_opening
from courtyard.money.openings import look_into
from courtyard.money.queries.sums import balance_fen
from courtyard.people.importing.kept import seal
from courtyard.places.models import Home

HEADINGS = ("楼号", "室号", "首期交存", "余额")
INTEREST_FEN_A_QUARTER = 3
"""Of a thousand fen."""


def have_fund(money: Money) -> None:
    money.year.stage(on(money.opens_on, 14), partial(_take_list, money))
    if money.code != "taoan":
        for _, month in money.months():
            if month.month in (6, 12):
                money.year.stage(on(months_after(month, 1) + 4 * DAY, 10), partial(_share, money, month))


def _take_list(money: Money, at: datetime) -> None:
    data = _spreadsheet(money)
    upload = Upload(
        name="维修资金分户余额.csv", sha256=hashlib.sha256(data).hexdigest(), day=money.opens_on,
        file=keep(money.estate_id, seal(data), "bin", at, "money"),
    )  # fmt: skip
    one = upload_opening(money.year.estate, upload, by=money.ye, at=at)
    columns = [column.value for column in look_into(one).columns]
    match_opening(one.pk, columns, by=money.ye, at=at)
    take_opening(one.pk, by=money.ye, at=at)


def _spreadsheet(money: Money) -> bytes:
    """By the floor area, a little more or less left of it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    homes = Home.objects.filter(estate=money.estate_id, use__in=Home.COUNTING, area_cm2__gt=0)
    for home in homes.select_related("building").order_by("building__order", "building__name", "name"):
        lift = bool(home.building.lifts)
        first = (home.area_cm2 or 0) * money.plan.first_deposit[lift] // 10_000
        left = first * (money.plan.left_percent[lift] * 10 + money.chance.randrange(-9, 10)) // 1_000
        writer.writerow((home.building.name, home.name, format_fen(first), format_fen(left)))
    return text.getvalue().encode()


def _share(money: Money, month: date, at: datetime) -> None:
    """Where nobody imports the bank's files yet, half a year's interest is entered from its slip."""
    fen = interest_fen(money)
    told = Interest(
        first=max(money.opens_on, months_after(month, -5)), last=months_after(month, 1) - DAY, fen=2 * fen,
        day=day_of(at), what="维修资金半年存款利息",
    )  # fmt: skip
    share_interest(money.estate_id, told, by=money.ye, at=at)


def interest_fen(money: Money) -> int:
    """A quarter's."""
    return balance_fen(money.book, "fund_bank") * INTEREST_FEN_A_QUARTER // 1_000
