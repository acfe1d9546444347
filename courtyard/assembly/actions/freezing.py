"""A freeze is pushed down by whoever forms the re-election group, and ends with it."""

from datetime import datetime
from uuid import UUID

from courtyard.assembly.events import DecisionsFrozen, DecisionsThawed
from courtyard.assembly.freezes import freeze_of
from courtyard.assembly.models import REASON_MAX, Freeze
from courtyard.assembly.permissions import may_freeze, may_thaw
from courtyard.people.models import Person
from courtyard.places.models import Estate
from courtyard.trail.deeds import deed, record, require


@deed
def freeze(estate: Estate, *, about: UUID, why: str, article: str, by: Person, at: datetime) -> Freeze:
    """From now on frozen matters are refused. Frozen twice is frozen once."""
    require(may_freeze, by, estate, at)
    Estate.objects.select_for_update(no_key=True).get(pk=estate.pk)
    before = freeze_of(estate, at)
    if before is not None:
        return before
    one = Freeze.objects.create(
        estate=estate, about=about, why=why[:REASON_MAX], article=article[:160], since=at, begun_by=by
    )
    record(DecisionsFrozen(why=one.why, article=one.article), node=estate.pk, about=one.pk, by=by, at=at)
    return one


@deed
def thaw(estate: Estate, *, about: UUID, by: Person, at: datetime) -> Freeze | None:
    """The freeze that this brought is over. Without one nothing happens."""
    require(may_thaw, by, estate, at)
    one = Freeze.objects.select_for_update(no_key=True).filter(estate=estate, about=about, until__isnull=True).first()
    if one is None:
        return None
    one.until = max(at, one.since)
    one.save(update_fields=["until"])
    record(DecisionsThawed(), node=estate.pk, about=one.pk, by=by, at=at)
    return one
