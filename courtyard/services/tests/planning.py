"""What tests of works begin with: a plan under a contract, proofs, files."""

import io
from datetime import date, timedelta
from typing import Any

from PIL import Image

from courtyard.assembly import upkeep
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.services.actions.proofs import Done, Shown, prove_turn
from courtyard.services.actions.works import Plan, Rhythm, plan_work
from courtyard.services.models import Proof, Turn, Work
from courtyard.services.tests import build

TODAY = date(2026, 6, 8)
DAY = timedelta(days=1)


def rhythm(every: int = 15, unit: str = "days", first_on: date = TODAY) -> Rhythm:
    return Rhythm(every=every, unit=unit, first_on=first_on)


def plan(**given: Any) -> Plan:
    columns: dict[str, Any] = {"field": "facilities", "what": "电梯维护保养", "rhythm": rhythm()}
    return Plan(**(columns | given))


def planned(court: Court, *, contract: bool = True, **given: Any) -> Work:
    """Every 15 days from today on, under a contract in force."""
    if contract:
        build.contract(court)
    return plan_work(court.estate.pk, plan(**given), by=court.zhu, at=MONDAY_9AM)


def turns(work: Work) -> list[Turn]:
    return list(work.turns.order_by("number"))


def done(**given: Any) -> Done:
    columns: dict[str, Any] = {"done_on": TODAY, "words": "电梯公司保养三部，换了一根钢丝绳。"}
    return Done(**(columns | given))


def proved(turn: Turn, court: Court, **given: Any) -> Proof:
    return prove_turn(turn.pk, done(**given), by=court.zhu, at=MONDAY_9AM)


def file(court: Court, data: bytes = b"%PDF-1.7 sheet", ending: str = "pdf", name: str = "保养单.pdf") -> Shown:
    return Shown(kept=upkeep.keep(court.estate.pk, data, ending, MONDAY_9AM, "works"), name=name)


def photo_with_place() -> bytes:
    """A JPEG that says where it was taken."""
    stream, exif = io.BytesIO(), Image.Exif()
    exif[0x010F], exif[0x9003] = "SecretCamera", "2026:06:08 09:00:00"
    Image.new("RGB", (40, 30), "green").save(stream, "JPEG", exif=exif)
    return stream.getvalue()
