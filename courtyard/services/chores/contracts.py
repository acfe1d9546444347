"""What the clerk does for contracts by the clock: those whose day is over end, or run on. Harmless twice."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext

from courtyard.core.errors import Refusal
from courtyard.people.models import CLERK
from courtyard.services.actions.contract_ending import end_contract, run_on
from courtyard.services.models import Contract
from courtyard.services.queries.contracts import binding

AT_ONCE = 200
DAY = timedelta(days=1)
S = Contract.State
log = logging.getLogger(__name__)


def close_over(at: datetime) -> bool:
    """Contracts whose last day is past. Says whether more are waiting."""
    today = localdate(at)
    told = Q(state__in=Contract.LIVING, leaves_on__lt=today)
    over = told | Q(state=S.SIGNED, leaves_on__isnull=True, ends_on__lt=today)
    rows = list(Contract.objects.filter(over).select_related("estate__node", "company").order_by("ends_on")[:AT_ONCE])
    with translation.override(settings.LANGUAGE_CODE):  # why it ended stands on the record, in the place's language
        done = [_close(one, at) for one in rows]
    return len(rows) == AT_ONCE and any(done)


def _close(one: Contract, at: datetime) -> bool:
    try:
        if one.leaves_on is None and one.kind != Contract.Kind.TEMPORARY and not _is_followed(one):
            run_on(one.pk, by=CLERK, at=at)
        else:
            end_contract(one.pk, on=one.leaves_on or one.ends_on, reason=_why(one), by=CLERK, at=at)
    except Refusal as refusal:
        log.warning("a contract of %s was not closed: %s", one.estate.node.code, refusal)
        return False
    return True


def _is_followed(one: Contract) -> bool:
    """Another contract begins the day after."""
    return any(other.starts_on == one.ends_on + DAY for other in binding(one.estate, besides=one.pk))


def _why(one: Contract) -> str:
    if one.dismissed_by_id is not None:
        return gettext("The owners decided to end it.")
    if one.leaving_told_on is not None:
        return gettext("The company left.")
    if one.leaves_on is not None:
        return gettext("Another contract took its place.")
    return gettext("Its term is over.")
