"""Neighbours follow what a neighbour made public, or say that it is their trouble, too."""

from datetime import datetime
from uuid import UUID

from courtyard.cases.events import CaseFollowed, CaseUnfollowed
from courtyard.cases.models import Case, Follow
from courtyard.cases.permissions import may_follow, may_unfollow
from courtyard.cases.turns import lock, twice_is_once
from courtyard.core.errors import OutOfTurn
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require


@twice_is_once
@deed
def follow(case_id: UUID, *, me_too: bool, by: Person, at: datetime) -> Follow:
    """Hear how it goes on; with `me_too` it is theirs as well, and counted. Done again, only what changed is."""
    case = lock(case_id)
    require(may_follow, by, case, at)
    before = Follow.objects.filter(case=case, person=by).first()
    if before is not None and before.me_too >= me_too:
        return before
    if not case.is_open() and case.state != Case.State.RESOLVED:
        raise OutOfTurn(Case.State(case.state), Case.State.TRIAGED)
    one = before or Follow(estate_id=case.estate_id, case=case, person=by, since=at)
    one.me_too = me_too
    if before is None:
        one.save(force_insert=True)
    else:
        one.save(update_fields=["me_too"])
    if me_too:
        case.voices += 1
        case.save(update_fields=["voices"])
    record(CaseFollowed(me_too=me_too), node=case.estate_id, about=case.pk, by=by, at=at)
    return one


@deed
def unfollow(case_id: UUID, *, by: Person, at: datetime) -> Case:
    """Hear of it no longer."""
    case = lock(case_id)
    require(may_unfollow, by, case, at)
    one = Follow.objects.filter(case=case, person=by).first()
    if one is None:
        return case
    if one.me_too:
        case.voices -= 1
        case.save(update_fields=["voices"])
    one.delete()
    record(CaseUnfollowed(), node=case.estate_id, about=case.pk, by=by, at=at)
    return case
