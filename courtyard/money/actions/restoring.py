"""A notice to top up the fund is met once no home of its part lacks anything: the books say so by themselves."""

from collections.abc import Sequence
from datetime import date, datetime

from courtyard.money.events.top_ups import TopUpReopened, TopUpRestored
from courtyard.money.models import Book, Entry, Posting, TopUpNotice
from courtyard.money.parts import HOMES
from courtyard.money.permissions.top_ups import may_restore_top_ups
from courtyard.money.queries.top_ups import homes_in, part_said, standing_of
from courtyard.money.top_up_duties import DECIDE, RESTORE, done, owe_restoring
from courtyard.people.models import Person
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require


@deed
def restore_top_ups(book: Book, day: date, *, by: Person, at: datetime) -> list[TopUpNotice]:
    """What was entered on that day may have been the last that was missing. The books are locked by then."""
    require(may_restore_top_ups, by)
    standing = standing_of(book.pk)
    if not standing:
        return []
    homes = homes_in(book, rules_of(book.estate).hours.day_of(at))
    met = [one for one in standing if homes.meets(one)]
    for one in met:
        one.estate, one.restored_on = book.estate, max(day, one.noticed_on)
        one.save(update_fields=["restored_on"])
        for kind in (DECIDE, RESTORE):
            done(one, kind, at, evidence=one.pk)
        record(TopUpRestored(part=part_said(one), on=one.restored_on), node=book.pk, about=one.pk, by=by, at=at)
    return met


@deed
def reopen_top_ups(book: Book, taken_back: Sequence[Entry], *, by: Person, at: datetime) -> list[TopUpNotice]:
    """A home that had something by entries that were taken back lacks it again: the notice that was met stands anew."""
    require(may_restore_top_ups, by)
    met = TopUpNotice.objects.filter(
        estate=book.pk, restored_on__gte=min(one.day for one in taken_back), withdrawn_at__isnull=True
    )
    rows = list(met.select_related("building", "decision").order_by("-noticed_on", "-pk"))
    credited = Posting.objects.filter(entry__in=[one.pk for one in taken_back], credit__key=HOMES)
    had = set(credited.values_list("credit__home", flat=True)) if rows else set()
    if not had:
        return []
    homes, standing = homes_in(book, rules_of(book.estate).hours.day_of(at)), standing_of(book.pk)
    again = [one for one in rows if not _follows(one, standing) and had.intersection(homes.lacking([one]))]
    for one in again:
        one.estate, one.restored_on = book.estate, None
        one.save(update_fields=["restored_on"])
        owe_restoring(one, at, taken_back[0].pk)
        record(TopUpReopened(part=part_said(one)), node=book.pk, about=one.pk, by=by, at=at)
    return again


def _follows(one: TopUpNotice, standing: Sequence[TopUpNotice]) -> bool:
    """Whether owners were told anew meanwhile: then that notice is the one they go by."""
    return any(other.building_id == one.building_id and other.noticed_on >= one.noticed_on for other in standing)
