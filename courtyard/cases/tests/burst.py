"""Many residents who file cases at once through a server that may die under them."""

import io
import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from PIL import Image

from courtyard.conftest import Court
from courtyard.people.models import Person
from courtyard.trail.ids import new_id
from courtyard.web.tests.caller import Caller

FORM = "/e/plum/cases/new/"
PHOTOS = (0, 1, 0, 2, 0, 1)
"""How many the filings have, in turn."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One form as it was sent. Sent again it has the same id."""

    id: UUID
    by: Person
    words: str
    photos: int
    sides: tuple[int, int] = (1600, 1200)

    def fields(self, court: Court) -> dict[str, Any]:
        pictures = [picture(*self.sides) for _ in range(self.photos)]
        place = f"building:{court.building.pk}"
        return {"id": self.id, "category": "power", "words": self.words, "place": place, "photos": pictures}


@dataclass
class Burst:
    """What was sent so far, and where each acknowledged form was told its case is."""

    court: Court
    sent: dict[UUID, Sent] = field(default_factory=dict)
    acknowledged: dict[UUID, str] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._news = threading.Condition()
        self._numbers = count(1)

    @property
    def unanswered(self) -> list[Sent]:
        return [one for one in self.sent.values() if one.id not in self.acknowledged]

    def begin(self, pool: ThreadPoolExecutor, port: int, sessions: Mapping[Person, str]) -> list[Future[None]]:
        """Each of these people files one case after another, until the server dies."""
        return [pool.submit(self._file_until_it_dies, Caller(port, session), who) for who, session in sessions.items()]

    def wait_for(self, more: int) -> None:
        """Until so many more were acknowledged."""
        with self._news:
            enough = len(self.acknowledged) + more
            assert self._news.wait_for(lambda: len(self.acknowledged) >= enough or self.odd, 60)

    def _file_until_it_dies(self, caller: Caller, who: Person) -> None:
        while True:
            one = self._write(who)
            try:
                answer = caller.post(FORM, one.fields(self.court))
            except (OSError, HTTPException):
                return
            self._hear(one, answer.status, answer.location)

    def _write(self, who: Person) -> Sent:
        with self._news:
            number = next(self._numbers)
            one = Sent(new_id(), who, f"第{number}件：楼道灯不亮。", PHOTOS[number % len(PHOTOS)])
            self.sent[one.id] = one
            return one

    def _hear(self, one: Sent, status: int, location: str) -> None:
        with self._news:
            if status == 303:
                self.acknowledged[one.id] = location
            else:
                self.odd.append(f"{status} {location}")
            self._news.notify_all()


def picture(width: int, height: int) -> io.BytesIO:
    """Hard to press together, so that reading and writing it takes its time."""
    stream = io.BytesIO()
    grain = Image.frombytes("L", (width, height), Random(1).randbytes(width * height))
    grain.save(stream, "JPEG", quality=60)
    stream.seek(0)
    stream.name = "photo.jpg"
    return stream
