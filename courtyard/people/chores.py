"""What the clerk does for people's privacy by the clock."""

from datetime import datetime, timedelta

from courtyard.people import queries, upkeep
from courtyard.people.actions.privacy import erase
from courtyard.people.actions.registering import discard_import
from courtyard.people.importing import kept
from courtyard.people.models import CLERK, Import
from courtyard.people.retention import BOOKKEEPING

PEOPLE_AT_ONCE = 20
IMPORTS_AT_ONCE = 50
ORPHANED = timedelta(hours=1)


def forget(at: datetime) -> bool:
    """Delete what is kept no longer, a batch of each table."""
    more = [upkeep.sweep(kept.table, at - timedelta(days=kept.days)) for kept in BOOKKEEPING]
    return any(more)


def erase_due(at: datetime) -> bool:
    """Erase those whose home, the last thing that kept their name, is theirs no longer."""
    due = queries.erasures_due(at)[:PEOPLE_AT_ONCE]
    for person in due:
        erase(person, by=CLERK, at=at)
    return len(due) == PEOPLE_AT_ONCE


def sweep_imports(at: datetime) -> bool:
    """Throw previews away whose day is over, and copies that no upload names."""
    waiting = Import.objects.filter(state=Import.State.PREVIEWED, uploaded_at__lt=at - kept.KEEP)
    old = list(waiting.order_by("uploaded_at").values_list("pk", flat=True)[:IMPORTS_AT_ONCE])
    for pk in old:
        discard_import(pk, by=CLERK, at=at)
    since = at - 3 * kept.KEEP
    for estate in Import.objects.filter(uploaded_at__gte=since).values_list("estate", flat=True).distinct():
        wanted = set(Import.objects.filter(estate=estate, state=Import.State.PREVIEWED).values_list("file", flat=True))
        for name in kept.orphans(estate, wanted, at - ORPHANED):
            kept.forget(name)
    return len(old) == IMPORTS_AT_ONCE
