"""What the clerk does for committees by the clock: elections begin when they are due. Every deed is harmless twice."""

import logging
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localdate

from courtyard.committee.actions.formation import Due, begin_formation
from courtyard.committee.queries import due
from courtyard.committee.queries.due import FallsDue
from courtyard.core.errors import Refusal
from courtyard.people.models import CLERK

AT_ONCE = 200
log = logging.getLogger(__name__)


def begin_due(at: datetime) -> bool:
    """First committees, those whose term ends in half a year, and those to be elected early."""
    on = localdate(at)
    with translation.override(settings.LANGUAGE_CODE):  # why it is due stands on the record, in the place's language
        _begin(due.ending(on, AT_ONCE), at)
        _begin(due.early(on, AT_ONCE), at)
        after: UUID | None = None
        while some := due.without_committee(after, on, AT_ONCE):
            _begin(due.firsts(some, on), at)
            after = some[-1].pk
    return False


def _begin(falling: Iterable[FallsDue], at: datetime) -> None:
    for one in list(falling):
        try:
            begin_formation(Due(estate=one.estate, kind=one.kind, due_on=one.due_on, why=one.why), by=CLERK, at=at)
        except Refusal as refusal:
            log.warning("no election was begun at %s: %s", one.estate.code, refusal)
