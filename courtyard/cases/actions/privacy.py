"""What neighbours read of a case, and what is left when somebody's data has to go."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from courtyard.cases.events import CallerForgotten, CaseErased, CaseRedacted
from courtyard.cases.models import Case, CasePhoto, Follow, IncidentFollow
from courtyard.cases.permissions import may_close, may_erase, may_redact
from courtyard.cases.turns import lock, seat_of
from courtyard.cases.upkeep import let_go
from courtyard.core.errors import BadInput, sentence
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require


class NothingLeft(BadInput):
    says = sentence("Leave at least a few words that neighbours can read.")
    field = "words"


@deed
def redact(case_id: UUID, *, words: str, hidden: Collection[UUID], by: Person, at: datetime) -> Case:
    """Names, numbers and faces out of what neighbours read. The original stays for those entitled to it."""
    case = lock(case_id)
    require(may_redact, by, case, at)
    if case.words and not words.strip():
        raise NothingLeft
    case.public_words = "" if words == case.words else words
    case.save(update_fields=["public_words"])
    photos = CasePhoto.objects.filter(case=case)
    photos.filter(pk__in=list(hidden)).update(hidden=True)
    photos.exclude(pk__in=list(hidden)).update(hidden=False)
    event = CaseRedacted(seat=seat_of(by, case, at), photos=photos.filter(hidden=True).count(), words=words)
    record(event, node=case.estate_id, about=case.pk, by=by, at=at, whom=case.reporter_id)
    return case


@deed
def forget_caller(case_id: UUID, *, by: Person, at: datetime) -> Case:
    """Who called was written down to reach them, and the case is long over."""
    case = lock(case_id)
    require(may_close, by, case, at)
    if not case.caller:
        return case
    case.caller = ""
    case.save(update_fields=["caller"])
    record(CallerForgotten(), node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def erase(whose: Person, *, by: Person, at: datetime) -> int:
    """A reporter's words and all photographs of their cases go; numbers, times, ratings and the record stay.

    The files themselves go in the clerk's next round. Returns how many cases were touched.
    """
    cases = list(Case.objects.select_for_update(no_key=True).filter(reporter=whose).order_by("pk"))
    require(may_erase, by, whose, at)
    for case in cases:
        photos = list(CasePhoto.objects.filter(case=case))
        let_go([name for photo in photos for name in (photo.file, photo.thumbnail)], at)
        CasePhoto.objects.filter(case=case).delete()
        case.words = case.public_words = case.where = ""
        case.home = None
        case.save(update_fields=["words", "public_words", "where", "home"])
        record(CaseErased(photos=len(photos)), node=case.estate_id, about=case.pk, by=by, at=at, whom=whose.pk)
    Follow.objects.filter(person=whose).delete()
    IncidentFollow.objects.filter(person=whose).delete()
    return len(cases)
