"""Cases for tests, brought through the real deeds to the state a test begins in."""

import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from PIL import Image

from courtyard.cases import actions
from courtyard.cases.actions import Filing
from courtyard.cases.models import Case
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.people.models import Office, Person
from courtyard.people.tests import build as people
from courtyard.trail.models import Line

WORDS = "三楼楼道灯不亮，晚上看不清台阶，怕老人摔跤。"
AN_HOUR_LATER = MONDAY_9AM + timedelta(hours=1)
TUESDAY_9AM = MONDAY_9AM + timedelta(days=1)


CLOCKS = (
    "cases.registers",
    "cases.telling",
    "cases.views.above",
    "cases.views.case",
    "cases.views.desk",
    "cases.views.filing",
    "cases.views.incidents",
    "cases.views.pages",
    "web.context",
)


def set_clocks(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Every page thinks it is that moment."""
    for module in CLOCKS:
        monkeypatch.setattr(f"courtyard.{module}.now", lambda: moment)


def filing(court: Court, **more: Any) -> Filing:
    """A form about the dark stairs of Building 1."""
    given: dict[str, Any] = {"estate": court.estate, "category": "power", "words": WORDS, "place": court.building}
    return Filing(**(given | more))


def filed(court: Court, by: Person | None = None, at: datetime = MONDAY_9AM, **more: Any) -> Case:
    return actions.file(filing(court, **more), by=by or court.lin, at=at)


def triaged(court: Court, party: str = "wu", handler: Person | None = None, **more: Any) -> Case:
    case = filed(court, **more)
    return actions.triage(
        case.pk, by=court.desk, at=AN_HOUR_LATER, party=party, handler=handler, words="收到，今天派人来看。"
    )


def resolved(court: Court, **more: Any) -> Case:
    case = triaged(court, **more)
    return actions.resolve(case.pk, by=court.bai, at=TUESDAY_9AM, words="换了声控灯，试了三次都亮。")


def closed(court: Court, **more: Any) -> Case:
    case = resolved(court, **more)
    return actions.confirm(case.pk, by=court.lin, at=TUESDAY_9AM + timedelta(hours=2), rating=4, words="谢谢")


def photograph(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options: Any) -> io.BytesIO:
    """A grey picture of this format, as a camera might send it."""
    stream = io.BytesIO()
    Image.new("RGB", size, "#889988").save(stream, kind, **options)
    stream.seek(0)
    stream.name = f"photo.{kind.lower()}"
    return stream


def convenor(court: Court) -> Person:
    """Who convenes the residential area of Plum Court."""
    one = people.person("松召集", court.area)
    people.office(one, court.area, Office.Kind.CONVENOR)
    return one


def said(case: Case) -> list[str]:
    """What the record says about a case, in order."""
    return [line.kind.removeprefix("cases.") for line in Line.objects.about(case.pk)]
