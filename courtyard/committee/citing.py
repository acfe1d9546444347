"""What a seal is put on a paper for, and money spent: a decision that was made, in this estate, before the day."""

from datetime import date
from uuid import UUID

from courtyard.assembly.models import Decision
from courtyard.committee.models import Resolution
from courtyard.core.errors import BadInput, sentence
from courtyard.places.models import Estate


class NotDecided(BadInput):
    says = sentence(
        "The committee has not decided “{title}”: more than half of all members have to sign it first, and it must "
        "not be revoked. (上海市住宅物业管理规定第二十六条) Have it signed, or choose another decision."
    )
    field = "decision"


class NotCarried(BadInput):
    says = sentence(
        "The owners did not decide “{title}”: it was not carried, or set aside after an objection. Put it to a vote "
        "again, or choose another decision."
    )
    field = "decision"


class DecidedLater(BadInput):
    says = sentence(
        "“{title}” was decided on {decided} only, and this was done on {day}. Choose the decision that was there "
        "before, or correct the day."
    )
    field = "decision"


class NotOfThisEstate(BadInput):
    says = sentence("This decision was made in another estate. Choose one of this estate.")
    field = "decision"


def cite_resolution(resolution_id: UUID, estate: Estate, on: date) -> Resolution:
    """A decision of the committee that was in force on that day."""
    one = Resolution.objects.filter(pk=resolution_id, estate=estate).first()
    if one is None:
        raise NotOfThisEstate
    if one.state not in Resolution.DECIDED or one.decided_on is None:
        raise NotDecided(title=one.title)
    if one.decided_on > on:
        raise DecidedLater(title=one.title, decided=one.decided_on, day=on)
    return one


def cite_decision(decision_id: UUID, estate: Estate, on: date) -> Decision:
    """A decision of the owners that was in force on that day."""
    one = Decision.objects.filter(pk=decision_id, estate=estate).first()
    if one is None:
        raise NotOfThisEstate
    if not one.carried or one.set_aside:
        raise NotCarried(title=one.title)
    if one.in_force_on > on:
        raise DecidedLater(title=one.title, decided=one.in_force_on, day=on)
    return one
