"""What is seen of each item, its photographs, and what fails reported to the desk.

A phone sends each of these when it can, and again when it is not sure: the same id is the same deed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from courtyard.cases import actions as cases
from courtyard.cases.models import Case
from courtyard.cases.pictures import Kept
from courtyard.cases.rules import categories
from courtyard.cases.turns import twice_is_once
from courtyard.cases.upkeep import own
from courtyard.core.errors import BadInput, Refusal, TooLarge, sentence
from courtyard.core.events import Event
from courtyard.people.models import Person
from courtyard.services.events.inspections import (
    FindingCorrected,
    FindingOvertaken,
    FindingPhotoAdded,
    FindingPhotoCleared,
    FindingPhotoHidden,
    FindingRecorded,
    FindingReported,
)
from courtyard.services.locks.inspections import lock_finding, lock_finding_photo, lock_round
from courtyard.services.models import Finding, FindingPhoto, Item, Round
from courtyard.services.models.inspection import PHOTOS_MAX, SENT_AS_MAX
from courtyard.services.models.standard import WORDS_MAX
from courtyard.services.permissions.inspections import (
    may_add_photo,
    may_clear_photo,
    may_finding_to_case,
    may_hide_photo,
    may_record_finding,
)
from courtyard.services.round_rules import UsedId, require_in_the_round, require_open
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id


class NotOnTheRound(BadInput):
    says = sentence(
        "This item is not looked at on this round. What is looked at was fixed when the round began; begin another "
        "round for other items."
    )
    field = "item"


class NoSuchOutcome(BadInput):
    says = sentence("Choose whether it passes, fails, or could not be looked at.")
    field = "outcome"


class FailsWithoutNote(BadInput):
    says = sentence("Say what is wrong, so that it can be put right.")
    field = "note"


class UnseenWithoutReason(BadInput):
    says = sentence("Say why it could not be looked at.")
    field = "note"


class LongNote(TooLarge):
    says = sentence("You wrote {n} characters, and there is room for {most}.")
    field = "note"


class TooOftenCorrected(Refusal):
    says = sentence("This item was corrected {most} times on this round. Begin a new round for it.")


class ReportedAlready(Refusal):
    says = sentence(
        "This item was reported as a request already, so it stays as failed on this round. Say in the request that it "
        "was a mistake, and withdraw it there."
    )


class NothingFound(Refusal):
    says = sentence("Say first what you found of this item; then its photos can be added.")


class TooManyPhotos(TooLarge):
    says = sentence("There are {most} photos of this item already, and no more can be added.")
    field = "photos"


class PhotoGone(BadInput):
    says = sentence("The photo was kept too long and has been deleted. Please choose it again.")
    field = "photos"


class NobodyLooked(BadInput):
    """A photograph is published after somebody looked, never unasked."""

    says = sentence(
        "A photo with a face, a door number or a number plate is not published. Look at it, and confirm that none is "
        "in it."
    )
    field = "cleared"


class DoesNotFail(Refusal):
    says = sentence("Only what fails becomes a request. This item was found otherwise.")


class NoCategory(BadInput):
    says = sentence("Choose what it is about, so that it comes to those who can put it right.")
    field = "category"


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was seen of an item, as the phone keeps it. Its `id` makes what is sent twice one deed."""

    item: UUID
    outcome: str
    seen_at: datetime
    note: str = ""
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, kw_only=True)
class Shot:
    """A photograph of an item, re-encoded and kept. `cleared`: the inspector looked, and it shows nobody."""

    item: UUID
    file: Kept
    sent_sha256: str = ""
    cleared: bool = False
    id: UUID = field(default_factory=new_id)


@twice_is_once
@deed
def record_finding(round_id: UUID, seen: Seen, *, by: Person, at: datetime) -> Finding:
    """The item passes, fails, or could not be looked at. Said anew on an open round, what was seen last stands."""
    one = lock_round(round_id)
    require(may_record_finding, by, one, at)
    before = one.findings.select_related("item").filter(item=seen.item).first()
    if before is not None and before.is_said_under(seen.id):
        return before
    _require_fresh(seen.id, one)
    item = _check_seen(seen, one, at)
    there, event = _first(one, item, seen, at) if before is None else _again(before, seen, at)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return there


def _require_fresh(key: UUID, one: Round) -> None:
    """An id stands for one finding of one item. Raises UsedId."""
    others = [found for found in one.findings.all() if found.is_said_under(key)]
    if others or Finding.objects.filter(pk=key).exists():
        raise UsedId


def _check_seen(seen: Seen, one: Round, at: datetime) -> Item:
    require_open(one)
    if seen.item.hex not in one.items:
        raise NotOnTheRound
    if seen.outcome not in Finding.Outcome.values:
        raise NoSuchOutcome
    note = seen.note.strip()
    if len(note) > WORDS_MAX:
        raise LongNote(n=len(note), most=WORDS_MAX)
    if not note and seen.outcome == Finding.Outcome.FAIL:
        raise FailsWithoutNote
    if not note and seen.outcome == Finding.Outcome.UNSEEN:
        raise UnseenWithoutReason
    require_in_the_round(one, seen.seen_at, at)
    return Item.objects.get(pk=seen.item)


def _first(one: Round, item: Item, seen: Seen, at: datetime) -> tuple[Finding, Event]:
    found = Finding.objects.create(
        id=seen.id, estate=one.estate, round=one, item=item, outcome=seen.outcome, note=seen.note.strip(),
        seen_at=seen.seen_at, received_at=at,
    )  # fmt: skip
    event = FindingRecorded(
        finding=found.pk, item=item.code, what=item.what, outcome=found.outcome, seen_at=found.seen_at, note=found.note
    )
    return found, event


def _again(found: Finding, seen: Seen, at: datetime) -> tuple[Finding, Event]:
    """The row stays, with its photographs. What was seen earlier and comes later changes nothing but is remembered."""
    if len(found.sent_as) >= SENT_AS_MAX:
        raise TooOftenCorrected(most=SENT_AS_MAX)
    last, before = found.sent_as[-1] if found.sent_as else found.pk.hex, found.outcome
    same: dict[str, Any] = {
        "finding": found.pk, "said": seen.id, "item": found.item.code, "what": found.item.what,
        "outcome": seen.outcome, "seen_at": seen.seen_at, "note": seen.note.strip(),
    }  # fmt: skip
    if (seen.seen_at, seen.id.hex) < (found.seen_at, last):
        found.sent_as = [seen.id.hex, *found.sent_as]
        found.save(update_fields=["sent_as"])
        return found, FindingOvertaken(**same)
    if found.case_id is not None and seen.outcome != Finding.Outcome.FAIL:
        raise ReportedAlready
    found.sent_as = [*found.sent_as, seen.id.hex]
    found.outcome, found.note = seen.outcome, seen.note.strip()
    found.seen_at, found.received_at = seen.seen_at, at
    found.save(update_fields=["sent_as", "outcome", "note", "seen_at", "received_at"])
    return found, FindingCorrected(before=before, **same)


@twice_is_once
@deed
def add_photo(round_id: UUID, shot: Shot, *, by: Person, at: datetime) -> FindingPhoto:
    """A photograph of what was found. Unless the inspector confirms that it shows nobody, the public never sees it."""
    one = lock_round(round_id)
    require(may_add_photo, by, one, at)
    before = FindingPhoto.objects.select_related("finding").filter(pk=shot.id).first()
    if before is not None:
        return _the_same_photo(before, one, shot)
    require_open(one)
    if shot.item.hex not in one.items:
        raise NotOnTheRound
    found = one.findings.select_related("item").filter(item=shot.item).first()
    if found is None:
        raise NothingFound
    if found.photos.count() >= PHOTOS_MAX:
        raise TooManyPhotos(most=PHOTOS_MAX)
    if not own([shot.file]):
        raise PhotoGone
    photo = FindingPhoto.objects.create(
        id=shot.id, estate=one.estate, finding=found, file=shot.file.file, thumbnail=shot.file.thumbnail,
        width=shot.file.width, height=shot.file.height, sha256=shot.file.sha256, sent_sha256=shot.sent_sha256,
        cleared=shot.cleared,
    )  # fmt: skip
    event = FindingPhotoAdded(
        photo=photo.pk, finding=found.pk, what=found.item.what, sha256=photo.sha256, cleared=photo.cleared
    )
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return photo


def _the_same_photo(before: FindingPhoto, one: Round, shot: Shot) -> FindingPhoto:
    """The file that came along is nobody's, and its keeper takes it away. Raises UsedId for another picture."""
    here = (before.finding.round_id, before.finding.item_id, before.sent_sha256)
    if here != (one.pk, shot.item, shot.sent_sha256):
        raise UsedId
    return before


@deed
def clear_photo(photo_id: UUID, *, looked: bool, by: Person, at: datetime) -> FindingPhoto:
    """Somebody who answers for it looked and confirms: no face, no door number, no number plate."""
    photo = lock_finding_photo(photo_id)
    one = photo.finding.round
    require(may_clear_photo, by, one, at)
    if not looked:
        raise NobodyLooked
    if photo.cleared:
        return photo
    photo.cleared = True
    photo.save(update_fields=["cleared"])
    event = FindingPhotoCleared(photo=photo.pk, what=photo.finding.item.what)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return photo


@deed
def hide_photo(photo_id: UUID, *, by: Person, at: datetime) -> FindingPhoto:
    """It shows somebody after all: from now on only those who answer for it see it."""
    photo = lock_finding_photo(photo_id)
    one = photo.finding.round
    require(may_hide_photo, by, one, at)
    if not photo.cleared:
        return photo
    photo.cleared = False
    photo.save(update_fields=["cleared"])
    event = FindingPhotoHidden(photo=photo.pk, what=photo.finding.item.what)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return photo


@deed
def finding_to_case(
    finding_id: UUID, *, category: str = "", public: bool = False, photos: Sequence[Kept] = (), by: Person, at: datetime
) -> Case:
    """What fails becomes a request at the joint desk, once. `photos` are copies of those that show nobody."""
    found = lock_finding(finding_id)
    one = found.round
    require(may_finding_to_case, by, one, at)
    if found.case is not None:
        return found.case
    if found.outcome != Finding.Outcome.FAIL:
        raise DoesNotFail
    chosen = category or found.item.category
    if chosen not in dict(categories(one.estate)):
        raise NoCategory
    filing = cases.Filing(
        estate=one.estate, category=chosen, words=f"{found.item.what}：{found.note}", place=one.building,
        public=public, photos=photos,
    )  # fmt: skip
    case = cases.file_seen(filing, by=by, at=at)
    found.case = case
    found.save(update_fields=["case"])
    event = FindingReported(finding=found.pk, what=found.item.what, case=case.pk, number=case.number)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return case
