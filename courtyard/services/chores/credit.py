"""What the clerk does for companies' credit by the clock. Every deed is harmless twice."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from courtyard.core.errors import Refusal
from courtyard.people.models import CLERK
from courtyard.services.actions.credit import expire_points, publish_points
from courtyard.services.queries import credit

log = logging.getLogger(__name__)


def publish(at: datetime) -> bool:
    """Points to which nobody objected in time."""
    return _each(credit.to_publish(at), publish_points, at)


def expire(at: datetime) -> bool:
    """Points that are old enough."""
    return _each(credit.to_expire(localdate(at)), expire_points, at)


def _each(some: Sequence[UUID], deed: Callable[..., Any], at: datetime) -> bool:
    """Says whether more are waiting. One that is refused waits for its next round and keeps nobody else up."""
    done = 0
    for points in some:
        try:
            deed(points, by=CLERK, at=at)
            done += 1
        except Refusal as refusal:
            log.warning("points %s were left as they are: %s", points, type(refusal).__name__)
    return len(some) == credit.AT_ONCE and done > 0
