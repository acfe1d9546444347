"""How far the clerk has come asking homes to rate: bookkeeping on which no right rests."""

from datetime import datetime
from uuid import UUID

from courtyard.core.quarters import Quarter
from courtyard.places.models import Estate
from courtyard.services.models import RatingQuarter

PLEASE = "services.notice_rate"
"""The notice that asks homes."""


def asked(estate: Estate, quarter: Quarter, at: datetime, up_to: UUID | None) -> None:
    """Up to which resident; None: all of them."""
    given = {"asked_at": at} if up_to is None else {"asked_up_to": up_to}
    RatingQuarter.objects.update_or_create(estate=estate, quarter=str(quarter), defaults=given)
