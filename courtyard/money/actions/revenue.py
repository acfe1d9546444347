"""Public revenue booked: what a project brought in, what it cost, and what the company passes on."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from courtyard.core.errors import BadInput, Refusal, sentence
from courtyard.core.quantities import format_fen
from courtyard.money.actions.entries import enter
from courtyard.money.booking import Booking, Leg, Side
from courtyard.money.events.revenue import CostBooked, IncomeReceived, RevenuePassedOn
from courtyard.money.locks import lock_book, lock_project
from courtyard.money.models import Book, Entry, RevenueCost, RevenueDue, RevenueProject, RevenueReceipt
from courtyard.money.permissions.revenue import may_book_cost, may_pass_on, may_receive_income
from courtyard.money.queries import revenue as queries
from courtyard.money.queries.ledger import chart_of
from courtyard.money.revenue_rules import agreed_share_fen, whole_fen
from courtyard.money.there_is import require_there
from courtyard.people.models import Person
from courtyard.services.queries.current import contract_on
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id

K, A = Entry.Kind, Entry.Authority
BANK, WITH_COMPANY = queries.BANK, queries.WITH_COMPANY
PLACES = (BANK, WITH_COMPANY)
SHARE = "revenue_managers_share"


class NoSuchPlace(BadInput):
    says = sentence("Say where the money is: in the account of public revenue, or with the company.")
    field = "place"


class NoSuchDue(BadInput):
    says = sentence("Choose one of the amounts that are expected of this project.")
    field = "due"


class NotAsCost(BadInput):
    says = sentence("Choose what kind of cost it is.")
    field = "account"


class NoShareAgreed(BadInput):
    says = sentence("No share of the manager was agreed for this project, so none can be booked.")
    field = "account"


class AboveShare(BadInput):
    says = sentence("By the contract at most {most_yuan} yuan of the manager’s share are left to be booked.")
    field = "fen"


class CostAboveIncome(BadInput):
    says = sentence(
        "This project brought in {income_yuan} yuan and has cost {cost_yuan}. It cannot cost more than it brings in: "
        "what the owners want to spend beyond that is a spending, and needs a decision."
    )
    field = "fen"


class NoContract(Refusal):
    says = sentence(
        "A cost rests on a contract, and on {day} none is on record: neither a service contract nor this project’s own."
    )


@dataclass(frozen=True, kw_only=True)
class Income:
    """Money a project brought in: into the account, or to the company first. `source` names a bank line, if it was one.

    Its `id` makes one form one receipt.
    """

    project_id: UUID
    fen: int
    day: date
    due_id: UUID | None = None
    place: str = BANK
    source: str = ""
    source_id: UUID | None = None
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What running a project cost, or the manager's share, and out of which money it was paid."""

    project_id: UUID
    account: str
    fen: int
    day: date
    what: str
    place: str = BANK
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, kw_only=True)
class Passing:
    """What the company hands over of what it collected. Its `id` makes one form one entry."""

    estate_id: UUID
    fen: int
    day: date
    what: str
    id: UUID = field(default_factory=new_id)


@deed
def receive_income(told: Income, *, by: Person, at: datetime) -> RevenueReceipt:
    """Whoever collects it says how much came, when, and where it is."""
    book, project = lock_project(told.project_id)
    require(may_receive_income, by, project, at)
    before = RevenueReceipt.objects.filter(pk=told.id, project=project).first()
    if before is not None:
        return before
    fen, due = whole_fen(told.fen), _due(told, project)
    if told.place not in PLACES:
        raise NoSuchPlace
    source = (told.source, told.source_id) if told.source else ("income", told.id)
    legs = (Leg(Side(told.place), Side(project.account), fen),)
    booking = Booking(kind=K.RECEIPT, day=told.day, what=project.name, legs=legs, source=source[0], source_id=source[1])
    entry = enter(book, booking, by=by, at=at)
    receipt = RevenueReceipt.objects.create(
        id=told.id, estate=book.estate, project=project, due=due, entry=entry, day=told.day, fen=fen
    )
    event = IncomeReceived(name=project.name, number=entry.number, fen=fen, day=told.day)
    record(event, node=book.pk, about=project.pk, by=by, at=at)
    return receipt


def _due(told: Income, project: RevenueProject) -> RevenueDue | None:
    if told.due_id is None:
        return None
    due = RevenueDue.objects.filter(pk=told.due_id, project=project).first()
    if due is None:
        raise NoSuchDue
    return due


@deed
def book_cost(told: Cost, *, by: Person, at: datetime) -> RevenueCost:
    """Reasonable cost only (民法典第二百八十二条): no more than comes in, the share as agreed."""
    book, project = lock_project(told.project_id)
    require(may_book_cost, by, project, at)
    before = RevenueCost.objects.filter(pk=told.id, project=project).first()
    if before is not None:
        return before
    fen = whole_fen(told.fen)
    _check_cost(told, book, project)
    booking = Booking(
        kind=K.SPENDING, day=told.day, what=told.what, legs=(Leg(Side(told.account), Side(told.place), fen),),
        source="revenue_cost", source_id=told.id, authority=A.CONTRACT, authority_id=_contract(told, project),
    )  # fmt: skip
    entry = enter(book, booking, by=by, at=at)
    cost = RevenueCost.objects.create(
        id=told.id, estate=book.estate, project=project, entry=entry, account=told.account, day=told.day, fen=fen
    )
    event = CostBooked(name=project.name, number=entry.number, account=cost.account, fen=fen, day=told.day)
    record(event, node=book.pk, about=project.pk, by=by, at=at)
    return cost


def _check_cost(told: Cost, book: Book, project: RevenueProject) -> None:
    chart = chart_of(book)
    account = chart.accounts.get(told.account)
    if account is None or account.fund != "revenue" or not account.cost:
        raise NotAsCost
    if told.place not in PLACES:
        raise NoSuchPlace
    income, spent = queries.received_fen(project, told.day), queries.cost_fen(project)
    if told.account == SHARE:
        _check_share(told, book, project, income)
    if spent + told.fen > income:
        raise CostAboveIncome(income_yuan=format_fen(income), cost_yuan=format_fen(spent))
    require_there(book, told.place, told.fen)


def _check_share(told: Cost, book: Book, project: RevenueProject, income: int) -> None:
    if not (project.share_bp or project.share_fen):
        raise NoShareAgreed
    left = agreed_share_fen(project, income, book.opens_on, told.day) - queries.cost_fen(project, SHARE)
    if told.fen > left:
        raise AboveShare(most_yuan=format_fen(max(0, left)))


def _contract(told: Cost, project: RevenueProject) -> UUID:
    """The service contract that binds on that day, or else the project's own."""
    contract = contract_on(project.estate, told.day)
    if contract is None and not project.party:
        raise NoContract(day=told.day)
    return contract.pk if contract else project.pk


@deed
def pass_on_revenue(told: Passing, *, by: Person, at: datetime) -> Entry:
    """What the company collected goes into the account of public revenue."""
    book = lock_book(told.estate_id)
    require(may_pass_on, by, book.estate, at)
    before = Entry.objects.filter(pk=told.id, estate=book.pk).first()
    if before is not None:
        return before
    require_there(book, WITH_COMPANY, whole_fen(told.fen))
    legs = (Leg(Side(BANK), Side(WITH_COMPANY), told.fen),)
    entry = enter(book, Booking(kind=K.TRANSFER, day=told.day, what=told.what, legs=legs, id=told.id), by=by, at=at)
    event = RevenuePassedOn(number=entry.number, fen=told.fen, day=told.day)
    record(event, node=book.pk, about=entry.pk, by=by, at=at)
    return entry
