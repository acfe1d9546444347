"""What the committee decides: put, signed by more than half of all members, posted; or not decided, or revoked."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from courtyard.assembly.freezes import require_thawed
from courtyard.assembly.rules import end_of
from courtyard.committee.events.meetings import (
    ConflictDeclared,
    ResolutionFailed,
    ResolutionPassed,
    ResolutionPosted,
    ResolutionPut,
    ResolutionRevoked,
    ResolutionSigned,
)
from courtyard.committee.locks import lock_committee, lock_resolution
from courtyard.committee.models import (
    REASON_MAX,
    TITLE_MAX,
    WORDS_MAX,
    Committee,
    Conflict,
    Member,
    Resolution,
    Signature,
    Sitting,
)
from courtyard.committee.permissions.resolutions import (
    may_declare_conflict,
    may_fail_resolution,
    may_post_resolution,
    may_put_resolution,
    may_revoke_resolution,
    may_sign_resolution,
)
from courtyard.committee.permissions.terms import is_street, seat_of
from courtyard.committee.queries import resolutions as queries
from courtyard.committee.queries.terms import day_of
from courtyard.core.errors import BadInput, OutOfTurn, Refusal, sentence
from courtyard.duties.actions import Owed, discharge, owe, withdraw
from courtyard.duties.models import Duty
from courtyard.notify.actions import Posting, post
from courtyard.notify.models import TITLE_MAX as BOARD_TITLE_MAX
from courtyard.notify.models import BoardNotice
from courtyard.people.models import CLERK, Person
from courtyard.places.rules import rules_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

S = Resolution.State
DUTY = "committee.resolution"
"""The kind of duty that a decision makes: to post it and to tell the residents' committee."""
POST = sentence("Post the committee’s decision and tell the residents’ committee: {title}")
HANGS = timedelta(days=30)


class NoTitle(BadInput):
    says = sentence("Say in at most {most} characters what it is about.")
    field = "title"


class NoWords(BadInput):
    says = sentence("Write what is decided, in at most {most} characters.")
    field = "words"


class NotHeld(BadInput):
    says = sentence(
        "The committee decides at a meeting. Choose one that was held and for which it is written who came."
    )
    field = "meeting"


class NoQuorum(BadInput):
    says = sentence(
        "{attended} of {seats} members came to this meeting, and more than half have to ({article}). It decides "
        "nothing: call another one."
    )
    field = "meeting"


class NoSuchMatter(BadInput):
    says = sentence("The rules here know no such matter. Choose one of the list, or none.")
    field = "matter"


class KeptOut(Refusal):
    says = sentence(
        "{name} has an interest of their own in this and does not sign it. The other members decide; more than half of "
        "all are needed."
    )


class SignedAlready(Refusal):
    says = sentence("You have signed this already. A signature stays as it is.")


class NoReason(BadInput):
    says = sentence("Say why, in at most {most} characters.")
    field = "words"


class NotAMember(BadInput):
    says = sentence("This person does not sit in the committee.")
    field = "member"


class TooFewSignatures(Refusal):
    says = sentence(
        "{agreed} of {seats} members have signed. {missing} more signatures are missing: a decision needs more than "
        "half of all members ({article}). Until then nothing is decided, and nothing is posted."
    )


class NeedsResolution(BadInput):
    says = sentence("What the committee decided it revokes by another decision of its own. Choose that decision.")
    field = "resolution"


@dataclass(frozen=True, kw_only=True)
class Put:
    """What is put to the committee at which meeting. Its `id`, made with the empty form, makes one form one."""

    committee: Committee
    meeting: UUID
    title: str
    words: str
    matter: str = ""
    item: UUID | None = None
    id: UUID = field(default_factory=new_id)


@deed
def put_resolution(put: Put, *, by: Person, at: datetime) -> Resolution:
    """Something the members sign or not. What is frozen for the owners is frozen for the committee, too."""
    committee = lock_committee(put.committee.pk)
    require(may_put_resolution, by, committee, at)
    before = Resolution.objects.filter(pk=put.id, committee=committee).first()
    if before is not None:
        return before
    title, words = put.title.strip(), put.words.strip()
    if not title or len(title) > TITLE_MAX:
        raise NoTitle(most=TITLE_MAX)
    if not words or len(words) > WORDS_MAX:
        raise NoWords(most=WORDS_MAX)
    sitting = _held(committee, put.meeting)
    _require_matter(put.matter, committee, at)
    one = Resolution.objects.create(
        id=put.id, estate=committee.estate, committee=committee, meeting=sitting.meeting, item=put.item,
        matter=put.matter, title=title, words=words, seats=sitting.seats, put_by=by, put_at=at,
    )  # fmt: skip
    event = ResolutionPut(title=title, words=words, matter=put.matter, meeting=sitting.pk, seats=one.seats)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return one


def _held(committee: Committee, meeting: UUID) -> Sitting:
    """A meeting of this committee that could decide."""
    sitting = Sitting.objects.select_related("meeting").filter(meeting=meeting, committee=committee).first()
    if sitting is None or sitting.held_on is None:
        raise NotHeld
    if not queries.is_quorate(sitting):
        article = queries.article_of(committee.estate)
        raise NoQuorum(attended=sitting.attended, seats=sitting.seats, article=article)
    return sitting


def _require_matter(matter: str, committee: Committee, at: datetime) -> None:
    if matter:
        if matter not in rules_of(committee.estate).matters:
            raise NoSuchMatter
        require_thawed(matter, committee.estate, at)


@deed
def declare_conflict(resolution_id: UUID, member_id: UUID, *, words: str, by: Person, at: datetime) -> Conflict:
    """A member's own interest keeps them out of this one. A signature given before is taken back."""
    resolution = lock_resolution(resolution_id)
    member = Member.objects.sitting().filter(committee=resolution.committee_id, pk=member_id).first()
    if member is None:
        raise NotAMember
    require(may_declare_conflict, by, resolution, member, at)
    before = Conflict.objects.filter(resolution=resolution, member=member).first()
    if before is not None:
        return before
    _in_state(resolution, S.DRAFT)
    said = _reason(words)
    taken_back, _ = Signature.objects.filter(resolution=resolution, member=member).delete()
    one = Conflict.objects.create(
        estate=resolution.estate, resolution=resolution, member=member, name=member.name, words=said, declared_by=by,
        declared_at=at,
    )  # fmt: skip
    event = ConflictDeclared(
        member=member.pk, title=resolution.title, signature_taken_back=bool(taken_back), name=member.name, words=said
    )
    record(event, node=resolution.estate_id, about=resolution.pk, by=by, at=at, whom=member.person_id)
    return one


@deed
def sign_resolution(resolution_id: UUID, *, agrees: bool, by: Person, at: datetime) -> Resolution:
    """One's own signature. With that of more than half of all members it is decided, in the same deed; later ones are
    added to it."""
    resolution = lock_resolution(resolution_id)
    require(may_sign_resolution, by, resolution, at)
    member = seat_of(by, resolution.committee)
    assert member is not None, "whoever may sign sits"
    before = Signature.objects.filter(resolution=resolution, member=member).first()
    if before is not None and before.agrees == agrees:
        return resolution
    if resolution.state not in (S.DRAFT, S.PASSED):
        raise OutOfTurn(S(resolution.state), S.PASSED)
    if before is not None:
        raise SignedAlready
    if Conflict.objects.filter(resolution=resolution, member=member).exists():
        raise KeptOut(name=member.name)
    if resolution.state == S.DRAFT:
        _require_matter(resolution.matter, resolution.committee, at)
    Signature.objects.create(estate=resolution.estate, resolution=resolution, member=member, agrees=agrees, at=at)
    stand = queries.signed(resolution)
    event = ResolutionSigned(
        member=member.pk, title=resolution.title, answer="agrees" if agrees else "against", agreed=stand.agreed,
        seats=stand.seats, name=member.name,
    )  # fmt: skip
    record(event, node=resolution.estate_id, about=resolution.pk, by=by, at=at, whom=by.pk)
    if resolution.state == S.DRAFT and queries.outcome_of(resolution, stand).passed:
        _pass(resolution, stand, by, at)
    return resolution


def _pass(resolution: Resolution, stand: queries.Signed, by: Person, at: datetime) -> None:
    """It has a number from now on, and is owed to the board and the residents' committee within three days."""
    estate = resolution.committee.estate
    on = day_of(estate, at)
    resolution.move_to(S.PASSED)
    resolution.decided_on, resolution.year, resolution.number = on, on.year, queries.next_number(estate, on.year)
    resolution.save(update_fields=["state", "decided_on", "year", "number"])
    post_by = queries.post_by(estate, on) or on + timedelta(days=3)
    owe(_owed(resolution, post_by), by=CLERK, at=at)
    event = ResolutionPassed(
        year=resolution.year, number=resolution.number, title=resolution.title, agreed=stand.agreed, seats=stand.seats,
        post_by=post_by,
    )  # fmt: skip
    record(event, node=estate.pk, about=resolution.pk, by=by, at=at)


def _owed(resolution: Resolution, post_by: date) -> Owed:
    estate = resolution.committee.estate
    book = rules_of(estate)
    period = book.periods.get("committee_decision")
    return Owed(
        kind=DUTY, node=estate.node, estate=estate, what=POST, fields={"title": resolution.title}, party="ye",
        due_at=end_of(post_by, estate), about=resolution.pk, key=f"resolution:{resolution.pk.hex}",
        to_whom="residents", link=queries.address_of(resolution), rulebook=f"{book.name} {book.version}",
        article=period.article if period else queries.ARTICLE, source=period.source if period else "",
        certainty=period.certainty if period else "",
    )  # fmt: skip


@deed
def post_resolution(resolution_id: UUID, *, by: Person, at: datetime) -> Resolution:
    """It hangs on the board, and the residents' committee is told, in one deed."""
    resolution = lock_resolution(resolution_id)
    require(may_post_resolution, by, resolution, at)
    if resolution.state == S.POSTED:
        return resolution
    stand = queries.signed(resolution)
    if resolution.state == S.DRAFT:
        raise TooFewSignatures(
            agreed=stand.agreed, seats=stand.seats, missing=stand.missing,
            article=queries.article_of(resolution.committee.estate),
        )  # fmt: skip
    resolution.move_to(S.POSTED)
    on = day_of(resolution.committee.estate, at)
    notice = post(_posting(resolution, stand, on), by=by, at=at)
    resolution.posted_on = resolution.told_on = on
    resolution.notice = notice.pk
    resolution.save(update_fields=["state", "posted_on", "told_on", "notice"])
    duty = _duty(resolution)
    if duty is not None and duty.is_open():
        discharge(duty.pk, by=CLERK, at=at, evidence=resolution.pk, link=queries.address_of(resolution))
    event = ResolutionPosted(
        year=resolution.year, number=resolution.number, title=resolution.title, notice=notice.pk,
        late=duty is not None and at > duty.due_at,
    )  # fmt: skip
    record(event, node=resolution.estate_id, about=resolution.pk, by=by, at=at)
    return resolution


def _posting(resolution: Resolution, stand: queries.Signed, on: date) -> Posting:
    with translation.override(settings.LANGUAGE_CODE):  # the board speaks the estate's language, whoever posts
        title = gettext("Committee’s decision no. {number} of {year}: {title}").format(
            number=resolution.number, year=resolution.year, title=resolution.title
        )
        signatures = gettext("{agreed} of {seats} members agreed.").format(agreed=stand.agreed, seats=stand.seats)
    return Posting(
        estate=resolution.committee.estate, party="ye", title=title[:BOARD_TITLE_MAX],
        words=f"{resolution.words}\n{signatures}", until=on + HANGS, tells=BoardNotice.Tells.RESIDENTS,
    )  # fmt: skip


def _duty(resolution: Resolution) -> Duty | None:
    key = f"resolution:{resolution.pk.hex}"
    return Duty.objects.filter(estate=resolution.estate_id, kind=DUTY, key=key).first()


@deed
def fail_resolution(resolution_id: UUID, *, words: str, by: Person, at: datetime) -> Resolution:
    """It found no majority, or is not wanted any more: it is no decision, and why stays."""
    resolution = lock_resolution(resolution_id)
    require(may_fail_resolution, by, resolution, at)
    if resolution.state == S.FAILED:
        return resolution
    resolution.move_to(S.FAILED)
    resolution.reason = _reason(words)
    resolution.save(update_fields=["state", "reason"])
    event = ResolutionFailed(title=resolution.title, reason=resolution.reason)
    record(event, node=resolution.estate_id, about=resolution.pk, by=by, at=at)
    return resolution


@deed
def revoke_resolution(
    resolution_id: UUID, *, words: str, by_resolution: UUID | None = None, by: Person, at: datetime
) -> Resolution:
    """It holds no longer. The committee revokes by another decision; the sub-district what is unlawful."""
    resolution = lock_resolution(resolution_id)
    require(may_revoke_resolution, by, resolution, at)
    if resolution.state == S.REVOKED:
        return resolution
    resolution.move_to(S.REVOKED)
    alone = by_resolution is None and is_street(by, resolution.committee.estate, at)
    if not alone and by_resolution not in {one.pk for one in queries.revoking(resolution)}:
        raise NeedsResolution
    resolution.reason = _reason(words)
    resolution.save(update_fields=["state", "reason"])
    duty = _duty(resolution)
    if duty is not None and duty.is_open():
        withdraw(duty.pk, by=CLERK, at=at, reason=resolution.reason)
    event = ResolutionRevoked(
        year=resolution.year, number=resolution.number, title=resolution.title, reason=resolution.reason,
        by_resolution=by_resolution,
    )  # fmt: skip
    record(event, node=resolution.estate_id, about=resolution.pk, by=by, at=at)
    return resolution


def _reason(words: str) -> str:
    if not words.strip() or len(words) > REASON_MAX:
        raise NoReason(most=REASON_MAX)
    return words.strip()


def _in_state(resolution: Resolution, state: str) -> None:
    if resolution.state != state:
        raise OutOfTurn(S(resolution.state), S(state))
