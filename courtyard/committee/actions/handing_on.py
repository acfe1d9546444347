"""A re-election group begins the handover to the housing office, within its own deed."""

from datetime import date, datetime

from courtyard.committee.actions.handover import begin_handover
from courtyard.committee.models import Committee, Formation
from courtyard.people.models import Person


def _begin_office_handover(formation: Formation, *, on: date, by: Person, at: datetime) -> None:
    """Documents and seals of the committee whose term ends go to the housing office within ten days (上海 art 29)."""
    terms = Committee.objects.filter(estate=formation.estate_id, state__in=(Committee.State.IN_OFFICE, "ended"))
    giver = terms.order_by("-number").first()
    if giver is not None:
        begin_handover(formation, giver, on=on, by=by, at=at)
