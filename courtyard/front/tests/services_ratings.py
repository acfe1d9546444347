"""Remarks on the service of an estate of the world in build.py: one that waits, one that is shown."""

from typing import Any

from courtyard.conftest import MONDAY_9AM, Court
from courtyard.services.models import Remark

QUARTER = "2026Q1"


def things(court: Court) -> dict[str, Any]:
    """Of a quarter that is closed: those of a running one are there for nobody."""
    given = {"estate": court.estate, "quarter": QUARTER}
    waiting = Remark.objects.create(**given, words="大堂的灯常不亮。")
    shown = Remark.objects.create(
        **given, words="绿地修得齐。", state=Remark.State.SHOWN, looked_by=court.desk, looked_at=MONDAY_9AM
    )
    return {"remark": waiting.pk, "shown_remark": shown.pk}
