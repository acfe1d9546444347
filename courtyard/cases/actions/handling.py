"""What the desk and the party in charge do with a case, from accepting it to saying that it is done."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from courtyard.cases.actions.filing import _add_photos
from courtyard.cases.actions.pauses import DEADLINES, _end_pause
from courtyard.cases.events import (
    CaseAnswered,
    CaseAttended,
    CaseNoted,
    CaseReferred,
    CaseResolved,
    CaseSigned,
    CaseSubmitted,
    CaseTriaged,
    HelperInvolved,
    HelperReleased,
)
from courtyard.cases.models import THREE, Case, Circle, Party, Pause
from courtyard.cases.permissions import (
    may_answer,
    may_attend,
    may_be_given,
    may_involve,
    may_note,
    may_refer,
    may_release,
    may_resolve,
    may_sign,
    may_triage,
)
from courtyard.cases.pictures import Kept
from courtyard.cases.rules import RULE, clocks_of, contract_promises, deadline
from courtyard.cases.turns import Turn, in_turn, lock, seat_of
from courtyard.core.errors import BadInput, sentence
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.models import Line

S = Case.State


class NotOfThatParty(BadInput):
    says = sentence("Choose someone from the party in charge.")
    field = "handler"


class GoesPastThem(BadInput):
    says = sentence("This request is about them, so it goes past them. Choose another party.")
    field = "party"


class SameLead(BadInput):
    says = sentence("They have it already. Choose another party or another person.")
    field = "party"


class LeadHelps(BadInput):
    says = sentence("The party in charge cannot be its own helper. Choose another party.")
    field = "party"


class HelpsAlready(BadInput):
    says = sentence("This party helps already.")
    field = "party"


class HelpsNot(BadInput):
    says = sentence("This party does not help with the request.")
    field = "party"


class NoReason(BadInput):
    says = sentence("Say why, in a few words. The resident reads it.")
    field = "words"


@deed
def triage(
    case_id: UUID,
    *,
    by: Person,
    at: datetime,
    party: str,
    words: str,
    handler: Person | None = None,
    category: str = "",
    promised: str = RULE,
    turn: Turn | None = None,
) -> Case:
    """The desk accepts a case: who leads, until when, and a first word to the resident."""
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_triage, by, case, at)
    in_turn(case, turn, {S.FILED}, S.TRIAGED)
    _check_lead(case, party, handler, at)
    case.move_to(S.TRIAGED)
    case.party, case.handler = Party(party).value, handler
    case.triaged_at = case.held_since = at
    case.contacted_at = case.contacted_at or at
    _promise(case, category or case.category, promised)
    case.save(update_fields=[*_PROMISED, "state", *_HELD, "triaged_at", "contacted_at", "turn"])
    event = CaseTriaged(
        seat=seat_of(by, case, at),
        party=case.party,
        handler=handler.pk if handler else None,
        category=case.category,
        due_at=case.due_at,
        words=words,
    )
    record(event, node=case.estate_id, about=case.pk, by=by, at=at)
    return case


_HELD = ["party", "handler", "held_since"]
_PROMISED = [*DEADLINES, "category", "rule", "promise_amount", "promise_unit"]


def _check_lead(case: Case, party: str, handler: Person | None, at: datetime) -> None:
    """The party must be one the case does not go past, and the handler one of it."""
    given = {Circle.DESK: THREE, Circle.JU: (Party.JU,), Circle.ABOVE: (Party.JIE,)}[Circle(case.circle)]
    if party not in given:
        raise GoesPastThem
    if handler is not None and not may_be_given(handler, case, party, at):
        raise NotOfThatParty


def _promise(case: Case, category: str, promised: str) -> None:
    """The clock runs from filing, whenever the desk looks and whatever it calls the case."""
    agreed = contract_promises(case.estate, category, case.filed_at)
    pauses = list(Pause.objects.filter(case=case))
    one = deadline(case, category, promised, agreed=agreed, pauses=pauses)
    clocks = clocks_of(case, category, agreed=agreed, pauses=pauses)
    case.category, case.due_at, case.rule = category, one.due_at, one.rule
    case.promise_amount, case.promise_unit = one.promise.amount, one.promise.unit
    case.contact_due_at, case.on_site_due_at = clocks.first_contact_due_at, clocks.on_site_due_at


@deed
def refer(
    case_id: UUID,
    *,
    by: Person,
    at: datetime,
    party: str,
    words: str,
    handler: Person | None = None,
    turn: Turn | None = None,
) -> Case:
    """Hand a case over to another lead, with the reason. The deadline stays where it is."""
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_refer, by, case, at)
    in_turn(case, turn, {S.TRIAGED}, S.TRIAGED)
    _check_lead(case, party, handler, at)
    if (party, handler) == (case.party, case.handler):
        raise SameLead
    if not words.strip():
        raise NoReason
    case.move_to(S.TRIAGED)
    seat = seat_of(by, case, at)
    case.party, case.handler, case.held_since = Party(party).value, handler, at
    case.helping = " ".join(one for one in case.helpers if one != case.party)
    case.signer = "" if case.signer == case.party else case.signer
    case.save(update_fields=[*_HELD, "helping", "signer", "turn"])
    event = CaseReferred(seat=seat, party=case.party, handler=handler.pk if handler else None, words=words)
    record(event, node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def involve(
    case_id: UUID, *, by: Person, at: datetime, party: str, words: str, signs: bool = False, turn: Turn | None = None
) -> Case:
    """Ask a second party to help; one that `signs` has to agree before the resident is told that it is done."""
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_involve, by, case, at)
    in_turn(case, turn, {S.TRIAGED}, S.TRIAGED)
    _check_lead(case, party, None, at)
    if party == case.party:
        raise LeadHelps
    if party in case.helpers and not (signs and case.signer != party):
        raise HelpsAlready
    case.move_to(S.TRIAGED)
    case.helping = " ".join(dict.fromkeys([*case.helpers, Party(party).value]))
    case.signer = party if signs else case.signer
    case.save(update_fields=["helping", "signer", "turn"])
    event = HelperInvolved(seat=seat_of(by, case, at), party=party, signs=signs, words=words)
    record(event, node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def release(case_id: UUID, *, by: Person, at: datetime, party: str, words: str, turn: Turn | None = None) -> Case:
    """A party need not help any more; its signature is not waited for either."""
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_release, by, case, at)
    in_turn(case, turn, {S.TRIAGED}, S.TRIAGED)
    if party not in case.helpers:
        raise HelpsNot
    if not words.strip():
        raise NoReason
    case.move_to(S.TRIAGED)
    case.helping = " ".join(one for one in case.helpers if one != party)
    case.signer = "" if case.signer == party else case.signer
    case.save(update_fields=["helping", "signer", "turn"])
    event = HelperReleased(seat=seat_of(by, case, at), party=party, words=words)
    record(event, node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def answer(case_id: UUID, *, by: Person, at: datetime, words: str, turn: Turn | None = None) -> Case:
    """The lead, or whoever helps, says how it is going."""
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_answer, by, case, at)
    in_turn(case, turn, {S.TRIAGED}, S.TRIAGED)
    case.move_to(S.TRIAGED)
    case.contacted_at = case.contacted_at or at
    case.save(update_fields=["contacted_at", "turn"])
    record(CaseAnswered(seat=seat_of(by, case, at), words=words), node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def note(case_id: UUID, *, by: Person, at: datetime, words: str, turn: Turn | None = None) -> Case:
    """A note among those who handle the case, in any of its states. It keeps nobody's form from being sent."""
    case, turn = lock(case_id), turn or Turn()
    if _noted(case, turn):
        return case
    require(may_note, by, case, at)
    event = CaseNoted(seat=seat_of(by, case, at), form=turn.id, words=words)
    record(event, node=case.estate_id, about=case.pk, by=by, at=at)
    return case


def _noted(case: Case, turn: Turn) -> bool:
    """A note leaves `turn` as it is, so a repeated form is looked for on the record."""
    lines = Line.objects.about(case.pk).filter(kind=CaseNoted.NAME)
    return any(line.event.form == turn.id.hex for line in lines if isinstance(line.event, CaseNoted))


@deed
def attend(case_id: UUID, *, by: Person, at: datetime, words: str, turn: Turn | None = None) -> Case:
    """Somebody was on site: what they found."""
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_attend, by, case, at)
    in_turn(case, turn, {S.TRIAGED}, S.TRIAGED)
    case.move_to(S.TRIAGED)
    late = case.on_site_due_at is not None and case.on_site_at is None and at > case.on_site_due_at
    case.on_site_at = case.on_site_at or at
    case.contacted_at = case.contacted_at or at
    case.save(update_fields=["on_site_at", "contacted_at", "turn"])
    event = CaseAttended(seat=seat_of(by, case, at), late=late, words=words)
    record(event, node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def resolve(
    case_id: UUID, *, by: Person, at: datetime, words: str, photos: Sequence[Kept] = (), turn: Turn | None = None
) -> Case:
    """The lead says it is put right. Where a second party signs, it is asked first; the resident has the last word.

    Whoever put right what was dangerous was there, if nobody said so before.
    """
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_resolve, by, case, at)
    in_turn(case, turn, {S.TRIAGED, S.PAUSED}, S.RESOLVED)
    if case.state == S.PAUSED:
        _end_pause(case, at)
    case.move_to(S.SIGNING if case.signer else S.RESOLVED)
    case.resolved_at = None if case.signer else at
    if case.on_site_due_at is not None:
        case.on_site_at = case.on_site_at or at
    case.save(update_fields=["state", "resolved_at", "on_site_at", "paused_until", *DEADLINES, "turn"])
    _add_photos(case, photos, at)
    digests = [photo.sha256 for photo in photos]
    seat = seat_of(by, case, at)
    if case.signer:
        said: CaseSubmitted | CaseResolved = CaseSubmitted(seat=seat, signer=case.signer, photos=digests, words=words)
    else:
        said = CaseResolved(seat=seat, late=case.is_late(at), photos=digests, words=words)
    record(said, node=case.estate_id, about=case.pk, by=by, at=at)
    return case


@deed
def sign(case_id: UUID, *, by: Person, at: datetime, agrees: bool, words: str = "", turn: Turn | None = None) -> Case:
    """The second party agrees that it is done, and the resident is asked; or it says what is missing."""
    case, turn = lock(case_id), turn or Turn()
    if case.turn == turn.id:
        return case
    require(may_sign, by, case, at)
    in_turn(case, turn, {S.SIGNING}, S.RESOLVED if agrees else S.TRIAGED)
    if not agrees and not words.strip():
        raise NoReason
    case.move_to(S.RESOLVED if agrees else S.TRIAGED)
    case.resolved_at = at if agrees else None
    case.save(update_fields=["state", "resolved_at", "turn"])
    event = CaseSigned(seat=case.signer, verdict="yes" if agrees else "no", words=words)
    record(event, node=case.estate_id, about=case.pk, by=by, at=at)
    return case
