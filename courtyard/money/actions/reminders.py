"""Kind reminders: after the day to pay only, at most once a month, and to nobody but whoever owns the home."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, Min, OuterRef

from courtyard.core.errors import Refusal, sentence
from courtyard.core.rulebook.periods import months_after
from courtyard.money.billing import today_of
from courtyard.money.events.fees import HomesReminded
from courtyard.money.locks import lock_book
from courtyard.money.models import Bill, Reminder, Reminding
from courtyard.money.permissions.fees import may_remind
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require

AT_ONCE = 2_000


class NobodyToRemind(Refusal):
    says = sentence("Nobody has to be reminded: nothing is overdue, or who owes something was reminded within a month.")


@deed
def remind(estate_id: UUID, *, by: Person, at: datetime) -> Reminding:
    """Every home with an overdue bill that was not reminded within a month; the clerk tells its owners."""
    book = lock_book(estate_id)
    require(may_remind, by, book.estate, at)
    today = today_of(book, at)
    recent = Reminder.objects.filter(home=OuterRef("home"), reminding__day__gt=months_after(today, -1))
    overdue = Bill.objects.filter(estate=book.pk, taken_back=False, paid_fen__lt=F("fen"), due_on__lt=today)
    homes = overdue.exclude(Exists(recent)).values_list("home").annotate(due_on=Min("due_on")).order_by("home")
    rows = list(homes)
    if not rows:
        raise NobodyToRemind
    one = Reminding.objects.create(estate=book.estate, day=today, homes=len(rows), reminded_by=by, reminded_at=at)
    Reminder.objects.bulk_create(
        (
            Reminder(estate=book.estate, reminding=one, home_id=home, month=today.replace(day=1), due_on=due_on)
            for home, due_on in rows
        ),
        batch_size=AT_ONCE,
    )
    record(HomesReminded(day=today), node=book.pk, about=one.pk, by=by, at=at)
    return one
