"""What the clerk does for plans of works: lays out the turns ahead, and ends plans whose contract ended."""

import logging
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext

from courtyard.core.errors import Refusal
from courtyard.people.models import CLERK
from courtyard.services.actions.works import AHEAD, carry_work_on, end_work, lay_out_turns
from courtyard.services.models import Work
from courtyard.services.queries import works as queries

AT_ONCE = 100
log = logging.getLogger(__name__)


def lay_out(at: datetime) -> bool:
    """A batch of works, each by itself. Says whether more are waiting."""
    waiting = queries.to_lay_out(localdate(at) + AHEAD, AT_ONCE)
    laid = 0
    for pk in waiting:
        try:
            laid += bool(lay_out_turns(pk, by=CLERK, at=at))
        except Refusal as refusal:
            log.warning("no turns were laid out for work %s: %s", pk, refusal)
    return len(waiting) == AT_ONCE and laid > 0


def end_over(at: datetime) -> bool:
    """A batch of works whose contract ended: with the same company they go on. Says whether more are waiting."""
    over = queries.of_ended_contracts(AT_ONCE)
    with translation.override(settings.LANGUAGE_CODE):  # why it ended stands there in the place's language
        why = gettext("The contract has ended.")
    ended = 0
    for work in Work.objects.filter(pk__in=over).select_related("contract", "estate__node"):
        try:
            if queries.goes_on(work, queries.day_of(work.estate, at)):
                carry_work_on(work.pk, by=CLERK, at=at)
            else:
                end_work(work.pk, last_day=work.contract.ended_on or localdate(at), reason=why, by=CLERK, at=at)
            ended += 1
        except Refusal as refusal:
            log.warning("work %s was not ended: %s", work.pk, refusal)
    return len(over) == AT_ONCE and ended > 0
