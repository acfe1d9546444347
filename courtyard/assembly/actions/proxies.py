"""Written mandates, capped and taken back (物业管理条例 art 12; 上海市住宅物业管理规定 art 18)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from courtyard.assembly import upkeep
from courtyard.assembly.events import ProxyRecorded, ProxyRevoked
from courtyard.assembly.locks import in_state, lock
from courtyard.assembly.models import NAME_MAX, Assembly, Ballot, Head, Proxy
from courtyard.assembly.permissions import may_record_proxy, may_revoke_proxy
from courtyard.assembly.upkeep import Kept
from courtyard.core.errors import BadInput, NotThere, Refusal, sentence
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require

S = Assembly.State


class TooManyMandates(Refusal):
    says = sentence("By the rules of this vote one person acts for at most {most} owners, and this one already does.")


class OwnHead(BadInput):
    says = sentence("Nobody needs a mandate for their own vote.")
    field = "agent"


class HasMandate(Refusal):
    says = sentence("Somebody acts for this owner already. That mandate has to be taken back first.")


class BadDays(BadInput):
    says = sentence("The mandate is given today or earlier, and still holds on the day the vote opens.")
    field = "given_on"


class HasVoted(Refusal):
    says = sentence("A ballot is in under this mandate already.")


class LostDocument(BadInput):
    says = sentence("The picture was kept too long and has been removed. Please take it again.")
    field = "document"


@dataclass(frozen=True, kw_only=True)
class Mandate:
    """What stands on the paper: who acts for whom, from when until when."""

    head: UUID
    agent: Person
    given_on: date
    ends_on: date | None = None


@deed
def record_proxy(assembly_id: UUID, mandate: Mandate, *, document: Kept, by: Person, at: datetime) -> Proxy:
    """Somebody writes down a mandate they hold in hand; its picture is kept."""
    one = lock(assembly_id)
    require(may_record_proxy, by, one, at)
    in_state(one, (S.FROZEN,), S.FROZEN)
    head = Head.objects.filter(pk=mandate.head, assembly=one).first()
    if head is None:
        raise NotThere
    _check(one, head, mandate, at)
    if not upkeep.own(document):
        raise LostDocument
    try:
        with transaction.atomic():
            proxy = Proxy.objects.create(
                estate=one.estate, assembly=one, head=head, agent=mandate.agent,
                agent_name=mandate.agent.name[:NAME_MAX], given_on=mandate.given_on, ends_on=mandate.ends_on,
                document=document.file, document_hash=document.sha256, recorded_by=by, recorded_at=at,
            )  # fmt: skip
    except IntegrityError as there:
        raise HasMandate from there
    event = ProxyRecorded(
        head=head.pk, agent=mandate.agent.pk, given_on=mandate.given_on, document_hash=document.sha256
    )
    record(event, node=one.estate_id, about=one.pk, by=by, at=at, whom=mandate.agent.pk)
    return proxy


def _check(one: Assembly, head: Head, mandate: Mandate, at: datetime) -> None:
    if head.owners.filter(person=mandate.agent).exists():
        raise OwnHead
    if mandate.given_on > localdate(at) or (mandate.ends_on and mandate.ends_on < localdate(one.opens_at)):
        raise BadDays
    held = Proxy.objects.filter(assembly=one, agent=mandate.agent, revoked_at__isnull=True).count()
    if one.proxies_max is not None and held >= one.proxies_max:
        raise TooManyMandates(most=one.proxies_max)


@deed
def revoke_proxy(proxy_id: UUID, *, by: Person, at: datetime) -> Proxy:
    """Taken back by the owner, or by whoever records that they did, as long as no ballot is in under it."""
    found = Proxy.objects.filter(pk=proxy_id).values_list("assembly", flat=True).first()
    one = lock(found or proxy_id)
    proxy = Proxy.objects.select_related("head", "assembly__estate__node").get(pk=proxy_id)
    require(may_revoke_proxy, by, proxy, at)
    if proxy.revoked_at is not None:
        return proxy
    if Ballot.objects.filter(proxy=proxy, state=Ballot.State.STANDS).exists():
        raise HasVoted
    proxy.revoked_at, proxy.revoked_by = at, by
    proxy.save(update_fields=["revoked_at", "revoked_by"])
    event = ProxyRevoked(head=proxy.head_id, agent=proxy.agent_id)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at, whom=proxy.agent_id)
    return proxy
