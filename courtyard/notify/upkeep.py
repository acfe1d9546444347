"""Writes notices, their deliveries and what was read: bookkeeping on which no right rests."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from courtyard.notify.models import BoardNotice, Choice, Delivery, DeliveryQuerySet, How, Notice
from courtyard.notify.registers import ChannelDown, Message, Tell, Undeliverable, channels, kinds, tellers
from courtyard.notify.wording import say_in
from courtyard.people.models import Person
from courtyard.trail.ids import new_id
from courtyard.trail.models import Line

STALE = timedelta(days=3)
"""News older than that is no news: a clerk who was away for weeks does not flood anybody."""
AT_ONCE = 100
CLAIM = timedelta(minutes=5)
GIVE_UP = timedelta(days=3)
WAIT_MAX = timedelta(hours=6)
DIGEST_AT = time(8)
TITLE_CHARS = 60
KEPT = timedelta(days=180)
log = logging.getLogger(__name__)


def hear(lines: Iterable[Line], at: datetime) -> None:
    """Tell whom each line is news for."""
    for line in lines:
        if line.at < at - STALE:
            continue
        for teller in tellers:
            if line.kind in teller.events:
                tell(teller.hear(line, at), source=f"line {line.pk}", at=at)


def tell(tells: Iterable[Tell], *, source: UUID | str, at: datetime) -> int:
    """Tell each person once of a kind of thing from one source. Returns how many were told something new.

    Whoever is told twice is told once; who is erased or is the clerk is told nothing.
    """
    wanted = {(one.to, one.kind): one for one in tells if one.kind in kinds}
    if not wanted:
        return 0
    persons = {p.pk: p for p in Person.objects.real().filter(pk__in={to for to, _ in wanted})}
    chosen = {
        (choice.person_id, choice.kind): choice.how
        for choice in Choice.objects.filter(person__in=persons, kind__in={kind for _, kind in wanted})
    }
    fresh = [_notice(one, _how(one, chosen), str(source)[:80], at) for (to, _), one in wanted.items() if to in persons]
    Notice.objects.bulk_create(fresh, ignore_conflicts=True)
    kept = set(Notice.objects.filter(pk__in=[one.pk for one in fresh]).values_list("pk", flat=True))
    new = [one for one in fresh if one.pk in kept]
    Delivery.objects.bulk_create([d for one in new for d in _deliveries(one, persons[one.person_id], at)])
    return len(new)


def _how(one: Tell, chosen: dict[tuple[UUID, str], str]) -> str:
    kind = kinds[one.kind]
    return How.NOW if kind.urgent else chosen.get((one.to, one.kind), kind.default)


def _notice(one: Tell, how: str, source: str, at: datetime) -> Notice:
    given = {"kind": one.kind, "fields": dict(one.fields), "node": one.node, "about": one.about, "link": one.link}
    return Notice(id=new_id(), person_id=one.to, source=source, at=at, how=how, urgent=kinds[one.kind].urgent, **given)


def _deliveries(notice: Notice, person: Person, at: datetime) -> list[Delivery]:
    """The free channels that reach them; a costly one for what is urgent, or where nothing else reaches."""
    if notice.how == How.NEVER:
        return []
    reach = [channel for channel in channels if channel.can_reach(person)]
    free = [channel for channel in reach if not channel.costly]
    costly = [channel for channel in reach if channel.costly]
    daily = notice.how == How.DAILY
    used = [channel for channel in free if channel.digests] if daily else free
    if notice.urgent or (not free and not daily):
        used = [*used, *costly[:1]]
    due_at = next_digest(at) if daily else at
    return [
        Delivery(notice=notice, channel=channel.name, daily=daily, due_at=due_at, next_try_at=due_at)
        for channel in used
    ]


def next_digest(at: datetime) -> datetime:
    """Eight in the morning, today or tomorrow."""
    there = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    today = datetime.combine(there.date(), DIGEST_AT, there.tzinfo)
    return today if there < today else today + timedelta(days=1)


def send_due(at: datetime) -> bool:
    """Send what is to be sent at once. Says whether more is waiting."""
    mine = _claim(Delivery.objects.due(at).filter(daily=False), at)
    down: set[str] = set()
    for delivery in mine:
        _send([delivery], at, down)
    return len(mine) == AT_ONCE


def send_digests(at: datetime) -> bool:
    """One message a day for all that waited for it, a person and a channel each."""
    mine = _claim(Delivery.objects.due(at).filter(daily=True), at)
    together: dict[tuple[UUID, str], list[Delivery]] = defaultdict(list)
    for delivery in mine:
        together[delivery.notice.person_id, delivery.channel].append(delivery)
    down: set[str] = set()
    for some in together.values():
        _send(some, at, down)
    return len(mine) == AT_ONCE


def _claim(due: DeliveryQuerySet, at: datetime) -> list[Delivery]:
    """Take some into this clerk's hands before sending: of two clerks only one gets each."""
    ids = list(due.order_by("next_try_at", "pk").values_list("pk", flat=True)[:AT_ONCE])
    claim = uuid4()
    Delivery.objects.due(at).filter(pk__in=ids).update(claim=claim, claimed_until=at + CLAIM)
    return list(Delivery.objects.filter(claim=claim).select_related("notice__person").order_by("pk"))


def _send(some: Sequence[Delivery], at: datetime, down: set[str]) -> None:
    channel = next((one for one in channels if one.name == some[0].channel), None)
    waiting = [one for one in some if one.notice.read_at is None]
    _settle([one for one in some if one.notice.read_at is not None], Delivery.State.READ, at)
    person = some[0].notice.person
    address = channel.can_reach(person) if channel and person.is_active else None
    if not waiting:
        return
    if channel is None or not address:
        _settle(waiting, Delivery.State.GIVEN_UP, at, "nowhere to send it")
        return
    if channel.name in down:
        _later(waiting, at, "channel down")
        return
    try:
        channel.send(_message(waiting, address, at))
    except ChannelDown:
        down.add(channel.name)
        _later(waiting, at, "channel down")
    except Undeliverable as problem:
        _settle(waiting, Delivery.State.GIVEN_UP, at, problem.reason[:60])
    except Exception as problem:  # noqa: BLE001 -- an operator's sender may raise anything; no notice is lost for it
        log.warning("a notice could not be sent by %s: %s", channel.name, type(problem).__name__)
        _later(waiting, at, type(problem).__name__)
    else:
        _settle(waiting, Delivery.State.SENT, at)


def _message(some: Sequence[Delivery], address: str, at: datetime) -> Message:
    person, one = some[0].notice.person, some[0].notice
    language = person.language or "zh-hans"
    sentences = [say_in(language, delivery.notice, at) for delivery in some]
    if len(some) == 1 and not some[0].daily:
        return Message(
            id=some[0].pk, to=address, title=sentences[0][:TITLE_CHARS], words=f"{sentences[0]}\n\n{site(one.link)}\n",
            link=site(one.link), language=language,
        )  # fmt: skip
    with translation.override(language):
        title = gettext("Today from Courtyard: {n}").format(n=len(some))
    lines = [f"{said}\n{site(d.notice.link)}" for said, d in zip(sentences, some, strict=True)]
    words = "\n\n".join(lines) + "\n"
    return Message(id=some[0].pk, to=address, title=title, words=words, link=site("/me/notices/"), language=language)


def site(path: str) -> str:
    return f"{settings.SITE}{path}"


def _settle(some: Sequence[Delivery], state: str, at: datetime, error: str = "") -> None:
    sent_at = at if state == Delivery.State.SENT else None
    Delivery.objects.filter(pk__in=[one.pk for one in some]).update(
        state=state, sent_at=sent_at, claim=None, claimed_until=None, last_error=error
    )


def _later(some: Sequence[Delivery], at: datetime, error: str) -> None:
    """Kept and tried again, ever more rarely, for three days; then given up, and the ledger says so."""
    for one in some:
        one.tries += 1
        given_up = at >= one.due_at + GIVE_UP
        one.state = Delivery.State.GIVEN_UP if given_up else Delivery.State.FAILED
        one.next_try_at = at + min(timedelta(minutes=2**one.tries), WAIT_MAX)
        one.claim = one.claimed_until = None
        one.last_error = error[:60]
    fields = ["tries", "state", "next_try_at", "claim", "claimed_until", "last_error"]
    Delivery.objects.bulk_update(some, fields)


def mark_read(person: Person, at: datetime, notice: UUID | None = None) -> int:
    """One of a person's notices, or all of them, are read."""
    theirs = Notice.objects.filter(person=person, read_at__isnull=True)
    return (theirs.filter(pk=notice) if notice else theirs).update(read_at=at)


def forget(at: datetime) -> bool:
    """Notices read half a year ago, and those nobody read in a year."""
    old = list(Notice.objects.filter(read_at__lt=at - KEPT).values_list("pk", flat=True)[:500])
    old += Notice.objects.filter(read_at__isnull=True, at__lt=at - 2 * KEPT).values_list("pk", flat=True)[:500]
    Notice.objects.filter(pk__in=old).delete()
    return len(old) >= 500


def told_board(notice: BoardNotice, at: datetime, up_to: UUID | None) -> None:
    """How far the clerk has come through the residents; None: through all of them."""
    given: dict[str, object] = {"told_at": at} if up_to is None else {"told_up_to": up_to}
    BoardNotice.objects.filter(pk=notice.pk).update(**given)
