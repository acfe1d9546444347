"""The wall is kept from a day on."""

from datetime import date, datetime

from courtyard.disclosure.events import WallOpened
from courtyard.disclosure.models import Wall
from courtyard.disclosure.permissions import may_open_wall
from courtyard.people.models import Person
from courtyard.places.locks import lock_estate
from courtyard.places.models import Estate
from courtyard.trail.deeds import deed, record, require


@deed
def open_wall(estate: Estate, *, since: date, by: Person, at: datetime) -> Wall:
    """From now on what is not up by its day is late. Opened again, it stays as it was."""
    estate = lock_estate(estate.pk)
    require(may_open_wall, by, estate, at)
    before = Wall.objects.filter(pk=estate.pk).first()
    if before is not None:
        return before
    wall = Wall.objects.create(estate=estate, since=since, opened_at=at)
    record(WallOpened(since=since), node=estate.pk, about=estate.pk, by=by, at=at)
    return wall
