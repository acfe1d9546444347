"""Bills for a whole estate: made at once by the database, and taken back whole."""

from collections.abc import Callable
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.db.models import Max, Sum
from django.utils.dateformat import format as dated
from django.utils.translation import gettext, override

from courtyard.core.books.usual import FEE_ACCOUNTS
from courtyard.core.errors import Refusal, sentence
from courtyard.core.quantities import format_fen
from courtyard.money import bill_sets
from courtyard.money.actions.entries import NoReason, reverse_entry
from courtyard.money.actions.payments import use_prepayments
from courtyard.money.actions.sets import enter_in_sets
from courtyard.money.billing import Billing, Changed, NothingToBill, Plan, check_days, exact_rows, plan_of, today_of
from courtyard.money.booking import Booking, Leg, Side, require_open
from courtyard.money.events.fees import BillsTakenBack, HomesBilled
from courtyard.money.locks import lock_book
from courtyard.money.models import Account, Bill, BillRun, Book, Entry, Settlement
from courtyard.money.models.book import WORDS_MAX
from courtyard.money.permissions.fees import may_bill, may_reverse_run
from courtyard.people.models import Person
from courtyard.places.models import Home
from courtyard.places.rules import rules_of, version_of
from courtyard.trail.deeds import deed, record, require
from courtyard.trail.ids import new_id
from courtyard.trail.rows import holder, locked

AT_ONCE = 1_000
SOURCE = "bill_run"


class TakenBackAlready(Refusal):
    says = sentence("Billing no. {number} was taken back already.")


class TooManyBills(Refusal):
    says = sentence("At most {most} bills can be made for one month of an estate.")


@deed
def bill_homes(told: Billing, *, by: Person, at: datetime) -> BillRun:
    """Every home that can be billed for these months and was not yet owes its fee; what was paid ahead pays at once.

    Raises what `check_days` and `plan_of` do, NothingToBill, Changed, TooManyBills.
    """
    book = lock_book(told.estate_id)
    require(may_bill, by, book.estate, at)
    before = BillRun.objects.filter(pk=told.id, estate=book.pk).first()
    if before is not None:
        return before
    bill_sets.by_index()
    today = today_of(book, at)
    check_days(book, told, today)
    plan = plan_of(book, told)
    if not plan.bills:
        raise NothingToBill(first=told.first, last=told.last)
    if told.expects is not None and told.expects != (plan.bills, plan.fen):
        raise Changed(bills=plan.bills, yuan=format_fen(plan.fen))
    run = _run(book, told, plan, by, at)
    _make_bills(run, plan)
    _book(book, run, plan, by, at)
    event = HomesBilled(
        number=run.number, first=run.first, last=run.last, due_on=run.due_on, bills=run.bills, fen=run.fen
    )
    record(event, node=book.pk, about=run.pk, by=by, at=at)
    use_prepayments(book.pk, by=by, at=at)
    return run


@deed
def reverse_run(run_id: UUID, *, reason: str, by: Person, at: datetime) -> BillRun:
    """All its bills are taken back, none alone. What was paid on them stands to the homes' credit, as paid ahead."""
    book = lock_book(holder(BillRun.objects, run_id, "estate"))
    run = locked(BillRun.objects.select_related("estate__node", "entry"), run_id)
    require(may_reverse_run, by, run, at)
    if run.taken_back_at is not None:
        raise TakenBackAlready(number=run.number)
    if not 0 < len(reason.strip()) <= WORDS_MAX:
        raise NoReason(most=WORDS_MAX)
    require_open(book, today_of(book, at))
    _credit_what_was_paid(book, run, by, at)
    reverse_entry(run.entry_id, reason=reason, by=by, at=at, held=True)
    Settlement.objects.filter(bill__run=run).update(taken_back=True)
    Bill.objects.filter(run=run).update(taken_back=True, paid_fen=0)
    run.taken_back_at, run.taken_back_by, run.reason = at, by, reason.strip()
    run.save(update_fields=["taken_back_at", "taken_back_by", "reason"])
    event = BillsTakenBack(number=run.number, bills=run.bills, fen=run.fen, reason=run.reason)
    record(event, node=book.pk, about=run.pk, by=by, at=at)
    return run


def _run(book: Book, told: Billing, plan: Plan, by: Person, at: datetime) -> BillRun:
    """Its entry is named before it is there: foreign keys are looked at when the deed ends."""
    last = BillRun.objects.filter(estate=book.pk).aggregate(last=Max("number"))["last"] or 0
    return BillRun.objects.create(
        id=told.id, estate=book.estate, number=last + 1, every=told.every, first=told.first, last=told.last,
        due_on=told.due_on, bills=plan.bills, fen=plan.fen, left_out=dict(plan.left_out), mode=plan.mode,
        rulebook=version_of(book.estate), entry_id=new_id(), made_by=by, made_at=at,
    )  # fmt: skip


def _make_bills(run: BillRun, plan: Plan) -> None:
    base = Bill.objects.filter(estate=run.estate_id, first=run.first).aggregate(last=Max("number"))["last"] or 0
    if base + plan.bills > bill_sets.NUMBER_MAX:
        raise TooManyBills(most=bill_sets.NUMBER_MAX)
    rows = exact_rows(run, plan.exact, base)
    while some := list(islice(rows, AT_ONCE)):
        Bill.objects.bulk_create(some)
    month = bill_sets.months_figures(run.first)
    about = {
        **plan.about, "run": run.pk, "due_on": run.due_on, "base": base + len(plan.exact), "month": month,
        "head": f"WY{month:04}-",
    }  # fmt: skip
    bill_sets.insert_bills(plan.rates, about)
    made = Bill.objects.filter(run=run).aggregate(fen=Sum("fen"))["fen"]
    assert made == run.fen, "the database reckons as the plan did"


def _book(book: Book, run: BillRun, plan: Plan, by: Person, at: datetime) -> None:
    keys = plan.accounts
    what = _in_place(lambda: gettext("Property fees, {first} to {last}"), run)
    told = _booking(book, run, run.entry_id, Entry.Kind.BILLS, what, (keys.receivable, keys.earned), at)

    def write(entry: Entry) -> None:
        about = {"estate": book.pk, "entry": entry.pk, "run": run.pk}
        earned = _control(book, keys.earned)
        _home_accounts(book, keys.receivable, bill_sets.OF_RUN, about)
        bill_sets.insert_postings(bill_sets.OF_RUN, about, debit=keys.receivable, credit=earned)

    enter_in_sets(book, told, run.fen, run.bills, write, by=by, at=at)


def _credit_what_was_paid(book: Book, run: BillRun, by: Person, at: datetime) -> None:
    rows = Bill.objects.filter(run=run, paid_fen__gt=0)
    paid, homes = rows.aggregate(fen=Sum("paid_fen"))["fen"], rows.count()
    if not paid:
        return
    keys = FEE_ACCOUNTS[run.mode]  # type: ignore[index]
    what = _in_place(lambda: gettext("Paid on bills taken back, now paid ahead: {first} to {last}"), run)
    told = _booking(book, run, new_id(), Entry.Kind.TRANSFER, what, (keys.receivable, keys.prepaid), at)

    def write(entry: Entry) -> None:
        about = {"estate": book.pk, "entry": entry.pk, "run": run.pk}
        _home_accounts(book, keys.prepaid, bill_sets.PAID_OF_RUN, about)
        bill_sets.insert_postings(bill_sets.PAID_OF_RUN, about, debit=keys.receivable, credit=keys.prepaid)

    enter_in_sets(book, told, paid, homes, write, by=by, at=at)


def _booking(
    book: Book, run: BillRun, entry: UUID, kind: Entry.Kind, what: str, keys: tuple[str, str], at: datetime
) -> Booking:
    """With one leg for all of them."""
    home = Bill.objects.filter(run=run).select_related("home")[0].home
    lines = rules_of(book.estate).accounts
    debit, credit = (Side(key, _place(home, lines[key].per) if key in lines else None) for key in keys)
    return Booking(
        id=entry, kind=kind, day=today_of(book, at), what=what, legs=[Leg(debit, credit, run.fen)], source=SOURCE,
        source_id=run.pk,
    )  # fmt: skip


def _place(home: Home, per: str) -> Home | None:
    return home if per == "home" else None


def _control(book: Book, key: str) -> UUID:
    """The account of the whole estate, made where it is missing."""
    line = rules_of(book.estate).accounts[key]
    rows = Account.objects.filter(estate=book.pk, key=key, building=None, entrance=None, home=None)
    found = rows.first() or Account.objects.create(estate=book.estate, key=key, fund=line.fund, kind=line.kind)
    return found.pk


def _home_accounts(book: Book, key: str, homes: str, about: dict[str, UUID]) -> None:
    line = rules_of(book.estate).accounts[key]
    bill_sets.insert_accounts(homes, {**about, "key": key, "fund": line.fund, "kind": line.kind})


def _in_place(says: Callable[[], str], run: BillRun) -> str:
    """What stands in the books for ever is in the place's own language."""
    with override(settings.LANGUAGE_CODE):
        return says().format(first=dated(run.first, "Y-m-d"), last=dated(run.last, "Y-m-d"))
