"""Every deed done to a duty, and the secret addresses of calendars."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.duties.events import (
    DutyDischarged,
    DutyExcused,
    DutyOwed,
    DutyWithdrawn,
    FeedMade,
    FeedRevoked,
)
from courtyard.duties.models import ARTICLE_MAX, BODIES, LINK_MAX, SOURCE_MAX, WHAT_MAX, WORDS_MAX, Duty, Feed
from courtyard.duties.permissions import (
    may_discharge,
    may_excuse,
    may_make_feed,
    may_owe,
    may_revoke_feed,
    may_withdraw,
)
from courtyard.duties.registers import kinds
from courtyard.duties.reminders import next_reminder
from courtyard.duties.tokens import hash_of, new_token
from courtyard.people.models import Office, Person
from courtyard.people.queries import chain_of
from courtyard.places.models import Estate, Node
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import locked


class DueInThePast(BadInput):
    says = sentence("Choose a day that is still to come.")
    field = "due_on"


class NoBearer(BadInput):
    says = sentence("Choose who owes it.")
    field = "party"


class SaysNothing(BadInput):
    says = sentence("Say what is owed, in at most {most} characters.")
    field = "what"


class UnknownKind(BadInput):
    says = sentence("There is no such kind of duty.")


class ElsewhereOwed(BadInput):
    says = sentence("The estate and the place do not belong together.")


class LeadsAway(BadInput):
    """A link on a duty leads to a page of this site."""

    says = sentence("A duty can only lead to a page of this site.")


class TooManyWords(BadInput):
    says = sentence("Please say it in at most {most} characters.")
    field = "words"


class SettledAlready(Refusal):
    says = sentence("This is settled already: it is done, excused or taken back.")


class NoReason(BadInput):
    says = sentence("Say why, in a few words.")
    field = "words"


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What is owed. Its `id` makes it one duty however often it is owed; so does its `key`, within its place and kind.

    One of `party`, `office` and `bearer` says who owes it. `what` is a template over `fields`.
    """

    kind: str
    node: Node
    what: str
    due_at: datetime
    estate: Estate | None = None
    party: str = ""
    office: str = ""
    bearer: Person | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    to_whom: str = ""
    article: str = ""
    source: str = ""
    certainty: str = ""
    rulebook: str = ""
    about: UUID | None = None
    link: str = ""
    key: str = ""
    id: UUID = field(default_factory=new_id)


@deed
def owe(owed: Owed, *, by: Person, at: datetime) -> Duty:
    """Somebody owes something by a day. Owed again under the same id or key, it is the same duty."""
    require(may_owe, by, owed.node, at)
    before = _before(owed)
    if before is not None:
        return before
    _check(owed, at)
    try:
        with transaction.atomic():
            moments = {"owed_at": at, "changed_at": at, "remind_at": next_reminder(owed.due_at, at)}
            duty = Duty.objects.create(**_columns(owed), **moments, owed_by=by)
    except IntegrityError:
        before = _before(owed)
        if before is None:
            raise
        return before
    event = DutyOwed(
        kind=duty.kind,
        what=duty.filled(),
        fields=duty.fields,
        party=duty.party,
        office=duty.office,
        bearer=duty.bearer_id,
        to_whom=duty.to_whom,
        due_at=duty.due_at,
        article=duty.article,
        rulebook=duty.rulebook,
        concerning=duty.about,
    )
    record(event, node=duty.node_id, about=duty.pk, by=by, at=at)
    return duty


def _before(owed: Owed) -> Duty | None:
    """The same duty, owed before. An id that stands at another place is not the same, and nobody learns what it is."""
    found = Duty.objects.filter(pk=owed.id).first()
    if found is None and owed.key:
        found = Duty.objects.filter(node=owed.node, kind=owed.kind, key=owed.key).first()
    if found is not None and (found.node_id, found.kind) != (owed.node.pk, owed.kind):
        raise ElsewhereOwed
    return found


def _check(owed: Owed, at: datetime) -> None:
    if owed.kind not in kinds:
        raise UnknownKind
    if not owed.what.strip() or len(owed.what) > WHAT_MAX:
        raise SaysNothing(most=WHAT_MAX)
    if owed.due_at <= at:
        raise DueInThePast
    if not _somebody(owed):
        raise NoBearer
    there = owed.node.pk if owed.node.kind == Node.Kind.ESTATE else None
    if (owed.estate.pk if owed.estate else None) != there:
        raise ElsewhereOwed
    for words, most in ((owed.article, ARTICLE_MAX), (owed.source, SOURCE_MAX)):
        if len(words) > most:
            raise TooManyWords(most=most)
    _check_link(owed.link)


def _somebody(owed: Owed) -> bool:
    """One of the bodies, an office there is, or a person who is still on the books; neither made up."""
    if owed.bearer is not None:
        there: bool = Person.objects.real().filter(pk=owed.bearer.pk).exists()
        return there
    return owed.office in Office.Kind.values if owed.office else owed.party in BODIES


def _check_link(link: str) -> None:
    if link and (not link.startswith("/") or link.startswith("//") or len(link) > LINK_MAX):
        raise LeadsAway


def _said(words: str) -> str:
    if len(words) > WORDS_MAX:
        raise TooManyWords(most=WORDS_MAX)
    return words.strip()


def _columns(owed: Owed) -> dict[str, Any]:
    same = ("id", "kind", "node", "estate", "what", "due_at", "party", "office", "bearer", "to_whom", "article")
    also = ("source", "certainty", "rulebook", "about", "link", "key")
    return {name: getattr(owed, name) for name in (*same, *also)} | {"fields": dict(owed.fields)}


def _lock(duty_id: UUID) -> Duty:
    return locked(Duty.objects.select_related("node"), duty_id)


@deed
def discharge(
    duty_id: UUID, *, by: Person, at: datetime, words: str = "", evidence: UUID | None = None, link: str = ""
) -> Duty:
    """It is done, with what shows it: words, the thing itself, where it is read. Done again, it stays as it was."""
    duty = _lock(duty_id)
    require(may_discharge, by, duty, at)
    if duty.done_at is not None:
        return duty
    if not duty.is_open():
        raise SettledAlready
    duty.done_at, duty.done_by, duty.changed_at = at, by, at
    _check_link(link)
    duty.evidence, duty.evidence_link = _said(words), link
    duty.evidence_id = evidence
    duty.save(update_fields=["done_at", "done_by", "changed_at", "evidence", "evidence_id", "evidence_link"])
    late = at > duty.due_at
    event = DutyDischarged(what=duty.filled(), late=late, link=link, shown_by=evidence, words=duty.evidence)
    record(event, node=duty.node_id, about=duty.pk, by=by, at=at)
    return duty


@deed
def excuse(duty_id: UUID, *, by: Person, at: datetime, reason: str) -> Duty:
    """It need not be done, for a reason everybody who sees the duty reads."""
    duty = _lock(duty_id)
    require(may_excuse, by, duty, at)
    if not reason.strip():
        raise NoReason
    if not duty.is_open():
        raise SettledAlready
    duty.excused_at, duty.excused_by, duty.changed_at = at, by, at
    duty.reason = _said(reason)
    duty.save(update_fields=["excused_at", "excused_by", "changed_at", "reason"])
    record(DutyExcused(what=duty.filled(), words=duty.reason), node=duty.node_id, about=duty.pk, by=by, at=at)
    return duty


@deed
def withdraw(duty_id: UUID, *, by: Person, at: datetime, reason: str) -> Duty:
    """It was owed by mistake, or what it was about is gone."""
    duty = _lock(duty_id)
    require(may_withdraw, by, duty, at)
    if not reason.strip():
        raise NoReason
    if duty.withdrawn_at is not None:
        return duty
    if not duty.is_open():
        raise SettledAlready
    duty.withdrawn_at, duty.reason, duty.changed_at = at, _said(reason), at
    duty.save(update_fields=["withdrawn_at", "reason", "changed_at"])
    record(DutyWithdrawn(what=duty.filled(), words=duty.reason), node=duty.node_id, about=duty.pk, by=by, at=at)
    return duty


@deed
def make_feed(whose: Person, *, by: Person, at: datetime) -> str:
    """A new secret address for somebody's calendar; the one before opens nothing any more. Returns the token, once."""
    require(may_make_feed, by, whose, at)
    Feed.objects.select_for_update(no_key=True).filter(person=whose, revoked_at__isnull=True).update(revoked_at=at)
    token = new_token()
    feed = Feed.objects.create(person=whose, token_hash=hash_of(token), made_at=at)
    record(FeedMade(), node=chain_of(whose), about=feed.pk, by=by, at=at)
    return token


@deed
def revoke_feed(whose: Person, *, by: Person, at: datetime) -> bool:
    """The address opens nothing any more. Says whether there was one."""
    require(may_revoke_feed, by, whose, at)
    feed = Feed.objects.select_for_update(no_key=True).filter(person=whose, revoked_at__isnull=True).first()
    if feed is None:
        return False
    feed.revoked_at = at
    feed.save(update_fields=["revoked_at"])
    record(FeedRevoked(), node=chain_of(whose), about=feed.pk, by=by, at=at)
    return True
