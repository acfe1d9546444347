"""Canvassers note a visit, from a closed list; the notes go when the result is certified. Reminders."""

from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from courtyard.assembly.events import CanvasserNoted, VotersReminded
from courtyard.assembly.locks import in_state, lock
from courtyard.assembly.models import Assembly, Contact, Head
from courtyard.assembly.permissions import may_note_contact, may_remind
from courtyard.assembly.queries.ballots import not_voted
from courtyard.assembly.taking import require_open
from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require


class NoSuchNote(BadInput):
    says = sentence("Choose one of the notes in the list. Nothing else about a visit is kept.")
    field = "kind"


class RemindedToday(Refusal):
    says = sentence("Those who have not voted were reminded today already. Once a day is enough.")


class NobodyLeft(Refusal):
    says = sentence("Everybody has voted. There is nobody to remind.")


@deed
def note_contact(assembly_id: UUID, *, head: UUID, kind: str, by: Person, at: datetime) -> Contact:
    """Nobody was in, come again, wants paper: nothing else, and nothing about how anybody means to vote."""
    one = lock(assembly_id)
    require(may_note_contact, by, one, at)
    in_state(one, (Assembly.State.FROZEN,), Assembly.State.FROZEN)
    if kind not in Contact.Kind.values:
        raise NoSuchNote
    if not Head.objects.filter(pk=head, assembly=one).exists():
        raise NotThere
    noted = Contact.objects.create(estate=one.estate, assembly=one, head_id=head, kind=Contact.Kind(kind), by=by, at=at)
    record(CanvasserNoted(), node=one.estate_id, about=one.pk, by=by, at=at)
    return noted


@deed
def remind(assembly_id: UUID, *, by: Person, at: datetime) -> int:
    """Those who have not voted are told once more, at most once a day. Nobody learns who they are."""
    one = lock(assembly_id)
    require(may_remind, by, one, at)
    require_open(one)
    if one.reminded_at and localdate(one.reminded_at) == localdate(at):
        raise RemindedToday
    left = not_voted(one).count()
    if not left:
        raise NobodyLeft
    one.reminded_at = at
    one.save(update_fields=["reminded_at"])
    record(VotersReminded(heads=left), node=one.estate_id, about=one.pk, by=by, at=at)
    return left
