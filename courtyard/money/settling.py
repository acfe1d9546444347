"""What a line of the bank settles: open bills, approved parts of spendings, revenue that is due, a home's top-up."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy

from courtyard.core import bank as core
from courtyard.core.bank import Expected, Part
from courtyard.core.books.usual import FEE_ACCOUNTS
from courtyard.core.errors import NotThere, Refusal, sentence
from courtyard.core.quantities import format_fen
from courtyard.core.rulebook import MODES, Mode
from courtyard.money.actions import revenue as revenues
from courtyard.money.actions import spending as spendings
from courtyard.money.actions.bank_matching import SOURCE
from courtyard.money.actions.payments import BY_WAY, Received, receive, take_back_payment
from courtyard.money.actions.top_up_payments import PaidIn, receive_top_up
from courtyard.money.models import BankLine, Bill, Book, Draw, Entry, Payment, RevenueDue, TopUpNotice
from courtyard.money.models.book import WHAT_MAX, Fund
from courtyard.money.permissions.revenue import may_receive_income
from courtyard.money.queries import bills, revenue, spending, top_ups
from courtyard.money.targets import Target
from courtyard.people.models import Person, Tenure
from courtyard.places.models import Home
from courtyard.trail.rows import there

FEE_WORDS = ("物业费", "物业服务费", "物管费")
FUND_WORDS = ("维修资金", "维修基金", "续筹", "补交")
CHANNEL_OF: Mapping[str, str] = {key: channel for channel, key in BY_WAY.items()}


class NotSoMuchOpen(Refusal):
    """Another line, or the till, was faster: what is too much waits for a hand instead of being paid ahead unasked."""

    says = sentence("Of this {left_yuan} yuan are still open, and the line is of {yuan} yuan. Nothing was booked.")


class OtherSum(Refusal):
    says = sentence("{yuan} yuan were approved for this part, and the bank paid {line_yuan} yuan. Nothing was booked.")


class PaidAlready(Refusal):
    says = sentence("This part is booked as paid already. Choose the entry in the books instead.")


class OthersCollect(Refusal):
    says = sentence("This revenue is collected by others. They say that it came in.")


# Bills


def bills_expected(estate_id: UUID, fund: str) -> list[Expected]:
    """Bills go into the fund they were booked in, whatever the mode is by now. Three queries."""
    modes = [mode for mode in MODES if _fund_of(mode) == fund]
    open_bills = bills.open_bills(estate_id, modes)
    if not open_bills:
        return []
    homes, names = _homes(estate_id), _names(estate_id)
    return [
        Expected(
            one.id.hex, one.open_fen, one.due_on, references=(one.reference,), home=homes[one.home_id],
            names=tuple(names[one.home_id]), words=FEE_WORDS,
        )
        for one in open_bills
    ]  # fmt: skip


def _fund_of(mode: Mode) -> str:
    return Fund.TRUST if FEE_ACCOUNTS[mode] == FEE_ACCOUNTS["trust"] else Fund.FEES


def _homes(estate_id: UUID) -> dict[UUID, core.Home]:
    rows = Home.objects.filter(estate=estate_id).values_list("pk", "building__name", "entrance__name", "name")
    return {pk: core.Home(building, entrance or "", name) for pk, building, entrance, name in rows}


def _names(estate_id: UUID) -> Mapping[UUID, list[str]]:
    """Who has each home: a name alone decides nothing, together with the exact sum it does."""
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    rows = Tenure.objects.filter(estate=estate_id, until__isnull=True).values_list("home", "person__name")
    for home, name in rows.order_by("pk"):
        found[home].append(name)
    return found


def settle_bill(line: BankLine, part: Part, *, by: Person, at: datetime) -> Entry:
    bill = there(Bill.objects.filter(estate=line.estate_id), _key(part))
    if part.fen > bill.open_fen:
        raise NotSoMuchOpen(left_yuan=format_fen(bill.open_fen), yuan=format_fen(part.fen))
    told = Received(
        estate_id=line.estate_id, home_id=bill.home_id, fen=part.fen, day=line.day, channel=_channel(line),
        place=line.account.key, bill_ids=(bill.pk,), source=SOURCE, source_id=line.pk, payer=line.name,
    )  # fmt: skip
    return receive(told, by=by, at=at).entry


def _channel(line: BankLine) -> str:
    """A gateway has the money before the bank does; one that pays into the bank at once is online, too."""
    usual = Payment.Channel.ONLINE if line.account.gateway else Payment.Channel.TRANSFER
    return CHANNEL_OF.get(line.account.key, usual)


def take_back_bill(entry: Entry, *, reason: str, by: Person, at: datetime) -> None:
    """The bill is open again. What a collector took back meanwhile stays as it is."""
    payment = Payment.objects.get(entry=entry.pk)
    if payment.taken_back_at is None:
        take_back_payment(payment.pk, reason=reason, by=by, at=at)


# Spendings


def spendings_expected(estate_id: UUID, fund: str) -> list[Expected]:
    return [
        Expected(one.id.hex, -one.fen, one.approved_on, references=(one.reference,), names=(one.payee,))
        for one in spending.to_be_paid(estate_id)
        if one.fund == fund
    ]


def settle_spending(line: BankLine, part: Part, *, by: Person, at: datetime) -> Entry:
    """A part of a spending is paid whole, once, and never without its two signatures: `pay` asks for them again."""
    draw = there(Draw.objects.filter(estate=line.estate_id), _key(part))
    if draw.paid_on is not None:
        raise PaidAlready
    if part.fen != -draw.fen:
        raise OtherSum(yuan=format_fen(draw.fen), line_yuan=format_fen(abs(part.fen)))
    return spendings.pay(draw.pk, day=line.day, source=SOURCE, source_id=line.pk, by=by, at=at)


# Public revenue


def dues_expected(estate_id: UUID, _fund: str) -> Sequence[Expected]:
    return [
        Expected(one.id.hex, one.open_fen, one.due_on, names=(one.party,) if one.party else (), words=(one.name,))
        for one in revenue.open_dues(estate_id)
    ]


def settle_due(line: BankLine, part: Part, *, by: Person, at: datetime) -> Entry:
    due = there(RevenueDue.objects.filter(estate=line.estate_id).select_related("project__estate__node"), _key(part))
    if not may_receive_income(by, due.project, at):
        raise OthersCollect
    left = next((one.open_fen for one in revenue.open_dues(line.estate_id, due.project_id) if one.id == due.pk), 0)
    if part.fen > left:
        raise NotSoMuchOpen(left_yuan=format_fen(left), yuan=format_fen(part.fen))
    told = revenues.Income(
        project_id=due.project_id, fen=part.fen, day=line.day, due_id=due.pk, place=line.account.key, source=SOURCE,
        source_id=line.pk,
    )  # fmt: skip
    return revenues.receive_income(told, by=by, at=at).entry


# Topping up the fund


def top_ups_expected(estate_id: UUID, _fund: str) -> Sequence[Expected]:
    """What each home lacks by the notices that stand. One query where there are none, else six."""
    notices = top_ups.standing_of(estate_id)
    book = Book.objects.select_related("estate__node").filter(pk=estate_id).first() if notices else None
    if book is None:
        return []
    told = top_ups.homes_in(book, notices[0].noticed_on)
    homes, names = _homes(estate_id), _names(estate_id)
    dues = {home: _due(top_ups.covering(notices, building)) for home, building in told.of.items()}
    return [
        Expected(pk.hex, fen, due, home=homes[pk], names=tuple(names[pk]), words=FUND_WORDS)
        for pk, fen in told.lacking(notices).items()
        if (due := dues[pk]) is not None
    ]


def _due(one: TopUpNotice | None) -> date | None:
    """By when homes pay: what was decided, or else the rulebook says."""
    if one is None:
        return None
    return one.until if one.is_decided else one.restore_by or one.noticed_on


def settle_top_up(line: BankLine, part: Part, *, by: Person, at: datetime) -> Entry:
    """What a home pays beyond what it lacks is booked on the page of the home, where somebody says that it is meant."""
    home = _key(part)
    left = next((one.fen for one in top_ups_expected(line.estate_id, "") if one.id == home.hex), 0)
    if part.fen > left:
        raise NotSoMuchOpen(left_yuan=format_fen(left), yuan=format_fen(part.fen))
    told = PaidIn(
        estate_id=line.estate_id, home_id=home, fen=part.fen, day=line.day, payer=line.name[:WHAT_MAX],
        into=line.account.key, source=SOURCE, source_id=line.pk,
    )  # fmt: skip
    return receive_top_up(told, by=by, at=at).entry


def _key(part: Part) -> UUID:
    """Raises NotThere for what is no id."""
    try:
        return UUID(part.expected)
    except ValueError:
        raise NotThere from None


TARGETS = (
    Target(
        "bill", gettext_lazy("a bill"), bills_expected, settle_bill, take_back_bill,
        funds=frozenset({Fund.FEES, Fund.TRUST}),
    ),
    Target("spending", gettext_lazy("a part of a spending"), spendings_expected, settle_spending),
    Target(
        "due", gettext_lazy("public revenue that is due"), dues_expected, settle_due,
        funds=frozenset({Fund.REVENUE}),
    ),
    Target(
        "top_up", gettext_lazy("a home’s part of the maintenance fund"), top_ups_expected, settle_top_up,
        funds=frozenset({Fund.MAINTENANCE}),
    ),
)  # fmt: skip
