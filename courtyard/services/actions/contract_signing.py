"""Signing and filing: what a contract rests on, that it is alone, and what follows from it from that day on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from courtyard.assembly.freezes import require_thawed
from courtyard.assembly.models import Decision
from courtyard.cases.actions import set_promise
from courtyard.core.clocks import Promise
from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.duties.actions import discharge
from courtyard.duties.models import Duty
from courtyard.notify.actions import Posting, post
from courtyard.notify.models import BoardNotice
from courtyard.people.models import CLERK, Person
from courtyard.places.rules import version_of
from courtyard.services.actions.contract_calendar import FILING, _end_promises, _owe_calendar
from courtyard.services.contract_terms import Terms, checked
from courtyard.services.events.contracts import ContractFiled, ContractGivesWay, ContractSigned
from courtyard.services.locks.contracts import lock_contract
from courtyard.services.models import Contract
from courtyard.services.models.company import WORDS_MAX
from courtyard.services.permissions.contracts import may_file_contract, may_sign_contract
from courtyard.services.queries.contracts import GOOD_FOR, HIRES, MATTERS, PRICES, binding, day_of
from courtyard.services.upkeep.served import serve
from courtyard.trail.deeds import deed, record, require
from courtyard.web.times import in_full

S, K = Contract.State, Contract.Kind
DAY = timedelta(days=1)
HANGS = timedelta(days=60)
FIRST_ENDS = "民法典第九百四十条"
"""That a developer's contract ends when the owners' begins. Cited where it happens; from memory."""


class NoDecision(BadInput):
    says = sentence(
        "A contract of the owners rests on their decision. (民法典第二百七十八条) Choose it. If there is none, put it "
        "to the owners first."
    )
    field = "decision"


class OtherEstates(BadInput):
    says = sentence("This decision was made in another estate. Choose one of this estate.")
    field = "decision"


class OtherMatter(BadInput):
    says = sentence(
        "“{title}” is about something else. A contract rests on a decision to hire the company, or on the fee where "
        "nothing but its price changes. (民法典第二百七十八条)"
    )
    field = "decision"


class NotCarried(BadInput):
    says = sentence(
        "The owners did not decide “{title}”: it was not carried, or set aside after an objection. Put it to a vote "
        "again, or choose another decision."
    )
    field = "decision"


class DecidedLater(BadInput):
    says = sentence("“{title}” is in force since {decided} only, and this happened on {day}. Correct the day.")
    field = "decision"


class OldDecision(BadInput):
    says = sentence(
        "“{title}” is in force since {decided}, more than a year before {day}. Ask the owners again: a contract rests "
        "here on what they decided within a year."
    )
    field = "decision"


class UsedDecision(BadInput):
    says = sentence(
        "The contract with {company} from {starts} on rests on “{title}” already. One decision makes one contract: "
        "choose another one."
    )
    field = "decision"


class NoAuthority(BadInput):
    says = sentence("Say in at most {most} characters what it rests on: whose paper, of which day.")
    field = "authority"


class SignedLater(BadInput):
    says = sentence("It cannot have been signed later than today.")
    field = "signed_on"


class OverBefore(BadInput):
    says = sentence("The last day of this draft, {ends}, is past. Correct its days first.")


class NothingToReprice(BadInput):
    says = sentence(
        "A decision on the fee changes the price of the contract that runs. No contract with {company} runs on {day}: "
        "hiring it needs the owners’ decision on that. (民法典第二百七十八条)"
    )


class ProlongsToo(BadInput):
    says = sentence(
        "The owners decided the fee, and not how long {company} serves: the contract that runs ends on {ends}, so the "
        "new price holds until then at most. Correct the last day, or have the owners decide to hire it again."
    )


class Overlapping(BadInput):
    says = sentence(
        "On {day} the contract with {company} binds already, until {until}. Two contracts never bind on one day: let "
        "this one begin later, or end the other one first."
    )


class OverlappingForever(BadInput):
    says = sentence(
        "The contract with {company} runs on without an end, so it still binds on {day}. End it first with notice. "
        "(民法典第九百四十八条)"
    )


class NotSigned(Refusal):
    says = sentence("This contract is not signed yet.")


class FiledLater(BadInput):
    says = sentence("It cannot have been filed later than today, nor before it was signed.")
    field = "on"


@dataclass(frozen=True, kw_only=True)
class Signing:
    """When both signed, and what it rests on: the owners' decision, or the words of whoever could without one."""

    signed_on: date
    decision: UUID | None = None
    authority: str = ""


@deed
def sign_contract(contract_id: UUID, signing: Signing, *, by: Person, at: datetime) -> Contract:
    """Both signed. It binds from its first day on, what it promises is measured, and its end is in the calendar."""
    contract = lock_contract(contract_id)
    require(may_sign_contract, by, contract, at)
    if contract.state in Contract.LIVING:
        return contract
    contract.move_to(S.SIGNED)
    checked(_terms(contract), contract.estate)
    _check_days(contract, signing, at)
    decision = _ground(contract, signing, at)
    giving_way = _make_room(contract, decision)
    contract.decision, contract.authority = decision, "" if decision else signing.authority.strip()
    contract.signed_on, contract.signed_by = signing.signed_on, by
    contract.rulebook = f"{contract.estate.node.rulebook}/{version_of(contract.estate)}"
    contract.save(update_fields=["state", "decision", "authority", "signed_on", "signed_by", "rulebook"])
    serve(contract)
    record(_signed(contract), node=contract.estate_id, about=contract.pk, by=by, at=at)
    _give_way(giving_way, contract, by, at)
    _promise(contract, at)
    _owe_calendar(contract, at)
    _hang_temporary(contract, by, at)
    return contract


def _terms(contract: Contract) -> Terms:
    """What the draft says now: a company may have closed, a catalogue been replaced, since it was written."""
    return Terms(
        company=contract.company_id, kind=contract.kind, mode=contract.mode, starts_on=contract.starts_on,
        ends_on=contract.ends_on, prices=dict(contract.prices.values_list("use", "fen_per_m2")),
        commission_bp=contract.commission_bp, catalogue=contract.catalogue_id,
        levels=dict(contract.levels.values_list("field", "level")), id=contract.pk,
    )  # fmt: skip


def _check_days(contract: Contract, signing: Signing, at: datetime) -> None:
    today = day_of(contract.estate, at)
    if signing.signed_on > today:
        raise SignedLater
    if contract.ends_on < today:
        raise OverBefore(ends=contract.ends_on)


def _ground(contract: Contract, signing: Signing, at: datetime) -> Decision | None:
    """The owners' decision, asked of the freeze as well; nobody decides a temporary provider or a developer's contract
    here, so no freeze holds them up: service does not stop while a committee is elected."""
    if contract.kind != K.ORDINARY:
        if not 0 < len(signing.authority.strip()) <= WORDS_MAX:
            raise NoAuthority(most=WORDS_MAX)
        return None
    decision = _cited(contract, signing.decision, MATTERS, signing.signed_on)
    other = Contract.objects.filter(estate=contract.estate, decision=decision).exclude(pk=contract.pk)
    used = other.exclude(state__in=[S.DRAFT, S.DROPPED]).select_related("company").first()
    if used is not None:
        raise UsedDecision(company=used.company.name, starts=used.starts_on, title=decision.title)
    require_thawed(decision.matter, contract.estate, at)
    return decision


def _cited(contract: Contract, decision_id: UUID | None, matters: tuple[str, ...], on: date) -> Decision:
    """A decision of this estate's owners, of one of these matters, that was in force on that day and not too old."""
    if decision_id is None:
        raise NoDecision
    one = Decision.objects.filter(pk=decision_id, estate=contract.estate).first()
    if one is None:
        raise OtherEstates
    if one.matter not in matters:
        raise OtherMatter(title=one.title)
    if not one.carried or one.set_aside:
        raise NotCarried(title=one.title)
    if one.in_force_on > on:
        raise DecidedLater(title=one.title, decided=one.in_force_on, day=on)
    if on - one.in_force_on > GOOD_FOR:
        raise OldDecision(title=one.title, decided=one.in_force_on, day=on)
    return one


def _make_room(contract: Contract, decision: Decision | None) -> list[Contract]:
    """The contracts that end the day before, because this one takes their place. Raises Overlapping where one does
    not."""
    others = binding(contract.estate, besides=contract.pk)
    for one in others:
        one.estate = contract.estate
    if decision is not None and decision.matter == PRICES:
        _check_repricing(contract, others)
    clashing = [one for one in others if _clash(one, contract)]
    for one in clashing:
        if not _gives_way(one, contract, decision):
            _refuse(one, contract)
    return clashing


def _clash(one: Contract, new: Contract) -> bool:
    last = one.last_day
    return one.starts_on <= new.ends_on and (last is None or last >= new.starts_on)


def _gives_way(one: Contract, new: Contract, decision: Decision | None) -> bool:
    """A developer's contract ends when the owners' begins (民法典第九百四十条); the same company's at its new price."""
    if decision is None or one.state not in Contract.LIVING or one.starts_on >= new.starts_on:
        return False
    if decision.matter == HIRES:
        return one.kind == K.FIRST
    return one.company_id == new.company_id


def _refuse(one: Contract, new: Contract) -> None:
    day = max(one.starts_on, new.starts_on)
    if one.last_day is None:
        raise OverlappingForever(company=one.company.name, day=day)
    raise Overlapping(company=one.company.name, day=day, until=one.last_day)


def _check_repricing(new: Contract, others: list[Contract]) -> None:
    before = new.starts_on - DAY
    running = next((one for one in others if one.company_id == new.company_id and one.holds(before)), None)
    if running is None:
        raise NothingToReprice(company=new.company.name, day=before)
    if running.last_day is not None and new.ends_on > running.last_day:
        raise ProlongsToo(company=new.company.name, ends=running.last_day)


def _give_way(those: list[Contract], new: Contract, by: Person, at: datetime) -> None:
    """They end the day before; what they promised ends with them, and so does what every earlier one promised."""
    for one in those:
        one.leaves_on = new.starts_on - DAY
        one.save(update_fields=["leaves_on"])
        event = ContractGivesWay(company=one.company.name, last_on=one.leaves_on, to=new.pk)
        record(event, node=one.estate_id, about=one.pk, by=by, at=at)
    for one in binding(new.estate, besides=new.pk):
        if one.state in Contract.LIVING and one.last_day is not None and one.last_day < new.starts_on:
            _end_promises(one, one.last_day, at)


def _promise(contract: Contract, at: datetime) -> None:
    """Promises with a time become the time of cases."""
    since = max(contract.starts_on, day_of(contract.estate, at))
    for one in contract.extras.exclude(clock=""):
        assert one.amount is not None, "a clock has an amount"
        promise = set_promise(
            contract.estate, category=one.category, clock=one.clock,
            promise=Promise(one.amount, one.unit),  # type: ignore[arg-type]
            since=since, until=contract.ends_on if contract.kind == K.TEMPORARY else None, cites=one.clause, by=CLERK,
            at=at,
        )  # fmt: skip
        one.promise = promise.pk
        one.save(update_fields=["promise"])


def _hang_temporary(contract: Contract, by: Person, at: datetime) -> None:
    """A temporary provider is posted by the sub-district within three days (沪房规范〔2021〕6号第十七条): at once."""
    if contract.kind != K.TEMPORARY:
        return
    with translation.override(settings.LANGUAGE_CODE):  # the board speaks the estate's language, whoever signs
        title = gettext("A temporary provider serves this estate")
        words = gettext("{company}, from {starts} to {ends} at most. {authority}").format(
            company=contract.company.name, starts=in_full(contract.starts_on), ends=in_full(contract.ends_on),
            authority=contract.authority,
        )  # fmt: skip
    posting = Posting(
        estate=contract.estate, party="jie", title=title, words=words, until=day_of(contract.estate, at) + HANGS,
        tells=BoardNotice.Tells.RESIDENTS,
    )  # fmt: skip
    post(posting, by=by, at=at)


def _signed(contract: Contract) -> ContractSigned:
    terms = _terms(contract)
    assert contract.signed_on is not None, "it is signed"
    return ContractSigned(
        kind=contract.kind, company=contract.company.name, company_id=contract.company_id, mode=contract.mode,
        commission_bp=contract.commission_bp, starts_on=contract.starts_on, ends_on=contract.ends_on,
        signed_on=contract.signed_on, prices_fen=dict(terms.prices), catalogue=contract.catalogue_id,
        levels=dict(terms.levels), extras=[f"{one.clause}: {one.words}" for one in contract.extras.all()],
        decision=contract.decision_id, authority=contract.authority,
        annexes=[one.sha256 for one in contract.annexes.all()],
    )  # fmt: skip


@deed
def file_contract(contract_id: UUID, *, on: date, by: Person, at: datetime) -> Contract:
    """The housing office has it (上海 art 44: within thirty days of signing)."""
    contract = lock_contract(contract_id)
    require(may_file_contract, by, contract, at)
    if contract.filed_on is not None:
        return contract
    if contract.signed_on is None:
        raise NotSigned
    if not contract.signed_on <= on <= day_of(contract.estate, at):
        raise FiledLater
    contract.filed_on = on
    contract.save(update_fields=["filed_on"])
    late = False
    for duty in _open(contract):
        late = on > duty.due_at.date()
        discharge(duty.pk, by=CLERK, at=at, evidence=contract.pk)
    event = ContractFiled(company=contract.company.name, on=on, late=late)
    record(event, node=contract.estate_id, about=contract.pk, by=by, at=at)
    return contract


def _open(contract: Contract) -> Iterator[Duty]:
    yield from Duty.objects.open().filter(estate=contract.estate, kind=FILING, key=contract.pk.hex)
