"""A motion about the company, last quarter's figures, and a table to compare with, for the world of build.py."""

from datetime import datetime
from typing import Any

from django.utils.timezone import now

from courtyard.conftest import Court
from courtyard.front.tests import calling
from courtyard.services.models import PeerBatch, QualityFigure
from courtyard.services.queries.figures import last_finished


def things(court: Court, at: datetime) -> dict[str, Any]:
    quarter = str(last_finished(court.estate, now()))
    QualityFigure.objects.create(
        estate=court.estate, quarter=quarter, milli=700, low_milli=600, high_milli=800, enough=False, reckoned_at=at
    )
    motion = calling.motion(court, calling.drafted(court, at), "company", at)
    batch = PeerBatch.objects.create(
        node=court.district, name="可比小区.xlsx", source="区里调查", sha256="0" * 64, count=1, loaded_by=court.shi,
        loaded_at=at,
    )  # fmt: skip
    return {
        "quarter": quarter, "company_motion": motion.pk, "district": court.district.code, "peers": batch.pk,
    }  # fmt: skip
