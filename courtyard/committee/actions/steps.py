"""A step is done by a deed of another noun: a filing accepted, a handover finished, a first meeting held."""

from datetime import date, datetime
from uuid import UUID

from courtyard.committee.actions.stepping import _finish, _follow, _take_and_record
from courtyard.committee.locks import lock_formation
from courtyard.committee.models import Formation
from courtyard.committee.permissions.formation import may_mark_step
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, require


@deed
def mark_step(
    formation_id: UUID, name: str, *, on: date, by: Person, at: datetime, words: str = "", link: str = ""
) -> Formation:
    """Done once is done; a step that the formation does not have is nobody's."""
    formation = lock_formation(formation_id)
    require(may_mark_step, by, formation, at)
    step = formation.steps.select_for_update(no_key=True).filter(name=name).first()
    if step is None or step.done_on is not None or not formation.is_running:
        return formation
    _take_and_record(formation, step, on=on, by=by, at=at, words=words, link=link)
    _follow(formation, at)
    _finish(formation, on=on, by=by, at=at)
    return formation
