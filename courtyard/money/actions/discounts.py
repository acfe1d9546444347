"""Something off the fee of one home, from one month to another, with the reason."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from courtyard.core.books import refusals
from courtyard.core.errors import BadInput, sentence
from courtyard.core.rulebook.periods import months_after
from courtyard.money.events.fees import DiscountEnded, DiscountGiven
from courtyard.money.locks import lock_book
from courtyard.money.models import Bill, Discount
from courtyard.money.models.book import WHAT_MAX
from courtyard.money.models.fees import FEN_A_MONTH_MAX
from courtyard.money.permissions.fees import may_discount, may_end_discount
from courtyard.people.models import Person
from courtyard.places.models import Home
from courtyard.services.models.contract import BASIS_POINTS
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import holder, locked, there

DAY = timedelta(days=1)


class NoDiscountReason(BadInput):
    says = sentence("Say why, in at most {most} characters, and nothing of health or family.")
    field = "reason"


class WholeMonthsOnly(BadInput):
    says = sentence("A discount is for whole months, and ends after it begins.")
    field = "last"


class BilledMeanwhile(BadInput):
    says = sentence(
        "This home is billed until {last} already. Choose a later month, or take those bills back as a whole first."
    )
    field = "first"


@dataclass(frozen=True, kw_only=True)
class Off:
    """A share in basis points, or fen a month, off one home's fee: exactly one of the two."""

    estate_id: UUID
    home_id: UUID
    first: date
    reason: str
    share_bp: int | None = None
    fen: int | None = None
    last: date | None = None
    id: UUID = field(default_factory=new_id)


@deed
def give_discount(told: Off, *, by: Person, at: datetime) -> Discount:
    """Raises BadDiscount, WholeMonthsOnly, NoDiscountReason, BilledMeanwhile."""
    book = lock_book(told.estate_id)
    require(may_discount, by, book.estate, at)
    before = Discount.objects.filter(pk=told.id, estate=book.pk).first()
    if before is not None:
        return before
    _check(told)
    home = there(Home.objects.filter(estate=book.pk), told.home_id)
    _require_unbilled(home.pk, told.first)
    one = Discount.objects.create(
        id=told.id, estate=book.estate, home=home, share_bp=told.share_bp, fen=told.fen, first=told.first,
        last=told.last, reason=told.reason.strip(), given_by=by, given_at=at,
    )  # fmt: skip
    record(DiscountGiven(first=one.first, last=one.last), node=book.pk, about=one.pk, by=by, at=at)
    return one


@deed
def end_discount(discount_id: UUID, last: date, *, by: Person, at: datetime) -> Discount:
    """It ends with a month that is not billed yet, or the last one that is."""
    book = lock_book(holder(Discount.objects, discount_id, "estate"))
    one = locked(Discount.objects.select_related("estate__node"), discount_id)
    require(may_end_discount, by, one, at)
    if one.last is not None and one.last <= last:
        return one
    if not _ends_a_month(last) or last < one.first:
        raise WholeMonthsOnly
    _require_unbilled(one.home_id, last + DAY)
    one.last = last
    one.save(update_fields=["last"])
    record(DiscountEnded(last=last), node=book.pk, about=one.pk, by=by, at=at)
    return one


def _check(told: Off) -> None:
    amount = told.fen if told.share_bp is None else told.share_bp
    most = FEN_A_MONTH_MAX if told.share_bp is None else BASIS_POINTS
    if (told.share_bp is None) == (told.fen is None) or type(amount) is not int or not 0 < amount <= most:
        raise refusals.BadDiscount
    if told.first.day != 1 or (told.last is not None and (told.last < told.first or not _ends_a_month(told.last))):
        raise WholeMonthsOnly
    if not 0 < len(told.reason.strip()) <= WHAT_MAX:
        raise NoDiscountReason(most=WHAT_MAX)


def _ends_a_month(day: date) -> bool:
    return day == months_after(day.replace(day=1), 1) - DAY


def _require_unbilled(home_id: UUID, first: date) -> None:
    """What is billed stays as it was reckoned."""
    standing = Bill.objects.filter(home=home_id, taken_back=False, last__gte=first).order_by("-last").first()
    if standing is not None:
        raise BilledMeanwhile(last=standing.last)
