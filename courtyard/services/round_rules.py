"""What every deed of a round asks of it: that it is open, that what a phone says of time can be, that ids are fresh."""

from datetime import datetime, timedelta

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.services.models import Round

LASTS = timedelta(days=7)
"""From when it begins until the last item is looked at. What was seen by then may arrive later."""
SKEW = timedelta(minutes=5)
"""By how much a phone's clock may differ from ours."""


class UsedId(Refusal):
    says = sentence("This was already sent, as something else. Nothing was changed. Open the round anew.")


class RoundOver(Refusal):
    says = sentence("This round is finished, and what was found stands. To look again, begin a new round.")


class RoundWasDropped(Refusal):
    says = sentence("This round was dropped and takes nothing any more. Begin a new one.")


class NotInTheRound(BadInput):
    says = sentence(
        "The phone’s clock says {seen}, and this round began {begun} and lasts {days} days. Put the phone’s clock "
        "right, or begin a new round."
    )
    field = "seen_at"


class InTheFuture(BadInput):
    says = sentence("The phone’s clock says {seen}, which is still to come. Put the phone’s clock right.")
    field = "seen_at"


def require_in_the_round(one: Round, moment: datetime, at: datetime) -> None:
    """What a phone says about time: not before the round, not long after, not in the future."""
    if moment > at + SKEW:
        raise InTheFuture(seen=moment)
    if not one.begun_at - SKEW <= moment <= one.begun_at + LASTS:
        raise NotInTheRound(seen=moment, begun=one.begun_at, days=LASTS.days)


def require_open(one: Round) -> None:
    if one.dropped_at is not None:
        raise RoundWasDropped
    if one.finished_at is not None:
        raise RoundOver
