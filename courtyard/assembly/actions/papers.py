"""Paper ballots: received by their code before the close, entered by one person, checked by another until the count."""

from datetime import datetime
from typing import Any
from uuid import UUID

from courtyard.assembly import codes, keys, upkeep
from courtyard.assembly.actions.casting import _settle
from courtyard.assembly.events import (
    PaperChecked,
    PaperEntered,
    PaperInvalid,
    PaperReceived,
    PapersPrinted,
    SlipChecked,
    SlipEntered,
)
from courtyard.assembly.locks import in_state, lock, share
from courtyard.assembly.models import CLAUSE_MAX, Assembly, Ballot, Head, Paper, Slip
from courtyard.assembly.permissions import (
    may_check_paper,
    may_check_slip,
    may_declare_invalid,
    may_enter_paper,
    may_enter_slip,
    may_print_papers,
    may_receive_paper,
)
from courtyard.assembly.taking import Choices, Draft, ballot_of, checked, motions_of, refuse_second, require_open
from courtyard.assembly.upkeep import Kept
from courtyard.core.errors import BadInput, NotThere, OutOfTurn, Refusal, sentence
from courtyard.people.models import Person
from courtyard.trail.deeds import deed, record, require

A, S = Assembly.State, Paper.State


class CameBack(BadInput):
    says = sentence("This paper has been received already: no. {number}.")
    field = "code"


class EnteredAlready(BadInput):
    says = sentence("This paper has been entered already.")
    field = "code"


class NotEnteredYet(BadInput):
    says = sentence("Nobody has entered this paper yet. It is checked once it is entered.")
    field = "code"


class CheckedAlready(BadInput):
    says = sentence("This paper has been checked already.")
    field = "code"


class SamePerson(Refusal):
    says = sentence("Somebody else has to check it: you entered it yourself.")


class Differs(BadInput):
    says = sentence(
        "This is not what was entered first. Look at the paper again; if it was entered wrong, enter it anew."
    )


class NoReason(BadInput):
    says = sentence("Say why it is invalid, in a few words.")
    field = "words"


class EnterApart(Refusal):
    says = sentence("This vote is confidential: what was chosen is entered apart from the stub.")


class LostScan(BadInput):
    says = sentence("The picture was kept too long and has been removed. Please take it again.")
    field = "scan"


@deed
def print_papers(assembly_id: UUID, *, by: Person, at: datetime) -> int:
    """Numbered ballots for every head, to be handed out. Their codes are signed, so none can be made up."""
    one = lock(assembly_id)
    require(may_print_papers, by, one, at)
    in_state(one, (A.FROZEN,), A.FROZEN)
    record(PapersPrinted(papers=one.heads), node=one.estate_id, about=one.pk, by=by, at=at)
    return one.heads


@deed
def receive_paper(assembly_id: UUID, *, code: str, scan: Kept | None = None, by: Person, at: datetime) -> Paper:
    """A paper came back before the close. From here on its head took part; what it says is entered later."""
    one = share(assembly_id)
    require(may_receive_paper, by, one, at)
    require_open(one)
    number = codes.read_paper_code(one.pk, code)
    head = Head.objects.select_for_update(of=("self",), no_key=True).filter(assembly=one, number=number).first()
    if head is None:
        raise codes.ForgedCode
    if Paper.objects.filter(assembly=one, head=head).exists():
        raise CameBack(number=number)
    if scan is not None and not upkeep.own(scan):
        raise LostScan
    before = list(Ballot.objects.filter(head=head).order_by("turn"))
    refuse_second(one, before, Ballot.Channel.PAPER)
    ballot = ballot_of(one, head, len(before) + 1, Draft(Ballot.Channel.PAPER, by, at))
    ballot.state = Ballot.State.PENDING
    ballot.save(force_insert=True)
    digest = scan.sha256 if scan else ""
    paper = Paper.objects.create(
        estate=one.estate, assembly=one, head=head, ballot=ballot, scan=scan.file if scan else "", scan_hash=digest,
        received_by=by, received_at=at,
    )  # fmt: skip
    event = PaperReceived(head=head.pk, number=number, scan_hash=digest)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return paper


@deed
def enter_paper(paper_id: UUID, choices: Choices, *, by: Person, at: datetime) -> Paper:
    """What it says, as one person reads it. On a confidential one: that the stub is in order."""
    one, paper = _lock_paper(paper_id)
    require(may_enter_paper, by, one, at)
    in_state(one, (A.FROZEN, A.CLOSED), A.CLOSED)
    if paper.state not in (S.RECEIVED, S.ENTERED):
        raise OutOfTurn(S(paper.state), S.ENTERED)
    paper.entry = _entry(one, choices)
    paper.state, paper.entered_by, paper.entered_at = S.ENTERED, by, at
    paper.save(update_fields=["entry", "state", "entered_by", "entered_at"])
    event = PaperEntered(head=paper.head_id, number=paper.head.number)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return paper


def _entry(one: Assembly, choices: Choices) -> dict[str, Any]:
    if one.is_confidential:
        if choices:
            raise EnterApart
        return {}
    return checked(motions_of(one), choices, blank=True)


@deed
def check_paper(paper_id: UUID, choices: Choices, *, by: Person, at: datetime) -> Paper:
    """Another person reads it, without seeing what was entered. Both agree, and it counts."""
    one, paper = _lock_paper(paper_id)
    require(may_check_paper, by, paper, at)
    in_state(one, (A.FROZEN, A.CLOSED), A.CLOSED)
    if paper.state != S.ENTERED:
        raise OutOfTurn(S(paper.state), S.ACCEPTED)
    if paper.entered_by_id == by.pk:
        raise SamePerson
    if _entry(one, choices) != paper.entry:
        raise Differs
    paper.state, paper.checked_by, paper.checked_at = S.ACCEPTED, by, at
    paper.save(update_fields=["state", "checked_by", "checked_at"])
    ballot = paper.ballot
    ballot.choices, ballot.state = (None if one.is_confidential else paper.entry), Ballot.State.REPLACED
    ballot.save(update_fields=["choices", "state"])
    _settle_paper(one, paper.head, by, at)
    event = PaperChecked(head=paper.head_id, number=paper.head.number)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return paper


@deed
def declare_invalid(paper_id: UUID, *, words: str, by: Person, at: datetime) -> Paper:
    """It cannot be counted, and why not is on record. Another ballot of the head stands again, if there is one."""
    one, paper = _lock_paper(paper_id)
    require(may_declare_invalid, by, paper, at)
    in_state(one, (A.FROZEN, A.CLOSED), A.CLOSED)
    if paper.state == S.ACCEPTED:
        raise OutOfTurn(S(paper.state), S.INVALID)
    if not words.strip():
        raise NoReason
    paper.state = S.INVALID
    paper.save(update_fields=["state"])
    ballot = paper.ballot
    ballot.state, ballot.defect = Ballot.State.INVALID, words.strip()[:CLAUSE_MAX]
    ballot.save(update_fields=["state", "defect"])
    event = PaperInvalid(head=paper.head_id, number=paper.head.number, reason=ballot.defect)
    record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    return paper


def _settle_paper(one: Assembly, head: Head, by: Person, at: datetime) -> None:
    ballots = list(Ballot.objects.filter(head=head).order_by("turn"))
    _settle(one, head, ballots, motions_of(one), by=by, at=at)


@deed
def enter_slip(assembly_id: UUID, *, code: str, choices: Choices, anew: bool = False, by: Person, at: datetime) -> Slip:
    """The confidential part, without its stub: sealed at once, so that not even who entered it reads it again.

    As long as nobody has checked it, it may be entered `anew`: a slip of the finger must not spoil a ballot.
    """
    one = lock(assembly_id)
    require(may_enter_slip, by, one, at)
    in_state(one, (A.FROZEN, A.CLOSED), A.CLOSED)
    if not one.is_confidential:
        raise NotThere
    ident, area_cm2 = codes.read_slip_code(one.pk, code)
    before = Slip.objects.filter(pk=ident, assembly=one).first()
    if before is not None and (before.checked_by_id or not anew):
        raise EnteredAlready
    told = checked(motions_of(one), choices, blank=True)
    sealed = keys.read(one.pk).seal(ident, {"choices": told, "area_cm2": area_cm2})
    slip = before or Slip(id=ident, estate=one.estate, assembly=one)
    slip.sealed, slip.entered_by = sealed, by
    if before is None:
        slip.save(force_insert=True)
    else:
        slip.save(update_fields=["sealed", "entered_by"])
    record(SlipEntered(), node=one.estate_id, about=one.pk, by=by, at=at)
    return slip


@deed
def check_slip(assembly_id: UUID, *, code: str, choices: Choices, by: Person, at: datetime) -> Slip:
    """Another person reads the same paper, without seeing what was entered. Both agree, and it counts."""
    one = lock(assembly_id)
    require(may_check_slip, by, one, at)
    in_state(one, (A.FROZEN, A.CLOSED), A.CLOSED)
    ident, area_cm2 = codes.read_slip_code(one.pk, code)
    slip = Slip.objects.filter(pk=ident, assembly=one).first()
    if slip is None:
        raise NotEnteredYet
    if slip.checked_by_id:
        raise CheckedAlready
    if slip.entered_by_id == by.pk:
        raise SamePerson
    told = checked(motions_of(one), choices, blank=True)
    if keys.read(one.pk).open(slip.pk, slip.sealed) != {"choices": told, "area_cm2": area_cm2}:
        raise Differs
    slip.checked_by = by
    slip.save(update_fields=["checked_by"])
    record(SlipChecked(), node=one.estate_id, about=one.pk, by=by, at=at)
    return slip


def _lock_paper(paper_id: UUID) -> tuple[Assembly, Paper]:
    """A paper, its head and its vote. Raises NotThere."""
    found = Paper.objects.filter(pk=paper_id).values_list("assembly", "head").first()
    if found is None:
        raise NotThere
    one = share(found[0])
    Head.objects.select_for_update(of=("self",), no_key=True).get(pk=found[1])
    return one, Paper.objects.select_related("head", "ballot", "assembly").get(pk=paper_id)
