"""One thing of each kind in Plum Court, so that every address can be walked."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from courtyard.cases.models import CasePhoto
from courtyard.cases.pictures import Kept, read
from courtyard.cases.tests import build as cases
from courtyard.cases.upkeep import keep
from courtyard.conftest import MONDAY_9AM, Court
from courtyard.trail.actions import sign_checkpoint
from courtyard.trail.keys import SigningKey


@dataclass(frozen=True)
class Things:
    """Values for the addresses' parts, by the names that who_may.toml uses."""

    estate: str
    area: str
    number: str
    photo: UUID
    large: str
    building: UUID
    home: UUID
    checkpoint: int
    lin: UUID

    def kwargs(self, parts: Mapping[str, str]) -> dict[str, object]:
        return {part: getattr(self, name) for part, name in parts.items()}


def _photograph(court: Court) -> Kept:
    stream = cases.photograph()
    return keep(court.estate.pk, read(stream, "stairs.jpg", stream.getbuffer().nbytes), MONDAY_9AM)


def things(court: Court, folder: Path) -> Things:
    """A private case of lin's with a photograph, put right by the company and waiting for lin."""
    case = cases.resolved(court, photos=[_photograph(court)])
    checkpoint = sign_checkpoint(key=SigningKey.make(folder / "checkpoint.key"), at=MONDAY_9AM)
    return Things(
        estate=court.estate.code,
        area=court.area.code,
        number=case.number,
        photo=CasePhoto.objects.filter(case=case).values_list("pk", flat=True)[0],
        large="large",
        building=court.building.pk,
        home=court.home.pk,
        checkpoint=checkpoint.number,
        lin=court.lin.pk,
    )
