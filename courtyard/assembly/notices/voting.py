"""Who hears of a ballot: those whose it is, and whoever cast it; of a reminder, those alone who have not voted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from courtyard.assembly.codes import spaced
from courtyard.assembly.models import Assembly, Ballot, Head, HeadOwner, Proxy
from courtyard.assembly.queries.ballots import not_voted
from courtyard.core.errors import sentence
from courtyard.notify.registers import NoticeKind, Tell, Teller
from courtyard.people.models import Person, Representative
from courtyard.trail.models import Line

RECEIPT, TAKEN = "assembly.notice_receipt", "assembly.notice_taken"
REMINDER, MANDATE = "assembly.notice_reminder", "assembly.notice_mandate"
RECEIVED, PAPER_IN, REMINDED = "assembly.ballot_received", "assembly.paper_received", "assembly.reminded"
RECORDED, REVOKED = "assembly.proxy_recorded", "assembly.proxy_revoked"
KINDS = (
    NoticeKind(
        RECEIPT, _("Receipts of my ballots"),
        sentence("{place}: the ballot of {home} is in. Receipt code: {code}. With it anybody sees that it is counted."),
        order=40,
    ),
    NoticeKind(
        TAKEN, _("A ballot for my home that I did not cast on my phone"),
        sentence(
            "{place}: a ballot of {home} came in {how}. Receipt code: {code}. If this was not what you wanted, tell "
            "the joint desk at once."
        ),
        urgent=True,
        labels={
            "how": {
                "phone": sentence("from the phone of another owner of this home"),
                "paper": sentence("on paper"),
                "visit": sentence("at the door"),
                "proxy": sentence("by the agent with your mandate"),
            }
        },
        order=41,
    ),
    NoticeKind(
        REMINDER, _("Reminders of votes that are open"),
        sentence("{place}: you have not voted yet for {home}. The vote closes {closes_at}."), order=42,
    ),
    NoticeKind(
        MANDATE, _("Mandates to vote"), sentence("{place}, {home}: {what}"), urgent=True,
        labels={
            "what": {
                "given": sentence(
                    "a written mandate to vote for you was recorded. If you gave none, take it back at once."
                ),
                "held": sentence("you were recorded as the agent who votes for this home."),
                "taken_back": sentence("the mandate to vote for you was taken back. You vote yourself again."),
                "lost": sentence("your mandate to vote for this home was taken back."),
            }
        },
        order=43,
    ),
)  # fmt: skip


def hear(line: Line, at: datetime) -> Iterable[Tell]:
    rows = Assembly.objects.select_related("estate__node", "building", "entrance__building")
    one = rows.filter(pk=line.about).first()
    if one is None:
        return ()
    if line.kind == REMINDED:
        return _reminded(one, at)
    head = Head.objects.filter(pk=UUID(str(line.fields["head"])), assembly=one).first()
    if head is None:
        return ()
    return _mandate(line, one, head, at) if line.kind in {RECORDED, REVOKED} else _received(line, one, head, at)


def _received(line: Line, one: Assembly, head: Head, at: datetime) -> Iterator[Tell]:
    """Whoever cast it keeps the receipt; every other of its owners hears that it came in, and how."""
    rows = Ballot.objects.filter(head=head).defer("choices", "sealed")
    paper = line.kind == PAPER_IN
    turn = {"channel": Ballot.Channel.PAPER} if paper else {"turn": line.fields["turn"]}
    ballot = rows.filter(**turn).order_by("-turn").first()
    if ballot is None:
        return
    link = reverse("assembly:receipt", args=[one.estate.node.code, one.pk, ballot.pk])
    fields = _fields(one, head) | {"code": spaced(ballot.receipt)}
    cast_it = {ballot.by_id} if ballot.channel in (Ballot.Channel.PHONE, Ballot.Channel.PROXY) else set()
    for to in cast_it:
        yield Tell(RECEIPT, to, fields, one.estate_id, ballot.pk, link)
    for to in people_of([head], at)[head.pk] - cast_it:
        yield Tell(TAKEN, to, fields | {"how": ballot.channel}, one.estate_id, ballot.pk, link)


def _reminded(one: Assembly, at: datetime) -> Iterator[Tell]:
    """Those who have not voted when it is heard; somebody with several homes left is told of the first."""
    if not one.is_open(at):
        return
    heads = list(not_voted(one))
    people, told = people_of(heads, at), set[UUID]()
    link = reverse("assembly:vote", args=[one.estate.node.code, one.pk])
    for head in heads:
        fields = _fields(one, head) | {"closes_at": one.closes_at.isoformat()}
        for to in people[head.pk] - told:
            told.add(to)
            yield Tell(REMINDER, to, fields, one.estate_id, one.pk, link)


def _mandate(line: Line, one: Assembly, head: Head, at: datetime) -> Iterator[Tell]:
    agent, recorded = UUID(str(line.fields["agent"])), line.kind == RECORDED
    proxy = Proxy.objects.filter(head=head, agent=agent).order_by("-recorded_at").first()
    if proxy is None:
        return
    code, fields = one.estate.node.code, _fields(one, head)
    theirs = reverse("assembly:revoke_proxy", args=[code, one.pk, proxy.pk])
    vote = reverse("assembly:vote", args=[code, one.pk])
    acts = (
        reverse("assembly:cast_as_proxy", args=[code, one.pk, proxy.pk])
        if recorded
        else resolve_url(settings.LOGIN_REDIRECT_URL)
    )
    yield Tell(MANDATE, agent, fields | {"what": "held" if recorded else "lost"}, one.estate_id, proxy.pk, acts)
    for to in people_of([head], at)[head.pk] - {agent}:
        what = fields | {"what": "given" if recorded else "taken_back"}
        yield Tell(MANDATE, to, what, one.estate_id, proxy.pk, theirs if recorded else vote)


def _fields(one: Assembly, head: Head) -> dict[str, str | int]:
    node = one.estate.node
    return {"place": node.name, "place_en": node.name_en, "home": head.label}


def people_of(heads: Sequence[Head], at: datetime) -> Mapping[UUID, set[UUID]]:
    """Of each head the persons whose it is; for an organisation those who act for it on that day."""
    owners = list(HeadOwner.objects.filter(head__in=[head.pk for head in heads]).values_list("head", "person"))
    acting: dict[UUID, set[UUID]] = defaultdict(set)
    day, whose = localdate(at), {person for _head, person in owners}
    legal = Person.objects.filter(pk__in=whose, kind=Person.Kind.LEGAL).values("pk")
    for one in Representative.objects.filter(legal__in=legal, since__lte=day):
        if one.until is None or one.until > day:
            acting[one.legal_id].add(one.person_id)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for head, person in owners:
        found[head] |= acting.get(person, {person})
    return found


TELLER = Teller("assembly.voting", frozenset({RECEIVED, PAPER_IN, REMINDED, RECORDED, REVOKED}), hear)
