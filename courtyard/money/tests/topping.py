"""Topping up the fund, for tests: houses whose homes have little, a notice, a decision, a payment."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from courtyard.assembly.models import Assembly, Decision
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.duties.models import Duty
from courtyard.money.actions.top_up_payments import PaidIn, receive_top_up
from courtyard.money.actions.top_ups import Deciding, Telling, decide_top_up, notice_top_up
from courtyard.money.models import TopUpNotice, TopUpPayment
from courtyard.money.tests.build import TODAY
from courtyard.money.tests.test_fund import taken
from courtyard.places.models import Building, Home
from courtyard.places.tests import build as places
from courtyard.services.tests.contracting import decided

FIRST_FEN, LOW_FEN, ENOUGH_FEN = 10_000_00, 1_000_00, 9_001_00
DECIDE_BY, RESTORE_BY = date(2026, 9, 7), date(2026, 12, 7)
"""90 days after the eighth of June, and 90 after those; both end on a Sunday, so on the Monday after."""


def low_houses(court: Court, houses: Mapping[str, tuple[int, int]]) -> dict[str, list[Home]]:
    """New houses by their names, each with so many homes, of which so many have a tenth of their first deposit."""
    found, rows = {}, []
    for name, (homes, low) in houses.items():
        there = list(places.building(court.estate, name, homes).homes.order_by("name"))
        fens = [LOW_FEN if number < low else ENOUGH_FEN for number in range(homes)]
        rows += [f"{name},{one.name},{FIRST_FEN // 100},{fen // 100}" for one, fen in zip(there, fens, strict=True)]
        found[name] = there
    taken(court, "\n".join(["楼号,室号,首期交存,余额", *rows, ""]))
    return found


def low_house(court: Court, homes: int = 12, low: int = 2) -> list[Home]:
    return low_houses(court, {"8号楼": (homes, low)})["8号楼"]


def house(court: Court, name: str = "8号楼") -> Building:
    return Building.objects.get(estate=court.estate, name=name)


def told(court: Court, **given: Any) -> TopUpNotice:
    """The committee tells the owners of the whole estate today."""
    by, at = given.pop("by", court.yan), given.pop("at", MONDAY_9AM)
    columns: dict[str, Any] = {"estate_id": court.estate.pk, "day": TODAY, "words": "余额不足三成，请大家商量怎么补。"}
    return notice_top_up(Telling(**(columns | given)), by=by, at=at)


def raised(court: Court, building: Building | None = None, **given: Any) -> Decision:
    """The owners decided on raising the fund, all of them or those of one house."""
    one = decided(court, **({"title": "续筹维修资金", "matter": "fund-raise"} | given))
    if building is not None:
        Assembly.objects.filter(pk=one.motion.assembly_id).update(scope="building", building=building)
    return one


def settled(court: Court, one: TopUpNotice, decision: Decision | None = None, **given: Any) -> TopUpNotice:
    by = given.pop("by", court.yan)
    columns: dict[str, Any] = {"percent": 60, "until": date(2026, 10, 31)} | given
    ground = ("assembly", (decision or raised(court)).pk)
    return decide_top_up(one.pk, Deciding(**({"ground": ground} | columns)), by=by, at=MONDAY_9AM)


def paid_in(court: Court, home: Home, fen: int = 4_000_00, **given: Any) -> TopUpPayment:
    by, at = given.pop("by", court.yan), given.pop("at", MONDAY_9AM)
    columns: dict[str, Any] = {"estate_id": court.estate.pk, "home_id": home.pk, "fen": fen, "day": TODAY}
    return receive_top_up(PaidIn(**(columns | given)), by=by, at=at)


def duties(one: TopUpNotice) -> list[tuple[str, date, str]]:
    """What the committee owes by a notice: what, by when, and how it stands."""
    rows = Duty.objects.filter(about=one.pk).order_by("due_at", "pk")
    return [(duty.kind, duty.due_at.date(), str(duty.state(MONDAY_9AM))) for duty in rows]


def again(one: TopUpNotice) -> TopUpNotice:
    one.refresh_from_db()
    return one
