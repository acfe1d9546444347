"""The whole register leaves the house as a file."""

from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from courtyard.core.errors import BadInput, sentence
from courtyard.people.events.registering import RegisterExported
from courtyard.people.importing.export import Owned, lines
from courtyard.people.models import Person
from courtyard.people.permissions.registering import may_export_register
from courtyard.places.models import Estate
from courtyard.trail.deeds import deed, record, require

REASON_MAX = 200


class NoReason(BadInput):
    says = sentence("Say what the register is needed for.")
    field = "reason"


@deed
def export_register(estate_id: UUID, *, reason: str, by: Person, at: datetime) -> list[Owned]:
    """Every home and owner with names and telephones, on record with the reason. Identity numbers are not known."""
    estate = Estate.objects.select_related("node").get(pk=estate_id)
    require(may_export_register, by, estate, at)
    if not reason.strip():
        raise NoReason
    rows = list(lines(estate, localdate(at)))
    homes = len({(row.building, row.entrance, row.home) for row in rows})
    owners = sum(1 for row in rows if row.owner)
    event = RegisterExported(homes=homes, owners=owners, reason=reason.strip()[:REASON_MAX])
    record(event, node=estate.pk, about=estate.pk, by=by, at=at)
    return rows
