"""What is to be decided: motions in their order, each with its text, its cost and its papers."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import F

from courtyard.assembly import rules, upkeep
from courtyard.assembly.events import AttachmentAdded, AttachmentDropped, MotionDropped, MotionPut
from courtyard.assembly.freezes import require_thawed
from courtyard.assembly.locks import in_state, lock, lock_motion
from courtyard.assembly.models import NAME_MAX, TITLE_MAX, WORDS_MAX, Assembly, Attachment, Motion
from courtyard.assembly.permissions import may_add_attachment, may_drop_attachment, may_drop_motion, may_put_motion
from courtyard.assembly.texts import text_hash
from courtyard.assembly.upkeep import Kept
from courtyard.core.counting.elections import seats_error
from courtyard.core.errors import BadInput, NotThere, sentence
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

S = Assembly.State
MOTIONS_MAX, ATTACHMENTS_MAX = 20, 10
ELECTION, BY_ELECTION = "committee-election", "committee-by-election"
ELECTS = (ELECTION, BY_ELECTION)
"""Matters whose motion has seats and candidates instead of yes and no (Civil Code art 278, item 3). A by-election fills
the seats that are empty, so their number is no committee's."""
SEATS_MAX, ALTERNATES_MAX = 25, 10


class NoText(BadInput):
    says = sentence("Say what is decided: a title of at most {title} characters and a text of at most {words}.")
    field = "title"


class NoSuchMatter(BadInput):
    says = sentence("Choose what kind of decision this is.")
    field = "matter"


class TooManyMotions(BadInput):
    says = sentence("A vote has at most {most} motions. Begin another vote for the rest.")


class BadSeats(BadInput):
    says = sentence("A committee has an odd number of seats, five or more; three are enough up to 10,000 m². (Art 20)")
    field = "seats"


class TooManyFiles(BadInput):
    says = sentence("A motion has at most {most} files.")
    field = "file"


class LostFile(BadInput):
    says = sentence("The file was kept too long and has been removed. Please choose it again.")
    field = "file"


@dataclass(frozen=True, kw_only=True)
class Text:
    """A motion's text. Its `id`, made with the empty form, makes one form one motion."""

    matter: str
    title: str
    decides: str
    costs: str = ""
    bears: str = ""
    cost_fen: int | None = None
    seats: int = 0
    alternates: int = 0
    tie_break: str = Motion.TieBreak.NONE
    id: UUID = field(default_factory=new_id)


@deed
def put_motion(assembly_id: UUID, text: Text, *, by: Person, at: datetime) -> Motion:
    """Write a motion, or write it anew under its id. The matter fixes the rule it will be counted by."""
    one = lock(assembly_id)
    require(may_put_motion, by, one, at)
    in_state(one, (S.DRAFT,), S.DRAFT)
    matters = rules.book_of(one).matters
    if text.matter not in matters:
        raise NoSuchMatter
    require_thawed(text.matter, one.estate, at)
    _check(text, one)
    motion = Motion.objects.filter(pk=text.id).first()
    if motion is not None and motion.assembly_id != one.pk:
        raise NotThere
    fresh = motion is None
    if motion is None:
        motion = Motion(id=text.id, estate=one.estate, assembly=one, position=_next_position(one))
    columns = {
        "kind": Motion.Kind.ELECTION if text.matter in ELECTS else Motion.Kind.RESOLUTION, "matter": text.matter,
        "rule": matters[text.matter].rule, "title": text.title.strip(), "decides": text.decides.strip(),
        "costs": text.costs.strip(), "bears": text.bears.strip(), "cost_fen": text.cost_fen, "seats": text.seats,
        "alternates": text.alternates, "tie_break": text.tie_break,
    }  # fmt: skip
    for column, value in columns.items():
        setattr(motion, column, value)
    if fresh:
        motion.save(force_insert=True)
    else:
        motion.save(update_fields=list(columns))
    _unreport(one)
    event = MotionPut(
        motion=motion.pk, position=motion.position, matter=motion.matter, rule=motion.rule, title=motion.title,
        text_hash=text_hash(motion),
    )  # fmt: skip
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return motion


def _check(text: Text, one: Assembly) -> None:
    said = (text.decides, text.costs, text.bears)
    if (
        not text.title.strip()
        or not text.decides.strip()
        or len(text.title) > TITLE_MAX
        or max(map(len, said)) > WORDS_MAX
    ):
        raise NoText(title=TITLE_MAX, words=WORDS_MAX)
    elects = text.matter in ELECTS
    if elects != bool(text.seats) or text.seats > SEATS_MAX or not 0 <= text.alternates <= ALTERNATES_MAX:
        raise BadSeats
    if text.matter == ELECTION and seats_error(text.seats, 0 if text.seats < 5 else 10**12):
        raise BadSeats


def _next_position(one: Assembly) -> int:
    last = one.motions.order_by("-position").values_list("position", flat=True).first() or 0
    if last >= MOTIONS_MAX:
        raise TooManyMotions(most=MOTIONS_MAX)
    return last + 1


def _unreport(one: Assembly) -> None:
    """What the convenor was told is not what is voted on any more: it has to be told anew."""
    if one.reported_at:
        one.reported_at = one.replied_at = one.replied_by = None
        one.reply = ""
        one.save(update_fields=["reported_at", "replied_at", "replied_by", "reply"])


@deed
def drop_motion(motion_id: UUID, *, by: Person, at: datetime) -> Assembly:
    """Taken out; those after it move up."""
    one, motion = lock_motion(motion_id)
    require(may_drop_motion, by, one, at)
    in_state(one, (S.DRAFT,), S.DRAFT)
    upkeep.let_go(motion.attachments.values_list("file", flat=True), at)
    gone = motion.pk
    motion.delete()
    for later in one.motions.filter(position__gt=motion.position).order_by("position"):
        later.position = F("position") - 1
        later.save(update_fields=["position"])
    _unreport(one)
    record(MotionDropped(motion=gone, title=motion.title), node=one.estate_id, about=one.pk, by=by, at=at)
    return one


@deed
def add_attachment(motion_id: UUID, *, name: str, kind: str, file: Kept, by: Person, at: datetime) -> Attachment:
    """A paper that belongs to the motion. Its hash is part of what is voted on."""
    one, motion = lock_motion(motion_id)
    require(may_add_attachment, by, one, at)
    in_state(one, (S.DRAFT,), S.DRAFT)
    if motion.attachments.count() >= ATTACHMENTS_MAX:
        raise TooManyFiles(most=ATTACHMENTS_MAX)
    if not upkeep.own(file):
        raise LostFile
    attached = Attachment.objects.create(
        estate=one.estate, motion=motion, name=name.strip()[-NAME_MAX:], kind=kind, file=file.file, size=file.size,
        sha256=file.sha256, added_at=at,
    )  # fmt: skip
    event = AttachmentAdded(motion=motion.pk, name=attached.name, sha256=attached.sha256)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return attached


@deed
def drop_attachment(attachment_id: UUID, *, by: Person, at: datetime) -> Motion:
    found = Attachment.objects.filter(pk=attachment_id).first()
    if found is None:
        raise NotThere
    one, motion = lock_motion(found.motion_id)
    require(may_drop_attachment, by, one, at)
    in_state(one, (S.DRAFT,), S.DRAFT)
    upkeep.let_go([found.file], at)
    name = found.name
    found.delete()
    record(AttachmentDropped(motion=motion.pk, name=name), node=one.estate_id, about=one.pk, by=by, at=at)
    return motion
